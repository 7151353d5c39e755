"""Changes by input, many scenarios at once, and what floats would raise."""

import datetime
import difflib
import math

import numpy as np
import pytest

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute import compiled
from feasibility.engine.compute import program as evaluate
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import (
    Expr,
    absolute,
    as_expr,
    both,
    either,
    exponential,
    flag,
    greatest,
    highest,
    least,
    lowest,
    modulo,
    npv,
    rounded,
    sum_of,
    value_at,
    when,
    whole,
    window_sum,
)
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from tests.engine.routes import counter, label, numbers, scalar

RNG = np.random.default_rng(20260401)


def lease(rent_nok: float = 9_000.0) -> Model:
    """A lease with a loan, a yearly sum, a present value and an internal rate: something of everything."""
    m = Model(48)
    time = Calendar(m, m.input("start", serial(datetime.date(2026, 10, 1)), "date", label("start")))
    i = {
        id: m.input(id, value, "ratio", label(id))
        for id, value in {
            "rent": rent_nok, "growth": 0.03, "free": 4.0, "works": 250_000.0, "rate": 0.005, "pay": 3_000.0,
            "discount": 0.01, "cash": 1_000.0,
        }.items()
    }  # fmt: skip
    index = m.recurrence(
        "index", lambda b: b * (1 + i["growth"] * time.year_step), "index", label("index"), opening=1
    )
    rent = m.line("earned", i["rent"] * index * flag(time.number > i["free"]), "NOK", label("earned"))
    debt = m.declare("debt", "NOK", label("debt"), opening=i["works"])
    interest = m.line("interest", debt.previous * i["rate"], "NOK", label("interest"))
    m.define(debt, greatest(0, debt.previous + interest - i["pay"]))
    flow = m.line("flow", rent - interest - i["works"] * time.at(as_expr(1)), "NOK", label("flow"))
    cash = m.recurrence("cash.balance", lambda b: b + flow, "NOK", label("c"), opening=i["cash"])
    m.line("lowest", lowest(cash), "NOK", label("lowest"))
    m.line("by_year", m.year_sum(flow), "NOK", label("by_year"))
    m.line("npv", npv(i["discount"], flow), "NOK", label("npv"))
    ReturnGrid(m).of(flow, "irr", label("irr"))
    return m


def scenarios(count: int) -> dict[str, np.ndarray]:
    return {
        "rent": 8_000 + 3_000 * RNG.random(count),
        "works": 200_000 + 150_000 * RNG.random(count),
        "cash": 1_000 * RNG.random(count),
    }


WANTED = ["npv", "irr.annual", "lowest", "by_year", "debt", "flow", "index", "cash.balance"]


def test_one_input_changed_is_a_model_built_with_it() -> None:
    changed = Program(lease()).run({"rent": 10_000.0})
    m = lease()
    base = Program(m).run()
    rent = m.inputs["rent"].value
    assert changed["earned"] == pytest.approx(base["earned"] * 10_000 / rent, rel=1e-14)
    assert changed.inputs["rent"] == 10_000
    assert base.inputs["rent"] == rent
    assert m.inputs["rent"].value == rent


def test_unknown_inputs_and_lines_are_refused_by_name() -> None:
    program = Program(lease())
    with pytest.raises(KeyError, match="rentt"):
        program.run({"rentt": 1.0})
    with pytest.raises(KeyError, match="rentt"):
        program.run_many({"rentt": np.ones(3)}, ["npv"])
    with pytest.raises(KeyError, match="near: npv"):
        program.run_many({"rent": np.ones(3)}, ["npw"])


@pytest.mark.parametrize(
    "varied",
    [{}, {"rent": np.ones(3), "cash": np.ones(4)}, {"rent": np.ones((2, 2))}, {"rent": np.array(1.0)}],
)
def test_arrays_must_be_of_one_length(varied: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="one common length"):
        Program(lease()).run_many(varied, ["npv"])


def test_scenarios_are_single_cases() -> None:
    program = Program(lease())
    varied = scenarios(7)
    many = program.run_many(varied, WANTED)
    for j in range(7):
        one = program.run({id: float(values[j]) for id, values in varied.items()})
        for id in WANTED:
            assert many[id][..., j] == pytest.approx(one[id], rel=1e-12, abs=1e-9), id


