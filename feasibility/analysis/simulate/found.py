"""What a simulation found: distributions of measures, chances, percentiles by month, and what drives them."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.analysis.simulate.sampling import Correlated, Drawn
from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model.base.bank_view import CovenantId
from feasibility.names import CompanyId

PERCENTILES = (5.0, 25.0, 50.0, 75.0, 95.0)
"""The percentiles that are found of everything."""


@dataclass(frozen=True)
class Spread:
    """The distribution of a measure over the runs in which it has a number.

    base: as the case stands, None where it has no number there. numbered: so many runs have one; where none
    has, the rest is None. below_zero: the share of those in which it is negative. percentiles: as
    `PERCENTILES`. bars: (from, to, share of the runs) of a histogram.
    """

    line: Line
    base: float | None
    numbered: int
    mean: float | None
    sd: float | None
    percentiles: tuple[float, ...] | None
    lowest: float | None
    highest: float | None
    below_zero: float | None
    bars: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Liquidity:
    """The liquidity reserve of a company by month, and the chance that it runs dry: that money is missing.

    bands: for each percentile, by month. base: as the case stands. dry: by month. ever: in any month.
    """

    party: CompanyId
    line: Line
    bands: tuple[tuple[float, ...], ...]
    base: tuple[float, ...]
    dry: tuple[float, ...]
    ever: float


@dataclass(frozen=True)
class Covenant:
    """The chance that a covenant is broken: by calendar year, and in any."""

    party: CompanyId
    id: CovenantId
    label: Label
    years: tuple[int, ...]
    broken: tuple[float, ...]
    ever: float


@dataclass(frozen=True)
class Driver:
    """How an uncertain number drives the measure. rank: Spearman's rank correlation with it.

    weight: the standardised coefficient in a regression on ranks, with the others held still; its square is
    the share of the variation it explains where numbers are independent. None where there are too few runs,
    or nothing varies.
    """

    drawn: Drawn
    rank: float | None
    weight: float | None


@dataclass(frozen=True)
class Simulated:
    """A simulation. explained: share of the variation of the ranks of `driven` that all drivers explain."""

    runs: int
    seed: int
    drawn: tuple[Drawn, ...]
    correlated: tuple[Correlated, ...]
    spreads: tuple[Spread, ...]
    liquidity: tuple[Liquidity, ...]
    covenants: tuple[Covenant, ...]
    driven: Line
    drivers: tuple[Driver, ...]
    explained: float | None
    checks_failed: int

    def spread(self, id: str) -> Spread:
        """The distribution of a measure, by its id. Raises KeyError."""
        known = {spread.line.id: spread for spread in self.spreads}
        return known[id]
