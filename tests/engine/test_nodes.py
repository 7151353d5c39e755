"""Every kind of expression by hand, by every route: one case, many scenarios, and the interpreter."""

import datetime
import math
from collections.abc import Callable

import pytest

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.expr import (
    Axis,
    Condition,
    Counter,
    EngineError,
    Expr,
    Line,
    absolute,
    as_expr,
    both,
    clip,
    count_of,
    either,
    exponential,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    modulo,
    month_of,
    months_after,
    npv,
    rounded,
    sum_of,
    total_of,
    value_at,
    when,
    whole,
    window_sum,
    year_of,
)
from feasibility.engine.model import Model, null
from tests.engine.routes import counter, given_months, label, numbers, scalar


def model(months: int = 6) -> Model:
    return Model(months)


def x(m: Model, value: float, id: str = "x") -> Expr:
    return m.input(id, value, "ratio", label(id))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (lambda a, b: a + b, 7.0),
        (lambda a, b: a - b, -3.0),
        (lambda a, b: b - a, 3.0),
        (lambda a, b: 4 - b, -1.0),
        (lambda a, b: a * b, 10.0),
        (lambda a, b: a / b, 0.4),
        (lambda a, b: 1 / a, 0.5),
        (lambda a, b: a**b, 32.0),
        (lambda a, b: b**2, 25.0),
        (lambda a, b: b**3, 125.0),
        (lambda a, b: b**4, 625.0),
        (lambda a, b: -a, -2.0),
        (lambda a, b: -(a**2), -4.0),
        (lambda a, b: (-a) ** 2, 4.0),
        (lambda a, b: a - b - 1, -4.0),
        (lambda a, b: a - (b - 1), -2.0),
        (lambda a, b: total_of([a, b, -a, as_expr(3)]), 8.0),
        (lambda a, b: total_of([]) + a, 2.0),
        (lambda a, b: least(a, b, 1), 1.0),
        (lambda a, b: greatest(a, b, 1), 5.0),
        (lambda a, b: clip(b, 0, 4), 4.0),
        (lambda a, b: clip(-b, 0, 4), 0.0),
        (lambda a, b: absolute(a - b), 3.0),
        (lambda a, b: whole(b / a), 2.0),
        (lambda a, b: whole(-b / a), -3.0),
        (lambda a, b: modulo(b, 3), 2.0),
        (lambda a, b: modulo(-b, 3), 1.0),
        (lambda a, b: exponential(a), math.e**2),
        (lambda a, b: when(a > b, a, b), 5.0),
        (lambda a, b: when(a < b, a), 2.0),
        (lambda a, b: when(a > b, a), 0.0),
        (lambda a, b: a >= 2, 1.0),
        (lambda a, b: a > 2, 0.0),
        (lambda a, b: a <= 2, 1.0),
        (lambda a, b: a < 2, 0.0),
        (lambda a, b: a.equals(2), 1.0),
        (lambda a, b: a.differs(2), 0.0),
        (lambda a, b: both(a < b, a > 1, b > 4), 1.0),
        (lambda a, b: both(a < b, a > 2), 0.0),
        (lambda a, b: either(a > b, a > 2, b > 4), 1.0),
        (lambda a, b: either(a > b, a > 2), 0.0),
    ],
)
def test_arithmetic_and_conditions(formula: object, expected: float) -> None:
    m = model()
    assert callable(formula)
    made: Expr | Condition = formula(x(m, 2.0, "a"), x(m, 5.0, "b"))
    assert scalar(made, m) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),  # half to even would be 2
        (-2.5, 0, -3.0),
        (2.675, 2, 2.68),  # stored as 2.67499999…, which a spreadsheet still shows and rounds as a half
        (-2.675, 2, -2.68),
        (1.005, 2, 1.01),
        (2.4999, 0, 2.0),
        (1250.0, -2, 1300.0),
        (0.004, 2, 0.0),
        (123456789.125, 2, 123456789.13),
        (9_007_199_254_740_993.0, 2, 9_007_199_254_740_992.0),  # no decimals left to round
        (1e300, 12, 1e300),
    ],
)
def test_half_is_rounded_away_from_zero(value: float, digits: int, expected: float) -> None:
    m = model()
    assert scalar(rounded(x(m, value), digits), m) == expected


def test_a_calculated_number_on_a_threshold_is_rounded_first() -> None:
    # 0.9 − 1 is −0.09999999999999998, not below −0.1 where a spreadsheet compares
    m = model()
    difference = x(m, 0.9) - 1
    limit = x(m, -0.1, "limit")
    assert scalar(rounded(difference, 9) <= limit, m) == 1.0


