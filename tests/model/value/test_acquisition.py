"""The landlord buys the building (docs/model.md §13.11): price, dokumentavgift, land, and shares instead."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import by_month, discounted, money, near, ran, tiny


def purchase(**more: Any) -> dict[str, Any]:
    stated = {
        "price_nok": 4_000_000,
        "land_share": 0.25,
        "other_cost_nok": 50_000,
        "alternatives_buy": False,
        **more,
    }
    return {"acquisition": stated, "financing.landlord": {"equity": [{"month": 1, "amount_nok": 5_000_000}]}}


def test_price_duty_and_cost_are_paid_in_the_month_without_vat() -> None:
    # Document duty 2.5 % of 4,000,000 = 100,000.
    result = ran(purchase(month=2))
    assert by_month(result, "landlord.project_cash", 1, 3) == money(0, -4_150_000, 0)
    assert by_month(result, "acquisition.duty", 2, 2) == money(100_000)


def test_the_building_is_written_down_and_the_land_is_not() -> None:
    # 75 % of 4,150,000 = 3,112,500; group i 2 % in December = 62,250; books over 50 years from month 2:
    # 3,112,500 / 600 = 5,187.50 a month. Land 1,037,500 stays.
    result = ran(purchase(book_life_years=50))
    assert by_month(result, "landlord.tax_depreciation", 11, 12) == money(0, 62_250)
    assert by_month(result, "landlord.depreciation", 1, 2) == money(0, 5187.5)
    assert by_month(result, "landlord.book_value", 1, 1) == money(4_150_000)
    assert by_month(result, "acquisition.land.tax_value", 24, 24) == money(1_037_500)


def test_shares_carry_no_duty_and_bring_the_tax_value_along() -> None:
    # Paid 4,050,000; tax value 1,000,000: group i 2 % = 20,000 in December.
    result = ran(purchase(kind="shares", tax_value_nok=1_000_000))
    assert by_month(result, "landlord.project_cash", 1, 1) == money(-4_050_000)
    assert by_month(result, "landlord.tax_depreciation", 12, 12) == money(20_000)
    assert by_month(result, "landlord.book_value", 1, 1) == money(4_050_000)
    assert by_month(result, "landlord.tax_value", 1, 1) == money(1_000_000)


def test_whether_the_alternatives_buy_is_as_stated() -> None:
    alone, also = ran(purchase()), ran(purchase(alternatives_buy=True))
    assert by_month(alone, "vacant.landlord.project_cash", 1, 1) == money(0)
    assert by_month(also, "vacant.landlord.project_cash", 1, 1) == money(-4_150_000)
    # bought either way it is no part of the gain; bought for the deal alone it is all of it
    assert also.number("landlord.npv_against_vacant") == near(0)
    paid = discounted([-4_150_000.0] + [0.0] * 23, 0.08)
    assert alone.number("landlord.npv_against_vacant") == near(paid)


def test_bought_and_sold_at_once_costs_exactly_the_fees() -> None:
    # Bought in the last month and sold in it for what was paid: 24 months at a yield of 6 % of 240,000 of
    # rent is 4,000,000. What is left is the duty and the advisers: 150,000.
    rent = {"deal.lease.rent_nok_per_m2_year": 2000}
    with_it = ran({**rent, **purchase(month=24), "valuation": {"net_yield_share": 0.06}})
    without = ran({**rent, "valuation": {"net_yield_share": 0.06, "include_exit": False}})
    lost = by_month(with_it, "landlord.project_cash", 24, 24)[0]
    lost -= by_month(without, "landlord.project_cash", 24, 24)[0]
    assert by_month(with_it, "exit", 24, 24) == money(4_000_000)
    assert lost == near(-150_000)


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"month": 25}, "acquisition.month"),
        ({"kind": "shares"}, "acquisition.tax_value_nok"),
        ({"tax_value_nok": 1}, "acquisition.tax_value_nok"),
    ],
)
def test_what_cannot_be_bought_is_refused(more: dict[str, Any], path: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny(), "acquisition": purchase(**more)["acquisition"]})
    assert path in str(caught.value)


def test_whether_the_alternatives_buy_must_be_said() -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny(), "acquisition": {"price_nok": 1}})
    assert "acquisition.alternatives_buy" in str(caught.value)
