"""A returned workbook held against the one that was delivered: cell by cell, then number by number."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from feasibility.case import CaseError, field_info
from feasibility.engine.calendar import date_of
from feasibility.engine.expr import Input
from feasibility.engine.sheet.cells import column_letters
from feasibility.workbook import layout
from feasibility.workbook.book import Book
from feasibility.workbook.inputs import input_name
from feasibility.workbook.limits import LAW, is_open
from feasibility.workbook.recalculate import OpenBook
from feasibility.workbook.returned.delivered import Delivered
from feasibility.workbook.returned.difference import (
    DAYS_THERE_ARE,
    Broken,
    BrokenInput,
    Difference,
    Differences,
    InputChange,
    Kind,
    Of,
    Shown,
)
from feasibility.workbook.returned.reading import FileCell, FileSheet
from feasibility.workbook.sheet import Run, stored
from feasibility.workbook.verify import SHARE_OF_LARGEST, SMALLEST_DIFFERENCE, agree

SAME: Final = 1e-12  # relative: some programs keep fifteen digits of a number
_MOST_ROWS_MOVED, _MOVED_SHARE, _FEWEST_ROWS = 20, 0.9, 5

Sheets = dict[str, FileSheet]


@dataclass(frozen=True)
class Inputs:
    """The cells of inputs, by (row, column) on their sheet."""

    sheet: str
    at: dict[tuple[int, int], Input]


def inputs_of(book: Book) -> Inputs:
    """Where a book has its inputs."""
    rows = book.layout.inputs.rows.items()
    at = {(row, layout.INPUT_VALUE): item for row, item in rows if isinstance(item, Input)}
    return Inputs(book.layout.inputs.name, at)


def compare_inputs(
    delivered: Delivered, before: Sheets, now: Sheets
) -> tuple[list[InputChange], list[BrokenInput]]:
    """The inputs that have another number, and those that have none."""
    changed: list[InputChange] = []
    broken: list[BrokenInput] = []
    inputs = inputs_of(delivered.book)
    if inputs.sheet not in now or _moved(before[inputs.sheet], now[inputs.sheet]) is not None:
        return changed, broken  # told as a sheet that is gone, or rows that have moved
    for place, item in inputs.at.items():
        was = before[inputs.sheet].cells[place].value
        assert isinstance(was, float)
        found = now[inputs.sheet].cells.get(place)
        label, cell = input_name(delivered.book.cover, item), _cell(place)
        what = _broken(found, item.unit)
        if what is not None:
            shown = None if found is None else _shown(found)
            broken.append(BrokenInput(item.id, label, item.unit, inputs.sheet, cell, was, shown, what))
        elif found is not None and isinstance(found.value, float) and not _same(was, found.value):
            of = _of(delivered, item)
            change = InputChange(item.id, label, item.unit, inputs.sheet, cell, was, found.value, of)
            changed.append(change)
    return changed, broken


def _broken(found: FileCell | None, unit: str) -> Broken | None:
    if found is None:
        return "cleared"
    if found.formula is not None:
        return "formula"
    match found.kind:
        case "number" if unit.partition("/")[0] == "date" and not _is_first_of_month(found.value):
            return "day"
        case "number":
            return None
        case "empty":
            return "cleared"
        case kind:
            return "cleared" if kind == "text" and not str(found.value).strip() else kind


def _is_first_of_month(value: float | str) -> bool:
    """A spreadsheet's number for a day that begins a month; it has no numbers before 1900 and after 9999."""
    is_day = isinstance(value, float) and value.is_integer() and 0 < value < DAYS_THERE_ARE
    return is_day and date_of(float(value)).day == 1


def _of(delivered: Delivered, item: Input) -> Of:
    if item.id == "with_support":
        return "support"
    if not is_open(item):
        return "locked"
    if item.section == LAW:
        return "law"
    try:
        field_info(delivered.result.case, item.id)
    except CaseError:
        return "case" if item.id == "start_month" else "locked"
    return "case"


def compare_cells(delivered: Delivered, before: Sheets, now: Sheets, found: Differences) -> int:
    """Every cell that is no input's, but for the values of formulas; how many formulas were compared."""
    inputs = inputs_of(delivered.book)
    formulas = 0
    for name, old in before.items():
        new = now.get(name)
        formulas += sum(cell.formula is not None for cell in old.cells.values())
        if new is None:
            continue
        moved = _moved(old, new)
        if moved is not None:
            found.add(moved_difference(name, moved, new))
            continue
        taken = inputs.at if name == inputs.sheet else {}
        for place, cell in old.cells.items():
            if place not in taken:
                _compare(name, place, cell, new, old, found)
        for place, added in new.cells.items():
            if (
                place not in old.cells
                and place not in taken
                and (added.formula or added.shown not in (None, ""))
            ):
                _add(found, "added", name, place, None, _shown(added), old, new)
    return formulas


def _compare(
    name: str, place: tuple[int, int], old: FileCell, sheet: FileSheet, before: FileSheet, found: Differences
) -> None:
    new = sheet.cells.get(place)
    if new is None or (new.formula is None and new.kind == "empty"):
        if old.formula is not None or old.shown not in (None, ""):
            _add(found, "removed", name, place, _shown(old), None, before, sheet)
    elif old.formula is not None:
        if new.formula is None:
            _add(found, "overwritten", name, place, _shown(old), _shown(new), before, sheet)
        elif new.formula != old.formula:
            _add(found, "formula", name, place, _shown(old), _shown(new), before, sheet)
    elif new.formula is not None:
        _add(found, "formula", name, place, _shown(old), _shown(new), before, sheet)
    elif not _alike(old, new):
        _add(found, "text", name, place, _shown(old), _shown(new), before, sheet)


