"""What generated code calls: the numerical meaning of the nodes that are more than one operator.

Arrays run over periods in the first axis and, in batches, over scenarios in the second: twice as fast as
the other way round, and a shift of periods is a view.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from feasibility.engine.roots import bracketed_root

Array = npt.NDArray[np.float64]
NAN = math.nan
_EPOCH = np.datetime64("1899-12-30", "D")


def pad(values: Any, before: int, after: int) -> Array:
    """The values with zero rows before and after, so that earlier and later periods are views."""
    out = np.zeros((before + values.shape[0] + after, *values.shape[1:]))
    out[before : before + values.shape[0]] = values
    return out


def spread(value: Any, length: int, batch: bool) -> Array:
    """A scalar, or one value a scenario, repeated over the periods; a full array as it is."""
    array = np.asarray(value, dtype=float)
    if batch:
        if array.ndim == 2 and array.shape[0] == length:
            return array
        return np.broadcast_to(array.reshape(1, -1), (length, array.size))
    return array if array.ndim == 1 else np.full(length, float(array))


def power(base: Any, exponent: Any) -> Any:
    """Power of floats as a spreadsheet sees it: no complex numbers, no exceptions."""
    try:
        result = base**exponent
    except OverflowError:
        return math.inf
    return NAN if isinstance(result, complex) else result


def round_half_away(value: Any, digits: Any) -> Any:
    """Half away from zero, as Excel's ROUND; NumPy's own rounds half to even.

    Excel judges the half on about 15 significant digits, hence the nudge of a few units in the last place.
    """
    scale = 10.0**digits
    size = np.abs(value) * scale
    return np.copysign(np.floor(size + 0.5 + size * 4e-16) / scale, value) + 0.0


def whole(value: Any) -> Any:
    """INT: down towards minus infinity."""
    return np.floor(value)


def year_of(day: Any) -> Any:
    """Calendar year of spreadsheet serials."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    return days.astype("datetime64[Y]").astype("int64").astype(float) + 1970.0


