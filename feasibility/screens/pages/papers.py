"""The papers: what a board, a bank and a municipality are handed, on the screen and as a PDF."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.answers.answer import Table
from feasibility.case import Case
from feasibility.language import Label
from feasibility.model import Result
from feasibility.papers.choose import PAPERS
from feasibility.papers.choose import paper as paper_for
from feasibility.papers.paper import NAMES, Paper, PaperId, Part
from feasibility.papers.written import lacking, part_tables
from feasibility.report.summary import Applied
from feasibility.screens import answer_page, downloads, markup
from feasibility.screens.chosen import Opened
from feasibility.screens.words import FILE_WITHOUT_SUPPORT

_READER: Final = "paper:reader"
_PDF: Final = "application/pdf"
_CHOOSE: Final = Label("Hvem er papiret til?", "Whom is the paper for?")
_DOWNLOAD: Final = Label("Last ned papiret (PDF)", "Download the paper (PDF)")
_MAKING: Final = Label("Skriver papiret …", "Writing the paper …")
_LEAD: Final = Label(
    "Det samme som PDF-en sier. Ordene om søker, formål, sikkerhet og beliggenhet skriver du under «Hele "
    "saken», steget «Papirene».",
    'What the PDF says. The words on applicant, purpose, security and location are written in "The whole '
    'case", step "The papers".',
)
_FILES: Final[dict[PaperId, Label]] = {
    "board": Label("styresak", "board-paper"),
    "bank": Label("kredittnotat", "credit-paper"),
    "municipality": Label("notat-til-kommunen", "municipality-paper"),
}


def draw(opened: Opened, result: Result) -> None:
    """Whom it is for, the PDF, and the same paper part by part."""
    language = opened.chosen.language
    chosen: PaperId | None = st.segmented_control(
        _CHOOSE.text(language),
        list(PAPERS),
        format_func=lambda reader: NAMES[reader].text(language),
        default="board",
        key=_READER,
    )
    reader = chosen or "board"
    applied = Applied(changes=dict(opened.chosen.numbers), with_support=opened.chosen.with_support)
    with st.spinner(_MAKING.text(language)):
        found = _paper((*downloads.key(opened), reader), result, reader, applied, opened.example)
    st.html(markup.heading(found.title.text(language), 2) + markup.paragraph(_LEAD.text(language), "hint"))
    name = f"{downloads.file_name(opened)}-{_FILES[reader].text(language)}"
    without = "" if opened.chosen.with_support else FILE_WITHOUT_SUPPORT.text(language)
    st.download_button(
        _DOWNLOAD.text(language),
        lambda: _typeset(found, opened),
        f"{name}{without}.pdf",
        _PDF,
        type="primary",
        key="paper_file",
        on_click="ignore",
    )
    for part in found.parts:
        _draw(part, opened)


def _draw(part: Part, opened: Opened) -> None:
    language = opened.chosen.language
    missing = lacking(part)
    st.html(
        markup.heading(part.title.text(language), 3)
        + "".join(markup.sentence(each.text.text(language), each.tone) for each in part.sentences)
        + ("" if missing is None else markup.sentence(missing.text(language), "mixed"))
    )
    for table in part_tables(part):
        _table(table, part, opened)
    answer_page.pictures(part.pictures, part.id, language)


def _table(table: Table, part: Part, opened: Opened) -> None:
    """A long table lies folded: the page is to be read through."""
    language = opened.chosen.language
    if len(table.rows) <= _LONG:
        answer_page.table(table, language)
        return
    with st.expander(table.title.text(language) or part.title.text(language)):
        answer_page.table(table, language)


def _typeset(found: Paper, opened: Opened) -> bytes:
    from feasibility.papers.typeset import pdf

    return pdf(found, opened.chosen.language)


@st.cache_resource(max_entries=12, show_spinner=False)
def _paper(key: object, _result: Result, _reader: PaperId, _applied: Applied, _base: Case) -> Paper:
    return paper_for(_result, _reader, _applied, _base)


_LONG: Final = 16
