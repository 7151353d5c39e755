"""A map of the calculation: each block with the inputs it reads, the blocks around it, and where it is shown.

It follows from the model alone: what a line reads is known, so what reads it is too. Links lead to the block,
to the first of its inputs, and to the first place its results are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from feasibility.engine.expr import Input, Line
from feasibility.engine.model import Block
from feasibility.language import Label
from feasibility.workbook import words
from feasibility.workbook.book import Book
from feasibility.workbook.inputs import input_label
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.statements import sheet_name
from feasibility.workbook.styles import TEAL

NAME: Final = Label("Modellkart", "Model map")
GUIDE: Final = Label(
    "Hver blokk i beregningen, med forutsetninger og resultater",
    "Each block of the calculation, with its inputs and results",
)
_LEAD: Final = Label(
    "Blått og understreket er lenker. Blokkene foldes med tallene 1–3 i margen på arket; slå først av "
    "arkbeskyttelsen (uten passord).",
    "Blue and underlined are links. Blocks fold with the numbers 1–3 in the sheet's margin; switch off the "
    "sheet's protection first (no password).",
)
_HEADS: Final = (
    (Label("Blokk", "Block"), 32), (Label("Ark", "Sheet"), 14), (words.LAW, 12), (Label("Rader", "Rows"), 8),
    (Label("Hjelperader", "Helper rows"), 11), (Label("Forutsetninger", "Inputs"), 46),
    (Label("Bygger på", "Builds on"), 34), (Label("Brukes av", "Used by"), 34),
    (Label("Vises i", "Shown in"), 44),
)  # fmt: skip
_BLOCK, _SHEET, _LAW, _ROWS, _HELPERS, _INPUTS, _FROM, _TO, _SHOWN = range(len(_HEADS))
_NAMED: Final = 8
_LINE_HEIGHT: Final = 13
_TALLEST: Final = 400  # points; Excel takes 409


@dataclass
class _Mapped:
    """A block on one sheet."""

    block: Block
    sheet: str
    row: int
    lines: list[Line] = field(default_factory=list)
    helpers: int = 0


def write_map(book: Book) -> None:
    """Write the sheet; it has no number, and no formula but the flag."""
    sheet = book.add_sheet(NAME, book.say(NAME), _LEAD, TEAL)
    for column, (word, width) in enumerate(_HEADS):
        style = "header" if column in (_ROWS, _HELPERS) else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 1)
    writer, row = _Map(book, sheet), FIRST_ROW
    for row, mapped in enumerate(_blocks(book), FIRST_ROW):
        writer.block(mapped, row)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, row, len(_HEADS) - 1)


def _blocks(book: Book) -> list[_Mapped]:
    found: list[_Mapped] = []
    for plan in book.layout.axes:
        for row, item in plan.rows.items():
            if isinstance(item, Block):
                found.append(_Mapped(item, plan.name, row))
            elif isinstance(item, Input) or book.layout.is_part(item):
                found[-1].helpers += 1
            else:
                found[-1].lines.append(item)
    return found


class _Map:
    """What reads what, found once."""

    def __init__(self, book: Book, sheet: LiveSheet) -> None:
        self.book, self.sheet = book, sheet
        self.reads = book.built.program.reads
        self.readers: dict[Line, list[Line]] = {}
        for line, reads in self.reads.items():
            for read in reads.lines:
                self.readers.setdefault(read, []).append(line)
        self.shown: dict[Line, tuple[str, str]] = {}
        """Where a line is shown: the name of the list it stands in, and the place that is linked to."""
        for measure in book.built.measures:
            self._show(measure.line, measure.line.label, words.MEASURES)
        for statement in book.built.statements:
            place = f"'{book.say(sheet_name(statement.party))}'!A1"
            for item in statement.rows:
                for each in (item.year, item.month):
                    if each is not None:
                        self.shown.setdefault(each, (book.say(statement.label), place))
        for check in book.built.checks:
            self._show(check.difference, check.label, words.CHECKS)
        inputs = book.layout.inputs.rows
        self.input_rows = {item.id: (row, item) for row, item in inputs.items() if isinstance(item, Input)}

    def _show(self, line: Line, label: Label, sheet: Label) -> None:
        home = self.book.layout.line(line)
        row = home.row + 1 if home.sheet == self.book.say(sheet) else 1
        self.shown.setdefault(line, (self.book.say(label), f"'{self.book.say(sheet)}'!A{row}"))

    def block(self, of: _Mapped, row: int) -> None:
        """One block on one row."""
        book, sheet = self.book, self.sheet
        title = book.say(of.block.label)
        self.link(row, _BLOCK, f"'{of.sheet}'!A{of.row + 1}", title)
        self.text(row, _SHEET, of.sheet)
        sections = dict.fromkeys(basis for line in of.lines for basis in line.basis if basis.startswith("§"))
        law = ", ".join(sections)
        self.text(row, _LAW, law)
        for column, count in ((_ROWS, len(of.lines)), (_HELPERS, of.helpers)):
            sheet.put_number(row, column, count, book.style("top", "0;-0;–", align="right"))
        read = dict.fromkeys(
            id for line in of.lines for id in self.reads[line].inputs if id in self.input_rows
        )
        inputs = sorted((self.input_rows[id] for id in read), key=lambda found: found[0])
        names = self.few([input_label(book, item, False) for _, item in inputs])
        if inputs:
            self.link(row, _INPUTS, f"'{book.layout.inputs.name}'!C{inputs[0][0] + 1}", names)
        sources = self.others(of, (each for line in of.lines for each in self.reads[line].lines))
        users = self.others(of, (each for line in of.lines for each in self.readers.get(line, ())))
        around = "; ".join(sources), "; ".join(users)
        for column, text in zip((_FROM, _TO), around, strict=True):
            self.text(row, column, text)
        places = self.results(of)
        if places:
            shown = self.few(list(dict.fromkeys(name for name, _ in places)))
            self.link(row, _SHOWN, places[0][1], shown)
        else:
            shown = ""
        texts = ((law, _LAW), (names, _INPUTS), (around[0], _FROM), (around[1], _TO), (shown, _SHOWN))
        lines = max(math.ceil(len(text) / _HEADS[column][1]) for text, column in texts)
        sheet.set_row(row, min(_LINE_HEIGHT * max(1, lines) + 3, _TALLEST))

    def results(self, of: _Mapped) -> list[tuple[str, str]]:
        """Where the block's own lines are shown, or else what its lines lead to in one step."""
        own = [self.shown[line] for line in of.lines if line in self.shown]
        if own:
            return own
        after = (each for line in of.lines for each in self.readers.get(line, ()))
        return [self.shown[line] for line in dict.fromkeys(after) if line in self.shown]

    def others(self, of: _Mapped, lines: Iterable[Line]) -> list[str]:
        """The names of the blocks of some lines, its own apart, in the model's order."""
        blocks = self.book.built.model.blocks
        ids = {line.block for line in lines} - {of.block.id}
        return [self.book.say(block.label) for id, block in blocks.items() if id in ids]

    def few(self, names: Sequence[str]) -> str:
        """The first names, and how many there are beyond them."""
        names = list(dict.fromkeys(names))
        rest = len(names) - _NAMED
        more = self.book.say(Label(f" og {rest} til", f" and {rest} more")) if rest > 0 else ""
        return "; ".join(names[:_NAMED]) + more

    def text(self, row: int, column: int, text: str) -> None:
        """Words, those of the case among them."""
        self.book.user_text(self.sheet, row, column, text, "top")

    def link(self, row: int, column: int, place: str, text: str) -> None:
        """Words that lead somewhere in the book."""
        style = self.book.style("link", quote_prefix=True, text_wrap=True)
        self.sheet.write_url(row, column, f"internal:{place}", style, text)
        self.sheet.write_string(row, column, text, style)
