"""What a model may not say, and that the message names the lines."""

import itertools

import pytest

from feasibility.engine.compute.program import Program
from feasibility.engine.expr import (
    Axis,
    Const,
    Counter,
    EngineError,
    Line,
    as_expr,
    flag,
    if_null,
    lowest,
    sum_of,
    total_of,
    when,
    window_sum,
)
from feasibility.engine.model import Model, null
from tests.engine.routes import counter, label, numbers


def declared(m: Model, *ids: str) -> list[Line]:
    return [m.declare(id, "NOK", label(id)) for id in ids]


def test_a_circle_in_one_period_names_its_lines_in_order() -> None:
    m = Model(12)
    a, b, c = declared(m, "a", "b", "c")
    m.define(a, b + 1)
    m.define(b, c + 1)
    m.define(c, a.previous + b)
    with pytest.raises(EngineError, match="circular in one period: b → c → b"):
        Program(m)


def test_a_line_that_reads_itself_is_a_circle() -> None:
    m = Model(12)
    (a,) = declared(m, "a")
    m.define(a, a + 1)
    with pytest.raises(EngineError, match="a → a"):
        Program(m)


def test_scalars_that_read_each_other_are_a_circle() -> None:
    m = Model(12)
    a = m.declare("a", "NOK", label("a"), axis=Axis.SCALAR)
    b = m.declare("b", "NOK", label("b"), axis=Axis.SCALAR)
    m.define(a, b + 1)
    m.define(b, a + 1)
    with pytest.raises(
        EngineError,
        match=r"circular: (a reads all of b|b reads all of a), which",
    ):
        Program(m)


def test_a_total_inside_a_circle_is_refused() -> None:
    m = Model(12)
    (a,) = declared(m, "a")
    total = m.line("total", sum_of(a), "NOK", label("total"))
    m.define(a, total * a.previous)
    with pytest.raises(EngineError, match=r"circular: (total reads all of a|a reads all of total)"):
        Program(m)


def test_a_later_period_inside_a_circle_is_refused() -> None:
    m = Model(12)
    (a,) = declared(m, "a")
    m.define(a, a.lag(-1) + 1)
    with pytest.raises(EngineError, match="circular: a reads all of a"):
        Program(m)


@pytest.mark.parametrize(("first", "last", "allowed"), [(-3, -1, True), (-3, 0, False), (-1, 1, False)])
def test_a_window_inside_a_circle_must_lie_before(first: int, last: int, allowed: bool) -> None:
    m = Model(12)
    (a,) = declared(m, "a")
    m.define(a, window_sum(a, first, last) / 4 + 1)
    if allowed:
        Program(m)
    else:
        with pytest.raises(EngineError, match="circular: a reads all of a"):
            Program(m)


def test_a_yearly_sum_inside_a_circle_is_refused() -> None:
    m = Model(12)
    n = counter(m)
    years = m.line("years", Counter(Axis.YEAR), "year", label("years"))
    m.set_calendar(m.line("year", when(n > 0, 1), "year", label("year")), years)
    (a,) = declared(m, "a")
    by_year = m.line("by_year", m.year_sum(a), "NOK", label("by_year"))
    m.define(a, m.at_year(by_year) + 1)
    with pytest.raises(EngineError, match=r"circular: (a reads all of by_year|by_year reads all of a)"):
        Program(m)


def test_lines_may_read_lines_written_later() -> None:
    m = Model(3)
    (late,) = declared(m, "late")
    m.line("early", late * 2, "NOK", label("early"))
    m.define(late, counter(m) + 1)
    assert numbers(m, "early") == [4, 6, 8]


def test_a_line_without_a_formula_is_named() -> None:
    m = Model(12)
    (a,) = declared(m, "forgotten")
    m.line("b", a + 1, "NOK", label("b"))
    with pytest.raises(EngineError, match="forgotten is declared but has no formula"):
        Program(m)


def test_a_line_of_another_model_is_named() -> None:
    other, m = Model(12), Model(12)
    foreign = counter(other)
    m.line("b", foreign + 1, "NOK", label("b"))
    with pytest.raises(EngineError, match="b reads n, which belongs to another model"):
        Program(m)


def test_a_line_is_defined_once_and_an_id_used_once() -> None:
    m = Model(12)
    n = counter(m)
    with pytest.raises(EngineError, match="n is defined twice"):
        m.define(n, n + 1)
    with pytest.raises(EngineError, match="line n stands twice"):
        counter(m)


@pytest.mark.parametrize("number", [5, 0.25, 100, 1.25, -0.5])
def test_numbers_without_a_name_are_refused(number: float) -> None:
    m = Model(12)
    n = counter(m)
    with pytest.raises(EngineError, match=r"give it a name with Model\.input"):
        n * number
    with pytest.raises(EngineError, match="give it a name"):
        number - n


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 12, -1])
def test_numbers_of_the_calendar_and_structure_are_allowed(number: float) -> None:
    made = as_expr(number)
    assert isinstance(made, Const)
    assert made.value == number


