"""The sheet that certifies the book: of which case and program it is, what its formulas are, how to try it.

It holds all that is needed to make the same book once more, in plain sight: the case the book was calculated
from (what no number of the book follows from is left out: scenarios, uncertainty, booked figures, comments)
and how it was written. An id stands beside each fact, so that a program finds it whatever the language.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from feasibility.case import Case, case_from_mapping, to_mapping
from feasibility.engine.sheet.cells import Formula, filled, letters_from
from feasibility.language import Label, format_number
from feasibility.workbook import certificate_words as words
from feasibility.workbook.book import Book
from feasibility.workbook.sheet import LiveSheet, Run
from feasibility.workbook.styles import RULE

LABEL, TEXT, ID = range(3)
CASE_LINE: Final = "case"
"""The id beside each line of the case."""
SHEET_FORMULAS: Final = "formulas:"
"""What the id of a sheet's formulas begins with; the sheet's name follows."""
_WIDTHS = (40, 96, 26)
_SHEETS: Final = 48
"""Whose formulas' hashes are kept: those of two books and more."""
_NOT_CARRIED = ("scenarios", "uncertainty", "actual")


def carried(case: Case) -> Case:
    """The case as a workbook carries it: what its own run depends on.

    Scenarios and uncertainty are the plans and doubts of whoever made it, and booked figures stand beside the
    plan; no number of the book follows. The scenario that was asked for stays: the board paper shows it.
    """
    stated = to_mapping(case)
    kept = {name: part for name, part in stated.items() if name not in _NOT_CARRIED}
    asked = case.papers.asked_for
    if asked in case.scenarios:
        kept["scenarios"] = {asked: stated["scenarios"][asked]}  # type: ignore[index]
    return case_from_mapping(kept)


def engine_name() -> str:
    """The independent engine that recalculates every book, with its version."""
    return f"IronCalc {importlib.metadata.version('ironcalc')}"


def formula_hashes(runs: Iterable[Run]) -> dict[str, tuple[int, str]]:
    """Sheet → number of formulas and their hash, as they are written.

    The hash is of one line a formula (`A1=SUM(B1:C1)`), from the top, row by row.
    """
    by_sheet: dict[str, list[Run]] = {}
    for run in runs:
        by_sheet.setdefault(run.sheet, []).append(run)
    return {
        sheet: (sum(len(run.values) for run in members), _hash_of(members))
        for sheet, members in by_sheet.items()
    }


def _hash_of(runs: Iterable[Run]) -> str:
    # cells of two runs never overlap, so runs in order are cells in order
    in_order = sorted(runs, key=lambda run: (run.row, run.column))
    return _hash_of_cells(tuple((run.row, run.column, len(run.values), run.formula) for run in in_order))


@lru_cache(maxsize=_SHEETS)
def _hash_of_cells(cells: tuple[tuple[int, int, int, Formula], ...]) -> str:
    """Of a sheet's formulas, by row, first column and count: after an edit most are unchanged."""
    text = "".join(map(_lines_of, cells))
    return hashlib.sha256(text[:-1].encode("utf-8")).hexdigest()


def _lines_of(cells: tuple[int, int, int, Formula]) -> str:
    """A line for each formula of a run. What is taken out of a formula is never a letter of a column."""
    row, column, count, formula = cells
    places = [letters_from(column, count), *formula.letters(count)]
    return filled(f"%s{row + 1}={plain(formula.pattern)}\n", places, count)


def hash_of_all(hashes: Mapping[str, tuple[int, str]]) -> str:
    """The hash of all formulas of a book."""
    text = "\n".join(f"{name} {count} {found}" for name, (count, found) in sorted(hashes.items()))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(formula: str) -> str:
    """A formula as every spreadsheet program would write it: no spaces, no quotation marks around sheets.

    Text within a formula is left as it is.
    """
    if " " not in formula and "'" not in formula and "\n" not in formula:
        return formula
    parts = formula.split('"')
    for place in range(0, len(parts), 2):
        parts[place] = "".join(parts[place].replace("'", "").split())
    return '"'.join(parts)


def begin_certificate(book: Book) -> LiveSheet:
    """Add the sheet."""
    return book.add_sheet(words.CERTIFICATE, book.say(words.TITLE), words.LEAD, RULE)


def write_certificate(book: Book, sheet: LiveSheet, answers: Sequence[str] = ()) -> None:
    """Fill the sheet; nothing with a formula may be written after it.

    answers: ids of those that have a sheet.
    """
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    cover = book.cover
    hashes = formula_hashes(book.runs)
    cells = sum(count for count, _ in hashes.values())
    facts = [
        ("version", words.VERSION, f"feasibility {cover.version}"),
        ("case_hash", words.CASE_HASH, cover.fingerprint),
        ("formula_hash", words.FORMULA_HASH, hash_of_all(hashes)),
        ("engine", words.ENGINE, cover.engine or engine_name()),
        ("cells", words.CELLS, format_number(cells, 0, book.language)),
        ("run", words.RUN, "" if cover.run is None else book.say(cover.run)),
        ("date", words.DATE, "" if cover.date is None else cover.date.isoformat()),
        ("support", words.SUPPORT, book.say(words.YES if cover.with_support else words.NO)),
        ("placeholders", words.PLACEHOLDERS, str(cover.placeholders)),
        ("answers", words.ANSWERS, ", ".join(answers) or book.say(words.NO_ANSWERS)),
    ]
    row = 3
    for id, label, text in facts:
        row = _row(book, sheet, row, book.say(label), text, id)
    row = _heading(book, sheet, row + 1, words.HOW)
    for step, told in enumerate(words.STEPS, start=1):
        row = _row(book, sheet, row, book.say(words.step(step)), book.say(told), "")
    row = _heading(book, sheet, row + 1, words.BY_SHEET)
    for name, (count, found) in hashes.items():
        told = words.formulas(count, found)
        row = _row(book, sheet, row, name, book.say(told), f"{SHEET_FORMULAS}{name}")
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row - 1, TEXT)
    if cover.case_text:
        row = _heading(book, sheet, row + 1, words.CASE)
        book.user_text(sheet, row, LABEL, book.say(words.CASE_LEAD), "lead")
        row += 1
        for line in cover.case_text.split("\n"):
            book.user_text(sheet, row, TEXT, line, "clip")
            sheet.write_string(row, ID, CASE_LINE, book.style("id"))
            row += 1


def _heading(book: Book, sheet: LiveSheet, row: int, label: Label) -> int:
    sheet.write_string(row, LABEL, book.say(label), book.style("section"))
    sheet.write_blank(row, TEXT, None, book.style("section"))
    return row + 1


def _row(book: Book, sheet: LiveSheet, row: int, label: str, text: str, id: str) -> int:
    book.user_text(sheet, row, LABEL, label, "top_muted")
    book.user_text(sheet, row, TEXT, text, "top")
    if id:
        sheet.write_string(row, ID, id, book.style("id"))
    lines = max(1, math.ceil(len(text) / _WIDTHS[TEXT]))
    sheet.set_row(row, 14 * lines + 2)
    return row + 1
