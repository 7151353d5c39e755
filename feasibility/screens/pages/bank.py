"""What the bank asks, for each company that borrows: covenants and headroom, capacity, security, stress."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.stress import NOT_PAID, StressGrid, stress
from feasibility.analysis.verdicts import said
from feasibility.evidence.placeholders import placeholders
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Measured
from feasibility.pictures.covenants import covenant_picture
from feasibility.report.bank import CATCHMENT_SOURCE, UNTIL, left_out, no_borrower, stress_notes, stress_table
from feasibility.report.covenants import HEADS, breaks_in_words, least_headroom, limit_in_words, notes_under
from feasibility.screens import markup, session
from feasibility.screens import words as app_words
from feasibility.screens.chosen import Opened
from feasibility.screens.markup import Cell
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables

_STRESSED: Final = "bank:stress"
_SMALLEST: Final = 0.005  # half an øre: amounts below it are nothing


def draw(opened: Opened, result: Result) -> None:
    """Whether the case is ready for the bank, then each borrower, then the stress test."""
    tables = Tables(opened, result)
    if not result.built.bank:
        st.info(markup.plain(tables.say(no_borrower())))
        return
    verdict = next((each for each in said(result) if each.of == "bank"), None)
    if verdict is not None:
        reasons = "; ".join(tables.say(reason) for reason in verdict.reasons)
        ready = tables.say(app_words.BANK_NOT_READY).format(reasons) if reasons else ""
        tables.said(ready or tables.say(app_words.BANK_READY))
    if placeholders(result.case):
        st.html(markup.way(tables.say(words.SEE_REGISTER), tables.links.view("register")))
    tables.said(tables.say(words.PRESS_NUMBER), "hint")
    for view in result.built.bank:
        _borrower(tables, view)
    _stress(tables)


def _borrower(tables: Tables, view: BankView) -> None:
    tables.heading(view.label)
    pictures = [
        spec
        for measured in view.measures
        if (spec := covenant_picture(tables.result, view, measured, tables.language)) is not None
    ]
    for first in range(0, len(pictures), 2):
        columns = st.columns(2, gap="medium")
        for column, spec in zip(columns, pictures[first : first + 2], strict=False):
            with column:
                st.vega_lite_chart(spec=spec, width="stretch", theme=None)
    title = f"{tables.say(view.label)}: {tables.say(words.COVENANTS)}"
    rows = [_covenant(tables, measured) for measured in view.measures]
    st.html(
        markup.heading(tables.say(words.COVENANTS), 3)
        + markup.cell_table(rows, [tables.say(head) for head in HEADS], title)
        + "".join(markup.paragraph(tables.say(note), "hint") for note in notes_under(view))
    )
    _sources_uses(tables, view)
    tables.heading(words.IN_DETAIL, 3)
    by_year = []
    for measured in view.measures:
        by_year.append([Cell(tables.say(measured.label)), *tables.by_year(measured.by_year)])
        if measured.headroom is not None:
            of = words.HEADROOM_IN_POINTS if measured.headroom.unit == "points" else words.HEADROOM_OF
            name = tables.say(of).format(tables.say(measured.label))
            by_year.append([Cell(name), *tables.by_year(measured.headroom)])
    with st.expander(f"{tables.say(words.MEASURES_BY_YEAR)}, {tables.say(view.label).lower()}"):
        heads = [tables.say(words.BY_YEAR), *map(str, tables.years())]
        st.html(markup.cell_table(by_year, heads, tables.say(words.MEASURES_BY_YEAR)))
    tables.year_table(words.BEHIND_BY_YEAR, (*view.years, *view.common_costs))
    for group in view.groups:
        tables.figures(group.label, group.entries)
        if group.note:
            tables.said(f"{tables.say(CATCHMENT_SOURCE)}: {group.note}", "hint")
    for loan in view.loans:
        figures = [[Cell(tables.say(entry.label)), tables.scalar(entry.line)] for entry in loan.entries]
        named = (app_words.FIGURE, app_words.VALUE)
        tables.rows(tables.say(words.LOAN).format(loan.name), figures, named)


def _covenant(tables: Tables, measured: Measured) -> list[Cell]:
    result, language = tables.result, tables.language
    worst, year = tables.scalar(measured.worst), result.number(measured.worst_year)
    shown = worst._replace(text=worst.text + ("" if year is None else f" ({year:.0f})"))
    left, breaks = Cell(""), ""
    least = least_headroom(measured)
    if least is not None:
        left = tables.scalar(least)
        breaks = breaks_in_words(result, measured, language)
    limit = limit_in_words(result, measured, language)
    return [Cell(tables.say(measured.label)), Cell(limit), shown, left, Cell(breaks, is_number=False)]


def _sources_uses(tables: Tables, view: BankView) -> None:
    table = view.sources_uses
    tables.heading(words.SOURCES_USES, 3)
    columns = st.columns(2, gap="medium")
    sides = (
        (words.SOURCES, table.sources, table.total_sources),
        (words.USES, table.uses, table.total_uses),
    )
    for column, (title, entries, total) in zip(columns, sides, strict=True):
        used = [e for e in entries if abs(tables.result.number(e.line) or 0) > _SMALLEST]
        rows = [[Cell(tables.say(e.label)), tables.scalar(e.line)] for e in (*used, total)]
        kinds = [*([""] * len(used)), "total"]
        heads = [tables.say(title), tables.say(app_words.VALUE)]
        with column:
            st.html(markup.cell_table(rows, heads, tables.say(title), kinds))
    tables.said(tables.say(UNTIL), "hint")


def _stress(tables: Tables) -> None:
    """The stress test, when it is asked for: it is many runs."""
    tables.heading(words.STRESS)
    tables.said(tables.say(words.STRESS_LEAD))
    if st.toggle(tables.say(words.SHOW_STRESS), key=_STRESSED):
        with st.spinner(tables.say(words.WORKING)):
            grid = _grid(session.run_key(tables.opened), tables.result)
        for party in grid.parties:
            heads, rows = stress_table(grid, party, tables.language)
            cells = [[Cell(text) for text in row] for row in rows]
            st.html(markup.cell_table(cells, heads, f"{tables.say(words.STRESS)}, {heads[0].lower()}"))
        notes = [*stress_notes(grid), *([NOT_PAID] if grid.landlord_unpaid else []), *left_out(grid)]
        st.html("".join(markup.paragraph(tables.say(note), "hint") for note in notes))
    more = (("stress", words.ALL_OF_STRESS), ("capacity", words.ALL_OF_CAPACITY))
    st.html("".join(markup.way(tables.say(label), tables.links.view(view)) for view, label in more))


# A result never changes, so sessions can share what is worked out of it.
@st.cache_resource(max_entries=16, show_spinner=False)
def _grid(key: object, _result: Result) -> StressGrid:
    return stress(session.as_many_start(_result))
