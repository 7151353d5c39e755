"""The pictures: which lines they draw, docs/model.md §10."""

from feasibility.model import Result
from feasibility.model.base.result import Chart
from tests.model.tiny import by_month, by_year, money, ran

LEASE = {"deal.lease.rent_nok_per_m2_year": 300, "deal.lease.term_months": 12}


def chart(result: Result, id: str) -> Chart:
    return next(found for found in result.built.charts if found.id == id)


def test_capacity_is_drawn_only_while_the_concept_runs() -> None:
    # Ten desks, half of them let, for twelve months.
    members, capacity = chart(ran(LEASE), "members").lines
    result = ran(LEASE)
    assert by_month(result, members.id, 12, 13) == money(5, 0)
    assert by_month(result, capacity.id, 12, 13) == money(10, 0)


def test_each_company_has_its_own_liquidity_and_result() -> None:
    # Rent 3,000 a month of income 5,000: 36,000 for the landlord and 24,000 for the operator in 2026.
    result = ran(LEASE)
    assert [line.id for line in chart(result, "liquidity").lines] == [
        "landlord.liquidity",
        "operator.liquidity",
    ]
    landlord, operator = chart(result, "result").lines
    assert by_year(result, landlord.id) == money(36_000, 0)
    assert by_year(result, operator.id) == money(24_000, 0)
    alone = ran(structure="landlord_operated")
    assert [line.id for line in chart(alone, "liquidity").lines] == ["landlord.liquidity"]
    (only,) = chart(alone, "result").lines
    assert by_year(alone, only.id) == money(60_000, 60_000)


def test_income_is_rent_and_services() -> None:
    # 10 uses of 100 beside 5,000 of rent a month.
    services = {"services.itemised": {"it": {"price_nok_per_use": 100, "uses_per_month": 10}}}
    result = ran({**LEASE, **services})
    rent, sold = chart(result, "income").lines
    assert by_year(result, rent.id) == money(60_000, 0)
    assert by_year(result, sold.id) == money(12_000, 0)


def test_the_landlords_gain_is_drawn_before_the_sale() -> None:
    # Rent 3,000 + VAT a month, VAT paid two months after each term. With and without a sale at the horizon
    # the picture is the same: neither the price nor the gain on it is in it.
    sold = {**LEASE, "valuation": {"net_yield_share": 0.08, "vacant_value_nok": 1}}
    (with_sale,) = chart(ran(sold), "landlord_gain").lines
    (without,) = chart(ran(LEASE), "landlord_gain").lines
    assert by_month(ran(sold), with_sale.id) == money(*by_month(ran(LEASE), without.id))
    assert by_month(ran(LEASE), without.id, 1, 4) == money(3_750, 7_500, 11_250, 13_500)