def test_dates_by_hand() -> None:
    m = model()
    new_year_2024 = x(m, float(serial(datetime.date(2024, 1, 1))), "day")
    assert serial(datetime.date(2024, 1, 1)) == 45292  # what a spreadsheet shows for the date as a number
    m.line("year", year_of(new_year_2024), "year", label("year"))
    m.line("month", month_of(months_after(new_year_2024, 2)), "count", label("month"))
    m.line("before", months_after(new_year_2024, -1), "date", label("before"))
    m.line("leap", months_after(new_year_2024, 2) - months_after(new_year_2024, 1), "days", label("leap"))
    assert numbers(m, "year") == [2024]
    assert numbers(m, "month") == [3]
    assert numbers(m, "before") == [45292 - 31]
    assert numbers(m, "leap") == [29]


@pytest.mark.parametrize(
    ("key", "found"), [(1.0, math.nan), (2.0, 10.0), (3.0, 10.0), (5.0, 50.0), (99.0, 90.0)]
)
def test_lookup_carries_forward(key: float, found: float) -> None:
    m = model()
    table = m.table("t", {2: 10, 5: 50, 9: 90}, "NOK", label("t"), "count")
    assert scalar(m.lookup(table, x(m, key)), m) == pytest.approx(found, nan_ok=True)


def test_tables_are_read_period_by_period() -> None:
    m = model(6)
    table = m.table("t", {2: 10, 5: 50}, "NOK", label("t"), "month")
    n = counter(m)
    m.line("forward", m.lookup(table, n + 1), "NOK", label("f"))
    assert numbers(m, "forward") == [10, 10, 10, 50, 50, 50]


def test_table_keys_must_ascend_without_gaps_in_the_values() -> None:
    m = model()
    made = m.table("t", {5: 50, 2: 10}, "NOK", label("t"), "count")
    assert made.keys == (2.0, 5.0)
    assert [v.value for v in made.values] == [10, 50]
    assert made.values[0].id == "t.2"


def test_other_periods() -> None:
    m = model(4)
    flow = given_months(m, "flow", [1, 20, 300, 4000])
    m.line("one_before", flow.previous, "NOK", label("x"))
    m.line("two_before", flow.lag(2), "NOK", label("x"))
    m.line("one_after", flow.lag(-1), "NOK", label("x"))
    m.line("now", flow.lag(0), "NOK", label("x"))
    assert numbers(m, "one_before") == [0, 1, 20, 300]
    assert numbers(m, "two_before") == [0, 0, 1, 20]
    assert numbers(m, "one_after") == [20, 300, 4000, 0]
    assert numbers(m, "now") == [1, 20, 300, 4000]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (0, 0, [1, 20, 300, 4000]),
        (-1, 0, [1, 21, 320, 4300]),
        (-2, -1, [0, 1, 21, 320]),
        (1, 2, [320, 4300, 4000, 0]),
        (-1, 1, [21, 321, 4320, 4300]),
        (-9, 9, [4321] * 4),
        (3, 5, [4000, 0, 0, 0]),
    ],
)
def test_windows(first: int, last: int, expected: list[float]) -> None:
    m = model(4)
    flow = given_months(m, "flow", [1, 20, 300, 4000])
    m.line("w", window_sum(flow, first, last), "NOK", label("w"))
    assert numbers(m, "w") == expected


def test_a_window_of_past_months_inside_a_circle() -> None:
    # a = 1 + half of the last two a: 1, 1.5, 1 + (1 + 1.5)/2 = 2.25, 1 + (1.5 + 2.25)/2 = 2.875
    m = model(4)
    a = m.declare("a", "NOK", label("a"))
    m.define(a, x(m, 1.0) + window_sum(a, -2, -1) / 2)
    assert numbers(m, "a") == [1, 1.5, 2.25, 2.875]


def test_recurrence_from_an_opening_value() -> None:
    m = model(3)
    m.recurrence("b", lambda before: before * 2 + 1, "NOK", label("b"), opening=3)
    assert numbers(m, "b") == [7, 15, 31]


def test_opening_values_that_are_calculated() -> None:
    m = model(3)
    start = m.line("start", x(m, 10.0) * 2, "NOK", label("start"))
    b = m.declare("b", "NOK", label("b"), opening=start + 1)
    m.define(b, b.previous - 1)
    m.line("before", b.previous, "NOK", label("before"))
    assert numbers(m, "b") == [20, 19, 18]
    assert numbers(m, "before") == [21, 20, 19]


def test_a_line_that_is_no_recurrence_can_have_an_opening_value() -> None:
    m = model(3)
    n = m.line("n", Counter(Axis.MONTH), "month", label("n"))
    line = m.line("l", n * 2, "NOK", label("l"), opening=x(m, 7.0))
    m.line("before", line.previous, "NOK", label("before"))
    assert numbers(m, "before") == [7, 2, 4]


