"""Files that are never half written: a temporary name in the same folder, then the real one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path, move: Callable[[Path, Path], None] | None = None) -> Iterator[Path]:
    """A temporary file to write, put in place of `path` when the block ends well; nothing is left otherwise.

    Args:
        move: how it gets its name; replaces what is there unless another is given.

    Raises OSError where the folder does not exist or cannot be written to.
    """
    with tempfile.TemporaryDirectory(prefix=".feasibility-", dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        yield temporary
        (move or os.replace)(temporary, path)


def replace_text(path: Path, text: str) -> None:
    """Write a file in UTF-8, in place of an earlier one only when the new one is whole. Raises OSError."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def create_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 that must not exist: FileExistsError where it does, and other OSErrors."""
    with replacing(path, _move_new) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


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
