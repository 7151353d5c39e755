"""The page: the answer first, then both parties' numbers and pictures beside the fields that change them."""

import logging

import streamlit as st

from feasibility.case import CaseError
from feasibility.language import Language
from feasibility.screens import choices, downloads, markup, panel, results, session, style, top, words
from feasibility.screens.chosen import Chosen, language_in


def show() -> None:
    """Draw the page once; Streamlit calls it anew at every interaction."""
    language = language_in(session.address())
    st.set_page_config(page_title=words.TITLE.text(language), page_icon=style.ICON, layout="wide")
    st.html(style.sheet())
    st.html(style.document_language(language), unsafe_allow_javascript=True)
    try:
        _draw(language)
    except Exception:  # whatever it is, the reader gets a sentence and the terminal the cause
        logging.getLogger(__name__).exception("the page could not be drawn")
        st.error(words.UNEXPECTED.text(language))
        st.button(words.RESET.text(language), key="start_over", on_click=session.start_over)


def _draw(language: Language) -> None:
    names = choices.names()
    top.heading(language)
    if not names:
        st.info(words.NO_EXAMPLES.text(language))
        return
    try:
        case, now, ignored = session.current()
    except CaseError as error:
        top.choose_example(names, language)
        top.mistakes(words.BAD_EXAMPLE, error.messages(language), language)
        return
    top.controls(names, case, now)
    if ignored:
        top.mistakes(words.IN_ADDRESS, [label.text(language) for label in ignored], language)
    result = session.evaluated(case, now)
    before = session.evaluated(case, Chosen(now.example)) if now.is_changed else None
    results.failed_checks(result, language)
    results.answer(result, now.with_support, language)
    left, right = st.columns([3, 7], gap="medium")
    with left, st.container(key="panel", gap="small"):
        panel.fields(case, now)
    with right:
        results.parties(result, before, language)
        results.pictures(result, before, language)
        results.others(result, before, language)
        results.warnings(result, language)
        results.checks(result, language)
        st.html(markup.heading(words.DOWNLOADS.text(language), 2))
        downloads.draw(result, now)
