"""Turnover rent settled by the lease year (docs/model.md §4). Income is 5,000 a month unless stated."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, money, near, ran, tiny

# 120 m² at 100 is 1,000 a month. The lease begins in April of the first year; 24 months to the horizon.
LEASE = {"start_month": 4, "term_months": 40, "rent_nok_per_m2_year": 100, "payment": "monthly"}


def by_lease_year(**turnover: Any) -> dict[str, Any]:
    stated = {"mode": "greater_of", "share_of_income": 0.3, "settlement_year": "lease", **turnover}
    return {"deal.lease": LEASE, "deal.turnover": stated, "horizon_months": 30}


def settled(changes: dict[str, Any]) -> Any:
    return ran(changes, "turnover_rent")


def test_the_excess_is_earned_when_the_lease_year_ends() -> None:
    # 30 % of 60,000 less 12,000 in months 15 and 27; of the last three 4,500 − 3,000.
    result = settled(by_lease_year())
    assert by_month(result, "turnover.rent") == at({15: 6000, 27: 6000, 30: 1500}, 30)
    assert by_month(result, "turnover.rent.invoiced") == at({16: 6000, 28: 6000, 30: 1500}, 30)


def test_a_lease_that_ends_is_settled_with_its_last_month() -> None:
    changes = by_lease_year()
    result = settled({**changes, "deal.lease": {**LEASE, "term_months": 20}})
    assert by_month(result, "turnover.rent") == at({15: 6000, 23: 8 * 500}, 30)


def test_a_threshold_counts_by_the_months_of_the_lease_year() -> None:
    # 10 % of what is above 36,000 a year: 24,000 of 60,000, and in three months 6,000 of 15,000.
    changes = by_lease_year(mode="above_threshold", share_of_income=0.1, threshold_nok_per_year=36_000)
    assert by_month(settled(changes), "turnover.rent") == at({15: 2400, 27: 2400, 30: 600}, 30)


def test_tiers_are_of_the_lease_year_s_income() -> None:
    # 10 % to 40,000 and 30 % above: 4,000 + 6,000. In three months 10 % of 10,000 and 30 % of 5,000: 2,500.
    tiers = [{"threshold_nok_per_year": 40_000, "share_of_income": 0.3}]
    rent = {"deal.lease": {**LEASE, "rent_nok_per_m2_year": 0}}
    result = settled({**by_lease_year(share_of_income=0.1, tiers=tiers), **rent})
    assert by_month(result, "turnover.rent") == at({15: 10_000, 27: 10_000, 30: 2500}, 30)
    # by month the share of all income, so that twelve months add up to it
    assert by_month(result, "turnover.part", 4, 5) == money(5000 / 6, 5000 / 6)


def test_a_lean_year_is_not_set_off_against_a_good_one() -> None:
    # Eight months without income and 4 × 5,000: 30 % of 20,000 is less than the 12,000, so nothing is due.
    shock = {"from_month": 4, "to_month": 11, "factor": 0}
    result = settled({**by_lease_year(), "demand_shocks": [shock]})
    assert by_month(result, "turnover.rent") == at({27: 6000, 30: 1500}, 30)
    # in sums over twelve months each month of the good year has its 500, those of the lean one nothing
    valued = settled({**by_lease_year(), "demand_shocks": [shock], "valuation": {"net_yield_share": 0.08}})
    assert by_month(valued, "turnover.part.counted", 14, 17) == money(0, 0, 500, 500)


def test_what_the_rent_takes_back_of_a_reduction_is_by_the_lease_year() -> None:
    # Months 4–9 free: the minimum of the first lease year is 6,000 and the share 18,000 either way.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 6}
    changes = by_lease_year()
    lease = {**LEASE, "reductions": [free]}
    result = settled({**changes, "deal.lease": lease})
    assert by_month(result, "turnover.rent", 15, 15) == money(12_000)
    assert sum(by_month(result, "lease.reduction.kept")) == near(0)
    # at 10 % the share is 6,000: of the 6,000 given all is kept, as the minimum was 12,000
    low = {
        **changes,
        "deal.turnover": {**changes["deal.turnover"], "share_of_income": 0.1},
        "deal.lease": lease,
    }
    assert sum(by_month(settled(low), "lease.reduction.kept")) == near(6000)


def test_what_is_taken_back_before_a_broken_year_is_of_its_own_year_alone() -> None:
    # The second lease year, months 16–27, is free; months 28–30 are a broken third. Of the 12,000 given the
    # share of 10 % takes 6,000 back, in month 28, and 6,000 is kept.
    changes = by_lease_year(share_of_income=0.1)
    lease = {**LEASE, "reductions": [{"kind": "rent_free", "from_month": 13, "to_month": 24}]}
    rates = {"party_rates.landlord_share_per_year": 0.12, "vat.policy": "unregistered"}
    result = settled({**changes, "deal.lease": lease, **rates})
    assert sum(by_month(result, "lease.reduction.kept")) == near(6000)
    assert by_month(result, "turnover.rent") == at({27: 6000}, 30)
    # rent is paid in its month
    month = 1.12 ** (1 / 12)
    given = sum(1000 / month**number for number in range(16, 28))
    assert result.number("landlord.reduction_present") == near(given - 6000 / month**28)


def test_a_lease_year_that_begins_in_january_is_the_calendar_year() -> None:
    lease = {**LEASE, "start_month": 1}
    one = settled({**by_lease_year(), "deal.lease": lease})
    other = settled({**by_lease_year(settlement_year="calendar"), "deal.lease": lease})
    for line in ("turnover.rent", "landlord.cash.rent", "landlord.ebitda", "operator.project_cash"):
        assert by_month(one, line) == money(*by_month(other, line))


def test_break_even_is_as_if_the_calendar_year_were_settled() -> None:
    # 60,000 λ less 18,000 costs and the greater of 12,000 and 30 %: 12,000 until λ = 2/3, so λ = 0.5.
    costs = {"costs": {"all": {"nok_per_month": 1500}}}
    result = settled({**by_lease_year(), **costs, "horizon_months": 36})
    assert float(result.values["break_even.factor"]) == near(0.5)


def test_what_is_settled_in_a_year_of_rising_prices_is_a_little_less_than_the_year_s_own() -> None:
    # Prices and rent 2 % up in January 2028: the year's own is 6,000 × 1.02. Settled in March: nine months of
    # 2027 at 500 and three at 510.
    rise = {"index.prices_share_per_year": {2027: 0, 2028: 0.02}}
    rise |= {"index.rent_share_per_year": {2027: 0, 2028: 0.02}}
    result = settled({**by_lease_year(), **rise, "horizon_months": 36})
    own = 12 * 510
    assert float(result.values["turnover.excess_year"][2]) == near(own)
    assert by_month(result, "turnover.rent", 27, 27) == money(9 * 500 + 3 * 510)
    assert own - (9 * 500 + 3 * 510) == near(own * 0.75 * 0.02 / 1.02)


def test_the_ladder_moves_the_rent_in_the_year_of_the_income_and_the_books_when_it_is_settled() -> None:
    # 30 % of all income; two places bought at 1,000 in 2027. Without them the rent of 2027 is 7,200 less: of
    # that 1,800 is settled in March 2027 and 5,400 in March 2028. In all three years it comes to the same.
    lease = {**LEASE, "rent_nok_per_m2_year": 0}
    desks = {"kind": "desks_bought", "payer": "sponsor", "product": "desk", "desks": 2}
    support = {"anchor": {**desks, "from_month": 13, "to_month": 24}}
    changes = {**by_lease_year(), "horizon_months": 39, "deal.lease": lease, "support": support}
    ladder = settled(changes).values["ladder.without_any"]
    books = ran(changes, "turnover_rent", with_support=False).values["operator.ebitda.year"]
    assert list(ladder[:3] - books[:3]) == money(0, 5_400, -5_400)
    assert float(ladder.sum()) == near(float(books.sum()))


def test_the_lease_year_does_not_stand_with_phases() -> None:
    phase = {"from_month": 10, "deal": {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 0}}
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny({**by_lease_year(), "phases": [phase]}, "turnover_rent"))
    assert [problem.path for problem in raised.value.problems] == ["deal.turnover.settlement_year"]
