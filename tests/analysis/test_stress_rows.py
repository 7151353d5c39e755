"""Every row of the stress grid in every example and template: the changed case, and who it can reach."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from feasibility.analysis.stress import StressGrid, StressRow, stress
from feasibility.analysis.stress.default_about import called
from feasibility.analysis.stress.structural import operator_default
from feasibility.case import Case, case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.language import format_amount
from feasibility.model import Result
from feasibility.model.build import build
from feasibility.resources import example_path, template_path
from tests.evaluated import evaluated
from tests.model.tiny import ran, tiny
from tests.random_case import random_case_read

EXAMPLES = ("larvik", "moss", "tonsberg", "vat_turn")
TEMPLATES = ("landlord_operated", "management", "sublease", "turnover_rent")
FILES = [*(example_path(name) for name in EXAMPLES), *(template_path(name) for name in TEMPLATES)]


def row(grid: StressGrid, id: str) -> StressRow:
    return next(r for r in grid.rows if r.id == id)


def reached(grid: StressGrid, id: str) -> set[str]:
    return set(row(grid, id).parties)


def numbers(result: Result, party: str) -> dict[str, float | None]:
    """A party's numbers by the names a row has them under."""

    def number(id: str) -> float | None:
        return result.number(id) if id in result.built.model.lines else None

    return {
        "npv_nok": number(f"{party}.npv"),
        "lowest_cash_nok": number(f"{party}.lowest_cash"),
        "lowest_cash_month": number(f"{party}.lowest_cash.month"),
        "worst_icr": number(f"{party}.bank.icr.worst"),
        "worst_dscr": number(f"{party}.bank.dscr.worst"),
        "worst_ltv": number(f"{party}.bank.ltv.worst"),
        "unfunded_nok": float(np.max(result.values[f"{party}.unfunded"])),
        "called_nok": float(np.sum(result.values[f"{party}.capital_call"])),
    }


def of_the_changed_case(case: Case, changes: dict[str, object]) -> Result:
    changed = case.changed({**changes, "scenarios": {}})
    built = build(changed)
    return Result(changed, built, built.program.run(), ())


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_row_is_a_run_of_the_changed_case(path: Path) -> None:
    case = load_case(path)
    result = evaluated(case)
    grid = stress(result)
    assert len(grid.rows) == 21
    for each in grid.rows:
        if each.not_applicable is not None:
            continue
        run = of_the_changed_case(case, dict(each.changes))
        for party in grid.parties:
            if each.id == "operator_default" and party != "landlord":
                continue
            expected = numbers(run, party)
            # who the row is said not to reach must come out of it as the case stands
            there = each.parties.get(party)
            found = numbers(result, party) if there is None else dataclasses.asdict(there)
            for name, number in expected.items():
                close = None if number is None else pytest.approx(number, rel=1e-9, abs=1e-3)
                assert found[name] == close, (each.id, party, name)


LEASED = {"deal.lease.rent_nok_per_m2_year": 300}
STATED = {
    "shape": "stated",
    "stabilised_share": 0.8,
    "months": 6,
    "shares": [0.25, 0.5, 0.9],
}


def test_a_slower_ramp_stretches_stated_steps_and_emptier_lowers_every_one() -> None:
    # 10 desks at 1,000 to 80 %: 2,000, 4,000 and 7,200 for two months each, then 8,000 for 18. With six
    # months more each is held for four, and 8,000 for 12. At 70 % every month brings 7/8 of it.
    case = case_from_mapping(tiny({**LEASED, "products.desk.ramp": STATED}))
    result = evaluated(case)
    grid = stress(result)
    income = float(result.values["products.desk.income"].sum())
    assert income == pytest.approx(2 * (2_000 + 4_000 + 7_200) + 18 * 8_000)
    slower = built_with(result, dict(row(grid, "ramp_6").changes))
    assert slower == pytest.approx(4 * (2_000 + 4_000 + 7_200) + 12 * 8_000)
    emptier = built_with(result, dict(row(grid, "occupancy_10").changes))
    assert emptier == pytest.approx(income * 7 / 8)
    for each in grid.rows:
        if each.not_applicable is None and each.id != "operator_default":
            run = of_the_changed_case(case, dict(each.changes))
            for party, there in each.parties.items():
                assert there.npv_nok == pytest.approx(numbers(run, party)["npv_nok"], rel=1e-9, abs=1e-3)


