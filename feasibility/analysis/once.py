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


@record
class _Asked:
    """One question, told apart by what decides its answer: the case, and the inputs the run changed."""

    case: Case
    changed: tuple[tuple[str, float], ...]
    result: Result = field(compare=False, repr=False)


def once(analysis: Callable[[Result], T]) -> Callable[[Result], T]:
    """The same analysis, which remembers what it found of the runs it was asked about last.

    By value, so that two runs of equal cases share an answer and a changed case never gets an old one. Few
    are kept, as a result is large.
    """

    @functools.lru_cache(maxsize=_KEPT)
    def known(asked: _Asked) -> T:
        return analysis(asked.result)

    @functools.wraps(analysis)
    def asked(result: Result) -> T:
        return known(_Asked(result.case, tuple(sorted(result.changed_inputs.items())), result))

    return asked
