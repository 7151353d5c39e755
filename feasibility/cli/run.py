"""`feasibility run`: calculate a case, show the summary, write what is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from feasibility.cli.arguments import CHECK_FAILED, OK, Arguments, UsageError
from feasibility.cli.chosen import Chosen, chosen
from feasibility.cli.files import (
    other_run,
    require_different,
    require_result,
    require_workbook,
    target,
    unwritable,
    write_text,
)
from feasibility.cli.parts import FORCE
from feasibility.cli.screen import Screen
from feasibility.cli.steps import after_run
from feasibility.language import Label
from feasibility.model import Result
from feasibility.report.layout import Shown, paragraph
from feasibility.report.summary import summary

if TYPE_CHECKING:
    from feasibility.answers.answer import Answer  # only a workbook has any
    from feasibility.papers.paper import PaperId


def run(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command; 1 where a check of the model, or of the workbook, failed."""
    file = arguments.names["case"]
    date = date_of(arguments.value("--date")) or datetime.date.today()
    json_path = _output(arguments, "--json", ".json", file)
    xlsx_path = _output(arguments, "--xlsx", ".xlsx", file)
    asked = chosen(arguments, screen.language)
    result = asked.result()
    written: list[Shown] = []
    if xlsx_path is not None:
        from feasibility.papers.choose import papers_for  # only a workbook has papers in it

        name = arguments.values["--xlsx"][0]
        force, papers = FORCE in arguments.switches, papers_for(result)
        mismatch = put_workbook(asked, result, xlsx_path, name, date, screen, force, papers=papers)
        if mismatch:
            screen.complain([mismatch])
            return CHECK_FAILED
        written += paragraph(_workbook_written(name).text(screen.language))
    if json_path is not None:
        from feasibility.report.document import document, to_json  # only for those who ask for it

        name = arguments.values["--json"][0]
        write_text(json_path, name, to_json(document(result, asked.base, asked.applied, date)))
        written += paragraph(_json_written(name).text(screen.language))
    outputs = [path for path in (xlsx_path, json_path) if path is not None]
    if len(outputs) == 1 and (told := other_run(outputs[0], result.mark)) is not None:
        written += paragraph(told.text(screen.language))
    steps = () if written else after_run(asked.case, arguments, screen.language)
    screen.show(summary(result, screen.language, asked.applied, steps))
    if written:
        screen.show([Shown(""), *written])
    return CHECK_FAILED if result.failed_checks else OK


def _output(arguments: Arguments, flag: str, suffix: str, case_file: str) -> Path | None:
    """The file to write, checked before anything is calculated or written."""
    name = arguments.value(flag)
    if name is None:
        return None
    path = target(name, suffix)
    require_different(path, name, case_file)
    if FORCE not in arguments.switches:
        (require_result if suffix == ".json" else require_workbook)(path, name)
    return path


def put_workbook(
    asked: Chosen,
    result: Result,
    path: Path,
    name: str,
    date: datetime.date,
    screen: Screen,
    force: bool,
    answers: Sequence[Answer] = (),
    papers: Sequence[PaperId] = (),
) -> str | None:
    """Write the workbook, with the papers first and a sheet for each answer, and verify it; what the verifier
    objects to, where it does. Raises FileProblem."""
    from feasibility.workbook import NotReplaced, WorkbookMismatch, write_workbook  # three heavy packages

    label = Label("Skriver og kontrollerer arbeidsboken", "Writing and verifying the workbook")
    progress = screen.progress(label.text(screen.language))
    try:
        write_workbook(
            result,
            path,
            language=screen.language,
            date=date,
            scenario=asked.applied.scenario_label or asked.applied.scenario or "",
            changes=asked.applied.changes,
            progress=progress,
            force=force,
            answers=answers,
            papers=papers,
        )
    except WorkbookMismatch as error:
        return str(error)
    except NotReplaced:
        require_workbook(path, name)  # saved by somebody while we were calculating
        raise
    except OSError:
        raise unwritable(name) from None
    return None


def date_of(text: str | None) -> datetime.date | None:
    """The date given; None where none is. Raises UsageError where it is no date."""
    if text is None:
        return None
    try:
        if len(text) == len("2027-01-31"):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        [
            Label(
                f"--date {text}: dette er ikke en dato. Skriv ÅÅÅÅ-MM-DD, for eksempel 2027-01-31.",
                f"--date {text}: this is not a date. Write YYYY-MM-DD, for example 2027-01-31.",
            )
        ]
    )


def _workbook_written(name: str) -> Label:
    return Label(
        f"Skrevet: {name} – arbeidsbok med formler; et annet program har regnet om hver celle, og er enig.",
        f"Written: {name} – workbook with formulas; another program recalculated every cell and agrees.",
    )


def _json_written(name: str) -> Label:
    return Label(
        f"Skrevet: {name} – alle tall, for andre programmer.",
        f"Written: {name} – every number, for other programs.",
    )
