"""Products with a line that is 0 in most periods: the same digits, from fewer rows."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from feasibility.engine.compute import masked, runtime
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.interpret import value_of
from feasibility.engine.expr import (
    Axis,
    Counter,
    Expr,
    Line,
    both,
    divisor,
    flag,
    greatest,
    if_null,
    least,
    sum_of,
    when,
)
from feasibility.engine.model import Model, null
from feasibility.language import Label

WORD = Label("tall", "number")
PERIODS = 12
PRICES = (3.0, 5.0, 7.0)


def _model(first: float = 4, last: float = 6, bottom: float = 1.0) -> tuple[Model, Line, Line]:
    """A model with its months' numbers (1 to 12) and a line that is 1 from the first to the last of some."""
    m = Model(PERIODS)
    number = m.line("number", Counter(Axis.MONTH), "months", WORD)
    first_month = m.input("first", first, "months", WORD)
    last_month = m.input("last", last, "months", WORD)
    mask = m.line("mask", flag(both(number >= first_month, number <= last_month)), "flag", WORD)
    m.line("ratio", number / m.input("bottom", bottom, "ratio", WORD), "ratio", WORD)
    m.input("price", 2.0, "NOK", WORD)
    return m, number, mask


def _long(m: Model, number: Expr) -> Expr:
    """Price × number, at most 40; to be long, more is added and taken away again."""
    price = m.inputs["price"]
    before = m.lines["number"].lag(1)
    more = greatest(0, least(number, 4) + least(before, 4)) + when(number > 3, before, 0)
    return least(price * number, m.input("cap", 40.0, "NOK", WORD)) + more - more * 1


