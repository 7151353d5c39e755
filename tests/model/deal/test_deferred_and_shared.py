"""Rent put off, a share of profit, the agent's fee and reinstatement, docs/model.md §4.

The tiny case: 120 m² for 24 months from January 2026, income 5,000 a month; NOK 1 of rent per m² and year is
NOK 10 a month, so 120 is 1,200 a month. Both are registered: 25 % VAT on rent.
"""

import math

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, discounted, money, near, ran, tiny

RENT = {"deal.lease.rent_nok_per_m2_year": 120}


def put_off(**fields: object) -> dict[str, object]:
    return {**RENT, "deal.lease.deferral": {"from_month": 1, "to_month": 6, **fields}}


# ---- rent put off ----------------------------------------------------------------------------------------


def test_rent_put_off_is_earned_as_ever_and_repaid_in_instalments() -> None:
    # 6 × 1,200 = 7,200 put off, repaid over 12 months from month 7: 600 a month. VAT of 300 is paid.
    result = ran(put_off(repaid_from_month=7))
    assert by_month(result, "lease.rent") == money(*[1200] * 24)
    assert by_month(result, "landlord.income.rent") == money(*[1200] * 24)
    assert by_month(result, "lease.deferred.paid") == money(*[-1200] * 6, *[600] * 12, *[0] * 6)
    assert by_month(result, "lease.rent.paid", 1, 2) == money(1500, 1500)
    owed = [*range(1200, 7201, 1200), *range(6600, -1, -600), *[0] * 6]
    assert by_month(result, "lease.deferred.owed") == money(*owed)
    # The landlord has it to good, the operator owes it.
    assert by_month(result, "landlord.balance.receivables") == money(*owed)
    assert by_month(result, "operator.balance.prepaid") == money(*owed)


def test_a_part_of_the_rent_is_put_off() -> None:
    result = ran(put_off(share=0.25, repaid_from_month=9, repaid_over_months=2))
    assert by_month(result, "lease.deferred.paid") == at(
        {**dict.fromkeys(range(1, 7), -300), 9: 900, 10: 900}
    )


def test_rent_paid_by_the_quarter_is_put_off_by_the_quarter() -> None:
    # Months 2–6: 2,400 of the invoice of January, 3,600 of April's.
    result = ran(
        {**put_off(from_month=2, repaid_from_month=7, repaid_over_months=1),
         "deal.lease.payment": "quarterly_in_advance"}
    )  # fmt: skip
    assert by_month(result, "lease.deferred.paid") == at({1: -2400, 4: -3600, 7: 6000})


def test_what_is_owed_falls_due_when_the_lease_ends() -> None:
    # Ends in month 10; of 7,200 a twelfth a month from month 7: 3 × 600, and all the rest in month 10.
    result = ran({**put_off(repaid_from_month=7), "deal.lease.term_months": 10})
    assert by_month(result, "lease.deferred.paid", 6, 11) == money(-1200, 600, 600, 600, 5400, 0)


def test_what_is_owed_at_the_horizon_is_settled_there() -> None:
    result = ran({**put_off(repaid_from_month=19, repaid_over_months=12), "deal.lease.term_months": 60})
    assert by_month(result, "lease.deferred.paid", 18, 24) == money(0, *[600] * 6)
    assert by_month(result, "lease.deferred.settled", 23, 24) == money(0, 3600)


def test_rent_put_off_is_repaid_when_the_result_is_positive() -> None:
    # Income 5,000, rent 1,200, other costs 3,500 that step to 800 in 2027. 2026: 3,600; half of
    # it, 1,800, is repaid in January 2027. 2027: 36,000; half is 18,000, but 5,400 is owed, and
    # the year ends with the horizon, where it is settled.
    result = ran(
        {
            **put_off(repaid_share_of_result=0.5),
            "costs.other": {"nok_per_month": 3500, "steps": [{"from_month": 13, "nok_per_month": 800}]},
            "deal.lease.term_months": 60,
        }
    )
    assert by_month(result, "lease.deferred.result", 12, 13) == money(300, 3000)
    assert by_month(result, "lease.deferred.paid", 7) == at({7: 1800}, 18)
    assert by_month(result, "lease.deferred.settled", 24) == money(5400)


