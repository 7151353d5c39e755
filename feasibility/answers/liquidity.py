"""The liquidity budget (likviditetsbudsjett) of a company by month, for whoever shows it.

Which lines it has, in which order and under which names, is decided once: by the model
(`feasibility.model.accounts.liquidity_budget`), and here for a stretch of months. Sheets and papers share it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.answers.answer import Cell, Column, Figure, Row, Table, of_periods
from feasibility.answers.statements import periods
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import BuiltCase, Statement
from feasibility.model.base.result import Row as BudgetRow
from feasibility.names import PartyId

MONTHS: Final = 24
LOWEST: Final = Label("lavest", "lowest")


def budget_of(built: BuiltCase, company: PartyId) -> Statement:
    """The company's budget. Raises KeyError where no accounts are kept of it."""
    for budget in built.budgets:
        if budget.party == company:
            return budget
    raise KeyError(company)


def budget_rows(built: BuiltCase, company: PartyId, months: int = MONTHS) -> tuple[BudgetRow, ...]:
    """The rows of the budget's first months: without the final settlement where the horizon is later."""
    within = built.model.horizon_months <= months
    return tuple(
        row
        for row in budget_of(built, company).rows
        if within or row.month is None or not _at_the_end(company, row.month)
    )


def cash_line(built: BuiltCase, company: PartyId) -> Line:
    """The company's cash at month end."""
    return built.model.lines[f"{company}.cash"]


def liquidity(result: Result, company: PartyId, months: int = MONTHS) -> Table:
    """The company's liquidity budget for the first months: a row for each line by name, a column a month.

    In and out are both positive. Rows without an amount in these months are left out, totals never. The month
    whose closing cash is the lowest of those shown is marked (the first of them where several are alike).

    Raises:
        KeyError: no accounts are kept of the company in this deal.
    """
    budget = budget_of(result.built, company)
    shown = periods(result, "month")[:months]
    columns = (Column("what", _WHAT), *(Column(name, label, "NOK") for name, label in shown))
    cash = cash_line(result.built, company)
    found: list[Row] = []
    heading: Row | None = None
    for row in budget_rows(result.built, company, months):
        if row.month is None:
            heading = Row((row.label, *[None] * len(shown)), "title")
            continue
        if row.kind == "row" and not result.values.of(row.month)[: len(shown)].any():
            continue
        if heading is not None and row.kind == "row":  # a heading with nothing under it says nothing
            found.append(heading)
        heading = None
        cells = _figures(result, row.month, len(shown), row.month is cash)
        found.append(Row((row.label, *cells), "title" if row.kind == "total" else "plain"))
    return Table(budget.id, budget.label, columns, tuple(found), _NOTE)


def _figures(result: Result, line: Line, count: int, marks_lowest: bool) -> list[Cell]:
    found = of_periods(result, line, count)
    values = result.values.of(line)[:count].tolist()
    if marks_lowest and values:
        at = values.index(min(values))
        lowest = found[at]
        assert isinstance(lowest, Figure)
        found[at] = replace(lowest, mark=LOWEST)
    return found


def _at_the_end(company: str, line: Line) -> bool:
    return line.id in (f"{company}.final_settlement", f"{company}.budget.settlement")


_WHAT: Final = Label("Post", "Item")
_NOTE: Final = Label(
    "NOK inkl. mva., i måneden det betales. Innbetalinger og utbetalinger er begge positive. Poster uten "
    "beløp i disse månedene er utelatt.",
    "NOK incl. VAT, in the month it is paid. Money in and money out are both positive. Items without "
    "an amount in these months are left out.",
)
