"""Comments on the names of lines: read on screen, never printed."""

from __future__ import annotations

import math

from feasibility.workbook import layout
from feasibility.workbook.sheet import LiveSheet

_WIDTH, _ROW, _CHARACTERS = 280, 16, 44  # a comment's box: pixels, and characters in a row


def put_note(sheet: LiveSheet, row: int, note: str) -> None:
    """A comment on the name in a row."""
    rows = math.ceil(len(note) / _CHARACTERS)
    sheet.write_comment(row, layout.LABEL, note, {"width": _WIDTH, "height": _ROW * rows + _ROW})
