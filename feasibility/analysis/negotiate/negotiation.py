"""The whole answer: the map, its limits, the point that is fair, the cheapest help, and what opens a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from feasibility.analysis.discount import Alternative
from feasibility.analysis.negotiate.forms import Forms, forms_of_help
from feasibility.analysis.negotiate.grid import NegotiationMap, negotiate_map
from feasibility.analysis.negotiate.prepared import Against, Condition, Covenant
from feasibility.analysis.negotiate.subsidy import Subsidy, smallest_subsidies
from feasibility.analysis.negotiate.terms import LABELS, PAIRS, Range, require_within
from feasibility.analysis.negotiate.zone import EqualGain, Span, Whose, equal_gain, spans
from feasibility.evaluate import run
from feasibility.model import Result

Why = Literal["asked", "equal_gain", "stated", "nearest"]


@dataclass(frozen=True, eq=False)
class Point:
    """One point as a case of its own, run by itself.

    why: it was asked for, both gain the same there, it is the case as it stands, or, without a zone, it comes
    nearest: most conditions hold, and among such points the poorer party has most. result: the single run.
    fails, broken: conditions that do not hold, and covenants that are broken.
    """

    why: Why
    x: float
    y: float
    result: Result
    gains: Mapping[Alternative, float]
    gain: float
    operator_value: float
    fails: tuple[Condition, ...]
    broken: tuple[Covenant, ...]


@dataclass(frozen=True, eq=False)
class Negotiation:
    """What landlord and operator can agree on over two terms.

    result: the run asked about. spans: the limits of each and of the zone, by value of x. equal: None without
    a zone. subsidies: the smallest of each kind that opens one, where there is none. point: what the term
    sheet is of. forms: the cheapest form of the help at the point; None where other things than the lease's
    terms are varied. as_stated: the case as it stands, judged as the points are.
    """

    result: Result
    map: NegotiationMap
    spans: Mapping[Whose, tuple[Span, ...]]
    equal: EqualGain | None
    subsidies: tuple[Subsidy, ...]
    point: Point
    forms: Forms | None
    as_stated: tuple[Condition, ...]

    @property
    def has_zone(self) -> bool:
        """Whether some point suits both."""
        return bool(self.spans["zone"])


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
    found = negotiate_map(result, x, y, x_range, y_range, against)
    limits = spans(found)
    equal = equal_gain(found, limits["zone"])
    chosen = _chosen(found, equal, point)
    there = _point(found, *chosen)
    of_lease = found.x.id in LABELS and found.y.id in LABELS
    return Negotiation(
        result,
        found,
        limits,
        equal,
        () if limits["zone"] else smallest_subsidies(found),
        there,
        forms_of_help(result, there.operator_value, against) if of_lease else None,
        _as_stated(result, found),
    )


def _chosen(
    found: NegotiationMap, equal: EqualGain | None, point: tuple[float, float] | None
) -> tuple[Why, float, float]:
    if point is not None:
        require_within(found.x, point[0])
        require_within(found.y, point[1])
        return "asked", *point
    if equal is not None:
        return "equal_gain", equal.x, equal.y
    if found.x.stated is not None and found.y.stated is not None:
        return "stated", found.x.stated, found.y.stated
    held = np.sum(list(found.holds.values()), axis=0)
    poorer = np.minimum(found.evaluated.gain, found.evaluated.operator_value)
    place = int(np.where(held == held.max(), poorer, -np.inf).argmax())
    return "nearest", float(found.xs[place // found.ys.size]), float(found.ys[place % found.ys.size])


def _point(found: NegotiationMap, why: Why, x: float, y: float) -> Point:
    case = found.ready.case_at({found.x.id: x, found.y.id: y})
    there = found.at(np.array([x]), np.array([y]))
    holds = there.holds()
    return Point(
        why,
        x,
        y,
        run(case),
        {name: float(gain[0]) for name, gain in there.gains.items()},
        float(there.gain[0]),
        float(there.operator_value[0]),
        tuple(condition for condition, flags in holds.items() if not flags[0]),
        tuple(covenant for covenant, years in there.breaches.items() if years[0] > 0),
    )


def _as_stated(result: Result, found: NegotiationMap) -> tuple[Condition, ...]:
    """The conditions that do not hold in the case as it stands."""
    there = found.ready.of_run(result, found.against)
    return tuple(condition for condition, flags in there.holds().items() if not flags[0])
