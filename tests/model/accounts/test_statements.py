"""Income statement (accrual, ex VAT) and cash flow (when paid, incl. VAT), docs/model.md §9."""

import pytest

from feasibility.model import Result
from tests.model.tiny import by_month, by_year, money, ran

CASE: dict[str, object] = {
    "start_month": "2026-11",
    "deal.lease": {
        "term_months": 30,
        "rent_nok_per_m2_year": 300,
        "common_costs_nok_per_m2_year": 60,
        "payment": "quarterly_in_advance",
        "reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 1}],
        "security": {"kind": "deposit", "months_of_rent": 2},
    },
    "building.owner_costs_nok_per_m2_year": 30,
    "building.common_costs_nok_per_m2_year": 60,
    "building.property_tax_nok_per_year": 1200,
    "costs": {"cleaning": {"nok_per_month": 400}},
    "products.desk.bad_debt_share": 0.02,
    "works": {
        "rehab": {
            "amount_nok": 24_000,
            "start_month": 1,
            "months": 2,
            "landlord_share": 0.5,
            "book_life_years": 2,
        }
    },
    "financing.operator": {
        "equity": [{"month": 1, "amount_nok": 30_000}],
        "loans": {
            "bank": {
                "kind": "serial",
                "amount_nok": 12_000,
                "base_rate_share_per_year": 0.06,
                "drawdown_month": 1,
                "profile_months": 12,
                "arrangement_fee_nok": 100,
            }
        },
    },
}


def test_operators_income_statement() -> None:
    # Month 1 (November 2026): 5,000 − 100 bad debt − 400 − 600 common costs, rent-free = 3,900; fee 100.
    # Month 3 (January): − 3,000 rent = 900; depreciation 12,000 / 24 = 500; interest 0.5 % of 11,000 = 55.
    result = ran(CASE)
    assert by_month(result, "operator.ebitda", 1, 3) == money(3900, 900, 900)
    assert by_month(result, "operator.depreciation", 2, 4) == money(0, 500, 500)
    assert by_month(result, "operator.ebit", 3, 3) == money(400)
    assert by_month(result, "operator.result_before_tax", 1, 3) == money(3800, 840, 345)


def test_operators_cash_flow() -> None:
    # Month 1: members 6,250; bad debt 125, its VAT to be corrected; cleaning 500; November–December: rent
    # 3,000 + VAT = 3,750 and common costs 1,200 + VAT = 1,500; works 7,500; then equity 30,000, loan 12,000,
    # fee 100, deposit 2 × 3,600 × 1.25.
    result = ran(CASE)
    project = 6250 - 125 - 500 - 3750 - 1500 - 7500
    assert by_month(result, "operator.project_cash", 1, 1) == money(project)
    cash = project + 30_000 + 12_000 - 100 - 9000
    assert by_month(result, "operator.cash", 1, 1) == money(cash)
    # Month 2: members, bad debt, cleaning, works; interest 60 and 1,000 repaid.
    second = 6250 - 125 - 500 - 7500
    assert by_month(result, "operator.project_cash", 2, 2) == money(second)
    assert by_month(result, "operator.cash", 2, 2) == money(cash + second - 1060)


def test_landlords_statements() -> None:
    # EBITDA: 600 common costs − 300 owner costs − 600 − 100 tax = −400; + 3,000 rent from month 2.
    result = ran(CASE)
    assert by_month(result, "landlord.ebitda", 1, 3) == money(-400, 2600, 2600)
    # Cash of month 1: 3,750 + 1,500 − 375 − 750 − 100 − works 7,500.
    assert by_month(result, "landlord.project_cash", 1, 1) == money(3750 + 1500 - 375 - 750 - 100 - 7500)


def test_calendar_years_of_two_twelve_and_ten_months() -> None:
    result = ran(CASE)
    assert by_year(result, "calendar.years") == [2026, 2027, 2028]
    assert by_year(result, "calendar.months_in_year") == [2, 12, 10]
    months = by_month(result, "operator.ebitda")
    years = [sum(months[:2]), sum(months[2:14]), sum(months[14:])]
    assert by_year(result, "operator.ebitda.year") == money(*years)


def rows_add_up(result: Result) -> None:
    """Rows above a total since the last heading or statement start add up to it (running totals of rows)."""
    for statement in result.built.statements:
        running = [0.0] * result.case.horizon_months
        for row in statement.rows:
            if row.month is None:
                continue
            numbers = by_month(result, row.month.id)
            if row.kind == "row":
                running = [a + b for a, b in zip(running, numbers, strict=True)]
            elif row.month.total == "sum":
                assert numbers == pytest.approx(running, rel=1e-9, abs=1e-4), (statement.id, row.month.id)
            else:
                cumulated, total = [], 0.0
                for amount in running:
                    total += amount
                    cumulated.append(total)
                if row.month.id.endswith(".cash"):
                    assert numbers == pytest.approx(cumulated, rel=1e-9, abs=1e-3), (
                        statement.id,
                        row.month.id,
                    )


@pytest.mark.parametrize("structure", ["sublease", "turnover_rent", "management", "landlord_operated"])
def test_every_total_is_the_sum_of_the_rows_above_it(structure: str) -> None:
    changes = CASE if structure == "sublease" else {k: v for k, v in CASE.items() if not k.startswith("deal")}
    if structure == "landlord_operated":
        changes = {k: v for k, v in changes.items() if not k.startswith("financing.operator")}
    rows_add_up(ran(changes, structure))


def test_nothing_earned_is_left_out_and_nothing_owed_is_kept() -> None:
    # Over the horizon cash before financing is EBITDA less works: all VAT, rent and holiday pay are settled.
    result = ran({**CASE, "staff": {"host": {"fte": 0.1, "salary_nok_per_year": 400_000}}})
    for party in ("landlord", "operator"):
        earned = sum(by_month(result, f"{party}.ebitda")) - 12_000
        assert sum(by_month(result, f"{party}.project_cash")) == pytest.approx(earned, abs=1e-3)


def test_tenant_fit_out_reaches_the_income_statement() -> None:
    # A tenant for twelve months after a lease of five and a void of one, fit-out 12,000 in month 7. No life
    # is stated, so the books follow tax (model §9): group i, 2 % on the balance: 240 in 2026, 2 % of 11,760
    # = 235.20 in 2027.
    tenant = {"rent_nok_per_m2_year": 0, "void_months": 1, "term_months": 12, "fit_out_nok": 12_000}
    result = ran(
        {
            "deal.lease.term_months": 5,
            "after_lease": "relet",
            "comparison.ordinary_tenant": {**tenant, "relet_void_months": 60},
        }
    )
    assert sum(by_month(result, "landlord.project_cash")) == pytest.approx(-12_000)
    assert sum(by_month(result, "landlord.result_before_tax")) == pytest.approx(-475.20)
