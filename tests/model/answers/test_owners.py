"""Owners, and dividends on the way (docs/model.md §13.13): by hand, and in random cases."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from feasibility.case import case_from_mapping
from feasibility.model import Result
from feasibility.names import COMPANY_IDS
from tests.evaluated import evaluated
from tests.model.tiny import at, by_month, discounted, money, near, ran
from tests.random_case import Stated, cases
from tests.random_case.owning import incorporate

HOLDERS = {
    "ola": {"label": "Ola", "held_share": 0.6},
    "kommunen": {"kind": "municipality", "held_share": 0.4, "rate_share_per_year": 0.05},
}


def owned(dividend: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An operator with NOK 100,000 paid in, 30,000 of it share capital, and two owners."""
    stated: dict[str, Any] = {"holders": HOLDERS}
    if dividend is not None:
        stated["dividend"] = dividend
    return {
        "financing.operator": {
            "equity": [{"month": 1, "amount_nok": 100_000}],
            "share_capital_nok": 30_000,
        },
        "owners": {"operator": stated},
        **more,
    }


def test_a_share_of_what_was_free_at_the_turn_of_the_year_is_paid_in_june() -> None:
    # The operator earns 5,000 a month. 31 December: 100,000 + 60,000; free 130,000; half of it 65,000.
    # Nothing in the first June: nothing stood when the case began.
    result = ran(owned({"share_of_free_equity": 0.5}))
    assert by_month(result, "operator.dividend") == at({18: 65_000})
    assert by_month(result, "operator.balance.equity", 17, 18) == money(185_000, 125_000)
    # All that is left comes at the horizon: 100,000 + 120,000 − 65,000.
    assert by_month(result, "operator.distribution") == at({24: 155_000})


def test_a_dividend_leaves_the_cash_that_is_kept() -> None:
    # June of the second year: 100,000 + 18 × 5,000, and 2,500 of VAT for May and June, due in
    # August. 192,500 less 150,000.
    result = ran(owned({"share_of_free_equity": 0.5, "cash_floor_nok": 150_000}))
    assert by_month(result, "operator.dividend", 18, 18) == money(42_500)
    assert by_month(result, "operator.cash", 18, 18) == money(150_000)


def test_a_dividend_takes_no_more_than_is_free_the_month_before() -> None:
    # From January the operator loses 15,000 a month (5,000 less 20,000): 160,000 − 5 × 15,000 = 85,000 at the
    # end of May, 55,000 of it free, which is less than the 65,000 by the accounts of the year before.
    costs = {"lost": {"label": "Tap", "payer": "operator", "nok_per_month": 20_000, "from_month": 13}}
    result = ran(owned({"share_of_free_equity": 0.5}, costs=costs))
    assert by_month(result, "operator.dividend") == at({18: 55_000})


def test_equity_at_the_start_counts_until_the_first_turn_of_the_year() -> None:
    # 110,000 in the bank when the case begins, 10,000 of it share capital; a fifth of the rest in March.
    # The next March: a fifth of the 80,000 left.
    stated = {
        "opening": {"landlord": {"cash_nok": 110_000}},
        "financing.landlord": {"share_capital_nok": 10_000},
        "owners": {
            "landlord": {
                "holders": {"eier": {"held_share": 1}},
                "dividend": {"share_of_free_equity": 0.2, "paid_in_calendar_month": 3},
            }
        },
    }
    result = ran(stated)
    assert by_month(result, "landlord.dividend") == at({3: 20_000, 15: 16_000})


