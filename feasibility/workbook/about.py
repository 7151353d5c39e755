"""The sheet that says what the book is: version, case, legend, sheets, conventions and choices."""

from __future__ import annotations

import math
from typing import Any

from feasibility.language import Label, format_date
from feasibility.workbook import check_words, words
from feasibility.workbook.book import Book
from feasibility.workbook.certificate import engine_name
from feasibility.workbook.letters import lines_of
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import RULE, marked, number_format

_WIDTHS = (46, 100)


def begin_about(book: Book) -> LiveSheet:
    """Add the sheet."""
    return book.add_sheet(words.ABOUT, book.say(words.ABOUT_TITLE), None, RULE, flag_row=1)


def write_about(book: Book, sheet: LiveSheet) -> None:
    """Fill the sheet, when every formula of the book is written."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row = 2
    cover = book.cover
    made = "" if cover.date is None else format_date(cover.date, book.language)
    facts = (
        (words.CASE_NAME, cover.name), (words.DESCRIPTION, cover.description), (words.DATE, made),
        (words.RUN, "" if cover.run is None else book.say(cover.run)),
        (words.VERSION, f"feasibility {cover.version}"), (words.CASE_HASH, cover.fingerprint),
    )  # fmt: skip
    for label, text in facts:
        if text:
            row = _pair(book, sheet, row, book.say(label), text)
    engine = cover.engine or engine_name()
    cells = sum(len(run.values) for run in book.runs)
    row = _pair(book, sheet, row, book.say(words.VERIFIED_TITLE), book.say(words.verified(engine, cells)))
    row = _pair(book, sheet, row, book.say(words.PROTECTION_TITLE), book.say(words.PROTECTION))
    row = _legend(book, sheet, _section(book, sheet, row + 1, words.LEGEND))
    row = _section(book, sheet, row + 1, words.CONVENTIONS)
    for name_of, convention in words.CONVENTION_TEXTS:
        row = _pair(book, sheet, row, book.say(name_of), book.say(convention))
    row = _pair(
        book, sheet, row, book.say(check_words.CHECKS_COUNTED_TITLE), book.say(check_words.CHECKS_COUNTED)
    )
    if cover.choices:
        row = _section(book, sheet, row + 1, words.CHOICES)
        for label, choice in cover.choices:
            row = _pair(book, sheet, row, book.say(label), book.say(choice))
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)


def _section(book: Book, sheet: LiveSheet, row: int, label: Label) -> int:
    sheet.write_blank(row, 1, None, book.style("section"))
    sheet.write_string(row, 0, book.say(label), book.style("section"))
    return row + 1


def _pair(book: Book, sheet: LiveSheet, row: int, label: str, text: str) -> int:
    book.user_text(sheet, row, 0, label, "top_muted")
    book.user_text(sheet, row, 1, text, "top")
    lines = sum(max(1, math.ceil(len(part) / (_WIDTHS[1] * 1.05))) for part in text.split("\n"))
    sheet.set_row(row, 14 * max(1, lines, lines_of(label, _WIDTHS[0])) + 2)
    return row + 1


def _legend(book: Book, sheet: LiveSheet, row: int) -> int:
    """One sample of each way a cell looks."""
    amount = number_format("NOK", book.language)
    samples: tuple[tuple[Any, float | str, Label], ...] = (
        (book.style("input", amount), 1250, words.LEGEND_INPUT),
        (book.style("locked", amount), 1250, words.LEGEND_LOCKED),
        (book.style("cell", amount), 1250, words.LEGEND_FORMULA),
        (book.style("total", amount), 1250, words.LEGEND_TOTAL),
        (book.style("cell", marked(amount, words.SUM_MARK, book.language)), 1250, words.LEGEND_SUM),
        (book.style("cell", marked(amount, words.END_MARK, book.language)), 1250, words.LEGEND_END),
        (book.style("cell", amount), -1250, words.LEGEND_NEGATIVE),
        (book.style("cell", amount), 0, words.LEGEND_ZERO),
        (book.style("cell", align="right"), book.say(words.NO_NUMBER), words.LEGEND_NULL),
        (book.style("failed"), book.say(check_words.FAILED), words.LEGEND_FAILED),
    )
    for style, value, meaning in samples:
        if isinstance(value, str):
            sheet.write_string(row, 0, value, style)
        else:
            sheet.put_number(row, 0, value, style)
        sheet.write_string(row, 1, book.say(meaning), book.style("top", indent=1))
        row += 1
    return row
