"""Tables of lines for the pages: every number in them leads to why it is what it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import streamlit as st

from feasibility.engine.expr import Line
from feasibility.language import Label, Language, format_number
from feasibility.model import Result
from feasibility.model.base.bank_view import Entry
from feasibility.model.base.result import Chart, Row
from feasibility.report.covenants import narrow
from feasibility.report.words import shown_number
from feasibility.screens import markup, words
from feasibility.screens.chosen import Opened
from feasibility.screens.links import Links
from feasibility.screens.markup import Cell
from feasibility.screens.pages import page_words
from feasibility.screens.pictures import picture

_PERCENT: Final = 100


class Tables:
    """Cells, tables and pictures of one run in one language."""

    def __init__(self, opened: Opened, result: Result) -> None:
        self.opened, self.result = opened, result
        self.language: Language = opened.chosen.language
        self.links = Links(opened.chosen, result)

    def say(self, label: Label) -> str:
        """The words in the page's language."""
        return label.text(self.language)

    def scalar(self, line: Line) -> Cell:
        """A line's one number as the reports write it, or the reason why there is none."""
        number = self.result.number(line)
        if number is None:
            reason = self.result.reason(line)
            return Cell("–" if reason is None else self.say(reason), self.links.why(line))
        return Cell(shown_number(self.result, number, line.unit, self.language), self.links.why(line))

    def years(self) -> list[int]:
        """The calendar years of the case, in the order of lines by year."""
        values = self.result.values
        count = int((values["calendar.months_in_year"] > 0).sum())
        return [int(year) for year in values["calendar.years"][:count]]

    def by_year(self, line: Line) -> Iterator[Cell]:
        """A line's number in each calendar year, without its unit."""
        for period, value in enumerate(self.result.values.of(line)[: len(self.years())].tolist(), start=1):
            yield Cell(self.bare(value, line.unit), self.links.why(line, period))

    def bare(self, value: float, unit: str) -> str:
        """A number in a table whose rows say the unit."""
        if math.isnan(value):
            return "–"
        head = unit.partition("/")[0]
        if head == "NOK":
            return format_number(value, 0, self.language)
        if head == "points":
            return format_number(value * _PERCENT, 1, self.language)
        return narrow(value, unit, self.language)

    def has(self, id: str) -> bool:
        """Whether the model has the line."""
        return id in self.result.built.model.lines

    def line(self, id: str) -> Line:
        """The line of this id. Raises KeyError."""
        return self.result.built.model.find(id)

    def lines(self, ids: Iterable[str]) -> list[Line]:
        """Those of the lines that the model has."""
        return [self.line(id) for id in ids if self.has(id)]

    # ---- drawn --------------------------------------------------------------------------------------------

    def figures(self, title: Label, entries: Iterable[Entry | Line], is_open: bool = False) -> None:
        """A table of lines with one number each, behind its title; nothing where there is none."""
        rows = [
            [
                Cell(self.say(each.label)),
                self.scalar(each.line if isinstance(each, Entry) else each),
            ]
            for each in entries
        ]
        if rows:
            self.rows(self.say(title), rows, (words.FIGURE, words.VALUE), is_open)

    def rows(
        self, title: str, rows: Sequence[Sequence[Cell]], heads: Iterable[Label], is_open: bool = False
    ) -> None:
        """A table behind its title."""
        with st.expander(title, expanded=is_open):
            st.html(markup.cell_table(rows, [self.say(head) for head in heads], title))

    def year_table(self, title: Label, entries: Iterable[Entry | Line], kinds: Sequence[str] = ()) -> None:
        """A table of lines with a number each year, behind its title."""
        rows = [
            [
                Cell(self.say(each.label)),
                *self.by_year(each.line if isinstance(each, Entry) else each),
            ]
            for each in entries
        ]
        if rows:
            said = self.say(title)
            with st.expander(said):
                heads = [self.say(page_words.BY_YEAR), *map(str, self.years())]
                st.html(markup.cell_table(rows, heads, said, kinds))

    def statement(self, title: Label, rows: Iterable[Row]) -> None:
        """A statement by calendar year, behind its title; rows by month alone are left out."""
        found, kinds = [], []
        for row in rows:
            if row.kind == "heading" or row.year is not None:
                years = () if row.year is None else self.by_year(row.year)
                found.append([Cell(self.say(row.label)), *years])
                kinds.append("" if row.kind == "row" else row.kind)
        said = self.say(title)
        with st.expander(said):
            heads = [self.say(page_words.BY_YEAR), *map(str, self.years())]
            st.html(markup.cell_table(found, heads, said, kinds))

    def heading(self, title: Label, level: int = 2) -> None:
        """A heading."""
        st.html(markup.heading(self.say(title), level))

    def said(self, text: str, kind: str = "said") -> None:
        """A paragraph."""
        st.html(markup.paragraph(text, kind))

    def charts(self, charts: Sequence[Chart]) -> None:
        """Pictures, two in a row."""
        for first in range(0, len(charts), 2):
            columns = st.columns(2, gap="medium")
            for column, chart in zip(columns, charts[first : first + 2], strict=False):
                with column:
                    self.chart(chart)

    def chart(self, chart: Chart, level: int = 3) -> None:
        """A picture under its title; level: of the heading, 2 where it is a part of the page by itself."""
        unit = words.AXIS_UNIT[chart.unit].text(self.language) if chart.unit in words.AXIS_UNIT else ""
        title = self.say(chart.title) + (f", {unit}" if unit else "")
        st.html(markup.heading(title, level))
        spec = picture(chart, self.result, None, self.language)
        st.vega_lite_chart(spec=spec, width="stretch", theme=None)
