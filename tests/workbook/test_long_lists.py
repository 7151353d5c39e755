"""Cases with hundreds of items run, and their workbooks are written and verified."""

from pathlib import Path
from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.workbook import write_workbook
from tests.case.cases import minimal_case

pytestmark = pytest.mark.slow


def _case(**sections: Any) -> dict[str, Any]:
    stated = {**minimal_case(), "horizon_months": 12, **sections}
    stated["deal"]["lease"]["term_months"] = 12
    return stated


def _many(count: int, **item: Any) -> dict[str, Any]:
    return {f"x{n}": item for n in range(count)}


@pytest.mark.parametrize(
    "sections",
    [
        {"costs": _many(500, nok_per_month=10)},
        {"financing": {"operator": {"equity": [{"month": 1, "amount_nok": 10}] * 500}}},
        {"works": {"w": {"amount_nok": 1000, "instalments": [{"month": 1, "share": 0.002}] * 500}}},
    ],
    ids=["costs", "equity", "instalments"],
)
def test_five_hundred_items(tmp_path: Path, sections: dict[str, Any]) -> None:
    result = run(case_from_mapping(_case(**sections)))
    assert not result.failed_checks
    write_workbook(result, tmp_path / "a.xlsx")  # raises where any cell differs


def test_five_hundred_costs_are_their_sum() -> None:
    many = run(case_from_mapping(_case(costs=_many(500, nok_per_month=10))))
    one = run(case_from_mapping(_case(costs={"x": {"nok_per_month": 5000}})))
    assert many.number("operator.npv") == pytest.approx(one.number("operator.npv"))


def test_a_hundred_and_twenty_products(tmp_path: Path) -> None:
    flex = {**minimal_case()["products"]["flex"], "units": 1}
    result = run(case_from_mapping(_case(products=_many(120, **flex))))
    assert not result.failed_checks
    alone = run(case_from_mapping(_case(products={"x": {**flex, "units": 120}})))
    # 120 desks of one kind are worth what 120 kinds of one desk are
    assert result.number("operator.npv") == pytest.approx(alone.number("operator.npv"))
    write_workbook(result, tmp_path / "a.xlsx")
