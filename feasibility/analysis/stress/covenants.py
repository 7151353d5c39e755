"""Which covenants of a company a row of the stress grid breaks, and in which year first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from feasibility.model.base.bank_view import CovenantId


@dataclass(frozen=True)
class Breach:
    """A covenant (lånevilkår) that does not hold.

    first_year: the first of the full calendar years after opening in which it is broken; years: in how many
    of them it is.
    """

    covenant: CovenantId
    first_year: int
    years: int


def breaches(
    covenants: Mapping[CovenantId, str], arrays: Mapping[str, Any], column: int, years: Sequence[float]
) -> tuple[Breach, ...]:
    """The covenants broken in one scenario, the one that breaks first before the others.

    Args:
        arrays: of each covenant's line, (years, scenarios).
        years: the calendar years of the lines.
    """
    found = []
    for covenant, line in covenants.items():
        broken = np.asarray(arrays[line])[:, column] > 0.5
        if broken.any():
            first = int(np.argmax(broken))
            found.append(Breach(covenant, round(float(years[first])), int(broken.sum())))
    return tuple(sorted(found, key=lambda breach: breach.first_year))
