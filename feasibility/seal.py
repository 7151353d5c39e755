"""The seal of a workbook: whether a file is one of ours, and still as it was written.

A workbook goes to a bank, which edits it and sends it back under the same name. So a file is replaced only
where its properties say that it is ours, and a hash of all else in it that nobody has changed it since.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

CONTENTS: Final = "feasibility contents"
"""The property that holds the hash of everything else in the file."""
RUN: Final = "feasibility run"
"""The property that says which run the workbook shows; the JSON document of the same run says the same."""
UNSEALED: Final = "0" * 64
"""What stands in `CONTENTS` until the file is whole and can be sealed."""

State = Literal["absent", "ours", "edited", "foreign"]

_PROPERTIES = "docProps/custom.xml"


def seal(path: Path) -> None:
    """Write the hash of a whole workbook into its properties, in place of `UNSEALED`.

    Raises ValueError where the file has no such property.
    """
    with zipfile.ZipFile(path, "a") as book:
        parts = book.infolist()
        first = next((n for n, part in enumerate(parts) if part.filename == _PROPERTIES), len(parts))
        # The properties, and the few small parts behind them, are written anew in their place.
        moved = [(part, book.read(part)) for part in parts[first:]]
        if not moved or UNSEALED.encode() not in moved[0][1]:
            raise ValueError(f"{path} has no place for a seal")
        sealed = moved[0][1].replace(UNSEALED.encode(), _hash(parts).encode())
        for part, _ in moved:
            book.filelist.remove(part)
            del book.NameToInfo[part.filename]
        book.start_dir = moved[0][0].header_offset
        for part, content in moved:
            book.writestr(part, sealed if part.filename == _PROPERTIES else content)


def state(path: str | os.PathLike[str]) -> State:
    """What stands at `path`: nothing (or an empty file), a workbook of ours as written, one that somebody has
    edited since, or something else."""
    file = Path(path)
    if not file.exists() or file.stat().st_size == 0:
        return "absent"
    stated = _property(file, CONTENTS)
    if stated is None:
        return "foreign"
    with zipfile.ZipFile(file) as book:
        return "ours" if stated == _hash(book.infolist()) else "edited"


def run_of(path: str | os.PathLike[str]) -> str | None:
    """The run a workbook of ours shows; None for any other file."""
    return _property(Path(path), RUN)


def _property(file: Path, name: str) -> str | None:
    try:
        with zipfile.ZipFile(file) as book:
            text = book.read(_PROPERTIES).decode("utf-8")
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return None
    found = re.search(rf'name="{re.escape(name)}"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>', text)
    return found[1] if found else None


def _hash(parts: Iterable[zipfile.ZipInfo]) -> str:
    """Over every part but the properties: its name, size and checksum, which the file's directory holds."""
    lines = sorted(
        f"{part.filename} {part.file_size} {part.CRC:08x}" for part in parts if part.filename != _PROPERTIES
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
