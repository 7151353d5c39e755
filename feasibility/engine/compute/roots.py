"""Internal rates of return: a grid of rates brackets the roots, Newton's method finishes inside the bracket.

Spreadsheets return whichever root their own iteration meets. Here the root nearest 1 % a month is the
number (docs/model.md §1), and every sign change of the present value on the grid is a root to report.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Newton's error is squared in each step: after a step so small, the next would change nothing but noise.
_LAST_STEP = 1e-9
_MOST_STEPS = 60


def single_root(flows: Array, low: float, high: float, guess: float = math.nan) -> float:
    """Rate per period at which one row of flows has present value zero, between `low` and `high`.

    Newton's method from `guess` (the middle where it lies outside), replaced by bisection where it would
    leave the bracket. NaN where the bracket is NaN or empty.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return math.nan
    periods = np.arange(1.0, flows.shape[0] + 1.0)
    at_low = _present(flows, periods, low)[0]
    if at_low == 0.0:
        return low
    # a root on the edge of the bracket is its guess: rounding may hide the change of sign there
    rate = guess if low <= guess <= high else (low + high) / 2
    for _ in range(_MOST_STEPS):
        value, slope = _present(flows, periods, rate)
        if value == 0.0:
            return rate
        if (value < 0.0) == (at_low < 0.0):
            low = rate
        else:
            high = rate
        step = -value / slope if slope else math.inf
        if abs(step) <= _LAST_STEP * (1.0 + rate):
            return rate + step
        rate = rate + step if low < rate + step < high else (low + high) / 2
    return rate


def _present(flows: Array, periods: Array, rate: float) -> tuple[float, float]:
    terms = flows * (1.0 + rate) ** -periods
    return float(terms.sum()), -float((periods * terms).sum()) / (1.0 + rate)


def bracketed_root(flows: Array, low: Any, high: Any, guess: Any = math.nan, wanted: Any = True) -> Array:
    """`single_root` for many scenarios at once.

    Each scenario is frozen when it has converged, so that its number does not depend on its neighbours.

    Args:
        flows: (periods, scenarios), or (periods, 1) where they are the same in all.
        low, high, guess: scalars or one a scenario.
        wanted: which scenarios are sought; the others are NaN, as a search that nobody reads would cost as
            much as one that finds nothing.
    """
    shape = np.broadcast_shapes(
        (flows.shape[1],), np.shape(np.ravel(low)), np.shape(np.ravel(high)), np.shape(np.ravel(wanted))
    )
    lo, hi, start = (np.broadcast_to(np.ravel(x), shape).astype(float) for x in (low, high, guess))
    wide = np.broadcast_to(flows, (flows.shape[0], *shape))
    out = np.full(shape, np.nan)
    alive = np.flatnonzero(np.isfinite(lo) & np.isfinite(hi) & (lo < hi) & wanted)
    if alive.size:
        # never one column alone: NumPy would add it up in another order than many
        columns = np.repeat(alive, 2) if alive.size == 1 else alive
        found = _newton(np.ascontiguousarray(wide[:, columns]), lo[columns], hi[columns], start[columns])
        out[alive] = found[: alive.size]
    return out


def _newton(flows: Array, lo: Array, hi: Array, start: Array) -> Array:
    at_low = _present_many(flows, lo)[0]
    with np.errstate(all="ignore"):
        rate = np.where((start >= lo) & (start <= hi), start, (lo + hi) / 2)
    rate = np.where(at_low == 0.0, lo, rate)
    result = rate.copy()
    columns, done = np.arange(rate.size), at_low == 0.0
    for _ in range(_MOST_STEPS):
        if done.all():
            break
        if columns.size > 2 and np.count_nonzero(done) * 2 > columns.size:
            kept = np.flatnonzero(~done)
            kept = np.append(kept, np.flatnonzero(done)[:1]) if kept.size == 1 else kept
            flows, columns, done, rate = flows[:, kept], columns[kept], done[kept], rate[kept]
            lo, hi, at_low = lo[kept], hi[kept], at_low[kept]
        value, slope = _present_many(flows, rate)
        same = (value < 0.0) == (at_low < 0.0)
        lo, hi = np.where(same, rate, lo), np.where(same, hi, rate)
        with np.errstate(all="ignore"):
            step = np.where(value == 0.0, 0.0, -value / slope)
        last = np.abs(step) <= _LAST_STEP * (1.0 + rate)
        newton = rate + step
        following = np.where(last | ((newton > lo) & (newton < hi)), newton, (lo + hi) / 2)
        rate = np.where(done, rate, following)
        result[columns] = rate
        done = done | last
    return result


def _present_many(flows: Array, rate: Array) -> tuple[Array, Array]:
    # the powers by doubling: (1+r)^-1 gives ^-2, these ^-3 and ^-4, and so on, much cheaper than powers
    length = flows.shape[0]
    terms = np.empty((length, rate.size))
    terms[0] = 1.0 / (1.0 + rate)
    made = 1
    while made < length:
        more = min(made, length - made)
        np.multiply(terms[:more], terms[made - 1], out=terms[made : made + more])
        made += more
    terms *= flows
    value = terms.sum(axis=0)
    terms *= np.arange(1.0, length + 1.0)[:, None]
    return value, -terms.sum(axis=0) / (1.0 + rate)
