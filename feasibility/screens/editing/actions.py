"""What happens when something is typed, added, moved or removed in the editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from feasibility.case import Case, CaseError, shown_label
from feasibility.case.form.navigation import at, path_of
from feasibility.language import Language, as_iso, format_share
from feasibility.names import CONFIDENCES
from feasibility.screens import saved, session
from feasibility.screens.chosen import Opened
from feasibility.screens.editing import draft, lists, starters, state
from feasibility.screens.editing import editing_words as words
from feasibility.screens.editing.forms import Typed
from feasibility.screens.editing.outline import LISTS, Place, find
from feasibility.screens.editing.positions import InUse
from feasibility.screens.editing.steps import step_of
from feasibility.store import StoreError

FREE, OWN, ASSUMED, SOURCED = "none", "own", "assumption", "source"
AS_NOTED: Final = "as_noted"
"""The confidence that follows from the note itself."""
_LOWEST_NOTE: Final = ("text", "kind", "date", "low", "high", "sure")


def typed(path: str, key: str) -> None:
    """Take what was typed in a place."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    text: Typed = st.session_state[key]
    free, held = _waiting(opened)
    free.pop(path, None)
    held.pop(path, None)  # typed anew, with what the case has there in sight
    entered = draft.enter(opened.example, free, place, text, opened.chosen.language)
    _take(opened, entered, held, {**free, path: text})
    if entered.along and entered.case is not None and opened.saved is not None:
        _tell_along(opened, entered.case, entered.along, opened.saved.version.number)


def _tell_along(opened: Opened, case: Case, along: tuple[str, ...], before: int) -> None:
    """Say which other parts of the whole changed with the one that was typed, beside what undoes it."""
    after = saved.read(opened.chosen.case_id).version.number
    if after == before:
        return
    told = []
    for path in along:
        place = find(case, path)
        if place is not None and isinstance(place.value, int | float):
            name = place.trail[-1].text(opened.chosen.language) if place.trail else ""
            told.append(f"{name} {format_share(place.value, opened.chosen.language)}".strip())
    text = words.REST_SHARED.text(opened.chosen.language).format(", ".join(told))
    state.did(state.Done(opened.chosen.case_id, text, before, after))


def try_again() -> None:
    """Try what waits once more, all of it together, what is contested too: that is what is asked for."""
    opened = _opened()
    if opened is None:
        return
    waiting = state.waiting(opened.chosen.case_id)
    _take(opened, draft.enter_all(opened.example, waiting, opened.chosen.language), {}, waiting)


def _take(opened: Opened, entered: draft.Entered, held: draft.Waiting, tried: draft.Waiting) -> None:
    """Save what was entered. Where the case was changed elsewhere, what was tried is contested from now on.

    held: what waits and was not tried. Nothing is lost: it all stays in its fields.
    """
    id, is_behind = opened.chosen.case_id, _is_behind(opened)
    if entered.case is not None and not saved.keep(id, entered.case):
        waiting = {**tried, **held}
        is_behind = is_behind or saved.is_changed_elsewhere(id)
    else:
        waiting = {**entered.waiting, **held}
    contested = {*held, *(tried if is_behind else ())}
    state.wait(id, waiting, entered.case or opened.example, contested)


def _waiting(opened: Opened) -> tuple[dict[str, Typed], dict[str, Typed]]:
    """What waits and is saved as soon as it makes sense, and what is contested and is not."""
    id = opened.chosen.case_id
    waiting, contested = state.waiting(id), state.contested(id, opened.example)
    free = {path: text for path, text in waiting.items() if path not in contested}
    return free, {path: text for path, text in waiting.items() if path in contested}


def _is_behind(opened: Opened) -> bool:
    assert opened.saved is not None
    return saved.is_behind(opened.saved)


def drop_waiting() -> None:
    """Forget what waits: the fields have again what is saved."""
    opened = _opened()
    if opened is not None:
        state.wait(opened.chosen.case_id, {}, opened.example)


