"""Internal rates by a shorter way, where nobody asks for the lines that search for them.

Of most flows the rate that Newton's method goes to is surely the only one above −100 % (Soper 1959: what has
been put in and not yet come back, counted at that rate, keeps its sign to the end). So where only the rate
itself is wanted, the profile over the grid is not calculated. Where there may be other rates, or it lies at
the ends of the grid or beyond, the short way says that it cannot tell, and those scenarios are calculated
line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from feasibility.engine.compute.order import Component, Reads
from feasibility.engine.compute.roots import UNKNOWN
from feasibility.engine.expr import Line
from feasibility.engine.model import OnlyRate
from feasibility.record import record


@record
class Shortcuts:
    """Which lines of a plan are calculated the shorter way. rates: the monthly one, with what it takes.
    annual: the yearly one, with the monthly one it follows from."""

    rates: Mapping[Line, OnlyRate]
    annual: Mapping[Line, Line]

    def __contains__(self, line: object) -> bool:
        return line in self.rates or line in self.annual

    def reads(self, known: Mapping[Line, Reads]) -> dict[Line, frozenset[Line]]:
        """The lines each shortened line reads."""
        found = {line: frozenset((of.flows,)) for line, of in self.rates.items()}
        return found | {line: frozenset((monthly,)) for line, monthly in self.annual.items()}


NONE = Shortcuts({}, {})


def upstream(
    wanted: frozenset[str],
    components: Sequence[Component],
    reads: Mapping[Line, Reads],
    taken: Shortcuts = NONE,
) -> set[Line]:
    """Every line that is needed for those wanted, themselves included."""
    short = taken.reads(reads)
    needed: set[Line] = set()
    for component in reversed(components):
        if any(line.id in wanted or line in needed for line in component.lines):
            needed.update(component.lines)
            for line in component.lines:
                needed.update(short.get(line) or reads[line].lines)
    return needed


def shortcuts(
    wanted: frozenset[str],
    components: Sequence[Component],
    reads: Mapping[Line, Reads],
    stated: Iterable[OnlyRate],
    varied: frozenset[str] = frozenset(),
) -> Shortcuts:
    """The shortcuts that serve: those of rates whose search nobody asks for, at limits that do not vary."""
    chosen = [of for of in stated if varied.isdisjoint((of.low.id, of.high.id, of.near.id))]
    while chosen:
        found = Shortcuts({of.monthly: of for of in chosen}, {of.annual: of.monthly for of in chosen})
        needed = upstream(wanted, components, reads, found)
        kept = [of for of in chosen if of.search not in needed and of.monthly in needed]
        if len(kept) == len(chosen):
            return found
        chosen = kept
    return NONE


def untold(found: Mapping[int, Any], rates: Sequence[int], count: int) -> npt.NDArray[np.intp]:
    """Which of some scenarios the short way could not tell of, in any of the rates."""
    unknown = np.zeros(count, dtype=bool)
    for number in rates:
        unknown |= np.broadcast_to(np.ravel(found[number])[:count], (count,)) == UNKNOWN
    return np.flatnonzero(unknown)


def with_columns(values: Any, anew: Any, columns: npt.NDArray[np.intp], count: int) -> Any:
    """A line's numbers, those of some scenarios replaced."""
    known = np.atleast_1d(values)
    shape = (*known.shape[:-1], count)
    out = np.array(np.broadcast_to(known[..., :count], shape))
    found = np.atleast_1d(anew)
    out[..., columns] = np.broadcast_to(found[..., : columns.size], (*shape[:-1], columns.size))
    return out
