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


PROFIT = {
    "deal.lease.rent_nok_per_m2_year": 120,
    "deal.profit_share": {"share": 0.3, "operator_preferred_nok_per_year": 12_000},
}


def test_a_share_of_profit_follows_the_grants_in_it() -> None:
    # 5,000 less rent of 1,200 is 45,600 a year, with 6,000 given 51,600. Of what is above 12,000 the landlord
    # has 30 %: 11,880 with the grant, 10,080 without.
    everything, _, without = rungs(
        ran({**PROFIT, "support": {"grant": {**YEARLY, "nok_per_year": 6_000, "to_month": 24}}})
    )
    assert everything == money(*[51_600 - 11_880] * 2)
    assert without == money(*[45_600 - 10_080] * 2)


def test_what_is_given_before_the_lease_is_no_part_of_the_profit_that_is_shared() -> None:
    # The lease is from July: 6 × 3,800, and 500 a month given from January. The share is of
    # 6 × (3,800 + 500 − 1,000): 5,940; without the grant of 6 × 2,800: 5,040.
    grant = {**YEARLY, "nok_per_year": 6_000, "to_month": 24}
    lease = {"deal.lease.start_month": 7, "deal.lease.term_months": 18}
    everything, _, without = rungs(ran({**PROFIT, **lease, "support": {"grant": grant}}))
    assert everything[0] == near(22_800 + 6_000 - 5_940)
    assert without[0] == near(22_800 - 5_040)


TURNOVER_FIRST = {
    "deal.turnover": {"mode": "greater_of", "share_of_income": 0.5},
    "phases": [
        {"from_month": 7, "deal": {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 0}}
    ],
}


def test_who_has_received_turnover_rent_goes_without_what_it_falls_by() -> None:
    # To June the operator pays half of 7,000 a month, two places bought: 21,000, earned in December. From
    # July the landlord runs it, at 5,000 a month. Without the places 15,000 of rent.
    desks = {**DESKS, "desks": 2, "to_month": 6}
    result = ran({**TURNOVER_FIRST, "support": {"anchor": desks}}, "turnover_rent")
    everything, _, without = rungs(result)
    assert everything == money(51_000, 60_000)
    assert without == money(45_000, 60_000)
    # month by month the rent is a twelfth of the year's, 1,250
    assert by_month(result, "ladder.alone", 1, 12) == money(*[1_250] * 6, *[6_250] * 6)


def test_only_income_of_the_phase_that_is_shared_moves_turnover_rent() -> None:
    # Turnover rent from July, half of income; places are bought all year. To June a lease at no rent:
    # 6 × 7,000; then 6 × 3,500, and without 6 × 5,000 and 6 × 2,500.
    lease = {"term_months": 24, "rent_nok_per_m2_year": 0, "payment": "monthly"}
    turnover = {"mode": "greater_of", "share_of_income": 0.5}
    then = {"from_month": 7, "deal": {"structure": "turnover_rent", "lease": lease, "turnover": turnover}}
    result = ran({"phases": [then], "support": {"anchor": {**DESKS, "desks": 2, "to_month": 24}}})
    everything, _, without = rungs(result)
    assert everything[0] == near(42_000 + 21_000)
    assert without[0] == near(30_000 + 15_000)


def managed_first(**support: Any) -> dict[str, Any]:
    lease = {"term_months": 24, "rent_nok_per_m2_year": 0, "payment": "monthly"}
    return {"phases": [{"from_month": 7, "deal": {"structure": "sublease", "lease": lease}}], **support}


def test_who_has_managed_goes_without_its_share_of_what_support_brought() -> None:
    # To June the landlord runs it and shares half of 5,000 a month: 15,000 in December. From July 5,000 a
    # month are the operator's. Without 1,000 a month of costs in kind: half of 4,000, and 4,000.
    in_kind = {"costs.system": {"nok_per_month": 1000, "payer": "municipality", "vat": "exempt"}}
    changes = managed_first(**in_kind, **{"deal.fee": {"surplus_share": 0.5}})
    everything, _, without = rungs(ran(changes, "management"))
    assert everything[0] == near(15_000 + 30_000)
    assert without[0] == near(12_000 + 24_000)


def test_who_has_managed_for_a_share_of_income_goes_without_that_of_places_bought() -> None:
    # A tenth of 7,000 a month to June, of 5,000 without the two places; then 7,000 and 5,000.
    desks = {"support": {"anchor": {**DESKS, "desks": 2, "to_month": 24}}}
    changes = managed_first(**desks, **{"deal.fee": {"base_share_of_income": 0.1}})
    everything, _, without = rungs(ran(changes, "management"))
    assert everything[0] == near(4_200 + 42_000)
    assert without[0] == near(3_000 + 30_000)


