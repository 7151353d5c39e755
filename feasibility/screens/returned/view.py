"""The page of a workbook that was given: its certificate, its changed inputs, and the way into a case."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from feasibility.case import CaseError
from feasibility.case.form.navigation import at, path_of
from feasibility.language import LANGUAGES, Label, Language, format_date
from feasibility.screens import markup, saved, session, top
from feasibility.screens.returned import given, words
from feasibility.screens.returned.given import Given
from feasibility.store import Opened, SavedCase

if TYPE_CHECKING:
    from feasibility.workbook.returned.changes import BookChanges

_NEW: Final = ""
_WHERE: Final = "book:where"


def draw(book: Given, language: Language) -> None:
    """The page. Raises StoreError where saved work cannot be reached."""
    top.title(words.TITLE, words.LEAD, language)
    top.said_of_saving(language)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(words.AWAY.text(language), key="book_away", on_click=given.forget)
        st.html(markup.paragraph(book.name, "hint"))
    if book.read is None and book.refusal is None:
        with st.spinner(words.READING.text(language)):
            given.read(book)
    if book.read is None:
        assert book.refusal is not None
        top.mistakes(words.REFUSED, [book.refusal.text(language)], language)
        return
    _certificate(book.read, language)
    if book.read.may_be_taken:
        _changes(book, book.read, language)
    else:
        _hindered(book.read, language)
    _formulas(book, language)


def _certificate(changes: BookChanges, language: Language) -> None:
    from feasibility.workbook.returned import telling_words as told

    found = changes.verification
    date = format_date(datetime.date.fromisoformat(found.date), language) if found.date else ""
    made = ", ".join(filter(None, (found.version, date, found.run)))
    lines = [
        f"{told.MADE.text(language)} {made}",
        f"{told.CASE_HASH.text(language).strip()} {found.case_hash}",
        f"{told.FORMULA_HASH.text(language).strip()} {found.formula_hash}",
    ]
    if found.is_untouched:
        lines.append(told.UNTOUCHED.text(language))
    st.html(markup.heading(changes.case.name, 2) + markup.listing((line, ()) for line in lines))
    if found.acting:
        acting = ", ".join(what.text(language) for what in found.acting)
        st.warning(markup.plain(words.NOT_RUN.text(language).format(acting)))
    for label, names in ((told.SHEETS_ADDED, found.sheets_added), (told.SHEETS_HIDDEN, found.sheets_hidden)):
        if names:
            st.warning(markup.plain(f"{label.text(language)}: {', '.join(names)}"))


def _hindered(changes: BookChanges, language: Language) -> None:
    """Why nothing may be taken, place by place."""
    from feasibility.workbook.returned import telling_words as told
    from feasibility.workbook.returned.telling import broken_text, difference_text

    found = changes.verification
    texts = [broken_text(each, language) for each in found.broken]
    if found.sheets_removed:
        texts.append(f"{told.SHEETS_REMOVED.text(language)}: {', '.join(found.sheets_removed)}")
    texts += [difference_text(each, language) for each in found.differences if each.kind == "shifted"]
    top.mistakes(words.NOTHING_TAKEN, texts, language)


def _changes(book: Given, changes: BookChanges, language: Language) -> None:
    """Each changed input with its tick, those that are never taken, and where the rest are to go."""
    from feasibility.workbook.returned import telling_words as told
    from feasibility.workbook.returned.telling import change_text

    st.html(markup.heading(words.CHANGED.text(language), 2))
    if not changes.verification.changed:
        st.html(markup.paragraph(told.NO_CHANGES.text(language)))
    if changes.taken:
        st.html(markup.paragraph(words.CHOOSE.text(language), "hint"))
        with st.container(horizontal=True):
            for id, label, value in (("all", words.ALL, True), ("none", words.NONE, False)):
                st.button(label.text(language), key=f"book_{id}", on_click=_tick, args=(changes, value))
        with st.container(key="bookchanges", gap=None):
            for change in changes.taken:
                st.session_state.setdefault(_key(change.path), True)
                st.checkbox(markup.plain(change_text(change, language)), key=_key(change.path))
    if changes.left:
        st.html(
            markup.paragraph(told.LEFT.text(language), "hint")
            + markup.listing((change_text(change, language), ()) for change in changes.left)
        )
    _target(book, changes, language)


def _target(book: Given, changes: BookChanges, language: Language) -> None:
    """Which case takes the numbers, and the button that does it."""
    own = _own(changes.verification.case_hash)
    book.seen = {case.id: case.newest for case in own}
    called = {case.id: words.IN_CASE.text(language).format(case.name, case.newest + 1) for case in own} | {
        _NEW: words.NEW_CASE.text(language)
    }
    where = _NEW
    if own and changes.taken:
        if st.session_state.get(_WHERE) not in called:
            st.session_state[_WHERE] = own[0].id
        where = st.radio(
            words.WHERE.text(language), list(called), format_func=lambda id: called[id], key=_WHERE
        )
    hints = [words.CARRIED] if where == _NEW else []
    if any(change.path in changes.case.sources for change in changes.taken):
        hints.append(words.NOTES_GO)
    for hint in hints:
        st.html(markup.paragraph(hint.text(language), "hint"))
    if where != _NEW and (since := _changed_since(changes, saved.read(where), language)):
        st.warning(markup.plain(words.CHANGED_SINCE.text(language).format(", ".join(since))))
    if book.problems:
        top.mistakes(words.CANNOT, [problem.text(language) for problem in book.problems], language)
    st.button(
        (words.TAKE if changes.taken else words.MAKE).text(language),
        key="book_take",
        type="primary",
        on_click=_take,
        args=(book, where, language),
        disabled=bool(changes.taken) and not _ticked(changes),
    )


def _own(case_hash: str) -> list[SavedCase]:
    """The cases of the user's, to be changed by them, that a book with the fingerprint was made of."""
    found = saved.store().with_hash(saved.user(), case_hash)
    return [case for case in found if case.access != "viewer"]


