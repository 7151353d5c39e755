"""Loans, equity, capital calls and unfunded need, docs/model.md §7; numpy-financial as second witness.

The operator borrows; it has no income, no costs and no rent, so all its cash is the loan's.
"""

import numpy_financial as npf
import pytest

from tests.model.tiny import at, by_month, money, near, ran

NO_INCOME = {"products.desk.price_nok_per_month": 0}


def loan(horizon: int = 24, start: str = "2026-01", **fields: object):  # type: ignore[no-untyped-def]
    stated = {
        "kind": "serial",
        "amount_nok": 120_000,
        "base_rate_share_per_year": 0.06,
        "drawdown_month": 1,
        "profile_months": 12,
        **fields,
    }
    stated = {name: value for name, value in stated.items() if value is not None}
    return ran(
        {
            "financing.operator.loans": {"bank": stated},
            "horizon_months": horizon,
            "start_month": start,
            **NO_INCOME,
        }
    )


def lines(result, name: str, first: int = 1, last: int | None = None) -> list[float]:  # type: ignore[no-untyped-def]
    return by_month(result, f"operator.loan.bank.{name}", first, last)


def test_serial_equal_instalments_interest_on_the_rest_from_the_month_after() -> None:
    # 10,000 in months 2–13; interest 0.5 % of 120,000, 110,000, ...
    result = loan()
    assert lines(result, "principal") == at(dict.fromkeys(range(2, 14), 10_000))
    assert lines(result, "interest") == at({2 + k: 600 - 50 * k for k in range(12)})
    assert lines(result, "balance", 1, 3) == money(120_000, 110_000, 100_000)
    # Identity: P·i·(n + 1)/2 = 120,000 × 0.005 × 13 / 2.
    assert sum(lines(result, "interest")) == near(3900)


def test_serial_600_000_over_five_years_has_instalments_of_10_000() -> None:
    result = loan(amount_nok=600_000, profile_months=60)
    assert lines(result, "principal", 2, 24) == money(*[10_000] * 23)


def test_annuity_reference_2500_at_824_over_12() -> None:
    result = loan(kind="annuity", amount_nok=2500, base_rate_share_per_year=0.0824)
    assert lines(result, "principal", 2, 2)[0] == pytest.approx(200.58, abs=0.005)
    assert lines(result, "interest", 2, 2)[0] == pytest.approx(17.17, abs=0.005)
    assert lines(result, "balance", 2, 2)[0] == pytest.approx(2299.42, abs=0.005)
    assert sum(lines(result, "interest")) == pytest.approx(112.98, abs=0.005)
    terms = range(1, 13)
    assert lines(result, "interest", 2, 13) == money(*(-npf.ipmt(0.0824 / 12, k, 12, 2500) for k in terms))
    assert lines(result, "principal", 2, 13) == money(*(-npf.ppmt(0.0824 / 12, k, 12, 2500) for k in terms))
    assert lines(result, "balance", 13, 13) == money(0)


def test_annuity_reference_200_000_at_75_over_180() -> None:
    result = loan(
        kind="annuity", amount_nok=200_000, base_rate_share_per_year=0.075, profile_months=180, horizon=182
    )
    paid = [i + p for i, p in zip(lines(result, "interest"), lines(result, "principal"), strict=True)]
    assert paid[1] == pytest.approx(1854.0247, abs=5e-5)
    assert paid[1:181] == money(*[-npf.pmt(0.075 / 12, 180, 200_000)] * 180)
    assert paid[181] == near(0)
    assert lines(result, "balance", 181, 181)[0] == 0


def test_an_annuity_without_interest_is_serial() -> None:
    result = loan(kind="annuity", base_rate_share_per_year=0)
    assert lines(result, "principal") == at(dict.fromkeys(range(2, 14), 10_000))


def test_base_and_margin_add_up() -> None:
    result = loan(base_rate_share_per_year=0.04, margin_share_per_year=0.02)
    assert lines(result, "interest", 2, 3) == money(600, 550)


def test_bullet_is_repaid_at_maturity() -> None:
    # Interest 600 in months 2–13; all of it back in month 13.
    result = loan(kind="bullet")
    assert lines(result, "interest") == at(dict.fromkeys(range(2, 14), 600))
    assert lines(result, "balance", 12, 13) == money(120_000, 0)
    assert by_month(result, "operator.cash.loan_repaid") == at({13: -120_000})


def test_interest_only_months_are_part_of_the_profile() -> None:
    # Three months free of twelve: nine instalments of 13,333.33 in months 5–13.
    result = loan(interest_only_months=3)
    assert lines(result, "principal") == at(dict.fromkeys(range(5, 14), 120_000 / 9))
    assert lines(result, "interest", 2, 5) == money(600, 600, 600, 600)


