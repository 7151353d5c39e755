"""The overview: both parties, the pictures, and all that can be taken along."""

from __future__ import annotations

import streamlit as st

from feasibility.model import Result
from feasibility.screens import (
    downloads,
    history,
    markup,
    results,
    session,
    start_words,
    version_words,
    words,
)
from feasibility.screens.chosen import Opened
from feasibility.screens.links import Links
from feasibility.screens.taking import words as taking_words


def draw(opened: Opened, result: Result) -> None:
    """The result beside what the case was before."""
    language = opened.chosen.language
    links = Links(opened.chosen, result)
    before = session.unchanged(opened) if opened.chosen.is_changed or opened.first is not None else None
    compared = words.COMPARED if opened.saved is None else start_words.COMPARED
    results.parties(result, before, links)
    results.gain_parts(result, links)
    results.pictures(result, before, compared, language)
    results.others(result, before, links)
    st.html(markup.heading(words.DOWNLOADS.text(language), 2))
    downloads.draw(result, opened)
    st.button(taking_words.TO_OUT.text(language), key="to_out", on_click=session.switch_view, args=("out",))
    if opened.saved is not None:
        history.draw(opened.saved, language)
        st.button(
            version_words.TO_VERSIONS.text(language),
            key="to_versions",
            on_click=session.switch_view,
            args=("versions",),
        )
