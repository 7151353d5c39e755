"""Debt capacity: by each test by hand, and put in as a loan (docs/model.md §7).

The landlord lets 120 m² at NOK 1,200 per m² and year, all of it net: 144,000 a year. At a net yield of 10 %
the building is worth 1,440,000. Works of 500,000 are done in the first two months. The loan is paid out in
month 1, so that 2027 is the first year with twelve months of interest. Without tax, unless a test says so.
"""

from collections.abc import Mapping
from typing import Any

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.case import CaseError, case_from_mapping
from feasibility.model import Result
from tests.case.cases import Stated
from tests.model.tiny import by_month, by_year, near, ran, tiny

BASE: Stated = {
    "horizon_months": 60,
    "deal.lease.rent_nok_per_m2_year": 1200,
    "deal.lease.term_months": 84,
    "valuation": {"net_yield_share": 0.1},
    "works": {"w": {"amount_nok": 500_000, "start_month": 1, "months": 2}},
}
# terms at which only the tests that a case states can bind
FREE: Stated = {"rate_share_per_year": 0.06, "maximum_ltv": 1.0}
NO_WORKS: Stated = {"works": {}}


def could(capacity: Stated, covenants: Mapping[str, float] | None = None, **changes: Any) -> Result:
    """The case asked what the companies could borrow."""
    bank = {"capacity": capacity, "covenants": dict(covenants or {})}
    return ran({**BASE, "bank": bank, **changes})


def largest(result: Result, party: str = "landlord") -> float:
    amount = result.number(f"{party}.capacity.largest")
    assert amount is not None
    return amount


def binds(result: Result, party: str = "landlord") -> str:
    reason = result.reason(f"{party}.capacity.binding")
    assert reason is not None
    return reason.en


# ---- each test by hand ------------------------------------------------------------------------------------


def test_by_works_and_the_defaults_with_their_sources() -> None:
    # 75 % of 500,000, half of 1,440,000, at 6 % over 240 months
    result = could({})
    assert largest(result) == near(375_000)
    assert binds(result) == "share of works, default"
    assert result.number("landlord.capacity.by_value") == near(720_000)
    assert [result.number(f"landlord.capacity.{x}") for x in ("rate_share_per_year", "profile_months")] == [
        0.06,
        240,
    ]
    inputs = result.values.model.inputs
    sources = [inputs[id].source for id in inputs if id.startswith("bank.capacity.default.")]
    assert len(sources) == 4
    assert all(sources)


def test_by_value() -> None:
    result = could({"maximum_share_of_works": 1.0, "maximum_ltv": 0.3})
    assert (largest(result), binds(result)) == (near(432_000), "loan to value (LTV)")
    # a covenant holds where nothing else is stated of the capacity
    result = could({"maximum_share_of_works": 1.0}, {"maximum_ltv": 0.25})
    assert (largest(result), binds(result)) == (near(360_000), "loan to value (LTV)")


def test_by_interest_cover_of_the_dearest_year() -> None:
    # A bullet at 6 % costs 5.5 % in 2026, eleven months, and 6 % after: 144,000 / 1.5 / 0.06.
    result = could({**FREE, "kind": "bullet"}, {"minimum_icr": 2.5}, **NO_WORKS)
    assert (largest(result), binds(result)) == (near(960_000), "interest cover (ICR)")


def test_by_debt_service_cover() -> None:
    # 144,000 / 1.5 = 96,000 a year, 8,000 a month, at 0.5 % a month over 120 months
    capacity = {**FREE, "profile_months": 120}
    result = could(capacity, {"minimum_dscr": 1.5}, **NO_WORKS)
    assert largest(result) == near(float(npf.pv(0.005, 120, -8_000)))
    assert binds(result) == "debt service cover (DSCR)"
    # Serial: 2027 has twelve instalments of P/120 and 0.5 % of 109, 108 … 98 of them.
    result = could({**capacity, "kind": "serial"}, {"minimum_dscr": 1.5}, **NO_WORKS)
    assert largest(result) == near(96_000 / (12 / 120 + 0.005 * (109 + 98) / 2 * 12 / 120))
    # A bullet has no instalments: its debt service is its interest.
    result = could({**capacity, "kind": "bullet"}, {"minimum_dscr": 2.0}, **NO_WORKS)
    assert largest(result) == near(144_000 / 2 / 0.06)