def test_annuity_after_interest_only_months_is_over_the_rest() -> None:
    result = loan(kind="annuity", interest_only_months=3)
    payment = -npf.pmt(0.005, 9, 120_000)
    assert lines(result, "principal", 4, 5) == money(0, payment - 600)
    paid = [i + p for i, p in zip(lines(result, "interest"), lines(result, "principal"), strict=True)]
    assert paid[4:13] == money(*[payment] * 9)
    assert lines(result, "balance", 13, 13)[0] == 0


def test_tenor_shorter_than_profile_leaves_a_balloon() -> None:
    # Six instalments in months 2–7, and the remaining 60,000 in month 7.
    result = loan(tenor_months=6)
    assert lines(result, "principal") == at(dict.fromkeys(range(2, 8), 10_000))
    assert lines(result, "balloon") == at({7: 60_000})
    assert lines(result, "balance", 6, 7) == money(70_000, 0)


def test_a_new_rate_recomputes_the_annuity_over_the_remaining_terms() -> None:
    # 24 terms from February 2026 at 0.5 %; from January 2027 (month 13, the 12th term) 1 % on 13 terms.
    result = loan(
        kind="annuity", profile_months=24, base_rate_share_per_year={2026: 0.06, 2027: 0.12}, horizon=26
    )
    first = -npf.pmt(0.005, 24, 120_000)
    rest = -npf.fv(0.005, 11, -first, 120_000)
    second = -npf.pmt(0.01, 13, rest)
    paid = [i + p for i, p in zip(lines(result, "interest"), lines(result, "principal"), strict=True)]
    assert paid[1:12] == money(*[first] * 11)
    assert paid[12:25] == money(*[second] * 13)
    assert lines(result, "interest", 13, 13) == money(rest * 0.01)
    assert lines(result, "balance", 25, 25)[0] == 0


def test_drawdown_may_follow_works() -> None:
    stated = {
        "kind": "bullet",
        "amount_nok": 1000,
        "base_rate_share_per_year": 0,
        "drawdown_month": 3,
        "profile_months": 6,
        "follows_works": "rehab",
    }
    works = {"rehab": {"amount_nok": 0, "start_month": 1, "months": 1, "delay_months": 4}}
    result = ran({"financing.operator.loans": {"bank": stated}, "works": works, **NO_INCOME})
    assert by_month(result, "operator.cash.loan_drawn") == at({7: 1000})
    assert by_month(result, "operator.cash.loan_repaid") == at({13: -1000})


def test_a_share_of_the_partys_works_ex_vat() -> None:
    # Works 100,000 + 20 % overrun, 60 % the landlord's: 72,000; half of it is borrowed.
    works = {
        "rehab": {
            "amount_nok": 100_000,
            "start_month": 1,
            "months": 2,
            "landlord_share": 0.6,
            "overrun_share": 0.2,
        }
    }
    stated = {
        "kind": "bullet",
        "share_of_works": 0.5,
        "base_rate_share_per_year": 0,
        "drawdown_month": 2,
        "profile_months": 60,
    }
    result = ran({"financing.landlord.loans": {"bank": stated}, "works": works, **NO_INCOME})
    # 36,000 a month is paid of the works in January and February; the half of both is drawn in month 2
    assert by_month(result, "landlord.cash.loan_drawn") == at({2: 36_000})


def paying_works(works: dict[str, object], **fields: object):  # type: ignore[no-untyped-def]
    """The landlord's serial loan of 60 % of works of 120,000 in months 2–5, 18,000 a month of it, at 12 %."""
    stated = {
        "kind": "serial",
        "share_of_works": 0.6,
        "base_rate_share_per_year": 0.12,
        "drawdown_month": 2,
        "profile_months": 12,
        **fields,
    }
    rehab = {"amount_nok": 120_000, "start_month": 2, "months": 4, **works}
    return ran({"financing.landlord.loans": {"bank": stated}, "works": {"rehab": rehab}, **NO_INCOME})


def test_a_loan_that_pays_for_works_is_drawn_as_they_are_paid() -> None:
    result = paying_works({}, interest_only_months=6, arrangement_fee_nok=700)
    line = "landlord.loan.bank"
    assert by_month(result, f"{line}.drawn") == at(dict.fromkeys((2, 3, 4, 5), 18_000))
    assert by_month(result, f"{line}.interest", 2, 6) == money(0, 180, 360, 540, 720)
    # six instalments of 72,000 / 6 from the seventh month after drawdown
    assert by_month(result, f"{line}.principal") == at(dict.fromkeys(range(9, 15), 12_000))
    assert by_month(result, "landlord.loan_fees") == at({2: 700})


