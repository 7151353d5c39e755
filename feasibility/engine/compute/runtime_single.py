"""What generated code calls for a single case: lines are one-dimensional arrays, scalars are plain floats.

The same meanings as `runtime`, without what it costs to allow for scenarios. Functions that end in `_one`
take and give floats, and stand inside loops over periods.
"""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from typing import Any

import numpy as np

from feasibility.engine.calendar import date_of, serial
from feasibility.engine.compute.roots import only_root, single_root
from feasibility.engine.compute.runtime import (
    NAN,
    Array,
    added,
    cubed,
    discount_factors,
    discount_grid,
    fourth,
    highest,
    if_null,
    last_not_above,
    lowest,
    month_of,
    months_after,
    round_half_away,
    window,
    year_of,
    year_rows,
)

__all__ = [
    "NAN", "YearMap", "added", "at_year", "count", "cubed", "divided", "first_where", "fourth",
    "highest", "if_null", "irr", "last_not_above", "lookup_one", "lowest", "month_of",
    "month_of_one", "months_after", "months_after_one", "npv", "npv_grid", "only_root", "pad",
    "pick", "power",
    "round_half_away", "round_one", "running_maximum",
    "running_product", "running_sum", "spread", "total", "total_of_numbers", "value_at", "window", "year_of",
    "year_of_one", "year_total",
]  # fmt: skip


# ---- floats -------------------------------------------------------------------------------------------


def divided(left: float, right: float) -> float:
    """Division that gives infinity or NaN instead of raising, as arrays do."""
    try:
        return left / right
    except ZeroDivisionError:
        return (
            NAN if left == 0.0 or left != left else math.copysign(math.inf, left) * math.copysign(1.0, right)
        )


def power(base: float, exponent: float) -> float:
    """Power as arrays have it: no complex numbers, no exceptions."""
    try:
        result = base**exponent
    except (OverflowError, ZeroDivisionError):
        return float(np.float64(base) ** exponent)
    return NAN if isinstance(result, complex) else result


def round_one(value: float, digits: float) -> float:
    """ROUND of one number; see `runtime.round_half_away`."""
    scale = 10.0**digits
    size = abs(value) * scale
    if size >= 2.0**52:
        return value
    return math.copysign(math.floor(size + 0.5 + size * 4e-16) / scale, value) + 0.0


def year_of_one(day: float) -> float:
    """Calendar year of a spreadsheet serial."""
    return float(date_of(day).year)


def month_of_one(day: float) -> float:
    """Calendar month (1–12) of a spreadsheet serial."""
    return float(date_of(day).month)


def months_after_one(day: float, months: float) -> float:
    """EDATE for a day that every month has."""
    start = date_of(day)
    years, month = divmod(start.month - 1 + int(months), 12)
    return float(serial(datetime.date(start.year + years, month + 1, 1))) + start.day - 1


def lookup_one(keys: tuple[float, ...], values: tuple[float, ...], key: float) -> float:
    """Value at the last key not above `key`; NaN before the first key."""
    position = bisect_right(keys, key) - 1
    return values[position] if position >= 0 and key == key else NAN


# ---- lines --------------------------------------------------------------------------------------------


def pick(values: tuple[float, ...], positions: Any) -> Array:
    """The values at some positions; −1 is the last."""
    picked: Array = np.array(values)[positions]
    return picked


def pad(values: Array, before: int, after: int, opening: float = 0.0) -> Array:
    """The values with zeros before and after, so that other periods are views; the opening value first."""
    out = np.zeros(before + values.shape[0] + after)
    out[before - 1] = opening
    out[before : before + values.shape[0]] = values
    return out


def spread(value: float, length: int) -> Array:
    """A scalar repeated over the periods."""
    return np.full(length, float(value))


def _steps(step: Any, opening: float, length: int) -> Array:
    """The opening value followed by the step of each period."""
    steps = np.empty(length + 1)
    steps[0], steps[1:] = opening, step
    return steps


def running_sum(step: Any, opening: float, length: int) -> Array:
    """The opening value and all steps so far, added in order."""
    total: Array = np.add.accumulate(_steps(step, opening, length))
    return total[1:]


def running_product(step: Any, opening: float, length: int) -> Array:
    """The opening value times all steps so far, in order."""
    product: Array = np.multiply.accumulate(_steps(step, opening, length))
    return product[1:]


def running_maximum(step: Any, opening: float, length: int) -> Array:
    """The largest of the opening value and all steps so far."""
    largest: Array = np.maximum.accumulate(_steps(step, opening, length))
    return largest[1:]


class YearMap:
    """Where each calendar year lies among the months."""

    __slots__ = ("count", "filled", "positions", "starts")

    def __init__(self, months: Array, years: Array) -> None:
        rows = year_rows(months, years)
        self.count = years.shape[0]
        self.filled = slice(rows[0][0], rows[-1][0] + 1)
        self.starts = np.array([first for _, first, _ in rows])
        self.positions = (months - years[0]).astype("int64")


def year_total(values: Array, where: YearMap, only: Array | None) -> Array:
    """Sum by calendar year; 0 in a year without months."""
    out = np.zeros(where.count)
    out[where.filled] = np.add.reduceat(values if only is None else values * only, where.starts)
    return out


def at_year(values: Array, where: YearMap) -> Array:
    """The year's value for each month."""
    by_month: Array = values[where.positions]
    return by_month


def npv(rate: float, flows: Array) -> float:
    """Present value, first period discounted once."""
    return float((flows * discount_factors(float(rate), flows.shape[0])).sum())


def npv_grid(rates: Array, flows: Array) -> Array:
    """Present values of the flows at each rate of the grid."""
    values: Array = (flows[:, None] * discount_grid(rates, flows.shape[0])).sum(axis=0)
    return values


def irr(flows: Array, guess: float, low: float, high: float) -> float:
    """The root of the present value inside [low, high]; NaN where the bracket is NaN."""
    return single_root(flows, low, high, guess)


def first_where(flags: Array, otherwise: float) -> float:
    """Number of the first period whose flag is 1, else `otherwise`."""
    hits = flags == 1.0
    position = int(hits.argmax())
    return position + 1.0 if hits[position] else otherwise


def value_at(values: Array, position: float) -> float:
    """The value in period `position` (1 is the first); NaN outside."""
    return float(values[int(position) - 1]) if 1.0 <= position < values.shape[0] + 1.0 else NAN


def count(values: Array) -> float:
    """How many are numbers."""
    return float(values.shape[0] - np.count_nonzero(np.isnan(values)))


def total(values: Array) -> float:
    """Sum of a line whose periods all have numbers."""
    return float(values.sum())


def total_of_numbers(values: Array) -> float:
    """Sum passing over NaN."""
    return float(np.nansum(values))
