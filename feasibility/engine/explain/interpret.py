"""The value of any expression in one period, by walking its tree with plain numbers.

Slow and simple on purpose. `trace` needs the values of parts of a formula, which a run does not keep; and as
it shares no code with `emit`, `runtime` and `roots`, it is a second opinion on the code they generate.
Lines are read from a run's values, so that each formula is judged on its own.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from feasibility.engine.calendar import date_of, serial
from feasibility.engine.compute.program import Values
from feasibility.engine.expr import (
    Aggregate,
    AllOf,
    AnyOf,
    AtYear,
    Axis,
    Binary,
    Call,
    Compare,
    Condition,
    Const,
    Counter,
    EngineError,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Irr,
    Line,
    Lookup,
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    Table,
    ValueAt,
    When,
    Window,
    YearTotal,
)
from feasibility.language import Label

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_SPREADSHEET_DIGITS = 15  # a spreadsheet judges a half on so many significant digits


def reason_in_full(null: Null, values: Values) -> Label:
    """Why there is no number, with the date it ends with as the workbook writes it."""
    if null.until is None:
        return null.reason
    day = date_of(value_of(null.until, values))
    return Label(f"{null.reason.nb} {day:%Y-%m}", f"{null.reason.en} {day:%Y-%m}")


def value_of(expr: Expr, values: Values, period: int | None = None) -> float:
    """The number of an expression in a period; NaN where it has none.

    Args:
        expr: any expression over the model that `values` came from.
        values: one run.
        period: 1 is the first; None for a scalar.

    Raises:
        EngineError: the expression varies over periods and none is given, or it is a condition.
    """
    match expr:
        case Const():
            return expr.value
        case Null():
            return math.nan
        case Counter():
            return float(_needed(period, expr))
        case Input():
            return values.inputs[expr.id]
        case Line():
            return line_value(expr, values, period)
        case Sum():
            return _added(value_of(term, values, period) for term in expr.terms)
        case Negative():
            return -value_of(expr.operand, values, period)
        case Binary():
            left, right = (value_of(part, values, period) for part in expr.children)
            return _BINARY[expr.operator](left, right)
        case When():
            chosen = expr.then if holds(expr.condition, values, period) else expr.otherwise
            return value_of(chosen, values, period)
        case IfNull():
            value = value_of(expr.operand, values, period)
            return value_of(expr.otherwise, values, period) if math.isnan(value) else value
        case Call():
            return _call(expr, [value_of(a, values, period) for a in expr.arguments])
        case Lookup():
            entry = entry_read(expr, values, period)
            return math.nan if entry is None else value_of(entry, values)
        case Shift() | Window() | AtYear():
            return _other_period(expr, values, _needed(period, expr))
        case YearTotal():
            months = months_of_year(expr, values, _needed(period, expr))
            weights = None if expr.only is None else array_of(expr.only, values)
            amounts = array_of(expr.line, values)
            return _added(amounts[i - 1] * (1.0 if weights is None else weights[i - 1]) for i in months)
        case _:
            return _whole(expr, values, period)


def holds(condition: Condition, values: Values, period: int | None = None) -> bool:
    """Whether a condition is true in a period. Nothing but "differs" holds of a number that is missing."""
    match condition:
        case Compare():
            left, right = (value_of(part, values, period) for part in condition.children)
            return _COMPARE[condition.operator](left, right)
        case AllOf():
            return all(holds(c, values, period) for c in condition.conditions)
        case AnyOf():
            return any(holds(c, values, period) for c in condition.conditions)
        case _:
            raise EngineError(f"no meaning for {type(condition).__name__}")


def line_value(line: Line, values: Values, period: int | None) -> float:
    """A line's number in a period; its opening value, or 0, before the first; 0 after the last."""
    if line.axis is Axis.SCALAR:
        return float(values.of(line))
    number = _needed(period, line)
    if number == 0 and line.opening is not None:
        return value_of(line.opening, values)
    array = values.of(line)
    return float(array[number - 1]) if 1 <= number <= len(array) else 0.0


def array_of(line: Line, values: Values) -> list[float]:
    """A line's numbers over all periods, as floats."""
    numbers: list[float] = values.of(line).tolist()
    return numbers


def entry_read(expr: Lookup, values: Values, period: int | None) -> Input | None:
    """The entry of the table that is read in a period; None where the table has none for the key."""
    key, table = value_of(expr.key, values, period), expr.table
    below = [v for k, v in _entries(table) if k <= key]
    return below[-1] if below else None


def months_of_year(expr: YearTotal, values: Values, period: int) -> list[int]:
    """The month numbers a yearly total adds up in year number `period`; empty where the year has none."""
    year = line_value(expr.year_number, values, period)
    return [i for i, y in enumerate(array_of(expr.month_year, values), start=1) if y == year]


def year_read(expr: AtYear, values: Values, period: int) -> int:
    """The number of the calendar year (1 is the first) that month number `period` lies in."""
    year = line_value(expr.month_year, values, period)
    return array_of(expr.year_number, values).index(year) + 1


def _entries(table: Table) -> list[tuple[float, Input]]:
    return list(zip(table.keys, table.values, strict=True))


