"""The result's charts, as Vega-Lite: months or years along the bottom, numbers in the language.

Where there is a result to compare with, it stands behind in the same colour: a dashed line, or a mark on the
column. Numbers are the model's own; the drawing only scales the labels of an axis to millions.
"""

import json
import math
from collections.abc import Sequence
from typing import Final

from feasibility.engine.expr import Axis, Line
from feasibility.language import Language, format_measure, format_month
from feasibility.language.numbers import STYLES
from feasibility.model.base.result import Chart, Result
from feasibility.pictures.look import INK, OTHERS, PARTY_COLOURS, SCHEMA, Spec, look
from feasibility.screens import words
from feasibility.screens.figures import month_date

_HEIGHT: Final = 260
_MOST_LABELS: Final = 8
_LONG_NAME: Final = 28
_MOST_IN_A_ROW: Final = 3
"""Names of lines beside each other: more are cut off where the picture is narrow."""
_IN_MILLIONS: Final = 1_000_000

Row = dict[str, str | float]


def picture(chart: Chart, result: Result, before: Result | None, language: Language) -> Spec:
    """A chart of the result as a Vega-Lite specification; `before` is what to compare with, None for nothing.

    The width follows the page. The description is what a screen reader says.
    """
    now = _rows(chart, result, language)
    then = [] if before is None else _rows(_same_lines(chart, before), before, language)
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": _value_axis(chart.unit, [*now, *then], language),
    }
    colour = _colour(chart, language)
    zero = _layer([{"value": 0.0}], {"type": "rule", "color": INK, "strokeWidth": 1}, y=_VALUE)
    if chart.kind == "line":
        layers = _lines(now, then, y, colour, _along_the_bottom(chart, result, language), language)
    else:
        layers = _columns(now, then, y, colour, chart, language)
    return {
        "$schema": SCHEMA,
        "config": _look(language),
        "description": description(chart, before is not None, language),
        "height": _HEIGHT,
        "width": "container",
        "usermeta": {"embedOptions": {"actions": False}},
        "layer": [zero, *(layer for layer in layers if layer["data"]["values"])],
    }


def description(chart: Chart, is_compared: bool, language: Language) -> str:
    """The picture in words."""
    lines = ", ".join(line.label.text(language) for line in chart.lines)
    compared = f" {words.COMPARED.text(language)}" if is_compared else ""
    return f"{chart.title.text(language)}: {lines}.{compared}"


def _colour(chart: Chart, language: Language) -> Spec:
    """Which line has which colour, with a legend where there are several."""
    names = [line.label.text(language) for line in chart.lines]
    legend = {
        "orient": "bottom",
        "columns": 1 if max(map(len, names)) > _LONG_NAME else min(len(names), _MOST_IN_A_ROW),
        "labelLimit": 400,
        "symbolType": "stroke" if chart.kind == "line" else "square",
        "symbolStrokeWidth": 3,
    }
    return {
        "field": "name",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": _colours(chart.lines)},
        "legend": legend if len(names) > 1 else None,
    }


def _lines(now: list[Row], then: list[Row], y: Spec, colour: Spec, x: Spec, language: Language) -> list[Spec]:
    behind = {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1.5, "opacity": 0.7}
    # Points too faint to see, large enough to meet with a mouse or a finger.
    points = {"type": "point", "opacity": 0, "size": 90}
    return [
        _layer(then, behind, x=x, y=y, color=colour),
        _layer(now, {"type": "line", "strokeWidth": 2.5}, x=x, y=y, color=colour),
        _layer(now, points, x=x, y=y, color=colour, tooltip=_tooltip(language)),
    ]


def _columns(
    now: list[Row], then: list[Row], y: Spec, colour: Spec, chart: Chart, language: Language
) -> list[Spec]:
    x = {
        "field": "at",
        "type": "ordinal",
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True, "labelSeparation": 6},
    }
    told, bar = _tooltip(language), {"type": "bar", "cornerRadius": 1}
    if chart.kind == "stacked_column":
        return [_layer(now, bar, x=x, y={**y, "stack": True}, color=colour, tooltip=told)]
    names = [line.label.text(language) for line in chart.lines]
    beside = {"field": "name", "type": "nominal", "sort": names}
    tick = {"type": "tick", "thickness": 2, "color": INK}
    return [
        _layer(now, bar, x=x, y={**y, "stack": None}, color=colour, xOffset=beside, tooltip=told),
        _layer(then, tick, x=x, y=_VALUE, xOffset=beside, tooltip=told),
    ]


