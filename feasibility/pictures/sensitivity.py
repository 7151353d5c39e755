"""The tornado: how far a measure moves with each number, the one that moves it most on top."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

from feasibility.analysis.sensitivity import Sensitivity
from feasibility.language import Label, Language, format_any, format_stated
from feasibility.language.label import lower_first
from feasibility.pictures.look import INK, LANDLORD, OPERATOR, Picture, Spec, framed, number_axis

_ROW = 30
_WIDTH = 560
_LABEL = 420


def picture(found: Sensitivity) -> Picture:
    """A bar to each side of the case as it stands, with the number's own values written at both ends."""
    name = found.line.label
    return Picture(
        "tornado",
        Label(f"Hva «{name.nb}» hviler på", f'What "{name.en}" rests on'),
        Label(
            f"Hver stolpe viser hvor langt {lower_first(name.nb)} går når ett tall føres gjennom "
            "sitt område.",
            f"Each bar shows how far {lower_first(name.en)} moves as one number goes through its range.",
        ),
        lambda language: _spec(found, language),
    )


def _spec(found: Sensitivity, language: Language) -> Spec:
    ends = (_LOW.text(language), _HIGH.text(language))
    bars: list[dict[str, Any]] = []
    for bar in found.bars:
        for end, value, at in zip(
            ends, (bar.moved.low, bar.moved.high), (bar.at_low, bar.at_high), strict=True
        ):
            if at is not None and value != bar.number.stated:
                row = {
                    "number": bar.number.label.text(language),
                    "path": bar.number.path,
                    "end": end,
                    "at": at,
                    "base": found.base,
                    "text": format_stated(value, bar.number.unit, language),
                }
                bars.append(row)
    paths = [bar.number.path for bar in found.bars]
    names = {bar.number.path: bar.number.named.text(language) for bar in found.bars}
    values = [float(row["at"]) for row in bars] + [found.base]
    room = 0.24 * ((max(values) - min(values)) or 1.0)  # for the words at the ends
    x = {
        "field": "at",
        "type": "quantitative",
        "scale": {"zero": False, "nice": False, "domain": [min(values) - room, max(values) + room]},
        "axis": number_axis(found.line.unit, values, language, found.line.label.text(language)),
    }
    y = {
        "field": "path",
        "type": "nominal",
        "sort": paths,
        "axis": {
            "title": None,
            "labelExpr": f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
            "labelLimit": _LABEL,
            "ticks": False,
            "domain": False,
        },
    }
    colour = {
        "field": "end",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(ends), "range": [LANDLORD, OPERATOR]},
        "legend": {"orient": "top"},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 16, "stroke": INK, "strokeWidth": 0.5},
            "encoding": {"x": x, "x2": {"field": "base"}, "y": y, "color": colour},
        },
        {
            "data": {"values": [{"at": found.base}]},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
            "encoding": {"x": x},
        },
    ]
    if min(values) - room < 0 < max(values) + room:
        layers.append(
            {
                "data": {"values": [{"at": 0}]},
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4], "strokeWidth": 1},
                "encoding": {"x": x},
            }
        )
    for is_left, is_edge in product((True, False), (True, False)):
        edge = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"} if is_edge else {}
        layers.append(
            {
                "transform": [{"filter": f"datum.at {'<' if is_left else '>='} datum.base"}],
                "mark": {
                    "type": "text",
                    "align": "right" if is_left else "left",
                    "dx": -5 if is_left else 5,
                    "fontSize": 12,
                    "color": INK,
                    **edge,  # keeps the words clear of the lines they lie on
                },
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            }
        )
    name = found.line.label
    title = Label(f"Hva «{name.nb}» hviler på", f'What "{name.en}" rests on')
    return framed(
        {"data": {"values": bars}, "layer": layers},
        title.text(language),
        language,
        width=_WIDTH,
        height=max(120, _ROW * len(paths)),
        subtitle=_BASE.text(language).format(format_any(found.base, found.line.unit, language)),
    )


_LOW = Label("tallet lavt", "number low")
_HIGH = Label("tallet høyt", "number high")
_BASE = Label(
    "Den hele streken er saken som den står: {}. Tallene ved endene er det som er prøvd.",
    "The solid line is the case as it stands: {}. The numbers at the ends are what was tried.",
)
