"""What is drawn may be a case: distributions that reach what the rules refuse are told of first."""

from __future__ import annotations

from typing import Any

import pytest

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number
from feasibility.analysis.simulate.quantiles import ends
from feasibility.analysis.simulate.runs import simulate
from feasibility.analysis.simulate.sampling import draws
from feasibility.analysis.simulate.uncertain import uncertain
from feasibility.case import Discrete, Distribution, Normal, Pert, Triangular, load_case
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model import Result
from feasibility.resources import example_path
from tests.model.tiny import ran

RENT = "deal.lease.rent_nok_per_m2_year"
TERM = "deal.lease.term_months"
FIRST, LAST = "deal.lease.reductions.0.from_month", "deal.lease.reductions.0.to_month"
LOAN = "financing.operator.loans.bank"
WORKS = "works.paint"


def even(low: float, high: float) -> dict[str, object]:
    return {"kind": "uniform", "low": low, "high": high}


def reduced() -> Result:
    """A lease of 24 months, half of the rent from lease month 5 to 12; the horizon is 24 months too."""
    reduction = {"kind": "percentage", "from_month": 5, "to_month": 12, "share": 0.5}
    return ran({RENT: 250, "deal.lease.reductions": [reduction]})


def borrowed() -> Result:
    loan = {
        "kind": "annuity",
        "amount_nok": 1000,
        "base_rate_share_per_year": 0.05,
        "drawdown_month": 1,
        "profile_months": 24,
        "interest_only_months": 3,
        "terms": "quarterly",
    }
    return ran({"financing": {"operator": {"loans": {"bank": loan}}}})


def painted() -> Result:
    return ran({"works": {"paint": {"amount_nok": 1000, "start_month": 2, "months": 3, "delay_months": 1}}})


@pytest.mark.parametrize(
    ("result", "vary", "named", "rule"),
    [
        # a lease of 10 months has no 12th; one of 12 has
        (reduced, {TERM: even(10, 24)}, [TERM], "lease month 12 is after the lease term of 10 months"),
        # each alone is in order: 10 is before 12, and 8 is after 5
        (
            reduced,
            {FIRST: even(1, 10), LAST: even(8, 20)},
            [FIRST, LAST],
            "ends in month 8, before it begins",
        ),
        # a term of 16 alone is long enough for month 12, and month 20 alone is within 24
        (reduced, {TERM: even(16, 24), LAST: even(8, 20)}, [TERM, LAST], "lease month 20 is after"),
        # start 2 to 15, 3 months, delay 1 to 9: 15 + 2 + 9 = month 26 of 24, and 26 − 13, 26 − 8 are within
        (
            painted,
            {f"{WORKS}.start_month": even(2, 15), f"{WORKS}.delay_months": even(1, 9)},
            [f"{WORKS}.start_month", f"{WORKS}.delay_months"],
            "completed in month 26",
        ),
        # 24 and 30 months are whole quarters; 25 is not
        (borrowed, {f"{LOAN}.profile_months": even(24, 30)}, [f"{LOAN}.profile_months"], "25 months are not"),
        (
            borrowed,
            {f"{LOAN}.profile_months": {"kind": "bootstrap", "values": [24, 27, 28, 33, 36]}},
            [f"{LOAN}.profile_months"],
            "28 months are not",
        ),
        # one time in a thousand a normal number is 3.09 standard deviations below its mean: 15 − 3.09 × 2 = 9
        (
            reduced,
            {TERM: {"kind": "normal", "mean": 15, "sd": 2}},
            [TERM],
            "is after the lease term of 9 months",
        ),
    ],
)
def test_what_the_rules_refuse_is_told_before_anything_is_run(
    result: Any, vary: dict[str, Any], named: list[str], rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = result()
    monkeypatch.setattr(type(case.built.program), "run_many", lambda *_: pytest.fail("it was run"))
    others = {"products.desk.price_nok_per_month": even(900, 1100)}  # moves with them, and is not to blame
    with pytest.raises(NoAnswer) as raised:
        simulate(case, 64, vary={**others, **vary})
    said = raised.value.label
    assert rule in said.en
    labels = {each.number.path: each.number.label for each in uncertain(case, vary)[0]}
    assert all(f"{labels[path].en} = " in said.en and f"{labels[path].nb} = " in said.nb for path in named)
    assert "price per member" not in said.en
    assert ("one of the distributions narrower" in said.en) == (len(named) > 1)
    assert "smalere, slik at dette ikke kan trekkes." in said.nb


@pytest.mark.parametrize(
    ("result", "vary"),
    [
        (reduced, {TERM: even(12, 24)}),
        (reduced, {FIRST: even(1, 8), LAST: even(8, 20)}),
        (painted, {f"{WORKS}.start_month": even(2, 15), f"{WORKS}.delay_months": even(1, 7)}),
        (borrowed, {f"{LOAN}.profile_months": {"kind": "bootstrap", "values": [24, 27, 30, 33, 36]}}),
        (reduced, {TERM: {"kind": "normal", "mean": 19, "sd": 2}}),
    ],
)
def test_what_the_rules_take_to_the_last_month_is_run(result: Any, vary: dict[str, Any]) -> None:
    assert simulate(result(), 64, vary=vary).runs == 64


@pytest.mark.parametrize(
    ("of", "whole", "found"),
    [
        (Triangular(kind="triangular", path="x", low=2, mode=3, high=5), True, (2, 5)),
        # widened by a half at both ends and rounded: 0.7 is 1, and 4.2 is 4
        (Triangular(kind="triangular", path="x", low=1.2, mode=2, high=3.7), True, (1, 4)),
        (Pert(kind="pert", path="x", low=-3, mode=2, high=30), False, (0, 20)),  # the field's limits
        (Discrete(kind="discrete", path="x", values=(9, 1, 4), probabilities=(0, 0.5, 0.5)), False, (1, 4)),
        # Φ⁻¹(0.001) = −3.0902; the field's limits are too far away to matter
        (Normal(kind="normal", path="x", mean=10, sd=1), False, (10 - 3.0902, 10 + 3.0902)),
    ],
)
def test_the_ends_of_what_is_drawn(of: Distribution, whole: bool, found: tuple[float, float]) -> None:
    number = Number("x", Label("x", "x"), "count", 3.0, 0, 20, whole, False)
    assert ends(of, number) == pytest.approx(found, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["larvik", "moss"])
def test_what_an_example_draws_may_be_a_case(name: str) -> None:
    result = run(load_case(example_path(name)))
    drawn, correlated = uncertain(result)
    (columns,) = draws(drawn, correlated, 64, 7, 64)
    whole = {each.number.path for each in drawn if each.number.is_whole}
    for place in range(64):
        values = {path: float(of[place]) for path, of in columns.items()}
        stated = {path: int(value) if path in whole else value for path, value in values.items()}
        result.case.changed({"scenarios": {}, **stated})  # raises where it is none
