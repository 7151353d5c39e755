"""A dear number is found only in the scenarios that will take it, and is the same there as everywhere."""

import numpy as np
import pytest

from feasibility.engine.compute import roots, runtime
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Axis, Counter, when
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.language import Label

# 100 paid, then 60 twice: 1 + r = (60 + √(60² + 4·100·60)) / 200, so r = 13.0662 %
FLOWS = np.array([[-100.0] * 4, [60.0] * 4, [60.0] * 4])


def test_a_root_is_sought_where_it_is_wanted() -> None:
    wanted = np.array([True, False, False, True])
    found = roots.bracketed_root(FLOWS, 0.0, 1.0, 0.1, wanted)
    assert np.isnan(found[1:3]).all()
    assert found[[0, 3]] == pytest.approx(0.1306623863)
    alone = roots.bracketed_root(FLOWS, 0.0, 1.0, 0.1, np.array([False, True, False, False]))
    assert alone[1] == found[0], "one column alone has the digits of many"


def test_nothing_wanted_is_nothing_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roots, "_newton", lambda *_: pytest.fail("sought what nobody reads"))
    assert np.isnan(roots.bracketed_root(FLOWS, 0.0, 1.0, 0.1, np.zeros(4, dtype=bool))).all()


def test_a_present_value_has_the_same_digits_among_few() -> None:
    rates = np.array([0.01, 0.02, 0.03, 0.04])
    flows = np.random.default_rng(1).normal(size=(120, 4))
    every = runtime.npv(rates, flows)
    for columns in ([2], [0, 3], [0, 1, 2], []):
        wanted = np.isin(np.arange(4), columns)
        few = runtime.npv(rates, flows, wanted)
        assert np.array_equal(few[wanted], every[wanted])
        assert np.isnan(few[~wanted]).all()


def test_scenarios_with_and_without_a_second_root_stand_beside_each_other() -> None:
    """100 paid, 225 got, 126 paid: 100 x² − 225 x + 126 has roots 1.05 and 1.2. With 50 and 66 got: 1.1."""
    m = Model(3)
    second, last = (m.input(id, 0, "NOK", Label(id, id)) for id in ("second", "last"))
    amount = m.input("first", -100, "NOK", Label("første", "first"))
    number = m.line("number", Counter(Axis.MONTH), "month", Label("nr", "no"))
    cash = m.line(
        "cash", when(number <= 1, amount, when(number <= 2, second, last)), "NOK", Label("kasse", "cash")
    )
    found = ReturnGrid(m).of(cash, "irr", Label("rente", "rate"))
    varied = {"second": [225.0, 50.0, 225.0], "last": [-126.0, 66.0, -126.0]}
    many = Program(m).run_many(varied, [found.monthly.id, found.other.id])
    assert many[found.monthly.id] == pytest.approx([0.05, 0.1, 0.05])
    assert many[found.other.id][[0, 2]] == pytest.approx(1.2**12 - 1)
    assert np.isnan(many[found.other.id][1])


def test_scenarios_differ_from_the_run_that_is_asked_for() -> None:
    """The run kept from the last question is not taken for another: 2 × 3 and 5 × 3, not twice the same."""
    m = Model(1)
    fixed, moved = (m.input(id, 2, "NOK", Label(id, id)) for id in ("fixed", "moved"))
    m.line("own", fixed * 3, "NOK", Label("egen", "own"))
    m.line("both", fixed * moved, "NOK", Label("begge", "both"))
    program = Program(m)
    for stated, changes in ((2.0, None), (5.0, {"fixed": 5.0}), (2.0, {})):
        many = program.run_many({"moved": [1.0, 7.0]}, ["own", "both"], changes)
        assert many["own"].tolist() == [stated * 3] * 2
        assert many["both"].tolist() == [stated, stated * 7]
