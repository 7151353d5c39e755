"""The tables of budget against actual."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.actual.forecast import Duty, LineFound, Month, Outlook, Why
from feasibility.answers.answer import Cell, Column, Figure, Row, Table, month, rows
from feasibility.language import Label

_PLAN = Label("Plan", "Plan")
_ACTUAL = Label("Regnskap", "Actual")
_DEVIATION = Label("Avvik", "Deviation")
_LEAST_NOK: Final = 100.0
_NEARLY_NOTHING: Final = 0.1
"""Of what was booked: of a plan below it the deviation is told in kroner alone, not as a share."""


def by_line(found: Outlook) -> Table:
    """Plan and actual over the booked months, line by line and in total, and how each line goes on."""
    columns = (
        Column("line", Label("Linje", "Line")),
        Column("plan", _PLAN, "NOK", 0),
        Column("actual", _ACTUAL, "NOK", 0),
        Column("deviation", _DEVIATION, "NOK", 0),
        Column("share", Label("Avvik, andel", "Deviation, share"), "share", 1),
        Column("factor", Label("Videre: planen ganget med", "From here: the plan times"), "ratio", 2),
        Column("why", Label("Hvorfor", "Why")),
    )
    span, listed = found.booked_places, []
    for each in found.rows:
        if isinstance(each, LineFound):
            if round(each.plan) or round(each.actual):
                listed.append(_line(each))
            continue
        plan, actual = float(each.planned[span].sum()), float(each.followed[span].sum())
        listed.append(Row((each.label, *_amounts(plan, actual), None, None), "title"))
    return Table("lines", Label("Avvik fra planen", "Deviation from the plan"), columns, tuple(listed))


def _line(line: LineFound) -> Row:
    why = WHY[line.why]
    if not line.is_booked:
        return Row((line.label, Figure(line.plan), _NOT_BOOKED, None, None, Figure(1.0), why))
    return Row((line.label, *_amounts(line.plan, line.actual), Figure(line.factor), why))


def _amounts(plan: float, actual: float) -> tuple[Cell, ...]:
    share = deviation_share(plan, actual)
    shown = None if share is None else Figure(share)
    return Figure(plan), Figure(actual), Figure(actual - plan), shown


def deviation_share(plan: float, actual: float) -> float | None:
    """The deviation as a share of the plan; None of a plan that is nearly nothing."""
    is_nothing = abs(plan) < max(_LEAST_NOK, abs(actual) * _NEARLY_NOTHING)
    return None if is_nothing else (actual - plan) / abs(plan)


def by_month(found: Outlook) -> Table:
    """The result, the money and the equity by month: booked, then expected; and what the board must do."""
    columns = (
        Column("month", Label("Måned", "Month")),
        Column("state", Label("Ført", "Booked")),
        Column("ebitda_plan", Label("Driftsresultat før avskr., plan", "EBITDA, plan"), "NOK", 0),
        Column("ebitda", Label("Driftsresultat før avskr.", "EBITDA"), "NOK", 0),
        Column("cash_plan", Label("Banksaldo, plan", "Cash, plan"), "NOK", 0),
        Column("cash", Label("Banksaldo", "Cash"), "NOK", 0),
        Column("equity_plan", Label("Egenkapital, plan", "Equity, plan"), "NOK", 0),
        Column("equity", Label("Egenkapital", "Equity"), "NOK", 0),
        Column("half", Label("Halve aksjekapitalen", "Half the share capital"), "NOK", 0),
        Column("duty", Label("Styret", "The board")),
    )
    half = Figure(found.half_capital, reason=_NOT_STATED)
    return Table(
        "months",
        Label("Måned for måned", "Month by month"),
        columns,
        tuple(_month(found, each, half) for each in found.months),
        note=_NOTE,
    )


def _month(found: Outlook, each: Month, half: Figure) -> Row:
    return Row(
        (
            month(found.result, each.number),
            _BOOKED if each.is_booked else _EXPECTED,
            Figure(each.ebitda_plan),
            Figure(each.ebitda),
            Figure(each.cash_plan),
            Figure(each.cash, mark=None if each.cash_stated or not each.is_booked else _ESTIMATED),
            Figure(each.equity_plan),
            Figure(each.equity, mark=None if each.equity_stated or not each.is_booked else _ESTIMATED),
            half,
            _all_of(each.duties),
        ),
        "bad" if each.duties else "plain",
    )


def _all_of(duties: tuple[Duty, ...]) -> Label | None:
    if not duties:
        return None
    said = [DUTIES[duty] for duty in duties]
    return Label("; ".join(each.nb for each in said), "; ".join(each.en for each in said))


def covenant_years(found: Outlook) -> Table | None:
    """Interest cover and debt service cover by year, with the booked months put in; None without a loan."""
    if not found.covenants:
        return None
    columns = (
        Column("year", Label("År", "Year")),
        Column("measure", Label("Nøkkeltall", "Key figure")),
        Column("booked", Label("Måneder ført", "Months booked"), "count", 0),
        Column("plan", _PLAN, "ratio", 2),
        Column("outlook", Label("Slik det går", "As it goes"), "ratio", 2),
        Column("limit", Label("Lånevilkår", "Covenant"), "ratio", 2),
        Column("verdict", Label("Vilkåret", "The covenant")),
    )
    listed = []
    for each in found.covenants:
        if each.limit is None:
            verdict = None
        elif not each.is_counted:
            verdict = _NOT_COUNTED
        else:
            verdict = _BROKEN if each.is_broken else _HOLDS
        listed.append(
            Row(
                (
                    str(each.year),
                    each.label,
                    Figure(each.booked),
                    Figure(each.plan, reason=_NO_DEBT),
                    Figure(each.outlook, reason=_NO_DEBT),
                    Figure(each.limit, reason=_NOT_STATED),
                    verdict,
                ),
                "bad" if each.is_broken else "plain",
            )
        )
    title = Label("Lånevilkårene slik det går", "Covenants as it goes")
    return Table("covenants", title, columns, tuple(listed), note=_COVENANT_NOTE)


def each_month(found: Outlook) -> Table:
    """Every booked line by month, beside the plan: what an accountant wants to look up."""
    columns = (
        Column("month", Label("Måned", "Month")),
        Column("line", Label("Linje", "Line")),
        Column("plan", _PLAN, "NOK", 0),
        Column("actual", _ACTUAL, "NOK", 0),
        Column("deviation", _DEVIATION, "NOK", 0),
    )
    listed: list[list[Cell]] = []
    for number in found.booked.months:
        for line in found.lines:
            plan, actual = float(line.planned[number - 1]), float(line.followed[number - 1])
            if line.is_booked and (plan or actual):
                listed.append(
                    [
                        month(found.result, number),
                        line.label,
                        Figure(plan),
                        Figure(actual),
                        Figure(actual - plan),
                    ]
                )
    return Table("booked", Label("Ført, linje for linje", "Booked, line by line"), columns, rows(listed))


WHY: Final[dict[Why, Label]] = {
    "level": Label("Nivået i de siste månedene", "The level of the last months"),
    "bounded": Label("Nivået lå utenfor grensene", "The level lay beyond the bounds"),
    "no_plan": Label("Planen er null i månedene", "The plan of the months is nothing"),
    "as_planned": Label("Følger planen", "Follows the plan"),
    "not_booked": Label("Ikke ført, følger planen", "Not booked, follows the plan"),
}
"""Why a line goes on as it does."""
DUTIES: Final[dict[Duty, Label]] = {
    "equity_lost": Label("Egenkapitalen er tapt: handleplikt", "Equity is lost: must act"),
    "half_capital": Label("Under halve aksjekapitalen: handleplikt", "Below half the capital: must act"),
    "no_money": Label("Pengene tar slutt", "The money runs out"),
}
"""What the board must do, and why."""
_NOT_BOOKED: Final = Label("ikke ført", "not booked")
_BOOKED: Final = Label("Ført", "Booked")
_EXPECTED: Final = Label("Ventet", "Expected")
_ESTIMATED: Final = Label("(anslått)", "(estimated)")
_NOT_STATED: Final = Label("ikke oppgitt", "not stated")
_NO_DEBT: Final = Label("ingen lån å betjene", "no debt to serve")
_NOT_COUNTED: Final = Label("måles ikke i året", "not measured in the year")
_BROKEN: Final = Label("brytes", "broken")
_HOLDS: Final = Label("holder", "holds")
_NOTE: Final = Label(
    "Ventet banksaldo er før kassekreditt og det eierne ellers skyter inn. Skatten er ikke regnet om.",
    "Expected cash is before overdraft and what owners else put in. Tax is not worked out anew.",
)
_COVENANT_NOTE: Final = Label(
    "Ført i månedene som er ført, planen i månedene før dem, prognosen i dem etter. Avdrag og betalt skatt "
    "er planens. "
    "Belåningsgrad og egenkapitalandel er ikke regnet om.",
    "Booked in the months that are, the plan in those before, the forecast in those after. Instalments and "
    "tax paid are "
    "the plan's. Loan to value and equity share are not worked out anew.",
)
