"""The sheet of key figures, by party, and below them the scalars that other lines read."""

from __future__ import annotations

from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.workbook import layout, words
from feasibility.workbook.axes import put_law
from feasibility.workbook.book import Book
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW
from feasibility.workbook.letters import lines_of
from feasibility.workbook.links import put_part_name
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import NAVY

_HEADINGS = (words.MEASURE, words.VALUE, words.UNIT, words.LAW, words.LINE_ID)
_LINE_HEIGHT = 13.5
_WIDTHS = (62, 34, 24, 24, 40)
_INDENT = 2  # characters, of what a part's name begins with


def write_measures(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(words.MEASURES, book.say(words.MEASURES), words.MEASURES_LEAD, NAVY)
    for column, (word, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        style = "header" if column == layout.MEASURE_VALUE else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 1)
    headline = {measure.line for measure in book.built.measures if measure.is_headline}
    rows = book.layout.measures.rows
    for row, item in rows.items():
        if isinstance(item, Label):
            for column in range(len(_HEADINGS)):
                sheet.write_blank(row, column, None, book.style("section"))
            book.user_text(sheet, row, 0, book.say(item), "section")
            continue
        if not isinstance(item, Line):
            continue
        if book.layout.is_part(item):
            shown_name = put_part_name(book, sheet, row, item, "row_label")
            _high_enough(sheet, row, lines_of(shown_name, _WIDTHS[0] - _INDENT))
            book.put_line(sheet, item, book.number_style("row", item, align="right", text_wrap=True))
            continue
        bold = item in headline
        book.user_text(sheet, row, 0, book.say(item.label), "row_label", bold=bold)
        shown = book.numbers.cells(item)[0]
        texts = (book.say(item.label), shown if isinstance(shown, str) else "")
        needed = max(lines_of(text, width, bold) for text, width in zip(texts, _WIDTHS, strict=False))
        _high_enough(sheet, row, needed)
        sheet.write_string(row, layout.MEASURE_UNIT, book.unit_beside(item), book.style("row_unit"))
        put_law(book, sheet, item, row, layout.MEASURE_LAW)
        sheet.write_string(row, layout.MEASURE_ID, item.id, book.style("id"))
        style = book.number_style("row", item, align="right", text_wrap=True, bold=bold)
        home = book.layout.line(item)
        if (home.sheet, home.row) == (sheet.name, row):
            book.put_line(sheet, item, style)
        else:
            book.put_reference(sheet, item, row, layout.MEASURE_VALUE, style)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, max(rows, default=HEADER_ROW), len(_HEADINGS) - 1)


def _high_enough(sheet: LiveSheet, row: int, lines: int) -> None:
    """Make a row as high as the lines of its words."""
    if lines > 1:
        sheet.set_row(row, _LINE_HEIGHT * lines)
