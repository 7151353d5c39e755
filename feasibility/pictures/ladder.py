"""The support ladder drawn: the operating result by year with all support, less of it, and none."""

from __future__ import annotations

from typing import Final

from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.pictures.look import BAD, GOOD, OTHERS, Picture, Spec, framed, number_axis

_WIDTH, _HEIGHT = 380, 150
_UPRIGHT: Final = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -8, "titleX": -40}


def picture(result: Result) -> Picture:
    """The result with and without support, year by year."""
    return Picture(
        "ladder",
        Label("Driften med og uten støtte", "Operation with and without support"),
        Label(
            "Driftsresultat før avskrivninger (EBITDA) år for år: med all støtte, "
            "uten støtten som da er slutt, og uten noen støtte.",
            "The operating result by year: with all support, without support ended by then, and without any.",
        ),
        lambda language: _spec(result, language),
    )


def _spec(result: Result, language: Language) -> Spec:
    ladder = next(each for each in result.built.statements if each.id == "support_ladder")
    count = int((result.values["calendar.months_in_year"] > 0).sum())
    years = [f"{year:.0f}" for year in result.values["calendar.years"][:count]]
    chart = next(each for each in result.built.charts if each.id == ladder.id)
    named = [label.text(language) for label in chart.names]
    values = [
        {"year": year, "what": what, "value": value}
        for row, what in zip(ladder.rows, named, strict=True)
        if row.year is not None
        for year, value in zip(years, result.values.of(row.year)[:count].tolist(), strict=True)
    ]
    shown = [float(each["value"]) for each in values]
    return framed(
        {
            "data": {"values": values},
            "mark": {"type": "line", "point": True, "strokeWidth": 2.5},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": number_axis("NOK", shown, language) | _UPRIGHT,
                },
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "sort": named,
                    "scale": {"domain": named, "range": [GOOD, OTHERS[4], BAD]},
                    "legend": {"title": None, "orient": "bottom"},
                },
                "strokeDash": {
                    "field": "what",
                    "type": "nominal",
                    "sort": named,
                    "scale": {"domain": named, "range": [[1, 0], [8, 4], [2, 3]]},
                    "legend": {"title": None, "orient": "bottom"},
                },
            },
        },
        Label(
            "Driftsresultat før avskrivninger (EBITDA) med og uten støtte", "EBITDA with and without support"
        ).text(language),
        language,
        _WIDTH,
        _HEIGHT,
    )