def _alike(old: FileCell, new: FileCell) -> bool:
    if isinstance(old.value, float) and isinstance(new.value, float):
        return _same(old.value, new.value)
    return old.kind == new.kind and _lines(old.value) == _lines(new.value)


def _lines(text: float | str) -> str:
    return str(text).replace("\r\n", "\n").replace("_x000D_", "").rstrip()


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * abs(one)


def _add(
    found: Differences, kind: Kind, name: str, place: tuple[int, int], was: Shown, now: Shown,
    before: FileSheet, sheet: FileSheet,
) -> None:  # fmt: skip
    about = before.text(place[0], 0).strip()
    hidden = place[0] in sheet.hidden_rows
    found.add(Difference(kind, name, _cell(place), was, now, about, hidden))


def _moved(old: FileSheet, new: FileSheet) -> tuple[int, int] | None:
    """(first row, rows put in) where all below a row stands elsewhere, by the texts at the heads of rows.

    Rows that were taken out count as minus so many.
    """
    before = {row: old.text(row, 0) for row, column in old.cells if column == 0 and old.text(row, 0)}
    here = next((row for row in sorted(before) if new.text(row, 0) != before[row]), None)
    if here is None:
        return None
    rest = [row for row in before if row >= here]
    if len(rest) < _FEWEST_ROWS:
        return None
    for by in itertools.chain.from_iterable((n, -n) for n in range(1, _MOST_ROWS_MOVED + 1)):
        alike = sum(new.text(row + by, 0) == before[row] for row in rest)
        staying = sum(new.text(row, 0) == before[row] for row in rest)
        if alike >= _MOVED_SHARE * (len(rest) + min(by, 0)) and alike > staying:
            return here, by
    return None


def moved_difference(name: str, moved: tuple[int, int], new: FileSheet) -> Difference:
    """Rows that were put in or taken out, as one difference: what stands below them is not compared."""
    row, by = moved
    hidden = by > 0 and any(row + n in new.hidden_rows for n in range(by))
    return Difference("shifted", name, _cell((row, 0)), 0.0, float(by), new.text(row, 0).strip(), hidden)


@dataclass
class Values:
    """What comparing values came to. missing: formulas with none stored. old: as delivered, and wrong."""

    compared: int = 0
    missing: int = 0
    old: int = 0


class SameSheets:
    """Sheets that are byte for byte as delivered, read only where a value in one is not what it should be."""

    def __init__(self, parts: Mapping[str, str], read: Callable[[str], FileSheet]) -> None:
        self._parts, self._read = parts, read
        self._known: Sheets = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def sheet(self, name: str) -> FileSheet | None:
        """The cells of one of them; None for any other sheet."""
        if name in self._parts and name not in self._known:
            self._known[name] = self._read(self._parts[name])
        return self._known.get(name)


def compare_values(
    delivered: Delivered,
    before: Sheets,
    now: Sheets,
    changed: list[InputChange],
    found: Differences,
    same: SameSheets,
) -> Values:
    """Every formula that is as delivered: the value stored, against what an independent engine calculates.

    The engine is given the book as delivered with the inputs of the returned one typed in, never the file
    that came from outside.
    """
    engine = OpenBook(delivered.path)
    engine.change({change.path: change.now for change in changed})
    runs = [
        (run, engine.across(run.sheet, run.row, run.column, len(run.values))) for run in delivered.book.runs
    ]
    rounding = max(SMALLEST_DIFFERENCE, SHARE_OF_LARGEST * _largest(runs))
    values = Values()
    for run, calculated in runs:
        tolerance = rounding if run.is_amount else SMALLEST_DIFFERENCE
        if run.sheet in same and _all_agree(run, calculated, tolerance):
            values.compared += len(calculated)
            continue
        sheet = same.sheet(run.sheet) or now.get(run.sheet)
        if sheet is None:
            continue
        was = same.sheet(run.sheet) or before[run.sheet]
        for column, value in enumerate(calculated, run.column):
            place = run.row, column
            cell, old = sheet.cells.get(place), was.cells[place]
            if cell is None or cell.formula != old.formula:
                continue  # told already
            if cell.shown is None:
                values.missing += 1
                continue
            values.compared += 1
            if value is None or cell.kind == "error" or not agree(value, cell.shown, tolerance):
                values.old += _alike(old, cell)
                _add(found, "value", run.sheet, place, value, cell.shown, was, sheet)
    return values


def _all_agree(run: Run, calculated: Sequence[Shown], tolerance: float) -> bool:
    """Whether a run's cells show what is calculated; not where one has an error, told cell by cell."""
    return all(
        value is not None and stored(wanted) is wanted and agree(value, wanted, tolerance)
        for wanted, value in zip(run.values, calculated, strict=True)
    )


def _largest(runs: Iterable[tuple[Run, Sequence[Shown]]]) -> float:
    amounts = (value for run, calculated in runs if run.is_amount for value in calculated)
    return max((abs(value) for value in amounts if isinstance(value, float)), default=0.0)


def _shown(cell: FileCell) -> Shown:
    return cell.shown if cell.formula is None else f"={cell.formula}"


def _cell(place: tuple[int, int]) -> str:
    return f"{column_letters(place[1])}{place[0] + 1}"
