"""The view of all that can be taken along: workbook, case, JSON, pictures, and the answers."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Final

import streamlit as st

from feasibility.language import Label
from feasibility.model import Result
from feasibility.screens import downloads, markup
from feasibility.screens.chosen import Opened
from feasibility.screens.taking import made, words
from feasibility.screens.words import DOWNLOADS, FILE_WITHOUT_SUPPORT, MISMATCH, NOT_WRITTEN

_ZIP: Final = "application/zip"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_KEPT: Final = 12
_BOOK_FROM: Final = 0.5
"""Share of the work from which the workbook is written: before it the answers are worked out."""

Make = Callable[[made.Tell], bytes]


def draw(opened: Opened, result: Result) -> None:
    """What is at hand at once, then what is made when it is asked for."""
    language = opened.chosen.language
    st.html(markup.heading(DOWNLOADS.text(language), 2))
    downloads.draw(result, opened)
    name = downloads.file_name(opened)
    if not opened.chosen.with_support:
        name += FILE_WITHOUT_SUPPORT.text(language)
    today = datetime.date.today()  # the day is for the page to say: the library never reads the clock
    st.download_button(
        words.JSON.text(language),
        lambda: made.run_json(opened, result, today),
        f"{name}.json",
        "application/json",
        key="json_file",
        on_click="ignore",
        help=words.JSON_HELP.text(language),
    )
    lead = markup.paragraph(words.MORE_LEAD.text(language), "hint")
    st.html(markup.heading(words.MORE.text(language), 2) + lead)

    def pictures(tell: made.Tell) -> bytes:
        return made.pictures(name, result, made.answers(result, tell), language, tell)

    def tables(tell: made.Tell) -> bytes:
        return made.tables(name, opened, made.answers(result, tell), language, today)

    def book(tell: made.Tell) -> bytes:
        found = made.answers(result, lambda share: tell(share * _BOOK_FROM))
        return downloads.workbook(
            result, opened.chosen, found, lambda share: tell(_BOOK_FROM + share * (1 - _BOOK_FROM))
        )

    _offered(opened, "pictures", words.PICTURES, f"{name}-{{}}.zip", _ZIP, pictures)
    _offered(opened, "tables", words.TABLES, f"{name}-{{}}.zip", _ZIP, tables)
    _offered(opened, "book", words.BOOK, f"{name}-{{}}.xlsx", _XLSX, book)


def _offered(opened: Opened, kind: str, what: Label, file: str, mime: str, make: Make) -> None:
    """A button that makes the file; once it is made, one that gives it."""
    language = opened.chosen.language
    key = (kind, downloads.key(opened), file, datetime.date.today())  # the day stands in the files
    place = st.empty()
    kept = _shelf().find(key)
    if kept is None:
        label = words.MAKE.text(language).format(what.text(language))
        if not place.button(label, key=f"make:{kind}"):
            return
        kept = _tried(make, opened)
        if kept is None:
            return
        _shelf().keep(key, kept)
    place.download_button(
        words.DOWNLOAD.text(language).format(what.text(language)),
        kept,
        file.format(words.FILES[kind].text(language)),
        mime,
        type="primary",
        key=f"file:{kind}",
        on_click="ignore",
    )


def _tried(make: Make, opened: Opened) -> bytes | None:
    """The file, made while progress is shown; None where that failed, which is told."""
    from feasibility.workbook import WorkbookMismatch

    language = opened.chosen.language
    progress = st.progress(0.0, words.WORKING.text(language))
    try:
        return make(lambda share: _shown(progress.progress, share, words.WORKING.text(language)))
    except WorkbookMismatch as error:
        st.error(f"{MISMATCH.text(language)}\n\n{markup.plain(str(error))}")
    except OSError as error:
        st.error(NOT_WRITTEN.text(language).format(markup.plain(str(error))))
    finally:
        progress.empty()
    return None


def _shown(show: Callable[[float, str], object], share: float, text: str) -> None:
    show(min(1.0, share), text)


class _Shelf:
    """Files that were made, by what they are of; the oldest gives way."""

    def __init__(self) -> None:
        self._files: dict[object, bytes] = {}
        self._lock = threading.Lock()

    def find(self, key: object) -> bytes | None:
        """The file, where it is kept."""
        return self._files.get(key)

    def keep(self, key: object, content: bytes) -> None:
        """Keep a file."""
        with self._lock:
            while len(self._files) >= _MOST_KEPT:
                del self._files[next(iter(self._files))]
            self._files[key] = content


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()
