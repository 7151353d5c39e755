"""The pictures of a case: which lines a reader should see over time."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Line
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.base.context import Context
from feasibility.model.base.result import Chart
from feasibility.model.concept.income import Income
from feasibility.model.deal.term import Term


def charts(c: Context, companies: Sequence[Party], income: Income, terms: Term) -> tuple[Chart, ...]:
    """Landlord against vacant, liquidity, members against capacity, result by year."""
    m = c.m
    liquidity = tuple(m.lines[f"{p.id}.liquidity"] for p in companies)
    results = tuple(year_of(c, m.lines[f"{p.id}.ebitda"]) for p in companies)
    names = tuple(p.label for p in companies)
    running = [m.lines["landlord.against_vacant_so_far"]]
    before = m.lines.get("landlord.against_vacant_before_exit_so_far")
    if before is not None:
        running = [before]
    return (
        Chart(
            "landlord_gain",
            Label("Gårdeier mot tomme lokaler, samlet", "Landlord against empty premises, running total"),
            "line",
            tuple(running),
            "NOK",
        ),
        Chart("liquidity", Label("Likviditetsreserve", "Liquidity reserve"), "line", liquidity, "NOK", names),
        Chart(
            "members",
            Label("Medlemmer og kapasitet", "Members and capacity"),
            "line",
            (income.all_members, _capacity(c, income, terms)),
            "people",
        ),
        Chart(
            "result",
            Label("Driftsresultat før avskrivninger (EBITDA) per år", "EBITDA by year"),
            "column",
            results,
            "NOK",
            names,
        ),
        Chart(
            "income",
            Label("Inntekter per år", "Income by year"),
            "stacked_column",
            (year_of(c, income.rent), year_of(c, income.services)),
            "NOK",
        ),
    )


def _capacity(c: Context, income: Income, terms: Term) -> Line:
    with c.block("income", "Inntekter", "Income", "§3"):
        return c.m.line(
            "members.capacity_by_month",
            income.capacity * terms.operating,
            "people",
            Label("Kapasitet", "Capacity"),
        )