def test_what_is_drawn_after_repayment_has_begun_is_repaid_in_the_terms_left() -> None:
    # Month 3 repays 18,000 / 12, month 4 a eleventh of 18,000 · 11/12 + 18,000, and so on: each draw is
    # repaid in equal parts over the terms left when it was drawn.
    result = paying_works({})
    each = [18_000 / 12, 18_000 / 11, 18_000 / 10, 18_000 / 9]
    expected = {3 + n: sum(each[: n + 1]) for n in range(12)}
    assert by_month(result, "landlord.loan.bank.principal") == at(expected)
    assert by_month(result, "landlord.debt", 14, 15) == money(0, 0)


def test_it_moves_with_the_payments_of_works_that_are_delayed() -> None:
    # 120,000 over six months: 12,000 a month is drawn
    result = paying_works({"delay_months": 2}, interest_only_months=6)
    assert by_month(result, "landlord.loan.bank.drawn") == at(dict.fromkeys(range(2, 8), 12_000))
    # following the works, it is paid out two months later, for what was paid until then as well
    result = paying_works({"delay_months": 2}, interest_only_months=6, follows_works="rehab")
    assert by_month(result, "landlord.loan.bank.drawn") == at({4: 36_000, 5: 12_000, 6: 12_000, 7: 12_000})


def test_works_paid_after_it_has_matured_are_not_drawn() -> None:
    result = paying_works({}, kind="bullet", profile_months=2)
    assert by_month(result, "landlord.loan.bank.drawn") == at({2: 18_000, 3: 18_000})
    assert by_month(result, "landlord.balloon") == at({4: 36_000})


def test_an_annuity_drawn_as_works_are_paid_is_witnessed_after_the_last_draw() -> None:
    result = paying_works({}, kind="annuity")
    asked = {outcome.id: outcome.difference for outcome in result.witnessed}
    assert asked["witness.landlord.loan.bank"] == 0.0
    principal, interest = (by_month(result, f"landlord.loan.bank.{x}") for x in ("principal", "interest"))
    left = by_month(result, "landlord.debt", 5, 5)[0]
    # the balance of month 5 over the nine terms left
    level = -float(npf.pmt(0.01, 9, left))
    assert [a + b for a, b in zip(principal[5:14], interest[5:14], strict=True)] == money(*[level] * 9)


def test_the_arrangement_fee_is_paid_at_drawdown_and_is_no_operating_cost() -> None:
    result = loan(drawdown_month=3, arrangement_fee_nok=5000)
    assert by_month(result, "operator.cash.loan_fee") == at({3: -5000})
    assert by_month(result, "operator.ebitda") == money(*[0] * 24)
    assert by_month(result, "operator.result_before_tax", 3, 4) == money(-5000, -600)
    assert by_month(result, "operator.project_cash") == money(*[0] * 24)


def test_interest_is_below_the_operating_result() -> None:
    result = loan()
    assert by_month(result, "operator.ebit", 2, 2) == money(0)
    assert by_month(result, "operator.result_before_tax", 1, 3) == money(0, -600, -550)


# ---- equity, calls and unfunded need ---------------------------------------------------------------------

COST = {"costs": {"line": {"nok_per_month": 1000, "vat": "exempt", "to_month": 10}}, **NO_INCOME}


def test_equity_then_the_agreed_call_then_unfunded() -> None:
    # 2,500 paid in, 1,000 out a month: 1,500, 500, then 500 called, 1,000 called (the limit of 1,500), then
    # 1,000 a month that nobody has agreed to, months 5–10.
    result = ran(
        {
            **COST,
            "financing.operator.equity": [{"month": 1, "amount_nok": 2500}],
            "financing.operator.capital_call_limit_nok": 1500,
        }
    )
    assert by_month(result, "operator.cash", 1, 5) == money(1500, 500, 0, 0, 0)
    assert by_month(result, "operator.capital_call") == at({3: 500, 4: 1000})
    assert by_month(result, "operator.unfunded") == money(
        0, 0, 0, 0, *(1000 * k for k in range(1, 7)), *[6000] * 14
    )
    assert result.number("operator.lowest_cash") == near(-6000)
    assert result.number("operator.lowest_cash.month") == 10


