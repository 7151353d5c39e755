"""What generated code calls in batches: the numerical meaning of the nodes that are more than one operator.

Lines are arrays (periods, scenarios), or (periods, 1) where all scenarios share them: twice as fast as the
other way round, and a shift of periods is a view. Scalars are floats of NumPy or arrays (scenarios,).
Sums run over the first axis in order, so a scenario's number does not depend on its neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from feasibility.engine.compute.roots import bracketed_root
from feasibility.engine.compute.roots import only_roots as only_roots  # called by generated code

Array = npt.NDArray[np.float64]
NAN = math.nan
_EPOCH = np.datetime64("1899-12-30", "D")
_ALL_DIGITS_WHOLE = 2.0**52  # from here on every float is a whole number


def pad(values: Array, before: int, after: int, opening: Any = 0.0) -> Array:
    """The values with zero rows before and after, other periods being views; the opening value first."""
    width = max(values.shape[1], np.size(opening))
    out = np.zeros((before + values.shape[0] + after, width))
    out[before - 1] = opening
    out[before : before + values.shape[0]] = values
    return out


def spread(value: Any, length: int) -> Array:
    """A scalar, or one value a scenario, repeated over the periods."""
    array = np.asarray(value, dtype=float)
    return np.broadcast_to(array.reshape(1, -1), (length, array.size))


def added(parts: Sequence[Any]) -> Any:
    """A long sum, in order."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def cubed(value: Any) -> Any:
    """Third power; far cheaper than a general power."""
    return value * value * value


def fourth(value: Any) -> Any:
    """Fourth power."""
    square = value * value
    return square * square


def if_null(value: Any, otherwise: Any) -> Any:
    """The value, or the other where there is none."""
    return np.where(np.isnan(value), otherwise, value)


def round_half_away(value: Any, digits: float) -> Any:
    """Half away from zero, as Excel's ROUND; NumPy's own rounds half to even.

    Excel judges the half on about 15 significant digits, hence the nudge of a few units in the last place.
    """
    scale = 10.0**digits
    size = np.asarray(np.abs(value) * scale)
    result = np.asarray(size + 0.5)
    result += size * 4e-16
    np.floor(result, out=result)
    result /= scale
    np.copysign(result, value, out=result)
    result += 0.0
    is_broken = size < _ALL_DIGITS_WHOLE
    return result if is_broken.all() else np.where(is_broken, result, value)


def year_of(day: Any) -> Any:
    """Calendar year of spreadsheet serials."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    return days.astype("datetime64[Y]").astype("int64").astype(float) + 1970.0


def month_of(day: Any) -> Any:
    """Calendar month (1–12) of spreadsheet serials."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    return days.astype("datetime64[M]").astype("int64").astype(float) % 12.0 + 1.0


def months_after(day: Any, months: Any) -> Any:
    """EDATE for a day that every month has: the same day `months` later."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    first = days.astype("datetime64[M]")
    inside = (days - first.astype("datetime64[D]")).astype("int64")
    later = (first + np.asarray(months, dtype="int64").astype("timedelta64[M]")).astype("datetime64[D]")
    return ((later - _EPOCH).astype("int64") + inside).astype(float)


# ---- products with a line that is 0 in most periods ------------------------------------------------------


class NotNumbers(ArithmeticError):
    """Something that is multiplied by 0 is infinite, or no number."""


def require_numbers(values: Any) -> None:
    """Raise NotNumbers where one of them is infinite, or none."""
    if not np.isfinite(np.sum(values)):
        raise NotNumbers


def rows_of(mask: Array) -> slice:
    """From the first period in which the line is not 0 in every scenario to the last."""
    found = np.flatnonzero(mask.any(axis=1))
    return slice(found[0], found[-1] + 1) if found.size else slice(0, 0)


def in_rows(values: Array, mask: Array, rows: slice) -> Array:
    """The product of the mask with what has been worked out in those rows; 0 in all others."""
    out = np.zeros((mask.shape[0], max(values.shape[1], mask.shape[1])))
    np.multiply(values, mask[rows], out=out[rows])
    return out


# ---- tables -------------------------------------------------------------------------------------------


def last_not_above(keys: Array, key: Any) -> Any:
    """Positions, from 0, of the last key not above `key`; −1 before the first key, and where key is NaN."""
    return np.where(np.isnan(key), 0, keys.searchsorted(key, side="right")) - 1


def pick(values: tuple[Any, ...], positions: Any) -> Any:
    """The values at some positions; −1 is the last."""
    if any(map(np.ndim, values)):
        width = max(map(np.size, values))
        stacked = np.stack([np.broadcast_to(np.ravel(v), (width,)) for v in values])
        chosen = np.broadcast_to(positions, np.broadcast_shapes(np.shape(positions), (width,)))
        return stacked[chosen, np.arange(width)]
    return np.array(values, dtype=float)[positions]


# ---- other periods, years -----------------------------------------------------------------------------


def window(padded: Array, before: int, length: int, first: int, last: int) -> Array:
    """Sum over a moving window of periods."""
    total = padded[before + first : before + first + length].copy()
    for offset in range(first + 1, last + 1):
        total += padded[before + offset : before + offset + length]
    return total


class YearMap:
    """Where each calendar year lies among the months. Where the start month is varied, so do the years."""

    __slots__ = ("count", "months", "rows", "years")

    def __init__(self, months: Array, years: Array) -> None:
        self.months, self.years, self.count = months, years, years.shape[0]
        self.rows: list[tuple[int, int, int]] | None = None
        if months.shape[1] == years.shape[1] == 1:
            self.rows = year_rows(months[:, 0], years[:, 0])


def year_rows(months: Array, years: Array) -> list[tuple[int, int, int]]:
    """(position of the year, first row, row after the last) of each year that has months, from 0."""
    first = np.searchsorted(months, years, side="left").tolist()
    after = np.searchsorted(months, years, side="right").tolist()
    return [(i, a, b) for i, (a, b) in enumerate(zip(first, after, strict=True)) if b > a]


def year_total(values: Array, where: YearMap, only: Array | None) -> Array:
    """Sum by calendar year; 0 in a year without months."""
    if only is not None:
        values = values * only
    if where.rows is None:
        by_year: list[Array] = [(values * (where.months == year)).sum(axis=0) for year in where.years]
        return np.stack(by_year)
    out = np.zeros((where.count, values.shape[1]))
    for row, first, after in where.rows:
        np.add.reduce(values[first:after], axis=0, out=out[row])
    return out


def at_year(values: Array, where: YearMap) -> Array:
    """The year's value for each month."""
    positions = (where.months - where.years[0]).astype("int64")
    if positions.shape[1] == 1:
        by_month: Array = values[positions[:, 0]]
        return by_month
    width = max(values.shape[1], positions.shape[1])
    wide = np.broadcast_to(values, (values.shape[0], width))
    return np.take_along_axis(wide, np.broadcast_to(positions, (positions.shape[0], width)), axis=0)