def month_of(day: Any) -> Any:
    """Calendar month (1–12) of spreadsheet serials."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    return days.astype("datetime64[M]").astype("int64").astype(float) % 12.0 + 1.0


def months_after(day: Any, months: Any) -> Any:
    """EDATE for the first day of a month: the first day of the month `months` later."""
    days = _EPOCH + np.asarray(day, dtype="int64").astype("timedelta64[D]")
    first = days.astype("datetime64[M]")
    inside = (days - first.astype("datetime64[D]")).astype("int64")
    later = (first + np.asarray(months, dtype="int64").astype("timedelta64[M]")).astype("datetime64[D]")
    return ((later - _EPOCH).astype("int64") + inside).astype(float)


def _positions(keys: tuple[float, ...], key: Any) -> Any:
    return np.searchsorted(np.array(keys), key, side="right") - 1


def _pick(values: tuple[Any, ...], positions: Any) -> Any:
    if any(np.ndim(v) for v in values):
        width = max(np.size(v) for v in values)
        stacked = np.stack([np.broadcast_to(np.ravel(v), (width,)) for v in values])
        chosen = np.broadcast_to(positions, np.broadcast_shapes(np.shape(positions), (1, width)))
        return np.take_along_axis(stacked, chosen.reshape(-1, width), axis=0)
    return np.array(values, dtype=float)[positions]


def lookup(keys: tuple[float, ...], values: tuple[Any, ...], key: Any) -> Any:
    """Value at the last key not above `key`; NaN before the first key."""
    positions = _positions(keys, key)
    found = _pick(values, np.maximum(positions, 0))
    return np.where(np.asarray(positions) < 0, NAN, found)


def matching(keys: tuple[float, ...], values: tuple[Any, ...], key: Any) -> Any:
    """Value at exactly `key`, else 0."""
    positions = np.maximum(_positions(keys, key), 0)
    found = _pick(values, positions)
    return np.where(np.array(keys)[positions] == key, found, 0.0)


def window(padded: Array, before: int, length: int, first: int, last: int) -> Array:
    """Sum over a moving window of periods."""
    total = padded[before + first : before + first + length].copy()
    for offset in range(first + 1, last + 1):
        total += padded[before + offset : before + offset + length]
    return total


@lru_cache(maxsize=64)
def _discount_column(rate: float, length: int) -> Array:
    factors = (1.0 + rate) ** -np.arange(1.0, length + 1.0)
    factors.flags.writeable = False
    return factors


@lru_cache(maxsize=16)
def _discount_grid(rates: bytes, length: int) -> Array:
    table = (1.0 + np.frombuffer(rates))[None, :] ** -np.arange(1.0, length + 1.0)[:, None]
    table.flags.writeable = False
    return table


def npv(rate: Any, flows: Array) -> Any:
    """Present value over the first axis, first period discounted once."""
    length = flows.shape[0]
    if np.ndim(rate) == 0:
        factors = _discount_column(float(rate), length)
        return (flows * (factors if flows.ndim == 1 else factors[:, None])).sum(axis=0)
    periods = np.arange(1.0, length + 1.0)[:, None]
    return (flows * (1.0 + np.ravel(rate)[None, :]) ** -periods).sum(axis=0)


def npv_grid(rates: Array, flows: Array) -> Array:
    """Present values of the flows at each rate of the grid. The grid itself is the same in all scenarios."""
    table = _discount_grid(
        np.ascontiguousarray(rates.reshape(rates.shape[0], -1)[:, 0]).tobytes(), flows.shape[0]
    )
    if flows.ndim == 1:
        alone: Array = (flows[:, None] * table).sum(axis=0)
        return alone
    # einsum and not @: the matrix product's own threads spin and make two cores slower
    many: Array = np.einsum("ts,tg->gs", flows, table)
    return many


def irr(flows: Array, low: Any, high: Any) -> Any:
    """The root of the present value inside [low, high]; NaN where the bracket is NaN."""
    return bracketed_root(flows, low, high)


def first_where(flags: Array, otherwise: Any) -> Any:
    """Number of the first period whose flag is 1, else `otherwise`."""
    hits = flags == 1.0
    return np.where(hits.any(axis=0), hits.argmax(axis=0) + 1.0, otherwise)


def value_at(values: Array, position: Any) -> Any:
    """The value in period `position` (1 is the first); NaN outside."""
    spot = np.asarray(position, dtype=float)
    outside = ~((spot >= 1.0) & (spot <= values.shape[0]))
    index = np.where(outside, 0, spot - 1.0).astype("int64")
    if values.ndim == 1:
        return np.where(outside, NAN, values[index])
    width = max(values.shape[1], index.size)
    wide = np.broadcast_to(values, (values.shape[0], width))
    picked = np.take_along_axis(wide, np.broadcast_to(index.reshape(1, -1), (1, width)), axis=0)[0]
    return np.where(outside, NAN, picked)


def year_total(values: Array, years_of_months: Array, years: Array, only: Array | None) -> Array:
    """Sum by calendar year. Where the start month differs between scenarios, so do the years."""
    if only is not None:
        values = values * only
    months, numbers = _plain(years_of_months), _plain(years)
    if months is not None and numbers is not None:
        out = np.zeros((numbers.shape[0], *values.shape[1:]))
        for row, year in enumerate(numbers):
            inside = np.flatnonzero(months == year)
            if inside.size:
                out[row] = values[inside[0] : inside[-1] + 1].sum(axis=0)
        return out
    by_year: list[Array] = [(values * (years_of_months == row)).sum(axis=0) for row in years]
    return np.stack(by_year)


def at_year(values: Array, years_of_months: Array, years: Array) -> Array:
    """The year's value for each month."""
    months, numbers = _plain(years_of_months), _plain(years)
    if months is not None and numbers is not None:
        return values[(months - numbers[0]).astype("int64")]
    positions = (years_of_months - years[0]).astype("int64")
    width = max(values.shape[1], positions.shape[1])
    wide = np.broadcast_to(values, (values.shape[0], width))
    return np.take_along_axis(wide, np.broadcast_to(positions, (positions.shape[0], width)), axis=0)


def _plain(values: Array) -> Array | None:
    """The column shared by all scenarios, or None where they differ."""
    if values.ndim == 1:
        return values
    return values[:, 0] if values.shape[1] == 1 else None


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
    """Sum of those that are numbers."""
    return values.sum(axis=0)


def total_of_numbers(values: Array) -> Any:
    """Sum passing over NaN."""
    return np.nansum(values, axis=0)
