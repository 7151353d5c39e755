"""Files that are never half written: a temporary name in the same folder, then the real one."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".feasibility-"
_HERE = f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


@contextmanager
def replacing(path: Path, move: Callable[[Path, Path], None] | None = None) -> Iterator[Path]:
    """A temporary file to write, put in place of `path` when the block ends well; nothing is left otherwise.

    What a program that was killed has left in the folder is cleared on the way. The file is on disk before it
    gets its name, so that a power cut leaves the old one or the new one.

    Args:
        move: how it gets its name; replaces what is there unless another is given.

    Raises OSError where the folder does not exist or cannot be written to.
    """
    _clear_left_behind(path.parent)
    prefix = f"{_PREFIX}{_HERE}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        yield temporary
        _flush(temporary, os.O_RDWR)
        (move or os.replace)(temporary, path)
        with suppress(OSError):  # some systems cannot flush a folder
            _flush(path.parent, os.O_RDONLY)


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


def _flush(path: Path, mode: int) -> None:
    """Have the system write what it holds of a file (or a folder's names) to disk."""
    number = os.open(path, mode)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _clear_left_behind(folder: Path) -> None:
    """Remove temporary folders of programs of this machine that run no more: they were killed."""
    with suppress(OSError):
        for found in folder.glob(f"{_PREFIX}{_HERE}-*"):
            owner = re.fullmatch(rf"{re.escape(_PREFIX)}{_HERE}-([0-9]+)-.*", found.name)
            if owner is not None and not _runs(int(owner[1])):
                shutil.rmtree(found, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process of this machine runs; taken for granted where asking would do harm."""
    if os.name == "nt":  # asking there would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's process
        return True
    return True
