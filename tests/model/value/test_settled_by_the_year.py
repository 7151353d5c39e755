"""Sums over twelve months hold a year's rent, and reductions never raise a value, docs/model.md §4, §10.

Rule §13.4b. Income is 5,000 a month unless the season moves it, 60,000 a year; the minimum rent is 1,000 a
month; no index. Rent of NOK 18,000 a year is worth 225,000 at 8 %.
"""

from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.resources import template_text
from tests.case.cases import Stated, changed
from tests.model.tiny import by_month, money, near, ran
from tests.random_case import LEASED, cases

MONTHS = range(1, 13)
VALUED = {"net_yield_share": 0.08, "vacant_value_nok": 0, "ebitda_yield_share": 0.1}
# a low season of two months at half the members, a high one at one and a half
SEASON = {
    "kind": "fixed_desk",
    "space": "floor",
    "units": 10,
    "price_nok_per_month": 1000,
    "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
    "season_factors": [0.5, 0.5, 1, 1, 1, 1.5, 1.5, 1, 1, 1, 1, 1],
}


def lasting(start: int, horizon: int = 30, **lease: Any) -> dict[str, Any]:
    """A lease through a horizon that begins in a calendar month."""
    terms = {"term_months": horizon, "rent_nok_per_m2_year": 100, "payment": "monthly", **lease}
    return {
        "start_month": f"2026-{start:02d}",
        "horizon_months": horizon,
        "deal.lease": terms,
        "valuation": VALUED,
        "products.desk": SEASON,
    }


GREATER_OF = {"deal.turnover": {"mode": "greater_of", "share_of_income": 0.3}}
THRESHOLD = {
    "deal.turnover": {"mode": "above_threshold", "share_of_income": 0.3, "threshold_nok_per_year": 40_000}
}


@pytest.mark.parametrize("start", MONTHS)
def test_the_first_calendar_month_does_not_move_the_exit_value_under_a_turnover_rent(start: int) -> None:
    # 30 % of 60,000 = 18,000 a year, minimum 12,000. In a low month the share is 750, less than the minimum
    # of 1,000: settled by itself, a horizon's last January would make the year dearer than it is.
    result = ran({**lasting(start), **GREATER_OF}, "turnover_rent")
    assert result.number("exit_value") == near(225_000)
    # EBITDA of the operator: 60,000 − 18,000, at 10 %
    assert result.number("landlord.capitalised_ebitda") == near(420_000)


@pytest.mark.parametrize("start", [1, 2, 7, 12])
def test_nor_above_a_threshold(start: int) -> None:
    # 12,000 and 30 % of 60,000 − 40,000: 18,000 a year
    result = ran({**lasting(start), **THRESHOLD}, "turnover_rent")
    assert result.number("exit_value") == near(225_000)
    assert result.number("landlord.capitalised_ebitda") == near(420_000)


@pytest.mark.parametrize("start", MONTHS)
def test_nor_under_a_management_agreement(start: int) -> None:
    # 60,000 less costs of 36,000; a quarter of the surplus to the operator, 6,000: 18,000 is left. A low
    # month by itself has a deficit of 500, which the operator bears no part of.
    changes = {
        **{field: value for field, value in lasting(start).items() if field != "deal.lease"},
        "deal": {"structure": "management", "fee": {"surplus_share": 0.25}, "term_months": 30},
        "costs.running": {"nok_per_month": 3000, "vat": "exempt", "payer": "landlord"},
    }
    result = ran(changes, "management")
    assert result.number("exit_value") == near(225_000)
    # the landlord runs the concept: EBITDA is the same 18,000
    assert result.number("landlord.capitalised_ebitda") == near(180_000)


@pytest.mark.parametrize("structure", ["sublease", "landlord_operated"])
@pytest.mark.parametrize("start", [1, 5, 12])
def test_nor_where_nothing_is_settled_by_the_year(structure: str, start: int) -> None:
    changes = lasting(start, rent_nok_per_m2_year=150)
    if structure == "landlord_operated":
        del changes["deal.lease"]
        changes["deal.market_rent_nok_per_m2_year"] = 150
    assert ran(changes, structure).number("exit_value") == near(225_000)


def test_every_twelve_months_hold_a_years_rent() -> None:
    # Level income: 18,000 a year is 1,500 in every month and every window, to the horizon and past it.
    changes = {**lasting(4, 27), **GREATER_OF, "products.desk.season_factors": [1] * 12}
    result = ran(changes, "turnover_rent")
    assert by_month(result, "net_rent") == money(*[1500] * 27)
    assert by_month(result, "net_rent_next_12") == money(*[18_000] * 27)
    assert by_month(result, "net_rent_last_12", 12) == money(*[18_000] * 16)
    # booked once a year all the same: 6,000, and what is left of two stub years
    assert by_month(result, "turnover.rent", 9, 9) == money(4500)
    assert by_month(result, "turnover.rent", 21, 21) == money(6000)


