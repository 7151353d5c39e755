"""The liquidity budget (likviditetsbudsjett) of a company by month, for whoever shows it.

Which lines it has, in which order and under which names, is decided once: by the model
(`feasibility.model.accounts.liquidity_budget`), and here for a stretch of months. Sheets and papers share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from feasibility.answers.answer import Cell, Column, Figure, Row, Table, of_periods
from feasibility.answers.statements import periods
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import BuiltCase, Statement
from feasibility.model.base.result import Row as BudgetRow
from feasibility.names import PartyId

MONTHS: Final = 24
_YEAR: Final = 12
LOWEST: Final = Label("lavest", "lowest")


def budget_of(built: BuiltCase, company: PartyId) -> Statement:
    """The company's budget. Raises KeyError where no accounts are kept of it."""
    for budget in built.budgets:
        if budget.party == company:
            return budget
    raise KeyError(company)


def first_payment(values: Mapping[str, Any], company: PartyId) -> int:
    """The month (1 = the case's first) in which the company's money first moves: before it none is low."""
    return int(values[f"{company}.lowest_cash.since"])


def first_month(values: Mapping[str, Any], company: PartyId) -> int:
    """The month the budget begins with: whole years before the company's first payment are left out."""
    return first_payment(values, company) - (first_payment(values, company) - 1) % _YEAR


def budget_rows(built: BuiltCase, company: PartyId, last: int = MONTHS) -> tuple[BudgetRow, ...]:
    """The rows of a budget up to `last`, a month: without the final settlement where the horizon is later."""
    within = built.model.horizon_months <= last
    return tuple(
        row
        for row in budget_of(built, company).rows
        if within or row.month is None or not _at_the_end(company, row.month)
    )


def cash_line(built: BuiltCase, company: PartyId) -> Line:
    """The company's cash at month end."""
    return built.model.lines[f"{company}.cash"]


def liquidity(result: Result, company: PartyId, months: int = MONTHS) -> Table:
    """The company's liquidity budget for so many months: a row for each line by name, a column a month.

    In and out are both positive. Rows without an amount in these months are left out, totals never, and so
    are whole years before the company's first payment. The month whose closing cash is the lowest of those
    shown is marked (the first of them where several are alike), from the first payment on.

    Raises:
        KeyError: no accounts are kept of the company in this deal.
    """
    budget = budget_of(result.built, company)
    first = first_month(result.values, company)
    span = slice(first - 1, first - 1 + months)
    shown = periods(result, "month")[span]
    columns = (Column("what", _WHAT), *(Column(name, label, "NOK") for name, label in shown))
    cash = cash_line(result.built, company)
    found: list[Row] = []
    heading: Row | None = None
    for row in budget_rows(result.built, company, span.stop):
        if row.month is None:
            heading = Row((row.label, *[None] * len(shown)), "title")
            continue
        if row.kind == "row" and not result.values.of(row.month)[span].any():
            continue
        if heading is not None and row.kind == "row":  # a heading with nothing under it says nothing
            found.append(heading)
        heading = None
        cells: list[Cell] = of_periods(result, row.month, span.stop)[span]
        if row.month is cash:
            _mark_lowest(cells, first_payment(result.values, company) - first)
        found.append(Row((row.label, *cells), "title" if row.kind == "total" else "plain"))
    note = _NOTE if first == 1 else Label(f"{_NOTE.nb} {_LATER.nb}", f"{_NOTE.en} {_LATER.en}")
    return Table(budget.id, budget.label, columns, tuple(found), note)


def _mark_lowest(cells: list[Cell], start: int) -> None:
    """Marks the lowest of the cells from one on."""
    amounts = {n: cell.value for n, cell in enumerate(cells) if n >= start and isinstance(cell, Figure)}
    known = {n: amount for n, amount in amounts.items() if amount is not None}
    if known:
        at = min(known, key=lambda n: known[n])
        lowest = cells[at]
        assert isinstance(lowest, Figure)
        cells[at] = replace(lowest, mark=LOWEST)


def _at_the_end(company: str, line: Line) -> bool:
    return line.id in (f"{company}.final_settlement", f"{company}.budget.settlement")


_WHAT: Final = Label("Post", "Item")
_NOTE: Final = Label(
    "NOK inkl. mva., i måneden det betales. Innbetalinger og utbetalinger er begge positive. Poster uten "
    "beløp i disse månedene er utelatt.",
    "NOK incl. VAT, in the month it is paid. Money in and money out are both positive. Items without "
    "an amount in these months are left out.",
)
_LATER: Final = Label(
    "Hele år før selskapets første betaling er utelatt.",
    "Whole years before the company's first payment are left out.",
)
