"""Expressions over months, years, a grid of rates, or nothing (scalars).

An expression is a small frozen tree. It is evaluated with NumPy (`emit`), written as an Excel formula
(`excel`) and said in words (`words`), always from the same tree. Nothing here knows about property.

Axes cross only where it is said: `Model.year_sum`, `year_end` and `at_year` go between months and years,
the aggregates go from an axis to a scalar. Everything else keeps its axis; scalars combine with any axis.
"""
# ruff: noqa: D102 - `children` means the same in every class: see Expr.children

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from feasibility.language import Label

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
    axes = {p.axis for p in parts} - {Axis.SCALAR}
    if not axes:
        return Axis.SCALAR
    if len(axes) > 1:
        names = " and ".join(sorted(a.value for a in axes))
        raise EngineError(f"{names} meet in one expression: cross with year_sum, year_end or at_year")
    return axes.pop()


@dataclass(frozen=True, eq=False, slots=True)
class Const(Expr):
    """One of `STRUCTURAL_NUMBERS`, or the number of digits of a ROUND."""

    value: float
    axis: Axis = field(default=Axis.SCALAR, init=False)


@dataclass(frozen=True, eq=False, slots=True)
class Null(Expr):
    """No number, with the reason in words: NaN in Python, the reason as text in a cell."""

    reason: Label
    axis: Axis = field(default=Axis.SCALAR, init=False)


@dataclass(frozen=True, eq=False, slots=True)
class Counter(Expr):
    """1, 2, 3 … along an axis. Only as the whole formula of a line."""

    axis: Axis


class _Node(Expr):
    """Shared by inner nodes: the axis is worked out from the children once."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for child in self.children:
            if isinstance(child, Condition) and not isinstance(self, (When, AllOf, AnyOf)):
                raise EngineError("a condition stands only inside when(), both() or either()")
        object.__setattr__(self, "axis", joint_axis(*self.children))


@dataclass(frozen=True, eq=False, slots=True)
class Sum(_Node):
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


@dataclass(frozen=True, eq=False, slots=True)
class Binary(_Node):
    """Subtraction, multiplication, division or power of two expressions."""

    operator: Literal["-", "*", "/", "^"]
    left: Expr
    right: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False, slots=True)
class Negative(_Node):
    """The expression with the other sign."""

    operand: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.operand,)


class Condition(_Node):
    """Something true or false. Never stands alone in a cell: see `when`."""

    __slots__ = ()


@dataclass(frozen=True, eq=False, slots=True)
class Compare(Condition):
    """Two expressions compared; not tolerantly, so round before a threshold."""

    operator: Literal[">=", "<=", ">", "<", "=", "<>"]
    left: Expr
    right: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, eq=False, slots=True)
class AllOf(Condition):
    """Every one of the conditions (`AND`)."""

    conditions: tuple[Condition, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.conditions


@dataclass(frozen=True, eq=False, slots=True)
class AnyOf(Condition):
    """At least one of the conditions (`OR`)."""

    conditions: tuple[Condition, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.conditions


@dataclass(frozen=True, eq=False, slots=True)
class When(_Node):
    """`IF`: the first value where the condition holds, otherwise the second."""

    condition: Condition
    then: Expr
    otherwise: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.condition, self.then, self.otherwise)


FunctionName = Literal["MIN", "MAX", "ABS", "INT", "MOD", "ROUND", "EXP", "YEAR", "MONTH", "EDATE"]


@dataclass(frozen=True, eq=False, slots=True)
class Call(_Node):
    """A spreadsheet function that works cell by cell."""

    function: FunctionName
    arguments: tuple[Expr, ...]
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return self.arguments


@dataclass(frozen=True, eq=False, slots=True)
class IfNull(_Node):
    """The first expression, or the second where the first has no number."""

    operand: Expr
    otherwise: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.operand, self.otherwise)


@dataclass(frozen=True, eq=False)
class Input(Expr):
    """A number the user or the rules state. Its id is its path in the case.

    `source` is the user's note or the statute; `format` says how a screen or cell shows it.
    """

    id: str
    value: float
    unit: str
    label: Label
    section: str
    source: Label | None = None
    axis: Axis = field(default=Axis.SCALAR, init=False)


@dataclass(frozen=True, eq=False)
class Table:
    """A short table of inputs by ascending key: dated rules, rates by year, factors by calendar month."""

    id: str
    keys: tuple[float, ...]
    values: tuple[Input, ...]
    key_unit: str
    label: Label

    def __post_init__(self) -> None:
        if not self.keys or len(self.keys) != len(self.values):
            raise EngineError(f"table {self.id}: as many keys as values, at least one")
        if list(self.keys) != sorted(set(self.keys)):
            raise EngineError(f"table {self.id}: keys must ascend without repeats")


@dataclass(frozen=True, eq=False, slots=True)
class Lookup(_Node):
    """The value of the last key that is not above `key` (Excel's MATCH of type 1): carried forward."""

    table: Table
    key: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.key, *self.table.values)


