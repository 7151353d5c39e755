"""The view of a number sought (målsøking): which number, which measure, what it is to be, and the answer."""

from __future__ import annotations

from typing import Final

import streamlit as st

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import Number, default_measure, numbers
from feasibility.analysis.solve import solve
from feasibility.answers.answer import Answer
from feasibility.answers.solve import answer
from feasibility.language import Label, Language, NotANumber
from feasibility.model import Result
from feasibility.screens import answer_page, markup, measures, session, typed
from feasibility.screens import question_words as words
from feasibility.screens.chosen import Opened

_FIRST: Final = ("deal.lease.rent_nok_per_m2_year", "deal.market_rent_nok_per_m2_year")
_LEAD: Final = Label(
    "Velg et tall i saken og et nøkkeltall. Svaret er hver verdi som gir målet, med alt annet som det står.",
    "Choose a number of the case and a measure. The answer is each value that gives the target, all else "
    "as it is.",
)
_NUMBER: Final = Label("Tallet som søkes (skriv for å lete)", "The number sought (type to search)")
_MEASURE: Final = Label("Nøkkeltallet", "The measure")
_TARGET: Final = Label("Skal bli ({})", "Is to become ({})")
_FROM: Final = Label("Søk fra ({})", "Search from ({})")
_TO: Final = Label("Søk til ({})", "Search to ({})")
_USUAL: Final = Label("vanlig område", "usual range")


def draw(opened: Opened, result: Result) -> None:
    """The choices, and the answer to them."""
    language, key = opened.chosen.language, session.run_key(opened)
    st.html(markup.paragraph(_LEAD.text(language), "hint"))
    start = session.start(opened, result)
    number = _number(start, language)
    measure = measures.choose(start, _MEASURE, "choice:measure", default_measure(start), language)
    unit = start.built.model.find(measure).unit
    with st.container(horizontal=True):
        target = _typed(_TARGET, unit, "choice:target", "0", language)
        low = _typed(_FROM, number.unit, "choice:from", "", language)
        high = _typed(_TO, number.unit, "choice:to", "", language)
    try:
        asked = (
            _read(target, unit, language),
            _read(low, number.unit, language),
            _read(high, number.unit, language),
        )
    except NotANumber as error:
        st.html(markup.paragraph(str(error), "mistake"))
        return
    try:
        with st.spinner(words.WORKING.text(language)):
            found = _answer(key, number.path, measure, asked[0] or 0.0, asked[1], asked[2], start)
    except NoAnswer as error:
        st.info(markup.plain(error.label.text(language)))
        return
    answer_page.draw(found, language)


def _number(start: Result, language: Language) -> Number:
    """The number chosen; each is called by its name, with its path where two have the same."""
    known = {one.path: one for one in numbers(start)}
    called = [one.named.text(language) for one in known.values()]
    names = {
        path: name if called.count(name) == 1 else f"{name} [{path}]"
        for (path, _), name in zip(known.items(), called, strict=True)
    }
    paths = list(known)
    first = next((path for path in _FIRST if path in known), paths[0])
    path: str = st.selectbox(
        _NUMBER.text(language),
        paths,
        index=paths.index(first),
        format_func=lambda path: names.get(path, path),
        key="choice:number",
    )
    return known.get(path, known[first])


def _typed(label: Label, unit: str, key: str, first: str, language: Language) -> str:
    st.session_state.setdefault(key, first)
    shown = label.text(language).format(typed.unit_words(unit, language))
    usual = None if first else _USUAL.text(language)
    return str(st.text_input(markup.plain(shown), key=key, placeholder=usual, autocomplete="off") or "")


def _read(text: str, unit: str, language: Language) -> float | None:
    return typed.read(text, unit, language) if text.strip() else None


@st.cache_resource(max_entries=32, show_spinner=False)
def _answer(
    key: object,
    path: str,
    measure: str,
    target: float,
    low: float | None,
    high: float | None,
    _start: Result,
) -> Answer:
    return answer(solve(_start, [path], measure, target, low, high), _start)
