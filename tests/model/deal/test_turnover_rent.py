"""Turnover rent (omsetningsleie) by calendar year, docs/model.md §4.

Income is 5,000 a month, 60,000 a year; the minimum rent is 100 × 120 / 12 = 1,000 a month unless stated.
"""

import pytest

from tests.model.tiny import at, by_month, money, near, ran

GREATER_OF = {"mode": "greater_of", "share_of_income": 0.3}


def terms(turnover: dict[str, object], **lease: object) -> dict[str, object]:
    return {
        "deal.turnover": turnover,
        "deal.lease": {
            "term_months": 24,
            "rent_nok_per_m2_year": 100,
            "payment": "monthly",
            **lease,
        },
    }


def above(share: float, threshold: float) -> dict[str, object]:
    return {"mode": "above_threshold", "share_of_income": share, "threshold_nok_per_year": threshold}


def run_terms(changes: dict[str, object]):  # type: ignore[no-untyped-def]
    return ran(changes, "turnover_rent")


def test_the_greater_of_minimum_and_share_is_earned_in_december() -> None:
    # 30 % of 60,000 = 18,000; minimum 12,000; excess 6,000 a year.
    result = run_terms(terms(GREATER_OF))
    assert by_month(result, "lease.rent") == money(*[1000] * 24)
    assert by_month(result, "turnover.rent") == at({12: 6000, 24: 6000})


def test_the_minimum_stands_where_the_share_is_less() -> None:
    # 10 % of 60,000 = 6,000, less than 12,000: nothing on top, nothing back.
    result = run_terms(terms({"mode": "greater_of", "share_of_income": 0.1}))
    assert by_month(result, "turnover.rent") == money(*[0] * 24)


def test_the_excess_is_paid_in_january_with_vat_and_the_last_years_is_settled() -> None:
    result = run_terms(terms(GREATER_OF))
    cash = by_month(result, "landlord.project_cash")
    # January 2027 (13): rent 1,250 + 6,000 × 1.25 = 8,750. February: VAT of November–December, 500. April:
    # VAT of January–February: 250 + 1,500 + 250 = 2,000.
    assert cash[12:16] == money(8750, 1250 - 500, 1250, 1250 - 2000)
    # December 2027 (24): rent 1,250, VAT of September–October 500 paid, and settled: the year's 7,500 less
    # VAT of November–December on rent 500 and on the excess 1,500.
    assert cash[23] == near(1250 - 500 + 7500 - 500 - 1500)
    # Over the horizon the landlord is left with rent ex VAT: 24 × 1,000 + 2 × 6,000.
    assert sum(cash) == near(36_000)
    # What the landlord gets the operator pays: 24 × 5,000 less that.
    assert sum(by_month(result, "operator.project_cash")) == near(120_000 - 36_000)


def test_share_above_a_threshold_comes_on_top_of_the_minimum() -> None:
    # 20 % × (60,000 − 24,000) = 7,200, whatever the minimum is.
    result = run_terms(terms(above(0.2, 24_000)))
    assert by_month(result, "turnover.rent") == at({12: 7200, 24: 7200})


def test_nothing_below_the_threshold() -> None:
    result = run_terms(terms(above(0.2, 100_000)))
    assert by_month(result, "turnover.rent") == money(*[0] * 24)


def test_minimum_and_threshold_by_months_of_lease_in_the_year() -> None:
    # Lease April 2026 to March 2027. 2026, nine months: 50 % × (45,000 − 18,000) = 13,500, paid in January
    # 2027 (month 13). 2027, three months: 50 % × (15,000 − 6,000) = 4,500, paid in January 2028 (month 25).
    changes = terms(above(0.5, 24_000), start_month=4, term_months=12)
    changes["horizon_months"] = 30
    result = run_terms(changes)
    assert by_month(result, "turnover.rent.invoiced") == at({13: 13_500, 25: 4500}, 30)
    # The year's, not the month's: earned by the end of each year.
    earned = by_month(result, "turnover.rent")
    assert sum(earned[:12]) == near(13_500)
    assert sum(earned[12:24]) == near(4500)


def test_a_minimum_of_a_broken_year() -> None:
    # Lease from April: 30 % × 45,000 = 13,500 less 9 × 1,000 = 4,500.
    result = run_terms(terms(GREATER_OF, start_month=4))
    assert by_month(result, "turnover.rent", 1, 12) == at({12: 4500}, 12)


