"""VAT over random cases: every structure, policy, regime, filing and delay, works large and small."""

import random
from functools import cache

import numpy as np
import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.names import COMPANY_IDS
from tests.model.tiny import ran
from tests.random_case import POLICIES, STRUCTURES, Stated, random_case

pytestmark = pytest.mark.slow

ØRE = 0.005
SEEDS = range(96)


def stated(seed: int, longest: int = 84) -> Stated:
    """A random case with every choice there is in VAT, each structure under each policy in turn."""
    return random_case(
        seed,
        STRUCTURES[seed % len(STRUCTURES)],
        policy=POLICIES[seed // len(STRUCTURES) % len(POLICIES)],
        vat_heavy=True,
        horizon=(12, longest),
    )


@cache
def of(seed: int) -> Result:
    return run(case_from_mapping(stated(seed)))


def companies(result: Result) -> list[str]:
    return [party for party in COMPANY_IDS if f"{party}.vat.output" in result.values]


def works(result: Result) -> list[tuple[str, str]]:
    """(works, start of its lines' ids) of every item a company pays with VAT."""
    return [
        (id, f"works.{id}.{party}.deduction")
        for id in result.case.works
        for party in companies(result)
        if f"works.{id}.{party}.deduction.lost" in result.values
    ]


def test_the_cases_cover_what_they_say() -> None:
    met = {(of(seed).case.deal.structure, of(seed).case.vat.policy) for seed in SEEDS}
    assert len(met) == len(STRUCTURES) * len(POLICIES)
    adjusted = [of(seed).values[f"{id}.adjustment"] for seed in SEEDS for _, id in works(of(seed))]
    assert sum(bool((line > 0).any()) for line in adjusted) > 3
    assert sum(bool((line < 0).any()) for line in adjusted) > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_settled_is_output_less_deducted_less_adjustment(seed: int) -> None:
    values = of(seed).values
    for party in companies(of(seed)):
        settled = values[f"{party}.vat.net.paid"].sum() + values[f"{party}.vat.net.settled"].sum()
        due = (
            values[f"{party}.vat.output"]
            - values[f"{party}.vat.deducted"]
            - values[f"{party}.vat.adjustment"]
        )
        assert settled == pytest.approx(due.sum(), abs=ØRE)
    assert of(seed).failed_checks == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_never_more_is_deducted_than_was_paid_and_the_rest_is_lost(seed: int) -> None:
    result, values = of(seed), of(seed).values
    for party in companies(result):
        paid, deducted = values[f"{party}.vat.input"], values[f"{party}.vat.deducted"]
        assert (deducted.cumsum() <= paid.cumsum() + ØRE).all()
        assert (values[f"{party}.vat.lost"] >= -ØRE).all()
        of_works = [values[f"{id}.lost"] for _, id in works(result) if f".{party}." in id]
        assert all(lost >= -ØRE for lost in of_works)
        lost = values[f"{party}.vat.lost"].sum() + sum(of_works)
        assert paid.sum() == pytest.approx(deducted.sum() + lost, abs=ØRE)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_lie_within_nothing_and_all(seed: int) -> None:
    result = of(seed)
    lines = [
        line
        for id, line in result.built.model.lines.items()
        if line.unit == "share"
        and (".vat." in id or id.startswith("vat.") or ".deduction." in id)
        and not id.endswith((".average", ".change"))
    ]
    assert lines
    for line in lines:
        numbers = np.asarray(result.values[line.id])
        assert (numbers >= -1e-9).all(), line.id
        assert (numbers <= 1 + 1e-9).all(), line.id


@pytest.mark.parametrize("seed", SEEDS)
def test_tenths_of_the_adjustment_stay_within_the_vat(seed: int) -> None:
    """All tenths up or down together are at most the VAT, and below the threshold there are none."""
    result, values = of(seed), of(seed).values
    for item, id in works(result):
        vat = float(values[f"{id}.vat_total"])
        case = result.case.works[item]
        limit = 50_000 if case.depreciation_group in ("a", "c", "d") else 100_000
        capital = vat * (1 - case.maintenance_share)
        moved = np.abs(values[f"{id}.adjustment"]).sum()
        assert moved <= (capital if capital >= limit else 0) + ØRE


@pytest.mark.parametrize("seed", range(0, 64, 4))
def test_with_nobody_ineligible_pooled_is_liable_only_to_the_last_digit(seed: int) -> None:
    case = stated(seed, longest=36)
    for product in case["products"].values():
        product["not_eligible_share"] = 0
    found = []
    for policy in ("pooled", "liable_only"):
        case["vat"]["policy"] = policy
        found.append(run(case_from_mapping(case)))
    pooled, liable = (result.values for result in found)
    assert set(found[0].built.model.lines) == set(found[1].built.model.lines)
    for id in found[0].built.model.lines:
        np.testing.assert_array_equal(pooled[id], liable[id], err_msg=id)


@pytest.mark.parametrize("structure", ["sublease", "turnover_rent", "landlord_operated"])
@pytest.mark.parametrize("seed", range(4))
def test_unregistered_deducts_nothing(structure: str, seed: int) -> None:
    case = random_case(seed, structure, policy="unregistered", horizon=(12, 36))
    # what was used with VAT before keeps its deduction until the new use begins
    case["vat"].pop("previous_use_share", None)
    case.pop("services", None)
    case["costs"] = {
        id: cost for id, cost in case.get("costs", {}).items() if "share_of_income_of_service" not in cost
    }
    # who lets to others with VAT, or goes on adjusting, deducts for that whatever the concept does
    for section in ("other_tenants", "opening", "phases"):
        case.pop(section, None)
    # nor is there an ordinary tenant, who pays VAT whatever the operator does
    case["after_lease"] = "vacant"
    case.pop("operator_default", None)
    for product in case["products"].values():
        product["vat_regime"] = "registered_letting"
    result = run(case_from_mapping(case))
    for party in companies(result):
        for line in ("deducted", "output", "net.paid"):
            assert result.values[f"{party}.vat.{line}"] == pytest.approx(0, abs=ØRE)


@pytest.mark.parametrize("seed", range(24))
def test_start_deduction_and_adjustments_make_vat_times_average_use(seed: int) -> None:
    """Over the ten years, for use that is the same from the first member on (mval ch. 9).

    Let at completion, or from a January after the six months, so that no year's change is under ten points.
    """
    r = random.Random(seed)
    completed = r.randrange(1, 6)
    share = r.choice((0.1, 0.25, 0.8, 1.0))
    years_empty = r.choice((0, 1, 2, 5))
    test = r.choice(("space", "works"))
    result = ran(
        {
            "horizon_months": 120,
            "vat": {
                "policy": "separate",
                "adjustment_test": test,
                "filing": r.choice(("two_monthly", "yearly")),
            },
            "products.desk.not_eligible_share": 1 - share,
            "products.desk.opening_month": 12 * years_empty + 1 if years_empty else completed,
            "works": {"rehab": {"amount_nok": 1_000_000, "start_month": completed, "months": 1}},
        },
        "landlord_operated",
    )
    id = "works.rehab.landlord.deduction"
    total = result.values[f"{id}.deducted"].sum() + result.values[f"{id}.adjustment"].sum()
    assert total == pytest.approx(250_000 * share * (10 - years_empty) / 10, abs=ØRE)


@pytest.mark.parametrize("seed", SEEDS)
def test_before_registration_nothing_is_charged_or_deducted(seed: int) -> None:
    result, values = of(seed), of(seed).values
    for party in companies(result):
        line = f"{party}.vat.registered"
        if line not in result.built.model.lines:  # registered from the first month, as the case states
            assert getattr(result.case.vat, f"{party}_registration") != "from_threshold"
            continue
        before = np.asarray(values[line]) < 1
        assert (np.diff(np.asarray(values[line])) >= 0).all()
        for what in ("output", "deducted"):
            assert np.asarray(values[f"{party}.vat.{what}"])[before] == pytest.approx(0, abs=ØRE)


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("seed", range(3))
def test_deduction_follows_the_area_in_a_building_let_in_part(structure: str, seed: int) -> None:
    """A part of the building is let with VAT, the rest never: that part of the owner's VAT is deducted."""
    part = random.Random(seed).choice((0.1, 0.25, 0.5, 0.9))
    changes: dict[str, object] = {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": 120 * part},
            "empty": {"kind": "private_office", "exclusive_m2": 120 * (1 - part)},
        },
        "building.owner_costs_nok_per_m2_year": 50,
    }
    if structure in ("sublease", "turnover_rent"):
        changes["deal.lease.area_m2"] = 120 * part
    values = ran(changes, structure).values
    assert values["landlord.vat.lost"] == pytest.approx(125 * (1 - part), abs=ØRE)
