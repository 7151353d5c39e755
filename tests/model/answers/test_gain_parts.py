"""Present values split into running years, works and reductions, tax and sale (docs/model.md §13.3)."""

from typing import Any

import pytest

from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.model.base.result import PARTS
from tests.model.tiny import near, ran
from tests.random_case import STRUCTURES, random_case_read

# Nothing is discounted. Rent of 600 per m² and year is 6,000 a month for 24 months, half of it given away in
# months 1–6; works of 50,000 in month 1 with no VAT deducted: 62,500.
CASE: dict[str, Any] = {
    "party_rates.landlord_share_per_year": 0,
    "party_rates.operator_share_per_year": 0,
    "vat.policy": "unregistered",
    "deal.lease.rent_nok_per_m2_year": 600,
    "deal.lease.reductions": [{"kind": "percentage", "from_month": 1, "to_month": 6, "share": 0.5}],
    "works": {"rehab": {"amount_nok": 50_000, "start_month": 1, "months": 1, "landlord_share": 1}},
}


def parts(result: Result, id: str) -> list[float]:
    """Running years, works and reductions, tax, sale."""
    split = next(s for s in result.built.splits if s.whole.id == id)
    return [result.number(part) or 0.0 for part in split.parts]


def test_running_years_and_works_with_reductions() -> None:
    result = ran(CASE)
    # the landlord: 24 × 6,000, less 62,500 and 6 × 3,000
    assert parts(result, "landlord.npv_against_vacant") == [near(144_000), near(-80_500), 0, 0]
    # the operator: 24 × 5,000 from members − 24 × 6,000, and the 18,000 it is spared
    assert parts(result, "operator.npv") == [near(-24_000), near(18_000), 0, 0]
    # together: what one gives the other cancels
    assert parts(result, "project.npv") == [near(120_000), near(-62_500), 0, 0]


def test_vat_that_is_deducted_on_works_is_no_part_of_them() -> None:
    # registered, all of the 12,500 comes back: works cost 50,000 and running years are what they were
    result = ran({**CASE, "vat.policy": "pooled"})
    assert parts(result, "landlord.npv_against_vacant") == [near(144_000), near(-68_000), 0, 0]


def test_tax_and_a_sale_of_the_property() -> None:
    # Sold at the value in month 24: the last twelve months' rent of 72,000 / 8 % = 900,000, less 10 %.
    # All of it is gain but the tax value of the works: 62,500 written down 2 % a year twice (group i).
    works = 62_500 * 0.98**2
    changes = {
        **CASE,
        "tax.landlord": {"is_taxed": True},
        "works.rehab.depreciation_group": "i",
        "valuation": {
            "net_yield_share": 0.08,
            "selling_cost_share": 0.1,
            "include_exit": True,
            "exit_kind": "asset_sale",
        },
    }
    result = ran(changes)
    running, given, tax, sale = parts(result, "landlord.npv")
    gain = 810_000 - works
    # 2026: 54,000 − 1,250 of depreciation; 2027: 72,000 − 1,225. The tax on the gain belongs to the sale.
    assert running == near(144_000)
    assert given == near(-80_500)
    assert tax == near(-0.22 * (126_000 - 1_250 - 1_225))
    assert sale == near(810_000 - 0.22 * gain)
    split = next(s for s in result.built.splits if s.whole.id == "landlord.npv")
    assert result.number(split.without_sale) == near(running + given + tax)


def test_an_ordinary_tenants_fit_out_and_rent_free_months_are_works_and_reductions() -> None:
    # 500 per m² and year is 5,000 a month for 24 months, two of them free, and 20,000 + 25 % VAT of fit-out,
    # which a tenant without VAT does not let the landlord deduct.
    tenant = {
        "rent_nok_per_m2_year": 500,
        "void_months": 0,
        "rent_free_months": 2,
        "fit_out_nok": 20_000,
        "term_months": 24,
        "payment": "monthly",
        "vat_liable_share": 0,
    }
    result = ran({**CASE, "comparison.ordinary_tenant": tenant})
    assert parts(result, "ordinary.npv") == [near(120_000), near(-35_000), 0, 0]
    assert parts(result, "landlord.npv_against_ordinary") == [near(24_000), near(-45_500), 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_parts_add_up_whatever_the_case(structure: str) -> None:
    for seed in range(2):
        result = run(random_case_read(seed, structure))
        assert result.built.splits
        for split in result.built.splits:
            assert len(split.parts) == len(PARTS)
            whole = sum(result.number(part) or 0.0 for part in split.parts)
            assert whole == pytest.approx(result.number(split.whole), abs=0.01, rel=1e-9), split.whole.id
