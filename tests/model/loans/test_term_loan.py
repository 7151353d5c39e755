"""Loans paid out at once: kinds, terms, fees, balloons and refinancing (docs/model.md §7, §12).

Most loans here are of NOK 12,000 at 12 % a year: 1 % a month, 3 % a quarter. numpy-financial stands second
witness where the hand calculation is a closed form.
"""

from typing import Any

import numpy_financial as npf
import pytest

from tests.case.cases import Stated
from tests.model.tiny import at, by_month, money, near, ran

LOAN: Stated = {
    "kind": "serial",
    "amount_nok": 12_000,
    "base_rate_share_per_year": 0.12,
    "drawdown_month": 3,
    "profile_months": 12,
}


def with_loans(*, horizon: int = 24, **loans: dict[str, Any]) -> Any:
    """The tiny case with these loans of the operator: LOAN with the fields given; None leaves a field out."""
    stated = {
        name: {key: value for key, value in {**LOAN, **fields}.items() if value is not None}
        for name, fields in loans.items()
    }
    return ran({"horizon_months": horizon, "financing.operator.loans": stated})


def paid_interest(result: Any, loan: str = "a") -> list[float]:
    """Interest as paid, what is settled at the horizon included."""
    line = f"operator.loan.{loan}.interest"
    if f"{line}.paid" not in result.values:
        return by_month(result, line)
    paid, settled = by_month(result, f"{line}.paid"), by_month(result, f"{line}.settled")
    return [now + last for now, last in zip(paid, settled, strict=True)]


# ---- reference values, docs/model.md §12 -------------------------------------------------------------------


def test_payment_on_200_000_at_7_5_percent_over_180_months() -> None:
    loan = {
        "kind": "annuity",
        "amount_nok": 200_000,
        "base_rate_share_per_year": 0.075,
        "drawdown_month": 1,
        "profile_months": 180,
    }
    result = with_loans(a=loan)
    interest, principal = (
        by_month(result, f"operator.loan.a.{name}", 2) for name in ("interest", "principal")
    )
    payments = [first + second for first, second in zip(interest, principal, strict=True)]
    assert payments == money(*[float(-npf.pmt(0.075 / 12, 180, 200_000))] * 23)
    assert payments[0] == pytest.approx(1854.0247, abs=5e-5)
    assert principal == money(*(float(-npf.ppmt(0.075 / 12, n, 180, 200_000)) for n in range(1, 24)))


def test_loan_of_2_500_at_8_24_percent_over_12_months() -> None:
    loan = {
        "kind": "annuity",
        "amount_nok": 2_500,
        "base_rate_share_per_year": 0.0624,
        "margin_share_per_year": 0.02,
        "drawdown_month": 1,
    }
    result = with_loans(a=loan)
    principal, interest, balance = (
        by_month(result, f"operator.loan.a.{name}") for name in ("principal", "interest", "balance")
    )
    assert [round(number[1], 2) for number in (principal, interest, balance)] == [200.58, 17.17, 2299.42]
    assert round(sum(interest), 2) == 112.98
    assert balance[12] == 0.0
    assert interest[0] == 0.0


def test_serial_loan_of_600_000_over_five_years() -> None:
    loan = {"amount_nok": 600_000, "drawdown_month": 1, "profile_months": 60}
    result = with_loans(horizon=72, a=loan)
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(2, 62), 10_000), 72)
    # P · i · (n + 1) / 2 = 600,000 · 0.01 · 61 / 2
    assert sum(by_month(result, "operator.interest_cost")) == near(183_000)


# ---- every kind by every term ----------------------------------------------------------------------------

# Drawn in March 2026, so that quarters begin where the loan does; the terms end in June, September,
# December and March. A serial loan repays 3,000 a quarter and pays 3 % of 12, 9, 6 and 3 thousand.
# An annuity pays 12,000 · 0.03 / (1 − 1.03⁻⁴) a quarter. A bullet pays 360 a quarter and all at last.
QUARTERLY_PAYMENT = 12_000 * 0.03 / (1 - 1.03**-4)


