"""Index (KPI-regulering), docs/model.md §2."""

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import by_month, money, ran, shares, tiny

STEPS = {2026: 0.5, 2027: 0.02, 2028: 0.03, 2029: 0.04}
"""2026's rate must never be used by a case that starts in 2026."""


def prices(start: str, rates: object, months: int = 36, share: float = 1.0) -> list[float]:
    result = ran(
        {
            "start_month": start,
            "horizon_months": months,
            "deal.lease.term_months": months,
            "index.prices_share_per_year": rates,
            "products.desk.index_share": share,
        }
    )
    # Five members at NOK 1,000: income / 5,000 is the index.
    return [income / 5000 for income in by_month(result, "products.desk.income")]


def rents(start: str, lease: dict[str, object], rates: object, months: int = 48) -> list[float]:
    """The lease's index by project month: rent of NOK 1,200 on 120 m² is NOK 12,000 a month."""
    result = ran(
        {
            "start_month": start,
            "horizon_months": months,
            "index.rent_share_per_year": rates,
            "deal.lease": {
                "term_months": 60,
                "rent_nok_per_m2_year": 1200,
                "payment": "monthly",
                **lease,
            },
        }
    )
    return [rent / 12_000 for rent in by_month(result, "lease.rent")]


def test_prices_step_on_1_january_by_that_years_rate_and_never_within_the_year() -> None:
    # January 2026: nothing in 2026; × 1.02 from month 13 (Jan 2027), × 1.03 from month 25 (Jan 2028).
    assert prices("2026-01", STEPS) == shares(*[1] * 12, *[1.02] * 12, *[1.02 * 1.03] * 12)


def test_a_case_that_starts_in_december_steps_the_month_after() -> None:
    # December 2026 is month 1; 1 January 2027 is month 2.
    assert prices("2026-12", STEPS, 15) == shares(1, *[1.02] * 12, *[1.02 * 1.03] * 2)


def test_the_agreed_share_of_the_index() -> None:
    # 60 % of 2 % is 1.2 %; 60 % of 3 % is 1.8 %.
    assert prices("2026-07", STEPS, 24, share=0.6) == shares(*[1] * 6, *[1.012] * 12, *[1.012 * 1.018] * 6)


def test_one_number_is_the_rate_of_every_year() -> None:
    assert prices("2026-01", 0.1, 36) == shares(*[1] * 12, *[1.1] * 12, *[1.21] * 12)


def test_a_year_left_out_carries_the_one_before_and_the_last_is_carried_forward() -> None:
    # 2027: 2 %, 2028: not stated, 2 %; 2029: 5 %; 2030: carried, 5 %.
    levels = prices("2026-01", {2027: 0.02, 2029: 0.05}, 60)
    assert levels[12::12] == shares(1.02, 1.02**2, 1.02**2 * 1.05, 1.02**2 * 1.05**2)


def test_a_falling_price_index_falls() -> None:
    # The floor is the lease's only.
    assert prices("2026-01", -0.1, 24)[12:] == shares(*[0.9] * 12)


def test_products_that_open_later_are_priced_in_money_of_the_cases_first_month() -> None:
    # Opens in month 15 (March 2027): 5 × 1,000 × 1.02.
    result = ran({"index.prices_share_per_year": 0.02, "products.desk.opening_month": 15})
    assert by_month(result, "products.desk.income", 14, 16) == money(0, 5100, 5100)


def test_costs_and_wages_have_their_own_rates() -> None:
    result = ran(
        {
            "index.prices_share_per_year": 0.5,
            "index.costs_share_per_year": 0.02,
            "index.wages_share_per_year": 0.03,
            "index.rent_share_per_year": 0.4,
            "costs": {
                "full": {"nok_per_month": 1000},
                "half": {"nok_per_month": 1000, "index_share": 0.5},
            },
            "staff": {"host": {"fte": 1, "salary_nok_per_year": 260_000}},
            "building.owner_costs_nok_per_m2_year": 100,
        }
    )
    assert by_month(result, "costs.full", 12, 13) == money(1000, 1020)
    assert by_month(result, "costs.half", 12, 13) == money(1000, 1010)
    # 260,000 × (1 − 25/260) = 235,000 a year; / 12; × 1.03 from January.
    assert by_month(result, "staff.host.wages", 12, 13) == money(235_000 / 12, 235_000 / 12 * 1.03)
    # 100 × 120 / 12 = 1,000.
    assert by_month(result, "owner_costs", 12, 13) == money(1000, 1020)


# ---- leases ----------------------------------------------------------------------------------------------


