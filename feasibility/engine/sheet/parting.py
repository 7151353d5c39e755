"""Long formulas in parts: rows of their own, so that a person can follow each (docs/engine.md).

A part is a line over the axis of what it holds. What may fail stays behind the conditions it stood behind:
its part is 0 where they do not hold. The order of additions is kept, and so every digit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from feasibility.engine.expr import (
    Aggregate,
    AllOf,
    AnyOf,
    Call,
    Compare,
    Condition,
    Const,
    Counter,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Line,
    Lookup,
    Null,
    Shift,
    Sum,
    When,
    walk,
)
from feasibility.engine.sheet.failing import may_fail
from feasibility.engine.sheet.simple import Simple, rebuilt
from feasibility.engine.sheet.width import Widths
from feasibility.language import Label

LONGEST = 120  # characters of a formula that a person can follow
_INSIDE = 100  # of a part of one: room for what stands around it
_SHORTEST = 14  # a part no longer than this is not worth a row
_ATOMS = (Const, Counter, Input, Line, Null, Shift)


class Parted(NamedTuple):
    """A line's own formula, and the parts it reads that stand in the rows above, in order."""

    formula: Expr
    parts: Sequence[Line]


@dataclass(eq=False)
class _Branch:
    """One side of an IF, inside the sides around it; `reached` is its part that is 1 where it is taken."""

    condition: Condition
    holds: bool
    outer: _Branch | None
    reached: Line | None = None


