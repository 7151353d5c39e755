"""How the workbook looks: colours, styles of cells, number formats by unit.

Formats name their language, so that months have Norwegian names, and decimals a comma, in every program
that honours it. Zero is a dash, negative numbers are red with a minus.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from xlsxwriter import Workbook

from feasibility.language import Language, format_unit

FONT: Final = "Arial"
"""On every machine, or as Liberation Sans with the same widths: the same page is printed everywhere."""
NAVY: Final = "#17324D"
TEAL: Final = "#1F7A8C"
PALE: Final = "#E9F0F5"
RULE: Final = "#9DB2C4"
GREY: Final = "#6B7785"
LOCKED: Final = "#ECECEC"
INPUT: Final = "#FFF8D6"
INPUT_INK: Final = "#0000C8"
RED: Final = "#C00000"
PALE_RED: Final = "#FBE3E1"
AMBER: Final = "#7A5200"
PALE_AMBER: Final = "#FFF1D0"
GREEN: Final = "#1B6E3C"
PALE_GREEN: Final = "#E4F2E8"
SERIES: Final = ("#1F7A8C", "#E07A2F", "#17324D", "#8DB255", "#9B5DA5", "#C9A227", "#6B7785", "#D1495B")

_LOCALE: Final[dict[Language, str]] = {"nb": "[$-414]", "en": "[$-809]"}
_PERCENT: Final[dict[Language, str]] = {"nb": "\\ %", "en": "%"}  # Norwegian puts a space before the sign
# Only the sign multiplies by a hundred in a spreadsheet, so percentage points are told by what follows it.
_POINTS: Final[dict[Language, str]] = {"nb": '"-poeng"', "en": '" points"'}
_DECIMALS: Final[Mapping[str, int]] = {
    "ratio": 2, "index": 4, "m2": 1, "months": 1, "years": 1, "hours": 1, "uses": 1, "FTE": 2,
    "members": 1, "desks": 1, "jobs": 1, "people": 1, "count": 2, "month": 0, "flag": 0, "days": 0,
    "lease_month": 0,
}  # fmt: skip
_FIRST_YEAR = 1900  # "year" is a year as in a date from here on, a length below
_ORE = frozenset({"NOK/use", "NOK/hour", "NOK/EUR"})  # prices so small that øre matter

_BASE: Final[dict[str, Any]] = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "cell": {},
    "text": {"text_wrap": True},
    "clip": {},
    "muted": {"font_color": GREY},
    "unit": {"font_color": GREY, "indent": 1, "shrink": True},
    "muted_wrap": {"font_color": GREY, "text_wrap": True, "valign": "top"},
    "id": {"font_color": GREY, "font_size": 8, "indent": 1},
    "title": {"font_size": 18, "bold": True, "font_color": NAVY},
    "subtitle": {"font_size": 11, "font_color": GREY},
    "lead": {"font_color": GREY, "italic": True},
    "description": {"font_color": GREY, "italic": True, "text_wrap": True, "valign": "top"},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "align": "right"},
    "header_left": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "indent": 1},
    "block": {"bold": True, "font_color": NAVY, "bg_color": PALE},
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY},
    "table": {"italic": True, "bold": True, "font_color": NAVY},
    "row": {"bottom": 4, "bottom_color": RULE},
    "row_label": {"bottom": 4, "bottom_color": RULE, "text_wrap": True},
    "row_unit": {"bottom": 4, "bottom_color": RULE, "font_color": GREY, "indent": 1},
    "total": {"bold": True, "top": 1, "top_color": NAVY},
    "total_label": {"bold": True, "top": 1, "top_color": NAVY},
    "total_unit": {"top": 1, "top_color": NAVY, "font_color": GREY, "indent": 1},
    "figure": {"bottom": 4, "bottom_color": RULE, "bold": True, "align": "right", "text_wrap": True},
    "input": {"bg_color": INPUT, "font_color": INPUT_INK, "border": 1, "border_color": RULE, "locked": False},
    "locked": {"bg_color": LOCKED, "border": 1, "border_color": RULE},
    "opening": {"font_color": GREY, "bg_color": "#F7F7F7"},
    "status": {"bold": True, "font_size": 11, "bg_color": PALE_GREEN, "font_color": GREEN, "indent": 1},
    "advice": {"bold": True, "font_size": 11, "bg_color": PALE_AMBER, "font_color": AMBER, "indent": 1},
    "failed": {"bold": True, "bg_color": PALE_RED, "font_color": RED},
    "negative": {"font_color": RED},
    "flag": {"font_color": GREY},
    "link": {"font_color": TEAL, "underline": 1, "valign": "top"},
    "source": {"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": RULE, "font_color": GREY},
    "top_muted": {"text_wrap": True, "valign": "top", "font_color": GREY},
    "top": {"text_wrap": True, "valign": "top"},
    "warning": {"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": RULE},
}


@lru_cache(maxsize=1_000)
def unit_words(unit: str, language: Language) -> str:
    """The unit as the column beside a number says it; a share is a percentage.

    Raises UnknownUnit.
    """
    if unit == "share" or unit.startswith("share/"):
        whole = format_unit(unit, language)
        return "%" + whole[len(format_unit("share", language)) :]
    return format_unit(unit, language)


@lru_cache(maxsize=1_000)
def number_format(
    unit: str,
    language: Language,
    whole: bool = False,
    zero: str = '"–"',
    null: str = "@",
    decimals: int | None = None,
) -> str:
    """The spreadsheet's number format for a unit.

    Args:
        unit: as lines and inputs have it.
        language: whose decimal sign and month names are shown.
        whole: the numbers shown are whole, so decimals are left out where the unit may have some.
        zero: how nothing is shown; a dash unless said otherwise. Empty: as any other number.
        null: how a text is shown, `@` as it is. A narrow column has room for a short sign only.
        decimals: so many rather than the unit's; of a share or points, those of the percentage.
    """
    head, _, per = unit.partition("/")
    locale = _LOCALE[language]
    if head == "date":
        return f"{locale}mmm yyyy"
    if head == "calendar_year" or unit == "year":
        return "0"
    if head in ("share", "points"):
        places = (2 if per == "month" else 1) if decimals is None else decimals
        digits = "0" + ("." + "0" * places if places else "") + _PERCENT[language]
        if head == "points":
            digits += _POINTS[language]
        return _signed(digits, locale, zero, null)
    if decimals is not None:
        pass
    elif head in ("NOK", "EUR"):
        decimals = 2 if unit in _ORE else 0
    else:
        decimals = 0 if whole else _DECIMALS.get(head, 2)
    return _signed("#,##0" + ("." + "0" * decimals if decimals else ""), locale, zero, null)


def exact_format(unit: str, value: float, language: Language) -> str:
    """The number format of an input: with the decimals its value has, at most six."""
    head = unit.partition("/")[0]
    if head in ("date", "calendar_year") or (unit == "year" and value >= _FIRST_YEAR):
        return number_format(unit, language)
    share = head == "share"
    shown = value * 100 if share else value
    decimals = next((d for d in range(6) if abs(round(shown, d) - shown) < 1e-9 * max(1.0, abs(shown))), 6)
    if head == "NOK" and decimals:
        decimals = max(decimals, 2)
    digits = ("0" if share else "#,##0") + ("." + "0" * decimals if decimals else "")
    return _signed(digits + (_PERCENT[language] if share else ""), _LOCALE[language], "")


def marked(number: str, mark: str, language: Language) -> str:
    """A number format that shows a sign before every number, but for the dash of nothing."""
    locale = _LOCALE[language]
    return number.replace(locale, f'{locale}"{mark} "')


def ore_format(language: Language) -> str:
    """An amount to the øre, nothing as 0.00."""
    return _signed("#,##0.00", _LOCALE[language], "")


def date_format(language: Language) -> str:
    """A whole date."""
    return f"{_LOCALE[language]}dd.mm.yyyy" if language == "nb" else f"{_LOCALE[language]}d mmm yyyy"


def _signed(digits: str, locale: str, zero: str, null: str = "@") -> str:
    nothing = zero or f"{locale}{digits}"
    words = null if null == "@" else f'"{null}"'
    return f"{locale}{digits};[Red]{locale}-{digits};{nothing};{words}"


def axis_format(digits: str, language: Language) -> str:
    """The number format of a chart's axis, `%` in it meaning a percentage."""
    return _LOCALE[language] + digits.replace("%", _PERCENT[language])


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._book = book
        self._made: dict[tuple[str, str, tuple[tuple[str, Any], ...]], Any] = {}
        self.language: Language = language

    def __call__(self, name: str, number: str = "", **more: Any) -> Any:
        """A style by its name, with a number format and any further properties."""
        key = (name, number, tuple(sorted(more.items())))
        if key not in self._made:
            properties = {**_BASE, **_STYLES[name], **more}
            if number:
                properties["num_format"] = number
            self._made[key] = self._book.add_format(properties)
        return self._made[key]
