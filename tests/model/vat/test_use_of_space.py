"""What docs/model.md §6 says, sentence by sentence, where it is easy to get wrong."""

import dataclasses
import datetime
from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.evidence import vat as evidence_vat
from feasibility.rules import DatedValue, parameter
from tests.model.tiny import at, by_month, by_year, money, near, ran, tiny

OPERATED = "landlord_operated"
RENT = {"deal.lease.rent_nok_per_m2_year": 100}
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


# ---- several products from one space -------------------------------------------------------------


def desks(regime: str, units: int, **more: Any) -> dict[str, Any]:
    return {
        "kind": "fixed_desk",
        "space": "floor",
        "units": units,
        "price_nok_per_month": 1000,
        "vat_regime": regime,
        "ramp": HALF,
        **more,
    }


@pytest.mark.parametrize(
    "places",
    [
        {"desk": desks("registered_letting", 10), "other": desks("exempt_right", 30)},
        {"desk": desks("exempt_right", 30), "other": desks("registered_letting", 10)},
    ],
)
def test_a_space_is_registered_by_the_places_sold_with_vat_whichever_is_named_first(
    places: dict[str, Any],
) -> None:
    # 10 of 40 places: a quarter. Rent 1,000, VAT 1,000 × 0.25 × 25 % = 62.50; of the owner's 125 of VAT three
    # quarters are lost, 93.75.
    result = ran({**OWNER, "deal.lease.rent_nok_per_m2_year": 100, "products": places})
    assert result.number("vat.registered_area") == near(0.25)
    assert by_month(result, "lease.rent.vat", 1, 1) == money(62.5)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(93.75)
    # The company that sells to the members itself: a quarter of turnover and of the area.
    assert by_month(ran({**OWNER, "products": places}, OPERATED), "landlord.vat.lost", 1, 1) == money(93.75)


def test_a_service_with_vat_beside_members_of_whom_some_are_not_eligible() -> None:
    # 10 places all taxed and 30 of which a fifth is not: (10 + 30 × 0.8) / 40 = 0.85; 15 % of 125 is lost.
    places = {
        "desk": desks("taxable_service", 10),
        "other": desks("registered_letting", 30, not_eligible_share=0.2),
    }
    result = ran({**OWNER, "vat": {"policy": "separate"}, "products": places})
    assert result.number("vat.registered_area") == near(0.85)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(0.15 * 125)


