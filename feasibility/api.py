"""The Python API for notebooks and other programs: see docs/python.md. Import it as `feasibility`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from feasibility.case import Case, load_case
from feasibility.engine.explain.explain import Trace, period_of
from feasibility.engine.explain.explain import explain as _explain
from feasibility.engine.explain.trace import render
from feasibility.language import DEFAULT_LANGUAGE, Label, Language
from feasibility.model import Result
from feasibility.names import CompanyId

if TYPE_CHECKING:
    from feasibility.analysis.actual.forecast import Outlook
    from feasibility.answers.answer import Answer
    from feasibility.papers.paper import PaperId
    from feasibility.report.document import Document


def load(path: str | os.PathLike[str]) -> Case:
    """Return the case in a YAML or JSON file. Raises CaseError with every mistake in it."""
    return load_case(Path(path))


def trace(result: Result, line: str, month: str | int | None = None, depth: int = 2) -> Trace:
    """Return what a number was made from, as a value: see `feasibility.engine.explain.trace.Trace`.

    Args:
        result: one evaluated case.
        line: the line's id.
        month: project month (1 = first) or "2028-04"; a year for yearly lines; not needed for single numbers.
        depth: how many steps back.

    Raises:
        KeyError: no such line. UnknownPeriod: the line does not have the month.
    """
    period = period_of(result.values, line, "" if month is None else str(month))
    return _explain(result.values, line, period, depth)


def explain(
    result: Result,
    line: str,
    month: str | int | None = None,
    depth: int = 2,
    language: Language = DEFAULT_LANGUAGE,
) -> str:
    """Return why a number is what it is: formula in words, what it was made from, inputs with sources.

    Arguments and errors as for `trace`.
    """
    return render(trace(result, line, month, depth), language)


def actual(
    result: Result, booked: str | os.PathLike[str] | None = None, party: CompanyId | None = None
) -> Outlook:
    """Return what follows from the booked months of a company: docs/actual.md.

    Args:
        result: one evaluated case.
        booked: a CSV or SAF-T file of booked figures; those the case itself states unless given.
        party: whose they are; who runs the office unless given.

    Raises:
        CaseError: every mistake in the figures. NoAnswer: nothing is booked. OSError: no such file.
    """
    from feasibility.analysis.actual.booked import booked_of_case
    from feasibility.analysis.actual.files import read_booked
    from feasibility.analysis.actual.forecast import outlook
    from feasibility.analysis.no_answer import NoAnswer

    whose = party or result.case.operating_company
    if booked is not None:
        path = Path(booked)
        return outlook(result, read_booked(result, whose, path.read_bytes(), path.name))
    found = booked_of_case(result, whose)
    if found is None:
        raise NoAnswer(
            Label(
                f"Saken har ingen bokførte tall (actual.{whose}.booked).",
                f"The case has no booked figures (actual.{whose}.booked).",
            )
        )
    return outlook(result, found)


def document(result: Result) -> Document:
    """Return the result as dicts, lists, numbers and text: the JSON document of docs/commands.md."""
    from feasibility.report.document import document as whole

    return whole(result)


def write_json(result: Result, path: str | os.PathLike[str], *, date: datetime.date | None = None) -> Path:
    """Write the JSON document of a result, and return its path. An earlier file is replaced when it is whole.

    Raises OSError where the file cannot be written.
    """
    from feasibility.files import replace_text
    from feasibility.report.document import document as whole
    from feasibility.report.document import to_json

    final = Path(path)
    replace_text(final, to_json(whole(result, date=date)))
    return final


def write_workbook(
    result: Result,
    path: str | os.PathLike[str],
    *,
    language: Language = DEFAULT_LANGUAGE,
    date: datetime.date | None = None,
    scenario: str = "",
    changes: Mapping[str, object] | None = None,
    force: bool = False,
    answers: Sequence[Answer] = (),
    papers: Sequence[PaperId] = (),
) -> Path:
    """Write the workbook with live formulas, every cell verified by another engine; return its path.

    An earlier file is replaced only where it is a workbook of this package that nobody has edited since;
    anything else raises FileExistsError, unless `force`.

    `date`, `scenario` (what it is called) and `changes` (value by path) are what every page says of the run.

    Each of `answers` gets a sheet of its own, marked as computed. The papers asked for ("board", "bank",
    "municipality") are its first sheets; their figures follow the inputs of the book.

    Raises WorkbookMismatch where a recalculated cell differs from Python's number: no file is left then.
    Raises OSError where the file cannot be written.
    """
    from feasibility.workbook import write_workbook as written

    return written(
        result,
        path,
        language=language,
        date=date,
        scenario=scenario,
        changes=changes,
        force=force,
        answers=answers,
        papers=papers,
    )


def write_paper(
    result: Result,
    path: str | os.PathLike[str],
    *,
    reader: PaperId = "board",
    language: Language = DEFAULT_LANGUAGE,
) -> Path:
    """Write the paper for a board, a bank or a municipality as a PDF, and return its path.

    An earlier file is replaced when the new one is whole. The same result gives the same bytes.

    Args:
        reader: "board" (styresak), "bank" (kredittnotat) or "municipality" (notat til kommunen).

    Raises:
        KeyError: there is no paper for such a reader. OSError: the file cannot be written.
    """
    from feasibility.files import replacing
    from feasibility.papers.choose import paper
    from feasibility.papers.typeset import pdf

    final = Path(path)
    content = pdf(paper(result, reader), language)
    with replacing(final) as temporary:
        temporary.write_bytes(content)
    return final
