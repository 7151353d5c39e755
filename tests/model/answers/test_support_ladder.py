"""The support ladder and the support at break-even, docs/model.md §13.1 and §13.14.

The case: three years, ten desks at 1,000 of which half are let, rent 3,000 a month: 24,000 a year on its own.
"""

from typing import Any

import numpy as np
import pytest

from feasibility.evaluate import run
from feasibility.model import Result
from tests.model.tiny import by_month, by_year, money, near, ran
from tests.random_case import random_case_read

CASE: dict[str, Any] = {
    "horizon_months": 36,
    "deal.lease.term_months": 36,
    "deal.lease.rent_nok_per_m2_year": 300,
}
GRANT = {"payer": "municipality", "receiver": "operator"}
DESKS = {
    "kind": "desks_bought",
    "payer": "municipality",
    "product": "desk",
    "from_month": 1,
    "to_month": 36,
}
YEARLY = {"kind": "yearly_grant", "from_month": 1, **GRANT}


def rungs(result: Result) -> list[list[float]]:
    """With all support, without what has ended by then, without any; by year."""
    party = result.case.operating_company
    return [
        by_year(result, line)
        for line in (f"{party}.ebitda.year", "ladder.without_ended", "ladder.without_any")
    ]


def test_grants_that_are_given_once_end_or_last() -> None:
    # 10,000 once, 6,000 a year for two years, 2,400 a year to the horizon.
    grants = {
        "once": {"kind": "grant", "amount_nok": 10_000, "month": 5, **GRANT},
        "two_years": {**YEARLY, "nok_per_year": 6_000, "to_month": 24},
        "always": {**YEARLY, "nok_per_year": 2_400, "to_month": 36},
    }
    result = ran({**CASE, "support": grants})
    everything, without_ended, without = rungs(result)
    assert everything == money(42_400, 32_400, 26_400)
    # what ends in a year is out of it, though it was there: 10,000 in 2026, and 6,000 in 2027
    assert without_ended == money(32_400, 26_400, 26_400)
    assert without == money(24_000, 24_000, 24_000)
    assert result.number("concept.stands_alone") == 1


def test_support_in_kind_is_support() -> None:
    # 0.1 post at 120,000: 12,000 × 235/260 × 1.12 × 1.02 × 1.141 a year; the municipality pays it for two
    # years, and 500 a month of costs to the horizon.
    post = 12_000 * 235 / 260 * 1.12 * 1.02 * 1.141
    in_kind = {
        "staff": {"host": {"fte": 0.1, "salary_nok_per_year": 120_000}},
        "costs": {"cleaning": {"payer": "municipality", "nok_per_month": 500}},
        "support": {
            "salary": {
                "kind": "salary_in_kind",
                "payer": "municipality",
                "staff": "host",
                "from_month": 1,
                "to_month": 24,
            }
        },
    }
    everything, without_ended, without = rungs(ran({**CASE, **in_kind}))
    assert everything == money(24_000, 24_000, 24_000 - post)
    assert without_ended == money(24_000, 24_000 - post, 24_000 - post)
    assert without == money(*[18_000 - post] * 3)


def test_places_bought_are_worth_what_they_bring_less_the_members_they_keep_out() -> None:
    desks = {**DESKS, "desks": 2}
    costs = {"coffee": {"nok_per_member_month": 100}}
    # Half let: two more at 1,000 less 100 each. At 90 % the two leave room for eight: one member is kept out.
    half, most = {"support": {"anchor": desks}, "costs": costs}, {"start_share": 0.9, "stabilised_share": 0.9}
    everything, _, without = rungs(ran({**CASE, **half}))
    assert everything == money(*[12 * (7 * 900 - 3_000)] * 3)
    assert without == money(*[12 * (5 * 900 - 3_000)] * 3)
    everything, _, without = rungs(ran({**CASE, **half, "products.desk.ramp": {**most, "months": 0}}))
    assert everything == money(*[12 * (10 * 900 - 3_000)] * 3)
    assert without == money(*[12 * (9 * 900 - 3_000)] * 3)


def test_turnover_rent_follows_the_income_that_goes() -> None:
    # Half of the income, at least 36,000. With two places bought 84,000: 42,000 is rent and 42,000 left;
    # without, 60,000: the minimum, and 24,000 left.
    desks = {**DESKS, "desks": 2}
    turnover = {"deal.turnover": {"mode": "greater_of", "share_of_income": 0.5}}
    result = ran({**CASE, **turnover, "support": {"anchor": desks}}, "turnover_rent")
    everything, _, without = rungs(result)
    assert everything == money(42_000, 42_000, 42_000)
    assert without == money(24_000, 24_000, 24_000)
    # month by month the rent is a twelfth of the year's, not a lump in December
    assert by_month(result, "ladder.alone") == money(*[2_000] * 36)


def test_a_surplus_share_follows_places_but_no_grant() -> None:
    # The landlord runs it and shares half the surplus: 84,000 with two places bought, 42,000 left; 30,000
    # without. A grant of 6,000 is no surplus of the concept: all of it stays, with or without.
    support = {
        "anchor": {**DESKS, "desks": 2, "to_month": 24},
        "grant": {**YEARLY, "receiver": "landlord", "nok_per_year": 6_000, "to_month": 24},
    }  # fmt: skip
    result = ran({"deal.fee.surplus_share": 0.5, "support": support}, "management")
    everything, _, without = rungs(result)
    assert everything == money(48_000, 48_000)
    assert without == money(30_000, 30_000)


