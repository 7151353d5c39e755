"""The questions that many runs answer, asked of the case on the screen: deal, alternatives, risks.

Each is one of the answers the commands give (`feasibility.answers`); here they are only shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.model import Result
from feasibility.screens import answer_page, markup, session
from feasibility.screens import question_words as words
from feasibility.screens.chosen import Opened

Ask = Callable[[Result], Answer]


def _stress(result: Result) -> Answer:
    from feasibility.analysis.stress import breaking_points, stress
    from feasibility.answers.stress import answer

    return answer(stress(result), breaking_points(result), result)


def _capacity(result: Result) -> Answer:
    from feasibility.analysis.capacity import capacity
    from feasibility.answers.capacity import answer

    return answer(capacity(result), result)


def _sensitivity(result: Result) -> Answer:
    from feasibility.analysis.sensitivity import sensitivity
    from feasibility.answers.sensitivity import answer

    return answer(sensitivity(result), result)


ASKED: Final[Mapping[str, Ask]] = {
    "stress": _stress,
    "capacity": _capacity,
    "sensitivity": _sensitivity,
}
"""What may be asked, by the name in the address."""


def draw(opened: Opened, result: Result) -> None:
    """The answer to the question in the address, or why it has none for this case."""
    language, view = opened.chosen.language, opened.chosen.view
    try:
        with st.spinner(words.WORKING.text(language)):
            found = _answer(view, session.run_key(opened), result)
    except NoAnswer as error:
        st.info(markup.plain(error.label.text(language)))
        return
    answer_page.draw(found, language)


@st.cache_resource(max_entries=32, show_spinner=False)
def _answer(view: str, key: object, _result: Result) -> Answer:
    return ASKED[view](session.as_many_start(_result))
