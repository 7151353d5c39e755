"""Construction loan: drawn as works are paid incl. VAT, commission on the limit, conversion (model §7).

The operator pays works of NOK 100,000 in four months from February, 31,250 a month incl. VAT.
"""

from typing import Any

from tests.case.cases import Stated
from tests.model.tiny import at, by_month, money, near, ran

WORKS: Stated = {"amount_nok": 100_000, "start_month": 2, "months": 4, "landlord_share": 0}
CONSTRUCTION: Stated = {
    "kind": "construction",
    "amount_nok": 100_000,
    "base_rate_share_per_year": 0.09,
    "margin_share_per_year": 0.03,
    "commission_share_per_year": 0.02,
}
TERM_LOAN: Stated = {"kind": "serial", "base_rate_share_per_year": 0.06, "profile_months": 10}


def built(
    construction: dict[str, Any] | None = None, works: dict[str, Any] | None = None, **loans: Stated
) -> Any:
    """The tiny case with the works and a construction loan, and other loans."""
    stated = {"build": {**CONSTRUCTION, **(construction or {})}, **loans}
    return ran({"works": works or {"w": WORKS}, "financing.operator.loans": stated})


def test_it_is_drawn_as_the_works_are_paid_up_to_its_limit_and_settled_at_completion() -> None:
    result = built()
    line = "operator.loan.build"
    # three bills in full, then what is left of the limit; the last bill's other 25,000 is paid from cash
    assert by_month(result, f"{line}.drawn") == at({2: 31_250, 3: 31_250, 4: 31_250, 5: 6_250})
    assert by_month(result, f"{line}.balance") == at({2: 31_250, 3: 62_500, 4: 93_750})
    assert by_month(result, f"{line}.balloon") == at({5: 100_000})
    # 1 % a month of the opening balance; commission 100,000 · 2 % / 4 at the end of March, while it is open
    assert by_month(result, "operator.interest_cost") == at({3: 312.5, 4: 625, 5: 937.5})
    assert by_month(result, "operator.loan_fees") == at({3: 500})


def test_a_delay_keeps_it_open_and_stretches_what_it_pays() -> None:
    # 125,000 with VAT over five months: 25,000 a month, four of them within the limit
    result = built(works={"w": {**WORKS, "delay_months": 1}})
    assert by_month(result, "operator.debt") == at({2: 25_000, 3: 50_000, 4: 75_000, 5: 100_000})
    assert by_month(result, "operator.interest_cost") == at({3: 250, 4: 500, 5: 750, 6: 1_000})
    assert by_month(result, "operator.loan_fees") == at({3: 500, 6: 500})


def test_payments_as_planned_are_drawn_as_planned() -> None:
    works = {**WORKS, "delay_months": 1, "payments_when_delayed": "as_planned"}
    result = built(works={"w": works})
    assert by_month(result, "operator.debt") == at({2: 31_250, 3: 62_500, 4: 93_750, 5: 100_000})


def test_it_opens_in_its_month_and_pays_no_earlier_bill() -> None:
    result = built({"drawdown_month": 4, "arrangement_fee_nok": 900})
    assert by_month(result, "operator.loan.build.drawn") == at({4: 31_250, 5: 31_250})
    assert by_month(result, "operator.loan_fees") == at({4: 900})


def test_it_is_converted_into_a_term_loan() -> None:
    result = built({"converts_to": "bank"}, bank=TERM_LOAN)
    assert by_month(result, "operator.loan.bank.drawn") == at({5: 100_000})
    assert by_month(result, "operator.debt", 5, 7) == money(100_000, 90_000, 80_000)
    # the construction loan's last interest is May's, the term loan's first is June's: 0.5 % of 100,000
    assert by_month(result, "operator.interest_cost", 4, 7) == money(625, 937.5, 500, 450)
    assert result.number("operator.loan.bank.maturity_month") == 15


def test_what_the_term_loan_does_not_cover_is_repaid_from_cash() -> None:
    result = built({"converts_to": "bank"}, bank={**TERM_LOAN, "sizing": {"share_of_works": 0.7}})
    assert by_month(result, "operator.loan.bank.drawn") == at({5: 70_000})
    assert by_month(result, "operator.loan.build.balloon") == at({5: 100_000})
    assert by_month(result, "operator.debt", 5, 5) == money(70_000)
    # 6,250 drawn and 70,000 lent anew, less 100,000
    flows = ("loan_drawn", "loan_repaid")
    assert sum(by_month(result, f"operator.cash.{name}", 5, 5)[0] for name in flows) == near(-23_750)


