"""What is handed over for a price in a change of phase (docs/model.md §13.12), by hand.

Works of 120,000 in the first month, ten years in the books: 1,000 a month from the second. Taken over in
month 4, two months are written down and 118,000 is left.
"""

from typing import Any

import numpy as np
import pytest

from feasibility.analysis.operator_fails import operator_fails
from feasibility.case import CaseError, case_from_mapping
from feasibility.model import Result
from feasibility.model.base.deal_words import deal_in_full
from tests.model.deal.test_phases import OWN, lease
from tests.model.tiny import by_month, money, ran, tiny

RENT = "deal.lease.rent_nok_per_m2_year"
TAXED = {"landlord": {"is_taxed": True}, "operator": {"is_taxed": True, "tenant_fit_out": "group"}}


def works(group: str = "d", **more: Any) -> dict[str, Any]:
    stated = {"amount_nok": 120_000, "start_month": 1, "months": 1, "book_life_years": 10}
    return {"inventory": {**stated, "depreciation_group": group, **more}}


def over(price: float, *ids: str, month: int = 4, **more: Any) -> dict[str, Any]:
    """A phase in which an operator takes over from the landlord."""
    return {
        "from_month": month,
        "deal": lease(300, month),
        "takeover": {"price_nok": price, "works": list(ids)},
        **more,
    }


def taken(price: float, *ids: str, changes: dict[str, Any] | None = None, month: int = 4) -> Result:
    """The landlord sells to the members until an operator takes over and pays for it."""
    stated = {"works": works(), "tax": TAXED, "phases": [over(price, *ids, month=month)], **(changes or {})}
    return ran(stated, "landlord_operated")


def test_the_price_is_paid_once_and_without_vat() -> None:
    # Members pay 5,000 to the landlord, then to the operator, whose rent is 3,000, with VAT of 25 %; VAT is
    # settled in April for January and February: the landlord's on 10,000 from members less that on works.
    result = taken(150_000, "inventory")
    assert by_month(result, "takeover.price", 3, 5) == money(0, 150_000, 0)
    assert by_month(result, "operator.cash.takeover", 3, 5) == money(0, -150_000, 0)
    assert by_month(result, "landlord.cash.takeover", 3, 5) == money(0, 150_000, 0)
    assert "takeover.price.vat" not in result.values


def test_what_is_paid_beyond_book_value_is_a_gain_and_goodwill() -> None:
    # 150,000 − 118,000 = 32,000. The operator goes on writing 1,000 a month off the works: 9 years and 10
    # months are left of ten, 118 months; of the goodwill 20 % of 32,000 in December.
    result = taken(150_000, "inventory")
    assert by_month(result, "landlord.book_value", 2, 5) == money(119_000, 118_000, 0, 0)
    assert by_month(result, "landlord.income.gain_on_takeover", 3, 5) == money(0, 32_000, 0)
    assert by_month(result, "operator.book_value", 3, 5) == money(0, 149_000, 148_000)
    assert by_month(result, "operator.depreciation", 11, 13) == money(1000, 7400, 1000)
    assert by_month(result, "operator.goodwill", 11, 12) == money(32_000, 25_600)
    assert by_month(result, "operator.balance.fixed_assets", 12, 12) == money(109_000)


def test_a_price_below_book_value_is_a_loss_and_leaves_no_goodwill() -> None:
    result = taken(100_000, "inventory")
    assert by_month(result, "landlord.income.gain_on_takeover", 4, 4) == money(-18_000)
    assert by_month(result, "takeover.for_goodwill", 4, 4) == money(0)
    assert by_month(result, "operator.depreciation", 4, 4) == money(100_000 / 118)


def test_works_that_stay_are_written_down_by_who_paid_and_all_the_price_is_goodwill() -> None:
    result = taken(50_000)
    assert by_month(result, "landlord.depreciation", 4, 5) == money(1000, 1000)
    assert by_month(result, "operator.book_value", 4, 4) == money(50_000)
    assert by_month(result, "landlord.income.gain_on_takeover", 4, 4) == money(50_000)


