"""A company's statement as a table: a row for each of its lines, a column for each period."""

from __future__ import annotations

from typing import Literal

from feasibility.answers.answer import Column, Row, Table, of_periods
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Row as StatementRow
from feasibility.model.base.result import Statement
from feasibility.report.words import month_dates, month_name

By = Literal["year", "month"]


def statement_table(result: Result, statement: Statement, by: By) -> Table:
    """The statement by calendar year or by month; rows that are not kept so are left out."""
    return line_table(result, statement.id, statement.label, statement.rows, by)


def line_table(result: Result, id: str, title: Label, rows: tuple[StatementRow, ...], by: By) -> Table:
    """Lines with a number in each period as a table, in the order given."""
    columns = [Column("what", _WHAT), *(Column(name, label) for name, label in periods(result, by))]
    found = []
    for row in rows:
        line = row.year if by == "year" else row.month
        if line is not None:
            found.append(Row((row.label, *of_periods(result, line, len(columns) - 1))))
        elif row.kind == "heading":
            found.append(Row((row.label, *[None] * (len(columns) - 1))))
    return Table(id, title, tuple(columns), tuple(found))


def periods(result: Result, by: By) -> list[tuple[str, Label]]:
    """Each period's name in a file and as people read it."""
    if by == "year":
        count = int((result.values["calendar.months_in_year"] > 0).sum())
        years = [f"{year:.0f}" for year in result.values["calendar.years"][:count]]
        return [(year, Label(year, year)) for year in years]
    return [
        (f"{day:%Y-%m}", Label(month_name(result, number, "nb"), month_name(result, number, "en")))
        for number, day in enumerate(month_dates(result), start=1)
    ]


_WHAT = Label("Post", "Item")
