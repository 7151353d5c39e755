"""Which parts of formulas are calculated more than once, so that generated code works each out once.

Two expressions are alike when they are of the same kind over alike parts. Every expression gets a number,
the same for those that are alike; a part that stands in two places is worth a name of its own.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable
from operator import attrgetter

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
_MARKS: dict[type[Expr], Callable[[Expr], object]] = {
    Aggregate: attrgetter("function"),
    Binary: attrgetter("operator"),
    Call: attrgetter("function"),
    Compare: attrgetter("operator"),
    Const: attrgetter("value"),
    Counter: attrgetter("axis"),
    Shift: attrgetter("periods"),
    Window: attrgetter("first", "last"),
}
_NEVER_NAMED = (Const, Counter, Input, Line, Null, Shift)


class Sharing:
    """Numbers the expressions of a set of formulas and knows which stand in several places."""

    def __init__(self, formulas: Iterable[Expr], prefix: str = "T") -> None:
        self._prefix = prefix
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[int, int] = {}
        self._placed: list[object] = []  # once for each place that a part has in another one
        roots = [self._number(formula) for formula in formulas]
        self._uses = Tally([*roots, *self._placed])

    def name(self, e: Expr) -> str | None:
        """The name of an expression over periods that stands in several places; None for all others."""
        if e.axis is Axis.SCALAR or isinstance(e, _NEVER_NAMED):
            return None
        number = self._known.get(id(e))
        return f"{self._prefix}{number}" if number is not None and self._uses[number] > 1 else None

    def _number(self, e: Expr) -> object:
        """The number of an expression; an input or a line stands for itself."""
        if isinstance(e, (Input, Line)):
            return e
        known = self._known.get(id(e))
        if known is not None:
            return known
        kind = type(e)
        marks = _MARKS.get(kind)
        parts = tuple([self._number(child) for child in e.children])
        key = (kind, parts) if marks is None else (kind, parts, marks(e))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            self._placed.extend(parts)
        self._known[id(e)] = number
        return number
