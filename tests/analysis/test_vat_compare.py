"""The same case under each VAT policy and regime, and the story whose answer turns on it."""

import re
from functools import cache
from pathlib import Path

import pytest

from feasibility.analysis.vat_compare import (
    LETTING_REGIMES,
    POLICIES,
    Alternative,
    VatComparison,
    compare_vat,
    letting_products,
)
from feasibility.case import case_from_mapping, load_case
from feasibility.case.form.products import DEFAULT_REGIME
from feasibility.cli.program import main
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Language
from feasibility.model import Result
from feasibility.report.vat import vat_report
from feasibility.resources import example_path
from feasibility.rules.classification import CLASSIFICATIONS
from tests.model.tiny import near, tiny

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "vat_story.md").read_text(encoding="utf-8")
OVERHEAD = {"costs": {"office": {"nok_per_month": 1000}}}
WORKS = {"works": {"rehab": {"amount_nok": 1_000_000, "start_month": 1, "months": 1}}}


def compared(changes: dict[str, object] | None = None, structure: str = "sublease") -> VatComparison:
    return compare_vat(case_from_mapping(tiny(changes, structure)))


def by_id(alternatives: tuple[Alternative, ...]) -> dict[str, Alternative]:
    return {a.id: a for a in alternatives}


# ---- the comparison ------------------------------------------------------------------------------


def test_each_policy_is_there_and_the_cases_own_is_marked() -> None:
    found = compared({"vat": {"policy": "separate"}})
    assert tuple(a.id for a in found.policies) == POLICIES
    assert [a.id for a in found.policies if a.is_current] == ["separate"]
    assert by_id(found.policies)["separate"].result is found.as_stated


def test_what_each_policy_costs_and_whom_it_turns_away() -> None:
    # A fifth cannot deduct. Overhead 1,000 a month with 250 of VAT, 24 months: separate loses a fifth, 1,200;
    # unregistered all, 6,000. Five members of ten desks: liable_only turns one away.
    found = by_id(compared({**OVERHEAD, "products.desk.not_eligible_share": 0.2}).policies)
    lost = {id: a.parties["operator"].lost_running for id, a in found.items()}
    assert lost == {
        "liable_only": near(0),
        "separate": near(1200),
        "pooled": near(0),
        "unregistered": near(6000),
    }
    assert {id: a.turned_away for id, a in found.items()} == {
        "liable_only": near(1.0),
        "separate": 0,
        "pooled": 0,
        "unregistered": 0,
    }


def test_vat_lost_on_works_and_what_the_adjustment_brings_back() -> None:
    # 250,000 of VAT; first members in month 8, too late: all lost, 25,000 × (5/12 + 1) comes back.
    found = compared({**WORKS, "products.desk.opening_month": 8}, "landlord_operated")
    effect = by_id(found.policies)["pooled"].parties["landlord"]
    assert effect.lost_works == near(250_000)
    assert effect.adjustment == near(25_000 * 17 / 12)
    assert effect.cost == near(250_000 - 25_000 * 17 / 12)
    assert set(by_id(found.policies)["pooled"].parties) == {"landlord"}


def test_present_value_and_lowest_cash_are_those_of_the_run() -> None:
    found = compared({**OVERHEAD, "products.desk.not_eligible_share": 0.2})
    for policy, alternative in by_id(found.policies).items():
        own = run(
            case_from_mapping(
                tiny({**OVERHEAD, "products.desk.not_eligible_share": 0.2, "vat": {"policy": policy}})
            )
        )
        effect = alternative.parties["operator"]
        assert effect.npv == own.number("operator.npv")
        assert effect.lowest_cash == own.number("operator.lowest_cash")


def test_each_letting_product_is_switched_alone_and_all_together() -> None:
    day = {
        "kind": "day_pass",
        "space": "floor",
        "units": 10,
        "price_nok_per_use": 100,
        "uses_per_month": 10,
        "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
    }
    address = {"kind": "virtual_office", "units": 5, "price_nok_per_month": 100, "ramp": day["ramp"]}
    found = compared({**OVERHEAD, "products.day": day, "products.address": address})
    assert [switch.product for switch in found.regimes] == [None, "desk", "day"]
    for switch in found.regimes:
        assert tuple(a.id for a in switch.alternatives) == LETTING_REGIMES
        assert [a.id for a in switch.alternatives if a.is_current] == ["registered_letting"]
    changed = by_id(found.regimes[1].alternatives)["exempt_right"].result.case
    assert changed.products["desk"].vat_regime == "exempt_right"
    assert changed.products["day"].vat_regime == "registered_letting"


