"""The view of the alternatives: which columns stand side by side, and which one differences are taken to."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.compare import columns
from feasibility.analysis.compare.columns import STATED, Candidate
from feasibility.analysis.compare.compare import compare
from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.answers.compare import answer
from feasibility.language import Label
from feasibility.model import Result
from feasibility.screens import answer_page, markup, session
from feasibility.screens import question_words as words
from feasibility.screens.chosen import Opened

_WHICH: Final = Label("Hva skal stå side om side?", "What is to stand side by side?")
_AGAINST: Final = Label("Forskjeller regnes fra", "Differences are taken to")
_ALL: Final = Label("Alle", "All")


def draw(opened: Opened, result: Result) -> None:
    """The choice of columns, and the answer for them; all of them where none is chosen."""
    language = opened.chosen.language
    known = {
        each.name: each
        for each in (
            columns.stated(),
            *columns.scenarios(result.case),
            *columns.alternatives(result.case),
        )
    }

    def called(name: str) -> str:
        found: Candidate | None = known.get(name)
        return name if found is None else found.label.text(language)

    left, right = st.columns([2, 1])
    only = left.multiselect(
        _WHICH.text(language),
        list(known),
        format_func=called,
        key=f"choice:columns:{opened.chosen.key}",
        placeholder=_ALL.text(language),
    )
    against = right.selectbox(
        _AGAINST.text(language), list(known), format_func=called, key=f"choice:against:{opened.chosen.key}"
    )
    asked = tuple(name for name in known if name in only)
    try:
        with st.spinner(words.WORKING.text(language)):
            found = _answer(asked, against if against in known else STATED, session.run_key(opened), result)
    except NoAnswer as error:
        st.info(markup.plain(error.label.text(language)))
        return
    answer_page.draw(found, language)


@st.cache_resource(max_entries=16, show_spinner=False)
def _answer(only: tuple[str, ...], against: str, key: object, _result: Result) -> Answer:
    start = session.as_many_start(_result)
    return answer(compare(start, only=only, against=against), start)
