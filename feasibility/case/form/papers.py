"""What the papers say beside the numbers (til papirene): who asks for what, on which security, and who signs.

Nothing here moves a number. A field left out is told as missing in the paper that asks for it.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from feasibility.case.form.answered import DATE_PATTERN
from feasibility.case.form.fields import CaseModel, Listed, Number, Text, Whole, nok, quantity, said
from feasibility.names import CompanyId

_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)
_MODULUS: Final = 11


def _as_text(value: object) -> object:
    """YAML reads nine digits as a number; they are a name."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


SecurityKind = Literal["mortgage", "chattel", "receivables", "shares", "suretyship", "bank_guarantee"]


class Person(CaseModel):
    """Somebody behind the business (nøkkelperson), and what they have done before."""

    name: Text = said("Navn", "Name", min_length=1, max_length=120)
    role: Text = said("Rolle", "Role", "", max_length=120)
    background: Text = said("Bakgrunn", "Background", "", max_length=600)


class Applicant(CaseModel):
    """Who asks the bank for money (søker). company: the borrower of the case, unless stated."""

    company: CompanyId | None = said("Selskapet i saken", "The company in the case", None)
    name: Text | None = said("Navn", "Name", None, min_length=1, max_length=120)
    organisation_number: Annotated[Text, BeforeValidator(_as_text)] | None = said(
        "Organisasjonsnummer", "Organisation number", None, max_length=20
    )
    contact: Text | None = said("Kontakt", "Contact", None, max_length=200)
    business: Text | None = said("Virksomheten", "The business", None, max_length=2000)
    owners: Text | None = said("Eiere", "Owners", None, max_length=600)
    people: Listed[Person] = said("Nøkkelpersoner", "People", ())


class Sought(CaseModel):
    """What is asked for (det søkes om)."""

    amount_nok: Number | None = nok("Beløp det søkes om", "Amount sought", None)
    purpose: Text | None = said("Formål", "Purpose", None, max_length=1000)


class LoanSecurity(CaseModel):
    """A security offered (sikkerhet): a charge, a suretyship or a guarantee."""

    kind: SecurityKind = said("Type sikkerhet", "Kind of security")
    of: Text = said("I hva, eller av hvem", "In what, or by whom", min_length=1, max_length=300)
    amount_nok: Number | None = nok("Beløp", "Amount", None)
    priority: Whole | None = quantity("count", "Prioritet", "Priority", None, at_least=1, at_most=20)


class Location(CaseModel):
    """A lender's list about the place (sjekkliste for beliggenhet), in words; advice, never numbers."""

    centre: Text | None = said("Sentrum", "Centre", None, max_length=400)
    public_transport: Text | None = said("Kollektivtransport", "Public transport", None, max_length=400)
    parking: Text | None = said("Parkering", "Parking", None, max_length=400)
    access: Text | None = said("Adkomst", "Access", None, max_length=400)
    shared_services: Text | None = said(
        "Fellestjenester og felleskostnader", "Shared services and common costs", None, max_length=400
    )
    competition: Text | None = said("Tilbud i området", "Supply in the area", None, max_length=400)


class Papers(CaseModel):
    """What board paper, credit paper and municipality's paper say beside the numbers (til papirene).

    decision: the proposal put to the board, in place of the one drawn from the case. asked_for: the
    scenario that is what the other party asked for, shown beside the case.
    """

    prepared_by: Text | None = said("Utarbeidet av", "Prepared by", None, min_length=1, max_length=120)
    date: Annotated[Text, Field(pattern=DATE_PATTERN)] | None = said("Dato", "Date", None)
    version: Text | None = said("Versjon", "Version", None, min_length=1, max_length=40)
    decision: Text | None = said("Forslag til vedtak", "Proposal for a decision", None, max_length=2000)
    asked_for: Text | None = said(
        "Scenarioet som er det motparten ba om", "The scenario that was asked for", None, refers="scenarios"
    )
    applicant: Applicant = said("Søker", "Applicant", {}, validate_default=True)
    sought: Sought = said("Det søkes om", "What is sought", {}, validate_default=True)
    security: Listed[LoanSecurity] = said("Sikkerhet", "Security offered", ())
    location: Location = said("Beliggenhet", "Location", {}, validate_default=True)


def digits_of(number: str) -> str:
    """An organisation number without the spaces people write in it."""
    return "".join(number.split())


def is_organisation_number(number: str) -> bool:
    """Whether nine digits bear their check digit (kontrollsiffer): modulus 11, weights 3 2 7 6 5 4 3 2.

    Spaces do not matter. Source: Brønnøysundregistrene, "Organisasjonsnummeret". A remainder of 1 has no
    check digit, so no such number is given.
    """
    digits = digits_of(number)
    if len(digits) != len(_WEIGHTS) + 1 or not (digits.isascii() and digits.isdigit()):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:-1], _WEIGHTS, strict=True)) % _MODULUS
    return int(digits[-1]) == (0 if rest == 0 else _MODULUS - rest)


def in_groups(number: str) -> str:
    """An organisation number as people write it: 974 760 673."""
    digits = digits_of(number)
    return " ".join(digits[place : place + 3] for place in range(0, len(digits), 3))
