"""Page one: what a board member needs to decide, without help. Every number refers to another sheet."""

from __future__ import annotations

import math

from feasibility.engine.calendar import date_of
from feasibility.engine.expr import IfNull, Line, Null, ValueAt
from feasibility.engine.sheet.cells import Formula, column_letters, sheet_prefix
from feasibility.language import format_date, format_month
from feasibility.language.label import ended
from feasibility.model.base.result import Caution
from feasibility.names import PARTIES
from feasibility.report.answered import answered
from feasibility.workbook import words
from feasibility.workbook.book import Book
from feasibility.workbook.charts import make_chart
from feasibility.workbook.checks import mark_failures, verdict, verdict_place
from feasibility.workbook.layout import PARTY_ORDER
from feasibility.workbook.letters import lines_of
from feasibility.workbook.printing import SMALLEST_SCALE, keep_upright
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import NAVY, number_format, unit_words
from feasibility.workbook.verdict import write_parts, write_verdicts

_WIDTHS = (37, 14, 15, 1, 36, 14, 15)  # label, value, unit for the left and for the right
_RIGHT = 4
_LAST = len(_WIDTHS) - 1
_STATUS_ROW = 3
_CHART_EDGE = 2  # below the edge of a page, which would show the frame's upper line on the page before
_CHARTS_ABREAST, _CHART_HEIGHT, _CHART_ROWS, _CHART_GAP = 3, 180, 11, 8
_DESCRIPTION_LINES = 3
_HEAD_OF_WARNINGS = 4  # heading, two lines under it, and the first warning
_ROW_HEIGHT, _LINE_HEIGHT, _DEFAULT_ROW = 13.5, 12, 12.75
_PIXELS_A_CHARACTER, _PIXELS_A_COLUMN = 7, 5
_MOVES_AND_SIZES = 1  # with the cells, so that pictures keep their place where the font is another


