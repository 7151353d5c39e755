"""The map of a negotiation: what each can accept, where both can, and what binds elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from feasibility.analysis.negotiate.grid import NegotiationMap
from feasibility.analysis.negotiate.negotiation import Explored, Negotiation, Point
from feasibility.analysis.negotiate.prepared import CONDITIONS, Condition
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.analysis.negotiate.zone import Span
from feasibility.language import Label, Language
from feasibility.language.label import lower_first
from feasibility.pictures.labels import placed
from feasibility.pictures.look import (
    GOOD,
    INK,
    LANDLORD,
    MUTED,
    OPERATOR,
    Picture,
    Spec,
    framed,
    number_axis,
)

_Across = Callable[[float], dict[str, float]]
_SIDE: Final = 560
_MARKS: Final = 11
"""Along each side, where it is told what binds."""


Marked = tuple[float, float, Label]
"""A point of the map, and what it is."""


def chosen(x: float, y: float) -> Marked:
    """The point that whoever looks has chosen."""
    return x, y, _CHOSEN


def picture(found: Explored, also: Marked | None = None) -> Picture:
    """The limits as lines, the zone shaded, what binds outside it as signs, and the points that matter.

    also: one more point to mark; of a negotiation that has settled on one nobody sees otherwise, that one.
    """
    if also is None and isinstance(found, Negotiation):
        also = _settled(found.point)
    x, y = found.map.x.label, found.map.y.label
    return Picture(
        "negotiate",
        Label("Hva begge kan godta", "What both can accept"),
        Label(
            f"{x.nb} bortover og {lower_first(y.nb)} oppover. Det skraverte feltet er avtaler begge er "
            "tjent med; utenfor viser tegnene det første vilkåret som ikke holder.",
            f"{x.en} across and {lower_first(y.en)} upwards. The shaded field is deals both gain from; "
            "outside it the signs show the first condition that fails.",
        ),
        lambda language: _spec(found, also, language),
    )


def _spec(found: Explored, also: Marked | None, language: Language) -> Spec:
    x = _axis("x", found.map.x, language)
    y = _axis("y", found.map.y, language)
    across = _across(found.map)
    zone = [{**across(s.x), "y": s.low, "y2": s.high} for s in found.spans["zone"]]
    layers: list[Spec] = [
        {
            "data": {"values": _signs(found, language)},
            "mark": {"type": "point", "size": 46, "color": MUTED, "strokeWidth": 1.4},
            "encoding": {
                "x": x,
                "y": y,
                "shape": {
                    "field": "what",
                    "type": "nominal",
                    "scale": _scale(found, language),
                    "legend": {
                        "title": [line.text(language) for line in _FAILS],
                        "titleLimit": _SIDE,
                        "orient": "bottom",  # beside the map there is no room for it on a page
                        "columns": 2,
                        "symbolStrokeColor": INK,
                    },
                },
            },
        },
        _field(found.spans["landlord"], LANDLORD, x, y, across),
        _field(found.spans["operator"], OPERATOR, x, y, across),
        {
            "data": {"values": zone},
            "mark": {"type": "rect", "color": GOOD, "opacity": 0.7},
            "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}},
        },
        _limit(found.spans["landlord"], LANDLORD, [], "landlord", x, y, across, language),
        _limit(found.spans["operator"], OPERATOR, [7, 4], "operator", x, y, across, language),
        *_points(found, also, zone, x, y, language),
    ]
    subtitle = [(_LINES if found.has_zone else _NO_ZONE).text(language)]
    if found.map.x.stated is None or found.map.y.stated is None:
        subtitle.append(_OTHER_SHAPE.text(language))
    # A layer that nothing is drawn in would be read out as a picture without a name.
    drawn = [layer for layer in layers if layer["data"]["values"]]
    spec = {"layer": drawn, "resolve": {"scale": {"shape": "independent", "color": "independent"}}}
    title = Label("Finnes det en avtale begge vil ha?", "Is there a deal both want?")
    return framed(spec, title.text(language), language, _SIDE, _SIDE, subtitle)


def _axis(field: str, of: Dimension, language: Language) -> Spec:
    room = _room(of)
    unit = "count" if of.id == "rent_free_months" else of.unit or "count"  # its name says months already
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [of.low - room, of.high + room], "nice": False, "zero": False},
        "axis": {
            **number_axis(unit, [of.low, of.high], language, of.label.text(language)),
            "grid": False,
        },
    }


def _across(found: NegotiationMap) -> _Across:
    """What one value of x takes up of the axis: half of the way to the next on either side, at most."""
    of, xs = found.x, found.xs.tolist()
    half, room = min(b - a for a, b in pairwise(xs)) / 2, _room(found.x)

    def reach(x: float) -> dict[str, float]:
        return {"x": max(x - half, of.low - room), "x2": min(x + half, of.high + room)}

    return reach


def _room(of: Dimension) -> float:
    """What the axis shows beyond the values tried."""
    return (of.high - of.low) * 0.02


def _field(spans: tuple[Span, ...], colour: str, x: Spec, y: Spec, across: _Across) -> Spec:
    """All a party can accept, pale: where a limit runs along a value of x, its edge is the limit."""
    fields = [{**across(s.x), "y": s.low, "y2": s.high} for s in spans]
    return {
        "data": {"values": fields},
        "mark": {"type": "rect", "color": colour, "opacity": 0.13},
        "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}},
    }


def _limit(
    spans: tuple[Span, ...],
    colour: str,
    dash: list[int],
    of: str,
    x: Spec,
    y: Spec,
    across: _Across,
    language: Language,
) -> Spec:
    """The edges of what a party can accept, as short strokes across each value of x; ends are no limits."""
    strokes = [
        {**across(s.x), "y": at, "of": _LIMITS[of].text(language)}
        for s in spans
        for at, is_end in ((s.low, s.low_is_end), (s.high, s.high_is_end))
        if not is_end
    ]
    names = {
        "field": "of",
        "type": "nominal",
        "scale": {"domain": [_LIMITS[of].text(language)], "range": [colour]},
    }
    mark: dict[str, Any] = {"type": "rule", "strokeWidth": 3}
    if dash:
        mark["strokeDash"] = [3, 2]
    return {
        "data": {"values": strokes},
        "mark": mark,
        "encoding": {
            "x": x,
            "x2": {"field": "x2"},
            "y": y,
            "color": {
                **names,
                "legend": {
                    "title": None,
                    "orient": "top",
                    "symbolType": "stroke",
                    "symbolStrokeWidth": 3,
                    "symbolSize": 300,
                    "symbolDash": [3, 2] if dash else [],
                },
            },
        },
    }


def _signs(found: Explored, language: Language) -> list[dict[str, Any]]:
    """What binds, at some points of the grid outside the zone."""
    binds = found.map.table(found.map.binds)
    out = []
    for i in _some(found.map.xs.size):
        for j in _some(found.map.ys.size):
            if binds[i, j] >= 0:
                what = _CONDITIONS[CONDITIONS[int(binds[i, j])]].text(language)
                out.append({"x": float(found.map.xs[i]), "y": float(found.map.ys[j]), "what": what})
    return out


def _some(count: int) -> list[int]:
    last = count - 1
    return sorted({round(place * last / (_MARKS - 1)) for place in range(_MARKS)})


def _scale(found: Explored, language: Language) -> Spec:
    binding = set(found.map.binds.tolist())
    present = [c for n, c in enumerate(CONDITIONS) if n in binding]
    return {
        "domain": [_CONDITIONS[c].text(language) for c in present],
        "range": [_SHAPES[c] for c in present],
    }


def _settled(point: Point) -> Marked | None:
    """The point, where it is neither the case as it stands nor that of equal gain: both are marked anyway."""
    if point.why not in ("asked", "nearest"):
        return None
    return point.x, point.y, _ASKED if point.why == "asked" else _NEAREST


def _points(
    found: Explored,
    also: Marked | None,
    zone: Sequence[Mapping[str, float]],
    x: Spec,
    y: Spec,
    language: Language,
) -> list[Spec]:
    marked: list[Marked] = []
    stated = (found.map.x.stated, found.map.y.stated)
    if stated[0] is not None and stated[1] is not None and _is_inside(found, stated[0], stated[1]):
        marked.append((stated[0], stated[1], _STATED))
    if found.equal is not None:
        marked.append((found.equal.x, found.equal.y, _EQUAL if found.equal.is_exact else _ALIKE))
    if also is not None and _is_inside(found, also[0], also[1]):
        marked.append(also)
    layers: list[Spec] = []
    texts = [what.text(language) for _, _, what in marked]
    at = [
        (_pixels(found.map.x, at_x), _SIDE - _pixels(found.map.y, at_y), text)
        for (at_x, at_y, _), text in zip(marked, texts, strict=True)
    ]
    clear = [
        (
            _pixels(found.map.x, of["x"]),
            _SIDE - _pixels(found.map.y, of["y2"]),
            _pixels(found.map.x, of["x2"]),
            _SIDE - _pixels(found.map.y, of["y"]),
        )
        for of in zone
    ]
    places = placed(at, _SIDE, _SIDE, clear)
    for (at_x, at_y, what), text, place in zip(marked, texts, places, strict=True):
        data = {"values": [{"x": at_x, "y": at_y, "what": text}]}
        # hollow, so that the zone is seen through it
        for colour, wide in (("white", 4.6), (INK, 2.4)):
            mark = {"type": "point", "shape": _POINT_SHAPES[what.en], "size": 330, "filled": False}
            drawn = {"color": colour, "strokeWidth": wide, "opacity": 1}
            layers.append({"data": data, "mark": {**mark, **drawn}, "encoding": {"x": x, "y": y}})
        for edge in ({"stroke": "white", "strokeWidth": 5, "strokeJoin": "round"}, {}):
            layers.append(  # a white edge keeps the words clear of what they lie on
                {
                    "data": data,
                    "mark": {
                        "type": "text",
                        "align": "right" if place.is_left else "left",
                        "dx": place.dx,
                        "dy": place.dy,
                        "fontSize": 13,
                        "fontWeight": "bold",
                        "color": INK,
                        **edge,
                    },
                    "encoding": {"x": x, "y": y, "text": {"field": "what"}},
                }
            )
    return layers


def _pixels(of: Dimension, value: float) -> float:
    """How far along its axis a value stands."""
    room = _room(of)
    return (value - of.low + room) / (of.high - of.low + 2 * room) * _SIDE


def _is_inside(found: Explored, x: float, y: float) -> bool:
    return found.map.x.low <= x <= found.map.x.high and found.map.y.low <= y <= found.map.y.high


_CONDITIONS: Final[dict[Condition, Label]] = {
    "landlord_value": Label("gårdeiers verdi", "the landlord's value"),
    "landlord_liquidity": Label("gårdeiers likviditet", "the landlord's liquidity"),
    "landlord_covenants": Label("gårdeiers lånevilkår", "the landlord's covenants"),
    "operator_value": Label("drivers verdi", "the operator's value"),
    "operator_liquidity": Label("drivers likviditet", "the operator's liquidity"),
    "operator_covenants": Label("drivers lånevilkår", "the operator's covenants"),
}
_SHAPES: Final[dict[Condition, str]] = {
    "landlord_value": "circle",
    "landlord_liquidity": "triangle-down",
    "landlord_covenants": "square",
    "operator_value": "cross",
    "operator_liquidity": "triangle-up",
    "operator_covenants": "diamond",
}
_LIMITS: Final = {
    "landlord": Label("gårdeiers grense", "the landlord's limit"),
    "operator": Label("drivers grense (stiplet)", "the operator's limit (dashed)"),
}
_FAILS: Final = (
    Label(
        "Første hindring (vilkårene prøves i denne rekkefølgen; flere kan svikte)",
        "First obstacle (conditions are tried in this order; more may fail)",
    ),
)
_LINES: Final = Label(
    "Grønt, fylt felt: avtaler begge er tjent med. Blekt: det bare én kan godta.",
    "Green, filled field: deals both gain from. Pale: what only one can accept.",
)
_NO_ZONE: Final = Label("Ingen avtale her er begge tjent med.", "No deal here is one both gain from.")
_OTHER_SHAPE: Final = Label(
    "Sakens egne avslag har en annen form og er ikke et punkt på kartet.",
    "The case's own reductions are of another shape and no point of the map.",
)
_STATED: Final = Label("saken som den står", "the case as it stands")
_EQUAL: Final = Label("begge tjener like mye", "both gain the same")
_ALIKE: Final = Label("begge tjener mest likt", "the two gain most alike")
_ASKED: Final = Label("punktet det er spurt om", "the point asked about")
_CHOSEN: Final = Label("punktet du har valgt", "the point you chose")
_NEAREST: Final = Label("nærmest en avtale", "nearest a deal")
_POINT_SHAPES: Final = {
    _STATED.en: "square",
    _EQUAL.en: "diamond",
    _ALIKE.en: "diamond",
    _ASKED.en: "circle",
    _CHOSEN.en: "circle",
    _NEAREST.en: "triangle-up",
}
