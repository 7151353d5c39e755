"""What a share of the year's income or result falls by without support (docs/model.md §13.1).

Turnover rent follows the income that goes, a manager's share of the surplus and a landlord's share of profit
what the result falls by. Whoever pays the share is left with it, whoever receives it goes without.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.deal import Management, TurnoverRent
from feasibility.engine.expr import Expr, Line, greatest
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.base.context import Context
from feasibility.model.base.parties import FEE, LANDLORD, OPERATOR, PROFIT, TURNOVER
from feasibility.model.deal.term import StageTerm, Term, stage_of
from feasibility.model.deal.turnover_tiers import tiers_of
from feasibility.record import record

_GOES = Label(
    "Omsetningsleie eller overskuddsdel som faller bort", "Turnover rent or surplus share that goes"
)


@record
class Shares:
    """The deals of a case in which a share of the year is taken, None where there is none such.

    rented: with turnover rent. managed: a management agreement. profit: 1 in the months of a lease with a
    share of profit. is_phased: whether they hold in some phases only.
    """

    rented: StageTerm | None
    managed: StageTerm | None
    profit: Line | None
    is_phased: bool

    @classmethod
    def of(cls, c: Context, terms: Term) -> Shares:
        """Those of a case."""
        profit = terms.operating if "profit.rent_year" in c.m.lines else None
        rented, managed = stage_of(terms, TurnoverRent), stage_of(terms, Management)
        return cls(rented, managed, profit, len(terms.stages) > 1)


@record
class Gone:
    """What items of support take with them of a year: of income, of the surplus, and of profit."""

    income: Expr
    surplus: Expr
    profit: Expr


def shared_less(c: Context, party: Party, shares: Shares, id: str, gone: Sequence[Gone]) -> list[Line]:
    """What each share of the year falls by without the items, as much better off as it leaves the company;
    nothing of shares between others.

    Args:
        id: of the lines.
    """
    several = shares.rented is not None and shares.managed is not None
    found: list[Line] = []

    def write(kind: str, payer: Party, receiver: Party, now: Line, then: Expr) -> None:
        if party not in (payer, receiver):
            return
        left = now - then if party == payer else then - now
        found.append(c.m.line(f"{id}.{kind}" if several else id, left, "NOK", _GOES))

    if shares.rented is not None:
        now, then = _turnover(c, shares.rented, c.sum([each.income for each in gone]))
        write("turnover", shares.rented.operator, LANDLORD, now, then)
    if shares.managed is not None:
        share = c.number(f"{shares.managed.path}.fee.surplus_share", FEE)
        rest = year_of(c, c.m.lines["management.surplus"]) - c.sum([each.surplus for each in gone])
        now, then = c.m.lines["management.surplus_fee_year"], share * greatest(0, rest)
        write("surplus", LANDLORD, shares.managed.operator, now, then)
    if shares.profit is not None:
        share = c.number("deal.profit_share.share", PROFIT)
        rest = year_of(c, c.m.lines["profit.surplus"]) - c.sum([each.profit for each in gone])
        write("profit", OPERATOR, LANDLORD, c.m.lines["profit.rent_year"], share * greatest(0, rest))
    return found


def _turnover(c: Context, rented: StageTerm, gone: Expr) -> tuple[Line, Expr]:
    """(turnover rent above the minimum as it is, and with so much less of income), by year."""
    m, deal, path = c.m, rented.deal, rented.path
    assert isinstance(deal, TurnoverRent)
    income = m.lines["turnover.income_year"] - gone
    share = c.number(f"{path}.turnover.share_of_income", TURNOVER)
    tiers = tiers_of(c, rented)
    if tiers is not None:
        base: Expr = tiers.of(income, m.lines["turnover.months"] / 12)
        if deal.turnover.mode == "greater_of":
            base = base - m.lines["turnover.minimum_year"]
    elif deal.turnover.mode == "greater_of":
        base = share * income - m.lines["turnover.minimum_year"]
    else:
        threshold = c.number(f"{path}.turnover.threshold_nok_per_year", TURNOVER)
        base = share * (income - threshold * m.lines["turnover.months"] / 12)
    return m.lines["turnover.excess_year"], greatest(0, base)
