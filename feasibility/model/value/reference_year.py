"""The reference year: what break-even and the figures of a stabilised year are measured on.

Two of them (docs/model.md §13.1): the lasting one, in which no temporary help and no item still to start or
end has a part, and the first with every ramp complete, whatever help it has. Every figure is shown for both,
the lasting one first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from feasibility.engine.expr import (
    Condition,
    Expr,
    Line,
    first_where,
    flag,
    greatest,
    if_null,
    value_at,
    when,
)
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.income import Income
from feasibility.model.deal.term import Term
from feasibility.model.value.temporary import Item, Latest, latest, temporary_items
from feasibility.record import record

NO_YEAR = ("intet helt kalenderår med ferdig opptrapping", "no full calendar year with the ramp complete")
_LASTING_YEAR = Label(
    "Det første hele kalenderåret der opptrappingen er ferdig i hver måned, uten hjelp som tar slutt og uten "
    "poster som ennå skal starte eller slutte.",
    "The first full calendar year with every ramp complete in every month, without help that ends and "
    "without items still to start or end.",
)
_WITH_HELP_YEAR = Label(
    "Det første hele kalenderåret der opptrappingen er ferdig i hver måned.",
    "The first full calendar year with every ramp complete in every month.",
)
WITH_HELP = Label("med hjelpen de første årene", "with the help of the first years")


@record
class ReferenceYear:
    """A stabilised calendar year. position: 1 is the first year, null without one; mask: by month.

    suffix: ends the ids of what is measured on it, of: the labels; neither for the lasting year.
    """

    position: Line
    year: Line
    mask: Line
    suffix: str = ""
    of: Label | None = None

    def amount(self, by_year: Line) -> Expr:
        """A year line's value in the reference year (that of the first year where there is none)."""
        return value_at(by_year, if_null(self.position, 1))

    def or_null(self, value: Expr) -> Expr:
        """The value, or null without a reference year, for the reason there is none."""
        return when(self.exists, value, self.year)

    @property
    def exists(self) -> Condition:
        """True where there is a reference year."""
        return if_null(self.position, 0) > 0

    def label(self, nb: str, en: str) -> Label:
        """A label that says which year it is measured on."""
        return _ended(Label(nb, en), self.of)


class ReferenceYears(NamedTuple):
    """lasting: without temporary help; with_help: the first with every ramp complete."""

    lasting: ReferenceYear
    with_help: ReferenceYear


def _ended(label: Label, of: Label | None) -> Label:
    return label if of is None else Label(f"{label.nb}, {of.nb}", f"{label.en}, {of.en}")


def reference_years(c: Context, income: Income, terms: Term) -> ReferenceYears:
    """Lines that find the two years."""
    m = c.m
    with c.block("occupancy", "Belegg", "Occupancy", "§10", "§13.1"):
        ready: Expr = terms.operating
        changes = [i for i, phase in enumerate(c.case.phases) if phase.deal != c.case.stages[i].deal]
        if changes:  # the year before another deal is no year of it
            ready = ready * flag(c.calendar.number >= c.number(f"phases.{changes[-1]}.from_month"))
        for s in income.sold:
            ready = ready * s.lines.stabilised
        stable = m.line(
            "reference.stabilised",
            ready,
            "count",
            Label("Alle produkter ferdig opptrappet", "Every product's ramp complete"),
        )
        helped = _year(c, "_with_help", WITH_HELP, stable, null(*NO_YEAR))
        items = temporary_items(c, terms)
        last = latest(c, "help", [item for item in items if item.is_help])
        settled = latest(c, "settled", [item for item in items if not item.is_help])
        lasting = m.line(
            "reference.lasting",
            stable * when(_temporary(c, items, settled).equals(0), 1, 0),
            "count",
            Label("Måneden er varig", "The month lasts"),
            Label(
                "1 når opptrappingen er ferdig, ingen hjelp som tar slutt er i kraft, og alt som starter "
                "eller slutter har gjort det.",
                "1 when ramps are complete, no help that ends is in force, and all that starts or ends has "
                "done so.",
            ),
        )
        return ReferenceYears(_year(c, "", None, lasting, _reason(c, last, settled, helped)), helped)


def _year(c: Context, suffix: str, of: Label | None, stable: Line, reason: Expr) -> ReferenceYear:
    """The first calendar year of twelve months in which `stable` holds throughout."""
    m, id = c.m, f"reference{suffix}"
    full = m.line(
        f"{id}.full_year",
        flag(m.year_sum(stable) >= 12),
        "count",
        _ended(Label("Helt stabilisert år", "Full stabilised year"), of),
    )
    position = m.line(
        f"{id}.position",
        first_where(full, reason),
        "count",
        _ended(Label("Referanseår, nr.", "Reference year, number"), of),
    )
    year = m.line(
        f"{id}.year",
        when(if_null(position, 0) > 0, value_at(c.calendar.years, if_null(position, 1)), position),
        "calendar_year",
        _ended(Label("Referanseår", "Reference year"), of),
        _WITH_HELP_YEAR if suffix else _LASTING_YEAR,
    )
    mask = m.line(
        f"{id}.month",
        flag(c.calendar.year.equals(if_null(year, 0))),
        "count",
        _ended(Label("Måneden er i referanseåret", "The month is in the reference year"), of),
    )
    return ReferenceYear(position, year, mask, suffix, of)


def _temporary(c: Context, items: Sequence[Item], settled: Latest | None) -> Line:
    """How many items disturb each month."""
    m = c.m
    parts: list[Expr] = []
    for item in items:
        if not item.is_help:
            continue
        parts.append(
            m.line(
                f"{item.last.id}.in_force",
                c.calendar.within(item.first, item.last),
                "count",
                Label(f"{item.name.nb}: midlertidig hjelp", f"{item.name.en}: temporary help"),
            )
        )
    if settled is not None:
        parts.append(flag(c.calendar.number <= settled.last))
    return m.line(
        "reference.temporary",
        c.sum(parts),
        "count",
        Label("Midlertidige forhold i måneden", "What is temporary in the month"),
        axis=c.calendar.number.axis,
    )


def _reason(c: Context, last: Latest | None, settled: Latest | None, helped: ReferenceYear) -> Expr:
    """Why there is no lasting year: what settles last and when, or that no ramp is complete for a year."""
    found = [one for one in (last, settled) if one is not None]
    if not found:
        return null(*NO_YEAR)
    most = found[0].last if len(found) == 1 else greatest(*(one.last for one in found))
    until = c.m.line(
        "reference.temporary_until",
        value_at(c.calendar.date, greatest(1, most)),
        "date",
        Label("Siste måned med noe midlertidig", "Last month with anything temporary"),
        Label(
            "Sakens første måned der ingenting er midlertidig.",
            "The first month of the case where nothing is temporary.",
        ),
        total="none",
    )
    why = found[0].reason(c, until)
    if len(found) == 2:
        why = when(found[0].last >= found[1].last, why, found[1].reason(c, until))
    return c.m.line(
        "reference.reason",
        when(helped.exists, why, null(*NO_YEAR)),
        "count",
        Label("Hvorfor intet år varer", "Why no year lasts"),
        total="none",
    )
