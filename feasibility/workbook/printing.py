"""Print set-up that keeps type legible: nothing in the print set is under seven points.

What does not fit across a page at that size goes on over several, with the labels repeated, rather than being
made smaller. Widths are counted as Excel counts them: seven pixels a character and five a column.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from feasibility.workbook.sheet import LiveSheet

LEAST_POINTS: Final = 7.0
FONT_POINTS: Final = 10.0
"""Of the cells of a sheet; smaller type in one is for the screen, and stands outside what is printed."""
MARGIN_INCHES: Final = 0.4
_A4_LONG, _A4_SHORT = 11.69, 8.27
_PIXELS_A_CHARACTER, _PIXELS_A_COLUMN, _PIXELS_AN_INCH = 7, 5, 96
_LEAST_SCALE: Final = LEAST_POINTS / FONT_POINTS
SMALLEST_SCALE: Final = math.ceil(_LEAST_SCALE * 100)
"""In print, per cent."""
_POINTS_A_PIXEL: Final = 0.75
_HEAD_AND_FOOT_INCHES, _POINTS_AN_INCH = 1.0, 72
_OF_A_DIGIT: Final = 0.95  # of the width of a digit, a letter of a label, with some room
_SLACK: Final = 0.94  # LibreOffice makes a column that much wider than Excel does


def scale_of(widths: Sequence[float], portrait: bool = False) -> float:
    """How much columns of these widths (characters) are made smaller to fit across an A4 page; 1 at most."""
    pixels = sum(width * _PIXELS_A_CHARACTER + _PIXELS_A_COLUMN for width in widths)
    inches = (_A4_SHORT if portrait else _A4_LONG) - 2 * MARGIN_INCHES
    return min(1.0, inches * _PIXELS_AN_INCH / pixels)


def fit_across(sheet: LiveSheet, widths: Sequence[float], titles: int) -> int:
    """Print a sheet as many pages across as legible type takes; gives back how many.

    Args:
        widths: characters of each column that is printed.
        titles: the last column that is repeated on each page; those after it are shared out evenly.
    """
    if scale_of(widths) * _SLACK >= _LEAST_SCALE:
        sheet.fit_to_pages(1, 0)
        return 1
    fixed, others = list(widths[: titles + 1]), list(widths[titles + 1 :])
    most = 1  # columns beside their titles, taken from the widest
    widest = sorted(others, reverse=True)
    while most < len(others) and scale_of([*fixed, *widest[: most + 1]]) * _SLACK >= _LEAST_SCALE:
        most += 1
    pages = math.ceil(len(others) / most)
    each = math.ceil(len(others) / pages)
    starts = list(range(titles + 1, len(widths), each))
    scale = min(scale_of([*fixed, *widths[start : start + each]]) for start in starts)
    sheet.set_print_scale(math.floor(scale * _SLACK * 100))
    sheet.set_v_pagebreaks(starts[1:])
    sheet.repeat_columns(0, titles)
    sheet.print_across()  # what belongs to the same rows follows at once
    return pages


def rows_a_page(points: float) -> int:
    """How many rows of this height a page holds at the smallest scale."""
    return math.floor(_room(SMALLEST_SCALE) / points)


def label_width(texts: Iterable[str], others: Sequence[float], least: float) -> float:
    """Characters of a column of labels: what the longest takes, as far as a page across has room.

    Args:
        others: characters of the other columns of the page.
        least: even where the labels are shorter.
    """
    pixels = (_A4_LONG - 2 * MARGIN_INCHES) * _PIXELS_AN_INCH * _SLACK / (SMALLEST_SCALE / 100)
    taken = sum(width * _PIXELS_A_CHARACTER + _PIXELS_A_COLUMN for width in others)
    room = math.floor((pixels - taken - _PIXELS_A_COLUMN) / _PIXELS_A_CHARACTER)
    longest = max(map(len, texts), default=0) * _OF_A_DIGIT
    return max(least, min(room, math.ceil(longest)))


def fit_blocks(
    sheet: LiveSheet,
    widths: Sequence[float],
    titles: int,
    starts: Sequence[int],
    end: int,
    points: float,
    within: Sequence[int] = (),
    repeated: float = 0.0,
) -> None:
    """As `fit_across`, down the page too: a block of rows is broken only where it is longer than a page.

    Args:
        starts: the first row of each block; end: the row after the last.
        points: height of a row.
        within: rows a page may begin at too, where whole blocks take more pages.
        repeated: points of the rows that are repeated on every page after the first.
    """
    most = math.floor(scale_of(widths) * _SLACK * 100)
    if most < SMALLEST_SCALE:
        fit_across(sheet, widths, titles)
        most = sheet.print_scale

    def breaks(of: Sequence[int], scale: int) -> list[int]:
        return _page_starts(sheet, of, end, points, scale, repeated)

    scales = range(most, SMALLEST_SCALE - 1, -1)
    scale = min(scales, key=lambda tried: len(breaks(starts, tried)))
    if within:
        anywhere = sorted({*starts, *within})
        smaller = min(scales, key=lambda tried: len(breaks(anywhere, tried)))
        whole = all(
            _height(sheet, start, following, points) <= _room(scale) - repeated
            for start, following in zip(starts, [*starts[1:], end], strict=True)
        )
        if not whole or len(breaks(anywhere, smaller)) < len(breaks(starts, scale)):
            scale, starts = smaller, anywhere
    sheet.set_print_scale(scale)
    sheet.set_h_pagebreaks(breaks(starts, scale))


def _room(scale: float) -> float:
    """Points of rows that a page across holds at a scale, per cent."""
    return (_A4_SHORT - _HEAD_AND_FOOT_INCHES) * _POINTS_AN_INCH / (scale / 100)


def _page_starts(
    sheet: LiveSheet, starts: Sequence[int], end: int, points: float, scale: int, repeated: float
) -> list[int]:
    """The rows that begin a page, the first page's apart."""
    found, page = [], 0
    for start, following in zip(starts, [*starts[1:], end], strict=True):
        room = _room(scale) - (repeated if page else 0.0)
        if _height(sheet, page, following, points) > room and start > page:
            found.append(start)
            page = start
    return found if starts and starts[0] not in found else found[1:]


def _height(sheet: LiveSheet, first: int, end: int, points: float) -> float:
    """Points of the rows from `first` up to `end`; those without a height of their own are `points` high."""
    own = sheet.row_sizes  # in pixels
    return sum(own[row][0] * _POINTS_A_PIXEL if row in own else points for row in range(first, end))


def keep_upright(sheet: LiveSheet, blocks: Sequence[tuple[int, int]], points: float) -> None:
    """Begin a page at a block of rows of an upright sheet at the least scale, where one would end within it.

    Pictures stand over rows, and would be cut in two; a heading is not left behind by what it is over.

    Args:
        blocks: the first row of each, and the row after it.
        points: height of rows that have none of their own.
    """
    room = (_A4_LONG - _HEAD_AND_FOOT_INCHES) * _POINTS_AN_INCH / (SMALLEST_SCALE / 100)
    breaks: list[int] = []
    start, used = 0, 0.0
    for row in range(max(end for _, end in blocks)):
        height = _height(sheet, row, row + 1, points)
        if used + height > room:
            cut = [first for first, end in blocks if start < first < row < end]
            breaks += cut
            start = cut[0] if cut else row
            used = _height(sheet, start, row, points)
        used += height
    if breaks:
        sheet.set_h_pagebreaks(breaks)
