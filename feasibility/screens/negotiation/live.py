"""The map and its point, redrawn by themselves when the point is moved: nothing else of the page is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from feasibility.analysis.negotiate.negotiation import Explored, Negotiation, settled
from feasibility.answers import negotiate
from feasibility.answers.looked_at import looked_at, sides
from feasibility.answers.negotiation_tables import both_parties, forms_table
from feasibility.answers.term_sheet import term_sheet
from feasibility.language import Language
from feasibility.pictures.negotiate import chosen, picture
from feasibility.screens import answer_page, markup, saved
from feasibility.screens import question_words as words
from feasibility.screens.chosen import Opened
from feasibility.screens.negotiation import point, use
from feasibility.screens.negotiation import words as said
from feasibility.screens.negotiation.point import Place
from feasibility.store import StoreError

_SHEET: Final = "choice:term_sheet"


@st.fragment
def draw(opened: Opened, pair: str, found: Explored) -> None:
    """Sliders and the answer at the point to the left, the map to the right, all that is asked for below."""
    language = opened.chosen.language
    if opened.saved is not None:
        opened = _asked_again(opened)
    place = Place(f"{opened.chosen.key}:{pair}")
    x, y = place.now(found)
    left, right = st.columns([6, 9], gap="medium")
    with right:  # first: what is waited for is sent before all that is said of the point
        answer_page.draw(negotiate.explored(found, picture(found, chosen(x, y))), language, expanded=False)
    with left, st.container(key="point"):
        _point(place, opened, found, language)
    if st.toggle(said.SHEET.text(language), key=_SHEET):
        with st.spinner(words.WORKING.text(language)):
            there = settled(found, (x, y))
        _sheet(there, language)


def _asked_again(opened: Opened) -> Opened:
    """The same, with what the one who looks may do now: this part is drawn without the rest of the page.

    Where that is nothing any more, the whole page is drawn anew, and says so.
    """
    assert opened.saved is not None
    try:
        now = saved.store().find(saved.user(), opened.saved.saved.id)
    except StoreError:
        st.rerun()
    return replace(opened, saved=replace(opened.saved, saved=now))


def _point(place: Place, opened: Opened, found: Explored, language: Language) -> None:
    lead = markup.paragraph(said.MAP_LEAD.text(language), "hint")
    st.html(markup.heading(said.MAP.text(language), 2) + lead)
    x, y = point.fields(place, found, language)
    there = found.judged(x, y)
    st.html(markup.told((each.text.text(language), each.tone) for each in looked_at(found, there)))
    with st.container(horizontal=True):
        _jumps(place, found, language)
    answer_page.table(sides(found, there), language)
    use.draw(opened, found, place)


def _jumps(place: Place, found: Explored, language: Language) -> None:
    """The points that matter, one press away."""
    if found.equal is not None:
        label = said.TO_EQUAL if found.equal.is_exact else said.TO_ALIKE
        to = (found.equal.x, found.equal.y)
        st.button(label.text(language), key="to_equal", on_click=place.move, args=to)
    stated = point.stated(found)
    if stated is not None:
        st.button(said.TO_STATED.text(language), key="to_stated", on_click=place.move, args=stated)


def _sheet(there: Negotiation, language: Language) -> None:
    sheet = term_sheet(there)
    st.html(
        markup.heading(sheet.title.text(language), 3)
        + "".join(markup.paragraph(part.text(language)) for part in sheet.paragraphs)
    )
    answer_page.table(both_parties(there), language)
    if there.forms is not None and there.forms.found:
        answer_page.table(forms_table(there), language)
    elif (none := negotiate.no_help(there)) is not None:
        st.html(markup.paragraph(none.text(language), "hint"))
