"""Support (støtte): every item, with and without, what it costs the municipality (docs/model.md §5, §10).

Income is 5,000 a month unless stated; ten desks, five members.
"""

import pytest

from tests.model.tiny import at, by_month, discounted, money, near, ran


def support(**fields: object) -> dict[str, object]:
    return {"support": {"item": {"payer": "municipality", **fields}}}


def grant(**fields: object) -> dict[str, object]:
    return support(kind="grant", **{"receiver": "operator", "amount_nok": 30_000, "month": 5, **fields})


def yearly(**fields: object) -> dict[str, object]:
    stated = {"receiver": "operator", "nok_per_year": 12_000, "from_month": 3, "to_month": 20, **fields}
    return support(kind="yearly_grant", **stated)


def test_a_grant_comes_in_its_month_without_vat() -> None:
    result = ran(grant())
    assert by_month(result, "municipality.support") == at({5: 30_000})
    assert by_month(result, "operator.ebitda", 4, 6) == money(5000, 35_000, 5000)
    bare = ran()
    gained = [
        ours - theirs
        for ours, theirs in zip(
            by_month(result, "operator.project_cash"), by_month(bare, "operator.project_cash"), strict=True
        )
    ]
    assert gained == at({5: 30_000})


@pytest.mark.parametrize("payer", ["grant_giver", "sponsor"])
def test_grants_from_others_are_not_the_municipalitys(payer: str) -> None:
    result = ran(grant(payer=payer))
    assert by_month(result, f"party.{payer}.cash") == at({5: -30_000})
    assert by_month(result, "municipality.support") == at({})


def test_a_grant_to_the_landlord() -> None:
    result = ran(grant(receiver="landlord"))
    assert by_month(result, "landlord.ebitda") == at({5: 30_000})
    assert by_month(result, "operator.ebitda", 5, 5) == money(5000)


def test_a_yearly_grant_by_month_declining_by_its_own_years() -> None:
    # Months 3–14: 1,000. Its second year, months 15–20: 1,000 × (1 − 0.25) = 750.
    result = ran(yearly(decline_share_per_year=0.25))
    expected = {**dict.fromkeys(range(3, 15), 1000), **dict.fromkeys(range(15, 21), 750)}
    assert by_month(result, "municipality.support") == at(expected)


def test_a_decline_ends_at_nothing() -> None:
    # 60 % a year: 1,000, 400, then 1 − 1.2 < 0: nothing, not a repayment.
    changes = yearly(decline_share_per_year=0.6, from_month=1, to_month=36)
    result = ran({**changes, "horizon_months": 36})
    expected = {**dict.fromkeys(range(1, 13), 1000), **dict.fromkeys(range(13, 25), 400)}
    assert by_month(result, "municipality.support") == at(expected, 36)


def test_a_yearly_grant_in_advance_is_paid_at_the_start_of_each_of_its_years() -> None:
    result = ran(yearly(payment="yearly_in_advance", from_month=1, to_month=24, decline_share_per_year=0.25))
    assert by_month(result, "operator.cash.operating_grant") == at({1: 12_000, 13: 9000})


def test_a_broken_last_year_in_advance_is_paid_for_its_months() -> None:
    # Months 3–20: a year, then six months: 12,000 and 6,000, as much as by month.
    result = ran(yearly(payment="yearly_in_advance"))
    assert by_month(result, "operator.cash.operating_grant") == at({3: 12_000, 15: 6000})


def test_a_year_in_advance_is_returned_for_its_months_past_the_horizon() -> None:
    # A case may not state a grant past its horizon of 24 months, but the workbook may be given one: months
    # 19–30 are paid 12,000 in month 19, and the six past the horizon, 6,000, go back in month 24.
    result = ran(yearly(payment="yearly_in_advance", from_month=19, to_month=24))
    longer = result.built.program.run({"support.item.to_month": 30.0})
    assert list(longer["support.item.invoiced"]) == at({19: 12_000}, 24)
    assert list(longer["support.item.credited"]) == at({24: -6_000}, 24)


