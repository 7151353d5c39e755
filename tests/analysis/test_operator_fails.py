"""The landlord's result where the operator runs out of money: a second run (docs/model.md §13.2)."""

from typing import Any

import pytest

from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.model import Result
from tests.model.tiny import near, ran

# Rent of 720 per m² and year is 7,200 a month, and members pay 5,000: 2,200 a month is missing from month 1.
SHORT: dict[str, Any] = {
    "deal.lease.rent_nok_per_m2_year": 720,
    "party_rates.landlord_share_per_year": 0,
    "vat.policy": "unregistered",
}


def paid_in(amount: float) -> dict[str, Any]:
    return {"financing.operator.equity": [{"month": 1, "amount_nok": amount}]}


def test_the_landlord_is_shown_with_the_default_in_the_first_month_unfunded() -> None:
    # 10,000 paid in lasts four months (8,800); in month 5, 1,000 is missing, and 2,200 more in each month
    # after it: 1,000 + 19 × 2,200 = 42,800 in month 24. With the default in month 5 four months' rent is
    # paid: 28,800, where 24 × 7,200 = 172,800 was shown.
    result = ran({**SHORT, **paid_in(10_000)})
    found = operator_fails(result)
    assert found is not None
    assert (found.month, found.worst_month) == (5, 24)
    assert found.most_nok == near(42_800)
    assert result.number("landlord.npv_against_vacant") == near(172_800)
    assert found.default is not None
    assert found.default.month == 5
    assert found.default.numbers["landlord.npv_against_vacant"] == near(28_800)
    assert [check.id for check in found.default.result.failed_checks] == []


def test_it_is_told_with_months_and_amounts() -> None:
    result = ran({**SHORT, **paid_in(10_000)})
    found = operator_fails(result)
    assert found is not None
    said = told(result, found)
    assert said.en == (
        "This takes it that the operator pays, but the operator lacks money nobody has agreed to from "
        "May 2026, NOK\u00a042,800 at most. If the operator defaults from May 2026, the landlord ends up "
        "NOK\u00a028,800 better off than with the space left vacant."
    )
    assert "mangler penger ingen har sagt ja til fra mai 2026" in said.nb


def test_the_earliest_default_is_in_the_deals_second_month() -> None:
    found = operator_fails(ran(SHORT))
    assert found is not None
    assert found.month == 1
    assert found.default is not None
    assert found.default.month == 2
    assert found.default.numbers["landlord.npv_against_vacant"] == near(7_200)


@pytest.mark.parametrize(
    "money",
    [
        paid_in(52_800),  # 24 × 2,200
        {"financing.operator.overdraft": {"limit_nok": 52_800, "rate_share_per_year": 0}},
        {"financing.operator.capital_call_limit_nok": 52_800},
    ],
)
def test_money_that_is_agreed_to_is_no_failure(money: dict[str, Any]) -> None:
    assert operator_fails(ran({**SHORT, **money})) is None


def test_a_default_the_case_states_is_what_is_shown() -> None:
    assert operator_fails(ran({**SHORT, "operator_default": {"month": 12}})) is None


def test_nothing_without_an_operator() -> None:
    assert operator_fails(ran({}, "landlord_operated")) is None


def test_money_missing_only_after_the_deal_brings_no_default() -> None:
    # Twelve months that lose 2,000 each use up a loan of 24,000, which falls due when the lease has ended.
    loan = {
        "kind": "bullet",
        "amount_nok": 24_000,
        "drawdown_month": 1,
        "profile_months": 18,
        "tenor_months": 18,
        "base_rate_share_per_year": 0,
        "margin_share_per_year": 0,
    }
    changes = {
        "deal.lease.rent_nok_per_m2_year": 700,
        "deal.lease.term_months": 12,
        "financing.operator.loans": {"bank": loan},
        "vat.policy": "unregistered",
    }
    result = ran(changes)
    found = operator_fails(result)
    assert found is not None
    assert found.most_nok == near(24_000)
    assert found.month > 12
    assert found.default is None
    assert told(result, found).nb.endswith("Avtalen er da slutt.")


def test_an_answer_is_kept_by_value_and_never_given_to_another_case() -> None:
    # 7,200 of rent against 5,000 from members is 2,200 short; 6,000 is 1,000 short, over 24 months
    first = operator_fails(ran(SHORT))
    assert operator_fails(ran(SHORT)) is first  # an equal case asked again: no second model
    other = operator_fails(ran({**SHORT, "deal.lease.rent_nok_per_m2_year": 600}))
    assert first is not None
    assert other is not None
    assert (first.most_nok, other.most_nok) == (near(52_800), near(24_000))


def test_a_changed_input_is_another_question() -> None:
    # members pay 5,000; half the rent is 3,600 and leaves 1,400 a month
    result = ran(SHORT)
    assert operator_fails(result) is not None
    inputs = {"deal.lease.rent_nok_per_m2_year": 360.0}
    changed = Result(result.case, result.built, result.built.program.run(inputs), ())
    assert operator_fails(changed) is None
