"""Reading a case from a file, a text or a mapping."""

from collections.abc import Mapping
from pathlib import Path as FilePath

from feasibility.case.case import Case, checked
from feasibility.case.file.doubtful import doubtful_numbers
from feasibility.case.file.text import Document, read_json, read_yaml
from feasibility.case.form.navigation import Path, path_of
from feasibility.case.messages.problems import CaseError, at_line, problem, shown
from feasibility.case.written_by import needs, newer_version
from feasibility.language import Label

LARGEST_BYTES = 2_000_000
"""A case file is at most this large; a real one has some thousands of bytes."""


def load_case(path: str | FilePath) -> Case:
    """Return the case in a YAML or JSON (``.json``) file in UTF-8.

    Raises :class:`CaseError` with every mistake in it, or one where the file as such cannot be read
    (absent, above 2 MB, empty, not text). Nothing is written.
    """
    return parse_case(case_text(path), str(path))


def case_text(path: str | FilePath) -> str:
    """Return what stands in a case's file. Raises :class:`CaseError` where it cannot be read."""
    name = str(path)
    file = FilePath(path)
    try:
        if not file.is_file():
            raise CaseError([problem(name, None, *(_FOLDER if file.is_dir() else _ABSENT))])
        size = file.stat().st_size
        if size > LARGEST_BYTES:
            raise CaseError([problem(name, size, *_too_large(size))])
        content = file.read_bytes()
    except OSError:
        raise CaseError([problem(name, None, *_UNREADABLE)]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError([problem(name, None, *_NOT_TEXT)]) from None


def parse_case(text: str, file_name: str = "case.yaml") -> Case:
    """Return the case in a YAML text, or in a JSON text where ``file_name`` ends in ``.json``.

    Raises :class:`CaseError` with every mistake in it, each with its line where that is known; of a file that
    a newer version wrote, with that version first.
    """
    try:
        return _parsed(text, file_name)
    except CaseError as error:
        newer = newer_version(text)
        if newer is None:
            raise
        raise CaseError([problem(file_name, None, *needs(newer)), *error.problems]) from None


def _parsed(text: str, file_name: str) -> Case:
    if len(text) > LARGEST_BYTES:
        raise CaseError([problem(file_name, len(text), *_too_large(len(text)))])
    if "\x00" in text:
        raise CaseError([problem(file_name, None, *_NOT_TEXT)])
    is_json = file_name.lower().endswith(".json")
    if not text.strip():
        raise CaseError([problem(file_name, None, *_EMPTY)])
    document = read_json(text, file_name) if is_json else read_yaml(text, file_name)
    stated = document.value
    if stated is None:
        raise CaseError([problem(file_name, None, *_EMPTY)])
    if not isinstance(stated, Mapping):
        raise CaseError([problem(file_name, stated, *_no_fields(stated))])
    return _with_lines(document, stated)


def case_from_mapping(stated: Mapping[str, object]) -> Case:
    """Return the case stated by a mapping, as the file would give it (lists, dicts and plain values).

    Raises :class:`CaseError` with every mistake in it.
    """
    if not isinstance(stated, Mapping):
        raise CaseError([problem("…", stated, *_no_fields(stated))])
    return checked(stated)


def _with_lines(document: Document, stated: Mapping[str, object]) -> Case:
    doubtful = [
        at_line(found, _line_of(document.lines, found.path))
        for found in doubtful_numbers(stated, document.doubtful)
    ]
    problems = [*document.problems, *doubtful]
    told = {found.path.removesuffix(".value") for found in problems}
    try:
        case = checked(stated)
    except CaseError as error:
        problems += [
            at_line(found, _line_of(document.lines, found.path))
            for found in error.problems
            if found.path not in told  # what such a number breaks besides means nothing
        ]
    else:
        if not problems:
            return case
    by_line = sorted(problems, key=lambda found: found.line or 0)
    raise CaseError(by_line) from None


def _line_of(lines: Mapping[Path, int], path: str) -> int | None:
    """Return the line of the path, or of what it would have stood in where it is missing."""
    steps = path_of(path)
    while steps:
        if steps in lines:
            return lines[steps]
        steps = steps[:-1]
    return None


def _too_large(size: int) -> tuple[Label, Label]:
    return (
        Label(f"filen er for stor ({size} byte).", f"the file is too large ({size} bytes)."),
        Label(
            f"En sak er høyst {LARGEST_BYTES} byte. Er dette riktig fil?",
            f"A case is at most {LARGEST_BYTES} bytes. Is this the right file?",
        ),
    )


def _no_fields(stated: object) -> tuple[Label, Label]:
    return (
        Label(
            f"filen har ingen felter, bare {shown(stated)}.", f"the file has no fields, only {shown(stated)}."
        ),
        _START,
    )


_START = Label(
    "Skriv felter som «name: Min sak»; «feasibility new» lager en fil å begynne med.",
    'Write fields such as "name: My case"; "feasibility new" makes a file to start from.',
)
_EMPTY = (Label("filen er tom.", "the file is empty."), _START)
_ABSENT = (
    Label("filen finnes ikke.", "the file does not exist."),
    Label(
        "Sjekk navnet og mappen; «feasibility new» lager en ny.",
        'Check name and folder; "feasibility new" makes one.',
    ),
)
_FOLDER = (
    Label("dette er en mappe, ikke en fil.", "this is a folder, not a file."),
    Label("Skriv navnet på en fil i mappen.", "Write the name of a file in the folder."),
)
_UNREADABLE = (
    Label("filen kan ikke leses.", "the file cannot be read."),
    Label("Sjekk at du har lesetilgang til den.", "Check that you may read it."),
)
_NOT_TEXT = (
    Label("filen er ikke tekst i UTF-8.", "the file is not text in UTF-8."),
    Label(
        "Lagre saken som ren tekst i UTF-8 (et regneark eller et Word-dokument er ikke en sak).",
        "Save the case as plain text in UTF-8 (a spreadsheet or a Word document is not a case).",
    ),
)
