"""Periods by the names people use: "2027-04" and "apr. 2027" for months, "2027" for years."""

from __future__ import annotations

import re

from feasibility.engine.calendar import date_of
from feasibility.engine.compute.program import Values
from feasibility.engine.expr import Axis, EngineError, Line, Table
from feasibility.language import LANGUAGES, Label, format_date, format_month

_DATES = "calendar.date"
_NUMBERED = {
    Axis.MONTH: Label("måned {}", "month {}"),
    Axis.YEAR: Label("år {}", "year {}"),
    Axis.RATE: Label("rente {}", "rate {}"),
}


class UnknownPeriod(ValueError):
    """A period that a line does not have; `text` says in both languages what it has."""

    def __init__(self, text: Label) -> None:
        super().__init__(text.nb)
        self.text = text


def period_of(values: Values, line: Line | str, text: str) -> int | None:
    """The number of a period of a line, 1 the first; None for a scalar, whatever the text.

    Args:
        values: a run; its start month decides where a calendar month lies.
        line: a line or its id.
        text: "2027-04", or a month's number, for lines by month; "2027", "2027-04" or a year's number for
            lines by year; a number for lines by rate.

    Raises:
        UnknownPeriod: not written so, or outside the horizon.
        KeyError: no such line.
    """
    found = values.model.find(line) if isinstance(line, str) else line
    if found.axis is Axis.SCALAR:
        return None
    names = names_of_periods(values, found.axis)
    wanted = text.strip()
    if found.axis is Axis.YEAR and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", wanted):
        wanted = wanted[:4]
    if wanted in names:
        return names.index(wanted) + 1
    if re.fullmatch(r"\d{1,4}", wanted) and 1 <= int(wanted) <= values.model.length(found.axis):
        return int(wanted)
    raise UnknownPeriod(_refusal(found, text, names, values.model.length(found.axis)))


def check_period(values: Values, line: Line, period: int | None) -> int | None:
    """The period as it is, None for a scalar.

    Raises:
        UnknownPeriod: the line varies over periods and does not have this one.
    """
    if line.axis is Axis.SCALAR:
        return None
    length = values.model.length(line.axis)
    if period is None or not 1 <= period <= length:
        raise UnknownPeriod(_refusal(line, str(period), names_of_periods(values, line.axis), length))
    return period


def name_of_period(values: Values, axis: Axis, period: int) -> Label:
    """A period as people name it: "apr. 2027", "2027"; "måned 4" in a model without a calendar."""
    length = values.model.length(axis)
    if period == 0:
        return Label("åpning", "opening")
    if not 1 <= period <= length:
        return Label("utenfor horisonten", "outside the horizon")
    if axis is Axis.MONTH and _DATES in values.model.lines:
        day = date_of(float(values[_DATES][period - 1]))
        return Label(*(format_month(day, language) for language in LANGUAGES))
    names = names_of_periods(values, axis)
    if names:
        return Label(names[period - 1], names[period - 1])
    words = _NUMBERED[axis]
    return Label(words.nb.format(period), words.en.format(period))


def name_of_key(table: Table, key: float) -> Label:
    """A key of a table as people read it: a date as a date, else the plain number."""
    if table.key_unit == "date":
        return Label(*(format_date(date_of(key), language) for language in LANGUAGES))
    return Label(f"{key:g}", f"{key:g}")


def names_of_periods(values: Values, axis: Axis) -> list[str]:
    """ "2027-04" by month, "2027" by year; empty where the model has no calendar."""
    if axis is Axis.MONTH and _DATES in values.model.lines:
        return [f"{date_of(float(day)):%Y-%m}" for day in values[_DATES]]
    if axis is Axis.YEAR:
        try:
            years = values.model.calendar_lines[1]
        except EngineError:
            return []
        return [f"{float(year):.0f}" for year in values.of(years)]
    return []


def _refusal(line: Line, text: str, names: list[str], length: int) -> Label:
    first, last = (names[0], names[-1]) if names else ("1", str(length))
    return Label(
        f"Linjen «{line.label.nb}» ({line.id}) har ikke perioden «{text}». Den går fra {first} til {last}.",
        f"The line '{line.label.en}' ({line.id}) has no period '{text}'. It runs from {first} to {last}.",
    )
