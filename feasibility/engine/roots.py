"""Internal rates of return: a grid of rates brackets the roots, Newton's method finishes inside the bracket.

Spreadsheets return whichever root their own iteration meets. Here the root nearest 1 % a month is the
number (model rules §1), and every sign change of the present value on the grid is a root to report.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Monthly rates from −50 % to +100 %, closest where leases and loans live. Long losses have their root
# far below zero; (1 − 0.5)^−480 is still a number.
GRID = (
    -0.5, -0.3, -0.2, -0.15, -0.1, -0.08, -0.06, -0.05, -0.04, -0.03,
    -0.025, -0.02, -0.015, -0.0125, -0.01, -0.0075, -0.005, -0.0025, 0.0,
    0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05,
    0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0,
)  # fmt: skip
NEAREST_TO = 0.01


def bracketed_root(flows: Array, low: Any, high: Any, iterations: int = 100) -> Any:
    """Rate per period at which the flows' present value is zero, between `low` and `high`.

    Newton's method on the present value, replaced by bisection where it would leave the bracket. Each
    scenario is frozen when it has converged, so that its number does not depend on its neighbours.

    Args:
        flows: (periods,) or (periods, scenarios).
        low, high: bracket, scalars or one a scenario; NaN gives NaN.
    """
    single = flows.ndim == 1
    grid = flows[:, None] if single else flows
    lo = np.broadcast_to(np.ravel(np.asarray(low, dtype=float)), (max(grid.shape[1], np.size(low)),)).copy()
    hi = np.broadcast_to(np.ravel(np.asarray(high, dtype=float)), lo.shape).copy()
    grid = np.broadcast_to(grid, (grid.shape[0], lo.size))
    out = np.full(lo.size, np.nan)
    alive = np.flatnonzero(np.isfinite(lo) & np.isfinite(hi))
    if alive.size:
        out[alive] = _newton(np.ascontiguousarray(grid[:, alive]), lo[alive], hi[alive], iterations)
    return float(out[0]) if single and np.ndim(low) == 0 else out


def _newton(flows: Array, lo: Array, hi: Array, iterations: int) -> Array:
    periods = np.arange(1.0, flows.shape[0] + 1.0)[:, None]
    sign_low = np.sign(_present(flows, periods, lo)[0])
    rate = (lo + hi) / 2
    result = rate.copy()
    open_ = np.arange(rate.size)
    for _ in range(iterations):
        value, slope = _present(flows, periods, rate)
        same = np.sign(value) == sign_low
        lo, hi = np.where(same, rate, lo), np.where(same, hi, rate)
        with np.errstate(all="ignore"):
            step = rate - value / slope
        middle = (lo + hi) / 2
        nearer = np.where((step > lo) & (step < hi), step, middle)
        done = (np.abs(nearer - rate) <= 1e-15 + 1e-14 * np.abs(rate)) | (value == 0)
        result[open_] = np.where(value == 0, rate, nearer)
        if done.all():
            break
        keep = ~done
        open_, flows, rate = open_[keep], flows[:, keep], nearer[keep]
        lo, hi, sign_low = lo[keep], hi[keep], sign_low[keep]
    return result


def _present(flows: Array, periods: Array, rate: Array) -> tuple[Array, Array]:
    terms = flows * (1.0 + rate)[None, :] ** -periods
    return terms.sum(axis=0), (-periods * terms).sum(axis=0) / (1.0 + rate)


def all_roots(flows: Array) -> tuple[float, ...]:
    """Every rate per period at which one row of flows has present value zero, by the grid, ascending."""
    values = (
        (np.asarray(flows)[:, None])
        * (1.0 + np.array(GRID))[None, :] ** -np.arange(1.0, len(flows) + 1.0)[:, None]
    ).sum(axis=0)
    found: list[float] = []
    for i in range(len(GRID) - 1):
        if values[i] == 0.0:
            found.append(GRID[i])
        elif values[i] * values[i + 1] < 0:
            found.append(float(bracketed_root(np.asarray(flows), GRID[i], GRID[i + 1])))
    return tuple(found)
