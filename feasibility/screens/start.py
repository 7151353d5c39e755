"""The start page: three ways to a case, and the cases that are saved."""

from __future__ import annotations

import streamlit as st

from feasibility import resources
from feasibility.case import CaseError, parse_case
from feasibility.language import Label, Language
from feasibility.screens import markup, saved, session, top
from feasibility.screens import start_words as words
from feasibility.screens.hosting import sharing
from feasibility.screens.hosting.hosting_words import OTHERS
from feasibility.screens.quick import form
from feasibility.screens.returned import given, view
from feasibility.screens.words import NO_EXAMPLES
from feasibility.store import SavedCase

_EXAMPLE, _FILE, _PROBLEMS = "open:example", "open:file", "open:problems"
_LARGEST_MB = 5  # a workbook; a case file has some thousands of bytes, and is refused above 2 MB
_COPIED_LETTERS = 100  # of a name, which has at most 120 with what a copy adds
_SUFFIXES = ("yaml", "yml", "json")
_BOOK, _OTHER_BOOKS = "xlsx", ("xlsm", "xlsb", "xls", "xltx", "xltm", "ods")


def draw(language: Language) -> None:
    """The page. Raises CannotOpen where saved work cannot be reached."""
    if (book := given.now()) is not None:
        view.draw(book, language)
        return
    top.title(words.TITLE, words.LEAD, language)
    top.said_of_saving(language)
    new, others = st.columns([7, 3], gap="medium")
    with new, st.container(border=True):
        _new(language)
    with others:
        with st.container(border=True):
            _example(language)
        with st.container(border=True):
            _file(language)
    st.html(markup.heading(words.MINE.text(language), 2))
    _mine(saved.store().cases(saved.user()), language)
    _deleted(saved.store().deleted(saved.user()), language)


def _head(title: str, lead: str) -> None:
    st.html(markup.heading(title, 2) + markup.paragraph(lead, "hint"))


def _new(language: Language) -> None:
    _head(words.NEW.text(language), words.NEW_LEAD.text(language))
    form.draw(language)


def _example(language: Language) -> None:
    _head(words.EXAMPLE.text(language), words.EXAMPLE_LEAD.text(language))
    names = resources.offered_names()
    if not names:
        st.info(NO_EXAMPLES.text(language))
        return
    st.selectbox(
        words.EXAMPLE.text(language),
        names,
        format_func=top.name_of,
        key=_EXAMPLE,
        label_visibility="collapsed",
    )
    st.button(words.OPEN.text(language), key="open_example", on_click=_open_example)


def _open_example() -> None:
    session.open_example(st.session_state[_EXAMPLE])


def _file(language: Language) -> None:
    _head(words.FILE.text(language), words.FILE_LEAD.text(language))
    file = st.file_uploader(
        words.CHOOSE_FILE.text(language),
        key=_FILE,
        max_upload_size=_LARGEST_MB,
        on_change=_take_file,
    )
    problems: list[Label] = st.session_state.get(_PROBLEMS, [])
    if file is not None and problems:
        top.mistakes(words.FILE_WRONG, [problem.text(language) for problem in problems], language)


def _take_file() -> None:
    """Save the case in the file given, or remember what is wrong with it; a workbook is read first."""
    st.session_state[_PROBLEMS] = []
    file = st.session_state.get(_FILE)
    if file is None:
        return
    name = str(file.name)
    suffix = name.rpartition(".")[2].lower()
    if suffix == _BOOK:
        given.take(name, file.getvalue())
        return
    if suffix in _OTHER_BOOKS:
        st.session_state[_PROBLEMS] = [words.other_book(name)]
        return
    try:
        if suffix not in _SUFFIXES:
            raise UnicodeError
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeError:
        st.session_state[_PROBLEMS] = [words.not_a_case(name)]
        return
    try:
        case = parse_case(text, name)
    except CaseError as error:
        st.session_state[_PROBLEMS] = _said(error)
        return
    session.keep_new(case, "" if name.lower().endswith(".json") else text)


def _said(error: CaseError) -> list[Label]:
    return [Label(nb, en) for nb, en in zip(error.messages("nb"), error.messages("en"), strict=True)]


def _mine(cases: list[SavedCase], language: Language) -> None:
    if not cases:
        st.html(markup.paragraph(words.NONE_YET.text(language), "hint"))
    for case in cases:
        with st.container(border=True, key=f"case:{case.id}"):
            left, right = st.columns([5, 3], vertical_alignment="center")
            with left:
                st.html(markup.heading(case.name, 3) + markup.paragraph(_about(case, language), "hint"))
            with right, st.container(horizontal=True, horizontal_alignment="right"):
                st.button(
                    words.OPEN.text(language),
                    key=f"open:{case.id}",
                    type="primary",
                    on_click=session.open_case,
                    args=(case.id,),
                )
                st.button(
                    words.COPY.text(language), key=f"copy:{case.id}", on_click=_copy, args=(case, language)
                )
                if case.access == "owner":
                    st.button(
                        words.DELETE.text(language), key=f"delete:{case.id}", on_click=_delete, args=(case,)
                    )


def _about(case: SavedCase, language: Language) -> str:
    versions = (
        words.ONE_VERSION.text(language)
        if case.newest == 1
        else words.VERSIONS.text(language).format(case.newest)
    )
    parts = [words.CHANGED.text(language).format(saved.when(case.changed, language)), versions]
    if case.access != "owner":
        parts.append(OTHERS[case.access].text(language).format(sharing.owner(case.owner_email, language)))
    return " · ".join(parts)


def _copy(case: SavedCase, language: Language) -> None:
    name = words.COPY_NAME.text(language).format(case.name[:_COPIED_LETTERS])
    with saved.telling():
        saved.store().copy(saved.user(), case.id, name)


def _delete(case: SavedCase) -> None:
    with saved.telling():
        saved.store().delete(saved.user(), case.id)
        saved.tell(words.was_deleted(case.name))


def _deleted(cases: list[SavedCase], language: Language) -> None:
    if not cases:
        return
    with st.expander(words.DELETED.text(language)):
        st.html(markup.paragraph(words.DELETED_LEAD.text(language), "hint"))
        for case in cases:
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.html(markup.paragraph(case.name))
                st.button(
                    words.UNDELETE.text(language),
                    key=f"undelete:{case.id}",
                    on_click=_undelete,
                    args=(case.id,),
                )


def _undelete(id: str) -> None:
    with saved.telling():
        saved.store().undelete(saved.user(), id)
