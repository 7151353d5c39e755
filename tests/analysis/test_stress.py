"""The stress grid: every row is what a run of the case with those changes gives, and none is invented."""

from typing import Any

import numpy as np
import pytest

from feasibility.analysis.stress import Breach, Stressed, StressGrid, StressRow, stress
from feasibility.case import Case, case_from_mapping, case_hash
from feasibility.model import Result
from tests.case.cases import Stated, minimal_case, sublease_case
from tests.evaluated import evaluated
from tests.model.tiny import ran, tiny

pytestmark = pytest.mark.slow

FOLLOWED = ("rehab",)
"""The works that something follows."""
ROWS = [
    "base", "rate_1", "rate_2", "rate_3", "rate_5", "occupancy_10", "occupancy_20", "ramp_6", "ramp_12",
    "price_10", "works_20", "late_3", "late_6", "largest_customer", "key_person", "index_0", "yield_1",
    "refinancing", "operator_default", "severe", "building",
]  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    stated = sublease_case()
    del stated["scenarios"]  # they name what the changes below take away
    loans = stated["financing"]["landlord"]["loans"]
    loans["bank"]["refinanced_by"] = "new"
    loans["new"] = {
        "kind": "annuity",
        "amount_nok": 1_500_000,
        "base_rate_share_per_year": {2026: 0.04, 2033: 0.045},
        "profile_months": 180,
        "tenor_months": 60,
    }
    stated["bank"] = {"covenants": {"minimum_icr": 2.0, "minimum_dscr": 1.1, "maximum_ltv": 0.6}}
    return case_from_mapping(stated)


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return evaluated(case)


@pytest.fixture(scope="module")
def grid(result: Result) -> StressGrid:
    return stress(result)


def row(grid: StressGrid, id: str) -> StressRow:
    return next(r for r in grid.rows if r.id == id)


def of(result: Result, party: str) -> Stressed:
    """The same numbers read from one run."""

    def number(id: str) -> float | None:
        return result.number(id) if id in result.built.model.lines else None

    month = number(f"{party}.lowest_cash.month")
    assert month is not None
    return Stressed(
        number(f"{party}.npv"),
        number(f"{party}.lowest_cash"),
        round(month),
        number(f"{party}.bank.icr.worst"),
        number(f"{party}.bank.dscr.worst"),
        number(f"{party}.bank.ltv.worst"),
        float(np.max(result.values[f"{party}.unfunded"])),
        float(np.sum(result.values[f"{party}.capital_call"])),
        broken(result, party),
    )


def broken(result: Result, party: str) -> tuple[Breach, ...] | None:
    """The covenants broken, read from the measures themselves beside what the case asks of them."""
    asked, found = result.case.bank.covenants, []
    view = next((each for each in result.built.bank if each.party == party), None)
    if view is None:
        return None
    counted = result.values.of(view.counted) == 1
    for measure in view.measures:
        limit = asked.maximum_ltv if measure.id == "ltv" else getattr(asked, f"minimum_{measure.id}")
        if limit is None or (measure.id == "ltv" and party == "operator"):
            continue  # the operator owns no building
        values = result.values.of(measure.by_year)
        beyond = values > limit if measure.id == "ltv" else values < limit
        years = result.values["calendar.years"][counted & beyond].astype(int).tolist()
        found += [Breach(measure.id, years[0], len(years))] if years else []
    return tuple(sorted(found, key=lambda each: each.first_year))


def assert_same(found: StressRow, result: Result, base: Result) -> None:
    """The row has the numbers of the run; who it cannot reach has those of the case as it stands."""
    assert found.parties
    for party in ("landlord", "operator"):
        expected = of(result, party)
        stressed = found.parties.get(party, of(base, party))
        if found.id == "operator_default" and party == "operator":
            continue  # what the operator has after it has defaulted is not asked for
        assert stressed.broken == expected.broken, party
        for name in [name for name in Stressed.__dataclass_fields__ if name != "broken"]:
            wanted = getattr(expected, name)
            close = None if wanted is None else pytest.approx(wanted, rel=1e-9, abs=1e-4)
            assert getattr(stressed, name) == close, f"{party} {name}"


