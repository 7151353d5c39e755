"""Which parts of formulas are calculated more than once, so that generated code works each out once.

Two expressions are alike when they are of the same kind over alike parts. Every expression gets a number,
the same for those that are alike; a part that stands in two places is worth a name of its own.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable

from feasibility.engine.expr import (
    Aggregate,
    Axis,
    Binary,
    Call,
    Compare,
    Const,
    Counter,
    Expr,
    Input,
    Line,
    Null,
    Shift,
    Window,
)

# What tells two expressions of one kind apart, beside their parts.
_MARKS: dict[type[Expr], tuple[str, ...]] = {
    Aggregate: ("function",),
    Binary: ("operator",),
    Call: ("function",),
    Compare: ("operator",),
    Const: ("value",),
    Counter: ("axis",),
    Shift: ("periods",),
    Window: ("first", "last"),
}
_NEVER_NAMED = (Const, Counter, Input, Line, Null, Shift)


class Sharing:
    """Numbers the expressions of a set of formulas and knows which stand in several places."""

    def __init__(self, formulas: Iterable[Expr]) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[int, int] = {}
        self._uses: Tally[int] = Tally()
        for formula in formulas:
            self._uses[self._number(formula)] += 1

    def name(self, e: Expr) -> str | None:
        """The name of an expression over periods that stands in several places; None for all others."""
        if e.axis is Axis.SCALAR or isinstance(e, _NEVER_NAMED):
            return None
        number = self._known.get(id(e))
        return f"T{number}" if number is not None and self._uses[number] > 1 else None

    def _number(self, e: Expr) -> int:
        known = self._known.get(id(e))
        if known is not None:
            return known
        kind = type(e)
        if isinstance(e, (Input, Line)):
            key: tuple[object, ...] = (kind, e.id)
        else:
            parts = tuple(self._number(child) for child in e.children)
            key = (kind, *(getattr(e, mark) for mark in _MARKS.get(kind, ())), parts)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            if not isinstance(e, (Input, Line)):
                self._uses.update(parts)
        self._known[id(e)] = number
        return number
