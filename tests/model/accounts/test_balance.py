"""The balance sheet (docs/model.md §9): by hand, row by row, and that it balances whatever the case."""

from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.names import COMPANY_IDS
from tests.case import cases
from tests.model.tiny import at, by_month, money, ran
from tests.random_case import STRUCTURES, random_case_read

# Members pay 5,000 a month, and a rent of 100 per m² and year is 1,000 a month; VAT is 25 %.
RENT = {"deal.lease.rent_nok_per_m2_year": 100}


def sheet(result: Result, party: str, month: int, names: tuple[str, ...]) -> list[float]:
    return [by_month(result, f"{party}.balance.{name}", month, month)[0] for name in names]


def test_rent_in_advance_is_owed_by_one_and_a_claim_of_the_other() -> None:
    result = ran({**RENT, "deal.lease.payment": "quarterly_in_advance"})
    # January: 3,000 + VAT 750 is paid for the quarter, 1,000 of it is earned.
    assert sheet(result, "landlord", 1, ("prepaid", "vat", "owed")) == money(2_000, 750, 2_750)
    assert by_month(result, "landlord.cash", 1, 1) == money(3_750)
    assert sheet(result, "landlord", 1, ("result_so_far", "equity", "assets")) == money(1_000, 1_000, 3_750)
    # The operator: 6,250 in, 3,750 out; output VAT 1,250 less input VAT 750.
    assert sheet(result, "operator", 1, ("receivables", "assets")) == money(2_000, 4_500)
    assert sheet(result, "operator", 1, ("vat", "equity")) == money(500, 4_000)
    # At the quarter's end nothing is prepaid.
    assert sheet(result, "operator", 3, ("receivables",)) == money(0)


def test_holiday_pay_and_contributions_are_owed_until_paid() -> None:
    host = {
        "fte": 1,
        "salary_nok_per_year": 130_000,
        "holiday_pay_share": 0.12,
        "pension_share": 0.02,
        "employer_zone": "I",
    }
    result = ran({"staff": {"host": host}})
    wages = 130_000 / 12 * (1 - 25 / 260)
    holiday = 0.12 * wages
    # On wages and on the pension of both, in the month after the term; on holiday pay with the holiday pay
    # (folketrygdloven § 23-2).
    contribution = 0.141 * (wages + 0.02 * (wages + holiday))
    # December 2026: twelve months' holiday pay with its contribution, and that of November and December
    assert sheet(result, "operator", 12, ("staff",)) == money(12 * holiday * 1.141 + 2 * contribution)
    # June 2027: holiday pay of 2026 is paid, and its contribution owed until July with that of May and June
    owed = 6 * holiday * 1.141 + 12 * holiday * 0.141 + 2 * contribution
    assert sheet(result, "operator", 18, ("staff",)) == money(owed)
    assert sheet(result, "operator", 24, ("staff",)) == money(0)


def test_fixed_assets_stand_at_cost_less_grants_and_depreciation() -> None:
    works = {"rehab": {"amount_nok": 120_000, "start_month": 1, "months": 2, "book_life_years": 10}}
    result = ran({"works": works}, "landlord_operated")
    # 60,000 a month, then 1,000 a month over ten years from month 3
    assert by_month(result, "landlord.book_value", 1, 4) == money(60_000, 120_000, 119_000, 118_000)


def test_a_life_that_ends_within_a_month_takes_its_part_of_it() -> None:
    # 36,000 in month 1 over 0.3 years, 3.6 months: 10,000 in months 2 to 4, six tenths in month 5.
    works = {"rehab": {"amount_nok": 36_000, "start_month": 1, "months": 1, "book_life_years": 0.3}}
    result = ran({"works": works})
    assert by_month(result, "landlord.depreciation") == at({2: 10_000, 3: 10_000, 4: 10_000, 5: 6_000})
    assert by_month(result, "landlord.book_value", 1, 6) == money(36_000, 26_000, 16_000, 6_000, 0, 0)


def test_what_an_operator_has_built_is_lost_in_the_month_it_defaults() -> None:
    # 120,000 in month 1 over ten years: 1,000 a month from month 2, and in month 13 what is left, 109,000.
    works = {
        "fit_out": {
            "amount_nok": 120_000,
            "start_month": 1,
            "months": 1,
            "landlord_share": 0,
            "book_life_years": 10,
        }
    }
    result = ran({"works": works, "operator_default": {"month": 13}})
    assert by_month(result, "operator.depreciation") == at(
        {**dict.fromkeys(range(2, 13), 1_000), 13: 109_000}
    )
    assert by_month(result, "operator.book_value", 12, 14) == money(109_000, 0, 0)


def test_a_deposit_is_the_operators_until_it_is_returned() -> None:
    security = {"deal.lease.security": {"kind": "deposit", "months_of_rent": 3}}
    result = ran({**RENT, **security})
    assert sheet(result, "operator", 23, ("deposit_so_far",)) == money(3_750)
    assert sheet(result, "operator", 24, ("deposit_so_far",)) == money(0)


