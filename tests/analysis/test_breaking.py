"""How far each thing can worsen: by hand, against single runs on both sides, and who is left out."""

from __future__ import annotations

import numpy as np
import pytest

from feasibility.analysis.stress import Break, breaking_points, shifts
from feasibility.case import load_case
from feasibility.model import Result
from feasibility.resources import example_path
from tests.evaluated import evaluated
from tests.model.tiny import ran


def of(found: tuple[Break, ...], party: str, requirement: str, driver: str) -> Break:
    return next(b for b in found if (b.party, b.requirement, b.driver) == (party, requirement, driver))


def test_the_operator_runs_dry_where_income_no_longer_pays_the_rent() -> None:
    """Income 5,000 a month, rent 3,000, no equity: prices can fall by 40 %, places from 5 to 3, that is 20
    points, and the rent rise by two thirds. An operator without loans has no rate to rise."""
    found = breaking_points(ran({"deal.lease.rent_nok_per_m2_year": 300, "vat.policy": "unregistered"}))
    for driver, far in (("price", 0.4), ("occupancy", 0.2), ("rent_up", 2 / 3)):
        each = of(found, "operator", "dry", driver)
        assert each.state == "breaks"
        assert each.holds == pytest.approx(far, abs=1e-5)  # half an øre of 5,000 is a millionth
        assert each.breaks == pytest.approx(far, abs=1e-5)
    assert not [b for b in found if b.driver in ("rate", "yield", "works")]
    # A fixed lease keeps members' prices from the landlord, and nobody asks what a higher rent does to it.
    assert {b.driver for b in found if b.party == "landlord"} == {"rent_down"}


def test_a_covenant_breaks_where_the_documentation_works_it_out() -> None:
    """Docs/bank.md: EBITDA 15,000, 100,000 at 10 %, ICR at least 1.2. The rate can rise to 12.5 %, and EBITDA
    fall by 20 %, that is the rent of 20,000 by 3,000."""
    bank = {
        "kind": "bullet", "amount_nok": 100_000, "base_rate_share_per_year": 0.10, "drawdown_month": 1,
        "profile_months": 240,
    }  # fmt: skip
    found = breaking_points(
        ran(
            {
                "horizon_months": 36,
                "building.spaces.floor.exclusive_m2": 100,
                "building.owner_costs_nok_per_m2_year": 50,
                "deal.lease.rent_nok_per_m2_year": 200,
                "deal.lease.term_months": 36,
                "financing.landlord.equity": [{"month": 1, "amount_nok": 50_000}],
                "financing.landlord.loans": {"bank": bank},
                "bank.covenants.minimum_icr": 1.2,
            }
        )
    )
    assert of(found, "landlord", "icr", "rate").breaks == pytest.approx(0.025, abs=1e-7)
    assert of(found, "landlord", "icr", "rent_down").breaks == pytest.approx(0.15, abs=1e-7)
    # It has 50,000 and the loan, and earns 5,000 a year after interest: no rate up to 25 % empties it.
    assert of(found, "landlord", "dry", "rate").state == "holds"
    assert of(found, "landlord", "dry", "rate").holds is None


def test_a_requirement_that_is_broken_already_says_so() -> None:
    found = breaking_points(ran({"deal.lease.rent_nok_per_m2_year": 900, "vat.policy": "unregistered"}))
    assert {b.state for b in found if b.party == "operator"} == {"broken"}
    assert all(b.holds is None and b.breaks is None for b in found if b.party == "operator")


MOVES = {
    "rate": shifts.rate,
    "occupancy": shifts.occupancy,
    "price": shifts.price,
    "rent_up": shifts.rent,
    "rent_down": lambda inputs, x: shifts.rent(inputs, -x),
    "works": shifts.works,
    "yield": shifts.exit_yield,
}


def fails(result: Result, each: Break, x: float, within: float = 6e-10) -> bool:
    """Whether the requirement fails in a single run, read from the measures by year.

    within: what is no breach; the model judges a headroom rounded to nine decimals.
    """
    inputs = result.values.inputs
    values = result.built.program.run({**result.changed_inputs, **MOVES[each.driver](inputs, x)})
    if each.requirement == "dry":
        return bool(np.max(values[f"{each.party}.unfunded"]) > 0.005)
    by_year = np.asarray(values[f"{each.party}.bank.{each.requirement}"])[values["bank.counted"] == 1]
    by_year = by_year[~np.isnan(by_year)]
    assert each.limit is not None
    if each.requirement == "ltv":
        return bool((by_year > each.limit + within).any())
    return bool((by_year < each.limit - within).any())


@pytest.mark.slow
def test_single_runs_on_both_sides_agree() -> None:
    result = evaluated(load_case(example_path("larvik")))
    found = breaking_points(result)
    assert {b.state for b in found} == {"breaks", "holds", "broken"}
    for each in found:
        if each.state == "breaks":
            assert each.holds is not None
            assert each.breaks is not None
            assert 0 < each.breaks - each.holds < 1e-8 * max(1.0, each.far)
            assert not fails(result, each, each.holds), each
            assert fails(result, each, each.breaks, 4e-10), each
            assert not any(fails(result, each, x) for x in np.linspace(0, each.holds, 7)), each
        elif each.state == "holds":
            assert not fails(result, each, each.far), each
        else:
            assert fails(result, each, 0.0), each
