"""Homes sold on the way (docs/model.md §8, §10).

Own operation: 120 m² of desks at 5,000 a month, and four homes of 30 m² at 4,000 each, all let; 240 m². The
works in the homes cost 1,600,000 and 400,000 of VAT, none of it deducted, in the first month.
"""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, by_year, money, near, ran, tiny

SALE = {"month": 7, "units": 1, "price_nok_per_unit": 1_500_000, "selling_cost_share": 0.02,
        "cost_nok_per_unit": 500_000}  # fmt: skip
WORKS = {"amount_nok": 1_600_000, "start_month": 1, "months": 1, "in_housing": True, "spaces": ["home"]
         }  # fmt: skip


def homes(*sales: dict[str, Any], **changes: Any) -> dict[str, Any]:
    flat = {
        "kind": "housing", "space": "home", "units": 4, "price_nok_per_month": 4000,
        "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0}, "unit_sales": list(sales),
    }  # fmt: skip
    return {
        "building.spaces.home": {"kind": "housing", "exclusive_m2": 120},
        "products.flat": flat,
        "works.flats": WORKS,
        "financing.landlord.equity": [{"month": 1, "amount_nok": 3_000_000}],
        **changes,
    }


def sold(*sales: dict[str, Any], **changes: Any) -> Any:
    return ran(homes(*sales, **changes), "landlord_operated")


def test_the_price_comes_less_selling_cost_without_vat_and_the_rent_stops() -> None:
    # 1,500,000 × 0.98 = 1,470,000 in July; from then three homes are let.
    result = sold(SALE)
    assert by_month(result, "landlord.cash.flat_sale") == at({7: 1_470_000})
    assert by_month(result, "products.flat.income", 6, 7) == money(16_000, 12_000)
    assert "products.flat.unit_sales.0.vat" not in result.built.model.lines


def test_a_price_by_area_is_of_the_home_s_own_part_of_its_space() -> None:
    # 30 m² each: two at 40,000 a square metre are 2,400,000.
    sale = {"month": 3, "units": 2, "price_nok_per_m2": 40_000, "cost_nok_per_unit": 0}
    assert by_month(sold(sale), "landlord.cash.flat_sale") == at({3: 2_400_000})


def test_running_costs_and_property_tax_follow_the_area_that_is_left() -> None:
    # 240 m² at 120 a year is 2,400 a month; 210 are left from July, 7/8 of it and of the tax of 800 a month.
    costs = {
        "building.owner_costs_nok_per_m2_year": 120,
        "building.common_costs_nok_per_m2_year": 120,
        "building.property_tax_nok_per_year": 9600,
        "costs.cleaning": {"nok_per_m2_year": 12, "payer": "landlord"},
    }
    result = sold(SALE, **costs)
    assert by_month(result, "owner_costs", 6, 7) == money(2400, 2100)
    assert by_month(result, "common_costs", 6, 7) == money(2400, 2100)
    assert by_month(result, "property_tax", 6, 7) == money(800, 700)
    assert by_month(result, "costs.cleaning", 6, 7) == money(240, 210)
    # the alternatives sell nothing
    assert by_month(result, "vacant.owner_costs", 6, 7) == money(2400, 2400)


def test_the_gain_is_taxed_in_the_company_and_shown_apart_from_the_running() -> None:
    # 1,470,000 − 500,000; running 5,000 + 16,000 in six months and 5,000 + 12,000 in the next: 228,000.
    result = sold(SALE, **{"tax.landlord.is_taxed": True})
    assert by_month(result, "landlord.income.gain_on_homes") == at({7: 970_000})
    assert by_year(result, "landlord.ebitda.year")[0] == near(228_000)
    assert by_month(result, "landlord.tax", 12, 12) == money(0.22 * (228_000 + 970_000))
    # of which 22 % of 970,000 is of the sale, and none of that is paid from the running the bank looks at
    assert by_month(result, "landlord.tax.on_homes", 12, 12) == money(0.22 * 970_000)
    # 2,000,000 of works in homes are not written down; a quarter of them is gone
    assert by_month(result, "landlord.book_value", 6, 7) == money(2_000_000, 1_500_000)
    assert by_month(result, "landlord.tax_value", 6, 7) == money(2_000_000, 1_500_000)


def test_tax_on_the_sale_is_no_part_of_what_serves_the_debt() -> None:
    # 22 % of 228,000 less 5,000 of interest a year, paid in the next; a loss of 100,000 comes off the rest.
    loan = {
        "kind": "bullet", "amount_nok": 100_000, "base_rate_share_per_year": 0.05,
        "margin_share_per_year": 0, "drawdown_month": 1, "tenor_months": 60,
    }  # fmt: skip
    changes = {"tax.landlord.is_taxed": True, "financing.landlord.loans": {"bank": loan}}
    result = sold(SALE, **changes, opening={"landlord": {"tax_loss_nok": 100_000}})
    interest = 100_000 * 0.05 * 11 / 12
    running = 0.22 * (228_000 - interest - 100_000)
    assert by_month(result, "landlord.tax", 12, 12) == money(running + 0.22 * 970_000)
    assert list(result.values["landlord.bank.tax_paid"][:2]) == money(0, running)


