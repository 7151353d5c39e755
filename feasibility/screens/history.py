"""The versions of a saved case: which there are, which is shown, and how an old one comes back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.language import Language
from feasibility.screens import markup, saved, session
from feasibility.screens import start_words as words
from feasibility.store import Opened, Version

_SHOWN: Final = 8
_NAME: Final = "version_name"


def draw(opened: Opened, language: Language, *, expanded: bool = False) -> None:
    """The newest versions, each with the way back to it, and the name of the one that is shown."""
    can_change = opened.saved.access != "viewer"
    with st.expander(words.HISTORY.text(language), expanded=expanded):
        st.html(markup.paragraph(words.HISTORY_LEAD.text(language), "hint"))
        versions = saved.store().versions(saved.user(), opened.saved.id)
        if can_change:
            key = f"{_NAME}:{opened.saved.id}:{opened.version.number}"
            st.session_state.setdefault(key, versions[0].name)
            st.text_input(
                words.NAME_IT.text(language),
                key=key,
                on_change=_name,
                args=(opened.saved.id, opened.version.number, key),
                autocomplete="off",
            )
        more_key = f"versions:{opened.saved.id}"
        shown = versions if st.session_state.get(more_key) else versions[:_SHOWN]
        for version in shown:
            _row(opened, version, can_change, language)
        left = len(versions) - len(shown)
        if left:
            st.button(
                words.OLDER.text(language).format(left),
                key=f"more:{more_key}",
                on_click=_more,
                args=(more_key,),
            )


def _row(opened: Opened, version: Version, can_change: bool, language: Language) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(markup.paragraph(about(version, opened.version.number, language)))
        if can_change and version.number != opened.version.number:
            st.button(
                words.RESTORE.text(language),
                key=f"restore:{opened.saved.id}:{version.number}",
                on_click=_restore,
                args=(opened.saved.id, version.number),
            )


def about(version: Version, now: int, language: Language) -> str:
    """A version in one line: its number, name, time and author, and whether it is the one shown."""
    parts = [
        words.NUMBER.text(language).format(version.number),
        saved.when(version.saved, language),
    ]
    if version.name:
        parts.insert(1, f"«{version.name}»" if language == "nb" else f'"{version.name}"')
    if version.restored_from is not None:
        parts.append(words.RESTORED.text(language).format(version.restored_from))
    if version.author_email:
        parts.append(version.author_email)
    if version.number == now:
        parts.append(words.NOW.text(language))
    return " · ".join(parts)


def _restore(id: str, number: int) -> None:
    session.forget_mistakes()
    saved.restore(id, number)


def _more(key: str) -> None:
    st.session_state[key] = True


def _name(id: str, number: int, key: str) -> None:
    with saved.telling():
        saved.store().name_version(saved.user(), id, number, st.session_state[key])
