"""Whether the operator survives: break-even, how much money and when, income by product, year by year."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.names import CompanyId
from feasibility.screens import answer as answers
from feasibility.screens import chosen, markup, results
from feasibility.screens.chosen import Opened
from feasibility.screens.figures import repeated
from feasibility.screens.markup import Cell
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables
from feasibility.screens.pages.whose import whose

_WHOSE: Final = "choice:operator"
_BREAK_EVEN = (
    "break_even.occupancy",
    "break_even_with_help.occupancy",
    "break_even.price",
    "concept.stable_result",
    "concept.stable_result_with_help",
    "concept.stable_result_unpaid_costed",
    "concept.turns",
    "concept.stands_alone",
    "reference.year",
    "operator.highest_rent",
)


def draw(opened: Opened, result: Result) -> None:
    """Verdict and pictures first, then what the numbers are made of."""
    tables = Tables(opened, result)
    said = answers.answer(result, tables.language)
    operators: list[CompanyId] = list(said.operators) or ["landlord"]
    runs = whose(tables, opened, operators, words.WHICH_OPERATOR, _WHOSE)
    if runs == "landlord":
        st.info(markup.plain(tables.say(words.LANDLORD_RUNS)))
    else:
        st.html(results.party_verdict(runs, said.operators[runs], tables.language))
    tables.charts(_pictures(tables, runs))
    tables.heading(words.KEY_FIGURES)
    tables.said(tables.say(words.PRESS_NUMBER), "hint")
    if runs == "landlord":
        same = repeated(result, tables.language)
        shown = [line for line in tables.lines(_BREAK_EVEN) if line.id not in same]
        tables.figures(words.BREAK_EVEN, shown, is_open=True)
    else:
        results.party_figures(result, None, runs, tables.links)
    tables.heading(words.BREAK_EVEN)
    tables.said(tables.say(words.BREAK_EVEN_LEAD), "hint")
    _break_even(tables)
    tables.heading(words.IN_DETAIL)
    tables.figures(
        words.MONEY_NEEDED,
        tables.lines(
            f"{runs}.{id}"
            for id in (
                "lowest_cash",
                "lowest_cash.month",
                "capital_needed",
                "capital_needed.month",
                "payback",
            )
        ),
    )
    statement = next(s for s in result.built.statements if s.id == f"{runs}.income_statement")
    tables.statement(words.RESULT, statement.rows)
    st.html(
        markup.way(tables.say(words.FULL_STATEMENTS), tables.links.view("statements", {chosen.PARTY: runs}))
    )


def _pictures(tables: Tables, runs: CompanyId) -> list[Chart]:
    """The money, the result by year, how full it is, and what each product brings."""
    shown = [Chart("liquidity", words.LIQUIDITY_BY_MONTH, "line", (tables.line(f"{runs}.liquidity"),), "NOK")]
    known = {chart.id: chart for chart in tables.result.built.charts}
    by_year = Chart("result", words.RESULT, "column", (tables.line(f"{runs}.ebitda.year"),), "NOK")
    shown.append(known.get("support_ladder", by_year))
    products = tables.result.case.products
    for title, part, unit in ((words.OCCUPANCY, "occupancy", "share"), (words.INCOME, "income", "NOK")):
        if lines := tables.lines(f"products.{id}.{part}" for id in products):
            shown.append(Chart(part, title, "line", tuple(lines), unit))
    return shown


def _break_even(tables: Tables) -> None:
    """Each product's occupancy at break-even beside what the case expects once it is filled up."""
    rows = []
    for id, product in tables.result.case.products.items():
        if tables.has(line := f"break_even.{id}.occupancy"):
            stated = tables.result.built.model.inputs.get(f"products.{id}.ramp.stabilised_share")
            expected = "" if stated is None else tables.bare(tables.result.values.inputs[stated.id], "share")
            name = product.label or id.replace("_", " ")
            rows.append([Cell(name), tables.scalar(tables.line(line)), Cell(expected)])
    if rows:
        title = tables.say(words.BREAK_EVEN)
        heads = [tables.say(w) for w in (words.PRODUCT, words.AT_BREAK_EVEN, words.EXPECTED)]
        st.html(markup.cell_table(rows, heads, title))
