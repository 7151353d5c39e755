"""Simulation: distributions, moments by theory, one result however the work is shared, what is refused."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number
from feasibility.analysis.simulate import drivers as driving
from feasibility.analysis.simulate import months as kept
from feasibility.analysis.simulate.found import PERCENTILES, Simulated
from feasibility.analysis.simulate.quantiles import quantiles
from feasibility.analysis.simulate.runs import simulate
from feasibility.analysis.simulate.sampling import Correlated, Drawn, draws
from feasibility.analysis.simulate.uncertain import uncertain
from feasibility.case import (
    Bootstrap,
    CaseError,
    Discrete,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
    load_case,
)
from feasibility.engine.expr import Axis
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model import Result
from feasibility.resources import example_path
from tests.evaluated import evaluated
from tests.model.tiny import near, ran
from tests.random_case import random_case_read

RENT = "deal.lease.rent_nok_per_m2_year"
PRICE = "products.desk.price_nok_per_month"
LET = "products.desk.ramp.stabilised_share"
START = "products.desk.ramp.start_share"
MONTHS = "products.desk.ramp.months"
RATE = "party_rates.operator_share_per_year"

FINE = (np.arange(400_000) + 0.5) / 400_000
"""Even numbers so close that a mean over them is the distribution's own."""


def plain(changes: dict[str, Any] | None = None) -> Result:
    """Money has no price: the present value is a sum: 120 × a place's price less 240 × the rent by m²."""
    return ran({RENT: 250, RATE: 0, **(changes or {})})


def of(low: float = -math.inf, high: float = math.inf, whole: bool = False, **more: bool) -> Number:
    label = Label("x", "x")
    return Number("x", label, "share", 0.0, low, high, whole, False, **more)


def drawn_from(distribution: Distribution, number: Number | None = None) -> Any:
    return quantiles(distribution, number or of())(FINE)


def normal(path: str, mean: float, sd: float) -> dict[str, object]:
    return {"kind": "normal", "mean": mean, "sd": sd}


# ---- distributions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("distribution", "mean", "sd"),
    [
        # (a + b + c) / 3; √((a² + b² + c² − ab − ac − bc) / 18)
        (Triangular(kind="triangular", path="x", low=1, mode=2, high=6), 3, math.sqrt(21 / 18)),
        (Triangular(kind="triangular", path="x", low=1, mode=1, high=4), 2, math.sqrt(9 / 18)),
        (Triangular(kind="triangular", path="x", low=1, mode=4, high=4), 3, math.sqrt(9 / 18)),
        # (a + 4m + b) / 6; √((mean − a)(b − mean) / 7)
        (Pert(kind="pert", path="x", low=1, mode=2, high=6), 2.5, math.sqrt(1.5 * 3.5 / 7)),
        (Pert(kind="pert", path="x", low=0, mode=0, high=6), 1, math.sqrt(1 * 5 / 7)),
        (Uniform(kind="uniform", path="x", low=1, high=5), 3, 4 / math.sqrt(12)),
        (Normal(kind="normal", path="x", mean=5, sd=2), 5, 2),
        (Lognormal(kind="lognormal", path="x", mean=5, sd=2), 5, 2),
        # 0.2 × 1 + 0.8 × 6; √(0.2 × 0.8) × 5
        (Discrete(kind="discrete", path="x", values=(6, 1), probabilities=(0.8, 0.2)), 5, 2),
        # 1, 2, 2, 7: mean 3, variance (4 + 1 + 1 + 16) / 4
        (Bootstrap(kind="bootstrap", path="x", values=(2, 7, 1, 2)), 3, math.sqrt(5.5)),
    ],
)
def test_mean_and_spread_by_theory(distribution: Distribution, mean: float, sd: float) -> None:
    found = drawn_from(distribution)
    assert np.mean(found) == pytest.approx(mean, rel=1e-3)
    assert np.std(found) == pytest.approx(sd, rel=3e-3)
    assert np.all(np.diff(found) >= 0), "more of the even number is more of the number"


