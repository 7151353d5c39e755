"""How wide words are in the font of the sheets, so that a row is as high as its words take."""

from __future__ import annotations

from typing import Final

from feasibility.papers.letters import LETTER_WIDTHS

_OTHERS: Final = 556  # digits and most small letters
_BOLD: Final = 1.08
_POINTS: Final = 10
_PIXELS_A_POINT: Final = 96 / 72
_PIXELS_A_CHARACTER, _PIXELS_A_COLUMN = 7, 5  # of a column's width; the latter are the margins of a cell
_ROOM: Final = 0.99  # programs round each letter to their own pixels


def width_of(text: str, bold: bool = False, points: float = _POINTS) -> float:
    """Pixels a text takes on one line."""
    taken = sum(LETTER_WIDTHS.get(letter, _OTHERS) for letter in text) / 1000 * points * _PIXELS_A_POINT
    return taken * _BOLD if bold else taken


def lines_of(text: str, width: float, bold: bool = False, columns: int = 1) -> int:
    """How many lines a text takes: words are not parted where they fit.

    Args:
        width: of the cell, in characters; columns: how many columns are merged to it.
        bold: as its type is.
    """
    pixels = width * _PIXELS_A_CHARACTER + (columns - 1) * _PIXELS_A_COLUMN
    room, lines, taken = max(1.0, pixels * _ROOM), 1, 0.0
    space = width_of(" ", bold)
    for word in text.replace("-", "- ").split():
        wide = width_of(word, bold)
        if taken and taken + space + wide > room:
            lines, taken = lines + 1, 0.0
        taken += (space if taken else 0.0) + wide
        while taken > room:  # a word that is longer than the column is parted
            lines, taken = lines + 1, taken - room
    return lines
