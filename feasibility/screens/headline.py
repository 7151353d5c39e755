"""The verdict that stays in view: each party's colour with its first ground, and ways to what it rests on."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.verdicts import COLOUR_WORDS, Said, said
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.screens import markup
from feasibility.screens.answer import TONES
from feasibility.screens.chosen import Opened
from feasibility.screens.links import Links
from feasibility.screens.markup import Chip


def draw(opened: Opened, result: Result) -> None:
    """One or two lines that stay on top while the page is read."""
    language = opened.chosen.language
    links = Links(opened.chosen, result)
    chips = [_chip(verdict, links, language) for verdict in said(result)]
    if failed := len(result.failed_checks):
        chips.insert(0, Chip(_failed(failed).text(language), links.view("checks"), "bad"))
    elif count := len(result.warnings):
        chips.append(Chip(warnings(count).text(language), links.view("checks")))
    with st.container(key="headline"):
        st.html(markup.chips(chips, IN_SHORT.text(language)))


def _chip(verdict: Said, links: Links, language: Language) -> Chip:
    first, *others = (reason.text(language) for reason in verdict.brief) if verdict.brief else ("",)
    more = _more(len(others)).text(language) if others else ""
    said_of = f"{verdict.label.text(language)}: {COLOUR_WORDS[verdict.colour].text(language)}"
    return Chip(said_of, links.view(verdict.of), TONES[verdict.colour], f" – {first}{more}" if first else "")


def _more(count: int) -> Label:
    """How many grounds there are beside the first."""
    if count == 1:
        return Label(" (og 1 grunn til)", " (and 1 more reason)")
    return Label(f" (og {count} grunner til)", f" (and {count} more reasons)")


def warnings(count: int) -> Label:
    """How many warnings there are."""
    if count == 1:
        return Label("1 varsel", "1 warning")
    return Label(f"{count} varsler", f"{count} warnings")


def _failed(count: int) -> Label:
    if count == 1:
        return Label("1 kontroll feiler", "1 check fails")
    return Label(f"{count} kontroller feiler", f"{count} checks fail")


IN_SHORT: Final = Label("Svaret kort", "The answer in short")
