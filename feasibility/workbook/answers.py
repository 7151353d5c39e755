"""Sheets with an answer that took many runs: numbers as they were found, which no formula follows.

They are marked as such at their head, with version, case, run and date: whoever changes an input in the book
must know that these do not move.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any

from feasibility.answers.answer import Answer, Cell, Column, Figure, Table, shown
from feasibility.language import Label, format_date
from feasibility.pictures.look import Picture
from feasibility.pictures.render import png
from feasibility.workbook.book import Book
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import RED, RULE, number_format, unit_words

COMPUTED = Label(
    "Beregnet resultat: tallene her står fast, og følger ikke med når et tall i arbeidsboken endres.",
    "Computed result: the numbers here are fixed, and do not follow when a number in the book is changed.",
)
SHEETS: dict[str, Label] = {
    "solve": Label("Målsøking", "Solved"),
    "compare": Label("Sammenligning", "Comparison"),
    "negotiate": Label("Forhandling", "Negotiation"),
    "stress": Label("Stresstest", "Stress"),
    "capacity": Label("Lånekapasitet", "Debt capacity"),
    "sensitivity": Label("Følsomhet", "Sensitivity"),
    "simulate": Label("Simulering", "Simulation"),
    "actual": Label("Budsjett mot regnskap", "Budget against actual"),
    "audit": Label("Risting", "Audit"),
    "paper_board": Label("Styresak", "Board paper"),
    "paper_bank": Label("Kredittnotat", "Credit paper"),
    "paper_municipality": Label("Notat til kommunen", "Municipality paper"),
}
"""The name of each answer's sheet, by the answer's id; of the papers' too (see `paper_sheets`)."""

_FIRST_WIDTH, _WIDTH, _MOST_WIDTH = 44, 16, 34
_LINE_CHARACTERS, _LINE_POINTS = 130, 14
_PICTURE_SCALE = 2.0  # pixels of the picture for each pixel on the sheet
_MOST_PIXELS = 900  # of a picture's width on the sheet
_ROW_POINTS = 15.75
_PIXELS_A_ROW = 21
_FLAG_ROW = 3
_KEPT = 9  # decimals of a number that was searched for
_PICTURE_INCH, _SHEET_INCH = 72, 96  # pixels, as the file says and as XlsxWriter counts
_PNG_SIZE = slice(16, 24)


def write_answers(book: Book, answers: Sequence[Answer], left_blank: Sequence[str] = ()) -> None:
    """Write a sheet for each answer; left_blank: ids of those whose sheet has a name and no contents."""
    for found in answers:
        _write(book, found)
    for id in left_blank:
        sheet = book.add_sheet(SHEETS[id], "", None, RULE, _FLAG_ROW)
        book.put_staleness(sheet, _FLAG_ROW + 1)


def _write(book: Book, found: Answer) -> None:
    sheet = book.add_sheet(SHEETS[found.id], book.say(found.title), None, RULE, _FLAG_ROW)
    sheet.set_default_row(_ROW_POINTS)  # stated, or a program of its own fonts would press pictures flat
    sheet.set_column(0, 0, _FIRST_WIDTH)
    most = max((len(table.columns) for table in found.tables), default=1)
    sheet.set_column(1, max(1, most - 1), _column_width(book, found))
    sheet.write_string(1, 0, book.say(COMPUTED), book.style("lead"))
    sheet.write_string(2, 0, run_line(book), book.style("muted"))
    book.put_staleness(sheet, _FLAG_ROW + 1)
    row = _sentences(book, sheet, found, _FLAG_ROW + 2)
    for picture in found.pictures:
        row = put_picture(book, sheet, picture, row + 1)
    for table in found.tables:
        row = _table(book, sheet, table, row + 1)
    for said in found.texts:
        sheet.write_string(row + 1, 0, book.say(said.title), book.style("section"))
        row = _words(book, sheet, said.paragraphs, row + 2, "clip")
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row, max(most - 1, 5))


def _sentences(book: Book, sheet: LiveSheet, found: Answer, row: int) -> int:
    for sentence in found.sentences:
        row = _words(book, sheet, [sentence.text], row, "failed" if sentence.tone == "bad" else "clip")
    return row