def test_the_reserve_is_what_there_is_before_the_owners_are_paid_at_the_horizon() -> None:
    # 55,000 paid in against 2,200 a month for 24 months leaves 2,200, which the owners take in month 24
    changes = {
        "deal.lease.rent_nok_per_m2_year": 720,
        "vat.policy": "unregistered",
        "financing.operator.equity": [{"month": 1, "amount_nok": 55_000}],
    }
    result = ran(changes)
    assert by_month(result, "operator.cash")[-1] == near(0)
    assert by_month(result, "operator.distribution")[-1] == near(55_000 - 24 * 2_200)
    assert result.number("operator.lowest_cash") == near(2_200)
    assert result.number("operator.lowest_cash.month") == 24


def test_the_lowest_reserve_is_counted_from_the_first_month_with_money() -> None:
    # costs of 1,000 begin in month 7, when 20,000 is paid in: nothing before it, 2,000 at the end
    result = ran(
        {
            **COST,
            "costs": {"line": {"nok_per_month": 1000, "vat": "exempt", "from_month": 7}},
            "financing.operator.equity": [{"month": 7, "amount_nok": 20_000}],
        }
    )
    assert by_month(result, "operator.liquidity", 1, 8) == money(0, 0, 0, 0, 0, 0, 19_000, 18_000)
    assert result.number("operator.lowest_cash") == near(20_000 - 18 * 1000)
    assert result.number("operator.lowest_cash.month") == 24
    nobody_pays = ran({**COST, "costs": {}})
    assert nobody_pays.number("operator.lowest_cash") == near(0)
    assert nobody_pays.number("operator.lowest_cash.month") == 1


def test_a_loan_is_called_what_its_label_says() -> None:
    loan = {"kind": "serial", "amount_nok": 1000, "drawdown_month": 1, "profile_months": 12,
            "base_rate_share_per_year": 0}  # fmt: skip
    named = {
        "financing.landlord.loans": {"bank": {**loan, "label": "Grønt lån"}},
        "financing.operator.loans": {
            "start": {**loan, "label": "Grønt lån"},
            "two": {**loan, "label": "Drift"},
            "three": {**loan, "label": "Drift"},
            "car_loan": loan,
        },
    }
    result = ran(named)
    called = {view.party: [each.name for each in view.loans] for view in result.built.bank}
    assert called["landlord"] == ["Grønt lån"]
    assert called["operator"] == ["Grønt lån", "Drift (two)", "Drift (three)", "car loan"]
    inputs = result.built.model.inputs
    assert inputs["financing.landlord.loans.bank.amount_nok"].label.nb == "Grønt lån (gårdeier): lånebeløp"
    assert inputs["financing.operator.loans.car_loan.amount_nok"].label.nb == "car loan: lånebeløp"


def test_unfunded_need_is_repaid_first_and_carries_no_interest() -> None:
    # 3,000 short by month 3, then a grant of 5,000 in month 4: 3,000 made good, 2,000 − 1,000 left.
    result = ran(
        {
            "costs": {"line": {"nok_per_month": 1000, "vat": "exempt", "to_month": 4}},
            "support": {
                "grant": {
                    "kind": "grant",
                    "payer": "sponsor",
                    "receiver": "operator",
                    "amount_nok": 5000,
                    "month": 4,
                }
            },
            **NO_INCOME,
        }
    )
    assert by_month(result, "operator.unfunded", 1, 5) == money(1000, 2000, 3000, 0, 0)
    assert by_month(result, "operator.cash", 3, 5) == money(0, 1000, 1000)


def test_what_is_left_goes_to_the_owners_in_the_last_month() -> None:
    # 2,000 paid in, 1,000 spent in month 1: 1,000 back in month 24.
    result = ran(
        {
            "costs": {"line": {"nok_per_month": 1000, "vat": "exempt", "to_month": 1}},
            "financing.operator.equity": [{"month": 1, "amount_nok": 2000}],
            **NO_INCOME,
        }
    )
    assert by_month(result, "operator.owners_cash") == at({1: -2000, 24: 1000})
    # 10 %: −2,000 in month 1, + 1,000 in month 24.
    d = 1.1 ** (-1 / 12)
    assert result.number("operator.equity_npv") == near(-2000 * d + 1000 * d**24)
    assert result.number("operator.equity_irr.annual") == near(0.5 ** (12 / 23) - 1)


def test_owners_get_only_what_is_left_after_debt() -> None:
    # A bullet loan of 10,000 outlives the horizon: nothing to the owners of the 10,000 in the bank.
    result = loan(kind="bullet", amount_nok=10_000, base_rate_share_per_year=0, profile_months=60)
    assert by_month(result, "operator.owners_cash") == money(*[0] * 24)
