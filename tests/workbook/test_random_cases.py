"""Over random cases of every structure: the workbook recalculates to Python's numbers, also after changes."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from feasibility.case import Case, CaseError, case_from_mapping, field_info
from feasibility.engine.calendar import serial
from feasibility.evaluate import run
from feasibility.model.base.result import Result
from feasibility.workbook import OpenBook, write_workbook
from tests.random_case import STRUCTURES, Stated, random_case
from tests.random_case.coverage import TWO_NUMBERS, covering, met, missing
from tests.workbook.compare import assert_lines_equal

pytestmark = pytest.mark.slow

CHANGED = 6  # inputs, the start month apart


def stated(seed: int) -> Stated:
    """A case whose start month may be moved; twelve seeds meet every month, and one in four may be long."""
    horizon = (12, 120) if seed % 4 == 0 else (12, 72)
    return random_case(seed, start=seed % 12 + 1, horizon=horizon, movable=True)


def with_every_month(seeds: tuple[int, ...]) -> tuple[int, ...]:
    """The seeds, and one more for each calendar month that none of their cases begins in."""
    left = sorted(set(range(12)) - {seed % 12 for seed in seeds})
    return (*seeds, *left)


# A workbook takes seconds, so of many cases those are taken that together state the most.
SEEDS = with_every_month(covering(44, {seed: stated(seed) for seed in range(640)}))


def case_of(seed: int) -> Case:
    return case_from_mapping(stated(seed))


def test_the_cases_state_all_that_a_case_may_state() -> None:
    # One number each is enough: numbers are changed in the workbook.
    left = missing(met(stated(seed) for seed in SEEDS))
    assert [place for place in left if not place.endswith(TWO_NUMBERS)] == []


def test_the_cases_meet_every_month_every_structure_and_leases_from_mid_quarter() -> None:
    cases = [case_of(seed) for seed in SEEDS]
    assert {case.start_calendar_month for case in cases} == set(range(1, 13))
    assert {case.deal.structure for case in cases} == set(STRUCTURES)
    starts = [
        (case.start_calendar_month - 1 + case.deal.lease.start_month - 1) % 3
        for case in cases
        if case.deal.structure in ("sublease", "turnover_rent")
    ]
    assert sum(start != 0 for start in starts) >= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_equals_python_before_and_after_changes(seed: int, tmp_path: Path) -> None:
    case = case_of(seed)
    result = run(case)
    assert result.failed_checks == ()
    book = OpenBook(write_workbook(result, tmp_path / "case.xlsx"))
    book.change({})
    assert_lines_equal(result.values, book.lines())

    changes = changes_of(case, result, set(book.input_cells), random.Random(seed))
    changed = result.built.program.run(changes)
    book.change(changes)
    assert_lines_equal(changed, book.lines())
    measures = [m.line.id for m in result.built.measures]
    assert any(changed.number(id) != result.number(id) for id in measures)  # something did change

    # a new run of the changed case, with lines of its own, says the same
    numbers = {path: value for path, value in changes.items() if path != "start_month"}
    month = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(changes["start_month"]))
    again = run(case.changed({**numbers, "start_month": f"{month:%Y-%m}"}))
    for id in measures:
        assert _same(again.number(id), changed.number(id)), id


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, rel=1e-9, abs=1e-6)


def changes_of(
    case: Case, result: Result, cells: set[str], r: random.Random, count: int = CHANGED
) -> dict[str, float]:
    """The start month and so many other inputs, changed to what the case might have stated instead."""
    inputs = [i for i in result.built.model.inputs.values() if i.id in cells and i.value]
    numbers = [i for i in inputs if i.unit.partition("/")[0] in ("NOK", "share", "m2")]
    r.shuffle(numbers)
    changes: dict[str, float] = {}
    for item in numbers:
        value = item.value * r.uniform(0.6, 1.4)
        if len(changes) < count and may_be(case, changes, item.id, value):
            changes[item.id] = value
    assert len(changes) == count
    start = datetime.date(r.randrange(2025, 2031), r.randrange(1, 13), 1)
    return {**changes, "start_month": float(serial(start))}


def may_be(case: Case, changes: dict[str, float], path: str, value: float) -> bool:
    """True for a number of the case that may have this value beside the other changes."""
    if "instalments" in path:
        return False
    try:
        limits = field_info(case, path)
        case.changed({**changes, path: value})
    except CaseError:
        return False
    low, high = limits.minimum, limits.maximum
    return (low is None or value > low) and (high is None or value < high)
