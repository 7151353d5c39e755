"""The municipality as landlord, guarantor and part owner, and what it asks for (docs/model.md §13.14)."""

from typing import Any

import pytest

from feasibility.case import CaseError
from tests.model.tiny import by_month, money, near, ran

GRANT = {
    "kind": "grant",
    "payer": "municipality",
    "receiver": "operator",
    "amount_nok": 60_000,
    "month": 1,
}


def side(**stated: Any) -> dict[str, Any]:
    return {"municipality": stated, "support": {"start": GRANT}}


def test_rent_forgone_is_given_and_the_rent_paid_comes_back() -> None:
    # Market rent 500 on 120 m² is 5,000 a month; the operator pays 200, 2,000 a month, over 24 months.
    result = ran(
        {
            **side(is_landlord=True, market_rent_nok_per_m2_year=500),
            "deal.lease.rent_nok_per_m2_year": 200,
        }
    )
    assert by_month(result, "municipality.premises", 1, 2) == money(5000, 5000)
    assert by_month(result, "municipality.rent", 1, 2) == money(2000, 2000)
    assert result.number("municipality.given_total") == near(60_000 + 120_000)
    assert result.number("municipality.back_total") == near(48_000)
    assert result.number("municipality.net_total") == near(132_000)
    # the support itself, its price per year and place, is as before
    assert result.number("municipality.support_total") == near(60_000)


def test_its_share_of_the_operator_is_paid_in_and_comes_back_as_dividend() -> None:
    # The owners pay in 100,000, a quarter of it the municipality's; at the horizon the company has that, the
    # grant and 24 months of 5,000 with VAT settled: 280,000, of which a quarter is 70,000.
    result = ran(
        {
            **side(share_of_operator=0.25),
            "financing.operator": {"equity": [{"month": 1, "amount_nok": 100_000}]},
        }
    )
    assert result.number("municipality.gives.equity") == near(25_000)
    assert result.number("municipality.gets.dividend") == near(70_000)
    assert result.number("municipality.net_total") == near(60_000 + 25_000 - 70_000)


def test_the_price_per_firm_helped_is_of_all_it_gives() -> None:
    assert ran(side(firms_helped=12)).number("municipality.given_per_firm") == near(5000)


def test_guarantees_are_told_by_the_largest_that_stands() -> None:
    # 100,000 in months 1–12 and 50,000 from month 10: 150,000 at most. No money, so no part of what it gives.
    guarantees = [{"amount_nok": 100_000, "to_month": 12}, {"amount_nok": 50_000, "from_month": 10}]
    result = ran(side(guarantees=guarantees))
    assert result.number("municipality.largest_guarantee") == near(150_000)
    assert result.number("municipality.net_total") == near(60_000)


def test_commuting_saved_is_members_times_days_times_minutes_times_two() -> None:
    # 5 members, half of whom would commute, 10 days of 30 minutes each way: 25 hours a month, 300 a year.
    commuting = {"days_per_member_month": 10, "minutes_one_way": 30, "share_of_members": 0.5}
    result = ran(side(commuting=commuting))
    assert by_month(result, "municipality.commuting_hours", 1, 1) == pytest.approx([25])
    assert result.number("municipality.commuting_hours_per_year") == pytest.approx(300)


def test_a_case_that_says_nothing_of_it_has_none_of_its_lines() -> None:
    lines = ran({"support": {"start": GRANT}}).built.model.lines
    assert not [id for id in lines if id in ("municipality.given_total", "municipality.premises")]


def test_a_guarantee_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        ran(side(guarantees=[{"amount_nok": 1, "from_month": 5, "to_month": 4}]))
    assert "municipality.guarantees.0.to_month" in str(caught.value)