@pytest.mark.parametrize(
    "formula",
    [lambda n, line: n + 1, lambda n, line: when(n > 1, line, 0), lambda n, line: npv(n, line)],
    ids=["added", "compared", "a rate"],
)
def test_a_counter_is_nothing_but_the_whole_formula_of_a_line(
    formula: Callable[[Expr, Line], Expr],
) -> None:
    m = model(3)
    with pytest.raises(EngineError, match="a counter is the whole formula of a line"):
        formula(Counter(Axis.RATE), counter(m))


def test_corkscrew_of_two_lines() -> None:
    # 100 borrowed, 10 % a month, 30 paid a month: 100·1.1 − 30 = 80, 80·1.1 − 30 = 58, 58·1.1 − 30 = 33.8
    m = model(3)
    debt = m.declare("debt", "NOK", label("debt"), opening=x(m, 100.0, "loan"))
    interest = m.line("interest", debt.previous * x(m, 0.1, "rate"), "NOK", label("interest"))
    m.define(debt, debt.previous + interest - x(m, 30.0, "payment"))
    assert numbers(m, "debt") == pytest.approx([80, 58, 33.8], rel=1e-15)
    assert numbers(m, "interest") == pytest.approx([10, 8, 5.8], rel=1e-15)


def test_aggregates_of_a_whole_line() -> None:
    m = model(4)
    flow = given_months(m, "flow", [5, -2, 9, 4])
    m.line("sum", sum_of(flow), "NOK", label("x"))
    m.line("low", lowest(flow), "NOK", label("x"))
    m.line("high", highest(flow), "NOK", label("x"))
    m.line("count", count_of(flow), "count", label("x"))
    m.line("third", value_at(flow, 3), "NOK", label("x"))
    over_4 = m.line("over_4", flag(flow > 4), "count", label("x"))
    over_99 = m.line("over_99", flag(flow > x(m, 99.0)), "count", label("x"))
    m.line("first_high", first_where(over_4, x(m, -1.0, "none")), "month", label("x"))
    m.line("never", first_where(over_99, x(m, -1.0, "none")), "month", label("x"))
    assert [numbers(m, id)[0] for id in ("sum", "low", "high", "count", "third")] == [16, -2, 9, 4, 9]
    assert numbers(m, "first_high") == [1]
    assert numbers(m, "never") == [-1]


@pytest.mark.parametrize(("position", "expected"), [(0, math.nan), (1, 5.0), (4, 4.0), (5, math.nan)])
def test_value_at_a_position_outside_is_no_number(position: float, expected: float) -> None:
    m = model(4)
    flow = given_months(m, "flow", [5, -2, 9, 4])
    assert scalar(value_at(flow, x(m, position)), m) == pytest.approx(expected, nan_ok=True)


def test_aggregates_pass_over_periods_without_a_number() -> None:
    m = model(4)
    flow = given_months(m, "flow", [5, -2, 9, 4])
    ratio = m.line("ratio", when(flow < 0, null("negativ", "negative"), flow), "ratio", label("r"))
    none = m.line("none", when(flow < x(m, 99.0), null("for liten", "too small"), flow), "ratio", label("n"))
    for id, formula in (("low", lowest(ratio)), ("sum", sum_of(ratio)), ("count", count_of(ratio))):
        m.line(id, formula, "ratio", label(id))
    m.line("low_of_none", lowest(none), "ratio", label("l"))
    m.line("filled", if_null(ratio, 0) * 2, "ratio", label("f"))
    assert numbers(m, "low") == [4]
    assert numbers(m, "sum") == [18]
    assert numbers(m, "count") == [3]
    assert numbers(m, "low_of_none") == pytest.approx([math.nan], nan_ok=True)
    assert numbers(m, "filled") == [10, 0, 18, 8]


def test_present_value_discounts_the_first_period_once() -> None:
    # 110/1.1 + 121/1.21 = 200
    m = model(2)
    flow = given_months(m, "flow", [110, 121])
    assert scalar(npv(x(m, 0.1), flow), m) == pytest.approx(200, rel=1e-14)


def test_years_of_months() -> None:
    # 14 months from November 2026: 2 in 2026, 12 in 2027, and a spare year that has none
    m = model(14)
    time = Calendar(m, m.input("start", serial(datetime.date(2026, 11, 1)), "date", label("start")))
    amount = m.line("amount", time.number * x(m, 1.0), "NOK", label("a"))
    m.line("by_year", m.year_sum(amount), "NOK", label("y"))
    m.line("at_end", m.year_sum(amount, time.is_year_end), "NOK", label("e"))
    years = m.line("double", m.year_sum(amount) * 2, "NOK", label("d"))
    m.line("back", m.at_year(years), "NOK", label("b"))
    assert numbers(m, "calendar.years")[:2] == [2026, 2027]
    assert numbers(m, "by_year") == [1 + 2, sum(range(3, 15)), 0][: m.year_count]
    assert numbers(m, "at_end") == [2, 14, 0][: m.year_count]
    assert numbers(m, "back") == [6, 6] + [2 * sum(range(3, 15))] * 12
