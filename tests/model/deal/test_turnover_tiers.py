"""Turnover rent in tiers, docs/model.md §4. Income is 5,000 a month, 60,000 a year; NOK 1 is 10 a month."""

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, money, near, ran, tiny

TIERS = [{"threshold_nok_per_year": 24_000, "share_of_income": 0.2},
         {"threshold_nok_per_year": 48_000, "share_of_income": 0.3}]  # fmt: skip


def turnover(mode: str = "greater_of", **fields: object) -> dict[str, object]:
    stated = {"mode": mode, "share_of_income": 0.1, "tiers": TIERS, **fields}
    return {"deal.turnover": stated, "deal.lease.rent_nok_per_m2_year": 60}


def test_each_tier_takes_its_share_of_what_is_within_it() -> None:
    # 24,000 × 10 % + 24,000 × 20 % + 12,000 × 30 % = 2,400 + 4,800 + 3,600 = 10,800; at least 7,200.
    result = ran(turnover(), "turnover_rent")
    assert by_month(result, "turnover.rent") == at({12: 3600, 24: 3600})


def test_above_a_threshold_the_tiers_follow() -> None:
    # 10 % of 12,000–24,000, 20 % to 48,000, 30 % above: 1,200 + 4,800 + 3,600 on top of the minimum.
    result = ran(turnover("above_threshold", threshold_nok_per_year=12_000), "turnover_rent")
    assert by_month(result, "turnover.rent") == at({12: 9600, 24: 9600})


def test_thresholds_count_by_months_of_lease_in_the_year() -> None:
    # A lease of six months: 30,000; thresholds 12,000 and 24,000: 1,200 + 2,400 + 1,800 = 5,400, less 3,600.
    result = ran({**turnover(), "deal.lease.term_months": 6}, "turnover_rent")
    assert by_month(result, "turnover.rent") == at({12: 1800})


def test_break_even_in_tiers() -> None:
    # Other cost 2,000 a month, 24,000 a year, and the greater of 7,200 and the tiers. At an
    # income of 31,200 they give 2,400 + 1,440 = 3,840, below it: 31,200 / 60,000 = 0.52 of what is planned.
    low = ran({**turnover(), "costs.other": {"nok_per_month": 2000}}, "turnover_rent")
    assert low.values["break_even.factor"] == pytest.approx(0.52)
    assert low.values["break_even.price"] == pytest.approx(0.52)
    # 4,000 a month, 48,000: Y − 48,000 − (7,200 + 0.3 (Y − 48,000)) = 0 at Y − 48,000 = 7,200 / 0.7: a factor
    # of (48,000 + 7,200 / 0.7) / 60,000.
    high = ran({**turnover(), "costs.other": {"nok_per_month": 4000}}, "turnover_rent")
    assert high.values["break_even.factor"] == pytest.approx((48_000 + 7_200 / 0.7) / 60_000)
    assert high.values["break_even.price"] == pytest.approx((48_000 + 7_200 / 0.7) / 60_000)


def test_break_even_where_the_shares_fall() -> None:
    # 30 % to 24,000, then 10 %: 7,200 + 0.1 (Y − 24,000), never below 7,200. Cost 36,000: 0.9 (Y − 24,000) =
    # 36,000 + 7,200 − 24,000 = 19,200, Y = 24,000 + 21,333.33.
    falling = [{"threshold_nok_per_year": 24_000, "share_of_income": 0.1}]
    stated = {**turnover(share_of_income=0.3, tiers=falling), "costs.other": {"nok_per_month": 3000}}
    result = ran(stated, "turnover_rent")
    assert by_month(result, "turnover.rent") == at({12: 3600, 24: 3600})
    assert result.values["break_even.factor"] == pytest.approx((24_000 + 19_200 / 0.9) / 60_000)
    assert result.values["break_even.price"] == pytest.approx((24_000 + 19_200 / 0.9) / 60_000)


