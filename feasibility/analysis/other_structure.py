"""The case with what it does not have, a default or a stand-in: another model, looked at in few lines."""

from __future__ import annotations

from typing import Final

from feasibility.case import Case
from feasibility.evaluate import run_as
from feasibility.model import Result
from feasibility.model.base.bank_view import CovenantId
from feasibility.model.restated import Recent
from feasibility.names import COMPANY_IDS, CompanyId

SHOWN: Final = (
    "landlord.npv_against_vacant",
    "landlord.npv_against_ordinary",
    "landlord.npv",
    "landlord.lowest_cash",
)
"""The landlord's measures that are told of a run with the operator's default."""
SCALARS: Final = {
    "npv_nok": "{party}.npv",
    "lowest_cash_nok": "{party}.lowest_cash",
    "lowest_cash_month": "{party}.lowest_cash.month",
    "worst_icr": "{party}.bank.icr.worst",
    "worst_dscr": "{party}.bank.dscr.worst",
    "worst_ltv": "{party}.bank.ltv.worst",
}
"""What is shown of each party in a stress row, and the line; the unfunded need is a line's highest month."""
UNFUNDED: Final = "{party}.unfunded"
CALLED: Final = "{party}.called_so_far"
"""What the owners have put in at their company's call, as agreed; the highest is what they do in all."""
YEARS: Final = "calendar.years"

BUILT: Final = Recent(8)
"""With a default, or what else the stress test gives a case: a number changed in the case is mostly that
changed in one of these."""


def run_other(result: Result, case: Case) -> Result:
    """The other case as `run_as` runs it. What is looked at is the same for each, so that one program serves:
    it is calculated at once, and anything else when it is asked for."""
    return run_as(result, case, BUILT, looked_at(result))


def looked_at(result: Result) -> frozenset[str]:
    """The lines that are looked at in another structure of a case, by what its own model has."""
    named = (*SCALARS.values(), UNFUNDED, CALLED)
    found = {line.format(party=party) for party in companies(result) for line in named}
    covenants = {line for party in companies(result) for line in stated_covenants(result, party).values()}
    return frozenset({*SHOWN, YEARS, *found, *covenants})


def companies(result: Result) -> list[CompanyId]:
    """The companies of a result that have measures."""
    return [party for party in COMPANY_IDS if f"{party}.npv" in result.built.model.lines]


def stated_covenants(result: Result, party: str) -> dict[CovenantId, str]:
    """The covenants that the case states and that a company is measured by, each with the line that is 1 in
    a calendar year in which it is broken."""
    return {
        measure.id: f"{measure.by_year.id}.broken"
        for view in result.built.bank
        if view.party == party
        for measure in view.measures
        if measure.breached is not None
    }