def test_standard_clause_from_january_steps_in_full_the_next_january() -> None:
    # January to 31 December is 12 months: 12/12 of 2 %.
    assert rents("2026-01", {}, STEPS) == shares(
        *[1] * 12, *[1.02] * 12, *[1.02 * 1.03] * 12, *[1.02 * 1.03 * 1.04] * 12
    )


def test_standard_clause_mid_quarter_takes_the_months_to_31_december() -> None:
    # Case from January 2026, lease from month 8 (August): August–December is 5 months, 5/12 of 2 %; then 3 %.
    first = 1 + 0.02 * 5 / 12
    found = rents("2026-01", {"start_month": 8}, STEPS, 36)
    assert found == shares(*[0] * 7, *[1] * 5, *[first] * 12, *[first * 1.03] * 12)


def test_standard_clause_in_december_takes_a_twelfth() -> None:
    first = 1 + 0.02 / 12
    assert rents("2026-12", {}, STEPS, 14) == shares(1, *[first] * 12, first * 1.03)


def test_a_leases_rent_is_money_of_its_own_first_month() -> None:
    # Lease from month 13 (January 2027): that very January's step is not taken; the next, 2028, in full.
    assert rents("2026-01", {"start_month": 13}, STEPS, 36) == shares(*[0] * 12, *[1] * 12, *[1.03] * 12)


def test_standard_clause_with_a_share_of_the_index() -> None:
    # Lease from October (3 months to 31 December): 80 % of 2 % × 3/12 = 0.4 %; then 80 % of 3 % = 2.4 %.
    found = rents("2026-10", {"index_share": 0.8}, STEPS, 18)
    assert found == shares(*[1] * 3, *[1.004] * 12, *[1.004 * 1.024] * 3)


def test_after_12_months_from_january_steps_at_the_next_january() -> None:
    # 1 January 2027 is 12 months after 1 January 2026: at least 12.
    assert rents("2026-01", {"index_clause": "after_12_months"}, STEPS, 36) == shares(
        *[1] * 12, *[1.02] * 12, *[1.02 * 1.03] * 12
    )


@pytest.mark.parametrize(("start", "months_before"), [("2026-02", 23), ("2026-12", 13)])
def test_after_12_months_otherwise_waits_for_the_january_after(start: str, months_before: int) -> None:
    # From February 2026, 1 January 2027 comes after 11 months: not yet. 1 January 2028 is month 24.
    found = rents(start, {"index_clause": "after_12_months"}, STEPS, months_before + 1)
    assert found == shares(*[1] * months_before, 1.03)


def test_anniversary_steps_every_twelfth_month_by_the_rate_of_its_year() -> None:
    # Lease from month 3 (March 2026): March 2027 by 2027's 2 %, March 2028 by 2028's 3 %.
    found = rents("2026-01", {"index_clause": "anniversary", "start_month": 3}, STEPS, 30)
    assert found == shares(*[0] * 2, *[1] * 12, *[1.02] * 12, *[1.02 * 1.03] * 4)


def test_anniversary_in_january_is_the_same_as_standard_from_january() -> None:
    assert rents("2026-01", {"index_clause": "anniversary"}, STEPS) == shares(*rents("2026-01", {}, STEPS))


@pytest.mark.parametrize("clause", ["standard", "after_12_months", "anniversary"])
def test_the_rent_never_falls_below_the_agreed_rent(clause: str) -> None:
    # −10 % would give 0.9; the rent stays. −10 % then +20 %: 0.9 × 1.2 = 1.08, above what was agreed.
    found = rents("2026-01", {"index_clause": clause}, {2027: -0.1, 2028: 0.2}, 36)
    assert found == shares(*[1] * 24, *[1.08] * 12)


def test_a_fall_after_a_rise_is_taken_down_to_the_agreed_rent() -> None:
    # 1.10, then 1.10 × 0.95 = 1.045, then × 0.8 = 0.836: held at 1.
    found = rents("2026-01", {}, {2027: 0.1, 2028: -0.05, 2029: -0.2})
    assert found[::12] == shares(1, 1.1, 1.045, 1)


# ---- other clauses ---------------------------------------------------------------------------------------


def test_a_stated_month_steps_there_each_year_the_first_time_by_the_months_from_the_start() -> None:
    # Starts 1 May 2026, steps in October: the first time in October 2026 by 5/12 of that year's rate of 12 %,
    # 5 %; then 2 % in October 2027 and 3 % in 2028.
    rates = {**STEPS, 2026: 0.12}
    clause = {"index_clause": "on_month", "index_month": 10}
    first, second = 1.05, 1.05 * 1.02
    found = rents("2026-05", clause, rates, 30)
    assert found == shares(*[1] * 5, *[first] * 12, *[second] * 12, second * 1.03)


