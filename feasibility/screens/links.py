"""Ways through an opened case as addresses: to another view, and from a number to why it is what it is.

They are plain links, so they work by keyboard, open in another tab, and the browser's own button leads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from feasibility.engine.explain.periods import names_of_periods
from feasibility.engine.expr import Axis, Line
from feasibility.model import Result
from feasibility.screens import chosen
from feasibility.screens.chosen import Chosen

WHY: Final = "why"
"""The view that explains a number."""


@dataclass(frozen=True)
class Links:
    """Links from what is chosen now. result: the run whose numbers they lead to."""

    now: Chosen
    result: Result
    _names: dict[Axis, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def view(self, view: str, details: Mapping[str, str] | None = None) -> str:
        """Another view of the same case, with the same changes in it."""
        return "?" + urlencode(chosen.to_address(replace(self.now, view=view, details=details or {})))

    def why(self, line: Line, period: int | None = None) -> str:
        """Why a line's number is what it is. period: 1 the first; None for a line with one number."""
        details = {chosen.LINE: line.id}
        if line.axis is not Axis.SCALAR and period is not None:
            details[chosen.MONTH] = self._name(line.axis, period)
        return self.view(WHY, details)

    def _name(self, axis: Axis, period: int) -> str:
        """ "2027-04", "2027": as the period is read back from an address."""
        if axis not in self._names:
            self._names[axis] = names_of_periods(self.result.values, axis)
        names = self._names[axis]
        return names[period - 1] if 1 <= period <= len(names) else str(period)