def test_a_scenario_has_the_same_digits_alone_in_company_and_in_any_chunk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = Program(lease())
    varied = scenarios(101)
    many = program.run_many(varied, WANTED)
    alone = program.run_many({id: values[40:41] for id, values in varied.items()}, WANTED)
    for id in WANTED:
        assert np.array_equal(many[id][..., 40], alone[id][..., 0]), id
    for chunk, threads in ((1, 1), (10, 2), (50, 3), (100, 1), (1000, 2)):
        monkeypatch.setattr(evaluate, "_CHUNK", chunk)
        again = program.run_many(varied, WANTED, threads=threads)
        for id in WANTED:
            assert np.array_equal(many[id], again[id]), (id, chunk, threads)


def test_a_change_of_nothing_is_the_base_to_the_last_digit() -> None:
    m = lease()
    program = Program(m)
    same = program.run({i.id: i.value for i in m.inputs.values()})
    base = program.run()
    for id in m.lines:
        assert np.array_equal(same[id], base[id], equal_nan=True), id
    still = {id: np.full(3, m.inputs[id].value) for id in ("rent", "works")}
    other = {id: np.array([m.inputs[id].value, 1.0, 2.0]) for id in ("rent", "works")}
    for id in WANTED:
        first, second = program.run_many(still, [id])[id], program.run_many(other, [id])[id]
        assert np.array_equal(first[..., 0], first[..., 2])
        assert np.array_equal(first[..., 0], second[..., 0])


def test_shapes_also_of_what_does_not_vary() -> None:
    program = Program(lease())
    many = program.run_many({"discount": np.array([0.0, 0.01])}, ["npv", "flow", "by_year", "lowest"])
    assert many["npv"].shape == (2,)
    assert many["lowest"].shape == (2,)
    assert many["flow"].shape == (48, 2)
    assert many["by_year"].shape == (5, 2)
    assert many["npv"][0] == pytest.approx(many["flow"][:, 0].sum(), rel=1e-12)
    assert program.run_many({"rent": np.ones(0)}, ["npv"])["npv"].shape == (0,)


def test_changes_common_to_all_scenarios() -> None:
    program = Program(lease())
    many = program.run_many({"rent": np.array([8_000.0, 9_000.0])}, ["npv"], changes={"free": 0.0})
    for j, rent in enumerate((8_000.0, 9_000.0)):
        assert many["npv"][j] == pytest.approx(
            program.run({"rent": rent, "free": 0.0}).number("npv"), rel=1e-12
        )


def test_the_start_month_can_be_varied() -> None:
    program = Program(lease())
    days = [serial(datetime.date(2026, month, 1)) for month in range(1, 13)]
    many = program.run_many({"start": np.array(days, dtype=float)}, ["by_year", "calendar.months_in_year"])
    for j, day in enumerate(days):
        one = program.run({"start": day})
        assert many["by_year"][:, j] == pytest.approx(one["by_year"], rel=1e-12)
        assert list(many["calendar.months_in_year"][:, j]) == [12 - j, 12, 12, 12, j]


def test_an_opening_value_that_varies_on_a_line_that_does_not() -> None:
    m = Model(3)
    n = counter(m)
    line = m.line("l", n * 2, "NOK", label("l"), opening=m.input("o", 5.0, "NOK", label("o")))
    m.line("before", line.previous, "NOK", label("b"))
    many = Program(m).run_many({"o": np.array([7.0, 8.0, 9.0])}, ["before"])
    assert many["before"].tolist() == [[7, 8, 9], [2, 2, 2], [4, 4, 4]]


def test_an_opening_value_is_kept_where_its_line_does_not_vary() -> None:
    m = Model(3)
    start = m.line("start", m.input("o", 5.0, "NOK", label("o")) * 2, "NOK", label("s"))
    balance = m.recurrence("b", lambda before: before + 1, "NOK", label("b"), opening=1)
    other = m.declare("c", "NOK", label("c"), opening=start)
    m.define(other, other.previous + 1)
    factor = m.input("f", 1.0, "ratio", label("f"))
    m.line("x", (other.previous + balance.previous) * factor, "NOK", label("x"))
    many = Program(m).run_many({"f": np.array([1.0, 2.0])}, ["x"])
    assert many["x"].tolist() == [[11, 22], [13, 26], [15, 30]]