def test_a_stated_month_that_is_the_start_steps_after_a_year() -> None:
    clause = {"index_clause": "on_month", "index_month": 5}
    assert rents("2026-05", clause, 0.1, 14) == shares(*[1] * 12, 1.1, 1.1)


def test_a_rent_that_is_not_indexed() -> None:
    assert rents("2026-05", {"index_clause": "none"}, 0.1, 40) == shares(*[1] * 40)


def test_the_first_step_covers_the_months_it_says() -> None:
    # The index month is October 2025, the lease starts 1 January 2026: in January 2027 it steps by 15/12 of
    # 2 %, 2.5 %, then by all of 3 %.
    clause = {"index_first_step_months": 15}
    assert rents("2026-01", clause, STEPS, 25) == shares(*[1] * 12, *[1.025] * 12, 1.025 * 1.03)
    # After 12 months, from 1 May 2026: first in January 2028, 20 months after the start: 20/12 of 3 %, 5 %.
    late = {"index_clause": "after_12_months", "index_first_step_months": 20}
    assert rents("2026-05", late, STEPS, 33) == shares(*[1] * 20, *[1.05] * 12, 1.05 * 1.04)
    # On the anniversary, 6/12 of 2 % and then 3 %.
    yearly = {"index_clause": "anniversary", "index_first_step_months": 6}
    assert rents("2026-05", yearly, STEPS, 25) == shares(*[1] * 12, *[1.01] * 12, 1.01 * 1.03)


def test_the_rent_rises_by_the_least_that_is_agreed() -> None:
    # At least 2.5 % a year: 2 % becomes 2.5 %, 3 % stays; half of the index is 1.5 % and becomes 2.5 %.
    clause = {"index_minimum_share_per_year": 0.025}
    assert rents("2026-01", clause, STEPS, 25) == shares(*[1] * 12, *[1.025] * 12, 1.025 * 1.03)
    half = {**clause, "index_share": 0.5}
    assert rents("2026-01", half, STEPS, 25) == shares(*[1] * 12, *[1.025] * 12, 1.025**2)
    # A first step of a part of the year takes that part of the least rise too: 8/12 of 3 %. (May is month 1.)
    assert rents("2026-05", {"index_minimum_share_per_year": 0.03}, 0, 12) == shares(*[1] * 8, *[1.02] * 4)


def test_fixed_rises_come_on_top_and_are_indexed_as_the_rent() -> None:
    # 1,200; 60 more from lease month 7, 30 more from month 19: 1.05 and 1.075. Indexed 2 % in January 2027.
    rises = [{"from_month": 7, "nok_per_m2_year": 60}, {"from_month": 19, "nok_per_m2_year": 30}]
    plain = rents("2026-01", {"rises": rises, "index_clause": "none"}, 0.02, 20)
    assert plain == shares(*[1] * 6, *[1.05] * 12, *[1.075] * 2)
    assert rents("2026-01", {"rises": rises}, 0.02, 13)[-1] == pytest.approx(1.05 * 1.02)


def test_the_ordinary_tenants_rent_may_step_in_a_stated_month_too() -> None:
    tenant = {
        "rent_nok_per_m2_year": 1200, "void_months": 0, "term_months": 60, "payment": "monthly",
        "index_clause": "on_month", "index_month": 7,
    }  # fmt: skip
    result = ran({"comparison.ordinary_tenant": tenant, "index.rent_share_per_year": 0.1})
    # From January 2026: July by 6/12 of 10 %.
    assert by_month(result, "ordinary.rent", 6, 7) == money(12_000, 12_600)


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"index_clause": "on_month"}, "index_month", "Legg til linjen «index_month"),
        ({"index_month": 3}, "index_month", "når index_clause er standard"),
        (
            {"index_clause": "none", "index_minimum_share_per_year": 0.02},
            "index_minimum_share_per_year",
            "none",
        ),
        ({"index_clause": "none", "index_first_step_months": 9}, "index_first_step_months", "none"),
        ({"index_clause": "on_month", "index_month": 13}, "index_month", "fra 1 til 12"),
        (
            {"rises": [{"from_month": 61, "nok_per_m2_year": 9}]},
            "rises.0.from_month",
            "etter leietiden på 60",
        ),
    ],
)
def test_mistakes_in_a_clause_are_told(fields: dict[str, object], path: str, said: str) -> None:
    lease = {"term_months": 60, "rent_nok_per_m2_year": 1200, **fields}
    with pytest.raises(CaseError) as error:
        case_from_mapping(tiny({"deal.lease": lease}))
    told = [problem for problem in error.value.problems if problem.path == f"deal.lease.{path}"]
    assert len(told) == 1
    assert said in told[0].message()
