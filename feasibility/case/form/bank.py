"""What a bank asks beside the case itself: covenants, refinancing, debt capacity, and the catchment."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from feasibility.case.form.fields import (
    CaseModel,
    Name,
    Named,
    Number,
    Text,
    Whole,
    frozen,
    label,
    month_of,
    months_of,
    quantity,
    said,
    share_of,
)


class Covenants(CaseModel):
    """What the loan agreement requires (lånevilkår), by calendar year, of each company that borrows."""

    minimum_icr: Number | None = quantity("ratio", "Laveste rentedekningsgrad", "Lowest ICR", None, above=0)
    minimum_dscr: Number | None = quantity(
        "ratio", "Laveste gjeldsbetjeningsgrad", "Lowest DSCR", None, above=0
    )
    maximum_ltv: Number | None = quantity(
        "share", "Høyeste belåningsgrad", "Highest LTV", None, above=0, at_most=1
    )
    minimum_equity_share: Number | None = quantity(
        "share", "Laveste egenkapitalandel", "Lowest equity share", None, above=0, below=1
    )


class RefinancingTest(CaseModel):
    """How much harder refinancing of a balloon is tried than the loan it replaces (docs/model.md §7)."""

    rate_shift_share_per_year: Number = quantity(
        "share/year", "Rentepåslag ved refinansiering", "Rate added at refinancing", 0.02, at_least=0, below=1
    )
    ltv_shift_share: Number = share_of(
        "Lavere belåningsgrad ved refinansiering", "Lower loan to value at refinancing", 0.10
    )


class DebtCapacity(CaseModel):
    """How large a loan could be (lånekapasitet), at which terms and by which tests (docs/model.md §7).

    Where a number is left out a default with its source holds; least ICR and DSCR are the covenants'.
    """

    kind: Literal["annuity", "serial", "bullet"] = said("Type lån", "Kind of loan", "annuity")
    rate_share_per_year: Number | None = quantity("share/year", "Rente", "Rate", None, above=0, below=1)
    profile_months: Whole | None = months_of("Nedbetalingsprofil", "Amortisation profile", None, at_least=1)
    drawdown_month: Whole | None = month_of("Utbetalingsmåned", "Drawdown month", None)
    maximum_ltv: Number | None = quantity(
        "share", "Høyeste belåningsgrad", "Highest LTV", None, above=0, at_most=1
    )
    maximum_share_of_works: Number | None = quantity(
        "share", "Høyeste andel av arbeidene", "Highest share of works", None, above=0, at_most=1
    )
    minimum_debt_yield_share: Number | None = quantity(
        "share", "Laveste EBITDA av lånet", "Lowest debt yield", None, above=0, below=1
    )


class Catchment(CaseModel):
    """Demand and supply within reach (kundegrunnlag), as the user states them; there is no norm."""

    commuters: Number | None = quantity("people", "Pendlere", "Commuters", None, at_least=0, counted=True)
    firms: Number | None = quantity("count", "Bedrifter", "Firms", None, at_least=0, counted=True)
    freelancers: Number | None = quantity(
        "people", "Selvstendige", "Freelancers", None, at_least=0, counted=True
    )
    competitor_desks: Number | None = quantity(
        "desks", "Plasser hos konkurrenter", "Competitors' desks", None, at_least=0, counted=True
    )
    source: Annotated[Text, Field(max_length=1000)] = said("Kilde", "Source", "")


CHANGES = ("add", "times")
"""How a stress row may move a number from what the case states, instead of setting it."""


class StressRow(CaseModel):
    """A row of the user's own in the stress test (egen stresshendelse): changes by dotted path.

    Each is a new value, or ``{add: 0.02}`` or ``{times: 0.9}`` of what the case states.
    """

    label: Name = label()
    set: Annotated[Mapping[Text, Any], Field(min_length=1), AfterValidator(frozen)] = said(
        "Endringer", "Changes"
    )


class Bank(CaseModel):
    """The bank's part of a case; all of it may be left out."""

    covenants: Covenants = said("Lånevilkår", "Covenants", {}, validate_default=True)
    refinancing: RefinancingTest = said(
        "Prøving av refinansiering", "Refinancing test", {}, validate_default=True
    )
    capacity: DebtCapacity | None = said("Lånekapasitet", "Debt capacity", None)
    catchment: Catchment | None = said("Kundegrunnlag", "Catchment", None)
    stress: Named[StressRow] = said(
        "Egne stresshendelser", "Stress rows of your own", {}, validate_default=True
    )
