"""Income statement, cash flow, balance sheet and loan plans of a company, by year and by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import streamlit as st

from feasibility.answers.statements import By, line_table, periods
from feasibility.answers.written import csv_of
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Chart, Row, Statement
from feasibility.names import PARTIES, PartyId
from feasibility.report.words import month_dates
from feasibility.screens import markup
from feasibility.screens.chosen import Opened
from feasibility.screens.downloads import file_name
from feasibility.screens.markup import Cell
from feasibility.screens.pages import page_words
from feasibility.screens.pages import statement_words as words
from feasibility.screens.pages.tables import Tables
from feasibility.screens.pages.whose import whose

_WHOSE: Final = "choice:party"
_WHICH: Final = "choice:statement"
_WHEN: Final = "choice:period"
_OF_A_LOAN: Final = ("drawn", "interest", "principal", "balloon", "fee", "term_fee", "balance")


def draw(opened: Opened, result: Result) -> None:
    """A company's statement: a picture of its sums, then the table."""
    tables = Tables(opened, result)
    companies: list[PartyId] = list(result.case.companies)
    if any(statement.party == "project" for statement in result.built.statements):  # a group's
        companies.append("project")
    party = whose(tables, opened, companies, words.WHOSE, _WHOSE)
    known = _known(result, party)
    if st.session_state.get(_WHICH) not in known:  # chosen for the other company, which has it
        st.session_state[_WHICH] = next(iter(known))
    which: str | None = st.segmented_control(
        tables.say(words.WHICH),
        list(known),
        format_func=lambda kind: tables.say(words.KINDS[kind]),
        key=_WHICH,
    )
    statement = known.get(which or "", next(iter(known.values())))
    _picture(tables, statement)
    year = _year(tables)
    by: By = "year" if year is None else "month"
    title = tables.say(statement.label)
    if by == "month" and not any(row.month is not None for row in statement.rows):
        tables.said(tables.say(words.NO_MONTHS))
        by, year = "year", None
    tables.said(tables.say(page_words.PRESS_NUMBER), "hint")
    rows, kinds = _rows(tables, statement.rows, year)
    heads = [tables.say(words.ENTRY), *(label.text(tables.language) for _, label in _shown(result, by, year))]
    st.html(markup.cell_table(rows, heads, title, kinds))
    _files(tables, statement)


def _known(result: Result, party: str) -> dict[str, Statement]:
    """The company's statements and its loans, by kind."""
    known = {
        statement.id.rpartition(".")[2]: statement
        for statement in result.built.statements
        if statement.party == party
    }
    found = {kind: known[kind] for kind in words.KINDS if kind in known}
    loans = next((view for view in result.built.bank if view.party == party), None)
    if loans is not None and loans.loans:
        rows: list[Row] = []
        for loan in loans.loans:
            rows.append(Row(Label(loan.name, loan.name), "heading"))
            rows += _loan(result, f"{party}.loan.{loan.id}", loan.balance)
        name = PARTIES[loans.party].short
        title = Label(words.LOANS.nb.format(name.nb.lower()), words.LOANS.en.format(name.en.lower()))
        found["loans"] = Statement("loans", loans.party, title, tuple(rows))
    return found


def _loan(result: Result, path: str, balance: Line) -> Iterator[Row]:
    """A loan's lines by month, and what is left by year."""
    for part in _OF_A_LOAN:
        line = result.built.model.lines.get(f"{path}.{part}")
        if line is not None:
            is_balance = part == "balance"
            yield Row(line.label, "total" if is_balance else "row", line, balance if is_balance else None)


def _picture(tables: Tables, statement: Statement) -> None:
    """The sums by year; of loans what is left of each."""
    lines = tuple(row.year for row in statement.rows if row.kind == "total" and row.year is not None)
    if lines:
        kind: Literal["column"] = "column"
        tables.chart(Chart(statement.id, statement.label, kind, lines, "NOK"), level=2)


def _year(tables: Tables) -> int | None:
    """The calendar year whose months are asked for; None for every year."""
    asked: int | None = st.selectbox(
        tables.say(words.WHEN),
        [None, *tables.years()],
        format_func=lambda year: (
            tables.say(words.ALL_YEARS) if year is None else tables.say(words.MONTHS_OF).format(year)
        ),
        key=_WHEN,
        width=320,
    )
    return asked if asked in tables.years() else None


def _months(result: Result, year: int) -> list[int]:
    """The numbers of a calendar year's months, 1 the case's first."""
    return [number for number, day in enumerate(month_dates(result), start=1) if day.year == year]


def _shown(result: Result, by: By, year: int | None) -> list[tuple[str, Label]]:
    found = periods(result, by)
    return found if year is None else [found[month - 1] for month in _months(result, year)]


def _rows(tables: Tables, rows: Sequence[Row], year: int | None) -> tuple[list[list[Cell]], list[str]]:
    months = [] if year is None else _months(tables.result, year)
    cells: list[list[Cell]] = []
    kinds: list[str] = []
    for row in rows:
        line = row.year if year is None else row.month
        if line is None and row.kind != "heading":
            continue
        numbers: list[Cell] = []
        if line is not None and year is None:
            numbers = list(tables.by_year(line))
        elif line is not None:
            values = tables.result.values.of(line).tolist()
            numbers = [
                Cell(tables.bare(values[month - 1], line.unit), tables.links.why(line, month))
                for month in months
            ]
        cells.append([Cell(tables.say(row.label)), *numbers])
        kinds.append("" if row.kind == "row" else row.kind)
    return cells, kinds


def _files(tables: Tables, statement: Statement) -> None:
    """The whole statement as files that a spreadsheet opens."""
    name = f"{file_name(tables.opened)}-{statement.id.replace('.', '-').replace('_', '-')}"
    ways: tuple[tuple[By, Label], ...] = (("year", words.CSV_YEARS), ("month", words.CSV_MONTHS))
    with st.container(horizontal=True, gap="medium", key="statement_files"):
        for by, label in ways:
            if not any((row.year if by == "year" else row.month) is not None for row in statement.rows):
                continue
            table = line_table(tables.result, statement.id, statement.label, statement.rows, by)
            st.download_button(
                tables.say(label),
                # A spreadsheet knows by the mark at the start that the letters are UTF-8.
                "\ufeff" + csv_of(table, tables.language),
                f"{name}-{by}.csv",
                "text/csv",
                key=f"csv:{by}",
                on_click="ignore",
            )
