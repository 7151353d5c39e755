"""Debt sized by value, works or cover, the lowest of those stated (docs/model.md §7).

The landlord lets 120 m² at NOK 1,200 per m² and year, all of it net: 144,000 a year. At a net yield of 10 %
the building is worth 1,440,000, whenever twelve months of the lease remain.
"""

from typing import Any

import numpy_financial as npf

from tests.case.cases import Stated
from tests.model.tiny import at, by_month, money, near, ran

LOAN: Stated = {
    "kind": "annuity",
    "base_rate_share_per_year": 0.06,
    "drawdown_month": 1,
    "profile_months": 120,
}
BASE: Stated = {
    "horizon_months": 36,
    "deal.lease.rent_nok_per_m2_year": 1200,
    "deal.lease.term_months": 60,
    "valuation": {"net_yield_share": 0.1},
    "works": {"w": {"amount_nok": 500_000, "start_month": 1, "months": 2}},
}


def sized(sizing: dict[str, float], changes: dict[str, Any] | None = None, **fields: Any) -> Any:
    """The case with one loan of the landlord, sized."""
    loan = {**LOAN, "sizing": sizing, **fields}
    return ran({**BASE, "financing.landlord.loans": {"a": loan}, **(changes or {})})


def amount(result: Any, loan: str = "a") -> float:
    """What is drawn of a loan in all."""
    return sum(by_month(result, f"landlord.loan.{loan}.drawn"))


def test_by_value() -> None:
    assert amount(sized({"share_of_value": 0.6})) == near(864_000)


def test_by_value_when_the_concept_is_in_place() -> None:
    # Half the rent is given away for the first year. The works are completed in month 2, before the desks
    # open; then ten months of 6,000 remain to be given: value is 1,440,000 less their present value at 8 %.
    reductions = [{"kind": "percentage", "from_month": 1, "to_month": 12, "share": 0.5}]
    changes = {"deal.lease.reductions": reductions, "products.desk.opening_month": 3}
    result = sized({"share_of_value": 0.6}, changes)
    monthly = 1.08 ** (1 / 12) - 1
    value = 1_440_000 - float(npf.pv(monthly, 10, -6_000))
    assert amount(result) == near(0.6 * value)
    assert by_month(result, "landlord.loan.a.drawn", 1, 1) == money(0.6 * value)


def test_by_value_at_drawdown_where_that_is_later() -> None:
    # Drawn in month 10: two months of 6,000 remain to be given.
    reductions = [{"kind": "percentage", "from_month": 1, "to_month": 12, "share": 0.5}]
    result = sized({"share_of_value": 0.6}, {"deal.lease.reductions": reductions}, drawdown_month=10)
    monthly = 1.08 ** (1 / 12) - 1
    assert amount(result) == near(0.6 * (1_440_000 - float(npf.pv(monthly, 2, -6_000))))


def test_by_works() -> None:
    assert amount(sized({"share_of_works": 0.5})) == near(250_000)
    assert amount(sized({"share_of_works": 0.5}, {"works.w.overrun_share": 0.2})) == near(300_000)


def test_by_cover_of_an_annuity() -> None:
    # 144,000 / 1.5 = 96,000 a year, 8,000 a month, at 0.5 % a month over 120 months.
    result = sized({"minimum_cover": 1.5})
    assert amount(result) == near(float(npf.pv(0.005, 120, -8_000)))
    # and so the year's debt service is covered one and a half times
    service = [sum(by_month(result, f"landlord.loan.a.{name}", 13, 24)) for name in ("interest", "principal")]
    assert 144_000 / sum(service) == near(1.5)


def test_by_cover_without_interest_and_with_instalment_free_months() -> None:
    # 8,000 a month in the 108 months left of the profile.
    result = sized({"minimum_cover": 1.5}, interest_only_months=12, base_rate_share_per_year=0)
    assert amount(result) == near(864_000)


def test_by_cover_of_a_serial_loan_by_quarter() -> None:
    # Forty quarters at 1.5 %. Drawn in December 2026, so 2027 is its first year: four instalments of P/40,
    # and interest of 1.5 % on 40, 39, 38 and 37 fortieths: P · (0.1 + 0.015 · 154/40) = 0.15775 P.
    result = sized({"minimum_cover": 1.5}, kind="serial", terms="quarterly", drawdown_month=12)
    assert amount(result) == near(96_000 / 0.15775)
    service = [sum(by_month(result, f"landlord.loan.a.{name}", 13, 24)) for name in ("interest", "principal")]
    assert 144_000 / sum(service) == near(1.5)


def test_by_cover_of_a_bullet_as_if_it_were_repaid_by_level_payments() -> None:
    # Ten yearly payments of 96,000 at 6 %.
    result = sized({"minimum_cover": 1.5}, kind="bullet", terms="yearly")
    assert amount(result) == near(float(npf.pv(0.06, 10, -96_000)))