_VALUE: Final[Spec] = {"field": "value", "type": "quantitative"}


def _layer(rows: list[Row], mark: Spec, **encoding: Spec | list[Spec]) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _tooltip(language: Language) -> list[Spec]:
    shown = (("when", words.WHEN), ("name", words.WHAT), ("shown", words.VALUE))
    return [{"field": field, "type": "nominal", "title": said.text(language)} for field, said in shown]


def _rows(chart: Chart, result: Result, language: Language) -> list[Row]:
    """One row for each period of each line; periods without a number, and the spare year, are left out."""
    rows: list[Row] = []
    for line in chart.lines:
        periods = _periods(result, line.axis, language)
        for (at, when), value in zip(periods, result.values.of(line), strict=False):
            if not math.isnan(value):
                shown = format_measure(float(value), chart.unit, language, _decimals(chart.unit))
                name = line.label.text(language)
                rows.append({"at": at, "when": when, "name": name, "value": float(value), "shown": shown})
    return rows


def _decimals(unit: str) -> int | None:
    return 1 if unit in ("people", "members") else None


def _periods(result: Result, axis: Axis, language: Language) -> list[tuple[float, str]]:
    """Where each period stands along the bottom, and what it is called."""
    if axis is Axis.YEAR:
        months = result.values["calendar.months_in_year"]
        years = result.values["calendar.years"]
        return [(int(year), str(int(year))) for year, count in zip(years, months, strict=True) if count > 0]
    return [
        (number, format_month(month_date(result, number), language))
        for number in range(1, len(result.values["calendar.date"]) + 1)
    ]


def _same_lines(chart: Chart, other: Result) -> Chart:
    """The chart with the other result's lines of the same ids, where it has them."""
    found = [other.built.model.lines.get(line.id) for line in chart.lines]
    lines = tuple(line for line in found if line is not None)
    return Chart(chart.id, chart.title, chart.kind, lines, chart.unit)


def _colours(lines: Sequence[Line]) -> list[str]:
    """Each party's own colour for its first line, others in turn."""
    own = dict(PARTY_COLOURS)
    others = iter(OTHERS)
    return [own.pop(line.id.partition(".")[0], "") or next(others, INK) for line in lines]


def _along_the_bottom(chart: Chart, result: Result, language: Language) -> Spec:
    """The horizontal axis of lines: months have labels of their own."""
    x = {"field": "at", "type": "quantitative", "title": None, "scale": {"nice": False}}
    return {**x, "axis": _month_axis(result, language)} if chart.lines[0].axis is Axis.MONTH else x


def _month_axis(result: Result, language: Language) -> Spec:
    """Labels at Januaries, or at the first month of a short case's quarters."""
    dates = [month_date(result, n) for n in range(1, len(result.values["calendar.date"]) + 1)]
    years = dates[-1].year - dates[0].year + 1
    every = math.ceil(years / _MOST_LABELS)
    at = [n for n, day in enumerate(dates, 1) if day.month == 1 and (day.year - dates[0].year) % every == 0]
    if len(at) < 3:
        at = [n for n, day in enumerate(dates, 1) if day.month % 3 == 1]
    names = [format_month(dates[n - 1], language) for n in at]
    chosen = f"{json.dumps(names, ensure_ascii=False)}[indexof({at}, datum.value)]"
    return {"values": at, "labelExpr": chosen, "grid": False, "labelFlush": False, "labelOverlap": True}


def _value_axis(unit: str, rows: Sequence[Row], language: Language) -> Spec:
    """Amounts in whole kroner, or in millions where they reach a few; other numbers plainly."""
    if unit.partition("/")[0] == "share":
        percent = json.dumps(STYLES[language].percent)
        return {"labelExpr": f"format(datum.value * 100, ',.1~f') + {percent}", "tickCount": 6}
    if unit != "NOK":
        return {"format": ",~f", "tickCount": 6}
    if all(abs(float(row["value"])) < _IN_MILLIONS for row in rows):
        return {"format": ",.0f", "tickCount": 6}
    template = json.dumps(words.AXIS_MILLION.text(language))
    label = f"datum.value == 0 ? '0' : replace({template}, '#', format(datum.value / 1e6, ',.2~f'))"
    return {"labelExpr": label, "tickCount": 6}


def _look(language: Language) -> Spec:
    """As all pictures, in the page's own type and without a line along the axes."""
    common = look(language)
    return {
        **{part: common[part] for part in ("legend", "view", "locale")},
        "axis": common["axis"] | {"domain": False, "labelPadding": 6},
    }
