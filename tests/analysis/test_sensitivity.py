"""What a measure rests on: the ranking by hand, ranges kept to, and two numbers moved together."""

from __future__ import annotations

from typing import Any

import pytest

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import number
from feasibility.analysis.ranges import range_of
from feasibility.analysis.sensitivity import Sensitivity, sensitivity, two_way
from feasibility.case import load_case
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.resources import example_path
from tests.evaluated import evaluated
from tests.model.tiny import near, ran
from tests.random_case import random_case_read

RENT = "deal.lease.rent_nok_per_m2_year"
PRICE = "products.desk.price_nok_per_month"
LET = "products.desk.ramp.stabilised_share"
RATE = "party_rates.operator_share_per_year"


def plain(changes: dict[str, Any] | None = None) -> Result:
    """Money has no price: the present value is a sum: 120 × a place's price less 240 × the rent by m²."""
    return ran({RENT: 250, RATE: 0, **(changes or {})})


def by_path(found: Sensitivity) -> dict[str, tuple[float, float, float | None, float | None]]:
    return {bar.number.path: (bar.moved.low, bar.moved.high, bar.at_low, bar.at_high) for bar in found.bars}


@pytest.fixture(scope="module")
def larvik() -> Result:
    return run(load_case(example_path("larvik")))


def test_a_tenth_either_way_by_hand() -> None:
    # Price 900 to 1,100: 120 × 900 − 240 × 250 = 48,000, and 72,000. Rent 225 to 275: 66,000 and 54,000.
    found = sensitivity(plain())
    assert found.base == near(60_000)
    bars = by_path(found)
    assert bars[PRICE] == (near(900), near(1100), near(48_000), near(72_000))
    assert bars[RENT] == (near(225), near(275), near(66_000), near(54_000))
    assert [found.effect(bar) for bar in found.bars] == sorted(
        (found.effect(bar) for bar in found.bars), reverse=True
    )


def test_a_number_is_moved_through_its_own_range() -> None:
    own = {"value": 250, "low": 200, "high": 400, "assumption": "Meglers anslag"}
    found = sensitivity(plain({RENT: own}))
    (bar,) = [bar for bar in found.bars if bar.number.path == RENT]
    assert bar.moved.is_own
    assert by_path(found)[RENT] == (200, 400, near(72_000), near(24_000))


def test_the_range_of_a_number_that_was_changed_for_the_run_is_not_its_own() -> None:
    own = {"value": 250, "low": 200, "high": 400, "assumption": "x"}
    result = plain({RENT: own})
    changed = Result(result.case, result.built, result.built.program.run({RENT: 300}), ())
    moved = range_of(changed, number(changed, RENT))
    assert moved is not None
    assert (moved.is_own, moved.low, moved.high) == (False, near(270), near(330))


@pytest.mark.parametrize(
    ("path", "stated", "ends"),
    [
        (LET, 0.5, (0.45, 0.55)),
        (LET, 0.04, (0.03, 0.05)),  # a tenth would be less than a point
        (LET, 0.0, (0.0, 0.01)),  # nothing below nothing
        (LET, 0.98, (0.882, 1.0)),  # and nothing above all
        ("products.desk.ramp.months", 24, (22, 26)),  # 2.4 months, in whole ones
        ("products.desk.ramp.months", 3, (2, 4)),  # a whole month at least
        ("products.desk.ramp.months", 0, (0, 1)),
        ("products.desk.units", 6, (5, 7)),  # a tenth is less than one, and places come in whole ones
        ("products.desk.units", 30, (27, 33)),
        ("products.desk.units", 1, (1, 2)),  # none at all is no product
        ("products.desk.units", 5.5, (4.95, 6.05)),  # stated in parts, so parts are possible
        ("products.desk.members_per_unit", 2, (1.8, 2.2)),  # a mean
        (RATE, 0.985, (0.8865, 0.9925)),  # below 1, which the field does not include: halfway there
    ],
)
def test_how_far_a_number_is_moved(path: str, stated: float, ends: tuple[float, float]) -> None:
    result = plain({path: stated, **({"products.desk.ramp.start_share": 0} if path == LET else {})})
    moved = range_of(result, number(result, path))
    assert moved is not None
    assert (moved.low, moved.high) == pytest.approx(ends, abs=1e-12)


def test_an_amount_of_nothing_is_not_moved_and_is_told() -> None:
    found = sensitivity(plain())
    assert "products.desk.membership_fee_nok_per_year" in {one.path for one in found.not_moved}
    assert found.without_effect > 0


def test_an_end_that_the_rules_refuse_is_not_moved_to() -> None:
    # The lease is of 24 months and the horizon too; the reduction ends with it, so it can't end later.
    reduction = {"kind": "percentage", "from_month": 13, "to_month": 24, "share": 0.5}
    found = sensitivity(plain({"deal.lease.reductions": [reduction]}), count=40)
    (bar,) = [bar for bar in found.bars if bar.number.path == "deal.lease.reductions.0.to_month"]
    # one month more is refused; one or two less, each costs half a month's rent, 1,250
    assert (bar.moved.high, bar.at_high) == (24, near(found.base))
    assert bar.refused is not None
    assert bar.at_low == near(found.base - 1250 * (24 - bar.moved.low))
    # of one month, the 13th, the end can't come earlier; a month more gives 1,250 more
    found = sensitivity(plain({"deal.lease.reductions": [{**reduction, "to_month": 13}]}), count=40)
    (bar,) = [bar for bar in found.bars if bar.number.path == "deal.lease.reductions.0.to_month"]
    assert (bar.moved.low, bar.at_low, bar.moved.high) == (13, near(found.base), 14)
    assert bar.at_high == near(found.base + 1250)


