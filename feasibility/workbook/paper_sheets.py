"""The papers as the book's first sheets, part by part as the PDF has them.

A number that the model has is a reference to its cell; the verdicts stand at the head, live. Sentences,
stress test and comparisons are of the run that wrote the book, and the sheet says whether they still hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from feasibility.answers.answer import Cell, Column, Figure, Table, shown
from feasibility.engine.expr import Null, when
from feasibility.language import Label, Language
from feasibility.papers.paper import Paper, Part
from feasibility.papers.written import lacking
from feasibility.workbook import letters, words
from feasibility.workbook.answers import SHEETS, lines_of, put_picture, run_line
from feasibility.workbook.book import Book
from feasibility.workbook.live import put_live
from feasibility.workbook.papers import PREFIX
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import AMBER, NAVY, RED, number_format, unit_words

GUIDE: Final = Label(
    "Papiret: tallene følger modellen, ordene er fra kjøringen som skrev boken",
    "The paper: its numbers follow the model, its words are of the run that wrote it",
)
LEAD: Final = Label(
    "Tall modellen har, følger med når en forutsetning endres. Setninger, stresstest og sammenligninger gjør "
    "ikke det.",
    "Numbers of the model follow when an input is changed. Sentences, stress test and comparisons do not.",
)
NOW: Final = Label("Vurdering nå", "Verdict now")

_FIRST_WIDTH, _WIDTH, _ABREAST = 42, 11.5, 12
_LINE_POINTS, _ROW_POINTS = 12.75, 13.5
_FLAG_ROW = 3
_KEPT = 9  # decimals of a number that no line has
Span = tuple[int, int]
"""The first and last column that something takes."""


def write_papers(book: Book, papers: Sequence[Paper]) -> None:
    """Write a sheet for each paper."""
    for found in papers:
        _Sheet(book, found).write()


class _Sheet:
    def __init__(self, book: Book, found: Paper) -> None:
        self.book, self.paper = book, found
        name = SHEETS[f"{PREFIX}{found.id}"]
        self.sheet: LiveSheet = book.add_sheet(name, book.say(found.title), None, NAVY, _FLAG_ROW)
        self.row = _FLAG_ROW + 2

    def write(self) -> None:
        """All of it, in the order of the paper."""
        book, sheet = self.book, self.sheet
        sheet.set_default_row(_ROW_POINTS)  # stated, or a program of its own fonts would press pictures flat
        sheet.set_column(0, 0, _FIRST_WIDTH)
        sheet.set_column(1, _ABREAST, _WIDTH)
        sheet.write_string(1, 0, book.say(LEAD), book.style("lead"))
        sheet.write_string(2, 0, run_line(book), book.style("muted"))
        book.put_staleness(sheet, _FLAG_ROW + 1)
        self.verdicts()
        about = Part("about", Label("Om papiret", "About the paper"), facts=self.paper.about)
        for part in (*self.paper.parts, about):
            self.part(part)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, self.row, _ABREAST)

    def verdicts(self) -> None:
        """What is to be thought of each company, live and in words."""
        book, sheet = self.book, self.sheet
        if not book.built.verdicts:
            return
        self.heading(book.say(NOW), 1)
        for verdict in book.built.verdicts:
            level = verdict.level
            colour = when(level > 1, Null(words.RED), when(level > 0, Null(words.AMBER), Null(words.GREEN)))
            book.user_text(sheet, self.row, 0, book.say(verdict.label), "row_label")
            book.put_expr(sheet, colour, self.row, 1, book.style("status"), f"{level.id} (words)")
            for word, style in ((words.RED, "failed"), (words.AMBER, "advice")):
                test = f'=$B{self.row + 1}="{book.say(word)}"'
                rule = {"type": "formula", "criteria": test, "format": book.style(style)}
                sheet.conditional_format(self.row, 1, self.row, 1, rule)
            self.row += 1

    def part(self, part: Part) -> None:
        """A part under its heading."""
        book = self.book
        missing = lacking(part)
        if not (part.sentences or part.facts or part.tables or part.pictures or missing):
            return
        self.heading(book.say(part.title), _ABREAST)
        for sentence in part.sentences:
            more = {"font_color": RED} if sentence.tone == "bad" else {}
            self.text(book.say(sentence.text), "clip", **more)
        if missing is not None:
            self.text(book.say(missing), "clip", font_color=AMBER)
        columns = (Column("what", part.title), Column("value", part.title))
        for fact in part.facts:
            self.cells((fact.label, fact.value), columns, _OF_FACTS)
        self.row += bool(part.facts and part.tables)
        for table in part.tables:
            for chunk in _chunks(table):
                self.table(chunk, book.say(part.title))
        for picture in part.pictures:
            self.row = put_picture(book, self.sheet, picture, self.row + 1)

    def heading(self, text: str, last: int) -> None:
        """A heading over the width of what follows, a row above it free."""
        self.row += 1
        for column in range(last + 1):
            self.sheet.write_blank(self.row, column, None, self.book.style("section"))
        self.book.user_text(self.sheet, self.row, 0, text, "section")
        self.row += 1

    def text(self, text: str, style: str, **more: Any) -> None:
        """A sentence, over as many rows as it takes."""
        for line in lines_of(text):
            self.book.user_text(self.sheet, self.row, 0, line, style, **more)
            self.row += 1

    def table(self, table: Table, under: str) -> None:
        """A table with its name, where that is another than the part's."""
        book = self.book
        name = "" if book.say(table.title) == under else book.say(table.title)
        is_money = len(table.columns) > _FEW and {column.unit for column in table.columns[1:]} == {"NOK"}
        of_all = {"NOK"} if is_money else _own_units(table)
        if len(of_all) == 1:
            name = f"{name} ({unit_words(of_all.pop(), book.language)})".strip()
        if name:
            book.user_text(self.sheet, self.row, 0, name, "table")
            self.row += 1
        spans, lines = _spans(table), 1
        for span, column in zip(spans, table.columns, strict=True):
            said = book.say(column.label)
            if column.unit and column.unit not in ("count", "flag", "month") and not is_money:
                said = f"{said} ({unit_words(column.unit, book.language)})"
            is_left = span[0] == 0 or span[1] > span[0]
            self.words(span, said, "header_left" if is_left else "header", text_wrap=True)
            lines = max(lines, _lines(said, span, True))
        self.sheet.set_row(self.row, _LINE_POINTS * lines + 2)
        self.row += 1
        for row in table.rows:
            self.cells(row.cells, table.columns, spans, row.tone)
        if table.note is not None:
            self.text(book.say(table.note), "lead")
        self.row += 1

    def cells(
        self, cells: Sequence[Cell], columns: Sequence[Column], spans: Sequence[Span], tone: str = "plain"
    ) -> None:
        """A row: numbers in a column each, words over as many as there is room for."""
        more: dict[str, Any] = {"font_color": RED} if tone == "bad" else {}
        if tone == "title":
            more = {"bold": True}
        lines = 1
        for span, cell, column in zip(spans, cells, columns, strict=True):
            lines = max(lines, self.cell(span, cell, column, more))
        if lines > 1:
            self.sheet.set_row(self.row, _LINE_POINTS * lines + 2)
        self.row += 1

    def cell(self, span: Span, cell: Cell, column: Column, more: dict[str, Any]) -> int:
        """One cell; gives back how many lines of text it takes."""
        book, sheet, row, first = self.book, self.sheet, self.row, span[0]
        if isinstance(cell, Figure):
            is_reason = cell.value is None and (cell.place is None or cell.place.period is None)
            runs_on = is_reason and span[1] > first  # a reason, with nothing beside it
            if put_live(
                book, sheet, row, first, cell, column, _FLAG_ROW,
                **{"align": "left" if runs_on else "right", "text_wrap": is_reason and not runs_on, **more},
            ):  # fmt: skip
                self.unit(span, cell, column)
                return _lines(shown(cell, column, book.language), span) if is_reason else 1
            if cell.value is not None and cell.shown is None and cell.mark is None:
                value = round(float(cell.value), _KEPT) + 0.0  # never a minus before nothing
                decimals = column.decimals if cell.decimals is None else cell.decimals
                unit = cell.unit or column.unit or "count"
                format = number_format(unit, book.language, value.is_integer(), zero="", decimals=decimals)
                sheet.put_number(row, first, value, book.style("row", format, align="right", **more))
                self.unit(span, cell, column)
                return 1
        text = shown(cell, column, book.language)
        if first:
            # a word where the others have numbers stands as they do; with a unit's room beside, it runs on
            is_number = span[1] == first
            side: dict[str, Any] = {"align": "right"} if is_number else {"align": "left", "indent": 1}
            more = {**more, "text_wrap": True, **side}
        self.words(span, text, "row" if first else "row_label", **more)
        return _lines(text, span)

    def unit(self, span: Span, cell: Figure, column: Column) -> None:
        """The unit of a number that has its own, beside it where there is room."""
        said = _unit(cell, column, self.book.language)
        if said and span[1] > span[0]:
            self.sheet.write_string(self.row, span[0] + 1, said, self.book.style("unit", shrink=False))

    def words(self, span: Span, text: str, style: str, **more: Any) -> None:
        """Words over some columns of the row."""
        first, last = span
        look = self.book.style(style, quote_prefix=True, **more)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", look)
        self.sheet.write_string(self.row, first, text, look)


