"""The municipality as landlord, guarantor and part owner, and what it asks for (docs/model.md §13.14)."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest

from feasibility.case import Case, CaseError, case_from_mapping
from feasibility.model import Result
from tests.evaluated import evaluated
from tests.model.deal.test_phases import lease
from tests.model.tiny import by_month, by_year, money, near, ran
from tests.random_case import random_case

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


# ---- the place run by the municipality itself ------------------------------------------------------------


def itself(changes: dict[str, Any] | None = None, structure: str = "landlord_operated") -> Result:
    """The municipality owns the building and sells to the members: five places, 5,000 a month."""
    stated = {"is_landlord": True, "market_rent_nok_per_m2_year": 500}
    return ran({"municipality": stated, **(changes or {})}, structure)


def test_a_year_of_deficit_is_given_and_a_year_of_surplus_comes_back() -> None:
    # Costs 8,000 a month in 2026: 12 × (5,000 − 8,000) = −36,000. Nothing in 2027: 60,000. The rent forgone,
    # 5,000 a month, is 120,000, and what is left to bear is that less the result: 120,000 − 24,000.
    result = itself({"costs": {"post": {"nok_per_month": 8000, "to_month": 12}}})
    assert result.number("municipality.gives.premises") == near(120_000)
    assert result.number("municipality.gives.own_operation") == near(36_000)
    assert result.number("municipality.gets.own_operation") == near(60_000)
    assert result.number("municipality.given_total") == near(156_000)
    assert result.number("municipality.back_total") == near(60_000)
    assert result.number("municipality.net_total") == near(96_000)
    assert by_year(result, "municipality.own_deficit.year") == money(36_000, 0)
    assert by_year(result, "municipality.own_surplus.year") == money(0, 60_000)
    # the support itself is as before
    assert result.number("municipality.support_total") == near(0)


def test_a_month_of_loss_in_a_year_of_surplus_is_no_deficit() -> None:
    # 20,000 once in March: the year is 60,000 − 20,000
    result = itself({"costs": {"once": {"nok_per_month": 20_000, "from_month": 3, "to_month": 3}}})
    assert by_year(result, "municipality.own_deficit.year") == money(0, 0)
    assert by_year(result, "municipality.own_surplus.year") == money(40_000, 60_000)


def test_what_the_empty_building_costs_is_no_cost_of_its_operation() -> None:
    # Owner costs of 100 on 120 m² go on whatever it does. Common costs of 200 are 24,000 a year in use and
    # half of that empty. VAT is deducted in use and lost empty: 60,000 − 36,000 − (−24,000 − 6,000).
    result = itself(
        {
            "building.owner_costs_nok_per_m2_year": 100,
            "building.common_costs_nok_per_m2_year": 200,
            "building.vacant_common_cost_share": 0.5,
        }
    )
    assert by_year(result, "municipality.own_surplus.year") == money(54_000, 54_000)


def test_what_pays_for_a_deficit_is_not_given_once_more() -> None:
    # Costs of 8,000 a month throughout: −36,000 a year, which the owners' money covers and more.
    costs = {"costs": {"post": {"nok_per_month": 8000}}}
    for paid_in in (80_000, 500_000):
        equity = {"landlord": {"equity": [{"month": 1, "amount_nok": paid_in}]}}
        result = itself({**costs, "financing": equity})
        assert result.number("municipality.given_total") == near(120_000 + 72_000)
        assert result.number("municipality.net_total") == near(192_000)


def test_support_it_pays_to_itself_costs_it_nothing() -> None:
    # 60,000 given as a grant comes back in the result of the same year.
    grant = {"kind": "yearly_grant", "payer": "municipality", "receiver": "landlord", "nok_per_year": 60_000}
    result = itself({"support": {"own": {**grant, "from_month": 1, "to_month": 12}}})
    assert result.number("municipality.gives.support.own") == near(60_000)
    assert by_year(result, "municipality.own_surplus.year") == money(120_000, 60_000)
    assert result.number("municipality.net_total") == near(itself().number("municipality.net_total") or 0.0)


def test_after_a_handover_it_gets_rent_and_no_result() -> None:
    # Itself to June 2026: 6 × 5,000. From July rent of 300 on 120 m², 3,000 a month for 18 months.
    phase = {"from_month": 7, "deal": lease(300, 7)}
    result = itself({"phases": [phase]})
    assert by_month(result, "municipality.own_result", 6, 8) == money(5000, 0, 0)
    assert result.number("municipality.gets.own_operation") == near(30_000)
    assert result.number("municipality.gets.rent") == near(54_000)
    assert result.number("municipality.net_total") == near(120_000 - 30_000 - 54_000)


def test_an_operator_for_a_fee_runs_it_at_the_municipality_s_risk() -> None:
    # The landlord sells to the members and pays 1,000 a month: 4,000 is its own.
    result = itself({"deal.fee.base_nok_per_month": 1000}, "management")
    assert result.number("municipality.gets.own_operation") == near(24 * 4000)


def test_a_case_in_which_it_never_operates_has_no_such_lines() -> None:
    lease_alone = ran({**side(is_landlord=True), "deal.lease.rent_nok_per_m2_year": 200})
    not_its_own = ran({"municipality": {"market_rent_nok_per_m2_year": 500}}, "landlord_operated")
    for result in (lease_alone, not_its_own):
        assert not [id for id in result.built.model.lines if "municipality.own" in id]


def own_places(wanted: int) -> Iterator[Case]:
    """Random cases in which a municipality sells to the members in every month; those it cannot own left out:
    a sole proprietor's house, and an operator it owns another share of than the case says."""
    for seed in range(4100, 4100 + 10 * wanted):
        stated = random_case(seed, ("management", "landlord_operated")[seed % 2], horizon=(12, 60))
        municipality = stated.get("municipality", {}) | {"is_landlord": True}
        try:
            yield case_from_mapping(stated | {"municipality": municipality, "phases": []})
        except CaseError:
            continue


@pytest.mark.parametrize("place", range(12))
def test_deficits_and_surpluses_are_the_landlord_s_result_beyond_the_empty_building(place: int) -> None:
    """Where it sells to the members in every month: EBITDA less the empty building's, less rent of others."""
    result = evaluated(next(islice(own_places(12), place, None)))
    years = {
        id: np.array(by_year(result, f"{id}.year"))
        for id in ("municipality.own_deficit", "municipality.own_surplus")
    }
    given, back = years.values()
    assert ((given == 0) | (back == 0)).all()
    total = result.values["landlord.ebitda"] - result.values["municipality.empty_result"]
    whole = (total - result.values["municipality.rent"]) * result.values["deal.operating"]
    assert float(back.sum() - given.sum()) == pytest.approx(float(whole.sum()), abs=0.01)
    assert result.number("municipality.net_total") == pytest.approx(
        (result.number("municipality.given_total") or 0.0) - (result.number("municipality.back_total") or 0.0)
    )


def test_a_guarantee_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        ran(side(guarantees=[{"amount_nok": 1, "from_month": 5, "to_month": 4}]))
    assert "municipality.guarantees.0.to_month" in str(caught.value)
