"""Sublease (fremleie): rent, reductions, payment, security, break and renewal, docs/model.md §4.

The base lease is NOK 1,200 per m² and year on 120 m²: 12,000 a month.
"""

import pytest

from tests.model.tiny import at, by_month, by_year, money, near, ran

RENT_FREE = {"kind": "rent_free", "from_month": 1, "to_month": 2}
A_QUARTER_OFF = {"kind": "percentage", "from_month": 3, "to_month": 4, "share": 0.25}
STATED = {"kind": "stated_rent", "from_month": 5, "to_month": 6, "rent_nok_per_m2_year": 600}


def lease(**fields: object) -> dict[str, object]:
    return {"deal.lease": {"term_months": 24, "rent_nok_per_m2_year": 1200, "payment": "monthly", **fields}}


def quarterly(**fields: object) -> dict[str, object]:
    return lease(payment="quarterly_in_advance", **fields)


# ---- rent and reductions ---------------------------------------------------------------------------------


def test_rent_is_per_m2_and_year_over_twelve() -> None:
    # 1,200 × 120 / 12.
    result = ran(lease())
    assert by_month(result, "lease.rent") == money(*[12_000] * 24)
    assert by_month(result, "operator.ebitda", 1, 1) == money(5000 - 12_000)
    assert by_month(result, "landlord.ebitda", 1, 1) == money(12_000)


def test_the_leased_area_may_be_part_of_the_building() -> None:
    # 1,200 × 50 / 12 = 5,000.
    assert by_month(ran(lease(area_m2=50)), "lease.rent", 1, 1) == money(5000)


def test_the_area_with_common_share_is_leased_where_none_is_stated() -> None:
    # Two spaces, 120 m² (150 with common share) and 30 m²: 1,200 × 180 / 12 = 18,000.
    changes = lease()
    changes["building.spaces.floor.with_common_m2"] = 150
    changes["building.spaces.room"] = {"kind": "meeting_room", "exclusive_m2": 30}
    assert by_month(ran(changes), "lease.rent", 1, 1) == money(18_000)


def test_every_kind_of_reduction_counted_from_lease_start() -> None:
    # Lease from month 3: free in months 3–4, 25 % off in 5–6 (9,000), 600 stated in 7–8 (6,000), then 12,000.
    result = ran(lease(start_month=3, reductions=[RENT_FREE, A_QUARTER_OFF, STATED]))
    expected = [0, 0, 0, 0, 9000, 9000, 6000, 6000, 12_000]
    assert by_month(result, "lease.rent", 1, 9) == money(*expected)
    # The reduction is market rent less rent.
    reduced = [0, 0, 12_000, 12_000, 3000, 3000, 6000, 6000, 0]
    assert by_month(result, "lease.reduction", 1, 9) == money(*reduced)


def test_reductions_in_any_order_in_the_list() -> None:
    result = ran(lease(reductions=[STATED, RENT_FREE, A_QUARTER_OFF]))
    assert by_month(result, "lease.rent", 1, 7) == money(0, 0, 9000, 9000, 6000, 6000, 12_000)


def test_percentage_and_stated_rent_are_indexed_as_the_lease() -> None:
    # From November 2026 (2 months to 31 December), KPI 12 % in 2027: index 1.02 from month 3 (January 2027).
    # Months 3–4: 12,000 × 1.02 × 0.75 = 9,180. Months 5–6: 6,000 × 1.02 = 6,120.
    changes = lease(reductions=[RENT_FREE, A_QUARTER_OFF, STATED])
    changes |= {"start_month": "2026-11", "index.rent_share_per_year": {2027: 0.12}}
    assert by_month(ran(changes), "lease.rent", 1, 7) == money(0, 0, 9180, 9180, 6120, 6120, 12_240)


def test_common_costs_are_not_reduced() -> None:
    # 300 × 120 / 12 = 3,000 from the first day.
    result = ran(lease(common_costs_nok_per_m2_year=300, reductions=[RENT_FREE]))
    assert by_month(result, "lease.common_costs", 1, 3) == money(3000, 3000, 3000)
    assert by_month(result, "operator.ebitda", 1, 3) == money(2000, 2000, -10_000)