def test_the_largest_customer_may_have_come_by_stated_steps() -> None:
    found = stress(ran({**LEASED, "products.desk.kind": "corporate_place", "products.desk.ramp": STATED}))
    gone = row(found, "largest_customer")
    assert gone.not_applicable is None
    assert dict(gone.changes) == {"products.desk.ramp.stabilised_share": 0.0}


def built_with(result: Result, changes: dict[str, object]) -> float:
    run = of_the_changed_case(result.case, changes)
    return float(run.values["products.desk.income"].sum())


# ---- who is reached --------------------------------------------------------------------------------------


def test_members_prices_reach_the_landlord_under_turnover_rent_and_not_under_a_lease() -> None:
    fixed = stress(ran(LEASED))
    turnover = {**LEASED, "deal.turnover.share_of_income": 0.1}
    shared = stress(ran(turnover, "turnover_rent"))
    for id in ("price_10", "occupancy_10", "ramp_6"):
        assert reached(fixed, id) == {"operator"}
        assert reached(shared, id) == {"landlord", "operator"}


def test_it_is_not_equal_numbers_that_leave_a_company_out() -> None:
    """Rent 3,000 a month, a tenth of the income 500: ten per cent less changes nothing, and is told."""
    grid = stress(ran({**LEASED, "deal.turnover.share_of_income": 0.1}, "turnover_rent"))
    assert reached(grid, "price_10") == {"landlord", "operator"}
    assert row(grid, "price_10").parties["landlord"] == grid.rows[0].parties["landlord"]


def test_an_operator_that_lacks_money_reaches_its_landlord() -> None:
    """Income 5,000, rent 4,500, costs 100, equity 500: it lasts, but not at a price 10 % lower (§13.2)."""
    close = {
        "deal.lease.rent_nok_per_m2_year": 450,
        "costs": {"cleaning": {"nok_per_month": 100}},
        "vat.policy": "unregistered",
        "financing.operator.equity": [{"month": 1, "amount_nok": 500}],
    }
    grid = stress(ran(close))
    assert reached(grid, "price_10") == {"landlord", "operator"}
    assert row(grid, "price_10").operator_fails
    assert reached(grid, "ramp_6") == {"operator"}


# ---- the rows that need more than numbers ----------------------------------------------------------------


def test_the_key_person_is_replaced_at_half_the_salary_more_from_a_year_after_opening() -> None:
    # 0.5 · 240,000 / 12 = 10,000 a month, half of it 5,000; opened in month 1, so months 13 to 18.
    grid = stress(ran({"staff.host": {"fte": 0.5, "salary_nok_per_year": 240_000, "is_facilitator": True}}))
    months = {"from_month": 13, "to_month": 18}
    assert row(grid, "key_person").changes == {
        "demand_shocks.0": {**months, "factor": 0.9},
        "costs.stand_in_operator": {**months, "payer": "operator", "nok_per_month": 5_000},
    }
    assert "month" in str(row(grid, "key_person").about).lower()
    # Nobody's pay, nobody to replace.
    assert row(stress(ran(LEASED)), "key_person").not_applicable is not None