@pytest.mark.parametrize(("divisor", "expected"), [(0.0, math.inf), (2.0, 6.0)])
def test_division_by_zero_gives_infinity_and_never_an_exception(divisor: float, expected: float) -> None:
    m = Model(3)
    d = m.input("d", divisor, "ratio", label("d"))
    n = counter(m)
    m.line("scalar", 12 / d, "ratio", label("s"))
    m.line("monthly", 12 / (d * n), "ratio", label("m"))
    m.line(
        "in_loop",
        m.recurrence("loop", lambda b: b / 2 + 12 / d, "ratio", label("l")) * 1,
        "ratio",
        label("x"),
    )
    program = Program(m)
    values = program.run()
    assert values["scalar"] == expected
    assert values["monthly"][0] == expected
    assert values["in_loop"][0] == expected
    many = program.run_many({"d": np.array([divisor, 3.0])}, ["scalar", "monthly", "in_loop"])
    assert [many[id][..., 0].flat[0] for id in ("scalar", "monthly", "in_loop")] == [expected] * 3
    assert many["scalar"][1] == 4.0
    # the fallback leaves nothing behind: the next case is calculated as ever
    assert program.run({"d": 4.0})["scalar"] == 3.0


def test_a_division_that_is_passed_over_does_no_harm() -> None:
    m = Model(3)
    d = m.input("d", 0.0, "ratio", label("d"))
    n = counter(m)
    m.line("scalar", when(d > 0, 12 / d, 0), "ratio", label("s"))
    m.line("monthly", when(d > 0, n / d, n), "ratio", label("m"))
    loop = m.recurrence("loop", lambda b: when(d > 0, b + 12 / d, b + 1), "ratio", label("l"))
    assert numbers(m, "scalar") == [0]
    assert numbers(m, "monthly") == [1, 2, 3]
    assert numbers(m, loop.id) == [1, 2, 3]


def test_no_number_is_no_number_also_in_the_greatest_of_two() -> None:
    # Python's max(0, nan) is 0 and max(nan, 0) is nan: neither is what a sheet shows
    for parts in ("first", "last"):
        m = Model(3)
        root = m.input("x", -1.0, "ratio", label("x")) ** m.input("half", 0.5, "ratio", label("half"))
        made = greatest(root, 0) if parts == "first" else greatest(0, root)
        assert math.isnan(scalar(made, m))
        loop = m.recurrence("loop", lambda b, made=made: b + made, "ratio", label("l"))  # type: ignore[misc]
        assert all(map(math.isnan, numbers(m, loop.id)))


@pytest.mark.parametrize(
    "formula",
    [
        lambda x: exponential(x * x * x),
        lambda x: x**x,
        lambda x: modulo(x, x - x),
        lambda x: whole(1 / (x - x)),
        lambda x: (x - x) ** (-x),
    ],
)
def test_what_floats_refuse_arrays_answer(formula: object) -> None:
    assert callable(formula)
    m = Model(3)
    m.line("asked", formula(m.input("x", 400.0, "ratio", label("x"))), "ratio", label("a"))
    program = Program(m)
    one = program.run()["asked"]
    assert not math.isfinite(one)
    many = program.run_many({"x": np.array([400.0, 400.0])}, ["asked"])["asked"]
    assert np.array_equal(many, [one, one], equal_nan=True)


def test_lines_are_calculated_only_where_they_are_needed() -> None:
    m = lease()
    program = Program(m)
    program.run_many({"discount": np.array([0.01, 0.02])}, ["npv"])
    (plan,) = program._plans.values()
    assert [line.id for line in plan.taken] == ["flow"]


