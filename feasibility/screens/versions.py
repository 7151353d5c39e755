"""The view of a case's versions: two of them compared, and all of them, each with the way back to it."""

from __future__ import annotations

import streamlit as st

from feasibility.analysis.compare.versions import beside_the_numbers, versions
from feasibility.answers.answer import Answer
from feasibility.answers.versions import answer
from feasibility.case import Case, CaseError
from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.screens import answer_page, history, markup, saved, session, start_words
from feasibility.screens import version_words as words
from feasibility.screens.chosen import Opened
from feasibility.store import Opened as Saved
from feasibility.store import Version


def draw(opened: Opened, result: Result) -> None:
    """Two versions beside each other; of an example, what is tried in it beside the example."""
    language = opened.chosen.language
    if opened.saved is None:
        _of_example(opened, language)
        return
    known = saved.store().versions(saved.user(), opened.saved.saved.id)
    if len(known) > 1:
        _compared(opened.saved, known, opened.chosen.with_support, language)
    else:
        st.html(markup.paragraph(words.ONLY_ONE.text(language), "hint"))
    history.draw(opened.saved, language, expanded=True)


def _of_example(opened: Opened, language: Language) -> None:
    if opened.example == opened.changed:
        st.html(markup.paragraph(words.NOTHING_TRIED.text(language), "hint"))
        return
    names = words.EXAMPLE, words.TRIED
    key = (session.run_key(opened), "example")
    _show(key, opened.example, opened.changed, names, opened.chosen.with_support, language)


def _compared(now: Saved, known: list[Version], with_support: bool, language: Language) -> None:
    """The two that are chosen; the first and the newest unless others are."""
    numbers = [version.number for version in known]
    shown = {version.number: history.about(version, now.version.number, language) for version in known}
    left, right = st.columns(2)
    chosen = [
        column.selectbox(
            label.text(language),
            numbers,
            index=place,
            format_func=lambda number: shown.get(number, str(number)),
            key=f"version:{side}:{now.saved.id}",
        )
        for column, label, place, side in (
            (left, words.EARLIER, len(numbers) - 1, "from"),
            (right, words.LATER, 0, "to"),
        )
    ]
    if chosen[0] == chosen[1]:
        st.html(markup.paragraph(words.SAME.text(language), "hint"))
        return
    try:
        earlier, later = (saved.read(now.saved.id, number) for number in chosen)
    except CaseError as error:
        st.info(markup.plain(" ".join(error.messages(language))))
        return
    # By the list just read: a version that was read before may have been named since.
    called = {version.number: _named(version) for version in known}
    names = called[earlier.version.number], called[later.version.number]
    key = (now.saved.id, *chosen, names)
    _show(key, earlier.case, later.case, names, with_support, language)


def _named(version: Version) -> Label:
    """ "Versjon 3", or the name somebody gave it."""
    if version.name:
        return Label(version.name, version.name)
    return Label(*(start_words.NUMBER.text(of).format(version.number) for of in LANGUAGES))


def _show(
    key: object,
    earlier: Case,
    later: Case,
    names: tuple[Label, Label],
    with_support: bool,
    language: Language,
) -> None:
    with st.spinner(words.WORKING.text(language)):
        found = _answer((key, with_support), earlier, later, names, with_support)
    answer_page.draw(found, language)


@st.cache_resource(max_entries=16, show_spinner=False)
def _answer(
    key: object, _earlier: Case, _later: Case, _names: tuple[Label, Label], with_support: bool
) -> Answer:
    found = versions(_earlier, _later, _names, with_support=with_support)
    return answer(found, beside_the_numbers(_earlier, _later))