def test_members_who_are_not_eligible_make_a_part_of_their_area_exempt() -> None:
    # A fifth of the members pay no VAT: a fifth of the owner's 125 is lost, and of the works' 250,000.
    separate = {"vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.2, **OWNER, **works()}
    result = ran(separate, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(25)
    assert result.number(LOST) == near(50_000)


def test_before_there_is_any_turnover_overhead_goes_by_the_planned_use() -> None:
    # Open from 2027, a fifth of the members not eligible: a fifth of 250 is lost from the first month.
    changes = {
        "vat": {"policy": "separate"},
        "products.desk.not_eligible_share": 0.2,
        "products.desk.opening_month": 13,
        "costs": {"office": {"nok_per_month": 1000}},
    }
    result = ran(changes, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(50)
    assert by_month(result, "landlord.vat.lost", 12, 13) == money(50, 50)


def test_a_manager_deducts_all_it_buys() -> None:
    # Its fee carries VAT, whatever the members' regime is.
    costs = {"costs": {"own": {"nok_per_month": 1000}}, "vat": {"policy": "unregistered"}}
    assert by_month(ran(costs, "management"), "operator.vat.lost", 1, 1) == money(0)


@pytest.mark.parametrize(("regime", "vat"), [("taxable_service", 250.0), ("exempt_service", 0.0)])
def test_where_nothing_sold_has_a_space_the_area_serves_it_all(regime: str, vat: float) -> None:
    # Only addresses are sold: the whole area is used with VAT, or none of it. Rent 1,000.
    address = {**desks(regime, 10), "kind": "virtual_office", "space": None}
    result = ran({**OWNER, "deal.lease.rent_nok_per_m2_year": 100, "products": {"desk": address}})
    assert by_month(result, "lease.rent.vat", 1, 1) == money(vat)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(125 * (1 - vat / 250))


def test_what_is_bought_for_exempt_services_alone_deducts_nothing() -> None:
    # Ten courses at 100 without VAT, each costing 60: 600 a month with 150 of VAT. The desks beside it, and
    # with them the overhead, change nothing.
    course = {"price_nok_per_use": 100, "uses_per_month": 10, "cost_nok_per_use": 60, "vat": "exempt"}
    result = ran({"services.itemised": {"course": course}})
    assert by_month(result, "operator.vat.lost", 1, 1) == money(150)
    taxed = ran({"services.itemised": {"course": {**course, "vat": "standard"}}})
    assert by_month(taxed, "operator.vat.lost", 1, 1) == money(0)


def test_the_registered_share_of_a_building_is_weighted_by_area_not_by_places() -> None:
    # 90 m² with 10 registered desks, 30 m² with 30 exempt: 90 / 120.
    floors = {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": 90},
            "hall": {"kind": "flex_desk", "exclusive_m2": 30},
        },
        "products.other": {**desks("exempt_right", 30), "space": "hall"},
    }
    assert by_month(ran({**OWNER, **floors}), "landlord.vat.lost", 1, 1) == money(0.25 * 125)


@pytest.mark.parametrize(
    ("opening", "at_once", "adjusted"),
    [
        # completed in month 1: month 7 is the sixth after it, month 8 the seventh
        (7, {7: 250_000}, {}),
        (8, {}, {12: 25_000 * 5 / 12, 24: 25_000}),
    ],
)
def test_the_sixth_month_after_completion_is_in_time(
    opening: int, at_once: dict[int, float], adjusted: dict[int, float]
) -> None:
    result = ran({**works(), "products.desk.opening_month": opening}, OPERATED)
    assert by_month(result, DEDUCTED) == at(at_once)
    assert by_month(result, "landlord.vat.adjustment") == at(adjusted)


def test_works_late_in_a_year_of_steady_use_are_not_adjusted_in_it() -> None:
    # Completed in October 2026, let with VAT all along: the first year's average is of October–December.
    result = ran({**works(start=10)}, OPERATED)
    assert by_month(result, DEDUCTED) == at({10: 250_000})
    assert by_month(result, "landlord.vat.adjustment") == at({})


def test_works_on_a_common_area_deduct_in_advance_by_the_area_signed_for() -> None:
    # 30 m² of offices wholly signed for, 60 m² of desks with nobody: a third of the hall's 250,000 at once.
    signed = {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": 60},
            "rooms": {"kind": "private_office", "exclusive_m2": 30},
            "hall": {"kind": "common", "exclusive_m2": 30},
        },
        "products.desk.opening_month": 10,
        "products.rooms": {
            **desks("registered_letting", 5, opening_month=10, prelet_share=1),
            "kind": "private_office",
            "space": "rooms",
        },
    }
    result = ran({**signed, **works(spaces=["hall"])}, OPERATED)
    assert by_month(result, DEDUCTED) == at({1: 250_000 / 3})


def test_the_landlords_works_on_all_it_lets_do_not_weigh_a_named_area_twice() -> None:
    # Half of the house is used with VAT. A cost of the desks' area alone does not change that.
    heat = {"costs": {"heat": {"nok_per_month": 400, "space": "floor", "payer": "landlord"}}}
    assert ran({**beside_a_flat(), **heat, **works()}).number(LOST) == near(125_000)


# ---- shared purchases ----------------------------------------------------------------------------


@pytest.mark.parametrize(("cannot", "of_overhead"), [(0.04, 0.0), (0.06, 15.0)])
def test_five_per_cent_is_for_the_overhead_of_the_landlord_of_a_sublease(
    cannot: float, of_overhead: float
) -> None:
    # The operator uses 96 (94) % with VAT: 4 (6) % of the landlord's turnover is exempt. Overhead of 1,000 a
    # month, 250 of VAT: all deducted at 4 %, 6 % lost at 6 %. The owner's costs, 125 of VAT, follow the area
    # in both (§13.6: the limits of § 8-2 are for overhead).
    some = {"vat": {"policy": "separate"}, "products.desk.not_eligible_share": cannot, **RENT}
    assert by_month(ran({**OWNER, **some}), "landlord.vat.lost", 1, 2) == money(cannot * 125, cannot * 125)
    office = {"costs": {"office": {"nok_per_month": 1000, "payer": "landlord"}}}
    assert by_month(ran({**some, **office}), "landlord.vat.lost", 1, 1) == money(of_overhead)


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


def beside_housing(price: float, **more: Any) -> dict[str, Any]:
    """Half the house is desks at NOK 50, 250 a month; half a flat half let at this price, without VAT."""
    return {
        **beside_a_flat(),
        "products.desk.price_nok_per_month": 50,
        "products.flat.price_nok_per_month": price,
        **more,
    }


@pytest.mark.parametrize(
    ("flat", "common", "overhead"),
    [
        # the flat brings 4,750: 250 of 5,000 is exactly 5 %, and no overhead is deducted (mval § 8-2). Common
        # costs follow the area (§13.6): half of it is let with VAT, half of 250 is lost.
        (9_500, 125.0, 250.0),
        # 5,000: 4.76 %
        (10_000, 125.0, 250.0),
        # 4,500: 5.26 %: overhead goes by turnover, 18/19 is lost
        (9_000, 125.0, 250.0 * 18 / 19),
    ],
)
def test_at_most_five_per_cent_registered_turnover_deducts_no_overhead(
    flat: float, common: float, overhead: float
) -> None:
    # NOK 1,000 of common costs (120 m² × 100 / 12) or of overhead a month, with 250 of VAT.
    shared = beside_housing(flat, **{"building.common_costs_nok_per_m2_year": 100})
    assert by_month(ran(shared, OPERATED), "landlord.vat.lost", 1, 1) == money(common)
    office = beside_housing(flat, costs={"office": {"nok_per_month": 1000}})
    assert by_month(ran(office, OPERATED), "landlord.vat.lost", 1, 1) == money(overhead)


def test_what_the_building_was_used_for_before_holds_until_it_is_let() -> None:
    # 60 % was let with VAT before: of the owner's 125 of VAT a month 50 is lost while it stands empty, in the
    # deal until the lease begins in March and in the vacant alternative throughout.
    result = ran({**OWNER, "vat.previous_use_share": 0.6, "deal.lease.start_month": 3})
    assert by_month(result, "landlord.vat.lost", 1, 3) == money(50, 50, 0)
    assert by_month(result, "vacant.landlord.vat.lost", 1, 3) == money(50, 50, 50)


@pytest.mark.parametrize(("liable", "lost"), [(0.96, 0.0), (0.94, 15.0), (0.04, 250.0)])
def test_five_per_cent_holds_for_what_the_landlord_buys_to_let_to_an_ordinary_tenant(
    liable: float, lost: float
) -> None:
    # The agent's fee is 10 % of 10,000 a year, 250 of VAT: 4 % exempt is nothing, 6 % is 15; 4 % registered
    # gives nothing (mval § 8-2).
    tenant = {
        "rent_nok_per_m2_year": 1000 / 12,
        "void_months": 0,
        "term_months": 60,
        "vat_liable_share": liable,
        "agent_fee_share_of_first_year_rent": 0.1,
    }
    result = ran({"comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.landlord.vat.lost", 1, 2) == money(lost, 0)


# ---- what is let ---------------------------------------------------------------------------------


def test_areas_are_weighed_with_their_part_of_the_common_area_where_it_is_stated() -> None:
    # Desks 60 m², 90 with their common part; a flat of 60 with none: 90 of 150 are used with VAT. The owner's
    # VAT is 150 × 50 / 12 × 25 % = 156.25, of which 40 % is lost.
    spaces = {**beside_a_flat(), "building.spaces.floor.with_common_m2": 90}
    result = ran({**spaces, **OWNER})
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(62.5)


def test_places_a_supporter_rents_are_let() -> None:
    # Nobody else is there.
    anchor = {
        "kind": "desks_bought",
        "payer": "municipality",
        "product": "desk",
        "desks": 2,
        "from_month": 1,
        "to_month": 24,
    }
    empty = {"products.desk.ramp": {"start_share": 0, "stabilised_share": 0, "months": 0}}
    result = ran({**empty, **works(), "support": {"anchor": anchor}}, OPERATED)
    assert by_month(result, DEDUCTED) == at({1: 250_000})


def test_offices_keep_the_highest_share_let_so_far() -> None:
    # Half let in January, a tenth from February on: half of the VAT of 100 on their heating is lost in both.
    offices = {
        "products.desk.kind": "private_office",
        "products.desk.units": 5,
        "products.desk.season_factors": [1, *[0.2] * 11],
        "costs": {"heat": {"nok_per_month": 400, "space": "floor"}},
    }
    assert by_month(ran(offices, OPERATED), "landlord.vat.lost", 1, 2) == money(50, 50)


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


def test_a_tenant_of_part_of_the_building_deducts_for_that_part() -> None:
    # After twelve months a tenant half of whose use is liable rents 60 of 120 m²: a quarter is deducted, and
    # the other half keeps its last use, with VAT (§6: vacancy after letting): 0.75 of 125. In its void of a
    # month the last use holds, all of it.
    tenant = {
        "rent_nok_per_m2_year": 100,
        "void_months": 1,
        "term_months": 60,
        "area_m2": 60,
        "vat_liable_share": 0.5,
    }
    changes = relet_exempt(**OWNER, **{"deal.lease.term_months": 12})
    result = ran({**changes, "comparison.ordinary_tenant": tenant})
    assert by_month(result, "landlord.vat.lost", 12, 14) == money(0, 0, 0.25 * 125)


def test_what_was_let_in_advance_counts_to_the_deals_last_month_and_not_after() -> None:
    # Five offices, all signed for and half let, until December 2026; then a tenant who may not deduct.
    offices = {"products.desk.kind": "private_office", "products.desk.prelet_share": 1}
    deal = relet_exempt(**{"deal.term_months": 12}, **offices)
    assert sum(by_month(ran({**deal, **works(start=12)}, "management"), DEDUCTED)) == near(250_000)
    assert sum(by_month(ran({**deal, **works(start=13)}, "management"), DEDUCTED)) == near(0)


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


def test_the_year_of_a_sale_has_no_ordinary_adjustment() -> None:
    # First let in month 8, past the window: start share 0, 5/12 of 25,000 in 2026. In 2027 it is sold, and
    # that adjusts for the start share alone: nothing.
    result = ran(
        {
            **works(),
            "products.desk.opening_month": 8,
            "valuation": {
                "net_yield_share": 0.08,
                "exit_kind": "asset_sale",
                "buyer_takes_over_adjustment": False,
            },
        },
        OPERATED,
    )
    assert by_month(result, "landlord.vat.adjustment") == at({12: 25_000 * 5 / 12})


@pytest.mark.parametrize(("horizon", "repaid"), [(60, -50_000), (72, 0), (84, 0)])
def test_a_sale_after_the_period_of_adjustment_brings_nothing(horizon: int, repaid: float) -> None:
    # A machine of 2026, 250,000 of VAT over five years: sold in December 2030 with a fifth left, then none.
    sale = {"net_yield_share": 0.08, "exit_kind": "asset_sale", "buyer_takes_over_adjustment": False}
    result = ran(
        {
            **works(depreciation_group="d"),
            "horizon_months": horizon,
            "valuation": sale,
        },
        OPERATED,
    )
    assert by_month(result, "landlord.vat.adjustment") == at({horizon: repaid} if repaid else {}, horizon)


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
    result = run(case_from_mapping(tiny({"products.desk.price_nok_per_month": price})))
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


def test_a_space_is_called_by_its_label_in_every_line_and_spaces_called_the_same_are_numbered() -> None:
    stated = beside_a_flat()
    stated["building.spaces"]["floor"]["label"] = stated["building.spaces"]["flat"]["label"] = "Øst"
    result = run(case_from_mapping(tiny(stated, OPERATED)))
    called = {
        id: line.label.nb for id, line in result.built.model.lines.items() if id.startswith("vat.space.")
    }
    assert called
    assert {id: "Øst (1)" in text for id, text in called.items()} == {id: ".floor" in id for id in called}
    assert {id: "Øst (2)" in text for id, text in called.items()} == {id: ".flat" in id for id in called}
