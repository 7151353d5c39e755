"""What docs/model.md §6 says, sentence by sentence, where it is easy to get wrong."""

import dataclasses
import datetime
from typing import Any

import pytest

from feasibility.evidence import vat as evidence_vat
from feasibility.rules import DatedValue, parameter
from tests.model.tiny import at, by_month, by_year, money, near, ran

OPERATED = "landlord_operated"
OWNER = {"building.owner_costs_nok_per_m2_year": 50}  # 120 m²: NOK 500 a month with 125 of VAT
LOST = "works.rehab.landlord.deduction.lost"
DEDUCTED = "works.rehab.landlord.deduction.deducted"
HALF = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}


def works(amount: float = 1_000_000, start: int = 1, months: int = 1, **more: Any) -> dict[str, Any]:
    return {"works": {"rehab": {"amount_nok": amount, "start_month": start, "months": months, **more}}}


def relet_exempt(**more: Any) -> dict[str, Any]:
    """After the deal: a tenant at once, who may not deduct."""
    tenant = {"rent_nok_per_m2_year": 100, "void_months": 0, "term_months": 60, "vat_liable_share": 0}
    return {"after_lease": "relet", "comparison.ordinary_tenant": tenant, **more}


def beside_a_flat() -> dict[str, Any]:
    """Half the house is desks let with VAT, half housing, both half let from the first day."""
    return {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": 60},
            "flat": {"kind": "housing", "exclusive_m2": 60},
        },
        "products.flat": {
            "kind": "ordinary_tenancy",
            "space": "flat",
            "units": 1,
            "price_nok_per_month": 5000,
            "vat_regime": "housing",
            "ramp": HALF,
        },
    }


# ---- while building ------------------------------------------------------------------------------


def test_area_let_before_completion_deducts_what_was_paid_before_it_was_let() -> None:
    # Paid in months 1–6, 50,000 of VAT a month; let with VAT from month 3, so the start share is 1. What is
    # let within six months of completion is deducted in full, so no less is what was let before it.
    result = ran({**works(1_200_000, months=6), "products.desk.opening_month": 3}, OPERATED)
    assert result.number(LOST) == near(0)
    assert sum(by_month(result, DEDUCTED)) == near(300_000)


def test_area_let_while_completion_is_delayed_is_deducted() -> None:
    # All paid in month 1, completed in month 5, let from month 3: let at completion, so nothing is lost.
    result = ran({**works(delay_months=4), "products.desk.opening_month": 3}, OPERATED)
    assert result.number(LOST) == near(0)


def test_works_on_common_area_of_an_empty_house_wait_as_the_rest_does() -> None:
    # Half the area is a hall. First member in month 8, past the six months: nothing is deducted at once.
    hall = {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": 60},
            "hall": {"kind": "common", "exclusive_m2": 60},
        }
    }
    result = ran({**hall, **works(), "products.desk.opening_month": 8}, OPERATED)
    assert result.number(LOST) == near(250_000)


def test_works_after_the_lease_has_ended_follow_the_new_tenant() -> None:
    # The lease ends with month 12; from month 13 a tenant who may not deduct. Works in month 20: nothing.
    result = ran(relet_exempt(**{"deal.lease.term_months": 12}, **works(start=20)))
    assert result.number(LOST) == near(250_000)


def test_area_let_in_advance_is_not_adjusted_down_while_it_waits_for_the_lease() -> None:
    # Completed in month 1 for a lease from month 10 that counts as let: its purpose has not changed.
    result = ran({**works(), "deal.lease.start_month": 10})
    assert by_month(result, "landlord.vat.adjustment") == at({})


# ---- shared purchases ----------------------------------------------------------------------------


def test_the_five_per_cent_rule_holds_for_the_landlord_of_a_sublease() -> None:
    # The operator uses 96 % with VAT: 4 % of the landlord's turnover is exempt; all shared VAT is deducted.
    result = ran({**OWNER, "vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.04})
    assert by_month(result, "landlord.vat.lost", 1, 2) == money(0, 0)


def test_area_the_operator_does_not_rent_is_never_let() -> None:
    # 60 of 120 m² are leased: half of the owner's VAT of 125 is deducted.
    result = ran({**OWNER, "deal.lease.area_m2": 60})
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(62.5)


def test_the_landlords_cost_of_one_area_follows_that_area_in_a_sublease() -> None:
    cost = {"costs": {"heat": {"nok_per_month": 400, "space": "floor", "payer": "landlord"}}}
    assert by_month(ran({**beside_a_flat(), **cost}), "landlord.vat.lost", 1, 1) == money(0)


def test_the_landlords_works_on_one_area_follow_that_area_in_a_sublease() -> None:
    assert ran({**beside_a_flat(), **works(spaces=["floor"])}).number(LOST) == near(0)
    assert ran({**beside_a_flat(), **works(spaces=["flat"])}).number(LOST) == near(250_000)


# ---- what is let ---------------------------------------------------------------------------------


def test_a_shared_area_is_let_in_full_from_its_first_member_whatever_else_is_sold_there() -> None:
    # Desks from month 1, day passes in the same area from month 13: let in full from month 1.
    day = {
        "kind": "day_pass",
        "space": "floor",
        "units": 10,
        "price_nok_per_use": 100,
        "uses_per_month": 10,
        "opening_month": 13,
        "ramp": HALF,
    }
    result = ran({**works(), "products.day": day}, OPERATED)
    assert result.number(LOST) == near(0)
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, 0)


def test_corporate_places_in_a_shared_area_are_let_in_full_from_the_first_member() -> None:
    result = ran({**works(), "products.desk.kind": "corporate_place"}, OPERATED)
    assert result.number(LOST) == near(0)


def test_a_tenant_after_the_management_agreement_changes_the_landlords_deduction() -> None:
    result = ran(relet_exempt(**OWNER, **works(), **{"deal.term_months": 12}), "management")
    assert by_month(result, "landlord.vat.lost", 12, 14) == money(0, 125, 125)
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, -25_000)