def test_a_case_that_begins_at_a_turn_of_the_year_pays_as_the_one_it_goes_on_from() -> None:
    # The second case begins with the cash of the first after a year, and so with its equity: rent of 1,000 a
    # month, no VAT. Every dividend after is the same to the øre.
    unregistered = {"landlord_registration": "from_threshold", "operator_registration": "from_threshold"}
    shared = {
        "deal.lease.rent_nok_per_m2_year": 100,
        "deal.lease.term_months": 60,
        "vat": {**unregistered, "policy": "unregistered"},
        "financing.landlord": {"share_capital_nok": 10_000},
        "owners": {
            "landlord": {
                "holders": {"eier": {"held_share": 1}},
                "dividend": {"share_of_free_equity": 0.2, "paid_in_calendar_month": 3},
            }
        },
    }
    opened = {"opening": {"landlord": {"cash_nok": 110_000}}}
    whole = ran({**shared, **opened, "horizon_months": 36})
    cash = by_month(whole, "landlord.cash", 12, 12)[0]
    rest = ran({**shared, "opening": {"landlord": {"cash_nok": cash}}, "start_month": "2027-01"})
    assert by_month(rest, "landlord.dividend", 1, 23) == money(*by_month(whole, "landlord.dividend", 13, 35))
    # 110,000 − 20,000 + 12,000 at the first turn of the year, 92,000 of it free
    assert by_month(whole, "landlord.dividend", 15, 15) == money(0.2 * 92_000)


def test_each_owner_pays_in_and_gets_by_its_share() -> None:
    # Ola: 60 % of 100,000 in, of 65,000 in June of the second year, and of 155,000 at the end.
    result = ran(owned({"share_of_free_equity": 0.5}))
    ola, town = "operator.owner.ola", "operator.owner.kommunen"
    assert by_month(result, f"{ola}.cash") == at({1: -60_000, 18: 39_000, 24: 93_000})
    assert by_month(result, f"{town}.cash") == at({1: -40_000, 18: 26_000, 24: 62_000})
    assert result.values[f"{ola}.exposure"] == near(60_000)
    assert result.values[f"{town}.paid_in_total"] == near(40_000)
    assert result.values[f"{town}.received_total"] == near(88_000)
    # Ola at the operator's rate, 10 %; the municipality at its own, 5 %.
    of_ola, of_town = by_month(result, f"{ola}.cash"), by_month(result, f"{town}.cash")
    assert result.values[f"{ola}.npv"] == near(discounted(of_ola, 0.10))
    assert result.values[f"{town}.npv"] == near(discounted(of_town, 0.05))
    rate = float(result.values[f"{ola}.irr"])
    assert discounted(of_ola, rate) == pytest.approx(0, abs=0.01)
    assert result.values[f"{town}.irr"] == near(rate)


def test_three_thirds_hold_the_whole_company() -> None:
    thirds = {id: {"held_share": 0.3333} for id in ("en", "to", "tre")}
    result = ran({**owned(), "owners": {"operator": {"holders": thirds}}})
    assert by_month(result, "operator.owner.to.cash", 1, 1) == money(-100_000 / 3)


def test_dividends_are_gone_from_the_equity_the_board_must_watch() -> None:
    # Half of the share capital of 120,000 is 60,000. 160,000 at the turn of the year, 40,000 of it free and
    # paid in June. Then it loses 15,000 a month from July: 150,000 − 15,000 × 7 = 45,000 in January.
    # (June: 190,000 − 40,000 = 150,000; six months later 60,000, which is not below; the seventh is.)
    costs = {"lost": {"label": "Tap", "payer": "operator", "nok_per_month": 20_000, "from_month": 19}}
    stated = owned({"share_of_free_equity": 1}, costs=costs, horizon_months=36)
    stated["deal.lease.term_months"] = 36
    stated["financing.operator"]["share_capital_nok"] = 120_000
    result = ran(stated)
    assert by_month(result, "operator.dividend", 1, 24) == at({18: 40_000})
    assert result.values["operator.low_equity_month"] == near(25)


def test_nothing_is_paid_by_an_operator_that_has_defaulted() -> None:
    result = ran(owned({"share_of_free_equity": 0.5}, operator_default={"month": 17}))
    assert by_month(result, "operator.dividend") == at({})


