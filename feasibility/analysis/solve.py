"""The value at which a measure reaches a target (målsøking): "what rent gives the operator a value of zero?"

One input is varied, or one factor on several. The measure is evaluated over the whole range in one pass, so
nothing is assumed about how it moves; wherever it crosses the target between two neighbours, a bracketing
root finder (Chandrupatla's method, in SciPy) closes in on all crossings at once. A crossing where the measure
jumps past the target without reaching it is told as a jump, not as a root.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, default_measure, number
from feasibility.analysis.numbers import measure as line_of
from feasibility.engine.expr import Line
from feasibility.language import LANGUAGES, Label
from feasibility.language.label import listed
from feasibility.model import Result

TRIED = 400
"""Intervals the range is divided into, where the input is not counted in whole numbers."""

REACHED = 1e-6
"""How near the target counts as reached, in the measure's own unit or, if more, of the target."""

TWICE = Label("Et tall er oppgitt flere ganger. Oppgi det én gang.", "A number is named twice. Name it once.")

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reached:
    """One value of the input, or of the factor, and what the measure is there."""

    value: float
    measure: float


@dataclass(frozen=True)
class Point:
    """A value that was tried; `measure` is None where the measure is null there."""

    value: float
    measure: float | None


@dataclass(frozen=True)
class Span:
    """The measure is at the target all the way between two values."""

    low: float
    high: float


@dataclass(frozen=True)
class Jump:
    """The measure passes the target without reaching it: its values on either side of one value."""

    below: Reached
    above: Reached


@dataclass(frozen=True)
class Solved:
    """Where a measure reaches a target.

    paths: the inputs, in the case; more than one share one factor. base: what the input is (1 for a factor),
    and the measure with it; a measure that is null is None. low, high: the range that was tried.
    roots: every single value at which the target is reached, from the lowest. spans: where it stays reached.
    jumps: where it is passed without being reached. nearest: where none of these is found, the value tried
    that comes nearest; None where the measure is null throughout. label: what the number is called; of
    several, a common factor on them. curve: every value tried, from the lowest. wholes: of a number that
    comes in whole ones, though its field takes a fraction, the whole numbers on either side of each root.
    """

    paths: tuple[str, ...]
    is_factor: bool
    is_whole: bool
    unit: str
    line: Line
    target: float
    base: float
    base_measure: float | None
    low: float
    high: float
    roots: tuple[Reached, ...]
    spans: tuple[Span, ...]
    jumps: tuple[Jump, ...]
    nearest: Reached | None
    label: Label
    curve: tuple[Point, ...]
    wholes: tuple[Reached, ...] = ()


