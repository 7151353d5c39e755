"""Common costs on account with a yearly settlement, docs/model.md §4. On 120 m² NOK 1 a year is 10 a month.

On account 120 a year per m² (1,200 a month), the building's 150 (1,500 a month): 300 a month too little.
"""

from tests.model.tiny import at, by_month, money, ran

COSTS = {
    "building.common_costs_nok_per_m2_year": 150,
    "deal.lease.common_costs_nok_per_m2_year": 120,
    "deal.lease.common_costs_settled_in_month": 4,
}
SETTLED = "lease.common_costs_settled"


def test_the_difference_is_earned_by_the_month_and_invoiced_the_year_after() -> None:
    # 2026: 12 × 300 = 3,600, invoiced in April 2027, month 16, with VAT; 2027's in the horizon's last month.
    result = ran(COSTS)
    assert by_month(result, SETTLED) == money(*[300] * 24)
    assert by_month(result, f"{SETTLED}.invoiced") == at({16: 3600, 24: 3600})
    assert by_month(result, f"{SETTLED}.paid") == at({16: 4500, 24: 4500})
    assert by_month(result, "lease.common_costs.paid") == money(*[1500] * 24)
    # The landlord is left with nothing of the building's common costs, and has the difference to good.
    assert by_month(result, "landlord.ebitda") == money(*[0] * 24)
    owed = [*range(300, 4501, 300), *range(1200, 3301, 300), 0]
    assert by_month(result, "landlord.balance.receivables") == money(*owed)
    assert by_month(result, "operator.balance.prepaid") == money(*owed)


def test_too_much_on_account_is_paid_back() -> None:
    # 180 on account: 300 a month too much.
    result = ran({**COSTS, "deal.lease.common_costs_nok_per_m2_year": 180})
    assert by_month(result, f"{SETTLED}.paid") == at({16: -4500, 24: -4500})
    assert by_month(result, "operator.balance.receivables", 1, 2) == money(300, 600)


def test_what_is_left_of_a_lease_that_has_ended_is_settled_the_year_after() -> None:
    # Six months on half the area: 150 a month, 900.
    result = ran({**COSTS, "deal.lease.term_months": 6, "deal.lease.area_m2": 60})
    assert by_month(result, f"{SETTLED}.invoiced") == at({16: 900})


def test_a_reduction_of_common_costs_is_of_what_is_paid_on_account() -> None:
    # Three months of 1,200 are not charged; the difference of 300 a month stands.
    free = {"kind": "rent_free", "from_month": 1, "to_month": 3, "includes_common_costs": True}
    result = ran({**COSTS, "deal.lease.reductions": [free]})
    assert by_month(result, "lease.common_costs", 1, 4) == money(0, 0, 0, 1200)
    assert by_month(result, SETTLED) == money(*[300] * 24)


def test_without_it_nothing_is_settled() -> None:
    plain = {path: value for path, value in COSTS.items() if not path.endswith("in_month")}
    assert SETTLED not in ran(plain).built.model.lines
