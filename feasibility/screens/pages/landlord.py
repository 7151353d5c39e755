"""What the landlord gets: against leaving it empty and an ordinary tenant, the money, the discount's cost."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from feasibility.engine.expr import Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.screens import answer as answers
from feasibility.screens import chosen, markup, results
from feasibility.screens.chosen import Opened
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables

ChartKind = Literal["line", "column"]

_VALUE = (
    "landlord.value",
    "landlord.value_uplift",
    "landlord.yield_on_cost",
    "landlord.works_total",
    "landlord.irr_against_vacant.annual",
    "landlord.irr_against_ordinary.annual",
    "landlord.irr.annual",
    "landlord.equity_npv",
    "landlord.equity_irr.annual",
)
_YEARS = (
    "landlord.ebitda.year",
    "landlord.project_cash.year",
    "landlord.cash.year",
    "landlord.unfunded.year",
)


def draw(opened: Opened, result: Result) -> None:
    """Verdict and pictures first, then what the numbers are made of."""
    tables = Tables(opened, result)
    said = answers.answer(result, tables.language)
    st.html(results.party_verdict("landlord", said.landlord, tables.language))
    pictures = [chart for chart in result.built.charts if chart.id == "landlord_gain"]
    pictures.append(_chart(tables, words.LIQUIDITY_BY_MONTH, "line", "landlord.liquidity"))
    pictures.append(_chart(tables, words.CASH_BY_YEAR, "column", "landlord.project_cash.year"))
    if result.built.model.lines.get("landlord.reduction_nominal") is not None:
        pictures.append(_chart(tables, words.RENT, "line", "lease.market", "lease.rent"))
    tables.charts(pictures)
    tables.heading(words.KEY_FIGURES)
    tables.said(tables.say(words.PRESS_NUMBER), "hint")
    results.party_figures(result, None, "landlord", tables.links)
    tables.heading(words.ALTERNATIVES)
    results.gain_table(result, tables.links)
    tables.heading(words.IN_DETAIL)
    tables.figures(
        words.MONEY_NEEDED,
        tables.lines(
            f"landlord.{id}"
            for id in (
                "lowest_cash",
                "lowest_cash.month",
                "capital_needed",
                "capital_needed.month",
                "payback",
            )
        ),
    )
    tables.figures(words.DISCOUNT, _discount(tables))
    tables.figures(words.VALUE, tables.lines(_VALUE))
    tables.year_table(words.RESULT, tables.lines(_YEARS))
    st.html(
        markup.way(
            tables.say(words.FULL_STATEMENTS), tables.links.view("statements", {chosen.PARTY: "landlord"})
        )
    )


def _discount(tables: Tables) -> list[Line]:
    """What the reductions cost, each and together, and what the rent comes to; none where nobody leases."""
    return [
        measure.line
        for measure in tables.result.built.measures
        if measure.line.id.startswith(("landlord.reduction", "landlord.net_effective"))
    ]


def _chart(tables: Tables, title: Label, kind: ChartKind, *ids: str) -> Chart:
    return Chart(ids[0], title, kind, tuple(tables.lines(ids)), "NOK")