def test_the_rows_are_those_a_bank_asks_for(grid: StressGrid, case: Case) -> None:
    assert [r.id for r in grid.rows] == ROWS
    assert grid.parties == ("landlord", "operator")
    assert grid.hash == case_hash(case)
    assert all(r.not_applicable is None for r in grid.rows)


def test_the_first_row_is_the_case_as_it_stands(grid: StressGrid, result: Result) -> None:
    assert_same(grid.rows[0], result, result)
    assert set(grid.rows[0].parties) == {"landlord", "operator"}


def ramps(case: Case, **change: Any) -> dict[str, Any]:
    return {
        f"products.{id}.ramp.{field}": how(getattr(item.ramp, field), item.ramp)
        for id, item in case.products.items()
        for field, how in change.items()
    }


def raised(rate: Any, by: float) -> Any:
    return {y: v + by for y, v in rate.items()} if isinstance(rate, dict) else rate + by


def changes(case: Case, id: str) -> dict[str, Any]:
    """The same stress written as changes of the case, by another road than the model's inputs."""
    if id == "severe":
        return {**changes(case, "rate_2"), **changes(case, "occupancy_10"), **changes(case, "ramp_6")}
    if id == "building":
        return {**changes(case, "works_20"), **changes(case, "late_6")}
    if id == "key_person":
        # Addresses are sold from month 1, so months 13 to 18: half of 550,000 / 12, and 20 hours at 400.
        months = {"from_month": 13, "to_month": 18}
        shock = {**months, "factor": 0.9}
        shocks = [s.model_dump(exclude_unset=True) for s in case.demand_shocks]
        stand_in = {**months, "nok_per_month": 550_000 / 24 + 8_000}
        return {"demand_shocks": [*shocks, shock], "costs.hired": stand_in}
    if id == "operator_default":
        unfunded = evaluated(case).values["operator.unfunded"]
        return {"operator_default": {"month": max(8, int(np.argmax(unfunded > 0.005)) + 1)}}
    kind, _, size = id.partition("_")
    if kind == "late":
        later = {f"works.{w}.delay_months": int(size) for w in FOLLOWED}
        return later | {
            f"products.{p}.opening_delay_months": item.opening_delay_months + int(size)
            for p, item in case.products.items()
            if item.follows_works is None
        }
    if kind == "rate":
        return {
            f"financing.{party}.loans.{loan}.base_rate_share_per_year": raised(
                dict(stated.base_rate_share_per_year)
                if hasattr(stated.base_rate_share_per_year, "items")
                else stated.base_rate_share_per_year,
                int(size) / 100,
            )
            for party in ("landlord", "operator")
            for loan, stated in getattr(case.financing, party).loans.items()
        }
    if kind == "occupancy":
        fall = int(size) / 100
        return ramps(
            case,
            stabilised_share=lambda share, ramp: max(0, share - fall),
            start_share=lambda share, ramp: min(share, max(0, ramp.stabilised_share - fall)),
        )
    if kind == "ramp":
        return ramps(case, months=lambda months, ramp: months + int(size))
    if kind == "price":
        found = {}
        for product, item in case.products.items():
            for field in ("price_nok_per_month", "price_nok_per_use"):
                if getattr(item, field) is not None:
                    found[f"products.{product}.{field}"] = getattr(item, field) * 0.9
        return found
    if kind == "works":
        return {f"works.{w}.amount_nok": item.amount_nok * 1.2 for w, item in case.works.items()}
    if kind == "index":
        names = ("prices", "costs", "wages", "rent")
        return {f"index.{name}_share_per_year": 0 for name in names}
    if kind == "yield":
        assert case.valuation is not None
        return {"valuation.net_yield_share": case.valuation.net_yield_share + 0.01}
    return {"support.anchor": None}  # the municipality's places: the only customer the case names


@pytest.mark.parametrize("id", [id for id in ROWS if id not in ("base", "refinancing")])
def test_a_row_is_what_the_changed_case_gives(grid: StressGrid, case: Case, result: Result, id: str) -> None:
    assert_same(row(grid, id), evaluated(case.changed(changes(case, id))), result)


