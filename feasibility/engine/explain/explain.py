"""Why a number is what it is: its formula in words, what it was made from, down to inputs and their sources.

    trace = explain(values, "rent.paid", period_of(values, "rent.paid", "2027-04"), depth=2)
    print(render(trace, "nb"))

A trace is a value and knows nothing of the run it came from. Each thing read stands in the period it was
read in: the month before for a balance, the calendar year of a month, the months of a yearly sum.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from feasibility.engine.compute.program import Program, Values
from feasibility.engine.explain.interpret import (
    array_of,
    holds,
    line_value,
    months_of_year,
    reason_in_full,
    value_of,
    year_read,
)
from feasibility.engine.explain.periods import UnknownPeriod, check_period, name_of_period, period_of
from feasibility.engine.explain.readings import InputRead, PeriodRead, RangeRead, Reading, readings
from feasibility.engine.explain.trace import InputTrace, Precedent, RangeTrace, Trace, render
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import (
    Aggregate,
    AtYear,
    Axis,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Line,
    Null,
    Shift,
    ValueAt,
    When,
    YearTotal,
    walk,
)
from feasibility.language import Label

__all__ = [
    "DEEPEST",
    "InputTrace",
    "Precedent",
    "RangeTrace",
    "Trace",
    "UnknownPeriod",
    "dependents",
    "explain",
    "period_of",
    "precedents",
    "reason_for_null",
    "render",
    "value_of",
]

DEEPEST = 100
"""The greatest depth of an explanation; a greater one asked for is taken as this."""

_FULLY = DEEPEST + 1
_NO_NUMBER = Label("regnestykket gir ikke noe tall", "the calculation gives no number")


def explain(values: Values, line_id: str, period: int | None, depth: int = 1) -> Trace:
    """What a number was made from.

    Args:
        values: one run.
        line_id: the line.
        period: 1 is the first; ignored for scalars. See `period_of` for calendar months and years.
        depth: how many steps to go; 0 gives the number and its formula only.

    Raises:
        KeyError: no such line. UnknownPeriod: the line does not have the period.
    """
    line = values.model.find(line_id)
    number = check_period(values, line, period)
    return _Explanation(values).trace(PeriodRead(line, number), min(depth, DEEPEST))


def precedents(program: Program, line_id: str) -> tuple[Line | Input, ...]:
    """The lines and inputs a line reads, its opening value's included, in the order of the formula.

    Raises:
        KeyError: no such line.
    """
    line = program.model.find(line_id)
    found: dict[Line | Input, None] = {}
    for root in (line.formula, line.opening):
        for node in walk(root) if root is not None else ():
            if isinstance(node, (Line, Input)):
                found[node] = None
    return tuple(found)


def dependents(program: Program, id: str) -> tuple[Line, ...]:
    """The lines that read a line, or an input, directly; in the order of the model.

    Raises:
        KeyError: neither a line nor an input.
    """
    known = program.model.inputs.get(id)
    wanted: Line | Input = (
        known if known is not None and id not in program.model.lines else program.model.find(id)
    )
    return tuple(line for line in program.lines if wanted in precedents(program, line.id))


def reason_for_null(values: Values, line: Line, period: int | None = None) -> Label | None:
    """Why a line has no number, in words; None where it has one.

    The formula is followed with the run's own numbers to the `null` it ended in, through other lines.

    Args:
        period: 1 is the first. Left out, it is the first period without a number.
    """
    if line.axis is not Axis.SCALAR and period is None:
        missing = [i for i, v in enumerate(array_of(line, values), start=1) if math.isnan(v)]
        if not missing:
            return None
        period = missing[0]
    if not math.isnan(line_value(line, values, period)):
        return None
    return _reason(line.formula, values, period) or _NO_NUMBER


def _reason(e: Expr, values: Values, period: int | None) -> Label | None:
    """The reason an expression without a number leads to; None where it is in the numbers themselves."""
    match e:
        case Null():
            return reason_in_full(e, values)
        case When():
            chosen = e.then if holds(e.condition, values, period) else e.otherwise
            return _reason(chosen, values, period)
        case IfNull():
            return _reason(e.otherwise, values, period)
        case FirstWhere():
            return _reason(e.otherwise, values, None)
    for line, at in _lines_read(e, values, period):
        if math.isnan(line_value(line, values, at)):
            return reason_for_null(values, line, at)
    for child in e.children:
        if not isinstance(child, Line) and math.isnan(value_of(child, values, period)):
            return _reason(child, values, period)
    return None


def _lines_read(e: Expr, values: Values, period: int | None) -> Iterator[tuple[Line, int | None]]:
    """The lines an expression reads itself, each in the periods it reads."""
    match e:
        case Line():
            yield e, None if e.axis is Axis.SCALAR else period
        case Shift() if period is not None:
            yield e.line, period - e.periods
        case AtYear() if period is not None:
            yield e.line, year_read(e, values, period)
        case YearTotal() if period is not None:
            yield from ((e.line, month) for month in months_of_year(e, values, period))
        case ValueAt():
            position = value_of(e.position, values)
            if 1 <= position < values.model.length(e.line.axis) + 1:
                yield e.line, int(position)
        case Aggregate():
            yield from ((e.line, i) for i in range(1, values.model.length(e.line.axis) + 1))


@dataclass
class _Explanation:
    """Makes the traces of one explanation.

    `explained` holds how far each number has been followed, `said` the formulas (or opening values) in words.
    """

    values: Values
    explained: dict[tuple[str, int | None], int] = field(default_factory=dict)
    said: dict[tuple[str, bool], Label] = field(default_factory=dict)

    def trace(self, read: PeriodRead, depth: int) -> Trace:
        line, period = read.line, read.period
        value = line_value(line, self.values, period)
        formula = self._formula(line, period)
        known = self.explained.get((line.id, period), 0) >= depth > 0
        found: tuple[Precedent, ...] = ()
        if formula is not None and depth > 0 and not known and read.is_used:
            at = None if period == 0 else period
            found = tuple(self._precedent(r, depth - 1) for r in readings(formula, self.values, at))
            # followed to its inputs, a number is explained for good
            self.explained[line.id, period] = _FULLY if all(map(self._is_followed, found)) else depth
        return Trace(
            line.id,
            line.label,
            line.unit,
            line.axis,
            period,
            None if period is None else name_of_period(self.values, line.axis, period),
            _number(value),
            reason_for_null(self.values, line, period) if math.isnan(value) else None,
            None if formula is None else self._words(line, formula, period),
            found,
            read.is_used,
            known,
            line.basis,
            line.note,
        )

    def _is_followed(self, part: Precedent | None) -> bool:
        match part:
            case RangeTrace():
                return self._is_followed(part.largest)
            case Trace() if part.is_used and part.formula is not None:
                return self.explained.get((part.line_id, part.period), 0) == _FULLY
            case _:
                return True

    def _words(self, line: Line, formula: Expr, period: int | None) -> Label:
        key = (line.id, period == 0)
        if key not in self.said:
            self.said[key] = Label(in_words(formula, "nb"), in_words(formula, "en"))
        return self.said[key]

    def _formula(self, line: Line, period: int | None) -> Expr | None:
        if period is None or 1 <= period <= self.values.model.length(line.axis):
            return line.formula
        return line.opening if period == 0 else None

    def _precedent(self, read: Reading, depth: int) -> Precedent:
        match read:
            case InputRead():
                i = self.values.model.inputs[read.input.id]  # a formula may hold it as it was stated before
                value = self.values.inputs[i.id]
                return InputTrace(i.id, i.label, i.unit, value, i.source, read.key, read.is_used)
            case PeriodRead():
                return self.trace(read, depth)
            case RangeRead():
                return self._range(read, depth)

    def _range(self, read: RangeRead, depth: int) -> RangeTrace:
        line = read.line
        ends = [name_of_period(self.values, line.axis, i) for i in (read.first, read.last)]
        largest = self._largest(read)
        return RangeTrace(
            line.id,
            line.label,
            line.unit,
            line.axis,
            read.first,
            read.last,
            (ends[0], ends[1]),
            read.how,
            _number(read.value),
            None if largest is None else self.trace(PeriodRead(line, largest, read.is_used), depth),
            read.is_used,
            read.periods,
        )

    def _largest(self, read: RangeRead) -> int | None:
        array = [line_value(read.line, self.values, 0), *array_of(read.line, self.values)]
        periods = range(read.first, read.last + 1)
        numbers = {i: array[i] for i in periods if not math.isnan(array[i])}
        if not numbers or read.how == "count":
            return None
        if read.how == "first":
            return None if math.isnan(read.value) else int(read.value)
        if read.how == "sum":
            largest = max(numbers, key=lambda i: abs(numbers[i]))
            return largest if numbers[largest] != 0.0 else None
        return (min if read.how == "lowest" else max)(numbers, key=lambda i: numbers[i])


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
