"""Internal rate of return as lines: a profile of present values over a grid of rates, then one root.

The grid stands in cells, so a reader sees why a root was chosen. A sign change of the profile is a root; the
one nearest 1 % a month is the number. Roots outside the grid are told in words, and so is it where there may
be several: more than one root found, or more than one change of sign in the running total of the flows
(Norstrøm 1972). See docs/model.md §1.
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Condition,
    Expr,
    Irr,
    Line,
    absolute,
    as_expr,
    both,
    count_of,
    either,
    first_where,
    flag,
    greatest,
    if_null,
    least,
    lowest,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.model import OnlyRate, null
from feasibility.engine.rate_grid import RateGrid
from feasibility.engine.return_profile import Profile, ReturnWriter
from feasibility.language import Label
from feasibility.record import record

_ORE = 2

SEVERAL = Label(
    "flere internrenter mulig; bruk nåverdien", "several internal rates possible; use the present value"
)
ABOVE_GRID = Label("over 100 % i måneden", "above 100% a month")
BELOW_GRID = Label("under −30 % i måneden", "below -30% a month")
BEYOND_GRID = Label("over 100 % og under −30 % i måneden", "above 100% and below -30% a month")
NO_ROOT = Label("ingen rente gir nåverdi null", "no rate gives present value zero")


@record
class ReturnLines:
    """One internal rate of return: per year and per month (null with a reason), and the number of roots.

    other, third: further roots, per year; null with the reason. several: 1 where there may be several.
    """

    annual: Line
    monthly: Line
    roots: Line
    other: Line
    third: Line
    several: Line


class ReturnGrid(RateGrid):
    """The grid of rates, and the internal rates found on it."""

    def of(self, flows: Line, id: str, label: Label) -> ReturnLines:
        """Lines for the internal rate of return of a month line; `id` prefixes theirs.

        The annual rate is effective, (1 + monthly)^12 − 1. Null, with the reason in words, where the flows
        have one sign only, where the root lies outside the grid, and where none is found.
        """
        with self.m.block("returns", Label("Internrenter", "Internal rates of return"), "§1"):
            return _Return(self, id, label).written(flows)


@record
class _Return(ReturnWriter):
    """One internal rate on its way to lines: the profile, where it crosses zero, which root, and the rate."""

    def written(self, flows: Line) -> ReturnLines:
        """All its lines, in the order a reader follows them."""
        p = self.profile(flows)
        every = self._crossings(p)
        crosses = self.add(
            "crosses",
            flag(both(every.equals(1), p.rate >= self.grid.lowest, self._starts_inside(p))),
            "count",
            "rot i gitteret",
            "root in the grid",
        )
        over, under = self._outside(p, every, crosses)
        guess = self._guesses(p, crosses)
        picked = self._nearest(guess, crosses)
        chosen = self._root("", p, picked, guess)
        inside = sum_of(crosses)
        both_ways = both(p.low < 0, p.high > 0)
        roots = self.add(
            "roots",
            when(both_ways, inside + over + under, 0),
            "count",
            "antall løsninger",
            "number of roots",
            Label(
                "Flere enn én: tallet som vises, er løsningen nærmest 1 % per måned.",
                "More than one: the number shown is the root nearest 1% a month.",
            ),
        )
        several = self.add(
            "several",
            flag(either(roots > 1, both(roots > 0, self._turns_of_total(p.flows) > 1))),
            "flag",
            SEVERAL.nb,
            SEVERAL.en,
            Label(
                "1 der flere løsninger er funnet, eller én, og løpende sum skifter fortegn mer enn én gang.",
                "1 where several roots are found, or one and the running total changes sign more than once.",
            ),
        )
        elsewhere = when(over > 0, when(under > 0, _said(BEYOND_GRID), _said(ABOVE_GRID)), _said(BELOW_GRID))

        def where_there_is_one(value: Expr) -> Expr:
            missing = when(over + under > 0, elsewhere, _said(NO_ROOT))
            return when(
                p.low >= 0,
                null("ingen negativ strøm", "no negative flow"),
                when(
                    p.high <= 0,
                    null("ingen positiv strøm", "no positive flow"),
                    when(inside < 1, missing, value),
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
        grid = self.grid
        grid.m.rates.append(
            OnlyRate(monthly, annual, p.flows, crosses, grid.lowest, grid.highest, grid.nearest_to)
        )
        none = when(several > 0, _said(SEVERAL), null("bare én løsning", "one root only"))
        also = self.add(
            "also", flag(both(crosses.equals(1), picked < 1)), "count", "annen løsning", "other root"
        )
        other = self.add(
            "other",
            when(
                sum_of(also) > 0,
                (1 + self._root("also.", p, also, guess)) ** 12 - 1,
                when(both(roots > 1, over + under > 0), elsewhere, none),
            ),
            "share/year",
            "en annen løsning",
            "another root",
            Label(
                "Der det er flere løsninger: den første av de andre, som årsrente.",
                "Where there are several roots: the first of the others, per year.",
            ),
        )
        spot = self.grid.m.lines[f"{self.id}.also.spot"]
        more = self.add(
            "more", when(self.grid.position > spot, also, 0), "count", "en rot til", "one more root"
        )
        third = self.add(
            "third",
            when(
                sum_of(more) > 0,
                (1 + self._root("more.", p, more, guess)) ** 12 - 1,
                when(
                    both(sum_of(also) > 0, over + under > 0),
                    elsewhere,
                    null("ikke flere løsninger funnet", "no more roots found"),
                ),
            ),
            "share/year",
            "enda en rot",
            "one more root",
        )
        return ReturnLines(annual, monthly, roots, other, third, several)

    def _crossings(self, p: Profile) -> Line:
        value = p.value
        turns = either(value * value.lag(-1) < 0, both(value.equals(0), value.lag(-1).differs(0)))
        return self.add(
            "crosses_anywhere",
            flag(turns),
            "count",
            "fortegnsskifte",
            "sign change",
            Label(
                "1 der nåverdien skifter fortegn før neste rente.",
                "1 where the present value crosses zero before the next rate.",
            ),
        )

    def _starts_inside(self, p: Profile) -> Condition:
        """A root before the next rate lies below the highest, or on the rate itself at most at it."""
        highest = self.grid.highest
        return either(p.rate < highest, both(p.value.equals(0), p.rate <= highest))

    def _outside(self, p: Profile, every: Line, crosses: Line) -> tuple[Line, Line]:
        """How many roots are known of above the highest rate shown, and below the lowest.

        Beyond the last rate the present value takes the sign of the first flow, beyond the first that of the
        last flow.
        """
        end = self.grid.count + 1
        beyond = self.add("beyond", every - crosses, "count", "rot utenfor", "root outside")
        higher = self.add(
            "higher", when(p.rate >= self.grid.highest, beyond, 0), "count", "rot over", "root above"
        )
        top = value_at(p.value, end) * value_at(p.flows, p.first)
        bottom = value_at(p.value, 1) * value_at(p.flows, p.last)
        over = self.add(
            "over",
            sum_of(higher) + flag(top < 0),
            "count",
            "løsninger over gitteret",
            "roots above the grid",
        )
        under = self.add(
            "under",
            sum_of(beyond) - sum_of(higher) + flag(bottom < 0),
            "count",
            "løsninger under gitteret",
            "roots below the grid",
        )
        return over, under

    def _turns_of_total(self, flows: Line) -> Expr:
        """How often the running total of the flows changes sign."""
        m = self.grid.m
        nb, en = self.label.nb, self.label.en
        total = m.recurrence(
            f"{self.id}.total",
            lambda before: before + flows,
            "NOK",
            Label(f"{nb}: løpende sum", f"{en}: running total"),
        )
        in_ore = rounded(total, _ORE)

        def following(before: Expr) -> Expr:
            sign = when(in_ore > 0, 1, when(in_ore < 0, -1, 0))
            turned = when(before > 0, -before - 1, 1 - before)
            return when(before.equals(0), sign, when(in_ore * before < 0, turned, before))

        turns = m.recurrence(
            f"{self.id}.sides",
            following,
            "count",
            Label(f"{nb}: side av null", f"{en}: side of zero"),
            Label(
                "Fortegnet er summens; tallet går opp med én for hvert fortegnsskifte.",
                "The sign is the total's; the number goes up by one with each change of sign.",
            ),
        )
        return self.add(
            "total_turns",
            absolute(value_at(turns, count_of(flows))) - 1,
            "count",
            "fortegnsskifter i løpende sum",
            "sign changes of the running total",
        )

    def _guesses(self, p: Profile, crosses: Line) -> Line:
        """Where each root is sought from.

        A straight line between the values at the end of the horizon: present values bend so steeply at
        negative rates that a line between those starts spreadsheets too far off to find the root. Where the
        profile rises at one end and falls at the other, a spreadsheet that starts near its top is thrown out
        of the interval: there the start is where the tangent meets zero, at the end that leads inwards.
        Beside the turning point it is on a parabola with its top there.
        """
        rate, value = p.rate, p.value
        periods = self.add(
            "periods", count_of(p.flows) - p.first + 1, "months", "antall måneder", "number of months"
        )
        growth = ((1 + rate.lag(-1)) / (1 + rate)) ** periods
        chord = when(crosses.equals(1), value - value.lag(-1) * growth, 1)
        straight = self.add(
            "straight",
            rate + when(crosses.equals(1), (rate.lag(-1) - rate) * value / chord, 0),
            "share/month",
            "rett linje",
            "straight line",
        )
        tangent = self._tangent(p)
        turn, there = self.grid.m.lines[f"{self.id}.turn.rate"], self.grid.m.lines[f"{self.id}.turn.value"]
        place, far = self.grid.position, when(self.grid.position > p.spot, value.lag(-1), value)
        end = when(self.grid.position > p.spot, rate.lag(-1), rate)
        beside = both(p.turned.equals(1), crosses.equals(1), place >= p.spot, place <= p.spot + 1)
        height = greatest(0, there / when(far.differs(there), there - far, 1))
        bends = both(value * value.lag(-1) < 0, p.slope * p.slope.lag(-1) < 0)
        return self.add(
            "guess",
            when(beside, turn + (end - turn) * height ** (as_expr(1) / 2), when(bends, tangent, straight)),
            "share/month",
            "startverdi",
            "starting value",
        )

    def _tangent(self, p: Profile) -> Line:
        """Where the tangent at the end that leads inwards meets zero, kept within the interval."""
        rate, value, slope = p.rate, p.value, p.slope
        inwards = self.add(
            "inwards",
            flag(value * slope < 0),
            "flag",
            "tangenten fører innover",
            "the tangent leads inwards",
        )
        starts, of, by = (when(inwards.equals(1), x, x.lag(-1)) for x in (rate, value, slope))
        return self.add(
            "tangent",
            greatest(rate, least(rate.lag(-1), starts - of / when(by.equals(0), 1, by))),
            "share/month",
            "tangenten møter null",
            "the tangent meets zero",
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

    def _root(self, before: str, p: Profile, picked: Line, guess: Line) -> Irr:
        """The root in the first picked interval of the grid."""
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
        below = self.add(f"{before}below", value_at(p.rate, spot), "share/month", "rente under", "rate below")
        above = self.add(
            f"{before}above", value_at(p.rate, spot + 1), "share/month", "rente over", "rate above"
        )
        return Irr(p.flows, start, below, above)


def _said(label: Label) -> Expr:
    return null(label.nb, label.en)
