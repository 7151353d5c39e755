"""What is said of a warning that the case answers, and of an answer whose warning is no longer given."""

from __future__ import annotations

import datetime

from feasibility.case import WarningAnswer
from feasibility.language import LANGUAGES, Label, Language, format_date


def answered(answer: WarningAnswer) -> Label:
    """ "Besvart: Kommunen har vedtatt støtten (Kari, 28.11.2026)"."""
    return Label(*(f"{_ANSWERED.text(each)}: {_note(answer, each)}" for each in LANGUAGES))


def no_longer(answer: WarningAnswer) -> Label:
    """That an answer is kept though its warning does not apply."""
    return Label(*(_NO_LONGER.text(each).format(answer.warning, _note(answer, each)) for each in LANGUAGES))


def _note(answer: WarningAnswer, language: Language) -> str:
    day = "" if answer.date is None else _day(answer.date, language)
    who = ", ".join(part for part in (answer.by, day) if part)
    return f"{answer.note} ({who})" if who else answer.note


def _day(text: str, language: Language) -> str:
    try:
        return format_date(datetime.date.fromisoformat(text), language)
    except ValueError:  # 30 February
        return text


_ANSWERED = Label("Besvart", "Answered")
_NO_LONGER = Label(
    "Besvart, men varselet gjelder ikke lenger ({0}): {1}",
    "Answered, but the warning no longer applies ({0}): {1}",
)
