"""Models told to be alike have the same program, and nothing that makes another program is passed over."""

from collections.abc import Callable

import numpy as np
import pytest

from feasibility.case import load_case
from feasibility.engine.calendar import Calendar
from feasibility.engine.compute import compiled
from feasibility.engine.compute.likeness import likeness
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import (
    Axis,
    EngineError,
    Expr,
    Line,
    absolute,
    both,
    either,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    npv,
    rounded,
    total_of,
    value_at,
    when,
    window_sum,
)
from feasibility.engine.model import Model, null
from feasibility.language import Label
from feasibility.model.build import build
from feasibility.resources import example_names, example_path

NAME = Label("navn", "name")


class Parts:
    """A model with a line on each axis, for one more to be made of."""

    def __init__(self, months: int = 12, first: float = 2.0, keys: tuple[float, ...] = (1, 2)) -> None:
        self.m = m = Model(months)
        self.a, self.b = m.input("a", first, "ratio", NAME), m.input("b", 3, "ratio", NAME)
        self.start = m.input("start", 46_023, "date", NAME)
        self.time = Calendar(m, self.start)
        self.table = m.table("t", {key: key * 10 for key in keys}, "ratio", NAME, "ratio")
        self.other_table = m.table("u", {key: key for key in keys}, "ratio", NAME, "ratio")
        self.x = m.line("x", self.a * self.time.number, "NOK", NAME)
        self.y = m.line("y", self.b * self.time.number, "NOK", NAME)
        self.flag = m.line("f", flag(self.time.number > 3), "ratio", NAME)
        self.sum_x = m.line("sum_x", m.year_sum(self.x), "NOK", NAME)


Made = Callable[[Parts], Expr]
"""A formula of months or of nothing."""

DIFFERENT: dict[str, tuple[Made, Made]] = {
    "operator": (lambda p: p.x - p.y, lambda p: p.x * p.y),
    "order": (lambda p: p.x - p.y, lambda p: p.y - p.x),
    "order of terms": (lambda p: p.x + p.y, lambda p: p.y + p.x),
    "number of terms": (lambda p: total_of([p.x, p.y]), lambda p: total_of([p.x, p.y, p.y])),
    "constant": (lambda p: p.x * 3, lambda p: p.x * 4),
    "sign": (lambda p: p.x, lambda p: -p.x),
    "input": (lambda p: p.x * p.a, lambda p: p.x * p.b),
    "line": (lambda p: p.x * 2, lambda p: p.y * 2),
    "comparison": (lambda p: flag(p.x > p.y), lambda p: flag(p.x >= p.y)),
    "equal": (lambda p: flag(p.x.equals(p.y)), lambda p: flag(p.x.differs(p.y))),
    "both or either": (
        lambda p: flag(both(p.x > 0, p.y > 0)),
        lambda p: flag(either(p.x > 0, p.y > 0)),
    ),
    "branches": (lambda p: when(p.x > 0, p.x, p.y), lambda p: when(p.x > 0, p.y, p.x)),
    "function": (lambda p: least(p.x, p.y), lambda p: greatest(p.x, p.y)),
    "digits": (lambda p: rounded(p.x, 0), lambda p: rounded(p.x, 2)),
    "no function": (lambda p: p.x, lambda p: absolute(p.x)),
    "null": (lambda p: when(p.x > 0, p.x, 0), lambda p: when(p.x > 0, p.x, null("ingen", "none"))),
    "filled": (
        lambda p: if_null(when(p.x > 0, p.x, null("ingen", "none")), p.y),
        lambda p: if_null(when(p.x > 0, p.x, null("ingen", "none")), p.x),
    ),
    "period": (lambda p: p.x.lag(1), lambda p: p.x.lag(2)),
    "window's first": (lambda p: window_sum(p.x, -3, 0), lambda p: window_sum(p.x, -2, 0)),
    "window's last": (lambda p: window_sum(p.x, -3, 0), lambda p: window_sum(p.x, -3, -1)),
    "aggregate": (lambda p: lowest(p.x), lambda p: highest(p.x)),
    "aggregated": (lambda p: lowest(p.x), lambda p: lowest(p.y)),
    "rate": (lambda p: npv(p.a, p.x), lambda p: npv(p.b, p.x)),
    "place": (lambda p: value_at(p.x, p.a), lambda p: value_at(p.x, p.b)),
    "first": (lambda p: first_where(p.flag, p.b), lambda p: first_where(p.flag, p.a)),
    "year": (lambda p: p.m.at_year(p.sum_x), lambda p: p.m.at_year(p.time.years)),
    "months of the year": (
        lambda p: highest(p.m.line("s", p.m.year_sum(p.x), "NOK", NAME)),
        lambda p: highest(p.m.line("s", p.m.year_sum(p.x, p.flag), "NOK", NAME)),
    ),
    "table": (lambda p: p.m.lookup(p.table, p.a), lambda p: p.m.lookup(p.other_table, p.a)),
    "key": (lambda p: p.m.lookup(p.table, p.a), lambda p: p.m.lookup(p.table, p.b)),
}


