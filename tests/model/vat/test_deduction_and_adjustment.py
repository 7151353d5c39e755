"""VAT in full (docs/model.md §6): who is charged, who may deduct, and what happens to works afterwards."""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, by_year, money, near, ran, shares

OPERATED = "landlord_operated"
RENT_100 = {"deal.lease.rent_nok_per_m2_year": 100}  # 120 m² × 100 / 12 = NOK 1,000 a month


def overhead(nok: float) -> dict[str, Any]:
    """A running cost of the whole concept, NOK a month ex VAT."""
    return {"costs": {"office": {"nok_per_month": nok}}}


# ---- settlement --------------------------------------------------------------------------------


def test_sale_of_1000_and_purchase_of_300_in_a_term_leave_175_to_pay() -> None:
    # Members 0.5 × 1,000 = 500 a month, costs 150: in January–February sale 1,000 and purchase 300.
    # 25 % of (1,000 − 300) = 175, due 10 April (month 4).
    result = ran({"products.desk.units": 1, **overhead(150)})
    assert by_month(result, "operator.vat.net.paid", 1, 6) == money(0, 0, 0, 175, 0, 175)


def test_yearly_filing_goes_by_term_in_the_first_year_and_by_10_march_after() -> None:
    # NOK 5,000 of sales a month give 1,250 of VAT. 2026: 2,500 in April, June, August, October, December and
    # February 2027. The whole of 2027, 12 × 1,250 = 15,000, is due on 10 March 2028.
    result = ran({"horizon_months": 36, "deal.lease.term_months": 36, "vat": {"filing": "yearly"}})
    due = {4: 2500, 6: 2500, 8: 2500, 10: 2500, 12: 2500, 14: 2500, 27: 15_000, 36: 0}
    assert by_month(result, "operator.vat.net.paid") == at(due, 36)


# ---- policies for members who may not deduct ---------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "members", "vat", "lost"),
    [
        # 20 % turned away: 4 members left, all charged
        ("liable_only", 4.0, 1000.0, 0.0),
        # their fifth of the income is exempt: VAT on 4,000; a fifth of the overhead's VAT of 250 is lost
        ("separate", 5.0, 1000.0, 50.0),
        # all are charged; those who cannot deduct bear it
        ("pooled", 5.0, 1250.0, 0.0),
        # no VAT on the rent, and nothing to deduct
        ("unregistered", 5.0, 0.0, 250.0),
    ],
)
def test_each_policy_decides_who_is_charged_and_what_is_lost(
    policy: str, members: float, vat: float, lost: float
) -> None:
    result = ran({"vat": {"policy": policy}, "products.desk.not_eligible_share": 0.2, **overhead(1000)})
    assert by_month(result, "members.total", 1, 1) == money(members)
    assert by_month(result, "operator.vat.output", 1, 1) == money(vat)
    assert by_month(result, "operator.vat.lost", 1, 1) == money(lost)


def test_a_price_incl_vat_is_all_income_from_those_who_are_not_charged() -> None:
    # 1,000 incl. VAT: 800 from each of the four fifths who are charged, 1,000 from the fifth who is not:
    # 0.8 × 800 + 0.2 × 1,000 = 840 a member, 4,200 for five. VAT is what the four in five pay of theirs,
    # 200 of 1,000 each: 4 × 200 = 800 (§13.6; not a fifth off VAT on the mean price).
    result = ran(
        {
            "vat": {"policy": "separate"},
            "products.desk.not_eligible_share": 0.2,
            "products.desk.price_includes_vat": True,
        }
    )
    assert by_month(result, "products.desk.income", 1, 1) == money(4200)
    assert by_month(result, "operator.vat.output", 1, 1) == money(800)


# ---- the chain from landlord to operator -------------------------------------------------------


def test_the_landlord_charges_and_deducts_by_the_operators_registered_share() -> None:
    # The operator uses 80 % of the area with VAT (mval § 2-3): VAT on NOK 1,000 of rent is 200. Of the VAT on
    # the owner's costs, 120 m² × 50 / 12 × 25 % = 125, a fifth is lost: 25.
    result = ran(
        {
            **RENT_100,
            "vat": {"policy": "separate"},
            "products.desk.not_eligible_share": 0.2,
            "building.owner_costs_nok_per_m2_year": 50,
        }
    )
    assert by_month(result, "lease.rent.vat", 1, 1) == money(200)
    assert by_month(result, "landlord.vat.lost", 1, 2) == money(25, 25)


