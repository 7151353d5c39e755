"""What follows from a book's structure alone, kept for the next book of the same: after an edit in the app.

Models that differ in numbers alone have the same lines (`engine.model.Model.restated`), and where those stand
in the same cells their formulas are the same text. Two structures are kept, as a line holds its whole model.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from feasibility.engine.expr import Axis, Counter, Input, Line, Lookup, Shift, Table, Window, walk
from feasibility.engine.sheet.cells import Formula, Place

_KEPT = 2


@dataclass(frozen=True)
class Read:
    """What the formulas of a model's lines read.

    deepest: for each axis, how many cells before the first period.
    """

    inputs: frozenset[Input]
    tables: frozenset[Table]
    deepest: Mapping[Axis, int]


def read_by(lines: Iterable[Line]) -> Read:
    """What all lines of a model read. An input or table is what it is called, whatever it is worth."""
    return _read(tuple(lines))


@lru_cache(maxsize=_KEPT)
def _read(lines: tuple[Line, ...]) -> Read:
    inputs: set[Input] = set()
    tables: set[Table] = set()
    deepest = dict.fromkeys(Axis, 0)
    for line in lines:
        for node in walk(line.formula):
            if isinstance(node, Input):
                inputs.add(node)
            elif isinstance(node, Lookup):
                tables.add(node.table)
            elif isinstance(node, Shift):
                deepest[node.axis] = max(deepest[node.axis], node.periods)
            elif isinstance(node, Counter):
                deepest[node.axis] = max(deepest[node.axis], 1)
            elif isinstance(node, Window):
                deepest[node.axis] = max(deepest[node.axis], -node.first)
        for node in () if line.opening is None else walk(line.opening):
            if isinstance(node, Input):
                inputs.add(node)
            elif isinstance(node, Lookup):
                tables.add(node.table)
    return Read(frozenset(inputs), frozenset(tables), MappingProxyType(deepest))


class Formulas:
    """Formulas of lines as they were written, for books whose every line, input and table has one place."""

    def __init__(self, lines: frozenset[Line]) -> None:
        self._lines = lines
        self._written: dict[tuple[Line, Place], Formula] = {}

    def written(self, line: Line, cell: Place, write: Callable[[], Formula]) -> Formula:
        """What `write` gives for the cell: the line's own formula, or what sums it up beside it.

        A line that has come to the book since is written each time.
        """
        if line not in self._lines:
            return write()
        found = self._written.get((line, cell))
        if found is None:
            found = self._written[line, cell] = write()
        return found


def formulas_where(places: tuple[Hashable, ...], lines: Iterable[Line]) -> Formulas:
    """The formulas of the last book with the same places: all that a formula's text depends on.

    Args:
        places: language, and every line, input and table with its cell.
        lines: those among them.
    """
    return _formulas(places, frozenset(lines))


@lru_cache(maxsize=_KEPT)
def _formulas(places: tuple[Hashable, ...], lines: frozenset[Line]) -> Formulas:
    return Formulas(lines)
