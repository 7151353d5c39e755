"""Months and calendar years as lines, from one start date (docs/model.md §1).

Dates are spreadsheet serials (days since 30 December 1899), so that the start month is one date cell
in the workbook and everything else follows from it.
"""

from __future__ import annotations

import datetime

from feasibility.engine.expr import (
    Axis,
    Counter,
    Expr,
    Input,
    Line,
    both,
    either,
    flag,
    month_of,
    months_after,
    year_of,
)
from feasibility.engine.model import Model
from feasibility.language import Label

_SERIAL_ZERO = datetime.date(1899, 12, 30)


def serial(day: datetime.date) -> int:
    """Spreadsheet serial number of a date."""
    return (day - _SERIAL_ZERO).days


def date_of(number: float) -> datetime.date:
    """The date of a spreadsheet serial number."""
    return _SERIAL_ZERO + datetime.timedelta(days=int(number))


class Calendar:
    """The time lines every model has. `start` is the first day of the first month."""

    def __init__(self, m: Model, start: Input) -> None:
        with m.block("calendar", Label("Kalender", "Calendar"), "§1"):
            self.number: Line = m.line(
                "calendar.number", Counter(Axis.MONTH), "month", Label("Måned nr.", "Month number")
            )
            self.date: Line = m.line(
                "calendar.date", months_after(start, self.number - 1), "date", Label("Måned", "Month")
            )
            self.year: Line = m.line(
                "calendar.year", year_of(self.date), "calendar_year", Label("Kalenderår", "Calendar year")
            )
            self.month: Line = m.line(
                "calendar.month", month_of(self.date), "count", Label("Kalendermåned", "Calendar month")
            )
            horizon = m.input(
                "horizon_months",
                m.horizon_months,
                "months",
                Label("Horisont", "Horizon"),
                "structure",
            )
            self.horizon: Input = horizon
            self.is_last: Line = m.line(
                "calendar.is_last",
                flag(self.number.equals(horizon)),
                "count",
                Label("Siste måned", "Last month"),
            )
            self.is_year_end: Line = m.line(
                "calendar.is_year_end",
                flag(either(self.month.equals(12), self.number.equals(horizon))),
                "count",
                Label("Årets siste måned", "Last month of the year"),
            )
            self.year_step: Line = m.line(
                "calendar.year_step",
                flag(both(self.month.equals(1), self.number > 1)),
                "count",
                Label("Årsskifte", "New year"),
                Label(
                    "1 i hver januar etter sakens første måned.",
                    "1 in every January after the first month of the case.",
                ),
                basis=("§2",),
            )
            year_count = m.line(
                "calendar.year_count", Counter(Axis.YEAR), "count", Label("År nr.", "Year number")
            )
            self.years: Line = m.line(
                "calendar.years", year_of(start) + year_count - 1, "calendar_year", Label("År", "Year")
            )
            m.set_calendar(self.year, self.years)
            self.ones: Line = m.line(
                "calendar.ones",
                self.number - self.number + 1,
                "count",
                Label("Én per måned", "One a month"),
            )
            self.months_in_year: Line = m.line(
                "calendar.months_in_year",
                m.year_sum(self.ones),
                "months",
                Label("Måneder i året", "Months in the year"),
                Label("Færre enn 12: et stubbår.", "Fewer than 12: a stub year."),
            )

    def within(self, first: Expr, last: Expr) -> Expr:
        """1 from month number `first` to `last`, both included, else 0."""
        return flag(both(self.number >= first, self.number <= last))

    def at(self, month: Expr) -> Expr:
        """1 in month number `month`, else 0."""
        return flag(self.number.equals(month))
