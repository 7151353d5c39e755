"""Opening a workbook in the independent engine (IronCalc) with the values that are stored in the file."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

import ironcalc

_SHEETS = "xl/worksheets/sheet"
_FIRST, _LAST = b"<conditionalFormatting", b"</conditionalFormatting>"


def open_stored(path: str | os.PathLike[str]) -> ironcalc.Model:
    """The workbook as it is stored, nothing recalculated before `evaluate` is called.

    It is opened without its colour rules: the engine works them out while opening, and with them every cell
    a colour follows from, however far back, so that a wrong stored value would be put right unseen.

    Raises:
        OSError: the file can't be read.
        zipfile.BadZipFile: it is no workbook.
    """
    with tempfile.TemporaryDirectory(prefix="feasibility-") as folder:
        plain = Path(folder) / "plain.xlsx"
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, _without_colours(data) if name.startswith(_SHEETS) else data)
        return ironcalc.load_from_xlsx(str(plain))


def _without_colours(sheet: bytes) -> bytes:
    first, last = sheet.find(_FIRST), sheet.rfind(_LAST)
    return sheet if first < 0 else sheet[:first] + sheet[last + len(_LAST) :]