def annuity_balances(rate: float, terms: int) -> list[float]:
    """What is left of 12,000 after each term: the balance with interest, less the payment."""
    payment, left = 12_000 * rate / (1 - (1 + rate) ** -terms), [12_000.0]
    for _ in range(terms):
        left.append(left[-1] * (1 + rate) - payment)
    return left


def test_serial_by_quarter() -> None:
    result = with_loans(a={"terms": "quarterly"})
    assert by_month(result, "operator.principal") == at(dict.fromkeys((6, 9, 12, 15), 3_000))
    assert paid_interest(result) == at({6: 360, 9: 270, 12: 180, 15: 90})
    # a third of the quarter's interest accrues each month and is owed until the quarter ends
    accrued = [0, 0, 0, 120, 120, 120, 90, 90, 90, 60, 60, 60, 30, 30, 30]
    assert by_month(result, "operator.interest_cost", 1, 15) == money(*accrued)
    owed = [0, 0, 0, 120, 240, 0, 90, 180, 0, 60, 120, 0, 30, 60, 0]
    assert by_month(result, "operator.interest_owed", 1, 15) == money(*owed)
    left = [0, 0, 12, 12, 12, 9, 9, 9, 6, 6, 6, 3, 3, 3, 0]
    assert by_month(result, "operator.debt", 1, 15) == money(*(thousand * 1000 for thousand in left))


def test_annuity_by_quarter() -> None:
    result = with_loans(a={"kind": "annuity", "terms": "quarterly"})
    left = annuity_balances(0.03, 4)
    assert by_month(result, "operator.principal") == at(
        {month: left[n] - left[n + 1] for n, month in enumerate((6, 9, 12, 15))}
    )
    paid = [
        first + second
        for first, second in zip(paid_interest(result), by_month(result, "operator.principal"), strict=True)
    ]
    assert paid == at(dict.fromkeys((6, 9, 12, 15), QUARTERLY_PAYMENT))
    assert near(float(-npf.pmt(0.03, 4, 12_000))) == QUARTERLY_PAYMENT


def test_bullet_by_quarter() -> None:
    result = with_loans(a={"kind": "bullet", "terms": "quarterly"})
    assert paid_interest(result) == at(dict.fromkeys((6, 9, 12, 15), 360))
    assert by_month(result, "operator.balloon") == at({15: 12_000})
    assert by_month(result, "operator.principal") == at({})


def test_serial_by_month() -> None:
    result = with_loans(a={})
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(4, 16), 1_000))
    assert paid_interest(result) == at({month: 10 * (16 - month) for month in range(4, 16)})
    assert by_month(result, "operator.interest_owed") == at({})


def test_annuity_by_month() -> None:
    result = with_loans(a={"kind": "annuity"})
    left = annuity_balances(0.01, 12)
    assert by_month(result, "operator.debt") == at({3 + n: left[n] for n in range(12)})
    assert by_month(result, "operator.debt", 15, 15) == [0.0]


def test_bullet_by_month() -> None:
    result = with_loans(a={"kind": "bullet"})
    assert paid_interest(result) == at(dict.fromkeys(range(4, 16), 120))
    assert by_month(result, "operator.balloon") == at({15: 12_000})


# By year: drawn in December 2026 over two years, so the terms are the calendar years 2027 and 2028.
BY_YEAR = {"terms": "yearly", "drawdown_month": 12, "profile_months": 24}


def test_serial_by_year() -> None:
    result = with_loans(horizon=36, a=BY_YEAR)
    assert by_month(result, "operator.principal") == at({24: 6_000, 36: 6_000}, 36)
    assert paid_interest(result) == at({24: 1_440, 36: 720}, 36)
    assert by_month(result, "operator.interest_owed", 13, 25) == money(
        *(120 * month for month in range(1, 12)), 0, 60
    )