def test_a_post_in_kind_is_worth_something_to_whom_it_is_employed_by() -> None:
    # The host is the operator's, who manages to June; then the landlord runs it and employs. Half a year of
    # it is worth nothing to the landlord, half is worth what it would pay.
    host = {"fte": 0.1, "salary_nok_per_year": 120_000}
    salary = {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1}
    own = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 0}
    changes = {"staff": {"host": host}, "support": {"salary": salary}}
    result = ran({**changes, "phases": [{"from_month": 7, "deal": own}]}, "management")
    everything, _, without = rungs(result)
    year = 12_000 * 235 / 260 * 1.12 * 1.02 * 1.141
    assert everything == money(60_000, 60_000)
    assert without == money(60_000 - year / 2, 60_000 - year)


def test_what_is_given_to_who_manages_counts_when_phases_follow() -> None:
    # 9,000 given once in May to the operator, who manages to June: without it the landlord has all 60,000.
    gift = {"kind": "grant", "payer": "landlord", "receiver": "operator", "amount_nok": 9_000, "month": 5}
    own = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 0}
    result = ran({"support": {"gift": gift}, "phases": [{"from_month": 7, "deal": own}]}, "management")
    everything, _, without = rungs(result)
    assert everything == money(51_000, 60_000)
    assert without == money(60_000, 60_000)


@pytest.mark.slow
def test_without_any_support_is_the_run_without_support() -> None:
    # The other run switches every item off and works out all else again. The ladder leaves what that moves
    # of VAT that cannot be deducted (the turnover key, which common costs settled by the year follow too, and
    # from when a company is registered), and of the relief of zone Ia.
    compared = shared = 0
    for seed in range(90):
        case = random_case_read(seed, horizon=(12, 60))
        result = run(case)
        if "ladder.without_any" not in result.values:
            continue
        without, of = run(case, with_support=False), case.operating_company
        moved = [
            id
            for id in (
                f"{of}.income.lost_vat",
                f"{of}.vat.key_year",
                "landlord.vat.registered",
                "operator.vat.registered",
            )
            if id in result.values and not np.allclose(result.values[id], without.values[id], equal_nan=True)
        ]
        if moved or any(post.employer_zone == "Ia" for post in case.staff.values()):
            continue
        if getattr(getattr(case.deal, "turnover", None), "settlement_year", "") == "lease":
            continue  # the ladder shares by the calendar year
        desks = any(item.kind == "desks_bought" for item in case.support.values())
        if desks and any(cost.payer == "municipality" for cost in case.costs.values()):
            continue  # a cost in kind that follows members is counted with the members there are
        compared += 1
        kinds = {stage.deal.structure for stage in case.stages} & {"turnover_rent", "management"}
        shared += bool(case.phases and kinds) or getattr(case.deal, "profit_share", None) is not None
        assert result.values["ladder.without_any"] == pytest.approx(
            without.values[f"{of}.ebitda.year"], abs=0.01
        ), seed
    assert compared >= 25
    assert shared >= 8


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


def test_a_share_of_profit_is_none_where_operation_breaks_even() -> None:
    # Income 60,000, rent 72,000, 30,000 given: 18,000, of which the landlord has 30 % and leaves 12,600. With
    # 12,000 given there is nothing to share and nothing left.
    grant = {"support": {"grant": {**YEARLY, "nok_per_year": 30_000, "to_month": 36}}}
    result = ran(
        {
            **CASE,
            **grant,
            "deal.lease.rent_nok_per_m2_year": 600,
            "deal.profit_share": {"share": 0.3, "operator_preferred_nok_per_year": 0},
        }
    )
    assert result.number("municipality.break_even_support") == near(12_000)
    assert by_year(result, "operator.ebitda.year") == money(*[12_600] * 3)


def test_salary_in_kind_of_the_other_company_is_no_support_of_the_concept() -> None:
    # Under a management agreement the landlord runs the concept; the operator's post is not its cost.
    staff = {"host": {"payer": "operator", "fte": 1, "salary_nok_per_year": 600_000}}
    salary = {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1}
    result = ran({"staff": staff, "support": {"salary": salary}}, "management")
    assert result.number("municipality.break_even_support") == 0