@pytest.mark.parametrize(
    ("distribution", "chance_below"),
    [
        # what is left of the distribution between 0 and 1, and the chance of less than a half in it
        (Uniform(kind="uniform", path="x", low=-1, high=0.8), 0.5 / 0.8),
        # rising from −1 to 1: (x + 1)² / 4; (1.5² − 1²) / (2² − 1²)
        (Triangular(kind="triangular", path="x", low=-1, mode=1, high=1), (1.5**2 - 1) / 3),
        # Φ(0.5) − Φ(0) = 0.191462 of Φ(1) − Φ(0) = 0.341345
        (Normal(kind="normal", path="x", mean=0, sd=1), 0.191462 / 0.341345),
    ],
)
def test_a_limit_spreads_what_lay_beyond_and_piles_nothing_up(
    distribution: Distribution, chance_below: float
) -> None:
    found = drawn_from(distribution, of(0, 1))
    assert found.min() >= 0
    assert found.max() <= 1
    assert np.mean(found < 0.5) == pytest.approx(chance_below, abs=1e-4)
    for end in (0.0, 1.0):
        assert np.mean(found == end) < 1e-4


def test_a_limit_that_is_not_included_is_not_reached() -> None:
    edges = np.array([1e-12, 1 - 1e-12])
    number = of(0, 1, low_included=False, high_included=False)
    found = quantiles(Uniform(kind="uniform", path="x", low=-1, high=2), number)(edges)
    assert 0 < found[0] < found[1] < 1


@pytest.mark.parametrize(
    ("distribution", "chances"),
    [
        (Uniform(kind="uniform", path="x", low=1, high=3), {1: 1 / 3, 2: 1 / 3, 3: 1 / 3}),
        # from 0.5 over 2 to 3.5: below 1.5 there is 1² / (3 × 1.5)
        (Triangular(kind="triangular", path="x", low=1, mode=2, high=3), {1: 2 / 9, 2: 5 / 9, 3: 2 / 9}),
        # the field takes 2 and more: 3 of 4
        (Uniform(kind="uniform", path="x", low=1, high=4), {2: 1 / 3, 3: 1 / 3, 4: 1 / 3}),
    ],
)
def test_whole_numbers_have_their_share_at_the_ends_too(
    distribution: Uniform | Triangular, chances: dict[int, float]
) -> None:
    found = drawn_from(distribution, of(min(chances), 100, whole=True))
    assert {
        int(value): pytest.approx(np.mean(found == value), abs=1e-4) for value in np.unique(found)
    } == chances


def test_ranks_correlate_as_asked_and_one_by_one_nothing_changes() -> None:
    kinds = (
        Triangular(kind="triangular", path="a", low=0, mode=0, high=1),
        Lognormal(kind="lognormal", path="b", mean=1, sd=2),
        Uniform(kind="uniform", path="c", low=0, high=1),
    )
    drawn = [Drawn(each.path, dataclasses.replace(of(), path=each.path), each) for each in kinds]
    a, b, c = drawn
    pairs = [Correlated(a, b, 0.7), Correlated(c, b, -0.4)]
    (mixed,) = draws(drawn, pairs, 16_384, 1, 16_384)
    for pair in pairs:
        rank = spearmanr(mixed[pair.one.id], mixed[pair.other.id]).statistic
        assert rank == pytest.approx(pair.rank, abs=0.01)
    assert spearmanr(mixed["a"], mixed["c"]).statistic == pytest.approx(0, abs=0.01)
    assert np.mean(mixed["c"]) == pytest.approx(0.5, abs=0.003)
    assert np.mean(mixed["a"]) == pytest.approx(1 / 3, abs=0.003)


# ---- simulation ------------------------------------------------------------------------------------------


VARY = {PRICE: normal(PRICE, 1000, 100), RENT: normal(RENT, 250, 20)}


def test_moments_of_a_linear_case_match_theory() -> None:
    # 120 × 1,000 − 240 × 250 = 60,000. Two normal numbers whose ranks correlate by 0.5 correlate by
    # 2 sin(π / 12) = 0.51764: variance 12,000² + 4,800² − 2 × 0.51764 × 12,000 × 4,800.
    runs = 4096
    found = simulate(plain(), runs, vary=VARY, correlate=[(PRICE, RENT, 0.5)], of="operator.npv")
    spread = found.spread("operator.npv")
    sd = math.sqrt(12_000**2 + 4_800**2 - 2 * 2 * math.sin(math.pi / 12) * 12_000 * 4_800)
    assert (spread.base, spread.numbered) == (near(60_000), runs)
    # four standard errors of as many independent draws; scrambled points are nearer
    assert spread.mean == pytest.approx(60_000, abs=4 * sd / math.sqrt(runs))
    assert spread.sd == pytest.approx(sd, rel=4 / math.sqrt(2 * runs))
    # a sum of normal numbers is normal: percentiles at ±1.644854 and ±0.674490 standard deviations
    assert spread.percentiles is not None
    for percentile, z in zip(spread.percentiles, (-1.644854, -0.674490, 0, 0.674490, 1.644854), strict=True):
        assert percentile == pytest.approx(60_000 + z * sd, abs=8 * sd / math.sqrt(runs))