def test_axes_do_not_mix_without_a_crossing() -> None:
    m = Model(24)
    months = counter(m)
    years = m.line("years", Counter(Axis.YEAR), "year", label("years"))
    with pytest.raises(EngineError, match="month and year meet"):
        months + years
    with pytest.raises(EngineError, match="runs over scalar, its formula over month"):
        m.line("x", months + 1, "NOK", label("x"), axis=Axis.SCALAR)
    m.set_calendar(months, years)
    with pytest.raises(EngineError, match="does not run over months"):
        m.year_sum(years)
    with pytest.raises(EngineError, match="does not run over years"):
        m.at_year(months)


def test_conditions_do_not_stand_alone() -> None:
    m = Model(12)
    n = counter(m)
    with pytest.raises(EngineError, match="a condition stands only inside"):
        (n > 1) + n


def test_a_scalar_has_no_other_period_and_an_opening_only_one() -> None:
    m = Model(12)
    total = m.line("total", sum_of(counter(m)), "NOK", label("t"))
    with pytest.raises(EngineError, match="total is a scalar and has no other period"):
        total.lag(1)
    balance = m.recurrence("b", lambda before: before + 1, "NOK", label("b"), opening=1)
    with pytest.raises(EngineError, match="only one period back"):
        balance.lag(2)


def with_ratio(m: Model) -> Line:
    n = counter(m)
    return m.line("ratio", when(n < 3, null("for tidlig", "too early"), n), "ratio", label("r"))


def test_calculating_with_a_number_that_may_be_missing_is_refused() -> None:
    for id, formula in (
        ("sum", lambda r: r + 1),
        ("shift", lambda r: r.lag(1)),
        ("test", lambda r: flag(r > 2)),
        ("chosen", lambda r: when(r.equals(1), 1, 2)),
        ("filled_late", lambda r: if_null(r + 1, 0)),
    ):
        m = Model(12)
        m.line(id, formula(with_ratio(m)), "ratio", label(id))
        with pytest.raises(EngineError, match=f"{id} .*may be null"):
            Program(m)


def test_passing_a_missing_number_on_or_filling_it_is_allowed() -> None:
    m = Model(4)
    ratio = with_ratio(m)
    m.line("on", when(counter_of(m) > 1, ratio, null("først", "first")), "ratio", label("on"))
    m.line("filled", if_null(ratio, 0) + 1, "ratio", label("f"))
    m.line("worst", lowest(ratio), "ratio", label("w"))
    m.line("twice", m.lines["worst"] * 2, "ratio", label("w"))
    Program(m)
    assert numbers(m, "filled") == [1, 1, 4, 5]
    assert numbers(m, "twice") == [6]


def counter_of(m: Model) -> Line:
    return m.lines["n"]


def test_a_missing_number_does_not_go_round_in_a_circle() -> None:
    m = Model(12)
    (a,) = declared(m, "a")
    m.define(a, when(a.previous > 1, null("stor", "large"), 1))
    with pytest.raises(EngineError, match="a depends on its own past and may be null"):
        Program(m)


def test_an_opening_value_must_be_a_number() -> None:
    m = Model(12)
    nothing = m.line("nothing", null("ingen", "none"), "NOK", label("nothing"))
    balance = m.declare("balance", "NOK", label("balance"), opening=nothing)
    m.define(balance, balance.previous + 1)
    with pytest.raises(EngineError, match="balance has an opening value that may be null"):
        Program(m)


def test_a_chain_of_5000_lines_is_no_problem() -> None:
    m = Model(2)
    line = counter(m)
    for i in range(5_000):
        line = m.line(f"chain.{i}", line + 1, "NOK", label("x"))
    assert list(Program(m).run()["chain.4999"]) == [5001, 5002]


def test_nor_is_a_circle_of_5000_lines_written_backwards() -> None:
    m = Model(2)
    lines = declared(m, *(f"round.{i}" for i in range(5_000)))
    for line, following in itertools.pairwise(lines):
        m.define(line, following + 1)
    m.define(lines[-1], lines[0].previous + 1)
    assert list(Program(m).run()["round.0"]) == [5_000, 10_000]


def test_a_sum_of_500_terms_is_no_problem() -> None:
    m = Model(2)
    parts = [m.input(f"x.{i}", i, "NOK", label("x")) for i in range(500)]
    n = counter(m)
    m.line("scalar", total_of(list(parts)), "NOK", label("s"))
    m.line("monthly", total_of([part * n for part in parts]), "NOK", label("s"))
    loop = m.recurrence("loop", lambda before: total_of([before, *parts]), "NOK", label("l"))
    assert numbers(m, "scalar") == [124_750]
    assert numbers(m, "monthly") == [124_750, 249_500]
    assert numbers(m, loop.id) == [124_750, 249_500]