def test_nothing_is_repaid_of_a_year_without_a_result() -> None:
    result = ran(
        {
            **put_off(repaid_share_of_result=1),
            "costs.other": {"nok_per_month": 3900},
            "deal.lease.term_months": 60,
        }
    )
    assert by_month(result, "lease.deferred.paid", 7) == money(*[0] * 18)
    assert by_month(result, "lease.deferred.settled", 24) == money(7200)


def test_what_is_owed_at_a_default_is_lost() -> None:
    # Default in month 9: 7,200 − 600 − 600 = 6,000 is lost: the landlord's result falls by it, unpaid.
    result = ran({**put_off(repaid_from_month=7), "operator_default": {"month": 9}})
    assert by_month(result, "lease.deferred", 8, 10) == money(0, -6000, 0)
    assert by_month(result, "lease.deferred.paid", 7, 10) == money(600, 600, 0, 0)
    assert by_month(result, "landlord.income.rent", 8, 10) == money(1200, -6000, 0)
    assert by_month(result, "lease.deferred.owed", 8, 10) == money(6000, 0, 0)


def test_the_highest_rent_knows_of_rent_put_off() -> None:
    # At the highest rent the operator's present value before tax is zero: state it, and it is.
    stated = put_off(repaid_from_month=13, repaid_over_months=12)
    highest = float(ran(stated).values["operator.highest_rent"])
    without = float(ran(RENT).values["operator.highest_rent"])
    assert highest > without
    there = ran({**stated, "deal.lease.rent_nok_per_m2_year": highest})
    assert there.values["operator.npv_before_tax"] == pytest.approx(0, abs=1e-4)


def test_net_effective_rent_counts_rent_put_off_when_it_is_paid() -> None:
    # Straight-line it is the rent. Discounted at 8 %: six months' rent comes a year and more later.
    result = ran({**put_off(repaid_from_month=13, repaid_over_months=6),
                  "party_rates.landlord_share_per_year": 0.08})  # fmt: skip
    assert result.values["landlord.net_effective_rent"] == near(120)
    flows = [0.0] * 6 + [1200.0] * 6 + [2400.0] * 6 + [1200.0] * 6
    level = discounted(flows, 0.08) / discounted([1.0] * 24, 0.08) * 12 / 120
    assert result.values["landlord.net_effective_rent_discounted"] == near(level)


# ---- a share of profit -----------------------------------------------------------------------------------

SHARED = {**RENT, "deal.profit_share": {"share": 0.3, "operator_preferred_nok_per_year": 12_000}}


def test_a_share_of_profit_is_earned_in_december_and_paid_in_january() -> None:
    # 5,000 − 1,200 = 3,800 a month, 45,600 a year, less 12,000: 33,600; 30 % is 10,080, with VAT 12,600. The
    # second year's is settled in the horizon's last month.
    result = ran(SHARED)
    assert by_month(result, "profit.rent") == at({12: 10_080, 24: 10_080})
    assert by_month(result, "profit.rent.paid") == at({13: 12_600, 24: 12_600})
    assert by_month(result, "operator.ebitda", 11, 12) == money(3800, 3800 - 10_080)
    assert by_month(result, "landlord.ebitda", 11, 12) == money(1200, 1200 + 10_080)


def test_a_loss_is_neither_shared_nor_carried_forward() -> None:
    # 2026: 5,000 − 1,200 − 4,800 = −1,000 a month; 2027: 36,000 − 12,000 = 24,000, of which 30 %.
    steps = [{"from_month": 13, "nok_per_month": 800}]
    result = ran({**SHARED, "costs.other": {"nok_per_month": 4800, "steps": steps}})
    assert by_month(result, "profit.rent") == at({24: 7200})


def test_break_even_with_a_share_of_profit() -> None:
    # Below its preferred amount the operator keeps all: 10 × 1,000 × x = 1,200 of rent, x = 0.12 of 0.5.
    assert ran(SHARED).values["break_even.factor"] == pytest.approx(0.24)