def choose_kind(path: str, key: str) -> None:
    """Make a thing one of another kind; path: of the field that says which."""
    chosen: str | None = st.session_state[key]
    holder = path.rpartition(".")[0]
    now = _now(holder)
    if now is None or chosen is None:
        return
    opened, place = now
    gone: list[str] = []

    def change(case: Case, also: lists.Values) -> Case:
        found, lost = lists.choose_kind(case, place, chosen, also)
        gone.extend(lost)
        return found

    def after(language: Language) -> str:
        said = words.KIND_CHOSEN.text(language).format(place.label.text(language))
        return f"{said} {words.WENT_ALONG.text(language).format(', '.join(gone))}" if gone else said

    _do(opened, path, change, after)


def add(path: str, kind_key: str = "", name_key: str = "") -> None:
    """Add an item to a list."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    kind = str(st.session_state.get(kind_key) or "")
    called = str(st.session_state.get(name_key) or "").strip()[:120]
    made: list[str] = []

    def change(case: Case, also: lists.Values) -> Case:
        found, path_made = lists.add(case, place, kind, called, also)
        made.append(path_made)
        return found

    def after(language: Language) -> str:
        return words.ADDED.text(language).format(_called(place, made[-1], language, called))

    if _do(opened, path, change, after):
        state.open_adding(opened.chosen.case_id, "")
        _open(opened, place, made[-1])


def copy(path: str, item: str) -> None:
    """Copy an item of a list."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    made: list[str] = []

    def change(case: Case, also: lists.Values) -> Case:
        found, path_made = lists.copy(case, place, item, words.COPY_SUFFIX.text(opened.chosen.language))
        made.append(path_made)
        return found

    def after(language: Language) -> str:
        return words.COPIED.text(language).format(_called(place, f"{path}.{item}", language))

    if _do(opened, path, change, after):
        _open(opened, place, made[-1])


def remove(path: str, item: str) -> None:
    """Take an item out of a list."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    id = opened.chosen.case_id

    def after(language: Language) -> str:
        return words.REMOVED.text(language).format(_called(place, f"{path}.{item}", language))

    def left(waiting: draft.Waiting) -> draft.Waiting:
        if place.kind != "entries":
            return draft.without(waiting, f"{path}.{item}")
        count = len(place.value) if isinstance(place.value, tuple) else 0
        new = {n: (None if n == int(item) else n - (n > int(item))) for n in range(count)}
        return draft.moved(waiting, path, new)

    if _do(opened, path, lambda case, also: lists.remove(case, place, item, also), after, left):
        st.session_state.pop(state.item_key(id, path), None)


def move(path: str, item: str, by: int) -> None:
    """Move an item of a list up or down."""
    now = _now(path)
    if now is None:
        return
    opened, place = now

    def after(language: Language) -> str:
        return words.MOVED.text(language).format(_called(place, f"{path}.{item}", language))

    def left(waiting: draft.Waiting) -> draft.Waiting:
        if place.kind != "entries":
            return waiting
        return draft.moved(waiting, path, {int(item): int(item) + by, int(item) + by: int(item)})

    done = _do(opened, path, lambda case, also: lists.move(case, place, item, by), after, left)
    if done and place.kind == "entries":
        st.session_state[state.item_key(opened.chosen.case_id, path)] = str(int(item) + by)


def switch(path: str, key: str) -> None:
    """Switch an optional section on or off."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    is_on = bool(st.session_state[key])
    change = lists.switch_on if is_on else lists.switch_off

    def after(language: Language) -> str:
        said = words.SWITCHED_ON if is_on else words.SWITCHED_OFF
        return said.text(language).format(place.label.text(language))

    _do(opened, path, lambda case, also: change(case, place, also), after)


def add_change(path: str, key: str) -> None:
    """Let a scenario or a stress row change one number more."""
    chosen: str | None = st.session_state[key]
    now = _now(path)
    if now is None or chosen is None:
        return
    opened, place = now
    _do(opened, path, lambda case, also: lists.add_change(case, place, chosen), words.CHANGE_ADDED.text)


def remove_change(path: str, changed: str) -> None:
    """Let a scenario or a stress row change one number less."""
    now = _now(path)
    if now is None:
        return
    opened, place = now
    _do(opened, path, lambda case, also: lists.remove_change(case, place, changed), words.CHANGE_REMOVED.text)