def test_the_operator_makes_good_what_the_landlord_loses_where_the_lease_says_so() -> None:
    result = ran(
        {
            **RENT_100,
            "vat": {"policy": "separate"},
            "products.desk.not_eligible_share": 0.2,
            "building.owner_costs_nok_per_m2_year": 50,
            "deal.lease.operator_makes_good_lost_vat": True,
        }
    )
    assert by_month(result, "lease.lost_vat", 1, 2) == money(25, 25)


def test_a_building_never_let_deducts_nothing() -> None:
    # The vacant alternative: NOK 500 of owner costs a month with 125 of VAT, all of it a cost.
    result = ran({"building.owner_costs_nok_per_m2_year": 50})
    assert by_month(result, "vacant.landlord.project_cash", 1, 2) == money(-625, -625)


def test_vacancy_after_letting_keeps_the_last_use() -> None:
    # Lease for 12 of 24 months, then vacant: the owner goes on deducting (docs/model.md §6).
    result = ran({"deal.lease.term_months": 12, "building.owner_costs_nok_per_m2_year": 50})
    assert by_month(result, "landlord.vat.lost") == money(*[0.0] * 24)


# ---- shared purchases --------------------------------------------------------------------------


def two_floors(registered_m2: float, exempt_m2: float, exempt_price: float = 1000) -> dict[str, Any]:
    """One floor of desks let with VAT, one of housing, both half let from the first day."""
    ramp = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}
    return {
        "building.spaces": {
            "floor": {"kind": "flex_desk", "exclusive_m2": registered_m2},
            "flat": {"kind": "housing", "exclusive_m2": exempt_m2},
        },
        "products.flat": {
            "kind": "ordinary_tenancy",
            "space": "flat",
            "units": 1,
            "price_nok_per_month": exempt_price,
            "vat_regime": "housing",
            "ramp": ramp,
        },
    }


def test_seventy_per_cent_of_the_premises_taxable_deducts_70_per_cent_of_common_costs_vat() -> None:
    # 100 m² × 120 / 12 = NOK 1,000 of common costs a month with 250 of VAT: 175 deducted, 75 lost (§ 8-2).
    # The flat's tenancy counts by the share let, but exempt area gives nothing however much is let.
    result = ran({**two_floors(70, 30), "building.common_costs_nok_per_m2_year": 120}, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 2) == money(75, 75)


@pytest.mark.parametrize("exempt_price", [526, 528])
def test_common_costs_follow_the_area_however_small_the_exempt_turnover_is(exempt_price: float) -> None:
    # Desks bring 5,000 a month; a flat half let at 526 brings 263, just under 5 % of all, at 528 just over.
    # The limits of § 8-2 are for overhead (§13.6): 30 % of the area is exempt, so 75 of 250 is lost in both.
    result = ran({**two_floors(70, 30, exempt_price), "building.common_costs_nok_per_m2_year": 120}, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(75)


@pytest.mark.parametrize(
    ("exempt_price", "lost"),
    [
        # 263 / 5,263 is just under 5 %: all is deducted
        (526, 0.0),
        # 264 / 5,264 is just over: the turnover key, 264 / 5,264 of 250 is lost
        (528, 250 * 264 / 5264),
    ],
)
def test_at_most_five_per_cent_exempt_turnover_deducts_all_overhead(exempt_price: float, lost: float) -> None:
    result = ran({**two_floors(70, 30, exempt_price), **overhead(1000)}, OPERATED)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(lost)


def test_overhead_goes_by_the_turnover_of_the_year_before() -> None:
    # 2026: desks 5,000 a month, the flat not open: all registered. 2027: the flat brings 2,500 a month, a
    # third of 7,500. 2026 and 2027 deduct by 2026's key, 1; 2028 by 2027's, two thirds.
    floors = two_floors(70, 30, 5000)
    floors["products.flat"]["opening_month"] = 13
    result = ran({**floors, **overhead(1200), "horizon_months": 36}, OPERATED)
    assert by_year(result, "landlord.vat.key_year") == shares(1, 1, 2 / 3)
    assert by_month(result, "landlord.vat.lost", 1, 1) == money(0)
    assert by_month(result, "landlord.vat.lost", 24, 25) == money(0, 100)


def test_the_cost_of_one_area_follows_that_area() -> None:
    flat_only = {"costs": {"heat": {"nok_per_month": 400, "space": "flat"}}}
    desks_only = {"costs": {"heat": {"nok_per_month": 400, "space": "floor"}}}
    assert by_month(ran({**two_floors(70, 30), **flat_only}, OPERATED), "landlord.vat.lost", 1, 1) == money(
        100
    )
    assert by_month(ran({**two_floors(70, 30), **desks_only}, OPERATED), "landlord.vat.lost", 1, 1) == money(
        0
    )


# ---- works as capital goods (mval ch. 9) -------------------------------------------------------


def works(amount: float, **more: Any) -> dict[str, Any]:
    """Works paid in month 1 and completed then."""
    return {"works": {"rehab": {"amount_nok": amount, "start_month": 1, "months": 1, **more}}}


def test_a_machine_with_exempt_use_after_three_of_five_years_repays_a_fifth_twice() -> None:
    # The official example: input VAT 200,000. Let with VAT for three years, then to a tenant without:
    # −200,000 / 5 × 1 in each of the two years left, in the year's last month (mval §§ 9-4, 9-5).
    result = ran(
        {
            "horizon_months": 72,
            "deal.lease.term_months": 36,
            "after_lease": "relet",
            "comparison.ordinary_tenant": {
                "rent_nok_per_m2_year": 100,
                "void_months": 0,
                "term_months": 60,
                "vat_liable_share": 0,
            },
            **works(800_000, depreciation_group="d"),
        }
    )
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(
        0, 0, 0, -40_000, -40_000, 0
    )
    assert by_month(result, "landlord.vat.adjustment") == at({48: -40_000, 60: -40_000}, 72)


def test_area_let_within_six_months_of_completion_is_deducted_in_the_term_of_letting() -> None:
    # VAT 250,000; completed in month 1, first member in month 4: nothing before, all of it in month 4.
    result = ran({**works(1_000_000), "products.desk.opening_month": 4}, OPERATED)
    assert by_month(result, "works.rehab.landlord.deduction.deducted") == at({4: 250_000})
    assert result.number("works.rehab.landlord.deduction.lost") == near(0)
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, 0)


