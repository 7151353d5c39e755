"""Which rows of a table surely keep to one line, so that their height is known before they are set.

A row whose height is not stated is laid out twice: to find how high it is, and to stand there. That is most
of what a paper takes, and most rows are numbers and a few words that never wrap. Widths are told here as at
most so much, without the font at hand: where a row may need more, it is measured as it is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from feasibility.papers.letters import LETTER_WIDTHS

_ROOM_USED: Final = 0.98
"""Of the room there is: letters are set closer to each other or farther apart in pairs."""

_WIDEST: Final = 1400
"""What any other letter takes at most, in thousandths."""
_BOLD: Final = 1.3
"""How much wider a letter is at most in bold type."""


@cache
def most_ems(text: str) -> float:
    """How wide a text is at most in Liberation Sans, regular, as a multiple of its size."""
    return sum(LETTER_WIDTHS.get(letter, _WIDEST) for letter in text) / 1000


def one_line_rows(
    headings: Sequence[str],
    rows: Sequence[tuple[Sequence[str], bool]],
    is_growing: Sequence[bool],
    room: float,
    inset: float,
) -> list[bool]:
    """For each row, whether every cell of it surely keeps to one line.

    rows: the cells of each, and whether it stands in bold type. is_growing: the columns that share what the
    others leave, which are as wide as what is longest in them. room, inset: the table's width, and what is
    kept free on either side of a cell, in ems.
    """
    growing = [place for place, grows in enumerate(is_growing) if grows]
    fixed = [place for place, grows in enumerate(is_growing) if not grows]
    widths = [_BOLD * most_ems(headings[place]) for place in fixed]
    for cells, is_bold in rows:
        for n, place in enumerate(fixed):
            widths[n] = max(widths[n], _wide(cells[place], is_bold))
    left = room - 2 * inset * len(headings) - sum(widths)
    share = _ROOM_USED * left / max(len(growing), 1)
    return [
        share > 0
        and not any("\n" in text for text in cells)
        and all(_wide(cells[place], is_bold) <= share for place in growing)
        for cells, is_bold in rows
    ]


def _wide(text: str, is_bold: bool) -> float:
    return most_ems(text) * (_BOLD if is_bold else 1)
