"""Occupancy: ramps, season, shocks, churn, the final clip, delays and members, docs/model.md §3."""

import math

import pytest

from tests.model.tiny import by_month, money, near, ran, shares


def ramp(start: float, stabilised: float, months: int, shape: str = "linear") -> dict[str, object]:
    return {"start_share": start, "stabilised_share": stabilised, "months": months, "shape": shape}


def occupancy(changes: dict[str, object], months: int = 24, start: str = "2026-01") -> list[float]:
    """Occupancy of the ten desks; changes are fields of the product."""
    result = ran(
        {
            "start_month": start,
            "horizon_months": months,
            "deal.lease.term_months": months,
            **{f"products.desk.{path}": value for path, value in changes.items()},
        }
    )
    found = by_month(result, "products.desk.occupancy")
    assert by_month(result, "products.desk.members") == shares(*(10 * share for share in found))
    return found


def test_linear_ramp_counts_from_0_in_the_opening_month() -> None:
    # a = 0.2, b = 0.8, n = 4: 0.2 + 0.6·k/4 for k = 0, 1, 2, 3, 4, then b.
    found = occupancy({"ramp": ramp(0.2, 0.8, 4)}, 12)
    assert found == shares(0.2, 0.35, 0.5, 0.65, *[0.8] * 8)


def test_s_curve() -> None:
    # x = k/4: 3x² − 2x³ = 0, 0.15625, 0.5, 0.84375, 1; a + 0.6 × that.
    found = occupancy({"ramp": ramp(0.2, 0.8, 4, "s_curve")}, 12)
    assert found == shares(0.2, 0.29375, 0.5, 0.70625, *[0.8] * 8)


def test_exponential_goes_on_towards_b_and_does_not_reach_it() -> None:
    # b − (b − a)·e^(−3k/n), not cut at n: at k = 4, 0.8 − 0.6·e^(−3) = 0.7701277590.
    found = occupancy({"ramp": ramp(0.2, 0.8, 4, "exponential")}, 12)
    assert found == shares(*(0.8 - 0.6 * math.exp(-3 * k / 4) for k in range(12)))
    assert found[4] == pytest.approx(0.7701277590, abs=1e-9)


@pytest.mark.parametrize("shape", ["linear", "s_curve", "exponential"])
def test_no_ramp_months_give_b_at_once(shape: str) -> None:
    assert occupancy({"ramp": ramp(0.2, 0.8, 0, shape)}, 12) == shares(*[0.8] * 12)


@pytest.mark.parametrize("shape", ["linear", "s_curve"])
def test_a_ramp_of_one_month_starts_at_a(shape: str) -> None:
    assert occupancy({"ramp": ramp(0.2, 0.8, 1, shape)}, 12) == shares(0.2, *[0.8] * 11)


def stated(months: int, *steps: float) -> dict[str, object]:
    """A ramp to 80 % stated step by step."""
    return {"shape": "stated", "stabilised_share": 0.8, "months": months, "shares": list(steps)}


def test_a_ramp_stated_step_by_step_holds_each_share_as_long_as_the_others() -> None:
    # Six months in three steps: two months each at 0.25, 0.5 and 0.9 of 0.8, then 0.8.
    found = occupancy({"ramp": stated(6, 0.25, 0.5, 0.9)}, 12)
    assert found == shares(0.2, 0.2, 0.4, 0.4, 0.72, 0.72, *[0.8] * 6)


def test_a_stated_ramp_by_the_month_may_fall_and_begins_when_the_product_opens() -> None:
    # One share a month: 0.5, 0.25, 1 and 0 of 0.8, from the third month, then 0.8.
    found = occupancy({"opening_month": 3, "ramp": stated(4, 0.5, 0.25, 1, 0)}, 12)
    assert found == shares(0, 0, 0.4, 0.2, 0.8, 0, *[0.8] * 6)


@pytest.mark.parametrize(
    ("months", "filled"),
    [
        # step 1 + k · 3/n, whole part: n = 9 holds each for three months
        (9, [0.2] * 3 + [0.4] * 3 + [0.72] * 3),
        # k · 3/4 = 0, 0.75, 1.5, 2.25: steps 1, 1, 2, 3
        (4, [0.2, 0.2, 0.4, 0.72]),
        # two months for three steps: k · 3/2 = 0, 1.5: steps 1 and 2
        (2, [0.2, 0.4]),
        (1, [0.2]),
        (0, []),
    ],
)
def test_the_stated_steps_are_spread_over_the_ramps_months(months: int, filled: list[float]) -> None:
    found = occupancy({"ramp": stated(months, 0.25, 0.5, 0.9)}, 12)
    assert found == shares(*filled, *[0.8] * (12 - len(filled)))


def test_the_year_is_lasting_when_the_stated_steps_are_behind() -> None:
    # 13 months from January 2026: February 2027 is the first at 0.8, so 2028. Members are 8 of 10 then, and
    # rent of 72,000 is covered by 6 of them: break-even 0.75 of what is planned.
    result = ran(
        {
            "horizon_months": 36,
            "deal.lease.term_months": 36,
            "deal.lease.rent_nok_per_m2_year": 600,
            "products.desk.ramp": stated(13, 0.25, 0.5, 0.9),
        }
    )
    assert result.number("reference.year") == 2028
    assert result.number("break_even.factor") == near(0.75)


