"""Which of several companies a page is about: asked on the page, and kept in its address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from feasibility.language import Label
from feasibility.names import PARTIES, PartyId
from feasibility.screens import chosen, session
from feasibility.screens.chosen import Opened
from feasibility.screens.pages.tables import Tables

T = TypeVar("T", bound=PartyId)


def whose(tables: Tables, opened: Opened, parties: Sequence[T], question: Label, key: str) -> T:
    """The one in the page's address, else the first; asked for where there are several."""
    asked = opened.chosen.details.get(chosen.PARTY, "")
    shown = next((party for party in parties if party == asked), parties[0])
    if len(parties) > 1:
        st.session_state[key] = shown
        st.segmented_control(
            tables.say(question),
            list(parties),
            format_func=lambda id: tables.say(PARTIES[id].short),
            key=key,
            on_change=partial(_switch, key),
        )
    return shown


def _switch(key: str) -> None:
    party: str | None = st.session_state[key]
    if party is not None:
        session.show_details(party=party)
