"""Reductions of common costs, a stated rent that is not indexed, and half-yearly rent, docs/model.md §4.

The tiny case: NOK 1 per m² and year is NOK 10 a month on 120 m², 24 months from January 2026.
"""

import pytest

from tests.model.tiny import at, by_month, discounted, money, near, ran

LEASE = {"deal.lease.rent_nok_per_m2_year": 120, "deal.lease.common_costs_nok_per_m2_year": 36}


def given(*reductions: dict[str, object], **more: object) -> dict[str, object]:
    return {**LEASE, "deal.lease.reductions": list(reductions), **more}


# ---- common costs ----------------------------------------------------------------------------------------

FREE = {"kind": "rent_free", "from_month": 1, "to_month": 3, "includes_common_costs": True}
HALF = {"kind": "percentage", "from_month": 4, "to_month": 5, "share": 0.5, "includes_common_costs": True}


def test_a_reduction_may_include_the_common_costs() -> None:
    # Common costs of 360 a month: nothing in months 1–3, half in 4 and 5.
    result = ran(given(FREE, HALF))
    assert by_month(result, "lease.common_costs", 1, 6) == money(0, 0, 0, 180, 180, 360)
    assert by_month(result, "lease.rent", 1, 6) == money(0, 0, 0, 600, 600, 1200)
    assert by_month(result, "landlord.income.common_costs_recovered", 1, 6) == money(0, 0, 0, 180, 180, 360)
    # Given: 3 × 1,560 and 2 × 780, by each 4,680 and 1,560.
    assert result.values["landlord.reduction_nominal"] == near(6240)
    assert result.values["landlord.reduction.1.nominal"] == near(4680)
    assert result.values["landlord.reduction.2.nominal"] == near(1560)


def test_only_the_reduction_that_says_so_includes_them() -> None:
    plain = {**HALF, "includes_common_costs": False}
    result = ran(given(FREE, plain))
    assert by_month(result, "lease.common_costs", 1, 6) == money(0, 0, 0, 360, 360, 360)
    assert result.values["landlord.reduction.2.nominal"] == near(1200)


def test_what_is_given_of_common_costs_is_taken_off_the_value() -> None:
    # The value at the end of month 1 is net rent / yield less what is still to come of the reductions, months
    # 2 and 3 at 1,560, at 0 %: 14,400 / 0.08 − 3,120.
    stated = {"valuation": {"net_yield_share": 0.08, "vacant_value_nok": 0},
              "party_rates.landlord_share_per_year": 0}  # fmt: skip
    result = ran(given(FREE, **stated))
    assert by_month(result, "value", 1, 1) == money(14_400 / 0.08 - 3120)


def test_turnover_rent_takes_back_nothing_of_the_common_costs() -> None:
    # Income 60,000 a year: 30 % is 18,000, above the minimum of 14,400: the rent is 18,000 whatever is given,
    # and only the common costs of three months, 1,080, are kept.
    result = ran(given(FREE, **{"deal.turnover.share_of_income": 0.3}), "turnover_rent")
    assert result.values["landlord.reduction_nominal"] == near(1080)


def test_a_share_of_profit_takes_its_part_of_the_common_costs_too() -> None:
    # 4,680 given, of which 25 % comes back.
    result = ran(given(FREE, **{"deal.profit_share": {"share": 0.25}}))
    assert result.values["landlord.reduction_nominal"] == near(0.75 * 4680)


# ---- a stated rent ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("indexed", "after"), [(True, 660), (False, 600)])
def test_a_stated_rent_is_indexed_unless_it_is_not(indexed: bool, after: float) -> None:
    # 60 per m² is 600 a month in the first 18; the index is 10 % in January 2027, month 13.
    stated = {"kind": "stated_rent", "from_month": 1, "to_month": 18, "rent_nok_per_m2_year": 60,
              "is_indexed": indexed}  # fmt: skip
    result = ran(given(stated, **{"index.rent_share_per_year": 0.1}))
    assert by_month(result, "lease.rent", 12, 13) == money(600, after)
    assert by_month(result, "lease.rent", 19, 19) == money(1320)


# ---- half-yearly -----------------------------------------------------------------------------------------

HALF_YEARLY = {**LEASE, "deal.lease.payment": "half_yearly_in_advance"}


def test_half_yearly_rent_is_paid_in_january_and_july() -> None:
    result = ran(HALF_YEARLY)
    assert by_month(result, "lease.rent.invoiced") == at(dict.fromkeys((1, 7, 13, 19), 7200))
    assert by_month(result, "lease.common_costs.paid") == at(dict.fromkeys((1, 7, 13, 19), 2160 * 1.25))
    assert by_month(result, "operator.balance.receivables", 1, 7) == money(
        *(1560 * n for n in (5, 4, 3, 2, 1, 0, 5))
    )


def test_a_broken_first_half_year_and_a_broken_last_one() -> None:
    # Lease months 3–14: March to June, July to December, January and February.
    result = ran({**HALF_YEARLY, "deal.lease.start_month": 3, "deal.lease.term_months": 12})
    assert by_month(result, "lease.rent.invoiced") == at({3: 4800, 7: 7200, 13: 2400})


def test_months_past_the_horizon_are_invoiced_and_come_back() -> None:
    # 22 months: July 2027 is month 19, of which four lie within and two past the horizon.
    result = ran({**HALF_YEARLY, "horizon_months": 22, "deal.lease.term_months": 60})
    assert by_month(result, "lease.rent.invoiced", 19, 22) == money(7200, 0, 0, 0)
    assert by_month(result, "lease.rent.settled", 22, 22) == money(-2400 * 1.25)


def test_one_tenant_after_another_pays_half_yearly() -> None:
    tenant = {"rent_nok_per_m2_year": 120, "void_months": 0, "term_months": 4, "relet_void_months": 0,
              "payment": "half_yearly_in_advance"}  # fmt: skip
    # Four months each: January–April; May and June, July and August; September–December: a new lease begins a
    # new invoice, and one that runs past June is invoiced again in July.
    result = ran({"comparison.ordinary_tenant": tenant})
    assert by_month(result, "ordinary.rent.invoiced", 1, 12) == money(
        4800, 0, 0, 0, 2400, 0, 2400, 0, 4800, 0, 0, 0
    )


def test_a_reduction_of_half_yearly_rent_is_worth_it_when_the_half_year_is_paid() -> None:
    # Month 3 free: 1,200 and 300 of VAT less in January (month 1), the VAT settled in April (month 4).
    free = {"kind": "rent_free", "from_month": 3, "to_month": 3}
    result = ran(
        {**HALF_YEARLY, "deal.lease.reductions": [free], "party_rates.landlord_share_per_year": 0.08}
    )
    flows = [1500.0, 0.0, 0.0, -300.0]
    assert result.values["landlord.reduction_present"] == near(discounted(flows, 0.08))