def test_a_ramp_may_fall() -> None:
    assert occupancy({"ramp": ramp(0.9, 0.5, 2)}, 12) == shares(0.9, 0.7, *[0.5] * 10)


def test_nothing_before_opening_and_delay_moves_the_count() -> None:
    # Opening month 3 delayed 2 months: empty in months 1–4, k = 0 in month 5.
    found = occupancy({"opening_month": 3, "opening_delay_months": 2, "ramp": ramp(0.2, 0.8, 2)}, 12)
    assert found == shares(0, 0, 0, 0, 0.2, 0.5, *[0.8] * 6)


def test_works_delay_moves_only_what_is_linked() -> None:
    # Works of months 1–2 are delayed 3 months. The linked product opens in month 3 + 3 = 6 and, with its own
    # delay of 1, in month 7; the other one opens in month 3.
    linked = {
        "kind": "fixed_desk",
        "space": "floor",
        "units": 1,
        "price_nok_per_month": 1,
        "opening_month": 3,
        "opening_delay_months": 1,
        "follows_works": "fit_out",
        "ramp": ramp(1, 1, 0),
    }
    result = ran(
        {
            "works": {"fit_out": {"amount_nok": 1000, "start_month": 1, "months": 2, "delay_months": 3}},
            "products.linked": linked,
            "products.desk.opening_month": 3,
        }
    )
    assert by_month(result, "products.linked.occupancy", 1, 8) == shares(0, 0, 0, 0, 0, 0, 1, 1)
    assert by_month(result, "products.desk.occupancy", 1, 4) == shares(0, 0, 0.5, 0.5)


def test_season_goes_by_calendar_month() -> None:
    # Start in October: factors of October, November, December, then January ...
    season = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2]
    found = occupancy({"season_factors": season}, 14, start="2026-10")
    assert found == shares(*(0.5 * factor for factor in [1.0, 1.1, 1.2, *season[:11]]))


def test_a_products_own_season_replaces_the_cases() -> None:
    result = ran({"season_factors": [0.5] * 12, "products.desk.season_factors": [0.8] * 12})
    assert by_month(result, "products.desk.occupancy", 1, 2) == shares(0.4, 0.4)
    result = ran({"season_factors": [0.5] * 12})
    assert by_month(result, "products.desk.occupancy", 1, 2) == shares(0.25, 0.25)


def test_shocks_hold_in_their_months_only() -> None:
    shocks = [
        {"from_month": 3, "to_month": 4, "factor": 0.5},
        {"from_month": 5, "to_month": 5, "factor": 0},
    ]
    result = ran({"demand_shocks": shocks})
    assert by_month(result, "products.desk.occupancy", 2, 6) == shares(0.5, 0.25, 0.25, 0, 0.5)


def test_churn_times_months_to_relet() -> None:
    # 5 % × 2 months = 10 % empty between members: 0.5 × 0.9.
    assert occupancy({"churn_share_per_month": 0.05, "months_to_relet": 2}, 12) == shares(*[0.45] * 12)


def test_the_gap_is_held_within_0_and_1() -> None:
    # 50 % × 3 months = 150 %: nobody, not minus half.
    assert occupancy({"churn_share_per_month": 0.5, "months_to_relet": 3}, 12) == shares(*[0] * 12)


def test_one_final_clip_comes_after_all_factors() -> None:
    # Month 1: 0.8 × season 2.0 × (1 − 0.1) = 1.44, clipped to 1. Month 2, with a shock of 0.5: 0.72; a clip
    # after the season would give 0.45.
    result = ran(
        {
            "products.desk.ramp": ramp(0.8, 0.8, 0),
            "products.desk.season_factors": [2.0] * 12,
            "products.desk.churn_share_per_month": 0.1,
            "products.desk.months_to_relet": 1,
            "demand_shocks": [{"from_month": 2, "to_month": 2, "factor": 0.5}],
        }
    )
    assert by_month(result, "products.desk.occupancy", 1, 2) == shares(1, 0.72)


def test_capacity_is_units_times_members() -> None:
    # 4 offices of 2.5 people: 10 places; half let: 5 members at NOK 100.
    result = ran(
        {
            "products.desk.kind": "private_office",
            "products.desk.units": 4,
            "products.desk.members_per_unit": 2.5,
            "products.desk.price_nok_per_month": 100,
        }
    )
    assert result.number("products.desk.capacity") == 10
    assert by_month(result, "products.desk.income", 1, 1) == money(500)


def test_nothing_is_sold_after_the_lease() -> None:
    # A lease of 5 months from month 2: members in months 2–6 only ("never silently continued").
    result = ran({"deal.lease.start_month": 2, "deal.lease.term_months": 5})
    assert by_month(result, "products.desk.members", 2, 8) == shares(5, 5, 5, 5, 5, 0, 0)