def _chunks(table: Table) -> Iterator[Table]:
    """The table, in pieces with their labels repeated where it has more columns than the sheet is wide."""
    count = len(table.columns) - 1
    pieces = math.ceil(count / _ABREAST)
    if pieces <= 1:
        yield table
        return
    each = math.ceil(count / pieces)
    for start in range(1, count + 1, each):
        kept = [0, *range(start, min(start + each, count + 1))]
        rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
        is_last = start + each > count
        yield replace(
            table,
            columns=tuple(table.columns[place] for place in kept),
            rows=rows,
            note=table.note if is_last else None,
        )


def _spans(table: Table) -> list[Span]:
    """The sheet's columns that each column of the table takes: words share what numbers leave."""
    places = range(1, len(table.columns))
    wordy = [_is_words(table, place) for place in places]
    own = [1 + _UNIT_SPAN * _has_units(table, place) for place in places]
    if sum(own) > _ABREAST or len(_own_units(table)) == 1:  # what all have is told above
        own = [1] * len(own)
    room = _ABREAST - sum(width for width, words_here in zip(own, wordy, strict=True) if not words_here)
    each = min(_MOST_SPAN, room // sum(wordy)) if any(wordy) else 1
    spans, at = [(0, 0)], 1
    for width, words_here in zip(own, wordy, strict=True):
        taken = max(1, each) if words_here else width
        spans.append((at, at + taken - 1))
        at += taken
    return spans


def _has_units(table: Table, place: int) -> bool:
    """Whether the numbers of a column have units of their own, which the column's head cannot say."""
    cells, column = [row.cells[place] for row in table.rows], table.columns[place]
    return any(isinstance(cell, Figure) and bool(_unit(cell, column, "en")) for cell in cells)


def _own_units(table: Table) -> set[str]:
    """The units that numbers of a table have of their own."""
    return {
        cell.unit
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if isinstance(cell, Figure) and _unit(cell, column, "en")
    }


def _unit(cell: Figure, column: Column, language: Language) -> str:
    """The words of a number's own unit, "m²" or "NOK per month"; of a share what it is per. Empty where the
    column's head says it, or another column of the row, and where the number itself does."""
    head, _, per = cell.unit.partition("/")
    if column.unit or column.is_brief or cell.shown is not None or cell.value is None:
        return ""
    if head in _SAID or (head == "share" and not per):
        return ""
    words_of = unit_words(cell.unit, language)
    return words_of.partition(" ")[2] if head == "share" else words_of


def _is_words(table: Table, place: int) -> bool:
    """Whether a column has more words in some row than a number's column has room for."""
    cells = [row.cells[place] for row in table.rows]
    if any(isinstance(cell, Figure) for cell in cells):
        return False
    told = [cell.nb if isinstance(cell, Label) else cell for cell in cells if isinstance(cell, Label | str)]
    return any(len(each) > _SHORT for each in told)


def _lines(text: str, span: Span, bold: bool = False) -> int:
    """Lines that a text takes over the columns."""
    first, last = span
    width = _FIRST_WIDTH if first == 0 else _WIDTH * (last - first + 1)
    return letters.lines_of(text, width, bold, last - first + 1)


_FEW: Final = 3
_UNIT_SPAN: Final = 2
"""How many columns a unit of its own may take beside a number."""
_SAID: Final = ("", "count", "flag", "ratio", "points", "month", "lease_month", "calendar_year", "date")
"""Units that are no words, or that a number shows itself."""
_SHORT: Final = 14
_MOST_SPAN: Final = 6
_OF_FACTS: Final[tuple[Span, Span]] = ((0, 0), (1, _MOST_SPAN))
