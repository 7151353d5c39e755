"""Recalculating workbooks in HyperFormula, which shares nothing with the engines the product uses.

It is under the GPL, so it is a tool of these tests and never a part of the product. `npm ci` in
`tests/workbook/node` installs it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import ironcalc
import pytest
from openpyxl.utils.datetime import to_excel

from feasibility.workbook.recalculate import OpenBook, lines_of
from tests.workbook.compare import Lines
from tests.workbook.reading import opened

FOLDER = Path(__file__).parent / "node"
Changes = Mapping[str, float]


class _Grid:
    """The values of a recalculated book, read as the product reads one."""

    def __init__(self, sheets: Mapping[str, list[list[Any]]]) -> None:
        self._names = list(sheets)
        self._cells = list(sheets.values())

    def get_worksheets_properties(self) -> list[dict[str, str]]:
        return [{"name": name} for name in self._names]

    def get_sheet_dimensions(self, sheet: int) -> tuple[int, int, int, int]:
        rows = self._cells[sheet]
        return 1, len(rows), 1, max(map(len, rows), default=0)

    def get_cell_value(self, sheet: int, row: int, column: int) -> Any:
        cells = self._cells[sheet]
        value = cells[row - 1][column - 1] if row <= len(cells) and column <= len(cells[row - 1]) else None
        return float(value) if isinstance(value, int) else value


def recalculated_by_hyperformula(
    books: Sequence[tuple[Path, Sequence[Changes]]], node: Path
) -> Iterator[list[Lines]]:
    """The lines of each book after each set of changes to its inputs; all in one start of the program."""
    if not (FOLDER / "node_modules" / "hyperformula").is_dir():
        pytest.skip("HyperFormula is not installed: npm ci in tests/workbook/node")
    asked = "".join(json.dumps(_question(path, sets)) + "\n" for path, sets in books)
    command = [str(node), "--max-old-space-size=4096", str(FOLDER / "recalculate.js")]
    answer = subprocess.run(
        command, input=asked, check=True, capture_output=True, text=True, timeout=120 + 60 * len(books)
    )
    for line in answer.stdout.splitlines():
        yield [lines_of(cast(ironcalc.Model, _Grid(sheets))) for sheets in json.loads(line)]


def _question(path: Path, sets: Sequence[Changes]) -> dict[str, Any]:
    book = opened(path)
    sheets = {sheet.title: [list(map(_shown, row)) for row in sheet.iter_rows()] for sheet in book}
    names = list(sheets)
    cells = OpenBook(path).input_cells
    edits = [[_edit(cells[id], value, names) for id, value in changes.items()] for changes in sets]
    return {"sheets": sheets, "edits": edits}


def _shown(cell: Any) -> Any:
    match cell.data_type, cell.value:
        case "s", str(text):
            return f"'{text}"  # a text, whatever it looks like
        case "d", day:
            return to_excel(day)  # type: ignore[no-untyped-call]
        case _, value:
            return value


def _edit(cell: str, value: float, names: Sequence[str]) -> list[Any]:
    sheet, _, place = cell.rpartition("!")
    letters, number = place.rstrip("0123456789"), place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    column = ord(letters) - ord("A")  # inputs stand in the first columns
    return [sheet.strip("'"), int(number) - 1, column, value]