@dataclass(frozen=True, eq=False, slots=True)
class Matching(_Node):
    """The value at exactly this key, 0 where the table has no such key (Excel's SUMIFS)."""

    table: Table
    key: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.key, *self.table.values)


Total = Literal["sum", "end", "none"]


@dataclass(eq=False)
class Line(Expr):
    """A named row of the model: id, unit, label in both languages, documentation, one formula.

    `opening` is the value before the first period, read by `previous`. `total` says how the row is summed
    up over a year or the horizon: flows are summed, balances are taken at the end, ratios are not totalled.
    """

    id: str
    axis: Axis
    unit: str
    label: Label
    doc: str
    block: str
    total: Total
    number: int
    opening: Expr | None = None
    _formula: Expr | None = None

    @property
    def formula(self) -> Expr:
        """The expression of the line.

        Raises:
            EngineError: the line was declared and never defined.
        """
        if self._formula is None:
            raise EngineError(f"line {self.id} is declared but has no formula")
        return self._formula

    @property
    def previous(self) -> Expr:
        """This line one period earlier; its opening value in the first period."""
        return Shift(self, 1)

    def lag(self, periods: int) -> Expr:
        """This line `periods` earlier (0 before the first period), or later where negative."""
        return self if periods == 0 else Shift(self, periods)

    def __repr__(self) -> str:
        return f"Line({self.id})"


@dataclass(frozen=True, eq=False, slots=True)
class Shift(Expr):
    """A line `periods` earlier (later where negative); 0 outside the horizon, or the line's opening value."""

    line: Line
    periods: int
    axis: Axis = field(init=False)

    def __post_init__(self) -> None:
        if self.line.axis is Axis.SCALAR:
            raise EngineError(f"{self.line.id} is a scalar and has no other period")
        if self.line.opening is not None and self.periods > 1:
            raise EngineError(f"{self.line.id} has an opening value: only one period back is defined")
        object.__setattr__(self, "axis", self.line.axis)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line,)


@dataclass(frozen=True, eq=False, slots=True)
class Window(Expr):
    """The sum of a line from `first` to `last` periods after this one (negative: before)."""

    line: Line
    first: int
    last: int
    axis: Axis = field(init=False)

    def __post_init__(self) -> None:
        if self.last < self.first or self.line.axis is Axis.SCALAR:
            raise EngineError(f"window of {self.line.id}: first {self.first}, last {self.last}")
        object.__setattr__(self, "axis", self.line.axis)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line,)


AggregateName = Literal["SUM", "MIN", "MAX", "COUNT"]


@dataclass(frozen=True, eq=False, slots=True)
class Aggregate(Expr):
    """One number from a whole line. Periods without a number are left out; MIN and MAX of none are null."""

    function: AggregateName
    line: Line
    axis: Axis = field(default=Axis.SCALAR, init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line,)


@dataclass(frozen=True, eq=False, slots=True)
class Npv(Expr):
    """Present value at a rate per period, the first period discounted once (Excel's NPV)."""

    rate: Expr
    line: Line
    axis: Axis = field(init=False)

    def __post_init__(self) -> None:
        if self.rate.axis not in (Axis.SCALAR, Axis.RATE):
            raise EngineError("a discount rate is a scalar or runs over the rate grid")
        object.__setattr__(self, "axis", self.rate.axis)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.rate, self.line)


@dataclass(frozen=True, eq=False, slots=True)
class Irr(Expr):
    """The rate per period at which the line's present value is zero, in the bracket from `low` to `high`.

    A spreadsheet starts from the bracket's `guess`; NumPy keeps Newton's method inside the bracket.
    The guess is a cell of its own: `IRR(range, 0.01)` fails on long losses in LibreOffice.
    """

    line: Line
    guess: Line
    low: Line
    high: Line
    axis: Axis = field(default=Axis.SCALAR, init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.guess, self.low, self.high)


@dataclass(frozen=True, eq=False, slots=True)
class FirstWhere(Expr):
    """The number (1, 2, …) of the first period in which a 0/1 line is 1; `otherwise` where there is none."""

    line: Line
    otherwise: Expr
    axis: Axis = field(default=Axis.SCALAR, init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.otherwise)


@dataclass(frozen=True, eq=False, slots=True)
class ValueAt(Expr):
    """The value of a line in period number `position` (1 is the first)."""

    line: Line
    position: Expr
    axis: Axis = field(default=Axis.SCALAR, init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.position)


@dataclass(frozen=True, eq=False, slots=True)
class YearTotal(Expr):
    """Months → years: the sum of a month line over the months of each calendar year.

    `month_year` is the month line that holds each month's calendar year, `year_number` the year line that
    holds the years; `only`, a 0/1 month line, narrows the sum (to the last month of each year, for balances).
    """

    line: Line
    month_year: Line
    year_number: Line
    only: Line | None = None
    axis: Axis = field(default=Axis.YEAR, init=False)

    def __post_init__(self) -> None:
        if self.line.axis is not Axis.MONTH:
            raise EngineError(f"{self.line.id} does not run over months")

    @property
    def children(self) -> tuple[Expr, ...]:
        parts = (self.line, self.month_year, self.year_number)
        return parts if self.only is None else (*parts, self.only)


