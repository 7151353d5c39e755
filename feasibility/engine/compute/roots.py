"""Internal rates of return: a grid of rates brackets the roots, Newton's method finishes inside the bracket.

Spreadsheets return whichever root their own iteration meets. Here the root nearest 1 % a month is the
number (docs/model.md §1), and every sign change of the present value on the grid is a root to report.
"""

from __future__ import annotations

import math
from functools import lru_cache
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
    length = flows.shape[0]
    terms = _discounting(length, rate)
    terms *= flows
    value = terms.sum(axis=0)
    terms *= np.arange(1.0, length + 1.0)[:, None]
    return value, -terms.sum(axis=0) / (1.0 + rate)


def _discounting(length: int, rate: Array) -> Array:
    """Discount factors (periods, rates).

    The powers by doubling: (1+r)^-1 gives ^-2, these ^-3 and ^-4, and so on, much cheaper than powers.
    """
    factors = np.empty((length, rate.size))
    factors[0] = 1.0 / (1.0 + rate)
    made = 1
    while made < length:
        more = min(made, length - made)
        np.multiply(factors[:more], factors[made - 1], out=factors[made : made + more])
        made += more
    return factors


# ---- where there is one root only -------------------------------------------------------------------------

UNKNOWN = -math.inf
"""No rate of return: said where the short way cannot tell, and the grid has to be asked."""
_MARGIN = 1e-6  # nearer the ends of the grid than this, the grid decides what is inside


def only_root(flows: Array, low: float, high: float, start: float) -> float:
    """The rate of one row of flows, where it is surely the only one above −100 %.

    Newton's method goes to a rate; where what has been put in and not yet come back, counted at that rate,
    keeps its sign to the last flow, there is no other (Soper 1959). NaN where all flows have one sign;
    `UNKNOWN` where there may be others, or the rate does not lie well between `low` and `high`.
    """
    moved = np.flatnonzero(flows)
    if moved.size == 0:
        return math.nan
    largest, smallest = flows.max(), flows.min()
    if smallest >= 0.0 or largest <= 0.0:
        return math.nan
    periods, pays_first, last = _counted(flows.shape[0]), flows[moved[0]] < 0.0, moved[-1]
    lowest, highest, rate = low + _MARGIN, high - _MARGIN, start
    for _ in range(_MOST_STEPS):
        if low >= highest or high <= lowest:
            return UNKNOWN
        terms = flows * (1.0 + rate) ** -periods
        sizes = np.abs(terms)
        value, size = float(terms.sum()), float(sizes.sum())
        step = float(_step(value, size, float(periods.dot(terms)), float(periods.dot(sizes)), rate))
        if abs(step) <= _LAST_STEP * (1.0 + rate):
            owed = terms[:last].cumsum()
            is_only = owed.max() <= 0.0 if pays_first else owed.min() >= 0.0
            return rate + step if is_only and lowest < rate + step < highest else UNKNOWN
        if (value > 0.0) == pays_first:
            low = rate
        else:
            high = rate
        rate += step
        if rate >= high:  # beyond: first the end itself, which tells whether there is anything within
            rate = highest if high > highest else (low + high) / 2
        elif not rate > low:
            rate = lowest if low < lowest else (low + high) / 2
    return UNKNOWN


def _step(value: Any, size: Any, timed_value: Any, timed_size: Any, rate: Any) -> Any:
    """Newton's step for the logarithm of what comes in over what goes out: nearly straight in the rate.

    Args:
        value, size: present value of the flows, and of their sizes. timed_value, timed_size: the same, each
            flow times its period.
    """
    inwards, outwards = (size + value) / 2.0, (size - value) / 2.0
    timed_in, timed_out = (timed_size + timed_value) / 2.0, (timed_size - timed_value) / 2.0
    return np.log1p(value / outwards) * (1.0 + rate) / (timed_in / inwards - timed_out / outwards)


def only_roots(flows: Array, low: float, high: float, start: float) -> Array:
    """`only_root` for many scenarios at once: (periods, scenarios) gives one rate a scenario."""
    both = (flows > 0.0).any(axis=0) & (flows < 0.0).any(axis=0)
    out = np.where(both, UNKNOWN, math.nan)
    alive = np.flatnonzero(both)
    if alive.size:
        # never one column alone: NumPy would add it up in another order than many
        columns = np.repeat(alive, 2) if alive.size == 1 else alive
        found = _only(np.ascontiguousarray(flows[:, columns]), low, high, start)
        out[alive] = found[: alive.size]
    return out


def _only(flows: Array, low: float, high: float, start: float) -> Array:
    """The rates of columns in which money goes both ways."""
    length, count = flows.shape
    moves = flows != 0.0
    pays_first = flows[moves.argmax(axis=0), np.arange(count)] < 0.0
    rate = _newton_of_logarithms(flows, pays_first, low, high, start)
    known = np.flatnonzero(rate != UNKNOWN)
    if known.size:
        known = np.append(known, known[:1]) if known.size == 1 else known
        owed = _discounting(length, rate[known])
        owed *= flows[:, known]
        np.cumsum(owed, axis=0, out=owed)
        owed *= np.where(pays_first[known], 1.0, -1.0)
        last = length - 1 - moves[::-1][:, known].argmax(axis=0)
        is_only = ((owed <= 0.0) | (np.arange(length)[:, None] >= last)).all(axis=0)
        rate[known] = np.where(is_only, rate[known], UNKNOWN)
    return rate


def _newton_of_logarithms(flows: Array, pays_first: Any, low: float, high: float, start: float) -> Array:
    """A rate of each column, `UNKNOWN` where none lies well within; each is frozen when it has converged."""
    count, lowest, highest = flows.shape[1], low + _MARGIN, high - _MARGIN
    lo, hi, rate = np.full(count, low), np.full(count, high), np.full(count, start)
    result, columns, done = np.full(count, UNKNOWN), np.arange(count), np.zeros(count, dtype=bool)
    periods = _counted(flows.shape[0])[:, None]
    for _ in range(_MOST_STEPS):
        terms = _discounting(flows.shape[0], rate)
        terms *= flows
        sizes = np.abs(terms)
        value, size = terms.sum(axis=0), sizes.sum(axis=0)
        terms *= periods
        sizes *= periods
        with np.errstate(all="ignore"):
            step = _step(value, size, terms.sum(axis=0), sizes.sum(axis=0), rate)
        last = np.abs(step) <= _LAST_STEP * (1.0 + rate)
        newton = rate + step
        fresh = last & ~done
        inside = (newton > lowest) & (newton < highest)
        result[columns[fresh]] = np.where(inside, newton, UNKNOWN)[fresh]
        below = (value > 0.0) == pays_first
        lo, hi = np.where(below, rate, lo), np.where(below, hi, rate)
        done |= last | (lo >= highest) | (hi <= lowest)
        left = np.flatnonzero(~done)
        if left.size == 0:
            break
        middle = (lo + hi) / 2  # beyond an end: first the end itself, which tells whether anything is within
        above, under = np.where(hi > highest, highest, middle), np.where(lo < lowest, lowest, middle)
        rate = np.where(newton >= hi, above, np.where(newton > lo, newton, under))
        if columns.size > 2 and left.size * 2 < columns.size:
            kept = np.append(left, np.flatnonzero(done)[:1]) if left.size == 1 else left
            flows, columns, rate, done = flows[:, kept], columns[kept], rate[kept], done[kept]
            lo, hi, pays_first = lo[kept], hi[kept], pays_first[kept]
    return result


@lru_cache(maxsize=8)
def _counted(length: int) -> Array:
    return np.arange(1.0, length + 1.0)
