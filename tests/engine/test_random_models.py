"""Random models: the generated code says what an interpreter of the same tree says, alone and in company.

The formulas meet every kind of node in every position, in loops and out of them.
"""

import datetime
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feasibility.engine.calendar import serial
from feasibility.engine.compute import program as evaluate
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.interpret import value_of
from feasibility.engine.expr import Aggregate, Axis, Counter, Expr, Line, Shift, Window, sum_of, walk
from feasibility.engine.model import Model
from tests.engine.random_models import RandomModel, label, models, numbers

pytestmark = pytest.mark.slow

TOLERANCE = 1e-9
RANDOM = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def agree(first: object, second: object) -> bool:
    """Equal but for rounding, measured on the largest of them; two that are no numbers agree."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    finite = np.isfinite(a)
    if not np.array_equal(finite, np.isfinite(b)):
        return False
    size = max(1.0, float(np.abs(a[finite]).max(initial=0.0)))
    return bool(np.all(np.abs(a[finite] - b[finite]) <= TOLERANCE * size))


def reads_a_sum_of_an_error(line: Line, program: Program, values: evaluate.Values) -> bool:
    """Whether it aggregates a line that lost its number to an error: a sheet would stop there.

    Its formula may, and so may the opening value of a line whose earlier periods it reads.
    """
    formulas: list[Expr] = [line.formula]
    for node in walk(line.formula):
        if isinstance(node, Shift | Window) and node.line.opening is not None:
            formulas.append(node.line.opening)
    return any(
        isinstance(node, Aggregate)
        and node.line not in program.nullable
        and np.isnan(values.of(node.line)).any()
        for formula in formulas
        for node in walk(formula)
    )


@RANDOM
@given(models())
def test_generated_code_and_interpreter_agree(r: RandomModel) -> None:
    program = Program(r.m)
    values = program.run()
    for line in r.m.lines.values():
        if reads_a_sum_of_an_error(line, program, values):
            continue
        periods = [None] if line.axis is Axis.SCALAR else list(range(1, r.m.length(line.axis) + 1))
        walked = [value_of(line.formula, values, period) for period in periods]
        assert agree(np.atleast_1d(values.of(line)), walked), line.id


@RANDOM
@given(models(), st.data())
def test_scenarios_are_single_cases_and_alone_as_in_company(r: RandomModel, data: st.DataObject) -> None:
    program = Program(r.m)
    count = data.draw(st.integers(1, 5))
    ids = data.draw(st.sets(st.sampled_from(r.varied_ids), min_size=1, max_size=4))
    varied = {id: np.array([data.draw(numbers) for _ in range(count)]) for id in sorted(ids)}
    if data.draw(st.booleans()):
        starts = [serial(datetime.date(2027, month, 1)) for month in (1, 2, 11, 12)]
        varied["start"] = np.array([float(data.draw(st.sampled_from(starts))) for _ in range(count)])
    every = list(r.m.lines)
    wanted = every if data.draw(st.booleans()) else data.draw(st.lists(st.sampled_from(every), min_size=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "_CHUNK", data.draw(st.integers(1, 6)))
        many = program.run_many(varied, wanted, threads=data.draw(st.integers(1, 2)))
    for j in range(count):
        one = program.run({id: float(values[j]) for id, values in varied.items()})
        alone = program.run_many({id: values[j : j + 1] for id, values in varied.items()}, wanted)
        for id in wanted:
            assert np.array_equal(many[id][..., j], alone[id][..., 0], equal_nan=True), id
            assert agree(many[id][..., j], one[id]), id


@RANDOM
@given(models())
def test_the_two_dialects_agree_on_one_case(r: RandomModel) -> None:
    program = Program(r.m)
    floats, rows = program.run(), program._run_as_rows(program.model.numbers(None))
    for line in r.m.lines.values():
        assert agree(floats.of(line), rows[line.number]), line.id


def test_agreement_can_fail() -> None:
    assert not agree([1.0], [1.0 + 1e-6])
    assert not agree([1.0], [math.nan])
    assert agree([math.nan, 1e12], [math.inf, 1e12 + 1])


def test_a_sum_of_an_error_is_seen_in_a_formula_and_in_an_opening() -> None:
    m = Model(3)
    zero = m.input("zero", 0.0, "ratio", label("zero"))
    count = m.line("count", Counter(Axis.MONTH), "ratio", label("count"))
    wrong = m.line("wrong", count / zero - count / zero, "ratio", label("wrong"))
    total = m.line("total", sum_of(wrong) + 1, "ratio", label("total"))
    opened = m.declare("opened", "ratio", label("opened"), axis=Axis.MONTH, opening=sum_of(wrong))
    m.define(opened, opened.previous * 0 + 1)
    reader = m.line("reader", opened.lag(1) + 1, "ratio", label("reader"))
    fine = m.line("fine", count.lag(1) + wrong, "ratio", label("fine"))
    program = Program(m)
    values = program.run()
    seen = [reads_a_sum_of_an_error(line, program, values) for line in (total, opened, reader, fine)]
    assert seen == [True, True, True, False]
