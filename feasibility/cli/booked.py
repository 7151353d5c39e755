"""`feasibility actual`: booked months beside the plan, from the case, a CSV file or SAF-T."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from feasibility.analysis.actual.booked import Booked, booked_of_case
from feasibility.answers.answer import Answer
from feasibility.cli.answers import SUFFIXES, answered
from feasibility.cli.arguments import Arguments, Refusal
from feasibility.cli.chosen import Chosen
from feasibility.cli.files import FileProblem, require_different
from feasibility.cli.screen import Screen
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, CompanyId

BOOKED, PARTY = "--booked", "--party"
_LARGEST_BYTES: Final = 200_000_000


def actual(arguments: Arguments, screen: Screen) -> int:
    """`feasibility actual`: deviation, forecast, covenants and the board's duty from what has been booked."""
    name, party = arguments.value(BOOKED), arguments.value(PARTY)
    if party not in (None, *COMPANY_IDS):
        raise Refusal(
            Label(
                f"--party {party}: skriv landlord (gårdeier), operator (driver) eller next_operator (neste "
                "driver).",
                f"--party {party}: write landlord, operator or next_operator.",
            )
        )
    content = None if name is None else _content(arguments, name)

    def make(result: Result, asked: Chosen) -> Answer:
        from feasibility.analysis.actual.forecast import outlook
        from feasibility.answers.actual import answer

        whose: CompanyId = party or result.case.operating_company
        return answer(outlook(result, _booked(result, whose, name, content)))

    return answered(arguments, screen, make)


def _booked(result: Result, party: CompanyId, name: str | None, content: bytes | None) -> Booked:
    if name is not None and content is not None:
        from feasibility.analysis.actual.files import read_booked

        return read_booked(result, party, content, Path(name).name)
    found = booked_of_case(result, party)
    if found is None:
        raise Refusal(
            Label(
                f"Saken har ingen bokførte tall (actual.{party}.booked). Skriv dem der, eller gi en fil "
                f"med --booked.",
                f"The case has no booked figures (actual.{party}.booked). Write them there, or give a file "
                f"with "
                "--booked.",
            )
        )
    return found


def _content(arguments: Arguments, name: str) -> bytes:
    """What stands in the file of booked figures; it is never one that is written to. Raises FileProblem."""
    for flag in SUFFIXES:
        output = arguments.value(flag)
        if output is not None:
            require_different(Path(output), output, name)
    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST_BYTES:
            return path.read_bytes()
        if path.is_file():
            raise FileProblem(
                Label(
                    f"{name}: filen er for stor (over 200 MB).",
                    f"{name}: the file is too large (above 200 MB).",
                )
            )
    except OSError:
        pass
    raise FileProblem(
        Label(
            f"{name}: filen finnes ikke, eller kan ikke leses.",
            f"{name}: the file does not exist or cannot be read.",
        )
    )