def test_by_debt_yield() -> None:
    result = could({**FREE, "minimum_debt_yield_share": 0.12}, **NO_WORKS)
    assert (largest(result), binds(result)) == (near(1_200_000), "debt yield")


def test_the_worst_year_holds() -> None:
    # Half the rent is given away in 2028: 72,000 / 2.5 / 0.06.
    reductions = [{"kind": "percentage", "from_month": 25, "to_month": 36, "share": 0.5}]
    changes = {**NO_WORKS, "deal.lease.reductions": reductions}
    result = could({**FREE, "kind": "bullet"}, {"minimum_icr": 2.5}, **changes)
    assert largest(result) == near(480_000)


def test_the_operator_borrows_by_its_own_result() -> None:
    # Five desks at 1,000 a month: 60,000 a year, and no building of its own. The rent is free here.
    changes = {"deal.lease.rent_nok_per_m2_year": 0, **NO_WORKS}
    result = could({**FREE, "kind": "bullet"}, {"minimum_icr": 2.0}, **changes)
    assert (largest(result, "operator"), binds(result, "operator")) == (near(500_000), "interest cover (ICR)")
    assert "operator.capacity.by_value" not in result.values
    # nothing to measure by is no capacity of nothing
    none = could({}, **changes)
    assert none.number("operator.capacity.largest") is None
    assert none.reason("operator.capacity.largest").en == "no test to measure by"  # type: ignore[union-attr]


def test_a_loss_carries_nothing() -> None:
    result = could(FREE, {"minimum_icr": 1.5}, **{"building.owner_costs_nok_per_m2_year": 1300})
    assert largest(result) == 0.0


def test_no_capacity_without_a_year_to_measure_in() -> None:
    result = could({}, **{"horizon_months": 20, "products.desk.opening_month": 3})
    assert result.number("landlord.capacity.largest") is None
    reason = result.reason("landlord.capacity.largest")
    assert reason is not None
    assert reason.en == "no full year after opening to measure in"


def test_it_stands_where_somebody_borrows_or_the_case_asks() -> None:
    assert ran(BASE).built.bank == ()
    loan = {"kind": "bullet", "amount_nok": 1, "base_rate_share_per_year": 0, "drawdown_month": 1}
    borrowed = ran({**BASE, "financing.landlord.loans": {"a": {**loan, "tenor_months": 12}}})
    assert [view.party for view in borrowed.built.bank] == ["landlord"]
    asked = could({})
    assert [view.party for view in asked.built.bank] == ["landlord", "operator"]
    shown = {measure.line.id for measure in asked.built.measures}
    assert {"landlord.capacity.largest", "operator.capacity.largest"} <= shown


def test_it_moves_no_money() -> None:
    asked, quiet = could({}, {"minimum_icr": 1.5}), ran(BASE)
    for line in ("landlord.cash", "operator.cash", "landlord.ebitda"):
        assert by_month(asked, line) == by_month(quiet, line)


def test_a_drawdown_past_the_horizon_is_refused() -> None:
    with pytest.raises(CaseError) as refused:
        case_from_mapping(tiny({"bank": {"capacity": {"drawdown_month": 25}}}))
    assert [problem.path for problem in refused.value.problems] == ["bank.capacity.drawdown_month"]


# ---- put in as a loan -------------------------------------------------------------------------------------


def lent(amount: float, capacity: Stated, covenants: Mapping[str, float], **changes: Any) -> Result:
    """The case with a loan of the landlord of that amount, on the terms of the capacity."""
    loan = {
        "kind": capacity.get("kind", "annuity"),
        "amount_nok": amount,
        "base_rate_share_per_year": capacity["rate_share_per_year"],
        "drawdown_month": 1,
        "profile_months": capacity.get("profile_months", 240),
    }
    return could(capacity, covenants, **{**changes, "financing.landlord.loans": {"a": loan}})


BINDING: list[tuple[str, Stated, dict[str, float]]] = [
    ("icr", {**FREE, "kind": "bullet"}, {"minimum_icr": 2.5}),
    ("icr", FREE, {"minimum_icr": 2.5}),
    ("dscr", {**FREE, "profile_months": 120}, {"minimum_dscr": 1.5}),
    ("dscr", {**FREE, "profile_months": 120, "kind": "serial"}, {"minimum_dscr": 1.5}),
    ("ltv", {"rate_share_per_year": 0.06, "kind": "bullet"}, {"maximum_ltv": 0.4}),
]