@dataclass(frozen=True, eq=False, slots=True)
class AtYear(Expr):
    """Years → months: the value of a year line for the calendar year of each month."""

    line: Line
    month_year: Line
    year_number: Line
    axis: Axis = field(default=Axis.MONTH, init=False)

    def __post_init__(self) -> None:
        if self.line.axis is not Axis.YEAR:
            raise EngineError(f"{self.line.id} does not run over years")

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.month_year, self.year_number)


# ---- functions a model is written with -------------------------------------------------------------------


def total_of(parts: Iterator[Expr] | list[Expr] | tuple[Expr, ...]) -> Expr:
    """The sum of any number of expressions; 0 for none."""
    return Sum.of(*parts)


def when(condition: Condition, then: Expr | Number, otherwise: Expr | Number = 0) -> Expr:
    """`then` where the condition holds, else `otherwise`."""
    return When(condition, as_expr(then), as_expr(otherwise))


def flag(condition: Condition) -> Expr:
    """1 where the condition holds, else 0. No bare boolean stands in a cell: engines sum it differently."""
    return When(condition, Const(1.0), Const(0.0))


def both(*conditions: Condition) -> Condition:
    """All of the conditions."""
    return AllOf(conditions)


def either(*conditions: Condition) -> Condition:
    """At least one of the conditions."""
    return AnyOf(conditions)


def least(*parts: Expr | Number) -> Expr:
    """The smallest of the parts (`MIN`)."""
    return Call("MIN", tuple(map(as_expr, parts)))


def greatest(*parts: Expr | Number) -> Expr:
    """The largest of the parts (`MAX`)."""
    return Call("MAX", tuple(map(as_expr, parts)))


def clip(value: Expr, low: Expr | Number, high: Expr | Number) -> Expr:
    """`value` kept within `low` and `high`."""
    return greatest(low, least(high, value))


def absolute(value: Expr) -> Expr:
    """The size without sign (`ABS`)."""
    return Call("ABS", (value,))


def whole(value: Expr) -> Expr:
    """The largest whole number not above the value (`INT`)."""
    return Call("INT", (value,))


def modulo(value: Expr, divisor: Expr | Number) -> Expr:
    """The remainder, with the divisor's sign (`MOD`)."""
    return Call("MOD", (value, as_expr(divisor)))


def rounded(value: Expr, digits: int) -> Expr:
    """Rounded half away from zero to `digits` decimals (`ROUND`): for thresholds and checks, never money."""
    return Call("ROUND", (value, Const(float(digits))))


def exponential(value: Expr) -> Expr:
    """e raised to the value (`EXP`)."""
    return Call("EXP", (value,))


def year_of(day: Expr) -> Expr:
    """Calendar year of a spreadsheet date (`YEAR`)."""
    return Call("YEAR", (day,))


def month_of(day: Expr) -> Expr:
    """Calendar month, 1–12, of a spreadsheet date (`MONTH`)."""
    return Call("MONTH", (day,))


def months_after(day: Expr, months: Expr | Number) -> Expr:
    """The same day `months` later (`EDATE`)."""
    return Call("EDATE", (day, as_expr(months)))


def if_null(value: Expr, otherwise: Expr | Number) -> Expr:
    """`value`, or `otherwise` where it has no number."""
    return IfNull(value, as_expr(otherwise))


def sum_of(line: Line) -> Expr:
    """The sum of a whole line."""
    return Aggregate("SUM", line)


def lowest(line: Line) -> Expr:
    """The lowest number of a line, null where it has none."""
    return Aggregate("MIN", line)


def highest(line: Line) -> Expr:
    """The highest number of a line, null where it has none."""
    return Aggregate("MAX", line)


def count_of(line: Line) -> Expr:
    """How many periods of a line have a number."""
    return Aggregate("COUNT", line)


def npv(rate: Expr, line: Line) -> Expr:
    """Present value of a line at a rate per period, the first period discounted once."""
    return Npv(rate, line)


def first_where(line: Line, otherwise: Expr) -> Expr:
    """The first period in which a 0/1 line is 1."""
    return FirstWhere(line, otherwise)


def value_at(line: Line, position: Expr | Number) -> Expr:
    """The value of a line in a numbered period."""
    return ValueAt(line, as_expr(position))


def window_sum(line: Line, first: int, last: int) -> Expr:
    """The sum from `first` to `last` periods after each period; 0 outside the horizon."""
    return Window(line, first, last)


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all below it; stops at lines, inputs and constants."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Line):
            stack.extend(reversed(node.children))
