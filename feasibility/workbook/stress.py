"""The stress grid on the bank's sheet: values, calculated when the workbook was written."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.stress import NOT_PAID, NOT_PAID_MARK, Stressed, StressGrid
from feasibility.language import Label
from feasibility.names import PARTIES
from feasibility.report.breaches import broken_in_words
from feasibility.workbook import words
from feasibility.workbook.book import Book
from feasibility.workbook.letters import lines_of
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import number_format
from feasibility.workbook.words import (
    NOT_APPLICABLE,
    STRESS,
    STRESS_COLUMNS,
    STRESS_LEAD,
)

_VALUES: Final = Label(
    "Verdier, beregnet da arbeidsboken ble skrevet: de endres ikke når en forutsetning endres her. "
    "Gjelder saken med fingeravtrykk",
    "Values, calculated when the workbook was written: they do not change with an input here. "
    "For the case with fingerprint",
)
_FIRST = 2
_LAST = _FIRST + len(STRESS_COLUMNS) - 1
_BROKEN_COLUMNS = 3  # which covenants break is told in words
LEAST_COLUMNS = _LAST + _BROKEN_COLUMNS
"""Columns the grid takes."""
_HASH_SHOWN = 12
_LINE_POINTS, _LABEL_CHARACTERS = 12, 44  # of the two columns a label has
_UNITS = ("NOK", "NOK", "month", "ratio", "ratio", "share", "NOK", "NOK")


def write_stress(book: Book, sheet: LiveSheet, row: int, last: int, starts: list[int], width: float) -> int:
    """Write the grid from `row` on, one table for each party; gives back the row after it.

    starts: told the first row of each table after the first. width: of a column, in characters.
    """
    grid = book.stress
    if grid is None:
        return row
    for column in range(last + 1):
        sheet.write_blank(row, column, None, book.style("section"))
    sheet.write_string(row, 0, book.say(STRESS), book.style("section"))
    sheet.write_string(row + 1, 0, book.say(STRESS_LEAD), book.style("lead"))
    values = f"{book.say(_VALUES)} {grid.hash[:_HASH_SHOWN]}."
    sheet.write_string(row + 2, 0, values, book.style("lead"))
    book.put_staleness(sheet, row + 3)
    row += 4
    for number, party in enumerate(grid.parties):
        if number:
            starts.append(row)
        sheet.write_string(row, 0, book.say(PARTIES[party].short), book.style("header_left"))
        sheet.write_blank(row, 1, None, book.style("header"))
        for column, word in enumerate(STRESS_COLUMNS, start=_FIRST):
            style = book.style("header", text_wrap=True) if column < _LAST else book.style("header_left")
            sheet.write_string(row, column, book.say(word), style)
        for column in range(_LAST + 1, LEAST_COLUMNS):
            sheet.write_blank(row, column, None, book.style("header"))
        sheet.set_row(row, _LINE_POINTS * _heading_lines(book, width) + 1)
        row = _rows(book, sheet, grid, party, row + 1) + 1
    if grid.landlord_unpaid:
        sheet.write_string(row, 0, book.say(NOT_PAID), book.style("lead"))
        row += 1
    return row


def _heading_lines(book: Book, width: float) -> int:
    """How many lines the longest heading of a number takes; the last has several columns to run on into."""
    return max(lines_of(book.say(word), width, bold=True) for word in STRESS_COLUMNS[:-1])


def _rows(book: Book, sheet: LiveSheet, grid: StressGrid, party: str, row: int) -> int:
    for stress in grid.rows:
        found = {str(p): stressed for p, stressed in stress.parties.items()}.get(party)
        if found is None and stress.not_applicable is None:
            continue  # it cannot reach the party
        mark = NOT_PAID_MARK if party == "landlord" and stress.operator_fails else ""
        label = book.say(stress.label) + mark
        sheet.merge_range(row, 0, row, 1, "", book.style("row_label"))
        book.user_text(sheet, row, 0, label, "row_label")
        lines = lines_of(label, _LABEL_CHARACTERS, columns=2)
        if lines > 1:
            sheet.set_row(row, _LINE_POINTS * lines)
        if stress.not_applicable is not None:
            text = f"{book.say(NOT_APPLICABLE)}: {book.say(stress.not_applicable)}"
            for column in range(_FIRST + 1, LEAST_COLUMNS):
                sheet.write_blank(row, column, None, book.style("row"))
            sheet.write_string(row, _FIRST, text, book.style("row", font_color="#6B7785"))
        elif found is not None:
            _numbers(book, sheet, found, row)
        row += 1
    return row


def _numbers(book: Book, sheet: LiveSheet, found: Stressed, row: int) -> None:
    values = (
        found.npv_nok, found.lowest_cash_nok, found.lowest_cash_month, found.worst_icr, found.worst_dscr,
        found.worst_ltv, found.unfunded_nok, found.called_nok,
    )  # fmt: skip
    sheet.write_string(row, _LAST, book.say(broken_in_words(found)), book.style("row", indent=1))
    for column in range(_LAST + 1, LEAST_COLUMNS):
        sheet.write_blank(row, column, None, book.style("row"))
    for column, (value, unit) in enumerate(zip(values, _UNITS, strict=True), start=_FIRST):
        style = book.style("row", number_format(unit, book.language, zero=""), align="right")
        if value is None:
            sheet.write_string(row, column, book.say(words.NO_NUMBER), style)
        else:
            sheet.put_number(row, column, float(value), style)