def test_reduction_is_reported_nominal_and_present() -> None:
    # Reductions of lease months 1–6: 12,000 ×2 + 3,000 ×2 + 6,000 ×2 = 42,000, at 8 % from month 1. By §13.4
    # the present cost is of what the landlord's cash loses: 25 % VAT, which it would have held until April,
    # June and August, goes with the rent.
    result = ran(lease(reductions=[RENT_FREE, A_QUARTER_OFF, STATED]))
    assert result.number("landlord.reduction_nominal") == near(42_000)
    d = 1.08 ** (-1 / 12)
    present = 1.25 * (12_000 * (d + d**2) + 3000 * (d**3 + d**4) + 6000 * (d**5 + d**6))
    present -= 0.25 * 2 * (12_000 * d**4 + 3000 * d**6 + 6000 * d**8)
    assert result.number("landlord.reduction_present") == near(present)


def test_each_of_several_reductions_is_reported_by_itself() -> None:
    # 12,000, 3,000 and 6,000 in two months each, at 8 %; the VAT of both is settled two months later.
    result = ran(lease(reductions=[RENT_FREE, A_QUARTER_OFF, STATED]))
    d = 1.08 ** (-1 / 12)
    for i, (amount, first) in enumerate([(12_000, 1), (3_000, 3), (6_000, 5)], start=1):
        assert result.number(f"landlord.reduction.{i}.nominal") == near(2 * amount)
        assert result.number(f"landlord.reduction.{i}.present") == near(
            amount * (1.25 * (d**first + d ** (first + 1)) - 0.5 * d ** (first + 3))
        )
    shown = {measure.line.id for measure in result.built.measures}
    assert "landlord.reduction.3.present" in shown
    # two are several, one is the whole
    two = {measure.line.id for measure in ran(lease(reductions=[RENT_FREE, STATED])).built.measures}
    assert {"landlord.reduction.1.nominal", "landlord.reduction.2.nominal"} <= two
    one = {measure.line.id for measure in ran(lease(reductions=[RENT_FREE])).built.measures}
    assert "landlord.reduction.1.nominal" not in one


def test_common_costs_follow_the_index_of_costs_and_the_lease() -> None:
    # Costs 10 % and rent 20 % in January 2027; the lease is of 60 m² in months 3 to 14: 300 × 60 / 12.
    changes = lease(start_month=3, term_months=12, area_m2=60, common_costs_nok_per_m2_year=300)
    changes |= {"index.costs_share_per_year": 0.1, "index.rent_share_per_year": 0.2}
    costs = {**dict.fromkeys(range(3, 13), 1_500), 13: 1_650, 14: 1_650}
    assert by_month(ran(changes), "lease.common_costs") == at(costs)


def test_a_stated_renewal_rent_is_of_the_leased_area_and_ends_with_the_renewal() -> None:
    # 60 of 120 m²: 6,000 for ten months, then 1,500 × 60 / 12 = 7,500 for eight.
    renewal = {"term_months": 8, "rent_nok_per_m2_year": 1500}
    result = ran(lease(term_months=10, area_m2=60, renewal=renewal))
    assert by_month(result, "lease.rent") == money(*[6_000] * 10, *[7_500] * 8, *[0] * 6)


def test_a_stated_renewal_rent_is_not_taken_after_a_break() -> None:
    renewal = {"term_months": 8, "rent_nok_per_m2_year": 1500}
    result = ran(lease(term_months=10, break_option={"month": 5, "exercised": True}, renewal=renewal))
    assert by_month(result, "lease.rent") == at(dict.fromkeys(range(1, 6), 12_000))


def test_a_stated_rent_above_the_market_rent_is_a_negative_reduction() -> None:
    steep = {"kind": "stated_rent", "from_month": 1, "to_month": 1, "rent_nok_per_m2_year": 1500}
    result = ran(lease(reductions=[steep]))
    assert by_month(result, "lease.rent", 1, 2) == money(15_000, 12_000)
    assert result.number("landlord.reduction_nominal") == near(-3000)


# ---- payment ---------------------------------------------------------------------------------------------


def test_monthly_payment_with_vat() -> None:
    assert by_month(ran(lease()), "lease.rent.paid", 1, 3) == money(15_000, 15_000, 15_000)


