"""One line's numbers by every route the engine has, which must agree before a test looks at them."""

from __future__ import annotations

import numpy as np
import pytest

from feasibility.engine.compute.program import Program
from feasibility.engine.explain.interpret import value_of
from feasibility.engine.expr import Axis, Condition, Counter, Expr, Line, flag
from feasibility.engine.model import Model
from feasibility.language import Label

SAME = 1e-12


def label(text: str) -> Label:
    """A label for a line whose label does not matter."""
    return Label(text, text)


def numbers(m: Model, id: str) -> list[float]:
    """A line's numbers, one for a scalar; NaN is null.

    Calculated as one case, as three scenarios with every input varied, and by the interpreter.
    """
    program = Program(m)
    values = program.run()
    line = m.find(id)
    one = np.atleast_1d(values[id])
    for period, number in enumerate(one, start=1):
        walked = value_of(line.formula, values, None if line.axis is Axis.SCALAR else period)
        assert walked == pytest.approx(float(number), rel=SAME, abs=SAME, nan_ok=True)
    if m.inputs:
        same_in_all = {i.id: np.full(3, i.value) for i in m.inputs.values()}
        for scenario in np.reshape(program.run_many(same_in_all, [id])[id], (-1, 3)).T:
            assert scenario == pytest.approx(one, rel=SAME, abs=SAME, nan_ok=True)
    return [float(v) for v in one]


def scalar(expr: Expr | Condition, m: Model) -> float:
    """The number of a scalar expression by every route; a condition as 1 or 0."""
    m.line("asked", flag(expr) if isinstance(expr, Condition) else expr, "ratio", label("asked"))
    return numbers(m, "asked")[0]


def given_months(m: Model, id: str, amounts: list[float]) -> Line:
    """A month line with these numbers, each an input of its own."""
    table = m.table(f"{id}.by_month", dict(enumerate(amounts, start=1)), "NOK", label(id), "month")
    number = m.lines.get("n") or counter(m)
    return m.line(id, m.lookup(table, number), "NOK", label(id))


def counter(m: Model) -> Line:
    """The month numbers."""
    return m.line("n", Counter(Axis.MONTH), "month", label("n"))
