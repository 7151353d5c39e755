"""On which sheet each line has its cells, and in which parts its formula is written there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from feasibility.engine.expr import Axis, Input, Line
from feasibility.engine.model import lines_on
from feasibility.engine.sheet.parting import Parted, Parting
from feasibility.engine.sheet.width import Widths
from feasibility.language import Language
from feasibility.model.base.result import BuiltCase
from feasibility.workbook import words

AXIS_SHEETS = {Axis.MONTH: words.MONTHS, Axis.YEAR: words.YEARS, Axis.RATE: words.RATES}

Home = Axis | Literal["measures", "intermediate", "checks"]
"""The sheet of an axis; or among the measures, below them, or among the checks."""


def homes_of(built: BuiltCase) -> dict[Line, Home]:
    """Where each scalar line has its cell; elsewhere it is only referred to.

    What months read stands with the months, what years read with the years, so that links run one way.
    """
    model = built.model
    homes: dict[Line, Home] = {}
    grid_blocks = {line.block for line in lines_on(model, Axis.RATE)}
    for line in lines_on(model, Axis.SCALAR):
        homes[line] = Axis.RATE if line.block in grid_blocks else "intermediate"
    for check in built.checks:
        homes[check.difference] = "checks"
    for measure in built.measures:
        homes[measure.line] = "measures"
    for axis, settled in ((Axis.MONTH, {Axis.MONTH}), (Axis.YEAR, {Axis.MONTH, Axis.YEAR})):
        waiting = list(lines_on(model, axis))
        while waiting:
            for read in built.program.reads[waiting.pop()].lines:
                if read.axis is Axis.SCALAR and homes[read] not in settled:
                    homes[read] = axis
                    waiting.append(read)
    return homes


def parted_lines(built: BuiltCase, homes: dict[Line, Home], language: Language) -> Mapping[Line, Parted]:
    """The lines whose formulas are too long for one cell, in parts.

    A measure or check among them moves to the other scalars, where there is room for rows above it.

    Args:
        homes: changed for those that move.
    """
    lines = tuple(built.model.lines.values())
    found = _parted(lines, tuple(homes.items()), language)
    homes.update((line, "intermediate") for line in found if homes.get(line) in ("measures", "checks"))
    return found


@lru_cache(maxsize=2)
def _parted(
    lines: tuple[Line, ...], settled: tuple[tuple[Line, Home], ...], language: Language
) -> Mapping[Line, Parted]:
    """Models that differ in numbers alone have the same lines, and so the same parts, as after an edit."""
    homes = dict(settled)
    names = {axis: label.text(language) for axis, label in AXIS_SHEETS.items()}
    inputs, measures, checks = (
        label.text(language) for label in (words.INPUTS, words.MEASURES, words.CHECKS)
    )
    found: dict[Line, Parted] = {}

    def home_sheet(line: Line) -> str:
        home = line.axis if line.axis is not Axis.SCALAR else homes[line]
        return names[home] if isinstance(home, Axis) else checks if home == "checks" else measures

    def sheet_of(item: Line | Input, reader: str) -> str:
        if isinstance(item, Input):
            return reader if reader in names.values() else inputs
        # a part has no home: it stands where it is read
        known = item in homes or item.number < len(lines)
        return home_sheet(item) if known else reader

    def adjacent(upper: Line, lower: Line) -> bool:
        follows = lower.number == upper.number + 1 and lower.block == upper.block
        alike = lower.axis is upper.axis and homes.get(lower) == homes.get(upper)
        return follows and alike and lower not in found

    parting = Parting(Widths(sheet_of, adjacent), home_sheet, len(lines))
    for line in lines:
        if parting.is_long(line):
            if homes.get(line) in ("measures", "checks"):
                homes[line] = "intermediate"
            found[line] = parting.parted(line)
    return MappingProxyType(found)
