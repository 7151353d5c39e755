"""A measure over the range that was looked through, with the target and where it is reached."""

from __future__ import annotations

from feasibility.analysis.solve import Solved
from feasibility.language import Label, Language
from feasibility.language.label import lower_first
from feasibility.pictures.look import (
    BAD,
    GOOD,
    INK,
    LANDLORD,
    OPERATOR,
    WIDTH,
    Picture,
    Spec,
    framed,
    number_axis,
    over_lines,
)


def picture(found: Solved, number: Label, measure: Label) -> Picture:
    """The curve, the target as a line, the case as stated and the roots as points with words."""
    return Picture(
        "solve",
        Label(
            f"{measure.nb} når {lower_first(number.nb)} endres",
            f"{measure.en} as {lower_first(number.en)} changes",
        ),
        Label(
            f"Kurven viser {lower_first(measure.nb)} for hver verdi som er prøvd, og hvor den når målet.",
            f"The curve shows {lower_first(measure.en)} for every value tried; where it crosses the target "
            "is the answer.",
        ),
        lambda language: _spec(found, number, measure, language),
    )


def _spec(found: Solved, number: Label, measure: Label, language: Language) -> Spec:
    curve = [{"x": point.value, "y": point.measure} for point in found.curve if point.measure is not None]
    points = [(_ROOT, r.value, r.measure) for r in found.roots]
    if found.nearest is not None:
        points.append((_NEAREST, found.nearest.value, found.nearest.measure))
    if found.base_measure is not None and found.low <= found.base <= found.high:
        points.append((_STATED, found.base, found.base_measure))
    here = {what for what, _, _ in points}
    kinds = [kind for kind in _POINTS if kind in here]  # the legend speaks of what is drawn alone
    values = [float(point["y"]) for point in curve] + [found.target]
    across = number_axis(found.unit or "count", [found.low, found.high], language, number.text(language))
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"zero": False, "nice": False},
        "axis": {**across, "title": over_lines(across["title"] or "", WIDTH)},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": number_axis(found.line.unit, values, language, measure.text(language)),
    }
    target = {
        "data": {"values": [{"y": found.target}]},
        "encoding": {"y": {"field": "y", "type": "quantitative"}},
    }
    name = {"field": "what", "type": "nominal", "title": None}
    said = [kind.text(language) for kind in kinds]
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5, "color": LANDLORD}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "strokeDash": [6, 4], "color": BAD, "strokeWidth": 1.5}, **target},
        {
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 6,
                "dy": 14 if found.target == max(values) else -8,
                "x": 0,
                "color": BAD,
                "fontSize": 13,
            },
            "data": target["data"],
            "encoding": {**target["encoding"], "text": {"value": _TARGET.text(language)}},  # type: ignore[dict-item]
        },
        {
            "data": {"values": [{"x": x, "y": y, "what": what.text(language)} for what, x, y in points]},
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    **name,
                    "scale": {"domain": said, "range": [_POINTS[kind][0] for kind in kinds]},
                    "legend": {"orient": "top"},
                },
                "shape": {
                    **name,
                    "scale": {"domain": said, "range": [_POINTS[kind][1] for kind in kinds]},
                },
            },
        },
    ]
    title = Label(f"Hva må «{number.nb}» være?", f'What must "{number.en}" be?')
    return framed({"data": {"values": curve}, "layer": layers}, title.text(language), language)


_TARGET = Label("målet", "the target")
_ROOT = Label("når målet", "reaches the target")
_NEAREST = Label("nærmest målet", "nearest the target")
_STATED = Label("saken som den står", "the case as it stands")
_POINTS = {_ROOT: (GOOD, "circle"), _NEAREST: (OPERATOR, "triangle-up"), _STATED: (INK, "diamond")}
"""Colour and shape of each kind of point, in the order of the legend."""