def _changed_since(changes: BookChanges, opened: Opened, language: Language) -> list[str]:
    """What the numbers are called that the case has changed itself since the book was made of it."""
    return [
        change.label.text(language)
        for change in changes.taken
        if at(opened.case, path_of(change.path)) != at(changes.case, path_of(change.path))
    ]


def _key(path: str) -> str:
    return f"book:take:{path}"


def _tick(changes: BookChanges, value: bool) -> None:
    for change in changes.taken:
        st.session_state[_key(change.path)] = value


def _ticked(changes: BookChanges) -> list[str]:
    return [change.path for change in changes.taken if st.session_state.get(_key(change.path))]


def _take(book: Given, where: str, language: Language) -> None:
    """Make the case, or a new version of it, with what is ticked, and open it."""
    changes = book.read
    assert changes is not None
    accepted = _ticked(changes)
    try:
        if where == _NEW:
            is_kept = session.keep_new(changes.changed_case(accepted), "")
        else:
            is_kept = _new_version(book, changes, where, accepted, language)
    except CaseError as error:
        messages = zip(*(error.messages(each) for each in LANGUAGES), strict=True)
        book.problems = tuple(Label(nb, en) for nb, en in messages)
        return
    if is_kept:
        given.forget()


def _new_version(book: Given, changes: BookChanges, id: str, accepted: list[str], language: Language) -> bool:
    is_kept = False
    with saved.telling():
        store, user = saved.store(), saved.user()
        case = store.read(user, id).case.changed(changes.values(accepted))
        # In the version that was the newest when it was offered: somebody else may have been there since.
        version = store.save(user, id, case, (book.seen or {}).get(id, 0))
        store.name_version(user, id, version.number, words.version_name(book.name).text(language))
        is_kept = True
    if is_kept:
        session.open_case(id)
    return is_kept


def _formulas(book: Given, language: Language) -> None:
    """Whether the rest of the book is as delivered: asked for, since it takes its time."""
    st.html(markup.heading(words.TRY_TITLE.text(language), 2))
    if book.is_asked:
        book.is_asked = False
        with st.spinner(words.TRYING.text(language)):
            given.try_all(book)
    changes = book.read
    if changes is None:
        assert book.refusal is not None
        top.mistakes(words.REFUSED, [book.refusal.text(language)], language)
    elif changes.verification.is_tried:
        _tried(changes, language)
    else:
        st.html(markup.paragraph(words.TRY_LEAD.text(language), "hint"))
        st.button(words.TRY.text(language), key="book_try", on_click=_ask, args=(book,))


def _ask(book: Given) -> None:
    book.is_asked = True


def _tried(changes: BookChanges, language: Language) -> None:
    """The verdict, then each difference, and the key figures that move."""
    from feasibility.workbook.returned import telling_words as told
    from feasibility.workbook.returned.telling import differences_by_kind, figures_text, verdict

    st.html(markup.told((text.text(language), tone) for text, tone in verdict(changes.verification)))
    for title, texts in differences_by_kind(changes.verification, language):
        st.html(markup.heading(title, 3) + markup.listing((text, ()) for text in texts))
    if changes.verification.not_checked:
        names = ", ".join(changes.verification.not_checked)
        st.html(markup.paragraph(f"{told.NOT_CHECKED.text(language)}: {names}", "hint"))
    if changes.verification.counts:
        st.html(markup.paragraph(words.NOT_TAKEN.text(language), "hint"))
    title, texts = figures_text(changes, language)
    if texts:
        st.html(markup.paragraph(title) + markup.listing((text, ()) for text in texts))