def test_by_calendar_quarter_in_advance() -> None:
    # Three months in January, April, July and October, with 25 % VAT: 36,000 + 9,000.
    paid = by_month(ran(quarterly()), "lease.rent.paid")
    assert paid == at(dict.fromkeys([1, 4, 7, 10, 13, 16, 19, 22], 45_000))


def test_a_lease_from_mid_quarter_pays_the_broken_quarter_in_its_first_month() -> None:
    # Lease from February: February and March are paid in February (24,000), then April–June in April.
    result = ran(quarterly(start_month=2, term_months=23))
    months = {2: 24_000, **dict.fromkeys([4, 7, 10, 13, 16, 19, 22], 36_000)}
    assert by_month(result, "lease.rent.invoiced") == at(months)


def test_a_lease_from_the_quarters_last_month() -> None:
    # Lease from March: one month in March, a whole quarter in April.
    result = ran(quarterly(start_month=3, term_months=10))
    assert by_month(result, "lease.rent.invoiced") == at({3: 12_000, 4: 36_000, 7: 36_000, 10: 36_000})


def test_the_last_quarter_ends_with_the_lease() -> None:
    # February to October: October alone is paid in October.
    result = ran(quarterly(start_month=2, term_months=9))
    assert by_month(result, "lease.rent.invoiced") == at({2: 24_000, 4: 36_000, 7: 36_000, 10: 12_000})


def test_a_case_that_starts_mid_quarter_with_its_lease() -> None:
    # The case and the lease start in November 2026: November–December paid in month 1, January–March in month
    # 3.
    result = ran({**quarterly(), "start_month": "2026-11"})
    months = {1: 24_000, **dict.fromkeys([3, 6, 9, 12, 15, 18, 21], 36_000), 24: 12_000}
    assert by_month(result, "lease.rent.invoiced") == at(months)


def test_a_reduction_within_the_quarter() -> None:
    # January and February free, March full: 12,000 paid in January.
    result = ran(quarterly(reductions=[RENT_FREE]))
    assert by_month(result, "lease.rent.invoiced", 1, 4) == money(12_000, 0, 0, 36_000)


def test_an_anniversary_within_the_quarter_is_invoiced_as_earned() -> None:
    # Lease from May 2026 with the case; May 2027 is month 13 and steps 10 %. Q2 2027 (months 12–14): 12,000 +
    # 13,200 + 13,200, paid in April, month 12.
    changes = quarterly(index_clause="anniversary")
    changes |= {"start_month": "2026-05", "index.rent_share_per_year": 0.1}
    assert by_month(ran(changes), "lease.rent.invoiced", 12, 15) == money(38_400, 0, 0, 39_600)


@pytest.mark.parametrize("start", range(1, 13))
def test_all_rent_earned_is_invoiced_once(start: int) -> None:
    result = ran(quarterly(start_month=start, term_months=12, common_costs_nok_per_m2_year=300))
    assert sum(by_month(result, "lease.rent.invoiced")) == near(12 * 12_000)
    assert sum(by_month(result, "lease.common_costs.invoiced")) == near(12 * 3000)


def test_rent_paid_beyond_the_horizon_is_settled_in_the_last_month() -> None:
    # Horizon 13 months: the quarter January–March 2027 is paid in month 13 for three months; two of them,
    # 24,000 + VAT, are prepaid and settled the same month, in the named line.
    result = ran({**quarterly(), "horizon_months": 13})
    assert by_month(result, "lease.rent.invoiced", 13, 13) == money(36_000)


