"""Company tax (docs/model.md §8): what is taxed, what is deducted, and when the tax is paid."""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, money, near, ran

# The base case's concept earns NOK 5,000 a month, 60,000 a year; 22 % of that is 13,200.
OPERATED = "landlord_operated"
THREE_YEARS = {"horizon_months": 36, "deal.lease.term_months": 36}


def taxed(party: str = "operator", **choices: Any) -> dict[str, Any]:
    return {f"tax.{party}": {"is_taxed": True, **choices}}


def works(amount: float = 100_000, **choices: Any) -> dict[str, Any]:
    """Works of one month, paid in the first. VAT of 25 % is deducted: the area is let from the first day."""
    return {"works": {"rehab": {"amount_nok": amount, "start_month": 1, "months": 1, **choices}}}


# ---- the year's tax ----------------------------------------------------------------------------


def test_the_years_tax_is_paid_in_february_and_april_of_the_next_skattebetalingsloven_10_20() -> None:
    result = ran({**taxed(), **THREE_YEARS})
    assert by_month(result, "operator.tax") == at({12: 13_200, 24: 13_200, 36: 13_200}, 36)
    halves = {14: 6_600, 16: 6_600, 26: 6_600, 28: 6_600}
    assert by_month(result, "operator.tax.paid") == at(halves, 36)
    # what is accrued at the horizon is settled there
    assert by_month(result, "operator.tax.settled") == at({36: 13_200}, 36)


def test_a_broken_year_is_accrued_in_its_last_month_and_settled_at_the_horizon() -> None:
    # July 2026 to June 2027: six months of 5,000 in each year, 30,000 × 22 % = 6,600.
    result = ran({**taxed(), "start_month": "2026-07", "horizon_months": 12, "deal.lease.term_months": 12})
    assert by_month(result, "operator.tax") == at({6: 6_600, 12: 6_600}, 12)
    assert by_month(result, "operator.tax.paid") == at({8: 3_300, 10: 3_300}, 12)
    assert by_month(result, "operator.tax.settled") == at({12: 6_600}, 12)


def test_a_case_that_ends_between_the_halves_settles_the_second() -> None:
    result = ran({**taxed(), "horizon_months": 15})
    assert by_month(result, "operator.tax.paid") == at({14: 6_600}, 15)
    # 3 × 5,000 of 2027 × 22 % = 3,300, and the other half of 2026
    assert by_month(result, "operator.tax.settled") == at({15: 3_300 + 6_600}, 15)


START_UP = {"costs": {"start": {"nok_per_month": 10_000, "to_month": 12, "vat": "exempt"}}}


def test_a_loss_is_carried_forward_without_limit_skatteloven_14_6() -> None:
    # 2026: 60,000 − 120,000 = −60,000. 2027: 60,000 − 60,000 = 0. 2028: 60,000 is taxed.
    result = ran({**taxed(), **THREE_YEARS, **START_UP})
    assert by_month(result, "operator.tax.loss", 11, 13) == money(0, 60_000, 60_000)
    assert by_month(result, "operator.tax.loss", 24, 24) == money(0)
    assert by_month(result, "operator.tax") == at({36: 13_200}, 36)


def test_part_of_a_loss_leaves_the_rest_of_it() -> None:
    # 2026: −60,000. January–May 2027: 25,000, all of it against the loss.
    result = ran({**taxed(), **START_UP, "horizon_months": 17})
    assert by_month(result, "operator.tax") == at({}, 17)
    assert by_month(result, "operator.tax.loss", 17, 17) == money(35_000)


def test_a_loss_used_elsewhere_gives_negative_tax_at_once() -> None:
    result = ran({**taxed(losses_used_elsewhere=True), **THREE_YEARS, **START_UP})
    assert by_month(result, "operator.tax") == at({12: -13_200, 24: 13_200, 36: 13_200}, 36)
    halves = {14: -6_600, 16: -6_600, 26: 6_600, 28: 6_600}
    assert by_month(result, "operator.tax.paid") == at(halves, 36)


def test_an_untaxed_company_has_no_tax() -> None:
    result = ran(taxed("landlord"))
    assert "operator.tax" not in result.built.model.lines
    assert "landlord.tax" in result.built.model.lines


def test_interest_and_fees_are_deducted() -> None:
    # 120,000 at 10 %: 1,000 a month from the month after drawdown, 11 times in 2026; fee 500 in January.
    loan = {
        "kind": "bullet",
        "amount_nok": 120_000,
        "base_rate_share_per_year": 0.10,
        "drawdown_month": 1,
        "profile_months": 24,
        "arrangement_fee_nok": 500,
    }
    result = ran({**taxed(), "financing.operator.loans": {"bank": loan}})
    first, second = 0.22 * (60_000 - 11_000 - 500), 0.22 * (60_000 - 12_000)
    assert by_month(result, "operator.tax") == at({12: first, 24: second})


