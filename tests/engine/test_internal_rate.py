"""Internal rates told, not only found: outside the grid, several, two between neighbouring rates (§13.5).

The witness is numpy's: every real rate above −100 % is a root of a polynomial in 1 + r, the eigenvalue of its
companion matrix.
"""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feasibility.engine.compute.program import Program, Values
from feasibility.engine.explain.explain import reason_for_null
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.engine.rate_grid import GRID
from tests.engine.routes import given_months, label

NONE, ABOVE, BELOW, BOTH = (
    "no rate gives present value zero",
    "above 100% a month",
    "below -30% a month",
    "above 100% and below -30% a month",
)


def found(flows: list[float]) -> Values:
    m = Model(len(flows))
    ReturnGrid(m).of(given_months(m, "flow", flows), "irr", label("irr"))
    return Program(m).run()


def reason(values: Values, id: str) -> str | None:
    said = reason_for_null(values, values.model.lines[id])
    return None if said is None else said.en


def roots_of(flows: list[float]) -> list[float]:
    """Every real monthly rate above −100 % at which the present value is zero."""
    found = np.roots(np.trim_zeros(flows))
    real = found[np.abs(found.imag) < 1e-9 * np.abs(found)].real
    return sorted(float(v) - 1 for v in real if v > 0)


def yearly(rate: float) -> float:
    return (1 + rate) ** 12 - 1


def with_roots(*monthly: float) -> list[float]:
    """Flows of which these are the internal rates: the product of (1 + r) − (1 + monthly)."""
    return [float(f) * 1e9 for f in np.poly([1 + rate for rate in monthly])]


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        # 5,000 (1 + r) = 20,000 (1 + 1/(1 + r) + …): 400 % a month, as numpy says
        ([-5_000.0, *[20_000.0] * 24], ABOVE),
        # 5 kroner put in, 20,000 a month later: 399,900 %
        ([-5.0, 20_000.0], ABOVE),
        ([0.0] * 50 + [-5.0, 20_000.0], ABOVE),
        # of 1,000 comes 1 back two months later: (1 + r)² = 0.001
        ([-1_000.0, 0.0, 1.0], BELOW),
        ([-1_000.0, 1.0], BELOW),
        # 50 % lost a month, −50 %: on a rate beyond the grid
        ([-1_000.0, 500.0], BELOW),
        (with_roots(-0.6, 3.0), BOTH),
        # two of them beyond it on the same side, where the signs at its end are the same
        (with_roots(1.5, 4.0), ABOVE),
        (with_roots(-0.45, -0.35), BELOW),
        # x² − 3x + 3 has no real root
        ([-1.0, 3.0, -3.0], NONE),
    ],
)
def test_outside_the_grid_the_answer_is_words(flows: list[float], words: str) -> None:
    values = found(flows)
    for id in ("irr.annual", "irr.monthly"):
        assert values.number(id) is None
        assert reason(values, id) == words
    assert values.number("irr.roots") == len(roots_of(flows))


@pytest.mark.parametrize("rate", [GRID[0], GRID[-1]])
def test_the_ends_of_the_grid_are_numbers(rate: float) -> None:
    values = found([-1000.0, 1000.0 * (1 + rate)])
    assert values.number("irr.monthly") == pytest.approx(rate, abs=1e-12)
    assert values.number("irr.roots") == 1
    assert values.number("irr.several") == 0


def test_a_root_outside_is_told_beside_the_one_inside() -> None:
    values = found(with_roots(0.02, 3.0))
    assert values.number("irr.monthly") == pytest.approx(0.02, rel=1e-9)
    assert values.number("irr.roots") == 2
    assert values.number("irr.several") == 1
    assert reason(values, "irr.other") == ABOVE


@pytest.mark.parametrize(
    "roots",
    [
        (0.0105, 0.0120),  # both between 1 and 1.25 %
        (0.0110, 0.0112),
        (-0.29, -0.26),
        (0.6, 0.9),
        (0.011, 0.012, 0.07),  # a third elsewhere
        (-0.27, 0.1005, 0.13),
    ],
)
def test_two_roots_between_neighbouring_rates(roots: tuple[float, ...]) -> None:
    flows = with_roots(*roots)
    assert roots_of(flows) == pytest.approx(sorted(roots), rel=1e-6)
    values = found(flows)
    assert values.number("irr.roots") == len(roots)
    nearest = min(roots, key=lambda rate: abs(rate - 0.01))
    assert values.number("irr.monthly") == pytest.approx(nearest, rel=1e-6)
    others = sorted(set(roots) - {nearest})
    listed = [values.number("irr.other"), values.number("irr.third")][: len(others)]
    assert listed == pytest.approx([yearly(rate) for rate in others], rel=1e-5)


