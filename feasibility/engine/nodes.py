"""Expressions cell by cell, over months, years, a grid of rates, or nothing (scalars).

An expression is a small frozen tree. It is evaluated with NumPy (`emit`), written as an Excel formula
(`excel`) and said in words (`words`), always from the same tree. Nothing here knows about property.

Axes cross only where it is said: `Model.year_sum`, `year_end` and `at_year` go between months and years,
the aggregates go from an axis to a scalar. Everything else keeps its axis; scalars combine with any axis.
"""
# ruff: noqa: D102 - `children` means the same in every class: see Expr.children

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import Literal

from feasibility.language import Label
from feasibility.record import record

Number = float | int


class Axis(Enum):
    """What an expression varies along: nothing, months, calendar years, or a grid of monthly rates."""

    SCALAR = "scalar"
    MONTH = "month"
    YEAR = "year"
    RATE = "rate"


class EngineError(ValueError):
    """A model is written wrongly (a programmer's mistake, never the user's)."""


# Numbers allowed inside a formula: calendar and structure. Everything else is an input with a name.
STRUCTURAL_NUMBERS = frozenset({0, 1, 2, 3, 4, 12})


class Expr:
    """Base of all expressions. Arithmetic operators build new expressions; plain numbers become constants.

    Constants other than 0, 1, 2, 3, 4 and 12 are refused, so that no number is hidden inside a formula.
    """

    __slots__ = ()
    axis: Axis

    @property
    def children(self) -> tuple[Expr, ...]:
        """The expressions this one is made of, lines it refers to included."""
        return ()

    def __add__(self, other: Expr | Number) -> Expr:
        return Sum.of(self, other)

    def __radd__(self, other: Expr | Number) -> Expr:
        return Sum.of(other, self)

    def __sub__(self, other: Expr | Number) -> Expr:
        return Binary("-", self, as_expr(other))

    def __rsub__(self, other: Expr | Number) -> Expr:
        return Binary("-", as_expr(other), self)

    def __mul__(self, other: Expr | Number) -> Expr:
        return Binary("*", self, as_expr(other))

    def __rmul__(self, other: Expr | Number) -> Expr:
        return Binary("*", as_expr(other), self)

    def __truediv__(self, other: Expr | Number) -> Expr:
        return Binary("/", self, as_expr(other))

    def __rtruediv__(self, other: Expr | Number) -> Expr:
        return Binary("/", as_expr(other), self)

    def __pow__(self, other: Expr | Number) -> Expr:
        return Binary("^", self, as_expr(other))

    def __neg__(self) -> Expr:
        return Negative(self)

    # Comparisons give conditions, which only `when`, `both` and `either` accept.
    def __ge__(self, other: Expr | Number) -> Condition:
        return Compare(">=", self, as_expr(other))

    def __le__(self, other: Expr | Number) -> Condition:
        return Compare("<=", self, as_expr(other))

    def __gt__(self, other: Expr | Number) -> Condition:
        return Compare(">", self, as_expr(other))

    def __lt__(self, other: Expr | Number) -> Condition:
        return Compare("<", self, as_expr(other))

    def equals(self, other: Expr | Number) -> Condition:
        """Condition: the same number (Excel's `=`)."""
        return Compare("=", self, as_expr(other))

    def differs(self, other: Expr | Number) -> Condition:
        """Condition: another number (Excel's `<>`)."""
        return Compare("<>", self, as_expr(other))


def as_expr(value: Expr | Number) -> Expr:
    """An expression as it is; a plain number as a constant.

    Raises:
        EngineError: the number is not one of `STRUCTURAL_NUMBERS`; make it an input.
    """
    if isinstance(value, Expr):
        return value
    if value not in STRUCTURAL_NUMBERS and -value not in STRUCTURAL_NUMBERS:
        raise EngineError(f"{value!r} inside a formula: give it a name with Model.input")
    return Const(float(value))


def joint_axis(*parts: Expr) -> Axis:
    """The axis several expressions share.

    Raises:
        EngineError: months, years and rates meet without an explicit crossing.
    """
    joint = Axis.SCALAR
    for part in parts:
        axis = part.axis
        if axis is not Axis.SCALAR and axis is not joint:
            if joint is not Axis.SCALAR:
                names = " and ".join(sorted({p.axis.value for p in parts} - {Axis.SCALAR.value}))
                raise EngineError(f"{names} meet in one expression: cross with year_sum, year_end or at_year")
            joint = axis
    return joint


@record(eq=False, slots=True)
class Const(Expr):
    """One of `STRUCTURAL_NUMBERS`, or the number of digits of a ROUND."""

    value: float
    axis: Axis = field(default=Axis.SCALAR, init=False)


