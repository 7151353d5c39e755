"""What can be taken along: the verified workbook, and the case as a file."""

import datetime
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from feasibility.answers.answer import Answer
from feasibility.case import signed, to_yaml
from feasibility.model import Result
from feasibility.screens import markup, saved, session, words
from feasibility.screens.chosen import Chosen, Opened

_MADE: Final = "workbook"
_ASKED: Final = "workbook_asked"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_VERIFY_FROM: Final = 0.5
"""Share of the work from which the workbook is being recalculated rather than written."""


@dataclass(frozen=True)
class _Book:
    """A workbook that was made, and what it was made of."""

    made_of: object
    content: bytes


def draw(result: Result, opened: Opened) -> None:
    """The buttons. The workbook is made when it is asked for, and anew when a number has changed since."""
    now, saved_case = opened.chosen, opened.saved
    language, name = now.language, file_name(opened)
    st.html(markup.paragraph(words.DOWNLOADS_LEAD.text(language), "hint"))
    made_of = key(opened)
    progress = st.empty()
    with st.container(horizontal=True, gap="medium", key="downloads"):
        place = st.empty()
        st.download_button(
            words.DOWNLOAD_CASE.text(language),
            lambda: signed(to_yaml(opened.changed)) if saved_case is None else saved.case_file(saved_case),
            f"{name}.yaml",
            "application/yaml",
            key="case_file",
            on_click="ignore",
        )
    if st.session_state.pop(_ASKED, False):
        st.session_state[_MADE] = _make(result, now, made_of, progress)
    book: _Book | None = st.session_state.get(_MADE)
    if book is None or book.made_of != made_of:
        place.button(words.MAKE_WORKBOOK.text(language), type="primary", key="make", on_click=_ask)
        return
    place.download_button(
        words.DOWNLOAD_WORKBOOK.text(language),
        book.content,
        f"{name}{'' if now.with_support else words.FILE_WITHOUT_SUPPORT.text(language)}.xlsx",
        _XLSX,
        type="primary",
        key="workbook_file",
        on_click="ignore",
    )
    st.html(markup.paragraph(words.VERIFIED.text(language), "hint"))


def key(opened: Opened) -> tuple[object, ...]:
    """What tells files of one run, in one language, from all others: the version holds notes too."""
    version = None if opened.saved is None else (opened.chosen.case_id, opened.saved.version.number)
    return session.run_key(opened), version, opened.chosen.language


def file_name(opened: Opened) -> str:
    """What files of the case are called: the example's name, or the saved case's in plain letters."""
    if opened.saved is None:
        return opened.chosen.example
    plain = opened.changed.name.lower().translate(_LETTERS)
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60] or "sak"


_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})


def _ask() -> None:
    st.session_state[_ASKED] = True


def workbook(result: Result, now: Chosen, answers: Sequence[Answer], tell: Callable[[float], None]) -> bytes:
    """The verified workbook, with a sheet for each answer. Raises WorkbookMismatch, OSError."""
    from feasibility.papers.choose import papers_for
    from feasibility.workbook import write_workbook  # slow to import, and seldom needed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        # Which day the workbook was made is for the page to say: the library never reads the clock.
        today = datetime.date.today()
        write_workbook(
            result,
            path,
            language=now.language,
            date=today,
            changes=now.numbers,
            progress=tell,
            answers=answers,
            papers=papers_for(result),
        )
        return path.read_bytes()


def _make(result: Result, now: Chosen, made_of: object, progress: DeltaGenerator) -> _Book | None:
    """The workbook, written and verified while progress is shown; None where that failed, which is told."""
    from feasibility.workbook import WorkbookMismatch

    language = now.language

    def tell(share: float) -> None:
        doing = words.WRITING if share < _VERIFY_FROM else words.VERIFYING
        progress.progress(min(1.0, share), doing.text(language))

    try:
        return _Book(made_of, workbook(result, now, (), tell))
    except WorkbookMismatch as error:
        st.error(f"{words.MISMATCH.text(language)}\n\n{markup.plain(str(error))}")
    except OSError as error:
        st.error(words.NOT_WRITTEN.text(language).format(markup.plain(str(error))))
    finally:
        progress.empty()
    return None
