"""How far a number of the case may move: its own stated range, or else a tenth either way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number
from feasibility.language import Label, format_measure
from feasibility.model import Result

STEP = 0.10
"""How far a number without a range of its own is moved, of what it is."""
LEAST_POINTS = 0.01
"""The least a share or a rate is moved: one percentage point."""


@dataclass(frozen=True)
class Range:
    """How far one number is moved. is_own: the case states the range itself.

    low and high lie within the field's limits; one of them may be what is stated, where it is at its limit.
    """

    number: Number
    low: float
    high: float
    is_own: bool


def own_range(result: Result, number: Number) -> Range | None:
    """The range that the case states beside the number's source; None where it states none.

    A number that was changed for the run has none: the range was of the number that was there.
    """
    note = result.case.sources.get(number.path)
    if note is None or note.low is None or note.high is None or number.path in result.changed_inputs:
        return None
    return Range(number, note.low, note.high, is_own=True)


def range_of(result: Result, number: Number) -> Range | None:
    """How far a number is moved; None where nothing says how: an amount or a measure that is 0."""
    own = own_range(result, number)
    if own is not None:
        return own
    step = abs(number.stated) * STEP
    if number.unit.startswith("share"):
        step = max(step, LEAST_POINTS)
    if number.moves_whole:
        step = max(1.0, math.floor(step + 0.5))
    low, high = (_within(number, number.stated + way * step) for way in (-1, 1))
    return None if low == high else Range(number, low, high, is_own=False)


def _within(number: Number, value: float) -> float:
    """The value within the field's limits. One that the field does not itself include is not reached."""
    if number.low <= value <= number.high:
        return _inside(number, value)
    return _inside(number, min(max(value, number.low), number.high))


def _inside(number: Number, value: float) -> float:
    at_end = (value == number.low and not number.low_included) or (
        value == number.high and not number.high_included
    )
    if at_end:
        return number.stated if number.moves_whole else (value + number.stated) / 2
    return value


def require_range(number: Number, low: float, high: float) -> None:
    """Raise NoAnswer where a range is empty, beyond the field's limits, or not whole where the number is."""
    name = number.label
    if not low < high:
        raise NoAnswer(
            Label(
                f"{name.nb}: området går fra {low:g} til {high:g}. Skriv det minste først.",
                f"{name.en}: the range goes from {low:g} to {high:g}. Write the smaller one first.",
            )
        )
    if low < number.low or high > number.high:
        ends = [_limit(number, end) for end in (number.low, number.high)]
        raise NoAnswer(
            Label(
                f"{name.nb}: området {low:g} til {high:g} går ut over feltets grenser, "
                f"{ends[0].nb} til {ends[1].nb}. Velg et område innenfor.",
                f"{name.en}: the range {low:g} to {high:g} goes beyond the field's limits, "
                f"{ends[0].en} to {ends[1].en}. Choose a range within them.",
            )
        )


def _limit(number: Number, end: float) -> Label:
    if math.isinf(end):
        return Label("uendelig", "infinity") if end > 0 else Label("minus uendelig", "minus infinity")
    if number.unit in ("month", "date", "calendar_year"):
        return Label(f"{end:g}", f"{end:g}")
    return Label(format_measure(end, number.unit, "nb"), format_measure(end, number.unit, "en"))
