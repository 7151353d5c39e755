"""Lines that only a few different values reach, calculated once for each of them.

On a grid of two terms every value of the one comes once for each value of the other. What only the one
reaches is worked out for its own values, and spread over the grid where a line that both reach reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from feasibility.engine.compute.order import Component, Reads
from feasibility.engine.compute.plan import Plan
from feasibility.engine.expr import Line
from feasibility.record import record

Array = npt.NDArray[np.float64]
_WORTH: Final = 0.5
"""Less of the lines than this is not worth a stage of its own: what both reach must be spread."""


class Staged:
    """How some lines are calculated in two stages.

    plan: of what several groups reach. group: whose values the others are calculated for. read: those that
    the plan takes, or somebody wants.
    """

    def __init__(
        self, plan: Plan, group: frozenset[str], lines: frozenset[Line], wanted: frozenset[str]
    ) -> None:
        self.plan, self.group = plan, tuple(sorted(group))
        read = lines.intersection(plan.taken) | {line for line in lines if line.id in wanted}
        self.read = tuple(sorted(read, key=lambda line: line.number))

    def different(self, arrays: Mapping[str, Array]) -> tuple[dict[str, Array], npt.NDArray[np.intp]]:
        """The group's different values, and which of them each scenario has."""
        stacked = np.stack([arrays[id] for id in self.group])
        values, place = np.unique(stacked, axis=1, return_inverse=True)
        return dict(zip(self.group, values, strict=True)), place.ravel()


@record(eq=False)
class Stage:
    """What is known before the rest is calculated, by line number. place: which of the different values each
    scenario has."""

    found: Mapping[int, Array]
    place: npt.NDArray[np.intp]

    def columns(self, number: int, columns: npt.NDArray[np.intp]) -> Array:
        """A line's numbers in some scenarios."""
        known: Array = self.found[number][..., self.place[columns]]
        return known

    def of(self, lines: Iterable[Line], part: slice) -> dict[int, Array]:
        """The numbers of those lines that are known, in a stretch of the scenarios."""
        return {
            line.number: self.found[line.number][..., self.place[part]]
            for line in lines
            if line.number in self.found
        }


NOTHING_KNOWN: Final = Stage({}, np.empty(0, dtype=np.intp))


def downstream(
    varied: Collection[str], components: Sequence[Component], reads: Mapping[Line, Reads]
) -> set[Line]:
    """Every line that some of the inputs reach."""
    inputs, touched = frozenset(varied), set[Line]()
    for component in components:
        if any(
            not (inputs.isdisjoint(reads[line].inputs) and touched.isdisjoint(reads[line].lines))
            for line in component.lines
        ):
            touched.update(component.lines)
    return touched


def alone(
    varied: Collection[str],
    groups: Iterable[Collection[str]],
    components: Sequence[Component],
    reads: Mapping[Line, Reads],
    needed: Collection[Line],
) -> tuple[frozenset[str], frozenset[Line]]:
    """The group of inputs that reaches most of the needed lines alone, and these; nothing where few."""
    best: tuple[frozenset[str], frozenset[Line]] = frozenset(), frozenset()
    for group in map(frozenset, groups):
        others = downstream(frozenset(varied) - group, components, reads)
        lines = frozenset(downstream(group, components, reads)).intersection(needed) - others
        if len(lines) > len(best[1]):
            best = group, lines
    active = downstream(varied, components, reads).intersection(needed)
    return best if len(best[1]) > _WORTH * len(active) else (frozenset(), frozenset())
