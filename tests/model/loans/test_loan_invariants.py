"""Loans over random cases: a schedule worked out payment by payment, and identities, docs/model.md §12."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from tests.case.cases import STRUCTURES, Stated, changed
from tests.model.tiny import by_month, money, near, ran

pytestmark = pytest.mark.slow

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
HORIZON = 60


@dataclass(frozen=True)
class Loan:
    """A loan as drawn by chance; profile, tenor and free in terms."""

    kind: str
    terms: str
    amount: float
    rates: dict[int, float]
    start: tuple[int, int]
    drawdown: int
    profile: int
    tenor: int
    free: int

    def stated(self) -> Stated:
        size = MONTHS[self.terms]
        return {
            "kind": self.kind,
            "terms": self.terms,
            "amount_nok": self.amount,
            "base_rate_share_per_year": self.rates,
            "drawdown_month": self.drawdown,
            "profile_months": self.profile * size,
            "tenor_months": self.tenor * size,
            "interest_only_months": self.free * size,
        }

    def result(self, horizon: int = HORIZON) -> Any:
        year, month = self.start
        return ran(
            {
                "start_month": f"{year}-{month:02}",
                "horizon_months": horizon,
                "financing.operator.loans": {"a": self.stated()},
            }
        )

    def schedule(self) -> dict[str, list[float]]:
        """Month by month, in the order a bank's clerk would: accrue, and at a term's end receive payment."""
        found: dict[str, list[float]] = {
            name: [] for name in ("interest", "paid", "principal", "balloon", "debt")
        }
        size, balance, owed, ended = MONTHS[self.terms], 0.0, 0.0, 0
        year, month = self.start
        for number in range(1, HORIZON + 1):
            rate = self.rates[max(known for known in self.rates if known <= year)]
            accrued, paid, instalment, balloon = balance * rate / 12, 0.0, 0.0, 0.0
            owed += accrued
            if number > self.drawdown and month % size == 0:
                ended += 1
                paid, owed = owed, 0.0
                if self.free < ended <= self.profile and self.kind != "bullet":
                    left = self.profile - ended + 1
                    per_term = rate * size / 12
                    if left == 1:
                        instalment = balance
                    elif self.kind == "serial" or per_term == 0:
                        instalment = balance / left
                    else:
                        payment = balance * per_term / (1 - (1 + per_term) ** -left)
                        instalment = payment - balance * per_term
                balance -= instalment
                if ended == self.tenor:
                    balloon, balance = balance, 0.0
            if number == HORIZON:
                paid, owed = paid + owed, 0.0
            if number == self.drawdown:
                balance += self.amount
            for name, value in zip(found, (accrued, paid, instalment, balloon, balance), strict=True):
                found[name].append(value)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return found


@st.composite
def loans(draw: st.DrawFn, kinds: tuple[str, ...] = ("annuity", "serial", "bullet")) -> Loan:
    terms = draw(st.sampled_from(sorted(MONTHS)))
    profile = draw(st.integers(1, {"monthly": 90, "quarterly": 30, "yearly": 8}[terms]))
    year = draw(st.integers(2024, 2030))
    rate = st.sampled_from((0.0, 0.03, 0.0513, 0.12))
    return Loan(
        draw(st.sampled_from(kinds)),
        terms,
        draw(st.sampled_from((1_000.0, 123_456.0, 9_999_999.0))),
        {year: draw(rate), year + 2: draw(rate)},
        (year, draw(st.integers(1, 12))),
        draw(st.integers(1, HORIZON)),
        profile,
        draw(st.integers(1, profile)),
        draw(st.integers(0, profile - 1)),
    )


def paid(result: Any, line: str) -> list[float]:
    if f"{line}.paid" not in result.values:
        return by_month(result, line)
    now, last = by_month(result, f"{line}.paid"), by_month(result, f"{line}.settled")
    return [a + b for a, b in zip(now, last, strict=True)]


@settings(max_examples=60, deadline=None)
@given(loan=loans())
def test_the_model_is_the_clerks_schedule(loan: Loan) -> None:
    result, expected = loan.result(), loan.schedule()
    line = "operator.loan.a"
    assert by_month(result, f"{line}.interest") == money(*expected["interest"])
    assert paid(result, f"{line}.interest") == money(*expected["paid"])
    assert by_month(result, "operator.principal") == money(*expected["principal"])
    assert by_month(result, f"{line}.balloon") == money(*expected["balloon"])
    assert by_month(result, f"{line}.balance") == money(*expected["debt"])


@settings(max_examples=30, deadline=None)
@given(loan=loans())
def test_what_is_drawn_is_repaid_or_still_owed(loan: Loan) -> None:
    result = loan.result()
    repaid = sum(by_month(result, "operator.principal")) + sum(by_month(result, "operator.balloon"))
    left = by_month(result, "operator.debt", HORIZON, HORIZON)[0]
    assert repaid + left == pytest.approx(loan.amount, rel=1e-12)
    if (result.number("operator.loan.a.maturity_month") or 0) <= HORIZON:
        assert left == 0.0
    assert sum(paid(result, "operator.loan.a.interest")) == pytest.approx(
        sum(by_month(result, "operator.interest_cost")), rel=1e-12, abs=1e-9
    )


# Loans drawn where a term ends, at one rate and repaid within the horizon: the closed forms.
@st.composite
def whole(draw: st.DrawFn, kind: str) -> tuple[Loan, float, int]:
    """Such a loan, its rate per term, and the month before its first term."""
    terms = draw(st.sampled_from(sorted(MONTHS)))
    size, rate = MONTHS[terms], draw(st.sampled_from((0.02, 0.0513, 0.12)))
    terms_left = (HORIZON - size) // size
    profile = draw(st.integers(1, terms_left))
    drawdown = size * draw(st.integers(1, terms_left - profile + 1))
    tenor = draw(st.integers(1, profile))
    return (
        Loan(kind, terms, 100_000.0, {2026: rate}, (2026, 1), drawdown, profile, tenor, 0),
        rate * size / 12,
        drawdown,
    )


@settings(max_examples=25, deadline=None)
@given(drawn=whole("serial"))
def test_interest_of_a_serial_loan(drawn: tuple[Loan, float, int]) -> None:
    loan, rate, _ = drawn
    n, t = loan.profile, loan.tenor
    result = loan.result()
    # P · i · (n + 1) / 2 over the whole profile, less P/n · i · (n − t)(n − t + 1) / 2 after the tenor
    expected = loan.amount * rate * ((n + 1) / 2 - (n - t) * (n - t + 1) / (2 * n))
    assert sum(by_month(result, "operator.interest_cost")) == near(expected)
    assert sum(by_month(result, "operator.balloon")) == near(loan.amount * (n - t) / n)


@settings(max_examples=25, deadline=None)
@given(drawn=whole("annuity"))
def test_interest_and_principal_of_an_annuity_are_the_payment(drawn: tuple[Loan, float, int]) -> None:
    loan, rate, drawdown = drawn
    result, size, n = loan.result(), MONTHS[loan.terms], loan.profile
    payment = loan.amount * rate / (1 - (1 + rate) ** -n)
    interest, principal = paid(result, "operator.loan.a.interest"), by_month(result, "operator.principal")
    months = [drawdown + size * term - 1 for term in range(1, loan.tenor + 1)]
    assert [interest[m] + principal[m] for m in months] == money(*[payment] * loan.tenor)
    # what is left after t payments: the closed form of the balance
    growth = (1 + rate) ** n
    balloon = loan.amount * (growth - (1 + rate) ** loan.tenor) / (growth - 1)
    assert sum(by_month(result, "operator.balloon")) == near(balloon)


# ---- every structure, with all there is of financing -----------------------------------------------------


@st.composite
def financings(draw: st.DrawFn) -> Stated:
    """A chain of up to three loans, a construction loan, an overdraft and a capital call, by chance."""
    stated: Stated = {"capital_call_limit_nok": draw(st.sampled_from((0, 50_000, 5_000_000))), "loans": {}}
    if draw(st.booleans()):
        stated["overdraft"] = {
            "limit_nok": draw(st.sampled_from((1, 200_000, 10_000_000))),
            "rate_share_per_year": {2026: 0.09, 2029: 0.04},
            "commission_share_per_year": draw(st.sampled_from((0.0, 0.01))),
        }
    chain = draw(st.integers(0, 3))
    for place in range(chain):
        size = draw(st.sampled_from((1, 3, 12)))
        profile = size * draw(st.integers(1, 8))
        loan: Stated = {
            "kind": draw(st.sampled_from(("annuity", "serial", "bullet"))),
            "terms": {1: "monthly", 3: "quarterly", 12: "yearly"}[size],
            "base_rate_share_per_year": 0.05,
            "profile_months": profile,
            "tenor_months": size * draw(st.integers(1, profile // size)),
            "term_fee_nok": draw(st.sampled_from((0, 45))),
            "arrangement_fee_nok": draw(st.sampled_from((0, 5_000))),
        }
        if place == 0:
            loan["amount_nok"] = draw(st.sampled_from((1_000, 3_000_000)))
            loan["drawdown_month"] = draw(st.integers(1, 40))
        elif draw(st.booleans()):
            loan["sizing"] = {"minimum_cover": 1.3}
        if place + 1 < chain:
            loan["refinanced_by"] = f"loan{place + 1}"
        stated["loans"][f"loan{place}"] = loan
    return stated


@pytest.mark.parametrize("structure", STRUCTURES)
@settings(max_examples=12, deadline=None)
@given(landlord=financings(), operator=financings(), built=st.booleans(), month=st.integers(1, 12))
def test_every_check_holds(
    structure: str, landlord: Stated, operator: Stated, built: bool, month: int
) -> None:
    stated = changed(STRUCTURES[structure](), "start_month", f"2026-{month:02}")
    if built and "works" in stated:
        landlord["loans"]["build"] = {
            "kind": "construction",
            "sizing": {"share_of_works": 0.8},
            "base_rate_share_per_year": 0.05,
            "commission_share_per_year": 0.01,
            "converts_to": "bank",
        }
        landlord["loans"]["bank"] = {
            "kind": "annuity",
            "terms": "quarterly",
            "base_rate_share_per_year": 0.05,
            "profile_months": 120,
            "tenor_months": 36,
        }
    stated = changed(stated, "financing", {"landlord": landlord, "operator": operator})
    result = run(case_from_mapping(stated))
    assert [check.id for check in result.failed_checks] == []
