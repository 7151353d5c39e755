"""Budget against actual drawn: operating result and money by month, as planned, booked and expected."""

from __future__ import annotations

from typing import Any, Final

from feasibility.analysis.actual.forecast import Outlook
from feasibility.engine.calendar import date_of
from feasibility.language import Label, Language, format_month
from feasibility.names import PARTIES
from feasibility.pictures.look import BAD, MUTED, PARTY_COLOURS, Picture, Spec, framed

_HEIGHT: Final = 170
_WIDTH: Final = 620
_THOUSAND: Final = 1000
_AFTER: Final = 12
"""Expected months that are drawn: the picture is of how it goes, the table of the rest."""


def picture(found: Outlook) -> Picture:
    """Two panels over the same months: EBITDA, and cash, each beside its plan."""
    name = PARTIES[found.party].short
    return Picture(
        "actual",
        Label(f"Budsjett mot regnskap, {name.nb.lower()}", f"Budget against actual, {name.en.lower()}"),
        Label(
            "Øverst driftsresultatet før avskrivninger (EBITDA), nederst banksaldoen, måned for måned. "
            "Stiplet grått er planen, hele "
            "punkter er "
            "ført, åpne er ventet. Under null mangler penger.",
            "EBITDA above, cash below, month by month. Dashed grey is the plan, filled points are booked, "
            "open ones "
            "expected. Below zero money is missing.",
        ),
        lambda language: _spec(found, language),
    )


def _spec(found: Outlook, language: Language) -> Spec:
    dates = [date_of(day) for day in found.result.values["calendar.date"]]
    last = found.booked.months[-1]
    rows = [
        {
            "month": each.number,
            "date": dates[each.number - 1].isoformat(),
            "name": format_month(dates[each.number - 1], language),
            "state": _STATES[each.is_booked].text(language),
            "ebitda": each.ebitda / _THOUSAND,
            "ebitda_plan": each.ebitda_plan / _THOUSAND,
            "cash": each.cash / _THOUSAND,
            "cash_plan": each.cash_plan / _THOUSAND,
        }
        for each in found.months
        if each.number <= last + _AFTER
    ]
    colour = PARTY_COLOURS[found.party]
    panels = [
        _panel(rows, "ebitda", _EBITDA.text(language), colour, language),
        _panel(rows, "cash", _CASH.text(language), colour, language),
    ]
    title = Label("Går det som planlagt?", "Is it going as planned?")
    spec: dict[str, Any] = {"data": {"values": rows}, "vconcat": panels, "spacing": 28}
    return framed(spec, title.text(language), language, None, None, _SUBTITLE.text(language))


def _panel(rows: list[dict[str, object]], name: str, title: str, colour: str, language: Language) -> Spec:
    order = [str(row["name"]) for row in rows]
    x = {
        "field": "name",
        "type": "ordinal",
        "sort": order,
        "title": None,
        "axis": {"labelAngle": -45, "labelOverlap": True},
    }
    y = {"type": "quantitative", "axis": {"title": title, "format": ",.0f", "tickCount": 5}}
    states = [_STATES[True].text(language), _STATES[False].text(language)]
    fill = {
        "field": "state",
        "type": "nominal",
        "sort": states,
        "scale": {"domain": states, "range": [colour, "white"]},
        "legend": None,
    }
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "layer": [
            {
                "mark": {"type": "rule", "color": BAD, "strokeWidth": 1},
                "encoding": {"y": {"datum": 0, "type": "quantitative"}},
            },
            {
                "mark": {"type": "line", "color": MUTED, "strokeDash": [5, 4], "strokeWidth": 2},
                "encoding": {"x": x, "y": {**y, "field": f"{name}_plan"}},
            },
            {
                "mark": {"type": "line", "color": colour, "strokeWidth": 2},
                "encoding": {"x": x, "y": {**y, "field": name}},
            },
            {
                "mark": {
                    "type": "point",
                    "filled": False,
                    "opacity": 1,
                    "size": 52,
                    "stroke": colour,
                    "strokeWidth": 2,
                },
                "encoding": {"x": x, "y": {**y, "field": name}, "fill": fill},
            },
        ],
    }


_STATES: Final = {True: Label("ført", "booked"), False: Label("ventet", "expected")}
_EBITDA: Final = Label("Driftsresultat før avskr. (1 000 kr)", "EBITDA (NOK 1,000)")
_CASH: Final = Label("Banksaldo (1 000 kr)", "Cash (NOK 1,000)")
_SUBTITLE: Final = Label(
    "Stiplet: planen. Fylte punkter: ført. Åpne: ventet, med nivået i de siste månedene.",
    "Dashed: the plan. Filled points: booked. Open: expected, at the level of the last months.",
)