def test_annuity_by_year() -> None:
    result = with_loans(horizon=36, a={**BY_YEAR, "kind": "annuity"})
    # 12,000 · 0.12 · 1.12² / (1.12² − 1) = 7,100.377; of it 1,440 is interest in the first year
    payment = 12_000 * 0.12 * 1.2544 / 0.2544
    assert by_month(result, "operator.principal") == at({24: payment - 1_440, 36: 13_440 - payment}, 36)
    assert paid_interest(result) == at({24: 1_440, 36: (13_440 - payment) * 0.12}, 36)


def test_bullet_by_year() -> None:
    result = with_loans(horizon=36, a={**BY_YEAR, "kind": "bullet"})
    assert paid_interest(result) == at({24: 1_440, 36: 1_440}, 36)
    assert by_month(result, "operator.balloon") == at({36: 12_000}, 36)


def test_a_broken_first_term_accrues_by_month() -> None:
    # Drawn in January: interest from February, so two months of 120 are paid in March with the first
    # instalment. The four quarters that end within twelve months are those to March, June, September and
    # December.
    result = with_loans(a={"terms": "quarterly", "drawdown_month": 1})
    assert by_month(result, "operator.principal") == at(dict.fromkeys((3, 6, 9, 12), 3_000))
    assert paid_interest(result) == at({3: 240, 6: 270, 9: 180, 12: 90})
    assert result.number("operator.loan.a.maturity_month") == 12


def test_terms_follow_the_calendar_and_not_the_case() -> None:
    # The case begins in November: December is month 2, March month 5. Drawn in November.
    loan = {**LOAN, "terms": "quarterly", "drawdown_month": 1}
    result = ran({"start_month": "2026-11", "financing.operator.loans": {"a": loan}})
    assert by_month(result, "operator.principal") == at(dict.fromkeys((2, 5, 8, 11), 3_000))
    assert paid_interest(result) == at({2: 120, 5: 270, 8: 180, 11: 90})


def test_interest_owed_at_the_horizon_is_settled_there_and_not_as_operation() -> None:
    # Drawn in December 2027; the horizon ends in January, when one month's interest of 120 has accrued.
    result = with_loans(horizon=25, a={"kind": "bullet", "terms": "yearly", "drawdown_month": 24})
    assert paid_interest(result) == at({25: 120}, 25)
    assert by_month(result, "operator.loan.a.interest.settled") == at({25: 120}, 25)
    assert by_month(result, "operator.interest_owed") == at({}, 25)
    without = ran({"horizon_months": 25})
    project = "operator.project_cash"
    assert by_month(result, project) == by_month(without, project)
    assert by_month(result, "operator.cash.interest") == at({25: -120}, 25)


# ---- rates, interest-only months, balloons ---------------------------------------------------------------


def test_an_annuity_is_worked_out_anew_when_the_rate_changes() -> None:
    # 1 % a month in 2026, 0.5 % from January 2027 (month 13). Drawn in March 2026 over 24 months: after nine
    # payments, to December, fifteen are left of the balance then.
    loan = {"kind": "annuity", "profile_months": 24, "base_rate_share_per_year": {2026: 0.12, 2027: 0.06}}
    result = with_loans(horizon=36, a=loan)
    first = 12_000 * 0.01 / (1 - 1.01**-24)
    left = 12_000 * 1.01**9 - first * (1.01**9 - 1) / 0.01
    assert by_month(result, "operator.debt", 12, 12) == money(left)
    second = left * 0.005 / (1 - 1.005**-15)
    interest = paid_interest(result)
    principal = by_month(result, "operator.principal")
    paid = [a + b for a, b in zip(interest, principal, strict=True)]
    assert paid == at({month: first if month < 13 else second for month in range(4, 28)}, 36)
    assert second == near(float(-npf.pmt(0.005, 15, left)))


def test_interest_only_months_count_towards_the_profile() -> None:
    # Six of twelve months without instalments leave six of 2,000.
    result = with_loans(a={"interest_only_months": 6})
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(10, 16), 2_000))
    assert paid_interest(result)[3:9] == money(*[120] * 6)


