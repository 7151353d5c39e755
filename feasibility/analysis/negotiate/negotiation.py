"""The whole answer: the map, its limits, the point that is fair, the cheapest help, and what opens a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from feasibility.analysis.negotiate.forms import Forms, forms_of_help
from feasibility.analysis.negotiate.grid import NegotiationMap, negotiate_map
from feasibility.analysis.negotiate.prepared import Against, Condition, Covenant
from feasibility.analysis.negotiate.subsidy import Subsidy, smallest_subsidies
from feasibility.analysis.negotiate.terms import LABELS, PAIRS, Range, require_within
from feasibility.analysis.negotiate.zone import EqualGain, Span, Whose, equal_gain, spans
from feasibility.analysis.today import Alternative
from feasibility.evaluate import run
from feasibility.model import Result

Why = Literal["asked", "equal_gain", "stated", "nearest"]


@dataclass(frozen=True, eq=False)
class Judged:
    """One point as both see it.

    gains: the landlord's over each alternative; gain: over the best of those asked about. fails, broken:
    conditions that do not hold, and covenants that are broken.
    """

    x: float
    y: float
    gains: Mapping[Alternative, float]
    gain: float
    operator_value: float
    landlord_cash: float
    operator_cash: float
    fails: tuple[Condition, ...]
    broken: tuple[Covenant, ...]

    @property
    def is_agreed(self) -> bool:
        """Whether both gain from it: it lies in the zone."""
        return not self.fails


@dataclass(frozen=True, eq=False)
class Point(Judged):
    """One point as a case of its own, run by itself.

    why: it was asked for, both gain the same there, it is the case as it stands, or, without a zone, it comes
    nearest: most conditions hold, and among such points the poorer party has most. result: the single run.
    """

    why: Why
    result: Result


@dataclass(frozen=True, eq=False)
class Explored:
    """What is the same whichever point is looked at.

    result: the run asked about. spans: the limits of each and of the zone, by value of x. equal: None without
    a zone. subsidies: the smallest of each kind that opens one, where there is none. as_stated: the case as
    it stands, judged as the points are.
    """

    result: Result
    map: NegotiationMap
    spans: Mapping[Whose, tuple[Span, ...]]
    equal: EqualGain | None
    subsidies: tuple[Subsidy, ...]
    as_stated: tuple[Condition, ...]

    @property
    def has_zone(self) -> bool:
        """Whether some point suits both."""
        return bool(self.spans["zone"])

    def judged(self, x: float, y: float) -> Judged:
        """Any point the terms may have. Raises NoAnswer for one they may not."""
        _require_within(self.map, x, y)
        return Judged(x, y, **_judged(self.map, x, y))

    @property
    def start(self) -> tuple[Why, float, float]:
        """The point to begin with where none is asked for, and why it is that."""
        return _chosen(self.map, self.equal, None)


@dataclass(frozen=True, eq=False)
class Negotiation(Explored):
    """What landlord and operator can agree on over two terms.

    point: what the term sheet is of. forms: the cheapest form of the help at the point; None where other
    things than the lease's terms are varied.
    """

    point: Point
    forms: Forms | None


def explore(
    result: Result,
    x: str = PAIRS["months_percentage"][0],
    y: str = PAIRS["months_percentage"][1],
    x_range: Range | None = None,
    y_range: Range | None = None,
    against: Against = "best",
) -> Explored:
    """Find where both can agree, at no point in particular; arguments and errors as of `negotiate`."""
    found = negotiate_map(result, x, y, x_range, y_range, against)
    limits = spans(found)
    return Explored(
        result,
        found,
        limits,
        equal_gain(found, limits["zone"]),
        () if limits["zone"] else smallest_subsidies(found),
        _as_stated(result, found),
    )


def settled(found: Explored, point: tuple[float, float] | None = None) -> Negotiation:
    """The negotiation at one point: its case is run by itself, and the same help sought in other forms.

    Raises:
        NoAnswer, CaseError: as `negotiate`.
    """
    there = _point(found.map, *_chosen(found.map, found.equal, point))
    of_lease = found.map.x.id in LABELS and found.map.y.id in LABELS
    return Negotiation(
        found.result,
        found.map,
        found.spans,
        found.equal,
        found.subsidies,
        found.as_stated,
        there,
        forms_of_help(found.result, there.operator_value, found.map.against) if of_lease else None,
    )


def negotiate(
    result: Result,
    x: str = PAIRS["months_percentage"][0],
    y: str = PAIRS["months_percentage"][1],
    x_range: Range | None = None,
    y_range: Range | None = None,
    against: Against = "best",
    point: tuple[float, float] | None = None,
) -> Negotiation:
    """Find what both can agree on over two terms of a lease, or any two numbers of the case.

    Args:
        result: the case as it was run; all its support counts, unless it was run without.
        x, y: names of terms (`terms.PATHS` and others), or paths or labels of numbers.
        x_range, y_range: what is tried of each; where left out, what is usual for the term.
        against: what the landlord must do as well as: the best of the alternatives, or one of them.
        point: what the term sheet and the forms of help are of; where left out, the point of equal gain.

    Raises:
        NoAnswer: see `grid.negotiate_map`; and for a point that the terms may not have.
        CaseError: the point is no case that keeps the rules.
    """
    return settled(explore(result, x, y, x_range, y_range, against), point)


def _chosen(
    found: NegotiationMap, equal: EqualGain | None, point: tuple[float, float] | None
) -> tuple[Why, float, float]:
    if point is not None:
        _require_within(found, *point)
        return "asked", *point
    if equal is not None:
        return "equal_gain", equal.x, equal.y
    if found.x.stated is not None and found.y.stated is not None:
        return "stated", found.x.stated, found.y.stated
    held = np.sum(list(found.holds.values()), axis=0)
    poorer = np.minimum(found.evaluated.gain, found.evaluated.operator_value)
    place = int(np.where(held == held.max(), poorer, -np.inf).argmax())
    return "nearest", float(found.xs[place // found.ys.size]), float(found.ys[place % found.ys.size])


def _require_within(found: NegotiationMap, x: float, y: float) -> None:
    require_within(found.x, x)
    require_within(found.y, y)


def _point(found: NegotiationMap, why: Why, x: float, y: float) -> Point:
    case = found.ready.case_at({found.x.id: x, found.y.id: y})
    return Point(x, y, **_judged(found, x, y), why=why, result=run(case))


def _judged(found: NegotiationMap, x: float, y: float) -> dict[str, Any]:
    there = found.at(np.array([x]), np.array([y]))
    return {
        "gains": {name: float(gain[0]) for name, gain in there.gains.items()},
        "gain": float(there.gain[0]),
        "operator_value": float(there.operator_value[0]),
        "landlord_cash": float(there.landlord_cash[0]),
        "operator_cash": float(there.operator_cash[0]),
        "fails": tuple(condition for condition, flags in there.holds().items() if not flags[0]),
        "broken": tuple(covenant for covenant, years in there.breaches.items() if years[0] > 0),
    }


def _as_stated(result: Result, found: NegotiationMap) -> tuple[Condition, ...]:
    """The conditions that do not hold in the case as it stands."""
    there = found.ready.of_run(result, found.against)
    return tuple(condition for condition, flags in there.holds().items() if not flags[0])
