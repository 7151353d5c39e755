"""Worksheets that take one formula for a whole run of cells, with a value beside each.

XlsxWriter prepares and writes cells one by one. A run is kept as one entry of its table and written as text
at the end: five times as fast. A formula that stays on its sheet is written as a shared formula, as Excel
itself does; one that names another sheet never is, since Excel refuses such files.

This uses names of XlsxWriter that are not part of its promise (`table`, `_check_dimensions`, `_write_cell`,
`CellStringTuple`, `_get_xf_index`, `fh`, `_write_rows` and what it calls). Its version is bounded;
`tests/workbook/test_sheet_writer.py` fails where they change.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import CellStringTuple, Worksheet

from feasibility.engine.sheet.cells import Formula, column_letters, letters_from
from feasibility.language.numbers import unbroken
from feasibility.workbook.decimals import written

Cell = float | str
"""What a formula cell shows: a number, or the reason why there is none."""

SHORTEST_SHARED = 3
_LAST_COLUMN = 16_383
ERROR_WITHOUT_NUMBER = "#NUM!"  # what a cell shows when the model gave neither a number nor a reason


def stored(value: Cell) -> Cell:
    """What the file has as the value of a formula that shows this."""
    return value if isinstance(value, str) or math.isfinite(value) else ERROR_WITHOUT_NUMBER


@dataclass(frozen=True, slots=True)
class Run:
    """Cells from (row, column) to the right that hold one formula, and what Python says they show.

    `is_amount`: they are NOK, so that rounding may move them by a share of the largest amount in the book.
    `is_home`: these are the line's own cells, not a total of them or a reference to them.
    """

    sheet: str
    row: int
    column: int
    values: Sequence[Cell]
    line_id: str
    formula: Formula
    is_amount: bool = False
    is_home: bool = False


class _Entry:
    """A run as it stands in XlsxWriter's table, at its first cell."""

    __slots__ = ("run", "shared", "style")

    def __init__(self, run: Run, style: Any, shared: int | None) -> None:
        self.run, self.style, self.shared = run, style, shared


class _Exact:
    """A number that is written with all its digits; XlsxWriter's own stops at sixteen."""

    __slots__ = ("number", "style")

    def __init__(self, number: float, style: Any) -> None:
        self.number, self.style = number, style


_END = object()  # stands at the last cell of a run, so that XlsxWriter knows how wide the row is


class LiveSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A worksheet with runs of formulas and exact numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._shared_count = 0

    def write_string(self, row: int, column: int, text: str, style: Any = None) -> Any:
        """Write a text, its amounts so that none goes over two lines."""
        return super().write_string(row, column, unbroken(text), style)

    def put_run(self, run: Run, style: Any) -> None:
        """Write a run of formulas in one style.

        Raises:
            ValueError: the cells lie outside a worksheet, or are taken.
        """
        count = len(run.values)
        last = run.column + count - 1
        if self._check_dimensions(run.row, run.column) or self._check_dimensions(run.row, last):
            raise ValueError(f"{run.line_id}: row {run.row}, column {last} lies outside a worksheet")
        row = self.table[run.row]
        if any(run.column <= column <= last for column in row):
            raise ValueError(f"{run.line_id}: cells of row {run.row} are written twice")
        shared = None
        if count >= SHORTEST_SHARED and run.formula.offsets and run.formula.stays_on_its_sheet:
            shared = self._shared_count
            self._shared_count += 1
        if count > 1:
            row[last] = _END
        row[run.column] = _Entry(run, style, shared)

    def put_number(self, row: int, column: int, number: float, style: Any) -> None:
        """Write a number with all its digits."""
        if self._check_dimensions(row, column):
            raise ValueError(f"row {row}, column {column} lies outside a worksheet")
        self.table[row][column] = _Exact(number, style)

    def _calculate_spans(self) -> None:
        """How wide rows are, for sixteen at a time as XlsxWriter tells it, which looks at every column."""
        spans: dict[int, tuple[int, int]] = {}
        for cells in (self.table, self.comments):
            for row, columns in cells.items():
                if columns:
                    low, high = spans.get(row // 16, (_LAST_COLUMN, 0))
                    spans[row // 16] = min(low, *columns), max(high, *columns)
        self.row_spans = {block: f"{low + 1}:{high + 1}" for block, (low, high) in spans.items()}

    def _write_rows(self) -> None:
        """Rows in order, and in each the cells there are; XlsxWriter asks for every column of every row."""
        self._calculate_spans()
        rows = {row for row, columns in self.table.items() if columns}
        for row in sorted({*rows, *self.row_info, *self.comments}):
            span, about = self.row_spans.get(row // 16), self.row_info.get(row)
            if row not in rows:
                self._write_empty_row(row, span, about)
                continue
            self._write_row(row, span, about)
            cells = self.table[row]
            for column in sorted(cells):
                self._write_cell(row, column, cells[column])
            self._xml_end_tag("row")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if cell is _END:
            return
        if isinstance(cell, _Entry):
            self.fh.write(_run_xml(cell.run, cell.style._get_xf_index(), cell.shared))
        elif isinstance(cell, _Exact):
            place = f"{column_letters(col)}{row + 1}"
            self.fh.write(f'<c r="{place}" s="{cell.style._get_xf_index()}"><v>{cell.number!r}</v></c>')
        elif isinstance(cell, CellStringTuple) and cell.format and not self.constant_memory:
            place = f"{column_letters(col)}{row + 1}"
            self.fh.write(f'<c r="{place}" s="{cell.format._get_xf_index()}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)


def _run_xml(run: Run, style: int, shared: int | None) -> str:
    count, row, column = len(run.values), run.row + 1, run.column
    if shared is None:
        formula = f"<f>{escape(run.formula.pattern)}</f>"
        return _cells(row, column, style, formula, run.formula.letters(count), run.values)
    first = escape(run.formula.across(1)[0]).replace("%", "%%")
    whole = f"{column_letters(column)}{row}:{column_letters(column + count - 1)}{row}"
    head = f'<f t="shared" ref="{whole}" si="{shared}">{first}</f>'
    rest = f'<f t="shared" si="{shared}"/>'
    return _cells(row, column, style, head, [], run.values[:1]) + _cells(
        row, column + 1, style, rest, [], run.values[1:]
    )


def _cells(
    row: int, column: int, style: int, formula: str, read: Sequence[Sequence[str]], values: Sequence[Cell]
) -> str:
    """Cells as text, from a column on. `formula` is a pattern, filled in with the letters in `read`."""
    count = len(values)
    if _are_numbers(values):
        texts = written(values)  # type: ignore[arg-type]  # numbers, as was just asked
        pattern = _row_of(column, count).replace("\0", f'{row}" s="{style}">{formula}<v>')
        return pattern % tuple(chain.from_iterable(zip(*read, texts, strict=True)) if read else texts)
    number = f'<c r="%s{row}" s="{style}">{formula}<v>%r</v></c>'
    words = f'<c r="%s{row}" s="{style}" t="str">{formula}<v>%s</v></c>'
    error = f'<c r="%s{row}" s="{style}" t="e">{formula}<v>{ERROR_WITHOUT_NUMBER}</v></c>'
    parts: list[str] = []
    for places in zip(letters_from(column, count), *read, values, strict=True):
        value = places[-1]
        if isinstance(value, str):
            parts.append(words % (*places[:-1], escape(value)))
        elif math.isfinite(value):
            parts.append(number % places)
        else:
            parts.append(error % places[:-1])
    return "".join(parts)


@lru_cache(maxsize=256)
def _row_of(column: int, count: int) -> str:
    """So many cells in a row, to be filled in: what is alike in them at each `\\0`, then their numbers."""
    return "".join(f'<c r="{letters}\0%s</v></c>' for letters in letters_from(column, count))


def _are_numbers(values: Sequence[Cell]) -> bool:
    """Whether all are finite numbers; where numbers are too large to be added up, False though they are."""
    try:
        return math.isfinite(sum(values))  # type: ignore[arg-type]  # a text raises
    except TypeError:
        return False
