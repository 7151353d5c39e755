"""The plan corrected by what has been booked: deviation, level, liquidity, covenants, the board's duty.

The rule for what is left of the plan is one, and plain (docs/actual.md): each line of operation keeps its
plan's course, at the level of the last three booked months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from feasibility.analysis.actual.booked import OTHER, Booked, short_id, statement_of
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import CompanyId
from feasibility.record import record
from feasibility.rules import parameter

LEVEL_MONTHS: Final = 3
"""How many of the last booked months the level is taken from."""
LEAST, MOST = 0.5, 1.5
"""Within which a line's level is kept: three months are few, and what lies outside is told."""
SHOWN_AFTER: Final = 24
"""Months after the last booked one that are told of."""
_NOTHING: Final = 1.0  # NOK: a plan of less has no level
_ORE: Final = 2

AGREED: Final = frozenset({"rent", "operating_grant", "property_tax", "management_fee", "security_drawn"})
"""Lines that follow an agreement or a decision: a month booked late says nothing of the months to come."""

Why = Literal["level", "bounded", "no_plan", "as_planned", "not_booked"]
"""How a line goes on: at the level found; at the bound of it; as planned since the plan of those months is
nothing; as planned since it does not follow how the operation goes; as planned since it was never booked."""

Amounts = NDArray[np.float64]


@record
class LineFound:
    """A line of the income statement over the booked months, and how it goes on.

    plan, actual: NOK over the booked months; actual is the plan's where the line was never booked. factor:
    what the rest of the plan is multiplied by. level: what was found before it was bounded, None where there
    is none. planned, followed: NOK by month over the horizon; followed is booked, then forecast.
    """

    id: str
    label: Label
    is_operating: bool
    plan: float
    actual: float
    is_booked: bool
    factor: float
    level: float | None
    why: Why
    planned: Amounts
    followed: Amounts


@record
class Total:
    """A total of the income statement, over the booked months and by month."""

    id: str
    label: Label
    planned: Amounts
    followed: Amounts


Duty = Literal["equity_lost", "half_capital", "no_money"]
"""Why the board must act: no equity left; less than half the share capital (aksjeloven § 3-5); no money left,
which is no sound liquidity (§ 3-4)."""


@record
class Month:
    """A month as it was planned and as it went or is expected. number: project month; amounts in NOK.

    cash: before cover (overdraft, what owners are called for) after the booked months. cash_stated,
    equity_stated: the balance was booked, not estimated.
    """

    number: int
    is_booked: bool
    ebitda_plan: float
    ebitda: float
    result_plan: float
    result: float
    cash_plan: float
    cash: float
    cash_stated: bool
    equity_plan: float
    equity: float
    equity_stated: bool
    duties: tuple[Duty, ...]


@record
class CovenantYear:
    """A measure in a calendar year, as planned and with the booked months put in; None where there is none.

    booked: how many of the year's months are booked. is_counted: the covenant is measured in the year.
    """

    year: int
    id: Literal["icr", "dscr"]
    label: Label
    booked: int
    plan: float | None
    outlook: float | None
    limit: float | None
    is_counted: bool

    @property
    def is_broken(self) -> bool:
        """The outlook is below the covenant in a year in which it is measured."""
        return (
            self.is_counted
            and self.limit is not None
            and self.outlook is not None
            and round(self.outlook - self.limit, 9) < 0
        )


@record
class Outlook:
    """What follows from the booked months of one company.

    rows: of the income statement, in its order. half_capital: half the share capital, None where the case
    does not state the capital.
    """

    result: Result
    booked: Booked
    rows: tuple[LineFound | Total, ...]
    months: tuple[Month, ...]
    covenants: tuple[CovenantYear, ...]
    half_capital: float | None

    @property
    def party(self) -> CompanyId:
        """Whose accounts they are."""
        return self.booked.party

    @property
    def lines(self) -> tuple[LineFound, ...]:
        """The lines of the income statement."""
        return tuple(row for row in self.rows if isinstance(row, LineFound))

    @property
    def totals(self) -> tuple[Total, ...]:
        """Its totals."""
        return tuple(row for row in self.rows if isinstance(row, Total))

    @property
    def booked_places(self) -> slice:
        """The booked months among those of the horizon."""
        return slice(self.booked.months[0] - 1, self.booked.months[-1])

    def total(self, id: str) -> Total:
        """A total by its short id: "ebitda", "result_before_tax", "net_result". Raises KeyError."""
        for total in self.totals:
            if total.id == id:
                return total
        raise KeyError(id)


