"""The second witness agrees with sound runs, and objects to what is wrong in any of them (docs/model.md §11).

A fault is planted by evaluating the model with a number that the case does not have: the witness works from
the case, so it must see the difference.
"""

from typing import Any

import pytest

from feasibility.case import Case, case_from_mapping
from feasibility.evaluate import run
from feasibility.model.build import build
from feasibility.witness import witnessed
from tests.model.tiny import tiny

LOAN: dict[str, Any] = {
    "kind": "annuity",
    "amount_nok": 12_000,
    "base_rate_share_per_year": 0.12,
    "drawdown_month": 3,
    "profile_months": 12,
}


def borrower(**fields: Any) -> Case:
    """The tiny case whose operator borrows; None leaves a field of the loan out."""
    loan = {key: value for key, value in {**LOAN, **fields}.items() if value is not None}
    return case_from_mapping(tiny({"financing.operator.loans": {"a": loan}}))


def starting_with_a_loss() -> Case:
    """The tiny case with a cost of 30,000 in its first month: income of 5,000 a month makes up for it."""
    cost = {"nok_per_month": 30_000, "vat": "exempt", "to_month": 1}
    return case_from_mapping(tiny({"costs": {"start": cost}}))


def differences(case: Case, changes: dict[str, float] | None = None) -> dict[str, float | None]:
    """What the witness says of the model evaluated with other numbers than the case's."""
    values = build(case).program.run(changes)
    return {outcome.id: outcome.difference for outcome in witnessed(case, values)}


def test_every_party_and_its_owners_are_witnessed_and_agree() -> None:
    result = run(case_from_mapping(tiny({"deal.lease.rent_nok_per_m2_year": 100})))
    asked = {outcome.id: outcome.difference for outcome in result.witnessed}
    assert {id for id in asked if id.endswith("npv")} == {
        "witness.landlord.npv",
        "witness.landlord.equity_npv",
        "witness.operator.npv",
        "witness.operator.equity_npv",
        "witness.project.npv",
    }
    assert set(asked.values()) == {0.0}


def test_it_stands_among_the_checks_and_fails_the_run() -> None:
    result = run(borrower())
    assert result.witnessed
    assert result.checks[-len(result.witnessed) :] == result.witnessed
    assert result.failed_checks == ()
    wrong = result.witnessed[0].__class__("witness.x", result.witnessed[0].label, 0.01)
    failed = result.__class__(result.case, result.built, result.values, (), (wrong,))
    assert failed.failed_checks == (wrong,)


def test_a_present_value_at_another_rate_is_objected_to() -> None:
    # the same cash at 12 % instead of 10 % a year, month k discounted k times
    case = case_from_mapping(tiny())
    cash = run(case).values["operator.project_cash"]
    at_ten, at_twelve = (
        sum(float(flow) / rate ** (k / 12) for k, flow in enumerate(cash, start=1)) for rate in (1.10, 1.12)
    )
    assert at_twelve < at_ten - 1_000
    found = differences(case, {"party_rates.operator_share_per_year": 0.12})
    assert found["witness.operator.npv"] == pytest.approx(at_twelve - at_ten, abs=0.005)
    assert found["witness.landlord.npv"] == 0.0


def test_an_internal_rate_is_witnessed_where_the_running_total_turns_once() -> None:
    # 30,000 paid in month 1 and 5,000 earned in each month: one turn, so one positive rate
    case = starting_with_a_loss()
    assert differences(case)["witness.operator.irr"] == 0.0
    # a running total that never turns has no rate to witness
    assert "witness.operator.irr" not in differences(case_from_mapping(tiny()))


def test_an_internal_rate_of_other_flows_is_objected_to() -> None:
    case = starting_with_a_loss()
    values = build(case).program.run()
    annual = values.number("operator.irr.annual")
    assert annual is not None

    class Shifted(type(values)):  # type: ignore[misc]
        """The same numbers with another internal rate."""

        def number(self, id: str) -> float | None:
            return annual + 0.01 if id == "operator.irr.annual" else super().number(id)

    shifted = Shifted(values.model, values._by_number, values.inputs)
    found = {outcome.id: outcome.difference for outcome in witnessed(case, shifted)}
    assert found["witness.operator.irr"] not in (0.0, None)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"amount_nok": 200_000, "base_rate_share_per_year": 0.075, "profile_months": 180},
        {"interest_only_months": 4},
        {"terms": "quarterly"},
        {"terms": "quarterly", "drawdown_month": 1, "interest_only_months": 3},
        {"terms": "yearly", "drawdown_month": 2, "profile_months": 60},
        {"base_rate_share_per_year": 0},
        {"base_rate_share_per_year": -0.01},
        {"base_rate_share_per_year": -0.03, "margin_share_per_year": 0.01, "terms": "quarterly"},
        {
            "base_rate_share_per_year": {2026: 0.12, 2027: 0.06},
            "interest_only_months": 11,
            "profile_months": 18,
        },
        {"tenor_months": 6},
    ],
)
def test_the_first_annuity_term_of_every_kind_of_terms_agrees(fields: dict[str, Any]) -> None:
    assert differences(borrower(**fields))["witness.operator.loan.a"] == 0.0


def test_a_loan_at_another_rate_is_objected_to_by_the_difference_in_interest() -> None:
    # 12,000 at 1 % a month bears 120 in its first month, and 130 at 13 % a year
    found = differences(borrower(), {"financing.operator.loans.a.base_rate_share_per_year": 0.13})
    assert found["witness.operator.loan.a"] == pytest.approx(10, abs=0.005)


def test_a_longer_profile_is_objected_to() -> None:
    found = differences(borrower(), {"financing.operator.loans.a.profile_months": 13})
    assert found["witness.operator.loan.a"] is not None
    assert found["witness.operator.loan.a"] < -50  # some 12,000 / 13 instead of 12,000 / 12 is repaid


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "serial"},
        {"kind": "bullet", "tenor_months": 12},
        {"drawdown_month": 24},
        {"interest_only_months": 6, "tenor_months": 6},
    ],
)
def test_what_has_no_annuity_term_is_not_asked_of(fields: dict[str, Any]) -> None:
    assert "witness.operator.loan.a" not in differences(borrower(**fields))
