"""Turnover rent settled by the lease's own year (leieår): twelve months from its start (docs/model.md §4).

What is summed by the calendar year elsewhere is summed here by the lease year. The last one ends with the
lease, or with the horizon.
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    both,
    either,
    flag,
    least,
    modulo,
    over,
    sum_of,
    when,
    window_sum,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.deal.term import StageTerm
from feasibility.record import record


@record
class LeaseYear:
    """month: 1 to 12 in the lease, by month, 0 outside it. settles: 1 in the last month of each year.
    in_broken: 1 in the months of a last year of less than twelve."""

    c: Context
    month: Line
    settles: Line
    in_broken: Line

    @property
    def begins(self) -> Expr:
        """1 in the first month of a lease year."""
        return flag(self.month.equals(1))

    def so_far(self, line: Line) -> Line:
        """The sum of a line in the lease year so far."""
        known = self.c.m.lines.get(f"{line.id}.lease_year")
        return known or self.c.m.recurrence(
            f"{line.id}.lease_year",
            lambda before: when(self.month.equals(1), 0, before) + line,
            "NOK",
            Label(f"{line.label.nb}, hittil i leieåret", f"{line.label.en}, lease year so far"),
            total="none",
        )

    def whole(self, id: str, value: Expr, label: Label, unit: str = "NOK") -> Expr:
        """What a value is in the month its lease year is settled, in every month of that year.

        Of whole years it is found within the next twelve months, where that of a broken last year may lie as
        well: the two are kept apart.
        """
        m = self.c.m

        def at(name: str, whole_year: bool, nb: str, en: str) -> Line:
            known = m.lines.get(f"{id}.{name}")
            ends = self.month.equals(12) if whole_year else self.month < 12
            return known or m.line(
                f"{id}.{name}",
                self.settles * flag(ends) * value,
                unit,
                Label(f"{label.nb}, {nb}", f"{label.en}, {en}"),
                total="none",
                axis=Axis.MONTH,
            )

        settled = at("settled", True, "ved oppgjøret", "when settled")
        broken = at("broken", False, "ved oppgjøret av et brutt år", "when a broken year is settled")
        return window_sum(settled, 0, 11) + self.in_broken * sum_of(broken)

    def sum(self, line: Line) -> Expr:
        """The whole lease year's sum of a line, in every month of it."""
        return self.whole(line.id, self.so_far(line), line.label)

    def spread(self, earned: Line) -> Expr:
        """What is earned when it is settled, less its even part of every month it is for."""
        of_month = Label("Måneder i leieåret", "Months of the lease year")
        months = self.whole(self.month.id, self.month, of_month)
        return earned - over(self.whole(earned.id, earned, earned.label), months, 0)

    def decides(self, part: Line, late: Line) -> Expr:
        """The sum that decides whether a lease year gives anything; late: `part` in the last twelve months of
        the horizon, which decide for a year that the horizon ends."""
        of_last = Label("Leieåret horisonten slutter i", "The lease year the horizon ends in")
        last = self.whole("turnover.lease_year_last", self.c.calendar.is_last, of_last)
        return when(last > 0, sum_of(late), self.sum(part))


def lease_year(c: Context, stage: StageTerm) -> LeaseYear:
    """The lease years of a deal."""
    number, m = c.calendar.number, c.m
    month = m.lines.get("turnover.lease_month") or m.line(
        "turnover.lease_month",
        (modulo(number - stage.first, 12) + 1) * stage.operating,
        "count",
        Label("Måned i leieåret", "Month of the lease year"),
        Label("1 i leiens første måned, 0 utenfor leietiden.", "1 in the lease's first month, 0 outside it."),
        total="none",
    )
    last = least(stage.last, c.calendar.horizon)
    settles = m.lines.get("turnover.settles") or m.line(
        "turnover.settles",
        flag(both(month > 0, either(month.equals(12), number.equals(last)))),
        "flag",
        Label("Omsetningsleien gjøres opp", "Turnover rent is settled"),
        Label("I leieårets siste måned.", "In the last month of the lease year."),
    )
    whole_year = m.lines.get("turnover.whole_year") or m.line(
        "turnover.whole_year",
        flag(month.equals(12)),
        "flag",
        Label("Et helt leieår slutter", "A whole lease year ends"),
        total="none",
    )
    in_broken = m.lines.get("turnover.in_broken_year") or m.line(
        "turnover.in_broken_year",
        flag(both(month > 0, window_sum(whole_year, 0, 11).equals(0))),
        "flag",
        Label("Leieåret blir ikke helt", "The lease year is not a whole one"),
        Label("Leien eller horisonten slutter før.", "The lease or the horizon ends before."),
        total="none",
    )
    return LeaseYear(c, month, settles, in_broken)
