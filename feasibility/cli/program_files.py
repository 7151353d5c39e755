"""The files of the product, as they now are: what they have made is theirs as long as none has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parents[1]
_LIBRARIES = ("pydantic", "pydantic_core", "yaml", "numpy", "numpy_financial")
"""What is kept depends on them: a case is read with them, is made of their classes, and calculated."""


@cache
def program_files() -> str | None:
    """A checksum of size and times of every file, and of each library's that is replaced with it.

    None where the product, or a library, is not in files.
    """
    try:
        return hashlib.sha256(repr([*_files()]).encode(errors="surrogatepass")).hexdigest()
    except OSError:
        return None


def _files() -> Iterator[tuple[str, int, int, int]]:
    folders = [os.fspath(_PROGRAM)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(".py"):
                    yield _as_it_is(entry.path, entry.stat())
    for name in _LIBRARIES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise FileNotFoundError(name)
        yield _as_it_is(found.origin, os.stat(found.origin))


def _as_it_is(path: str, found: os.stat_result) -> tuple[str, int, int, int]:
    return path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
