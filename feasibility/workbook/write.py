"""Writing the workbook: to a temporary name, verified, then moved to its own."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from xlsxwriter.exceptions import XlsxFileError

from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.analysis.stress import StressGrid, stress
from feasibility.answers.answer import Answer
from feasibility.engine.calendar import date_of
from feasibility.engine.compute.program import Values
from feasibility.files import replacing
from feasibility.language import DEFAULT_LANGUAGE, Label, Language
from feasibility.model.base.result import BuiltCase, Caution, Result
from feasibility.papers.paper import Paper, PaperId
from feasibility.report.answered import no_longer
from feasibility.seal import CONTENTS, RUN, UNSEALED, State, seal, state
from feasibility.version import __version__
from feasibility.workbook.about import begin_about, write_about
from feasibility.workbook.answers import SHEETS, write_answers
from feasibility.workbook.axes import write_axis
from feasibility.workbook.bank import write_bank
from feasibility.workbook.book import Book, Cover
from feasibility.workbook.certificate import begin_certificate, write_certificate
from feasibility.workbook.checks import write_checks
from feasibility.workbook.contents import begin_contents, write_contents
from feasibility.workbook.cover import cover_of, run_of
from feasibility.workbook.inputs import sections_of, write_inputs
from feasibility.workbook.layout import lay_out
from feasibility.workbook.liquidity import write_liquidity
from feasibility.workbook.measures import write_measures
from feasibility.workbook.model_map import write_map
from feasibility.workbook.numbers import Numbers
from feasibility.workbook.packed import PackedWorkbook
from feasibility.workbook.paper_sheets import write_papers
from feasibility.workbook.papers import PREFIX, papers_of_book, readers_of
from feasibility.workbook.register import write_register
from feasibility.workbook.statements import named_by_party, write_statements
from feasibility.workbook.styles import FONT
from feasibility.workbook.summary import write_summary
from feasibility.workbook.uncollected import uncollected
from feasibility.workbook.verify import verify

_PROPERTY_LIMIT = 255  # characters of a property that Excel accepts
_WRITTEN, _VERIFIED = 0.6, 1.0  # shares of the work


@uncollected()
def write_workbook(
    result: Result,
    path: str | os.PathLike[str],
    *,
    language: Language = DEFAULT_LANGUAGE,
    date: datetime.date | None = None,
    scenario: str = "",
    changes: Mapping[str, object] | None = None,
    progress: Callable[[float], None] | None = None,
    version: str | None = None,
    force: bool = False,
    answers: Sequence[Answer] = (),
    papers: Sequence[PaperId] = (),
) -> Path:
    """Write a case's workbook (arbeidsbok) with live formulas, and verify every one of them.

    Args:
        result: the evaluated case.
        path: where to write it; an earlier workbook is replaced, but only by a verified one, and only where
            it is one of ours that nobody has edited.
        language: of every word in the book.
        scenario: what the scenario that was run is called, where one was.
        changes: what was changed in the case before it was run: value by path.
        date: the date shown in it; none is shown where it is left out. The clock is never read.
        progress: told the share of the work done, from 0 to 1.
        version: of the program, as shown; this one's unless given.
        force: replace whatever stands there.
        answers: each gets a sheet of its own, marked as computed; the register is in every book as it is.
        papers: whose papers stand first in it; those among the answers do so too.

    Returns:
        The path written.

    Raises:
        WorkbookMismatch: a recalculated cell differs from Python's number; no file is left.
        NotReplaced: a file that is not ours, or that has been edited, stands there; it is untouched.
        OSError: the folder does not exist or cannot be written to.
    """
    final = Path(path)
    if not force:
        _require_replaceable(final)
    run = run_of(result.case, is_supported(result), scenario, changes or {})
    cover = cover_of_run(result, date, __version__ if version is None else version, run)
    grid = stress(result) if result.built.bank else None
    readers = {*papers, *readers_of([found.id for found in answers])}
    return write_book(
        result.built,
        result.values,
        result.warnings,
        cover,
        path,
        language,
        progress,
        grid,
        result.mark,
        force,
        [found for found in answers if found.id in SHEETS and not found.id.startswith(PREFIX)],
        papers_of_book(result, [*readers], is_supported(result)),
    )


def is_supported(result: Result) -> bool:
    """Whether the run has the case's support."""
    return result.values.inputs.get("with_support") != 0


def cover_of_run(result: Result, date: datetime.date | None, version: str, run: Label) -> Cover:
    """What the book of a run says beside its numbers. run: which run it is, in words."""
    cover = cover_of(result.case, date, version, run, is_supported(result))
    live = {check.difference.id for check in result.built.checks}
    failed = sum(failed.id not in live for failed in result.failed_checks)
    fails = operator_fails(result)
    told_of = None if fails is None else told(result, fails)
    left = tuple(map(no_longer, result.answers_left))
    return dataclasses.replace(cover, result_failed=failed, operator_fails=told_of, answers_left=left)