@pytest.mark.parametrize(("test", "capacity", "covenants"), BINDING)
def test_the_capacity_as_a_loan_meets_its_test_exactly_and_one_krone_more_breaks_it(
    test: str, capacity: Stated, covenants: dict[str, float]
) -> None:
    most = largest(could(capacity, covenants, **NO_WORKS))
    there = lent(most, capacity, covenants, **NO_WORKS)
    assert there.number(f"landlord.bank.{test}.worst") == near(next(iter(covenants.values())))
    assert there.number(f"landlord.bank.{test}.breached") == 0
    above = lent(most + 1, capacity, covenants, **NO_WORKS)
    assert (above.number(f"landlord.bank.{test}.breached") or 0) >= 1
    # and the loan itself moves no capacity: results know nothing of loans
    assert largest(there) == near(most)


def test_value_works_and_debt_yield_as_a_loan_of_that_amount() -> None:
    # an annuity is nearest its limit of value when it is paid out
    most = largest(could({**FREE, "maximum_ltv": 0.4}, **NO_WORKS))
    there = lent(most, {**FREE, "maximum_ltv": 0.4}, {}, **NO_WORKS)
    value = by_month(there, "value", 1, 1)[0]
    assert most / value == near(0.4)
    assert (most + 1) / value > 0.4
    capacity = {**FREE, "minimum_debt_yield_share": 0.12}
    most = largest(could(capacity, **NO_WORKS))
    ebitda = min(by_year(lent(most, capacity, {}, **NO_WORKS), "landlord.ebitda.year"))
    assert ebitda / most == near(0.12)
    assert ebitda / (most + 1) < 0.12
    most = largest(could({**FREE, "maximum_share_of_works": 0.6}))
    assert most / 500_000 == near(0.6)


def test_tax_is_that_of_the_case_and_a_loan_lowers_it() -> None:
    # Without a loan 22 % of 144,000 is paid each year from 2027: (144,000 − 31,680) / 1.2 / 12 a month.
    capacity, covenants = {**FREE, "profile_months": 120}, {"minimum_dscr": 1.2}
    taxed = {**NO_WORKS, "tax.landlord": {"is_taxed": True}}
    most = largest(could(capacity, covenants, **taxed))
    assert most == near(float(npf.pv(0.005, 120, -(144_000 - 31_680) / 1.2 / 12)))
    # interest is deducted, so that the covenant holds with something to spare
    there = lent(most, capacity, covenants, **taxed)
    assert there.number("landlord.bank.dscr.breached") == 0
    assert (there.number("landlord.bank.dscr.worst") or 0) > 1.2


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    kind=st.sampled_from(("annuity", "serial", "bullet")),
    rate=st.sampled_from((0.01, 0.0415, 0.09)),
    profile=st.integers(30, 400),
    icr=st.sampled_from((1.1, 2.0, 4.0)),
    dscr=st.sampled_from((1.05, 1.3)),
    month=st.integers(1, 12),
    rent=st.sampled_from((-0.02, 0.0, 0.03)),
)
def test_over_terms_the_tests_hold_at_the_capacity_and_the_one_that_binds_breaks_above_it(
    kind: str, rate: float, profile: int, icr: float, dscr: float, month: int, rent: float
) -> None:
    covenants = {"minimum_icr": icr, "minimum_dscr": dscr}
    capacity = {"kind": kind, "rate_share_per_year": rate, "profile_months": profile, "maximum_ltv": 1.0}
    changes = {
        **NO_WORKS,
        "start_month": f"2026-{month:02}",
        "index.rent_share_per_year": max(rent, 0.0),
        "building.owner_costs_nok_per_m2_year": 200 if rent < 0 else 0,
    }
    asked = could(capacity, covenants, **changes)
    most, binding = largest(asked), binds(asked)
    there, above = (lent(amount, capacity, covenants, **changes) for amount in (most, most + 1))
    for test in covenants:
        assert there.number(f"landlord.bank.{test.removeprefix('minimum_')}.breached") in (0, None)
    measured = {"interest cover (ICR)": "icr", "debt service cover (DSCR)": "dscr"}.get(binding)
    if measured is not None:
        assert (above.number(f"landlord.bank.{measured}.breached") or 0) >= 1