def test_a_tenor_shorter_than_the_profile_leaves_a_balloon() -> None:
    # Half of a serial loan is repaid by month 6 of 12, in September.
    result = with_loans(a={"tenor_months": 6})
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(4, 10), 1_000))
    assert by_month(result, "operator.balloon") == at({9: 6_000})
    assert by_month(result, "operator.debt", 8, 10) == money(7_000, 0, 0)


def test_the_balloon_of_an_annuity() -> None:
    # What is left after 6 of 12 payments: P · ((1 + i)¹² − (1 + i)⁶) / ((1 + i)¹² − 1).
    result = with_loans(a={"kind": "annuity", "tenor_months": 6})
    left = 12_000 * (1.01**12 - 1.01**6) / (1.01**12 - 1)
    assert by_month(result, "operator.balloon") == at({9: left})
    assert left == near(float(-npf.fv(0.01, 6, npf.pmt(0.01, 12, 12_000), 12_000)))


def test_a_loan_without_interest() -> None:
    result = with_loans(a={"kind": "annuity", "base_rate_share_per_year": 0})
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(4, 16), 1_000))


# ---- rates below zero --------------------------------------------------------------------------------------

# 100,000 over 60 months at −1 % a year: P i / (1 − (1 + i)⁻ⁿ) with i = −0.01/12 is 1,624.65 every month.
BELOW_ZERO: Stated = {
    "kind": "annuity",
    "amount_nok": 100_000,
    "base_rate_share_per_year": -0.01,
    "drawdown_month": 1,
    "profile_months": 60,
}


def test_an_annuity_at_a_rate_below_zero_has_level_payments() -> None:
    result = with_loans(horizon=72, a=BELOW_ZERO)
    payments = [
        first + second
        for first, second in zip(paid_interest(result), by_month(result, "operator.principal"), strict=True)
    ]
    i = -0.01 / 12
    level = 100_000 * i / (1 - (1 + i) ** -60)
    assert round(level, 2) == 1_624.65
    assert level == near(float(-npf.pmt(i, 60, 100_000)))
    assert payments == at(dict.fromkeys(range(2, 62), level), 72)
    assert by_month(result, "operator.principal") == at(
        {1 + n: float(-npf.ppmt(i, n, 60, 100_000)) for n in range(1, 61)}, 72
    )
    assert by_month(result, "operator.debt", 61, 61) == [0.0]


@pytest.mark.parametrize(("base", "margin"), [(-0.03, 0.02), (-0.02, 0.01)])
def test_a_margin_lifts_a_base_rate_that_is_further_below_zero(base: float, margin: float) -> None:
    # together −1 %
    loan = {**BELOW_ZERO, "base_rate_share_per_year": base, "margin_share_per_year": margin}
    result = with_loans(horizon=72, a=loan)
    first = paid_interest(result)[1] + by_month(result, "operator.principal", 2, 2)[0]
    assert first == pytest.approx(1_624.65, abs=0.005)


def test_base_and_margin_that_cancel_are_no_interest_at_all() -> None:
    # 0.1 − 0.3 + 0.2 is not 0 in the arithmetic of a computer: 12 instalments of 1,000 all the same
    loan = {"kind": "annuity", "base_rate_share_per_year": 0.1 - 0.3, "margin_share_per_year": 0.2}
    assert 0 < abs((0.1 - 0.3) + 0.2) < 1e-12
    result = with_loans(a=loan)
    assert by_month(result, "operator.principal") == at(dict.fromkeys(range(4, 16), 1_000))


def test_interest_below_zero_by_quarter_is_due_to_the_company_until_the_quarter_ends() -> None:
    # 12,000 serial at −12 % from March: −120 a month is owed to the company in April and May, −360 paid in
    # June with the first instalment of 3,000, then −270, −180 and −90.
    result = with_loans(a={"terms": "quarterly", "base_rate_share_per_year": -0.12})
    assert paid_interest(result) == at({6: -360, 9: -270, 12: -180, 15: -90})
    # the accrued interest is a receivable, and nothing else is one
    assert by_month(result, "operator.balance.receivables", 3, 6) == money(0, 120, 240, 0)
    assert by_month(result, "operator.balance.interest", 3, 6) == money(0, 0, 0, 0)


