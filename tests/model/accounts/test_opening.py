"""Opening balances (docs/model.md §13.11): what a company has when the case begins goes on from there."""

from typing import Any

import numpy as np
import pytest

from feasibility.case import CaseError, case_from_mapping
from feasibility.model import Result
from tests.model.tiny import by_month, money, near, ran, tiny


def opened(**stated: Any) -> dict[str, Any]:
    """The landlord's opening balance."""
    return {"opening": {"landlord": stated}}


def test_cash_receivables_and_debts_are_there_and_settled_in_the_first_month() -> None:
    # 100,000 + 30,000 − 20,000 in the first month; no income, no cost. Equity is what is left: 110,000.
    result = ran(opened(cash_nok=100_000, receivables_nok=30_000, payables_nok=20_000))
    assert by_month(result, "landlord.cash", 1, 2) == money(110_000, 110_000)
    assert by_month(result, "landlord.balance.equity", 1, 1) == money(110_000)
    assert by_month(result, "landlord.ebitda", 1, 1) == money(0)
    # what is left at the horizon is the owners'
    assert by_month(result, "landlord.distribution", 24, 24) == money(110_000)


def test_a_loss_brought_in_is_used_before_tax_is_due() -> None:
    # The landlord's result is 12,000 a year (1,000 a month); 15,000 of loss. Year 1: nothing, 3,000 left;
    # year 2: 22 % of 9,000 = 1,980.
    changes = {
        **opened(tax_loss_nok=15_000),
        "deal.lease.rent_nok_per_m2_year": 100,
        "tax": {"landlord": {"is_taxed": True}, "operator": {"is_taxed": False}},
    }
    result = ran(changes)
    assert by_month(result, "landlord.tax.loss", 12, 12) == money(3000)
    assert result.values["landlord.tax"][11] == near(0)
    assert result.values["landlord.tax"][23] == near(1980)


def test_an_asset_is_written_down_in_the_books_and_for_tax() -> None:
    # Books: 600,000 over five years is 10,000 a month. Tax: group d, 20 % of 400,000 = 80,000 in December.
    asset = {
        "label": "Inventar",
        "book_value_nok": 600_000,
        "tax_value_nok": 400_000,
        "depreciation_group": "d",
        "book_life_years": 5,
    }
    result = ran(opened(assets=[asset]))
    assert by_month(result, "landlord.depreciation", 1, 2) == money(10_000, 10_000)
    assert by_month(result, "landlord.book_value", 12, 12) == money(480_000)
    assert by_month(result, "landlord.tax_depreciation", 11, 12) == money(0, 80_000)
    assert by_month(result, "landlord.balance.equity", 1, 1) == money(590_000)


def test_land_is_written_down_in_neither() -> None:
    result = ran(opened(assets=[{"label": "Tomt", "book_value_nok": 100, "tax_value_nok": 100}]))
    assert by_month(result, "landlord.book_value", 24, 24) == money(100)
    assert by_month(result, "landlord.tax_value", 24, 24) == money(100)


LOAN = {
    "kind": "serial",
    "outstanding_nok": 240_000,
    "base_rate_share_per_year": 0.06,
    "profile_months": 24,
    "tenor_months": 24,
}


def test_a_loan_that_runs_already_is_repaid_over_what_is_left() -> None:
    # 240,000 over 24 months: 10,000 a month, and interest of 0.5 % on what stands: 1,200, then 1,150.
    loans = {"financing": {"landlord": {"loans": {"old": LOAN}}}}
    result = ran({**opened(cash_nok=400_000), **loans})
    assert by_month(result, "landlord.loan.old.principal", 1, 2) == money(10_000, 10_000)
    assert by_month(result, "landlord.loan.old.interest", 1, 2) == money(1200, 1150)
    assert by_month(result, "landlord.loan.old.balance", 1, 24)[-1] == near(0)
    assert by_month(result, "landlord.loan.old.drawn", 1, 24) == money(*[0] * 24)
    # equity at the start is 400,000 − 240,000, less the first month's interest
    assert by_month(result, "landlord.balance.equity", 1, 1) == money(160_000 - 1200)


def _continued(result: Result, horizon: int) -> dict[str, Any]:
    """The opening balances and loans of a case that begins where the first year of `result` ended."""
    at = 11
    values = result.values
    return {
        "horizon_months": horizon,
        "opening.landlord": {
            "cash_nok": float(values["landlord.cash"][at]),
            "tax_loss_nok": float(values["landlord.tax.loss"][at]),
            "assets": [
                {
                    "label": "Fra før",
                    "book_value_nok": float(values["landlord.book_value"][at]),
                    "tax_value_nok": float(values["landlord.tax_value"][at]),
                    "depreciation_group": "i",
                    "book_life_years": 19,
                }
            ],
        },
        "financing.landlord": {
            "loans": {
                "bank": {
                    "kind": "annuity",
                    "outstanding_nok": float(values["landlord.loan.bank.balance"][at]),
                    "base_rate_share_per_year": 0.055,
                    "terms": "quarterly",
                    "profile_months": 108,
                    "tenor_months": 60,
                }
            }
        },
    }


