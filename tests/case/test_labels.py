"""Items named by their labels in changes and scenarios, and what a scenario says when an item is gone."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.case import cases

FREE = {"kind": "rent_free", "from_month": 1, "to_month": 6}
HALF = {"kind": "percentage", "label": "Innflytting", "from_month": 7, "to_month": 18, "share": 0.5}


def stated(*reductions: dict[str, Any], **scenario: object) -> cases.Stated:
    case = cases.sublease_case()
    case["deal"]["lease"]["reductions"] = list(reductions)
    case["products"]["flex"]["label"] = "Fleksplass  ute"
    case["scenarios"] = {"other": {"label": "Annet", "set": scenario}} if scenario else {}
    return case


def test_an_item_of_a_list_by_its_label() -> None:
    case = case_from_mapping(stated(FREE, HALF))
    changed = case.changed({"deal.lease.reductions.innflytting.share": 0.4})
    assert changed.lease is not None
    assert [getattr(item, "share", None) for item in changed.lease.reductions] == [None, 0.4]


def test_a_named_item_by_its_label() -> None:
    case = case_from_mapping(stated(FREE, HALF))
    changed = case.changed(
        {"products.Fleksplass ute.price_nok_per_month": {"value": 777, "source": "Tilbud"}}
    )
    assert changed.products["flex"].price_nok_per_month == 777
    assert changed.sources["products.flex.price_nok_per_month"].text == "Tilbud"


def test_a_changed_number_named_by_label_loses_the_old_ones_source() -> None:
    first = stated(FREE, {**HALF, "share": {"value": 0.5, "source": "Tilbudet"}})
    case = case_from_mapping(first)
    assert "deal.lease.reductions.1.share" in case.sources
    assert not case.changed({"deal.lease.reductions.Innflytting.share": 0.4}).sources.keys() & {
        "deal.lease.reductions.1.share"
    }


def test_a_scenario_follows_the_item_when_the_list_changes() -> None:
    scenario = {"deal.lease.reductions.Innflytting.share": {"value": 0.25, "source": "Motbud"}}
    for reductions, place in (((FREE, HALF), 1), ((HALF,), 0)):
        case = case_from_mapping(stated(*reductions, **scenario)).scenario("other")
        assert case.lease is not None
        assert getattr(case.lease.reductions[place], "share", None) == 0.25
        assert case.sources[f"deal.lease.reductions.{place}.share"].text == "Motbud"


@pytest.mark.parametrize("path", ["deal.lease.reductions.Innflytting.share", "deal.lease.reductions.1.share"])
def test_an_item_gone_is_told_at_the_scenarios_own_line(path: str) -> None:
    case = case_from_mapping(stated(FREE, HALF, **{path: 0.25}))
    with pytest.raises(CaseError) as caught:
        case.changed({"deal.lease.reductions": [FREE]})
    (problem,) = caught.value.problems
    assert problem.path == f"scenarios.other.set.{path}"
    assert "finnes ikke under deal.lease.reductions" in problem.nb


def test_a_wrong_value_by_label_is_told_at_the_scenarios_own_line() -> None:
    path = "deal.lease.reductions.Innflytting.share"
    with pytest.raises(CaseError) as caught:
        case_from_mapping(stated(FREE, HALF, **{path: 75}))
    assert [problem.path for problem in caught.value.problems] == [f"scenarios.other.set.{path}"]


def test_two_of_one_label_are_not_guessed_between() -> None:
    twice = {**HALF, "from_month": 19, "to_month": 20}
    case = case_from_mapping(stated(FREE, HALF, twice))
    with pytest.raises(CaseError) as caught:
        case.changed({"deal.lease.reductions.Innflytting.share": 0.4})
    assert "0, 1, 2" in caught.value.messages("en")[0]
