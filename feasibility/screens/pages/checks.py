"""Every warning with its source and what the case answers to it, and every check of the numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

import streamlit as st

from feasibility.case import Case, WarningAnswer
from feasibility.model import Result
from feasibility.model.base.result import Caution
from feasibility.report.answered import answered, no_longer
from feasibility.screens import markup, results, saved, session
from feasibility.screens.chosen import Opened
from feasibility.screens.pages import page_words as words
from feasibility.screens.pages.tables import Tables

_SECTION: Final = "answers_to_warnings"
_TOO_EMPTY: Final = "answer:empty"


def draw(opened: Opened, result: Result) -> None:
    """Warnings with their answers, then all checks; those that failed stand on top of the page too."""
    tables = Tables(opened, result)
    may_answer = opened.saved is not None and opened.saved.saved.access != "viewer"
    tables.heading(words.WARNINGS)
    if not result.warnings:
        tables.said(tables.say(words.NO_WARNINGS))
    else:
        hint = tables.say(words.WARNINGS_LEAD)
        if opened.saved is None:
            hint += f" {tables.say(words.SAVE_TO_ANSWER)}"
        tables.said(hint, "hint")
    for warning in result.warnings:
        _warning(tables, warning, may_answer)
    for answer in result.answers_left:
        tables.said(tables.say(no_longer(answer)))
        if may_answer:
            _button(tables, words.REMOVE_ANSWER.text(tables.language), answer.warning)
    tables.heading(words.CHECKS)
    results.checks(result, tables.links)


def _warning(tables: Tables, warning: Caution, may_answer: bool) -> None:
    below = [tables.say(words.SOURCE).format(tables.say(warning.source))]
    if warning.answer is not None:
        below.append(tables.say(answered(warning.answer)))
    st.html(markup.listing([(tables.say(warning.text), below)]))
    if not may_answer:
        return
    asked = words.ANSWER if warning.answer is None else words.CHANGE_ANSWER
    with st.expander(tables.say(asked)):
        _form(tables, warning)


def _form(tables: Tables, warning: Caution) -> None:
    """Note and name; the day is that of the answer."""
    was = warning.answer
    with st.form(f"answer:{warning.id}", border=False, enter_to_submit=False):
        st.text_area(
            tables.say(words.NOTE),
            "" if was is None else was.note,
            key=f"note:{warning.id}",
            max_chars=1000,
        )
        st.text_input(
            tables.say(words.BY), "" if was is None else was.by, key=f"by:{warning.id}", max_chars=120
        )
        if st.session_state.get(_TOO_EMPTY) == warning.id:
            st.html(markup.paragraph(tables.say(words.EMPTY_ANSWER), "mistake"))
        st.form_submit_button(
            tables.say(words.KEEP_ANSWER), key=f"keep:{warning.id}", on_click=_keep, args=(warning.id,)
        )
    if was is not None:
        _button(tables, tables.say(words.REMOVE_ANSWER), warning.id)


def _button(tables: Tables, text: str, id: str) -> None:
    st.button(text, key=f"remove:{id}", on_click=_remove, args=(id,))


def _keep(id: str) -> None:
    note = str(st.session_state[f"note:{id}"]).strip()
    st.session_state[_TOO_EMPTY] = "" if note else id
    if not note:
        return
    answer: dict[str, object] = {"warning": id, "note": note, "date": f"{datetime.date.today():%Y-%m-%d}"}
    if by := str(st.session_state[f"by:{id}"]).strip():
        answer["by"] = by
    _save(id, answer)


def _remove(id: str) -> None:
    _save(id, None)


def _save(id: str, answer: Mapping[str, object] | None) -> None:
    """A new version of the case, with this answer in the place of the one before."""
    opened = session.current()
    assert opened.saved is not None, "only a saved case is answered"
    answers = [_stated(each) for each in opened.changed.answers_to_warnings]
    places = [place for place, each in enumerate(answers) if each["warning"] == id]
    if places and answer is not None:
        answers[places[0]] = dict(answer)
    elif answer is not None:
        answers.append(dict(answer))
    else:
        answers = [each for each in answers if each["warning"] != id]
    case: Case = opened.changed.changed({_SECTION: answers})
    saved.keep(opened.saved.saved.id, case)


def _stated(answer: WarningAnswer) -> dict[str, object]:
    stated: dict[str, object] = {"warning": answer.warning, "note": answer.note}
    if answer.by:
        stated["by"] = answer.by
    if answer.date is not None:
        stated["date"] = answer.date
    return stated