def outlook(result: Result, booked: Booked) -> Outlook:
    """The plan of the company beside what has been booked, and the months that are left at its level."""
    rows = _statement(result, booked)
    lines = [row for row in rows if isinstance(row, LineFound)]
    totals = [row for row in rows if isinstance(row, Total)]
    return Outlook(
        result,
        booked,
        rows,
        _months(result, booked, totals),
        _covenants(result, booked, lines, totals),
        _half_capital(result, booked.party),
    )


# ---- the income statement ---------------------------------------------------------------------------------


def _statement(result: Result, booked: Booked) -> tuple[LineFound | Total, ...]:
    party = booked.party
    rows: list[LineFound | Total] = []
    planned = np.zeros(result.case.horizon_months)
    followed = planned.copy()
    is_operating = True
    for row in statement_of(result, party).rows:
        if row.month is None:
            continue
        id, plan = short_id(party, row.month.id), result.values.of(row.month)
        if row.kind == "row":
            found = [_line(booked, id, row.label, is_operating, np.asarray(plan, dtype=float))]
        else:
            other = {"ebitda": "other", "result_before_tax": "other_finance"}.get(id)
            none = np.zeros(len(planned))
            found = []
            if other is not None and other in booked.amounts:
                found = [_line(booked, other, OTHER[other], is_operating, none)]
        for line in found:
            rows.append(line)
            planned, followed = planned + line.planned, followed + line.followed
        if row.kind == "total":
            rows.append(Total(id, row.label, planned, followed))
            is_operating = is_operating and id != "ebitda"
    return tuple(rows)


def _line(booked: Booked, id: str, label: Label, is_operating: bool, planned: Amounts) -> LineFound:
    first, last = booked.months[0], booked.months[-1]
    stated = booked.amounts.get(id)
    span = slice(first - 1, last)
    if stated is None:
        plan = float(planned[span].sum())
        return LineFound(
            id, label, is_operating, plan, plan, False, 1.0, None, "not_booked", planned, planned
        )
    followed = planned.copy()
    followed[span] = [stated.get(month, 0.0) for month in booked.months]
    factor: float = 1.0
    level: float | None = None
    why: Why = "as_planned"
    if is_operating and id not in AGREED:
        factor, level, why = _level(planned[span], followed[span])
    followed[last:] = planned[last:] * factor
    return LineFound(
        id,
        label,
        is_operating,
        float(planned[span].sum()),
        float(followed[span].sum()),
        True,
        factor,
        level,
        why,
        planned,
        followed,
    )


def _level(planned: Amounts, actual: Amounts) -> tuple[float, float | None, Why]:
    """What was booked for each krone planned, over the last months, within bounds."""
    plan, booked = float(planned[-LEVEL_MONTHS:].sum()), float(actual[-LEVEL_MONTHS:].sum())
    if abs(plan) < _NOTHING:
        return 1.0, None, "no_plan"
    level = booked / plan
    factor = min(max(level, LEAST), MOST)
    return factor, level, "level" if factor == level else "bounded"


# ---- by month ---------------------------------------------------------------------------------------------


def _months(result: Result, booked: Booked, totals: Sequence[Total]) -> tuple[Month, ...]:
    party, values = booked.party, result.values
    by_id = {total.id: total for total in totals}
    ebitda, net = by_id["ebitda"], by_id["net_result"]
    cash_plan = np.asarray(values[f"{party}.cash"], dtype=float)
    moved = np.asarray(values[f"{party}.budget.net"], dtype=float) + np.asarray(
        values[f"{party}.equity"], dtype=float
    )
    equity_plan = np.asarray(values[f"{party}.balance.equity"], dtype=float)
    half = _half_capital(result, party)
    first, last = booked.months[0], booked.months[-1]
    found = []
    cash = float(cash_plan[first - 2]) if first > 1 else 0.0
    equity = float(equity_plan[first - 2]) if first > 1 else 0.0
    for month in range(first, min(last + SHOWN_AFTER, result.case.horizon_months) + 1):
        place, is_booked = month - 1, month <= last
        before = float(equity_plan[place - 1]) if place else 0.0
        gone = float(ebitda.followed[place] - ebitda.planned[place])
        # while the plan's own months run its cover is in its cash; after them nobody has agreed to more
        held = float(cash_plan[place - 1]) if place else 0.0
        planned_move = float(cash_plan[place]) - held if is_booked else float(moved[place])
        cash = booked.cash.get(month, cash + planned_move + gone)
        lost = float(net.followed[place] - net.planned[place])
        equity = booked.equity.get(month, equity + float(equity_plan[place]) - before + lost)
        found.append(
            Month(
                month,
                is_booked,
                float(ebitda.planned[place]),
                float(ebitda.followed[place]),
                float(net.planned[place]),
                float(net.followed[place]),
                float(cash_plan[place]),
                cash,
                month in booked.cash,
                float(equity_plan[place]),
                equity,
                month in booked.equity,
                _duties(equity, half, cash if month in booked.cash or not is_booked else None),
            )
        )
    return tuple(found)


