"""One field of a case on the screen: what edits it, and what is said below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from feasibility.case import Case, SourceNote, numbers, shown_label
from feasibility.case.form.default_origin import default_origin
from feasibility.case.form.navigation import at, path_of
from feasibility.language import Language
from feasibility.names import CONFIDENCES
from feasibility.screens import markup, typed
from feasibility.screens import words as page_words
from feasibility.screens.editing import actions, forms, note_drawing, starters, state
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.drawing import Drawing
from feasibility.screens.editing.outline import Place

_LONG_TEXT: Final = 300  # a text that may be longer gets a field of several lines
_WITH_NOTE: Final = frozenset({"number", "month", "rate", "numbers"})
_MONTHS: Final = 12


def one(place: Place, drawing: Drawing) -> None:
    """One field, with what is said below it."""
    key = state.field_key(drawing.case_id, place.name)
    is_long = _is_long(place, drawing)
    with st.container(key=f"{'editwide' if is_long else 'editbox'}:{key}", gap=None):
        _widget(place, drawing, key, is_long)
        said = _below(place, drawing)
        if place.kind not in _WITH_NOTE or place.value is None or drawing.disabled:
            st.html(said) if said else None
            return
        st.html(said)
        if len(forms.parts(place)) == 1:
            _note_button(
                place.name, place.label.text(drawing.language), words.NOTE.text(drawing.language), drawing
            )
        else:
            with st.container(horizontal=True, gap="small"):
                for path, label in forms.parts(place):
                    called = label.text(drawing.language)
                    last = called.rpartition(" ")[2]
                    _note_button(path, called, f"{words.NOTE.text(drawing.language)}: {last}", drawing)
        for path, label in forms.parts(place):
            if state.note_is_open(drawing.case_id, path):
                note_drawing.editor(path, label, place, drawing)


def _note_button(path: str, called: str, text: str, drawing: Drawing) -> None:
    st.button(
        text,
        key=f"editnote:{path}",
        type="tertiary",
        help=markup.plain(words.NOTE_OF.text(drawing.language).format(called)),
        on_click=state.open_note,
        args=(drawing.case_id, path),
    )


def _is_long(place: Place, drawing: Drawing) -> bool:
    if place.kind in ("references", "numbers", "path"):
        return True
    if place.kind == "rate":
        return isinstance(place.value, Mapping)
    longest = place.leaf.longest if place.leaf else None
    return place.kind == "text" and (longest or 0) > _LONG_TEXT


def _widget(place: Place, drawing: Drawing, key: str, is_long: bool) -> None:
    language = drawing.language
    unit = forms.unit_shown(place, language)
    label = markup.plain(f"{place.label.text(language)} ({unit})" if unit else place.label.text(language))
    change = actions.choose_kind if place.is_tag else actions.typed
    if place.name in drawing.waiting:
        st.session_state[key] = drawing.waiting[place.name]
    else:
        st.session_state[key] = forms.written(place, drawing.case, language)
    now = st.session_state[key]
    match place.kind:
        case "flag":
            st.toggle(label, key=key, on_change=change, args=(place.name, key), disabled=drawing.disabled)
        case "references":
            known = _names(place, drawing)
            st.session_state[key] = [each for each in now or [] if each in known]
            st.multiselect(
                label,
                list(known),
                format_func=lambda id: known.get(id, id),
                key=key,
                on_change=change,
                args=(place.name, key),
                placeholder=words.CHOOSE.text(language),
                disabled=drawing.disabled,
            )
        case "choice" | "reference" | "path":
            _select(place, drawing, key, label, change)
        case _ if is_long and place.kind == "text":
            st.text_area(
                label,
                key=key,
                on_change=change,
                args=(place.name, key),
                disabled=drawing.disabled,
                height=100,
            )
        case _:
            st.text_input(
                label,
                key=key,
                on_change=change,
                args=(place.name, key),
                autocomplete="off",
                disabled=drawing.disabled,
            )


def _select(place: Place, drawing: Drawing, key: str, label: str, change: Callable[[str, str], None]) -> None:
    language = drawing.language
    if place.kind == "choice":
        leaf = place.leaf
        assert leaf is not None
        known = {each: forms.choice_shown(place, each, language) for each in leaf.choices}
    else:
        known = _names(place, drawing)
    now = st.session_state[key]
    if isinstance(now, str) and now not in known:
        known[now] = now  # what it names is no more: told as a mistake, and still shown
    options: list[str | None] = [*([None] if place.is_optional or now is None else []), *known]
    st.selectbox(
        label,
        options,
        format_func=lambda id: words.NONE.text(language) if id is None else known.get(id, id),
        key=key,
        on_change=change,
        args=(place.name, key),
        disabled=drawing.disabled,
    )


def _names(place: Place, drawing: Drawing) -> dict[str, str]:
    """What a field may name, by id."""
    assert place.field is not None
    if place.kind == "path":
        return number_names(drawing.case, drawing.language)
    holder = at(drawing.case, path_of(starters.referred(drawing.case, place.field, place.name)))
    known = holder if isinstance(holder, Mapping) else {}
    return {id: shown_label(id, each) for id, each in known.items()}


def number_names(case: Case, language: Language) -> dict[str, str]:
    """Every number of the case in words, by its path."""
    return {
        each.path: ": ".join([*(label.text(language) for label in each.trail[-2:]), each.label(language)])
        for each in numbers(case)
    }


def _hint(place: Place, language: Language) -> str:
    """What may be typed, where it is not plain from the label."""
    said = {
        "rate": words.RATE_HINT,
        "numbers": words.TWELVE_HINT if _is_by_month(place) else words.SEVERAL_HINT,
        "change": words.CHANGE_HINT if place.path[0] == "bank" else None,
    }.get(place.kind)
    limits = "" if place.kind == "change" else forms.limits_shown(place, language)
    return " ".join(filter(None, [said.text(language) if said else "", limits]))


def _is_by_month(place: Place) -> bool:
    return getattr(place.shape, "longest", None) == _MONTHS


def _below(place: Place, drawing: Drawing) -> str:
    """What stands below a field: what is wrong, which month it is, and where the number comes from."""
    language = drawing.language
    wrong = [*drawing.messages(place), *state.said(place.name)]
    if place.name in drawing.contested:
        wrong.append(words.CONTESTED_HERE.text(language))
    if wrong and place.name in drawing.waiting:
        wrong.append(_still(place, drawing))
    said = "".join(markup.paragraph(text, "mistake") for text in dict.fromkeys(wrong))
    hint = _hint(place, language)
    if hint:
        said += markup.paragraph(hint, "hint")
    parts = []
    if place.kind == "month" and (month := forms.month_shown(place, drawing.case, language)):
        parts.append(words.MONTH_IS.text(language).format(month))
    if place.kind in _WITH_NOTE or place.kind == "change":
        parts += _sources(place, drawing)
    elif not place.is_stated and place.value not in (None, "", ()):
        parts.append(_default(place, language))
    return said + (markup.paragraph(". ".join(parts), "source") if parts else "")


def _still(place: Place, drawing: Drawing) -> str:
    language = drawing.language
    now = forms.written(place, drawing.case, language)
    if now in (None, "", []) or not isinstance(now, str):
        return words.STILL_NOTHING.text(language) if now in (None, "", []) else ""
    if place.kind == "choice":
        now = forms.choice_shown(place, now, language)
    return words.STILL.text(language).format(now)


def _default(place: Place, language: Language) -> str:
    """That the program's default holds, and where that comes from."""
    origin = default_origin(place.field) if place.field else None
    if origin is None:
        return words.DEFAULT.text(language)
    return words.DEFAULT_FROM.text(language).format(origin.text(language))