def test_interest_by_quarter_is_paid_at_the_quarters_end_after_completion() -> None:
    result = built({"terms": "quarterly", "term_fee_nok": 30})
    assert by_month(result, "operator.loan.build.interest.paid") == at({3: 312.5, 6: 1_562.5})
    assert by_month(result, "operator.interest_owed") == at({4: 625, 5: 1_562.5})
    assert by_month(result, "operator.loan_fees") == at({3: 530})


def test_it_pays_the_works_it_names() -> None:
    works = {"w": WORKS, "later": {**WORKS, "start_month": 8, "months": 1}}
    result = built({"works": ["w"]}, works)
    assert by_month(result, "operator.loan.build.balloon") == at({5: 100_000})
    both = built({"amount_nok": 300_000}, works)
    assert by_month(both, "operator.loan.build.balloon") == at({8: 250_000})


def test_its_limit_may_be_a_share_of_the_works_it_pays() -> None:
    works = {"w": WORKS, "later": {**WORKS, "start_month": 8, "months": 1}}
    result = built({"amount_nok": None, "share_of_works": 0.5, "works": ["w"]}, works)
    assert result.number("operator.loan.build.limit") == near(50_000)
    assert by_month(result, "operator.loan.build.drawn") == at({2: 31_250, 3: 18_750})


def test_only_the_partys_own_part_is_drawn() -> None:
    result = built(works={"w": {**WORKS, "landlord_share": 0.6}})
    assert by_month(result, "operator.loan.build.drawn") == at(dict.fromkeys((2, 3, 4, 5), 12_500))


def test_while_it_stands_the_works_cost_the_company_nothing() -> None:
    with_loan, without = built({"amount_nok": 125_000}), ran()
    before = [by_month(result, "operator.cash", 1, 2) for result in (with_loan, without)]
    assert before[0] == before[1]


# ---- interest while building is added to the loan ----------------------------------------------------------


def test_interest_by_month_is_drawn_with_the_works() -> None:
    # 31,250 a month, and 1 % of what is owed already: 312.50 in March, 1 % of 62,812.50 in April, and so on
    result = built({"adds_interest": True, "amount_nok": 200_000, "commission_share_per_year": 0})
    balance, drawn, interest = 0.0, {}, {}
    for month in (2, 3, 4, 5):
        interest[month] = balance * 0.01
        drawn[month] = 31_250 + interest[month]
        balance += drawn[month]
    assert by_month(result, "operator.loan.build.drawn") == at(drawn)
    assert by_month(result, "operator.interest_cost") == at(interest)
    assert by_month(result, "operator.loan.build.balloon") == at({5: balance})
    assert balance == near(31_250 * (1 + 1.01 + 1.01**2 + 1.01**3))
    # neither works nor interest cost the company anything meanwhile (in April VAT is refunded)
    assert by_month(result, "operator.cash", 1, 3) == by_month(ran(), "operator.cash", 1, 3)


def test_interest_by_quarter_is_added_when_the_quarter_ends() -> None:
    # 312.50 of March is drawn in March; April's and May's are due in June, after completion, and paid in cash
    terms = {"adds_interest": True, "amount_nok": 200_000, "terms": "quarterly"}
    result = built({**terms, "commission_share_per_year": 0})
    drawn = {2: 31_250, 3: 31_562.5, 4: 31_250, 5: 31_250}
    assert by_month(result, "operator.loan.build.drawn") == at(drawn)
    # 1 % of 62,812.50 in April and of 94,062.50 in May
    paid = by_month(result, "operator.loan.build.interest.paid")
    assert paid == at({3: 312.5, 6: 628.125 + 940.625})


def test_what_the_limit_does_not_reach_of_interest_is_paid_in_cash() -> None:
    # The limit of 62,600 takes 31,250, and in March 31,350 of 31,562.50; nothing after.
    result = built({"adds_interest": True, "amount_nok": 62_600, "commission_share_per_year": 0})
    assert by_month(result, "operator.loan.build.drawn") == at({2: 31_250, 3: 31_350})


def test_interest_by_days() -> None:
    # 2026: March has 31 days, April 30, May 31: 12 % · days / 360 of the balance
    result = built({"day_count": "actual/360", "commission_share_per_year": 0})
    expected = {3: 31_250 * 0.12 * 31 / 360, 4: 62_500 * 0.12 * 30 / 360, 5: 93_750 * 0.12 * 31 / 360}
    assert by_month(result, "operator.interest_cost") == at(expected)
