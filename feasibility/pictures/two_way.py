"""A measure for every pair of two numbers' values: a table of coloured cells with the amounts in them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Final

from feasibility.analysis.numbers import Number
from feasibility.analysis.sensitivity import TwoWay
from feasibility.language import Label, Language, format_any, format_stated
from feasibility.language.label import lower_first
from feasibility.pictures.look import INK, RULE, Picture, Spec, framed, over_lines

_CELL, _ROW, _SIGN = 72, 40, 8.0
"""The narrowest cell, the height of a row, and the room of a sign in a cell."""
_LABEL: Final = 200
_BELOW, _NONE, _ABOVE = "#F2B98F", "#FFFFFF", "#A9CBE3"
"""Orange and blue as the two parties', so pale that what is written on them is read; white is 0."""


def picture(found: TwoWay) -> Picture:
    """A cell for each pair, with its amount; the case as it stands has a thick edge."""
    name, x, y = found.line.label, found.x.label, found.y.label
    return Picture(
        "two_way",
        _title(found),
        Label(
            f"Hver rute viser {lower_first(name.nb)}; bortover: {lower_first(x.nb)}; nedover: "
            f"{lower_first(y.nb)}. Ruten med tykk kant er saken som den står.",
            f"Each cell shows {lower_first(name.en)}; across: {lower_first(x.en)}; down: "
            f"{lower_first(y.en)}. The cell with a thick edge is the case as it stands.",
        ),
        lambda language: _spec(found, language),
    )


def _spec(found: TwoWay, language: Language) -> Spec:
    cells: list[dict[str, Any]] = [
        {"x": column, "y": row, "value": value, "text": _text(found, value, language)}
        for row, values in enumerate(found.cells)
        for column, value in enumerate(values)
    ]
    longest = max(len(cell["text"]) for cell in cells)
    width = math.ceil(max(_CELL, longest * _SIGN + 16)) * len(found.x_values)
    x = _axis("x", found.x, found.x_values, language, width)
    y = _axis("y", found.y, found.y_values, language, _ROW * len(found.y_values))
    shown = [value for values in found.cells for value in values if value is not None]
    stated = [cell for cell in cells if _is_stated(found, cell["x"], cell["y"])]
    edge: dict[str, Any] = {"stroke": RULE, "strokeWidth": 1}
    thick: dict[str, Any] = {"filled": False, "stroke": INK, "strokeWidth": 3}
    layers: list[Spec] = [
        {
            "transform": [{"filter": "datum.value === null"}],
            "mark": {"type": "rect", "color": _NONE, **edge},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "rect", **edge},
            "encoding": {"x": x, "y": y, "color": _colour(shown)},
        },
        {"data": {"values": stated}, "mark": {"type": "rect", **thick}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "text", "fontSize": 13, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}},
        },
    ]
    said = [line for line in (_STATED if stated else None, _sides(shown)) if line is not None]
    return framed(
        {"data": {"values": cells}, "layer": layers},
        _title(found).text(language),
        language,
        width=width,
        height=_ROW * len(found.y_values),
        subtitle=[line.text(language) for line in said],
    )


def _title(found: TwoWay) -> Label:
    name = found.line.label
    return Label(f"«{name.nb}» når to tall flyttes", f'"{name.en}" as two numbers move')


def _axis(field: str, of: Number, values: Sequence[float], language: Language, room: float) -> Spec:
    """The values in their order, each as people write it; by place, since two may be written alike."""
    names = {str(place): format_stated(value, of.unit, language) for place, value in enumerate(values)}
    return {
        "field": field,
        "type": "ordinal",
        "sort": list(range(len(values))),
        "axis": {
            "title": over_lines(of.named.text(language), max(room, _LABEL)),
            "labelExpr": f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
            "labelAngle": 0,
            "ticks": False,
            "domain": False,
        },
    }


def _colour(shown: Sequence[float]) -> Spec:
    """Where the measure has both signs, orange below 0 and blue above; else from white to blue."""
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    if low < 0 < high:
        scale: Spec = {"domain": [low, 0, high], "range": [_BELOW, _NONE, _ABOVE], "interpolate": "rgb"}
    else:
        scale = {"domain": [low, high], "range": [_NONE, _ABOVE], "interpolate": "rgb"}
    return {"field": "value", "type": "quantitative", "scale": scale, "legend": None}


def _sides(shown: Sequence[float]) -> Label | None:
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    if low < 0 < high:
        return _BOTH
    return _DARKER if low < high else None


def _is_stated(found: TwoWay, column: int, row: int) -> bool:
    return found.x_values[column] == found.x.stated and found.y_values[row] == found.y.stated


def _text(found: TwoWay, value: float | None, language: Language) -> str:
    return "–" if value is None else format_any(value, found.line.unit, language)


_STATED = Label(
    "Ruten med tykk kant er saken som den står.", "The cell with a thick edge is the case as it stands."
)
_BOTH = Label("Oransje er under 0, blått er over.", "Orange is below 0, blue above.")
_DARKER = Label("Jo mørkere blått, desto høyere.", "The darker the blue, the higher.")
