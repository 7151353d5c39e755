"""The honest mark of a case's own: how many of its numbers are still the template's."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from feasibility.case import Case, origins
from feasibility.language import Label, Language
from feasibility.screens import markup, session, view_words
from feasibility.starting import template_of

_EDIT: Final = "edit"
_STILL: Final = Label(
    "{template} av {all} tall er fortsatt malens.", "{template} of {all} numbers are still the template's."
)
_DERIVED: Final = Label(
    "{derived} er regnet ut av det du svarte.", "{derived} are worked out from what you answered."
)
_ONE_DERIVED: Final = Label(
    "Ett er regnet ut fra det du svarte.", "One is worked out from what you answered."
)
_SEE: Final = Label("Se dem og bytt dem ut", "See and replace them")


def draw(case: Case, view: str, language: Language) -> None:
    """Say it, with the way to the whole case; nothing of a case that has no number of its template."""
    said = mark(case, language)
    if not said:
        return
    with st.container(key="origin", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(markup.paragraph(said, "note"), width="content")
        if view != _EDIT and view_words.is_view(_EDIT):
            st.button(_SEE.text(language), key="see_origins", on_click=session.switch_view, args=(_EDIT,))


def mark(case: Case, language: Language) -> str:
    """What the mark says; empty where no number is the template's."""
    counts = Counter(origins(case, template_of(case.deal.structure)).values())
    if not counts["template"]:
        return ""
    said = [_STILL.text(language).format(template=counts["template"], all=counts.total())]
    if counts["derived"]:
        label = _ONE_DERIVED if counts["derived"] == 1 else _DERIVED
        said.append(label.text(language).format(derived=counts["derived"]))
    return " ".join(said)
