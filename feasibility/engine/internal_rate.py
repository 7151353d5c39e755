"""Internal rate of return as lines: a profile of present values over a grid of rates, then one root.

The grid stands in cells, so a reader sees why a root was chosen. A sign change of the profile is a root;
the one nearest 1 % a month is the number; more than one is reported (docs/model.md §1).
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import (
    Axis,
    Counter,
    Expr,
    Irr,
    Line,
    Table,
    Total,
    absolute,
    both,
    count_of,
    either,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    lowest,
    npv,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import Model, null
from feasibility.engine.rate_grid import GRID, NEAREST_TO
from feasibility.language import Label

_FLOW_DIGITS = 6  # of a krone
_PROFILE_DIGITS = 12  # the profile is scaled by the largest flow; less than this is zero in every engine


@dataclass(frozen=True)
class ReturnLines:
    """One internal rate of return: per year and per month (null with a reason), the number of roots, and
    another root where there are several.
    """

    annual: Line
    monthly: Line
    roots: Line
    other: Line


class ReturnGrid:
    """The grid of monthly rates all internal rates of return of a model share."""

    def __init__(self, m: Model) -> None:
        m.rate_count = len(GRID)
        self.m = m
        self.table: Table = m.table(
            "return_grid",
            {i + 1: rate for i, rate in enumerate(GRID)},
            "share/month",
            Label("Rentegitter for internrente", "Rate grid for internal rates of return"),
            "count",
            "method",
        )
        self.nearest_to = m.input(
            "return_nearest_to_share_per_month",
            NEAREST_TO,
            "share/month",
            Label("Velg roten nærmest", "Choose the root nearest"),
            "method",
        )
        with m.block("returns", Label("Internrenter", "Internal rates of return"), "§1"):
            self.position = m.line(
                "return.position", Counter(Axis.RATE), "count", Label("Nr.", "Number"), axis=Axis.RATE
            )
            self.rate = m.line(
                "return.rate", m.lookup(self.table, self.position), "share/month", Label("Rente", "Rate")
            )

    def of(self, flows: Line, id: str, label: Label) -> ReturnLines:
        """Lines for the internal rate of return of a month line; `id` prefixes theirs.

        The annual rate is effective, (1 + monthly)^12 − 1. Null, with the reason in words, where the flows
        have one sign only or no sign change on the grid.
        """
        with self.m.block("returns", Label("Internrenter", "Internal rates of return"), "§1"):
            return _Return(self, id, label).written(flows)

    def position_one(self) -> Line:
        """A scalar 1, the fallback position where no rate is picked."""
        known = self.m.lines.get("return.first")
        if known is not None:
            return known
        label = Label("Første", "First")
        return self.m.line("return.first", value_at(self.position, 1), "count", label, basis=("§1",))


@dataclass(frozen=True)
class _Return:
    """One internal rate on its way to lines: the profile, where it crosses zero, which root, and the rate."""

    grid: ReturnGrid
    id: str
    label: Label

    def add(
        self,
        suffix: str,
        value: Expr,
        unit: str,
        nb: str,
        en: str,
        note: Label | None = None,
        total: Total | None = None,
    ) -> Line:
        """One of its lines."""
        label = Label(f"{self.label.nb}: {nb}", f"{self.label.en}: {en}")
        return self.grid.m.line(f"{self.id}.{suffix}", value, unit, label, note, total)

    def written(self, flows: Line) -> ReturnLines:
        """All its lines, in the order a reader follows them."""
        # rounded, so that what should be zero is zero: at −30 % a month the remains of a subtraction ten
        # years ahead would outgrow every flow
        flows = self.add("flows", rounded(flows, _FLOW_DIGITS), "NOK", "strøm", "flow")
        low = self.add("lowest_flow", lowest(flows), "NOK", "minste strøm", "lowest flow", total="none")
        high = self.add("highest_flow", highest(flows), "NOK", "største strøm", "highest flow", total="none")
        size = self.add("size", greatest(1, high, -low), "NOK", "skala", "scale", total="none")
        profile = self._profile(flows, size)
        crosses = self._crossings(profile)
        guess = self._guesses(flows, profile, crosses)
        picked = self._nearest(guess, crosses)
        chosen = self._root("", flows, picked, guess)
        roots = self.add(
            "roots",
            when(both(low < 0, high > 0), sum_of(crosses), 0),
            "count",
            "antall røtter",
            "number of roots",
            Label(
                "Flere enn én: tallet som vises, er roten nærmest 1 % per måned.",
                "More than one: the number shown is the root nearest 1 % a month.",
            ),
        )

        no_root = null("ingen rente gir nåverdi null", "no rate gives present value zero")

        def where_there_is_one(value: Expr) -> Expr:
            return when(
                low >= 0,
                null("ingen negativ strøm", "no negative flow"),
                when(
                    high <= 0,
                    null("ingen positiv strøm", "no positive flow"),
                    when(roots < 1, no_root, value),
                ),
            )

        monthly = self.add(
            "monthly",
            where_there_is_one(chosen),
            "share/month",
            "internrente per måned",
            "internal rate per month",
        )
        annual = self.grid.m.line(
            f"{self.id}.annual",
            where_there_is_one((1 + if_null(monthly, 0)) ** 12 - 1),
            "share/year",
            self.label,
            Label(
                "Effektiv årsrente, (1 + månedsrenten)^12 − 1.",
                "Effective annual rate, (1 + monthly rate)^12 − 1.",
            ),
        )
        also = self.add("also", flag(both(crosses.equals(1), picked < 1)), "count", "annen rot", "other root")
        another = self._root("also.", flows, also, guess)
        other = self.add(
            "other",
            when(roots > 1, (1 + another) ** 12 - 1, null("bare én rot", "one root only")),
            "share/year",
            "en annen rot",
            "another root",
            Label(
                "Der det er flere røtter: den første av de andre, som årsrente.",
                "Where there are several roots: the first of the others, per year.",
            ),
        )
        return ReturnLines(annual, monthly, roots, other)

    def _profile(self, flows: Line, size: Line) -> Line:
        return self.add(
            "profile",
            rounded(npv(self.grid.rate, flows) / size, _PROFILE_DIGITS),
            "share",
            "nåverdi per rente",
            "present value by rate",
            Label(
                "Nåverdien ved hver rente i gitteret, delt på den største strømmen.",
                "Present value at each rate of the grid, divided by the largest flow.",
            ),
        )

    def _crossings(self, profile: Line) -> Line:
        inside = self.grid.position < self.grid.m.input(
            "return_grid_count",
            len(GRID),
            "count",
            Label("Antall renter i gitteret", "Rates in the grid"),
            "structure",
        )
        turns = either(profile * profile.lag(-1) < 0, both(profile.equals(0), profile.lag(-1).differs(0)))
        return self.add(
            "crosses",
            flag(both(inside, turns)),
            "count",
            "fortegnsskifte",
            "sign change",
            Label(
                "1 der nåverdien skifter fortegn før neste rente.",
                "1 where the present value crosses zero before the next rate.",
            ),
        )

    def _guesses(self, flows: Line, profile: Line, crosses: Line) -> Line:
        """Where each root is sought from.

        A straight line between the values at the end of the horizon: present values bend so steeply at
        negative rates that a line between those starts spreadsheets too far off to find the root.
        """
        rate = self.grid.rate
        periods = self.add("periods", count_of(flows), "months", "antall måneder", "number of months")
        growth = ((1 + rate.lag(-1)) / (1 + rate)) ** periods
        slope = when(crosses.equals(1), profile - profile.lag(-1) * growth, 1)
        return self.add(
            "guess",
            rate + when(crosses.equals(1), (rate.lag(-1) - rate) * profile / slope, 0),
            "share/month",
            "startverdi",
            "starting value",
        )

    def _nearest(self, guess: Line, crosses: Line) -> Line:
        """1 at the root nearest the rate preferred."""
        distance = self.add(
            "distance",
            when(crosses.equals(1), absolute(guess - self.grid.nearest_to), 12),
            "share/month",
            "avstand",
            "distance",
            Label(
                "Avstand fra den foretrukne renten; 12 der det ikke er noen rot.",
                "Distance from the preferred rate; 12 where there is no root.",
            ),
        )
        nearest = self.add("nearest", lowest(distance), "share/month", "minste avstand", "least distance")
        return self.add("picked", flag(distance <= nearest), "count", "valgt", "chosen")

    def _root(self, before: str, flows: Line, picked: Line, guess: Line) -> Irr:
        """The root in the first picked interval of the grid."""
        rate = self.grid.rate
        spot = self.add(
            f"{before}spot",
            first_where(picked, self.grid.position_one()),
            "count",
            "nr. i gitteret",
            "number in the grid",
        )
        start = self.add(
            f"{before}start",
            value_at(guess, spot),
            "share/month",
            "startverdi for valgt rot",
            "starting value of the chosen root",
        )
        below = self.add(f"{before}below", value_at(rate, spot), "share/month", "rente under", "rate below")
        above = self.add(
            f"{before}above", value_at(rate, spot + 1), "share/month", "rente over", "rate above"
        )
        return Irr(flows, start, below, above)
