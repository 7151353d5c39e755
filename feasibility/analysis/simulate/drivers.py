"""Which uncertain numbers drive a measure: by rank correlation, and by regression on ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from feasibility.analysis.simulate.found import Driver
from feasibility.analysis.simulate.quantiles import Numbers
from feasibility.analysis.simulate.sampling import Drawn

MOST = 16_384
"""The first so many runs tell what drives a measure as well as all of them."""
_LEAST = 10


def drivers(
    drawn: Sequence[Drawn], varied: Mapping[str, Numbers], measured: Numbers
) -> tuple[tuple[Driver, ...], float | None]:
    """Every uncertain number with its influence, the strongest first, and how much all explain together.

    Runs in which the measure has no number are left out.
    """
    measured = measured[:MOST]
    numbered = ~np.isnan(measured)
    ranks = _standardised(measured[numbered])
    if ranks is None or len(ranks) < _LEAST + 2 * len(drawn):
        return tuple(Driver(each, None, None) for each in drawn), None
    columns: dict[str, Numbers] = {}
    for each in drawn:
        column = _standardised(varied[each.number.path][numbered])
        if column is not None:
            columns[each.id] = column
    table = np.column_stack(list(columns.values())) if columns else np.empty((len(ranks), 0))
    weights, *_ = np.linalg.lstsq(table, ranks, rcond=None)
    left = ranks - table @ weights
    explained = 1 - float(left @ left) / float(ranks @ ranks)
    weight = {id: float(of) for id, of in zip(columns, weights, strict=True)}
    rank = {id: float(np.mean(column * ranks)) for id, column in columns.items()}
    found = [Driver(each, rank.get(each.id), weight.get(each.id)) for each in drawn]
    return tuple(sorted(found, key=lambda one: -abs(one.weight or 0.0))), explained


def _standardised(values: Numbers) -> Numbers | None:
    """Ranks with mean 0 and standard deviation 1; ties share theirs. None where all are the same."""
    if len(values) < 2:
        return None
    from scipy.stats import rankdata  # a third of what the app imports: only when asked for

    ranks = rankdata(values)
    spread = float(np.std(ranks))
    return None if spread == 0 else np.asarray((ranks - np.mean(ranks)) / spread)
