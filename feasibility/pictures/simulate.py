"""A simulation drawn: the liquidity reserve as a fan over the months, and a measure's distribution."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from feasibility.analysis.simulate.found import PERCENTILES, Liquidity, Simulated, Spread
from feasibility.language import Label, Language, format_number, format_share
from feasibility.language.label import ended, lower_first
from feasibility.names import PARTIES
from feasibility.pictures.look import BAD, INK, MUTED, Picture, Spec, framed, number_axis

_DWARFS = 1.5
_NINE, _HALF = "#C9DAE8", "#7FA8C9"
"""Light and darker, so that a copy without colour tells them apart."""


def fans(found: Simulated, months: Sequence[datetime.date]) -> tuple[Picture, ...]:
    """A fan for each company: where its reserve lies month by month. months: the first day of each."""
    named = [month.isoformat() for month in months]
    return tuple(_fan_picture(found, each, named) for each in found.liquidity)


def histogram(found: Simulated, spread: Spread) -> Picture:
    """How often the measure ends where, what is below zero marked."""
    name = spread.line.label
    return Picture(
        "distribution",
        Label(f"{name.nb}: hvor den kan ende", f"{name.en}: where it may end"),
        Label(
            ended(
                "Stolpene viser hvor stor del av kjøringene som ender i hvert område av "
                f"{lower_first(name.nb)}"
            ),
            ended(f"The bars show what share of the runs end in each interval of {lower_first(name.en)}"),
        ),
        lambda language: _histogram(found, spread, language),
    )


def _fan_picture(found: Simulated, each: Liquidity, months: Sequence[str]) -> Picture:
    name = each.line.label
    return Picture(
        f"fan_{each.party}",
        Label(f"{name.nb}, måned for måned", f"{name.en}, month by month"),
        Label(
            f"Feltene viser hvor {lower_first(name.nb)} ligger i halvparten og i ni av ti kjøringer.",
            f"The bands show where {lower_first(name.en)} lies in half of the runs and in nine of ten.",
        ),
        lambda language: _fan(found, each, months, language),
    )


def _fan(found: Simulated, each: Liquidity, months: Sequence[str], language: Language) -> Spec:
    nine, half = _NINE_WORDS.text(language), _HALF_WORDS.text(language)
    middle, stated = _MIDDLE.text(language), _STATED.text(language)
    bands = {p: each.bands[PERCENTILES.index(p)] for p in PERCENTILES}
    areas: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    drawn = _drawn(each)
    for place, month in enumerate(months[:drawn]):
        for band, low, high in ((nine, 5.0, 95.0), (half, 25.0, 75.0)):
            areas.append({"m": month, "low": bands[low][place], "high": bands[high][place], "band": band})
        lines.append({"m": month, "y": bands[50.0][place], "line": middle})
        lines.append({"m": month, "y": each.base[place], "line": stated})
    values = [*bands[5.0][:drawn], *bands[95.0][:drawn], *each.base[:drawn], 0.0]
    name = each.line.label.text(language)
    axis = number_axis("NOK", values, language, name)
    x = {
        "field": "m",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "format": "%Y",
            "tickCount": {"interval": "year", "step": _years_apart(len(months))},
            "grid": False,
        },
    }
    y = {"type": "quantitative", "axis": axis}
    layers: list[Spec] = [
        {
            "data": {"values": areas},
            "mark": {"type": "area", "opacity": 1},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "color": {
                    "field": "band",
                    "type": "nominal",
                    "title": None,
                    "sort": [nine, half],
                    "scale": {"domain": [nine, half], "range": [_NINE, _HALF]},
                    "legend": {"orient": "top"},
                },
            },
        },
        {
            "data": {"values": lines},
            "mark": {"type": "line", "strokeWidth": 2, "color": INK},
            "encoding": {
                "x": x,
                "y": {**y, "field": "y"},
                "strokeDash": {
                    "field": "line",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [middle, stated], "range": [[1, 0], [5, 4]]},
                    "legend": {"orient": "top", "symbolStrokeColor": INK},
                },
            },
        },
        {
            "data": {"values": [{"y": 0}]},
            "mark": {"type": "rule", "color": BAD, "strokeWidth": 1.5},
            "encoding": {"y": {**y, "field": "y"}},
        },
    ]
    said = _FAN.text(language).format(
        who=PARTIES[each.party].full.text(language).lower(),
        chance=chance(each.ever, language),
        runs=format_number(found.runs, 0, language),
    )
    lines_above = [said] if drawn == len(months) else [said, _WITHOUT_LAST.text(language)]
    return framed(
        {"layer": layers}, _MONTH_BY_MONTH.text(language).format(name), language, subtitle=lines_above
    )


def _histogram(found: Simulated, spread: Spread, language: Language) -> Spec:
    loss, rest = _BELOW.text(language), _ABOVE.text(language)
    bars = [
        {"low": low, "high": high, "share": share, "what": loss if (low + high) / 2 < 0 else rest}
        for low, high, share in spread.bars
    ]
    values = [spread.bars[0][0], spread.bars[-1][1]]
    unit, name = spread.line.unit, spread.line.label.text(language)
    x = {
        "field": "low",
        "type": "quantitative",
        "bin": "binned",
        "scale": {"zero": False, "nice": False},
        "axis": {**number_axis(unit, values, language, name), "grid": False},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "axis": number_axis("share", [], language, _OF_RUNS.text(language)),
    }
    at = {"field": "x", "type": "quantitative"}
    marks = [{"x": spread.mean, "t": _MEAN.text(language)}]
    if spread.base is not None:
        marks.append({"x": spread.base, "t": _STATED.text(language)})
    has_loss = values[0] < 0 < values[1]
    layers: list[Spec] = [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "stroke": "white", "strokeWidth": 0.5},
            "encoding": {
                "x": x,
                "x2": {"field": "high"},
                "y": y,
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [loss, rest], "range": [BAD, _HALF]},
                    "legend": {"orient": "top"} if has_loss else None,
                },
            },
        },
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "strokeWidth": 2, "color": INK},
            "encoding": {
                "x": at,
                "strokeDash": {
                    "field": "t",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": [m["t"] for m in marks], "range": [[1, 0], [5, 4]][: len(marks)]},
                    "legend": {"orient": "top", "symbolStrokeColor": INK},
                },
            },
        },
    ]
    if has_loss:
        layers.append(
            {
                "data": {"values": [{"x": 0}]},
                "mark": {"type": "rule", "strokeWidth": 1.5, "color": MUTED},
                "encoding": {"x": at},
            }
        )
    said = _HISTOGRAM.text(language).format(
        chance=chance(spread.below_zero or 0.0, language), runs=format_number(found.runs, 0, language)
    )
    return framed({"layer": layers}, _WHERE.text(language).format(name), language, subtitle=said)


def _drawn(each: Liquidity) -> int:
    """How many months are drawn: not the last, where what is sold in it would dwarf all others."""
    highest = each.bands[-1]
    others = max(max(map(abs, band[:-1]), default=0.0) for band in (highest, each.bands[0]))
    return len(highest) - (len(highest) > 1 and abs(highest[-1]) > _DWARFS * others)


def _years_apart(months: int) -> int:
    return 1 if months <= 144 else 2 if months <= 288 else 5


def chance(share: float, language: Language) -> str:
    """A chance to the nearest percentage point, never 0 or 100 where it is not."""
    if 0 < share < 0.005:
        return Label("under 1 %", "under 1%").text(language)
    if 0.995 < share < 1:
        return Label("over 99 %", "over 99%").text(language)
    return format_share(share, language, 0)


_NINE_WORDS = Label("ni av ti kjøringer", "nine of ten runs")
_HALF_WORDS = Label("halvparten", "half of them")
_MIDDLE = Label("i midten", "in the middle")
_STATED = Label("saken som den står", "the case as it stands")
_MONTH_BY_MONTH = Label("{}, måned for måned", "{}, month by month")
_FAN = Label(
    "Under 0 mangler det penger. Sjansen for det i minst én måned er {chance}, for {who} ({runs} kjøringer).",
    "Below 0, money is missing. The chance of that in some month is {chance}, for {who} ({runs} runs).",
)
_WITHOUT_LAST = Label(
    "Den siste måneden, med det som selges da, er ikke tegnet.",
    "The last month, with what is sold then, is not drawn.",
)
_BELOW = Label("under 0", "below 0")
_ABOVE = Label("0 og over", "0 and above")
_OF_RUNS = Label("Av kjøringene", "Of the runs")
_MEAN = Label("gjennomsnittet", "the mean")
_WHERE = Label("{}: hvor den kan ende", "{}: where it may end")
_HISTOGRAM = Label(
    "Sjansen for å ende under 0 er {chance} ({runs} kjøringer).",
    "The chance of ending below 0 is {chance} ({runs} runs).",
)
