"""A cooperative (docs/model.md §13.13): deposits, refund and the price that covers its costs, by hand."""

from typing import Any

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from tests.model.tiny import at, by_month, by_year, money, near, ran
from tests.random_case import random_case
from tests.random_case.owning import disown, incorporate

MEMBERS = {"alle": {"kind": "members", "held_share": 1}}


def cooperative(company: str = "operator", **stated: Any) -> dict[str, Any]:
    """The company as a cooperative of its members."""
    return {f"owners.{company}": {"holders": MEMBERS, "cooperative": stated}}


def test_members_pay_in_when_they_join_and_have_it_back_when_they_leave() -> None:
    # Ten places of which half are let: five members, 2,000 each. From month 7 the product is closed.
    closing = {"products.desk.closing_month": 6}
    result = ran({**cooperative(deposit_nok_per_member=2000), **closing})
    assert by_month(result, "operator.member_deposits") == at({1: 10_000, 7: -10_000})
    # equity, and no part of the result: 5,000 a month
    assert by_month(result, "operator.balance.equity", 1, 1) == money(15_000)
    assert by_month(result, "operator.net_result", 1, 1) == money(5000)
    assert by_month(result, "operator.owner.alle.cash", 7, 7) == money(10_000)


def test_half_of_the_surplus_beyond_what_is_kept_goes_back_the_year_after() -> None:
    # 60,000 in the first year less 10,000 kept; half of it, in June.
    result = ran(cooperative(deposit_nok_per_member=2000, kept_nok_per_year=10_000, refund_share=0.5))
    assert by_month(result, "operator.refund") == at({18: 25_000})
    assert result.number("operator.refund_total") == near(25_000)
    assert by_month(result, "operator.owner.alle.received") == at({18: 25_000, 24: 105_000})


def test_deposits_are_never_refunded_as_surplus() -> None:
    # From January the cooperative loses 15,000 a month. At the end of February 60,000 − 30,000 is left beside
    # deposits of 25,000: 30,000 in March, not the year's 60,000, though there is more in the bank.
    lost = {"label": "Tap", "payer": "operator", "nok_per_month": 20_000, "from_month": 13, "vat": "exempt"}
    costs = {"lost": lost}
    stated = cooperative(deposit_nok_per_member=5000, refund_share=1, refunded_in_calendar_month=3)
    result = ran({**stated, "costs": costs})
    assert by_month(result, "operator.refund") == at({15: 30_000})


def test_a_refund_leaves_the_cash_that_is_kept() -> None:
    # March of the second year: 15 × 5,000, and 1,250 a month of VAT for January to March; that of January and
    # February, 2,500, is due in April. 75,000 + 3,750 less 70,000.
    stated = cooperative(refund_share=1, cash_floor_nok=70_000, refunded_in_calendar_month=3)
    assert by_month(ran(stated), "operator.refund") == at({15: 8750})


@pytest.mark.parametrize(
    ("structure", "company"), [("sublease", "operator"), ("landlord_operated", "landlord")]
)
def test_at_the_price_that_covers_its_costs_it_keeps_what_it_is_to_keep(structure: str, company: str) -> None:
    # 60,000 of income, costs of 24,000, 9,000 to be kept: 33,000 of 60,000.
    costs = {"host": {"label": "Vert", "payer": "operator", "nok_per_month": 2000, "vat": "exempt"}}
    stated = {**cooperative(company, kept_nok_per_year=9000), "costs": costs}
    factor = float(ran(stated, structure).number(f"{company}.cost_price") or 0)
    assert factor == near(0.55)
    tried = ran({**stated, "products.desk.price_nok_per_month": 1000 * factor}, structure)
    assert by_year(tried, f"{company}.result_before_tax.year") == money(9000, 9000)


def test_where_income_is_shared_there_is_no_one_price() -> None:
    result = ran(cooperative(kept_nok_per_year=1), "turnover_rent")
    assert result.number("operator.cost_price") is None


@pytest.mark.slow
@pytest.mark.parametrize("structure", ["sublease", "landlord_operated"])
def test_a_cooperative_is_conserved_in_every_case(structure: str) -> None:
    company = "operator" if structure == "sublease" else "landlord"
    for seed in range(300, 312):
        stated = random_case(seed, structure=structure)
        if "phases" in stated:
            continue
        disown(stated)
        incorporate(stated)
        for section in ("group", "municipality"):
            stated.pop(section, None)
        terms = {"deposit_nok_per_member": 3000, "kept_nok_per_year": 5000, "refund_share": 0.7}
        stated["owners"] = {company: {"holders": MEMBERS, "cooperative": terms}}
        result = run(case_from_mapping(stated))
        assert [check.id for check in result.failed_checks] == [], seed
        assert (result.values[f"{company}.refund"] >= 0).all()