@dataclass
class Parting:
    """Parts the formulas of a model, one line after the other.

    Args:
        widths: how long expressions are as formulas.
        sheet_of: the sheet a line stands on; parts stand on that of their line.
        number: of the first part; lines of the model have those before.
    """

    widths: Widths
    sheet_of: Callable[[Line], str]
    number: int
    _simple: Simple = field(default_factory=Simple)
    _shared: dict[tuple[int, str], tuple[Expr, Expr]] = field(default_factory=dict)
    _branches: dict[tuple[int, bool, int], _Branch] = field(default_factory=dict)
    _made: list[Line] = field(default_factory=list)
    _count: int = 0

    def is_long(self, line: Line) -> bool:
        """Whether the line's formula is longer than a person can follow."""
        self.widths.home = self.sheet_of(line)
        return self.widths.of(line.formula) > LONGEST

    def parted(self, line: Line) -> Parted:
        """A long line without what does nothing, and in parts where it is still long."""
        self.widths.home = self.sheet_of(line)
        self._line, self._made, self._count, self._branches = line, [], 0, {}
        simple = self._with_known_parts(self._simple.of(line.formula))
        return Parted(self._fitted(simple, LONGEST, None, True), tuple(self._made))

    # ---- one expression -----------------------------------------------------------------------------------

    def _fitted(self, e: Expr, room: int, branch: _Branch | None, open_: bool) -> Expr:
        """The expression within `room`, its parts moved out where needed.

        `open_`: what may fail can be moved, since `branch` says all it stands behind.
        """
        if self.widths.of(e) <= room:
            return e
        before = len(self._made)
        e = self._with_fitted_children(e, branch, open_)
        if len(self._made) > before:
            e = self._with_known_parts(e)
        while self.widths.of(e) > room:
            shorter = self._shortened(e, branch, open_)
            if shorter is None:
                break
            e = self._with_known_parts(shorter)
        return self._simple.of(e)  # so that what has become alike is one again

    def _with_known_parts(self, e: Expr) -> Expr:
        """What has a row on this sheet already is read from there."""
        known = self._shared.get((id(e), self.widths.home))
        if known is not None:
            return known[1]
        return e if isinstance(e, _ATOMS) else rebuilt(e, self._with_known_parts)

    def _with_fitted_children(self, e: Expr, branch: _Branch | None, open_: bool) -> Expr:
        def fit(child: Expr) -> Expr:
            return self._fitted(child, _INSIDE, branch, open_)

        match e:
            case When():
                condition = fit(e.condition)
                assert isinstance(condition, Condition)
                then = self._fitted(e.then, _INSIDE, self._branch(condition, True, branch), open_)
                other = self._fitted(e.otherwise, _INSIDE, self._branch(condition, False, branch), open_)
                return When(condition, then, other)
            case AllOf() | AnyOf():
                fitted = [self._fitted(c, _INSIDE, branch, open_ and not may_fail(c)) for c in e.conditions]
                return _joined(e, fitted)
            case IfNull():
                # an error is no number, so what may fail stands behind the question
                parts = (self._fitted(part, _INSIDE, branch, False) for part in e.children)
                return IfNull(*parts)
            case FirstWhere():
                return FirstWhere(e.line, self._fitted(e.otherwise, _INSIDE, branch, False))
            case _:
                return rebuilt(e, fit)

    def _shortened(self, e: Expr, branch: _Branch | None, open_: bool) -> Expr | None:
        """The expression with one more part moved out; None where there is nothing to move."""
        terms = _terms(e)
        if terms is not None and len(terms) > 2:
            found = self._first_terms(e, terms, branch, open_)
            if found is not None:
                return found
        best: Expr | None = None
        inner: tuple[_Branch | None, bool] = (branch, open_)
        for child, at, free in self._children(e, branch, open_):
            movable = not isinstance(child, _ATOMS) and (free or not _fragile(child))
            wide = self.widths.of(child)
            if movable and wide > _SHORTEST and (best is None or wide > self.widths.of(best)):
                best, inner = child, (at, free)
        if best is None:
            return None
        moved = self._moved(best, *inner)
        return rebuilt(e, lambda child: moved if child is best else child)

    def _first_terms(
        self, e: Expr, terms: Sequence[Expr], branch: _Branch | None, open_: bool
    ) -> Expr | None:
        """The first terms of a long sum, minimum or condition as one part, so that their order is kept."""
        count = 0
        for count in range(len(terms) - 1, 1, -1):
            head = _joined(e, terms[:count])
            if self.widths.of(head) <= _INSIDE:
                break
        else:
            return None
        if _fragile(head) and not (open_ and isinstance(e, (Sum, Call))):
            return None
        return _joined(e, (self._moved(head, branch, open_), *terms[count:]))

    def _children(
        self, e: Expr, branch: _Branch | None, open_: bool
    ) -> list[tuple[Expr, _Branch | None, bool]]:
        """What may be moved out of an expression, with the branch it stands in."""
        match e:
            case When():
                return [
                    (e.condition, branch, open_),
                    (e.then, self._branch(e.condition, True, branch), open_),
                    (e.otherwise, self._branch(e.condition, False, branch), open_),
                ]
            case AllOf() | AnyOf():
                return [(c, branch, open_ and not may_fail(c)) for c in e.conditions]
            case IfNull() | FirstWhere():
                return [(child, branch, False) for child in e.children if not isinstance(child, Line)]
            case Lookup():
                return [(e.key, branch, open_)]
            case _:
                return [(child, branch, open_) for child in e.children if not isinstance(child, Line)]

    def _branch(self, condition: Condition, holds: bool, outer: _Branch | None) -> _Branch:
        key = (id(condition), holds, id(outer))
        return self._branches.setdefault(key, _Branch(condition, holds, outer))

    # ---- parts --------------------------------------------------------------------------------------------

    def _moved(self, e: Expr, branch: _Branch | None, open_: bool) -> Expr:
        """What stands in the formula in place of an expression that has got a row of its own."""
        key = (id(e), self.widths.home)
        known = self._shared.get(key)
        if known is not None:
            return known[1]
        inner = When(e, Const(1.0), Const(0.0)) if isinstance(e, Condition) else e
        guarded = branch is not None and _fragile(e)
        if guarded and branch is not None:
            inner = When(Compare("=", self._reached(branch), Const(1.0)), inner, Const(0.0))
        made = self._part(inner, isinstance(e, Condition))
        placed: Expr = Compare("=", made, Const(1.0)) if isinstance(e, Condition) else made
        if not guarded:
            self._shared[key] = (e, placed)  # the expression is kept, so that its id is not used again
        return placed

    def _reached(self, branch: _Branch) -> Line:
        if branch.reached is None:
            yes, no = (Const(1.0), Const(0.0)) if branch.holds else (Const(0.0), Const(1.0))
            formula: Expr = When(branch.condition, yes, no)
            if branch.outer is not None:
                outer = self._reached(branch.outer)
                formula = When(Compare("=", outer, Const(1.0)), formula, Const(0.0))
            branch.reached = self._part(formula, True)
        return branch.reached

    def _part(self, formula: Expr, is_flag: bool) -> Line:
        self._count += 1
        of, count = self._line, self._count
        label = Label(f"{of.label.nb}: del {count}", f"{of.label.en}: part {count}")
        unit = "count" if is_flag else "ratio"  # what a part of a formula is, in no unit of its own
        id = f"{of.id}~{count}"
        part = Line(id, formula.axis, unit, label, None, (), of.block, "none", self.number, None, formula)
        self.number += 1
        self._made.append(part)
        return part


def _fragile(e: Expr) -> bool:
    """It may fail, or be no number, where the conditions around it do not hold."""
    return may_fail(e) or any(
        isinstance(node, Null) or (isinstance(node, Aggregate) and node.function in ("MIN", "MAX"))
        for node in walk(e)
    )


def _terms(e: Expr) -> Sequence[Expr] | None:
    """What may be taken together from the left without changing the result; None for other expressions."""
    match e:
        case Sum():
            return e.terms
        case Call(function="MIN" | "MAX"):
            return e.arguments
        case AllOf() | AnyOf():
            return e.conditions
        case _:
            return None


def _joined(e: Expr, terms: Sequence[Expr]) -> Expr:
    match e:
        case Sum():
            return Sum(tuple(terms))
        case Call():
            return Call(e.function, tuple(terms))
        case AllOf() | AnyOf():
            conditions = tuple(t for t in terms if isinstance(t, Condition))
            return replace(e, conditions=conditions)
        case _:
            raise TypeError(type(e).__name__)
