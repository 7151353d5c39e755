"""Whom a saved case is shared with: seen, added and taken back by its owner."""

from __future__ import annotations

from typing import Final, get_args
from urllib.parse import urlsplit

import streamlit as st

from feasibility.language import Language
from feasibility.screens import markup, saved
from feasibility.screens.hosting import gate
from feasibility.screens.hosting import hosting_words as words
from feasibility.store import Opened, Role, Shared, StoreError

_EMAIL: Final = "share:email"
_ROLE: Final = "share:role"
_MISTAKE: Final = "share:mistake"


def draw(opened: Opened, language: Language) -> None:
    """The button behind which the owner shares a case; for others, whose it is.

    Nothing on a machine of one's own, where there is nobody to share with.
    """
    if gate.standing() != "signed_in":
        return
    if opened.saved.access != "owner":
        told = words.OTHERS[opened.saved.access].text(language)
        st.html(
            markup.paragraph(told.format(owner(opened.saved.owner_email, language)), "hint"), width="content"
        )
        return
    with st.popover(words.SHARE.text(language), key="share"):
        st.html(markup.heading(words.SHARE.text(language), 3))
        try:
            having = saved.store().shared(saved.user(), opened.saved.id)
        except StoreError as error:
            st.error(markup.plain(error.label.text(language)))
            return
        if not having:
            st.html(markup.paragraph(words.SHARED_WITH_NONE.text(language), "hint"))
        for one in having:
            _row(opened.saved.id, one, language)
        _form(opened.saved.id, language)


def owner(email: str, language: Language) -> str:
    """Who owns a case, by the address that was proved."""
    return email or words.NO_PROVED_ADDRESS.text(language)


def _row(id: str, one: Shared, language: Language) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(markup.paragraph(f"{one.email} · {words.MAY[one.role].text(language)}"), width="content")
        st.button(
            words.UNSHARE.text(language),
            key=f"unshare:{id}:{one.email}",
            on_click=_unshare,
            args=(id, one.email),
        )


def _form(id: str, language: Language) -> None:
    with st.form("share", border=False):
        st.text_input(words.EMAIL.text(language), key=_EMAIL, autocomplete="off", max_chars=320)
        st.radio(
            words.ROLE.text(language),
            get_args(Role),
            format_func=lambda role: words.MAY[role].text(language),
            key=_ROLE,
            horizontal=True,
        )
        mistake = st.session_state.pop(_MISTAKE, None)
        if mistake is not None:
            st.html(markup.paragraph(mistake.text(language), "mistake"))
        st.form_submit_button(words.SHARE_IT.text(language), type="primary", on_click=_share, args=(id,))
    st.html(markup.paragraph(words.SEND_ADDRESS.text(language), "hint"))
    st.code(_address(id), language=None, wrap_lines=True)


def _address(id: str) -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{here.path or '/'}?case={id}"


def _share(id: str) -> None:
    try:
        saved.store().share(saved.user(), id, str(st.session_state[_EMAIL]), st.session_state[_ROLE])
    except StoreError as error:
        st.session_state[_MISTAKE] = error.label
    else:
        st.session_state[_EMAIL] = ""


def _unshare(id: str, email: str) -> None:
    with saved.telling():
        saved.store().unshare(saved.user(), id, email)