def test_an_annuity_by_quarter_at_a_rate_below_zero() -> None:
    # −4 % a year is −1 % a quarter: 12,000 · −0.01 / (1 − 0.99⁻⁴) four times
    result = with_loans(a={"kind": "annuity", "terms": "quarterly", "base_rate_share_per_year": -0.04})
    level = 12_000 * -0.01 / (1 - 0.99**-4)
    paid = [
        first + second
        for first, second in zip(paid_interest(result), by_month(result, "operator.principal"), strict=True)
    ]
    assert paid == at(dict.fromkeys((6, 9, 12, 15), level))
    assert level == near(float(-npf.pmt(-0.01, 4, 12_000)))


# ---- day count -------------------------------------------------------------------------------------------


def test_interest_by_the_days_there_are_in_a_year_of_360() -> None:
    # A bullet of 12,000 at 12 % through 2027 and the leap year 2028: 365 · 4 and 366 · 4 in a year, where
    # months of thirty days make 1,440. 31 days of January, 28 or 29 of February.
    loan = {"kind": "bullet", "drawdown_month": 12, "profile_months": 24, "day_count": "actual/360"}
    result = with_loans(horizon=36, a=loan)
    interest = paid_interest(result)
    assert sum(interest[12:24]) == near(12_000 * 0.12 * 365 / 360)
    assert sum(interest[24:36]) == near(12_000 * 0.12 * 366 / 360)
    assert interest[12:14] == money(12_000 * 0.12 * 31 / 360, 12_000 * 0.12 * 28 / 360)
    assert interest[25] == near(12_000 * 0.12 * 29 / 360)


def test_instalments_are_the_same_by_either_day_count_and_the_witness_agrees() -> None:
    loans = [with_loans(a={"kind": "annuity", "day_count": count}) for count in ("30/360", "actual/360")]
    first, second = (by_month(result, "operator.principal") for result in loans)
    assert second == money(*first)
    asked = {outcome.id: outcome.difference for outcome in loans[1].witnessed}
    assert asked["witness.operator.loan.a"] == 0.0


def test_interest_by_days_is_paid_by_quarter() -> None:
    # April, May and June: 91 days
    result = with_loans(a={"kind": "bullet", "terms": "quarterly", "day_count": "actual/360"})
    assert paid_interest(result)[5] == near(12_000 * 0.12 * 91 / 360)


# ---- a bullet has no profile -------------------------------------------------------------------------------


def test_a_bullet_needs_a_tenor_alone() -> None:
    bullet = {"kind": "bullet", "terms": "quarterly", "profile_months": None, "tenor_months": 12}
    result = with_loans(a=bullet)
    assert paid_interest(result) == at(dict.fromkeys((6, 9, 12, 15), 360))
    assert by_month(result, "operator.balloon") == at({15: 12_000})
    assert result.number("operator.loan.a.maturity_month") == 15


# ---- refinancing -----------------------------------------------------------------------------------------


def test_a_stated_loan_meets_the_balloon_on_its_own_terms() -> None:
    # 6,000 falls due in September 2026; the new loan pays it then and repays 2,000 a quarter from December.
    next_ = {
        "amount_nok": None,
        "drawdown_month": None,
        "terms": "quarterly",
        "profile_months": 9,
        "margin_share_per_year": 0.04,
    }
    result = with_loans(a={"tenor_months": 6, "refinanced_by": "b"}, b=next_)
    assert by_month(result, "operator.loan.b.drawn") == at({9: 6_000})
    assert by_month(result, "operator.refinanced") == at({9: 6_000})
    assert by_month(result, "operator.loan.b.principal") == at(dict.fromkeys((12, 15, 18), 2_000))
    assert paid_interest(result, "b") == at({12: 240, 15: 160, 18: 80})
    # for the company the balloon costs nothing in September but the instalment and interest of that month
    flow = ("loan_drawn", "loan_repaid", "interest")
    assert sum(by_month(result, f"operator.cash.{name}", 9, 9)[0] for name in flow) == near(-1_070)


