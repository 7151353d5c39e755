"""An analysis of a run, made once for each run: papers, workbook and app ask the same of one result."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import field
from typing import Final, TypeVar

from feasibility.case import Case
from feasibility.model import Result
from feasibility.record import record

T = TypeVar("T")
_KEPT: Final = 4
_UNREAD: Final = ("scenarios", "uncertainty", "actual")
"""What stands in a case beside what is run: plans, doubts and booked figures. No analysis of a run reads it,
and a workbook's papers are made of the case without it."""


@record
class Question:
    """One question, told apart by what decides its answer: the case, and the inputs the run changed."""

    case: tuple[object, ...]
    changed: tuple[tuple[str, float], ...]
    result: Result = field(compare=False, repr=False)

    @staticmethod
    def of(result: Result) -> Question:
        """What is asked of a run. By value, so that equal cases share an answer and a changed case never gets
        an old one."""
        return Question(_read(result.case), tuple(sorted(result.changed_inputs.items())), result)


def once(analysis: Callable[[Result], T]) -> Callable[[Result], T]:
    """The same analysis, which remembers what it found of the runs it was asked about last.

    Few are kept, as a result is large. What is found of a run may be of one that differs in what no run
    reads: an analysis that hands the result on must hand on the one it was asked of.
    """

    @functools.lru_cache(maxsize=_KEPT)
    def known(asked: Question) -> T:
        return analysis(asked.result)

    @functools.wraps(analysis)
    def asked(result: Result) -> T:
        return known(Question.of(result))

    return asked


def _read(case: Case) -> tuple[object, ...]:
    """The case's fields that a run reads, in their order, and the notes on where those are from."""
    notes = frozenset(note for note in case.sources.items() if note[0].partition(".")[0] not in _UNREAD)
    own = (getattr(case, name) for name in type(case).model_fields if name not in (*_UNREAD, "sources"))
    return (*own, notes)
