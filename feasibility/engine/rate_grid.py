"""The monthly rates that internal rates of return are looked for between (docs/model.md §1)."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Counter, Input, Line, Table, least, value_at
from feasibility.engine.model import Model
from feasibility.language import Label

# Monthly rates from −30 % (−98.6 % a year) to +100 %, closest where leases and loans live. Long losses have
# their root far below zero, where a year's rate says nothing and spreadsheets find different roots.
GRID = (
    -0.3, -0.25, -0.2, -0.15, -0.1, -0.08, -0.06, -0.05, -0.04, -0.03,
    -0.025, -0.02, -0.015, -0.0125, -0.01, -0.0075, -0.005, -0.0025, 0.0,
    0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05,
    0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0,
)  # fmt: skip

# Beyond the grid a root is told of, not given as a number. Farther out than these, the signs of the first and
# of the last flow tell. Below −50 % 480 months would be more than a number can hold.
BELOW = (-0.5, -0.4)
ABOVE = (2.0, 5.0, 20.0)

NEAREST_TO = 0.01
"""Of several roots the one nearest this is the number."""


class RateGrid:
    """The grid of monthly rates all internal rates of return of a model share.

    Its axis has one place more than there are rates: for the turning point of a profile.
    """

    def __init__(self, m: Model) -> None:
        rates = (*BELOW, *GRID, *ABOVE)
        m.rate_count = len(rates) + 1
        self.m = m
        self.table: Table = m.table(
            "return_grid",
            {i + 1: rate for i, rate in enumerate(rates)},
            "share/month",
            Label("Rentegitter for internrente", "Rate grid for internal rates of return"),
            "count",
            "method",
        )
        self.nearest_to = self._input(
            "nearest_to", NEAREST_TO, "Velg løsningen nærmest", "Choose the root nearest"
        )
        self.lowest = self._input("lowest", GRID[0], "Laveste rente som vises", "Lowest rate shown")
        self.highest = self._input("highest", GRID[-1], "Høyeste rente som vises", "Highest rate shown")
        label = Label("Antall renter i gitteret", "Rates in the grid")
        self.count = m.input("return_grid_count", len(rates), "count", label, "structure")
        with m.block("returns", Label("Internrenter", "Internal rates of return"), "§1"):
            self.position = m.line(
                "return.position", Counter(Axis.RATE), "count", Label("Nr.", "Number"), axis=Axis.RATE
            )
            self.rate = m.line(
                "return.rate",
                m.lookup(self.table, least(self.position, self.count)),
                "share/month",
                Label("Rente", "Rate"),
            )
            self.month = m.line(
                "return.month",
                Counter(Axis.MONTH),
                "month",
                Label("Internrente: måned nr.", "Internal rate: month no."),
                axis=Axis.MONTH,
            )

    def _input(self, id: str, value: float, nb: str, en: str) -> Input:
        return self.m.input(f"return_{id}_share_per_month", value, "share/month", Label(nb, en), "method")

    def position_one(self) -> Line:
        """A scalar 1, the fallback position where no rate is picked."""
        known = self.m.lines.get("return.first")
        if known is not None:
            return known
        label = Label("Første", "First")
        return self.m.line("return.first", value_at(self.position, 1), "count", label, basis=("§1",))