# ---- whole lines --------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def discount_factors(rate: float, length: int) -> Array:
    """(1 + rate)^−1, (1 + rate)^−2 …"""
    factors = (1.0 + rate) ** -np.arange(1.0, length + 1.0)
    factors.flags.writeable = False
    return factors


@lru_cache(maxsize=16)
def _discount_grid(rates: bytes, length: int) -> Array:
    table = (1.0 + np.frombuffer(rates))[None, :] ** -np.arange(1.0, length + 1.0)[:, None]
    table.flags.writeable = False
    return table


def discount_grid(rates: Array, length: int) -> Array:
    """Discount factors (periods, rates)."""
    return _discount_grid(np.ascontiguousarray(rates).tobytes(), length)


def npv(rate: Any, flows: Array, wanted: Any = True) -> Any:
    """Present value, first period discounted once.

    Args:
        wanted: in which scenarios; the others may be NaN.
    """
    if np.ndim(rate) == 0:
        return (flows * discount_factors(float(rate), flows.shape[0])[:, None]).sum(axis=0)
    if np.ndim(wanted) == 0 or np.size(wanted) != rate.size or np.all(wanted):
        return _present_value(rate, flows)
    out = np.full(rate.shape, NAN)
    columns = np.flatnonzero(wanted)
    if columns.size:
        # never one column alone: NumPy would add it up in another order than many
        both = np.repeat(columns, 2) if columns.size == 1 else columns
        found = _present_value(rate[both], flows[:, both] if flows.shape[1] > 1 else flows)
        out[columns] = found[: columns.size]
    return out


def _present_value(rate: Array, flows: Array) -> Any:
    periods = np.arange(1.0, flows.shape[0] + 1.0)[:, None]
    return (flows * (1.0 + rate[None, :]) ** -periods).sum(axis=0)


def npv_grid(rates: Array, flows: Array) -> Array:
    """Present values of the flows at each rate of the grid."""
    if rates.shape[1] > 1:
        return np.stack([npv(row, flows) for row in rates])
    table = discount_grid(rates[:, 0], flows.shape[0])
    # einsum and not @: the matrix product's own threads spin and make two cores slower
    values: Array = np.einsum("ts,tg->gs", flows, table)
    return values


def irr(flows: Array, guess: Any, low: Any, high: Any, wanted: Any = True) -> Any:
    """The root of the present value inside [low, high]; NaN where the bracket is NaN, or it is not wanted."""
    return bracketed_root(flows, low, high, guess, wanted)


def first_where(flags: Array, otherwise: Any) -> Any:
    """Number of the first period whose flag is 1, else `otherwise`."""
    hits = flags == 1.0
    return np.where(hits.any(axis=0), hits.argmax(axis=0) + 1.0, otherwise)


def value_at(values: Array, position: Any) -> Any:
    """The value in period `position` (1 is the first); NaN outside."""
    length, width = values.shape
    if np.size(position) == 1:
        spot = float(np.ravel(position)[0])
        return values[int(spot) - 1] if 1.0 <= spot < length + 1.0 else np.full(width, NAN)
    outside = ~((position >= 1.0) & (position < length + 1.0))
    index = np.where(outside, 0.0, position - 1.0).astype("int64")
    picked = values[index, 0] if width == 1 else values[index, np.arange(width)]
    return np.where(outside, NAN, picked)


def lowest(values: Array) -> Any:
    """Smallest number, NaN where there is none (fmin passes NaN over)."""
    return np.fmin.reduce(values, axis=0)


def highest(values: Array) -> Any:
    """Largest number, NaN where there is none."""
    return np.fmax.reduce(values, axis=0)


def count(values: Array) -> Any:
    """How many are numbers."""
    return (~np.isnan(values)).sum(axis=0).astype(float)


def total(values: Array) -> Any:
    """Sum of a line whose periods all have numbers."""
    return values.sum(axis=0)


def total_of_numbers(values: Array) -> Any:
    """Sum passing over NaN."""
    return np.nansum(values, axis=0)
