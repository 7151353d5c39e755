"""The support ladder (støttetrappen): operating result with support, without what has ended, without any.

By calendar year (docs/model.md §13.1). What support is worth is what the result falls by without it: a grant
or premises their amount, salary and costs in kind what the company would have paid, places bought their
price less the costs that follow it and less the members they keep out. Turnover rent and a surplus share
follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.deal import Management, TurnoverRent
from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    both,
    first_where,
    flag,
    greatest,
    rounded,
    when,
    window_sum,
)
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.ladder_steps import Step, bought_steps, cash_steps, in_kind_steps
from feasibility.model.answers.measures import Measures
from feasibility.model.answers.recomputed import Moved
from feasibility.model.base.context import Context
from feasibility.model.base.parties import FEE, PROFIT, TURNOVER, company_id
from feasibility.model.base.result import Chart, Measure, Row, Statement
from feasibility.model.base.stages import sellers
from feasibility.model.deal.term import Term, last_of
from feasibility.model.deal.turnover_tiers import tiers_of
from feasibility.record import record


@record
class Ladder:
    """What is shown of the ladder: its rows by year, and the month the concept stands alone from."""

    statement: Statement
    chart: Chart
    measures: tuple[Measure, ...]


def support_ladder(
    c: Context,
    measures: Measures,
    party: Party,
    ebitda: Line,
    moved: Moved,
    margin: Contribution,
    terms: Term,
    accrued: Expr | None,
) -> Ladder | None:
    """The ladder of the company that runs the concept; None where the case states no support.

    Args:
        accrued: what evens out a share of the year's result that is booked in December, or None.
    """
    m, cal = c.m, c.calendar
    with c.block("support", "Støtte", "Support", "§5", "§13.1"):
        runs = dict(sellers(c))[party]
        managed = last_of(terms, Management) is not None
        steps = [
            *cash_steps(c, party),
            *in_kind_steps(c, moved, runs, terms.operating if managed else None),
            *bought_steps(c, moved, margin, runs),
        ]
        if not steps:
            return None
        ends = m.line(
            "ladder.year_end",
            m.year_sum(cal.number, cal.is_year_end),
            "month",
            Label("Årets siste måned, nr.", "Last month of the year, number"),
            total="none",
        )
        result = year_of(c, ebitda)
        without_ended = m.line(
            "ladder.without_ended",
            _less(c, terms, result, "ended", [_Rung.of(c, step, ends) for step in steps]),
            "NOK",
            Label("EBITDA uten støtten som da er slutt", "EBITDA without the support ended by then"),
            Label(
                "Uten støtte hvis siste måned er i året eller før; støtte som varer horisonten ut, er med.",
                "Without support whose last month is in the year or before; support that lasts the horizon "
                "stays.",
            ),
        )
        without = m.line(
            "ladder.without_any",
            _less(c, terms, result, "any", [_Rung.of(c, step, None) for step in steps]),
            "NOK",
            Label("EBITDA uten støtte", "EBITDA without any support"),
            Label(
                "Støtte i natura er med: lønn, lokaler, kostnader og kjøpte plasser.",
                "Support in kind is counted: salary, premises, costs and places bought.",
            ),
        )
        alone = m.line(
            "ladder.alone",
            _by_month(c, ebitda, accrued, steps),
            "NOK",
            Label("EBITDA uten støtte, måned for måned", "EBITDA without any support, by month"),
            Label(
                "Det som deles etter årets resultat, er her fordelt på årets måneder.",
                "What is shared by the year's result is spread over the year's months here.",
            ),
        )
        running: Expr = terms.operating if runs is None else terms.operating * runs
        stands = m.line(
            "ladder.stands",
            flag(both(rounded(alone, 2) >= 0, running.equals(1))),
            "count",
            Label("Driften bærer seg uten støtte", "Operation carries itself without support"),
        )
        row = m.line(
            "ladder.stands_a_year",
            flag(window_sum(stands, 0, 11) >= 12),
            "count",
            Label(
                "Første av tolv måneder på rad uten underskudd og støtte",
                "First of twelve months in a row without loss or support",
            ),
        )
    from_month = measures.scalar(
        "concept.stands_alone",
        first_where(
            row,
            null("ikke tolv måneder på rad innen horisonten", "no twelve months in a row within the horizon"),
        ),
        "month",
        "Står uten støtte fra måned",
        "Stands without support from month",
        Label(
            "Den første av tolv driftsmåneder på rad der EBITDA uten støtte ikke er under null.",
            "The first of twelve months of operation in a row in which EBITDA without any support is not "
            "below zero.",
        ),
        ("§13.1",),
    )
    who = company_id(party)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    rows = (
        Row(Label("EBITDA med all støtte", "EBITDA with all support"), "total", ebitda, result),
        Row(without_ended.label, "row", None, without_ended),
        Row(without.label, "row", None, without),
    )
    return Ladder(
        Statement("support_ladder", who, Label(f"Støttetrappen, {nb}", f"The support ladder, {en}"), rows),
        Chart(
            "support_ladder",
            Label(
                "Støttetrappen: driftsresultat før avskrivninger (EBITDA) per år",
                "The support ladder: EBITDA by year",
            ),
            "column",
            (result, without_ended, without),
            "NOK",
            _CALLED,
        ),
        (Measure(from_month, who, True),),
    )


_CALLED = (
    Label("med all støtte", "with all support"),
    Label("uten støtten som da er slutt", "without support ended by then"),
    Label("uten noen støtte", "without any support"),
)


@record
class _Rung:
    """What one item takes with it, by year."""

    worth: Expr
    income: Expr
    shared: Expr

    @classmethod
    def of(cls, c: Context, step: Step, ends: Line | None) -> _Rung:
        """The whole of an item, or with `ends` only in years it has ended by."""
        worth: Expr = year_of(c, step.worth)
        income: Expr = c.sum([]) if step.income is None else year_of(c, step.income)
        shared: Expr = c.sum([])
        if step.in_surplus:
            shared = worth if step.shared is None else year_of(c, step.shared)
        if ends is None:
            return cls(worth, income, shared)
        over_by = c.m.line(
            f"{step.id}.ended",
            when(step.last > 0, flag(step.last <= ends), 0),
            "count",
            Label(f"{step.worth.label.nb}: slutt i året", f"{step.worth.label.en}: ended by the year"),
            axis=Axis.YEAR,
        )
        of_income = c.sum([]) if step.income is None else income * over_by
        return cls(worth * over_by, of_income, shared * over_by if step.in_surplus else shared)


def _less(c: Context, terms: Term, result: Line, id: str, rungs: Sequence[_Rung]) -> Expr:
    """A year's result without these items, and without what they bring in turnover rent or surplus share."""
    left: Expr = result - c.sum([rung.worth for rung in rungs])
    m, rented, managed = c.m, last_of(terms, TurnoverRent), last_of(terms, Management)
    if rented is not None:
        deal, path = rented.deal, rented.path
        assert isinstance(deal, TurnoverRent)
        income = m.lines["turnover.income_year"] - c.sum([rung.income for rung in rungs])
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
        taken, now = greatest(0, base), m.lines["turnover.excess_year"]
    elif managed is not None:
        share = c.number(f"{managed.path}.fee.surplus_share", FEE)
        surplus = year_of(c, m.lines["management.surplus"])
        rest = surplus - c.sum([rung.shared for rung in rungs])
        taken, now = share * greatest(0, rest), m.lines["management.surplus_fee_year"]
    elif "profit.rent_year" in m.lines:
        share = c.number("deal.profit_share.share", PROFIT)
        rest = year_of(c, m.lines["profit.surplus"]) - c.sum([rung.worth for rung in rungs])
        taken, now = share * greatest(0, rest), m.lines["profit.rent_year"]
    else:
        return left
    saved = m.line(
        f"ladder.shared_{id}",
        now - taken,
        "NOK",
        Label(
            "Omsetningsleie eller overskuddsdel som faller bort", "Turnover rent or surplus share that goes"
        ),
    )
    return left + saved


def _by_month(c: Context, ebitda: Line, accrued: Expr | None, steps: Sequence[Step]) -> Expr:
    """The result without any support, month by month."""
    left: Expr = ebitda - c.sum([step.worth for step in steps])
    if accrued is None:
        return left
    shared = c.m.lines.get("ladder.shared_any")  # none where it was shared in an earlier phase only
    if shared is None:
        return left + accrued
    return left + accrued + c.m.at_year(shared) / c.m.at_year(c.calendar.months_in_year)
