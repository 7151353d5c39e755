"""Cells of a spreadsheet: where lines, inputs and tables lie, and formulas that are filled in along a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from feasibility.engine.expr import Axis, Input, Line, Table

_PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z_]*")


class Place(NamedTuple):
    """A cell: sheet, row and column, both counted from 0. For a line, the cell of its first period."""

    sheet: str
    row: int
    column: int


class TablePlace(NamedTuple):
    """Where a table stands: keys and values in two columns, one row for each key; counted from 0."""

    sheet: str
    first_row: int
    key_column: int
    value_column: int


class Layout(Protocol):
    """Where everything a formula may refer to lies."""

    def line(self, line: Line) -> Place:
        """The cell of the line's first period, or its only cell."""

    def length(self, axis: Axis) -> int:
        """Number of periods on an axis."""

    def input(self, input: Input, sheet: str) -> Place:
        """The cell in which a formula on `sheet` reads an input."""

    def table(self, table: Table, sheet: str) -> TablePlace:
        """The cells in which a formula on `sheet` reads a table."""


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """Letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@lru_cache(maxsize=2_000)
def letters_from(column: int, count: int) -> tuple[str, ...]:
    """Letters of so many columns from one on; every row of a sheet asks for the same."""
    return tuple(map(column_letters, range(column, column + count)))


def filled(pattern: str, columns: Sequence[Sequence[object]], count: int) -> str:
    """A pattern `count` times after itself, its places filled in from the columns: one place, one column.

    Python fills in a long text once much sooner than a short one many times.
    """
    return pattern * count % tuple(chain.from_iterable(zip(*columns, strict=True)))


def sheet_prefix(sheet: str) -> str:
    """The sheet as a formula names it: `Kontroll!`, `'År'!`."""
    if _PLAIN_SHEET.fullmatch(sheet):
        return f"{sheet}!"
    return "'" + sheet.replace("'", "''") + "'!"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its leading `=`, for a cell in `column` and any number of cells to its right.

    `pattern` has one `%s` for each relative reference; `offsets` are their columns, counted from the cell.
    """

    pattern: str
    offsets: tuple[int, ...]
    column: int

    def letters(self, count: int) -> list[tuple[str, ...]]:
        """For each relative reference the column letters in `count` cells from `column` on."""
        return [letters_from(self.column + offset, count) for offset in self.offsets]

    def across(self, count: int) -> list[str]:
        """The formulas of `count` cells from `column` on."""
        if not self.offsets:
            return [self.pattern % ()] * count
        return [self.pattern % row for row in zip(*self.letters(count), strict=True)]

    @property
    def stays_on_its_sheet(self) -> bool:
        """True where no reference names a sheet."""
        return not any("!" in part for part in self.pattern.split('"')[0::2])


def absolute_range(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A range with `$` before every row and column."""
    first = f"${column_letters(first_column)}${first_row + 1}"
    return f"{first}:${column_letters(last_column)}${last_row + 1}"
