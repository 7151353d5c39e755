"""How every picture looks: colours, type, axes with numbers as the language writes them.

Colours are told apart by those who see few (blue against orange, and by lightness); what matters is never
told by colour alone.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from feasibility.language import Label, Language, format_unit
from feasibility.language.numbers import STYLES

Spec = dict[str, Any]
"""A Vega-Lite specification."""

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
LANDLORD: Final = "#1F5F8B"
OPERATOR: Final = "#D9722B"
MUNICIPALITY: Final = "#6B8E3D"
BANK: Final = "#7A5C99"
GOOD: Final = "#2A7F5F"
BAD: Final = "#B3372F"
INK: Final = "#2F3B47"
MUTED: Final = "#8A97A3"
RULE: Final = "#DDE4EA"
PALE: Final = "#EEF3F7"
OTHERS: Final = ("#1F7A8C", "#8FA3B5", "#8DB255", "#9B5DA5", "#C28E0E", "#B3567A")
"""Of what belongs to no party, in turn."""
PARTY_COLOURS: Final[Mapping[str, str]] = {
    "landlord": LANDLORD,
    "operator": OPERATOR,
    "municipality": MUNICIPALITY,
    "bank": BANK,
}

WIDTH, HEIGHT = 720, 420
"""Of the drawing inside its axes, unless the picture says otherwise."""

_TITLE_SIGN, _TEXT_SIGN = 10.4, 7.2
"""How wide a sign is, taken over a sentence, in the type of titles and in that of all other text."""

_MILLION: Final = 1_000_000
_FONT: Final = "DejaVu Sans, Verdana, sans-serif"


@dataclass(frozen=True)
class Picture:
    """A picture of an answer. spec: in the language asked for. about: the picture in words."""

    id: str
    title: Label
    about: Label
    spec: Callable[[Language], Spec]


def framed(
    spec: Mapping[str, Any],
    title: str,
    language: Language,
    width: int | None = WIDTH,
    height: int | None = HEIGHT,
    subtitle: str | Sequence[str] = (),
) -> Spec:
    """A picture with its title, size and look; width and height None leave them to its parts.

    Titles go over several lines where one would be wider than the drawing, which it would push aside.
    """
    given = [subtitle] if isinstance(subtitle, str) else list(subtitle)
    room = max(width or WIDTH, WIDTH)
    lines = [line for text in given for line in over_lines(text, room)]
    size = {name: value for name, value in (("width", width), ("height", height)) if value is not None}
    return {
        "$schema": SCHEMA,
        "title": {
            "text": over_lines(title, room, _TITLE_SIGN),
            **({"subtitle": lines} if any(lines) else {}),
        },
        **size,
        "background": "white",
        "padding": {"left": 16, "top": 16, "right": 16, "bottom": 16},  # Streamlit wants it so
        **spec,
        "config": look(language) | dict(spec.get("config", {})),
    }


def over_lines(text: str, room: float, sign: float = _TEXT_SIGN) -> list[str]:
    """The text as lines no wider than the room, in the drawing's units; no word and no number is parted."""
    return textwrap.wrap(text, int(room / sign), break_long_words=False, break_on_hyphens=False)


def look(language: Language) -> Spec:
    """The configuration all pictures share."""
    text = {"labelColor": INK, "labelFontSize": 13, "titleColor": INK, "titleFontSize": 13}
    return {
        "font": _FONT,
        "axis": text
        | {"gridColor": RULE, "domainColor": MUTED, "tickColor": RULE, "titleFontWeight": "normal"},
        "legend": text | {"titleFontWeight": "normal", "labelLimit": 400},
        "header": text | {"titleFontWeight": "normal"},
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": 17,
            "subtitleColor": INK,
            "subtitleFontSize": 13,
            "subtitlePadding": 6,
            "offset": 14,
        },
        "view": {"stroke": None},
        "locale": {"number": number_locale(language)},
    }


def number_locale(language: Language) -> Spec:
    """How Vega writes numbers in the language."""
    style = STYLES[language]
    return {
        "decimal": style.decimal,
        "thousands": style.thousands,
        "grouping": [3],
        "currency": ["", ""],
        "minus": style.minus,
        "percent": style.percent,
    }


def number_axis(unit: str, values: Sequence[float], language: Language, title: str | None = None) -> Spec:
    """An axis of numbers in a unit: amounts in millions where they reach some, shares as percentages.

    Args:
        values: what is to be shown, to choose the scale by.
        title: what the axis is of; the unit is added to it.
    """
    head = unit.partition("/")[0]
    largest = max((abs(value) for value in values), default=0.0)
    named = f"{title} " if title else ""
    if head == "NOK" and largest >= 2 * _MILLION:
        words = format_unit(unit, language)
        scaled = (
            words.replace("kr", "mill. kr", 1) if language == "nb" else words.replace("NOK", "NOK million", 1)
        )
        return {
            "title": f"{named}({scaled})" if named else scaled,
            "labelExpr": "format(datum.value / 1e6, ',.2~f')",
            "tickCount": 6,
        }
    if head == "share":
        words = format_unit(unit, language).partition(" ")[2]
        label = f"format(datum.value * 100, ',.1~f') + {json.dumps(STYLES[language].percent)}"
        return {"title": f"{named}({words})" if words else named.strip() or None, "labelExpr": label}
    if head in ("month", "lease_month", "calendar_year"):
        return {"title": named.strip() or None, "format": "d"}
    unit_words = "" if head in ("count", "flag") else format_unit(unit, language)
    whole = f"{named}({unit_words})" if named and unit_words else named.strip() or unit_words
    return {"title": whole or None, "format": ",.2~f" if largest < 100 else ",.0f", "tickCount": 6}
