"""Services with ramp, season, shocks, and their own break-even, docs/model.md §3 and §10."""

import pytest

from tests.model.tiny import by_month, money, ran, shares

FOOD = "services.itemised.cafe"


def cafe(**fields: object) -> dict[str, object]:
    """100 cups a month at 40, 15 each to buy in."""
    return {
        "services.itemised": {
            "cafe": {"price_nok_per_use": 40, "uses_per_month": 100, "cost_nok_per_use": 15, **fields}
        }
    }


def test_sales_ramp_from_the_service_s_own_first_month() -> None:
    # From month 3: 20 % to 100 % over 4 months: 20, 40, 60, 80, 100 cups.
    ramp = {"start_share": 0.2, "stabilised_share": 1, "months": 4}
    result = ran(cafe(from_month=3, ramp=ramp))
    assert by_month(result, f"{FOOD}.uses", 2, 8) == shares(0, 20, 40, 60, 80, 100, 100)
    assert by_month(result, f"{FOOD}.income", 3, 4) == money(800, 1600)
    assert by_month(result, f"{FOOD}.cost", 3, 4) == money(300, 600)


def test_sales_may_be_stated_step_by_step() -> None:
    # Four months in two steps of 50 cups: 0.4 and 0.8 of them, from month 3; then all 50.
    ramp = {"shape": "stated", "stabilised_share": 0.5, "months": 4, "shares": [0.4, 0.8]}
    result = ran({"horizon_months": 36, "deal.lease.term_months": 36, **cafe(from_month=3, ramp=ramp)})
    assert by_month(result, f"{FOOD}.uses", 2, 8) == shares(0, 20, 20, 40, 40, 50, 50)
    assert result.number("reference.year") == 2027


def test_a_good_month_sells_more_than_the_stated_volume() -> None:
    # Starts in January: 0.5 then, 1.5 in February, 1 else. The case's season is the products' alone.
    season = [0.5, 1.5, *[1] * 10]
    result = ran({"season_factors": [0.8] * 12, **cafe(season_factors=season)})
    assert by_month(result, f"{FOOD}.uses", 1, 3) == shares(50, 150, 100)
    plain = ran({"season_factors": [0.8] * 12, **cafe()})
    assert by_month(plain, f"{FOOD}.uses", 1, 2) == shares(100, 100)


@pytest.mark.parametrize(("follows", "sold"), [(False, 100), (True, 40)])
def test_shocks_hit_a_service_that_follows_them(follows: bool, sold: float) -> None:
    shock = [{"from_month": 2, "to_month": 2, "factor": 0.4}]
    result = ran({"demand_shocks": shock, **cafe(follows_shocks=follows)})
    assert by_month(result, f"{FOOD}.uses", 1, 3) == shares(100, sold, 100)


def test_what_members_use_is_scaled_too() -> None:
    # 5 members × 4 cups × half.
    ramp = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}
    each = {"uses_per_month": None, "uses_per_member_month": 4}
    result = ran(cafe(**each, ramp=ramp, follows_shocks=False))
    assert by_month(result, f"{FOOD}.uses", 1, 2) == shares(10, 10)


def test_a_year_in_which_a_service_is_still_filling_up_is_not_a_lasting_one() -> None:
    # 15 months from January 2026: April 2027 is the first at full sales, so 2028.
    ramp = {"start_share": 0, "stabilised_share": 1, "months": 15}
    result = ran({"horizon_months": 36, "deal.lease.term_months": 36, **cafe(ramp=ramp)})
    assert result.number("reference.year") == 2028


def test_guests_it_takes_to_pay_the_staff() -> None:
    # 10,000 a month / (40 − 15) = 400 guests; 100 are planned.
    result = ran(cafe(staff_nok_per_month=10_000, unit_name="Gjester"))
    assert result.number(f"{FOOD}.break_even") == pytest.approx(400)
    assert result.number(f"{FOOD}.planned") == pytest.approx(100)
    labels = [m.line.label for m in result.built.measures if m.line.id == f"{FOOD}.break_even"]
    assert [label.nb for label in labels] == ["cafe: gjester per måned, for å betale egen lønn"]


def test_a_season_counts_in_what_is_planned_and_not_in_what_it_takes() -> None:
    # Planned: 100 × (0.4 + 11 × 1) / 12 = 95. What it takes is the staff over the margin, as before.
    season = [0.4, *[1] * 11]
    result = ran(cafe(staff_nok_per_month=10_000, unit_name="Gjester", season_factors=season))
    assert result.number(f"{FOOD}.break_even") == pytest.approx(400)
    assert result.number(f"{FOOD}.planned") == pytest.approx(95)


def test_a_service_that_loses_on_each_sale_has_no_break_even() -> None:
    result = ran(cafe(staff_nok_per_month=10_000, unit_name="Gjester", cost_nok_per_use=40))
    assert result.number(f"{FOOD}.break_even") is None


def test_a_service_that_does_not_say_what_it_sells_has_no_such_figure() -> None:
    assert f"{FOOD}.break_even" not in ran(cafe()).built.model.lines
