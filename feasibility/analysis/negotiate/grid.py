"""The map: both parties' values, lowest liquidity and covenants over a grid of two terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from feasibility.analysis.negotiate.prepared import (
    CONDITIONS,
    Against,
    Condition,
    Evaluated,
    Flags,
    Numbers,
    Prepared,
    of_party,
    prepared,
)
from feasibility.analysis.negotiate.terms import PAIRS, Dimension, Range, dimensions
from feasibility.model import Result

STEPS = 40
"""Steps along each side; whole numbers where the term is counted in them."""


@dataclass(frozen=True, eq=False)
class NegotiationMap:
    """What each party has at every point: arrays (values of x, values of y).

    zone: where every condition holds. binds: the first condition that fails, as its place among
    `CONDITIONS`, −1 in the zone.
    """

    ready: Prepared
    against: Against
    x: Dimension
    y: Dimension
    xs: Numbers
    ys: Numbers
    evaluated: Evaluated
    holds: Mapping[Condition, Flags]
    landlord: Flags
    operator: Flags
    zone: Flags

    @property
    def shape(self) -> tuple[int, int]:
        """How many values there are of x and of y."""
        return self.xs.size, self.ys.size

    def table(self, numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What stands by point as a table (values of x, values of y)."""
        return numbers.reshape(self.shape)

    @property
    def binds(self) -> npt.NDArray[np.intp]:
        """The first condition that fails, by its place among `CONDITIONS`; −1 in the zone."""
        failing = np.stack([~self.holds[condition] for condition in CONDITIONS])
        return np.where(failing.any(axis=0), failing.argmax(axis=0), -1)

    def at(self, x: Numbers, y: Numbers) -> Evaluated:
        """Other points than those of the grid, of the same two terms."""
        return self.ready.evaluate({self.x.id: x, self.y.id: y}, self.against)


def negotiate_map(
    result: Result,
    x: str = PAIRS["months_percentage"][0],
    y: str = PAIRS["months_percentage"][1],
    x_range: Range | None = None,
    y_range: Range | None = None,
    against: Against = "best",
    steps: int = STEPS,
) -> NegotiationMap:
    """Evaluate a grid of two terms.

    Args:
        x, y: names of terms, or paths or labels of numbers in the case.
        against: what the landlord must do as well as; the best of the alternatives at each point.
        steps: along each side, where the range is wide enough for so many.

    Raises:
        NoAnswer, CaseError: see `terms.dimensions`; and where an ordinary tenant is asked about that the
            case does not have.
    """
    both = dimensions(result, x, y, x_range, y_range)
    ready = prepared(result, (both[0].id, both[1].id))
    xs, ys = (_values(dimension, steps) for dimension in both)
    across, up = (of.ravel() for of in np.meshgrid(xs, ys, indexing="ij"))
    evaluated = ready.evaluate({both[0].id: across, both[1].id: up}, against)
    holds = evaluated.holds()
    landlord, operator = of_party(holds, "landlord"), of_party(holds, "operator")
    return NegotiationMap(
        ready, against, *both, xs, ys, evaluated, holds, landlord, operator, landlord & operator
    )


def _values(dimension: Dimension, steps: int) -> Numbers:
    """The values tried; whole ones only once each, and always the ends."""
    if not dimension.is_whole:
        return np.linspace(dimension.low, dimension.high, steps + 1)
    first, last = math.ceil(dimension.low), math.floor(dimension.high)
    step = max(1, math.ceil((last - first) / steps))
    return np.unique(np.append(np.arange(first, last + 1, step, dtype=float), float(last)))
