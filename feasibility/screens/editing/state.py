"""What the editor remembers between two interactions: where the reader is, and what waits to be saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from feasibility.case import Case
from feasibility.screens.editing.draft import Waiting
from feasibility.screens.editing.forms import Typed
from feasibility.screens.editing.outline import find

_WAITING: Final = "edit_waiting"
_AGAINST: Final = "edit_against"
_CONTESTED: Final = "edit_contested"
_SAID: Final = "edit_said"
_DONE: Final = "edit_done"
_NOTE: Final = "edit_note"
_ADDING: Final = "edit_adding"
STEP: Final = "edit_step"
MODE: Final = "edit_mode"
QUERY: Final = "edit_query"


@dataclass(frozen=True)
class Done:
    """Something that was added, moved or removed: what to say of it, and the version before and after."""

    case_id: str
    text: str
    before: int
    after: int


def waiting(case_id: str) -> dict[str, Typed]:
    """What is typed in a case and not saved, by path."""
    held: dict[str, dict[str, Typed]] = st.session_state.setdefault(_WAITING, {})
    return dict(held.get(case_id, {}))


def wait(case_id: str, what: Waiting, case: Case, contested: Iterable[str] = ()) -> None:
    """Remember what waits, and what the case has there as it is typed; contested: what is, of it."""
    held: dict[str, dict[str, Typed]] = st.session_state.setdefault(_WAITING, {})
    held[case_id] = dict(what)
    against: dict[str, dict[str, object]] = st.session_state.setdefault(_AGAINST, {})
    against[case_id] = {path: _value(case, path) for path in what}
    those: dict[str, frozenset[str]] = st.session_state.setdefault(_CONTESTED, {})
    those[case_id] = frozenset(contested) & what.keys()


def contested(case_id: str, case: Case) -> frozenset[str]:
    """The paths at which something waits and somebody else has been: saved only when it is asked for.

    They were typed in a version that was not the newest, or the case has something else there than when
    they were typed. case: as it is now; what is found so is remembered.
    """
    against: dict[str, object] = st.session_state.get(_AGAINST, {}).get(case_id, {})
    those: dict[str, frozenset[str]] = st.session_state.setdefault(_CONTESTED, {})
    changed = (path for path, before in against.items() if _value(case, path) != before)
    those[case_id] = those.get(case_id, frozenset()).union(changed)
    return those[case_id]


def _value(case: Case, path: str) -> object:
    place = find(case, path)
    return None if place is None else place.value


def say(path: str, texts: tuple[str, ...]) -> None:
    """Tell at a place why something could not be done there; what was told before is forgotten."""
    st.session_state[_SAID] = (path, texts)


def said(path: str) -> tuple[str, ...]:
    """What is to be told at a place."""
    at, texts = st.session_state.get(_SAID, ("", ()))
    return texts if at == path else ()


def did(done: Done) -> None:
    """Remember what was done last, so that it can be undone."""
    st.session_state[_DONE] = done


def last_done(case_id: str, version: int) -> Done | None:
    """What was done last, as long as nothing has been saved since."""
    done: Done | None = st.session_state.get(_DONE)
    return done if done and done.case_id == case_id and done.after == version else None


def open_note(case_id: str, path: str) -> None:
    """Open the note of a number, or close it where it is open."""
    st.session_state[_NOTE] = None if note_is_open(case_id, path) else (case_id, path)


def note_is_open(case_id: str, path: str) -> bool:
    """Whether the note of a number is open."""
    return bool(st.session_state.get(_NOTE) == (case_id, path))


def open_adding(case_id: str, path: str) -> None:
    """Open what asks for a new item of a list, or close it ("")."""
    st.session_state[_ADDING] = (case_id, path)


def adding_is_open(case_id: str, path: str) -> bool:
    """Whether a new item of a list is being asked for."""
    return bool(st.session_state.get(_ADDING) == (case_id, path))


def item_key(case_id: str, list_path: str) -> str:
    """Where the session keeps which item of a list is open."""
    return f"edit_item:{case_id}:{list_path}"


def field_key(case_id: str, path: str) -> str:
    """The key of the widget of a place."""
    return f"edit:{case_id}:{path}"
