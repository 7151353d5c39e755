"""Everything a model is written with: the kinds of expression, and functions that read like the sheet.

The kinds stand in `nodes` (cell by cell) and `lines` (lines, other periods, whole lines, tables); this module
gathers them, so that a model imports from one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feasibility.engine.lines import (
    Aggregate,
    AggregateName,
    AtYear,
    FirstWhere,
    Irr,
    Line,
    Lookup,
    Npv,
    Shift,
    Table,
    Total,
    ValueAt,
    Window,
    YearTotal,
)
from feasibility.engine.nodes import (
    STRUCTURAL_NUMBERS,
    AllOf,
    AnyOf,
    Axis,
    Binary,
    Call,
    Compare,
    Condition,
    Const,
    Counter,
    EngineError,
    Expr,
    FunctionName,
    IfNull,
    Input,
    Negative,
    Node,
    Null,
    Number,
    Sum,
    When,
    as_expr,
    joint_axis,
)

__all__ = [
    "STRUCTURAL_NUMBERS",
    "Aggregate",
    "AggregateName",
    "AllOf",
    "AnyOf",
    "AtYear",
    "Axis",
    "Binary",
    "Call",
    "Compare",
    "Condition",
    "Const",
    "Counter",
    "EngineError",
    "Expr",
    "FirstWhere",
    "FunctionName",
    "IfNull",
    "Input",
    "Irr",
    "Line",
    "Lookup",
    "Negative",
    "Node",
    "Npv",
    "Null",
    "Number",
    "Shift",
    "Sum",
    "Table",
    "Total",
    "ValueAt",
    "When",
    "Window",
    "YearTotal",
    "absolute",
    "as_expr",
    "both",
    "clip",
    "count_of",
    "divisor",
    "either",
    "exponential",
    "first_where",
    "flag",
    "greatest",
    "highest",
    "if_null",
    "joint_axis",
    "least",
    "lowest",
    "modulo",
    "month_of",
    "months_after",
    "npv",
    "over",
    "rounded",
    "sum_of",
    "total_of",
    "value_at",
    "walk",
    "when",
    "whole",
    "window_sum",
    "year_of",
]


def total_of(parts: Iterable[Expr]) -> Expr:
    """The sum of any number of expressions; 0 for none."""
    return Sum.of(*parts)


def when(condition: Condition, then: Expr | Number, otherwise: Expr | Number = 0) -> Expr:
    """`then` where the condition holds, else `otherwise`."""
    return When(condition, as_expr(then), as_expr(otherwise))


def flag(condition: Condition) -> Expr:
    """1 where the condition holds, else 0. No bare boolean stands in a cell: engines sum it differently."""
    return When(condition, Const(1.0), Const(0.0))


def divisor(value: Expr) -> Expr:
    """`value` where it is positive, else 1: what may be divided by. Say apart what holds where it is not."""
    return when(value > 0, value, 1)


def over(part: Expr, whole: Expr, otherwise: Expr | Number) -> Expr:
    """`part` / `whole`, or `otherwise` where the whole is not positive."""
    return when(whole > 0, part / divisor(whole), otherwise)


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