def test_a_yearly_grant_in_advance_is_earned_month_by_month() -> None:
    result = ran(yearly(payment="yearly_in_advance", from_month=1, to_month=24))
    assert by_month(result, "operator.ebitda") == money(*[6000] * 24)


# ---- works grant -----------------------------------------------------------------------------------------

WORKS = {"works": {"rehab": {"amount_nok": 12_000, "start_month": 2, "months": 3, "overrun_share": 0.25}}}


def works_grant(**fields: object) -> dict[str, object]:
    stated = {"receiver": "landlord", "works": "rehab", "share": 0.2, **fields}
    return {**support(kind="works_grant", **stated), **WORKS}


def test_a_works_grant_is_a_share_of_the_documented_cost_after_completion() -> None:
    # 20 % of 15,000 (overrun included), the month after month 4.
    result = ran(works_grant())
    assert by_month(result, "municipality.support") == at({5: 3000})
    # It reduces the cost of works; it is no operating income.
    assert by_month(result, "landlord.ebitda") == at({})
    assert by_month(result, "landlord.cash.works_grant") == at({5: 3000})


def test_a_works_grant_up_to_its_cap() -> None:
    assert by_month(ran(works_grant(cap_nok=2000)), "municipality.support") == at({5: 2000})


def test_a_works_grant_waits_as_long_as_stated() -> None:
    assert by_month(ran(works_grant(paid_months_after_completion=4)), "municipality.support") == at({8: 3000})


def test_a_works_grant_follows_the_delay() -> None:
    changes = works_grant()
    changes["works.rehab.delay_months"] = 6
    assert by_month(ran(changes), "municipality.support") == at({11: 3000})


def test_a_works_grant_past_the_horizon_is_settled_in_the_last_month() -> None:
    # Earned at completion in month 4, due 30 months later: nothing earned is left out.
    changes = works_grant(paid_months_after_completion=30)
    assert by_month(ran(changes), "landlord.project_cash", 23, 24) == money(0, 3000)


# ---- premises --------------------------------------------------------------------------------------------

RENT = {"deal.lease.rent_nok_per_m2_year": 1200, "deal.lease.common_costs_nok_per_m2_year": 300}
PREMISES = {"kind": "free_premises", "share": 0.5, "from_month": 3, "to_month": 4}


def test_free_premises_cover_a_share_of_the_rent_and_not_the_common_costs() -> None:
    # Half of 12,000 in months 3–4.
    result = ran({**RENT, **support(**PREMISES)})
    assert by_month(result, "municipality.support") == at({3: 6000, 4: 6000})
    # 5,000 − 12,000 − 3,000 (+ 6,000).
    assert by_month(result, "operator.ebitda", 2, 5) == money(-10_000, -4000, -4000, -10_000)
    # The landlord gets its rent all the same.
    assert by_month(result, "landlord.ebitda", 3, 3) == money(15_000)


def test_free_premises_cover_the_rent_after_reductions() -> None:
    half = {"kind": "percentage", "from_month": 3, "to_month": 3, "share": 0.5}
    result = ran({**RENT, **support(**PREMISES), "deal.lease.reductions": [half]})
    assert by_month(result, "municipality.support") == at({3: 3000, 4: 6000})


def test_the_landlord_may_give_the_premises() -> None:
    result = ran({**RENT, **support(**{**PREMISES, "payer": "landlord", "share": 1})})
    assert by_month(result, "landlord.ebitda", 2, 3) == money(15_000, 3000)
    assert by_month(result, "operator.ebitda", 2, 3) == money(-10_000, 2000)
    assert by_month(result, "municipality.support") == at({})


# ---- without support, and what it costs ------------------------------------------------------------------

