"""Lines that have no number where the model promises one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from feasibility.engine.compute.program import Program, Values
from feasibility.engine.expr import Axis, Line


def lines_without_numbers(program: Program, values: Values) -> list[Line]:
    """The lines that are infinite, or without a number though the model says they always have one."""
    if _all_sound(program, values):
        return []
    return [line for line in program.lines if _is_wrong(line, values, program)]


def _all_sound(program: Program, values: Values) -> bool:
    """Whether no line is wrong: arrays all at once, as a call for each takes as long as calculating it."""
    arrays: list[Any] = []
    for line in program.lines:
        found = values.of(line)
        may_be_null = line in program.nullable
        if line.axis is not Axis.SCALAR:
            arrays.append(found[~np.isnan(found)] if may_be_null else found)
        elif not math.isfinite(found) and not (may_be_null and math.isnan(found)):
            return False
    return not arrays or bool(np.isfinite(np.concatenate(arrays)).all())


def _is_wrong(line: Line, values: Values, program: Program) -> bool:
    found = np.ravel(values.of(line))
    return not np.isfinite(found[~np.isnan(found)] if line in program.nullable else found).all()
