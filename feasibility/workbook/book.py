"""A workbook being written: its sheets, styles and every formula in it, with what Python says it shows."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from xlsxwriter import Workbook

from feasibility.analysis.register import Registered
from feasibility.analysis.stress import StressGrid
from feasibility.engine.expr import Axis, Expr, Line
from feasibility.engine.sheet.cells import Formula, Place, column_letters, sheet_prefix
from feasibility.engine.sheet.excel import Renderer
from feasibility.language import Label, Language, format_date
from feasibility.model.base.result import BuiltCase, Caution, Statement
from feasibility.names import PartyId
from feasibility.workbook import styles, words
from feasibility.workbook.layout import FLAG_ROW, INPUT_VALUE, TOTAL, BookLayout, calendar_of
from feasibility.workbook.numbers import Numbers
from feasibility.workbook.printing import MARGIN_INCHES
from feasibility.workbook.sheet import Cell, LiveSheet, Run
from feasibility.workbook.styles import Styles

HEADER_LIMIT = 255  # characters of a printed header that Excel accepts
A4 = 9
_LEAST_PRINTED = 10
_MONTHS_IN_YEAR = "calendar.months_in_year"
_YEARS_A_PAGE = 14  # more columns beside their titles would be printed too small to read
CHANGED = "inputs changed since export"
SCIENTIFIC, _TOO_LONG = "0.0E+00;[Red]-0.0E+00;0;@", 100.0


@dataclass(frozen=True)
class InputNote:
    """What the case says about one input: where it comes from, and the values it may have.

    is_default: it has the value it would have if the case left it out.
    """

    source: str = ""
    date: str = ""
    is_assumption: bool = False
    trail: Label | None = None
    minimum: float | None = None
    maximum: float | None = None
    minimum_included: bool = True
    maximum_included: bool = True
    is_whole: bool = False
    is_default: bool = False


@dataclass(frozen=True)
class Cover:
    """What the book says about the case beside its numbers.

    operator_fails: the landlord's result with the operator's default, None where the operator's money lasts.
    run: which run of the case it is.
    placeholders: numbers and texts still to be replaced.
    result_failed: checks of the result that failed, which are not among the workbook's.
    with_support: False where the run has its support switched off.
    register: every number of the case, with how sure it is.
    case_text: the case as YAML, for the certificate; engine: who recalculated the book, this one unless said.
    """

    name: str
    description: str = ""
    fingerprint: str = ""
    version: str = ""
    date: datetime.date | None = None
    notes: Mapping[str, InputNote] = field(default_factory=dict)
    sections: Mapping[str, Label] = field(default_factory=dict)
    choices: Sequence[tuple[Label, Label]] = ()
    operator_fails: Label | None = None
    answers_left: tuple[Label, ...] = ()
    placeholders: int = 0
    result_failed: int = 0
    run: Label | None = None
    with_support: bool = True
    case_text: str = ""
    engine: str = ""
    register: tuple[Registered, ...] = ()


class Book:
    """What every part of the writer is given."""

    def __init__(
        self,
        workbook: Workbook,
        built: BuiltCase,
        warnings: Sequence[Caution],
        layout: BookLayout,
        numbers: Numbers,
        cover: Cover,
        language: Language,
        stress: StressGrid | None = None,
        named: Sequence[Statement] = (),
    ) -> None:
        self.workbook = workbook
        self.built = built
        self.warnings = warnings
        self.layout = layout
        self.numbers = numbers
        self.cover = cover
        self.language: Language = language
        self.stress = stress
        self.named = named
        self.renderer = Renderer(layout, language)
        self.style = Styles(workbook, language)
        self.runs: list[Run] = []
        self.print_set: list[str] = []
        self._number_formats: dict[Line, str] = {}
        self.amount_width = self.width_of(built.model.lines.values())

    def say(self, label: Label) -> str:
        """The label in the book's language."""
        return label.text(self.language)

    # ---- sheets -------------------------------------------------------------------------------------------

    def add_sheet(
        self,
        name: Label,
        title: str,
        lead: Label | None,
        colour: str,
        flag_row: int = FLAG_ROW,
        printed: bool = False,
    ) -> LiveSheet:
        """A sheet with its title and lead, ready to print on A4 and protected.

        Args:
            flag_row: where it says whether inputs differ from those exported.
            printed: it belongs to the print set, what one prints for a meeting.
        """
        sheet: LiveSheet = self.workbook.add_worksheet(self.say(name), worksheet_class=LiveSheet)
        if printed:
            self.print_set.append(self.say(name))
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        sheet.set_row(0, 26)
        back = f"internal:'{self.say(words.CONTENTS)}'!A1"
        sheet.write_url(0, 0, back, self.style("title"), title, self.say(words.BACK_TO_CONTENTS))
        sheet.write_string(0, 0, title, self.style("title"))
        if lead is not None:
            sheet.write_string(1, 0, self.say(lead), self.style("lead"))
        self._print_setup(sheet, self.say(name), printed)
        self._flag(sheet, flag_row)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return sheet

    @property
    def changed_count(self) -> Place:
        """The cell that counts the inputs that differ from those exported."""
        return Place(self.layout.inputs.name, FLAG_ROW, INPUT_VALUE)

    def _flag(self, sheet: LiveSheet, row: int) -> None:
        """Whether inputs differ from those exported, and how many: a number, in words by its format."""
        if not self.layout.inputs.rows:
            return
        same, changed = self.say(words.AS_EXPORTED), self.say(words.CHANGED_SINCE)
        style = self.style("flag", f'"{changed}: "0;;"{same}"', align="left")
        formula = self.renderer.link(self.changed_count, Place(sheet.name, row, 0))
        if sheet.name == self.layout.inputs.name:
            formula = Formula(f"{column_letters(INPUT_VALUE)}{row + 1}", (), 0)
        self.put(sheet, row, formula, [0.0], style, CHANGED)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": self.style("failed")}
        sheet.conditional_format(row, 0, row, 0, rule)

    def put_staleness(self, sheet: LiveSheet, row: int, column: int = 0) -> None:
        """Whether what was calculated by the run that wrote the book still holds, live and in words."""
        still, stale = self.say(words.STILL_HOLDS), self.say(words.STALE)
        if not self.layout.inputs.rows:
            sheet.write_string(row, column, still, self.style("muted"))
            return
        count = self.renderer.link(self.changed_count, Place(sheet.name, row, column)).pattern
        formula = Formula(f'IF({count}=0,"{still}","{stale}")', (), column)
        self.put(sheet, row, formula, [still], self.style("muted"), CHANGED)
        cell = f"{column_letters(column)}{row + 1}"
        rule = {"type": "formula", "criteria": f'={cell}="{stale}"', "format": self.style("failed")}
        sheet.conditional_format(row, column, row, column, rule)

    def _print_setup(self, sheet: LiveSheet, name: str, printed: bool) -> None:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=MARGIN_INCHES, right=MARGIN_INCHES, top=0.55, bottom=0.45)
        # an ampersand starts a code in a header, and is written twice; cut before that, never in between
        case = self.cover.name[: HEADER_LIMIT // 4].replace("&", "&&")
        run = "" if self.cover.run is None else self.say(self.cover.run)
        run = _header_text(run, HEADER_LIMIT - len(case) - len(name) - len("&L&10 &C&10 &R&10 "))
        made = "" if self.cover.date is None else format_date(self.cover.date, self.language)
        # the space ends the code for the font's size: "&10" and "2 Mar" would be size 102. As large as type
        # of the cells, with which LibreOffice makes it smaller whatever the sheet says
        middle = f"&C&10 {run}" if run else ""
        sheet.set_header(f"&L&10 {case}{middle}&R&10 {name}", {"margin": 0.3, "scale_with_doc": False})
        print_set = self.say(words.IN_PRINT_SET if printed else words.FULL_PRINT)
        left, right = f"feasibility {self.cover.version} · {print_set}", self.say(words.PAGE)
        sheet.set_footer(f"&L&10 {left}&C&10 {made}&R&10 {right}", {"margin": 0.3, "scale_with_doc": False})

    # ---- cells --------------------------------------------------------------------------------------------

    def put_line(self, sheet: LiveSheet, line: Line, style: Any) -> None:
        """All periods of a line, where the layout has it."""
        home = self.layout.line(line)
        formula = self.layout.formulas.written(
            line, home, lambda: self.renderer.formula(self.layout.formula(line), home, line.axis)
        )
        values = self.numbers.cells(line)
        # a part may be an amount: it is the line itself that tells
        unit = "NOK" if self.layout.is_part(line) else line.unit
        self.put(sheet, home.row, formula, values, style, line.id, unit, is_home=True)

    def put_reference(self, sheet: LiveSheet, line: Line, row: int, column: int, style: Any) -> None:
        """Cells that repeat a line, from (row, column) on."""
        home = self.layout.line(line)._replace(sheet=sheet.name, row=row, column=column)
        formula = self.renderer.reference(line, home, line.axis)
        self.put(sheet, row, formula, self.numbers.cells(line), style, line.id, line.unit)

    def repeated(self, sheet: LiveSheet, line: Line, row: int, column: int, first: int = 1) -> Formula:
        """The formula of cells from a column on that repeat the periods of a line from `first` on."""
        home = Place(sheet.name, row, column - (first - 1))
        return replace(self.renderer.reference(line, home, line.axis), column=column)

    def put_months(
        self, sheet: LiveSheet, line: Line, count: int, row: int, column: int, style: Any, first: int = 1
    ) -> None:
        """Cells that repeat so many periods of a line, from `first` on."""
        values = self.numbers.cells(line)[first - 1 :][:count]
        self.put(
            sheet, row, self.repeated(sheet, line, row, column, first), values, style, line.id, line.unit
        )

    def put_period(
        self, sheet: LiveSheet, line: Line, period: int, row: int, column: int, style: Any
    ) -> None:
        """One cell that repeats a numbered period of a line."""
        formula = self.renderer.period(line, period, Place(sheet.name, row, column))
        values = [self.numbers.cells(line)[period - 1]]
        self.put(sheet, row, formula, values, style, line.id, line.unit)

    def put_total(self, sheet: LiveSheet, line: Line, total: Expr, row: int, style: Any, id: str) -> None:
        """The cell that sums up a line's row: always by the same expression, `total`."""
        home = Place(sheet.name, row, TOTAL)
        formula = self.layout.formulas.written(line, home, lambda: self.renderer.formula(total, home))
        self.put(sheet, row, formula, [self.numbers.cell(total)], style, id, line.unit)

    def put_expr(
        self, sheet: LiveSheet, expr: Expr, row: int, column: int, style: Any, id: str, unit: str = ""
    ) -> None:
        """One cell with an expression that is no line; `id` and `unit` say what it is."""
        formula = self.renderer.formula(expr, Place(sheet.name, row, column))
        self.put(sheet, row, formula, [self.numbers.cell(expr)], style, id, unit)

    def put(
        self,
        sheet: LiveSheet,
        row: int,
        formula: Formula,
        values: Sequence[Cell],
        style: Any,
        id: str,
        unit: str = "",
        is_home: bool = False,
    ) -> None:
        """A run of formulas with their values, remembered for verification."""
        run = Run(sheet.name, row, formula.column, values, id, formula, unit == "NOK", is_home)
        sheet.put_run(run, style)
        self.runs.append(run)

    def user_text(
        self, sheet: LiveSheet, row: int, column: int, text: str, style: str = "text", **more: Any
    ) -> None:
        """Words from outside, always as text: `=1+1` and `@name` stay what they are, also when edited."""
        sheet.write_string(row, column, text, self.style(style, quote_prefix=True, **more))

    def number_style(self, name: str, line: Line, **more: Any) -> Any:
        """The style of a line's numbers."""
        return self.style(name, self.number_format(line), **more)

    def number_format(self, line: Line) -> str:
        """The number format of a line: by its unit, decimals left out where its numbers are whole.

        Over periods nothing is a dash, and a missing number a short sign; a single figure shows 0 as 0 and
        its reason in full.
        """
        known = self._number_formats.get(line)
        if known is None:
            known = self._number_formats[line] = self._number_format(line)
        return known

    def _number_format(self, line: Line) -> str:
        found = self.numbers.values.of(line)
        if line.axis is Axis.SCALAR:
            whole = not math.isfinite(found) or float(found).is_integer()
            return styles.number_format(line.unit, self.language, whole, zero="")
        values = np.asarray(found, dtype=float)
        finite = values[np.isfinite(values)]
        whole = bool((finite == np.floor(finite)).all())
        if line.axis is Axis.RATE and np.abs(finite).max(initial=0.0) >= _TOO_LONG:
            return SCIENTIFIC  # present values at −50 % a month have thirty digits
        return styles.number_format(line.unit, self.language, whole, null=self.say(words.NO_NUMBER))

    def unit_beside(self, line: Line) -> str:
        """The unit in the column beside a single figure; none where a choice is told in words."""
        told = line.unit == "flag" and isinstance(self.numbers.cell(line), str)
        return "" if told else styles.unit_words(line.unit, self.language)

    @property
    def years_in_use(self) -> int:
        """How many calendar years the months touch; the columns have room for one more at most."""
        calendar = calendar_of(self.built.model)
        if calendar is None:
            return self.layout.length(Axis.YEAR)
        years = np.asarray(self.numbers.values.of(calendar[0]))
        return int(years.max() - years.min()) + 1

    def blank_unused_years(self, sheet: LiveSheet, rows: tuple[int, int], first_column: int) -> None:
        """Nothing is seen in a year's column while no month lies in that year; live, as the start may move.

        Args:
            rows: the first and the last row of the columns of years.
            first_column: of the years.
        """
        months = self.built.model.lines.get(_MONTHS_IN_YEAR)
        if months is None:
            return
        home = self.layout.line(months)
        for spot in range(self.years_in_use, self.layout.length(Axis.YEAR)):
            cell = f"{sheet_prefix(home.sheet)}${column_letters(home.column + spot)}${home.row + 1}"
            unseen = self.style("cell", ";;;", bg_color="#FFFFFF", border=0)
            # a rule may not name a cell of another sheet where every Excel is to follow it
            criteria = f'=INDIRECT("{cell}")=0'
            rule = {"type": "formula", "criteria": criteria, "format": unseen, "stop_if_true": True}
            column = first_column + spot
            sheet.conditional_format(rows[0], column, rows[1], column, rule)

    def fit_years(self, sheet: LiveSheet, titles: int, tall: int = 0) -> None:
        """Print a sheet of years a page wide, or two where they are many: type has to be legible.

        Args:
            titles: the last column that is repeated on each page.
            tall: pages; 0 for as many as it takes.
        """
        pages = math.ceil(self.years_in_use / _YEARS_A_PAGE)
        sheet.fit_to_pages(pages, tall)
        if pages > 1:
            sheet.repeat_columns(0, titles)
            sheet.print_across()  # what belongs to the same rows follows at once

    def is_printed(self, party: PartyId) -> bool:
        """Whether a company's sheets belong to the print set: those of an operator that another comes after
        would make it longer than a meeting reads."""
        last = "next_operator" in {statement.party for statement in self.built.statements}
        return not (last and party == "operator")

    def printed_width(self, lines: Iterable[Line]) -> int:
        """As `width_of`, for sheets that are printed: what the amounts take as they are, and a space."""
        needed = 0
        for line in lines:
            if line.axis is not Axis.SCALAR and line.unit == "NOK":
                values = np.asarray(self.numbers.values.of(line), dtype=float)
                for end in (np.nanmin(values, initial=0.0), np.nanmax(values, initial=0.0)):
                    needed = max(needed, len(f"{end:,.0f}") if math.isfinite(end) else 0)
        return max(_LEAST_PRINTED, needed + 1)

    def width_of(self, lines: Iterable[Line]) -> int:
        """Characters that the largest amount of lines over periods needs, with some room for a larger one."""
        largest = 0.0
        for line in lines:
            if line.axis in (Axis.MONTH, Axis.YEAR) and line.unit == "NOK":
                values = np.asarray(self.numbers.values.of(line), dtype=float)
                finite = np.abs(values[np.isfinite(values)])
                largest = max(largest, float(finite.max()) if finite.size else 0.0)
        digits = len(str(int(largest)))
        return max(10, digits + (digits - 1) // 3 + 3)


def _header_text(text: str, room: int) -> str:
    """A text as a header has it, an ampersand written twice, cut to so many characters."""
    escaped = text.replace("&", "&&")
    if len(escaped) <= room:
        return escaped
    kept, used = "", 1  # the sign that something is left out
    for character in text:
        used += 2 if character == "&" else 1
        if used > room:
            break
        kept += character
    return kept.replace("&", "&&") + "…"


def cell_range(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A range as A1:B2."""
    first = f"{column_letters(first_column)}{first_row + 1}"
    return f"{first}:{column_letters(last_column)}{last_row + 1}"
