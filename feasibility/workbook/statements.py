"""A sheet of years for each party: income statement and cash flow on one page, from the yearly lines."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Line
from feasibility.language import Label
from feasibility.model.base.result import Row, Statement
from feasibility.names import PARTIES, PartyId
from feasibility.workbook import layout, words
from feasibility.workbook.axes import period_header, put_total
from feasibility.workbook.book import Book, cell_range
from feasibility.workbook.layout import HEADER_ROW, PARTY_ORDER
from feasibility.workbook.printing import fit_blocks
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import NAVY, unit_words

_FIRST = layout.TOTAL + 1  # the first year; no line looks ahead here, so ids may stand after the last
_LABEL_WIDTH, _UNIT_WIDTH, _ROW_POINTS = 37, 5, 12
_MONTHS_IN_YEAR = "calendar.months_in_year"


def sheet_name(party: PartyId) -> Label:
    """The sheet of a party's statements."""
    name = PARTIES[party].short
    return Label(f"{words.STATEMENTS.nb} {name.nb.lower()}", f"{words.STATEMENTS.en} {name.en.lower()}")


def write_statements(book: Book) -> None:
    """Write a sheet for each party that has statements, where the model has years."""
    header = period_header(book, Axis.YEAR)
    if header is None:
        return
    for party in PARTY_ORDER:
        statements = [s for s in book.built.statements if s.party == party]
        if statements:
            _party(book, party, statements, header)


def _party(book: Book, party: PartyId, statements: list[Statement], header: Line) -> None:
    years = book.layout.length(Axis.YEAR)
    title = f"{book.say(PARTIES[party].short)}: {book.say(words.BY_YEAR)}"
    sheet = book.add_sheet(sheet_name(party), title, words.STATEMENTS_LEAD, NAVY, printed=True)
    amount = book.printed_width(item.year for s in statements for item in s.rows if item.year is not None)
    widths = [_LABEL_WIDTH, _UNIT_WIDTH, amount + 2, *[amount] * book.years_in_use]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_column(_FIRST, _FIRST + years - 1, amount)
    sheet.set_column(_FIRST + years, _FIRST + years, 34)
    sheet.set_default_row(_ROW_POINTS)
    row, breaks = HEADER_ROW, []
    for statement in statements:
        breaks.append(row)
        row = _statement(book, sheet, statement, header, row) + 2
    book.blank_unused_years(sheet, (HEADER_ROW, row), _FIRST)
    fit_blocks(sheet, widths, layout.TOTAL, breaks, row - 2, _ROW_POINTS)
    sheet.print_area(0, 0, row - 3, _FIRST + book.years_in_use - 1)
    sheet.freeze_panes(HEADER_ROW, layout.UNIT)
    sheet.ignore_errors(
        {
            "formula_differs": cell_range(HEADER_ROW, layout.TOTAL, row, layout.TOTAL),
            "formula_range": cell_range(HEADER_ROW, 0, row, _FIRST + years - 1),
        }
    )


def _statement(book: Book, sheet: LiveSheet, statement: Statement, header: Line, row: int) -> int:
    """Write one statement from `row` on; gives back the row after its last."""
    years = book.layout.length(Axis.YEAR)
    for column in range(_FIRST + years):
        sheet.write_blank(row, column, None, book.style("section"))
    book.user_text(sheet, row, 0, book.say(statement.label), "section")
    row += 1
    for column, word in ((0, words.LINE), (1, words.UNIT), (2, words.TOTAL), (_FIRST + years, words.LINE_ID)):
        style = "header" if column == layout.TOTAL else "header_left"
        sheet.write_string(row, column, book.say(word), book.style(style))
    book.put_reference(sheet, header, row, _FIRST, book.style("header", "0"))
    row += 1
    months = book.built.model.lines.get(_MONTHS_IN_YEAR)
    if months is not None:
        sheet.write_string(row, 0, book.say(words.MONTHS_IN_YEAR), book.style("muted"))
        book.put_reference(sheet, months, row, _FIRST, book.style("muted", "0"))
        row += 1
    for item in statement.rows:
        if item.kind == "heading":
            for column in range(_FIRST + years):
                sheet.write_blank(row, column, None, book.style("block"))
            book.user_text(sheet, row, 0, book.say(item.label), "block")
        elif item.year is None:
            continue
        else:
            _row(book, sheet, item, item.year, row)
        row += 1
    return row


def _row(book: Book, sheet: LiveSheet, item: Row, line: Line, row: int) -> None:
    kind = "total" if item.kind == "total" else "row"
    label = book.say(item.label)
    book.user_text(sheet, row, layout.LABEL, label if kind == "total" else f"   {label}", f"{kind}_label")
    unit = unit_words(line.unit, book.language)
    sheet.write_string(row, layout.UNIT, unit, book.style(f"{kind}_unit"))
    sheet.write_string(row, _FIRST + book.layout.length(Axis.YEAR), line.id, book.style("id"))
    put_total(book, sheet, line, row, kind)
    book.put_reference(sheet, line, row, _FIRST, book.number_style(kind, line))
