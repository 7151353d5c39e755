"""What Python says each cell shows: numbers, and the reason in words where there is none."""

from __future__ import annotations

import math
from typing import Any

from feasibility.engine.compute.program import Program, Values
from feasibility.engine.explain.interpret import array_of, holds, reason_in_full, value_of
from feasibility.engine.expr import Axis, Expr, FirstWhere, IfNull, Line, Null, When
from feasibility.language import Label, Language
from feasibility.workbook.sheet import Cell


class Numbers:
    """Values of lines and of other expressions, for one evaluation of a model.

    Expressions that are no lines (opening values, totals, whether a check passed) are interpreted by the
    engine, so that no arithmetic is repeated here.
    """

    def __init__(self, program: Program, values: Values, language: Language) -> None:
        self.program = program
        self.values = values
        self.language: Language = language
        self._cells: dict[Line, list[Cell]] = {}

    def cells(self, line: Line) -> list[Cell]:
        """What each cell of a line shows, in its order; one cell for a scalar."""
        known = self._cells.get(line)
        if known is None:
            known = self._cells[line] = self._line(line)
        return known

    def cell(self, expr: Expr) -> Cell:
        """What a single cell with this expression shows; a text where it says so, or has no number."""
        return self._shown(value_of(expr, self.values), expr, None)

    def _line(self, line: Line) -> list[Cell]:
        if line.axis is Axis.SCALAR:
            return [self._shown(float(self.values.of(line)), line, None)]
        found: Any = self.values.of(line)
        shown: list[Cell] = found.tolist()
        if line in self.program.nullable or line.number >= len(self.values):
            for period, value in enumerate(shown, start=1):
                if value != value:
                    shown[period - 1] = self._shown(math.nan, line, period)
        return shown

    def _shown(self, value: float, expr: Expr, period: int | None) -> Cell:
        if not math.isnan(value):
            return value
        reason = self._why(expr, period)
        return value if reason is None else reason.text(self.language)

    def _why(self, e: Expr, period: int | None) -> Label | None:
        """The reason there is no number in a period; None where the model gives none."""
        match e:
            case Null():
                return reason_in_full(e, self.values)
            case Line():
                return self._why(e.formula, period)
            case When():
                holding = holds(e.condition, self.values, period)
                return self._why(e.then if holding else e.otherwise, period)
            case IfNull():
                return self._why(e.otherwise, period)
            case FirstWhere() if 1.0 not in array_of(e.line, self.values):
                return self._why(e.otherwise, None)
            case _:
                return None