def test_by_cover_at_a_rate_below_zero() -> None:
    # An annuity at −0.1 % a month: 120 level payments of 8,000.
    result = sized({"minimum_cover": 1.5}, base_rate_share_per_year=-0.012)
    assert amount(result) == near(float(npf.pv(-0.001, 120, -8_000)))
    # A serial loan's last year is its dearest: twelve instalments of P/120, and −0.1 % of 12, 11 … 1 of
    # them: P · (0.1 − 0.001 · 78/120) = 0.09935 P.
    result = sized({"minimum_cover": 1.5}, kind="serial", base_rate_share_per_year=-0.012)
    assert amount(result) == near(96_000 / 0.09935)


def test_by_cover_of_a_loan_shorter_than_a_year() -> None:
    # Six months: all of it is repaid in the year. Serial at 0.5 % a month, P · (1 + 0.005 · (6 + … + 1)/6);
    # an annuity of six payments of 96,000 / 6.
    result = sized({"minimum_cover": 1.5}, kind="serial", profile_months=6)
    assert amount(result) == near(96_000 / 1.0175)
    result = sized({"minimum_cover": 1.5}, profile_months=6)
    assert amount(result) == near(float(npf.pv(0.005, 6, -16_000)))


def test_by_cover_at_the_rate_of_the_month_after_drawdown() -> None:
    # Drawn in December 2026, first interest in 2027: 12 % a year and not 6.
    rates = {2026: 0.06, 2027: 0.12, 2028: 0.03}
    result = sized({"minimum_cover": 1.5}, base_rate_share_per_year=rates, drawdown_month=12)
    assert amount(result) == near(float(npf.pv(0.01, 120, -8_000)))


def test_nothing_by_cover_where_no_year_is_stabilised() -> None:
    # A ramp of sixty months is never complete within the horizon.
    ramp = {"start_share": 0.1, "stabilised_share": 0.5, "months": 60}
    assert amount(sized({"minimum_cover": 1.5}, {"products.desk.ramp": ramp})) == 0.0


def test_nothing_by_cover_of_a_negative_result() -> None:
    changes = {"building.owner_costs_nok_per_m2_year": 1500}
    assert amount(sized({"minimum_cover": 1.5}, changes)) == 0.0


def test_the_lowest_limit_holds() -> None:
    by_cover = float(npf.pv(0.005, 120, -8_000))  # 720,587
    stated = {"share_of_value": 0.6, "share_of_works": 1.0, "minimum_cover": 1.5}
    assert amount(sized(stated)) == near(500_000)
    assert amount(sized({**stated, "share_of_works": None})) == near(by_cover)
    assert amount(sized({"share_of_value": 0.45, "minimum_cover": 1.5})) == near(648_000)
    assert amount(sized(stated, amount_nok=400_000)) == near(400_000)
    result = sized(stated, amount_nok=700_000)
    assert [result.number(f"landlord.loan.a.by_{limit}") for limit in ("value", "works", "cover")] == money(
        864_000, 500_000, by_cover
    )
    assert result.number("landlord.loan.a.amount") == near(500_000)


def test_the_result_a_loan_is_measured_by_does_not_know_the_loan() -> None:
    changes = {"building.owner_costs_nok_per_m2_year": 100}
    sized_loan = sized({"minimum_cover": 1.1}, changes)
    assert by_month(sized_loan, "landlord.ebitda") == by_month(ran({**BASE, **changes}), "landlord.ebitda")
    assert amount(sized_loan) > 0


def test_refinancing_at_a_lower_value_leaves_a_gap() -> None:
    # 60 % of 1,440,000 is due in month 13 and 50 % of what is then the value, 720,000, is lent anew.
    first = {**LOAN, "kind": "bullet", "tenor_months": 12, "sizing": {"share_of_value": 0.6}}
    second = {**LOAN, "kind": "bullet", "sizing": {"share_of_value": 0.5}}
    del second["drawdown_month"]
    result = ran({**BASE, "financing.landlord.loans": {"a": {**first, "refinanced_by": "b"}, "b": second}})
    assert by_month(result, "landlord.balloon") == at({13: 864_000}, 36)
    assert by_month(result, "landlord.loan.b.drawn") == at({13: 720_000}, 36)


def test_the_operator_borrows_by_works_and_cover() -> None:
    # Desks at 1,000 a month, five let: 60,000 a year. 60,000 / 2 = 30,000, 2,500 a month.
    works = {"amount_nok": 300_000, "start_month": 1, "months": 1, "landlord_share": 0}
    loan = {**LOAN, "sizing": {"share_of_works": 0.9, "minimum_cover": 2}}
    result = ran({"works": {"w": works}, "financing.operator.loans": {"a": loan}})
    assert sum(by_month(result, "operator.loan.a.drawn")) == near(float(npf.pv(0.005, 120, -2_500)))
    assert result.number("operator.loan.a.by_works") == near(270_000)
