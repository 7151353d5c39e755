"""Sheets whose lines run over months, years or rates: one row a line, one formula a row."""

from __future__ import annotations

from feasibility.engine.expr import Aggregate, Axis, Const, Counter, Input, Line, ValueAt
from feasibility.engine.model import Block
from feasibility.workbook import layout, words
from feasibility.workbook.book import Book, cell_range
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW, AxisSheet
from feasibility.workbook.links import put_link, put_part_name
from feasibility.workbook.notes import put_note
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import RULE, TEAL, marked, unit_words

_MONTHS_A_PAGE = 12
_LABEL_WIDTH, _UNIT_WIDTH, _LAW_WIDTH, _ID_WIDTH, _BEFORE_WIDTH = 42, 16, 24, 30, 1.7
_LINE_ROW, _HELPER_ROW = {"level": 1}, {"level": 2}
"""Of the outline: blocks alone, with their lines, and with links to inputs and parts of long formulas too."""
_SCALE = 50  # per cent in print: twelve months beside the labels
_LEADS = {Axis.MONTH: words.MONTHS_LEAD, Axis.YEAR: words.YEARS_LEAD, Axis.RATE: words.RATES_LEAD}
_NAMES = {Axis.MONTH: words.MONTHS, Axis.YEAR: words.YEARS, Axis.RATE: words.RATES}
_HEADERS = {Axis.MONTH: "calendar.date", Axis.RATE: "return.rate"}
_COLOURS = {Axis.MONTH: TEAL, Axis.YEAR: TEAL, Axis.RATE: RULE}


def write_axis(book: Book, plan: AxisSheet, is_whole: bool = True) -> None:
    """Write one sheet of lines over an axis; nothing but its name and title where it is not to be whole."""
    name = _NAMES[plan.axis]
    sheet = book.add_sheet(name, book.say(name), _LEADS[plan.axis], _COLOURS[plan.axis])
    if not is_whole:
        return
    _columns(book, sheet, plan)
    write_period_header(book, sheet, plan.axis, plan.first_column, plan.opening_columns)
    sheet.outline_settings(symbols_below=False)  # a block's name stands above its lines
    for row, item in plan.rows.items():
        if isinstance(item, Block):
            sheet.set_row(row, None, book.style("block"))
            book.user_text(sheet, row, 0, book.say(item.label), "block")
        elif isinstance(item, Input):
            sheet.set_row(row, None, None, _HELPER_ROW)
            put_link(book, sheet, row, item)
        else:
            sheet.set_row(row, None, None, _HELPER_ROW if book.layout.is_part(item) else _LINE_ROW)
            _line(book, sheet, plan, row, item)
    _print(book, sheet, plan)


def period_header(book: Book, axis: Axis) -> Line | None:
    """The line that names the periods of an axis: first day of each month, the years, the rates."""
    model = book.built.model
    if axis is Axis.YEAR:
        calendar = layout.calendar_of(model)
        return calendar[1] if calendar else None
    return model.lines.get(_HEADERS[axis])


def write_period_header(
    book: Book, sheet: LiveSheet, axis: Axis, first_column: int, opening_columns: int, row: int = HEADER_ROW
) -> None:
    """The header row: words over the first columns, the period over each of the others."""
    total = words.VALUE if axis is Axis.RATE else words.TOTAL
    for column, word in enumerate((words.LINE, words.UNIT, total, words.LAW, words.LINE_ID)):
        style = "header" if column == layout.TOTAL else "header_left"
        sheet.write_string(row, column, book.say(word), book.style(style))
    for column in range(first_column - opening_columns, first_column):
        shown = book.say(words.OPENING) if column == first_column - 1 else ""
        sheet.write_string(row, column, shown, book.style("header"))
    line = period_header(book, axis)
    if line is not None:
        style = book.style("header", book.number_format(line).split(";")[0])
        book.put_reference(sheet, line, row, first_column, style)


def put_total(book: Book, sheet: LiveSheet, line: Line, row: int, style: str) -> None:
    """The cell that sums up a row, marked as what it is: a sum of flows or the end of balances."""
    mark = words.SUM_MARK if line.total == "sum" else words.END_MARK
    number = book.style(style, marked(book.number_format(line), mark, book.language))
    calendar = layout.calendar_of(book.built.model)
    if line.total == "sum":
        book.put_total(sheet, line, Aggregate("SUM", line), row, number, f"{line.id} (total)")
    elif line.total == "end" and line.axis is Axis.MONTH:
        book.put_period(sheet, line, book.layout.length(line.axis), row, layout.TOTAL, number)
    elif line.total == "end" and line.axis is Axis.YEAR and calendar:
        # the spare year comes after the last one in use, which the months know
        position = Aggregate("MAX", calendar[0]) + 1 - Aggregate("MIN", calendar[1])
        book.put_total(sheet, line, ValueAt(line, position), row, number, f"{line.id} (end)")
    else:
        sheet.write_blank(row, layout.TOTAL, None, book.style(style))


