"""An answer asked for again: what was told is kept in the user's cache folder, and told once more.

The same words about the very same bytes of a case file, by the very same files of the program and of the
libraries it calculates with, have the same answer: all that a run reads is part of what its answer is found
by. Where anything is another, or what is kept is not whole, the run is made. Only what is shown is kept, of
commands that read one file and write none; `check` is carried out whenever it is asked for. Nothing heavy is
imported here: to tell an answer again takes a tenth of working it out.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Sequence

from feasibility.cli.arguments import CHECK_FAILED, OK, Arguments, language_of
from feasibility.cli.kept_code import KeptFiles, code_folder
from feasibility.cli.program_files import program_files
from feasibility.cli.screen import Screen, Unwritable
from feasibility.report.layout import Shown

COMMANDS = ("run", "discount", "vat", "bank")
_WRITES = frozenset({"--json", "--xlsx"})
_NO_FILES = ("/dev/", "/proc/")  # to look at one may take from it what the run is to read

_Whole = tuple[int, str]
"""A file's size and the checksum of its bytes."""


def told_again(words: Sequence[str]) -> int | None:
    """Tell the answer to a command line again, and give back its exit code; None where none is kept of it."""
    found = _kept(words)
    if found is None:
        return None
    code, lines = found
    screen = Screen.standard(language_of(words))
    try:
        screen.show(lines)
    except Unwritable as error:
        return screen.given_up(error)
    return screen.finish(code)


class KeptAnswer:
    """An answer that is being told, and the place to keep it in."""

    def __init__(self, words: Sequence[str], case: str, files: KeptFiles) -> None:
        self.lines: list[Shown] = []
        self._words, self._case, self._files = words, case, files
        self._before = _whole(case)

    @staticmethod
    def of(words: Sequence[str], command: str, arguments: Arguments) -> KeptAnswer | None:
        """None where the answer is none to keep."""
        files = _files()
        if files is None or command not in COMMANDS or not _WRITES.isdisjoint(arguments.values):
            return None
        return KeptAnswer(words, arguments.names["case"], files)

    def keep(self, code: int) -> None:
        """Keep the lines that were told of a file that still is as it was before it was read."""
        if code in (OK, CHECK_FAILED) and self._before is not None and _whole(self._case) == self._before:
            told = [(line.text, line.tone) for line in self.lines]
            payload = json.dumps([self._case, self._before, code, told])
            self._files.write(_asked(self._words), payload.encode())


def _kept(words: Sequence[str]) -> tuple[int, list[Shown]] | None:
    """The exit code and the lines of an answer; None where none is kept, or its case is another by now."""
    files = _files()
    payload = None if files is None else files.read(_asked(words))
    if payload is None:
        return None
    try:
        case, whole, code, lines = json.loads(payload)
        shown = [Shown(text, tone) for text, tone in lines]
        is_the_same = _whole(case, whole[0]) == tuple(whole)
    except (ValueError, TypeError, LookupError):
        return None
    return (int(code), shown) if is_the_same else None


def _files() -> KeptFiles | None:
    folder = code_folder(os.environ)
    return None if folder is None or program_files() is None else KeptFiles(folder, "told")


def _asked(words: Sequence[str]) -> str:
    return repr(("told", program_files(), [*words]))


def _whole(name: str, size: int | None = None) -> _Whole | None:
    """None where it is no plain file, cannot be read, or is not of the size that is asked for."""
    if os.path.abspath(name).startswith(_NO_FILES):
        return None
    try:
        with open(os.open(name, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or size not in (None, found.st_size):
                return None
            content = file.read()
    except (OSError, ValueError):
        return None
    return len(content), hashlib.sha256(content).hexdigest()
