"""The sheet of assumptions as a reader at the bank asks of them: how sure each number is, and the counts.

Every number of the case stands here, those the program has a default for too, in the order of the case. A
value that the model reads follows the sheet of inputs; what is said of it is of the number as delivered.
"""

from __future__ import annotations

from typing import Final

from feasibility.analysis.register import Registered, counted
from feasibility.answers.answer import Column, Figure, shown
from feasibility.answers.register import ORIGIN_WORDS, STANDING_WORDS, TITLE, counts_table, said
from feasibility.engine.expr import Input
from feasibility.language import Label
from feasibility.workbook import styles, words
from feasibility.workbook.book import Book
from feasibility.workbook.letters import lines_of
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import INPUT_INK, RED

_HEADS: Final = (
    (words.ASSUMPTION, 46), (words.VALUE, 14), (words.UNIT, 20), (words.CONFIDENCE, 20), (words.DATE, 10),
    (words.SOURCE, 48), (words.LOWEST, 12), (words.HIGHEST, 12), (words.WHOSE, 16), (words.PATH, 44),
)  # fmt: skip
_LABEL, _VALUE, _UNIT, _STANDING, _DATE, _SOURCE, _LOW, _HIGH, _WHOSE, _PATH = range(len(_HEADS))
_NUMBERS: Final = (_VALUE, _LOW, _HIGH)
_FIRST: Final = 3  # the row of the first sentence
_LINE_POINTS: Final = 13.5
_INDENT: Final = 2  # characters that an indented cell has less room for


def write_register(book: Book) -> None:
    """Write the sheet; none where the book is of no case."""
    entries = book.cover.register
    if not entries:
        return
    sheet = book.add_sheet(words.REGISTER, book.say(TITLE), words.REGISTER_LEAD, INPUT_INK)
    for column, (_, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
    row = _FIRST
    for sentence in said(counted(entries)):
        text = None if sentence is None else sentence if isinstance(sentence, Label) else sentence.text
        if text is not None:
            sheet.write_string(row, _LABEL, book.say(text), book.style("clip"))
            row += 1
    row = _counts(book, sheet, row + 1)
    row += 1
    for column, (word, _) in enumerate(_HEADS):
        sheet.write_string(
            row, column, book.say(word), book.style("header" if column in _NUMBERS else "header_left")
        )
    sheet.repeat_rows(row)
    read = {item.id: item for item in book.layout.inputs.rows.values() if isinstance(item, Input)}
    for entry in entries:
        row += 1
        _number(book, sheet, row, entry, read.get(entry.number.path))
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row, _WHOSE)


def _counts(book: Book, sheet: LiveSheet, row: int) -> int:
    table = counts_table(book.cover.register)
    for place, column in enumerate(table.columns[:_SOURCE]):  # how many have a range is said above
        sheet.write_string(
            row,
            place,
            book.say(column.label),
            book.style("header" if place else "header_left", text_wrap=True),
        )
    sheet.set_row(row, 3 * _LINE_POINTS)
    for each in table.rows:
        row += 1
        for place, cell in enumerate(each.cells[:_SOURCE]):
            if isinstance(cell, Figure) and cell.value is not None:
                sheet.put_number(row, place, cell.value, book.style("row", "0;-0;–", align="right"))
            elif isinstance(cell, Label):
                sheet.write_string(row, place, book.say(cell), book.style("row_label"))
    if table.note is not None:
        row += 1
        sheet.write_string(row, 0, book.say(table.note), book.style("lead"))
    return row + 1


def _number(book: Book, sheet: LiveSheet, row: int, entry: Registered, item: Input | None) -> None:
    number, note = entry.number, entry.number.source
    more = {"font_color": RED} if entry.standing == "unsourced" else {}
    label, source = book.say(entry.label), "" if note is None else note.text
    book.user_text(sheet, row, _LABEL, label, "row_label")
    style = book.style("row", styles.exact_format(number.unit, number.value, book.language), align="right")
    if item is None:
        sheet.put_number(row, _VALUE, number.value, style)
    else:
        book.put_expr(sheet, item, row, _VALUE, style, number.path, number.unit)
    unit = styles.unit_words(number.unit, book.language)
    sheet.write_string(row, _UNIT, unit, book.style("row_label", font_color=styles.GREY, indent=1))
    sheet.write_string(row, _STANDING, book.say(STANDING_WORDS[entry.standing]), book.style("row", **more))
    sheet.write_string(row, _DATE, note.date or "" if note else "", book.style("row"))
    book.user_text(sheet, row, _SOURCE, source, "row_label")
    for column, end in ((_LOW, entry.low), (_HIGH, entry.high)):
        text = "" if end is None else shown(Figure(end, number.unit.partition("/")[0]), _ANY, book.language)
        sheet.write_string(row, column, text, book.style("row", align="right"))
    whose = "" if entry.origin is None else book.say(ORIGIN_WORDS[entry.origin])
    sheet.write_string(row, _WHOSE, whose, book.style("row_label", indent=1))
    sheet.write_string(row, _PATH, number.path, book.style("id"))
    told = ((label, _LABEL, 0), (unit, _UNIT, _INDENT), (source, _SOURCE, 0), (whose, _WHOSE, _INDENT))
    lines = max(lines_of(text, _HEADS[column][1] - indent) for text, column, indent in told)
    if lines > 1:
        sheet.set_row(row, _LINE_POINTS * lines)


_ANY: Final = Column("end", words.LOWEST)
