"""The view of the whole case, edited: a guided path through it, or all fields with a search."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from feasibility.case import Case, Origin, origins
from feasibility.language import Language
from feasibility.model import Result
from feasibility.screens import markup, start_words, top
from feasibility.screens import words as page_words
from feasibility.screens.chosen import Opened
from feasibility.screens.editing import actions, draft, field_drawing, group_drawing, search, state
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.drawing import Drawing
from feasibility.screens.editing.outline import find, within
from feasibility.screens.editing.steps import STEPS, in_step, step_of, steps_with_something
from feasibility.starting import template_of

_ALL: Final = "edit_all"


def draw(opened: Opened, _: Result) -> None:
    """The editor of a saved case; of an example, the way to a case of one's own."""
    language = opened.chosen.language
    st.html(
        markup.heading(words.TITLE.text(language), 2) + markup.paragraph(words.LEAD.text(language), "hint")
    )
    if opened.saved is None:
        st.info(words.EXAMPLE_FIRST.text(language))
        st.button(
            start_words.SAVE_EXAMPLE.text(language),
            key="edit_save_example",
            on_click=_save_example,
            type="primary",
        )
        return
    can_change = opened.saved.saved.access != "viewer"
    if not can_change:
        st.info(words.VIEWER.text(language))
    shown = _drawing(opened, not can_change)
    _waiting(shown)
    _undo(opened, language)
    elsewhere = st.container(gap="small")
    mode = _mode(language)
    if mode == "search":
        _search(shown)
    else:
        _step(shown)
    _told_elsewhere(elsewhere, shown)


def _drawing(opened: Opened, disabled: bool) -> Drawing:
    assert opened.saved is not None
    case, language, id = opened.example, opened.chosen.language, opened.chosen.case_id
    waiting = {path: text for path, text in state.waiting(id).items() if find(case, path) is not None}
    contested = state.contested(id, case) & waiting.keys()
    free = {path: text for path, text in waiting.items() if path not in contested}
    mistakes: dict[str, list[str]] = {}
    if free:
        for mistake in draft.mistakes(case, free, language):
            mistakes.setdefault(mistake.path, []).append(mistake.text)
    return Drawing(
        case=case,
        case_id=id,
        language=language,
        waiting=waiting,
        contested=contested,
        mistakes=mistakes,
        origins=_origins(opened.saved.version.case_hash, opened.saved.version.number, id, case),
        show_all=bool(st.session_state.get(_ALL)),
        disabled=disabled,
    )


@st.cache_data(max_entries=16, show_spinner=False)
def _origins(hash: str, version: int, id: str, _case: Case) -> dict[str, Origin]:
    return origins(_case, template_of(_case.deal.structure))


def _save_example() -> None:
    top.save_example("edit")


def _mode(language: Language) -> str:
    st.session_state.setdefault(state.MODE, "steps")
    st.segmented_control(
        words.HOW.text(language),
        list(words.MODES),
        format_func=lambda mode: words.MODES[mode].text(language),
        key=state.MODE,
        label_visibility="collapsed",
    )
    return st.session_state[state.MODE] or "steps"


def _waiting(shown: Drawing) -> None:
    language = shown.language
    if not shown.waiting:
        return
    called: dict[bool, list[str]] = {True: [], False: []}
    for path in shown.waiting:
        place = find(shown.case, path)
        if place is not None:
            around = f" ({place.trail[-1].text(language)})" if place.trail else ""
            called[path in shown.contested].append(f"{place.label.text(language)}{around}")
    with st.container(key="editwaiting", gap="small"):
        for is_contested, said in ((True, words.CONTESTED), (False, words.WAITS)):
            if called[is_contested]:
                st.warning(markup.plain(said.text(language).format(", ".join(called[is_contested]))))
        with st.container(horizontal=True, gap="small"):
            st.button(page_words.TRY_AGAIN.text(language), key="edit_try", on_click=actions.try_again)
            st.button(words.DROP.text(language), key="edit_drop", on_click=actions.drop_waiting)