def _sources(place: Place, drawing: Drawing) -> list[str]:
    """Whose the number is, and where it comes from."""
    language = drawing.language
    if place.value is None:
        return []
    if not place.is_stated:
        return [_default(place, language)]
    parts = forms.parts(place)
    origins = {drawing.origins.get(path) for path, _ in parts}
    said = [words.FROM_TEMPLATE.text(language)] if origins == {"template"} else []
    for path, label in parts:
        note = drawing.case.sources.get(path)
        if note is None:
            continue
        text = note_in_words(note, place.unit, language)
        said.append(f"{label.text(language)}: {text}" if len(parts) > 1 else text)
    if not drawing.case.sources.keys() & {path for path, _ in parts} and place.kind != "change":
        said.append(page_words.NO_SOURCE.text(language))
    return said


def note_in_words(note: SourceNote, unit: str, language: Language) -> str:
    """A source note in words, with its date and range."""
    kind = page_words.ASSUMPTION if note.is_assumption else page_words.SOURCE
    date = f" ({note.date})" if note.date else ""
    said = kind.text(language).format(f"{note.text}{date}")
    if note.confidence is not None:
        said = f"{said}. {CONFIDENCES[note.confidence].text(language)}"
    if note.low is None or note.high is None:
        return said
    ends = (typed.written(note.low, unit, language), typed.written(note.high, unit, language))
    return f"{said}. {words.RANGE.text(language).format(*ends)}"