@pytest.mark.parametrize(
    ("horizon", "term", "invoiced", "beyond"),
    [
        # horizon in January: the invoice of January is for as much of the quarter as the lease runs
        (13, 60, 36_000, 24_000),
        (13, 15, 36_000, 24_000),
        (13, 13, 12_000, 0),
        # in February: one month past it
        (14, 60, 36_000, 12_000),
        (14, 15, 36_000, 12_000),
        (14, 14, 24_000, 0),
        (14, 13, 12_000, 0),
        # in March: none
        (15, 60, 36_000, 0),
    ],
)
def test_the_last_quarters_invoice_and_what_is_credited_at_the_horizon(
    horizon: int, term: int, invoiced: float, beyond: float
) -> None:
    result = ran({**quarterly(term_months=term), "horizon_months": horizon})
    assert by_month(result, "lease.rent.invoiced", 13, 13) == money(invoiced)
    assert by_month(result, "lease.rent.credited") == at({horizon: -beyond}, horizon)
    # with its VAT
    assert by_month(result, "lease.rent.settled") == at({horizon: -1.25 * beyond}, horizon)
    earned = 12_000 * min(horizon, term)
    assert sum(by_month(result, "lease.rent")) == near(earned)
    assert sum(by_month(result, "lease.rent.paid")) - 1.25 * beyond == near(1.25 * earned)


def test_months_past_the_horizon_are_invoiced_at_the_last_known_rent() -> None:
    # Horizon in February 2027; January is free: 0 + 12,000 + 12,000 for March, which is credited.
    free = {"kind": "rent_free", "from_month": 13, "to_month": 13}
    result = ran({**quarterly(term_months=60, reductions=[free]), "horizon_months": 14})
    assert by_month(result, "lease.rent.invoiced", 13, 14) == money(24_000, 0)
    assert by_month(result, "lease.rent.credited", 14, 14) == money(-12_000)


def test_a_lease_that_begins_in_a_broken_quarter_at_the_horizon() -> None:
    # From February 2027, the horizon's last month, to November: February and March are invoiced.
    result = ran({**quarterly(start_month=14, term_months=10), "horizon_months": 14})
    assert by_month(result, "lease.rent.invoiced", 13, 14) == money(0, 24_000)
    assert by_month(result, "lease.rent.credited", 14, 14) == money(-12_000)


def test_the_income_statement_has_rent_as_earned_the_cash_flow_as_paid() -> None:
    result = ran(quarterly())
    assert by_month(result, "operator.income.rent", 1, 3) == money(-12_000, -12_000, -12_000)
    assert by_month(result, "operator.cash.rent", 1, 3) == money(-45_000, 0, 0)
    assert by_year(result, "operator.income.rent.year") == money(-144_000, -144_000)
    assert by_year(result, "operator.cash.rent.year") == money(-180_000, -180_000)


# ---- security --------------------------------------------------------------------------------------------

DEPOSIT = {"kind": "deposit", "months_of_rent": 3}


def test_deposit_is_months_of_rent_with_common_costs_and_vat() -> None:
    # 3 × (12,000 + 3,000) × 1.25 = 56,250, also when the first months are rent-free; back after the lease.
    result = ran(
        lease(
            start_month=2,
            term_months=10,
            common_costs_nok_per_m2_year=300,
            reductions=[RENT_FREE],
            security=DEPOSIT,
        )
    )
    assert by_month(result, "operator.cash.deposit") == at({2: -56_250, 12: 56_250})
    # A deposit is no cash flow of the project: before deposits means the same with and without.
    bare = ran(lease(start_month=2, term_months=10, common_costs_nok_per_m2_year=300, reductions=[RENT_FREE]))
    assert by_month(result, "operator.project_cash") == money(*by_month(bare, "operator.project_cash"))
    assert by_month(result, "operator.ebitda") == money(*by_month(bare, "operator.ebitda"))


