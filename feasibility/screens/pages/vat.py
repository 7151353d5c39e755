"""What VAT (merverdiavgift) does: what is recovered, what is lost, adjustment, and other treatments of it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.vat_compare import VatComparison, compare_vat
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.names import PARTIES, VAT_REGIMES, PartyId
from feasibility.report.vat import (
    LEAD,
    POLICY_HEAD,
    REGIMES,
    alternative_table,
    class_notes,
    policies,
    switched,
)
from feasibility.screens import markup, session
from feasibility.screens.chosen import Opened
from feasibility.screens.markup import Cell
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables

_COMPARED: Final = "vat:compare"
_BY_MONTH: Final = ("deducted", "lost", "adjustment")
_BY_YEAR: Final = (
    "vat.turnover.year",
    "vat.registered_turnover.year",
    "vat.registered_share",
    "income.lost_vat.year",
    "income.vat_adjustment.year",
    "cash.vat_settlement.year",
)


def draw(opened: Opened, result: Result) -> None:
    """Each company's VAT over time, how each product is classed, and the other treatments when asked for."""
    tables = Tables(opened, result)
    for party in result.case.companies:
        _company(tables, party)
    _regimes(tables)
    _compared(tables)


def _company(tables: Tables, party: PartyId) -> None:
    name = PARTIES[party].short
    tables.heading(name)
    lines = tuple(tables.lines(f"{party}.vat.{id}" for id in _BY_MONTH))
    settled = tuple(tables.lines([f"{party}.cash.vat_settlement.year"]))
    pictures = [Chart(f"{party}.vat", words.VAT_BY_MONTH, "line", lines, "NOK")]
    if settled:
        pictures.append(Chart(f"{party}.settled", words.VAT_SETTLED, "column", settled, "NOK"))
    tables.charts(pictures)
    tables.said(tables.say(words.PRESS_NUMBER), "hint")
    registered = tables.lines([f"{party}.vat.registered_from"])
    tables.figures(_whose(words.REGISTERED, name), registered, is_open=True)
    by_year = tables.lines(f"{party}.{id}" for id in _BY_YEAR)
    tables.year_table(_whose(words.VAT_BY_YEAR, name), by_year)


def _whose(title: Label, name: Label) -> Label:
    """A table's title with the company's name: the page has one of each company."""
    return Label(f"{title.nb}, {name.nb.lower()}", f"{title.en}, {name.en.lower()}")


def _regimes(tables: Tables) -> None:
    rows = [
        [
            Cell(product.label or id.replace("_", " ")),
            Cell(tables.say(VAT_REGIMES[product.vat_regime].full), is_number=False),
        ]
        for id, product in tables.result.case.products.items()
    ]
    tables.heading(words.CLASSED)
    heads = [tables.say(words.PRODUCT), tables.say(words.TREATMENT)]
    st.html(markup.cell_table(rows, heads, tables.say(words.CLASSED)))


def _compared(tables: Tables) -> None:
    """The same case under other treatments, when it is asked for: it is many runs."""
    tables.heading(words.OTHER_TREATMENTS)
    tables.said(tables.say(LEAD))
    if not st.toggle(tables.say(words.SHOW_TREATMENTS), key=_COMPARED):
        return
    with st.spinner(tables.say(words.WORKING)):
        found = _found(session.run_key(tables.opened), tables.result)
    language = tables.language
    compared = [(tables.say(POLICY_HEAD), found.policies, policies(found))]
    compared += [(switched(each, found, language), each.alternatives, REGIMES) for each in found.regimes]
    for place, (head, alternatives, names) in enumerate(compared):
        heads, rows = alternative_table(head, alternatives, names, language)
        with st.expander(head, expanded=place == 0):
            st.html(markup.cell_table([[Cell(text) for text in row] for row in rows], heads, head))
    with st.expander(tables.say(words.SETTLED_OR_OPEN)):
        st.html("".join(markup.paragraph(text, "said") for text in class_notes(found, language)))


# A result never changes, so sessions can share what is worked out of it.
@st.cache_resource(max_entries=8, show_spinner=False)
def _found(key: object, _result: Result) -> VatComparison:
    return compare_vat(session.as_many_start(_result).case)