def test_every_bar_is_what_a_run_of_the_changed_case_gives(larvik: Result) -> None:
    found = sensitivity(larvik, "landlord.npv_against_vacant", 5)
    assert len(found.bars) == 5
    assert not found.checks_failed
    for bar in found.bars:
        for end, at in ((bar.moved.low, bar.at_low), (bar.moved.high, bar.at_high)):
            value = round(end) if bar.number.is_whole else end
            again = run(larvik.case.changed({bar.number.path: value})).number(found.line)
            assert again == pytest.approx(at, rel=1e-9)


def test_a_two_way_table_by_hand() -> None:
    table = two_way(plain(), RENT, PRICE, x_range=(200, 300), y_range=(900, 1100), steps=3)
    assert (table.x_values, table.y_values) == ((200, 250, 300), (900, 1000, 1100))
    # 120 × price − 240 × rent
    assert table.cells == (
        (near(60_000), near(48_000), near(36_000)),
        (near(72_000), near(60_000), near(48_000)),
        (near(84_000), near(72_000), near(60_000)),
    )


def test_what_comes_in_whole_ones_has_whole_values_in_a_table() -> None:
    table = two_way(plain({"products.desk.units": 6}), "products.desk.units", PRICE, steps=5)
    assert table.x_values == (5, 6, 7)
    asked = two_way(
        plain({"products.desk.units": 6}), "products.desk.units", PRICE, x_range=(5.5, 6.5), steps=3
    )
    assert asked.x_values == (5.5, 6, 6.5)  # what is asked for is done


def test_cells_that_the_rules_refuse_are_empty() -> None:
    # A reduction from month 13 to 24 of a lease of 24: it can end no later, and begin no later than it ends.
    reduction = {"kind": "percentage", "from_month": 13, "to_month": 16, "share": 0.5}
    first, last = (f"deal.lease.reductions.0.{end}_month" for end in ("from", "to"))
    result = plain({"deal.lease.reductions": [reduction]})
    table = two_way(result, first, last, x_range=(13, 17), y_range=(15, 25), steps=11)
    assert table.x_values == (13, 14, 15, 16, 17)
    by_last = dict(zip(table.y_values, table.cells, strict=True))
    # so many months at half of 2,500 are given
    assert by_last[16][:4] == tuple(near(60_000 + 1250 * months) for months in (4, 3, 2, 1))
    assert (by_last[16][4], *by_last[25]) == (None,) * 6
    assert table.refused == 5 + 2 + 1  # all of 25; 16 and 17 to 15; 17 to 16


@pytest.mark.parametrize(
    ("x", "y", "options", "said"),
    [
        (RENT, RENT, {}, "Name two different"),
        (RENT, "products.desk.prise", {}, "has no number"),
        (RENT, PRICE, {"x_range": (300, 200)}, "Write the smaller one first"),
        (RENT, LET, {"y_range": (0.5, 1.5)}, "beyond the field's limits"),
        (RENT, PRICE, {"steps": 1}, "Choose 2 to"),
        (RENT, "products.desk.membership_fee_nok_per_year", {}, "State from and to"),
        (RENT, "horizon_months", {}, "how the model is built"),
        (RENT, PRICE, {"of": "operator.cash"}, "one number for each period"),
    ],
)
def test_a_table_that_can_not_be_made(x: str, y: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(NoAnswer) as raised:
        two_way(plain(), x, y, **options)
    assert said in raised.value.label.en
    assert raised.value.label.nb != raised.value.label.en


def test_a_measure_without_a_number_is_refused_with_its_reason() -> None:
    with pytest.raises(NoAnswer) as raised:
        sensitivity(plain(), "operator.irr.annual")
    assert "Choose another measure" in raised.value.label.en
    with pytest.raises(NoAnswer, match="At least one"):
        sensitivity(plain(), count=0)


def test_a_check_that_fails_is_told_unless_the_change_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A loan of yearly terms, a year of them without instalments: eleven months without are refused, and pay
    # back another sum than was borrowed where nothing refuses them.
    loan = {
        "kind": "annuity",
        "terms": "yearly",
        "amount_nok": 100_000,
        "profile_months": 24,
        "interest_only_months": 12,
        "base_rate_share_per_year": {"2026": 0.05},
        "drawdown_month": 1,
    }
    result = plain({"financing.operator.loans": {"bank": loan}})
    assert not sensitivity(result, count=4).checks_failed
    monkeypatch.setattr("feasibility.analysis.sensitivity._refused", lambda result, changes: None)
    assert sensitivity(result, count=4).checks_failed


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_bars_of_any_case_are_runs_of_the_changed_case(seed: int) -> None:
    result = evaluated(random_case_read(seed))
    found = sensitivity(result, "landlord.npv", 4)
    assert not found.checks_failed
    for bar in found.bars:
        for end, at in ((bar.moved.low, bar.at_low), (bar.moved.high, bar.at_high)):
            value = round(end) if bar.number.is_whole else end
            again = run(result.case.changed({"scenarios": {}, bar.number.path: value})).number(found.line)
            assert again == pytest.approx(at, rel=1e-9, abs=1e-3)
