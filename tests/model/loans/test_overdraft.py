"""Overdraft: cash first, then the overdraft, the owners' capital call and at last unfunded (model §7).

The operator sells what carries no VAT for 5,000 a month and pays 10,000 in each of the first three months:
it is 5,000 short three times, and then 5,000 to the good.
"""

from itertools import pairwise
from typing import Any

import pytest

from feasibility.evaluate import run
from tests.case.cases import Stated
from tests.model.tiny import at, by_month, money, ran
from tests.random_case import random_case_read

SHORT: Stated = {
    "products.desk.vat_regime": "exempt_service",
    "costs": {"start": {"nok_per_month": 10_000, "vat": "exempt", "to_month": 3}},
}
OVERDRAFT: Stated = {"limit_nok": 8_000, "rate_share_per_year": 0.12, "commission_share_per_year": 0.04}


def short_of(overdraft: Stated | None = OVERDRAFT, call: float = 3_000, **changes: Any) -> Any:
    """The case with an overdraft and an agreed capital call."""
    stated = {**SHORT, "financing.operator.capital_call_limit_nok": call, **changes}
    if overdraft is not None:
        stated["financing.operator.overdraft"] = overdraft
    return ran(stated)


def test_the_order_in_which_money_is_found_and_given_back() -> None:
    result = short_of()
    # January: 5,000 short, drawn.
    # February: and 1 % interest: 5,050 short; 3,000 is left of the limit, the owners pay 2,050.
    # March: 80 interest and 8,000 · 4 % / 4 = 80 commission: 5,160 short; the owners' 950, then 4,210.
    # April: 5,000 − 80 = 4,920: the unfunded first, then 710 of the overdraft.
    # May: 5,000 − 72.90 = 4,927.10. June: 5,000 − 23.629 − 80 = 4,896.371, of which 2,362.90 is repaid.
    assert by_month(result, "operator.overdraft", 1, 6) == money(5_000, 8_000, 8_000, 7_290, 2_362.9, 0)
    assert by_month(result, "operator.capital_call", 1, 6) == money(0, 2_050, 950, 0, 0, 0)
    assert by_month(result, "operator.unfunded", 1, 6) == money(0, 0, 4_210, 0, 0, 0)
    assert by_month(result, "operator.cash", 1, 6) == money(0, 0, 0, 0, 0, 2_533.471)
    assert by_month(result, "operator.overdraft.interest", 1, 7) == money(0, 50, 80, 80, 72.9, 23.629, 0)
    assert by_month(result, "operator.interest_cost", 1, 7) == money(0, 50, 80, 80, 72.9, 23.629, 0)
    # what is left of the limit of 8,000 is money (§13.2): 8,000 − 5,000, nothing, −4,210 that nobody has
    # agreed to, 8,000 − 7,290, 8,000 − 2,362.90, 2,533.471 in the bank and the whole limit
    assert by_month(result, "operator.liquidity", 1, 6) == money(3_000, 0, -4_210, 710, 5_637.1, 10_533.471)


def test_commission_is_on_the_limit_at_every_quarters_end() -> None:
    result = short_of()
    assert by_month(result, "operator.loan_fees") == at(dict.fromkeys(range(3, 25, 3), 80))


def test_its_cost_stands_in_the_income_statement_and_not_in_ebitda() -> None:
    result = short_of()
    assert by_month(result, "operator.income.overdraft_interest", 1, 3) == money(0, -50, -80)
    assert by_month(result, "operator.income.loan_fee", 1, 3) == money(0, 0, -80)
    assert by_month(result, "operator.ebitda", 1, 4) == money(-5_000, -5_000, -5_000, 5_000)
    assert by_month(result, "operator.result_before_tax", 1, 4) == money(-5_000, -5_050, -5_160, 4_920)


def test_without_one_the_owners_are_called_on_first() -> None:
    result = short_of(None)
    assert by_month(result, "operator.capital_call", 1, 3) == money(3_000, 0, 0)
    assert by_month(result, "operator.unfunded", 1, 6) == money(2_000, 7_000, 12_000, 7_000, 2_000, 0)


def test_the_rate_may_change_by_year() -> None:
    # 5,000 short in January and again in the next: 12 % in 2026, 24 % in 2027. No repayment in between.
    costs = {"start": {"nok_per_month": 10_000, "vat": "exempt", "to_month": 1}}
    level = {"level": {"nok_per_month": 5_000, "vat": "exempt", "from_month": 2}}
    rate = {2026: 0.12, 2027: 0.24}
    result = short_of({"limit_nok": 100_000, "rate_share_per_year": rate}, costs={**costs, **level})
    # drawn interest is itself drawn: 5,000 · 1.01¹¹ at the end of 2026
    owed = 5_000 * 1.01**11
    assert by_month(result, "operator.overdraft", 12, 13) == money(owed, owed * 1.02)


def test_what_is_drawn_at_the_horizon_comes_before_the_owners() -> None:
    # Short in the last month only: no cash is left, and nothing is paid out.
    costs = {"late": {"nok_per_month": 126_000, "vat": "exempt", "from_month": 24}}
    result = short_of(costs=costs)
    # 23 months of 5,000 less 7 quarters of 80, then 5,000 − 126,000 − 80
    assert by_month(result, "operator.cash", 23, 23) == money(23 * 5_000 - 7 * 80)
    assert by_month(result, "operator.overdraft", 24, 24) == money(126_000 + 80 - 24 * 5_000 + 560)
    assert by_month(result, "operator.distribution") == at({})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_larger_limit_never_makes_what_is_missing_larger(seed: int) -> None:
    # What the overdraft costs is itself money going out, so here it costs nothing (§13.2).
    case = random_case_read(seed)
    for party in case.companies:
        short = []
        for limit in (1, 100_000, 5_000_000):
            credit = {"limit_nok": limit, "rate_share_per_year": 0, "commission_share_per_year": 0}
            result = run(case.changed({f"financing.{party}.overdraft": credit}))
            low, most = result.number(f"{party}.lowest_cash"), max(result.values[f"{party}.unfunded"])
            assert low is not None
            # the reserve is below zero by what is unfunded, and by nothing else
            assert max(0.0, -low) == pytest.approx(most, abs=0.01)
            short.append(most)
        assert all(later <= before + 0.01 for before, later in pairwise(short))
