"""Comparing a workbook with Python, apart from the comparison the writer makes itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from feasibility.engine.compute.program import Program, Values
from feasibility.model.base.result import Result
from feasibility.workbook import OpenBook, write_workbook
from feasibility.workbook.sheet import Cell

Lines = Mapping[str, "Cell | list[Cell]"]
RELATIVE, SMALLEST, OF_LARGEST, SMALLEST_OF_OTHERS = 1e-9, 1e-6, 1e-12, 1e-9


def assert_workbook_equals_python(result: Result, tmp_path: Path) -> Path:
    """Write the case's workbook, recalculate it, and compare every line with Python; gives back the file."""
    path = write_workbook(result, tmp_path / "case.xlsx")
    book = OpenBook(path)
    book.change({})
    assert_lines_equal(result.values, book.lines())
    return path


def assert_changes_agree(path: Path, program: Program, changes: Mapping[str, float]) -> None:
    """Changing inputs in the workbook gives what Python gives with the same inputs.

    The book is opened once, which takes longer than recalculating it: what an earlier call changed is set
    back to what the case states.
    """
    book, changed = _opened(path, path.stat().st_mtime_ns)
    before = {id: program.model.inputs[id].value for id in changed}
    changed |= set(changes)
    book.change({**before, **changes})
    assert_lines_equal(program.run(changes), book.lines())


@lru_cache(maxsize=4)
def _opened(path: Path, _written: int) -> tuple[OpenBook, set[str]]:
    """A book, and the inputs that have been changed in it."""
    return OpenBook(path), set()


def assert_stored_lines_equal(path: Path, values: Values) -> None:
    """The values stored in a file are Python's (after another program has recalculated and saved it)."""
    assert_lines_equal(values, OpenBook(path).lines())


def differences(id: str, values: Values, found: Lines) -> list[str]:
    """Where the workbook's cells of one line are not Python's numbers, in words."""
    return _differences(id, values, found[id], max(SMALLEST, OF_LARGEST * _largest(values)))


def assert_lines_equal(values: Values, found: Lines) -> None:
    """Every line of the model is in the workbook, and every number of it is Python's."""
    assert set(found) == set(values.model.lines)
    tolerance = max(SMALLEST, OF_LARGEST * _largest(values))
    wrong = [text for id in values.model.lines for text in _differences(id, values, found[id], tolerance)]
    assert not wrong, f"{len(wrong)} cells differ: " + "; ".join(wrong[:10])


def _differences(id: str, values: Values, found: Cell | list[Cell], tolerance: float) -> list[str]:
    wanted = np.atleast_1d(np.asarray(values[id], dtype=float)).tolist()
    cells = found if isinstance(found, list) else [found]
    if len(cells) != len(wanted):
        return [f"{id} has {len(cells)} cells, not {len(wanted)}"]
    # what is no amount has no rounding of large amounts to excuse it
    tolerance = tolerance if values.model.find(id).unit == "NOK" else SMALLEST_OF_OTHERS
    return [
        f"{id}[{place}]: Python {number!r}, workbook {cell!r}"
        for place, (number, cell) in enumerate(zip(wanted, cells, strict=True), start=1)
        if not _same(number, cell, tolerance)
    ]


def _same(number: float, cell: Cell, tolerance: float) -> bool:
    if math.isnan(number):
        # the reason in words, never an error of the spreadsheet
        return isinstance(cell, str) and bool(cell) and not cell.startswith("#")
    if isinstance(cell, str):
        return False
    return abs(number - cell) <= max(RELATIVE * abs(number), tolerance)


def _largest(values: Values) -> float:
    amounts = [values.of(line) for line in values.model.lines.values() if line.unit == "NOK"]
    numbers = np.abs(np.concatenate([np.atleast_1d(np.asarray(a, dtype=float)) for a in amounts]))
    return float(numbers[np.isfinite(numbers)].max(initial=0.0))
