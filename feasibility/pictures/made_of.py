"""What each of the landlord's alternatives is worth, and what it is made of: bars from nought, sum marked."""

from __future__ import annotations

from typing import Any, Final

from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.model.base.result import PARTS
from feasibility.pictures.look import INK, OTHERS, Picture, Spec, framed, number_axis

_BARS: Final = {
    "vacant.npv": Label("Tomt", "Vacant"),
    "ordinary.npv": Label("Ordinær leietaker", "Ordinary tenant"),
    "landlord.npv": Label("Denne avtalen", "This deal"),
}
_STEP, _WIDTH = 36, 380


def picture(result: Result) -> Picture:
    """The landlord's present value in each alternative, parted in running years, works, tax and sale."""
    return Picture(
        "made_of",
        Label("Hva gårdeierens verdi består av", "What the landlord's value is made of"),
        Label(
            "En stolpe for hvert alternativ, delt i løpende år, arbeider og avslag, skatt og antatt salg; "
            "streken er summen.",
            "A bar for each alternative, parted in running years, works and reductions, tax and assumed "
            "sale; the line is the sum.",
        ),
        lambda language: _spec(result, language),
    )


def _spec(result: Result, language: Language) -> Spec:
    parts: list[dict[str, Any]] = []
    sums: list[dict[str, Any]] = []
    for split in result.built.splits:
        called = _BARS.get(split.whole.id)
        if called is None:
            continue
        bar = called.text(language)
        for place, (part, line) in enumerate(zip(PARTS, split.parts, strict=True)):
            parts.append(
                {
                    "bar": bar,
                    "part": PARTS[part].text(language),
                    "place": place,
                    "value": result.number(line) or 0.0,
                }
            )
        sums.append({"bar": bar, "value": result.number(split.whole) or 0.0})
    named = [label.text(language) for label in PARTS.values()]
    order = [label.text(language) for label in _BARS.values()]
    reach = [sum(min(0.0, p["value"]) for p in parts if p["bar"] == b) for b in order]
    reach += [sum(max(0.0, p["value"]) for p in parts if p["bar"] == b) for b in order]
    y: dict[str, Any] = {"field": "bar", "type": "nominal", "sort": order, "axis": {"title": None}}
    x = {"field": "value", "type": "quantitative", "axis": number_axis("NOK", reach, language)}
    return framed(
        {
            "height": {"step": _STEP},
            "layer": [
                {
                    "data": {"values": parts},
                    "mark": {"type": "bar", "size": 22},
                    "encoding": {
                        "y": y,
                        "x": x | {"stack": "zero"},
                        "order": {"field": "place"},
                        "color": {
                            "field": "part",
                            "type": "nominal",
                            "sort": named,
                            "scale": {"domain": named, "range": list(OTHERS[: len(named)])},
                            "legend": {"title": None, "orient": "bottom"},
                        },
                    },
                },
                {
                    "data": {"values": sums},
                    "mark": {"type": "tick", "thickness": 3, "size": 34, "color": INK},
                    "encoding": {"y": y, "x": x},
                },
            ],
        },
        Label("Hva verdien består av", "What the value is made of").text(language),
        language,
        _WIDTH,
        None,
        Label(
            "Gårdeiers nåverdi; den mørke streken er summen.",
            "The landlord's present value; the dark mark is the sum.",
        ).text(language),
    )
