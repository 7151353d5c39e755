"""Own taxable use, the key of common areas, and what the building was used for before (docs/model.md §6, "
"§13.6)."""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, by_year, money, near, ran

OPERATED = "landlord_operated"
OWNER = {"building.owner_costs_nok_per_m2_year": 50}  # 120 m²: NOK 500 a month with 125 of VAT
LOST = "works.rehab.landlord.deduction.lost"
DEDUCTED = "works.rehab.landlord.deduction.deducted"
SERVICED = {"products.desk.vat_regime": "taxable_service"}
HALF = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}
NOBODY = {"start_share": 0, "stabilised_share": 0, "months": 0}


def works(**more: Any) -> dict[str, Any]:
    return {"works": {"rehab": {"amount_nok": 1_000_000, "start_month": 1, "months": 1, **more}}}


def product(space: str, regime: str = "registered_letting", **more: Any) -> dict[str, Any]:
    return {
        "kind": "fixed_desk",
        "space": space,
        "units": 10,
        "price_nok_per_month": 1000,
        "vat_regime": regime,
        "ramp": HALF,
        **more,
    }


def spaces(**areas: tuple[str, float]) -> dict[str, Any]:
    return {"building.spaces": {id: {"kind": kind, "exclusive_m2": m2} for id, (kind, m2) in areas.items()}}


# ---- own taxable use (mval §§ 8-1, 8-6) ----------------------------------------------------------


def test_works_for_own_taxable_use_are_deducted_when_paid_though_the_place_opens_late() -> None:
    # Serviced desks from month 8, seven months after completion. As letting this would be too late.
    result = ran({**works(), **SERVICED, "products.desk.opening_month": 8}, OPERATED)
    assert by_month(result, DEDUCTED) == at({1: 250_000})
    assert result.number(LOST) == near(0)
    assert by_month(result, "landlord.vat.adjustment") == at({})


def test_own_use_does_not_wait_for_the_first_customer() -> None:
    # Open from month 1, and nobody comes: in use all the same.
    result = ran({**works(), **SERVICED, **OWNER, "products.desk.ramp": NOBODY}, OPERATED)
    assert by_month(result, DEDUCTED) == at({1: 250_000})
    assert by_month(result, "landlord.vat.lost", 1, 2) == money(0, 0)


def test_what_never_opens_is_no_own_use() -> None:
    # Desks let from month 1 in half the house; a service in the other half opens after the horizon.
    house = spaces(floor=("flex_desk", 60), bar=("cafe", 60))
    late = {"products.bar": product("bar", "taxable_service", opening_month=20, opening_delay_months=9)}
    result = ran({**house, **late, **works(spaces=["bar"])}, OPERATED)
    assert result.number(LOST) == near(250_000)


def test_common_costs_count_area_for_own_use_from_when_it_is_taken_into_use() -> None:
    # Half the house is desks let from month 1, half a bar that opens in month 3: half of the owner's 125 of
    # VAT is lost in January and February (§13.6: area never let or used is 0), nothing from March.
    house = spaces(floor=("flex_desk", 60), bar=("cafe", 60))
    bar = {"products.bar": product("bar", "taxable_service", opening_month=3)}
    result = ran({**OWNER, **house, **bar}, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 3) == money(62.5, 62.5, 0)


def test_what_is_bought_for_the_bar_alone_is_deducted_before_it_opens() -> None:
    house = spaces(floor=("flex_desk", 60), bar=("cafe", 60))
    bar = {"products.bar": product("bar", "taxable_service", opening_month=3)}
    heat = {"costs": {"heat": {"nok_per_month": 400, "space": "bar"}}}
    assert by_month(ran({**house, **bar, **heat}, OPERATED), "landlord.vat.lost", 1, 2) == money(0, 0)
    # let, it would wait for the first member
    let = {"products.bar": product("bar", opening_month=3)}
    assert by_month(ran({**house, **let, **heat}, OPERATED), "landlord.vat.lost", 1, 3) == money(100, 100, 0)