def test_the_chance_of_loss_by_theory_and_what_drives_it() -> None:
    # 120 × 600 − 240 × 250 = 12,000 with a spread of 120 × 100 = 12,000 by the price and 240 × 37.5 = 9,000
    # by the rent: 15,000 in all, so a loss has a chance of Φ(−0.8) = 0.211855. Correlations 0.8 and −0.6 with
    # the result; of ranks (6 / π) asin(r / 2).
    vary = {PRICE: normal(PRICE, 600, 100), RENT: normal(RENT, 250, 37.5)}
    found = simulate(plain(), 4096, vary=vary, of="operator.npv")
    spread = found.spread("operator.npv")
    assert spread.below_zero == pytest.approx(0.211855, abs=4 * math.sqrt(0.212 * 0.788 / 4096))
    first, second = found.drivers
    assert (first.drawn.number.path, second.drawn.number.path) == (PRICE, RENT)
    assert first.rank == pytest.approx(6 / math.pi * math.asin(0.4), abs=0.02)
    assert second.rank == pytest.approx(-6 / math.pi * math.asin(0.3), abs=0.02)
    assert first.weight == pytest.approx(first.rank, abs=0.02)  # independent numbers
    assert found.explained is not None
    assert found.explained > 0.95


def test_drivers_go_by_ranks_and_share_what_they_share() -> None:
    # y follows x however it bends: rank correlation and weight 1. Of two that are the same but for noise in
    # one, the other has all the weight.
    x = np.arange(200.0)
    drawn = [
        Drawn(id, dataclasses.replace(of(), path=id), Uniform(kind="uniform", path=id, low=0, high=1))
        for id in "ab"
    ]
    noise = np.random.default_rng(1).permutation(200) * 1.0
    ranked, explained = driving.drivers(drawn, {"a": x, "b": x + noise}, np.exp(x / 9))
    assert (ranked[0].drawn.id, ranked[0].rank, ranked[0].weight) == ("a", near(1), near(1))
    assert ranked[1].rank is not None
    assert ranked[1].rank > 0.5
    assert ranked[1].weight == pytest.approx(0, abs=1e-9)
    assert explained == near(1)
    still, _ = driving.drivers(drawn, {"a": x, "b": x * 0}, np.where(x < 50, np.nan, x))
    assert [(one.drawn.id, one.rank, one.weight) for one in still] == [
        ("a", near(1), near(1)),
        ("b", None, None),
    ]
    assert driving.drivers(drawn, {"a": x[:9], "b": x[:9]}, x[:9])[1] is None  # too few to tell


def same(found: Simulated) -> Any:
    """All numbers of a simulation, to the last bit."""
    return (
        [(s.line.id, s.mean, s.sd, s.percentiles, s.below_zero, s.bars) for s in found.spreads],
        [(one.bands, one.dry, one.ever) for one in found.liquidity],
        [(one.broken, one.ever) for one in found.covenants],
        [(d.drawn.id, d.rank, d.weight) for d in found.drivers],
        (found.explained, found.checks_failed),
    )


def test_neither_workers_nor_chunks_change_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    result = plain({MONTHS: 12, START: 0.2, LET: 0.6})
    vary = {
        **VARY,
        LET: {"kind": "pert", "low": 0.3, "mode": 0.6, "high": 0.9},
        MONTHS: {"kind": "triangular", "low": 1, "mode": 12, "high": 20},
    }
    first = simulate(result, 1300, vary=vary, correlate=[(LET, PRICE, 0.4)])
    for workers, chunk in ((1, 1300), (2, 500), (3, 97)):
        again = simulate(result, 1300, vary=vary, correlate=[(LET, PRICE, 0.4)], workers=workers, chunk=chunk)
        assert same(again) == same(first)
    monkeypatch.setattr(kept.Months.__init__, "__defaults__", (0,))  # by month in a file, not in memory
    assert same(simulate(result, 1300, vary=vary, correlate=[(LET, PRICE, 0.4)], chunk=400)) == same(first)
    other = simulate(result, 1300, seed=7, vary=vary, correlate=[(LET, PRICE, 0.4)])
    assert same(other) != same(first)


