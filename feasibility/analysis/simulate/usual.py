"""A usual spread of the numbers that decide most, for a case that says nothing of how uncertain they are.

A convention of this product (docs/simulate.md), printed with every result, and no finding: it shows what a
simulation is, until somebody states how uncertain the case's own numbers are. Wider to the side where such
projects go wrong: fewer members, later, and dearer works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from feasibility.analysis.numbers import Number, numbers
from feasibility.analysis.simulate.uncertain import Vary
from feasibility.model import Result


@dataclass(frozen=True)
class Spread:
    """How far numbers of one kind go: below and above what is stated, as shares of it, or in points."""

    paths: re.Pattern[str]
    below: float
    above: float
    in_points: bool = False


SPREADS: Final = (
    Spread(re.compile(r"products\.[^.]+\.ramp\.stabilised_share"), 0.25, 0.10),
    Spread(re.compile(r"products\.[^.]+\.ramp\.months"), 0.25, 0.50),
    Spread(re.compile(r"products\.[^.]+\.price_nok_per_(month|use)"), 0.10, 0.10),
    Spread(re.compile(r"works\.[^.]+\.amount_nok"), 0.05, 0.25),
    Spread(re.compile(r"costs\.[^.]+\.nok_per_\w+"), 0.10, 0.15),
    Spread(re.compile(r"financing\..+\.base_rate_share_per_year(\.\d+)?"), 0.01, 0.015, in_points=True),
    Spread(re.compile(r"valuation\.net_yield_share"), 0.005, 0.01, in_points=True),
)


def usual(result: Result) -> Vary:
    """PERT distributions by path, likeliest at what is stated; a number that is 0 stays as it is.

    Empty where the case has none of the numbers.
    """
    found: dict[str, dict[str, object]] = {}
    for one in numbers(result):
        spread = next((each for each in SPREADS if each.paths.fullmatch(one.path)), None)
        if spread is None or one.stated == 0:
            continue
        low, high = _ends(one, spread)
        if low < high:
            found[one.path] = {"kind": "pert", "low": low, "mode": one.stated, "high": high}
    return found


def _ends(one: Number, spread: Spread) -> tuple[float, float]:
    size = 1.0 if spread.in_points else abs(one.stated)
    low, high = one.stated - spread.below * size, one.stated + spread.above * size
    low, high = max(low, min(one.low, one.stated)), min(high, max(one.high, one.stated))
    return (float(round(low)), float(round(high))) if one.moves_whole else (low, high)
