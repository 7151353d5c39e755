"""No unverified workbook leaves: every formula is recalculated by an independent engine and compared.

The engine is IronCalc. It shares no code with NumPy nor with XlsxWriter, and reads the file itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Final

import ironcalc
import numpy as np

from feasibility.engine.sheet.cells import column_letters
from feasibility.language import Label, Language
from feasibility.workbook.sheet import Cell, Run
from feasibility.workbook.stored import open_stored

RELATIVE_TOLERANCE = 1e-9
SMALLEST_DIFFERENCE = 1e-6
_INFINITE: Final = frozenset((math.inf, -math.inf))
SHARE_OF_LARGEST = 1e-12  # of the largest amount in the book: what rounding may do to it


class WorkbookMismatch(ValueError):
    """A cell of the workbook is not what Python says. The file has been removed.

    Attributes: `sheet` and `cell` as in the workbook, `line_id`, `month` ("2027-04", or None where the cell
    is no month), `python` and `recalculated`.
    """

    def __init__(
        self,
        run: Run,
        spot: int,
        month: str | None,
        recalculated: object,
        stored: bool,
        language: Language,
    ) -> None:
        self.sheet = run.sheet
        self.cell = f"{column_letters(run.column + spot)}{run.row + 1}"
        self.line_id = run.line_id
        self.month = month
        self.python: Cell = run.values[spot]
        self.recalculated = recalculated
        when = f", {month}" if month else ""
        what = (
            Label("lagret i filen", "stored in the file")
            if stored
            else Label("regnet på nytt", "recalculated")
        )
        super().__init__(
            Label(
                f"{self.sheet}!{self.cell} (linje {self.line_id}{when}): Python gir {self.python!r}, "
                f"{what.nb} gir {recalculated!r}. Ingen arbeidsbok er skrevet.",
                f"{self.sheet}!{self.cell} (line {self.line_id}{when}): Python gives {self.python!r}, "
                f"{what.en} gives {recalculated!r}. No workbook was written.",
            ).text(language)
        )


def verify(path: Path, runs: Sequence[Run], months: Sequence[str], language: Language) -> int:
    """Compare every formula cell of a written file with Python's number, stored and recalculated.

    Args:
        path: the file.
        runs: every run of formulas written to it, with Python's values.
        months: names of the months, for the message.
        language: of the message.

    Returns:
        The number of cells compared, twice each.

    Raises:
        WorkbookMismatch: for the first cell that differs by more than 1e-9 of Python's number and by more
            than 1e-6 (an amount: or 1e-12 of the largest amount); for a text, if it is another one.
    """
    book = open_stored(path)
    runs = sorted(runs, key=lambda run: not run.is_home)  # a mistake is best named where it is made
    sheets = {str(sheet["name"]): index for index, sheet in enumerate(book.get_worksheets_properties())}
    tolerance = max(SMALLEST_DIFFERENCE, SHARE_OF_LARGEST * _largest_amount(runs))
    _compare(book, sheets, runs, months, tolerance, True, language)
    book.evaluate()
    _compare(book, sheets, runs, months, tolerance, False, language)
    return sum(len(run.values) for run in runs)


def _compare(
    book: ironcalc.Model,
    sheets: dict[str, int],
    runs: Sequence[Run],
    months: Sequence[str],
    tolerance: float,
    stored: bool,
    language: Language,
) -> None:
    for run in runs:
        allowed = tolerance if run.is_amount else SMALLEST_DIFFERENCE
        for spot, found in _differing(book, sheets[run.sheet], run, allowed):
            month = months[spot] if len(run.values) == len(months) else None
            raise WorkbookMismatch(run, spot, month, found, stored, language)


def _differing(book: ironcalc.Model, sheet: int, run: Run, tolerance: float) -> Iterator[tuple[int, object]]:
    columns = range(run.column + 1, run.column + 1 + len(run.values))
    shown = list(map(book.get_cell_value, repeat(sheet), repeat(run.row + 1), columns))
    # NaN and infinity equal nothing here: a cell without a number must say why in words
    if shown == list(run.values) and _INFINITE.isdisjoint(run.values):
        return
    for spot, (wanted, found) in enumerate(zip(run.values, shown, strict=True)):
        if not agree(wanted, found, tolerance):
            yield spot, found


def agree(wanted: Cell, found: object, tolerance: float) -> bool:
    """True where a recalculated cell is what Python says: text the same, numbers near enough."""
    if isinstance(wanted, str) or isinstance(found, (bool, str)) or not isinstance(found, (int, float)):
        return isinstance(found, str) and found == wanted
    if not math.isfinite(wanted):
        return False
    return abs(found - wanted) <= max(RELATIVE_TOLERANCE * abs(wanted), tolerance)


def _largest_amount(runs: Sequence[Run]) -> float:
    return max((_largest(run.values) for run in runs if run.is_amount), default=0.0)


def _largest(values: Sequence[Cell]) -> float:
    try:
        highest, lowest = max(values), min(values)
        found = max(abs(highest), abs(lowest))  # type: ignore[arg-type]  # texts raise, and are passed over
    except TypeError:
        found = np.inf
    if np.isfinite(found):
        return float(found)
    return max((abs(a) for a in values if not isinstance(a, str) and np.isfinite(a)), default=0.0)
