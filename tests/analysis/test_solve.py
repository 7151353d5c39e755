"""What must be true for a measure to reach a target: found, put back, and said where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from feasibility.analysis.sensitivity import sensitivity
from feasibility.analysis.simulate.runs import simulate
from feasibility.analysis.solve import NoAnswer, solve
from feasibility.case import case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.resources import example_path
from tests.model.tiny import near, ran

RENT = "deal.lease.rent_nok_per_m2_year"
PRICE = "products.desk.price_nok_per_month"


@pytest.fixture(scope="module")
def larvik() -> Result:
    return run(load_case(example_path("larvik")))


def test_the_rent_at_which_nothing_is_left() -> None:
    # Five members at 1,000 and 120 m² for 24 months: income 60,000 a year, rent 120 a year for each krone by
    # m². Nothing is left at 60,000 / 120 = 500, whatever the rate, as both come in the same months.
    found = solve(ran({RENT: 400}), [RENT], "operator.npv")
    assert [root.value for root in found.roots] == [near(500)]
    assert (found.low, found.high, found.base) == (0, 1600, 400)
    assert (found.jumps, found.spans, found.nearest) == ((), (), None)


def test_one_factor_on_several_inputs() -> None:
    # Half of the price and half of the place's other income is asked for: rent 250 by m², factor 0.5.
    result = ran({RENT: 250, PRICE: 600, "products.desk.membership_fee_nok_per_year": 4800})
    # 5 × 600 + 5 × 4,800 / 12 = 5,000 a month; rent 2,500
    found = solve(result, [PRICE, "products.desk.membership_fee_nok_per_year"], "operator.npv")
    assert found.is_factor
    assert [root.value for root in found.roots] == [near(0.5)]


def test_a_factor_keeps_every_input_within_its_field() -> None:
    # Bad debt of 40 % may be two and a half times as much, 100 %: a factor above that is refused.
    result = ran({RENT: 250, "products.desk.bad_debt_share": 0.4})
    paths = ["products.desk.bad_debt_share", PRICE]
    assert solve(result, paths, "operator.npv", high=2.5).high == 2.5
    with pytest.raises(NoAnswer, match="beyond the field's limits"):
        solve(result, paths, "operator.npv", high=2.6)


@pytest.mark.parametrize("measure", ["operator.npv", "landlord.npv", "landlord.npv_against_ordinary"])
def test_a_value_put_back_gives_the_target(larvik: Result, measure: str) -> None:
    found = solve(larvik, [RENT], measure, 100_000.0)
    assert found.roots
    for root in found.roots:
        again = run(larvik.case.changed({RENT: root.value})).number(measure)
        assert again == pytest.approx(100_000.0, abs=1e-6 * 100_000)


def test_as_many_roots_as_a_brute_grid_has_changes_of_sign(larvik: Result) -> None:
    found = solve(larvik, [RENT], "operator.npv", low=0, high=3000)
    values = np.linspace(0, 3000, 5001)
    over = larvik.built.program.run_many({RENT: values}, ["operator.npv"])["operator.npv"]
    changes = np.flatnonzero(over[:-1] * over[1:] < 0)
    assert len(found.roots) == len(changes)
    for root, place in zip(found.roots, changes, strict=True):
        assert values[place] <= root.value <= values[place + 1]


def test_none_names_the_nearest() -> None:
    # A rent of nothing leaves 60,000 a year, undiscounted over two years 120,000: 200,000 is never reached.
    found = solve(ran({RENT: 400}), [RENT], "operator.npv", 200_000.0)
    assert found.roots == ()
    assert found.nearest is not None
    assert found.nearest.value == 0


def test_a_measure_that_stays_at_the_target_is_told_as_a_span(larvik: Result) -> None:
    # An operator that borrows what it lacks has nothing at worst: from the rent that empties its cash to
    # the one that uses up what it may borrow.
    found = solve(larvik, [RENT], "operator.lowest_cash")
    [span] = found.spans
    assert larvik.values.inputs[RENT] < span.low
    assert found.roots == ()

    def lowest(rent: float) -> float:
        return run(larvik.case.changed({RENT: rent})).number("operator.lowest_cash") or 0.0

    for value in (span.low, (span.low + span.high) / 2, span.high):
        assert lowest(value) == near(0)
    tried = [point.value for point in found.curve]
    below, above = tried[tried.index(span.low) - 1], tried[tried.index(span.high) + 1]
    assert lowest(below) > 1
    assert lowest(above) < -1


def test_whole_numbers_are_tried_one_by_one_and_told_on_both_sides() -> None:
    # The rent of 4,000 a month less 1,000 for each month free: months are whole, and 2.5 is no answer.
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 3}]
    result = ran({RENT: 400, "deal.lease.reductions": free, "party_rates.operator_share_per_year": 0})
    # 24 months of 1,000 left and 4,000 for each free month: 24,000 + 4,000 n = 34,000 at 2.5
    found = solve(result, ["deal.lease.reductions.0.to_month"], "operator.npv", 34_000.0, 1, 3)
    assert found.roots == ()
    [jump] = found.jumps
    assert (jump.below.value, jump.above.value) == (2, 3)
    assert (jump.below.measure, jump.above.measure) == (near(32_000), near(36_000))


def test_a_threshold_of_law_is_passed_without_being_reached() -> None:
    # Five members: at 50,000 / 60 = 833.33 a month the turnover of twelve months is the limit of registration
    # (mval § 2-1), and above it the VAT of costs, 250 a month, is deducted from then on. Without a rate
    # the operator has 24 × (5 × 833.33 − 1,250) = 70,000 there at most, and at least 250 more just above.
    stated = {
        "vat.operator_registration": "from_threshold",
        "costs": {"running": {"nok_per_month": 1000, "vat": "standard"}},
        "party_rates.operator_share_per_year": 0,
        "tax.operator.is_taxed": False,
    }
    found = solve(ran(stated), [PRICE], "operator.npv", 70_100.0, 800, 900)
    assert found.roots == ()
    [jump] = found.jumps
    assert (jump.below.value, jump.above.value) == (near(50_000 / 60), near(50_000 / 60))
    assert jump.below.measure == near(70_000)
    assert jump.above.measure >= 70_250 - 1e-6


def test_what_cannot_be_asked_is_refused_with_the_mend(larvik: Result) -> None:
    with pytest.raises(NoAnswer, match="rent_nok_per_m2_year"):
        solve(larvik, ["deal.lease.rent_nok_per_m2"], "operator.npv")
    with pytest.raises(NoAnswer, match="decides how the model is built"):
        solve(larvik, ["horizon_months"], "operator.npv")
    with pytest.raises(NoAnswer, match="one number for each period"):
        solve(larvik, [RENT], "operator.cash")
    with pytest.raises(NoAnswer, match=r"operator\.npv"):
        solve(larvik, [RENT], "operator.npw")
    with pytest.raises(NoAnswer, match="to a larger one"):
        solve(larvik, [RENT], "operator.npv", low=5, high=5)
    with pytest.raises(NoAnswer, match="beyond the field's limits"):
        solve(larvik, [RENT], "operator.npv", low=-5, high=5)
    with pytest.raises(NoAnswer, match="at least one number"):
        solve(larvik, [], "operator.npv")
    with pytest.raises(NoAnswer, match=r"term_months can't be multiplied"):
        solve(larvik, [RENT, "deal.lease.term_months"], "operator.npv")
    nothing = case_from_mapping({**_stated(), "horizon_months": 12})
    with pytest.raises(NoAnswer, match="State from and to"):
        solve(run(nothing), [RENT], "operator.npv")


def _stated() -> dict[str, object]:
    from tests.model.tiny import tiny

    return tiny({"deal.lease.term_months": 12})


@pytest.mark.parametrize(("structure", "of"), [("sublease", "operator"), ("landlord_operated", "landlord")])
def test_unless_a_measure_is_named_it_is_the_operators_or_without_one_the_landlords(
    structure: str, of: str
) -> None:
    result = ran({"building.owner_costs_nok_per_m2_year": 50}, structure)
    found = solve(result, [PRICE])
    assert found.line.id == sensitivity(result).line.id == f"{of}.npv"
    drawn = {"kind": "uniform", "low": 1, "high": 9}
    assert simulate(result, 16, vary={PRICE: drawn}).driven.id == f"{of}.npv"
    if of == "landlord":  # 120 m² at 50 a year cost 500 a month, which five places earn at 100 each
        assert [root.value for root in found.roots] == [near(100)]
    with pytest.raises(NoAnswer, match=f"such as {of}.npv"):
        solve(result, [PRICE], f"{of}.cash")