def test_what_the_landlord_gives_who_manages_for_it_counts_against_it() -> None:
    # 60,000 a year of its own, less 9,000 given once in the first year to the operator: without any support,
    # neither given nor received, all of it is left.
    gift = {"kind": "grant", "payer": "landlord", "receiver": "operator", "amount_nok": 9_000, "month": 5}
    everything, without_ended, without = rungs(ran({"support": {"gift": gift}}, "management"))
    assert everything == money(51_000, 60_000)
    assert without_ended == without == money(60_000, 60_000)


def test_the_month_it_stands_alone_from() -> None:
    # A cost of 3,000 a month in the first 14 months is met by a grant: alone −1,000 until then, 2,000 after.
    item = {
        "costs": {"start": {"nok_per_month": 3_000, "to_month": 14}},
        "support": {"grant": {**YEARLY, "nok_per_year": 36_000, "to_month": 14}},
    }
    result = ran({**CASE, **item})
    assert result.number("concept.stands_alone") == 15
    # exactly nothing is enough: rent of 5,000 leaves nothing a month
    assert ran({**CASE, **item, "deal.lease.rent_nok_per_m2_year": 500}).number("concept.stands_alone") == 15
    missing = ran({**CASE, **item, "deal.lease.rent_nok_per_m2_year": 501})
    assert missing.number("concept.stands_alone") is None
    # twelve months of operation must be left: of a lease to month 25 eleven are
    short = ran({**CASE, **item, "deal.lease.term_months": 25})
    assert short.number("concept.stands_alone") is None
    assert ran({**CASE, **item, "deal.lease.term_months": 26}).number("concept.stands_alone") == 15


def test_there_is_no_ladder_without_support() -> None:
    result = ran(CASE)
    assert "ladder.without_any" not in result.values
    assert all(statement.id != "support_ladder" for statement in result.built.statements)


def test_only_what_is_given_while_the_agreement_runs_is_part_of_the_surplus() -> None:
    # From July 6 × 5,000 of income; 1,000 a month in kind all year. Without it half of 30,000 − 6,000 is
    # shared: 30,000 − 12,000 − 12,000.
    in_kind = {"nok_per_month": 1000, "payer": "municipality", "vat": "exempt"}
    changes = {"costs.system": in_kind, "deal.from_month": 7, "deal.fee": {"surplus_share": 0.5}}
    result = ran(changes, "management")
    assert float(result.values["ladder.without_any"][0]) == near(6000)


@pytest.mark.slow
def test_without_any_support_is_the_run_without_support() -> None:
    # The other run switches every item off and works out all else again. The ladder leaves what that moves
    # of VAT that cannot be deducted (the turnover key, which common costs settled by the year follow too),
    # and of the relief of zone Ia.
    compared = 0
    for seed in range(90):
        case = random_case_read(seed, horizon=(12, 60))
        result = run(case)
        if "ladder.without_any" not in result.values:
            continue
        without, of = run(case, with_support=False), case.operating_company
        moved = [
            id
            for id in (f"{of}.income.lost_vat", f"{of}.vat.key_year")
            if id in result.values and not np.allclose(result.values[id], without.values[id], equal_nan=True)
        ]
        if moved or any(post.employer_zone == "Ia" for post in case.staff.values()):
            continue
        shared = {stage.deal.structure for stage in case.stages} & {"turnover_rent", "management"}
        if (case.phases and shared) or getattr(case.deal, "profit_share", None) is not None:
            continue  # what was shared in an earlier phase, and a share of profit, the ladder leaves too
        if getattr(getattr(case.deal, "turnover", None), "settlement_year", "") == "lease":
            continue  # the ladder shares by the calendar year
        desks = any(item.kind == "desks_bought" for item in case.support.values())
        if desks and any(cost.payer == "municipality" for cost in case.costs.values()):
            continue  # a cost in kind that follows members is counted with the members there are
        compared += 1
        assert result.values["ladder.without_any"] == pytest.approx(
            without.values[f"{of}.ebitda.year"], abs=0.01
        ), seed
    assert compared >= 25


# ---- the support at which operation breaks even ------------------------------------------------------------


def needed(changes: dict[str, Any]) -> float | None:
    return ran({**CASE, "deal.lease.rent_nok_per_m2_year": 600, **changes}).number(
        "municipality.break_even_support"
    )


def test_support_in_kind_counts_in_the_support_for_break_even() -> None:
    # Income 60,000, rent 72,000: 12,000 a year. Whatever part of it is given in kind, 12,000 is needed.
    assert needed({}) == near(12_000)
    premises = {
        "kind": "free_premises",
        "payer": "municipality",
        "share": 0.1,
        "from_month": 1,
        "to_month": 36,
    }
    assert needed({"support": {"premises": premises}}) == near(12_000)
    desks = {**DESKS, "desks": 1}
    assert needed({"support": {"anchor": desks}}) == near(12_000)


def test_salary_and_costs_in_kind_are_needed_too() -> None:
    # A post and costs others pay for: without them the operator would pay, so they are part of what it needs.
    post = 12_000 * 235 / 260 * 1.12 * 1.02 * 1.141
    staff = {"host": {"fte": 0.1, "salary_nok_per_year": 120_000}}
    salary = {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1}
    cleaning = {"payer": "municipality", "nok_per_month": 500}
    assert needed({"staff": staff}) == near(12_000 + post)
    assert needed({"staff": staff, "support": {"salary": salary}}) == near(12_000 + post)
    assert needed({"costs": {"cleaning": cleaning}}) == near(12_000 + 6_000)


def test_salary_in_kind_of_the_other_company_is_no_support_of_the_concept() -> None:
    # Under a management agreement the landlord runs the concept; the operator's post is not its cost.
    staff = {"host": {"payer": "operator", "fte": 1, "salary_nok_per_year": 600_000}}
    salary = {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1}
    result = ran({"staff": staff, "support": {"salary": salary}}, "management")
    assert result.number("municipality.break_even_support") == 0
