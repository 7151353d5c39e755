"""Which input cells are open, what they may hold, and the formula that says whether they do."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.engine.calendar import serial
from feasibility.engine.expr import Input
from feasibility.language import Label, Language, format_number, format_share
from feasibility.workbook import words
from feasibility.workbook.book import Cover, InputNote

LAW, METHOD, STRUCTURE = "rules", "method", "structure"
NO_NOTE: Final = InputNote()
_FIRST_START, _LAST_START = datetime.date(2023, 1, 1), datetime.date(2060, 12, 1)
# Law is stated in no case, so its limits follow from its unit; the only counts are months tax is paid in.
_OF_LAW: Final[dict[str, tuple[float, float]]] = {
    "share": (0, 1), "count": (1, 12), "years": (0, 100), "days": (0, 366), "NOK": (0, 1e9), "EUR": (0, 1e9),
}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What a cell may hold. kind: `month` is the first day of one. A limit is None where there is none."""

    kind: Literal["number", "whole", "flag", "month"]
    low: float | None
    high: float | None
    low_included: bool = True
    high_included: bool = True

    def fault(self, value: str, low: str, high: str) -> str:
        """The formula that is 1 where the cell `value` is no number within the cells `low` and `high`.

        COUNT is 0 for an empty cell, for text and for an error, and no error itself.
        """
        inside = "0"
        if self.kind == "month":
            inside = f"IF(MONTH({value})=MONTH({value}-1),1,0)"
        elif self.kind in ("whole", "flag"):
            inside = f"IF(INT({value})={value},0,1)"
        if self.high is not None:
            inside = f"IF({value}{'>' if self.high_included else '>='}{high},1,{inside})"
        if self.low is not None:
            inside = f"IF({value}{'<' if self.low_included else '<='}{low},1,{inside})"
        return f"IF(COUNT({value})=0,1,{inside})"


def is_open(item: Input) -> bool:
    """True where a reader may change the input: it is no part of the structure."""
    return item.section not in (METHOD, STRUCTURE)


def limits_of(cover: Cover, item: Input) -> Limits:
    """What an open cell may hold: as in the case, for law by its unit."""
    head = item.unit.partition("/")[0]
    if head == "date":
        return Limits("month", serial(_FIRST_START), serial(_LAST_START))
    if head == "flag":
        return Limits("flag", 0, 1)
    if item.section == LAW:
        return Limits("number", *_OF_LAW.get(head, (None, None)))
    note = cover.notes.get(item.id, NO_NOTE)
    kind: Literal["number", "whole"] = "whole" if note.is_whole else "number"
    return Limits(kind, note.minimum, note.maximum, note.minimum_included, note.maximum_included)


def accepted(item: Input, limits: Limits) -> Label:
    """What an open cell accepts, in words."""
    if limits.kind == "month":
        return words.INVALID_DATE
    if limits.kind == "flag":
        return words.INVALID_FLAG
    number = words.WHOLE_NUMBER if limits.kind == "whole" else words.ANY_NUMBER
    share = item.unit.partition("/")[0] == "share"
    nb, en = [number.nb], [number.en]
    if limits.low is not None:
        least = Label("minst", "at least") if limits.low_included else Label("over", "above")
        nb.append(f"{least.nb} {_shown(limits.low, share, 'nb')}")
        en.append(f"{least.en} {_shown(limits.low, share, 'en')}")
    if limits.high is not None:
        most = Label("høyst", "at most") if limits.high_included else Label("under", "below")
        nb.append(f"{most.nb} {_shown(limits.high, share, 'nb')}")
        en.append(f"{most.en} {_shown(limits.high, share, 'en')}")
    return Label(", ".join(nb) + ".", ", ".join(en) + ".")


def _shown(value: float, share: bool, language: Language) -> str:
    shown = format_share(value, language, 2) if share else format_number(value, 2, language)
    return re.sub("[.,]00(?=\\D|$)", "", shown)