def test_the_seventh_month_is_too_late_and_only_the_adjustment_gives_something_back() -> None:
    # Completed in month 1, so the window ends with month 7; first member in month 8. Start share 0.
    # 2026: let in 5 of its 12 months, 25,000 × 5 / 12 = 10,416.67; 2027: a full tenth, 25,000.
    result = ran({**works(1_000_000), "products.desk.opening_month": 8}, OPERATED)
    assert by_month(result, "works.rehab.landlord.deduction.deducted") == at({})
    assert result.number("works.rehab.landlord.deduction.lost") == near(250_000)
    assert by_month(result, "landlord.vat.adjustment") == at({12: 25_000 * 5 / 12, 24: 25_000})


def test_while_building_only_area_let_in_advance_is_deducted() -> None:
    # Two of five offices are let by contract before opening (40 %): 100,000 of 250,000 in month 1. The rest
    # is never let within the window but 50 % is from month 10: in 2026 months 1–9 have 0.4, 10–12 have 0.5.
    result = ran(
        {
            **works(1_000_000),
            "products.desk.kind": "private_office",
            "products.desk.units": 5,
            "products.desk.prelet_share": 0.4,
            "products.desk.opening_month": 10,
        },
        OPERATED,
    )
    assert by_month(result, "works.rehab.landlord.deduction.deducted") == at({1: 100_000})
    # average of 2026: (9 × 0.4 + 3 × 0.5) / 12 = 0.425; change 0.025, under ten points: nothing.
    # 2027: 0.5 − 0.4 = 0.1, exactly ten points, counts: 25,000 × 0.1 = 2,500.
    assert by_month(result, "landlord.vat.adjustment") == at({24: 2_500})


@pytest.mark.parametrize(
    ("amount", "more", "by_year_adjusted"),
    [
        # VAT of 99,999 is under NOK 100,000, and 100,000 is not (mval § 9-1)
        (399_996, {}, 0.0),
        (400_000, {}, 10_000.0),
        # what is movable (groups a, c, d; mval § 9-1 second paragraph a): 49,999 and 50,000, over five years
        (199_996, {"depreciation_group": "d"}, 0.0),
        (200_000, {"depreciation_group": "d"}, 10_000.0),
        (199_996, {"depreciation_group": "a"}, 0.0),
        (200_000, {"depreciation_group": "a"}, 10_000.0),
        (200_000, {"depreciation_group": "c"}, 10_000.0),
        # a fixed installation (j) is a part of the building
        (200_000, {"depreciation_group": "j"}, 0.0),
        (400_000, {"depreciation_group": "j"}, 10_000.0),
        # of 125,000 of VAT a quarter is maintenance, and 93,750 is under the threshold
        (500_000, {"maintenance_share": 0.25}, 0.0),
    ],
)
def test_works_below_the_threshold_are_not_adjusted(
    amount: float, more: dict[str, Any], by_year_adjusted: float
) -> None:
    # First let in month 8, past the window: 5/12 of a year's part in 2026, the whole in 2027.
    result = ran({**works(amount, **more), "products.desk.opening_month": 8}, OPERATED)
    expected = {12: by_year_adjusted * 5 / 12, 24: by_year_adjusted}
    assert by_month(result, "landlord.vat.adjustment") == at(expected)