def test_the_share_of_profit_counts_in_the_value_and_in_net_effective_rent() -> None:
    # By month 30 % of 3,800 − 1,000 = 840: net rent of 2,040 a month. Earned: 12 × 2,040 a year on 120 m².
    result = ran({**SHARED, "valuation": {"net_yield_share": 0.08, "vacant_value_nok": 0}})
    assert by_month(result, "net_rent", 1, 2) == money(2040, 2040)
    assert result.values["landlord.net_effective_rent"] == near(204)
    assert math.isnan(result.values["operator.highest_rent"])


def test_a_share_of_profit_takes_its_part_of_a_reduction() -> None:
    # Three months free give 3,600 to the operator, of which the landlord takes 30 % back: 2,520 is kept. The
    # value is what it is without the reduction.
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 3}]
    valued = {"valuation": {"net_yield_share": 0.08, "vacant_value_nok": 0}}
    result = ran({**SHARED, **valued, "deal.lease.reductions": free})
    assert result.values["landlord.reduction_nominal"] == near(2520)
    assert by_month(result, "profit.rent", 12, 12) == money(10_080 + 0.3 * 3600)
    assert by_month(result, "net_rent") == money(*by_month(ran({**SHARED, **valued}), "net_rent"))


# ---- the agent's fee and reinstatement -------------------------------------------------------------------


def test_the_agents_fee_is_the_landlords_and_taken_off_net_effective_rent() -> None:
    # A tenth of 14,400 in the lease's first month, month 3, with VAT 360 that comes back.
    stated = {**RENT, "deal.lease.start_month": 3, "deal.lease.term_months": 20,
              "deal.lease.agent_fee_share_of_first_year_rent": 0.1}  # fmt: skip
    result = ran(stated)
    assert by_month(result, "lease.agent_fee") == at({3: 1440})
    assert by_month(result, "landlord.cash.letting_cost") == at({3: -1800})
    # (20 × 1,200 − 1,440) / 20 × 12 / 120
    assert result.values["landlord.net_effective_rent"] == near(112.8)


def test_reinstatement_is_the_operators_in_the_last_month_of_the_lease() -> None:
    # 10,000 with costs 10 % up in January 2027; the lease's last month is month 14.
    stated = {**RENT, "deal.lease.term_months": 14, "deal.lease.reinstatement_nok": 10_000,
              "index.costs_share_per_year": 0.1}  # fmt: skip
    assert by_month(ran(stated), "lease.reinstatement") == at({14: 11_000})
    assert by_month(ran({**stated, "deal.lease.term_months": 25}), "lease.reinstatement") == at({})
    assert by_month(ran({**stated, "operator_default": {"month": 9}}), "lease.reinstatement") == at({})


# ---- mistakes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({}, "deal.lease.deferral", "nøyaktig én av repaid_from_month, repaid_share_of_result"),
        ({"repaid_from_month": 7, "repaid_share_of_result": 0.5}, "deal.lease.deferral", "samtidig"),
        ({"repaid_from_month": 6}, "deal.lease.deferral.repaid_from_month", "Skriv leiemåned 7 eller senere"),
        ({"repaid_from_month": 30}, "deal.lease.deferral.repaid_from_month", "etter leietiden på 24"),
        ({"from_month": 7, "repaid_from_month": 9}, "deal.lease.deferral.to_month", "før den begynner"),
    ],
)
def test_mistakes_are_told(fields: dict[str, object], path: str, said: str) -> None:
    with pytest.raises(CaseError) as error:
        case_from_mapping(tiny(put_off(**fields)))
    told = [problem for problem in error.value.problems if problem.path == path]
    assert len(told) == 1
    assert said in told[0].message()


def test_a_share_of_profit_belongs_to_a_sublease() -> None:
    with pytest.raises(CaseError, match="profit_share"):
        case_from_mapping(tiny({"deal.profit_share": {"share": 0.3}}, "turnover_rent"))
