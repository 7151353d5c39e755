"""Draws of the uncertain numbers: low-discrepancy points, correlated by ranks, mapped to the distributions.

Points are Sobol's, scrambled (Owen) by the seed: any number of runs in order is spread evenly over what may
happen. Correlation is a Gaussian copula: the even numbers become normal ones, which are mixed so that their
ranks correlate as asked (Pearson's 2·sin(π·ρ/6) for Spearman's ρ), and even again. It needs no other run than
its own, unlike a reordering of the whole sample (Iman and Conover), so runs can be drawn in chunks.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from feasibility.analysis.numbers import Number
from feasibility.analysis.simulate.quantiles import Numbers, quantiles
from feasibility.case import Distribution

_BITS = 30
_HALF_STEP = 2.0 ** -(_BITS + 1)
"""Points lie on a grid from 0; half a step on, none is 0 or 1, where a normal distribution has no number."""


@dataclass(frozen=True)
class Drawn:
    """An uncertain number. id: as in the case's uncertainty. own_range: drawn from its own stated range."""

    id: str
    number: Number
    distribution: Distribution
    own_range: bool = False


@dataclass(frozen=True)
class Correlated:
    """Two uncertain numbers that move together, by Spearman's rank correlation."""

    one: Drawn
    other: Drawn
    rank: float


def draws(
    drawn: Sequence[Drawn], correlated: Sequence[Correlated], runs: int, seed: int, chunk: int
) -> Iterator[dict[str, Numbers]]:
    """The numbers of the runs, by path, in chunks; the same whatever the chunk."""
    maps = {each.number.path: quantiles(each.distribution, each.number) for each in drawn}
    from scipy.stats import qmc  # a third of what the app imports: only when asked for

    points = qmc.Sobol(len(drawn), scramble=True, bits=_BITS, rng=seed)
    mixing = _mixing(drawn, correlated)
    for start in range(0, runs, chunk):
        with warnings.catch_warnings():
            # that points are most even at powers of two is said by the answer
            warnings.filterwarnings("ignore", "The balance properties", UserWarning)
            even = points.random(min(chunk, runs - start)) + _HALF_STEP
        columns = [np.ascontiguousarray(even[:, place]) for place in range(len(drawn))]
        _mix(columns, mixing)
        yield {path: of(column) for (path, of), column in zip(maps.items(), columns, strict=True)}


def _mixing(
    drawn: Sequence[Drawn], correlated: Sequence[Correlated]
) -> Mapping[int, Sequence[tuple[int, float]]]:
    """For each correlated number what it is mixed from: a row of the matrix's Cholesky factor."""
    places = {each.id: place for place, each in enumerate(drawn)}
    ids = sorted({places[each.id] for pair in correlated for each in (pair.one, pair.other)})
    known = {frozenset((places[p.one.id], places[p.other.id])): p.rank for p in correlated}
    matrix = np.eye(len(ids))
    for row, one in enumerate(ids):
        for column, other in enumerate(ids[:row]):
            of = 2 * math.sin(math.pi * known.get(frozenset((one, other)), 0.0) / 6)
            matrix[row, column] = matrix[column, row] = of
    factor = np.linalg.cholesky(matrix)
    return {
        one: [(ids[column], float(factor[row, column])) for column in range(row + 1) if factor[row, column]]
        for row, one in enumerate(ids)
    }


def _mix(columns: list[Numbers], mixing: Mapping[int, Sequence[tuple[int, float]]]) -> None:
    """Mix the correlated columns, in place: one by one, so that no sum depends on how many runs there are."""
    normal = {place: ndtri(columns[place]) for place in mixing}
    for place, parts in mixing.items():
        mixed = np.zeros_like(columns[place])
        for other, weight in parts:
            mixed += weight * normal[other]
        columns[place] = ndtr(mixed)
