"""Before loans means before loans: a project's value does not move with them (docs/model.md §1, §13.3)."""

from typing import Any

import pytest

from feasibility.evaluate import run
from tests.model.tiny import by_month, discounted, money, near, ran
from tests.random_case import random_case_read

# Members pay 5,000 a month and nothing else goes out: 60,000 a year. Interest of 12 % on 100,000 is 1,000 a
# month.
LOAN: dict[str, Any] = {
    "kind": "bullet",
    "amount_nok": 100_000,
    "drawdown_month": 1,
    "profile_months": 120,
    "tenor_months": 23,
    "base_rate_share_per_year": 0.12,
    "margin_share_per_year": 0,
}
TAXED: dict[str, Any] = {
    "tax.operator": {"is_taxed": True},
    "vat.policy": "unregistered",
    "financing.operator.loans": {"bank": LOAN},
}


def test_tax_before_loans_is_without_interest_and_fees() -> None:
    # 2026: interest runs from the month after drawdown, 11 months; tax paid is of 60,000 − 11,000 − a fee of
    # 3,000 = 46,000, × 22 % = 10,120. Before loans: 60,000 × 22 % = 13,200.
    result = ran({**TAXED, "financing.operator.loans.bank.arrangement_fee_nok": 3_000})
    assert float(result.values["operator.tax"][11]) == near(10_120)
    assert float(result.values["operator.tax_before_loans"][11]) == near(13_200)


def test_cash_before_loans_pays_that_tax_in_its_months() -> None:
    # Halves of 13,200 in February and April 2027, and 2027's 13,200 settled in the last month.
    result = ran(TAXED)
    expected = [5_000.0] * 24
    for month, tax in ((14, 6_600), (16, 6_600), (24, 13_200)):
        expected[month - 1] -= tax
    assert by_month(result, "operator.cash_before_loans") == money(*expected)
    assert result.number("operator.npv") == near(discounted(expected, 0.10))


def test_without_loans_it_is_the_tax_that_is_paid() -> None:
    result = ran({"tax.operator": {"is_taxed": True}})
    assert "operator.cash_before_loans" not in result.values


def test_losses_are_carried_forward_on_their_own() -> None:
    # A cost of 70,000 in January 2026: a loss of 10,000 before loans, and of 10,000 + 11,000 with them. 2027
    # before loans: 60,000 − 10,000 = 50,000 taxed; with 12 months' interest: 60,000 − 12,000 − 21,000.
    cost = {"nok_per_month": 70_000, "vat": "exempt", "to_month": 1}
    result = ran({**TAXED, "financing.operator.loans.bank.tenor_months": 30, "costs": {"start": cost}})
    assert float(result.values["operator.tax_before_loans.base"][23]) == near(50_000)
    assert float(result.values["operator.tax.base"][23]) == near(27_000)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_higher_rate_moves_nothing_before_loans(seed: int) -> None:
    """No seed is without loans, so none passes for want of a rate to raise."""
    case = random_case_read(seed, loans=True)
    stated = run(case)
    changes = {
        f"financing.{party}.loans.{id}.margin_share_per_year": loan.margin_share_per_year + 0.03
        for party in case.companies
        for id, loan in getattr(case.financing, party).loans.items()
    }
    assert changes
    dearer = run(case.changed(changes))
    for id in ("landlord.npv", "operator.npv", "project.npv", "landlord.npv_against_vacant"):
        if id in stated.values:
            assert dearer.number(id) == pytest.approx(stated.number(id), abs=0.01), id
