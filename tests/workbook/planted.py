"""A workbook with a wrong number stored beside a right formula: what a recalculation must correct."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from feasibility.workbook import layout
from tests.workbook.reading import opened

PLANTED = "123456.75"


def planted(path: Path, target: Path, months: int = 36, line: str = "income") -> Path:
    """A copy in which the value stored for the sixth month of a line is wrong, its formula untouched.

    `months`: the horizon of the book.
    """
    book = opened(path)
    sheet = book["Beregning"]
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, layout.ID + 1).value == line)
    cell = sheet.cell(row, sheet.max_column - months + 6).coordinate
    part = f"xl/worksheets/sheet{book.sheetnames.index('Beregning') + 1}.xml"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                stored = re.compile(f'(<c r="{cell}"[^>]*><f.*?<v>)([^<]*)(</v>)')
                text, count = stored.subn(rf"\g<1>{PLANTED}\g<3>", data.decode(), count=1)
                assert count == 1
                data = text.encode()
            copy.writestr(name, data)
    return target
