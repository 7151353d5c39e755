"""`feasibility paper`: which reader it is for, and under which name it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from feasibility.analysis.numbers import nearest
from feasibility.answers.answer import Answer
from feasibility.cli.answers import answered
from feasibility.cli.arguments import Arguments, UsageError
from feasibility.cli.chosen import Chosen
from feasibility.cli.screen import Screen
from feasibility.language import Label
from feasibility.model import Result
from feasibility.papers.choose import PAPERS
from feasibility.papers.choose import paper as paper_for
from feasibility.papers.paper import Paper, PaperId
from feasibility.papers.typeset import pdf
from feasibility.papers.written import brief_answer, paper_answer

_READER: Final = "--for"
_FILE: Final = "--pdf"
_CALLED: Final[dict[str, PaperId]] = {
    "styret": "board",
    "styre": "board",
    "styresak": "board",
    "banken": "bank",
    "kredittnotat": "bank",
    "kommunen": "municipality",
    "kommune": "municipality",
}
"""What a reader may be called in Norwegian."""


def paper(arguments: Arguments, screen: Screen) -> int:
    """The paper on the screen, and written as a PDF; 1 where a check of the model failed.

    Raises:
        UsageError: no paper is for such a reader. FileProblem, CaseError: as of every answer.
    """
    reader = _reader(arguments)
    made: list[Paper] = []

    def make(result: Result, asked: Chosen) -> Answer:
        made.append(paper_for(result, reader, asked.applied, asked.base))
        return paper_answer(made[0])

    return answered(
        _with_a_name(arguments, reader),
        screen,
        make,
        typeset=lambda: pdf(made[0], screen.language),
        brief=lambda _: brief_answer(made[0]),
    )


def _reader(arguments: Arguments) -> PaperId:
    wanted = arguments.value(_READER)
    if wanted is None:
        return "board"
    for reader in PAPERS:
        if reader == wanted:
            return reader
    known = ", ".join(PAPERS)
    called = _CALLED.get(wanted.casefold())
    close = [str(called)] if called else nearest(wanted, list(PAPERS), 1)
    nb, en = (f"Mente du {close[0]}? ", f"Did you mean {close[0]}? ") if close else ("", "")
    raise UsageError(
        [
            Label(
                f"{_READER} {wanted}: det finnes ikke noe papir til en slik leser. {nb}Skriv {known}.",
                f"{_READER} {wanted}: there is no paper for such a reader. {en}Write {known}.",
            )
        ]
    )


def _with_a_name(arguments: Arguments, reader: PaperId) -> Arguments:
    """The arguments with the PDF's name: that of the case and the reader, where none was given."""
    if arguments.value(_FILE) is not None:
        return arguments
    name = f"{Path(arguments.names['case']).stem}-{reader}.pdf"
    return replace(arguments, values={**arguments.values, _FILE: (name,)})
