"""Present value, internal rates, payback, capital and when it turns, docs/model.md §1 and §10, §12.

The operator's cash is set freely: products exempt of VAT, costs exempt of VAT, no rent.
"""

import numpy as np
import numpy_financial as npf
import pytest

from feasibility.model import Result
from tests.model.tiny import by_month, discounted, money, near, ran


def operator_with(flows: dict[int, float], horizon: int, **changes: object) -> Result:
    """The operator with these flows by month and nothing else: costs where negative, grants otherwise."""
    costs = {
        f"m{month}": {"nok_per_month": -amount, "vat": "exempt", "from_month": month, "to_month": month}
        for month, amount in flows.items()
        if amount < 0
    }
    grants = {
        f"m{month}": {
            "kind": "grant",
            "payer": "sponsor",
            "receiver": "operator",
            "amount_nok": amount,
            "month": month,
        }
        for month, amount in flows.items()
        if amount > 0
    }
    result = ran(
        {
            "horizon_months": horizon,
            "deal.lease.term_months": horizon,
            "products.desk.price_nok_per_month": 0,
            "costs": costs,
            "support": grants,
            **changes,
        }
    )
    expected = [flows.get(month, 0.0) for month in range(1, horizon + 1)]
    assert by_month(result, "operator.project_cash") == money(*expected)
    return result


# ---- present value ---------------------------------------------------------------------------------------


def test_the_first_month_is_discounted_once() -> None:
    # 12,000 in month 1 and month 12 at 21 %: 12,000 / 1.21^(1/12) and 12,000 / 1.21.
    result = operator_with({1: 12_000, 12: 12_000}, 12, **{"party_rates.operator_share_per_year": 0.21})
    assert result.number("operator.npv") == near(12_000 / 1.21 ** (1 / 12) + 12_000 / 1.21)


def test_npv_reference_value() -> None:
    # −40,000, 5,000, 8,000, 12,000, 30,000 at 8 %, the first at t = 0: 3,065.22267. Here a year later.
    flows = dict(zip(range(12, 61, 12), [-40_000, 5000, 8000, 12_000, 30_000], strict=True))
    result = operator_with(flows, 60, **{"party_rates.operator_share_per_year": 0.08})
    found = result.number("operator.npv")
    assert found is not None
    assert found * 1.08 == pytest.approx(3065.22267, abs=5e-6)
    assert found * 1.08 == near(npf.npv(0.08, list(flows.values())))


def test_each_party_has_its_own_rate_and_no_rate_means_a_plain_sum() -> None:
    rates = {
        "party_rates.landlord_share_per_year": 0.05,
        "party_rates.operator_share_per_year": 0.0,
        "party_rates.municipality_share_per_year": 0.03,
    }
    support = {
        "grant": {
            "kind": "grant",
            "payer": "municipality",
            "receiver": "operator",
            "amount_nok": 1000,
            "month": 24,
        }
    }
    result = ran({"deal.lease.rent_nok_per_m2_year": 120, "support": support, **rates})
    assert result.number("operator.npv") == near(sum(by_month(result, "operator.project_cash")))
    assert result.number("landlord.npv") == near(discounted(by_month(result, "landlord.project_cash"), 0.05))
    assert result.number("municipality.support_present") == near(1000 / 1.03**2)


def test_the_project_is_both_parties_with_inner_flows_gone() -> None:
    # Rent cancels. Its rate is the landlord's.
    result = ran({"deal.lease.rent_nok_per_m2_year": 1200, "building.owner_costs_nok_per_m2_year": 10})
    both = [
        ours + theirs
        for ours, theirs in zip(
            by_month(result, "landlord.project_cash"), by_month(result, "operator.project_cash"), strict=True
        )
    ]
    assert by_month(result, "project.cash") == money(*both)
    assert result.number("project.npv") == near(discounted(both, 0.08))
    # Members' 6,250 less owner costs 125, VAT apart.
    assert by_month(result, "project.cash", 1, 3) == money(6125, 6125, 6125)


