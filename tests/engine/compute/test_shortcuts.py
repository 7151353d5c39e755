"""An internal rate by the shorter way is the one the grid finds, and is taken only where it is the only one.

By hand: 100 paid and 60 got twice is 13.0662 % (see test_wanted_roots). 100 paid, 225 got, 126 paid has the
roots 5 % and 20 %: the short way must not answer. 100 paid, 30 got, 10 paid, 100 got changes sign three
times, and still has one rate: at it 100, then 100 (1 + r) − 30 and more are owed to the end.
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.engine.compute import program as programs
from feasibility.engine.compute import runtime
from feasibility.engine.compute.program import Program
from feasibility.engine.compute.roots import UNKNOWN, only_root, only_roots
from feasibility.engine.expr import Axis, Counter, when
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.language import Label

ENDS = (-0.3, 1.0, 0.01)
MONTHS = 6


def flows_model() -> Model:
    """Six flows, each an input, and their internal rate."""
    m = Model(MONTHS)
    number = m.line("number", Counter(Axis.MONTH), "month", Label("nr", "no"))
    inputs = [m.input(f"flow{n}", 0, "NOK", Label(f"{n}", f"{n}")) for n in range(MONTHS)]
    value = inputs[-1] + 0 * number
    for n in range(MONTHS - 2, -1, -1):
        month = m.input(f"month{n}", n + 1, "month", Label(f"måned {n}", f"month {n}"))
        value = when(number <= month, inputs[n], value)
    cash = m.line("cash", value, "NOK", Label("kasse", "cash"))
    ReturnGrid(m).of(cash, "irr", Label("rente", "rate"))
    return m


PROGRAM = Program(flows_model())


def varied(flows: np.ndarray) -> dict[str, np.ndarray]:
    return {f"flow{n}": flows[n] for n in range(MONTHS)}


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 60, 60, 0, 0, 0], 0.1306623863),
        ([0, -100, 60, 60, 0, 0], 0.1306623863),  # when it begins does not matter
        ([100, -60, -60, 0, 0, 0], 0.1306623863),  # a loan: got first
        ([-100, 225, -126, 0, 0, 0], UNKNOWN),  # two rates, 5 and 20 %
        ([-100, 0, 0, 0, 0, 0], math.nan),
        ([0, 0, 0, 0, 0, 0], math.nan),
        ([-100, 250, 0, 0, 0, 0], UNKNOWN),  # 150 %, beyond the grid
        ([-100, 200, 0, 0, 0, 0], UNKNOWN),  # 100 %, at its end: the grid decides
        ([-100, 60, 0, 0, 0, 0], UNKNOWN),  # −40 %
    ],
)
def test_one_rate_or_no_answer(flows: list[float], rate: float) -> None:
    row = np.array(flows, dtype=float)
    alone = only_root(row, *ENDS)
    many = only_roots(np.column_stack([row, row * 3]), *ENDS)
    for found in (alone, *many):
        assert found == pytest.approx(rate, abs=1e-9, nan_ok=True)


def test_three_changes_of_sign_and_yet_one_rate() -> None:
    row = np.array([-100.0, 30.0, -10.0, 100.0])
    rate = only_root(row, *ENDS)
    assert sum(flow * (1 + rate) ** -n for n, flow in enumerate(row)) == pytest.approx(0, abs=1e-9)


def test_where_the_short_way_cannot_tell_the_grid_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the scenarios only the two-rate one is calculated line by line: nearest 1 % is 5 %."""
    flows = np.array(
        [[-100, 60, 60, 0, 0, 0], [-100, 225, -126, 0, 0, 0], [-100, 250, 0, 0, 0, 0]], dtype=float
    )
    asked: list[int] = []
    told = programs.with_columns

    def counted(values: object, anew: object, columns: np.ndarray, count: int) -> object:
        asked.extend(columns.tolist())
        return told(values, anew, columns, count)

    monkeypatch.setattr(programs, "with_columns", counted)
    found = PROGRAM.run_many(varied(flows.T), ["irr.monthly"])["irr.monthly"]
    assert found[:2] == pytest.approx([0.1306623863, 0.05])
    assert math.isnan(found[2])
    assert asked == [1, 2]


def test_who_asks_for_the_search_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "only_roots", lambda *_: pytest.fail("taken the short way"))
    flows = np.array([[-100, 225, -126, 0, 0, 0], [-100, 60, 60, 0, 0, 0]], dtype=float)
    program = Program(flows_model())
    found = {
        id: program.run_many(varied(flows.T), [id, "irr.monthly"])[id] for id in ("irr.roots", "irr.other")
    }
    assert list(found["irr.roots"]) == [2, 1]
    assert found["irr.other"][0] == pytest.approx(1.2**12 - 1)


_AMOUNTS = st.lists(
    st.sampled_from((-500.0, -100.0, -1.0, 0.0, 0.5, 20.0, 60.0, 130.0, 700.0)),
    min_size=MONTHS,
    max_size=MONTHS,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_AMOUNTS, min_size=1, max_size=6))
def test_the_rate_is_the_grids_alone_and_in_company(rows: list[list[float]]) -> None:
    """Against the same scenarios with a line of the search wanted, which takes the long way."""
    flows = np.array(rows).T
    short = PROGRAM.run_many(varied(flows), ["irr.monthly", "irr.annual"])
    long = PROGRAM.run_many(varied(flows), ["irr.monthly", "irr.annual", "irr.crosses"])
    for id in ("irr.monthly", "irr.annual"):
        assert np.array_equal(np.isnan(short[id]), np.isnan(long[id])), id
        assert short[id] == pytest.approx(long[id], rel=1e-9, abs=1e-11, nan_ok=True)
    for column in range(flows.shape[1]):
        alone = PROGRAM.run_many(varied(flows[:, [column]]), ["irr.monthly"])["irr.monthly"]
        assert np.array_equal(alone, short["irr.monthly"][[column]], equal_nan=True)
        one = PROGRAM.run_few(["irr.monthly"], {f"flow{n}": flows[n, column] for n in range(MONTHS)})
        assert one["irr.monthly"] == pytest.approx(
            short["irr.monthly"][column], rel=1e-9, abs=1e-11, nan_ok=True
        )


def test_few_lines_of_one_case_are_those_of_the_whole() -> None:
    changes = dict(zip((f"flow{n}" for n in range(MONTHS)), (-100, 30, 30, 30, 30, 30), strict=True))
    whole = PROGRAM.run(changes)
    few = PROGRAM.run_few(["irr.annual", "cash", "irr.roots"], changes)
    assert few["irr.annual"] == pytest.approx(whole["irr.annual"], rel=1e-12)
    assert np.array_equal(few["cash"], whole["cash"])
    assert few["irr.roots"] == whole["irr.roots"] == 1
    with pytest.raises(KeyError, match="flow9"):
        PROGRAM.run_few(["cash"], {"flow9": 1.0})