def test_a_refinancing_loan_that_is_too_small_leaves_the_rest_to_cash_and_then_unfunded() -> None:
    # No income and no cash: the 2,000 the new loan does not reach, and all other service, is unfunded.
    loans = {
        "a": {**LOAN, "kind": "bullet", "base_rate_share_per_year": 0, "refinanced_by": "b"},
        "b": {**LOAN, "kind": "bullet", "base_rate_share_per_year": 0, "amount_nok": 10_000},
    }
    del loans["b"]["drawdown_month"]
    stated = {
        "products.desk.price_nok_per_month": 0,
        "financing.operator.loans": loans,
        "financing.operator.equity": [{"month": 1, "amount_nok": 500}],
    }
    # the 12,000 drawn in March pay for something in April, so that no cash is left when the loan falls due
    stated["costs"] = {"spent": {"nok_per_month": 12_000, "vat": "exempt", "from_month": 4, "to_month": 4}}
    result = ran(stated)
    assert by_month(result, "operator.cash", 14, 15) == money(500, 0)
    assert by_month(result, "operator.unfunded", 14, 15) == money(0, 1_500)


def test_three_loans_in_a_row() -> None:
    after = {"kind": "bullet", "amount_nok": None, "drawdown_month": None, "profile_months": 3}
    result = with_loans(
        c=after,
        b={**after, "refinanced_by": "c"},
        a={"kind": "bullet", "profile_months": 3, "refinanced_by": "b"},
    )
    assert by_month(result, "operator.debt") == at(dict.fromkeys(range(3, 12), 12_000))
    assert [result.number(f"operator.loan.{name}.maturity_month") for name in "abc"] == [6, 9, 12]


def test_a_loan_that_never_falls_due_within_the_horizon_is_not_refinanced() -> None:
    after = {"amount_nok": None, "drawdown_month": None, "arrangement_fee_nok": 500}
    result = with_loans(a={"profile_months": 60, "tenor_months": 30, "refinanced_by": "b"}, b=after)
    assert by_month(result, "operator.refinanced") == at({})
    assert by_month(result, "operator.loan_fees") == at({})


# ---- fees ------------------------------------------------------------------------------------------------


def test_fees_are_paid_at_drawdown_and_at_each_term() -> None:
    result = with_loans(a={"terms": "quarterly", "arrangement_fee_nok": 500, "term_fee_nok": 45})
    assert by_month(result, "operator.loan_fees") == at({3: 500, 6: 45, 9: 45, 12: 45, 15: 45})
    assert by_month(result, "operator.income.loan_fee") == at({3: -500, 6: -45, 9: -45, 12: -45, 15: -45})
    # fees are neither interest nor part of EBITDA
    assert by_month(result, "operator.ebitda") == by_month(ran(), "operator.ebitda")
    assert sum(by_month(result, "operator.interest_cost")) == near(900)


def test_the_first_year_of_a_table_of_rates_is_a_year_and_no_share() -> None:
    """It was shown as 202700 % on the sheet of inputs."""
    rates = {"base_rate_share_per_year": {2026: 0.06, 2027: 0.05}}
    path = "financing.landlord.loans.bank.base_rate_share_per_year.first_year"
    loan = {"kind": "bullet", "amount_nok": 12_000, "drawdown_month": 1, "profile_months": 240, **rates}
    result = ran(
        {"financing.landlord": {"loans": {"bank": loan}, "equity": [{"month": 1, "amount_nok": 9_000}]}}
    )
    assert result.built.model.inputs[path].unit == "calendar_year"
    assert result.values.inputs[path] == 2026