def test_a_dividend_leaves_less_cash_and_so_more_drawn_and_more_interest() -> None:
    # The circle that is none: the dividend of June draws on the cash that losses later need, so the overdraft
    # costs more, and equity falls by it, in the months after.
    more = {
        "financing.operator": {
            "equity": [{"month": 1, "amount_nok": 100_000}],
            "share_capital_nok": 30_000,
            "overdraft": {"limit_nok": 500_000, "rate_share_per_year": 0.12},
        },
        "costs": {"lost": {"label": "Tap", "payer": "operator", "nok_per_month": 60_000, "from_month": 19}},
    }
    paid = ran({**owned({"share_of_free_equity": 0.5}), **more})
    kept = ran({**owned(), **more})
    drawn, undrawn = (np.asarray(each.values["operator.overdraft"]) for each in (paid, kept))
    assert (drawn[:18] == 0).all()
    assert drawn[22] > undrawn[22] > 0
    # 65,000 and the interest on it, 1 % a month while it is drawn
    assert drawn[22] - undrawn[22] > 65_000


def test_without_owners_there_are_no_lines_of_theirs() -> None:
    lines = ran().built.model.lines
    assert not [id for id in lines if ".owner." in id or ".dividend" in id or ".owners_off" in id]


def _holds(result: Result) -> None:
    """What owners are promised in every case."""
    for party in COMPANY_IDS:
        if f"{party}.dividend" not in result.built.model.lines:
            continue
        case = result.case
        policy = getattr(case.owners, party).dividend
        paid = np.asarray(result.values[f"{party}.dividend"])
        cash = np.asarray(result.values[f"{party}.cash"]) + np.asarray(result.values[f"{party}.distribution"])
        month = np.asarray(result.values["calendar.month"])
        equity = np.asarray(result.values[f"{party}.equity_for_dividend"])
        capital = getattr(case.financing, party).share_capital_nok
        assert (paid >= 0).all()
        assert (paid[month != policy.paid_in_calendar_month] == 0).all()
        assert (cash[paid > 0] >= policy.cash_floor_nok - 0.01).all()
        before = np.concatenate(([np.inf], equity[:-1]))
        assert (paid <= np.maximum(0, before - capital) + 0.01).all()
        # the same equity as in the balance sheet, until shares are sold and all is paid out at the horizon
        assert equity[:-1] == pytest.approx(
            np.asarray(result.values[f"{party}.balance.equity"])[:-1], abs=0.01
        )
        unfunded = np.asarray(result.values[f"{party}.unfunded"])
        assert (unfunded[paid > 0] < 0.01).all()


@pytest.mark.slow
@settings(phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck), max_examples=25)
@given(stated=cases())
def test_what_holds_in_every_case_with_dividends(stated: Stated) -> None:
    stated["financing"] = stated.get("financing", {})
    stated["owners"] = {}
    incorporate(stated)  # a sole proprietor's money is his own
    stated.pop("municipality", None)  # its share would have to be that of these owners
    for party in COMPANY_IDS:
        of = stated["financing"].setdefault(party, {})
        of.setdefault("share_capital_nok", 30_000)
        for loan in of.get("loans", {}).values():
            if "from_owner" in loan:
                loan["from_owner"] = "ola"
        stated["owners"][party] = {
            "holders": HOLDERS,
            "dividend": {"share_of_free_equity": 0.8, "cash_floor_nok": 50_000},
        }
    result = evaluated(case_from_mapping(stated))
    assert [check.id for check in result.failed_checks] == []
    _holds(result)


# ---- loans from owners -----------------------------------------------------------------------------------

FROM_OLA = {
    "kind": "serial",
    "amount_nok": 12_000,
    "drawdown_month": 3,
    "profile_months": 12,
    "base_rate_share_per_year": {"2026": 0.12},
    "from_owner": "ola",
}
BANK_LOAN = {**FROM_OLA, "amount_nok": 6_000, "drawdown_month": 1, "profile_months": 60, "from_owner": None}


def lent(loans: dict[str, Any], **more: Any) -> Result:
    return ran({"owners": {"operator": {"holders": HOLDERS}}, "financing.operator.loans": loans, **more})