@pytest.mark.parametrize(("vat", "lost"), [("food", 187.5 / 3), ("exempt", 187.5 / 2)])
def test_a_cafe_without_products_is_used_by_the_services_sold_there(vat: str, lost: float) -> None:
    # 60 m² of desks, a flat of 60 let without VAT, and a café of 60 with coffee sold from January: own
    # taxable use. 120 of 180 m² with VAT, 60 without: a third of 180 × 50 / 12 × 25 % = 187.50 is lost.
    # Without services with VAT the café serves the house as the rest is used: half of it is lost.
    house = spaces(floor=("flex_desk", 60), flat=("housing", 60), bar=("cafe", 60))
    flat = {"products.flat": product("flat", "housing", kind="ordinary_tenancy", units=1)}
    coffee = {"services.itemised": {"coffee": {"price_nok_per_use": 30, "uses_per_month": 100, "vat": vat}}}
    result = ran({**OWNER, **house, **flat, **coffee}, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(lost)


def test_one_mixed_space_of_letting_and_own_use() -> None:
    # One floor: 10 serviced desks from month 3, and 30 let desks with the first member in month 5. Works are
    # complete in month 1: a quarter is deducted at once, for own use; three quarters in month 5, in the term
    # of letting. Owner's costs: 125, then a quarter is in use from month 3, all from month 5.
    mixed = {
        "products.desk": product("floor", opening_month=5, units=30),
        "products.serviced": product("floor", "taxable_service", opening_month=3),
    }
    result = ran({**OWNER, **mixed, **works()}, OPERATED)
    assert by_month(result, DEDUCTED) == at({1: 62_500, 5: 187_500})
    assert by_month(result, "landlord.vat.lost", 2, 5) == money(125, 93.75, 93.75, 0)
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, 0)


# ---- a half-empty building (Skatteklagenemnda NS 107/2020) ---------------------------------------

HALF_EMPTY = spaces(floor=("flex_desk", 60), empty=("private_office", 60))
TENANT_OF_HALF = {
    "comparison.ordinary_tenant": {
        "rent_nok_per_m2_year": 100,
        "area_m2": 60,
        "void_months": 0,
        "term_months": 60,
        "payment": "monthly",
    }
}


@pytest.mark.parametrize("structure", ["sublease", "turnover_rent", "management", "landlord_operated"])
def test_a_half_empty_building_deducts_a_half_under_every_deal(structure: str) -> None:
    # 60 of 120 m² are let or used: half of the owner's 125 of VAT is lost, whoever operates.
    leased = {"deal.lease.area_m2": 60} if structure in ("sublease", "turnover_rent") else {}
    result = ran({**OWNER, **HALF_EMPTY, **leased}, structure)
    assert by_month(result, "landlord.vat.lost", 1, 24) == money(*[62.5] * 24)


def test_a_half_empty_building_deducts_a_half_in_the_alternatives() -> None:
    result = ran({**OWNER, **HALF_EMPTY, **TENANT_OF_HALF})
    assert by_month(result, "ordinary.landlord.vat.lost", 1, 2) == money(62.5, 62.5)
    assert by_month(result, "vacant.landlord.vat.lost", 1, 2) == money(125, 125)


def test_an_operator_with_a_half_empty_lease_deducts_a_half_of_works_on_the_common_area() -> None:
    hall = spaces(floor=("flex_desk", 50), empty=("private_office", 50), hall=("common", 20))
    result = ran({**hall, **works(landlord_share=0, spaces=["hall"])})
    assert result.number("works.rehab.operator.deduction.lost") == near(125_000)


def test_overhead_does_not_follow_the_area() -> None:
    # All turnover is taxable, so all the VAT of 250 on overhead is deducted, though half the house is empty.
    office = {"costs": {"office": {"nok_per_month": 1000}}}
    assert by_month(ran({**HALF_EMPTY, **office}, OPERATED), "landlord.vat.lost", 1, 1) == money(0)