def test_models_of_one_structure_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is of the same lines with other numbers, so both its functions are there already.

    That of one case is not even asked for, as it is not written again.
    """
    compiled.compiled.cache_clear()
    monkeypatch.setattr(compiled, "_written", {})
    for rent in (9_000.0, 12_000.0):
        program = Program(lease(rent))
        program.run()
        program.run_many({"discount": np.array([0.01, 0.02]), "rent": np.array([1.0, 2.0])}, WANTED)
    found = compiled.compiled.cache_info()
    assert (found.misses, found.hits) == (2, 1)


def test_parts_of_formulas_that_look_alike_are_not_taken_for_the_same() -> None:
    m = Model(24)
    time = Calendar(m, m.input("start", serial(datetime.date(2026, 10, 1)), "date", label("start")))
    x = m.line("x", time.number + m.input("x.0", 0.5, "ratio", label("x")), "ratio", label("x"))
    y = m.line("y", 12 - time.number / 4, "ratio", label("y"))
    one, other = (
        m.table(id, {1: a, 9: b}, "ratio", label(id), "month") for id, a, b in (("t", 3, 7), ("u", 4, 9))
    )
    alike: list[Expr] = [
        x * y, x / y, x - y, y - x, x**y, x + y, -x,
        least(x, y), greatest(x, y), whole(x / 2), absolute(x / 2), rounded(x / 3, 1), rounded(x / 3, 2),
        x.lag(1) * 2, x.lag(2) * 2, x.lag(-1) * 2, y.lag(1) * 2,
        window_sum(x, 0, 2), window_sum(x, 1, 2), window_sum(x, 0, 1), window_sum(y, 0, 2),
        flag(x > y), flag(x >= y), flag(x < y), flag(x.equals(y)), flag(x.differs(y)),
        flag(both(x > 3, y > 3)), flag(either(x > 3, y > 3)), when(x > y, x, y), when(x > y, y, x),
        m.lookup(one, time.number), m.lookup(other, time.number),
        x * lowest(y), x * highest(y), x * lowest(x),
        x * m.inputs["x.0"], x * m.inputs["horizon_months"], x * 2, x * 3,
    ]  # fmt: skip
    for i, formula in enumerate(alike):
        # each stands in two lines, so that it is worth a name of its own
        m.line(f"a.{i}", formula + 1, "ratio", label("a"))
        m.line(f"b.{i}", formula * 2, "ratio", label("b"))
    by_year = m.line("by_year", m.year_sum(x), "ratio", label("y"))
    at_end = m.line("at_end", m.year_sum(x, time.is_year_end), "ratio", label("e"))
    for id, line in (("year", by_year), ("end", at_end)):
        m.line(f"{id}.1", m.at_year(line) + 1, "ratio", label("1"))
        m.line(f"{id}.2", m.at_year(line) * 2, "ratio", label("2"))
    program = Program(m)
    everything = list(m.lines)
    many = program.run_many({"x.0": np.array([0.5, 0.25])}, everything)
    for j, value in enumerate((0.5, 0.25)):
        one_case = program.run({"x.0": value})
        for id in everything:
            assert many[id][..., j] == pytest.approx(one_case[id], rel=1e-12), id


def test_values_are_a_mapping_by_line() -> None:
    m = lease()
    values = Program(m).run()
    assert set(values) == set(m.lines)
    assert len(values) == len(m.lines)
    assert values.number("npv") == values["npv"]
    with pytest.raises(KeyError, match="near"):
        values["npvv"]


def test_to_ask_whether_there_is_a_line_searches_for_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    values = Program(lease()).run()
    monkeypatch.setattr(difflib, "get_close_matches", lambda *_: pytest.fail("searched"))
    assert "npv" in values
    assert "npvv" not in values


def test_a_null_scalar_is_none() -> None:
    m = Model(3)
    flow = m.line("flow", counter(m) * 1, "NOK", label("flow"))
    ReturnGrid(m).of(flow, "irr", label("irr"))
    m.line("sum", sum_of(flow) + value_at(flow, 1), "NOK", label("sum"))
    values = Program(m).run()
    assert values.number("irr.annual") is None
    assert values.number("sum") == 7


def test_what_is_looked_at_is_calculated_first_and_the_rest_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "_written", {})  # what others wrote serves it as it is
    m = lease()
    program, other = Program(m), Program(m)
    whole = other.run({"rent": 9_500.0})
    first = program.run_first(["flow", "no such line"], {"rent": 9_500.0})
    assert first.inputs == whole.inputs
    with monkeypatch.context() as patched:
        patched.setattr(Program, "run", lambda *_: pytest.fail("all of it"))
        assert np.array_equal(first["flow"], whole["flow"])
        assert np.array_equal(program.run_first(["flow"], {"rent": 9_500.0})["flow"], whole["flow"])
        with pytest.raises(KeyError, match="rentt"):
            program.run_first(["flow"], {"rentt": 1.0})
    for id in m.lines:
        assert np.array_equal(first[id], whole[id], equal_nan=True), id


def test_what_floats_refuse_is_calculated_whole() -> None:
    m = Model(3)
    divisor = m.input("divisor", 0, "ratio", label("divisor"))
    m.line("asked", counter(m) * (1 / divisor), "ratio", label("asked"))
    assert np.array_equal(Program(m).run_first(["asked"])["asked"], Program(m).run()["asked"])


def test_where_a_program_is_kept_for_other_processes_it_is_written_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "_written", {})
    kept: list[str] = []

    class Store:
        def kept(self, source: str, name: str) -> None: ...
        def keep(self, source: str, name: str, code: object) -> None: ...
        def kept_program(self, likeness: str) -> None: ...
        def keep_program(self, likeness: str, written: bytes) -> None:
            kept.append(likeness)

    monkeypatch.setattr(compiled, "_store", Store())
    Program(lease()).run_first(["flow"])
    assert len(kept) == 1