def _words(book: Book, sheet: LiveSheet, texts: Sequence[Label], row: int, style: str) -> int:
    for text in texts:
        for line in lines_of(book.say(text)):
            book.user_text(sheet, row, 0, line, style)
            row += 1
    return row


def put_picture(book: Book, sheet: LiveSheet, picture: Picture, row: int) -> int:
    """A picture from `row` on; gives back the row after it."""
    drawn = png(picture, book.language, scale=_PICTURE_SCALE)
    width, height = struct.unpack(">II", drawn[_PNG_SIZE])
    scale = min(1.0, _MOST_PIXELS * _PICTURE_SCALE / width) / _PICTURE_SCALE
    sheet.insert_image(
        row,
        0,
        f"{picture.id}.png",
        {
            "image_data": io.BytesIO(drawn),
            "x_scale": scale * _PICTURE_INCH / _SHEET_INCH,
            "y_scale": scale * _PICTURE_INCH / _SHEET_INCH,
            "description": book.say(picture.about),
            "object_position": 3,
        },
    )
    return row + int(height * scale // _PIXELS_A_ROW) + 2


def run_line(book: Book) -> str:
    """Version, case, run and date, on one line."""
    cover = book.cover
    parts = [f"feasibility {cover.version}", f"{book.say(_CASE)} {cover.fingerprint}"]
    if cover.run is not None:
        parts.append(book.say(cover.run))
    if cover.date is not None:
        parts.append(format_date(cover.date, book.language))
    return " · ".join(parts)


def _table(book: Book, sheet: LiveSheet, table: Table, row: int) -> int:
    sheet.write_string(row, 0, book.say(table.title), book.style("section"))
    row += 1
    for place, column in enumerate(table.columns):
        name = book.say(column.label)
        if column.unit and column.unit not in ("count", "flag", "month", "lease_month"):
            name = f"{name} ({unit_words(column.unit, book.language)})"
        style = book.style("header" if place else "header_left", text_wrap=True)
        sheet.write_string(row, place, name, style)
    sheet.set_row(row, 2 * _LINE_POINTS + 4)
    for each in table.rows:
        row += 1
        for place, (cell, column) in enumerate(zip(each.cells, table.columns, strict=True)):
            _cell(book, sheet, row, place, cell, column, bad=each.tone == "bad")
    row += 1
    if table.note is not None:
        for line in lines_of(book.say(table.note)):
            sheet.write_string(row, 0, line, book.style("lead"))
            row += 1
    return row


def _cell(book: Book, sheet: LiveSheet, row: int, place: int, cell: Cell, column: Column, bad: bool) -> None:
    more: dict[str, Any] = {"font_color": RED} if bad else {}
    name = "row" if place else "row_label"
    unit = (cell.unit or column.unit or "count") if isinstance(cell, Figure) else ""
    is_number = isinstance(cell, Figure) and cell.value is not None and cell.shown is None
    if isinstance(cell, Figure) and is_number and cell.value is not None and cell.mark is None:
        value = round(float(cell.value), _KEPT) + 0.0  # never a minus before nothing
        decimals = column.decimals if cell.decimals is None else cell.decimals
        format = number_format(unit, book.language, value.is_integer(), zero="", decimals=decimals)
        sheet.put_number(row, place, value, book.style(name, format, align="right", **more))
        return
    text = shown(cell, column, book.language)
    if place:
        more = more | {"align": "right", "text_wrap": True}
    book.user_text(sheet, row, place, text, name, **more)


def _column_width(book: Book, found: Answer) -> int:
    """Wide enough for most of what stands in the columns after the first."""
    texts = [
        len(shown(cell, column, book.language))
        for table in found.tables
        for row in table.rows
        for cell, column in zip(row.cells[1:], table.columns[1:], strict=True)
    ]
    return min(_MOST_WIDTH, max([_WIDTH, *texts])) if texts else _WIDTH


def lines_of(text: str) -> list[str]:
    """A text over lines that a printed page has room for."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE_CHARACTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


_CASE = Label("sak", "case")
