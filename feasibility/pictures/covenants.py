"""A bank's measure by calendar year against its covenant (lånevilkår): columns, and a line at the limit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from feasibility.engine.expr import Input
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.language.numbers import MINUS, NO_BREAK_SPACE
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Measured
from feasibility.pictures.look import BAD, INK, LANDLORD, MUTED, OPERATOR, Spec, framed, number_axis

_HEIGHT: Final = 240
_TYPE, _SMALLEST = 11, 9
"""Of the numbers on the columns, in pixels: smaller where columns are narrow."""
_DIGIT: Final = 0.64
_SIGNS: Final = {",": 0.32, ".": 0.32, NO_BREAK_SPACE: 0.32, MINUS: 0.84, "-": 0.37, "%": 0.96}
"""How wide the signs of a number are set, in parts of the size: a digit, and those that differ from it."""
_BETWEEN: Final = 2
"""What is kept free between two numbers beside each other, in pixels."""
_ROUNDED: Final = 0.01
_ABOVE, _BELOW, _ROOM = -8, 9, 18
"""Where the middle of a number stands from the end of its column, and what it takes up, in pixels."""
_LEAST: Final = 0.1
"""The least that the axis reaches over, so that its own numbers differ: they have two decimals."""


def covenant_picture(result: Result, view: BankView, measured: Measured, language: Language) -> Spec | None:
    """The measure's years that have a number, those that count apart from the others; None without any.

    A year that breaks the covenant says so in words, not by its colour alone.
    """
    limit = _limit(result, measured)
    years = _years(result, view, measured, language)
    if not years:
        return None
    unit = measured.by_year.unit
    party = LANDLORD if view.party == "landlord" else OPERATOR
    names = {kind: label.text(language) for kind, label in _KINDS.items()}
    colours = {"holds": party, "broken": BAD, "not_counted": MUTED}
    met = [kind for kind in names if any(year["kind"] == names[kind] for year in years)]
    numbers = [float(str(year["value"])) for year in years]
    is_below = min(numbers) < 0
    lowest, highest = _reach(numbers, limit)
    layers: list[Spec] = [
        {
            "data": {"values": years},
            "mark": {"type": "bar", "cornerRadius": 1},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None, "axis": _X},
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": number_axis(unit, numbers, language),
                    "scale": {"domainMin": {"expr": lowest}, "domainMax": {"expr": highest}, "nice": False},
                },
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [names[k] for k in met], "range": [colours[k] for k in met]},
                    "legend": {"orient": "bottom", "columns": 1} if len(met) > 1 else None,
                },
                "tooltip": [
                    {"field": "year", "type": "ordinal", "title": _YEAR.text(language)},
                    {"field": "shown", "type": "nominal", "title": measured.label.text(language)},
                    {"field": "kind", "type": "nominal", "title": " "},
                ],
            },
        }
    ]
    if is_below:
        layers.append(_across(0.0, {"strokeWidth": 1}))
    if limit is not None:
        layers.append(_across(limit, {"strokeWidth": 2, "strokeDash": [6, 4]}))
    layers += _numbers(years)
    under = "" if limit is None else limit_in_words(measured, limit, language)
    title = measured.label.text(language)
    spec = framed({"layer": layers}, title, language, None, _HEIGHT, under)
    return spec | {"width": "container", "description": about(result, measured, language)}


def about(result: Result, measured: Measured, language: Language) -> str:
    """The picture in words."""
    limit = _limit(result, measured)
    covenant = "" if limit is None else f" {limit_in_words(measured, limit, language)}."
    return f"{measured.label.text(language)}: {_ABOUT.text(language)}.{covenant}"


def limit_in_words(measured: Measured, limit: float, language: Language) -> str:
    """ "Stiplet: lånevilkår, minst 1,20"."""
    words = _AT_MOST if measured.id == "ltv" else _AT_LEAST
    return words.text(language).format(_number(limit, measured.by_year.unit, language))


def _years(
    result: Result, view: BankView, measured: Measured, language: Language
) -> list[dict[str, str | float]]:
    values = result.values
    count = int((values["calendar.months_in_year"] > 0).sum())
    numbers = values.of(measured.by_year)[:count].tolist()
    counted = values.of(view.counted)[:count].tolist()
    headroom = [0.0] * count if measured.headroom is None else values.of(measured.headroom)[:count].tolist()
    rows: list[dict[str, str | float]] = []
    for year, value, counts, left in zip(
        values["calendar.years"].tolist(), numbers, counted, headroom, strict=False
    ):
        if math.isnan(value):
            continue
        brief = _brief(value, measured.by_year.unit, language)
        kind = "not_counted" if not counts else "broken" if left < 0 else "holds"
        rows.append(
            {
                "year": str(int(year)),
                "value": value,
                "shown": _number(value, measured.by_year.unit, language),
                "brief": brief,
                "wide": sum(_SIGNS.get(sign, _DIGIT) for sign in brief),
                "kind": _KINDS[kind].text(language),
            }
        )
    return rows


def _reach(numbers: Sequence[float], limit: float | None) -> tuple[str, str]:
    """From where to where the axis goes, as expressions: over all columns, nothing and the covenant, with
    room for the numbers beyond the columns' ends, however high the page lets the drawing be."""
    lowest, highest = min(0.0, *numbers, limit or 0.0), max(0.0, *numbers, limit or 0.0)
    if highest - lowest < _LEAST:
        highest = lowest + _LEAST
    ends = 2 if lowest < 0 else 1
    room = f"{_ROOM * (highest - lowest)} / max(height - {_ROOM * ends}, {_ROOM})"
    return f"{lowest} - {room}" if lowest < 0 else "0", f"{highest} + {room}"


