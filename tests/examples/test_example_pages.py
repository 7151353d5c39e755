"""The examples' pages: every number is what a run gives today, and what the words say of the numbers holds.

After a change of the model or of an example: python docs/make_example_pages.py
"""

from __future__ import annotations

import re
import runpy
from functools import cache
from typing import Any

import pytest

from feasibility.case import load_case
from feasibility.resources import example_names, example_path
from tests.evaluated import evaluated
from tests.examples.stated import ROOT, THESIS_LINES, cited_lines

NAMES = example_names()
FOLDER = ROOT / "docs" / "examples"
PARTS = ("## The question", "## The numbers", "## The answer", "## What the evidence says")
NUMBER = re.compile(r"^[−-]?\d[\d,]*(\.\d+)?( %)?$")


@cache
def maker() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "make_example_pages.py"))


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def number(name: str, line: str, scenario: str = "") -> float:
    case = load_case(example_path(name))
    found = evaluated(case.scenario(scenario) if scenario else case).number(line)
    assert found is not None, f"{line} is null in {name}"
    return found


def test_each_example_has_its_page_and_no_page_is_without_example() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.md")) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_are_those_of_a_run(name: str) -> None:
    """After a change: python docs/make_example_pages.py"""
    assert maker()["page"](name) == text_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_a_table_is_computed(name: str) -> None:
    marked = maker()["MARKED"]
    for line in text_of(name).splitlines():
        if not line.startswith("|") or "---" in line:
            continue
        for cell in line.strip("|").split("|"):
            assert not NUMBER.match(cell.strip()), f"{name}: {cell.strip()} is typed: {line}"
            left = marked.sub("", cell)
            assert "<!--" not in left, f"{name}: a mark without its number: {cell}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_its_parts_its_case_and_sources_that_are_there(name: str) -> None:
    text = text_of(name)
    places = [text.index(part) for part in PARTS]
    assert places == sorted(places)
    assert f"(../../examples/{name}.yaml)" in text
    assert cited_lines(text.replace(" and ", ", ").replace("\n", " ")) <= THESIS_LINES
    assert len(list(maker()["marks"](text))) >= 7
    assert f"](examples/{name}.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")


def test_a_number_that_is_wrong_or_unreadable_is_found() -> None:
    made = maker()
    mark = made["read_mark"]("landlord.npv_against_vacant in lavt_belegg")
    there = made["value_of"]("tonsberg", mark)
    assert made["written"](there, "1") == f"{there:,.0f}".replace("-", "−")
    assert made["written"](0.6543, "1.0 %") == "65.4 %"
    assert made["written"](-0.4, "1") == "0", "no minus before a nought"
    with pytest.raises(ValueError, match="what is 'somewhere'"):
        made["read_mark"]("landlord.npv somewhere")
    with pytest.raises(ValueError, match="say which in the mark"):
        made["value_of"]("tonsberg", made["read_mark"]("landlord.cash"))
    with pytest.raises(KeyError):
        made["value_of"]("tonsberg", made["read_mark"]("landlord.no_such_line"))


def test_a_number_by_hand() -> None:
    """18 m² × 10 at 1,400: the rent forgone a year is 252,000; a month's is 21,000."""
    made = maker()
    rent = made["value_of"]("tonsberg", made["read_mark"]("deal.market_rent_nok_per_m2_year"))
    area = made["value_of"]("tonsberg", made["read_mark"]("deal.area_m2"))
    assert made["written"](rent * area / 12, "1") == "21,000"
    changed = made["read_mark"]("landlord.npv_against_vacant with products.kontor.price_nok_per_month=0")
    assert made["value_of"]("tonsberg", changed) < 0


# ---- what the answers say --------------------------------------------------------------------------------


def test_the_mortgaged_building_carries_nine_months_and_not_the_loss_of_a_tenant() -> None:
    least = load_case(example_path("mortgaged_building")).bank.covenants.minimum_dscr
    assert least is not None
    worst = "landlord.bank.dscr.worst"
    assert number("mortgaged_building", worst) > least
    assert number("mortgaged_building", worst) == number("mortgaged_building", worst, "uten_leiefritt")
    assert number("mortgaged_building", "landlord.bank.dscr.worst_year") == 2030
    assert number("mortgaged_building", worst, "uten_konseptet") < least
    assert number("mortgaged_building", worst, "butikken_flytter") < 1
    assert number("mortgaged_building", "operator.lowest_cash", "uten_leiefritt") < 0
    assert number("mortgaged_building", "operator.lowest_cash") > 0


