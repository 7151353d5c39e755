"""Internal rate of return as lines: a profile of present values over a grid of rates, then one root.

The grid stands in cells, so a reader sees why a root was chosen. A sign change of the profile is a root;
the one nearest 1 % a month is the number; more than one is reported (docs/model.md §1).
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import (
    Axis,
    Counter,
    Irr,
    Line,
    Table,
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
        m, nb, en = self.m, label.nb, label.en
        with m.block("returns", Label("Internrenter", "Internal rates of return"), "§1"):
            # rounded, so that what should be zero is zero: at −30 % a month the remains of a subtraction ten
            # years ahead would outgrow every flow
            flows = m.line(
                f"{id}.flows",
                rounded(flows, _FLOW_DIGITS),
                "NOK",
                Label(f"{nb}: strøm", f"{en}: flow"),
            )
            low = m.line(
                f"{id}.lowest_flow",
                lowest(flows),
                "NOK",
                Label(f"{nb}: minste strøm", f"{en}: lowest flow"),
                total="none",
            )
            high = m.line(
                f"{id}.highest_flow",
                highest(flows),
                "NOK",
                Label(f"{nb}: største strøm", f"{en}: highest flow"),
                total="none",
            )
            size = m.line(
                f"{id}.size",
                greatest(1, high, -low),
                "NOK",
                Label(f"{nb}: skala", f"{en}: scale"),
                total="none",
            )
            profile = m.line(
                f"{id}.profile",
                rounded(npv(self.rate, flows) / size, _PROFILE_DIGITS),
                "share",
                Label(f"{nb}: nåverdi per rente", f"{en}: present value by rate"),
                Label(
                    "Nåverdien ved hver rente i gitteret, delt på den største strømmen.",
                    "Present value at each rate of the grid, divided by the largest flow.",
                ),
            )
            inside = self.position < m.input(
                "return_grid_count",
                len(GRID),
                "count",
                Label("Antall renter i gitteret", "Rates in the grid"),
                "structure",
            )
            crosses = m.line(
                f"{id}.crosses",
                flag(
                    both(
                        inside,
                        either(
                            profile * profile.lag(-1) < 0,
                            both(profile.equals(0), profile.lag(-1).differs(0)),
                        ),
                    )
                ),
                "count",
                Label(f"{nb}: fortegnsskifte", f"{en}: sign change"),
                Label(
                    "1 der nåverdien skifter fortegn før neste rente.",
                    "1 where the present value crosses zero before the next rate.",
                ),
            )
            periods = m.line(
                f"{id}.periods",
                count_of(flows),
                "months",
                Label(f"{nb}: antall måneder", f"{en}: number of months"),
            )
            growth = ((1 + self.rate.lag(-1)) / (1 + self.rate)) ** periods
            # A straight line between the values at the end of the horizon: present values bend so steeply at
            # negative rates that a line between those starts spreadsheets too far off to find the root.
            guess = m.line(
                f"{id}.guess",
                self.rate
                + when(
                    crosses.equals(1),
                    (self.rate.lag(-1) - self.rate)
                    * profile
                    / when(crosses.equals(1), profile - profile.lag(-1) * growth, 1),
                    0,
                ),
                "share/month",
                Label(f"{nb}: startverdi", f"{en}: starting value"),
            )
            distance = m.line(
                f"{id}.distance",
                when(crosses.equals(1), absolute(guess - self.nearest_to), 12),
                "share/month",
                Label(f"{nb}: avstand", f"{en}: distance"),
                Label(
                    "Avstand fra den foretrukne renten; 12 der det ikke er noen rot.",
                    "Distance from the preferred rate; 12 where there is no root.",
                ),
            )
            nearest = m.line(
                f"{id}.nearest",
                lowest(distance),
                "share/month",
                Label(f"{nb}: minste avstand", f"{en}: least distance"),
            )
            picked = m.line(
                f"{id}.picked", flag(distance <= nearest), "count", Label(f"{nb}: valgt", f"{en}: chosen")
            )
            chosen = self._root(flows, id, picked, guess, nb, en)
            roots = m.line(
                f"{id}.roots",
                when(both(low < 0, high > 0), sum_of(crosses), 0),
                "count",
                Label(f"{nb}: antall røtter", f"{en}: number of roots"),
                Label(
                    "Flere enn én: tallet som vises, er roten nærmest 1 % per måned.",
                    "More than one: the number shown is the root nearest 1 % a month.",
                ),
            )
            monthly = m.line(
                f"{id}.monthly",
                when(
                    low >= 0,
                    null("ingen negativ strøm", "no negative flow"),
                    when(
                        high <= 0,
                        null("ingen positiv strøm", "no positive flow"),
                        when(
                            roots < 1,
                            null("ingen rente gir nåverdi null", "no rate gives present value zero"),
                            chosen,
                        ),
                    ),
                ),
                "share/month",
                Label(f"{nb}: internrente per måned", f"{en}: internal rate per month"),
            )
            annual = m.line(
                f"{id}.annual",
                when(
                    low >= 0,
                    null("ingen negativ strøm", "no negative flow"),
                    when(
                        high <= 0,
                        null("ingen positiv strøm", "no positive flow"),
                        when(
                            roots < 1,
                            null("ingen rente gir nåverdi null", "no rate gives present value zero"),
                            (1 + if_null(monthly, 0)) ** 12 - 1,
                        ),
                    ),
                ),
                "share/year",
                label,
                Label(
                    "Effektiv årsrente, (1 + månedsrenten)^12 − 1.",
                    "Effective annual rate, (1 + monthly rate)^12 − 1.",
                ),
            )
            also = m.line(
                f"{id}.also",
                flag(both(crosses.equals(1), picked < 1)),
                "count",
                Label(f"{nb}: annen rot", f"{en}: other root"),
            )
            found = self._root(flows, f"{id}.also", also, guess, nb, en)
            other = m.line(
                f"{id}.other",
                when(
                    roots > 1,
                    (1 + found) ** 12 - 1,
                    null("bare én rot", "one root only"),
                ),
                "share/year",
                Label(f"{nb}: en annen rot", f"{en}: another root"),
                Label(
                    "Der det er flere røtter: den første av de andre, som årsrente.",
                    "Where there are several roots: the first of the others, per year.",
                ),
            )
        return ReturnLines(annual, monthly, roots, other)

    def _root(self, flows: Line, id: str, picked: Line, guess: Line, nb: str, en: str) -> Irr:
        """The root in the first picked interval of the grid."""
        m = self.m
        spot = m.line(
            f"{id}.spot",
            first_where(picked, self.position_one()),
            "count",
            Label(f"{nb}: nr. i gitteret", f"{en}: number in the grid"),
        )
        start = m.line(
            f"{id}.start",
            value_at(guess, spot),
            "share/month",
            Label(f"{nb}: startverdi for valgt rot", f"{en}: starting value of the chosen root"),
        )
        below = m.line(
            f"{id}.below",
            value_at(self.rate, spot),
            "share/month",
            Label(f"{nb}: rente under", f"{en}: rate below"),
        )
        above = m.line(
            f"{id}.above",
            value_at(self.rate, spot + 1),
            "share/month",
            Label(f"{nb}: rente over", f"{en}: rate above"),
        )
        return Irr(flows, start, below, above)

    def position_one(self) -> Line:
        """A scalar 1, the fallback position where no rate is picked."""
        known = self.m.lines.get("return.first")
        if known is not None:
            return known
        label = Label("Første", "First")
        return self.m.line("return.first", value_at(self.position, 1), "count", label, basis=("§1",))
