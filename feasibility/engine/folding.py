"""Long sums, minima and maxima folded into lines of their own.

A case may list hundreds of products or costs, and a formula over all of them is longer than a spreadsheet
takes (8,192 characters) and nests deeper than Python's compiler takes. So what runs over a list is cut in
parts, each a line of its own, and the formula reads the parts: for every list, whoever writes the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from feasibility.engine.lines import Line
from feasibility.engine.nodes import (
    AllOf,
    AnyOf,
    Binary,
    Call,
    Compare,
    Condition,
    Const,
    Expr,
    IfNull,
    Input,
    Negative,
    Sum,
    When,
)

MOST_READ = 300
"""References a formula holds at most before its sums are folded: some 25 characters each in a spreadsheet."""
MOST_COMPARED = 40
"""Arguments of MIN and MAX, and factors of a product: in generated code each stands inside the one before."""
_PART_READ, _PART_COMPARED = 150, 20

MakePart = Callable[[Expr, str | None], Line]
"""Makes a line of a part of a formula; given its unit too, where all that it reads has the same."""


class Folding:
    """Folds the formulas of one model. What several lines share is folded once, and read by them all."""

    def __init__(self) -> None:
        self._measures: dict[int, tuple[Expr, int, bool]] = {}
        self._folded: dict[int, tuple[Expr, Expr]] = {}

    def fold(self, formula: Expr, part: MakePart) -> Expr:
        """The formula, with lines made by `part` in place of what is too long; itself where nothing is."""
        _, size, compares_many = self._measured(formula)
        if size <= MOST_READ and not compares_many:
            return formula
        return self._fold(formula, part)

    def _fold(self, e: Expr, part: MakePart) -> Expr:
        known = self._folded.get(id(e))
        if known is None:
            # the expression is kept beside its answer, so that no other one can get its id
            known = self._folded[id(e)] = (e, self._rebuilt(e, part))
        return known[1]

    def _rebuilt(self, e: Expr, part: MakePart) -> Expr:
        match e:
            case Sum(terms=terms):
                return Sum.of(*self._in_parts(self._each(terms, part), Sum.of, part))
            case Call(function="MIN" | "MAX", arguments=arguments):
                return replace(
                    e,
                    arguments=self._in_parts(
                        self._each(arguments, part), lambda *a: Call(e.function, a), part
                    ),
                )
            case Call(arguments=arguments):
                return replace(e, arguments=self._each(arguments, part))
            case Binary(operator="*") if len(factors := _factors(e)) > MOST_COMPARED:
                return _product(*self._in_parts(self._each(factors, part), _product, part))
            case Binary() | Compare():
                return replace(e, left=self._fold(e.left, part), right=self._fold(e.right, part))
            case Negative():
                return replace(e, operand=self._fold(e.operand, part))
            case When():
                return replace(
                    e,
                    condition=self._condition(e.condition, part),
                    then=self._fold(e.then, part),
                    otherwise=self._fold(e.otherwise, part),
                )
            case AllOf() | AnyOf():
                return replace(e, conditions=tuple(self._condition(one, part) for one in e.conditions))
            case IfNull():
                return replace(e, otherwise=self._fold(e.otherwise, part))
            case _:
                return e

    def _condition(self, e: Condition, part: MakePart) -> Condition:
        folded = self._fold(e, part)
        assert isinstance(folded, Condition), "only what stands in a condition is folded"
        return folded

    def _each(self, parts: Sequence[Expr], part: MakePart) -> tuple[Expr, ...]:
        return tuple(self._fold(one, part) for one in parts)

    def _in_parts(
        self, parts: tuple[Expr, ...], joined: Callable[..., Expr], part: MakePart
    ) -> tuple[Expr, ...]:
        """The parts, few enough: where there are too many, lines that each join some of them."""
        is_sum = joined is Sum.of
        while len(parts) > 2 and (
            sum(map(self._size, parts)) > MOST_READ or (not is_sum and len(parts) > MOST_COMPARED)
        ):
            groups: list[list[Expr]] = [[]]
            read = 0
            for one in parts:
                size = self._size(one)
                is_full = read + size > _PART_READ or (not is_sum and len(groups[-1]) == _PART_COMPARED)
                if groups[-1] and is_full:
                    groups.append([])
                    read = 0
                groups[-1].append(one)
                read += size
            if len(groups) >= len(parts):
                break  # each is long by itself, and not for its sums
            parts = tuple(
                group[0] if len(group) == 1 else part(made := joined(*group), _unit_of(made))
                for group in groups
            )
        return parts

    def _size(self, e: Expr) -> int:
        """How many references a formula holds, written out."""
        return self._measured(e)[1]

    def _measured(self, e: Expr) -> tuple[Expr, int, bool]:
        """The expression, how many references it holds, and whether a MIN or MAX in it has many arguments."""
        known = self._measures.get(id(e))
        if known is None:
            # every formula of a model goes through here: what has no parts is not measured, but counted
            kind = type(e)
            parts = () if kind in _ONE else _factors(e) if kind is Binary else e.children
            size, many = 0, len(parts) > MOST_COMPARED and kind is not Sum
            for part in parts:
                if type(part) in _ONE:
                    size += 1
                else:
                    _, inner, compares_many = self._measured(part)
                    size, many = size + inner, many or compares_many
            # the expression is kept beside its answer, so that no other one can get its id
            known = self._measures[id(e)] = (e, max(1, size), many)
        return known


_ONE = frozenset({Line, Input, Const})


def _factors(e: Expr) -> tuple[Expr, ...]:
    """The factors of a product of many, which stands as a chain (a × b × c × …); else what `e` is made of."""
    factors: list[Expr] = []
    while isinstance(e, Binary) and e.operator == "*":
        factors.append(e.right)
        e = e.left
    return (e, *reversed(factors)) if factors else e.children


def _product(*factors: Expr) -> Expr:
    made = factors[0]
    for factor in factors[1:]:
        made = made * factor
    return made


def _unit_of(e: Expr) -> str | None:
    """The unit of all that an expression reads; None where it reads several units."""
    units: set[str] = set()
    stack = [e]
    while stack:
        one = stack.pop()
        if isinstance(one, Line | Input):
            units.add(one.unit)
        else:
            stack.extend(one.children)
    return units.pop() if len(units) == 1 else None