def test_a_handover_leaves_a_small_business_and_the_risk() -> None:
    assert 0 < number("handover", "concept.stable_result") < 100_000
    assert number("handover", "operator.lowest_cash") > 0
    assert number("handover", "operator.lowest_cash", "lavt_belegg") < 0
    assert number("handover", "landlord.npv", "aldri_overlatt") > number("handover", "landlord.npv")


def test_a_next_operator_pays_for_the_furniture_and_no_more() -> None:
    name, asked = "new_operator", "det_grunderen_ba_om"
    assert number(name, "next_operator.npv") > 0
    assert number(name, "next_operator.lowest_cash") > 0
    assert number(name, "next_operator.lowest_cash", asked) < 0
    assert number(name, "operator.npv", asked) > number(name, "operator.npv") > 0
    assert number(name, "next_operator.npv", "hoyere_leie") < 0
    assert number(name, "landlord.npv_against_vacant", "ingen_overtar") < 0
    gains = [number(name, "landlord.npv_against_vacant", each) for each in ("", "hoyere_leie")]
    assert min(gains) - number(name, "landlord.npv_against_vacant", "ingen_overtar") > gains[1] - gains[0]


def test_a_full_house_and_a_million_do_not_pay_without_sponsors() -> None:
    result = evaluated(load_case(example_path("grant_fails")))
    assert -550_000 < number("grant_fails", "concept.stable_result") < -450_000
    short = next(month for month, need in enumerate(result.values["operator.unfunded"], 1) if need > 0)
    assert short <= 12, "in the first year"
    assert number("grant_fails", "operator.lowest_cash", "med_sponsorer") > 0
    assert number("grant_fails", "operator.lowest_cash", "sponsorene_gir_seg") < 0


def test_no_offer_beats_the_tenant_who_waits() -> None:
    for scenario in ("", *load_case(example_path("landlord_no")).scenarios):
        assert number("landlord_no", "landlord.npv_against_ordinary", scenario) < 0
    for scenario in ("", "ingen_reduksjon"):
        assert number("landlord_no", "landlord.npv_against_vacant", scenario) < 0
    assert number("landlord_no", "operator.lowest_cash", "ingen_reduksjon") < 0
    assert number("landlord_no", "landlord.npv_against_vacant", "enkel_ombygging") > 0


def test_a_rent_nobody_can_pay_lifts_the_value_all_the_same() -> None:
    assert number("propco_opco", "landlord.value_uplift") < 0
    assert number("propco_opco", "project.npv") < 0
    assert number("propco_opco", "landlord.value_uplift", "hoyere_husleie") > 3_000_000
    assert (
        number("propco_opco", "operator.lowest_cash", "hoyere_husleie")
        < 0
        < number("propco_opco", "operator.lowest_cash")
    )


def test_the_cooperative_covers_its_cost_while_the_work_is_free() -> None:
    assert number("cooperative", "break_even.price") < 0.8
    assert number("cooperative", "break_even.price", "betalt_vert") > 1.25
    assert number("cooperative", "landlord.npv_against_vacant") > 0


def test_the_cafe_stands_on_its_guests() -> None:
    assert abs(number("cafe", "concept.stable_result", "faerre_gjester")) < 10_000, "nothing left"
    assert number("cafe", "operator.lowest_cash", "faerre_gjester") < 0
    assert number("cafe", "concept.services_share") > 0.9
    gone = number("cafe", "operator.npv") - number("cafe", "operator.npv", "uten_plasser")
    assert gone > 400_000


def test_to_try_first_costs_less_than_to_build_for_nobody_or_to_be_late() -> None:
    tried, at_once = (number("rebuilt", "landlord.npv", s) for s in ("", "bygge_straks"))
    assert 0 < at_once - tried < 200_000
    assert tried - number("rebuilt", "landlord.npv", "forsinket") > at_once - tried
    spared = number("rebuilt", "landlord.npv", "uten_ombygging")
    assert spared - number("rebuilt", "landlord.npv", "straks_og_faa_kommer") > 1_000_000
    assert number("rebuilt", "concept.stable_result", "uten_ombygging") < 0


def test_moss_and_tonsberg_as_their_pages_say() -> None:
    assert number("tonsberg", "landlord.npv_against_ordinary", "lavt_belegg") < 0
    assert number("tonsberg", "landlord.npv_against_ordinary", "lang_tomgang") > number(
        "tonsberg", "landlord.npv_against_ordinary"
    )
    assert number("moss", "landlord.npv_against_vacant", "lavt_belegg") < 0
