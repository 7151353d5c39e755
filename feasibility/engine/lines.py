"""Lines, and what reads a line in other periods, as a whole, or from a table (docs/model.md §1)."""
# ruff: noqa: D102 - `children` means the same in every class: see Expr.children

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from feasibility.engine.nodes import Axis, Counter, EngineError, Expr, Input, Node
from feasibility.language import Label
from feasibility.record import record


@record(eq=False)
class Table:
    """A short table of inputs by ascending key: dated rules, rates by year, factors by calendar month.

    Within a model a table is its id, as an input is: a formula reads the same table where another number is
    stated in it (`Model.restated`).
    """

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

    def __eq__(self, other: object) -> bool:
        """Whether it is the same table of a model, whatever is stated in it."""
        return self is other or (isinstance(other, Table) and other.id == self.id)

    def __hash__(self) -> int:
        """As `==` has it."""
        return hash(self.id)


@record(eq=False, slots=True)
class Lookup(Node):
    """The value of the last key that is not above `key` (Excel's MATCH of type 1): carried forward."""

    table: Table
    key: Expr
    axis: Axis = field(init=False)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.key, *self.table.values)


Total = Literal["sum", "end", "none"]


class Unread:
    """Formulas of a model's lines that are not read yet (`engine.compute.packed`)."""

    __slots__ = ()

    def of(self, line: Line) -> Expr:
        """The formula of one of the lines."""
        raise NotImplementedError


@dataclass(eq=False)
class Line(Expr):
    """A named row of the model: id, unit, label in both languages, one formula.

    `basis` is the law or rule the line follows: statutes as lawyers cite them ("mval § 8-2") and sections of
    docs/model.md ("§6"). `note` is what a reader needs said about it. `opening` is the value
    before the first period, read by `previous`. `total` says how the row is summed up over a year or
    the horizon: flows are summed, balances are taken at the end, ratios are not totalled.
    """

    id: str
    axis: Axis
    unit: str
    label: Label
    note: Label | None
    basis: tuple[str, ...]
    block: str
    total: Total
    number: int
    opening: Expr | None = None
    _formula: Expr | Unread | None = None

    @property
    def formula(self) -> Expr:
        """The expression of the line.

        Raises:
            EngineError: the line was declared and never defined.
        """
        if isinstance(self._formula, Expr):
            return self._formula
        if self._formula is None:
            raise EngineError(f"line {self.id} is declared but has no formula")
        self._formula = self._formula.of(self)
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


@record(eq=False, slots=True)
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


@record(eq=False, slots=True)
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


def _whole_line(line: Line, *scalars: Expr) -> None:
    """Refuse a scalar where a whole line is read, and a line of periods where one number is wanted."""
    if line.axis is Axis.SCALAR:
        raise EngineError(f"{line.id} is a scalar, not a line over periods")
    for scalar in scalars:
        if scalar.axis is not Axis.SCALAR:
            raise EngineError(f"what is read of {line.id} depends on a whole {scalar.axis.value} line")


AggregateName = Literal["SUM", "MIN", "MAX", "COUNT"]


@record(eq=False, slots=True)
class Aggregate(Expr):
    """One number from a whole line. Periods without a number are left out; MIN and MAX of none are null."""

    function: AggregateName
    line: Line
    axis: Axis = field(default=Axis.SCALAR, init=False)

    def __post_init__(self) -> None:
        _whole_line(self.line)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line,)


@record(eq=False, slots=True)
class Npv(Expr):
    """Present value at a rate per period, the first period discounted once (Excel's NPV)."""

    rate: Expr
    line: Line
    axis: Axis = field(init=False)

    def __post_init__(self) -> None:
        if self.rate.axis not in (Axis.SCALAR, Axis.RATE):
            raise EngineError("a discount rate is a scalar or runs over the rate grid")
        if isinstance(self.rate, Counter):
            raise EngineError("a counter is the whole formula of a line")
        object.__setattr__(self, "axis", self.rate.axis)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.rate, self.line)


@record(eq=False, slots=True)
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


@record(eq=False, slots=True)
class FirstWhere(Expr):
    """The number (1, 2, …) of the first period in which a 0/1 line is 1; `otherwise` where there is none."""

    line: Line
    otherwise: Expr
    axis: Axis = field(default=Axis.SCALAR, init=False)

    def __post_init__(self) -> None:
        _whole_line(self.line, self.otherwise)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.otherwise)


@record(eq=False, slots=True)
class ValueAt(Expr):
    """The value of a line in period number `position` (1 is the first)."""

    line: Line
    position: Expr
    axis: Axis = field(default=Axis.SCALAR, init=False)

    def __post_init__(self) -> None:
        _whole_line(self.line, self.position)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.line, self.position)


@record(eq=False, slots=True)
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


@record(eq=False, slots=True)
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