def write_summary(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(words.SUMMARY, book.cover.name, None, NAVY, _STATUS_ROW + 1, printed=True)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_default_row(_DEFAULT_ROW)
    book.user_text(sheet, 0, 0, book.cover.name, "title")
    sheet.write_string(1, 0, _subtitle(book), book.style("subtitle"))
    _description(book, sheet)
    _status(book, sheet)
    row = write_verdicts(book, sheet, _STATUS_ROW + 2)
    row = _figures(book, sheet, row + 1)
    row = write_parts(book, sheet, row + 1)
    charts = row
    row = _charts(book, sheet, row)
    blocks = [(charts, row), (row + 1, row + 1 + _HEAD_OF_WARNINGS)]
    row = _warnings(book, sheet, row + 1)
    keep_upright(sheet, [(first, min(end, row + 1)) for first, end in blocks], _DEFAULT_ROW)
    sheet.set_portrait()  # two columns of figures are as wide as a page is at a size one can read
    sheet.set_print_scale(SMALLEST_SCALE)
    sheet.print_area(0, 0, row, _LAST)
    sheet.center_horizontally()
    sheet.activate()


def _subtitle(book: Book) -> str:
    model = book.built.model
    parts = []
    dates = model.lines.get("calendar.date")
    if dates is not None:
        first, last = (date_of(book.numbers.values.of(dates)[i]) for i in (0, -1))
        parts.append(f"{format_month(first, book.language)} – {format_month(last, book.language)}")
    parts.append(f"{model.horizon_months} {book.say(words.MONTHS_WORD)}")
    if book.cover.date is not None:
        parts.append(format_date(book.cover.date, book.language))
    if book.cover.run is not None:
        parts.append(book.say(book.cover.run))
    return "  ·  ".join(parts)


def _description(book: Book, sheet: LiveSheet) -> None:
    """The case in the user's own words, as far as three lines go."""
    text = " ".join(book.cover.description.split())
    room = sum(_WIDTHS) * _DESCRIPTION_LINES
    if len(text) > room:
        text = text[:room].rpartition(" ")[0] + " …"
    sheet.merge_range(2, 0, 2, _LAST, "", book.style("description"))
    book.user_text(sheet, 2, 0, text, "description")
    sheet.set_row(2, _LINE_HEIGHT * min(lines_of(text, sum(_WIDTHS)), _DESCRIPTION_LINES) + 2)


def _status(book: Book, sheet: LiveSheet) -> None:
    place = verdict_place(book)
    formula = Formula(f"{sheet_prefix(place.sheet)}${column_letters(place.column)}${place.row + 1}", (), 0)
    sheet.set_row(_STATUS_ROW, 22)
    for column in range(1, _LAST + 1):
        sheet.write_blank(_STATUS_ROW, column, None, book.style("status"))
    book.put(sheet, _STATUS_ROW, formula, [verdict(book)], book.style("status"), "verdict")
    if book.warnings:
        for column in range(_RIGHT + 1, _LAST + 1):
            sheet.write_blank(_STATUS_ROW, column, None, book.style("advice"))
        pointer = book.say(words.warnings_below(len(book.warnings)))
        sheet.write_string(_STATUS_ROW, _RIGHT, pointer, book.style("advice"))
    mark_failures(book, sheet, _STATUS_ROW, _STATUS_ROW, 0, _RIGHT - 1)


def _figures(book: Book, sheet: LiveSheet, row: int) -> int:
    """The headline measures, two parties side by side; gives back the row after them."""
    headline = [m for m in book.built.measures if m.is_headline]
    groups = [(p, list(dict.fromkeys(m.line for m in headline if m.party == p))) for p in PARTY_ORDER]
    groups = [(party, lines) for party, lines in groups if lines]
    for first in range(0, len(groups), 2):
        pair = groups[first : first + 2]
        for (party, lines), column in zip(pair, (0, _RIGHT), strict=False):
            for offset in range(3):
                sheet.write_blank(row, column + offset, None, book.style("section"))
            sheet.write_string(row, column, book.say(PARTIES[party].short), book.style("section"))
            for number, line in enumerate(lines, start=1):
                _figure(book, sheet, line, row + number, column)
        for number in range(max(len(lines) for _, lines in pair)):
            abreast = [lines[number] for _, lines in pair if number < len(lines)]
            needed = max(_lines_needed(book, line) for line in abreast)
            sheet.set_row(row + 1 + number, _ROW_HEIGHT + _LINE_HEIGHT * (needed - 1))
        row += max(len(lines) for _, lines in pair) + 2
    return row - 1


def _figure(book: Book, sheet: LiveSheet, line: Line, row: int, column: int) -> None:
    """Label, value and unit. A month's number has its date beside it, since a reader thinks in dates."""
    book.user_text(sheet, row, column, book.say(line.label), "row_label")
    dates = book.built.model.lines.get("calendar.date")
    if line.unit == "month" and dates is not None:
        number = book.style("figure", f'"{book.say(words.MONTH)} "0;-0;0;@')
        when = IfNull(ValueAt(dates, line), Null(words.NO_DATE))
        date = number_format("date", book.language) + ';;;""'
        book.put_expr(
            sheet, when, row, column + 2, book.style("row_unit", date, align="left"), f"{line.id} (date)"
        )
    else:
        number = book.number_style("figure", line)
        unit = unit_words(line.unit, book.language)
        sheet.write_string(
            row, column + 2, "" if unit == "%" else unit, book.style("row_unit", text_wrap=True)
        )
    book.put_reference(sheet, line, row, column + 1, number)


def _lines_needed(book: Book, line: Line) -> int:
    """How many lines of text the figure's label, value or unit takes."""
    shown = book.numbers.cells(line)[0]
    texts = (
        book.say(line.label),
        shown if isinstance(shown, str) else "",
        unit_words(line.unit, book.language),
    )
    return max(
        lines_of(text, width, bold=place == 1)
        for place, (text, width) in enumerate(zip(texts, _WIDTHS[_RIGHT:], strict=True))
    )


def _charts(book: Book, sheet: LiveSheet, row: int) -> int:
    """Charts side by side; gives back the row after them."""
    charts = [chart for chart in book.built.charts if chart.lines]
    whole = sum(width * _PIXELS_A_CHARACTER + _PIXELS_A_COLUMN for width in _WIDTHS)
    width = (whole - (_CHARTS_ABREAST - 1) * _CHART_GAP) // _CHARTS_ABREAST
    for number, chart in enumerate(charts):
        down, across = divmod(number, _CHARTS_ABREAST)
        where = {
            "x_offset": across * (width + _CHART_GAP),
            "y_offset": 0 if down else _CHART_EDGE,
            "object_position": _MOVES_AND_SIZES,
        }
        sheet.insert_chart(row + down * _CHART_ROWS, 0, make_chart(book, chart, width, _CHART_HEIGHT), where)
    return row + math.ceil(len(charts) / _CHARTS_ABREAST) * _CHART_ROWS


def _warnings(book: Book, sheet: LiveSheet, row: int) -> int:
    """Advice with its source; gives back the last row."""
    for column in range(_LAST + 1):
        sheet.write_blank(row, column, None, book.style("section"))
    sheet.write_string(row, 0, book.say(words.WARNINGS), book.style("section"))
    lead = ("lead", words.WARNINGS_LEAD) if book.warnings else ("muted", words.NO_WARNINGS)
    sheet.write_string(row + 1, 0, book.say(lead[1]), book.style(lead[0]))
    if book.warnings:
        row += 1
        book.put_staleness(sheet, row + 1)
    row += 1
    shown = [_told(book, warning) for warning in book.warnings]
    for text in [*shown, *(book.say(left) for left in book.cover.answers_left)]:
        row += 1
        sheet.merge_range(row, 0, row, _LAST, "", book.style("warning"))
        book.user_text(sheet, row, 0, text, "warning")
        lines = lines_of(text, sum(_WIDTHS), columns=len(_WIDTHS))
        sheet.set_row(row, _LINE_HEIGHT * lines + 2)
    return row


def _told(book: Book, warning: Caution) -> str:
    """A warning with what the case answers to it, and its source: over the whole width, in fewer lines."""
    text = book.say(warning.text)
    if warning.answer is not None:
        text += f" {book.say(answered(warning.answer))}"
    return ended(f"{text} {book.say(words.SOURCE)}: {book.say(warning.source)}")
