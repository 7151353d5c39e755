"""Rows that are no line of the model: links to inputs, each once a sheet, and parts of long formulas."""

from __future__ import annotations

from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import Input, Line, walk
from feasibility.engine.sheet.cells import Place
from feasibility.workbook import layout
from feasibility.workbook.book import Book
from feasibility.workbook.inputs import input_label, key_format
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import exact_format, unit_words

_FEW_PARTS, _LONGEST_NAME = 9, 60  # of a formula that can be a row's name, in words and characters


def put_link(book: Book, sheet: LiveSheet, row: int, item: Input) -> None:
    """An input's label, unit and value; and the key it has in a table."""
    keyed = book.layout.key_of(item)
    book.user_text(sheet, row, layout.LABEL, input_label(book, item, keyed is not None), "clip")
    sheet.write_string(row, layout.UNIT, unit_words(item.unit, book.language), book.style("unit"))
    value = book.numbers.values.inputs[item.id]
    formula = book.renderer.link(book.layout.input(item), Place(sheet.name, row, layout.TOTAL))
    style = book.style("cell", exact_format(item.unit, value, book.language), align="right")
    book.put(sheet, row, formula, [value], style, f"{item.id} (link)", item.unit)
    if keyed is not None:
        formula = book.renderer.link(keyed.place, Place(sheet.name, row, layout.LINK_KEY))
        style = book.style("id", key_format(book, keyed.table, keyed.key), align="right")
        book.put(sheet, row, formula, [keyed.key], style, f"{item.id} (key)")


def put_part_name(book: Book, sheet: LiveSheet, row: int, part: Line, style: str) -> str:
    """What a part is, in words where they are short, else by the line it is a part of; these words."""
    said = book.say(part.label)
    if sum(1 for _ in walk(part.formula)) <= _FEW_PARTS:
        words = in_words(part.formula, book.language)
        said = words if len(words) <= _LONGEST_NAME else said
    shown = f"   {said}"
    book.user_text(sheet, row, layout.LABEL, shown, style)
    return shown
