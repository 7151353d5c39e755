"""Why a number is what it is: what `feasibility explain` tells, with every part of it a way on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from feasibility.engine.explain.explain import explain
from feasibility.engine.explain.periods import name_of_period
from feasibility.engine.explain.trace import (
    InputTrace,
    RangeTrace,
    Trace,
    basis_in_words,
    in_full,
    range_in_words,
    span_in_words,
    written,
)
from feasibility.engine.expr import Axis, Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.report.asked import NotFound, asked_line, asked_period
from feasibility.report.lines import lines_with
from feasibility.screens import chosen, markup
from feasibility.screens.chosen import Opened
from feasibility.screens.links import Links
from feasibility.screens.markup import Cell
from feasibility.screens.pages import why_words as words
from feasibility.screens.pictures import picture

_MOST: Final = 40
"""Lines that are listed when one is searched for."""

_MOST_PARTS: Final = 12
"""Periods of a sum that are listed one by one: a year's months."""

_NOT_DRAWN: Final = ("date", "flag", "month", "calendar_year")


def draw(opened: Opened, result: Result) -> None:
    """The number the address asks about; where it asks about none, a way to find one."""
    _Page(opened, result).draw()


class _Page:
    def __init__(self, opened: Opened, result: Result) -> None:
        self.result, self.details = result, opened.chosen.details
        self.language = opened.chosen.language
        self.links = Links(opened.chosen, result)

    def say(self, label: Label) -> str:
        return label.text(self.language)

    def draw(self) -> None:
        asked = self.details.get(chosen.LINE, "")
        if not asked:
            st.html(markup.heading(self.say(words.TITLE), 2) + markup.paragraph(self.say(words.LEAD), "said"))
            self._find()
            return
        try:
            line = asked_line(self.result, asked)
            month = self.details.get(chosen.MONTH)
            if month is None and line.axis is not Axis.SCALAR:
                self._every_period(line)
                return
            period = asked_period(self.result, line, month)
        except NotFound as error:
            st.info(markup.plain(error.label.text(self.language)))
            self._find()
            return
        self._number(line, period)
        self._find()

    # ---- one number ---------------------------------------------------------------------------------------

    def _number(self, line: Line, period: int | None) -> None:
        # Two steps, as the command takes: an opening value's own parts are told with it.
        trace = explain(self.result.values, line.id, period, 2)
        head = self.say(trace.label)
        if trace.when is not None:
            head += f", {self.say(trace.when)}"
        shown = markup.heading(head, 2) + markup.paragraph(in_full(trace, self.language), "number")
        if trace.formula is not None:
            shown += markup.heading(self.say(words.FORMULA), 3)
            shown += markup.paragraph(self.say(trace.formula), "formula")
        if trace.note is not None:
            shown += markup.paragraph(f"{self.say(words.NOTE)}: {self.say(trace.note)}", "said")
        if trace.basis:
            law = basis_in_words(trace.basis, self.language)
            shown += markup.paragraph(f"{self.say(words.LAW)}: {law}", "said")
        st.html(shown)
        self._parts(trace)
        self._over_time(line)
        st.html(markup.paragraph(self.say(words.ID).format(line.id), "hint"))

    def _parts(self, trace: Trace) -> None:
        lines = [row for part in trace.precedents for row in self._line_rows(part)]
        inputs = [row for part in _inputs(trace) for row in self._input_rows(part)]
        if lines:
            title = self.say(words.MADE_FROM)
            heads = [self.say(w) for w in (words.WHAT, words.WHEN, words.VALUE, words.REMARK)]
            st.html(markup.heading(title, 3) + markup.cell_table(lines, heads, title))
        if inputs:
            title = self.say(words.STATED_OR_RULE)
            heads = [self.say(w) for w in (words.WHAT, words.VALUE, words.SOURCE, words.PLACE)]
            st.html(markup.heading(title, 3) + markup.cell_table(inputs, heads, title))

    def _line_rows(self, part: Trace | RangeTrace | InputTrace) -> Iterator[list[Cell]]:
        if isinstance(part, Trace):
            yield self._trace_row(part, self.say(part.label))
            if part.period == 0:
                for inner in part.precedents:
                    yield from self._line_rows(inner)
        elif isinstance(part, RangeTrace):
            line = self.result.built.model.find(part.line_id)
            yield [
                Cell(range_in_words(part, self.language), self.links.why(line)),
                Cell(span_in_words(part, self.language), is_number=False),
                Cell(in_full(part, self.language)),
                Cell("" if part.is_used else self.say(words.NOT_USED), is_number=False),
            ]
            yield from self._within(part, line)

    def _within(self, part: RangeTrace, line: Line) -> Iterator[list[Cell]]:
        """The periods a range is made of, where they are few; else the one that weighs most."""
        counted = part.periods or range(part.first, part.last + 1)
        if part.how == "sum" and len(counted) <= _MOST_PARTS and part.first > 0:
            values = self.result.values.of(line)
            for period in counted:
                when = self.say(name_of_period(self.result.values, line.axis, period))
                yield [
                    Cell(self.say(words.ONE_OF).format(when), self.links.why(line, period)),
                    Cell(when, is_number=False),
                    Cell(written(float(values[period - 1]), line.unit, self.language)),
                    Cell("", is_number=False),
                ]
        elif part.largest is not None:
            phrase = words.OF_WHICH if part.how == "sum" else Label("{}", "{}")
            yield self._trace_row(part.largest, self.say(phrase).format(self.say(part.label)))

    def _trace_row(self, part: Trace, name: str) -> list[Cell]:
        line = self.result.built.model.find(part.line_id)
        is_inside = part.period is None or 1 <= part.period <= self.result.values.model.length(line.axis)
        remark = "" if part.is_used else self.say(words.NOT_USED)
        if part.period == 0 and part.formula is not None:
            remark = self.say(part.formula)
        return [
            Cell(name, self.links.why(line, part.period) if is_inside else ""),
            Cell("" if part.when is None else self.say(part.when), is_number=False),
            Cell(in_full(part, self.language)),
            Cell(remark, is_number=False),
        ]

    def _input_rows(self, part: InputTrace) -> Iterator[list[Cell]]:
        key = "" if part.key is None else f" ({self.say(part.key)})"
        source = words.NO_SOURCE if part.source is None else part.source
        unused = "" if part.is_used else f" ({self.say(words.NOT_USED)})"
        yield [
            Cell(self.say(part.label) + key),
            Cell(in_full(part, self.language)),
            Cell(self.say(source) + unused, is_number=False),
            Cell(part.id, is_number=False),
        ]

    # ---- all of a line ------------------------------------------------------------------------------------

    def _every_period(self, line: Line) -> None:
        st.html(
            markup.heading(self.say(line.label), 2) + markup.paragraph(self.say(words.CHOOSE_PERIOD), "said")
        )
        self._over_time(line)
        title = self.say(words.EVERY_PERIOD)
        st.html(markup.cell_table(self._periods(line), [self.say(words.WHEN), self.say(words.VALUE)], title))

    def _periods(self, line: Line) -> Iterator[list[Cell]]:
        values = self.result.values
        for period, value in enumerate(values.of(line).tolist(), start=1):
            when = self.say(name_of_period(values, line.axis, period))
            number = "–" if value != value else written(value, line.unit, self.language)
            yield [Cell(when, self.links.why(line, period)), Cell(number)]

    def _over_time(self, line: Line) -> None:
        if line.axis not in (Axis.MONTH, Axis.YEAR) or line.unit in _NOT_DRAWN:
            return
        chart = Chart("line", line.label, "line" if line.axis is Axis.MONTH else "column", (line,), line.unit)
        with st.expander(self.say(words.OVER_TIME), expanded=True):
            spec = picture(chart, self.result, None, self.language)
            st.vega_lite_chart(spec=spec, width="stretch", theme=None)

    # ---- a number looked for ------------------------------------------------------------------------------

    def _find(self) -> None:
        text = st.text_input(
            self.say(words.FIND), key="find:line", placeholder=self.say(words.FIND_HINT), autocomplete="off"
        ).strip()
        if not text:
            return
        found = lines_with(self.result.built.model.lines.values(), text)
        if not found:
            st.html(markup.paragraph(self.say(words.NOTHING_FOUND), "said"))
            return
        rows = [
            [
                Cell(self.say(line.label), self.links.why(line)),
                Cell(line.id, is_number=False),
            ]
            for line in found[:_MOST]
        ]
        title = self.say(words.FIND)
        st.html(markup.cell_table(rows, [self.say(words.WHAT), self.say(words.PLACE)], title))
        if len(found) > _MOST:
            more = self.say(words.MORE_FOUND).format(len(found) - _MOST)
            st.html(markup.paragraph(more, "hint"))


def _inputs(trace: Trace) -> Iterator[InputTrace]:
    """The inputs read, those of an opening value included."""
    for part in trace.precedents:
        if isinstance(part, InputTrace):
            yield part
        elif isinstance(part, Trace) and part.period == 0:
            yield from _inputs(part)