# ---- internal rates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 39, 59, 55, 20], 0.28095),
        ([-250_000, 100_000, 150_000, 200_000, 250_000, 300_000], 0.5672303344),
    ],
)
def test_irr_reference_values(flows: list[float], rate: float) -> None:
    # Yearly flows twelve months apart: the effective annual rate is the yearly internal rate.
    months = dict(zip(range(1, 12 * len(flows), 12), flows, strict=True))
    found = operator_with(months, 12 * len(flows)).number("operator.irr.annual")
    assert found == pytest.approx(rate, abs=5e-6 if rate < 0.3 else 5e-11)
    assert found == near(npf.irr(flows))


def test_irr_is_the_root_nearest_1_percent_a_month_of_several() -> None:
    # −1000, 119 times 20, −900: roots −1.619 % and + 1.353 % a month. The 20 come as a grant of 240 a year.
    monthly_grant = {
        "kind": "yearly_grant",
        "payer": "sponsor",
        "receiver": "operator",
        "nok_per_year": 240,
        "from_month": 2,
        "to_month": 120,
    }
    flows = [-1000.0, *[20.0] * 119, -900.0]
    result = ran(
        {
            "horizon_months": 121,
            "deal.lease.term_months": 121,
            "products.desk.price_nok_per_month": 0,
            "costs": {
                "first": {"nok_per_month": 1000, "vat": "exempt", "to_month": 1},
                "last": {"nok_per_month": 900, "vat": "exempt", "from_month": 121},
            },
            "support": {"monthly": monthly_grant},
        }
    )
    assert by_month(result, "operator.project_cash") == money(*flows)
    monthly = result.number("operator.irr.monthly")
    assert monthly is not None
    assert monthly == pytest.approx(0.01353, abs=5e-6)
    assert npf.npv(monthly, flows) == pytest.approx(0, abs=1e-6)
    assert result.number("operator.irr.annual") == near((1 + monthly) ** 12 - 1)
    assert result.number("operator.irr.roots") == 2


def test_no_internal_rate_without_a_negative_flow() -> None:
    assert operator_with({1: 1000, 5: 1000}, 12).number("operator.irr.annual") is None


def test_the_reason_is_given_in_words() -> None:
    reason = operator_with({1: 1000, 5: 1000}, 12).reason("operator.irr.annual")
    assert reason is not None
    assert "negativ" in reason.nb
    assert "negative" in reason.en


def test_no_internal_rate_without_a_positive_flow() -> None:
    assert operator_with({1: -1000, 5: -1000}, 12).number("operator.irr.annual") is None


def test_mirr_is_excels() -> None:
    # Negative flows discounted to the first flow's month, positive ones carried to the last month, at the
    # operator's 10 %; over 23 months, as MIRR() counts. A single payment in and out gives its own rate.
    monthly = 1.1 ** (1 / 12) - 1
    flows = {1: -1000.0, 6: -500.0, 10: 700.0, 24: 1500.0}
    found = operator_with(flows, 24).number("operator.mirr")
    expected = npf.mirr([flows.get(month, 0.0) for month in range(1, 25)], monthly, monthly)
    assert found == near((1 + expected) ** 12 - 1)


def test_mirr_of_one_payment_in_and_one_out_is_the_internal_rate() -> None:
    # 1,000 in month 1, 1,210 in month 25: 21 % in two years, whatever the operator's own rate is.
    result = operator_with({1: -1000, 25: 1210}, 25, **{"party_rates.operator_share_per_year": 0.05})
    assert result.number("operator.irr.annual") == near(0.1)
    assert result.number("operator.mirr") == near(0.1)


def test_mirr_of_less_than_a_krone() -> None:
    # 0.50 paid in month 1, 0.605 back in month 25: 21 % in two years, small as it is.
    assert operator_with({1: -0.5, 25: 0.605}, 25).number("operator.mirr") == near(0.1)


# ---- payback, capital, turning point ---------------------------------------------------------------------

STEADY = {1: -30_000.0, **dict.fromkeys(range(2, 25), 5000.0)}


def test_payback_lowest_point_and_capital() -> None:
    # −30,000, then 5,000 a month: whole again after six, in month 7.
    result = operator_with(STEADY, 24)
    assert result.number("operator.payback") == 7
    assert result.number("operator.lowest_point") == near(-30_000)
    assert result.number("operator.lowest_point.month") == 1
    assert result.number("operator.capital_needed") == near(30_000)