# Ten desks at 990, all planned sold, and ten addresses at 100, of which one is: 120,000 λ a year up to λ = 1,
# where desks are full, and 118,800 + 1,200 λ from there. 90 % of what is above 60,000, nothing above 90,000:
# 27,000 at most.
BENT = {
    **turnover(
        "above_threshold",
        threshold_nok_per_year=60_000,
        share_of_income=0.9,
        tiers=[{"threshold_nok_per_year": 90_000, "share_of_income": 0}],
    ),
    "products.desk.price_nok_per_month": 990,
    "products.desk.ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
    "products.address": {
        "kind": "virtual_office",
        "units": 10,
        "price_nok_per_month": 100,
        "ramp": {"start_share": 0.1, "stabilised_share": 0.1, "months": 0},
    },
}


def test_break_even_is_found_beyond_a_share_that_falls() -> None:
    # Rent 7,200 and 67,800: 75,000, and 27,000 by income: 102,000 / 120,000. Steps along the result itself go
    # from 0 to 75,000 / 120,000; there 13,500 is missing and 1 of λ brings 12,000: to 1.75; there 18,900 is
    # left and it brings 1,200: back to 0.
    result = ran({**BENT, "costs.other": {"nok_per_month": 5650}}, "turnover_rent")
    assert result.values["break_even.factor"] == pytest.approx(0.85)
    assert result.values["break_even.price"] == pytest.approx(0.85)
    assert not result.failed_checks


def test_break_even_is_found_beyond_a_share_that_takes_more_than_places_leave() -> None:
    # Costs of 20 % of income: 10 % is lost on each krone between 60,000 and 90,000. Rent 7,200 and 52,800: at
    # 75,000 of income 13,500 is missing, the more the more is sold; 0.8 Y = 60,000 + 27,000 is at 108,750.
    costs = {"other": {"nok_per_month": 4400}, "system": {"share_of_income": 0.2}}
    result = ran({**BENT, "costs": costs}, "turnover_rent")
    assert result.values["break_even.factor"] == pytest.approx(108_750 / 120_000)
    assert result.values["break_even.price"] == pytest.approx(108_750 / 120_000)
    assert not result.failed_checks


def test_break_even_follows_shares_turned_where_the_case_is_open() -> None:
    # Nothing above 60,000 and 90 % above 90,000. Cost 85,000: at 85,000 of income, before the tier takes. At
    # 100,000 it is 10,000 / 0.1 above 90,000, 190,000; places full bring 130,800, so only prices come to it.
    program = ran({**BENT, "costs.other": {"nok_per_month": 5650}}, "turnover_rent").built.program
    turned = {"deal.turnover.share_of_income": 0.0, "deal.turnover.tiers.0.share_of_income": 0.9}
    low = program.run({**turned, "costs.other.nok_per_month": (85_000 - 7_200) / 12})
    assert low.number("break_even.factor") == pytest.approx(85_000 / 120_000)
    assert low.number("break_even.price") == pytest.approx(85_000 / 120_000)
    high = program.run({**turned, "costs.other.nok_per_month": (100_000 - 7_200) / 12})
    assert high.number("break_even.factor") is None
    assert high.number("break_even.price") == pytest.approx(190_000 / 120_000)


def test_what_a_reduction_costs_below_the_tiers() -> None:
    # 10,800 by income, 7,200 at least: nothing is lost by six months free.
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 6}]
    result = ran({**turnover(), "deal.lease.reductions": free}, "turnover_rent")
    assert result.values["landlord.reduction_nominal"] == near(0)


def test_the_value_counts_the_tiers_in_the_months_they_are_for() -> None:
    # 10,800 a year by income: 900 a month.
    valued = {"valuation": {"net_yield_share": 0.08, "vacant_value_nok": 0}}
    result = ran({**turnover(), **valued}, "turnover_rent")
    assert by_month(result, "net_rent") == money(*[900] * 24)


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        (
            {"tiers": [TIERS[1], TIERS[0]]},
            "deal.turnover.tiers.1.threshold_nok_per_year",
            "stigende rekkefølge",
        ),
        ({"share_of_income": 0.25}, "deal.turnover.tiers", "både stiger og faller"),
    ],
)
def test_mistakes_are_told(fields: dict[str, object], path: str, said: str) -> None:
    with pytest.raises(CaseError) as error:
        case_from_mapping(tiny(turnover(**fields), "turnover_rent"))
    told = [problem for problem in error.value.problems if problem.path == path]
    assert len(told) == 1
    assert said in told[0].message()
