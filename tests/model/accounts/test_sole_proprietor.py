"""Tax of a sole proprietor (docs/model.md §8): three taxes on one result, and when they are paid.

Rates and limits of 2026: general income 22 % beyond an allowance of 114,540; national insurance contribution
10.8 % of business income and 7.6 % of wages, at most 25 % of what exceeds 99,650; brackets 1.7 % from
226,100, 4 % from 318,300, 13.7 % from 725,050, 16.8 % from 980,100 and 17.8 % from 1,467,200.
"""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, money, ran

THREE_YEARS = {"horizon_months": 36}
OPERATED = "landlord_operated"
# Five members at 5,000 are 25,000 a month and 300,000 a year:
#   general income    22 % of (300,000 − 114,540)      40,801.20
#   contribution      10.8 % of 300,000                32,400.00   (25 % of 200,350 is more)
#   bracket tax       1.7 % of (300,000 − 226,100)      1,256.30
WHOLE = 40_801.20 + 32_400 + 1_256.30


def person(price: float = 5_000, **stated: Any) -> dict[str, Any]:
    """The landlord operates as a sole proprietor, with five members at that price a month."""
    return {"products.desk.price_nok_per_month": price, "tax.landlord.sole_proprietor": stated, **TAXED}


TAXED = {"tax.landlord.is_taxed": True}


def wages(amount: float) -> dict[str, float]:
    return {"other_personal_income_nok_per_year": amount}


def start_up(monthly: float) -> dict[str, Any]:
    return {
        "costs": {"start": {"nok_per_month": monthly, "to_month": 12, "vat": "exempt", "payer": "landlord"}}
    }


# ---- the year's tax ----------------------------------------------------------------------------


def test_three_taxes_on_one_result() -> None:
    result = ran(person(), OPERATED)
    assert by_month(result, "landlord.tax.on_general_income") == at({12: 40_801.20, 24: 40_801.20})
    assert by_month(result, "landlord.tax.national_insurance") == at({12: 32_400, 24: 32_400})
    assert by_month(result, "landlord.tax.bracket_tax") == at({12: 1_256.30, 24: 1_256.30})
    assert by_month(result, "landlord.tax") == at({12: WHOLE, 24: WHOLE})


def test_every_bracket_skattevedtaket_3_1() -> None:
    # 150,000 a month, 1,800,000 a year: 92,200 × 1.7 % + 406,750 × 4 % + 255,050 × 13.7 % + 487,100 × 16.8 %
    # + 332,800 × 17.8 %
    steps = 1_567.40 + 16_270 + 34_941.85 + 81_832.80 + 59_238.40
    result = ran(person(30_000), OPERATED)
    assert by_month(result, "landlord.tax.bracket_tax", 12, 12) == money(steps)
    assert by_month(result, "landlord.tax", 12, 12) == money(0.22 * 1_685_460 + 0.108 * 1_800_000 + steps)


def test_a_small_income_pays_a_quarter_of_what_exceeds_the_lower_limit_folketrygdloven_23_3() -> None:
    # 120,000: 25 % of 20,350 = 5,087.50, where 10.8 % is 12,960; and 22 % of 5,460
    result = ran(person(2_000), OPERATED)
    assert by_month(result, "landlord.tax.national_insurance", 12, 12) == money(5_087.50)
    assert by_month(result, "landlord.tax", 12, 12) == money(5_087.50 + 1_201.20)
    # 90,000: below the limit and below the allowance
    assert by_month(ran(person(1_500), OPERATED), "landlord.tax") == at({})


def test_wages_fill_allowance_and_brackets_first() -> None:
    # Wages of 600,000. General income: both are beyond the allowance, so 22 % of 300,000. Contribution as
    # alone. Personal income from 600,000 to 900,000: 125,050 at 4 % and 174,950 at 13.7 %.
    result = ran(person(**wages(600_000)), OPERATED)
    tax = 66_000 + 32_400 + 5_002 + 23_968.15
    assert by_month(result, "landlord.tax") == at({12: tax, 24: tax})
    # of the wages alone: 7.6 %, and (600,000 − 95,700 − 114,540) × 22 %
    assert by_month(result, "landlord.wages.national_insurance", 12, 12) == money(45_600)
    assert by_month(result, "landlord.wages.on_general_income", 12, 12) == money(85_747.20)


def test_wages_below_the_allowance_leave_the_rest_of_it() -> None:
    # Wages of 200,000 less 46 %: 108,000, and 6,540 of the allowance is left: 22 % of 293,460. Personal
    # income of 500,000: 1,567.40 and 4 % of 181,700, of the wages alone nothing.
    result = ran(person(**wages(200_000)), OPERATED)
    expected = 64_561.20 + 32_400 + 1_567.40 + 7_268
    assert by_month(result, "landlord.tax", 12, 12) == money(expected)


