"""The operator's default in a stated month (docs/model.md §4), for landlord and bank."""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, money, near, ran

# Rent of 100 per m² and year is 1,000 a month, common costs 20 per m² are 200; VAT is 25 %.
LEASE: dict[str, Any] = {
    "deal.lease.rent_nok_per_m2_year": 100,
    "deal.lease.common_costs_nok_per_m2_year": 20,
}
DEFAULT: dict[str, Any] = {**LEASE, "operator_default": {"month": 7}}
TENANT: dict[str, Any] = {
    "comparison.ordinary_tenant": {
        "rent_nok_per_m2_year": 90,
        "void_months": 3,
        "fit_out_nok": 40_000,
        "agent_fee_share_of_first_year_rent": 0.10,
        "term_months": 60,
        "payment": "monthly",
    }
}


def test_rent_common_costs_and_operation_stop() -> None:
    result = ran(DEFAULT)
    assert by_month(result, "lease.rent") == money(*[1_000] * 6, *[0] * 18)
    assert by_month(result, "lease.common_costs") == money(*[200] * 6, *[0] * 18)
    assert by_month(result, "operator.ebitda") == money(*[3_800] * 6, *[0] * 18)


def test_rent_in_advance_is_asked_only_to_the_month_of_default() -> None:
    result = ran({**DEFAULT, "deal.lease.payment": "quarterly_in_advance", "operator_default.month": 6})
    assert by_month(result, "lease.rent.invoiced", 1, 6) == money(3_000, 0, 0, 2_000, 0, 0)


@pytest.mark.parametrize(
    ("first", "month", "paid"),
    [
        # 1,000 a month from month 3: the months 3 to 8 are paid in month 3, and nothing after the default
        (3, 9, {3: 6_000}),
        # a whole year in month 3, then the one month 15 of the next
        (3, 16, {3: 12_000, 15: 1_000}),
        # begins after the default
        (9, 9, {}),
    ],
)
def test_a_grant_in_advance_is_paid_only_to_the_month_of_default(
    first: int, month: int, paid: dict[int, float]
) -> None:
    grant = {
        "kind": "yearly_grant",
        "payer": "municipality",
        "receiver": "operator",
        "nok_per_year": 12_000,
        "from_month": first,
        "to_month": 24,
        "payment": "yearly_in_advance",
    }
    result = ran({**DEFAULT, "operator_default.month": month, "support": {"grant": grant}})
    assert by_month(result, "support.grant") == at(dict.fromkeys(range(first, month), 1_000))
    assert by_month(result, "operator.cash.operating_grant") == at(paid)
    # nothing is owed for months that never came
    assert by_month(result, "operator.balance.prepaid", 24, 24) == money(0)
    # to the landlord it goes on
    grant["receiver"] = "landlord"
    kept = ran({**DEFAULT, "operator_default.month": month, "support": {"grant": grant}})
    assert sum(by_month(kept, "landlord.cash.operating_grant")) == pytest.approx(1_000 * (25 - first))


@pytest.mark.parametrize(("kind", "operator_pays"), [("deposit", 4_500), ("guarantee", 0)])
def test_the_security_is_drawn_in_full_outside_vat(kind: str, operator_pays: float) -> None:
    # Three months of 1,200 and VAT: 4,500.
    security = {"deal.lease.security": {"kind": kind, "months_of_rent": 3}}
    result = ran({**DEFAULT, **security})
    assert by_month(result, "lease.security_drawn") == at({7: 4_500})
    assert by_month(result, "landlord.income.security_drawn") == at({7: 4_500})
    assert by_month(result, "landlord.vat.output", 7, 7) == money(0)
    # The deposit was the operator's, and is gone; a guarantee is the bank's loss.
    assert by_month(result, "operator.ebitda", 7, 7) == money(-operator_pays)


def test_the_space_is_let_again_after_the_void_with_agent_and_fit_out_once_more() -> None:
    result = ran({**DEFAULT, **TENANT})
    # void in months 7–9, the ordinary tenant from month 10 at 900 a month
    assert by_month(result, "after_lease.rent") == money(*[0] * 9, *[900] * 15)
    assert by_month(result, "after_lease.fit_out") == at({10: 40_000})
    assert by_month(result, "after_lease.agent_fee") == at({10: 1_080})
    longer = ran({**DEFAULT, **TENANT, "operator_default.void_months": 8})
    assert by_month(longer, "after_lease.rent") == money(*[0] * 14, *[900] * 10)


