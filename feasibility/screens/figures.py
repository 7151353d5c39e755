"""Measures (nøkkeltall) as the screen shows them: the number with unit, or why there is none; what changed.

The one subtraction here is the difference between two results that stand beside each other.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from feasibility.engine.calendar import date_of
from feasibility.engine.expr import Line
from feasibility.language import Language, format_measure, format_month, format_number
from feasibility.model.base.result import Measure, Outcome, Result
from feasibility.names import PartyId
from feasibility.screens import words
from feasibility.screens.links import Links

_MILLION: Final = 1_000_000
_ROUGHLY_FROM: Final = 100_000


@dataclass(frozen=True)
class Figure:
    """A row: label, value and difference as texts. `is_number` is False where the value is a reason in words.

    `change` is empty where nothing changed or there is nothing to compare with. `why` is the address of the
    page that explains the number.
    """

    label: str
    value: str
    change: str
    is_number: bool
    why: str = ""


def figures(
    result: Result,
    before: Result | None,
    party: PartyId,
    language: Language,
    *,
    headline: bool,
    links: Links | None = None,
) -> tuple[Figure, ...]:
    """A party's measures, either those that belong on page one or the others, each line once.

    Args:
        before: the result to compare with; None where there is nothing to compare.
        links: what leads from a number to its explanation.
    """
    measures = _of_party(result.built.measures, party)
    first = {measure.line.id for measure in measures if measure.is_headline}
    same = repeated(result, language)
    lines = {m.line.id: m.line for m in measures if (m.line.id in first) == headline}
    if before is not None:
        same &= repeated(before, language)
    lines = {id: line for id, line in lines.items() if id not in same}
    return tuple(figure(result, before, line, language, links) for line in lines.values())


def repeated(result: Result, language: Language) -> set[str]:
    """Ids of the figures that say the very same as the one they stand beside: told once."""
    return {
        here.line.id
        for above, here in pairwise(result.built.measures)
        if here.under is not None
        and shown(result, above.line, language) == shown(result, here.line, language)
    }


def figure(
    result: Result, before: Result | None, line: Line, language: Language, links: Links | None = None
) -> Figure:
    """One line with one number as a row."""
    return Figure(
        label=line.label.text(language),
        value=shown(result, line, language),
        change="" if before is None else change(result, before, line, language),
        is_number=result.number(line) is not None,
        why="" if links is None else links.why(line),
    )


def shown(result: Result, line: Line, language: Language) -> str:
    """A scalar line's number with its unit, or the reason why there is none."""
    value = result.number(line)
    if value is None:
        reason = result.reason(line)
        return words.NO_NUMBER.text(language) if reason is None else reason.text(language)
    if line.unit == "month":
        month = format_month(month_date(result, value), language)
        return words.MONTH_AND_NUMBER.text(language).format(month, format_number(value, 0, language))
    return format_measure(value, line.unit, language)


def month_date(result: Result, number: float) -> datetime.date:
    """The first day of project month `number`, 1 = the case's first month."""
    return date_of(float(result.values["calendar.date"][int(number) - 1]))


def change(result: Result, before: Result, line: Line, language: Language) -> str:
    """What differs between two results' numbers, in words; empty where nothing does."""
    if line.id not in before.built.model.lines:
        return words.NOT_IN_EXAMPLE.text(language)
    new, old = shown(result, line, language), shown(before, before.built.model.find(line.id), language)
    if new == old:
        return ""
    now, then = result.number(line), before.number(line.id)
    if now is None or then is None:
        return words.IN_EXAMPLE.text(language).format(old)
    return _difference(now - then, line.unit, language)


def rough_amount(value: float, language: Language) -> str:
    """An amount without sign for a sentence: "5,1 mill. kr", "605 000 kr", "NOK 5.1 million"."""
    size = abs(value)
    if round(size, -3) >= _MILLION:
        return words.MILLION.text(language).format(format_number(size / _MILLION, 1, language))
    return format_measure(round(size, -3) if size >= _ROUGHLY_FROM else size, "NOK", language)


def failed(check: Outcome, language: Language) -> str:
    """A failed check in one line: what it is and by how much it fails."""
    return f"{check.label.text(language)}: {shown_difference(check, language)}"


def shown_difference(check: Outcome, language: Language) -> str:
    """A check's difference, with øre."""
    value = check.difference
    if value is None:
        return words.NO_NUMBER.text(language)
    return format_number(value, 2, language)


def _of_party(measures: Iterable[Measure], party: PartyId) -> list[Measure]:
    return [measure for measure in measures if measure.party == party]


def _difference(value: float, unit: str, language: Language) -> str:
    sign = "+" if value > 0 else words.MINUS.text(language)
    head = unit.partition("/")[0]
    if head == "share":
        return sign + words.POINTS.text(language).format(format_number(abs(value) * 100, 1, language))
    if head in ("month", "calendar_year"):
        which = words.LATER if value > 0 else words.EARLIER
        length = format_measure(abs(value), "months" if head == "month" else "years", language)
        return which.text(language).format(length)
    return sign + format_measure(abs(value), unit, language)