@uncollected()
def write_book(
    built: BuiltCase,
    values: Values,
    warnings: Sequence[Caution],
    cover: Cover,
    path: str | os.PathLike[str],
    language: Language = DEFAULT_LANGUAGE,
    progress: Callable[[float], None] | None = None,
    grid: StressGrid | None = None,
    mark: str = "",
    force: bool = True,
    answers: Sequence[Answer] = (),
    papers: Sequence[Paper] = (),
) -> Path:
    """As `write_workbook`, for any model of the engine and what is to be said about it.

    Args:
        mark: of the run, the same in every file that is written of it.
    """
    tell = progress or (lambda share: None)
    final = Path(path)
    tell(0.0)
    with replacing(final, os.replace if force else _move_over_ours) as temporary:
        try:
            book = put_book(built, values, warnings, cover, temporary, language, grid, mark, answers, papers)
        except XlsxFileError as error:  # a full disk, told by XlsxWriter in its own way
            raise OSError(f"{final} cannot be written: {error}") from error
        seal(temporary)
        tell(_WRITTEN)
        verify(temporary, book.runs, month_names(built, values), language)
    tell(_VERIFIED)
    return final


class NotReplaced(FileExistsError):
    """A file stands where a workbook was to be written, and is not ours to replace; `state` says why."""

    def __init__(self, path: Path, found: State) -> None:
        super().__init__(f"{path} is {found} and is not replaced")
        self.state = found


def _require_replaceable(path: Path) -> None:
    found = state(path)
    if found in ("edited", "foreign"):
        raise NotReplaced(path, found)


def _move_over_ours(temporary: Path, path: Path) -> None:
    _require_replaceable(path)  # somebody may have saved it while we were calculating
    os.replace(temporary, path)


def month_names(built: BuiltCase, values: Values) -> list[str]:
    """The months as YYYY-MM; empty for a model without dates."""
    dates = built.model.lines.get("calendar.date")
    return [] if dates is None else [date_of(day).isoformat()[:7] for day in values.of(dates)]


def _made(built: BuiltCase, values: Values, cover: Cover) -> datetime.datetime:
    """When the file says it was made: the date given, else the case's own first month. No clock is read."""
    dates = built.model.lines.get("calendar.date")
    first = datetime.date(1900, 1, 1) if dates is None else date_of(values.of(dates)[0])
    return datetime.datetime.combine(cover.date or first, datetime.time())


@uncollected()
def put_book(
    built: BuiltCase,
    values: Values,
    warnings: Sequence[Caution],
    cover: Cover,
    path: Path,
    language: Language,
    grid: StressGrid | None,
    mark: str,
    answers: Sequence[Answer],
    papers: Sequence[Paper] = (),
    left_blank: Sequence[str] = (),
    is_whole: bool = True,
) -> Book:
    """Write the file, sealed and verified by nobody yet: that is for the caller.

    left_blank: ids of answers whose sheets have their name and no contents. is_whole: False where nobody asks
    for the calculation, by far the most of it: its sheets then have their names alone.
    """
    layout = lay_out(built, sections_of(built, cover), language)
    named = named_by_party(built, values, len(built.model.lines) + len(layout.parts))
    beside = [*layout.parts, *named.lines]
    numbers = Numbers(built.program, built.program.with_parts(values, beside), language)
    default = {"font_name": FONT, "font_size": 10}  # the width of columns is counted in it
    workbook = PackedWorkbook(str(path), {"in_memory": True, "default_format_properties": default})
    said = "" if cover.run is None else cover.run.text(language)
    workbook.set_properties(
        {
            "title": cover.name,
            "subject": said[:_PROPERTY_LIMIT],
            "created": _made(built, values, cover),
            "comments": f"feasibility {cover.version}",
        }
    )
    workbook.set_custom_property(RUN, mark, "text")
    workbook.set_custom_property(CONTENTS, UNSEALED, "text")
    book = Book(workbook, built, warnings, layout, numbers, cover, language, grid, named.statements)
    contents = begin_contents(book)
    write_papers(book, papers)
    write_summary(book)
    write_bank(book)
    write_statements(book)
    write_liquidity(book)
    write_inputs(book)
    write_register(book)
    write_measures(book)
    write_map(book)
    for axis in layout.axes:
        write_axis(book, axis, is_whole)
    write_checks(book)
    write_answers(book, answers, left_blank)
    # the last two have no formula but the flag, and tell of all formulas: theirs are written first
    certificate, about = begin_certificate(book), begin_about(book)
    write_contents(book, contents)
    write_certificate(
        book,
        certificate,
        [*(f"{PREFIX}{found.id}" for found in papers), *(found.id for found in answers), *left_blank],
    )
    write_about(book, about)
    workbook.close()
    return book