def note(path: str, keys: Mapping[str, str]) -> None:
    """Put another source note at a number, or none."""
    opened = _opened()
    if opened is None:
        return
    text, kind, date, low, high, sure = (
        str(st.session_state.get(keys[name]) or "").strip() for name in _LOWEST_NOTE
    )
    made: dict[str, object] | None = None
    if text:
        made = {ASSUMED if kind == ASSUMED else SOURCED: text}
        if date:
            made["date"] = as_iso(date) or date
        if sure in CONFIDENCES:
            made["confidence"] = sure
        for name, end in (("low", low), ("high", high)):
            if end:
                made[name] = draft.end_of_range(opened.example, path, end, opened.chosen.language)
    elif date or low or high:
        state.say(path, (words.NOTE_NEEDS_TEXT.text(opened.chosen.language),))
        return
    if _do(opened, path, lambda case, also: lists.set_note(case, path, made), words.NOTED.text):
        state.open_note(opened.chosen.case_id, "")


def undo(number: int) -> None:
    """Bring the version back that was before."""
    opened = _opened()
    if opened is not None:
        saved.restore(opened.chosen.case_id, number)


def next_step(step: str) -> None:
    """Go to a step of the path."""
    st.session_state[state.STEP] = step


def go_to(path: str) -> None:
    """Show a place where it stands in the path."""
    opened = _opened()
    if opened is None:
        return
    st.session_state[state.MODE] = "steps"
    st.session_state[state.STEP] = step_of(path)
    steps = path_of(path)
    for depth in range(1, len(steps)):
        above = find(opened.example, ".".join(steps[:depth]))
        if above is not None and above.kind in LISTS:
            st.session_state[state.item_key(opened.chosen.case_id, above.name)] = steps[depth]


def _do(
    opened: Opened,
    path: str,
    change: Callable[[Case, lists.Values], Case],
    after: Callable[[Language], str],
    moved: Callable[[draft.Waiting], draft.Waiting] = dict,
) -> bool:
    """Change what the case consists of, alone or with what waits; tell at the path what hinders it.

    moved: what waits, at the paths it has when the change is made.
    """
    assert opened.saved is not None
    id, language, case = opened.chosen.case_id, opened.chosen.language, opened.example
    waiting, held = _waiting(opened)
    also = draft.values(case, waiting, language)
    state.say("", ())
    try:
        try:
            found, left = change(case, lists.NONE), waiting
        except CaseError:
            if not also:
                raise
            found, left = change(case, also), draft.left(waiting, also)
    except CaseError as error:
        told = dict.fromkeys(
            draft.with_place(case, each.path, draft.in_words(case, each, language), language)
            for each in error.problems
        )
        state.say(path, tuple(told))
        return False
    except InUse as error:
        state.say(path, (words.IN_USE.text(language).format(", ".join(error.users)),))
        return False
    except lists.NothingToAdd:
        state.say(path, (words.NOTHING_TO_NAME.text(language),))
        return False
    before = opened.saved.version.number
    if not saved.keep(id, found):
        return False
    state.wait(id, moved({**left, **held}), found, moved(held))
    after_it = saved.read(id).version.number
    if after_it != before:
        state.did(state.Done(id, after(language), before, after_it))
    return True


def _open(opened: Opened, place: Place, path: str) -> None:
    st.session_state[state.item_key(opened.chosen.case_id, place.name)] = path_of(path)[len(place.path)]


def _called(place: Place, path: str, language: Language, called: str = "") -> str:
    if called:
        return called
    step = path.removeprefix(f"{place.name}.")
    if place.kind == "items":
        name = shown_label(step, at(place.value, (step,)))
        return name[:1].upper() + name[1:]
    return f"{place.label.text(language)} {int(step) + 1}"


def _opened() -> Opened | None:
    try:
        opened = session.current()
    except StoreError as error:  # deleted, or out of reach, since the page was drawn
        saved.tell(error.label)
        return None
    return opened if opened.saved is not None else None


def _now(path: str) -> tuple[Opened, Place] | None:
    opened = _opened()
    place = find(opened.example, path) if opened else None
    return None if opened is None or place is None else (opened, place)


__all__ = [
    "add",
    "add_change",
    "choose_kind",
    "copy",
    "drop_waiting",
    "go_to",
    "move",
    "next_step",
    "note",
    "remove",
    "remove_change",
    "starters",
    "switch",
    "try_again",
    "typed",
    "undo",
]
