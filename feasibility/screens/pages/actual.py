"""Budget against actual (budsjett mot regnskap): of what the case has booked, or of a file not kept."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.actual.booked import Booked, booked_of_case
from feasibility.analysis.actual.files import read_booked
from feasibility.analysis.actual.forecast import outlook
from feasibility.answers.actual import answer
from feasibility.case import CaseError
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.names import PARTIES, CompanyId
from feasibility.screens import answer_page, markup
from feasibility.screens.chosen import Opened

_FILE: Final = "actual:file"
_PARTY: Final = "actual:party"
_MOST_MEGABYTES: Final = 50
_TITLE: Final = Label("Budsjett mot regnskap", "Budget against actual")
_LEAD: Final = Label(
    "Last opp bokførte tall for månedene etter åpning: en CSV-fil (måned;linje;beløp) eller SAF-T Regnskap "
    "fra regnskapssystemet. Filen leses her og lagres ikke.",
    "Upload booked figures of the months since opening: a CSV file (month;line;amount) or SAF-T Financial "
    "from the accounting system. The file is read here and not kept.",
)
_CHOOSE_FILE: Final = Label("Bokførte tall", "Booked figures")
_CHOOSE_PARTY: Final = Label("Hvem sitt regnskap?", "Whose accounts?")
_WRONG: Final = Label("Filen kan ikke brukes:", "The file cannot be used:")
_NONE: Final = Label(
    "Saken selv har ingen bokførte tall ennå. De kan også skrives i saken, under Papirene: Regnskap.",
    "The case itself has no booked figures yet. They may be written in the case too, under The papers: "
    "Actual figures.",
)


def draw(opened: Opened, result: Result) -> None:
    """The file, then what follows from it; without one, from what the case has booked."""
    language = opened.chosen.language
    st.html(markup.heading(_TITLE.text(language), 2) + markup.paragraph(_LEAD.text(language), "hint"))
    party = _party(result, language)
    given = st.file_uploader(_CHOOSE_FILE.text(language), key=_FILE, max_upload_size=_MOST_MEGABYTES)
    booked: Booked | None
    try:
        if given is not None:
            booked = read_booked(result, party, given.getvalue(), given.name)
        else:
            booked = booked_of_case(result, party)
    except CaseError as error:
        told = "".join(markup.paragraph(text, "mistake") for text in error.messages(language))
        st.html(markup.paragraph(_WRONG.text(language)) + told)
        return
    if booked is None:
        st.html(markup.paragraph(_NONE.text(language), "hint"))
        return
    answer_page.draw(answer(outlook(result, booked)), language)


def _party(result: Result, language: Language) -> CompanyId:
    """Whose accounts: asked where the case keeps those of two companies."""
    companies = list(result.case.companies)
    operating = result.case.operating_company
    if len(companies) == 1:
        return operating
    chosen: CompanyId | None = st.segmented_control(
        _CHOOSE_PARTY.text(language),
        companies,
        format_func=lambda id: PARTIES[id].short.text(language),
        default=operating,
        key=_PARTY,
    )
    return chosen or operating
