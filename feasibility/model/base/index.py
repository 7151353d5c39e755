"""Indexation (KPI-regulering), docs/model.md §2.

Prices, costs and wages step every 1 January after the case's first month. A lease follows its own clause,
counted from its own first month, and never falls below the agreed rent. Nothing is compounded monthly.
"""

from __future__ import annotations

from typing import Literal

from feasibility.case.form.deal import IndexClause, Lease, OrdinaryTenant
from feasibility.engine.expr import (
    Axis,
    Expr,
    Input,
    Line,
    as_expr,
    both,
    flag,
    greatest,
    least,
    modulo,
    when,
)
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.base.context import Context
from feasibility.record import record

IndexName = Literal["prices", "costs", "wages", "rent"]
_NAMES: dict[IndexName, tuple[Label, str]] = {
    "prices": (Label("Prisvekst", "Price growth"), "index.prices_share_per_year"),
    "costs": (Label("Kostnadsvekst", "Cost growth"), "index.costs_share_per_year"),
    "wages": (Label("Lønnsvekst", "Wage growth"), "index.wages_share_per_year"),
    "rent": (
        Label("KPI for leie", "Consumer prices"),
        "index.rent_share_per_year",
    ),
}


def growth_rate(c: Context, name: IndexName, next_year: bool = False) -> Line:
    """The yearly rate that takes effect on 1 January of each month's calendar year, or of the year after."""
    id = f"index.{name}.next_rate" if next_year else f"index.{name}.rate"
    known = c.m.lines.get(id)
    if known is not None:
        return known
    label, path = _NAMES[name]
    table = c.rate_by_year(path, label)
    year: Expr = c.calendar.year + 1 if next_year else c.calendar.year
    if len(table.keys) > 1 or table.keys[0] > 0:
        first = c.m.input(
            f"{path}.first_year",
            table.keys[0],
            "calendar_year",
            Label(f"{label.nb}: første år i tabellen", f"{label.en}: first year of the table"),
            "structure",
        )
        year = greatest(year, first)
    with c.block("index", "Indeks", "Index", "§2"):
        if next_year:
            label = Label(f"{label.nb}, året etter", f"{label.en}, the year after")
        return c.m.line(id, c.m.lookup(table, year), "share/year", label)


def index(c: Context, name: IndexName, share: Input | None = None) -> Line:
    """1 in the first month, stepping every 1 January by the rate, or by an agreed share of it.

    Args:
        share: the item's own `index_share`. The item then has an index of its own, also where the share is 1:
            a reader may change it in the workbook.
    """
    id = f"index.{name}" if share is None else f"index.{name}.{share.id}"
    known = c.m.lines.get(id)
    if known is not None:
        return known
    label, _ = _NAMES[name]
    step: Expr = growth_rate(c, name)
    if share is not None:
        step = step * share
        # the input is called "Flex desk: …" after its item
        of = Label(share.label.nb.rpartition(": ")[0], share.label.en.rpartition(": ")[0])
        label = Label(f"{of.nb}: {lower_first(label.nb)}", f"{of.en}: {lower_first(label.en)}")
    with c.block("index", "Indeks", "Index", "§2"):
        return c.m.recurrence(
            id,
            lambda before: before * (1 + c.calendar.year_step * step),
            "index",
            Label(f"{label.nb}, nivå", f"{label.en}, level"),
            Label("Trinn 1. januar, ikke hver måned.", "Steps on 1 January, not monthly."),
            total="none",
            opening=1,
        )


@record
class IndexTerms:
    """A lease's index clause. share: of the consumer price index. month: the calendar month of `on_month`.
    least_rise: share a year. first_step_months: how many months the first step covers."""

    clause: IndexClause
    share: Expr
    month: Expr | None = None
    least_rise: Expr | None = None
    first_step_months: Expr | None = None


def index_terms(c: Context, path: str, stated: Lease | OrdinaryTenant, of: Label) -> IndexTerms:
    """The index clause of what is stated at a path."""

    def optional(name: str) -> Expr | None:
        return c.number(f"{path}.{name}", of) if c.stated(f"{path}.{name}") else None

    return IndexTerms(
        stated.index_clause,
        c.number(f"{path}.index_share", of),
        optional("index_month"),
        optional("index_minimum_share_per_year"),
        optional("index_first_step_months"),
    )


def _part_of_rate(c: Context, terms: IndexTerms, elapsed: Expr) -> Expr:
    """The part of the year's rate that is taken each month: of the months a first step covers, else all.

    elapsed: months since the lease's first month.
    """
    month, covers = c.calendar.month, terms.first_step_months
    match terms.clause:
        case "none":
            return as_expr(0)
        case "standard" | "on_month":
            steps = month.equals(1 if terms.month is None else terms.month)
            first: Expr = least(1, elapsed / 12)
            if covers is not None:
                first = when(elapsed <= 12, covers / 12, 1)
            return when(both(steps, elapsed > 0), first, 0)
        case "after_12_months":
            due = flag(both(month.equals(1), elapsed >= 12))
        case _:
            due = flag(both(elapsed > 0, modulo(elapsed, 12).equals(0)))
    return due if covers is None else due * when(elapsed - 12 < 12, covers / 12, 1)


def lease_index(
    c: Context,
    id: str,
    elapsed: Expr,
    starts: Expr,
    terms: IndexTerms,
    label: Label,
    level_at_start: Expr | int = 1,
) -> Line:
    """The index of one lease after another: `level_at_start` in each lease's first month, then its clause.

    Args:
        elapsed: months since the running lease's first month (0 in it), by month.
        starts: 1 in the first month of each lease.
        terms: its clause: `standard` (the first 1 January by (months from start to 31 December)/12 of the
            rate, later ones in full), `on_month` (the same in a stated month), `after_12_months` (first step
            at the first 1 January at least 12 months after start), `anniversary` (every twelve months from
            start) or `none`.
    """
    m = c.m
    rate: Expr = growth_rate(c, "rent")
    step, taken = _part_of_rate(c, terms, elapsed), rate * terms.share
    if terms.least_rise is not None:
        taken = greatest(taken, terms.least_rise)
    nb, en = label.nb, label.en
    step_line = m.line(
        f"{id}.step",
        step * rate * terms.share if terms.least_rise is None else step * taken,
        "share",
        Label(f"{nb}: regulering", f"{en}: step"),
        Label(
            "Andelen leien justeres med denne måneden, etter avtalens klausul.",
            "Share by which the rent is adjusted this month, by the lease's clause.",
        ),
        axis=Axis.MONTH,
    )
    raw = m.recurrence(
        f"{id}.chain",
        lambda before: when(starts.equals(1), level_at_start, before * (1 + step_line)),
        "index",
        Label(f"{nb}: kjedet indeks", f"{en}: chained index"),
        total="none",
        opening=1,
    )
    if isinstance(level_at_start, int):
        return m.line(
            id,
            greatest(level_at_start, raw),
            "index",
            Label(f"{nb}: indeks", f"{en}: index"),
            Label("Aldri under avtalt leie.", "Never below the agreed rent."),
        )
    floor = m.recurrence(
        f"{id}.floor",
        lambda before: when(starts.equals(1), level_at_start, before),
        "index",
        Label(f"{nb}: avtalt nivå", f"{en}: agreed level"),
        total="none",
        opening=1,
    )
    return m.line(
        id,
        greatest(floor, raw),
        "index",
        Label(f"{nb}: indeks", f"{en}: index"),
        Label("Aldri under avtalt leie.", "Never below the agreed rent."),
    )
