"""How months and dates are written: "apr. 2027" and "02.09.2024", "Apr 2027" and "2 Sep 2024"."""

import datetime
import re
from typing import Final

from feasibility.language.label import Language

# Norwegian leaves the short names whole and puts a full stop after those cut off.
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "nb": (
        "jan.",
        "feb.",
        "mars",
        "apr.",
        "mai",
        "juni",
        "juli",
        "aug.",
        "sep.",
        "okt.",
        "nov.",
        "des.",
    ),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def format_month(month: str | datetime.date, language: Language) -> str:
    """A calendar month, given as "2027-04" or as any date in it: "apr. 2027", "Apr 2027".

    Raises ValueError where the text is not a month written YYYY-MM.
    """
    year, number = _year_and_month(month)
    return f"{_MONTHS[language][number - 1]} {year}"


def format_date(date: datetime.date, language: Language) -> str:
    """A date (dato): "02.09.2024" in Norwegian, "2 Sep 2024" in English."""
    if language == "nb":
        return f"{date.day:02}.{date.month:02}.{date.year}"
    return f"{date.day} {_MONTHS[language][date.month - 1]} {date.year}"


def _year_and_month(month: str | datetime.date) -> tuple[int, int]:
    if isinstance(month, datetime.date):
        return month.year, month.month
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", month)
    if match is None:
        raise ValueError(f"a month is written YYYY-MM, not {month!r}")
    return int(match[1]), int(match[2])
