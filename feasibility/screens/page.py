"""The page: the answer first, then both parties' numbers and pictures beside the fields that change them."""

from pathlib import Path
from typing import Final

import streamlit as st

from feasibility import resources
from feasibility.case import CaseError
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.screens import (
    chosen,
    headline,
    markup,
    origin_mark,
    panel,
    results,
    saved,
    session,
    start,
    start_words,
    top,
    view_words,
    views,
    words,
)
from feasibility.screens.chosen import Opened
from feasibility.screens.hosting import ahead, door, interpreter, log
from feasibility.store import StoreError

_YEAR: Final = 365 * 24 * 3600
_STYLE: Final = Path(__file__).with_name("style.css")
_FOLLOW: Final = Path(__file__).with_name("follow.js").read_text(encoding="utf-8")
_REACH: Final = Path(__file__).with_name("reach.js").read_text(encoding="utf-8")
# Drawn here: Streamlit would fetch one of its own icons from elsewhere.
_ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="6" fill="#17324D"/>'
    '<path d="M9 25V8h9v17zm9 0V13h6v12z" fill="#fff"/>'
    '<path d="M11.5 11h4m-4 4h4m-4 4h4m5-3h1.5m-1.5 4h1.5" stroke="#17324D" stroke-width="2"/></svg>'
)


def show() -> None:
    """Draw the page once; Streamlit calls it anew at every interaction."""
    interpreter.settle()
    language = session.language()
    st.set_page_config(page_title=words.TITLE.text(language), page_icon=_ICON, layout="wide")
    st.html(_STYLE)
    # Tells the browser, and whoever reads aloud, which language the page is in, and which to begin with next.
    script = f'document.documentElement.lang = "{language}";'
    if (remembered := session.to_remember()) is not None:
        script += f'document.cookie = "{session.COOKIE}={remembered}; path=/; max-age={_YEAR}; SameSite=Lax";'
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    st.html(f"<script>{_FOLLOW}{_REACH}</script>", unsafe_allow_javascript=True)
    try:
        _draw(language)
    except Exception as error:  # whatever it is, the reader gets a sentence and the terminal the cause
        log.note("the page could not be drawn", error)
        st.error(words.UNEXPECTED.text(language))
        st.button(words.RESET.text(language), key="start_over", on_click=session.start_over)
    ahead.import_ahead((*views.MODULES, *views.ANSWERING))


def _draw(language: Language) -> None:
    if not door.is_passed(language):
        return
    if session.is_at_start():
        try:
            start.draw(language)
        except StoreError as error:
            st.error(markup.plain(error.label.text(language)))
        return
    names = resources.offered_names()
    try:
        opened = session.current()
    except StoreError as error:
        top.title(words.TITLE, words.LEAD, language)
        st.error(markup.plain(error.label.text(language)))
        top.to_start(language)
        return
    except CaseError as error:
        top.title(words.TITLE, words.LEAD, language)
        if chosen.CASE in session.address():
            top.mistakes(start_words.UNREADABLE, error.messages(language), language)
            top.to_start(language)
            return
        top.choose_example(names, language)
        top.mistakes(words.BAD_EXAMPLE, error.messages(language), language)
        return
    now = opened.chosen
    if opened.saved is None:
        top.title(words.TITLE, words.LEAD, language)
        top.controls(names, opened.example, now)
    else:
        saved.show(opened.saved)
        called = opened.example.name
        top.title(Label(called, called), words.TITLE, language)
        top.saved_case(opened)
        origin_mark.draw(opened.example, now.view, language)
    top.said_of_saving(language)
    if now.view == view_words.DEFAULT_VIEW:
        top.about(opened, language)
    if opened.ignored:
        top.mistakes(words.IN_ADDRESS, [label.text(language) for label in opened.ignored], language)
    result = session.evaluated(opened)
    headline.draw(opened, result)
    results.failed_checks(result, language)
    results.answer(opened, result)
    views.menu(opened)
    if not views.VIEWS[now.view].has_panel:
        _view(opened, result)
        return
    left, right = st.columns([3, 7], gap="medium")
    with right:  # first: what a number was changed for is seen before the fields are drawn again
        _view(opened, result)
    with left, st.container(key="panel", gap="small"):
        panel.fields(opened)


def _view(opened: Opened, result: Result) -> None:
    """The view in the address; where saved work cannot be reached, the fields beside it stay all the same."""
    try:
        views.VIEWS[opened.chosen.view].draw(opened, result)
    except StoreError as error:
        st.error(markup.plain(error.label.text(opened.chosen.language)))
