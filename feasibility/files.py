"""Text files that are never half written: a temporary name in the same folder, then the real one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Write a file in UTF-8, in place of an earlier one only when the new one is whole. Raises OSError."""
    _write(path, text, os.replace)


def create_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 that must not exist: FileExistsError where it does, and other OSErrors."""
    _write(path, text, _move_new)


def _write(path: Path, text: str, move: Callable[[Path, Path], None]) -> None:
    with tempfile.TemporaryDirectory(prefix=".feasibility-", dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        temporary.write_text(text, encoding="utf-8", newline="\n")
        move(temporary, path)


def _move_new(temporary: Path, path: Path) -> None:
    # A link fails where the name is taken; a rename would quietly replace what is there.
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(temporary, path)
