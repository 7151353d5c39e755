"""A workbook with numbers typed into its inputs, nothing recalculated: what another engine is given."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from feasibility.workbook import input_cells
from tests.workbook.reading import opened


def edited(path: Path, target: Path, changes: Mapping[str, float]) -> Path:
    """A copy in which inputs have other numbers. Every stored result is the old one still.

    Args:
        changes: path in the case → number (a date as a spreadsheet serial).
    """
    cells = {id: cell.partition("!")[2] for id, cell in input_cells(path).items()}
    part = f"xl/worksheets/sheet{opened(path).sheetnames.index('Forutsetninger') + 1}.xml"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                text = data.decode()
                for id, value in changes.items():
                    text, count = re.subn(
                        f'(<c r="{cells[id]}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{value!r}\g<2>", text
                    )
                    assert count == 1, id
                data = text.encode()
            copy.writestr(name, data)
    return target
