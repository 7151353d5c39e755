"""Lines made from their own past: running totals, products and maxima, and what only looks like one.

Each is compared with a plain loop written here.
"""

from collections.abc import Callable

import pytest

from feasibility.engine.compute.order import running
from feasibility.engine.expr import Expr, greatest, least
from feasibility.engine.model import Model
from tests.engine.routes import given_months, label, numbers

STEPS = [3.0, -1.0, 4.0, 1.0, -5.0, 9.0]
OPENING = 2.0
Looped = Callable[[float, float, float], float]
"""The number of a month, from its step and the numbers one and two months before."""
Written = Callable[[Expr, Expr, Expr], Expr]

CASES: dict[str, tuple[Written, Looped, str | None]] = {
    "total": (lambda step, one, two: one + step, lambda step, one, two: one + step, "sum"),
    "total written last": (lambda step, one, two: step + one, lambda step, one, two: step + one, "sum"),
    "total less a step": (lambda step, one, two: one - step, lambda step, one, two: one - step, "sum"),
    "total of several": (
        lambda step, one, two: one + step - 2 * step + 1,
        lambda step, one, two: one + step - 2 * step + 1,
        "sum",
    ),
    "nothing added": (lambda step, one, two: one, lambda step, one, two: one, "sum"),
    "product": (lambda step, one, two: one * step, lambda step, one, two: one * step, "product"),
    "maximum": (lambda step, one, two: greatest(one, step), lambda step, one, two: max(one, step), "maximum"),
    # what reads its own past in the step is no running line
    "growth": (lambda step, one, two: one + one * step, lambda step, one, two: one + one * step, None),
    "loss": (lambda step, one, two: one - one * step, lambda step, one, two: one - one * step, None),
    "two before": (lambda step, one, two: one + two, lambda step, one, two: one + two, None),
    "less two before": (lambda step, one, two: one - two, lambda step, one, two: one - two, None),
    "product with two before": (lambda step, one, two: one * two, lambda step, one, two: one * two, None),
    "maximum with two before": (
        lambda step, one, two: greatest(one, two + step),
        lambda step, one, two: max(one, two + step),
        None,
    ),
    "twice": (lambda step, one, two: one + one, lambda step, one, two: one + one, None),
    "step less before": (lambda step, one, two: step - one, lambda step, one, two: step - one, None),
    "minimum": (lambda step, one, two: least(one, step), lambda step, one, two: min(one, step), None),
    "skips a month": (lambda step, one, two: two + step, lambda step, one, two: two + step, None),
}

TWO_BACK = {
    "two before",
    "less two before",
    "product with two before",
    "maximum with two before",
    "skips a month",
}


@pytest.mark.parametrize("name", CASES)
def test_a_line_from_its_own_past_is_what_a_loop_gives(name: str) -> None:
    write, loop, kind = CASES[name]
    m = Model(len(STEPS))
    step = given_months(m, "step", STEPS)
    if name in TWO_BACK:  # a line with an opening value cannot be read further back than that
        line = m.declare("line", "NOK", label("line"))
        m.define(line, write(step, line.previous, line.lag(2)))
    else:
        opening = m.input("open", OPENING, "NOK", label("open"))
        line = m.declare("line", "NOK", label("line"), opening=opening)
        m.define(line, write(step, line.previous, step))
    found = running(line)
    assert (None if found is None else found[0]) == kind
    expected: list[float] = []
    for amount in STEPS:
        # a line's opening is its value one month before the first; without one there is nothing
        before = [0.0, 0.0] if name in TWO_BACK else [0.0, OPENING]
        *_, two, one = [*before, *expected]
        expected.append(loop(amount, one, two))
    assert numbers(m, "line") == pytest.approx(expected, rel=1e-12, abs=1e-12)
