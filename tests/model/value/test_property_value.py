"""Value, sale at the horizon, uplift, yield on cost, docs/model.md §10.

Rent 1,200 on 120 m² = 144,000 a year, owner costs 90 × 120 = 10,800 and property tax 1,200: net rent 132,000,
at 8 % worth 1,650,000. Empty the building is worth 500,000.
"""

import pytest

from tests.model.tiny import at, by_month, near, ran

VALUED: dict[str, object] = {
    "deal.lease.rent_nok_per_m2_year": 1200,
    "building.owner_costs_nok_per_m2_year": 90,
    "building.property_tax_nok_per_year": 1200,
    "valuation": {"net_yield_share": 0.08, "selling_cost_share": 0.02, "vacant_value_nok": 500_000},
    "vat.previous_use_share": 1,
}


def test_value_is_net_rent_over_yield() -> None:
    result = ran(VALUED)
    assert result.number("landlord.value") == near(1_650_000)
    # Against 500,000 vacant, and no works.
    assert result.number("landlord.value_uplift") == near(1_150_000)


def test_remaining_reductions_are_deducted_at_their_present_value() -> None:
    # Rent-free in months 1–3, valued at the end of month 1: contract rent counts in full, less 12,000 in one
    # and in two months at 8 % a year.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 3}
    result = ran({**VALUED, "deal.lease.reductions": [free]})
    d = 1.08 ** (-1 / 12)
    assert result.number("landlord.value") == near(1_650_000 - 12_000 * (d + d**2))


def test_the_next_twelve_months_hold_next_years_rent() -> None:
    # KPI 10 % from January 2027. At the end of month 1 the next twelve are months 2–13: eleven of 12,000 and
    # one of 13,200, less owner costs of 12,000.
    result = ran({**VALUED, "index.rent_share_per_year": 0.1})
    assert result.number("landlord.value") == near((11 * 12_000 + 13_200 - 12_000) / 0.08)


def test_the_landlords_works_are_deducted_from_the_uplift_and_carry_a_yield() -> None:
    # 100,000 with 20 % overrun: 120,000, 75 % of it the landlord's: 90,000; completed in month 2.
    works = {
        "rehab": {
            "amount_nok": 100_000,
            "start_month": 1,
            "months": 2,
            "overrun_share": 0.2,
            "landlord_share": 0.75,
        }
    }
    result = ran({**VALUED, "works": works})
    assert result.number("landlord.works_total") == near(90_000)
    assert result.number("landlord.value_uplift") == near(1_150_000 - 90_000)
    assert result.number("landlord.yield_on_cost") == near(132_000 / 90_000)


def test_sale_at_the_horizon_less_selling_cost() -> None:
    # The last twelve months' net rent, 132,000, indexed one year (0 %): 1,650,000 × 0.98.
    assert by_month(ran(VALUED), "landlord.cash.exit") == at({24: 1_617_000})


def test_the_sale_is_of_the_last_twelve_months_indexed_one_year() -> None:
    # KPI 10 %, lease from January 2026: months 13–24 at 13,200 = 158,400 less 12,000; × 1.1 / 8 % × 0.98.
    result = ran({**VALUED, "index.rent_share_per_year": 0.1})
    assert by_month(result, "landlord.cash.exit", 24) == [near((158_400 - 12_000) * 1.1 / 0.08 * 0.98)]


def test_the_year_past_the_horizon_takes_the_next_januarys_step() -> None:
    # Rule §2: the step on 1 January 2028 uses the rate entered for 2028, 10 %; 2027's is 0, and 2029's comes
    # too late. Rent of 2028: 158,400.
    changes = {"index.rent_share_per_year": {2027: 0.0, 2028: 0.1, 2029: 0.5}, "deal.lease.term_months": 36}
    result = ran({**VALUED, **changes})
    assert by_month(result, "landlord.cash.exit", 24) == [near(132_000 * 1.1 / 0.08 * 0.98)]


def test_no_sale_where_the_case_says_so() -> None:
    result = ran({**VALUED, "valuation.include_exit": False})
    assert sum(by_month(result, "landlord.project_cash")) == near(2 * 132_000)
    assert result.number("landlord.value") == near(1_650_000)


def test_the_same_exit_rule_in_the_vacant_alternative() -> None:
    # Vacant it has no net rent to capitalise: it is sold as empty, 500,000 × 0.98.
    result = ran(VALUED)
    assert by_month(result, "vacant.exit") == at({24: 490_000})
    sold = sum(by_month(result, "landlord.against_vacant"))
    # 24 months of rent, and the difference of the sales.
    assert sold == near(24 * 12_000 + 1_617_000 - 490_000)


