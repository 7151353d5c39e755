"""Months and calendar years from each of the twelve start months, against Python's own calendar."""

import datetime

import numpy as np
import pytest

from feasibility.engine.calendar import Calendar, date_of, serial
from feasibility.engine.compute.program import Program, Values
from feasibility.engine.expr import as_expr
from feasibility.engine.model import Model
from tests.engine.routes import label, numbers

STARTS = [(2026, month) for month in range(1, 13)]


def calendar(year: int, month: int, months: int) -> tuple[Model, Calendar]:
    m = Model(months)
    return m, Calendar(m, m.input("start", serial(datetime.date(year, month, 1)), "date", label("start")))


def expected_months(year: int, month: int, months: int) -> list[tuple[int, int]]:
    return [divmod(year * 12 + month - 1 + i, 12) for i in range(months)]


def run(m: Model) -> Values:
    return Program(m).run()


@pytest.mark.parametrize(("year", "month"), STARTS)
@pytest.mark.parametrize("months", [1, 12, 29])
def test_every_line_of_the_calendar(year: int, month: int, months: int) -> None:
    m, _ = calendar(year, month, months)
    expected = expected_months(year, month, months)
    assert numbers(m, "calendar.number") == list(range(1, months + 1))
    assert [date_of(day) for day in numbers(m, "calendar.date")] == [
        datetime.date(y, i + 1, 1) for y, i in expected
    ]
    assert numbers(m, "calendar.year") == [y for y, _ in expected]
    assert numbers(m, "calendar.month") == [i + 1 for _, i in expected]
    assert numbers(m, "calendar.is_last") == [0] * (months - 1) + [1]
    assert numbers(m, "calendar.is_year_end") == [
        float(i == 11 or n == months) for n, (_, i) in enumerate(expected, 1)
    ]
    assert numbers(m, "calendar.year_step") == [
        float(i == 0 and n > 1) for n, (_, i) in enumerate(expected, 1)
    ]
    years = numbers(m, "calendar.years")
    assert years == [year + i for i in range(len(years))]
    assert numbers(m, "calendar.months_in_year") == [sum(y == each for y, _ in expected) for each in years]


@pytest.mark.parametrize("months", [1, 12, 13, 120])
def test_there_is_room_for_any_start_month(months: int) -> None:
    m, _ = calendar(2026, 1, months)
    program = Program(m)
    days = [serial(datetime.date(y, i, 1)) for y, i in STARTS]
    many = program.run_many(
        {"start": np.array(days, dtype=float)}, ["calendar.months_in_year", "calendar.date"]
    )
    assert list(many["calendar.months_in_year"].sum(axis=0)) == [months] * 12
    for j, day in enumerate(days):
        one = program.run({"start": day})
        assert one["calendar.months_in_year"].sum() == months
        assert list(one["calendar.date"]) == list(many["calendar.date"][:, j])


@pytest.mark.parametrize(("year", "month"), STARTS)
def test_yearly_sums_lose_nothing_and_return_to_their_months(year: int, month: int) -> None:
    m, time = calendar(year, month, 40)
    amount = m.line("amount", time.number * m.input("x", 7.0, "NOK", label("x")), "NOK", label("a"))
    by_year = m.line("by_year", m.year_sum(amount), "NOK", label("y"))
    m.line("back", m.at_year(by_year), "NOK", label("b"))
    expected = expected_months(year, month, 40)
    sums = {y: 7.0 * sum(n for n, (other, _) in enumerate(expected, 1) if other == y) for y, _ in expected}
    assert sum(numbers(m, "by_year")) == pytest.approx(7.0 * 40 * 41 / 2)
    assert numbers(m, "back") == pytest.approx([sums[y] for y, _ in expected])


def test_within_and_at() -> None:
    m, time = calendar(2026, 4, 6)
    m.line("within", time.within(as_expr(2), as_expr(4)), "count", label("w"))
    m.line("at", time.at(as_expr(3)), "count", label("a"))
    assert numbers(m, "within") == [0, 1, 1, 1, 0, 0]
    assert numbers(m, "at") == [0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("day", "number"),
    [((1900, 3, 1), 61), ((2000, 1, 1), 36526), ((2026, 1, 1), 46023), ((2100, 12, 31), 73415)],
)
def test_serial_numbers_are_the_spreadsheets(day: tuple[int, int, int], number: int) -> None:
    assert serial(datetime.date(*day)) == number
    assert date_of(number) == datetime.date(*day)


def test_a_model_without_calendar_says_so() -> None:
    from feasibility.engine.expr import Axis, Counter, EngineError

    m = Model(12)
    line = m.line("n", Counter(Axis.MONTH), "month", label("n"))
    with pytest.raises(EngineError, match="the model has no calendar"):
        m.year_sum(line)
    with pytest.raises(EngineError, match="at least one month"):
        Model(0)