def test_a_case_that_begins_at_a_years_end_goes_on_to_the_ore() -> None:
    """The first case runs three years; the second begins with its balance after one, and repeats the rest."""
    shared = {"deal.lease.term_months": 60, "tax": {"landlord": {}, "operator": {"is_taxed": False}}}
    unregistered = {
        "vat": {"landlord_registration": "from_threshold", "operator_registration": "from_threshold"}
    }
    works = {
        "rehab": {
            "amount_nok": 600_000,
            "start_month": 1,
            "months": 1,
            "book_life_years": 19 + 11 / 12,
            "depreciation_group": "i",
        }
    }
    loan = {
        "kind": "annuity",
        "amount_nok": 500_000,
        "base_rate_share_per_year": 0.055,
        "drawdown_month": 1,
        "terms": "quarterly",
        "profile_months": 120,
        "tenor_months": 72,
    }
    whole = ran(
        {
            **shared,
            "vat": {**unregistered["vat"], "policy": "unregistered"},
            "horizon_months": 36,
            "works": works,
            "financing.landlord": {
                "loans": {"bank": loan},
                "equity": [{"month": 1, "amount_nok": 400_000}],
            },
        }
    )
    rest = ran(
        {
            **shared,
            "vat": {**unregistered["vat"], "policy": "unregistered"},
            "start_month": "2027-01",
            **_continued(whole, 24),
        }
    )
    for line in ("cash", "book_value", "tax_value", "tax.loss", "loan.bank.balance", "balance.equity"):
        before = np.asarray(whole.values[f"landlord.{line}"])[12:35]
        assert np.asarray(rest.values[f"landlord.{line}"])[:23] == pytest.approx(before, abs=0.005), line


@pytest.mark.parametrize(
    ("loan", "path"),
    [
        ({**LOAN, "amount_nok": 1}, "amount_nok"),
        ({**LOAN, "drawdown_month": 3}, "drawdown_month"),
        ({**LOAN, "arrangement_fee_nok": 3}, "arrangement_fee_nok"),
        ({**LOAN, "sizing": {"share_of_works": 0.5}}, "sizing"),
        ({"kind": "construction", "outstanding_nok": 1, "base_rate_share_per_year": 0}, "outstanding_nok"),
    ],
)
def test_a_loan_that_runs_already_has_nothing_of_a_new_one(loan: dict[str, Any], path: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny(), "financing": {"landlord": {"loans": {"old": loan}}}})
    assert f"financing.landlord.loans.old.{path}" in str(caught.value)


def adjusted(start_share: float, **changes: Any) -> Result:
    """100,000 of input VAT on works completed in 2020: a tenth, 10,000, each year to and with 2029."""
    item = {"input_vat_nok": 100_000, "completed_year": 2020, "start_share": start_share}
    return ran({**opened(vat_adjustments=[item]), **changes})


def test_vat_of_works_before_the_case_is_adjusted_by_the_use_of_the_year() -> None:
    # The whole building is let with VAT, and nothing was deducted: 10,000 a year may now be deducted.
    result = adjusted(0)
    assert result.values["landlord.vat.adjustment"][11] == near(10_000)
    assert result.values["landlord.vat.adjustment"][:11] == pytest.approx([0] * 11)
    # alike where the space stands empty and was never used with VAT: nothing changes
    assert sum(result.values["vacant.landlord.vat.adjustment"]) == near(0)


def test_a_change_of_less_than_ten_points_is_no_adjustment() -> None:
    assert sum(adjusted(0.91).values["landlord.vat.adjustment"]) == near(0)
    # 10,000 × (1 − 0.9)
    assert adjusted(0.9).values["landlord.vat.adjustment"][11] == near(1000)


def test_the_adjustment_ends_with_the_tenth_year() -> None:
    # 2026 is the tenth calendar year after 2016 and outside: 2016 is the first and 2025 the last.
    item = {"input_vat_nok": 100_000, "completed_year": 2016, "start_share": 0}
    assert sum(ran(opened(vat_adjustments=[item])).values["landlord.vat.adjustment"]) == near(0)


def test_a_sale_in_which_the_buyer_does_not_take_it_over_brings_the_years_left() -> None:
    # Sold in December 2027: 2027, 2028 and 2029 are left of 2020–2029. 3 × 10,000 × 0.5 to pay back, and in
    # 2026 the ordinary 10,000 × 0.5 to deduct.
    sale = {"net_yield_share": 0.06, "exit_kind": "asset_sale", "buyer_takes_over_adjustment": False}
    result = adjusted(0.5, valuation=sale)
    assert result.values["landlord.vat.adjustment"][11] == near(5000)
    assert result.values["landlord.vat.adjustment"][23] == near(-15_000)
