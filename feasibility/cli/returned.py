"""`feasibility verify` and `feasibility import`: a workbook that comes back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from feasibility.case.loader import case_text
from feasibility.cli.arguments import BAD_INPUT, CHECK_FAILED, OK, Arguments, Refusal
from feasibility.cli.books import ACCEPT, ALL, JSON, ORIGINAL, OUT
from feasibility.cli.files import create_text, require_different, require_result, target, write_text
from feasibility.cli.parts import FORCE
from feasibility.cli.screen import Screen
from feasibility.cli.steps import after_import
from feasibility.language import Label
from feasibility.report.document import to_json
from feasibility.report.layout import EMPTY, paragraph
from feasibility.report.summary import headed_steps
from feasibility.workbook.returned.changes import BookChanges, workbook_changes
from feasibility.workbook.returned.telling import (
    changes_lines,
    question,
    verification_document,
    verification_lines,
)
from feasibility.workbook.returned.telling_words import CARRIED_CASE, NOTES_GO, written
from feasibility.workbook.returned.verifying import verify_workbook
from feasibility.workbook.returned.words import NOTHING_TAKEN, NotReadable

_Found = TypeVar("_Found")
_YES = ("j", "ja", "y", "yes")


def verify(arguments: Arguments, screen: Screen) -> int:
    """Try a workbook: 0 as delivered but for inputs, 1 formulas or values differ, 2 it cannot be tried."""
    name = arguments.names["book"]
    json_path = _json_target(arguments, name)
    found = _read(verify_workbook, name)
    if json_path is not None:
        write_text(json_path, arguments.values[JSON][0], to_json(verification_document(found)))
    screen.show(verification_lines(found, screen.language))
    if not found.same_version:
        return BAD_INPUT
    return OK if found.is_sound else CHECK_FAILED


def take_home(arguments: Arguments, screen: Screen) -> int:
    """Show a workbook's changes, and write the case with those that are accepted.

    1 where something else than inputs differs: that is told, and never taken. 2 where nothing may be taken.
    """
    name, out = arguments.names["book"], arguments.value(OUT)
    _require_consistent(arguments, out)
    path = None if out is None else _case_target(out, name)
    changes = _read(workbook_changes, name)
    original = arguments.value(ORIGINAL)
    text = None if original is None else case_text(original)
    screen.show(changes_lines(changes, screen.language))
    if not changes.may_be_taken:
        raise _refusal(name, NotReadable(NOTHING_TAKEN))
    code = OK if changes.verification.is_sound and _agree(changes) else CHECK_FAILED
    if path is None or out is None:
        if changes.taken and not changes.problems:
            steps = after_import(name, original, None, screen.language)
            screen.show([EMPTY, *headed_steps(steps, screen.language)])
        return code
    accepted = _accepted(arguments, changes, screen)
    made = _made(changes, text, accepted, original or name)
    if FORCE in arguments.switches:
        write_text(path, out, made)
    else:
        create_text(path, out, made)
    screen.show([EMPTY, *paragraph(written(out, len(accepted)).text(screen.language), "good")])
    noted = any(path in changes.case.sources for path in accepted)
    for label in [NOTES_GO] * noted + [CARRIED_CASE] * (text is None):
        screen.show(paragraph(label.text(screen.language), "muted"))
    steps = after_import(name, original, out, screen.language)
    screen.show([EMPTY, *headed_steps(steps, screen.language)])
    return code


def _agree(changes: BookChanges) -> bool:
    return all(figure.agrees for figure in changes.figures)


def _made(changes: BookChanges, text: str | None, accepted: list[str], name: str) -> str:
    try:
        return changes.new_text(accepted) if text is None else changes.changed_text(text, accepted)
    except NotReadable as error:
        raise _refusal(name, error) from None


def _read(reader: Callable[[str], _Found], name: str) -> _Found:
    try:
        return reader(name)
    except NotReadable as error:
        raise _refusal(name, error) from None


def _refusal(name: str, error: NotReadable) -> Refusal:
    return Refusal(Label(f"{name}: {error.label.nb}", f"{name}: {error.label.en}"))


def _json_target(arguments: Arguments, book: str) -> Path | None:
    name = arguments.value(JSON)
    if name is None:
        return None
    path = target(name, ".json")
    require_different(path, name, book)
    if FORCE not in arguments.switches:
        require_result(path, name)
    return path


def _case_target(out: str, book: str) -> Path:
    suffix = ".yml" if out.lower().endswith(".yml") else ".yaml"
    path = target(out, suffix)
    require_different(path, out, book)
    return path


def _require_consistent(arguments: Arguments, out: str | None) -> None:
    chooses = ALL in arguments.switches or ACCEPT in arguments.values
    if ALL in arguments.switches and ACCEPT in arguments.values:
        raise Refusal(_BOTH)
    if chooses and out is None:
        raise Refusal(_NO_FILE)
    if out is not None and not chooses and not sys.stdin.isatty():
        raise Refusal(_NOBODY_TO_ASK)


def _accepted(arguments: Arguments, changes: BookChanges, screen: Screen) -> list[str]:
    """Paths of the changes that are taken: all, those named, or those the user says yes to."""
    paths = [change.path for change in changes.taken]
    if ALL in arguments.switches:
        return paths
    if ACCEPT in arguments.values:
        named = arguments.values[ACCEPT]
        unknown = [path for path in named if path not in paths]
        if unknown:
            raise Refusal(*(_unknown(path, paths) for path in unknown))
        return [path for path in paths if path in named]
    taken = []
    for change in changes.taken:
        screen.write(question(change, screen.language))
        screen.out.flush()
        if sys.stdin.readline().strip().lower() in _YES:
            taken.append(change.path)
    return taken


def _unknown(path: str, paths: list[str]) -> Label:
    listed_nb, listed_en = ", ".join(paths) or "ingen", ", ".join(paths) or "none"
    return Label(
        f"{ACCEPT} {path}: dette tallet er ikke endret i arbeidsboken. Endret er: {listed_nb}.",
        f"{ACCEPT} {path}: this number has not been changed in the workbook. Changed are: {listed_en}.",
    )


_BOTH = Label(
    f"{ALL} og {ACCEPT} sier to ting. Skriv bare det ene.",
    f"{ALL} and {ACCEPT} say two things. Write only one.",
)
_NO_FILE = Label(
    f"Skriv {OUT} FIL: filen saken skal skrives til, for eksempel {OUT} min-sak-fra-banken.yaml.",
    f"Write {OUT} FILE: the file to write the case to, for example {OUT} my-case-from-the-bank.yaml.",
)
_NOBODY_TO_ASK = Label(
    f"Her er ingen å spørre om hver endring. Skriv {ALL}, eller {ACCEPT} STI for hver som skal godtas.",
    f"There is nobody to ask about each change here. Write {ALL}, or {ACCEPT} PATH for each to be accepted.",
)