def _needed(period: int | None, expr: Expr) -> int:
    if period is None:
        what = expr.id if isinstance(expr, Line) else type(expr).__name__
        raise EngineError(f"{what} varies over {expr.axis.value}: say in which period")
    return period


def _other_period(expr: Shift | Window | AtYear, values: Values, period: int) -> float:
    if isinstance(expr, Shift):
        return line_value(expr.line, values, period - expr.periods)
    if isinstance(expr, AtYear):
        return line_value(expr.line, values, year_read(expr, values, period))
    return _added(line_value(expr.line, values, period + i) for i in range(expr.first, expr.last + 1))


def _whole(expr: Expr, values: Values, period: int | None) -> float:
    """Values made from a whole line."""
    match expr:
        case Aggregate():
            numbers = [v for v in array_of(expr.line, values) if not math.isnan(v)]
            return _AGGREGATE[expr.function](numbers)
        case Npv():
            return present_value(value_of(expr.rate, values, period), array_of(expr.line, values))
        case Irr():
            low, high = line_value(expr.low, values, None), line_value(expr.high, values, None)
            return _bisected(array_of(expr.line, values), low, high)
        case FirstWhere():
            flags = array_of(expr.line, values)
            return float(flags.index(1.0) + 1) if 1.0 in flags else value_of(expr.otherwise, values)
        case ValueAt():
            position = value_of(expr.position, values)
            array = array_of(expr.line, values)
            return array[int(position) - 1] if 1 <= position < len(array) + 1 else math.nan
        case _:
            raise EngineError(f"no meaning for {type(expr).__name__}")


def present_value(rate: float, flows: Sequence[float]) -> float:
    """Present value at a rate per period, the first flow discounted once."""
    return _added(_divided(f, _power(1.0 + rate, float(t))) for t, f in enumerate(flows, start=1))


def _bisected(flows: Sequence[float], low: float, high: float) -> float:
    if math.isnan(low) or math.isnan(high):
        return math.nan
    sign, other = present_value(low, flows), present_value(high, flows)
    if sign * other > 0.0:  # rounding hides the change of sign: the root is on an edge
        return low if abs(sign) < abs(other) else high
    for _ in range(200):
        middle = (low + high) / 2
        here = present_value(middle, flows)
        if here == 0.0:
            return middle
        if (here < 0) == (sign < 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


# ---- numbers as a spreadsheet sees them: nothing is raised --------------------------------------------


def _added(parts: Iterable[float]) -> float:
    # not sum(): from Python 3.12 it corrects rounding errors, which a spreadsheet does not
    total = 0.0
    for part in parts:
        total += part
    return total


def _divided(left: float, right: float) -> float:
    if right != 0.0:
        return left / right
    if left == 0.0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _power(base: float, exponent: float) -> float:
    try:
        result: float | complex = base**exponent
    except (ZeroDivisionError, OverflowError):
        return math.inf
    return math.nan if isinstance(result, complex) else result


def _least(numbers: Sequence[float]) -> float:
    return math.nan if any(map(math.isnan, numbers)) else min(numbers)


def _greatest(numbers: Sequence[float]) -> float:
    return math.nan if any(map(math.isnan, numbers)) else max(numbers)


def _down(value: float) -> float:
    return float(math.floor(value)) if math.isfinite(value) else value


def _remainder(value: float, divisor: float) -> float:
    if divisor == 0.0 or not math.isfinite(value):
        return math.nan
    return value % divisor


def _rounded(value: float, digits: float) -> float:
    if not math.isfinite(value):
        return value
    judged = Decimal(f"{value:.{_SPREADSHEET_DIGITS}g}")
    return float(judged.quantize(Decimal(1).scaleb(-int(digits)), context=_EXACT))


def _exponential(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _months_after(day: float, months: float) -> float:
    start = date_of(day)
    years, month = divmod(start.month - 1 + int(months), 12)
    return float(serial(datetime.date(start.year + years, month + 1, start.day)))


def _call(expr: Call, arguments: list[float]) -> float:
    if expr.function in ("MIN", "MAX"):
        return (_least if expr.function == "MIN" else _greatest)(arguments)
    if expr.function in ("YEAR", "MONTH", "EDATE") and not all(map(math.isfinite, arguments)):
        return math.nan
    return _CALL[expr.function](*arguments)


_CALL: dict[str, Callable[..., float]] = {
    "ABS": abs,
    "INT": _down,
    "MOD": _remainder,
    "ROUND": _rounded,
    "EXP": _exponential,
    "YEAR": lambda day: float(date_of(day).year),
    "MONTH": lambda day: float(date_of(day).month),
    "EDATE": _months_after,
}
_BINARY: dict[str, Callable[[float, float], float]] = {
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divided,
    "^": _power,
}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}
_AGGREGATE: dict[str, Callable[[list[float]], float]] = {
    "SUM": _added,
    "MIN": lambda numbers: min(numbers, default=math.nan),
    "MAX": lambda numbers: max(numbers, default=math.nan),
    "COUNT": lambda numbers: float(len(numbers)),
}