def test_tax_is_part_of_the_project_and_of_the_result() -> None:
    result = ran(taxed())
    untaxed = ran()
    before, after = (by_month(x, "operator.project_cash") for x in (untaxed, result))
    paid = [x - y for x, y in zip(before, after, strict=True)]
    assert paid == at({14: 6_600, 16: 6_600, 24: 13_200})
    assert by_month(result, "operator.net_result", 11, 13) == money(5_000, 5_000 - 13_200, 5_000)
    # and reaches the owners: everything is paid out at the horizon
    assert by_month(result, "operator.distribution", 24) == money(120_000 - 26_400)


def test_tax_and_interest_on_an_overdraft_that_pays_it() -> None:
    """Overdraft interest lowers tax, and tax paid raises the overdraft: worked out month by month beside."""
    lease = {**THREE_YEARS, "deal.lease.rent_nok_per_m2_year": 100, "vat.policy": "unregistered"}
    costs = {
        "rent": {"nok_per_month": 60_000, "to_month": 1, "vat": "exempt"},
        "more": {"nok_per_month": 4_000, "from_month": 14, "to_month": 20, "vat": "exempt"},
        "refit": {"nok_per_month": 50_000, "from_month": 25, "to_month": 25, "vat": "exempt"},
    }
    drawn = {"limit_nok": 500_000, "rate_share_per_year": 0.12}
    result = ran({**taxed(), **lease, "costs": costs, "financing.operator.overdraft": drawn})
    # income 5,000 less rent 1,000 a month; unregistered: no VAT anywhere
    tax_of, balance, loss, so_far, due, taxes = 0.22, 0.0, 0.0, 0.0, 0.0, []
    for month in range(1, 37):
        calendar = (month - 1) % 12 + 1
        earned = 4_000 - {1: 60_000, 25: 50_000}.get(month, 0) - (4_000 if 14 <= month <= 20 else 0)
        interest = max(0.0, -balance) * 0.12 / 12
        so_far += earned - interest
        paid = due / 2 if calendar in (2, 4) else 0.0
        tax = 0.0
        if calendar == 12:
            base = so_far - loss
            tax, loss, so_far = tax_of * max(0.0, base), max(0.0, -base), 0.0
        balance += earned - interest - paid - (tax if month == 36 else 0)
        due = tax if calendar == 12 else due
        taxes.append(tax)
        assert by_month(result, "operator.overdraft", month, month) == money(max(0.0, -balance))
        if calendar in (2, 4) and due > 0:
            assert balance < 0  # the tax is paid with the overdraft, and raises the interest to come
    assert taxes[11] == 0 < taxes[23]
    assert by_month(result, "operator.tax") == money(*taxes)


# ---- the landlord's alternatives ---------------------------------------------------------------


def test_vacant_is_taxed_as_the_deal_is() -> None:
    # Owner costs of 10 × 120 m² = 1,200 a year and no income; VAT on them, 300 a year, is lost when the space
    # has never been let: −1,500 a year.
    empty = {"building.owner_costs_nok_per_m2_year": 10}
    forward = ran({**taxed("landlord"), **empty})
    assert by_month(forward, "vacant.landlord.tax") == at({})
    assert by_month(forward, "vacant.landlord.tax.loss", 24) == money(3_000)
    at_once = ran({**taxed("landlord", losses_used_elsewhere=True), **empty})
    assert by_month(at_once, "vacant.landlord.tax") == at({12: -330, 24: -330})


def test_an_ordinary_tenants_rent_is_taxed_and_its_fit_out_written_down_by_2_per_cent() -> None:
    tenant = {
        "rent_nok_per_m2_year": 1_000,
        "void_months": 0,
        "term_months": 24,
        "fit_out_nok": 50_000,
    }
    result = ran({**taxed("landlord"), "comparison.ordinary_tenant": tenant})
    # group i (skatteloven § 14-43): 2 % of 50,000, then 2 % of 49,000
    first, second = 0.22 * (120_000 - 1_000), 0.22 * (120_000 - 980)
    assert by_month(result, "ordinary.landlord.tax") == at({12: first, 24: second})


# ---- declining balances ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "rate"), [("a", 0.30), ("c", 0.24), ("d", 0.20), ("h", 0.04), ("i", 0.02), ("j", 0.10)]
)
def test_declining_balance_by_group_skatteloven_14_43(group: str, rate: float) -> None:
    result = ran({**taxed("landlord"), **works(depreciation_group=group)}, OPERATED)
    written = {12: 100_000 * rate, 24: 100_000 * (1 - rate) * rate}
    assert by_month(result, "landlord.tax_depreciation") == at(written)
    assert by_month(result, "landlord.tax_value", 24) == money(100_000 * (1 - rate) ** 2)
    assert by_month(result, "landlord.tax", 12, 12) == money(max(0.0, 0.22 * (60_000 - written[12])))


def test_a_full_year_in_the_year_of_cost_though_paid_in_december() -> None:
    paid_late = {"works": {"rehab": {"amount_nok": 100_000, "start_month": 12, "months": 2}}}
    result = ran({**taxed("landlord"), **paid_late, "works.rehab.depreciation_group": "d"}, OPERATED)
    # 50,000 in December and 50,000 in January: 20 % of 50,000, then 20 % of 40,000 + 50,000
    assert by_month(result, "landlord.tax_depreciation") == at({12: 10_000, 24: 18_000})