def test_a_price_below_all_book_values_is_shared_by_them() -> None:
    # Beside the 118,000 stands 59,000 of works of half the size: 118,000 is 2/3 of 177,000.
    half = {**works()["inventory"], "amount_nok": 60_000}
    result = taken(90_000, "inventory", "kitchen", changes={"works": {**works(), "kitchen": half}})
    assert by_month(result, "takeover.inventory.paid", 4, 4) == money(60_000)
    assert by_month(result, "takeover.kitchen.paid", 4, 4) == money(30_000)


def test_the_balance_of_the_group_takes_the_price_and_is_income_below_zero() -> None:
    # Group d: 120,000 less 118,000 is 2,000, of which 20 % is deducted; goodwill at −32,000, of which 20 %
    # is income: −6,000 in December, and 20 % of −24,000 in the next.
    result = taken(150_000, "inventory")
    assert by_month(result, "landlord.tax_value", 4, 4) == money(-30_000)
    assert by_month(result, "landlord.tax_depreciation", 12, 12) == money(-6000)
    assert by_month(result, "landlord.tax_depreciation", 24, 24) == money(-4800)
    # The operator writes down 20 % of 118,000 and of 32,000.
    assert by_month(result, "operator.tax_depreciation", 12, 12) == money(30_000)
    assert by_month(result, "operator.tax_value", 12, 12) == money(120_000)


def test_what_is_left_of_a_building_goes_over_the_gain_and_loss_account() -> None:
    # Group i, nothing written down before the first December: 120,000 − 100,000 = 20,000 is lost, of which
    # 20 % is deducted, and 20 % of 16,000 in the next year, where the group's rate would be 2 %.
    result = taken(100_000, "inventory", changes={"works": works("i")})
    assert by_month(result, "landlord.tax_value", 4, 4) == money(20_000)
    assert by_month(result, "landlord.tax_depreciation", 12, 12) == money(4000)
    assert by_month(result, "landlord.tax_depreciation", 24, 24) == money(3200)
    assert by_month(result, "operator.tax_depreciation", 12, 12) == money(2000)


def test_an_operators_fit_out_spread_over_its_lease_is_income_at_once() -> None:
    # For tax spread over the lease, that is to month 12, when nothing is left; in the books 1,000 a month
    # from month 2, and 109,000 is left. Of 120,000 paid in month 13 that is income at once, and 11,000 is
    # goodwill, 20 % of it income in December. The landlord deducts 2 % of 109,000 and 20 % of 11,000.
    changes = {
        RENT: 300,
        "works": works("i", landlord_share=0),
        "tax": {"landlord": {"is_taxed": True}, "operator": {"is_taxed": True, "tenant_fit_out": "lease"}},
        "phases": [
            {"from_month": 13, "deal": OWN, "takeover": {"price_nok": 120_000, "works": ["inventory"]}}
        ],
    }
    result = ran(changes)
    assert by_month(result, "operator.book_value", 12, 13) == money(109_000, 0)
    assert by_month(result, "operator.tax_depreciation", 12, 14) == money(120_000 / 11, -109_000, 0)
    assert by_month(result, "operator.tax_depreciation", 24, 24) == money(-2200)
    assert by_month(result, "operator.income.gain_on_takeover", 13, 13) == money(11_000)
    assert by_month(result, "landlord.tax_depreciation", 24, 24) == money(2180 + 2200)
    assert by_month(result, "landlord.depreciation", 13, 13) == money(1000)


def test_the_one_that_takes_over_adjusts_vat_for_what_changes_then() -> None:
    # VAT of 150,000 on 600,000, all deducted: 15,000 a year. An operator that sells for 6,000 a year is not
    # registered, and the works serve taxed sales no more. Without a takeover the landlord, which lets to it,
    # adjusts in December of the second year; with one the operator does.
    changes = {
        "works": works("i", amount_nok=600_000),
        "products.desk.price_nok_per_month": 100,
        "vat": {"landlord_registration": "registered", "operator_registration": "from_threshold"},
        "phases": [{"from_month": 13, "deal": lease(300, 13)}],
    }
    kept = ran(changes, "landlord_operated")
    assert by_month(kept, "landlord.vat.adjustment", 23, 24) == money(0, -15_000)
    went = ran({**changes, "phases": [over(1000, "inventory", month=13)]}, "landlord_operated")
    assert by_month(went, "landlord.vat.adjustment") == money(*[0] * 24)
    assert by_month(went, "operator.vat.adjustment", 12, 24) == money(*[0] * 12, -15_000)


