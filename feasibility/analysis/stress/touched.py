"""Which company an input can reach at all, by what the model's lines read and not by their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Line


def reached_by(program: Program, wanted: Iterable[str]) -> frozenset[str]:
    """The ids of every input that some of the wanted lines depend on, near or far."""
    lines = program.model.lines
    stack = [lines[id] for id in wanted]
    seen: set[Line] = set()
    inputs: set[str] = set()
    while stack:
        line = stack.pop()
        if line not in seen:
            seen.add(line)
            inputs |= program.reads[line].inputs
            stack += program.reads[line].lines
    return frozenset(inputs)