def test_a_year_that_gives_nothing_gives_nothing_in_its_months() -> None:
    # Filling up from nothing through 2026: income 5,000 × (0 + 1 + … + 11) / 12 = 27,500, of which 30 % is
    # less than 12,000, though December alone has more than its 1,000. From 2027 the share, 1,500 a month.
    ramp = {"start_share": 0, "stabilised_share": 0.5, "months": 12}
    desk = {**SEASON, "ramp": ramp, "season_factors": [1] * 12}
    changes = {**lasting(1, 24), **GREATER_OF, "products.desk": desk}
    result = ran(changes, "turnover_rent")
    assert by_month(result, "net_rent") == money(*[1000] * 12, *[1500] * 12)


def test_rent_free_months_do_not_make_the_landlord_richer() -> None:
    # The whole lease free: the minimum is gone, and the excess is the whole share, 18,000 a year as before.
    free = {"reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 24}]}
    given = ran({**lasting(1, 24, **free), **GREATER_OF}, "turnover_rent")
    kept = ran({**lasting(1, 24), **GREATER_OF}, "turnover_rent")
    for result in (given, kept):
        assert result.number("exit_value") == near(225_000)
        assert result.number("landlord.value") == near(225_000)
        assert sum(by_month(result, "landlord.ebitda")) == near(36_000)


def test_what_is_taken_back_is_no_remaining_reduction() -> None:
    # Minimum 36,000 a year, share 18,000: of a year free 18,000 is kept, its first six months. At the end of
    # month 2 there are four to come, 3,000 each.
    free = {
        "reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 12}],
        "rent_nok_per_m2_year": 300,
    }
    result = ran({**lasting(1, 24, **free), **GREATER_OF}, "turnover_rent")
    d = 1.08 ** (-1 / 12)
    assert by_month(result, "value", 2, 2) == money(450_000 - 3000 * (d + d**2 + d**3 + d**4))
    assert by_month(result, "value", 6, 7) == money(450_000, 450_000)


def landlord_of_template(horizon: int, **changes: Any) -> float:
    """The gain over an ordinary tenant in the template of a turnover rent, with its lease changed."""
    stated: Stated = yaml.safe_load(template_text("turnover_rent"))
    stated["horizon_months"] = horizon
    stated["deal"]["lease"] |= changes
    if changes:
        stated["after_lease"] = "vacant"
    found = run(case_from_mapping(stated)).number("landlord.npv_against_ordinary")
    assert found is not None
    return found


def test_a_horizon_that_ends_in_november_is_worth_what_one_in_december_is() -> None:
    # A month less of a rent that hardly differs from the alternative's: some hundreds, where a December less
    # in the year before the sale made it a million.
    assert landlord_of_template(119) == pytest.approx(landlord_of_template(120), abs=1000)


def test_five_years_free_of_a_minimum_below_the_share_gain_the_landlord_nothing() -> None:
    short: dict[str, Any] = {"term_months": 65, "renewal": None}
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 60}]
    without = landlord_of_template(65, **short, reductions=[])
    with_it = landlord_of_template(65, **short, reductions=free)
    assert without - 150_000 < with_it < without


# ---- in every case ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("structure", LEASED)
def test_giving_more_rent_away_never_raises_the_value(structure: str) -> None:
    @settings(
        max_examples=12, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
    )
    @given(stated=cases(structure), advance=st.booleans())
    def holds(stated: Stated, advance: bool) -> None:
        # A landlord who gives so much that the rent never passes the threshold deducts nothing
        # (§13.6), and what is not deducted is a cost in the value: less it may be worth then, never more.
        if advance:
            stated.setdefault("vat", {})["landlord_registration"] = "advance"
        lease = stated["deal"]["lease"]
        lease.pop("deferral", None)  # what a reduction is worth does not follow rent that is put off (§13.9)
        person = "sole_proprietor" in stated.get("tax", {}).get("landlord", {})  # has no shares to sell
        kind = {"exit_kind": "asset_sale"} if person else {}
        stated.setdefault("valuation", {"net_yield_share": 0.07, **kind})
        some = [item for item in lease.get("reductions", []) if item["kind"] != "stated_rent"]
        every = [{"kind": "rent_free", "from_month": 1, "to_month": lease["term_months"]}]
        none, given, all_of_it = (
            run(case_from_mapping(changed(stated, "deal.lease.reductions", items)))
            for items in ([], some, every)
        )
        year_ends = np.asarray(none.values["calendar.month"]) == 12
        for less, more in ((none, given), (none, all_of_it), (given, all_of_it)):
            worth, lower = np.asarray(less.values["value"]), np.asarray(more.values["value"])
            at = slice(None) if less is none else year_ends
            assert np.all(lower[at] <= worth[at] * (1 + 1e-12) + 1e-6)
            exits = [result.number("exit_value") for result in (less, more)]
            assert exits[0] is not None
            assert exits[1] is not None
            assert exits[1] <= exits[0] + 1e-12 * abs(exits[0])
            if advance:
                assert exits[1] == pytest.approx(exits[0], rel=1e-12)
            before, after = (np.asarray(r.values["landlord.income.rent.year"]) for r in (less, more))
            if stated["deal"].get("turnover", {}).get("settlement_year") == "lease":
                # what a minimum given away in one calendar year is made up for by may be settled in the next
                before, after = np.cumsum(before), np.cumsum(after)
            assert np.all(after <= before + 1e-9 * np.abs(before) + 1e-6)

    holds()