def put_law(book: Book, sheet: LiveSheet, line: Line, row: int, column: int) -> None:
    """The law or rule a line follows, and its note: a comment on its name, read on screen, never printed."""
    sheet.write_string(row, column, "; ".join(line.basis), book.style("id"))
    if line.note is not None:
        put_note(sheet, row, book.say(line.note))


def _columns(book: Book, sheet: LiveSheet, plan: AxisSheet) -> None:
    width = book.amount_width if plan.axis is not Axis.RATE else 9
    sheet.set_column(layout.LABEL, layout.LABEL, _LABEL_WIDTH, book.style("clip"))
    sheet.set_column(layout.UNIT, layout.UNIT, _UNIT_WIDTH)
    sheet.set_column(layout.TOTAL, layout.TOTAL, book.amount_width + 4)
    sheet.set_column(layout.LAW, layout.LAW, _LAW_WIDTH)
    sheet.set_column(layout.ID, layout.ID, _ID_WIDTH)
    if plan.opening_columns:
        # the cells further back hold only zeros, read by lines that look several periods back
        sheet.set_column(layout.OPENING, plan.first_column - 1, _BEFORE_WIDTH)
        sheet.set_column(plan.first_column - 1, plan.first_column - 1, width)
    last = plan.first_column + book.layout.length(plan.axis) - 1
    sheet.set_column(plan.first_column, last, width)
    sheet.set_row(HEADER_ROW, 30)
    sheet.freeze_panes(FIRST_ROW, layout.LAW)


def _line(book: Book, sheet: LiveSheet, plan: AxisSheet, row: int, line: Line) -> None:
    if book.layout.is_part(line):
        put_part_name(book, sheet, row, line, "clip")
    else:
        book.user_text(sheet, row, layout.LABEL, book.say(line.label), "clip")
        sheet.write_string(row, layout.UNIT, unit_words(line.unit, book.language), book.style("unit"))
        put_law(book, sheet, line, row, layout.LAW)
        sheet.write_string(row, layout.ID, line.id, book.style("id"))
    if line.axis is Axis.SCALAR:
        book.put_line(sheet, line, book.number_style("cell", line, align="right"))
        return
    put_total(book, sheet, line, row, "cell")
    _openings(book, sheet, plan, row, line)
    book.put_line(sheet, line, book.number_style("cell", line))


def _openings(book: Book, sheet: LiveSheet, plan: AxisSheet, row: int, line: Line) -> None:
    """0 in each cell before the first period, or the opening: a spreadsheet's MIN passes over empty ones."""
    style = book.number_style("opening", line)
    read_before = line in book.numbers.program.pads.lines or isinstance(line.formula, Counter)
    for column in range(layout.OPENING, plan.first_column) if read_before else ():
        opening = line.opening if column == plan.first_column - 1 else None
        if opening is None or (isinstance(opening, Const) and opening.value == 0):
            sheet.put_number(row, column, 0, style)
        else:
            book.put_expr(sheet, opening, row, column, style, f"{line.id} (opening)", line.unit)


def _print(book: Book, sheet: LiveSheet, plan: AxisSheet) -> None:
    length = book.layout.length(plan.axis)
    last_row = max(plan.rows, default=HEADER_ROW)
    last_column = plan.first_column + length - 1
    sheet.repeat_rows(HEADER_ROW)
    if plan.axis in (Axis.MONTH, Axis.RATE):
        sheet.repeat_columns(layout.LABEL, layout.TOTAL)
        sheet.set_print_scale(_SCALE)
        # law, id and what stands before the start have a page of their own, then twelve months a page
        pages = range(plan.first_column, last_column + 1, _MONTHS_A_PAGE)
        sheet.set_v_pagebreaks(list(pages))
    else:
        book.fit_years(sheet, layout.TOTAL)
    spare = length - book.years_in_use if plan.axis is Axis.YEAR else 0
    sheet.print_area(0, 0, last_row, last_column - spare)
    # totals stand beside formulas of another kind, and leave the opening cell out, on purpose
    totals = cell_range(FIRST_ROW, layout.TOTAL, last_row, layout.TOTAL)
    everything = cell_range(HEADER_ROW, 0, last_row, last_column)
    sheet.ignore_errors({"formula_differs": totals, "formula_range": everything})