EVERYTHING: dict[str, object] = {
    **RENT,
    "staff": {"host": {"fte": 1, "salary_nok_per_year": 600_000}},
    "works": WORKS["works"],
    "support": {
        "a": {
            "kind": "grant",
            "payer": "sponsor",
            "receiver": "operator",
            "amount_nok": 30_000,
            "month": 5,
        },
        "b": {
            "kind": "yearly_grant",
            "payer": "grant_giver",
            "receiver": "landlord",
            "nok_per_year": 12_000,
            "from_month": 1,
            "to_month": 24,
        },
        "c": {
            "kind": "works_grant",
            "payer": "municipality",
            "receiver": "landlord",
            "works": "rehab",
            "share": 0.5,
        },
        "d": {"payer": "municipality", **PREMISES},
        "e": {
            "kind": "desks_bought",
            "payer": "municipality",
            "product": "desk",
            "desks": 2,
            "from_month": 1,
            "to_month": 12,
        },
        "f": {"kind": "salary_in_kind", "payer": "municipality", "staff": "host", "from_month": 1},
    },
}


def test_without_support_is_the_case_with_no_support_items() -> None:
    off = ran(EVERYTHING, with_support=False)
    none = ran({**EVERYTHING, "support": {}})
    for line in ("operator.project_cash", "landlord.project_cash", "operator.ebitda", "members.total"):
        assert by_month(off, line) == money(*by_month(none, line))
    for line in ("operator.npv", "landlord.npv", "operator.irr.annual", "operator.capital_needed"):
        assert off.number(line) == none.number(line)


def test_what_the_municipality_pays_in_all_by_year_desk_and_job() -> None:
    # 30,000 in month 5 and 1,000 a month for 24 months: 54,000 over two years of operation, 27,000 a year;
    # ten desks: 2,700 each; five members at 0.8 jobs: 4 jobs, 6,750 each.
    changes = grant()
    changes["support"]["monthly"] = {  # type: ignore[index]
        "kind": "yearly_grant",
        "payer": "municipality",
        "receiver": "operator",
        "nok_per_year": 12_000,
        "from_month": 1,
        "to_month": 24,
    }
    result = ran({**changes, "jobs_per_member": 0.8})
    flows = [1000.0] * 24
    flows[4] += 30_000
    assert result.number("municipality.support_total") == near(54_000)
    assert result.number("municipality.support_present") == near(discounted(flows, 0.04))
    assert result.number("municipality.support_per_year") == near(27_000)
    assert result.number("municipality.support_per_desk") == near(2700)
    assert result.number("municipality.support_per_job") == near(6750)
    assert result.number("concept.mean_jobs") == near(4)


def test_desks_that_never_stand_at_once_are_one_concepts() -> None:
    # ten desks close after month 12 and fifteen open in month 13: 30,000 over two years is 15,000 a year, and
    # 1,000 for each of fifteen; opened in month 12, 25 stand in it: 600 each
    then = {"kind": "fixed_desk", "space": "floor", "units": 15, "price_nok_per_month": 1_000}
    then |= {"ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}}
    for month, each in ((13, 1_000), (12, 600)):
        opened = {"products.then": {**then, "opening_month": month}, "products.desk.closing_month": 12}
        result = ran({**grant(), **opened})
        assert result.number("municipality.support_per_year") == near(15_000)
        assert result.number("municipality.support_per_desk") == near(each)


def test_jobs_are_those_of_members_with_a_place() -> None:
    # five members at desks at 0.8 jobs: 4. Forty of a hundred addresses and two parking spaces bring none.
    ramp = {"start_share": 0.4, "stabilised_share": 0.4, "months": 0}
    sold: dict[str, object] = {"units": 100, "price_nok_per_month": 100, "ramp": ramp}
    others = {
        "products.address": {**sold, "kind": "virtual_office"},
        "products.parking": {**sold, "kind": "parking", "space": "floor", "units": 5},
    }
    result = ran({**others, "jobs_per_member": 0.8})
    assert by_month(result, "concept.jobs", 1, 2) == money(4, 4)
    assert result.number("concept.mean_jobs") == near(4)