def test_every_run_is_a_run_of_the_changed_case() -> None:
    """Twelve runs one by one: measures, lowest months and percentiles are those of the cases themselves."""
    # half a year without rent, so that what runs dry runs dry later
    free = {"kind": "rent_free", "from_month": 1, "to_month": 6}
    result = plain({"deal.lease.reductions": [free]})
    vary = {PRICE: normal(PRICE, 400, 100), RENT: normal(RENT, 250, 60)}
    found = simulate(result, 12, vary=vary)
    drawn, pairs = uncertain(result, vary)
    (table,) = draws(drawn, pairs, 12, found.seed, 12)
    singly = [
        run(result.case.changed({path: float(values[place]) for path, values in table.items()}))
        for place in range(12)
    ]
    npv = np.array([one.number("operator.npv") for one in singly], dtype=float)
    spread = found.spread("operator.npv")
    assert spread.mean == pytest.approx(float(np.mean(npv)))
    assert spread.below_zero == np.mean(npv < 0)
    (operator,) = [one for one in found.liquidity if one.party == "operator"]
    reserve = np.array([one.values["operator.liquidity"] for one in singly])
    assert operator.dry == pytest.approx(np.mean(reserve < -0.005, axis=0))
    assert operator.ever == np.mean((reserve < -0.005).any(axis=1))
    assert operator.dry[0] == 0 < operator.ever < 1, "the case is one in which it matters"
    for place, percentile in enumerate(PERCENTILES):
        assert operator.bands[place] == pytest.approx(np.percentile(reserve, percentile, axis=0), abs=0.01)


def test_covenants_are_counted_by_year() -> None:
    # ICR = result / interest: 5 × price × 12 / (0.1 × 100,000) = 0.006 × price a year, tried against 6:
    # broken below a price of 1,000, which half of the draws are.
    loan = {
        "kind": "bullet", "amount_nok": 100_000, "drawdown_month": 1, "base_rate_share_per_year": 0.1,
        "margin_share_per_year": 0, "tenor_months": 24, "profile_months": 24,
    }  # fmt: skip
    result = plain({RENT: 0, "financing.operator.loans": {"bank": loan}, "bank.covenants.minimum_icr": 6})
    found = simulate(result, 512, vary={PRICE: normal(PRICE, 1000, 50)})
    (icr,) = [one for one in found.covenants if (one.party, one.id) == ("operator", "icr")]
    assert icr.years == (2026, 2027)
    assert icr.broken[-1] == pytest.approx(0.5, abs=0.02)
    assert icr.ever == pytest.approx(0.5, abs=0.02)


# ---- what is uncertain -----------------------------------------------------------------------------------


def test_own_ranges_are_drawn_where_nothing_else_is_said() -> None:
    own = {"value": 250, "low": 200, "high": 400, "assumption": "x"}
    drawn, pairs = uncertain(plain({RENT: own}))
    (each,) = drawn
    assert each.own_range
    assert pairs == ()
    assert each.distribution == Pert(kind="pert", path=RENT, low=200, mode=250, high=400)


