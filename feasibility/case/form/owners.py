"""Owners (eiere) of each company: who they are, what they hold, when they are paid (docs/model.md §13.13)."""

from typing import Annotated, Literal

from pydantic import Field

from feasibility.case.form.fields import (
    CaseModel,
    Name,
    Named,
    Number,
    Whole,
    label,
    nok,
    quantity,
    said,
    share_of,
)

OwnerKind = Literal["person", "company", "municipality", "members"]
"""What an owner is: person, selskap, kommune, medlemmer av et samvirke."""


class Owner(CaseModel):
    """One owner of a company (eier), or several who count as one."""

    label: Name = label()
    kind: OwnerKind = said("Hva eieren er", "What the owner is", "person")
    held_share: Number = quantity("share", "Eierandel", "Share held", above=0, at_most=1)
    rate_share_per_year: Number | None = quantity(
        "share/year", "Eierens avkastningskrav", "The owner's discount rate", None, at_least=0, below=1
    )


class Dividend(CaseModel):
    """When a company pays its owners on the way (utbyttepolitikk), and how much.

    Once a year, a share of the free equity (fri egenkapital) at the last 31 December: equity beyond the share
    capital. Never more than is free the month before, nor than the cash beyond the floor.
    """

    share_of_free_equity: Number = share_of(
        "Utbytte, andel av fri egenkapital", "Dividend, share of free equity"
    )
    cash_floor_nok: Number = nok("Bankinnskudd som beholdes", "Cash that is kept", 0.0)
    paid_in_calendar_month: Whole = quantity(
        "count", "Utbetales i kalendermåned", "Paid in calendar month", 6, at_least=1, at_most=12
    )


class Cooperative(CaseModel):
    """The company is a cooperative (samvirke) of those who use the concept (docs/model.md §13.13).

    Members pay a deposit (andelsinnskudd) on joining, and have it back on leaving. Of last year's result
    beyond what is kept, a share goes back to them (etterbetaling, samvirkelova § 27).
    """

    deposit_nok_per_member: Number = nok("Andelsinnskudd per medlem", "Deposit per member", 0.0)
    kept_nok_per_year: Number = nok("Overskudd som beholdes per år", "Result kept each year", 0.0)
    refund_share: Number = share_of(
        "Etterbetaling, andel av resten av overskuddet", "Patronage refund, share of the rest", 0.0
    )
    cash_floor_nok: Number = nok("Bankinnskudd som beholdes", "Cash that is kept", 0.0)
    refunded_in_calendar_month: Whole = quantity(
        "count", "Etterbetales i kalendermåned", "Refunded in calendar month", 6, at_least=1, at_most=12
    )


class Owners(CaseModel):
    """The owners of one company, who hold all of it between them, and its dividends."""

    holders: Annotated[Named[Owner], Field(min_length=1, max_length=50)] = said("Eiere", "Owners")
    dividend: Dividend | None = said("Utbytte", "Dividends", None)
    cooperative: Cooperative | None = said("Samvirke", "Cooperative", None)


class OwnersByParty(CaseModel):
    """Owners of landlord and operators; of a company without, the owners are one, paid at the horizon."""

    landlord: Owners | None = said("Gårdeier", "Landlord", None)
    operator: Owners | None = said("Driver", "Operator", None)
    next_operator: Owners | None = said("Neste driver", "Next operator", None)


class Group(CaseModel):
    """Landlord and operator have the same owner (konsern): their accounts are shown as one, too."""

    label: Name = label()
