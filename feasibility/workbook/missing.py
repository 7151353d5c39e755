"""Inputs that the case gives no source for: what a bank will ask the borrower to document.

Numbers left at their default are the product's, and are not listed.
"""

from __future__ import annotations

from feasibility.engine.expr import Input
from feasibility.workbook.bank_words import MISSING, NONE_MISSING, counted
from feasibility.workbook.book import Book
from feasibility.workbook.layout import used_inputs
from feasibility.workbook.sheet import LiveSheet

_PATH = 2


def write_missing(book: Book, sheet: LiveSheet, row: int, last: int) -> int:
    """Write the list from `row` on; gives back its last row."""
    inputs, tables = used_inputs(book.structure.model)
    among: dict[str, Input] = {i.id: i for i in inputs}
    among |= {value.id: value for table in tables for value in table.values}
    notes = {id: note for id, note in book.cover.notes.items() if id in among}
    missing = [id for id, note in notes.items() if not note.source and not note.is_default]
    assumed = sum(note.is_assumption for note in notes.values())
    for column in range(last + 1):
        sheet.write_blank(row, column, None, book.style("section"))
    sheet.write_string(row, 0, book.say(MISSING), book.style("section"))
    row += 1
    sourced = sum(bool(note.source) and not note.is_assumption for note in notes.values())
    said = counted(sourced, assumed, len(missing)) if missing else NONE_MISSING
    sheet.write_string(row, 0, book.say(said), book.style("lead"))
    for id in missing:
        row += 1
        book.user_text(sheet, row, 0, book.say(among[id].label), "row_label", text_wrap=False)
        sheet.write_blank(row, 1, None, book.style("row"))
        sheet.write_string(row, _PATH, id, book.style("id"))
    return row