@pytest.mark.parametrize("ends", [{"operator_default": {"month": 7}}, {"deal.lease.term_months": 6}])
def test_a_space_that_has_been_in_use_takes_the_fit_out_of_one(ends: dict[str, Any]) -> None:
    # empty from month 7, void 3, leases of 6 and void 2 between: let from months 10 and 18, each used before.
    # The alternative stands empty from month 1: let from 4, unused until then, and from 12 and 20.
    tenant = {"term_months": 6, "relet_void_months": 2, "relet_fit_out_nok": 5_000}
    stated = {**LEASE, **ends, "after_lease": "relet"}
    stated |= {"comparison.ordinary_tenant": {**TENANT["comparison.ordinary_tenant"], **tenant}}
    result = ran(stated)
    assert by_month(result, "after_lease.fit_out") == at({10: 5_000, 18: 5_000})
    assert by_month(result, "ordinary.fit_out") == at({4: 40_000, 12: 5_000, 20: 5_000})


def test_without_an_ordinary_tenant_the_space_stands_empty() -> None:
    result = ran({**DEFAULT, "after_lease": "vacant"})
    assert "after_lease.rent" not in result.built.model.lines
    assert by_month(result, "landlord.ebitda", 8) == money(*[0] * 17)


def test_what_the_operator_built_is_lost_to_it() -> None:
    # 24,000 of fit-out, book life ten years: 200 a month from month 2, and the rest in month 7.
    works = {
        "fit": {
            "amount_nok": 24_000,
            "start_month": 1,
            "months": 1,
            "landlord_share": 0,
            "book_life_years": 10,
        }
    }
    result = ran({**DEFAULT, "works": works, "tax.operator": {"is_taxed": True}})
    assert by_month(result, "operator.depreciation", 1, 8) == money(0, *[200] * 5, 23_000, 0)
    # for tax spread over the lease as agreed, 24,000 / 23 a month, and the rest in month 7 too
    monthly = 24_000 / 23
    assert by_month(result, "operator.tax_depreciation", 6, 8) == money(monthly, 24_000 - 5 * monthly, 0)


def test_vat_on_the_operators_works_is_adjusted_in_the_term_of_the_default_mval_9_2() -> None:
    # VAT 250,000, ten years from 2026: all ten tenths are left in 2026.
    works = {"fit": {"amount_nok": 1_000_000, "start_month": 1, "months": 1, "landlord_share": 0}}
    result = ran({**DEFAULT, "works": works})
    assert by_month(result, "operator.vat.adjustment") == at({7: -250_000})
    # July–August is due two months after, on 10 October (month 10)
    assert by_month(result, "operator.vat.net.paid", 10, 10) == money(250_000)


def test_vacancy_keeps_the_landlords_last_use_until_let_without_vat() -> None:
    works = {"works": {"rehab": {"amount_nok": 1_000_000, "start_month": 1, "months": 1}}}
    kept = ran({**DEFAULT, **works})
    assert by_month(kept, "landlord.vat.adjustment") == at({})
    # Let without VAT from month 10: 2026 has 9 of 12 months with, −25 points; 2027 none, −100 points.
    exempt = ran({**DEFAULT, **works, **TENANT, "comparison.ordinary_tenant.vat_liable_share": 0})
    assert by_month(exempt, "landlord.vat.adjustment") == at({12: -6_250, 24: -25_000})


def test_support_and_works_of_the_operator_end() -> None:
    grant = {
        "kind": "yearly_grant",
        "payer": "municipality",
        "receiver": "operator",
        "nok_per_year": 12_000,
        "from_month": 1,
        "to_month": 24,
    }
    works = {"refit": {"amount_nok": 24_000, "start_month": 1, "months": 24, "landlord_share": 0.5}}
    result = ran({**DEFAULT, "support": {"grant": grant}, "works": works})
    assert by_month(result, "support.grant") == money(*[1_000] * 6, *[0] * 18)
    assert by_month(result, "works.refit.operator") == money(*[500] * 6, *[0] * 18)
    assert by_month(result, "works.refit.landlord") == money(*[500] * 24)


