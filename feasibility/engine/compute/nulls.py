"""Which lines may have no number, and that nobody calculates with them unawares.

In a sheet a missing number is the reason as text, and arithmetic on text is an error. So a number that may
be missing can be passed on, filled with `if_null` or taken into an aggregate, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feasibility.engine.compute.order import Component, Reads
from feasibility.engine.expr import (
    Aggregate,
    EngineError,
    Expr,
    FirstWhere,
    IfNull,
    Irr,
    Line,
    Null,
    Shift,
    When,
)


def nullable_lines(components: Sequence[Component], reads: Mapping[Line, Reads]) -> frozenset[Line]:
    """The lines that may have no number.

    Raises:
        EngineError: a line calculates with one of them, tests one, reads one in another period, or has one
            as its opening value; or a line that depends on its own past may be one.
    """
    nullable: set[Line] = set()
    for component in components:
        for line in component.lines:
            found = reads[line]
            if not found.has_null and nullable.isdisjoint(found.lines):
                continue
            if line.opening is not None and _may_be_null(line.opening, line, nullable):
                raise EngineError(f"{line.id} has an opening value that may be null: use if_null")
            if _may_be_null(line.formula, line, nullable):
                if component.loops:
                    raise EngineError(f"{line.id} depends on its own past and may be null")
                nullable.add(line)
    return frozenset(nullable)


def _may_be_null(e: Expr, line: Line, nullable: set[Line]) -> bool:
    def may(part: Expr) -> bool:
        return _may_be_null(part, line, nullable)

    match e:
        case Null():
            return True
        case Line():
            return e in nullable
        case Shift():
            if e.line in nullable:
                raise EngineError(f"{line.id} reads {e.line.id} in another period, which may be null")
            return False
        case Aggregate() | Irr():
            return False
        case IfNull():
            may(e.operand)
            return may(e.otherwise)
        case When():
            if may(e.condition):
                raise EngineError(f"{line.id} tests a number that may be null: use if_null")
            branches = [may(e.then), may(e.otherwise)]
            return any(branches)
        case FirstWhere() if e.line not in nullable:
            return may(e.otherwise)
        case _:
            parts = [may(child) for child in e.children]
            if any(parts):
                raise EngineError(f"{line.id} calculates with a number that may be null: use if_null")
            return False
