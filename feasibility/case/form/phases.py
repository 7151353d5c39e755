"""Phases (faser): from a month, another deal, so that one case holds what comes one after the other."""

from typing import Literal

from feasibility.case.form.deal import Deal
from feasibility.case.form.fields import (
    CaseModel,
    Id,
    Listed,
    Name,
    Number,
    Whole,
    label,
    month_of,
    nok,
    said,
)
from feasibility.language import Label
from feasibility.names import CompanyId
from feasibility.record import record


class Takeover(CaseModel):
    """What the company that takes over the concept pays the one that leaves it (overtakelsessum).

    Paid in the phase's first month, NOK ex VAT and without VAT (mval § 6-14). works: those whose fixed assets
    come along, at book value; the rest of the price is goodwill.
    """

    price_nok: Number = nok("Overtakelsessum uten mva.", "Price of the takeover ex VAT")
    works: Listed[Id] = said("Arbeider som følger med", "Works that come along", (), refers="works")


class Phase(CaseModel):
    """What is agreed from a month (fase), in place of what was agreed before (docs/model.md §13.12).

    The deal is stated in full, its own months included: a lease counts its months from its own start, whether
    that lies before the phase (the agreement goes on, changed) or with it (a new one). Members, balances, tax
    and the adjustment of VAT go on; nothing is sold at the change but what `takeover` says.

    operator: the company of the phase before goes on (same), or another comes after it (next), with balances,
    tax, registration, loans and owners of its own. The one that leaves keeps what it has.
    """

    label: Name = label()
    from_month: Whole = month_of("Fra måned", "From month")
    deal: Deal = said("Avtalen", "The deal")
    operator: Literal["same", "next"] = said("Driveren i fasen", "The operator of the phase", "same")
    takeover: Takeover | None = said("Overtakelse mot betaling", "Takeover for a price", None)


def phase_name(stated: Phase, place: int) -> Label:
    """What a phase is called: its own label, or its number (the deal before any phase is the first)."""
    return Label(stated.label or f"Fase {place + 2}", stated.label or f"Phase {place + 2}")


@record
class Stage:
    """A deal in force, and where in the case it is stated (`deal`, `phases.0.deal`). of_phase: the place of
    the phase it belongs to, None for the first. operator: which company the operator of the deal is."""

    path: str
    deal: Deal
    of_phase: int | None = None
    operator: CompanyId = "operator"

    @property
    def companies(self) -> tuple[CompanyId, ...]:
        """Whose accounts the deal asks for, the landlord first."""
        return tuple(self.operator if each == "operator" else each for each in self.deal.companies)

    @property
    def operating_company(self) -> CompanyId:
        """Who sells to the members in it."""
        return self.operator if self.deal.operating_company == "operator" else "landlord"

    @property
    def has_operator(self) -> bool:
        """Whether there is an operator beside the landlord."""
        return "operator" in self.deal.companies
