"""Writing the workbook: to a temporary name, verified, then moved to its own."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from xlsxwriter import Workbook

from feasibility.analysis.stress import StressGrid, stress
from feasibility.engine.calendar import date_of
from feasibility.engine.compute.program import Values
from feasibility.files import replacing
from feasibility.language import DEFAULT_LANGUAGE, Language
from feasibility.model.base.result import BuiltCase, Caution, Result
from feasibility.version import __version__
from feasibility.workbook.about import write_about
from feasibility.workbook.axes import write_axis
from feasibility.workbook.bank import write_bank
from feasibility.workbook.book import Book, Cover
from feasibility.workbook.checks import write_checks
from feasibility.workbook.cover import cover_of
from feasibility.workbook.inputs import sections_of, write_inputs
from feasibility.workbook.layout import lay_out
from feasibility.workbook.measures import write_measures
from feasibility.workbook.numbers import Numbers
from feasibility.workbook.statements import write_statements
from feasibility.workbook.summary import write_summary
from feasibility.workbook.verify import verify

_NO_DATE = datetime.date(2000, 1, 1)  # stands in the file's properties where no date is given
_WRITTEN, _VERIFIED = 0.6, 1.0  # shares of the work


def write_workbook(
    result: Result,
    path: str | os.PathLike[str],
    *,
    language: Language = DEFAULT_LANGUAGE,
    date: datetime.date | None = None,
    progress: Callable[[float], None] | None = None,
    version: str | None = None,
) -> Path:
    """Write a case's workbook (arbeidsbok) with live formulas, and verify every one of them.

    Args:
        result: the evaluated case.
        path: where to write it; an earlier file is replaced, but only by a verified one.
        language: of every word in the book.
        date: the date shown in it; none is shown where it is left out. The clock is never read.
        progress: told the share of the work done, from 0 to 1.
        version: of the program, as shown; this one's unless given.

    Returns:
        The path written.

    Raises:
        WorkbookMismatch: a recalculated cell differs from Python's number; no file is left.
        OSError: the folder does not exist or cannot be written to.
    """
    cover = cover_of(result.case, date, __version__ if version is None else version)
    grid = stress(result) if result.built.bank else None
    return write_book(result.built, result.values, result.warnings, cover, path, language, progress, grid)


def write_book(
    built: BuiltCase,
    values: Values,
    warnings: Sequence[Caution],
    cover: Cover,
    path: str | os.PathLike[str],
    language: Language = DEFAULT_LANGUAGE,
    progress: Callable[[float], None] | None = None,
    grid: StressGrid | None = None,
) -> Path:
    """As `write_workbook`, for any model of the engine and what is to be said about it."""
    tell = progress or (lambda share: None)
    final = Path(path)
    tell(0.0)
    with replacing(final) as temporary:
        book = _write(built, values, warnings, cover, temporary, language, grid)
        tell(_WRITTEN)
        verify(temporary, book.runs, month_names(built, values), language)
    tell(_VERIFIED)
    return final


def month_names(built: BuiltCase, values: Values) -> list[str]:
    """The months as YYYY-MM; empty for a model without dates."""
    dates = built.model.lines.get("calendar.date")
    return [] if dates is None else [date_of(day).isoformat()[:7] for day in values.of(dates)]


def _write(
    built: BuiltCase,
    values: Values,
    warnings: Sequence[Caution],
    cover: Cover,
    path: Path,
    language: Language,
    grid: StressGrid | None,
) -> Book:
    layout = lay_out(built, sections_of(built, cover), language)
    numbers = Numbers(built.program, values, language)
    workbook = Workbook(str(path), {"in_memory": True})
    made = datetime.datetime.combine(cover.date or _NO_DATE, datetime.time())
    workbook.set_properties(
        {"title": cover.name, "created": made, "comments": f"feasibility {cover.version}"}
    )
    book = Book(workbook, built, warnings, layout, numbers, cover, language, grid)
    write_summary(book)
    write_inputs(book)
    write_statements(book)
    write_bank(book)
    write_measures(book)
    for axis in layout.axes:
        write_axis(book, axis)
    write_checks(book)
    write_about(book)
    workbook.close()
    return book