def test_the_maintenance_part_is_outside_the_adjustment() -> None:
    # 40 % maintenance: 60 % of 250,000 = 150,000 is capital goods, 15,000 a year.
    result = ran({**works(1_000_000, maintenance_share=0.4), "products.desk.opening_month": 8}, OPERATED)
    assert by_month(result, "landlord.vat.adjustment") == at({12: 15_000 * 5 / 12, 24: 15_000})


def test_a_change_of_less_than_ten_points_is_nothing_and_exactly_ten_counts() -> None:
    # Let with VAT in 90 % (91 %) for a year, then wholly: + 0.10 (0.09) of a tenth of 250,000.
    def adjusted(not_eligible: float) -> list[float]:
        result = ran(
            {
                **works(1_000_000),
                "vat": {"policy": "separate"},
                "products.desk.not_eligible_share": not_eligible,
                "deal.lease.term_months": 12,
                "after_lease": "relet",
                "comparison.ordinary_tenant": {
                    "rent_nok_per_m2_year": 100,
                    "void_months": 0,
                    "term_months": 60,
                },
            }
        )
        return by_year(result, "works.rehab.landlord.deduction.adjustment.year")

    assert adjusted(0.10) == money(0, 2_500)
    assert adjusted(0.09) == money(0, 0)


@pytest.mark.parametrize("test", ["space", "works"])
@pytest.mark.parametrize(("liable", "adjusted"), [(0.9, -2_500.0), (0.91, 0.0), (0.0, -25_000.0)])
def test_a_fall_of_ten_points_counts_as_a_rise_does(liable: float, adjusted: float, test: str) -> None:
    # Let with VAT wholly for a year, then to a tenant of whose use this share is liable.
    result = ran(
        {
            **works(1_000_000),
            "vat": {"adjustment_test": test},
            "deal.lease.term_months": 12,
            "after_lease": "relet",
            "comparison.ordinary_tenant": {
                "rent_nok_per_m2_year": 100,
                "void_months": 0,
                "term_months": 60,
                "vat_liable_share": liable,
            },
        }
    )
    assert by_year(result, "works.rehab.landlord.deduction.adjustment.year") == money(0, adjusted)


def test_the_test_of_ten_points_is_by_space_or_on_the_whole_works() -> None:
    # Two floors of 50 m². The first let from month 1, the second from month 13 (too late). By space: the
    # second changes by 1: 12,500 × … in 2027. On the whole works: 0.5 of 25,000, the same 12,500. With the
    # second floor 5 m² of 105: by space 25,000 × 5 / 105; on the whole works under ten points, nothing.
    def second_floor(m2: float, test: str) -> float:
        ramp = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}
        result = ran(
            {
                **works(1_000_000),
                "vat": {"adjustment_test": test},
                "building.spaces": {
                    "floor": {"kind": "flex_desk", "exclusive_m2": 100},
                    "attic": {"kind": "flex_desk", "exclusive_m2": m2},
                },
                "products.attic": {
                    "kind": "fixed_desk",
                    "space": "attic",
                    "units": 5,
                    "price_nok_per_month": 100,
                    "opening_month": 13,
                    "ramp": ramp,
                },
            },
            OPERATED,
        )
        return by_year(result, "works.rehab.landlord.deduction.adjustment.year")[1]

    assert second_floor(100, "space") == near(12_500)
    assert second_floor(100, "works") == near(12_500)
    assert second_floor(5, "space") == near(25_000 * 5 / 105)
    assert second_floor(5, "works") == near(0)


def test_vat_that_is_lost_on_works_is_part_of_their_cost() -> None:
    # 1,000,000 + 250,000 lost, written down over ten years from month 2: 1,250,000 / 120 a month.
    changes = {**works(1_000_000), "works.rehab.book_life_years": 10, "products.desk.opening_month": 8}
    result = ran(changes, OPERATED)
    assert by_month(result, "landlord.depreciation", 1, 3) == money(0, 1_250_000 / 120, 1_250_000 / 120)