def test_the_same_exit_rule_with_an_ordinary_tenant() -> None:
    # 1,000 × 120 = 120,000 − 12,000 = 108,000 over 8 % less 2 %.
    tenant = {"rent_nok_per_m2_year": 1000, "void_months": 2, "term_months": 60, "payment": "monthly"}
    result = ran({**VALUED, "comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.exit") == at({24: 108_000 / 0.08 * 0.98})


def test_landlord_operated_is_valued_by_market_rent_with_ebitda_beside_it() -> None:
    # (1,000 − 90) × 120 − 1,200 = 108,000 / 8 %; EBITDA 60,000 − 12,000 = 48,000 / 10 %.
    result = ran(
        {
            **{k: v for k, v in VALUED.items() if not k.startswith("deal")},
            "deal.market_rent_nok_per_m2_year": 1000,
            "valuation.ebitda_yield_share": 0.1,
        },
        "landlord_operated",
    )
    assert result.number("landlord.value") == near(1_350_000)
    assert result.number("landlord.capitalised_ebitda") == near(480_000)


def test_ebitda_is_capitalised_over_the_last_twelve_months() -> None:
    # Prices 10 % in January 2027: 12 × 5,500 − owner costs of 10 × 120 = 64,800, over 10 %.
    result = ran(
        {
            "index.prices_share_per_year": 0.1,
            "building.owner_costs_nok_per_m2_year": 10,
            "valuation": {"net_yield_share": 0.08, "ebitda_yield_share": 0.1},
        },
        "landlord_operated",
    )
    assert result.number("landlord.capitalised_ebitda") == near(648_000)


def test_yield_on_cost_is_of_the_year_after_the_concept_is_in_place() -> None:
    # Leased from month 5 to 24: the twelve months after month 5 at 12,000, less owner costs of 1,000.
    lease = {"start_month": 5, "term_months": 20, "rent_nok_per_m2_year": 1200, "payment": "monthly"}
    result = ran(
        {
            "deal.lease": lease,
            "building.owner_costs_nok_per_m2_year": 100,
            "works": {"rehab": {"amount_nok": 90_000, "start_month": 1, "months": 1}},
            "valuation": {"net_yield_share": 0.08, "vacant_value_nok": 500_000},
        }
    )
    # nothing is let before the lease, so the VAT on two months' owner costs is no matter of net rent
    assert result.number("landlord.yield_on_cost") == near(132_000 / 90_000)
    assert result.number("landlord.value") == near(1_650_000)
    assert result.number("landlord.value_uplift") == near(1_650_000 - 500_000 - 90_000)


# ---- net effective rent ----------------------------------------------------------------------------------


def five_years(rent: float, *incentives: float) -> dict[str, object]:
    """Five years at NOK `rent` per m², three months free, landlord's works of so much per m² in month 1."""
    works = {
        f"works_{n}": {"amount_nok": 120 * amount, "start_month": 1, "months": 1}
        for n, amount in enumerate(incentives)
    }
    return {
        "horizon_months": 60,
        "deal.lease": {
            "term_months": 60,
            "rent_nok_per_m2_year": rent,
            "payment": "monthly",
            "common_costs_nok_per_m2_year": 7,
            "reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 3}],
        },
        "works": works,
    }


@pytest.mark.parametrize(("rent", "incentives", "expected"), [(50, (10,), 45.50), (45, (25, 0.5), 37.65)])
def test_net_effective_rent_reference_values(
    rent: float, incentives: tuple[float, ...], expected: float
) -> None:
    # (5 × 50 − 12.50 − 10) / 5 and (5 × 45 − 11.25 − 25 − 0.50) / 5; common costs excluded.
    assert ran(five_years(rent, *incentives)).number("landlord.net_effective_rent") == near(expected)


def test_net_effective_rent_discounted() -> None:
    # The level rent with the same present value at 8 %: rent of 50 × 120 / 12 = 500 in months 4–60, less
    # works of 1,200 in month 1; over 120/12 = 10 in every month 1–60.
    result = ran(five_years(50, 10))
    d = 1.08 ** (-1 / 12)
    present = sum(500 * d**month for month in range(4, 61)) - 1200 * d
    level = sum(10 * d**month for month in range(1, 61))
    assert result.number("landlord.net_effective_rent_discounted") == near(present / level)


def test_net_effective_rent_over_the_lease_inside_the_horizon() -> None:
    # Lease from month 5 of 24, term 60, two months free: 18 of 20 months at 1,200.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 2}
    result = ran(
        {
            "deal.lease": {
                "start_month": 5,
                "term_months": 60,
                "rent_nok_per_m2_year": 1200,
                "payment": "monthly",
                "reductions": [free],
            }
        }
    )
    assert result.number("landlord.net_effective_rent") == near(1200 * 18 / 20)
    d = 1.08 ** (-1 / 12)
    ratio = sum(d**month for month in range(7, 25)) / sum(d**month for month in range(5, 25))
    assert result.number("landlord.net_effective_rent_discounted") == near(1200 * ratio)


def test_net_effective_rent_holds_turnover_rent() -> None:
    # 100 a year minimum and 6,000 a year above it, 50 per m²: 150.
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 100,
            "deal.turnover": {"mode": "greater_of", "share_of_income": 0.3},
        },
        "turnover_rent",
    )
    assert result.number("landlord.net_effective_rent") == near(150)


def test_net_effective_rent_is_the_same_whether_rent_is_free_or_paid_back() -> None:
    # Half a year rent-free in two years, or the landlord covers the rent of that half year: 900 of 1,200.
    lease = {"term_months": 24, "rent_nok_per_m2_year": 1200, "payment": "monthly"}
    free = {"kind": "rent_free", "from_month": 1, "to_month": 6}
    covered = {"kind": "free_premises", "payer": "landlord", "from_month": 1, "to_month": 6}
    by_reduction = ran({"deal.lease": {**lease, "reductions": [free]}})
    by_support = ran({"deal.lease": lease, "support": {"premises": covered}})
    assert by_reduction.number("landlord.net_effective_rent") == near(900)
    assert by_support.number("landlord.net_effective_rent") == near(900)