def solve(
    result: Result,
    paths: Sequence[str],
    measure: str | None = None,
    target: float = 0.0,
    low: float | None = None,
    high: float | None = None,
) -> Solved:
    """Find every value of one input, or of one factor on several, at which a measure reaches a target.

    Args:
        result: the case as it was run; its other inputs stay as they are.
        paths: one number of the case, by path ("deal.lease.rent_nok_per_m2_year") or by what it is called, or
            several that are multiplied by one factor.
        measure: a line that is one number, by id ("operator.npv") or name; the operator's present value
            unless given, the landlord's where there is no operator.
        target: in the measure's unit.
        low, high: the range, in the input's unit, or of the factor. Where left out: a share as far as the
            field allows, else from nothing to four times what the case states; a factor from 0 to 2.

    Raises:
        NoAnswer: nothing is called that (with the nearest names), the number decides what the model is made
            of, the measure is no single number, or the range is empty or outside what the field allows.
    """
    line = line_of(result, measure or default_measure(result))
    if not paths:
        raise NoAnswer(Label("Oppgi minst ett tall i saken.", "Name at least one number of the case."))
    fields = [number(result, path) for path in paths]
    paths = [found.path for found in fields]
    if len(set(paths)) < len(paths):
        raise NoAnswer(TWICE)
    is_factor, field = len(paths) > 1, fields[0]
    is_whole = field.is_whole and not is_factor
    stated = np.array([found.stated for found in fields])
    base = 1.0 if is_factor else float(stated[0])
    if is_factor:
        limits = _factor_limits(paths, fields, stated)
        first = max(0.0, limits[0]) if low is None else low
        last = min(2.0, limits[1]) if high is None else high
    else:
        limits = (field.low, field.high)
        first, last = _range(paths[0], limits, base, low, high)
    _require_range(first, last, *limits)

    def measured(values: _Numbers) -> _Numbers:
        varied = {path: values * of if is_factor else values for path, of in zip(paths, stated, strict=True)}
        found = result.built.program.run_many(varied, [line.id], result.changed_inputs)
        return found[line.id] - target

    tried = _tried(first, last, base, is_whole)
    over = measured(tried)
    near = REACHED * max(1.0, abs(target))
    spans = _spans(tried, np.abs(over) <= near)
    roots, jumps = _crossings(tried, over, measured, near, is_whole)
    roots = [root for root in roots if not any(span.low <= root[0] <= span.high for span in spans)]
    counted = not is_factor and not is_whole and field.is_counted
    beside = _beside([value for value, _ in roots], first, last) if counted else np.empty(0)
    return Solved(
        tuple(paths),
        is_factor,
        is_whole,
        "" if is_factor else field.unit,
        line,
        target,
        base,
        result.number(line),
        first,
        last,
        tuple(Reached(value, off + target) for value, off in roots),
        spans,
        tuple(
            Jump(Reached(a, over_a + target), Reached(b, over_b + target)) for a, over_a, b, over_b in jumps
        ),
        None if roots or spans or jumps else _nearest(tried, over, target),
        _label(fields),
        _curve(tried, over + target),
        tuple(
            Reached(float(value), float(off) + target)
            for value, off in zip(beside, measured(beside) if beside.size else beside, strict=True)
            if not math.isnan(off)
        ),
    )


def _label(fields: Sequence[Number]) -> Label:
    if len(fields) == 1:
        return fields[0].label
    nb, en = ([found.label.text(language) for found in fields] for language in LANGUAGES)
    return Label(f"Felles faktor på {listed(nb, 'nb')}", f"Common factor on {listed(en, 'en')}")


def _factor_limits(paths: Sequence[str], fields: Sequence[Number], stated: _Numbers) -> tuple[float, float]:
    """The factors with which every input stays within its field."""
    whole = [path for path, field in zip(paths, fields, strict=True) if field.is_whole]
    if whole or not np.any(stated):
        named = ", ".join(whole or paths)
        raise NoAnswer(
            Label(
                f"{named} kan ikke ganges med en faktor: det telles i hele tall, eller er 0.",
                f"{named} can't be multiplied by a factor: it is counted in whole numbers, or is 0.",
            )
        )
    low, high = -math.inf, math.inf
    for field, of in zip(fields, stated, strict=True):
        if of:
            ends = sorted((field.low / float(of), field.high / float(of)))
            low, high = max(low, ends[0]), min(high, ends[1])
    return low, high


def _range(
    path: str, limits: tuple[float, float], base: float, low: float | None, high: float | None
) -> tuple[float, float]:
    """The range asked for, or what the field allows within reach of what is stated."""
    is_share = limits[1] <= 1
    if (low is None or high is None) and base == 0 and not is_share:
        raise NoAnswer(
            Label(
                f"{path} er 0 i saken, så det er ikke gitt hvor langt det skal letes. Oppgi fra og til.",
                f"{path} is 0 in the case, so it is not given how far to look. State from and to.",
            )
        )
    reach = (-1.0, 1.0) if is_share else sorted((0.0, 4.0 * base))
    first = max(limits[0], reach[0]) if low is None else low
    last = min(limits[1], reach[1]) if high is None else high
    return first, last


