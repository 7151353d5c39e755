"""A run asked for again: its case as it was read, and its model as it was built, kept for the next process.

What is kept holds no result: every number is calculated anew. It is found again only by exactly the same text
of the case, scenario and changes, and by exactly this program: every file of it, and of the libraries that
read a case, unchanged. It is kept when a run is asked for the second time: a case that is changed between any
two runs would be packed for nothing.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from feasibility.cli.kept_code import KeptFiles, code_folder
from feasibility.cli.program_files import program_files

if TYPE_CHECKING:
    from feasibility.case import Case
    from feasibility.model.base.result import BuiltCase

_ASKED_ONCE = b""

Read = tuple["Case", "Case", dict[str, object]]
"""The case of the file, the case of the run, and what was changed in it."""


class KeptRun:
    """What is kept of one run, and the place to keep it in."""

    def __init__(self, files: KeptFiles | None, made_from: str) -> None:
        self._files, self._made_from = files, made_from
        self._is_asked_again = False
        self._read: bytes | None = None
        self._built: bytes | None = None
        found = None if files is None else files.read(made_from)
        if files is not None and found is None:
            files.write(made_from, _ASKED_ONCE)
        elif found == _ASKED_ONCE:
            self._is_asked_again = True
        elif found is not None:
            self._read, self._built = _unpickled(found) or (None, None)

    def read(self) -> Read | None:
        """The cases as they were read; None where they are not kept."""
        found: Read | None = None if self._read is None else _unpickled(self._read)
        return found

    def built(self) -> BuiltCase | None:
        """The model as it was built; None where it is not kept."""
        if self._built is None:
            return None
        from feasibility.engine.compute.packed import unpack  # NumPy

        found: BuiltCase = unpack(self._built)
        return found

    def keep(self, read: Read, built: BuiltCase) -> None:
        """Keep what was read and built, where it was not kept and the run is asked for again."""
        if self._files is None or not self._is_asked_again:
            return
        from feasibility.engine.compute.packed import CannotPack, pack

        try:
            payload = pickle.dumps((pickle.dumps(read), pack(built, built.program)))
        except CannotPack:
            return
        self._files.write(self._made_from, payload)


NOT_KEPT = KeptRun(None, "")


def kept_run(asked: Sequence[object]) -> KeptRun:
    """What is kept of a run.

    Args:
        asked: all that the case and the model follow from.
    """
    folder, program = code_folder(os.environ), program_files()
    if folder is None or program is None:
        return NOT_KEPT
    return KeptRun(KeptFiles(folder), repr(("run", program, *asked)))


def _unpickled(payload: bytes) -> Any:
    """What was kept; None where it can't be read, though it is what was written."""
    try:
        return pickle.loads(payload)
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
        return None
