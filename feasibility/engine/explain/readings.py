"""What a formula reads in a period: which inputs, which lines in which periods, and whether it used them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from feasibility.engine.compute.program import Values
from feasibility.engine.explain.interpret import (
    array_of,
    entry_read,
    holds,
    months_of_year,
    value_of,
    year_read,
)
from feasibility.engine.explain.periods import name_of_key
from feasibility.engine.explain.trace import How
from feasibility.engine.expr import (
    Aggregate,
    AtYear,
    Axis,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Irr,
    Line,
    Lookup,
    Npv,
    Shift,
    ValueAt,
    When,
    Window,
    YearTotal,
)
from feasibility.language import Label
from feasibility.record import record

_HOW: dict[str, How] = {"SUM": "sum", "MIN": "lowest", "MAX": "highest", "COUNT": "count"}


@record(eq=False)
class InputRead:
    """An input, with the key it was found by where it stands in a table."""

    input: Input
    key: Label | None = None
    is_used: bool = True


@record(eq=False)
class PeriodRead:
    """A line in one period; None for a scalar. 0 is the opening value."""

    line: Line
    period: int | None
    is_used: bool = True


@record(eq=False)
class RangeRead:
    """A line from one period to another, and how it was made one number.

    periods: those that count, where some between the first and the last do not.
    """

    line: Line
    first: int
    last: int
    how: How
    value: float
    is_used: bool = True
    periods: tuple[int, ...] = ()


Reading = InputRead | PeriodRead | RangeRead


def readings(expr: Expr, values: Values, period: int | None) -> tuple[Reading, ...]:
    """What an expression reads in a period, each once, in the order of the formula.

    A part that was passed over (the other branch of an `IF`) is included and is not used.
    """
    found: dict[tuple[object, ...], Reading] = {}
    for reading in _walked(expr, values, period):
        key = _identity(reading)
        known = found.get(key)
        if known is None or (reading.is_used and not known.is_used):
            found[key] = reading
    return tuple(found.values())


def _identity(reading: Reading) -> tuple[object, ...]:
    match reading:
        case InputRead():
            return (reading.input.id,)
        case PeriodRead():
            return (reading.line.id, reading.period)
        case RangeRead():
            return (reading.line.id, reading.first, reading.last, reading.how)


def _walked(e: Expr, values: Values, period: int | None) -> Iterator[Reading]:
    match e:
        case Input():
            yield InputRead(e)
        case Line():
            yield PeriodRead(e, None if e.axis is Axis.SCALAR else period)
        case When():
            yield from _walked(e.condition, values, period)
            true = holds(e.condition, values, period)
            yield from _used(true, e.then, values, period)
            yield from _used(not true, e.otherwise, values, period)
        case IfNull():
            missing = math.isnan(value_of(e.operand, values, period))
            yield from _walked(e.operand, values, period)
            yield from _used(missing, e.otherwise, values, period)
        case Lookup():
            yield from _walked(e.key, values, period)
            entry = entry_read(e, values, period)
            if entry is not None:
                key = e.table.keys[e.table.values.index(entry)]
                yield InputRead(entry, name_of_key(e.table, key))
        case Shift() | Window() | AtYear() | YearTotal() if period is not None:
            yield from _other_period(e, values, period)
        case Aggregate() | Npv() | Irr() | FirstWhere() | ValueAt():
            yield from _whole(e, values, period)
        case _:
            for child in e.children:
                yield from _walked(child, values, period)


def _used(is_used: bool, e: Expr, values: Values, period: int | None) -> Iterator[Reading]:
    for reading in _walked(e, values, period):
        yield reading if is_used else replace(reading, is_used=False)


def _other_period(e: Expr, values: Values, period: int) -> Iterator[Reading]:
    match e:
        case Shift():
            yield PeriodRead(e.line, period - e.periods)
        case AtYear():
            yield PeriodRead(e.line, year_read(e, values, period))
        case Window():
            first = max(period + e.first, 0 if e.line.opening is not None else 1)
            last = min(period + e.last, values.model.length(e.line.axis))
            if first <= last:
                yield RangeRead(e.line, first, last, "sum", value_of(e, values, period))
        case YearTotal():
            months = months_of_year(e, values, period)
            if e.only is not None:
                taken = array_of(e.only, values)
                months = [month for month in months if taken[month - 1] != 0.0]
            if len(months) == 1:
                yield PeriodRead(e.line, months[0])
            elif months:
                total = value_of(e, values, period)
                yield RangeRead(e.line, months[0], months[-1], "sum", total, periods=tuple(months))


def _whole(e: Expr, values: Values, period: int | None) -> Iterator[Reading]:
    match e:
        case Aggregate():
            yield _all_of(e.line, _HOW[e.function], value_of(e, values), values)
        case Npv():
            yield from _walked(e.rate, values, period)
            yield _total_of(e.line, values)
        case Irr():
            yield _total_of(e.line, values)
            for line in (e.low, e.high):
                yield PeriodRead(line, None)
        case FirstWhere():
            hit = 1.0 in array_of(e.line, values)
            yield _all_of(e.line, "first", value_of(e, values) if hit else math.nan, values)
            yield from _used(not hit, e.otherwise, values, None)
        case ValueAt():
            yield from _walked(e.position, values, None)
            position = value_of(e.position, values)
            if 1 <= position < values.model.length(e.line.axis) + 1:
                yield PeriodRead(e.line, int(position))


def _all_of(line: Line, how: How, value: float, values: Values) -> RangeRead:
    return RangeRead(line, 1, values.model.length(line.axis), how, value)


def _total_of(line: Line, values: Values) -> RangeRead:
    return _all_of(line, "sum", value_of(Aggregate("SUM", line), values), values)