def test_the_shielding_deduction_comes_off_personal_income_alone_skatteloven_12_12() -> None:
    # 280,000: 10.8 % is 30,240, and 1.7 % of 53,900 is 916.30
    result = ran(person(shielding_nok_per_year=20_000), OPERATED)
    assert by_month(result, "landlord.tax", 12, 12) == money(40_801.20 + 30_240 + 916.30)


def test_the_rates_of_the_year_hold_and_the_last_ones_go_on() -> None:
    # 2025: 22 % of (300,000 − 108,550), 10.9 %, and 1.7 % of (300,000 − 217,400)
    result = ran({**person(), **THREE_YEARS, "start_month": "2025-01"}, OPERATED)
    assert by_month(result, "landlord.tax") == at({12: 42_119 + 32_700 + 1_404.20, 24: WHOLE, 36: WHOLE}, 36)


def test_a_broken_year_counts_amounts_of_a_whole_year_by_its_months() -> None:
    # July 2026 to June 2027: half of everything in each year, the wages too
    broken = {"start_month": "2026-07", "horizon_months": 12}
    assert by_month(ran({**person(), **broken}, OPERATED), "landlord.tax") == at(
        {6: WHOLE / 2, 12: WHOLE / 2}, 12
    )
    beside = ran({**person(**wages(600_000)), **broken}, OPERATED)
    assert by_month(beside, "landlord.tax", 6, 6) == money((66_000 + 32_400 + 5_002 + 23_968.15) / 2)


# ---- when it is paid ---------------------------------------------------------------------------


def test_advance_tax_in_four_instalments_and_the_rest_in_may_skattebetalingsloven_10_20() -> None:
    # 2026 had no advance: all of it in May 2027, beside the advance for 2027, which 2027's tax then equals.
    result = ran({**person(), **THREE_YEARS}, OPERATED)
    quarter = WHOLE / 4
    paid = {15: quarter, 17: WHOLE, 18: quarter, 21: quarter, 24: quarter}
    paid |= {27: quarter, 30: quarter, 33: quarter, 36: quarter}
    assert by_month(result, "landlord.tax.paid") == at(paid, 36)
    assert by_month(result, "landlord.tax.settled") == at({}, 36)


def test_what_a_falling_result_paid_too_much_comes_back_in_may() -> None:
    # 300,000 in 2026 and 60,000 less of it from 2027: 240,000 × 22 % etc. is less than the advance
    falls = {
        "costs": {"more": {"nok_per_month": 5_000, "from_month": 13, "vat": "exempt", "payer": "landlord"}}
    }
    result = ran({**person(), **THREE_YEARS, **falls}, OPERATED)
    # 22 % of 125,460, 10.8 % of 240,000, 1.7 % of 13,900
    second = 27_601.20 + 25_920 + 236.30
    assert by_month(result, "landlord.tax", 24, 24) == money(second)
    assert by_month(result, "landlord.tax.paid", 29, 30) == money(second - WHOLE, second / 4)


def test_a_case_that_ends_within_a_year_settles_what_is_left() -> None:
    # to June 2027: half a year's tax accrues in June, two instalments of last year's are paid
    result = ran({**person(), "horizon_months": 18}, OPERATED)
    assert by_month(result, "landlord.tax.settled") == at({18: WHOLE / 2 - 2 * WHOLE / 4}, 18)
    assert by_month(result, "landlord.tax.paid", 17, 18) == money(WHOLE, WHOLE / 4)


# ---- losses ------------------------------------------------------------------------------------


def test_a_loss_without_wages_is_carried_forward_skatteloven_14_6() -> None:
    # 2026: 300,000 − 420,000. 2027: 180,000 after it, in general and in personal income (§ 12-13).
    result = ran({**person(), **start_up(35_000)}, OPERATED)
    assert by_month(result, "landlord.tax.loss", 12, 12) == money(120_000)
    # 22 % of 65,460, and 10.8 % of 180,000, which is less than 25 % of 80,350
    assert by_month(result, "landlord.tax") == at({24: 14_401.20 + 19_440})


def test_a_loss_spares_tax_of_the_wages_and_waits_as_personal_income() -> None:
    # Wages of 600,000. 2026: −60,000, 22 % of it saved. 2027: 60,000, of which nothing is personal income.
    # 2028: 22 %, 10.8 % and 4 % of 60,000.
    result = ran({**person(1_000, **wages(600_000)), **THREE_YEARS, **start_up(10_000)}, OPERATED)
    assert by_month(result, "landlord.tax") == at({12: -13_200, 24: 13_200, 36: 22_080}, 36)
    assert by_month(result, "landlord.tax.loss", 12, 12) == money(0)
    # the saving comes in May; no advance is charged on it
    assert by_month(result, "landlord.tax.paid", 13, 24) == money(0, 0, 0, 0, -13_200, 0, 0, 0, 0, 0, 0, 0)


