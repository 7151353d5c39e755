"""The source note of a number, and what edits it."""

from __future__ import annotations

import streamlit as st

from feasibility.language import Label
from feasibility.screens import markup, typed
from feasibility.screens.editing import actions, state
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.drawing import Drawing
from feasibility.screens.editing.outline import Place


def editor(path: str, label: Label, place: Place, draw: Drawing) -> None:
    """What edits the note of the number at a path: a form, so that its parts are saved together."""
    language = draw.language
    keys = {
        name: f"editsource{name}:{draw.case_id}:{path}"
        for name in ("text", "kind", "date", "low", "high", "sure")
    }
    note = draw.case.sources.get(path)

    def end(value: float | None) -> str:
        return "" if value is None else typed.written(value, place.unit, language)

    first = {
        keys["text"]: note.text if note else "",
        keys["kind"]: actions.ASSUMED if note and note.is_assumption else actions.SOURCED,
        keys["date"]: note.date or "" if note else "",
        keys["low"]: end(note.low if note else None),
        keys["high"]: end(note.high if note else None),
        keys["sure"]: (note.confidence if note else None) or actions.AS_NOTED,
    }
    for key, value in first.items():
        st.session_state.setdefault(key, value)
    with st.form(key=f"editsource:{draw.case_id}:{path}", border=True):
        st.html(markup.heading(words.NOTE_OF.text(language).format(label.text(language)), 3))
        wrong = state.said(path) if path != place.name else ()
        if wrong:
            st.html("".join(markup.paragraph(text, "mistake") for text in wrong))
        st.text_area(words.NOTE_TEXT.text(language), key=keys["text"], max_chars=1000, height=80)
        st.radio(
            words.NOTE_KIND.text(language),
            list(words.NOTE_KINDS),
            format_func=lambda kind: words.NOTE_KINDS[kind].text(language),
            key=keys["kind"],
            horizontal=True,
        )
        st.radio(
            words.NOTE_SURE.text(language),
            list(words.NOTE_SURES),
            format_func=lambda sure: words.NOTE_SURES[sure].text(language),
            key=keys["sure"],
            horizontal=True,
        )
        for name, said in (("date", words.NOTE_DATE), ("low", words.NOTE_LOW), ("high", words.NOTE_HIGH)):
            st.text_input(said.text(language), key=keys[name], autocomplete="off")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                words.NOTE_SAVE.text(language),
                key=f"editsourcesave:{path}",
                type="primary",
                on_click=actions.note,
                args=(path, keys),
            )
            st.form_submit_button(
                words.CANCEL.text(language),
                key=f"editsourcecancel:{path}",
                on_click=state.open_note,
                args=(draw.case_id, path),
            )
