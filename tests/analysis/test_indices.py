"""Variance-based indices: of a sum and of a product, by hand, and what can't be divided."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from feasibility.analysis.indices import indices
from feasibility.analysis.no_answer import NoAnswer
from feasibility.engine.compute.program import Program
from tests.analysis.test_sensitivity import PRICE, RENT, plain

LET = "products.desk.ramp.stabilised_share"


def test_of_a_sum_each_explains_its_own_variance() -> None:
    # 120 × price − 240 × rent: evenly over 500–1,500 and 100–400. Variances 120² × 1,000² / 12 and
    # 240² × 300² / 12: 1.2e9 and 0.432e9, so 0.735 and 0.265; nothing comes of the two together.
    wide = {
        PRICE: {"value": 1000, "low": 500, "high": 1500, "assumption": "x"},
        RENT: {"value": 250, "low": 100, "high": 400, "assumption": "x"},
    }
    found = indices(plain(wide), "operator.npv", count=2, samples=1024)
    assert [each.number.path for each in found.indices] == [PRICE, RENT]
    assert [each.first for each in found.indices] == pytest.approx([0.7353, 0.2647], abs=0.03)
    assert [each.total for each in found.indices] == pytest.approx([0.7353, 0.2647], abs=0.03)
    assert found.alone == pytest.approx(1, abs=0.03)
    assert found.pairs[0].second == pytest.approx(0, abs=0.03)
    assert found.runs == 1024 * 6


def test_of_a_product_the_rest_is_what_two_do_together() -> None:
    # 240 × 10 × price × share let, no rent: of x y with x in 0–2,000 and y in 0–1, each with mean m and
    # variance m² / 3: alone 1/3, together 1/9, of 7/9 in all: 3/7 each, and 1/7.
    wide = {
        RENT: 0,
        PRICE: {"value": 1000, "low": 0, "high": 2000, "assumption": "x"},
        LET: {"value": 0.5, "low": 0, "high": 1, "assumption": "x"},
        "products.desk.ramp.start_share": 0,
    }
    found = indices(plain(wide), "operator.npv", count=2, samples=1024)
    assert [each.first for each in found.indices] == pytest.approx([3 / 7, 3 / 7], abs=0.04)
    assert [each.total for each in found.indices] == pytest.approx([4 / 7, 4 / 7], abs=0.04)
    assert found.pairs[0].second == pytest.approx(1 / 7, abs=0.05)


def test_a_distribution_of_the_case_is_drawn_from() -> None:
    inputs = {"price": {"kind": "normal", "path": PRICE, "mean": 1000, "sd": 100}}
    found = indices(plain({"uncertainty": {"inputs": inputs}}), "operator.npv", count=2, samples=1024)
    by_path = {each.number.path: each for each in found.indices}
    assert by_path[PRICE].distribution.kind == "normal"
    assert {each.distribution.kind for each in found.indices} == {"normal", "uniform"}
    assert found == indices(plain({"uncertainty": {"inputs": inputs}}), "operator.npv", count=2, samples=1024)


@pytest.mark.parametrize(
    ("of", "options", "said"),
    [
        ("operator.npv", {"count": 1}, "Choose 2 to"),
        ("operator.npv", {"samples": 500}, "no power of two"),
        ("operator.cash", {}, "one number for each period"),
        ("operator.irr.annual", {}, "Choose another measure"),
    ],
)
def test_what_has_no_answer(of: str, options: dict[str, int], said: str) -> None:
    with pytest.raises(NoAnswer) as raised:
        indices(plain(), of, **options)
    assert said in raised.value.label.en


def test_what_comes_in_whole_ones_is_drawn_in_whole_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    result = plain({"products.desk.units": 6})
    drawn: dict[str, set[float]] = {}
    run_many = Program.run_many

    def noted(self: Program, varied: Any, *more: Any) -> Any:
        for path, values in varied.items():
            drawn.setdefault(path, set()).update(np.asarray(values).tolist())
        return run_many(self, varied, *more)

    monkeypatch.setattr(Program, "run_many", noted)
    indices(result, "operator.npv", 8, 16)
    assert drawn["products.desk.units"] == {5.0, 6.0, 7.0}
    assert len(drawn[PRICE]) > 3
