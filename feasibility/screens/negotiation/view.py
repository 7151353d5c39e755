"""The view of the rent discount: what the landlord can give, then the map with its point."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.discount import discount
from feasibility.analysis.negotiate.negotiation import Explored, explore
from feasibility.analysis.negotiate.terms import PAIRS, leased
from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers import discount as most
from feasibility.answers.answer import Answer
from feasibility.language import Language
from feasibility.model import Result
from feasibility.screens import answer_page, markup, session
from feasibility.screens import question_words as words
from feasibility.screens.chosen import Opened
from feasibility.screens.negotiation import live

_PAIR: Final = "choice:pair"


def draw(opened: Opened, result: Result) -> None:
    """What can be given, and the map; or why there is nothing to negotiate."""
    language, key = opened.chosen.language, session.run_key(opened)
    given, none = st.container(key="given"), None
    try:
        leased(result)
        pair = _pair(language)
        with st.spinner(words.WORKING.text(language)):
            found = _explored(pair, key, result)
        live.draw(opened, pair, found)
    except NoAnswer as error:
        none = error
    # It stands first and comes last: it takes longer than the map, which can be used meanwhile.
    with given, st.spinner(words.WORKING.text(language)):
        try:
            answer_page.draw(_given(key, result), language, expanded=False)
        except NoAnswer as error:
            none = error
    if none is not None:
        st.info(markup.plain(none.label.text(language)))


def _pair(language: Language) -> str:
    chosen: str = st.selectbox(
        words.PAIR.text(language),
        list(PAIRS),
        format_func=lambda pair: words.PAIRS[pair].text(language),
        key=_PAIR,
    )
    return chosen


@st.cache_resource(max_entries=16, show_spinner=False)
def _given(key: object, _result: Result) -> Answer:
    start = session.as_many_start(_result)
    return most.answer(discount(start.case, start))


@st.cache_resource(max_entries=16, show_spinner=False)
def _explored(pair: str, key: object, _result: Result) -> Explored:
    return explore(session.as_many_start(_result), *PAIRS[pair])