def test_the_operator_defaults_when_it_lacks_money_else_when_full_rent_begins() -> None:
    free = {"deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 6}]}
    lasts = stress(ran({**LEASED, **free}))
    assert row(lasts, "operator_default").changes == {"operator_default": {"month": 7}}
    assert reached(lasts, "operator_default") == {"landlord"}
    # 5,000 comes in and 8,000 goes out from month 7: equity of 10,000 and six months of 5,000 last 13 months
    # more, so 40,000 − 13 · 3,000 = 1,000 is left in month 19, and month 20 is the first that lacks.
    dear = {"deal.lease.rent_nok_per_m2_year": 800, **free, "vat.policy": "unregistered"}
    lacks = stress(ran({**dear, "financing.operator.equity": [{"month": 1, "amount_nok": 10_000}]}))
    assert row(lacks, "operator_default").changes == {"operator_default": {"month": 20}}


TENANT = {
    "rent_nok_per_m2_year": 250,
    "void_months": 3,
    "fit_out_nok": 40_000,
    "relet_fit_out_nok": 5_000,
    "agent_fee_share_of_first_year_rent": 0.1,
    "term_months": 60,
}


def test_the_default_says_its_security_void_fit_out_and_fee_as_the_run_of_it_has_them() -> None:
    """Rent of 300 a year on 120 m² is 3,000 a month: three months with 25 % VAT are 11,250."""
    stated = {
        **LEASED,
        "deal.lease.security": {"kind": "guarantee", "months_of_rent": 3},
        "comparison.ordinary_tenant": TENANT,
    }
    found = row(stress(ran(stated)), "operator_default")
    assert found.about is not None
    # January 2026 is month 1: the deal's second is February, and the next tenant comes three months later
    said = found.about.nb.replace("\xa0", " ")
    assert "Fra feb. 2026 (måned 2), avtalens andre måned" in said
    assert "Sikkerheten på 11 250 kr trekkes" in said
    assert "tomme i 3 måneder" in said
    assert "fra mai 2026 (måned 5), med leietakertilpasning på 5 000 kr uten mva." in said
    assert "meglerhonorar på 10 % av første års leie" in said
    run = ran({**stated, **found.changes})
    assert run.values["lease.security_drawn"][1] == pytest.approx(11_250)
    assert run.values["after_lease.fit_out"].tolist() == [0.0] * 4 + [5_000.0] + [0.0] * 19
    # without security, tenant, void and the rest, that is what is said
    bare = row(stress(ran(LEASED)), "operator_default").about
    assert bare is not None
    assert "no security to draw" in bare.en
    assert "stands empty after it, as the case has no ordinary tenant" in bare.en
    at_once = {**TENANT, "void_months": 0, "fit_out_nok": 0, "agent_fee_share_of_first_year_rent": 0}
    del at_once["relet_fit_out_nok"]
    plain = row(stress(ran({**LEASED, "comparison.ordinary_tenant": at_once})), "operator_default").about
    assert plain is not None
    assert "let again at once, as to the ordinary tenant from Feb 2026 (month 2), with no fit-out" in plain.en
    there = {**at_once, "relet_void_months": 4}  # a tenant of today: the void is that between tenants
    between = row(stress(ran({**LEASED, "comparison.ordinary_tenant": there})), "operator_default").about
    assert between is not None
    assert "empty for 4\N{NO-BREAK SPACE}months, and is then let" in between.en
    assert "from Jun 2026 (month 6)" in between.en
    longer = {**LEASED, "comparison.ordinary_tenant": {**TENANT, "void_months": 23}}
    never = row(stress(ran(longer)), "operator_default").about  # months 2 to 24 of 24
    assert never is not None
    assert "empty to the horizon: the void is 23\N{NO-BREAK SPACE}months" in never.en


@pytest.mark.slow
def test_what_the_default_says_is_what_its_run_has_in_random_cases() -> None:
    said = drawn = let = 0
    for seed in range(40, 160):
        if min(said, drawn, let) >= 3 and said >= 15:
            break
        case = random_case_read(seed)
        if case.operator_default is not None or "operator" not in case.companies:
            continue
        result = run(case)
        found = operator_default(result)
        if found.reason is not None:
            continue
        after = run(case.changed({"scenarios": {}, "bank.stress": {}, **found.changes}))
        assert after.case.operator_default is not None
        assert found.about is not None
        about, lines = found.about.nb, after.built.model.lines
        assert f"(måned {after.case.operator_default.month})" in about
        said += 1
        held = float(after.values["lease.security_drawn"].sum()) if "lease.security_drawn" in lines else 0.0
        assert (f"Sikkerheten på {format_amount(held, 'nb')} trekkes" in about) is (held > 0), seed
        drawn += held > 0
        months = np.flatnonzero(after.values["after_lease.let"]) if "after_lease.let" in lines else ()
        assert ("leies" in about) is (len(months) > 0), seed
        if len(months):
            let += 1
            assert f"fra {called(result, int(months[0]) + 1).nb}" in about
            fit_out = float(after.values["after_lease.fit_out"][months[0]])
            fitted = f"leietakertilpasning på {format_amount(fit_out, 'nb')} uten"
            assert (fitted in about) is (fit_out > 0), seed
    assert min(said, drawn, let) >= 3


RAMP = {"products.desk.ramp": {"start_share": 0.5, "stabilised_share": 0.6, "months": 9}}


@pytest.mark.parametrize(
    ("changes", "structure", "month", "why"),
    [
        # no reduction: the second month is the first in which there is a deal to default on
        (LEASED, "sublease", 2, "as the rent is not reduced at the start"),
        ({**LEASED, "deal.turnover.share_of_income": 0.1}, "turnover_rent", 2, "as the rent is not reduced"),
        # the lease begins in month 3, and its sixth month is month 8
        (
            {
                **LEASED,
                "deal.lease.start_month": 3,
                "deal.lease.reductions": [{"kind": "rent_free", "from_month": 1, "to_month": 6}],
            },
            "sublease",
            9,
            "the month after the last rent reduction",
        ),
        (
            {
                **LEASED,
                "deal.lease.reductions": [
                    {"kind": "percentage", "share": 0.5, "from_month": 1, "to_month": 24}
                ],
                "deal.lease.term_months": 24,
            },
            "sublease",
            2,
            "as the rent is reduced to the deal's end",
        ),
        # no rent: opened in month 1, filled nine months later
        (RAMP, "management", 10, "the month all ramps are finished"),
        ({}, "management", 2, "the ramps are finished before it"),
        ({**RAMP, "deal.term_months": 8}, "management", 2, "the ramps are not finished while it runs"),
    ],
)  # fmt: skip
def test_why_the_operator_defaults_when_it_does(
    changes: dict[str, object], structure: str, month: int, why: str
) -> None:
    rich = {"financing.operator.equity": [{"month": 1, "amount_nok": 5_000_000}]}
    found = row(stress(ran({**changes, **rich}, structure)), "operator_default")
    assert found.changes == {"operator_default": {"month": month}}
    assert found.about is not None
    assert f"(month {month}), " in found.about.en
    assert why in found.about.en


OWN = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 1000}