def test_a_change_within_a_year_is_adjusted_for_by_the_months_after_it() -> None:
    # Taken over in July: six of twelve months of the first year, from January, in which the works are done.
    changes = {
        "works": works("i", amount_nok=600_000),
        "products.desk.price_nok_per_month": 100,
        "vat": {"landlord_registration": "registered", "operator_registration": "from_threshold"},
        "phases": [over(1000, "inventory", month=7)],
    }
    went = ran(changes, "landlord_operated")
    assert by_month(went, "operator.vat.adjustment", 12, 12) == money(-7500)
    assert by_month(went, "operator.vat.adjustment", 24, 24) == money(-15_000)


def test_members_deposits_follow_the_members_beside_the_price() -> None:
    # Two months of 1,000 for five members: 10,000 out of one company and into the other.
    result = taken(0, changes={"products.desk.deposit_months": 2})
    assert by_month(result, "landlord.cash.member_deposit", 4, 4) == money(-10_000)
    assert by_month(result, "operator.cash.member_deposit", 4, 4) == money(10_000)


def test_no_price_and_no_works_is_a_phase_without_a_takeover() -> None:
    with_it = taken(0)
    without = taken(0, changes={"phases": [{"from_month": 4, "deal": lease(300, 4)}]})
    for party in ("landlord", "operator"):
        for line in ("project_cash", "net_result", "balance.assets", "balance.equity", "owners_cash"):
            assert by_month(with_it, f"{party}.{line}") == money(*by_month(without, f"{party}.{line}"))


def test_within_a_group_a_takeover_changes_nothing_of_the_groups() -> None:
    # Neither company is taxed, and the works go on at their book value: the group has no gain on itself.
    untaxed = {"landlord": {"is_taxed": False}, "operator": {"is_taxed": False}}
    changes = {
        "group": {},
        "tax": untaxed,
        "financing.landlord": {"equity": [{"month": 1, "amount_nok": 300_000}]},
        "financing.operator": {"equity": [{"month": 4, "amount_nok": 200_000}]},
    }
    with_it = taken(150_000, "inventory", changes=changes)
    without = taken(0, changes={**changes, "phases": [{"from_month": 4, "deal": lease(300, 4)}]})
    for line in ("ebitda", "ebit", "net_result", "balance.assets", "balance.owed", "balance.equity"):
        assert by_month(with_it, f"group.{line}") == money(*by_month(without, f"group.{line}"))
    assert by_month(with_it, "group.balance_sheet.goodwill") == money(*[0] * 24)
    assert by_month(with_it, "group.cash_flow.cash.takeover") == money(*[0] * 24)
    _rows_add_up(with_it)


def test_a_loss_within_a_group_stands() -> None:
    # 118,000 handed over for 100,000: the price says what it is worth.
    changes = {"group": {}, "financing.landlord": {"equity": [{"month": 1, "amount_nok": 300_000}]}}
    result = taken(100_000, "inventory", changes=changes)
    assert by_month(result, "group.income_statement.income.gain_on_takeover", 4, 4) == money(-18_000)
    _rows_add_up(result)


def _rows_add_up(result: Result) -> None:
    """The rows of the group's balance sheet are its totals; those of its result lead from one to the next."""
    so_far: Any = 0.0
    for row in next(s for s in result.built.statements if s.id == "group.income_statement").rows:
        if row.month is not None and row.kind == "row":
            so_far = so_far + np.asarray(result.values.of(row.month))
        elif row.month is not None and row.kind == "total":
            assert so_far == pytest.approx(np.asarray(result.values.of(row.month)), abs=0.005)
    sheet = next(s for s in result.built.statements if s.id == "group.balance_sheet")
    rows: list[Any] = []
    for row in sheet.rows:
        if row.month is None:
            rows = []
        elif row.kind == "row":
            rows.append(np.asarray(result.values.of(row.month)))
        elif not row.month.id.endswith("owed_and_equity"):
            assert sum(rows) == pytest.approx(np.asarray(result.values.of(row.month)), abs=0.005)
            assert rows


def test_a_company_that_has_failed_hands_nothing_over() -> None:
    changes = {
        RENT: 300,
        "works": works("d", landlord_share=0),
        "tax": TAXED,
        "operator_default": {"month": 6},
        "phases": [
            {"from_month": 13, "deal": OWN, "takeover": {"price_nok": 80_000, "works": ["inventory"]}}
        ],
    }
    result = ran(changes)
    assert by_month(result, "takeover.price") == money(*[0] * 24)
    assert by_month(result, "landlord.book_value", 13, 13) == money(0)
    assert by_month(result, "operator.book_value", 5, 6) == money(116_000, 0)