@pytest.mark.parametrize(("liable", "lost"), [(0.96, 0.04 * 125), (0.04, 0.96 * 125), (0.5, 62.5)])
def test_the_five_per_cent_limits_do_not_touch_the_area_of_alternatives(liable: float, lost: float) -> None:
    # A tenant of the whole house of whose use this share is liable: the owner's costs follow it exactly.
    tenant = {
        "rent_nok_per_m2_year": 1000,
        "void_months": 0,
        "term_months": 60,
        "payment": "monthly",
        "vat_liable_share": liable,
    }
    result = ran({**OWNER, "comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.landlord.vat.lost", 1, 2) == money(lost, lost)


# ---- previous use --------------------------------------------------------------------------------


@pytest.mark.parametrize("structure", ["sublease", "turnover_rent", "management", "landlord_operated"])
def test_previous_use_counts_under_every_deal_until_the_area_is_let(structure: str) -> None:
    # 60 % was let with VAT before: 40 % of the owner's 125 is lost until March, when desks are let.
    later = {"products.desk.opening_month": 3}
    if structure in ("sublease", "turnover_rent"):
        later["deal.lease.start_month"] = 3
    result = ran({**OWNER, **later, "vat": {"previous_use_share": 0.6}}, structure)
    assert by_month(result, "landlord.vat.lost", 1, 3) == money(50, 50, 0)
    assert by_month(result, "vacant.landlord.vat.lost", 1, 3) == money(50, 50, 50)


@pytest.mark.parametrize("structure", ["sublease", "management", "landlord_operated"])
def test_area_that_stays_empty_keeps_its_previous_use(structure: str) -> None:
    # Half is let with VAT, the other half was let with VAT to 60 % before: 0.5 × 0.4 × 125 = 25 is lost.
    leased = {"deal.lease.area_m2": 60} if structure == "sublease" else {}
    before = {"vat": {"previous_use_share": 0.6}}
    result = ran({**OWNER, **HALF_EMPTY, **leased, **before, **TENANT_OF_HALF}, structure)
    assert by_month(result, "landlord.vat.lost", 1, 2) == money(25, 25)
    assert by_month(result, "ordinary.landlord.vat.lost", 1, 2) == money(25, 25)


def test_offices_not_yet_let_keep_their_previous_use() -> None:
    # Offices half let; the other half was let with VAT before (0.6): 0.5 + 0.5 × 0.6 = 0.8 of 100 on heating.
    offices = {
        "products.desk.kind": "private_office",
        "costs": {"heat": {"nok_per_month": 400, "space": "floor"}},
        "vat": {"previous_use_share": 0.6},
    }
    assert by_month(ran(offices, OPERATED), "landlord.vat.lost", 1, 2) == money(20, 20)


def test_an_operator_that_leases_has_no_previous_use() -> None:
    offices = {
        "products.desk.kind": "private_office",
        "costs": {"heat": {"nok_per_month": 400, "space": "floor"}},
        "vat": {"previous_use_share": 0.6},
    }
    assert by_month(ran(offices), "operator.vat.lost", 1, 2) == money(50, 50)


def test_what_was_deducted_once_is_not_deducted_again_when_the_use_rises_anew() -> None:
    # All was let with VAT before, so 250,000 is deducted in January. The operator, from January, is
    # registered in March: the area is let without VAT meanwhile, and then with it.
    changes = {
        **works(),
        "vat": {
            "previous_use_share": 1,
            "operator_registration": "from_threshold",
            "lease_counts_as_let": False,
        },
        "deal.lease.start_month": 2,
        "products.desk.price_nok_per_month": 4000,
    }
    result = ran(changes)
    assert sum(by_month(result, DEDUCTED)) == near(250_000)


# ---- VAT made good, and in value -----------------------------------------------------------------

SEPARATE = {"vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.2}
GOOD = {"deal.lease.operator_makes_good_lost_vat": True}
ALL_GOOD = {**GOOD, "deal.lease.lost_vat_made_good": "running_and_works"}


def test_running_vat_alone_is_made_good_unless_the_lease_says_works_too() -> None:
    result = ran({**SEPARATE, **OWNER, **works(), **GOOD})
    assert by_month(result, "lease.lost_vat", 1, 8) == money(*[25] * 8)


def test_vat_lost_on_works_is_made_good_in_the_month_it_is_known() -> None:
    # A fifth of the works' 250,000 is lost; completed in January, so the six months are over in July.
    result = ran({**SEPARATE, **OWNER, **works(), **ALL_GOOD})
    assert by_month(result, "lease.lost_vat", 1, 8) == money(*[25] * 6, 25 + 50_000, 25)


def test_what_the_adjustment_brings_back_of_works_made_good_is_the_operators() -> None:
    # The lease begins in month 8 and does not count as let in advance: 250,000 lost, made good in its first
    # month. The yearly adjustment, 5/12 of 25,000 in 2026 and 25,000 in 2027, goes back to the operator.
    late = {"deal.lease.start_month": 8, "vat": {"lease_counts_as_let": False}}
    result = ran({**works(), **late, **ALL_GOOD})
    assert by_month(result, "lease.lost_vat") == at({8: 250_000, 12: -25_000 * 5 / 12, 24: -25_000})


VALUED = {"valuation": {"net_yield_share": 0.08}, "deal.lease.rent_nok_per_m2_year": 1000}


def test_vat_an_owner_cannot_deduct_is_an_owner_cost_in_value() -> None:
    # Rent 120,000 a year, owner's costs 6,000 with 1,500 of VAT, of which a fifth is lost: 300.
    # (120,000 − 6,000 − 300) / 8 % = 1,421,250. The vacant alternative bears all of the 1,500 and has no
    # rent.
    result = ran({**SEPARATE, **OWNER, **VALUED})
    assert by_month(result, "value", 1, 1) == money(113_700 / 0.08)
    assert by_month(result, "vacant.net_rent", 1, 1) == money(-625)


def test_vat_the_tenant_makes_good_is_none_of_the_owners() -> None:
    assert by_month(ran({**SEPARATE, **OWNER, **VALUED, **GOOD}), "value", 1, 1) == money(114_000 / 0.08)


def test_vat_not_deductible_in_a_managed_space_lowers_its_value() -> None:
    # Income 5,000 a month, a fifth of it exempt; overhead 1,000 with 250 of VAT, a fifth lost: 5,000 − 1,000
    # − 50.
    office = {"costs": {"office": {"nok_per_month": 1000, "payer": "landlord"}}}
    result = ran({**SEPARATE, **office, "valuation": {"net_yield_share": 0.08}}, "management")
    assert by_month(result, "net_rent", 1, 1) == money(3950)


# ---- price with VAT, and desks bought ------------------------------------------------------------

KEPT_APART = {"vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.5}


def test_the_turnover_key_follows_the_nets_of_a_price_with_vat() -> None:
    # Half pay 1,000 without VAT, half 1,000 with: 800 net. The key is 800 / 1,800, so of 250 on overhead
    # 250 × 1,000 / 1,800 is lost.
    price = {"products.desk.price_includes_vat": True, "costs": {"office": {"nok_per_month": 1000}}}
    result = ran({**KEPT_APART, **price})
    assert by_month(result, "products.desk.income", 1, 1) == money(5 * 900)
    assert by_month(result, "operator.vat.output", 1, 1) == money(2.5 * 200)
    assert by_month(result, "operator.vat.lost", 1, 1) == money(250 * 1000 / 1800)


def bought(**more: Any) -> dict[str, Any]:
    item = {"kind": "desks_bought", "payer": "municipality", "product": "desk", "desks": 2, "from_month": 1}
    return {"support": {"town": {**item, "to_month": 24, **more}}}


@pytest.mark.parametrize(
    ("passed_on", "includes_vat", "income", "vat"),
    [
        # rented for the municipality's own use: all of it with VAT (§ 2-3 first paragraph b)
        (False, False, 2000, 500),
        (False, True, 1600, 400),
        # passed on to others: as the members, half of whom are charged
        (True, False, 2000, 250),
        (True, True, 1800, 200),
    ],
)
def test_desks_a_municipality_buys(passed_on: bool, includes_vat: bool, income: float, vat: float) -> None:
    nobody_else = {"products.desk.ramp": NOBODY, "products.desk.price_includes_vat": includes_vat}
    result = ran({**KEPT_APART, **nobody_else, **bought(passed_on=passed_on)})
    assert by_month(result, "support.town.income", 1, 1) == money(income)
    assert by_month(result, "operator.vat.output", 1, 1) == money(vat)