def _duties(equity: float, half: float | None, cash: float | None) -> tuple[Duty, ...]:
    """What the board must act on. cash: None where the month is over and nobody has said what was left."""
    found: list[Duty] = []
    if round(equity, _ORE) < 0:
        found.append("equity_lost")
    elif half is not None and round(equity - half, _ORE) < 0:
        found.append("half_capital")
    if cash is not None and round(cash, _ORE) < 0:
        found.append("no_money")
    return tuple(found)


def _half_capital(result: Result, party: CompanyId) -> float | None:
    """Half the share capital (aksjeloven § 3-5), by the law's share; None where no capital is stated."""
    capital = getattr(result.case.financing, party).share_capital_nok
    if capital is None:
        return None
    rule = result.built.model.inputs.get("rules.least_equity_share")
    share = rule.value if rule is not None else _by_law(result)
    return float(capital) * share


def _by_law(result: Result) -> float:
    from feasibility.engine.calendar import date_of

    return parameter("least_equity_share").at(date_of(result.values["calendar.date"][0])).value


# ---- covenants --------------------------------------------------------------------------------------------


def _covenants(
    result: Result, booked: Booked, lines: Sequence[LineFound], totals: Sequence[Total]
) -> tuple[CovenantYear, ...]:
    """ICR and DSCR of the years from the first booked month to two years after the last."""
    party, values, case = booked.party, result.values, result.case
    view = next((each for each in result.built.bank if each.party == party), None)
    if view is None:
        return ()
    years = case.start_year + (np.arange(case.horizon_months) + case.start_calendar_month - 1) // 12
    ebitda = next(total for total in totals if total.id == "ebitda").followed
    tax = (
        values[f"{party}.tax.paid"]
        if f"{party}.tax.paid" in result.built.model.lines
        else np.zeros(len(years))
    )
    interest = np.asarray(values[f"{party}.interest_cost"], dtype=float).copy()
    for line in lines:
        if line.id in ("interest", "overdraft_interest"):
            interest -= line.followed - line.planned  # a cost below zero in the income statement
    principal = np.asarray(values[f"{party}.principal"], dtype=float)
    counted = np.asarray(values.of(view.counted), dtype=float)
    calendar = [int(year) for year in values["calendar.years"]]
    found = []
    first, last = int(years[booked.months[0] - 1]), int(years[booked.months[-1] - 1])
    for year in range(first, min(last + 2, int(years[-1])) + 1):
        of = years == year
        place = calendar.index(year)
        earned, paid = float(ebitda[of].sum()), float(np.asarray(tax)[of].sum())
        rent, due = float(interest[of].sum()), float(principal[of].sum())
        months = sum(int(years[month - 1]) == year for month in booked.months)
        over: Mapping[str, tuple[float, float]] = {
            "icr": (earned, rent),
            "dscr": (earned - paid, rent + due),
        }
        for measure in view.measures:
            if measure.id not in ("icr", "dscr"):
                continue
            part, whole = over[measure.id]
            plan = float(values.of(measure.by_year)[place])
            limit = getattr(case.bank.covenants, f"minimum_{measure.id}")
            found.append(
                CovenantYear(
                    year,
                    measure.id,
                    measure.label,
                    months,
                    None if plan != plan else plan,
                    part / whole if round(whole, _ORE) > 0 else None,
                    None if limit is None else float(limit),
                    bool(counted[place] == 1),
                )
            )
    return tuple(found)
