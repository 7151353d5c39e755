"""Sections and lists of a case on the screen: their fields, the item that is open, what adds another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from feasibility.case.form.shape import Entries, Items, Section, Shape, Variants
from feasibility.screens import markup
from feasibility.screens.editing import actions, field_drawing, forms, starters, state
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.drawing import Drawing
from feasibility.screens.editing.outline import Place, below


def all_of(places: Sequence[Place], drawing: Drawing) -> None:
    """Places in their order: fields beside each other, then what holds others, each under its own heading."""
    shown = [place for place in places if not drawing.hides(place)]
    fields_ = [place for place in shown if place.is_single]
    if fields_:
        with st.container(key=f"editfields:{fields_[0].name}", gap="small"):
            for place in fields_:
                field_drawing.one(place, drawing)
    for place in shown:
        if not place.is_single:
            _group(place, drawing)


def _group(place: Place, drawing: Drawing) -> None:
    language = drawing.language
    if place.kind in ("items", "entries"):
        _list(place, drawing)
        return
    if place.kind == "optional":
        _switch(place, drawing)
        if place.value is None:
            return
    else:
        inner = below(drawing.case, place)
        if place.kind != "changes" and all(drawing.hides(each) for each in inner):
            return
        if place.trail or place.label != drawing.title:
            st.html(markup.heading(place.label.text(language), 3))
    _mistakes(place, drawing)
    if place.kind == "changes":
        _changes(place, drawing)
        return
    all_of(below(drawing.case, place), drawing)


def _switch(place: Place, drawing: Drawing) -> None:
    key = f"editon:{drawing.case_id}:{place.name}"
    st.session_state[key] = place.value is not None
    st.toggle(
        markup.plain(place.label.text(drawing.language)),
        key=key,
        on_change=actions.switch,
        args=(place.name, key),
        disabled=drawing.disabled,
    )
    if place.value is None:
        _mistakes(place, drawing)


def _mistakes(place: Place, drawing: Drawing) -> None:
    texts = [*drawing.messages(place), *state.said(place.name)]
    if texts:
        st.html("".join(markup.paragraph(text, "mistake") for text in dict.fromkeys(texts)))


def _list(place: Place, draw: Drawing) -> None:
    """A list: its items by name, the open one in full, and the way to another."""
    language = draw.language
    if place.trail or place.label != draw.title:
        st.html(markup.heading(place.label.text(language), 3))
    texts = [*draw.messages(place), *state.said(place.name)]
    if texts:
        st.html("".join(markup.paragraph(text, "mistake") for text in texts))
    held = below(draw.case, place)
    opened = _chosen(place, held, draw)
    if not draw.disabled:
        _adding(place, draw)
    if opened is not None:
        with st.container(border=True, key=f"edititem:{place.name}"):
            _item(place, opened, held, draw)


def _chosen(place: Place, held: tuple[Place, ...], draw: Drawing) -> Place | None:
    language = draw.language
    if not held:
        st.html(markup.paragraph(words.EMPTY.text(language), "hint"))
        return None
    key = state.item_key(draw.case_id, place.name)
    called = {each.path[-1]: each.label.text(language) for each in held}
    now = st.session_state.get(key)
    st.session_state[key] = now if now in called else None
    st.pills(
        words.CHOOSE_ITEM.text(language),
        list(called),
        format_func=lambda step: markup.plain(called[step]),
        key=key,
    )
    return next((each for each in held if each.path[-1] == st.session_state[key]), None)


def _item(place: Place, item: Place, held: tuple[Place, ...], draw: Drawing) -> None:
    language, step = draw.language, item.path[-1]
    st.html(markup.heading(item.label.text(language), 3))
    if not draw.disabled:
        position = held.index(item)
        with st.container(horizontal=True, gap="small"):
            for id, label, action, args, is_off in (
                ("copy", words.COPY, actions.copy, (place.name, step), False),
                ("up", words.UP, actions.move, (place.name, step, -1), position == 0),
                ("down", words.DOWN, actions.move, (place.name, step, 1), position == len(held) - 1),
                ("remove", words.REMOVE, actions.remove, (place.name, step), False),
            ):
                st.button(
                    label.text(language),
                    key=f"edit{id}:{item.name}",
                    on_click=action,
                    args=args,
                    disabled=is_off,
                )
    texts = draw.messages(item)
    if texts:
        st.html("".join(markup.paragraph(text, "mistake") for text in texts))
    all_of(below(draw.case, item), draw)


def _adding(place: Place, draw: Drawing) -> None:
    language, name = draw.language, place.name
    shape = place.shape
    assert isinstance(shape, Items | Entries)
    kinds = starters.kinds(shape.item)
    asks_name = isinstance(shape, Items) or _has_label(shape.item)
    if not state.adding_is_open(draw.case_id, name):
        to_ask = bool(kinds) or asks_name
        st.button(
            words.ADD.text(language),
            key=f"editadd:{name}",
            help=words.ADD_TO.text(language).format(place.label.text(language)),
            on_click=state.open_adding if to_ask else actions.add,
            args=(draw.case_id, name) if to_ask else (name,),
        )
        return
    kind_key, name_key = f"editkind:{name}", f"editname:{name}"
    with st.form(key=f"editform:{name}", border=True):
        st.html(markup.heading(words.ADD_TO.text(language).format(place.label.text(language)), 3))
        if kinds:
            tag = Place(
                (*place.path, "", starters.kind_field(shape.item)),
                shape.item,
                None,
                None,
                place.label,
                (),
                True,
            )
            st.selectbox(
                words.WHICH_KIND.text(language),
                kinds,
                format_func=lambda kind: forms.choice_shown(tag, kind, language),
                key=kind_key,
            )
        if asks_name:
            st.text_input(words.WHAT_NAME.text(language), key=name_key, max_chars=120, autocomplete="off")
        st.html(markup.paragraph(words.PREFILLED.text(language), "hint"))
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                words.ADD.text(language),
                key=f"editadded:{name}",
                type="primary",
                on_click=actions.add,
                args=(name, kind_key, name_key),
            )
            st.form_submit_button(
                words.CANCEL.text(language),
                key=f"editcancel:{name}",
                on_click=state.open_adding,
                args=(draw.case_id, ""),
            )


def _changes(place: Place, draw: Drawing) -> None:
    """What a scenario or a stress row changes: each number with its new value, and the way to one more."""
    language = draw.language
    for each in below(draw.case, place):
        with st.container(key=f"editchange:{each.name}", horizontal=True, vertical_alignment="bottom"):
            with st.container(width="stretch"):
                field_drawing.one(each, draw)
            if not draw.disabled:
                st.button(
                    words.REMOVE.text(language),
                    key=f"editunset:{each.name}",
                    on_click=actions.remove_change,
                    args=(place.name, each.path[-1]),
                )
    if draw.disabled:
        return
    held = place.value if isinstance(place.value, Mapping) else {}
    names = {
        path: name
        for path, name in field_drawing.number_names(draw.case, language).items()
        if path not in held
    }
    key = f"editset:{draw.case_id}:{place.name}"
    st.session_state[key] = None
    st.selectbox(
        words.WHICH_NUMBER.text(language),
        list(names),
        format_func=lambda path: names.get(path, path),
        key=key,
        index=None,
        placeholder=words.CHOOSE.text(language),
        on_change=actions.add_change,
        args=(place.name, key),
    )


def _has_label(shape: Shape) -> bool:
    """Whether an item of this shape has a name of its own."""
    if isinstance(shape, Variants):
        return any("label" in each.fields for each in shape.sections.values())
    return isinstance(shape, Section) and "label" in shape.fields
