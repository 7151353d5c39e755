"""What is calculated for some wanted lines, and how long each line's numbers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from feasibility.engine.compute.order import Component, Reads
from feasibility.engine.compute.shortcuts import Shortcuts
from feasibility.engine.expr import Line


class Plan:
    """A generated function with what it takes.

    inputs: ids, in order. taken: lines of the base run. rates: numbers of lines calculated the shorter
    way, which may say that they cannot tell.
    """

    __slots__ = ("function", "inputs", "rates", "taken")

    def __init__(
        self,
        function: Callable[..., dict[int, Any]],
        inputs: list[str],
        taken: tuple[Line, ...],
        rates: tuple[int, ...] = (),
    ) -> None:
        self.function, self.inputs, self.taken, self.rates = function, inputs, taken, rates


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
