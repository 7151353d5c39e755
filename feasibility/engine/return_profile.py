"""The profile of a flow: its present value at each rate of the grid, and at the rate where it turns.

Two roots between neighbouring rates leave no change of sign at either. Between them the profile turns, and
there its slope is zero: the turning point is put into the grid where the two tangents at its neighbours meet
on the other side of zero, as they do wherever the profile, bent one way between them, crosses it.
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Expr,
    Irr,
    Line,
    Total,
    as_expr,
    both,
    first_where,
    flag,
    greatest,
    highest,
    lowest,
    npv,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.rate_grid import RateGrid
from feasibility.language import Label
from feasibility.record import record

_FLOW_DIGITS = 6  # of a krone
_PROFILE_DIGITS = 12  # the profile is scaled by the largest flow; less than this is zero in every engine


@record
class Profile:
    """flows: as given, to a millionth of a krone. low, high: the least and the most of them.

    first, last: the months of the first and the last flow. rate: the grid's rates, the turning point among
    them. value: present value at each, in units of the largest flow, seen from the month before the first.
    slope: of the value by rate. turned: 1 where there is a turning point; spot: the place before it.
    """

    flows: Line
    low: Line
    high: Line
    first: Line
    last: Line
    rate: Line
    value: Line
    slope: Line
    turned: Line
    spot: Line


_SEARCHES = {"more": Label("annen løsning", "other root"), "turn": Label("vendepunkt", "turning point")}


@record
class ReturnWriter:
    """Writes lines of one internal rate of return, under its id and label."""

    grid: RateGrid
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
        of = _SEARCHES.get(suffix.partition(".")[0] if "." in suffix else "")
        if of is not None:  # one search stands beside another
            nb, en = f"{of.nb}, {nb}", f"{of.en}, {en}"
        label = Label(f"{self.label.nb}: {nb}", f"{self.label.en}: {en}")
        return self.grid.m.line(f"{self.id}.{suffix}", value, unit, label, note, total)

    def profile(self, flows: Line) -> Profile:
        """The lines of the profile, in the order a reader follows them."""
        # rounded, so that what should be zero is zero: at −30 % a month the remains of a subtraction ten
        # years ahead would outgrow every flow
        flows = self.add("flows", rounded(flows, _FLOW_DIGITS), "NOK", "strøm", "flow")
        low = self.add("lowest_flow", lowest(flows), "NOK", "minste strøm", "lowest flow", total="none")
        high = self.add("highest_flow", highest(flows), "NOK", "største strøm", "highest flow", total="none")
        size = self.add("size", greatest(1, high, -low), "NOK", "skala", "scale", total="none")
        moves = self.add("moves", flag(flows.differs(0)), "count", "penger flyttes", "money moves")
        first = self.add("first", first_where(moves, as_expr(1)), "month", "første strøm", "first flow")
        moved = self.add("moved", moves * self.grid.month, "month", "flyttes i", "moves in", total="none")
        last = self.add("last", greatest(1, highest(moved)), "month", "siste strøm", "last flow")
        of_grid = self.add(
            "of_grid",
            rounded(npv(self.grid.rate, flows) * (1 + self.grid.rate) ** (first - 1) / size, _PROFILE_DIGITS),
            "share",
            "nåverdi per rente i gitteret",
            "present value by rate of the grid",
            Label(
                "Sett fra måneden før den første strømmen, delt på den største.",
                "Seen from the month before the first flow, divided by the largest.",
            ),
        )
        spot, turned, rate, value, slope = self._turning_point(flows, first, size, of_grid)
        return Profile(flows, low, high, first, last, rate, value, slope, turned, spot)

    def _turning_point(
        self, flows: Line, first: Line, size: Line, of_grid: Line
    ) -> tuple[Line, Line, Line, Line, Line]:
        """The place before it, whether there is one, and the rates, the profile and its slopes with it."""
        grid, place = self.grid, self.grid.position
        weighted = self.add(
            "weighted", flows * (grid.month - first + 1), "NOK", "strøm × måned", "flow × month"
        )
        slope = self.add(
            "slope",
            -npv(grid.rate, weighted) * (1 + grid.rate) ** (first - 2) / size,
            "share",
            "helning per rente",
            "slope by rate",
        )
        tangents = self._tangents(of_grid, slope)
        meets = of_grid + slope * (tangents - grid.rate)
        turns = self.add(
            "turns",
            flag(
                both(
                    of_grid * of_grid.lag(-1) > 0,
                    of_grid * slope < 0,
                    tangents > grid.rate,
                    of_grid * meets <= 0,
                )
            ),
            "count",
            "vender før neste rente",
            "turns before the next rate",
            Label(
                "1 der nåverdien kan krysse null to ganger før neste rente i gitteret.",
                "1 where the present value may cross zero twice before the next rate of the grid.",
            ),
        )
        turned = self.add("turned", flag(sum_of(turns) > 0), "count", "vender", "turns")
        spot = self.add(
            "turn.spot", first_where(turns, grid.count), "count", "vender etter nr.", "turns after number"
        )
        start = self.add(
            "turn.start", value_at(tangents, spot), "share/month", "startverdi", "starting value"
        )
        below = self.add("turn.below", value_at(grid.rate, spot), "share/month", "rente under", "rate below")
        above = self.add(
            "turn.above", value_at(grid.rate, spot + 1), "share/month", "rente over", "rate above"
        )
        point = self.add(
            "turn.rate",
            when(turned.equals(1), Irr(weighted, start, below, above), above),
            "share/month",
            "vendepunkt",
            "turning point",
            Label("Der helningen er null.", "Where the slope is zero."),
        )
        there = self.add(
            "turn.value",
            when(
                turned.equals(1),
                rounded(npv(point, flows) * (1 + point) ** (first - 1) / size, _PROFILE_DIGITS),
                value_at(of_grid, spot),
            ),
            "share",
            "nåverdi i vendepunktet",
            "present value at the turning point",
        )
        rate = self.add(
            "rate",
            when(place <= spot, grid.rate, when(place > spot + 1, grid.rate.lag(1), point)),
            "share/month",
            "rente",
            "rate",
            Label("Gitterets renter, med vendepunktet.", "The grid's rates, with the turning point."),
        )
        value = self.add(
            "profile",
            when(place <= spot, of_grid, when(place > spot + 1, of_grid.lag(1), there)),
            "share",
            "nåverdi per rente",
            "present value by rate",
        )
        along = self.add(
            "profile_slope",
            when(place <= spot, slope, when(place > spot + 1, slope.lag(1), when(turned > 0, 0, slope))),
            "share",
            "helning per rente, med vendepunktet",
            "slope by rate, with the turning point",
        )
        return spot, turned, rate, value, along

    def _tangents(self, of_grid: Line, slope: Line) -> Line:
        """The rate at which the tangents at a rate and the next meet, where the slope changes sign."""
        rate = self.grid.rate
        step = rate.lag(-1) - rate
        bend = self.add(
            "bend",
            when(slope * slope.lag(-1) < 0, slope - slope.lag(-1), 0),
            "share",
            "knekk før neste rente",
            "bend before the next rate",
        )
        over = of_grid.lag(-1) - of_grid - slope.lag(-1) * step
        return self.add(
            "tangents",
            rate + when(bend.equals(0), 0, over / when(bend.equals(0), 1, bend)),
            "share/month",
            "tangentene møtes ved",
            "tangents meet at",
        )