def test_the_landlords_result_with_a_default_after_the_takeover_is_still_found() -> None:
    result = taken(150_000, "inventory")  # and no equity: the operator is short from the first day
    found = operator_fails(result)
    assert found is not None
    assert found.default is not None
    assert not found.default.result.failed_checks


def test_a_bank_is_shown_the_price_as_a_use_and_a_source() -> None:
    loan = {
        "kind": "serial",
        "amount_nok": 150_000,
        "base_rate_share_per_year": 0.06,
        "drawdown_month": 4,
        "profile_months": 120,
    }
    changes = {
        "financing": {"operator": {"loans": {"bank": loan}}},
        "works": works(),
        "products.desk.opening_month": 4,
    }
    result = taken(150_000, "inventory", changes=changes)
    assert result.number("operator.bank.uses.takeover.price") == pytest.approx(150_000)


def test_a_municipality_gets_the_price_back() -> None:
    changes = {"municipality": {"is_landlord": True, "market_rent_nok_per_m2_year": 900}}
    result = taken(150_000, "inventory", changes=changes)
    assert by_month(result, "municipality.takeover", 3, 5) == money(0, 150_000, 0)


def test_the_parts_of_the_present_value_hold_the_price() -> None:
    result = taken(150_000)
    works_cash = np.asarray(result.values["operator.parts.works"])
    assert works_cash[3] == pytest.approx(-150_000)


def test_the_deal_in_words_says_the_price() -> None:
    case = case_from_mapping({**tiny({"works": works()}, "landlord_operated"), "phases": [over(150_000)]})
    assert deal_in_full(case).nb.endswith(", mot en overtakelsessum på 150\u00a0000\u00a0kr")
    assert deal_in_full(case).en.endswith(", for a takeover price of NOK\u00a0150,000")
    free = case_from_mapping({**tiny({}, "landlord_operated"), "phases": [{"from_month": 4, "deal": OWN}]})
    assert "overtakelsessum" not in deal_in_full(free).nb


# ---- refused -------------------------------------------------------------------------------------------


def refused(phases: list[Any], structure: str = "landlord_operated", **more: Any) -> str:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny({"works": works(**more)}, structure), "phases": phases})
    return str(caught.value)


def test_nobody_pays_itself_to_take_over() -> None:
    said = refused([over(100_000)], "sublease")
    assert "phases.0.takeover.price_nok" in said
    assert "100\u00a0000\u00a0kr" in said
    assert "driveren selger til medlemmene både før og etter fasen" in said
    assert "operator: next" in said


@pytest.mark.parametrize(
    ("ids", "path", "more"),
    [
        (["nothing"], "phases.0.takeover.works.0", {}),
        (["inventory", "inventory"], "phases.0.takeover.works.1", {}),
        (["inventory"], "phases.0.takeover.works.0", {"start_month": 4}),
        (["inventory"], "phases.0.takeover.works.0", {"delay_months": 3}),
        (["inventory"], "phases.0.takeover.works.0", {"in_housing": True}),
    ],
)
def test_works_that_cannot_come_along_are_refused(ids: list[str], path: str, more: dict[str, Any]) -> None:
    assert path in refused([over(1, *ids)], **more)


def test_works_the_landlord_has_paid_cannot_be_handed_over_by_the_operator() -> None:
    phase = {"from_month": 4, "deal": OWN, "takeover": {"price_nok": 1, "works": ["inventory"]}}
    assert "phases.0.takeover.works.0" in refused([phase], "sublease", landlord_share=1)


def test_one_phase_alone_has_a_price() -> None:
    back = {"from_month": 9, "deal": OWN, "takeover": {"price_nok": 1}}
    assert "phases.1.takeover.price_nok" in refused([over(1), back])


@pytest.mark.parametrize("price", [-1, 1e10, "mye", True, float("nan")])
def test_a_price_that_is_none_is_refused(price: object) -> None:
    assert "phases.0.takeover.price_nok" in refused([{**over(0), "takeover": {"price_nok": price}}])
