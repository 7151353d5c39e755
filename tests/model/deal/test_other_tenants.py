"""The building's other tenants (docs/model.md §13.11): by contract, and what is expected after it."""

from typing import Any

import numpy as np
import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import by_month, money, near, ran, tiny


def shop(**more: Any) -> dict[str, Any]:
    """60 m² of the tiny building's 120 at 1,000 a m² and year: 5,000 a month."""
    stated = {"label": "Butikken", "area_m2": 60, "rent_nok_per_m2_year": 1000, **more}
    return {"other_tenants": {"shop": stated}, "deal.lease.area_m2": 60}


def test_rent_and_common_costs_come_whatever_becomes_of_the_concept() -> None:
    # 5,000 of rent and 60 × 200 / 12 = 1,000 of common costs a month, in the deal and in both alternatives.
    tenant = {"rent_nok_per_m2_year": 1000, "void_months": 0, "term_months": 60, "area_m2": 60}
    result = ran({**shop(common_costs_nok_per_m2_year=200), "comparison": {"ordinary_tenant": tenant}})
    assert by_month(result, "landlord.ebitda", 1, 2) == money(6000, 6000)
    for prefix in ("vacant.", "ordinary."):
        assert by_month(result, f"{prefix}other_tenants.rent", 1, 2) == money(5000, 5000)
    # so they are no part of the gain
    without = ran({"deal.lease.area_m2": 60, "comparison": {"ordinary_tenant": tenant}})
    for other in ("vacant", "ordinary"):
        id = f"landlord.npv_against_{other}"
        assert result.number(id) == near(without.number(id))


def test_after_the_contract_what_is_expected() -> None:
    # Until month 3: 5,000. Then 0.6 × 1,200 × 5 = 3,600; from month 6, after two of void, also
    # 0.4 × 800 × 5 = 1,600. Letting anew: 0.4 × 10,000 in month 4.
    result = ran(
        shop(
            end_month=3,
            renewal_probability=0.6,
            renewal_rent_nok_per_m2_year=1200,
            new_rent_nok_per_m2_year=800,
            void_months=2,
            relet_cost_nok=10_000,
        )
    )
    assert by_month(result, "other_tenants.rent", 1, 7) == money(5000, 5000, 5000, 3600, 3600, 5200, 5200)
    assert by_month(result, "other_tenants.shop.let", 3, 6) == pytest.approx([1, 0.6, 0.6, 1])
    assert by_month(result, "other_tenants.shop.relet", 3, 5) == money(0, 4000, 0)


def test_an_empty_part_carries_its_share_of_common_costs() -> None:
    # The building pays 240 a m² and year on 120 m²: 2,400 a month where let. Half let to the operator, half
    # to a tenant who leaves after month 2; an empty part carries half: 1,200 + 600.
    changes = {
        **shop(end_month=2, renewal_probability=0, void_months=60),
        "building.common_costs_nok_per_m2_year": 240,
        "building.vacant_common_cost_share": 0.5,
    }
    assert by_month(ran(changes), "common_costs", 2, 3) == money(2400, 1800)


def test_the_value_is_of_the_whole_building() -> None:
    # Net rent 5,000 × 12 = 60,000 at 6 %: 1,000,000, the concept paying nothing.
    result = ran({**shop(), "valuation": {"net_yield_share": 0.06}})
    assert by_month(result, "value", 1, 1) == money(1_000_000)
    assert by_month(result, "vacant.value", 1, 1) == money(1_000_000)


def test_the_rent_is_indexed_every_january() -> None:
    result = ran({**shop(index_share=0.5), "index.rent_share_per_year": 0.04})
    assert by_month(result, "other_tenants.rent", 12, 13) == money(5000, 5100)


def test_a_liable_tenant_counts_for_registration_and_carries_vat() -> None:
    # 5,000 a month passes 50,000 of taxable letting in month 11: VAT is charged from then.
    result = ran({**shop(), "vat": {"landlord_registration": "from_threshold"}})
    charged = np.asarray(result.values["other_tenants.shop.rent.vat"])
    assert list(charged[9:12]) == money(0, 1250, 1250)


def test_the_bank_sees_the_whole_building_and_what_stands_with_the_concept_empty() -> None:
    # Others 5,000 and the operator 2,500 a month: two thirds and a third of the rent. The loan of 240,000
    # over 24 months costs 10,000 and 1,200 in its first month; the worst full year is the first of them.
    loan = {
        "kind": "serial",
        "outstanding_nok": 240_000,
        "base_rate_share_per_year": 0.06,
        "profile_months": 24,
    }
    result = ran(
        {
            **shop(),
            "deal.lease.rent_nok_per_m2_year": 500,
            "financing.landlord": {"loans": {"old": loan}},
            "opening": {"landlord": {"cash_nok": 500_000}},
            "valuation": {"net_yield_share": 0.06},
        }
    )
    assert result.number("bank.whole.others") == pytest.approx(2 / 3)
    # 60,000 of rent over 120,000 of instalments and interest of 0.5 % on 240,000 … 130,000: 11,100
    assert result.number("bank.whole.dscr") == pytest.approx(60_000 / (120_000 + 0.005 * 12 * 185_000))
    # 120,000 left at the end of the first year of 60,000 / 6 % = 1,000,000
    assert result.number("bank.whole.ltv") == pytest.approx(0.12)
    # with the concept: 90,000 over the same
    assert result.values["landlord.bank.dscr"][0] == pytest.approx(90_000 / 131_100)


def refused(**stated: Any) -> str:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny(), **stated})
    return str(caught.value)


def test_more_area_than_the_building_is_refused() -> None:
    tenants = {"a": {"area_m2": 121, "rent_nok_per_m2_year": 1}}
    assert "other_tenants.a.area_m2" in refused(other_tenants=tenants)


def test_a_probability_without_an_end_is_refused() -> None:
    tenants = {"a": {"area_m2": 1, "rent_nok_per_m2_year": 1, "renewal_probability": 0.5}}
    assert "other_tenants.a.renewal_probability" in refused(other_tenants=tenants)