def test_the_owners_pay_in_no_more_and_the_bank_sees_what_is_missing() -> None:
    # A serial loan of 36,000 without interest, 1,500 a month; costs use up what the operator earns, so that
    # the owners pay the instalments by capital call in months 2 to 6, and nobody does after.
    loan = {
        "kind": "serial",
        "amount_nok": 36_000,
        "base_rate_share_per_year": 0,
        "drawdown_month": 1,
        "profile_months": 24,
    }
    changes = {
        **DEFAULT,
        "costs": {
            "fixed": {"nok_per_month": 3_800, "vat": "exempt"},
            "start": {"nok_per_month": 36_000, "to_month": 1, "vat": "exempt"},
        },
        "financing.operator": {"loans": {"bank": loan}, "capital_call_limit_nok": 1_000_000},
        "vat.policy": "unregistered",
    }
    result = ran(changes)
    assert by_month(result, "operator.capital_call") == money(0, *[1_500] * 5, *[0] * 18)
    assert by_month(result, "operator.unfunded", 6, 8) == money(0, 1_500, 3_000)


def test_a_manager_that_defaults_leaves_the_landlord_without_income() -> None:
    result = ran({"operator_default": {"month": 7}, "deal.fee.base_nok_per_month": 100}, "management")
    assert by_month(result, "landlord.ebitda") == money(*[4_900] * 6, *[0] * 18)
    assert by_month(result, "management.base_fee", 7) == money(*[0] * 18)


def test_the_landlords_loss_shows_in_the_ordinary_measures() -> None:
    before, after = ran(LEASE).number("landlord.npv"), ran(DEFAULT).number("landlord.npv")
    assert before is not None
    assert after is not None
    assert after < before


def _borrowed(*, month: int) -> Any:
    """The operator's loans in months 4 and 8, a construction loan for works of 10,000 a month from month 4 to
    9, and a balloon of month 9 that another loan would take over."""
    base = {"base_rate_share_per_year": 0, "kind": "bullet", "tenor_months": 30}
    loans = {
        "early": {**base, "amount_nok": 1_000, "drawdown_month": 4},
        "late": {**base, "amount_nok": 2_000, "drawdown_month": 8, "arrangement_fee_nok": 50},
        "due": {**base, "amount_nok": 500, "drawdown_month": 1, "tenor_months": 8, "refinanced_by": "next"},
        "next": base,
        "build": {
            "kind": "construction",
            "amount_nok": 100_000,
            "base_rate_share_per_year": 0,
            "commission_share_per_year": 0.04,
        },
    }
    works = {"amount_nok": 48_000, "start_month": 4, "months": 6, "landlord_share": 0}
    return ran(
        {"operator_default": {"month": month}, "works": {"w": works}, "financing.operator.loans": loans}
    )


def test_nobody_lends_to_an_operator_that_has_defaulted() -> None:
    # Works of 8,000 a month with VAT, 10,000. Defaults in month 7: nothing is drawn from then on, and the
    # balloon of 500 in month 9 is not taken over. Commission: 1,000 at the end of the quarters it is open.
    result = _borrowed(month=7)
    drawn = {
        id: sum(by_month(result, f"operator.loan.{id}.drawn")) for id in ("early", "late", "due", "next")
    }
    assert drawn == {"early": 1_000, "late": 0, "due": 500, "next": 0}
    assert by_month(result, "operator.loan.build.drawn", 4, 9) == money(10_000, 10_000, 10_000, 0, 0, 0)
    assert by_month(result, "operator.loan_fees") == at({3: 1_000, 6: 1_000})
    # what was drawn before is owed as agreed: the works would have been complete in month 9
    assert by_month(result, "operator.loan.build.balloon") == at({9: 30_000})
    assert by_month(result, "operator.loan.due.balloon") == at({9: 500})


def test_before_the_default_it_borrows_as_agreed() -> None:
    result = _borrowed(month=20)
    drawn = {
        id: sum(by_month(result, f"operator.loan.{id}.drawn")) for id in ("early", "late", "due", "next")
    }
    assert drawn == {"early": 1_000, "late": 2_000, "due": 500, "next": 500}
    assert sum(by_month(result, "operator.loan.build.drawn")) == near(60_000)
