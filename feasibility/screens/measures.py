"""A list of measures to choose one from."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.names import PARTIES
from feasibility.screens import markup

_NOT_AIMED_AT: Final = ("month", "calendar_year", "flag", "date")
"""Units of measures that jump from one value to another."""


def choose(result: Result, label: Label, key: str, default: str, language: Language) -> str:
    """The id of the measure chosen among those that are one number each; whose it is stands before it,
    where it does not say so itself."""
    names = {
        measure.line.id: _named(
            PARTIES[measure.party].short.text(language), measure.line.label.text(language)
        )
        for measure in result.built.measures
        if measure.line.unit not in _NOT_AIMED_AT
    }
    ids = [default, *(id for id in names if id != default)]
    chosen: str = st.selectbox(
        markup.plain(label.text(language)), ids, format_func=lambda id: names.get(id, id), key=key
    )
    return chosen if chosen in names else default


def _named(party: str, name: str) -> str:
    return name if party.lower() in name.lower() else f"{party}: {name}"