def test_payback_counts_from_where_it_stays_paid_back() -> None:
    # −10, +20 (month 3: +10), −30 (month 5: −20), +30 (month 9: + 10 and stays).
    result = operator_with({1: -10, 3: 20, 5: -30, 9: 30}, 12)
    assert result.number("operator.payback") == 9
    assert result.number("operator.lowest_point") == near(-20)
    assert result.number("operator.lowest_point.month") == 5


def test_no_payback_where_it_is_never_paid_back() -> None:
    result = operator_with({1: -10, 3: 5}, 12)
    assert result.number("operator.payback") is None
    reason = result.reason("operator.payback")
    assert reason is not None
    assert reason.en == "not within the horizon"


@pytest.mark.parametrize(
    ("flows", "month", "why"),
    [
        # below zero in the first month alone
        ({1: -10, 2: 10}, 2, None),
        # whole again in the last month of twelve
        ({1: -10, 12: 10}, 12, None),
        # below zero only in the last
        ({1: 10, 12: -20}, None, "not within the horizon"),
        # down to zero and never below
        ({1: 10, 6: -10}, None, "never below zero"),
    ],
)
def test_payback_at_the_ends_of_the_horizon(
    flows: dict[int, float], month: int | None, why: str | None
) -> None:
    result = operator_with(flows, 12)
    assert result.number("operator.payback") == month
    reason = result.reason("operator.payback")
    assert (None if reason is None else reason.en) == why


def test_capital_needed_is_zero_where_cash_is_never_short() -> None:
    result = operator_with({1: 1000, 2: -400}, 12)
    assert result.number("operator.capital_needed") == 0
    reason = result.reason("operator.capital_needed.month")
    assert reason is not None
    assert reason.en == "not needed"
    # the lowest of 1,000 and 600, and the first month it is there
    assert result.number("operator.lowest_point") == near(600)
    assert result.number("operator.lowest_point.month") == 2


@pytest.mark.parametrize(("horizon", "month"), [(13, 2), (12, None)])
def test_operating_profit_needs_twelve_months_in_a_row(horizon: int, month: int | None) -> None:
    # Loss in month 1, profit in all others: from month 2 where twelve months are left, else null.
    flows = {1: -1.0, **dict.fromkeys(range(2, horizon + 1), 5.0)}
    assert operator_with(flows, horizon).number("concept.turns") == month


def test_operating_profit_is_broken_by_one_bad_month() -> None:
    flows = dict.fromkeys(range(1, 25), 5.0) | {6: -1.0}
    assert operator_with(flows, 24).number("concept.turns") == 7
    # Zero is not positive.
    flows = dict.fromkeys(range(1, 25), 5.0) | {6: 0.0}
    assert operator_with(flows, 24).number("concept.turns") == 7


def test_landlords_payback_of_works_and_reductions() -> None:
    # Against vacant, before sale. Works 60,000 + VAT in months 1–2, rent-free 1–3, then 15,000 with VAT; VAT
    # of the works back in April. In thousands: −75 −75 0 +45 | 15 12 15 9 15 9 15 9 15: the sum −150 after
    # month 3, −105, −90, −78, −63, −54, −39, −30, −15, −6, + 9 in month 13.
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 1200,
            "deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 3}],
            "works": {"rehab": {"amount_nok": 120_000, "start_month": 1, "months": 2}},
            "valuation": {"net_yield_share": 0.08},
        }
    )
    assert result.number("landlord.payback") == 13


def test_cash_of_the_owners_is_cash_of_equity() -> None:
    # 50,000 paid in month 1; 30,000 spent, 5,000 a month earned: 20,000 + 115,000 back in month 24.
    equity = {"financing.operator.equity": [{"month": 1, "amount_nok": 50_000}]}
    result = operator_with(STEADY, 24, **equity)
    flows = [-50_000.0, *[0.0] * 22, 135_000.0]
    assert by_month(result, "operator.owners_cash") == money(*flows)
    assert result.number("operator.equity_npv") == near(discounted(flows, 0.10))
    assert result.number("operator.equity_irr.annual") == near((135 / 50) ** (12 / 23) - 1)
    # The project's are those without the owners.
    assert result.number("operator.npv") == near(discounted([STEADY[m] for m in range(1, 25)], 0.10))
    assert result.number("operator.irr.annual") == near(
        (1 + npf.irr(np.array([STEADY[m] for m in range(1, 25)]))) ** 12 - 1
    )