def test_a_case_from_october_has_a_first_year_of_three_months() -> None:
    # 30 % × 15,000 − 3,000 = 1,500 in December, paid in January, month 4.
    result = run_terms({**terms(GREATER_OF), "start_month": "2026-10"})
    assert by_month(result, "turnover.rent", 1, 4) == money(0, 0, 1500, 0)
    assert by_month(result, "turnover.rent.invoiced", 1, 4) == money(0, 0, 0, 1500)


def test_a_horizon_that_ends_within_a_year_accrues_what_is_earned() -> None:
    # 18 months: January–June 2027: 30 % × 30,000 − 6,000 = 3,000, accrued and settled in June, month 18.
    result = run_terms({**terms(GREATER_OF), "horizon_months": 18})
    assert by_month(result, "turnover.rent") == at({12: 6000, 18: 3000}, 18)
    assert sum(by_month(result, "landlord.project_cash")) == near(18_000 + 9000)


def test_a_reduced_minimum_leaves_more_to_the_share() -> None:
    # January–June rent-free: minimum 6,000; the share is not reduced: 18,000 − 6,000.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 6}
    result = run_terms(terms(GREATER_OF, reductions=[free]))
    assert by_month(result, "turnover.rent") == at({12: 12_000, 24: 6000})


def test_the_threshold_is_not_indexed_but_the_minimum_is() -> None:
    # 2027: income 66,000 (+10 %). Threshold: 50 % × (66,000 − 24,000) = 21,000.
    changes = terms(above(0.5, 24_000))
    changes |= {"index.prices_share_per_year": 0.1, "index.rent_share_per_year": 0.1}
    assert by_month(run_terms(changes), "turnover.rent") == at({12: 18_000, 24: 21_000})
    # Greater of: 30 % × 66,000 − 12 × 1,100 = 6,600.
    changes["deal.turnover"] = GREATER_OF
    assert by_month(run_terms(changes), "turnover.rent") == at({12: 6000, 24: 6600})


def test_income_is_with_services_and_without_grants_or_vat() -> None:
    # Services 1,000 a month: 30 % × 72,000 − 12,000 = 9,600. The grant is no income of the concept.
    changes = terms(GREATER_OF)
    changes["services.itemised"] = {"it": {"price_nok_per_use": 100, "uses_per_month": 10}}
    changes["support"] = {
        "grant": {
            "kind": "grant",
            "payer": "municipality",
            "receiver": "operator",
            "amount_nok": 50_000,
            "month": 3,
        }
    }
    assert by_month(run_terms(changes), "turnover.rent") == at({12: 9600, 24: 9600})


def test_common_costs_are_no_part_of_the_minimum() -> None:
    changes = terms(GREATER_OF, common_costs_nok_per_m2_year=50)
    assert by_month(run_terms(changes), "turnover.rent") == at({12: 6000, 24: 6000})


def test_free_premises_cover_the_rent_and_not_the_turnover_share() -> None:
    # The operator's rent of 1,000 is covered in months 1–2; the share above the minimum is not reduced by it.
    changes = terms(GREATER_OF)
    changes["support"] = {
        "free": {"kind": "free_premises", "payer": "municipality", "from_month": 1, "to_month": 2}
    }
    result = run_terms(changes)
    assert by_month(result, "municipality.support", 1, 3) == money(1000, 1000, 0)
    assert by_month(result, "turnover.rent") == at({12: 6000, 24: 6000})


@pytest.mark.parametrize(
    ("minimum", "turnover", "yearly_income", "expected"),
    [
        # Rules §12: minimum 50,000, 4 % above 1.0m, turnover 1.1m = 54,000.
        (50_000, above(0.04, 1_000_000), 1_100_000, 54_000),
        # Minimum 60,000, 5 %, turnover 1,200,500; natural threshold 60,000 / 5 % = 1.2m: + 25.
        (60_000, {"mode": "greater_of", "share_of_income": 0.05}, 1_200_500, 60_025),
    ],
)
def test_reference_values(
    minimum: float, turnover: dict[str, object], yearly_income: float, expected: float
) -> None:
    changes = terms(turnover, rent_nok_per_m2_year=minimum / 120)
    changes["products.desk.price_nok_per_month"] = yearly_income / 12 / 5
    result = run_terms(changes)
    year = sum(by_month(result, "lease.rent", 1, 12)) + sum(by_month(result, "turnover.rent", 1, 12))
    assert year == near(expected)
