"""The fields: every number that can be changed, with unit and source, and mistakes in what is typed."""

import streamlit as st

from feasibility.case import Case, PercentageOff, RentFree
from feasibility.language import Language, format_measure
from feasibility.screens import areas, entry, markup, reductions, saved, session, start_words, words
from feasibility.screens.chosen import Chosen, Opened, changed
from feasibility.screens.fields import Field, Group, fields_by_key, groups
from feasibility.screens.typed import unit_words, written
from feasibility.store import StoreError

_OPEN = frozenset({"deal"})
"""Groups that are open at first: what landlord and operator negotiate about."""

_ABOUT_AREAS = frozenset({"deal", "areas"})
"""Groups in which an area may be typed."""


def fields(opened: Opened) -> None:
    """All groups of fields of the example's case, with the numbers chosen in them."""
    language = opened.chosen.language
    how = words.HOW_TO_TYPE if opened.saved is None else start_words.HOW_TO_TYPE
    st.html(
        markup.heading(words.CHANGE_NUMBERS.text(language), 2) + markup.paragraph(how.text(language), "hint")
    )
    for group in groups(opened.example):
        with st.expander(group.label.text(language), expanded=group.id in _OPEN):
            _group(group, opened)


def _group(group: Group, opened: Opened) -> None:
    now = opened.chosen
    for part in group.parts:
        if part.label is not None:
            st.html(markup.heading(part.label.text(now.language), 3))
        for field in part.fields:
            _field(field, opened)
    if group.id in _ABOUT_AREAS:
        apart = areas.disagreement(opened.changed, now.language)
        if apart:
            st.html(markup.paragraph(apart, "mistake"))
    if group.id == "deal" and reductions.has_reductions(opened.changed):
        text = schedule(opened.changed, now.language)
        st.html(markup.paragraph(text, "schedule"))


def _field(field: Field, opened: Opened) -> None:
    now = opened.chosen
    language = now.language
    key = f"field:{now.key}:{field.key}"
    refused = session.messages(session.REFUSED).get(key, "")
    value = now.numbers.get(field.key, field.original)
    if not refused or key not in st.session_state:
        st.session_state[key] = written(value, field.unit, language)
    label = f"{field.label.text(language)} ({unit_words(field.unit, language)})"
    with st.container(key=f"box:{key}", gap=None):
        st.text_input(
            markup.plain(label),
            key=key,
            on_change=_typed,
            args=(key, field.key),
            autocomplete="off",
            disabled=opened.is_read_only,
        )
        below = markup.paragraph(source_words(field, now, language), "source")
        if refused:
            still = words.STILL.text(language).format(written(value, field.unit, language))
            below = markup.paragraph(f"{refused} {still}", "mistake") + below
        st.html(below)
        if key in session.messages(session.UNSAVED):
            st.button(
                words.TRY_AGAIN.text(language), key=f"again:{key}", on_click=_typed, args=(key, field.key)
            )


def source_words(field: Field, now: Chosen, language: Language) -> str:
    """Where a field's number comes from; of a changed one, what it was and where that came from."""
    source = words.NO_SOURCE.text(language)
    if field.source is not None:
        kind = words.ASSUMPTION if field.source.is_assumption else words.SOURCE
        date = f" ({field.source.date})" if field.source.date else ""
        source = kind.text(language).format(f"{field.source.text}{date}")
    if field.key not in now.numbers:
        return source
    was = words.WAS.text(language).format(written(field.original, field.unit, language))
    return f"{was}. {source}"


def schedule(case: Case, language: Language) -> str:
    """The lease's reductions, period by period, in words."""
    parts = []
    for item in sorted(reductions.reductions_of(case), key=lambda r: r.from_month):
        if isinstance(item, RentFree):
            template, amount = words.SCHEDULE_FREE, ""
        elif isinstance(item, PercentageOff):
            template, amount = words.SCHEDULE_OFF, written(item.share, "share", language)
        else:
            template = words.SCHEDULE_STATED
            amount = format_measure(item.rent_nok_per_m2_year, "NOK/m2/year", language)
        parts.append(template.text(language).format(item.from_month, item.to_month, amount))
    return words.SCHEDULE.text(language).format(", ".join([*parts, words.SCHEDULE_FULL.text(language)]))


def _typed(key: str, field_key: str) -> None:
    """Take what was typed into a field, or tell why not."""
    try:
        opened = session.current()
    except StoreError as error:  # deleted, or out of reach, since the page was drawn
        saved.tell(error.label)
        return
    now, field = opened.chosen, fields_by_key(opened.example).get(field_key)
    if field is None:  # another tab has taken away what it is a field of
        return
    taken = entry.enter(opened.example, now.numbers, field, st.session_state[key], now.language)
    messages = session.messages(session.REFUSED)
    messages.pop(key, None)
    session.messages(session.UNSAVED).pop(key, None)
    if taken.message:
        messages[key] = taken.message
        return
    if opened.saved is None:
        session.change_numbers(taken.numbers)
    elif taken.numbers and not saved.keep(now.case_id, changed(opened.example, taken.numbers)):
        is_changed = saved.is_changed_elsewhere(now.case_id)
        messages[key] = (words.CHANGED_ELSEWHERE if is_changed else words.NOT_SAVED).text(now.language)
        session.messages(session.UNSAVED)[key] = field_key