def _require_range(first: float, last: float, lowest: float, highest: float) -> None:
    if not first < last:
        raise NoAnswer(
            Label(
                f"Området går fra {first:g} til {last:g}. Det må gå fra et tall til et som er større.",
                f"The range goes from {first:g} to {last:g}. It must go from a number to a larger one.",
            )
        )
    if first < lowest or last > highest:
        raise NoAnswer(
            Label(
                f"Området {first:g} til {last:g} går ut over feltets grenser: {lowest:g} til {highest:g}.",
                f"The range {first:g} to {last:g} goes beyond the field's limits: {lowest:g} to {highest:g}.",
            )
        )


def _tried(first: float, last: float, base: float, is_whole: bool) -> _Numbers:
    """The values tried, what the case states among them."""
    if is_whole:
        return np.arange(math.ceil(first), math.floor(last) + 1, dtype=float)
    even = np.linspace(first, last, TRIED + 1)
    return np.unique(np.append(even, base)) if first < base < last else even


def _beside(roots: Sequence[float], first: float, last: float) -> _Numbers:
    """The whole numbers on either side of each root that is none itself, within the range."""
    near = {side for root in roots for side in (math.floor(root), math.ceil(root)) if not root.is_integer()}
    return np.array(sorted(side for side in near if first <= side <= last), dtype=float)


def _curve(tried: _Numbers, measured: _Numbers) -> tuple[Point, ...]:
    return tuple(
        Point(float(x), None if math.isnan(y) else float(y)) for x, y in zip(tried, measured, strict=True)
    )


def _spans(tried: _Numbers, exact: npt.NDArray[np.bool_]) -> tuple[Span, ...]:
    """Where two or more neighbours are all at the target: to the values tried, not beyond them."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], exact, [False])).astype(int)))
    runs = zip(edges[::2], edges[1::2] - 1, strict=True)
    return tuple(Span(float(tried[a]), float(tried[b])) for a, b in runs if b > a)


_Crossing = tuple[float, float]


def _crossings(
    tried: _Numbers, over: _Numbers, measured: Callable[[_Numbers], _Numbers], near: float, is_whole: bool
) -> tuple[list[_Crossing], list[tuple[float, float, float, float]]]:
    """(value, measure less target) of each root, and the two sides of each jump."""
    exact = np.abs(over) <= near
    roots = [(float(x), float(y)) for x, y in zip(tried[exact], over[exact], strict=True)]
    between = np.flatnonzero(~exact[:-1] & ~exact[1:] & (over[:-1] * over[1:] < 0))  # no number: no crossing
    jumps: list[tuple[float, float, float, float]] = []
    if between.size == 0:
        return roots, jumps
    left, right = tried[between], tried[between + 1]
    if is_whole:
        sides = zip(left, over[between], right, over[between + 1], strict=True)
        return roots, [(float(a), float(b), float(c), float(d)) for a, b, c, d in sides]
    from scipy.optimize import elementwise  # a third of what the app imports: only when asked for

    found = elementwise.find_root(
        lambda x: np.asarray(measured(np.ravel(x))).reshape(np.shape(x)), (left, right)
    )
    low, high = (np.asarray(side) for side in found.bracket)
    at_low, at_high = (np.asarray(side) for side in found.f_bracket)
    for x, y, a, fa, b, fb in zip(found.x, found.f_x, low, at_low, high, at_high, strict=True):
        if abs(y) <= near:
            roots.append((float(x), float(y)))
        else:
            jumps.append((float(a), float(fa), float(b), float(fb)))
    return sorted(roots), sorted(jumps)


def _nearest(tried: _Numbers, over: _Numbers, target: float) -> Reached | None:
    if np.all(np.isnan(over)):
        return None
    place = int(np.nanargmin(np.abs(over)))
    return Reached(float(tried[place]), float(over[place]) + target)
