"""Changed copies of a case, by dotted path, and its scenarios."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from feasibility.case import (
    UNSTATED,
    Case,
    CaseError,
    Management,
    Problem,
    SourceNote,
    StatedRent,
    case_from_mapping,
    case_hash,
    to_mapping,
)
from tests.case.cases import management_case, minimal_case, sublease_case


@pytest.fixture(scope="module")
def full() -> Case:
    return case_from_mapping(sublease_case())


@pytest.fixture(scope="module")
def small() -> Case:
    return case_from_mapping(minimal_case())


def refused(case: Case, changes: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        case.changed(changes)
    return raised.value.problems


def test_a_change_gives_a_copy_and_leaves_the_case(full: Case) -> None:
    before = case_hash(full)
    new = full.changed({"deal.lease.rent_nok_per_m2_year": 1500, "products.flex.units": 40})
    assert new.deal.structure == "sublease"
    assert new.deal.lease.rent_nok_per_m2_year == 1500.0
    assert new.products["flex"].units == 40.0
    assert new.products["office"] == full.products["office"]
    assert full.products["flex"].units == 20.0
    assert case_hash(full) == before
    assert isinstance(new, Case)


def calls_made(work: Callable[[], object]) -> int:
    """How many functions of Python it calls: the same on every machine, busy or not."""
    calls = 0

    def count(_frame: object, event: str, _about: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_a_change_is_quick_for_it_checks_the_case_once(full: Case) -> None:
    full.changed({"products.flex.units": 21})  # what is made at the first use and kept
    change = calls_made(lambda: full.changed({"products.flex.units": 20}))
    # Reading checks once, so a change that checks twice calls nearly twice as much.
    assert change < 1.5 * calls_made(lambda: case_from_mapping(to_mapping(full)))
    # Half a microsecond each: a hundredth of a second, which a slider in the app may take.
    assert 0 < change < 20_000


def test_no_change_gives_an_equal_case(full: Case) -> None:
    assert full.changed({}) == full


@pytest.mark.parametrize(
    ("path", "value"),
    [
        # An optional field that is not stated, and defaults of sections that are not.
        ("deal.lease.area_m2", 180.0),
        ("party_rates.operator_share_per_year", 0.15),
        ("vat.refund_delay_months", 1),
        ("financing.operator.capital_call_limit_nok", 5000.0),
        ("deal.lease.security.months_of_rent", 3.0),
        ("season_factors.6", 0.5),
        ("building.town_population", 12000),
        ("jobs_per_member", 0.5),
        ("name", "Ny"),
        ("start_month", "2027-12"),
        ("products.flex.price_includes_vat", True),
        ("products.flex.vat_regime", "exempt_right"),
    ],
)
def test_what_is_not_stated_may_be_set(small: Case, path: str, value: Any) -> None:
    found: Any = small.changed({path: value})
    for step in path.split("."):
        found = (
            found[step]
            if isinstance(found, dict)
            else found[int(step)]
            if step == "6"
            else getattr(found, step)
        )
    assert found == value


def test_one_season_factor_leaves_the_others(small: Case) -> None:
    assert small.changed({"season_factors.6": 0.5}).season_factors == (1,) * 6 + (0.5,) + (1,) * 5


def test_an_absent_section_is_set_as_a_whole_or_field_by_field(small: Case) -> None:
    whole = small.changed({"valuation": {"net_yield_share": 0.07}})
    by_field = small.changed({"valuation.net_yield_share": 0.07})
    assert whole == by_field
    assert whole.valuation is not None
    assert whole.changed({"valuation": None}).valuation is None
    # What such a section needs beside is asked for.
    problems = refused(small, {"valuation.selling_cost_share": 0.02})
    assert [problem.path for problem in problems] == ["valuation.net_yield_share"]


def test_items_are_added_and_removed(small: Case) -> None:
    more = small.changed({"costs.rent": {"nok_per_month": 100}, "costs.rent.nok_per_month": 200})
    assert more.costs["rent"].nok_per_month == 200.0
    assert more.changed({"costs.rent": None}).costs == {}
    reductions = small.changed(
        {"deal.lease.reductions.0": {"kind": "rent_free", "from_month": 1, "to_month": 3}}
    )
    assert len(to_mapping(reductions)["deal"]["lease"]["reductions"]) == 1  # type: ignore[index]


def test_a_list_is_replaced_or_changed_in_place(full: Case) -> None:
    later = full.changed({"deal.lease.reductions.2.rent_nok_per_m2_year": 900})
    assert later.deal.structure == "sublease"
    reduction = later.deal.lease.reductions[2]
    assert isinstance(reduction, StatedRent)
    assert reduction.rent_nok_per_m2_year == 900.0
    none = full.changed({"deal.lease.reductions": []})
    assert none.deal.structure == "sublease"
    assert none.deal.lease.reductions == ()


def test_the_structure_is_changed_by_replacing_the_deal(full: Case) -> None:
    # In any order, a shorter path is set before a longer one.
    new = full.changed({"deal.term_months": 60, "deal": management_case()["deal"]})
    assert isinstance(new.deal, Management)
    assert new.deal.term_months == 60
    problems = refused(full, {"deal.structure": "management"})
    assert {problem.path for problem in problems} == {"deal.lease", "deal.fee", "deal.term_months"}


def test_the_vat_regime_follows_a_changed_kind_unless_stated(small: Case) -> None:
    assert (
        small.changed({"products.flex.kind": "virtual_office"}).products["flex"].vat_regime
        == "taxable_service"
    )
    fixed = small.changed({"products.flex.vat_regime": "exempt_right"})
    assert (
        fixed.changed({"products.flex.kind": "virtual_office"}).products["flex"].vat_regime == "exempt_right"
    )


def test_rates_by_year(full: Case, small: Case) -> None:
    new = full.changed({"index.rent_share_per_year.2029": 0.03, "index.rent_share_per_year.2031": 0.01})
    assert new.index.rent_share_per_year == {2027: 0.025, 2029: 0.03, 2031: 0.01}
    assert full.changed({"index.rent_share_per_year": 0.02}).index.rent_share_per_year == 0.02
    problems = refused(small, {"index.rent_share_per_year.2027": 0.03})
    assert [problem.path for problem in problems] == ["index.rent_share_per_year.2027"]
    assert (
        "satsen er ett tall, 0.02, og ikke oppgitt per år. Sett hele satsen, for eksempel" in problems[0].nb
    )
    assert "the rate is one number, 0.02, not by year. Set the whole rate, for example" in problems[0].en


@pytest.mark.parametrize(
    ("path", "nb", "en"),
    [
        (
            "products.flx.units",
            "«flx» finnes ikke under products. Mente du «flex»? Gyldige her:",
            '"flx" does not',
        ),
        ("products.flex.unit", "Mente du «units»? Gyldige her: kind, label,", 'Did you mean "units"?'),
        (
            "product.flex.units",
            "«product» finnes ikke. Mente du «products»?",
            '"product" does not exist. Did you',
        ),
        (
            "costs.rent.nok_per_month",
            "«rent» finnes ikke under costs. Gyldige her: cleaning, software, water.",
            '"rent" does not exist below costs. Valid here: cleaning, software, water.',
        ),
        (
            "deal.turnover.share_of_income",
            "«turnover» finnes ikke under deal.",
            "Valid here: structure, lease, profit_share.",
        ),
        ("deal.lease.reductions.3.to_month", "Gyldige her: 0, 1, 2.", "Valid here: 0, 1, 2."),
        ("deal.lease.reductions.first", "Gyldige her: 0, 1, 2.", "Valid here: 0, 1, 2."),
        (
            "products.flex.units.value",
            "products.flex.units er én verdi og har ingen felter",
            "is one value with no",
        ),
        (
            "season_factors.13",
            "«13» finnes ikke under season_factors.",
            '"13" does not exist below season_factors.',
        ),
        ("sources", "«sources» finnes ikke.", '"sources" does not exist.'),
        ("", "«» finnes ikke.", '"" does not exist.'),
        ("products..units", "«» finnes ikke under products.", '"" does not exist below products.'),
    ],
)
def test_a_path_that_leads_nowhere(full: Case, path: str, nb: str, en: str) -> None:
    problems = refused(full, {path: 5})
    assert [problem.path for problem in problems] == [path]
    assert nb in problems[0].nb
    assert en in problems[0].en


def test_what_is_not_there_cannot_be_removed(full: Case) -> None:
    (problem,) = refused(full, {"support.operations": None})
    assert "«operations» finnes ikke under support. Mente du «operation»?" in problem.nb


def test_a_thirteenth_month_is_refused(full: Case) -> None:
    (problem,) = refused(full, {"season_factors.12": 1})
    assert problem.path == "season_factors"
    assert "listen har 13 poster" in problem.nb


def test_all_wrong_paths_and_then_all_wrong_values_are_reported(full: Case) -> None:
    assert len(refused(full, {"products.flx.units": 5, "deal.rent": 6})) == 2
    problems = refused(full, {"products.flex.units": -1, "horizon_months": "ti", "after_lease": "rlet"})
    assert {problem.path for problem in problems} == {"products.flex.units", "horizon_months", "after_lease"}
    problems = refused(full, {"products.flex.units": "40"})
    assert "Skriv 40 (" in problems[0].nb


def test_a_change_is_checked_across_fields(full: Case) -> None:
    problems = refused(full, {"deal.lease.term_months": 29})
    # The third reduction lasts to lease month 30, and the break is after 60.
    assert {problem.path for problem in problems} == {
        "deal.lease.reductions.2.to_month",
        "deal.lease.break_option.month",
    }


def test_a_changed_number_loses_its_old_source(full: Case) -> None:
    path = "products.flex.price_nok_per_month"
    other = "products.office.ramp.start_share"
    assert set(full.changed({path: 850}).sources) == set(full.sources) - {path}
    noted = full.changed({path: {"value": 850, "source": "Tilbud", "date": "2026-01"}})
    assert noted.sources[path] == SourceNote(text="Tilbud", date="2026-01")
    assert noted.products["flex"].price_nok_per_month == 850.0
    # With the section it stands in, too; but not with one whose name only begins alike.
    ramp = {"start_share": 0.1, "stabilised_share": 0.5, "months": 6}
    assert other not in full.changed({"products.office.ramp": ramp}).sources
    product = {"kind": "virtual_office", "units": 1, "price_nok_per_month": 1, "ramp": ramp}
    assert other in full.changed({"products.off": product}).sources


def test_scenario(full: Case) -> None:
    low = full.scenario("low")
    assert low.products["flex"].ramp.stabilised_share == 0.55
    assert low.products["office"].ramp.stabilised_share == 0.6
    assert low.products["day"] == full.products["day"]
    assert low == full.changed(dict(full.scenarios["low"].set)).model_copy(
        update={"scenarios": {}, "sources": low.sources}
    )
    # Its notes stand at the numbers they are about; the scenario's other notes are gone with it.
    assert low.sources["products.flex.ramp.stabilised_share"] == SourceNote(
        text="Pessimistisk", is_assumption=True
    )
    assert not any(path.startswith("scenarios.") for path in low.sources)
    assert "products.flex.price_nok_per_month" in low.sources


def test_a_scenario_may_remove_an_item(full: Case) -> None:
    assert "operation" in full.support
    assert "operation" not in full.scenario("no_support").support


def test_an_unknown_scenario(full: Case) -> None:
    with pytest.raises(CaseError) as raised:
        full.scenario("lo")
    (problem,) = raised.value.problems
    assert problem.path == "scenarios"
    assert "scenarioet «lo» finnes ikke. Mente du «low»? Gyldige her: low, delay, no_support." in problem.nb
    assert (
        'the scenario "lo" does not exist. Did you mean "low"? Valid here: low, delay, no_support.'
        in problem.en
    )


def test_scenarios_are_changed_by_path(full: Case) -> None:
    path = "scenarios.low.set.products.flex.ramp.stabilised_share"
    new = full.changed({path: 0.4})
    assert new.scenario("low").products["flex"].ramp.stabilised_share == 0.4
    assert path not in new.sources
    added = full.changed({"scenarios.new": {"set": {"horizon_months": 132}}})
    assert added.scenario("new").horizon_months == 132
    assert "low" not in full.changed({"scenarios.low": None}).scenarios
    (problem,) = refused(full, {"scenarios.low.set.products.flex.unitz": 3})
    assert problem.path == "scenarios.low.set.products.flex.unitz"


def test_scenarios_that_exclude_each_other_are_each_right() -> None:
    stated = sublease_case()
    stated["scenarios"] = {
        "long": {"set": {"horizon_months": 240, "support.operation.to_month": 200}},
        "short": {"set": {"horizon_months": 108}},
    }
    case = case_from_mapping(stated)
    assert case.scenario("long").horizon_months == 240
    assert case.scenario("short").horizon_months == 108


def test_a_scenario_may_replace_the_deal(full: Case) -> None:
    assert full.deal.structure == "sublease"
    own = {
        "structure": "landlord_operated",
        "market_rent_nok_per_m2_year": {"value": 1200, "source": "Tilbud"},
    }
    replaced = full.changed({"scenarios.own": {"set": {"deal": own}}}).scenario("own")
    assert replaced.deal.structure == "landlord_operated"
    assert replaced.companies == ("landlord",)
    assert replaced.lease is None
    assert replaced.sources["deal.market_rent_nok_per_m2_year"] == SourceNote(text="Tilbud")
    assert not any(path.startswith("deal.lease") for path in replaced.sources)
    # Field by field it can't be done: what is left over of the old deal is no part of the new one.
    (problem, *_) = refused(full, {"scenarios.own": {"set": {"deal.structure": "landlord_operated"}}})
    assert problem.path.startswith("scenarios.own")


def test_a_field_can_be_left_out_so_that_its_default_holds(full: Case) -> None:
    shorter = full.changed({"deal.lease.index_share": 0.8, "after_lease": "vacant"})
    again = shorter.changed({"deal.lease.index_share": UNSTATED, "deal.lease.renewal": UNSTATED})
    assert again.lease is not None
    assert again.lease.index_share == 1  # the default
    assert "index_share" not in again.lease.model_fields_set
    with pytest.raises(CaseError, match=r"deal\.lease\.term_months"):  # a field that must be stated
        full.changed({"deal.lease.term_months": UNSTATED})
