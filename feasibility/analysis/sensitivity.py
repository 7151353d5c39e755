"""What a measure rests on (følsomhetsanalyse): every number of the case moved alone, and two together.

Each number is moved through its own stated range, or a tenth either way, and the numbers are ranked by how
far the measure then moves (tornado). All of it is one pass over arrays. An end that the case's own rules
refuse is not moved to, and is said to be refused.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, default_measure, measure, number, numbers
from feasibility.analysis.ranges import Range, range_of, require_range
from feasibility.case import CaseError
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result

SHOWN = 15
"""How many numbers are ranked unless more are asked for."""
STEPS = 5
"""Values along each side of a two-way table, what is stated beside them."""
_LARGEST = 41
_SAME = 1e-9

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bar:
    """One number moved alone: from where to where, and the measure at both ends; None where it has no number.

    refused: the rule of the case that stopped it at what is stated.
    """

    moved: Range
    at_low: float | None
    at_high: float | None
    refused: str | None = None

    @property
    def number(self) -> Number:
        """The number that is moved."""
        return self.moved.number


@dataclass(frozen=True)
class Sensitivity:
    """The numbers ranked by effect on a measure.

    base: the measure as the case stands. bars: the numbers that move it most, the most first. tried: how
    many were moved in all; without_effect: how many of them do not move it. not_moved: those that are 0 and
    have no range, so that nothing says how far to move them. checks_failed: in some of the runs.
    """

    line: Line
    base: float
    bars: tuple[Bar, ...]
    tried: int
    without_effect: int
    not_moved: tuple[Number, ...]
    checks_failed: bool

    def effect(self, bar: Bar) -> float:
        """How far the measure moves between the ends and what is stated."""
        return _effect(self.base, bar)


@dataclass(frozen=True)
class TwoWay:
    """A measure for every pair of two numbers' values; rows follow y, columns x. None: no number, or refused.

    refused: how many of the cells the case's rules refuse.
    """

    line: Line
    base: float | None
    x: Number
    y: Number
    x_values: tuple[float, ...]
    y_values: tuple[float, ...]
    cells: tuple[tuple[float | None, ...], ...]
    refused: int


def sensitivity(result: Result, of: str | None = None, count: int = SHOWN) -> Sensitivity:
    """Rank the numbers of a case by their effect on a measure.

    Args:
        result: the case as it was run.
        of: the measure, by id or name; the operator's present value unless given, the landlord's where there
            is no operator.
        count: how many numbers to rank.

    Raises:
        NoAnswer: no such measure, it has no number in the case, or none is to be ranked.
    """
    if count < 1:
        raise NoAnswer(
            Label(
                "Det må vises minst ett tall. Skriv for eksempel 15.",
                "At least one number must be shown. Write 15, for example.",
            )
        )
    line = measure(result, of or default_measure(result))
    base = required(result, line)
    all_numbers = numbers(result)
    ranges = [moved for one in all_numbers if (moved := range_of(result, one)) is not None]
    known = {moved.number.path for moved in ranges}
    at_ends, failed = _moved(result, line, ranges)
    bars = [
        Bar(moved, _or_none(low), _or_none(high)) for moved, (low, high) in zip(ranges, at_ends, strict=True)
    ]
    by_effect = sorted(bars, key=lambda bar: (-_effect(base, bar), bar.number.path))
    touching = [bar for bar in by_effect if _effect(base, bar) > _SAME * max(1.0, abs(base))]
    return Sensitivity(
        line,
        base,
        _allowed(result, base, touching, count),
        len(ranges),
        len(ranges) - len(touching),
        tuple(one for one in all_numbers if one.path not in known),
        failed,
    )


def two_way(
    result: Result,
    x: str,
    y: str,
    of: str | None = None,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    steps: int = STEPS,
) -> TwoWay:
    """The measure for every pair of values of two numbers.

    Args:
        x, y: the numbers, by path or name.
        x_range, y_range: from and to; left out, the number's own range, or a tenth either way.
        steps: values along each side; what is stated comes in addition.

    Raises:
        NoAnswer: no such number or measure, both are one, a range that is wrong.
    """
    line = measure(result, of or default_measure(result))
    one, other = number(result, x), number(result, y)
    if one.path == other.path:
        raise NoAnswer(
            Label(
                f"Begge tallene er {one.path}. Nevn to forskjellige.",
                f"Both numbers are {one.path}. Name two different ones.",
            )
        )
    if not 2 <= steps <= _LARGEST:
        raise NoAnswer(
            Label(
                f"Velg fra 2 til {_LARGEST} verdier på hver side.", f"Choose 2 to {_LARGEST} values a side."
            )
        )
    along = _values(result, one, x_range, steps)
    down = _values(result, other, y_range, steps)
    grid = {one.path: np.tile(along, len(down)), other.path: np.repeat(down, len(along))}
    found = result.built.program.run_many(grid, [line.id], result.changed_inputs)[line.id]
    cells, refused = [], 0
    for row, value in enumerate(down):
        here: list[float | None] = []
        for column, across in enumerate(along):
            if _refused(result, ((one, across), (other, value))) is not None:
                refused += 1
                here.append(None)
            else:
                here.append(_or_none(found[row * len(along) + column]))
        cells.append(tuple(here))
    return TwoWay(
        line,
        result.number(line),
        one,
        other,
        tuple(map(float, along)),
        tuple(map(float, down)),
        tuple(cells),
        refused,
    )


def required(result: Result, line: Line) -> float:
    """The measure as the case stands. Raises NoAnswer where it has no number there."""
    base = result.number(line)
    if base is None:
        reason = result.reason(line) or Label("", "")
        raise NoAnswer(
            Label(
                f"{line.label.nb} har ikke noe tall i saken ({reason.nb}). Velg et annet nøkkeltall.",
                f"{line.label.en} has no number in the case ({reason.en}). Choose another measure.",
            )
        )
    return base


def _moved(result: Result, line: Line, ranges: Sequence[Range]) -> tuple[list[tuple[float, float]], bool]:
    """The measure with each number at its two ends, and whether a check failed at an end the case takes."""
    checks = [check.difference.id for check in result.built.checks]
    width = 2 * len(ranges)
    varied = {}
    for place, moved in enumerate(ranges):
        values = np.full(width, moved.number.stated)
        values[2 * place], values[2 * place + 1] = moved.low, moved.high
        varied[moved.number.path] = values
    found = result.built.program.run_many(varied, [line.id, *checks], result.changed_inputs)
    wrong = np.zeros(width, dtype=bool)
    for check in checks:
        wrong |= found[check] != 0
    ends = [((moved.number, end),) for moved in ranges for end in (moved.low, moved.high)]
    failed = any(_refused(result, ends[column]) is None for column in np.flatnonzero(wrong))
    pairs = found[line.id].reshape(-1, 2)
    return [(float(low), float(high)) for low, high in pairs], failed


def _allowed(result: Result, base: float, ranked: Sequence[Bar], count: int) -> tuple[Bar, ...]:
    """The first so many of the ranked, each moved only as far as the case's rules let it; ranked again.

    A bar that is cut falls in the ranking, so the next are looked at until none can rise above those kept.
    """
    kept: list[Bar] = []
    for bar in ranked:
        if len(kept) >= count and _effect(base, bar) <= sorted(_effect(base, k) for k in kept)[-count]:
            break
        cut = _cut(result, base, bar)
        if _effect(base, cut) > 0:
            kept.append(cut)
    kept.sort(key=lambda bar: (-_effect(base, bar), bar.number.path))
    return tuple(kept[:count])


def _cut(result: Result, base: float, bar: Bar) -> Bar:
    moved, stated = bar.moved, bar.number.stated
    at_low = _refused(result, ((bar.number, moved.low),))
    at_high = _refused(result, ((bar.number, moved.high),))
    if at_low is not None:
        bar = replace(bar, moved=replace(bar.moved, low=stated), at_low=base, refused=at_low)
    if at_high is not None:
        bar = replace(bar, moved=replace(bar.moved, high=stated), at_high=base, refused=at_high)
    return bar


def _refused(result: Result, changes: Sequence[tuple[Number, float]]) -> str | None:
    """The path of the rule that refuses some changes; None where the case takes them."""
    stated = {one.path: (round(value) if one.is_whole else float(value)) for one, value in changes}
    if all(value == one.stated for one, value in changes):
        return None
    try:
        result.case.changed({"scenarios": {}, **stated})
    except CaseError as error:
        return error.problems[0].path
    return None


def _values(result: Result, of: Number, asked: tuple[float, float] | None, steps: int) -> _Numbers:
    """The values along one side of a table, what is stated among them."""
    if asked is None:
        own = range_of(result, of)
        if own is None:
            raise NoAnswer(
                Label(
                    f"{of.label.nb} er 0 i saken, så det er ikke gitt hvor langt det skal flyttes. "
                    f"Oppgi fra og til: {of.path}=0..100.",
                    f"{of.label.en} is 0 in the case, so it is not given how far to move it. "
                    f"State from and to: {of.path}=0..100.",
                )
            )
        asked = own.low, own.high
    low, high = asked
    require_range(of, low, high)
    even = np.linspace(low, high, steps)
    if of.is_whole or (of.moves_whole and float(low).is_integer() and float(high).is_integer()):
        even = np.unique(np.round(even))
    return np.unique(np.append(even, of.stated)) if low <= of.stated <= high else even


def _effect(base: float, bar: Bar) -> float:
    ends = [base, *(end for end in (bar.at_low, bar.at_high) if end is not None)]
    return max(ends) - min(ends)


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
