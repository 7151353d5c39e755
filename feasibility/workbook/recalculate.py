"""Changing inputs in a workbook and reading its lines back, recalculated: what a reader does by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import ironcalc

from feasibility.engine.sheet.cells import column_letters
from feasibility.language import LANGUAGES, Label
from feasibility.workbook import layout, words
from feasibility.workbook.sheet import Cell
from feasibility.workbook.stored import open_stored

_LISTS = (
    (words.MEASURES, layout.MEASURE_ID, layout.MEASURE_VALUE),
    (words.CHECKS, layout.CHECK_ID, layout.CHECK_DIFFERENCE),
)
_AXES = (words.MONTHS, words.YEARS, words.RATES)


class OpenBook:
    """A workbook made by `write_workbook`, opened by an independent engine. The file is never changed.

    Raises:
        ValueError: the file is no workbook of this program.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._book = open_stored(path)
        self._inputs, self._name = _sheet(self._book, words.INPUTS)
        self._sheets: dict[str, int] | None = None
        self._rows = {id: row for row, id in _texts(self._book, self._inputs, layout.INPUT_PATH)}

    @property
    def input_cells(self) -> dict[str, str]:
        """The cell of every input, by its path in the case: {"start_month": "Forutsetninger!C6"}."""
        column = column_letters(layout.INPUT_VALUE)
        return {id: f"{self._name}!{column}{row}" for id, row in self._rows.items()}

    def change(self, changes: Mapping[str, float]) -> None:
        """Set inputs in the workbook's own cells and recalculate it; earlier changes stay.

        Args:
            changes: path in the case → number (a date as a spreadsheet serial).

        Raises:
            KeyError: the workbook has no such input.
        """
        unknown = [id for id in changes if id not in self._rows]
        if unknown:
            raise KeyError(f"the workbook has no input {', '.join(unknown)}")
        for id, value in changes.items():
            self._book.update_cell_with_number(
                self._inputs, self._rows[id], layout.INPUT_VALUE + 1, float(value)
            )
        self._book.evaluate()

    def at(self, sheet: str, row: int, column: int) -> Cell | None:
        """What a cell shows; row and column from 0. None where it is empty, or there is no such sheet."""
        if self._sheets is None:
            found = enumerate(self._book.get_worksheets_properties())
            self._sheets = {str(each["name"]): place for place, each in found}
        place = self._sheets.get(sheet)
        return None if place is None else _cell(self._book, place, row + 1, column + 1)

    def across(self, sheet: str, row: int, column: int, count: int) -> list[Cell | None]:
        """What so many cells of a row show, from one on; row and column from 0."""
        self.at(sheet, row, column)
        place = (self._sheets or {}).get(sheet)
        if place is None:
            return [None] * count
        read = self._book.get_cell_value
        shown = [read(place, row + 1, each) for each in range(column + 1, column + 1 + count)]
        return [float(value) if isinstance(value, int) else value for value in shown]

    def lines(self) -> dict[str, Cell | list[Cell]]:
        """Line id → number, or the reason in words where there is none; a list over the periods of its axis.

        Before the first `change` these are the values stored in the file, not recalculated.
        """
        return lines_of(self._book)


def input_cells(path: str | os.PathLike[str]) -> dict[str, str]:
    """The cell of every input, by its path in the case: {"start_month": "Forutsetninger!C6"}."""
    return OpenBook(path).input_cells


def recalculate(
    path: str | os.PathLike[str], changes: Mapping[str, float] | None = None
) -> dict[str, Cell | list[Cell]]:
    """Every line after inputs are changed in the workbook's own cells and it is recalculated.

    As `OpenBook.change` and `OpenBook.lines`, for one set of changes.
    """
    book = OpenBook(path)
    book.change(changes or {})
    return book.lines()


def lines_of(book: ironcalc.Model) -> dict[str, Cell | list[Cell]]:
    """Every line of an opened workbook, as `OpenBook.lines` has them."""
    found: dict[str, Cell | list[Cell]] = {}
    for name in _AXES:
        sheet = _index(book, name)
        if sheet is None:
            continue
        first, last = _periods(book, sheet)
        for row, id in _texts(book, sheet, layout.ID):
            cells = [_cell(book, sheet, row, column) for column in range(first, last + 1)]
            shown = [cell for cell in cells if cell is not None]
            single = _cell(book, sheet, row, layout.TOTAL + 1)
            if shown:
                found[id] = shown
            elif single is not None:
                found[id] = single
    for name, ids, values in _LISTS:
        sheet, _ = _sheet(book, name)
        for row, id in _texts(book, sheet, ids):
            value = _cell(book, sheet, row, values + 1)
            if value is not None:
                found.setdefault(id, value)
    return found


def _periods(book: ironcalc.Model, sheet: int) -> tuple[int, int]:
    """First and last column of periods: those with a number in the header."""
    row, column = layout.HEADER_ROW + 1, layout.OPENING + 1
    last = int(book.get_sheet_dimensions(sheet)[3])
    while column < last and not isinstance(book.get_cell_value(sheet, row, column), float):
        column += 1
    return column, last


def _sheet(book: ironcalc.Model, name: Label) -> tuple[int, str]:
    for index, sheet in enumerate(book.get_worksheets_properties()):
        if sheet["name"] in [name.text(language) for language in LANGUAGES]:
            return index, str(sheet["name"])
    raise ValueError(f"not a workbook of this program: it has no sheet {name.nb} or {name.en}")


def _index(book: ironcalc.Model, name: Label) -> int | None:
    try:
        return _sheet(book, name)[0]
    except ValueError:
        return None


def _texts(book: ironcalc.Model, sheet: int, column: int) -> Iterator[tuple[int, str]]:
    """(row, text) of a column below the header, rows counted from 1."""
    last = book.get_sheet_dimensions(sheet)[1]
    for row in range(layout.FIRST_ROW + 1, last + 1):
        text = book.get_cell_value(sheet, row, column + 1)
        if isinstance(text, str) and text:
            yield row, text


def _cell(book: ironcalc.Model, sheet: int, row: int, column: int) -> Cell | None:
    value = book.get_cell_value(sheet, row, column)
    return float(value) if isinstance(value, (int, float)) else value
