"""Vacant, ordinary tenant, and what comes after the lease, docs/model.md §4 and §10.

Owner costs 10 × 120 / 12 = 100 a month, common costs 1,200 a month, half of them when empty, property tax
1,200 a year = 100 a month. The ordinary tenant pays 1,000 × 120 / 12 = 10,000 a month.
"""

import numpy_financial as npf
import pytest

from tests.model.tiny import at, by_month, discounted, money, near, ran

BUILDING: dict[str, object] = {
    "building.owner_costs_nok_per_m2_year": 10,
    "building.common_costs_nok_per_m2_year": 120,
    "building.vacant_common_cost_share": 0.5,
    "building.property_tax_nok_per_year": 1200,
    "vat.previous_use_share": 1,  # let with VAT before: vacancy keeps that use, and nothing is lost
}
TENANT = {
    "rent_nok_per_m2_year": 1000,
    "void_months": 3,
    "rent_free_months": 2,
    "fit_out_nok": 50_000,
    "agent_fee_share_of_first_year_rent": 0.1,
    "term_months": 12,
    "payment": "monthly",
    "relet_void_months": 2,
}


def compared(**changes: object):  # type: ignore[no-untyped-def]
    return ran({**BUILDING, "comparison.ordinary_tenant": TENANT, **changes})


def test_vacant_owner_costs_common_costs_and_property_tax_go_on() -> None:
    # With VAT: (100 + 600) × 1.25 + 100 = 975 out; VAT 175 a month back in the term's month: 350.
    result = compared()
    cash = by_month(result, "vacant.landlord.project_cash", 1, 6)
    assert cash == money(-975, -975, -975, -975 + 350, -975, -975 + 350)
    # Ex VAT over two years: 24 × (100 + 600 + 100).
    assert sum(by_month(result, "vacant.landlord.project_cash")) == near(-19_200)
    assert result.number("vacant.npv") == near(
        discounted(by_month(result, "vacant.landlord.project_cash"), 0.08)
    )


def test_ordinary_tenant_void_rent_free_term_and_next_tenant() -> None:
    # Void 1–3, lease 4–15 of which 4–5 free, void 16–17, next lease from 18, free 18–19.
    result = compared()
    paying = dict.fromkeys([*range(6, 16), *range(20, 25)], 10_000)
    assert by_month(result, "ordinary.rent") == at(paying)


def test_ordinary_tenant_fit_out_and_agents_fee_in_each_leases_first_month() -> None:
    # Agent: 10 % of a year's rent, 120,000.
    result = compared()
    assert by_month(result, "ordinary.fit_out") == at({4: 50_000, 18: 50_000})
    assert by_month(result, "ordinary.agent_fee") == at({4: 12_000, 18: 12_000})


def test_ordinary_tenants_cash_month_by_month() -> None:
    result = compared()
    cash = by_month(result, "ordinary.landlord.project_cash", 1, 8)
    # 1–3 void: −975. 4: lease starts, common costs in full: (100 + 1,200) × 1.25 + 100 = 1,725 out; fit-out
    # 62,500, agent 15,000; VAT of January–February back 350. 5: −1,725. 6: + 12,500 rent; VAT of March–April
    # back: 175 + 325 + 15,500 = 16,000.
    assert cash[:4] == money(-975, -975, -975, -1725 - 62_500 - 15_000 + 350)
    assert cash[4:6] == money(-1725, -1725 + 12_500 + 16_000)
    # 8: VAT of May–June: output 2,500, input 325 + 325: 1,850 to pay.
    assert cash[6:8] == money(12_500 - 1725, 12_500 - 1725 - 1850)


def test_ordinary_tenants_common_costs_are_charged_from_the_first_month_of_the_lease() -> None:
    # 60 × 120 / 12 = 600, in the rent-free months too; common costs are never reduced. NOK 600 × 19 lease
    # months (4–15, 18–24) better than without.
    with_costs = compared(**{"comparison.ordinary_tenant.common_costs_nok_per_m2_year": 60})
    before = sum(by_month(compared(), "ordinary.landlord.project_cash"))
    assert sum(by_month(with_costs, "ordinary.landlord.project_cash")) == near(before + 600 * 19)


