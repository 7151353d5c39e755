"""What the other party takes of a good year: turnover rent, or a share of the surplus (docs/model.md §10)."""

from __future__ import annotations

from feasibility.case.form.deal import Management, TurnoverRent
from feasibility.engine.expr import Expr, Line, as_expr, over
from feasibility.model.accounts.statements import year_of
from feasibility.model.base.context import Context
from feasibility.model.base.parties import FEE, PROFIT, TURNOVER
from feasibility.model.deal.term import Term, last_of
from feasibility.model.deal.turnover_tiers import Tiers, tiers_of
from feasibility.model.deal.yearly_share import YearlyShare
from feasibility.model.value.reference_year import ReferenceYear
from feasibility.record import record


@record
class Taken:
    """What the other party takes of a good year: share × max(0, base), base = of income or of result.

    kind `income`: base = income − floor. kind `result`: base = operating result + addition. tiers: of a rent
    by income, of which the share is then all, and the floor the minimum rent. of_grants: the result that is
    shared has grants in it.
    """

    kind: str
    share: Expr
    offset: Expr
    by_year: Line
    tiers: Tiers | None = None
    of_grants: bool = False
    settled: Line | None = None

    @property
    def in_books(self) -> Line:
        """What the year's result has less of it: what is settled in it, where that is not the year's own."""
        return self.by_year if self.settled is None else self.settled

    def base(self, of: Expr) -> Expr:
        """What the share is taken of: of income, or of a result."""
        if self.tiers is not None:
            return self.tiers.of(of) - self.offset
        return of - self.offset if self.kind == "income" else of + self.offset


def shared_with_landlord(
    c: Context,
    terms: Term,
    year: ReferenceYear,
    excess: YearlyShare | None,
    surplus_fee: YearlyShare | None,
    profit: YearlyShare | None,
    ebitda_year: Line,
) -> Taken | None:
    """How turnover rent, a share of profit or a surplus share takes part of a good year, for break-even."""
    m = c.m
    rented, managed = last_of(terms, TurnoverRent), last_of(terms, Management)
    if excess is not None and rented is not None:
        deal, path = rented.deal, rented.path
        assert isinstance(deal, TurnoverRent)
        settled = None if excess.lease_year is None else year_of(c, excess.earned)
        share = c.number(f"{path}.turnover.share_of_income", TURNOVER)
        tiers = tiers_of(c, rented)
        if tiers is not None:
            least: Expr = as_expr(0)
            if deal.turnover.mode == "greater_of":
                least = year.amount(m.lines["turnover.minimum_year"])
            return Taken("income", as_expr(1), least, m.lines["turnover.excess_year"], tiers, settled=settled)
        if deal.turnover.mode == "greater_of":
            minimum = year.amount(m.lines["turnover.minimum_year"])
            floor: Expr = over(minimum, share, 0)
        else:
            floor = c.number(f"{path}.turnover.threshold_nok_per_year", TURNOVER)
        return Taken("income", share, floor, m.lines["turnover.excess_year"], settled=settled)
    if profit is not None:
        profit_year = m.lines["profit.rent_year"]
        with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
            surplus_year = year_of(c, m.lines["profit.surplus"])
        addition = year.amount(surplus_year) - year.amount(ebitda_year) - year.amount(profit_year)
        share = c.number("deal.profit_share.share", PROFIT)
        return Taken("result", share, addition, profit_year, of_grants=True)
    if surplus_fee is not None and managed is not None:
        share = c.number(f"{managed.path}.fee.surplus_share", FEE)
        fee_year = m.lines["management.surplus_fee_year"]
        with c.block("break_even", "Nullpunkt", "Break-even", "§10"):
            surplus_year = year_of(c, m.lines["management.surplus"])
        addition = year.amount(surplus_year) - year.amount(ebitda_year) - year.amount(fee_year)
        return Taken("result", share, addition, fee_year)
    return None
