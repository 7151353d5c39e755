"""The first stabilised calendar year: what break-even and steady-state figures are measured on."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import Condition, Expr, Line, first_where, flag, if_null, value_at, when
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.income import Income

NO_YEAR = ("intet helt kalenderår med ferdig opptrapping", "no full calendar year with the ramp complete")


@dataclass(frozen=True)
class ReferenceYear:
    """The first stabilised calendar year. position: 1 is the first year, null without one; mask: by month."""

    position: Line
    year: Line
    mask: Line

    def amount(self, by_year: Line) -> Expr:
        """A year line's value in the reference year (that of the first year where there is none)."""
        return value_at(by_year, if_null(self.position, 1))

    def or_null(self, value: Expr) -> Expr:
        """The value, or null without a reference year."""
        return when(self.exists, value, null(*NO_YEAR))

    @property
    def exists(self) -> Condition:
        """True where there is a reference year."""
        return if_null(self.position, 0) > 0


def reference_year(c: Context, income: Income, operating: Line) -> ReferenceYear:
    """Lines that find the reference year."""
    m = c.m
    with c.block("occupancy", "Belegg", "Occupancy", "§10"):
        ready: Expr = operating
        for s in income.sold:
            ready = ready * s.lines.stabilised
        stable = m.line(
            "reference.stabilised",
            ready,
            "count",
            Label("Alle produkter ferdig opptrappet", "Every product's ramp complete"),
        )
        full = m.line(
            "reference.full_year",
            flag(m.year_sum(stable) >= 12),
            "count",
            Label("Helt stabilisert år", "Full stabilised year"),
        )
        position = m.line(
            "reference.position",
            first_where(full, null(*NO_YEAR)),
            "count",
            Label("Referanseår, nr.", "Reference year, number"),
        )
        year = m.line(
            "reference.year",
            when(if_null(position, 0) > 0, value_at(c.calendar.years, if_null(position, 1)), null(*NO_YEAR)),
            "calendar_year",
            Label("Referanseår", "Reference year"),
            Label(
                "Det første kalenderåret der alle produkter er ferdig opptrappet i hver måned.",
                "The first calendar year in which every product has its whole ramp behind it in every month.",
            ),
        )
        mask = m.line(
            "reference.month",
            flag(c.calendar.year.equals(if_null(year, 0))),
            "count",
            Label("Måneden er i referanseåret", "The month is in the reference year"),
        )
    return ReferenceYear(position, year, mask)
