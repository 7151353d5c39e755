"""The smallest subsidy that opens a zone where there is none: a sum or a yearly amount, to either party."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from feasibility.analysis.negotiate.grid import NegotiationMap
from feasibility.analysis.negotiate.prepared import Flags, Numbers, Receiver, of_party

SubsidyKind = Literal["lump", "yearly"]
KINDS: Final[tuple[tuple[SubsidyKind, Receiver], ...]] = (
    ("lump", "operator"),
    ("yearly", "operator"),
    ("lump", "landlord"),
    ("yearly", "landlord"),
)
MOST_NOK: Final = 1e9
"""What an amount in a case may be at most."""

CLOSE_NOK: Final = 1.0
"""By how much the least of the whole grid may be less than what is told."""

_NEAR_NOK: Final = 1e-6
_FIRST_TRIED_NOK: Final = 10_000.0
_FEW: Final = 60
_ROUNDS: Final = 60  # each leaves out at least the points it asked about, where more money never harms
_AT_ONCE: Final = 1000
_OTHER: Final[dict[Receiver, Receiver]] = {"operator": "landlord", "landlord": "operator"}


_Opens = Callable[[Numbers, Numbers, Numbers], Flags]


@dataclass(frozen=True)
class Subsidy:
    """The smallest of one kind that opens a zone, and the point at which it does.

    nok: in all (lump, paid in the case's first month), or per year while the deal runs (yearly); None where
    no amount does. blocked: the other party's conditions hold nowhere, so that no amount to this one helps.
    """

    kind: SubsidyKind
    receiver: Receiver
    nok: float | None
    x: float | None = None
    y: float | None = None
    blocked: bool = False


def smallest_subsidies(found: NegotiationMap) -> tuple[Subsidy, ...]:
    """Each kind of subsidy by itself, on a map without a zone."""
    return tuple(_smallest(found, kind, receiver) for kind, receiver in KINDS)


def _smallest(found: NegotiationMap, kind: SubsidyKind, receiver: Receiver) -> Subsidy:
    """The least among some of the points, then among those of the grid that can do with less, and so on.

    More money to a party never makes its conditions fail, nor the other's hold: turnover rent counts no
    grants. So only points at which the other party's conditions hold are asked about.
    """
    name = f"{kind}_{receiver}"
    across, up = (of.ravel() for of in np.meshgrid(found.xs, found.ys, indexing="ij"))
    other = of_party(found.holds, _OTHER[receiver])
    x, y = across[other], up[other]
    if not x.size:
        return Subsidy(kind, receiver, None, blocked=True)

    def opens(amounts: Numbers, x: Numbers, y: Numbers) -> Flags:
        """(amounts, points): whether a zone opens at the point with the amount."""
        count = amounts.size
        values = {
            found.x.id: np.tile(x, count),
            found.y.id: np.tile(y, count),
            name: np.repeat(amounts, x.size),
        }
        holds = found.ready.evaluate(values, found.against).holds(in_ore=False)
        flags = of_party(holds, "landlord") & of_party(holds, "operator")
        return flags.reshape(count, x.size)

    best: tuple[float, float, float] | None = None
    for _ in range(_ROUNDS):
        if not x.size:
            break
        few = slice(None, None, max(1, x.size // _FEW))
        ceiling = MOST_NOK if best is None else best[0] - CLOSE_NOK
        better = _least(opens, x[few], y[few], ceiling)
        if better is None and few.step > 1:  # none of those asked; ask all
            x, y = _still(opens, ceiling, x, y)
            few = slice(None, None, max(1, x.size // _FEW))
            better = _least(opens, x[few], y[few], ceiling) if x.size else None
        if better is None:
            break
        best = better
        x, y = _still(opens, best[0] - CLOSE_NOK, x, y)
    if best is None:
        return Subsidy(kind, receiver, None)
    return Subsidy(kind, receiver, *best)


def _still(opens: _Opens, nok: float, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The points at which a zone opens with the amount."""
    if nok < 0:
        return x[:0], y[:0]
    there = opens(np.array([nok]), x, y)[0]
    return x[there], y[there]


def _least(opens: _Opens, x: Numbers, y: Numbers, ceiling: float) -> tuple[float, float, float] | None:
    """The least amount that opens a zone at one of the points, and that point."""
    tried = np.append(np.geomspace(_FIRST_TRIED_NOK, MOST_NOK, 16)[:-1], MOST_NOK)
    tried = np.append(tried[tried < ceiling], ceiling)
    some = opens(tried, x, y).any(axis=1)
    if not some.any():
        return None
    low, high = 0.0, float(tried[some.argmax()])
    while high - low > _NEAR_NOK:
        between = np.linspace(low, high, max(2, min(16, _AT_ONCE // x.size)) + 1)
        there = opens(between[1:-1], x, y)
        some = there.any(axis=1)
        place = int(some.argmax()) if some.any() else some.size
        if some.any():
            x, y = x[there[place]], y[there[place]]
        closer = float(between[place]), float(between[place + 1])
        if closer == (low, high):
            break
        low, high = closer
    there = opens(np.array([high]), x, y)[0]
    return high, float(x[there][0]), float(y[there][0])