# ---- the end -------------------------------------------------------------------------------------


def test_an_operator_whose_activity_ends_adjusts_for_the_years_left() -> None:
    # The operator's fit-out, 250,000 of VAT deducted in 2026. The lease ends in December 2026: ten tenths,
    # that year's own included, start share 1, unless somebody takes over (docs/model.md §6).
    result = ran({**works(landlord_share=0), "deal.lease.term_months": 12})
    assert sum(by_month(result, "operator.vat.adjustment")) == near(-250_000)


def test_the_operator_does_not_make_good_what_the_sale_itself_brings() -> None:
    result = ran(
        {
            **works(),
            "deal.lease.rent_nok_per_m2_year": 1000,
            "deal.lease.operator_makes_good_lost_vat": True,
            "valuation": {
                "net_yield_share": 0.08,
                "exit_kind": "asset_sale",
                "buyer_takes_over_adjustment": False,
            },
        }
    )
    assert by_month(result, "landlord.vat.adjustment") == at({24: -225_000})
    assert by_month(result, "lease.lost_vat") == at({})


def test_a_sale_adjusts_for_the_tenths_left_with_that_year_included() -> None:
    # Completed in 2026, sold in December 2027: 9 of 10 tenths of 250,000 (mval §§ 9-2 and 9-5).
    result = ran(
        {
            **works(),
            "deal.lease.rent_nok_per_m2_year": 1000,
            "valuation": {
                "net_yield_share": 0.08,
                "exit_kind": "asset_sale",
                "buyer_takes_over_adjustment": False,
            },
        }
    )
    assert by_month(result, "landlord.vat.adjustment") == at({24: -225_000})


# ---- the highest rent ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy",
    [
        "pooled",
        "separate",
        "unregistered",
    ],
)
def test_the_highest_rent_leaves_the_operator_at_zero_under_each_policy(policy: str) -> None:
    changes = {
        "vat": {"policy": policy},
        "products.desk.not_eligible_share": 0.3,
        "deal.lease.rent_nok_per_m2_year": 200,
    }
    highest = ran(changes).number("operator.highest_rent")
    there = ran({**changes, "deal.lease.rent_nok_per_m2_year": highest})
    assert there.number("operator.npv") == pytest.approx(0, abs=0.01)


# ---- thresholds ----------------------------------------------------------------------------------


def test_turnover_under_the_registration_threshold_is_warned_of() -> None:
    # Five members at NOK 500: 30,000 in twelve months, under 50,000 (mval § 2-1).
    result = ran({"products.desk.price_nok_per_month": 500})
    assert any("vat_registration" in warning.id for warning in result.warnings)


@pytest.mark.parametrize(
    ("price", "from_2027", "is_warned"),
    [
        (1000, 200_000, False),  # 60,000 in the twelve months of 2026, over the 50,000 that held then
        (500, 20_000, False),  # 30,000 a year: under 50,000 in 2026, over the 20,000 of 2027
        (500, 40_000, True),  # under both
    ],
)
def test_the_threshold_of_the_day_decides_and_not_the_last_known(
    monkeypatch: pytest.MonkeyPatch, price: float, from_2027: float, is_warned: bool
) -> None:
    rule = parameter("vat_registration_threshold")
    later = DatedValue(datetime.date(2027, 1, 1), from_2027, "a later law")
    changed = dataclasses.replace(rule, values=(*rule.values, later), known_to=None)
    monkeypatch.setattr(evidence_vat, "parameter", lambda id: changed)
    # the landlord of the tiny case has no taxable rent, so only the operator can be warned of
    result = ran({"products.desk.price_nok_per_month": price})
    assert any("vat_registration" in warning.id for warning in result.warnings) is is_warned


def test_yearly_filing_with_more_than_a_million_of_turnover_is_warned_of() -> None:
    result = ran({"vat": {"filing": "yearly"}, "products.desk.price_nok_per_month": 100_000})
    assert any("filing" in warning.id for warning in result.warnings)


def test_lodging_carries_twelve_per_cent_and_food_fifteen() -> None:
    changes = {
        "products.desk.kind": "lodging",
        "products.desk.price_nok_per_month": None,
        "products.desk.price_nok_per_use": 100,
        "products.desk.uses_per_month": 10,
        "services.itemised": {"lunch": {"price_nok_per_use": 100, "uses_per_month": 10, "vat": "food"}},
    }
    # half of ten uses at 100 is 500, of which 12 % is 60; ten lunches at 100, of which 15 % is 150
    assert by_month(ran(changes, OPERATED), "landlord.vat.output", 1, 1) == money(210)


def test_without_an_agreement_the_area_is_let_from_the_lease() -> None:
    # Completed in month 1, lease from month 10, past the window: 25,000 × 3/12 in 2026, 25,000 in 2027.
    result = ran(
        {**works(), "deal.lease.start_month": 10, "vat": {"lease_counts_as_let": False}},
    )
    assert result.number(LOST) == near(250_000)
    assert by_month(result, "landlord.vat.adjustment") == at({12: 6_250, 24: 25_000})
