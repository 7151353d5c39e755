"""The door: the sign-in page, and on every page who is signed in and the way out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

from feasibility.language import Language
from feasibility.screens import markup, session, start_words, top
from feasibility.screens.hosting import gate
from feasibility.screens.hosting import hosting_words as words

_FAILED: Final = "sign_in_failed"
_KEPT: Final = "feasibility.address"  # in the browser's memory of this tab


def is_passed(language: Language) -> bool:
    """Whether the page may be drawn; where not, what is to be done is drawn instead."""
    standing = gate.standing()
    if standing == "own_machine":
        return True
    if standing == "open":
        st.warning(words.IS_OPEN.text(language))
        return True
    if standing == "signed_in":
        _account(language)
        return True
    lead = words.LEAD if standing == "signed_out" else words.CLOSED
    top.title(start_words.TITLE, lead, language)
    top.said_of_saving(language)
    if standing == "signed_out":
        _sign_in(session.address(), language)
    else:
        told = words.EXPOSED if standing == "exposed" else words.MISCONFIGURED
        st.error(told.text(language))
    return False


def _sign_in(address: Mapping[str, str], language: Language) -> None:
    was_in = st.user.to_dict().get("is_logged_in") is True
    if st.session_state.pop(_FAILED, False) or (was_in and gate.who() is None):
        st.error(words.MISCONFIGURED.text(language))
    elif was_in:
        st.info(words.EXPIRED.text(language))
    names = gate.providers()
    with st.container(horizontal=True):
        for name in names:
            label = words.SIGN_IN if len(names) == 1 else words.sign_in_by(name or "OpenID Connect")
            st.button(
                markup.plain(label.text(language)),
                key=f"sign_in:{name or ''}",
                type="primary",
                on_click=_begin,
                args=(name,),
            )
    # Who signs people in sends them back to the bare address, after a failed attempt too; the case they asked
    # for is opened again once they are in.
    if address:
        asked = f'<script>sessionStorage.setItem("{_KEPT}", "?{urlencode(address)}");</script>'
        st.html(asked, unsafe_allow_javascript=True)


def _begin(name: str | None) -> None:
    try:
        st.login(name)
    except (StreamlitAuthError, StreamlitMissingAuthlibError):
        logging.getLogger(__name__).exception("nobody can sign in: the part [auth] of the secrets is wrong")
        st.session_state[_FAILED] = True


def _account(language: Language) -> None:
    found = gate.who()
    assert found is not None
    with st.container(
        key="account", horizontal=True, horizontal_alignment="right", vertical_alignment="center"
    ):
        st.html(markup.paragraph(words.SIGNED_IN.text(language).format(found.name), "hint"), width="content")
        st.button(words.SIGN_OUT.text(language), key="sign_out", on_click=st.logout)
    if not session.address():
        st.html(_RESUME, unsafe_allow_javascript=True)


_RESUME: Final = (
    f'<script>{{const asked = sessionStorage.getItem("{_KEPT}"); sessionStorage.removeItem("{_KEPT}");'
    "if (asked && !location.search) location.replace(location.pathname + asked);}</script>"
)
