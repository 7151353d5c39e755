"""Relations that hold whatever the numbers are: what is said in another way comes to the same."""

from __future__ import annotations

import copy
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feasibility.case import Case, CaseError, case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.model.build import build
from tests.case.cases import STRUCTURES
from tests.fuzz.examples import looked_at
from tests.random_case import Stated, random_case

pytestmark = pytest.mark.slow

SEEDS = st.integers(0, 10_000)
_OF_ONE_KRONE = ("unit.", "lease.per_unit", "lease.unit_rent", "operator.rent_slope")
"""What a rent of NOK 1 per m² and year is and does, however large the case is."""
_PHASE = re.compile(r"^stage\d+\.")


def _result(stated: Stated) -> Result:
    return run(case_from_mapping(stated))


def _measures(result: Result) -> dict[str, float | None]:
    return {measure.line.id: result.number(measure.line) for measure in result.built.measures}


def _same(one: Result, other: Result, but: frozenset[str] = frozenset()) -> None:
    """Every key figure the same to the øre, and to a millionth where it is large."""
    left, right = _measures(one), _measures(other)
    assert left.keys() == right.keys()
    for id, number in left.items():
        if id in but:
            continue
        if number is None:
            assert right[id] is None, id
        else:
            assert right[id] == pytest.approx(number, rel=1e-6, abs=0.01), id


@looked_at(6)
@given(SEEDS)
def test_the_order_of_what_is_listed_does_not_matter(seed: int) -> None:
    stated = random_case(seed, horizon=(12, 36))
    turned = copy.deepcopy(stated)
    for section in ("products", "costs", "staff", "works", "support"):
        if isinstance(turned.get(section), dict):
            turned[section] = dict(reversed(turned[section].items()))
    _same(_result(stated), _result(turned))


@looked_at(6)
@given(SEEDS)
def test_a_cost_in_two_halves_is_the_cost(seed: int) -> None:
    stated = random_case(seed, horizon=(12, 36))
    costs: dict[str, Any] = stated.get("costs") or {}
    # what a municipality pays is a gift of its own in its account, told by the cost's name
    plain = [
        id
        for id, cost in costs.items()
        if isinstance(cost.get("nok_per_month"), int | float) and cost.get("payer") != "municipality"
    ]
    assume(plain)
    halved = copy.deepcopy(stated)
    halved.pop("scenarios", None)
    half = halved["costs"][plain[0]]
    for amount in (half, *half.get("steps", ())):
        amount["nok_per_month"] = amount["nok_per_month"] / 2
    halved["costs"]["another_half"] = copy.deepcopy(half)
    _same(_result(stated), _result(halved))


@looked_at(6)
@given(SEEDS)
def test_a_year_later_is_the_same_where_the_law_is(seed: int) -> None:
    # the rates of law known today are carried forward: 2030 and 2031 have the same; rates by year move along
    stated = random_case(seed, start=seed % 12 + 1, horizon=(12, 36), movable=True)
    stated.pop("scenarios", None)
    first, second = _moved(stated, 2030), _moved(stated, 2031)
    try:
        one = case_from_mapping(first)
    except CaseError:
        assume(False)
    before, after = run(one), _result(second)
    years = frozenset(m.line.id for m in before.built.measures if m.line.id.endswith(".year"))
    _same(before, after, years)
    for id in years:
        assert (before.number(id) is None) == (after.number(id) is None)
        assert (after.number(id) or 1) == (before.number(id) or 0) + 1


@looked_at(6)
@given(SEEDS, st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_money_in_another_unit_is_the_same_case(seed: int, times: float) -> None:
    # every amount, those of law included (they are thresholds in NOK): an amount is so many times as large in
    # every line, and a share, a month or a cover is what it was
    _scaled(case_from_mapping(random_case(seed, horizon=(12, 36))), times)


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("registration", ["registered", "from_threshold"])
def test_money_in_another_unit_where_law_has_limits(structure: str, registration: str) -> None:
    vat = {"landlord_registration": registration, "operator_registration": registration}
    _scaled(case_from_mapping({**STRUCTURES[structure](), "vat": vat}), 2.0)


def _scaled(case: Case, times: float) -> None:
    built = build(case)
    amounts = {id: times * i.value for id, i in built.model.inputs.items() if i.unit.startswith("NOK")}
    before, after = built.program.run(), built.program.run(amounts)
    for id, line in built.model.lines.items():
        if _PHASE.sub("", id).startswith(_OF_ONE_KRONE) or id.endswith(
            "irr.size"
        ):  # of no flow at all, it is 1
            continue
        # a power of two moves no digit of a double: what is left is flows rounded to a millionth of a krone
        expected = np.asarray(before[id], dtype=float) * (times if line.unit.startswith("NOK") else 1)
        found = np.asarray(after[id], dtype=float)
        assert found == pytest.approx(expected, rel=1e-7, abs=1e-4 * max(1, times), nan_ok=True), id


def _moved(stated: Stated, year: int) -> Stated:
    by = year - int(stated["start_month"][:4])
    moved = _later(stated, by)
    assert isinstance(moved, dict)
    moved["start_month"] = f"{year}{stated['start_month'][4:]}"
    return moved


def _later(value: Any, by: int) -> Any:
    """The same with every calendar year that is a key `by` years later."""
    if isinstance(value, dict):
        # actual days are left out: of two years, one may be a leap year
        return {_year(key, by): _later(item, by) for key, item in value.items() if key != "day_count"}
    return [_later(item, by) for item in value] if isinstance(value, list) else value


def _year(key: Any, by: int) -> Any:
    if isinstance(key, int) and 2000 <= key <= 2200:
        return key + by
    return str(int(key) + by) if isinstance(key, str) and key.isdecimal() and len(key) == 4 else key