@pytest.mark.parametrize("kind", ["deposit", "guarantee"])
def test_security_carries_vat_on_the_part_of_the_area_that_does(kind: str) -> None:
    # 60 % of the members are eligible: 3 × 12,000 × (1 + 0.25 × 0.6) = 41,400 while the lease runs.
    security = {"kind": kind, "months_of_rent": 3}
    if kind == "guarantee":
        security["guarantee_fee_share_per_year"] = 0.02
    changes = lease(start_month=2, term_months=10, security=security)
    changes |= {"vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.4}
    assert by_month(ran(changes), "lease.security") == at(dict.fromkeys(range(2, 12), 41_400))


def test_a_deposit_is_settled_at_the_horizon() -> None:
    # The lease outlives the horizon: 3 × 12,000 × 1.25 = 45,000 back in month 24.
    result = ran(lease(term_months=60, security=DEPOSIT))
    assert by_month(result, "operator.cash.deposit") == at({1: -45_000, 24: 45_000})


def test_guarantee_costs_a_yearly_fee_while_the_lease_runs() -> None:
    # 6 × 12,000 × 1.25 = 90,000; 2 % a year = 1,800, 150 a month.
    security = {"kind": "guarantee", "months_of_rent": 6, "guarantee_fee_share_per_year": 0.02}
    result = ran(lease(start_month=2, term_months=12, security=security))
    assert sum(by_month(result, "lease.guarantee_fee")) == near(1800)
    assert by_month(result, "lease.guarantee_fee", 1, 3) == money(0, 150, 150)
    assert by_month(result, "operator.ebitda", 3, 3) == money(5000 - 12_000 - 150)


# ---- term, break, renewal --------------------------------------------------------------------------------


def test_the_lease_ends_with_its_term() -> None:
    result = ran(lease(term_months=7))
    assert by_month(result, "lease.rent") == at(dict.fromkeys(range(1, 8), 12_000))
    assert by_month(result, "income.total", 7, 8) == money(5000, 0)


def test_a_break_that_is_exercised_ends_the_lease_after_its_month() -> None:
    result = ran(lease(break_option={"month": 5, "exercised": True}))
    assert by_month(result, "lease.rent") == at(dict.fromkeys(range(1, 6), 12_000))
    assert by_month(result, "income.total", 5, 6) == money(5000, 0)


def test_a_break_that_is_not_exercised_changes_nothing() -> None:
    result = ran(lease(break_option={"month": 5, "exercised": False}))
    assert by_month(result, "lease.rent") == money(*[12_000] * 24)


def test_renewal_without_a_stated_rent_goes_on_at_the_indexed_rent() -> None:
    # 12 months, then 6 more; KPI 10 % in January 2027 (month 13), standard clause from January: in full.
    changes = lease(term_months=12, renewal={"term_months": 6})
    changes["index.rent_share_per_year"] = 0.1
    result = ran(changes)
    assert by_month(result, "lease.rent", 12, 19) == money(12_000, *[13_200] * 6, 0)
    assert by_month(result, "income.total", 18, 19) == money(5000, 0)


def test_renewal_at_a_stated_rent() -> None:
    # 10 months at 12,000, then 14 at 1,500 × 120 / 12 = 15,000. Without index.
    result = ran(lease(term_months=10, renewal={"term_months": 14, "rent_nok_per_m2_year": 1500}))
    assert by_month(result, "lease.rent") == money(*[12_000] * 10, *[15_000] * 14)


def test_a_stated_renewal_rent_is_money_of_the_renewals_first_month() -> None:
    # Rule §2: a contract's amounts are in the money of its own first month. From January 2026, 18 months; the
    # renewal starts in July 2027 (month 19) at 1,500: 15,000, not stepped by what the old lease had gathered;
    # its first step, 6/12 of 10 % in January 2028 (month 25), then 10 % in January 2029.
    changes = lease(term_months=18, renewal={"term_months": 36, "rent_nok_per_m2_year": 1500})
    changes |= {"index.rent_share_per_year": 0.1, "horizon_months": 40}
    rent = by_month(ran(changes), "lease.rent")
    assert rent[17:19] == money(13_200, 15_000)
    assert rent[23:25] == money(15_000, 15_750)
    assert rent[36] == near(15_750 * 1.1)


def test_no_renewal_after_a_break() -> None:
    result = ran(lease(break_option={"month": 5, "exercised": True}, renewal={"term_months": 12}))
    assert by_month(result, "lease.rent") == at(dict.fromkeys(range(1, 6), 12_000))


def test_lease_start_may_follow_works() -> None:
    # Works of months 1–2 delayed 3: a lease from month 3 starts in month 6.
    works = {"rehab": {"amount_nok": 0, "start_month": 1, "months": 2, "delay_months": 3}}
    linked = ran({**lease(start_month=3, follows_works="rehab", term_months=10), "works": works})
    assert by_month(linked, "lease.rent") == at(dict.fromkeys(range(6, 16), 12_000))
    free = ran({**lease(start_month=3, term_months=10), "works": works})
    assert by_month(free, "lease.rent") == at(dict.fromkeys(range(3, 13), 12_000))
