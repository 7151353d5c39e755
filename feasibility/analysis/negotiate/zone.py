"""Where the zone of agreement ends, and the point in it at which both gain the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from feasibility.analysis.negotiate.grid import NegotiationMap
from feasibility.analysis.negotiate.prepared import Evaluated, Flags, Numbers, Receiver, of_party

Whose = Literal["landlord", "operator", "zone"]
_FINE: Final = 1e-6
"""How near an edge is closed in on, of the step between two grid points."""

_AT_ONCE: Final = 250
"""Points tried in one pass while edges are closed in on: a pass of none takes as long as 200 points."""

_NEAR: Final = 1e-13
"""How near a root is, of the value itself."""

EQUAL: Final = 1e-6
"""How near two gains are the same, in NOK or, if more, of the gain."""


@dataclass(frozen=True)
class Span:
    """At one value of x, the values of y from low to high hold.

    low_is_end, high_is_end: it goes on to the end of what was tried, so this is no limit. Both edges hold
    themselves; just outside them, a condition fails.
    """

    x: float
    low: float
    high: float
    low_is_end: bool
    high_is_end: bool


@dataclass(frozen=True)
class EqualGain:
    """The point in the zone at which both gain the same, the larger gain where there are several.

    is_exact: the two are the same; otherwise it is the point tried that comes nearest.
    """

    x: float
    y: float
    landlord_gain: float
    operator_gain: float
    is_exact: bool


def spans(found: NegotiationMap) -> dict[Whose, tuple[Span, ...]]:
    """The limits of both and of the zone: every unbroken stretch of y at each x, its edges refined."""
    masks: dict[Receiver, Flags] = {"landlord": found.landlord, "operator": found.operator}
    stretches = [
        (whose, column, first, last)
        for whose, mask in masks.items()
        for column, row in enumerate(found.table(mask))
        for first, last in _stretches(row)
    ]
    last_place = found.ys.size - 1
    edges = [
        (number, whose, column, inside, outside)
        for number, (whose, column, first, last) in enumerate(stretches)
        for inside, outside in ((first, first - 1), (last, last + 1))
        if 0 <= outside <= last_place
    ]
    refined = _refined(found, [(whose, found.xs[c], found.ys[i], found.ys[o]) for _, whose, c, i, o in edges])
    at = {(number, o > i): y for (number, _, _, i, o), y in zip(edges, refined, strict=True)}
    out: dict[Receiver, list[Span]] = {whose: [] for whose in masks}
    for number, (whose, column, first, last) in enumerate(stretches):
        low = float(at.get((number, False), found.ys[first]))
        high = float(at.get((number, True), found.ys[last]))
        out[whose].append(Span(float(found.xs[column]), low, high, first == 0, last == last_place))
    landlord, operator = tuple(out["landlord"]), tuple(out["operator"])
    return {"landlord": landlord, "operator": operator, "zone": _shared(landlord, operator)}


def _shared(landlord: tuple[Span, ...], operator: tuple[Span, ...]) -> tuple[Span, ...]:
    """Where both hold: also between two points of the grid, where neither of them lies in the zone."""
    by_x: dict[float, list[Span]] = {}
    for span in operator:
        by_x.setdefault(span.x, []).append(span)
    return tuple(
        Span(
            one.x,
            max(one.low, other.low),
            min(one.high, other.high),
            one.low_is_end and other.low_is_end,
            one.high_is_end and other.high_is_end,
        )
        for one in landlord
        for other in by_x.get(one.x, ())
        if max(one.low, other.low) <= min(one.high, other.high)
    )


def _stretches(row: Numbers | Flags) -> list[tuple[int, int]]:
    padded = np.concatenate(([False], row, [False])).astype(int)
    edges = np.flatnonzero(np.diff(padded))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _refined(found: NegotiationMap, edges: list[tuple[Receiver, float, float, float]]) -> Numbers:
    """The last value that holds on the way from one that does to one that does not."""
    if not edges:
        return np.empty(0)
    whose = np.array([edge[0] for edge in edges])
    x, inside, outside = (np.array([edge[place] for edge in edges], dtype=float) for place in (1, 2, 3))
    parts = max(4, min(16, _AT_ONCE // x.size))
    steps = np.arange(1, parts)[:, None] / parts
    first_gap = np.abs(outside - inside)
    while np.any(np.abs(outside - inside) > first_gap * _FINE):
        between = inside + (outside - inside) * steps
        if found.y.is_whole:
            between = np.where(outside > inside, np.floor(between), np.ceil(between))
        holds = found.at(np.broadcast_to(x, between.shape).ravel(), between.ravel()).holds()
        landlord, operator = of_party(holds, "landlord"), of_party(holds, "operator")
        good = np.where(np.tile(whose == "landlord", parts - 1), landlord, operator)
        # the first step that fails is the new outside, and the one before it the new inside
        tried = np.vstack([inside, between, outside])
        fails = np.vstack([good.reshape(between.shape) == 0, np.ones(x.size, dtype=bool)])
        place = fails.argmax(axis=0)
        columns = np.arange(x.size)
        closer_in, closer_out = tried[place, columns], tried[place + 1, columns]
        if np.array_equal(closer_in, inside) and np.array_equal(closer_out, outside):
            break
        inside, outside = closer_in, closer_out
    return inside


def equal_gain(found: NegotiationMap, zone: tuple[Span, ...]) -> EqualGain | None:
    """The point of the zone at which both gain the same; None without a zone.

    At each value of x, the values of y at which the two gains cross are closed in on; of those in the zone
    that with the largest gain is taken. Where y is counted in whole numbers, x and y change places.
    """
    if not zone:
        return None
    along_x = found.y.is_whole and not found.x.is_whole
    off = found.table(found.evaluated.gain - found.evaluated.operator_value)
    rows, fixed, free = (off.T, found.ys, found.xs) if along_x else (off, found.xs, found.ys)
    crossings = [
        (fixed[row], free[place], free[place + 1])
        for row, numbers in enumerate(rows)
        for place in np.flatnonzero(numbers[:-1] * numbers[1:] < 0)
    ]
    is_whole = found.x.is_whole if along_x else found.y.is_whole
    exact: list[EqualGain] = []
    if crossings and not is_whole:
        at, low, high = (np.array(of, dtype=float) for of in zip(*crossings, strict=True))
        at = at.reshape(-1)

        def points(values: Numbers, place: Numbers) -> Evaluated:
            return found.at(values, place) if along_x else found.at(place, values)

        def apart(values: Numbers, place: Numbers) -> Numbers:
            value, of = np.broadcast_arrays(values, place)
            there = points(np.ravel(value), np.ravel(of))
            return (there.gain - there.operator_value).reshape(np.shape(values))

        from scipy.optimize import elementwise  # a third of what the app imports: only when asked for

        # the last digits of a number would take as many passes again
        near = {"xatol": _NEAR, "xrtol": _NEAR, "fatol": EQUAL / 10}
        roots = elementwise.find_root(apart, (low, high), args=(at,), tolerances=near).x  # type: ignore[call-overload]
        there = points(roots, at)
        holds = there.holds()
        fits = of_party(holds, "landlord") & of_party(holds, "operator")
        fits &= _same(there.gain, there.operator_value)
        exact = [
            EqualGain(
                float(roots[i] if along_x else at[i]),
                float(at[i] if along_x else roots[i]),
                float(there.gain[i]),
                float(there.operator_value[i]),
                True,
            )
            for i in np.flatnonzero(fits)
        ]
    if exact:
        return max(exact, key=lambda point: min(point.landlord_gain, point.operator_gain))
    return _nearest(found, zone)


def _nearest(found: NegotiationMap, zone: tuple[Span, ...]) -> EqualGain:
    """Of the points in the zone and at its edges, that at which the two gains are least apart."""
    across, up = (of.ravel()[found.zone] for of in np.meshgrid(found.xs, found.ys, indexing="ij"))
    x = np.concatenate([across, [span.x for span in zone for _ in range(2)]])
    y = np.concatenate([up, [edge for span in zone for edge in (span.low, span.high)]])
    there = found.at(x, y)
    place = int(np.abs(there.gain - there.operator_value).argmin())
    gain, value = float(there.gain[place]), float(there.operator_value[place])
    return EqualGain(float(x[place]), float(y[place]), gain, value, bool(_same(gain, value)))


def _same(one: Numbers | float, other: Numbers | float) -> Flags:
    same: Flags = np.abs(np.subtract(one, other)) <= EQUAL * np.maximum(1.0, np.abs(one))
    return same
