"""Formulas without what does nothing: factors of 1, products with 0; and alike expressions made one."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from feasibility.engine.expr import (
    AllOf,
    AnyOf,
    Binary,
    Call,
    Compare,
    Condition,
    Const,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Line,
    Lookup,
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    When,
    Window,
)
from feasibility.engine.sheet.failing import may_fail

# What tells two expressions of one kind apart, beside their parts.
_MARKS: dict[type[Expr], Callable[[Expr], object]] = {
    Binary: attrgetter("operator"),
    Call: attrgetter("function"),
    Compare: attrgetter("operator"),
    Const: attrgetter("value"),
    Lookup: attrgetter("table"),
    Null: attrgetter("reason", "until"),
    Npv: attrgetter("line"),
    Shift: attrgetter("line", "periods"),
    ValueAt: attrgetter("line"),
    FirstWhere: attrgetter("line"),
    Window: attrgetter("line", "first", "last"),
}
_WITH_PARTS = (
    AllOf, AnyOf, Binary, Call, Compare, FirstWhere, IfNull, Lookup, Negative, Npv, Sum, ValueAt, When
)  # fmt: skip


class Simple:
    """Simplifies expressions; those that are alike become the same object."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Expr] = {}
        self._simple: dict[int, tuple[Expr, Expr]] = {}  # by id; kept, so that no id is used again

    def of(self, e: Expr) -> Expr:
        """The expression without dead parts. Its value is the same wherever it has one."""
        if isinstance(e, (Input, Line)):
            return e
        known = self._simple.get(id(e))
        if known is None:
            found = self._one(_without_dead(rebuilt(e, self.of)))
            self._simple[id(e)] = (e, found)
            self._simple[id(found)] = (found, found)
            return found
        return known[1]

    def _one(self, e: Expr) -> Expr:
        """The expression that stands for all that are alike."""
        if isinstance(e, (Input, Line)):
            return e
        mark = _MARKS.get(type(e))
        if mark is None and not isinstance(e, _WITH_PARTS):
            return e
        key = (type(e), tuple(map(id, parts_of(e))), None if mark is None else mark(e))
        return self._known.setdefault(key, e)


def _no_parts(_: Expr) -> tuple[Expr, ...]:
    return ()


_PARTS: dict[type[Expr], Callable[[Expr], tuple[Expr, ...]]] = {
    **dict.fromkeys(_WITH_PARTS, attrgetter("children")),
    Lookup: lambda e: (e.key,),  # type: ignore[attr-defined]  # what stands here is asked by its kind
    Npv: lambda e: (e.rate,),  # type: ignore[attr-defined]
    ValueAt: lambda e: (e.position,),  # type: ignore[attr-defined]
    FirstWhere: lambda e: (e.otherwise,),  # type: ignore[attr-defined]
}


def parts_of(e: Expr) -> tuple[Expr, ...]:
    """The expressions an expression is made of, that could be others in their place."""
    return _PARTS.get(type(e), _no_parts)(e)


def rebuilt(e: Expr, to: Callable[[Expr], Expr]) -> Expr:
    """The same expression of other parts: itself where none is another."""
    old = parts_of(e)
    new = tuple([to(part) for part in old])
    for a, b in zip(old, new, strict=True):
        if a is not b:
            return _of_parts(e, new)
    return e


def _of_parts(e: Expr, new: tuple[Expr, ...]) -> Expr:
    match e:
        case Sum():
            return Sum(new)
        case Call():
            return Call(e.function, new)
        case AllOf() | AnyOf():
            return type(e)(tuple(c for c in new if isinstance(c, Condition)))
        case Binary():
            return Binary(e.operator, *new)
        case Compare():
            return Compare(e.operator, *new)
        case Negative():
            return Negative(*new)
        case When():
            condition, then, otherwise = new
            assert isinstance(condition, Condition)
            return When(condition, then, otherwise)
        case IfNull():
            return IfNull(*new)
        case Lookup():
            return Lookup(e.table, *new)
        case Npv():
            return Npv(new[0], e.line)
        case FirstWhere():
            return FirstWhere(e.line, *new)
        case ValueAt():
            return ValueAt(e.line, *new)
        case _:
            return e


def _without_dead(e: Expr) -> Expr:
    match e:
        case Binary(operator="*", left=Const(value=1), right=other):
            return other
        case Binary(operator="*" | "/", left=other, right=Const(value=1)):
            return other
        case Binary(operator="*", left=Const(value=0) as zero, right=other) if not may_fail(other):
            return zero
        case Binary(operator="*", left=other, right=Const(value=0) as zero) if not may_fail(other):
            return zero
        case Binary(operator="-", left=other, right=Const(value=0)):
            return other
        case Negative(operand=Const(value=0) as zero):
            return zero
        case Sum():
            terms = tuple(t for t in e.terms if not (isinstance(t, Const) and t.value == 0))
            return e if len(terms) == len(e.terms) else Sum.of(*terms)
        case _:
            return e
