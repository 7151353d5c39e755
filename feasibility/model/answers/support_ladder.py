"""The support ladder (støttetrappen): operating result with support, without what has ended, without any.

By calendar year (docs/model.md §13.1). What support is worth is what the result falls by without it: a grant
or premises their amount, salary and costs in kind what the company would have paid, places bought their
price less the costs that follow it and less the members they keep out. Turnover rent and a surplus share
follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    both,
    first_where,
    flag,
    rounded,
    when,
    window_sum,
)
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.ladder_sharing import Gone, Shares, shared_less
from feasibility.model.answers.ladder_steps import Step, bought_steps, cash_steps, in_kind_steps
from feasibility.model.answers.measures import Measures
from feasibility.model.answers.recomputed import Moved
from feasibility.model.base.context import Context
from feasibility.model.base.parties import company_id
from feasibility.model.base.result import Chart, Measure, Row, Statement
from feasibility.model.base.stages import sellers
from feasibility.model.deal.term import Term
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
        shares = Shares.of(c, terms)
        steps = [
            *cash_steps(c, party, shares),
            *in_kind_steps(c, party, moved, runs, shares),
            *bought_steps(c, party, moved, margin, runs, shares),
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
        ended = [_Rung.of(c, step, ends) for step in steps]
        without_ended = m.line(
            "ladder.without_ended",
            _less(c, result, ended, _saved(c, party, shares, "ended", ended)),
            "NOK",
            Label("EBITDA uten støtten som da er slutt", "EBITDA without the support ended by then"),
            Label(
                "Uten støtte hvis siste måned er i året eller før; støtte som varer horisonten ut, er med.",
                "Without support whose last month is in the year or before; support that lasts the horizon "
                "stays.",
            ),
        )
        every = [_Rung.of(c, step, None) for step in steps]
        saved = _saved(c, party, shares, "any", every)
        without = m.line(
            "ladder.without_any",
            _less(c, result, every, saved),
            "NOK",
            Label("EBITDA uten støtte", "EBITDA without any support"),
            Label(
                "Støtte i natura er med: lønn, lokaler, kostnader og kjøpte plasser.",
                "Support in kind is counted: salary, premises, costs and places bought.",
            ),
        )
        alone = m.line(
            "ladder.alone",
            _by_month(c, ebitda, accrued, steps, saved),
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
    """What one item takes with it, by year: of the result, and of what is shared."""

    worth: Expr
    gone: Gone

    @classmethod
    def of(cls, c: Context, step: Step, ends: Line | None) -> _Rung:
        """The whole of an item, or with `ends` only in years it has ended by."""
        parts = [
            c.sum([]) if line is None else year_of(c, line)
            for line in (step.worth, step.income, step.surplus, step.profit)
        ]
        if ends is not None:
            over_by = c.m.line(
                f"{step.id}.ended",
                when(step.last > 0, flag(step.last <= ends), 0),
                "count",
                Label(f"{step.worth.label.nb}: slutt i året", f"{step.worth.label.en}: ended by the year"),
                axis=Axis.YEAR,
            )
            parts = [part * over_by if isinstance(part, Line) else part for part in parts]
        worth, income, surplus, profit = parts
        return cls(worth, Gone(income, surplus, profit))


def _saved(c: Context, party: Party, shares: Shares, id: str, rungs: Sequence[_Rung]) -> list[Line]:
    return shared_less(c, party, shares, f"ladder.shared_{id}", [rung.gone for rung in rungs])


def _less(c: Context, result: Line, rungs: Sequence[_Rung], saved: Sequence[Line]) -> Expr:
    """A year's result without these items, and without what they bring in turnover rent or surplus share."""
    left: Expr = result - c.sum([rung.worth for rung in rungs])
    return left + c.sum(list(saved)) if saved else left


def _by_month(
    c: Context, ebitda: Line, accrued: Expr | None, steps: Sequence[Step], saved: Sequence[Line]
) -> Expr:
    """The result without any support, month by month."""
    left: Expr = ebitda - c.sum([step.worth for step in steps])
    if accrued is None:
        return left
    return (
        left + accrued + c.sum([c.m.at_year(line) / c.m.at_year(c.calendar.months_in_year) for line in saved])
    )