def test_what_an_owner_lends_is_its_own_and_no_other_owners() -> None:
    # 12,000 out in March, a thousand back each month from April, with 1 % of what stood: 120, 110, … 10.
    result = lent({"fra_ola": FROM_OLA})
    paid = {month: 1_000 + 120 - 10 * (month - 4) for month in range(4, 16)}
    assert by_month(result, "operator.owner.ola.through_loans") == at({3: -12_000, **paid})
    # The horizon's distribution: 24 × 5,000 less interest of 780, 60 and 40 % of it.
    assert by_month(result, "operator.owner.ola.cash") == at({3: -12_000, **paid, 24: 0.6 * 119_220})
    assert by_month(result, "operator.owner.kommunen.cash") == at({24: 0.4 * 119_220})
    assert result.number("operator.owner.ola.exposure") == near(12_000)
    # the month's rate r solves −12,000 at month 3, those instalments, and 71,532 in month 24
    rate = (1 + (result.number("operator.owner.ola.irr.annual") or 0)) ** (1 / 12) - 1
    flows = {3: -12_000, **paid, 24: 71_532}
    assert sum(value / (1 + rate) ** month for month, value in flows.items()) == pytest.approx(0, abs=0.01)
    # the company's owners as such have paid in nothing
    assert by_month(result, "operator.owners_cash") == at({24: 119_220})


def test_an_owner_is_paid_back_by_the_horizon() -> None:
    # A bullet of 10,000 at 12 % for sixty months, in a case of 24: a hundred a month from May, all of it back
    # in the last month.
    bullet = {**FROM_OLA, "kind": "bullet", "amount_nok": 10_000, "drawdown_month": 4}
    del bullet["profile_months"]
    result = lent({"fra_ola": {**bullet, "tenor_months": 60}})
    expected = {4: -10_000.0, **dict.fromkeys(range(5, 24), 100.0), 24: 10_100.0}
    assert by_month(result, "operator.owner.ola.through_loans") == at(expected)
    assert by_month(result, "operator.loan.fra_ola.balance", 23, 24) == money(10_000, 0)


def test_interest_of_a_broken_last_term_is_settled_with_the_owner() -> None:
    # By the quarter, to November of the second year: October's and November's 120 come with the 12,000.
    bullet = {**FROM_OLA, "kind": "bullet", "terms": "quarterly", "tenor_months": 60}
    del bullet["profile_months"]
    result = lent({"fra_ola": bullet}, horizon_months=23)
    expected = {3: -12_000, **dict.fromkeys((6, 9, 12, 15, 18, 21), 360.0), 23: 12_240}
    assert by_month(result, "operator.owner.ola.through_loans") == at(expected, 23)
    # 23 × 5,000 less 20 months' interest is left to share
    assert by_month(result, "operator.distribution", 23, 23) == money(112_600)


def test_what_is_lent_in_the_last_month_is_paid_back_in_it() -> None:
    result = lent({"fra_ola": {**FROM_OLA, "drawdown_month": 24}})
    assert by_month(result, "operator.owner.ola.through_loans") == at({})
    assert by_month(result, "operator.loan.fra_ola.balance") == at({})


def test_the_bank_measures_its_own_debt() -> None:
    # The bank's serial loan of 6,000 over 60 months, drawn in January 2026, stands at 4,900 when 2027 begins,
    # after eleven instalments of 100: interest 49 + 48 + … + 38 = 522, instalments 1,200, EBITDA 60,000.
    alone = lent({"bank": BANK_LOAN})
    both = lent({"bank": BANK_LOAN, "fra_ola": FROM_OLA})
    for result in (alone, both):
        assert float(result.values["operator.bank.dscr"][1]) == near(60_000 / 1_722)
        assert float(result.values["operator.bank.icr"][1]) == near(60_000 / 522)
        assert by_month(result, "operator.bank.debt", 12, 12) == money(4_900)
        assert [loan.id for loan in result.built.bank[0].loans] == ["bank"]
    assert float(both.values["operator.interest_cost"][3]) == near(59 - 1 + 120)
    names = [entry.label.en for entry in both.built.bank[0].sources_uses.sources]
    assert "Loan from an owner: fra ola" in names


def test_a_company_that_owes_its_owners_alone_has_no_bank() -> None:
    assert lent({"fra_ola": FROM_OLA}).built.bank == ()
