"""What is calculated for some wanted lines, and how long each line's numbers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from feasibility.engine.compute.order import Component, Reads
from feasibility.engine.compute.shortcuts import Shortcuts
from feasibility.engine.expr import Axis, Expr, Line, walk


class Plan:
    """A generated function with what it takes.

    inputs: ids, in order. taken: lines of the base run. rates: numbers of lines calculated the shorter
    way, which may say that they cannot tell. whole: makes the same plan with every row worked out.
    """

    __slots__ = ("function", "inputs", "rates", "taken", "whole")

    def __init__(
        self,
        function: Callable[..., dict[int, Any]],
        inputs: list[str],
        taken: tuple[Line, ...],
        rates: tuple[int, ...] = (),
        whole: Callable[[], Plan] | None = None,
    ) -> None:
        self.function, self.inputs, self.taken, self.rates = function, inputs, taken, rates
        self.whole = whole


def read_by_parts(parts: Sequence[Line]) -> tuple[dict[Line, Reads], list[Line]]:
    """What each of some lines reads, and the other lines all of them take, opening values included."""
    reads = {line: Reads(line) for line in parts}
    read = {other for found in reads.values() for other in found.lines}.difference(parts)
    read |= {o for line in read if line.opening is not None for o in lines_of(line.opening)}
    return reads, sorted(read, key=lambda o: (o.axis is not Axis.SCALAR, o.number))


def last_uses(
    components: Sequence[Component], reads: Mapping[Line, Reads], short: Shortcuts
) -> dict[int, list[Line]]:
    """By position of a component, the lines that nothing after it reads."""
    last: dict[Line, int] = {}
    own = short.reads(reads)
    for position, component in enumerate(components):
        for line in component.lines:
            last[line] = max(last.get(line, 0), position)
            for other in own.get(line) or reads[line].lines:
                last[other] = position
    at: dict[int, list[Line]] = {}
    for line, position in last.items():
        at.setdefault(position, []).append(line)
    return at


def lines_of(expr: Expr) -> set[Line]:
    """The lines that an expression reads."""
    return {node for node in walk(expr) if isinstance(node, Line)}