def _undo(opened: Opened, language: Language) -> None:
    assert opened.saved is not None
    done = state.last_done(opened.chosen.case_id, opened.saved.version.number)
    if done is None:
        return
    with st.container(key="editdone", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(markup.paragraph(done.text, "note"))
        st.button(words.UNDO.text(language), key="edit_undo", on_click=actions.undo, args=(done.before,))


def _step(shown: Drawing) -> None:
    language, case = shown.language, shown.case
    known = steps_with_something(case)
    step = st.session_state.get(state.STEP)
    step = step if step in known else known[0]
    st.session_state[state.STEP] = step
    left = _left(shown)
    st.pills(
        words.STEP.text(language),
        known,
        format_func=lambda id: _step_shown(id, known.index(id) + 1, left.get(id, 0), language),
        key=state.STEP,
        label_visibility="collapsed",
    )
    st.html(
        markup.heading(STEPS[step].label.text(language), 2)
        + markup.paragraph(STEPS[step].about.text(language), "text")
        + markup.paragraph(_whose(shown, step), "hint")
    )
    places = in_step(case, step)
    shown.title = STEPS[step].label
    # Counted as if they were not shown, so that the number stays when they are.
    hidden = sum(shown.hidden_count(place) for place in places)
    if hidden:
        st.session_state.setdefault(_ALL, False)
        st.toggle(words.SHOW_ALL.text(language).format(hidden), key=_ALL)
    else:  # no toggle is drawn, and what it was set to would be forgotten
        st.session_state[_ALL] = shown.show_all
    with st.container(key="editstep", gap="small"):
        group_drawing.all_of(places, shown)
    _previous_and_next(known, step, language)


def _step_shown(id: str, number: int, left: int, language: Language) -> str:
    called = f"{number}. {STEPS[id].label.text(language)}"
    return words.STEP_LEFT.text(language).format(called, left) if left else called


def _left(shown: Drawing) -> dict[str, int]:
    """How many numbers of each step are still the template's."""
    found: dict[str, int] = {}
    for path, origin in shown.origins.items():
        if origin == "template":
            found[step_of(path)] = found.get(step_of(path), 0) + 1
    return found


def _whose(shown: Drawing, step: str) -> str:
    own = [origin for path, origin in shown.origins.items() if step_of(path) == step]
    count = own.count("template")
    if not own:
        return ""
    if not count:
        return words.ALL_OWN.text(shown.language)
    return words.STILL_TEMPLATE.text(shown.language).format(count, len(own))


def _previous_and_next(known: tuple[str, ...], step: str, language: Language) -> None:
    position = known.index(step)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for id, said, to in (("previous", words.PREVIOUS, position - 1), ("next", words.NEXT, position + 1)):
            if 0 <= to < len(known):
                st.button(
                    said.text(language).format(STEPS[known[to]].label.text(language)),
                    key=f"edit_{id}",
                    on_click=actions.next_step,
                    args=(known[to],),
                )


def _search(shown: Drawing) -> None:
    language, case = shown.language, shown.case
    query = st.text_input(words.SEARCH.text(language), key=state.QUERY, autocomplete="off", max_chars=100)
    found = search.search(case, query)
    if not query.strip():
        said = words.SEARCH_HINT.text(language).format(search.field_count(case))
    elif not found.total:
        said = words.NO_HIT.text(language).format(query.strip())
    elif found.total > len(found.first):
        said = words.MORE_HITS.text(language).format(found.total, len(found.first))
    else:
        said = words.HITS.text(language).format(found.total)
    st.html(markup.paragraph(said, "hint"))
    for place in found.first:
        around = " › ".join(
            [STEPS[step_of(place.name)].label.text(language), *(each.text(language) for each in place.trail)]
        )
        with st.container(key=f"edithit:{place.name}", gap=None):
            if place.is_single:
                st.html(markup.paragraph(around, "source"))
                field_drawing.one(place, shown)
            else:
                with st.container(
                    horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
                ):
                    count = sum(each.is_single for each in within(case, place))
                    st.html(markup.paragraph(f"{around} › {place.label.text(language)} ({count})"))
                    st.button(
                        words.GO_THERE.text(language),
                        key=f"edit_go:{place.name}",
                        on_click=actions.go_to,
                        args=(place.name,),
                    )


def _told_elsewhere(where: DeltaGenerator, shown: Drawing) -> None:
    """What is wrong at a place that is not drawn now is told on top."""
    texts = [
        draft.with_place(shown.case, path, text, shown.language)
        for path, each in shown.mistakes.items()
        if path not in shown.told
        for text in each
    ]
    if texts:
        with where:
            st.html("".join(markup.paragraph(text, "mistake") for text in dict.fromkeys(texts)))
