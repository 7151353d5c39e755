"""How months and dates are written: "apr. 2027" and "02.09.2024", "Apr 2027" and "2 Sep 2024"; and read."""

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

_WHOLE: Final = (
    [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
)
_NAMES: Final = {
    name: number
    for months in (*_WHOLE, *_MONTHS.values())
    for number, month in enumerate(months, 1)
    for name in (month.lower().rstrip("."), month.lower()[:3])
} | {"sept": 9}


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


def as_iso(text: str) -> str | None:
    """The year, month or day that a person types, as 2027, 2027-01 or 2027-01-31; None where it is none.

    A month is "2027-01", "01.2027", "1/2027", "jan 2027", "januar 2027" or "Jan. 2027", in either language; a
    day is "2027-01-31" or "31.01.2027".
    """
    plain = " ".join(text.split()).lower()
    if match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", plain):
        return _iso(match[1], match[2], match[3])
    if match := re.fullmatch(r"(?:([0-9]{1,2})[./])?([0-9]{1,2})[./ ]([0-9]{4})", plain):
        return _iso(match[3], match[2], match[1])
    if match := re.fullmatch(r"(?:([0-9]{1,2})\.? )?([a-zæøå]{3,9})\.?,? ([0-9]{4})", plain):
        number = _NAMES.get(match[2])
        return None if number is None else _iso(match[3], str(number), match[1])
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _year_and_month(month: str | datetime.date) -> tuple[int, int]:
    if isinstance(month, datetime.date):
        return month.year, month.month
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", month)
    if match is None:
        raise ValueError(f"a month is written YYYY-MM, not {month!r}")
    return int(match[1]), int(match[2])