@pytest.mark.parametrize(("low", "high"), [(0.0055, 0.0070), (0.0105, 0.0107), (-0.0121, -0.0104)])
def test_two_close_roots_of_ten_years(low: float, high: float) -> None:
    # paid first and last, and 1,000 a month between: the two sums at which both rates give zero
    months = np.arange(2, 120)
    v = 1 / (1 + np.array([low, high]))
    between = 1000 * (v[:, None] ** months).sum(axis=1)
    first, last = np.linalg.solve(np.column_stack((v, v**120)), between)
    flows = [-float(first), *[1000.0] * 118, -float(last)]
    values = found(flows)
    assert values.number("irr.roots") == 2
    nearest, other = sorted((low, high), key=lambda rate: abs(rate - 0.01))
    assert values.number("irr.monthly") == pytest.approx(nearest, abs=1e-8)
    assert values.number("irr.other") == pytest.approx(yearly(other), rel=1e-6)


def test_a_profile_that_only_touches_zero_has_a_root_there() -> None:
    values = found(with_roots(0.0112, 0.0112))
    assert values.number("irr.monthly") == pytest.approx(0.0112, abs=1e-6)


def test_no_rate_is_not_one_of_several() -> None:
    # −1, 3, −3: the running total is −1, 2, −1, and no rate makes the present value zero
    values = found([-1.0, 3.0, -3.0])
    assert values.number("irr.total_turns") == 2
    assert values.number("irr.several") == 0


def test_several_where_the_running_total_turns_more_than_once() -> None:
    # −100, then 300 (total 200), −250 (−50), 100 (50): three changes of sign, one root
    flows = [-100.0, 300.0, -250.0, 100.0]
    assert len(roots_of(flows)) == 1
    values = found(flows)
    assert values.number("irr.several") == 1
    assert values.number("irr.total_turns") == 3
    assert reason(values, "irr.other") == "several internal rates possible; use the present value"
    # passing through zero without crossing is no change of sign; passing through it to the other side is one
    assert found([-100.0, 100.0, -50.0, 150.0]).number("irr.total_turns") == 1
    assert found([-100.0, 100.0, 50.0, 150.0]).number("irr.total_turns") == 1
    assert found([-100.0, 100.0, 50.0, 150.0]).number("irr.several") == 0
    # a hundredth of an øre is no side
    assert found([-100.0, 100.0001, -0.0002, 50.0]).number("irr.total_turns") == 1
    # the total turns once, but there are two roots
    values = found([-1000.0, *[50.0] * 30, -300.0])
    assert values.number("irr.total_turns") == 1
    assert values.number("irr.several") == 1
    assert reason(values, "irr.other") is None


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=9), st.integers(0, 30))
def test_as_many_roots_as_the_polynomial_has(amounts: list[int], waits: int) -> None:
    """Roots near each other apart: what is one root and what two is then a matter of digits."""
    flows = [0.0] * waits + [float(amount) for amount in amounts]
    assume(min(flows) < 0 < max(flows))
    real = roots_of(flows)
    assume(all(after - before > 1e-4 for before, after in itertools.pairwise(real)))
    outer = [r for r in np.roots(np.trim_zeros(flows)) if abs(r.imag) < 1e-3 * abs(r) and abs(r.imag) > 0]
    assume(not outer)
    values = found(flows)
    inside = [rate for rate in real if GRID[0] <= rate <= GRID[-1]]
    assume(all(abs(rate - edge) > 1e-9 for rate in real for edge in (GRID[0], GRID[-1])))
    monthly = values.number("irr.monthly")
    if not inside:
        assert monthly is None
        above = any(rate > GRID[-1] for rate in real)
        below = any(rate < GRID[0] for rate in real)
        odd = {(True, False): ABOVE, (False, True): BELOW, (True, True): BOTH, (False, False): NONE}
        assert reason(values, "irr.monthly") == odd[above, below]
    else:
        assert monthly is not None
        assert min(abs(monthly - rate) for rate in inside) < 1e-7


@pytest.mark.parametrize(
    ("low", "high"), [(0.0999, 0.1499), (0.095, 0.14), (-0.2999, -0.2501), (0.301, 0.499)]
)
def test_a_spreadsheet_finds_the_root_beside_a_top_from_the_start_it_is_given(
    low: float, high: float
) -> None:
    # Both intervals of the grid hold one root, and between the two the profile has its top: a straight line
    # across the interval lands on it, where Newton's step, which a spreadsheet takes, leads anywhere.
    flows = with_roots(low, high)
    values = found(flows)
    starts, crosses = values["irr.guess"], values["irr.crosses"]
    rates = [newton(flows, float(start)) for start in starts[crosses == 1]]
    assert rates == [pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9)]


def newton(flows: list[float], rate: float) -> float:
    """Twenty steps of Newton's on the present value, as a spreadsheet takes them."""
    months = np.arange(len(flows))
    for _ in range(20):
        terms = np.array(flows) * (1 + rate) ** -months
        rate -= terms.sum() / (-(months * terms).sum() / (1 + rate))
    return rate