def _rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of each product that was worked out in some rows alone."""
    found: list[int] = []
    real = runtime.in_rows

    def noted(values: Any, mask: Any, rows: slice) -> Any:
        found.append(values.shape[0])
        return real(values, mask, rows)

    monkeypatch.setattr(runtime, "in_rows", noted)
    return found


def _as_one_case(program: Program, wanted: Sequence[str], found: dict[str, Any]) -> None:
    """The scenarios have the numbers of the cases alone, and of the interpreter."""
    for place, price in enumerate(PRICES):
        alone = program.run({"price": price})
        for id in wanted:
            line, numbers = program.model.find(id), found[id][..., place]
            np.testing.assert_array_equal(numbers, alone[id])
            for period, number in enumerate(np.atleast_1d(numbers), start=1):
                walked = value_of(line.formula, alone, None if line.axis is Axis.SCALAR else period)
                assert walked == pytest.approx(float(number), rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("mask_first", [True, False])
def test_only_the_rows_of_the_mask_are_worked_out(monkeypatch: pytest.MonkeyPatch, mask_first: bool) -> None:
    m, number, mask = _model()
    long = _long(m, number)
    line = m.line("line", mask * long if mask_first else long * mask, "NOK", WORD)
    m.line("sum", sum_of(line), "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    found = program.run_many({"price": PRICES}, ["line", "sum"], threads=1)
    # 3, 5 and 7 for each of 4, 5 and 6, and none over 40
    assert found["sum"].tolist() == [12.0 + 15.0 + 18.0, 20.0 + 25.0 + 30.0, 28.0 + 35.0 + 40.0]
    assert rows == [3]
    _as_one_case(program, ["line", "sum"], found)


@pytest.mark.parametrize(("first", "last", "expected"), [(20, 21, 0), (1, 12, 12), (12, 12, 1)])
def test_a_mask_of_any_length(monkeypatch: pytest.MonkeyPatch, first: int, last: int, expected: int) -> None:
    m, number, mask = _model(first, last)
    m.line("line", _long(m, number) * mask, "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    found = program.run_many({"price": PRICES}, ["line"], threads=1)
    assert rows == [expected]
    _as_one_case(program, ["line"], found)


def test_a_mask_with_a_gap_and_other_numbers_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    m, number, mask = _model(3, 5)
    gap = m.line("gap", mask * (number - 4) * 2, "ratio", WORD)  # −2 in month 3, 0 in 4, 2 in 5
    m.line("line", _long(m, number) * gap, "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    found = program.run_many({"price": PRICES}, ["line"], threads=1)
    assert rows == [3]
    assert found["line"][:, 0].tolist() == [0, 0, -18, 0, 30, *[0] * 7]
    _as_one_case(program, ["line"], found)


def test_what_differs_between_scenarios_is_no_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    m, number, mask = _model()
    m.line("line", _long(m, number) * mask, "NOK", WORD)
    rows = _rows(monkeypatch)
    found = Program(m).run_many({"price": PRICES, "last": (4, 5, 6)}, ["line"], threads=1)
    assert rows == []
    assert (found["line"] != 0).sum(axis=0).tolist() == [1, 2, 3]


def test_one_number_for_all_periods_is_no_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    m, number, _ = _model()
    part = m.line("part", sum_of(number), "months", WORD)  # 78
    m.line("line", _long(m, number) * part, "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    found = program.run_many({"price": PRICES}, ["line"], threads=1)
    assert rows == []
    assert found["line"][3].tolist() == pytest.approx([78 * 4 * price for price in PRICES])
    _as_one_case(program, ["line"], found)


def test_parts_are_shared_among_products_of_one_mask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m, number, mask = _model()
    other = m.line("other", flag(number > m.input("late", 10, "months", WORD)), "flag", WORD)
    long = _long(m, number)
    m.line("one", long * mask, "NOK", WORD)
    m.line("two", (long + m.lines["one"]) * mask, "NOK", WORD)
    m.line("three", long * other, "NOK", WORD)
    m.line("whole", long + 1, "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    wanted = ["one", "two", "three", "whole"]
    found = program.run_many({"price": PRICES}, wanted, threads=1)
    assert rows == [3, 3, 2]
    _as_one_case(program, wanted, found)


def test_where_something_is_infinite_every_row_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """0 × ∞ is no number, so a month outside the mask has none."""
    m, number, mask = _model(bottom=0.0)
    m.line("line", (_long(m, number) + m.lines["ratio"]) * mask, "NOK", WORD)
    program, rows = Program(m), _rows(monkeypatch)
    found = program.run_many({"price": PRICES}, ["line"], threads=1)
    assert rows == []
    assert np.isnan(found["line"][0]).all()
    assert np.isinf(found["line"][4]).all()
    _as_one_case(program, ["line"], found)


def test_one_scenario_without_a_number_leaves_the_others_theirs() -> None:
    m, number, mask = _model()
    m.line("line", (_long(m, number) + m.lines["ratio"] * m.inputs["price"]) * mask, "NOK", WORD)
    program = Program(m)
    varied = {"price": PRICES, "bottom": (1.0, 0.0, 2.0)}
    found = program.run_many(varied, ["line"], threads=1)["line"]
    assert np.isnan(found[0, 1])
    for place in (0, 2):
        alone = {id: values[place : place + 1] for id, values in varied.items()}
        assert found[:, place].tolist() == program.run_many(alone, ["line"])["line"][:, 0].tolist()


@pytest.mark.parametrize("kind", ["short", "divides", "without"])
def test_what_is_short_or_may_end_in_no_number_is_no_such_product(kind: str) -> None:
    m, number, mask = _model()
    without = m.line("without", when(number > 2, number, null("ingen", "none")), "NOK", WORD)
    inner = {
        "short": number * m.inputs["price"],
        "divides": _long(m, number) + number / divisor(number),
        "without": _long(m, number) + if_null(without, 0),
    }[kind]
    line = m.line("line", inner * mask, "NOK", WORD)
    program = Program(m)
    assert line not in masked.Masked([line])
    _as_one_case(program, ["line"], program.run_many({"price": PRICES}, ["line"], threads=1))