def test_the_part_that_is_maintenance_is_deducted_when_paid() -> None:
    parts = {
        "works": {"rehab": {"amount_nok": 100_000, "start_month": 1, "months": 2, "maintenance_share": 0.4}}
    }
    result = ran({**taxed("landlord"), **parts}, OPERATED)
    # 40 % of 50,000 in January and February; 2 % of the other 60,000 in December
    assert by_month(result, "landlord.tax_depreciation", 1, 12) == money(20_000, 20_000, *[0] * 9, 1_200)


def test_vat_that_is_not_deducted_is_part_of_the_cost() -> None:
    # Unregistered: 25,000 of VAT is lost. Group d: 20 % of 125,000.
    unregistered = {"vat.policy": "unregistered", **works(depreciation_group="d")}
    result = ran({**taxed("landlord"), **unregistered}, OPERATED)
    assert by_month(result, "landlord.tax_depreciation", 12, 12) == money(25_000)


def test_a_grant_reduces_the_cost_for_tax_and_in_the_books() -> None:
    grant = {
        "kind": "works_grant",
        "payer": "municipality",
        "receiver": "landlord",
        "works": "rehab",
        "share": 0.5,
    }
    choices = {"depreciation_group": "d", "book_life_years": 10}
    result = ran({**taxed("landlord"), **works(**choices), "support": {"half": grant}}, OPERATED)
    assert by_month(result, "landlord.tax_depreciation", 12, 12) == money(10_000)
    # 50,000 over ten years, from the month after completion
    assert by_month(result, "landlord.depreciation", 1, 3) == money(0, 50_000 / 120, 50_000 / 120)


def test_fit_out_paid_by_the_tenant_is_spread_over_the_lease_or_by_group() -> None:
    # 23,000 in month 1 of a lease of 24: 1,000 a month in the 23 that are left.
    paid = works(23_000, landlord_share=0, depreciation_group="d")
    spread = ran({**taxed(), **paid})
    assert by_month(spread, "operator.tax_depreciation") == money(0, *[1_000] * 23)
    assert by_month(spread, "operator.tax_value", 24) == money(0)
    by_group = ran({**taxed(tenant_fit_out="group"), **paid})
    assert by_month(by_group, "operator.tax_depreciation") == at({12: 4_600, 24: 3_680})


def test_the_maintenance_part_of_fit_out_is_deducted_when_paid_and_the_rest_spread() -> None:
    # 23,000 in month 1, a tenth of it maintenance: 2,300 at once, 20,700 over the 23 months left.
    paid = works(23_000, landlord_share=0, depreciation_group="d", maintenance_share=0.1)
    result = ran({**taxed(), **paid})
    assert by_month(result, "operator.tax_depreciation") == money(2_300, *[900] * 23)


def test_fit_out_before_the_lease_is_spread_from_its_start() -> None:
    # Paid in month 1, lease of 12 from month 7: 1,000 a month in months 7 to 18.
    lease = {"deal.lease.start_month": 7, "deal.lease.term_months": 12}
    result = ran({**taxed(), **lease, **works(12_000, landlord_share=0)})
    assert by_month(result, "operator.tax_depreciation") == money(*[0] * 6, *[1_000] * 12, *[0] * 6)


def test_books_without_a_stated_life_follow_the_tax() -> None:
    result = ran({**taxed("landlord"), **works(depreciation_group="d", maintenance_share=0.1)}, OPERATED)
    assert by_month(result, "landlord.depreciation") == by_month(result, "landlord.tax_depreciation")
    assert by_month(result, "landlord.depreciation") == at({1: 10_000, 12: 18_000, 24: 14_400})


def test_the_building_is_written_down_from_its_value_at_the_start() -> None:
    building = {"opening_balance_nok": 1_000_000, "opening_depreciation_group": "h"}
    result = ran(taxed("landlord", **building))
    assert by_month(result, "landlord.tax_depreciation") == at({12: 40_000, 24: 38_400})
    assert by_month(result, "vacant.landlord.tax_depreciation") == at({12: 40_000, 24: 38_400})
    land = ran(taxed("landlord", opening_balance_nok=1_000_000, opening_depreciation_group=None))
    assert by_month(land, "landlord.tax_depreciation") == at({})


def test_highest_rent_is_where_the_present_value_before_tax_is_zero() -> None:
    found = ran(taxed())
    rent = found.number("operator.highest_rent")
    assert rent is not None
    label = found.built.model.lines["operator.highest_rent"].label
    assert label.nb.endswith("før skatt")  # or it is read beside a present value after tax
    assert label.en.endswith("before tax")
    assert ran({**taxed(), "deal.lease.rent_nok_per_m2_year": rent}).number(
        "operator.npv_before_tax"
    ) == near(0)