def test_tax_of_the_year_is_payable_until_april() -> None:
    result = ran({"tax.operator": {"is_taxed": True}})
    months = [sheet(result, "operator", month, ("tax",))[0] for month in (11, 12, 13, 14, 15, 16, 24)]
    assert months == money(0, 13_200, 13_200, 6_600, 6_600, 0, 0)


def test_tax_a_loss_saves_elsewhere_is_a_claim() -> None:
    costs = {"costs": {"start": {"nok_per_month": 10_000, "to_month": 12, "vat": "exempt"}}}
    result = ran({"tax.operator": {"is_taxed": True, "losses_used_elsewhere": True}, **costs})
    assert sheet(result, "operator", 12, ("tax_receivable",)) == money(13_200)
    assert sheet(result, "operator", 14, ("tax_receivable",)) == money(6_600)


def test_years_show_what_stands_at_their_end() -> None:
    result = ran(RENT)
    statement = next(s for s in result.built.statements if s.id == "operator.balance_sheet")
    shown = 0
    for row in statement.rows:
        if row.month is not None and row.year is not None:
            assert list(result.values[row.year.id][:2]) == money(
                *(result.values[row.month.id][i] for i in (11, 23))
            )
            shown += 1
    assert shown > 5


def test_equity_below_half_the_share_capital_aksjeloven_3_5() -> None:
    # 30,000 paid in, 3,000 lost a month: 15,000 after five months, half of it exactly; 12,000 after six.
    changes: dict[str, Any] = {
        "costs": {"rent": {"nok_per_month": 8_000, "vat": "exempt"}},
        "financing.operator": {"share_capital_nok": 30_000, "equity": [{"month": 1, "amount_nok": 30_000}]},
    }
    assert ran(changes).number("operator.low_equity_month") == 6
    healthy = {**changes, "costs": {}}
    assert ran(healthy).number("operator.low_equity_month") is None
    assert "landlord.low_equity_month" not in ran(healthy).built.model.lines


@pytest.mark.parametrize(
    "stated",
    [
        cases.minimal_case,
        cases.sublease_case,
        cases.turnover_rent_case,
        cases.management_case,
        cases.landlord_operated_case,
    ],
)
def test_every_fixture_balances(stated: Any) -> None:
    assert_balances(run(case_from_mapping(stated())))


# ---- random cases ------------------------------------------------------------------------------


def assert_balances(result: Result) -> None:
    assert [check.id for check in result.failed_checks] == []
    for party in COMPANY_IDS:
        if f"{party}.balance.assets" not in result.built.model.lines:
            continue
        assets, owed, equity = (
            by_month(result, f"{party}.balance.{x}") for x in ("assets", "owed", "equity")
        )
        for month, (a, o, e) in enumerate(zip(assets, owed, equity, strict=True), start=1):
            assert abs(a - o - e) < 0.005, (party, month)


@pytest.mark.slow
@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("tenth", range(10))
def test_random_cases_balance_in_every_month(structure: str, tenth: int) -> None:
    tried = 0
    for seed in range(8 * tenth, 8 * tenth + 8):
        result = run(random_case_read(seed, structure))
        assert_balances(result)
        assert_tax_adds_up(result)
        tried += 1
    assert tried == 8


def assert_tax_adds_up(result: Result) -> None:
    """Losses carried forward, and no more written down for tax than has been paid."""
    for party in COMPANY_IDS:
        if f"{party}.tax" not in result.built.model.lines:
            continue
        choices = getattr(result.case.tax, party)
        tax = by_month(result, f"{party}.tax")
        paid = by_month(result, f"{party}.tax.paid")
        settled = by_month(result, f"{party}.tax.settled")
        assert sum(paid) + sum(settled) == pytest.approx(sum(tax), abs=0.01)
        if not choices.losses_used_elsewhere:
            spared = [0.0] * len(tax)  # a person's loss may spare what the wages' general income carries
            if choices.sole_proprietor is not None:
                spared = by_month(result, f"{party}.wages.on_general_income")
            assert all(of + most >= -0.005 for of, most in zip(tax, spared, strict=True))
            loss = by_month(result, f"{party}.tax.loss")
            assert min(loss) >= 0
            # what is taxed is what is earned, the loss that is left, and that brought in
            opening = getattr(result.case.opening, party)
            brought = 0.0 if opening is None else opening.tax_loss_nok
            assert sum(by_month(result, f"{party}.tax.base")) - loss[-1] + brought == pytest.approx(
                sum(by_month(result, f"{party}.tax.result")), abs=0.01
            )
        if not any(item.kind == "works_grant" for item in result.case.support.values()):
            # what it hands over for a price may take its balances below zero, by no more than the price
            sold = sum(p.takeover.price_nok for p in result.case.phases if p.takeover is not None)
            assert min(by_month(result, f"{party}.tax_value")) > -0.01 - sold
