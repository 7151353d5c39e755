"""Native charts of the model's lines, drawn by the spreadsheet from the cells themselves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from feasibility.engine.expr import Axis, Line
from feasibility.language import Label
from feasibility.model.base.result import Chart
from feasibility.workbook import layout
from feasibility.workbook.axes import period_header
from feasibility.workbook.book import Book
from feasibility.workbook.styles import FONT, GREY, NAVY, RULE, SERIES, axis_format, unit_words

_TYPES: dict[str, dict[str, str]] = {
    "line": {"type": "line"},
    "column": {"type": "column"},
    "stacked_column": {"type": "column", "subtype": "stacked"},
}
_MONTHS_IN_YEAR = "calendar.months_in_year"
_YEARS_NAMED = 5
_MILLION, _THOUSAND = 2_000_000, 20_000  # from these on an axis counts in millions, thousands


def make_chart(book: Book, chart: Chart, width: int, height: int) -> Any:
    """A chart ready to insert, `width` × `height` pixels."""
    axis = chart.lines[0].axis
    drawn = book.workbook.add_chart(_TYPES[chart.kind])
    header = period_header(book, axis)
    for number, line in enumerate(chart.lines):
        series = _series(book, chart, line, header, SERIES[number % len(SERIES)])
        if chart.names:
            name = book.say(chart.names[number])
            series["name"] = name[:1].upper() + name[1:]
        drawn.add_series(series)
    font = {"name": FONT, "size": 10, "color": GREY}
    drawn.set_title(
        {
            "name": book.say(chart.title),
            "name_font": {"name": FONT, "size": 11, "bold": True, "color": NAVY},
            "overlay": False,
        }
    )
    drawn.set_x_axis(
        _periods(book, axis) | {"num_font": font, "line": {"color": RULE}, "label_position": "low"}
    )
    drawn.set_y_axis(_amounts(book, chart) | {"num_font": font, "line": {"none": True}})
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.lines) > 1 else {"none": True})
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    drawn.set_size({"width": width, "height": height})
    drawn.show_blanks_as("gap")
    return drawn


def _series(book: Book, chart: Chart, line: Line, header: Line | None, colour: str) -> dict[str, Any]:
    place = book.layout.line(line)
    used = _used_periods(book, line.axis)
    values = book.numbers.cells(line)[:used]
    series: dict[str, Any] = {
        "name": [place.sheet, place.row, layout.LABEL],
        "values": [place.sheet, place.row, place.column, place.row, place.column + used - 1],
        "values_data": values,
    }
    if header is not None:
        where = book.layout.line(header)
        series["categories"] = [where.sheet, where.row, where.column, where.row, where.column + used - 1]
        series["categories_data"] = book.numbers.cells(header)[:used]
    if chart.kind == "line":
        series["line"] = {"color": colour, "width": 2}
    else:
        series["fill"] = {"color": colour}
        series["border"] = {"none": True}
        series["gap"] = 60
        if chart.kind == "stacked_column":
            series["overlap"] = 100
    return series


def _used_periods(book: Book, axis: Axis) -> int:
    """How many periods to draw: all, but for the spare year while no month falls in it."""
    length = book.layout.length(axis)
    if axis is not Axis.YEAR or _MONTHS_IN_YEAR not in book.built.model.lines:
        return length
    months = np.asarray(book.numbers.values[_MONTHS_IN_YEAR], dtype=float)
    return max(1, int((months > 0).sum()))


def _periods(book: Book, axis: Axis) -> dict[str, Any]:
    """The axis of periods: as many years are named as stand beside each other without being turned."""
    if axis is Axis.RATE:
        return {"num_format": "0.0%"}
    if axis is not Axis.MONTH:
        return {"num_format": "0", "interval_unit": math.ceil(_used_periods(book, axis) / _YEARS_NAMED)}
    years = math.ceil(book.layout.length(axis) / 12 / _YEARS_NAMED)
    return {
        "date_axis": True, "num_format": "yyyy", "major_unit": years, "major_unit_type": "years",
        "minor_unit": 1, "minor_unit_type": "months", "major_tick_mark": "outside", "minor_tick_mark": "none",
    }  # fmt: skip


def _amounts(book: Book, chart: Chart) -> dict[str, Any]:
    """The value axis: its number format, and its unit; amounts are counted in thousands or millions."""
    grid = {"major_gridlines": {"visible": True, "line": {"color": "#E3E8ED", "width": 0.5}}}
    name, digits = unit_words(chart.unit, book.language), "#,##0"
    if chart.unit.partition("/")[0] == "NOK":
        largest = max((_largest(book, line) for line in chart.lines), default=0.0)
        if largest >= _MILLION:
            name, digits = book.say(Label(f"mill. {name}", f"{name} m")), "#,##0.0,,"
        elif largest >= _THOUSAND:
            name, digits = book.say(Label(f"1000 {name}", f"{name} 1,000")), "#,##0,"
    elif chart.unit.partition("/")[0] == "share":
        name, digits = "", "0%"
    axis: dict[str, Any] = {"num_format": axis_format(digits, book.language), **grid}
    if name:
        axis |= {"name": name, "name_font": {"name": FONT, "size": 10, "bold": False, "color": GREY}}
    return axis


def _largest(book: Book, line: Line) -> float:
    values = np.asarray(book.numbers.values.of(line), dtype=float)
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
