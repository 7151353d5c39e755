"""The workbook somebody has given: its bytes, as long as the page is open, and what was read in it."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from feasibility.language import Label

if TYPE_CHECKING:
    from feasibility.workbook.returned.changes import BookChanges

_GIVEN: Final = "book:given"
# Each takes a processor for seconds; more than these wait for their turn.
_AT_ONCE: Final = threading.BoundedSemaphore(2)


@dataclass
class Given:
    """A file that was given.

    Attributes:
        read: its inputs, tried or not; None before it is read, and where it was refused.
        refusal: why it cannot be used. problems: what hindered the last attempt to take numbers.
        seen: the newest version of each of the user's cases when it was offered to take the numbers.
    """

    name: str
    content: bytes
    read: BookChanges | None = None
    refusal: Label | None = None
    problems: tuple[Label, ...] = ()
    is_asked: bool = False
    seen: dict[str, int] | None = None


def take(name: str, content: bytes) -> None:
    """Remember a file that was given, in place of any other."""
    st.session_state[_GIVEN] = Given(name, content)


def now() -> Given | None:
    """The file that was given."""
    found: Given | None = st.session_state.get(_GIVEN)
    return found


def forget() -> None:
    """Put it away: nothing of it is kept."""
    st.session_state.pop(_GIVEN, None)


def read(given: Given) -> None:
    """Read what has been changed in its inputs; where that cannot be, remember why."""
    from feasibility.workbook.returned.changes import read_changes

    _read(given, read_changes)


def try_all(given: Given) -> None:
    """Try every formula and value of it as well."""
    from feasibility.workbook.returned.changes import workbook_changes

    _read(given, workbook_changes)


def _read(given: Given, reader: Callable[[Path], BookChanges]) -> None:
    from feasibility.workbook.returned.words import NotReadable

    with _AT_ONCE, tempfile.TemporaryDirectory(prefix="feasibility-") as folder:
        path = Path(folder) / "given.xlsx"  # a name of our own, whatever theirs is
        path.write_bytes(given.content)
        try:
            given.read = reader(path)
        except NotReadable as error:
            given.read, given.refusal = None, error.label
