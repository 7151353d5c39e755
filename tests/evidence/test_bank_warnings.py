"""Warnings a bank would raise, each provoked and each absent on the good side of its limit."""

from typing import Any

from feasibility.case import case_from_mapping
from tests.evaluated import evaluated
from tests.model.tiny import tiny

LOAN = {
    "kind": "bullet",
    "amount_nok": 100_000,
    "base_rate_share_per_year": 0.10,
    "drawdown_month": 1,
    "profile_months": 240,
}


def raised(changes: dict[str, Any], **loan: Any) -> dict[str, str]:
    """Ids and Norwegian texts of the warnings. EBITDA 60,000 a year (five desks), interest 10,000."""
    result = evaluated(
        case_from_mapping(tiny({"financing.operator.loans": {"bank": {**LOAN, **loan}}, **changes}))
    )
    assert all(w.source.nb and w.source.en and w.text.en for w in result.warnings)
    return {warning.id: warning.text.nb for warning in result.warnings}


def test_debt_service_below_one_warns_with_year_and_number() -> None:
    # 60,000 / (0.61 × 100,000) = 0.98 in 2027
    found = raised({}, base_rate_share_per_year=0.61)
    assert "2027" in found["operator_debt_service"]
    assert "0,98" in found["operator_debt_service"]
    assert "operator_debt_service" not in raised({}, base_rate_share_per_year=0.60)


def test_a_broken_covenant_warns_with_the_years_in_breach() -> None:
    # interest cover is 60,000 / 10,000 = 6 in 2027, and 60,000 / 9,167 = 6.55 in 2026
    found = raised({"bank.covenants.minimum_icr": 6.1})
    assert "Rentedekningsgrad (ICR) (1 år, verst 6,00 i 2027)" in found["operator_covenants"]
    assert "operator_covenants" not in raised({"bank.covenants.minimum_icr": 5.9})


def test_little_let_before_opening_warns_below_thirty_per_cent() -> None:
    assert "prelet" in raised({"products.desk.prelet_share": 0.29})
    assert "prelet" not in raised({"products.desk.prelet_share": 0.30})
    nobody_borrows = evaluated(case_from_mapping(tiny()))
    assert "prelet" not in {warning.id for warning in nobody_borrows.warnings}


def test_a_gap_at_refinancing_warns_with_its_amount() -> None:
    # EBITDA 60,000 / 6 / (10 % + 2 %) = 83,333 against 100,000
    covenant = {"bank.covenants.minimum_icr": 6}
    found = raised(covenant, tenor_months=20)
    assert "16 667" in found["operator_refinancing_bank"].replace("\u00a0", " ")
    assert "operator_refinancing_bank" not in raised(covenant, tenor_months=20, amount_nok=80_000)


def test_more_desks_than_people_warns_and_as_many_do_not() -> None:
    catchment = {"commuters": 12, "firms": 3, "competitor_desks": 6}
    assert "more_desks_than_people" in raised({"bank.catchment": catchment})
    assert "more_desks_than_people" not in raised({"bank.catchment": {**catchment, "firms": 4}})
    assert "more_desks_than_people" not in raised({"bank.catchment": {"competitor_desks": 6}})
