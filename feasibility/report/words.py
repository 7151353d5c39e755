"""Words the reports share, in both languages. Names of lines come from the model."""

from __future__ import annotations

import datetime
from typing import Final

from feasibility.analysis.today import alternatives, stands_let
from feasibility.engine.calendar import date_of
from feasibility.language import (
    Label,
    Language,
    format_measure,
    format_month,
    format_share,
    parse_number,
)
from feasibility.language.numbers import NO_BREAK_SPACE
from feasibility.model import Result

VACANT: Final = Label("om lokalene står tomme", "with the space left vacant")
ORDINARY: Final = Label("med en ordinær leietaker", "with an ordinary tenant")
AGAINST: Final[dict[str, Label]] = {"vacant": VACANT, "ordinary": ORDINARY}
THERE: Final = Label("med leietakeren som er der", "with the tenant who is there")


def against(result: Result) -> dict[str, Label]:
    """What the landlord is better or worse off than, by alternative: what is there today first."""
    named = {**AGAINST, "ordinary": THERE} if stands_let(result) else AGAINST
    return {other: named[other] for other in alternatives(result)}


def count_of_months(number: float, language: Language) -> str:
    """ "6 måneder", "1 month"."""
    return format_measure(number, "months", language)


def percent(share: float, language: Language) -> str:
    """A share as a percentage with no more decimals than it has, two at most: "10 %", "7,5 %"."""
    exact = format_share(share, language, 2)
    for decimals in (0, 1):
        shown = format_share(share, language, decimals)
        if parse_number(shown, language) == parse_number(exact, language):
            return shown
    return exact


def month_dates(result: Result) -> tuple[datetime.date, ...]:
    """The first day of each month of the horizon."""
    return tuple(date_of(day) for day in result.values["calendar.date"])


def month_name(result: Result, number: float, language: Language) -> str:
    """A project month as a calendar month: "okt. 2028", past the horizon too (a loan's last instalment)."""
    place = round(number) - 1
    if number == place + 1 and place >= 0:
        first = date_of(result.values["calendar.date"][0])
        years, month = divmod(first.month - 1 + place, 12)
        return format_month(datetime.date(first.year + years, month + 1, 1), language)
    return format_measure(number, "months", language)


def period(result: Result, language: Language) -> str:
    """The horizon: "apr. 2026 – mars 2036 (120 måneder)"."""
    dates = month_dates(result)
    first, last = format_month(dates[0], language), format_month(dates[-1], language)
    return f"{first} – {last} ({count_of_months(len(dates), language)})"


def shown_number(result: Result, number: float, unit: str, language: Language) -> str:
    """A number with its unit as people say it; a project month also as a calendar month."""
    if unit != "month":
        return format_measure(number, unit, language)
    short = Label("md.", "month").text(language)
    return f"{month_name(result, number, language)} ({short} {number:g})".replace(" ", NO_BREAK_SPACE)
