"""Saved work in the app: the store, who asks, and edits kept as they are made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from feasibility.case import Case, CaseError, signed, to_yaml
from feasibility.case.edited import edited
from feasibility.language import Label, Language, format_date
from feasibility.screens.hosting import gate
from feasibility.store import Opened, StoreError, User, database_url

if TYPE_CHECKING:
    from feasibility.store import Store

_SEEN: Final = "seen_version"
_TOLD: Final = "told_of_saving"


def store() -> Store:
    """The store that the environment names. Raises CannotOpen."""
    return _opened(database_url(os.environ))


def user() -> User:
    """Who asks: on a machine of one's own always the same. Raises StoreError where nobody is signed in."""
    return gate.user()


def read(id: str, number: int | None = None) -> Opened:
    """A case as of its newest version, or of another. Raises StoreError, CaseError."""
    saved = store().find(user(), id)  # whether one may see it is asked each time
    found = _read(database_url(os.environ), id, saved.newest if number is None else number, store(), user())
    return replace(found, saved=saved)


def show(opened: Opened) -> None:
    """Remember which version this tab shows: an edit is made in that one, whatever has been saved since."""
    st.session_state.setdefault(_SEEN, {})[opened.saved.id] = opened.version.number


def keep(id: str, case: Case) -> bool:
    """Save an edit made in the version this tab shows, and tell whether; why not is said on the page."""
    seen: dict[str, int] = st.session_state.get(_SEEN, {})
    with telling():
        if id in seen:  # else never shown here, so nothing can have been changed here
            seen[id] = store().save(user(), id, case, seen[id]).number
            return True
    return False


def is_behind(opened: Opened) -> bool:
    """Whether a case has another newest version than the one this tab shows: it was changed elsewhere."""
    seen: dict[str, int] = st.session_state.get(_SEEN, {})
    return seen.get(opened.saved.id, opened.saved.newest) != opened.saved.newest


def is_changed_elsewhere(id: str) -> bool:
    """Whether a case now has a newer version than this tab shows; not, where that cannot be known."""
    with suppress(StoreError):
        saved = store().find(user(), id)
        return bool(st.session_state.get(_SEEN, {}).get(id, saved.newest) != saved.newest)
    return False


def restore(id: str, number: int) -> None:
    """Bring an old version back; where that cannot be, say so on the page."""
    seen: dict[str, int] = st.session_state.get(_SEEN, {})
    with telling():
        seen[id] = store().restore(user(), id, number, seen[id]).number


def when(time: datetime.datetime, language: Language) -> str:
    """A time as the clock of whoever looks shows it: "29.11.2026 12:10"."""
    try:
        zone: datetime.tzinfo = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = datetime.UTC
    local = time.astimezone(zone)
    return f"{format_date(local.date(), language)} {local:%H:%M}"


def tell(label: Label) -> None:
    """Say something about saving, once, the next time the page is drawn."""
    st.session_state[_TOLD] = label


@contextmanager
def telling() -> Iterator[None]:
    """Do something with saved work; what stands in its way is said the next time the page is drawn."""
    try:
        yield
    except StoreError as error:
        tell(error.label)
    except CaseError as error:  # saved by another version of the program
        tell(Label(error.messages("nb")[0], error.messages("en")[0]))


def told() -> Label | None:
    """What is to be said about saving."""
    found: Label | None = st.session_state.pop(_TOLD, None)
    return found


def case_file(opened: Opened) -> str:
    """The case as a file: the text it came from with what has been changed in it, its comments kept."""
    return signed(edited(opened.source, opened.case) if opened.source else to_yaml(opened.case))


# A version never changes, so sessions can share it.
@st.cache_resource(max_entries=64, show_spinner=False)
def _read(url: str, id: str, number: int, _store: Store, _user: User) -> Opened:
    return _store.read(_user, id, number)


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Store:
    from feasibility.store import Store  # SQLAlchemy: an example needs nothing of it

    return Store.open(url)
