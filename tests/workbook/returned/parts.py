"""A workbook with parts of its file changed, added or taken out: what no spreadsheet program would write."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path


def with_parts(
    path: Path,
    target: Path,
    added: Mapping[str, bytes] | None = None,
    change: Callable[[str, bytes], bytes] = lambda name, data: data,
) -> Path:
    """A copy of a file with parts changed one by one, and others added."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, change(name, source.read(name)))
        for name, data in (added or {}).items():
            copy.writestr(name, data)
    return target