def test_a_loss_is_used_up_by_wages_that_carry_no_tax() -> None:
    # Wages of 200,000 less 46 % are below the allowance: the loss of 60,000 saves nothing, and is gone.
    result = ran({**person(1_000, **wages(200_000)), **start_up(10_000)}, OPERATED)
    assert by_month(result, "landlord.tax", 12, 12) == money(0)
    assert by_month(result, "landlord.tax.loss", 12, 12) == money(0)


# ---- letting, alternatives, loans and sale -----------------------------------------------------


def test_letting_alone_is_income_of_capital_unless_it_is_a_business() -> None:
    rent = {"deal.lease.rent_nok_per_m2_year": 2_500, "deal.lease.common_costs_nok_per_m2_year": 0, **TAXED}
    rent |= {"products.desk.price_nok_per_month": 10_000}
    alone = ran({**rent, "tax.landlord.sole_proprietor": {}})
    assert by_month(alone, "landlord.tax") == at({12: 40_801.20, 24: 40_801.20})
    business = ran({**rent, "tax.landlord.sole_proprietor": {"letting_is_business": True}})
    assert by_month(business, "landlord.tax") == at({12: WHOLE, 24: WHOLE})


def test_an_operator_may_be_a_person_too() -> None:
    of_operator = {"tax.operator": {"sole_proprietor": {}}, "products.desk.price_nok_per_month": 5_000}
    assert by_month(ran(of_operator), "operator.tax") == at({12: WHOLE, 24: WHOLE})


def test_a_manager_is_in_business_though_the_landlord_sells_to_the_members() -> None:
    fee = {"deal.fee": {"base_nok_per_month": 25_000}, "products.desk.price_nok_per_month": 10_000}
    result = ran({**fee, "tax.operator": {"sole_proprietor": {}}}, "management")
    assert by_month(result, "operator.tax") == at({12: WHOLE, 24: WHOLE})


def test_an_ordinary_tenant_instead_pays_rent_that_is_no_personal_income() -> None:
    tenant = {"rent_nok_per_m2_year": 2_500, "void_months": 0, "term_months": 60}
    result = ran({**person(), "comparison": {"ordinary_tenant": tenant}}, OPERATED)
    assert by_month(result, "ordinary.landlord.tax", 12, 12) == money(40_801.20)
    assert by_month(result, "landlord.tax", 12, 12) == money(WHOLE)


def test_tax_before_loans_knows_no_interest() -> None:
    # 120,000 at 10 %: 11,000 of interest in 2026, at 22 + 10.8 + 1.7 %
    loan = {
        "kind": "bullet",
        "amount_nok": 120_000,
        "base_rate_share_per_year": 0.10,
        "drawdown_month": 1,
        "profile_months": 24,
    }
    result = ran({**person(), "financing.landlord.loans": {"bank": loan}}, OPERATED)
    assert by_month(result, "landlord.tax", 12, 12) == money(WHOLE - 0.345 * 11_000)
    assert by_month(result, "landlord.tax_before_loans", 12, 12) == money(WHOLE)


def test_the_gain_of_a_sale_is_general_income_alone() -> None:
    # Market rent of 1,000 on 120 m² at 8 %: 1,500,000, of which nothing is tax value: 22 % of it.
    sale = {"net_yield_share": 0.08, "exit_kind": "asset_sale"}
    result = ran({**person(), "deal.market_rent_nok_per_m2_year": 1_000, "valuation": sale}, OPERATED)
    assert by_month(result, "landlord.tax.on_sale") == at({24: 330_000})
    assert by_month(result, "landlord.tax", 24, 24) == money(WHOLE + 330_000)


def test_what_the_owner_is_left_with_is_the_result_less_the_tax() -> None:
    result = ran(person(), OPERATED)
    assert by_month(result, "landlord.distribution", 24, 24) == money(600_000 - 2 * WHOLE)


@pytest.mark.parametrize("tax", [{}, {"is_taxed": True}])
def test_a_company_has_no_line_of_a_person(tax: dict[str, Any]) -> None:
    lines = ran({"tax.landlord": tax}, OPERATED).built.model.lines
    assert "landlord.tax" in lines
    assert not [id for id in lines if "wages" in id or "personal" in id or "bracket" in id]


def test_a_company_that_earns_as_much_pays_22_per_cent() -> None:
    result = ran({"products.desk.price_nok_per_month": 5_000, **TAXED}, OPERATED)
    assert by_month(result, "landlord.tax", 12, 12) == money(66_000)
