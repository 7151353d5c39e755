"""From an even number between 0 and 1 to a number of a distribution, within the limits of the number's field.

A limit cuts the distribution off and spreads what lay beyond over the rest, in proportion (truncation by its
quantiles): nothing piles up at the limit. A whole number is drawn from the distribution widened by a half at
both ends and rounded, so that its own lowest and highest get the share of the others.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincinv, ndtr, ndtri

from feasibility.analysis.numbers import Number
from feasibility.case import Bootstrap, Discrete, Distribution, Lognormal, Normal, Pert, Triangular, Uniform

Numbers = npt.NDArray[np.float64]
_Map = Callable[[Numbers], Numbers]

_SELDOM = 0.001
PERT_WEIGHT = 4.0
"""How much the mode weighs against the ends in a PERT distribution: its mean is (low + 4·mode + high) / 6."""


def quantiles(of: Distribution, number: Number) -> _Map:
    """The function that maps even numbers in (0, 1) to numbers of the distribution."""
    if isinstance(of, Discrete | Bootstrap):
        return _listed(of)
    half = 0.5 if number.is_whole else 0.0
    chance, inverse = _continuous(of, half)
    lowest, highest = _reached(number)
    first = float(chance(np.array(number.low - half))) if math.isfinite(number.low) else 0.0
    last = float(chance(np.array(number.high + half))) if math.isfinite(number.high) else 1.0

    def mapped(even: Numbers) -> Numbers:
        drawn = inverse(first + even * (last - first))
        if number.is_whole:
            drawn = np.floor(drawn + 0.5)
        return np.clip(drawn, lowest, highest)  # rounding may end a hair outside

    return mapped


def ends(of: Distribution, number: Number) -> tuple[float, float]:
    """The lowest and the highest that is drawn, within the limits of the field.

    Of a distribution without ends: what is passed one time in a thousand.
    """
    lowest, highest = _reached(number)
    match of:
        case Triangular() | Pert() | Uniform():
            low, high = of.low, of.high
            if number.is_whole:
                low, high = math.floor(low), math.ceil(high)
        case Discrete():
            drawn = [value for value, chance in zip(of.values, of.probabilities, strict=True) if chance > 0]
            low, high = min(drawn), max(drawn)
        case Bootstrap():
            low, high = min(of.values), max(of.values)
        case _:
            low, high = map(float, quantiles(of, number)(np.array([_SELDOM, 1 - _SELDOM])))
    return min(max(low, lowest), highest), min(max(high, lowest), highest)


def _reached(number: Number) -> tuple[float, float]:
    low = number.low if number.low_included else math.nextafter(number.low, math.inf)
    high = number.high if number.high_included else math.nextafter(number.high, -math.inf)
    return low, high


def _listed(of: Discrete | Bootstrap) -> _Map:
    """Values in order, so that more of an even number is more of the value, and ranks can correlate."""
    chances = of.probabilities if isinstance(of, Discrete) else [1 / len(of.values)] * len(of.values)
    pairs = sorted(zip(of.values, chances, strict=True))
    values = np.array([value for value, _ in pairs])
    upto = np.array([math.fsum(chance for _, chance in pairs[: place + 1]) for place in range(len(pairs))])
    # one of probability 0 at the end is never drawn, whatever the sum is rounded to
    last = max(place for place, (_, chance) in enumerate(pairs) if chance > 0)

    def mapped(even: Numbers) -> Numbers:
        return values[np.minimum(np.searchsorted(upto, even, side="right"), last)]

    return mapped


def _continuous(of: Distribution, half: float) -> tuple[_Map, _Map]:
    """The cumulative distribution and its inverse."""
    match of:
        case Triangular():
            return _triangular(of.low - half, of.mode, of.high + half)
        case Pert():
            return _pert(of.low - half, of.mode, of.high + half)
        case Uniform():
            low, high = of.low - half, of.high + half
            return (
                lambda x: np.clip((x - low) / (high - low), 0.0, 1.0),
                lambda p: low + p * (high - low),
            )
        case Normal():
            return lambda x: ndtr((x - of.mean) / of.sd), lambda p: of.mean + of.sd * ndtri(p)
        case Lognormal():
            variance = math.log1p((of.sd / of.mean) ** 2)
            mean, sd = math.log(of.mean) - variance / 2, math.sqrt(variance)
            return (
                lambda x: ndtr((np.log(np.maximum(x, np.finfo(float).tiny)) - mean) / sd),
                lambda p: np.exp(mean + sd * ndtri(p)),
            )
        case _:
            raise TypeError(f"{of.kind} is not continuous")


def _triangular(low: float, mode: float, high: float) -> tuple[_Map, _Map]:
    span, rise, fall = high - low, mode - low, high - mode
    peak = rise / span

    def chance(x: Numbers) -> Numbers:
        x = np.clip(x, low, high)
        up = (x - low) ** 2 / (span * (rise or 1.0))
        down = 1 - (high - x) ** 2 / (span * (fall or 1.0))
        return np.where(x <= mode, up if rise else 0.0, down if fall else 1.0)

    def inverse(p: Numbers) -> Numbers:
        return np.where(p < peak, low + np.sqrt(p * span * rise), high - np.sqrt((1 - p) * span * fall))

    return chance, inverse


def _pert(low: float, mode: float, high: float) -> tuple[_Map, _Map]:
    span = high - low
    a, b = 1 + PERT_WEIGHT * (mode - low) / span, 1 + PERT_WEIGHT * (high - mode) / span
    return (
        lambda x: betainc(a, b, np.clip((x - low) / span, 0.0, 1.0)),
        lambda p: low + span * betaincinv(a, b, p),
    )
