"""Booked figures from a text file: month;line;amount, one amount on each line."""

from __future__ import annotations

import csv
import io
from typing import Final

from feasibility.analysis.actual.booked import Booked, Figure, gathered, mistake, same_mistakes
from feasibility.case import CaseError, Problem
from feasibility.language import Label, NotANumber, is_ambiguous, parse_number, two_ways
from feasibility.model import Result
from feasibility.names import CompanyId

LARGEST_BYTES: Final = 5_000_000
_HEADS: Final = (("month", "line", "amount"), ("måned", "linje", "beløp"))
_TOLD: Final = 20
"""Mistakes told of one file: a file of the wrong kind has thousands."""
_LARGEST_NOK: Final = 1e9


def read_csv(result: Result, party: CompanyId, content: bytes, name: str) -> Booked:
    """The figures of a CSV file: a head `month;line;amount` (måned;linje;beløp), then a line for each amount.

    Semicolons or commas between; amounts as people write them in Norwegian (or, with commas between, in
    English), with the sign they have in the income statement: costs below zero. A line is named by its id or
    by what it is called. Raises CaseError with the mistakes, each with its line in the file.
    """
    text = _text(content, name)
    lines = text.splitlines()
    head = next((place for place, line in enumerate(lines) if line.strip()), None)
    if head is None:
        raise CaseError([mistake(name, None, _EMPTY, _HEAD)])
    mark = ";" if ";" in lines[head] else ","
    found = tuple(cell.strip().casefold() for cell in lines[head].split(mark))
    if found not in _HEADS:
        raise CaseError([mistake(name, lines[head][:60], _NO_HEAD, _HEAD, head + 1)])
    figures: list[Figure] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO("\n".join(lines[head + 1 :])), delimiter=mark)
    try:
        for row in reader:
            at = head + 1 + reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != 3:
                problems.append(mistake(name, len(row), _columns(len(row)), _three(mark), at))
                continue
            month, line, amount = (cell.strip() for cell in row)
            nok = _amount(amount, mark)
            if isinstance(nok, Label):
                problems.append(mistake(name, amount, nok, _AMOUNT, at))
            else:
                figures.append(Figure(month, line, nok, name, at))
    except csv.Error:
        raise CaseError([mistake(name, None, _BROKEN, _HEAD)]) from None
    try:
        booked = gathered(result, party, figures)
    except CaseError as error:
        problems += error.problems if figures or not problems else ()
    if problems:
        raise CaseError(same_mistakes(sorted(problems, key=lambda each: each.line or 0), _TOLD))
    return booked


def _text(content: bytes, name: str) -> str:
    if len(content) > LARGEST_BYTES:
        raise CaseError([mistake(name, len(content), _LARGE, _RIGHT_FILE)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")  # what older spreadsheets save as CSV
        except UnicodeDecodeError:
            raise CaseError([mistake(name, None, _NOT_TEXT, _RIGHT_FILE)]) from None
    if "\x00" in text:
        raise CaseError([mistake(name, None, _NOT_TEXT, _RIGHT_FILE)])
    return text


def _amount(text: str, mark: str) -> float | Label:
    """The amount, or what is wrong with it."""
    language = "nb" if mark == ";" else "en"
    shown = text[:40]
    try:
        nok = parse_number(text, language)  # type: ignore[arg-type]
        if is_ambiguous(text, language):  # type: ignore[arg-type]
            ways = two_ways(text, language)  # type: ignore[arg-type]
            assert ways is not None
            return Label(
                f"«{shown}» kan være {ways[0]} eller {ways[1]}.",
                f'"{shown}" may be {ways[0]} or {ways[1]}.',
            )
    except NotANumber:
        return Label(f"«{shown}» er ikke et beløp.", f'"{shown}" is no amount.')
    if "%" in text:
        return Label(f"«{shown}» er ikke et beløp.", f'"{shown}" is no amount.')
    if abs(nok) > _LARGEST_NOK:
        return Label(f"{shown} er for stort for én måned.", f"{shown} is too large for one month.")
    return nok


def _columns(count: int) -> Label:
    return Label(f"linjen har {count} felter, ikke tre.", f"the line has {count} fields, not three.")


def _three(mark: str) -> Label:
    return Label(
        f"Skriv måned, linje og beløp med «{mark}» imellom; et navn med «{mark}» i står i anførselstegn.",
        f'Write month, line and amount with "{mark}" between; a name with "{mark}" in it stands in quotes.',
    )


_HEAD: Final = Label(
    "Første linje skal være måned;linje;beløp, som i 2027-07;staff_cost;-32 000.",
    "The first line is to be month;line;amount, as in 2027-07;staff_cost;-32 000.",
)
_AMOUNT: Final = Label(
    "Skriv beløpet i kroner, som -12 000,50; kostnader med minus.",
    "Write the amount in NOK, such as -12 000,50; costs with a minus.",
)
_EMPTY: Final = Label("filen er tom.", "the file is empty.")
_NO_HEAD: Final = Label(
    "det er ikke overskriften i en fil med bokførte tall.",
    "this is not the head of a file of booked figures.",
)
_BROKEN: Final = Label("filen kan ikke leses som CSV.", "the file cannot be read as CSV.")
_LARGE: Final = Label("filen er for stor (over 5 MB).", "the file is too large (above 5 MB).")
_NOT_TEXT: Final = Label("filen er ikke tekst.", "the file is not text.")
_RIGHT_FILE: Final = Label("Er dette riktig fil?", "Is this the right file?")