def leased_from(start: int) -> dict[str, object]:
    lease = {"term_months": 12, "rent_nok_per_m2_year": 300, "payment": "monthly", "start_month": start}
    return {"structure": "sublease", "lease": lease}


@pytest.mark.parametrize(
    ("changes", "structure", "month", "why"),
    [
        # the landlord operates in months 1 to 3: month 5 is the second of the operator's own
        (
            {"phases": [{"from_month": 4, "deal": leased_from(4)}]},
            "landlord_operated",
            5,
            "the deal's second month",
        ),
        # all are in by month 10, when the landlord operates: the operator is back in month 12
        (
            {**RAMP, "phases": [{"from_month": 8, "deal": OWN}, {"from_month": 12, "deal": leased_from(12)}]},
            "management",
            12,
            "the first month the operator has a deal again",
        ),
    ],
)
def test_an_operator_defaults_only_in_months_of_its_own(
    changes: dict[str, object], structure: str, month: int, why: str
) -> None:
    rich = {"financing.operator.equity": [{"month": 1, "amount_nok": 5_000_000}]}
    found = row(stress(ran({**changes, **rich}, structure)), "operator_default")
    assert found.changes == {"operator_default": {"month": month}}
    assert found.about is not None
    assert why in found.about.en


def test_a_case_that_lets_the_operator_default_itself_is_not_asked_twice() -> None:
    grid = stress(ran({**LEASED, "operator_default": {"month": 9}}))
    assert row(grid, "operator_default").not_applicable is not None
    assert row(stress(ran({}, "landlord_operated")), "operator_default").not_applicable is not None


def test_a_row_the_rules_forbid_says_why() -> None:
    # Twenty-four months, and the works end in the 21st: six more are beyond the last.
    works = {"amount_nok": 1000, "start_month": 21, "months": 1}
    grid = stress(ran({**LEASED, "works.late": works, "products.desk.follows_works": "late"}))
    assert row(grid, "late_3").not_applicable is None
    forbidden = row(grid, "late_6").not_applicable
    assert forbidden is not None
    assert "works.late" in forbidden.en


# ---- rows of the case's own ------------------------------------------------------------------------------


def test_the_case_states_rows_of_its_own() -> None:
    """Prices 1,000 · 0.8 and costs of 100 + 50: as the case changed so."""
    stated = tiny({**LEASED, "costs": {"power": {"nok_per_month": 100}}})
    stated["bank"] = {
        "stress": {
            "dyrtid": {
                "label": "Dyrtid",
                "set": {
                    "products.desk.price_nok_per_month": {"times": 0.8},
                    "costs.power.nok_per_month": {"add": 50},
                    "products.desk.ramp.stabilised_share": 0.4,
                    "products.desk.ramp.start_share": 0.4,
                },
            }
        }
    }
    case = case_from_mapping(stated)
    found = row(stress(evaluated(case)), "own.dyrtid")
    assert found.label.nb == "Dyrtid"
    assert found.is_own
    assert found.changes == {
        "products.desk.price_nok_per_month": 800,
        "costs.power.nok_per_month": 150,
        "products.desk.ramp.stabilised_share": 0.4,
        "products.desk.ramp.start_share": 0.4,
    }
    expected = numbers(of_the_changed_case(case, dict(found.changes)), "operator")
    assert found.parties["operator"].npv_nok == pytest.approx(expected["npv_nok"], rel=1e-9)
    assert reached(stress(evaluated(case)), "own.dyrtid") == {"operator"}