def _numbers(years: list[dict[str, str | float]]) -> list[Spec]:
    """The numbers on the columns, clear of the line behind them; none where it is wider than its column."""
    room = f"(width / {len(years)} - {_BETWEEN})"
    widest = max(float(str(year["wide"])) for year in years)
    size = f"clamp({room} / {widest}, {_SMALLEST}, {_TYPE})"
    encoding: Spec = {
        "x": {"field": "year", "type": "ordinal"},
        "y": {"field": "value", "type": "quantitative"},
        "text": {
            "condition": {
                "test": f"datum.wide * {size} <= {room} + {_ROUNDED}",
                "field": "brief",
                "type": "nominal",
            },
            "value": "",
        },
    }
    mark: Spec = {
        "type": "text",
        "fontSize": {"expr": size},
        "dy": {"expr": f"datum.value < 0 ? {_BELOW} : {_ABOVE}"},
        "color": INK,
    }
    behind: Spec = mark | {"color": "white", "stroke": "white", "strokeWidth": 3, "aria": False}
    return [{"data": {"values": years}, "mark": each, "encoding": encoding} for each in (behind, mark)]


def _across(value: float, look: Spec) -> Spec:
    """A line across the picture at a value."""
    return {
        "data": {"values": [{"value": value}]},
        "mark": {"type": "rule", "color": INK, **look},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }


def _limit(result: Result, measured: Measured) -> float | None:
    return result.values.inputs[measured.limit.id] if isinstance(measured.limit, Input) else None


def _number(value: float, unit: str, language: Language) -> str:
    return format_number(value, 2, language) if unit == "ratio" else format_measure(value, unit, language)


def _brief(value: float, unit: str, language: Language) -> str:
    """The number where there is little room: a share without decimals, a ratio with three digits at most."""
    if unit == "share":
        return format_share(value, language, 0)
    return format_number(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0, language)


_X = {"labelAngle": 0, "labelOverlap": True}
_KINDS = {
    "holds": Label("år som teller", "years that count"),
    "broken": Label("år som teller, lånevilkåret brytes", "years that count, the covenant is broken"),
    "not_counted": Label("bygge- og åpningsår, teller ikke", "years of building and opening, not counted"),
}
_YEAR = Label("År", "Year")
_ABOUT = Label("en søyle for hvert kalenderår", "a column for each calendar year")
_AT_LEAST = Label("Stiplet: lånevilkår, minst {}", "Dashed: covenant, at least {}")
_AT_MOST = Label("Stiplet: lånevilkår, høyst {}", "Dashed: covenant, at most {}")
