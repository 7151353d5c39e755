"""Numbers of an answer that the model has: written as references, so that they follow every input.

The mark beside such a number (the month in which cash is lowest, the year that is worst) was told by the run
that wrote the book. It is shown for as long as no input is changed, and is gone when one is.
"""

from __future__ import annotations

from typing import Any, Final

from feasibility.answers.answer import Column, Figure
from feasibility.engine.expr import Axis, IfNull, Line, Null, ValueAt, sum_of
from feasibility.engine.sheet.cells import column_letters
from feasibility.workbook import words
from feasibility.workbook.book import Book
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import number_format

_SIGNED: Final = 3
"""Sections of a number format that show a number; the fourth shows a text."""


def put_live(
    book: Book, sheet: LiveSheet, row: int, column: int, cell: Figure, of: Column, flag_row: int, **style: Any
) -> bool:
    """Write a figure as a reference to its line; False where the book has no such line, and nothing is done.

    Args:
        of: the column of the answer's table it stands in.
        flag_row: where the sheet counts the changed inputs.
        style: properties of the cell beside those of a row of figures.
    """
    place = cell.place
    line = None if place is None else book.built.model.lines.get(place.line)
    if place is None or line is None:
        return False
    format = _format(book, line, cell, of)
    if cell.mark is not None:
        style = {"shrink": True, **style}  # with its mark a number may need more room than the others have
    look = book.style("row", format, **style)
    if place.is_total:
        book.put_expr(sheet, sum_of(line), row, column, look, f"{line.id} (sum)", line.unit)
    elif place.period is not None:
        book.put_period(sheet, line, place.period, row, column, look)
    elif _is_date(book, line):
        dates = book.built.model.lines["calendar.date"]
        when = IfNull(ValueAt(dates, line), Null(words.NO_DATE))
        book.put_expr(sheet, when, row, column, look, f"{line.id} (date)")
    else:
        book.put_reference(sheet, line, row, column, look)
    if cell.mark is not None and book.layout.inputs.rows:
        mark = book.say(cell.mark).replace('"', "'")
        shown = _marked(format, mark)
        same = f"=$A${flag_row + 1}=0"
        rule = {
            "type": "formula",
            "criteria": same,
            "format": book.workbook.add_format({"num_format": shown}),
        }
        at = f"{column_letters(column)}{row + 1}"
        sheet.conditional_format(at, rule)
    return True


def _is_date(book: Book, line: Line) -> bool:
    """A month's number is told by its date."""
    return line.unit == "month" and line.axis is Axis.SCALAR and "calendar.date" in book.built.model.lines


def _format(book: Book, line: Line, cell: Figure, of: Column) -> str:
    if _is_date(book, line):
        return number_format("date", book.language)
    unit = cell.unit or of.unit or "count"
    decimals = of.decimals if cell.decimals is None else cell.decimals
    whole = cell.value is not None and float(cell.value).is_integer()
    null = "@" if line.axis is Axis.SCALAR else book.say(words.NO_NUMBER)
    return number_format(unit, book.language, whole, zero="", null=null, decimals=decimals)


def _marked(format: str, mark: str) -> str:
    """The number format with a word after every number."""
    sections = format.split(";")
    numbers, rest = sections[:_SIGNED], sections[_SIGNED:]
    return ";".join([*(f'{section}" {mark}"' for section in numbers), *rest])