def test_one_letting_product_needs_no_table_for_all() -> None:
    assert [switch.product for switch in compared().regimes] == ["desk"]


def test_a_product_stated_as_a_service_is_still_one_that_gives_the_use_of_an_area() -> None:
    case = case_from_mapping(tiny({"products.desk.vat_regime": "taxable_service"}))
    assert letting_products(case) == ("desk",)
    found = compare_vat(case)
    assert [a.id for a in found.regimes[0].alternatives if a.is_current] == ["taxable_service"]


# ---- classification ------------------------------------------------------------------------------


def test_every_kind_is_classed_and_its_usual_regime_is_arguable() -> None:
    assert set(CLASSIFICATIONS) == set(DEFAULT_REGIME)
    for kind, usual in DEFAULT_REGIME.items():
        assert CLASSIFICATIONS[kind].regimes[0] == usual
        assert CLASSIFICATIONS[kind].source


def test_flexible_places_are_open_and_offices_settled() -> None:
    open_ = {kind for kind, item in CLASSIFICATIONS.items() if item.is_open}
    assert {"flex_membership", "day_pass", "weekly_place", "hourly_room", "corporate_place"} <= open_
    assert not {"private_office", "ordinary_tenancy", "virtual_office", "lodging"} & open_


# ---- the report ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_marks_the_case_and_says_what_is_open(language: Language) -> None:
    found = compared({"products.desk.kind": "flex_membership", "products.desk.not_eligible_share": 0.2})
    text = "\n".join(line.text for line in vat_report(found, language))
    assert max(len(line) for line in text.splitlines()) <= 100
    assert ("åpent" if language == "nb" else "open") in text
    assert text.count("(saken)" if language == "nb" else "(the case)") >= 1
    assert "7. juni 2019" in text
    assert ("avvist" if language == "nb" else "turned away, average") in text


def test_a_municipality_that_passes_desks_on_is_told_as_open() -> None:
    bought = {
        "kind": "desks_bought",
        "payer": "municipality",
        "product": "desk",
        "desks": 2,
        "from_month": 1,
        "to_month": 12,
    }
    # Desks for its own use it deducts the VAT of; only where they are passed on is it open (§13.6).
    passed_on = {"support.anchor": {**bought, "passed_on": True}}
    assert "passes desks on" in " ".join(line.text for line in vat_report(compared(passed_on), "en"))
    own_use = compared({"support.anchor": bought})
    assert "passes desks on" not in " ".join(line.text for line in vat_report(own_use, "en"))


def test_vacancy_after_letting_is_told_as_open() -> None:
    text = " ".join(line.text for line in vat_report(compared({"deal.lease.term_months": 12}), "en"))
    assert "vacancy after letting" in text
    assert "vacancy after letting" not in " ".join(line.text for line in vat_report(compared(), "en"))


@pytest.mark.parametrize(("language", "title"), [("nb", "avgjør merverdiavgiften"), ("en", "What does VAT")])
def test_the_command_shows_it(capsys: pytest.CaptureFixture[str], language: str, title: str) -> None:
    assert main(["vat", str(example_path("vat_turn")), "--language", language]) == 0
    shown = capsys.readouterr().out
    assert title in shown
    assert "7. juni 2019" in shown


def test_the_command_refuses_what_is_no_case(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["vat", str(tmp_path / "missing.yaml"), "--language", "en"]) == 2
    assert "missing.yaml" in capsys.readouterr().err


# ---- the story -----------------------------------------------------------------------------------


@cache
def story() -> VatComparison:
    return compare_vat(load_case(example_path("vat_turn")))


@cache
def told(scenario: str) -> Result:
    return run(load_case(example_path("vat_turn")).scenario(scenario))


