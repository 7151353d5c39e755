"""The sheet of contents: every sheet with a link and what it is for, which are printed, and what is changed.

It is begun first, so that it stands first, and filled when the other sheets are there.
"""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Input
from feasibility.engine.sheet.cells import Formula, absolute_range, column_letters, sheet_prefix
from feasibility.language import Label
from feasibility.workbook import layout, liquidity, model_map, words
from feasibility.workbook import styles as look
from feasibility.workbook.answers import COMPUTED, SHEETS
from feasibility.workbook.book import CHANGED, Book
from feasibility.workbook.contents_words import (
    CHANGES,
    CHANGES_LEAD,
    LEAD,
    LISTED,
    NO,
    NOW,
    PRINTED,
    PURPOSE,
    SHEET,
    YES,
)
from feasibility.workbook.layout import FIRST_ROW
from feasibility.workbook.letters import lines_of
from feasibility.workbook.paper_sheets import GUIDE
from feasibility.workbook.papers import PREFIX
from feasibility.workbook.sheet import Cell, LiveSheet
from feasibility.workbook.styles import NAVY

NAME, ABOUT, BEFORE, AFTER, UNIT, NUMBER, POSITION = range(7)
_WIDTHS = (44, 74, 17, 17, 15, 5, 7)
_LINE_HEIGHT = 13
_NOTHING: Final = "–"


def begin_contents(book: Book) -> LiveSheet:
    """Add the sheet, before all others."""
    sheet = book.add_sheet(words.CONTENTS, book.say(words.CONTENTS), LEAD, NAVY, printed=True)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_default_row(_LINE_HEIGHT)
    return sheet


def write_contents(book: Book, sheet: LiveSheet) -> None:
    """Fill the sheet; every other sheet has been added."""
    row = _heading(book, sheet, FIRST_ROW, (SHEET, PURPOSE, PRINTED))
    guide = {book.say(name): purpose for name, purpose in words.SHEET_GUIDE}
    guide |= {book.say(name): GUIDE if id.startswith(PREFIX) else COMPUTED for id, name in SHEETS.items()}
    guide[book.say(model_map.NAME)] = model_map.GUIDE
    guide |= {book.say(liquidity.sheet_name(b.party)): liquidity.GUIDE for b in book.built.budgets}
    for other in book.workbook.worksheets():
        name = other.get_name()
        purpose = book.say(guide.get(name, words.STATEMENTS_GUIDE))
        sheet.write_url(row, NAME, f"internal:'{name}'!A1", book.style("link"), name)
        sheet.write_string(row, ABOUT, purpose, book.style("top"))
        shown = YES if name in book.print_set else NO
        sheet.write_string(row, BEFORE, book.say(shown), book.style("top_muted"))
        sheet.set_row(row, _LINE_HEIGHT * lines_of(purpose, _WIDTHS[ABOUT]) + 2)
        row += 1
    if book.layout.inputs.rows:
        row = _changes(book, sheet, row + 1)
    sheet.print_area(0, 0, row - 1, UNIT)
    sheet.fit_to_pages(1, 0)


def _heading(book: Book, sheet: LiveSheet, row: int, labels: tuple[Label, ...]) -> int:
    for column in range(UNIT + 1):
        sheet.write_blank(row, column, None, book.style("header_left"))
    for column, label in enumerate(labels):
        style = "header" if label in (words.ORIGINAL, NOW) else "header_left"
        sheet.write_string(row, column, book.say(label), book.style(style))
    return row + 1


def _changes(book: Book, sheet: LiveSheet, row: int) -> int:
    """The first changed inputs, live: which, where in the case file, as exported and now."""
    for column in range(UNIT + 1):
        sheet.write_blank(row, column, None, book.style("section"))
    sheet.write_string(row, NAME, book.say(CHANGES), book.style("section"))
    sheet.write_string(row + 1, NAME, book.say(CHANGES_LEAD), book.style("lead"))
    headings = (words.ASSUMPTION, words.PATH, words.ORIGINAL, NOW, words.UNIT)
    row = first = _heading(book, sheet, row + 2, headings)
    ranks = _column(book, layout.INPUT_RANK)
    count = book.renderer.link(book.changed_count, book.changed_count._replace(sheet=sheet.name)).pattern
    shown = (
        (NAME, layout.LABEL, "row_label"),
        (ABOUT, layout.INPUT_PATH, "row_unit"),
        (BEFORE, layout.INPUT_ORIGINAL, "row"),
        (AFTER, layout.INPUT_VALUE, "row"),
        (UNIT, layout.INPUT_UNIT, "row_unit"),
    )
    number, position = column_letters(NUMBER), column_letters(POSITION)
    small = book.style("id")
    for place in range(1, LISTED + 1):
        sheet.put_number(row, NUMBER, place, small)
        found = f"IF({number}{row + 1}>{count},0,MATCH({number}{row + 1},{ranks},0))"
        _put(book, sheet, row, POSITION, found, 0.0, small)
        for column, source, style in shown:
            more = {"align": "right"} if source in (layout.INPUT_ORIGINAL, layout.INPUT_VALUE) else {}
            cell = f"{position}{row + 1}"
            text = f'IF({cell}=0,"{_NOTHING}",INDEX({_column(book, source)},{cell},1))'
            number_format = "#,##0.######" if more else ""
            _put(book, sheet, row, column, text, _NOTHING, book.style(style, number_format, **more))
        row += 1
    _formats(book, sheet, first, row - 1)
    return row


def _formats(book: Book, sheet: LiveSheet, first: int, last: int) -> None:
    """A share as a percentage and a month as its name: the numbers listed are of any unit."""
    unit = f"${column_letters(UNIT)}{first + 1}"
    percent = look.exact_format("share", 0.1234, book.language)
    date = look.number_format("date", book.language)
    for test, shown in (
        (f'=LEFT({unit},1)="%"', percent),
        (f'={unit}="{look.unit_words("date", book.language)}"', date),
    ):
        style = book.workbook.add_format({"num_format": shown})
        rule = {"type": "formula", "criteria": test, "format": style}
        sheet.conditional_format(first, BEFORE, last, AFTER, rule)


def _column(book: Book, column: int) -> str:
    """All rows of a column of the sheet of inputs."""
    rows = [row for row, item in book.layout.inputs.rows.items() if isinstance(item, Input)]
    area = absolute_range(FIRST_ROW, column, max([*rows, FIRST_ROW + 1]), column)
    return sheet_prefix(book.layout.inputs.name) + area


def _put(
    book: Book, sheet: LiveSheet, row: int, column: int, formula: str, shown: Cell, style: object
) -> None:
    book.put(sheet, row, Formula(formula.replace("%", "%%"), (), column), [shown], style, CHANGED)