def test_the_cases_own_uncertainty_is_drawn_and_what_is_asked_for_takes_its_place() -> None:
    stated = {
        "inputs": {
            "rent": {"kind": "uniform", "path": RENT, "low": 200, "high": 300},
            "price": {"kind": "uniform", "path": PRICE, "low": 800, "high": 1200},
        },
        "correlations": [{"between": ["rent", "price"], "rank": 0.5}],
    }
    result = plain({"uncertainty": stated, LET: {"value": 0.5, "low": 0.4, "high": 0.6, "assumption": "x"}})
    drawn, pairs = uncertain(result)
    assert [each.id for each in drawn] == ["rent", "price"]
    assert [pair.rank for pair in pairs] == [0.5]
    drawn, pairs = uncertain(
        result, {RENT: {"kind": "normal", "mean": 250, "sd": 10}}, [("price", RENT, -0.2)]
    )
    assert [each.distribution.kind for each in drawn] == ["normal", "uniform"]
    assert [pair.rank for pair in pairs] == [-0.2]
    changed = Result(result.case, result.built, result.built.program.run({PRICE: 900}), ())
    drawn, pairs = uncertain(changed)
    assert [each.id for each in drawn] == ["rent"]
    assert pairs == ()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Nothing is uncertain"),
        ({"runs": 0, "vary": VARY}, "0 runs can't be simulated"),
        ({"runs": -5, "vary": VARY}, "-5 runs"),
        ({"runs": 10**7, "vary": VARY}, "Choose 1 to"),
        ({"seed": -1, "vary": VARY}, "seed must be 0"),
        ({"vary": {"products.desk.prise": normal("", 1, 1)}}, "has no number"),
        ({"vary": {"name": normal("", 1, 1)}}, "has no number"),
        ({"vary": {"horizon_months": normal("", 100, 1)}}, "how the model is built"),
        ({"vary": VARY, "of": "operator.cash"}, "one number for each period"),
        ({"vary": VARY, "correlate": [(PRICE, LET, 0.5)]}, "not distributed"),
        ({"correlate": [(PRICE, LET, 0.5)]}, "not distributed"),
    ],
)
def test_a_question_that_has_no_answer(options: dict[str, Any], said: str) -> None:
    with pytest.raises(NoAnswer) as raised:
        simulate(plain(), **options)
    assert said in raised.value.label.en
    assert raised.value.label.nb != raised.value.label.en


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"vary": {PRICE: {"kind": "triangular", "low": 3, "mode": 2, "high": 1}}}, "low er ikke under high"),
        ({"vary": {LET: normal("", 5, 0.1)}}, "hele fordelingen ligger utenfor"),
        ({"vary": {PRICE: {"kind": "gauss"}}}, "er ikke et gyldig valg"),
        (
            {
                "vary": {**VARY, LET: normal("", 0.5, 0.1)},
                "correlate": [(PRICE, RENT, 0.9), (RENT, LET, 0.9)],
            },
            "kan ikke gjelde sammen",
        ),
    ],
)
def test_what_is_asked_for_is_tried_as_a_case_is(options: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        simulate(plain(), **options)


def test_what_is_told_on_the_way_and_what_stops_it_leaves_nothing() -> None:
    told: list[float] = []
    simulate(plain(), 100, vary=VARY, chunk=40, progress=told.append)
    assert told == [0.4, 0.8, 1.0]

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(plain(), 100, vary=VARY, chunk=40, progress=stop)


@pytest.mark.slow
def test_every_measure_of_the_largest_example_is_the_same_to_the_last_bit() -> None:
    """Internal rates are closed in on step by step: how far must not depend on who else is in the chunk."""
    result = run(load_case(example_path("larvik")))
    every = [one.line.id for one in result.built.measures if one.line.axis is Axis.SCALAR]
    first = simulate(result, 1200, also=every, workers=1, chunk=1200)
    for workers, chunk in ((2, 500), (2, 333), (1, 64)):
        again = simulate(result, 1200, also=every, workers=workers, chunk=chunk)
        assert repr(same(again)) == repr(same(first))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_case_is_simulated_and_keeps_its_checks(seed: int) -> None:
    """Its own uncertainty, or a rate where it states none; a draw is a run of the changed case."""
    result = evaluated(random_case_read(seed))
    rate = "party_rates.landlord_share_per_year"
    stated = result.case.uncertainty
    vary = {} if stated and stated.inputs else {rate: {"kind": "uniform", "low": 0.02, "high": 0.12}}
    found = simulate(result, 24, vary=vary, of="landlord.npv")
    assert found.checks_failed == 0
    drawn, pairs = uncertain(result, vary)
    (table,) = draws(drawn, pairs, 24, found.seed, 24)
    last = result.case.changed({path: float(values[-1]) for path, values in table.items()})
    only = simulate(result, 1, vary=vary, of="landlord.npv").spread("landlord.npv")
    first = result.case.changed({path: float(values[0]) for path, values in table.items()})
    assert only.mean == pytest.approx(run(first).number("landlord.npv"), rel=1e-9, abs=1e-3)
    lowest = found.spread("landlord.npv").lowest
    assert lowest is not None
    assert lowest <= (run(last).number("landlord.npv") or 0.0) + 1e-3