def gain(result: Result) -> float:
    number = result.number("landlord.npv_against_vacant")
    assert number is not None
    return number


def worth(result: Result) -> float:
    number = result.number("operator.npv")
    assert number is not None
    return number


def test_only_one_policy_pays_for_both() -> None:
    suits = {id: (gain(a.result) > 0, worth(a.result) > 0) for id, a in by_id(story().policies).items()}
    assert suits == {
        "liable_only": (True, False),
        "separate": (False, True),
        "pooled": (True, True),
        "unregistered": (False, True),
    }


def test_a_month_too_late_turns_the_answer() -> None:
    assert gain(told("innen_fristen")) > 0 > gain(told("etter_fristen"))
    lost = "works.ombygging.landlord.deduction.lost"
    assert told("innen_fristen").number(lost) == near(0)
    assert told("etter_fristen").number(lost) == near(0.25 * 3_920_000)
    back = told("etter_fristen").values["landlord.vat.adjustment"]
    # lease from January 2028: nine of the ten calendar years 2027–2036, a tenth of 980,000 in each
    assert [float(x) for x in back if x] == [near(98_000)] * 9


def rows(heading: str) -> dict[str, list[float]]:
    """The table under a heading of the page: numbers by the first cell, as printed."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    found = {}
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) > 1 and re.fullmatch(r"[−\d,.]+", cells[1]):
            found[cells[0].strip("`")] = [float(c.replace(",", "").replace("−", "-")) for c in cells[1:]]
    return found


def test_the_page_tells_the_models_numbers_of_each_policy() -> None:
    printed = rows("Four ways to treat three members in ten")
    assert set(printed) == set(POLICIES)
    for id, a in by_id(story().policies).items():
        both = a.parties["landlord"], a.parties["operator"]
        numbers = [
            sum(p.lost_running for p in both),
            sum(p.lost_works for p in both),
            gain(a.result),
            worth(a.result),
            both[1].lowest_cash or 0,
        ]
        assert printed[id] == [round(number) for number in numbers]


def test_the_page_tells_the_models_numbers_of_the_six_months() -> None:
    printed = rows("Six months")
    assert set(printed) == {"innen_fristen", "etter_fristen"}
    for scenario, row in printed.items():
        result = told(scenario)
        lost = result.number("works.ombygging.landlord.deduction.lost")
        back = float(result.values["landlord.vat.adjustment"].sum())
        assert lost is not None
        assert row == [round(number) for number in (lost, back, gain(result), worth(result))]


def test_the_page_tells_what_a_month_costs() -> None:
    difference = gain(told("innen_fristen")) - gain(told("etter_fristen"))
    assert f"**{round(difference):,}**" in PAGE


# ---- the example by hand of docs/vat.md ----------------------------------------------------------


def by_hand(opening: int) -> Result:
    changes = {
        "building.spaces.floor.exclusive_m2": 100,
        "vat": {"policy": "separate"},
        "products.desk.not_eligible_share": 0.3,
        "products.desk.opening_month": opening,
        "costs": {"office": {"nok_per_month": 2000}},
        "horizon_months": 120,
        **WORKS,
    }
    return run(case_from_mapping(tiny(changes, "landlord_operated")))


def test_the_example_by_hand_comes_out_as_told() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "vat.md").read_text(encoding="utf-8")
    late, deduction = by_hand(8), "works.rehab.landlord.deduction"
    assert late.number(f"{deduction}.lost") == near(250_000)
    assert late.values["landlord.vat.lost"][0] == near(150)
    assert late.values["landlord.vat.net.paid"][9] == near(175)
    back = [float(x) for x in late.values["landlord.vat.adjustment"] if x]
    assert back == [near(25_000 * 3.5 / 12), *[near(17_500)] * 9]
    assert sum(back) == pytest.approx(164_791.67, abs=0.005)
    timely = by_hand(7)
    assert timely.values[f"{deduction}.deducted"][6] == near(175_000)
    assert not timely.values["landlord.vat.adjustment"].any()
    for said in ("250,000", "150", "175", "7,291.67", "17,500", "175,000"):
        assert f"**{said}**" in page