def test_refinancing_is_dearer_and_smaller(grid: StressGrid, case: Case, result: Result) -> None:
    """The new loan falls by 10 % of the value when it is paid out, and costs 2 points more."""
    drawn = result.values["landlord.loan.new.drawn"]
    month = int(np.argmax(drawn))
    assert drawn[month] > 0
    smaller = drawn[month] - 0.1 * result.values["value"][month]
    assert smaller > 0
    path = "financing.landlord.loans.new"
    harder = case.changed(
        {f"{path}.amount_nok": smaller, f"{path}.base_rate_share_per_year": {2026: 0.06, 2033: 0.065}}
    )
    found = evaluated(harder)
    assert_same(row(grid, "refinancing"), found, result)
    # the value is before loans, so it stays (§13.3); the owners get less of it
    assert found.number("landlord.npv") == pytest.approx(result.number("landlord.npv"), abs=0.01)
    assert found.values["landlord.loan.new.drawn"].sum() < drawn.sum()


def test_a_refinancing_loan_without_a_limit_is_given_one_that_can_be_lowered(case: Case) -> None:
    path = "financing.landlord.loans.new"
    unlimited = case.changed({f"{path}.amount_nok": None})
    result = evaluated(unlimited)
    drawn = result.values["landlord.loan.new.drawn"]
    month = int(np.argmax(drawn))
    smaller = drawn[month] - 0.1 * result.values["value"][month]
    harder = {f"{path}.amount_nok": smaller, f"{path}.base_rate_share_per_year": {2026: 0.06, 2033: 0.065}}
    found = stress(result)
    assert found.hash == case_hash(unlimited)
    assert_same(row(found, "base"), result, result)
    assert_same(row(found, "refinancing"), evaluated(case.changed(harder)), result)


def test_without_support_every_row_is_without_support(case: Case) -> None:
    without = evaluated(case, with_support=False)
    found = stress(without)
    assert_same(found.rows[0], without, without)
    reason = row(found, "largest_customer").not_applicable
    assert reason is not None


def test_a_row_in_which_the_operator_lacks_money_is_known(grid: StressGrid) -> None:
    for r in grid.rows:
        if r.not_applicable is None and "operator" in r.parties:
            assert r.operator_fails is (r.parties["operator"].unfunded_nok > 0.005)
        elif r.not_applicable is None:  # it reaches the landlord alone: the operator stands as it stands
            lacks = grid.rows[0].parties["operator"].unfunded_nok > 0.005
            assert r.operator_fails is (lacks and r.id != "operator_default")
    # members pay 5,000 a month, rent is 4,500 and costs 100: it lasts, but not at a price 10 % lower
    close = {
        "deal.lease.rent_nok_per_m2_year": 450,
        "costs": {"cleaning": {"nok_per_month": 100}},
        "vat.policy": "unregistered",
        "financing.operator.equity": [{"month": 1, "amount_nok": 500}],
    }
    found = stress(ran(close))
    assert (row(found, "base").operator_fails, row(found, "price_10").operator_fails) == (False, True)
    assert found.landlord_unpaid
    nothing_due = {**close, "deal.lease.rent_nok_per_m2_year": 0, "costs": {}}
    assert not stress(ran(nothing_due)).landlord_unpaid


def test_what_the_case_does_not_have_is_not_applicable() -> None:
    found = stress(evaluated(case_from_mapping(minimal_case())))
    missing = {r.id for r in found.rows if r.not_applicable is not None}
    assert missing == {
        "rate_1", "rate_2", "rate_3", "rate_5", "works_20", "largest_customer", "key_person", "yield_1",
        "refinancing", "building",
    }  # fmt: skip
    assert all(r.parties == {} for r in found.rows if r.id in missing)
    assert found.rows[0].parties["landlord"].worst_icr is None