@record(eq=False, slots=True)
class Null(Expr):
    """No number, with the reason in words: NaN in Python, the reason as text in a cell.

    `until` is a date (a spreadsheet serial) that follows the reason as year and month, "2028-12", so that a
    reason keeps step with the numbers it speaks of.
    """

    reason: Label
    until: Expr | None = None
    axis: Axis = field(default=Axis.SCALAR, init=False)

    def __post_init__(self) -> None:
        if self.until is not None and self.until.axis is not Axis.SCALAR:
            raise EngineError("the date of a reason is one number")

    @property
    def children(self) -> tuple[Expr, ...]:
        return () if self.until is None else (self.until,)


@record(eq=False, slots=True)
class Counter(Expr):
    """1, 2, 3 … along an axis. Only as the whole formula of a line."""

    axis: Axis


class Node(Expr):
    """Shared by inner nodes: the axis is worked out from the children once."""

    __slots__ = ()

    def __post_init__(self) -> None:
        children, joint = self.children, Axis.SCALAR
        for child in children:
            if isinstance(child, _STANDS_APART):
                if isinstance(child, Counter):
                    raise EngineError("a counter is the whole formula of a line")
                if not isinstance(self, (When, AllOf, AnyOf)):
                    raise EngineError("a condition stands only inside when(), both() or either()")
            axis = child.axis
            if axis is not joint and axis is not Axis.SCALAR:
                joint = axis if joint is Axis.SCALAR else joint_axis(*children)
        object.__setattr__(self, "axis", joint)


@record(eq=False, slots=True)
class Sum(Node):
    """A sum of any number of terms, kept flat: nested additions overflow spreadsheet parsers."""

    terms: tuple[Expr, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.terms

    @staticmethod
    def of(*parts: Expr | Number) -> Expr:
        terms: list[Expr] = []
        for part in map(as_expr, parts):
            if isinstance(part, Sum):
                terms.extend(part.terms)
            elif not (isinstance(part, Const) and part.value == 0):
                terms.append(part)
        if not terms:
            return Const(0.0)
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))


@record(eq=False, slots=True)
class Binary(Node):
    """Subtraction, multiplication, division or power of two expressions."""

    operator: Literal["-", "*", "/", "^"]
    left: Expr
    right: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.left, self.right)


@record(eq=False, slots=True)
class Negative(Node):
    """The expression with the other sign."""

    operand: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.operand,)


class Condition(Node):
    """Something true or false. Never stands alone in a cell: see `when`."""

    __slots__ = ()


_STANDS_APART = (Condition, Counter)


@record(eq=False, slots=True)
class Compare(Condition):
    """Two expressions compared; not tolerantly, so round before a threshold."""

    operator: Literal[">=", "<=", ">", "<", "=", "<>"]
    left: Expr
    right: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.left, self.right)


@record(eq=False, slots=True)
class AllOf(Condition):
    """Every one of the conditions (`AND`)."""

    conditions: tuple[Condition, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.conditions


@record(eq=False, slots=True)
class AnyOf(Condition):
    """At least one of the conditions (`OR`)."""

    conditions: tuple[Condition, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.conditions


@record(eq=False, slots=True)
class When(Node):
    """`IF`: the first value where the condition holds, otherwise the second."""

    condition: Condition
    then: Expr
    otherwise: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.condition, self.then, self.otherwise)


FunctionName = Literal["MIN", "MAX", "ABS", "INT", "MOD", "ROUND", "EXP", "YEAR", "MONTH", "EDATE"]


@record(eq=False, slots=True)
class Call(Node):
    """A spreadsheet function that works cell by cell."""

    function: FunctionName
    arguments: tuple[Expr, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.arguments


@record(eq=False, slots=True)
class IfNull(Node):
    """The first expression, or the second where the first has no number."""

    operand: Expr
    otherwise: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.operand, self.otherwise)


@record(eq=False)
class Input(Expr):
    """A number the user or the rules state. Its id is its path in the case.

    `source` is the user's note or the statute; `format` says how a screen or cell shows it. Within a model
    an input is its id: formulas stay what they are where another number is stated (`Model.restated`), so
    value and source are read from the model's own inputs.
    """

    id: str
    value: float
    unit: str
    label: Label
    section: str
    source: Label | None = None
    axis: Axis = field(default=Axis.SCALAR, init=False)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same input of a model, whatever is stated in it."""
        return self is other or (isinstance(other, Input) and other.id == self.id)

    def __hash__(self) -> int:
        """As `==` has it."""
        return hash(self.id)