def test_no_more_cost_is_taken_than_there_is() -> None:
    # Two at a cost of 800,000 and two at 900,000 are 3,400,000: of the 2,000,000, 1,600,000 and then 400,000.
    first = {**SALE, "units": 2, "cost_nok_per_unit": 800_000}
    result = sold(first, {**first, "month": 9, "cost_nok_per_unit": 900_000})
    assert by_month(result, "flat_sales.cost") == at({7: 1_600_000, 9: 400_000})
    assert by_month(result, "landlord.book_value", 8, 9) == money(400_000, 0)


def test_what_is_written_down_in_the_books_is_never_below_nothing() -> None:
    # Over ten years from February: 16,666.67 a month, after five months 1,916,666.67. Three homes cost
    # 1,800,000; 100,000 is left at the end of July and is written down in six months, and no more.
    works = {**WORKS, "book_life_years": 10}
    sale = {**SALE, "units": 3, "cost_nok_per_unit": 600_000}
    result = sold(sale, **{"works.flats": works})
    assert by_month(result, "landlord.book_value", 6, 7) == money(2_000_000 - 5 * 50_000 / 3, 100_000)
    assert by_month(result, "landlord.book_value", 13, 14) == money(0, 0)
    assert min(by_month(result, "landlord.book_value")) == near(0)


def test_what_is_to_be_sold_is_worth_its_price_until_then_and_what_is_kept_its_rent() -> None:
    # Kept: three homes at 4,000 a month at 6 %, 144,000 / 6 % = 2,400,000; market rent of the desks
    # 120 m² at 800, 96,000 / 8 % = 1,200,000. For sale 1,470,000 until July.
    valuation = {"net_yield_share": 0.08, "housing_net_yield_share": 0.06, "exit_kind": "asset_sale"}
    changes = {"valuation": valuation, "deal.market_rent_nok_per_m2_year": 800}
    result = sold(SALE, **changes)
    assert by_month(result, "value", 1, 8) == money(*[5_070_000] * 6, 3_600_000, 3_600_000)
    # With owner costs of 80 and a half of the VAT, 90 per m²: 120 m² of desks and 90 of homes are kept.
    result = sold(SALE, **changes, **{"building.owner_costs_nok_per_m2_year": 80})
    kept = (96_000 - 10_800) / 0.08 + (144_000 - 8100) / 0.06
    assert by_month(result, "value", 6, 7) == money(1_470_000 + kept, kept)


def test_a_building_worth_more_empty_keeps_the_part_that_is_kept_of_that() -> None:
    # Nothing kept brings rent but three homes at 1 %; empty, the 240 m² are worth 8,000,000: 210/240 of it.
    valuation = {"net_yield_share": 1, "vacant_value_nok": 8_000_000}
    result = sold(SALE, valuation=valuation)
    assert by_month(result, "value", 6, 7) == money(7_000_000 + 1_470_000, 7_000_000)


def test_a_sale_moves_with_the_works_it_follows() -> None:
    late = {**WORKS, "delay_months": 2}
    changes = homes(SALE, **{"works.flats": late})
    changes["products.flat"] = {**changes["products.flat"], "follows_works": "flats"}
    assert by_month(ran(changes, "landlord_operated"), "landlord.cash.flat_sale") == at({9: 1_470_000})


def test_all_of_them_may_be_sold_and_the_year_of_a_sale_does_not_last() -> None:
    result = sold({**SALE, "units": 4})
    assert by_month(result, "products.flat.income", 6, 7) == money(16_000, 0)
    assert float(result.values["reference.year"]) == 2027


def test_the_sale_is_among_what_the_building_was_paid_with() -> None:
    # Sold the month before the desks and the homes open and the last works are done.
    loan = {
        "kind": "annuity", "amount_nok": 100_000, "base_rate_share_per_year": 0.05,
        "margin_share_per_year": 0, "drawdown_month": 1, "profile_months": 120,
    }  # fmt: skip
    changes = {
        "products.desk.opening_month": 3,
        "works.late": {**WORKS, "amount_nok": 1000, "start_month": 3},
        "financing.landlord.loans": {"bank": loan},
    }
    stated = homes({**SALE, "month": 2}, **changes)
    stated["products.flat"] = {**stated["products.flat"], "opening_month": 3}
    result = ran(stated, "landlord_operated")
    assert float(result.values["landlord.bank.sources.flat_sale"]) == near(1_470_000)


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"products.flat.unit_sales": [{**SALE, "month": 25}]}, "unit_sales.0.month", "etter sakens siste"),
        ({"products.flat.unit_sales": [{**SALE, "units": 5}]}, "unit_sales", "5 boliger selges"),
        ({"products.flat.unit_sales": [{**SALE, "price_nok_per_m2": 1}]}, "unit_sales.0", "samtidig"),
        ({"products.flat.steps": [{"from_month": 3, "units": 5}]}, "unit_sales", "kontrakter"),
        ({"products.flat.kind": "ordinary_tenancy"}, "unit_sales", "er ikke boliger"),
    ],
)
def test_what_cannot_be_sold_is_refused(changes: dict[str, Any], path: str, said: str) -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny({**homes(SALE), **changes}, "landlord_operated"))
    (problem,) = raised.value.problems
    assert problem.path == f"products.flat.{path}"
    assert said in problem.nb


def test_only_a_landlord_that_lets_them_itself_sells_homes() -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny(homes(SALE)))
    (problem,) = raised.value.problems
    assert problem.path == "products.flat.unit_sales"
    assert "landlord_operated" in problem.nb
