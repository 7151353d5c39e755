"""An analysis made once for each run: asked again it is not made again, and no run gets another's answer."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from feasibility.analysis.discount import discount
from feasibility.analysis.once import once
from feasibility.analysis.operator_fails import operator_fails
from feasibility.analysis.stress import stress
from feasibility.analysis.stress.breaking import breaking_points
from feasibility.case import case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.papers.downside import downside
from feasibility.resources import example_path
from feasibility.workbook.certificate import carried
from tests.evaluated import evaluated
from tests.model.tiny import tiny
from tests.random_case import random_case, random_case_read

PRICE = "products.desk.price_nok_per_month"
BESIDE = {
    "scenarios": {"dear": {"set": {PRICE: {"value": 900, "assumption": "Asked for"}}}},
    "uncertainty": {"inputs": {"price": {"path": PRICE, "kind": "uniform", "low": 500, "high": 900}}},
    "actual": {"operator": {"booked": [{"month": "2026-03", "line": "staff_cost", "amount_nok": -10}]}},
}
"""Plans, doubts and booked figures."""
WITH_THEM = [seed for seed in range(60) if {"scenarios", "uncertainty"} <= random_case(seed).keys()][:4]
"""Random cases with a scenario and uncertainty."""


def ran(months: int = 24) -> Result:
    """A run of its own: other tests share theirs."""
    return run(case_from_mapping(tiny({"horizon_months": months})))


def test_what_was_found_of_a_result_is_found_once_and_of_each_result() -> None:
    asked: list[Result] = []

    @once
    def horizon(result: Result) -> int:
        asked.append(result)
        return result.case.horizon_months

    short, long = ran(), ran(36)
    assert [horizon(each) for each in (short, long, short, long)] == [24, 36, 24, 36]
    assert len(asked) == 2


def test_two_runs_of_equal_cases_share_what_was_found_and_no_other_run_does() -> None:
    asked: list[Result] = []

    @once
    def value(result: Result) -> float | None:
        asked.append(result)
        return result.number("operator.npv")

    case = case_from_mapping(tiny())
    one, other = value(run(case)), value(run(case_from_mapping(tiny())))
    assert one == other
    assert len(asked) == 1
    # the same case without its support, or with another number, is another question
    value(run(case, with_support=False))
    value(run(case_from_mapping(tiny({"products.desk.price_nok_per_month": 900}))))
    assert len(asked) == 3


def test_plans_doubts_and_booked_figures_are_no_other_question() -> None:
    asked: list[Result] = []

    @once
    def value(result: Result) -> float | None:
        asked.append(result)
        return result.number("operator.npv")

    for name in ("", *BESIDE):
        value(run(case_from_mapping(tiny({name: BESIDE[name]} if name else {}))))
    assert len(asked) == 1
    # all else is: terms of loans nobody has change no line, but what an analysis finds
    value(run(case_from_mapping(tiny({"bank": {"covenants": {"minimum_icr": 2.0}}}))))
    assert len(asked) == 2
    # where a number of the case itself is from is told with the answer
    value(run(case_from_mapping(tiny({PRICE: {"value": 1000, "assumption": "Asked for"}}))))
    assert len(asked) == 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, *WITH_THEM])
def test_no_analysis_reads_what_a_workbook_leaves_out(seed: int | None) -> None:
    case = load_case(example_path("larvik")) if seed is None else random_case_read(seed)
    bare = carried(case)
    assert bare != case
    for analysis in (stress, breaking_points, downside):
        anew = inspect.unwrap(analysis)
        assert anew(replace(evaluated(case), case=bare)) == anew(evaluated(case))


@pytest.mark.slow
def test_a_paper_beside_a_workbook_is_told_what_was_found_for_the_book() -> None:
    result = run(load_case(example_path("larvik")))
    in_book = replace(result, case=carried(result.case))
    assert in_book.case != result.case
    assert stress(in_book) is stress(result)
    assert breaking_points(in_book) is breaking_points(result)
    assert operator_fails(in_book) is operator_fails(result)
    found, again = discount(in_book.case, in_book), discount(result.case, result)
    assert again.landlord is found.landlord
    # each is told with the very run it was asked of
    assert (found.as_stated, again.as_stated) == (in_book, result)
    assert again.as_stated.case.scenarios
