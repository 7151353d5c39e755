"""What each test lets a company borrow, the one that binds marked, and the need as a line."""

from __future__ import annotations

from feasibility.analysis.capacity import TESTS, Capacity, PartyCapacity
from feasibility.language import Label, Language, format_amount
from feasibility.names import PARTIES
from feasibility.pictures.look import BAD, INK, PARTY_COLOURS, Picture, Spec, framed, number_axis

_ROW = 46


def picture(found: Capacity) -> Picture:
    """Bars by test for each company."""
    return Picture(
        "capacity",
        Label("Hva hvert krav tillater av lån", "What each test lets be borrowed"),
        Label(
            "En søyle for hvert krav. Den korteste binder og er merket; den stiplede linjen er behovet.",
            "A bar for each test. The shortest binds and is marked; the dashed line is the need.",
        ),
        lambda language: _spec(found, language),
    )


def _spec(found: Capacity, language: Language) -> Spec:
    values = [t.most_nok or 0.0 for p in found.parties for t in p.tests]
    values += [p.need_nok or 0.0 for p in found.parties]
    top = max([1.0, *values]) * 1.15
    parts = [_party(each, language, top, values) for each in found.parties if each.tests]
    title = Label("Hvor mye kan det lånes?", "How much can be borrowed?")
    return framed({"vconcat": parts, "spacing": 24}, title.text(language), language, width=None, height=None)


def _party(of: PartyCapacity, language: Language, top: float, values: list[float]) -> Spec:
    rows = [
        {
            "test": TESTS[t.id].text(language),
            "most": t.most_nok or 0.0,
            "binds": t.id == of.binds,
            "shown": format_amount(t.most_nok or 0.0, language)
            + (f"  ◀ {_BINDS.text(language)}" if t.id == of.binds else ""),
        }
        for t in of.tests
    ]
    y = {"field": "test", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 320}}
    x = {
        "field": "most",
        "type": "quantitative",
        "scale": {"domain": [0, top]},
        "axis": number_axis("NOK", values, language),
    }
    colour = PARTY_COLOURS[of.party]
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 24, "stroke": colour},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"value": colour},
                "fillOpacity": {"condition": {"test": "datum.binds", "value": 1}, "value": 0.3},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": 12},
            "encoding": {"x": {"field": "most", "type": "quantitative"}, "y": y, "text": {"field": "shown"}},
        },
    ]
    subtitle = ""
    if of.need_nok is not None:
        subtitle = f"{_NEED.text(language)}: {format_amount(of.need_nok, language)}"
        layers.append(
            {
                "data": {"values": [{"need": of.need_nok}]},
                "mark": {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 2, "color": BAD},
                "encoding": {"x": {"field": "need", "type": "quantitative"}},
            }
        )
    name = PARTIES[of.party].short.text(language)
    return {
        "title": {
            "text": name,
            "subtitle": subtitle,
            "fontSize": 14,
            "subtitleColor": BAD,
        },
        "data": {"values": rows},
        "width": 560,
        "height": _ROW * len(rows),
        "layer": layers,
    }


_BINDS = Label("binder", "binds")
_NEED = Label("Behovet (stiplet)", "The need (dashed)")
