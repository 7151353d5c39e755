"""The register of assumptions (forutsetningsregister): every number of the case, and how sure each is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from feasibility.analysis.register import STANDINGS, Registered, registered
from feasibility.answers.register import ORIGIN_WORDS, STANDING_WORDS, register
from feasibility.answers.written import table_of
from feasibility.language import Label
from feasibility.model import Result
from feasibility.screens import answer_page, markup
from feasibility.screens.chosen import Opened

_SHOWN: Final = "register:shown"
_ALL: Final = "all"
CHOICES: Final[Mapping[str, Label]] = {
    _ALL: Label("Alle", "All"),
    **{str(standing): said for standing, said in STANDING_WORDS.items()},
    "template": ORIGIN_WORDS["template"],
}
"""Which numbers may be asked for."""
_CHOOSE: Final = Label("Vis disse tallene", "Show these numbers")
_NONE: Final = Label("Ingen av sakens tall er slik.", "No number of the case is so.")


def draw(opened: Opened, result: Result) -> None:
    """How many numbers are how sure, then the numbers, those asked for."""
    language = opened.chosen.language
    found = register(result)
    listed, counts = table_of(found, "register"), table_of(found, "counts")
    st.html(
        markup.heading(found.title.text(language), 2)
        + "".join(markup.paragraph(each.text.text(language), f"said {each.tone}") for each in found.sentences)
    )
    answer_page.table(counts, language)
    for left in (each for each in found.tables if each.id == "replace"):
        with st.expander(f"{left.title.text(language)} ({len(left.rows)})"):
            answer_page.table(left, language)
    chosen = st.segmented_control(
        _CHOOSE.text(language),
        list(CHOICES),
        format_func=lambda id: CHOICES[id].text(language),
        default=_ALL,
        key=_SHOWN,
    )
    wanted = set(asked_for(registered(result.case), chosen or _ALL))
    if not wanted:
        st.html(markup.paragraph(_NONE.text(language), "hint"))
        return
    rows = tuple(row for place, row in enumerate(listed.rows) if place in wanted)
    answer_page.table(dataclasses.replace(listed, rows=rows), language)


def asked_for(entries: Iterable[Registered], chosen: str) -> list[int]:
    """The places of the numbers that are of the kind chosen, as `CHOICES` has them."""
    return [
        place
        for place, entry in enumerate(entries)
        if chosen == _ALL or chosen == (entry.standing if chosen in STANDINGS else entry.origin)
    ]
