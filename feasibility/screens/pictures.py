"""The result's charts, drawn with Altair: months or years along the bottom, numbers in the language.

Where there is a result to compare with, it stands behind in the same colour: a dashed line, or a mark on the
column. Numbers are the model's own; the drawing only scales the labels of an axis to millions.
"""

import json
import math
from collections.abc import Sequence
from typing import Final

import altair as alt

from feasibility.engine.expr import Axis, Line
from feasibility.language import Language, format_measure, format_month
from feasibility.language.numbers import STYLES
from feasibility.model.base.result import Chart, Result
from feasibility.pictures.look import INK, OTHERS, PARTY_COLOURS, Spec, look
from feasibility.screens import words
from feasibility.screens.figures import month_date

_HEIGHT: Final = 260
_MOST_LABELS: Final = 8
_LONG_NAME: Final = 28
_MOST_IN_A_ROW: Final = 3
"""Names of lines beside each other: more are cut off where the picture is narrow."""
_IN_MILLIONS: Final = 1_000_000

_NOW: Final = "now"
_THEN: Final = "then"
_ZERO: Final = "zero"

Row = dict[str, str | float]


def picture(chart: Chart, result: Result, before: Result | None, language: Language) -> Spec:
    """A chart of the result as a Vega-Lite specification; `before` is what to compare with, None for nothing.

    The width follows the page. The description is what a screen reader says.
    """
    now = _rows(chart, result, language)
    then = [] if before is None else _rows(_same_lines(chart, before), before, language)
    y = alt.Y("value:Q", title=None, axis=_value_axis(chart.unit, [*now, *then], language))
    colour = _colour(chart, language)
    if chart.kind == "line":
        layers = _lines(y, colour, chart, _month_axis(result, language), language)
    else:
        layers = _columns(y, colour, chart, language)
    drawn = alt.layer(*layers).properties(
        height=_HEIGHT,
        width="container",
        description=description(chart, before is not None, language),
        usermeta={"embedOptions": {"actions": False}},
    )
    return _with_rows(drawn.configure(**_look(language)).to_dict(validate=False), now, then)


def _with_rows(spec: Spec, now: list[Row], then: list[Row]) -> Spec:
    """The specification with its rows, put in last: Altair copies what it is given many times over.

    A layer without rows is left out.
    """
    rows = {_NOW: now, _THEN: then, _ZERO: [{"value": 0.0}]}
    layers = [
        layer | {"data": {"values": found}}
        for layer in spec["layer"]
        if (found := rows[layer["data"]["name"]])
    ]
    return spec | {"layer": layers}


def description(chart: Chart, is_compared: bool, language: Language) -> str:
    """The picture in words."""
    lines = ", ".join(line.label.text(language) for line in chart.lines)
    compared = f" {words.COMPARED.text(language)}" if is_compared else ""
    return f"{chart.title.text(language)}: {lines}.{compared}"


def _colour(chart: Chart, language: Language) -> alt.Color:
    """Which line has which colour, with a legend where there are several."""
    names = [line.label.text(language) for line in chart.lines]
    legend = alt.Legend(
        orient="bottom",
        columns=1 if max(map(len, names)) > _LONG_NAME else min(len(names), _MOST_IN_A_ROW),
        labelLimit=400,
        symbolType="stroke" if chart.kind == "line" else "square",
        symbolStrokeWidth=3,
    )
    scale = alt.Scale(domain=names, range=_colours(chart.lines))
    return alt.Color("name:N", title=None, scale=scale, legend=legend if len(names) > 1 else None)


def _lines(
    y: alt.Y, colour: alt.Color, chart: Chart, months: alt.Axis, language: Language
) -> list[alt.Chart]:
    x = alt.X("at:Q", title=None, scale=alt.Scale(nice=False))
    if chart.lines[0].axis is Axis.MONTH:
        x = x.axis(months)
    return [
        _zero(),
        _data(_THEN).mark_line(strokeDash=[5, 4], strokeWidth=1.5, opacity=0.7).encode(x, y, colour),
        _data(_NOW).mark_line(strokeWidth=2.5).encode(x, y, colour),
        # Points too faint to see, large enough to meet with a mouse or a finger.
        _data(_NOW).mark_point(opacity=0, size=90).encode(x, y, colour, tooltip=_tooltip(language)),
    ]


def _columns(y: alt.Y, colour: alt.Color, chart: Chart, language: Language) -> list[alt.Chart]:
    x = alt.X("at:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=6))
    bars = _data(_NOW).mark_bar(cornerRadius=1)
    if chart.kind == "stacked_column":
        return [_zero(), bars.encode(x, y.stack(True), colour, tooltip=_tooltip(language))]
    beside = alt.XOffset("name:N", sort=[line.label.text(language) for line in chart.lines])
    ticks = _data(_THEN).mark_tick(thickness=2, color=INK)
    return [
        _zero(),
        bars.encode(x, y.stack(None), colour, beside, tooltip=_tooltip(language)),
        ticks.encode(x, alt.Y("value:Q"), beside, tooltip=_tooltip(language)),
    ]


def _zero() -> alt.Chart:
    """A line where the amounts change sign."""
    rule: alt.Chart = _data(_ZERO).mark_rule(color=INK, strokeWidth=1).encode(alt.Y("value:Q"))
    return rule


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("when:N", title=words.WHEN.text(language)),
        alt.Tooltip("name:N", title=words.WHAT.text(language)),
        alt.Tooltip("shown:N", title=words.VALUE.text(language)),
    ]


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


def _month_axis(result: Result, language: Language) -> alt.Axis:
    """Labels at Januaries, or at the first month of a short case's quarters."""
    dates = [month_date(result, n) for n in range(1, len(result.values["calendar.date"]) + 1)]
    years = dates[-1].year - dates[0].year + 1
    every = math.ceil(years / _MOST_LABELS)
    at = [n for n, day in enumerate(dates, 1) if day.month == 1 and (day.year - dates[0].year) % every == 0]
    if len(at) < 3:
        at = [n for n, day in enumerate(dates, 1) if day.month % 3 == 1]
    names = [format_month(dates[n - 1], language) for n in at]
    chosen = f"{json.dumps(names, ensure_ascii=False)}[indexof({at}, datum.value)]"
    return alt.Axis(values=at, labelExpr=chosen, grid=False, labelFlush=False, labelOverlap=True)


def _value_axis(unit: str, rows: Sequence[Row], language: Language) -> alt.Axis:
    """Amounts in whole kroner, or in millions where they reach a few; other numbers plainly."""
    if unit.partition("/")[0] == "share":
        percent = json.dumps(STYLES[language].percent)
        return alt.Axis(labelExpr=f"format(datum.value * 100, ',.1~f') + {percent}", tickCount=6)
    if unit != "NOK":
        return alt.Axis(format=",~f", tickCount=6)
    if all(abs(float(row["value"])) < _IN_MILLIONS for row in rows):
        return alt.Axis(format=",.0f", tickCount=6)
    template = json.dumps(words.AXIS_MILLION.text(language))
    label = f"datum.value == 0 ? '0' : replace({template}, '#', format(datum.value / 1e6, ',.2~f'))"
    return alt.Axis(labelExpr=label, tickCount=6)


def _look(language: Language) -> Spec:
    """As all pictures, in the page's own type and without a line along the axes."""
    common = look(language)
    return {
        **{part: common[part] for part in ("legend", "view", "locale")},
        "axis": common["axis"] | {"domain": False, "labelPadding": 6},
    }