def borrowing(**more: Any) -> Stated:
    """Docs/bank.md: the landlord earns 20,000 and pays 5,000 a year. 100,000 is lent without instalments, at
    10 %, from 2028 at 12 %: ICR is 15,000 / 10,000 = 1.5 in 2027 and 15,000 / 12,000 = 1.25 in 2028. It is
    paid out at the end of January 2026, so that year has interest of eleven months."""
    loan = {
        "kind": "bullet", "amount_nok": 100_000, "base_rate_share_per_year": {2026: 0.10, 2028: 0.12},
        "drawdown_month": 1, "profile_months": 240,
    }  # fmt: skip
    return tiny(
        {
            "horizon_months": 36,
            "building.spaces.floor.exclusive_m2": 100,
            "building.owner_costs_nok_per_m2_year": 50,
            "deal.lease.rent_nok_per_m2_year": 200,
            "deal.lease.term_months": 36,
            "financing.landlord.equity": [{"month": 1, "amount_nok": 50_000}],
            "financing.landlord.loans": {"bank": loan},
            **more,
        }
    )


def test_a_row_says_which_covenant_breaks_and_in_which_year_first() -> None:
    """With ICR at least 1.2 the year's interest may be 12,500: 12.5 %. A point more breaks 2028 (13 %), two
    points too (2027 is at 12 %, 2028 at 14 %), and three break 2027 already (13 %)."""
    found = stress(evaluated(case_from_mapping(borrowing(**{"bank.covenants.minimum_icr": 1.2}))))
    of_rows = {each.id: each.parties["landlord"].broken for each in found.of("landlord")}
    assert of_rows["base"] == ()
    assert of_rows["rate_1"] == (Breach("icr", 2028, 1),)
    assert of_rows["rate_2"] == (Breach("icr", 2028, 1),)
    assert of_rows["rate_3"] == (Breach("icr", 2027, 2),)
    # the operator borrows nothing, so it has no covenant to keep
    assert found.is_bound("landlord")
    assert not found.is_bound("operator")
    assert found.rows[0].parties["operator"].broken is None


def test_the_first_covenant_to_break_is_told_first() -> None:
    """Interest is all that is served, so DSCR is ICR: at least 1.3 breaks in 2028 as the case stands (1.25),
    ICR of at least 1.2 does not; five points more (15 %, 17 %) break both in 2027 (15,000 / 15,000 = 1)."""
    covenants = {"bank.covenants.minimum_icr": 1.2, "bank.covenants.minimum_dscr": 1.3}
    found = stress(evaluated(case_from_mapping(borrowing(**covenants))))
    assert found.rows[0].parties["landlord"].broken == (Breach("dscr", 2028, 1),)
    assert row(found, "rate_1").parties["landlord"].broken == (
        Breach("icr", 2028, 1),
        Breach("dscr", 2028, 1),
    )
    # two points more: 12 % is 1.25 in 2027, within ICR's 1.2 and not DSCR's 1.3
    two = row(found, "rate_2").parties["landlord"].broken
    assert two == (Breach("dscr", 2027, 2), Breach("icr", 2028, 1))


def test_without_covenants_no_row_speaks_of_them() -> None:
    found = stress(evaluated(case_from_mapping(borrowing())))
    assert all(each.parties["landlord"].broken is None for each in found.of("landlord"))
    assert not found.is_bound("landlord")


def test_an_overdraft_follows_the_rate() -> None:
    """A shortfall of 10,000 in the first month, at 12 % and 13 %: interest of 100 and of 108.33 a month.

    What is left of the limit of 50,000 is money (§13.2).
    """
    stated: Stated = tiny(
        {
            "products.desk.price_nok_per_month": 0,
            "support.loss": {
                "kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 0, "month": 1,
            },
            "costs": {"once": {"nok_per_month": 10_000, "vat": "exempt", "to_month": 1}},
            "financing.operator.overdraft": {"limit_nok": 50_000, "rate_share_per_year": 0.12},
        }
    )  # fmt: skip
    found = stress(evaluated(case_from_mapping(stated)))
    low = {id: row(found, id).parties["operator"].lowest_cash_nok for id in ("base", "rate_1")}
    assert low["base"] == pytest.approx(50_000 - 10_000 * 1.01**23, rel=1e-9)
    assert low["rate_1"] == pytest.approx(50_000 - 10_000 * (1 + 0.13 / 12) ** 23, rel=1e-9)