def test_ordinary_tenants_rent_by_quarter() -> None:
    # Lease from month 4 (April): the free months 4–5 leave June's 10,000 in April, then whole quarters.
    tenant = {**TENANT, "payment": "quarterly_in_advance", "term_months": 60}
    result = compared(**{"comparison.ordinary_tenant": tenant})
    months = {4: 10_000, **dict.fromkeys([7, 10, 13, 16, 19, 22], 30_000)}
    assert by_month(result, "ordinary.rent.invoiced") == at(months)


@pytest.mark.parametrize(("term", "invoiced"), [(13, 10_000), (60, 30_000)])
def test_ordinary_tenants_last_quarter_is_invoiced_as_long_as_its_lease_runs(
    term: int, invoiced: float
) -> None:
    # Horizon in January 2027, the lease's 13th month.
    tenant = {
        "rent_nok_per_m2_year": 1000,
        "void_months": 0,
        "term_months": term,
        "payment": "quarterly_in_advance",
    }
    result = ran({"horizon_months": 13, "comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.rent.invoiced", 13, 13) == money(invoiced)
    assert by_month(result, "ordinary.rent.credited", 13, 13) == money(10_000 - invoiced)


def test_ordinary_tenants_own_area_and_index() -> None:
    # 60 m²: 5,000 from month 6. Lease from April 2026: 9/12 of 12 % = 9 % in January 2027 (standard clause).
    tenant = {**TENANT, "area_m2": 60, "term_months": 60}
    changes = {"comparison.ordinary_tenant": tenant, "index.rent_share_per_year": {2027: 0.12}}
    rent = by_month(compared(**changes), "ordinary.rent")
    assert rent[3:7] == money(0, 0, 5000, 5000)
    assert rent[11:13] == money(5000, 5450)


def test_against_vacant_and_ordinary_tenant_month_by_month() -> None:
    result = compared(**{"deal.lease.rent_nok_per_m2_year": 800})
    deal = by_month(result, "landlord.project_cash")
    for other in ("vacant", "ordinary"):
        rival = by_month(result, f"{other}.landlord.project_cash")
        gains = [ours - theirs for ours, theirs in zip(deal, rival, strict=True)]
        assert by_month(result, f"landlord.against_{other}") == money(*gains)
        assert result.number(f"landlord.npv_against_{other}") == near(discounted(gains, 0.08))


def test_the_internal_rate_against_an_alternative_is_of_the_difference() -> None:
    # No VAT: rent of 12,000 a month, 200,000 spent in month 1, and owner costs of 100 + 25 in both. Against
    # vacant: −188,000 and 23 times 12,000. Against a tenant who pays 2,000: −190,000 and 23 times 10,000.
    changes = {
        "vat": {"policy": "unregistered"},
        "deal.lease.rent_nok_per_m2_year": 1200,
        "building.owner_costs_nok_per_m2_year": 10,
        "costs": {"once": {"nok_per_month": 200_000, "payer": "landlord", "vat": "exempt", "to_month": 1}},
        "comparison.ordinary_tenant": {
            "rent_nok_per_m2_year": 200,
            "void_months": 0,
            "term_months": 60,
            "vat_liable_share": 0,
            "payment": "monthly",
        },
    }
    result = ran(changes)
    for other, flows in {
        "vacant": [-188_000.0, *[12_000.0] * 23],
        "ordinary": [-190_000.0, *[10_000.0] * 23],
    }.items():
        assert by_month(result, f"landlord.against_{other}") == money(*flows)
        assert result.number(f"landlord.npv_against_{other}") == near(discounted(flows, 0.08))
        rate = (1 + npf.irr(flows)) ** 12 - 1
        assert result.number(f"landlord.irr_against_{other}.annual") == near(rate)


def test_before_the_lease_the_building_is_vacant() -> None:
    # Lease from month 4: common costs 600 in months 1–3, then 1,200.
    result = compared(**{"deal.lease.start_month": 4, "deal.lease.term_months": 21})
    assert by_month(result, "common_costs", 1, 5) == money(600, 600, 600, 1200, 1200)


def test_vacant_after_the_lease() -> None:
    result = compared(**{"deal.lease.rent_nok_per_m2_year": 800, "deal.lease.term_months": 10})
    assert by_month(result, "common_costs", 10, 12) == money(1200, 600, 600)
    # EBITDA: 8,000 − 100 − 1,200 − 100 in the lease; −100 − 600 − 100 after it.
    assert by_month(result, "landlord.ebitda", 10, 11) == money(6600, -800)


def test_who_is_there_today_has_left_when_the_deal_is_over() -> None:
    # No void to begin with; after the lease of months 1–10 the next is found after the void of 2 between
    # tenants: from 13, free 13–14, and out after 12 months.
    result = compared(
        **{
            "comparison.ordinary_tenant": {**TENANT, "void_months": 0},
            "deal.lease.term_months": 10,
            "after_lease": "relet",
        }
    )
    assert by_month(result, "ordinary.rent", 3, 12) == money(*[10_000] * 10)
    assert by_month(result, "after_lease.rent") == at(dict.fromkeys(range(15, 25), 10_000))
    assert by_month(result, "after_lease.fit_out") == at({13: 50_000})


def test_relet_after_the_lease_comes_after_its_void() -> None:
    # Lease 1–10, void 11–13, tenant from 14: free 14–15, then 10,000. Fit-out and agent in 14.
    result = compared(
        **{
            "deal.lease.rent_nok_per_m2_year": 800,
            "deal.lease.term_months": 10,
            "after_lease": "relet",
        }
    )
    assert by_month(result, "lease.rent") == at(dict.fromkeys(range(1, 11), 8000))
    assert by_month(result, "after_lease.rent") == at(dict.fromkeys(range(16, 25), 10_000))
    assert by_month(result, "after_lease.fit_out") == at({14: 50_000})
    assert by_month(result, "after_lease.agent_fee") == at({14: 12_000})
    assert by_month(result, "common_costs", 10, 14) == money(1200, 600, 600, 600, 1200)
    # Month 16: 10,000 − 100 − 1,200 − 100.
    assert by_month(result, "landlord.ebitda", 16, 16) == money(8600)


def test_relet_comes_after_the_renewal() -> None:
    result = compared(
        **{
            "deal.lease.rent_nok_per_m2_year": 800,
            "deal.lease.term_months": 6,
            "deal.lease.renewal": {"term_months": 4},
            "after_lease": "relet",
        }
    )
    assert by_month(result, "after_lease.fit_out") == at({14: 50_000})


def test_relet_after_an_exercised_break() -> None:
    # Ends after month 5: void 6–8, tenant from 9.
    result = compared(
        **{
            "deal.lease.rent_nok_per_m2_year": 800,
            "deal.lease.break_option": {"month": 5, "exercised": True},
            "after_lease": "relet",
        }
    )
    assert by_month(result, "after_lease.fit_out", 1, 12) == at({9: 50_000}, 12)


def test_relet_after_a_management_agreement() -> None:
    changes = {**BUILDING, "comparison.ordinary_tenant": TENANT, "after_lease": "relet"}
    result = ran({**changes, "deal.term_months": 10}, "management")
    assert by_month(result, "after_lease.fit_out") == at({14: 50_000})
    assert by_month(result, "income.total", 10, 11) == money(5000, 0)


def test_a_relet_tenant_pays_in_money_of_its_own_first_month() -> None:
    # Rule §2. KPI 10 % in January 2027 (13); the tenant starts in month 14: stated rent, 10,000, from month
    # 16.
    result = compared(
        **{
            "index.rent_share_per_year": 0.1,
            "deal.lease.term_months": 10,
            "after_lease": "relet",
        }
    )
    assert by_month(result, "after_lease.rent", 16, 16) == money(10_000)
