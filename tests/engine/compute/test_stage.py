"""Lines that few different values reach, calculated once for each: the very digits of all at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.engine.compute import program as evaluate
from feasibility.engine.compute import stage
from feasibility.engine.compute.order import arrange
from feasibility.engine.compute.program import Program
from feasibility.engine.compute.shortcuts import upstream
from tests.engine.compute.test_program import WANTED, lease
from tests.engine.random_models import RandomModel, models, numbers
from tests.engine.test_random_models import RANDOM

RENTS, DISCOUNTS = np.linspace(8_000, 11_000, 4), np.linspace(0.005, 0.02, 6)
RENT, DISCOUNT = frozenset({"rent"}), frozenset({"discount"})


def grid() -> dict[str, np.ndarray]:
    """Every rent with every discount rate."""
    rents, discounts = (of.ravel() for of in np.meshgrid(RENTS, DISCOUNTS, indexing="ij"))
    return {"rent": rents, "discount": discounts}


def test_what_one_group_alone_reaches() -> None:
    """The discount rate reaches the present value alone; rent reaches that and most else."""
    program = Program(lease())
    components, reads = arrange(program.reads), program.reads
    needed = upstream(frozenset(WANTED), components, reads)
    group, lines = stage.alone(["rent", "discount"], [DISCOUNT, RENT], components, reads, needed)
    ids = {line.id for line in lines}
    assert group == RENT
    assert {"earned", "flow", "cash.balance", "lowest", "by_year"} <= ids
    assert ids.isdisjoint({"npv", "index", "debt", "interest"})
    assert stage.alone(["rent", "discount"], [DISCOUNT], components, reads, needed) == (
        frozenset(),
        frozenset(),
    )


@pytest.mark.parametrize("wanted", [WANTED, ["npv"], ["by_year", "index"]])
@pytest.mark.parametrize("chunk", [5, 500])
def test_a_grid_in_two_stages_has_the_same_digits(
    monkeypatch: pytest.MonkeyPatch, wanted: list[str], chunk: int
) -> None:
    monkeypatch.setattr(evaluate, "_CHUNK", chunk)
    program = Program(lease())
    staged = program.run_many(grid(), wanted, {"cash": 500.0}, repeated=[RENT, DISCOUNT])
    assert [of is not None and of.group for of in program._staged.values()] == [("rent",)]
    at_once = Program(lease()).run_many(grid(), wanted, {"cash": 500.0})
    for id in wanted:
        assert np.array_equal(staged[id], at_once[id], equal_nan=True), id


def test_the_first_stage_is_of_the_different_values_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rents, each with six rates, are four scenarios of what rent alone reaches."""
    counts = []
    known = evaluate.in_columns

    def counted(varied: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], int]:
        counts.append((sorted(varied), known(varied)[1]))
        return known(varied)

    monkeypatch.setattr(evaluate, "in_columns", counted)
    Program(lease()).run_many(grid(), ["npv"], repeated=[RENT, DISCOUNT])
    assert counts == [(["discount", "rent"], 24), (["rent"], 4)]


@RANDOM
@given(models(), st.data())
def test_random_grids_in_two_stages_have_the_same_digits(r: RandomModel, data: st.DataObject) -> None:
    ids = sorted(data.draw(st.sets(st.sampled_from(r.varied_ids), min_size=2, max_size=4)))
    count = data.draw(st.integers(1, 8))
    values = {id: [data.draw(numbers) for _ in range(2)] for id in ids}
    varied = {id: np.array([values[id][data.draw(st.integers(0, 1))] for _ in range(count)]) for id in ids}
    groups = [frozenset(ids[:1]), frozenset(ids[1:])]
    every = list(r.m.lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "_WORTH", 0)
        patch.setattr(evaluate, "_CHUNK", data.draw(st.integers(1, 6)))
        staged = Program(r.m).run_many(varied, every, repeated=groups)
    at_once = Program(r.m).run_many(varied, every)
    for id in every:
        assert np.array_equal(staged[id], at_once[id], equal_nan=True), id