@pytest.fixture(autouse=True)
def nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_written", {})


def made(formula: Made, parts: Parts | None = None) -> Parts:
    found = parts or Parts()
    found.m.line("made", formula(found), "NOK", NAME)
    return found


@pytest.mark.parametrize("which", DIFFERENT)
def test_what_makes_another_program_makes_another_likeness(which: str) -> None:
    one, other = DIFFERENT[which]
    assert likeness(made(one).m) == likeness(made(one).m)
    assert likeness(made(one).m) != likeness(made(other).m)


def test_numbers_and_words_do_not() -> None:
    one = made(lambda p: when(p.x > 0, p.x, null("ingen", "none")))
    other = made(lambda p: when(p.x > 0, p.x, null("mangler", "missing")), Parts(first=5))
    assert likeness(one.m) == likeness(other.m) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Parts(), Parts(months=13)),
        (Parts(), Parts(keys=(1, 3))),
        (Parts(), Parts(keys=(1, 2, 3))),
        (Parts(keys=(100_000.1,)), Parts(keys=(100_000.2,))),  # the ids of their entries are the same
    ],
)
def test_months_and_keys_of_tables_do(one: Parts, other: Parts) -> None:
    found = {likeness(made(lambda p: p.m.lookup(p.table, p.a), parts).m) for parts in (one, other)}
    assert len(found) == 2


def test_axes_and_openings_do() -> None:
    def told(axis: Axis | None, opening: Expr | None) -> str | None:
        parts = Parts()
        parts.m.line("made", parts.a * 2, "NOK", NAME, axis=axis, opening=opening)
        return likeness(parts.m)

    wide = Parts().a
    found = [told(None, None), told(Axis.MONTH, None), told(Axis.YEAR, None), told(Axis.MONTH, wide)]
    assert len(set(found)) == 4


def test_a_line_of_another_model_is_refused_though_it_stands_at_the_same_place() -> None:
    Program(made(lambda p: p.x * 2).m).run()
    stranger: Line = Parts().x
    with pytest.raises(EngineError, match="another model"):
        Program(made(lambda p: stranger * 2).m)


def test_a_model_that_is_refused_is_refused_again() -> None:
    for _ in range(2):
        m = Model(2)
        line = m.declare("line", "NOK", NAME)
        m.define(line, line + 1)
        with pytest.raises(EngineError, match="circular"):
            Program(m)


def test_models_that_are_alike_share_a_program_and_keep_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = Program(made(lambda p: highest(p.x)).m)
    assert first.run()["made"] == 24  # 2 times the twelfth month
    monkeypatch.setattr(Program, "_generate", lambda *_, **__: pytest.fail("written again"))
    second = Program(made(lambda p: highest(p.x), Parts(first=5)).m)
    assert second.run()["made"] == 60
    assert second.nullable == frozenset()
    assert first.run()["made"] == 24


@pytest.mark.parametrize("name", example_names())
def test_a_case_with_a_number_changed_has_the_program_of_a_case_of_its_own(name: str) -> None:
    case = load_case(example_path(name))
    Program(build(case).model).run()
    model = build(case.changed({"building.owner_costs_nok_per_m2_year": 123})).model
    shared = Program(model)
    assert len(compiled._written) == 1
    found = shared.run()
    assert len(compiled._written) == 1
    compiled._written.clear()
    own = Program(model)
    for line, number in own.run().items():
        assert np.array_equal(found[line], number, equal_nan=True), line
    assert shared.nullable == own.nullable
