"""Where words by points go, so that none lies on another, on a mark or outside the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LETTER, LINE = 8.0, 17
"""Width of a letter and height of a line of bold 13-point type, in pixels."""
_MARK: Final = 11
"""Half of what a mark takes up."""
_ASIDE: Final = 13
_STEPS: Final = ((-16, 18), (0,), (-36, 38), (-56, 58), (-84, 86))
"""How far below the middle of the mark words are tried, in pixels; the nearest first."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Placed:
    """Where a point's words stand from it. is_left: they end there; else they begin there."""

    is_left: bool
    dx: int
    dy: int


def placed(
    points: Sequence[tuple[float, float, str]], width: float, height: float, clear: Sequence[_Box] = ()
) -> list[Placed]:
    """A place for each point's words, the first point's first.

    Args:
        points: pixels from the left and from the top, and the words.
        width, height: of the drawing.
        clear: left, top, right and bottom of what is to be seen, too, where there is room elsewhere.
    """
    marks = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y, _ in points]
    taken = list(marks)
    out = []
    for number, (x, y, words) in enumerate(points):
        sides = (True, False) if x > width / 2 else (False, True)
        others = [mark for place, mark in enumerate(marks) if place != number]
        chosen = Placed(sides[0], -_ASIDE if sides[0] else _ASIDE, _STEPS[0][0])
        for steps, avoided in [*((s, [*taken, *clear]) for s in _STEPS), *((s, taken) for s in _STEPS)]:
            tried = [Placed(left, -_ASIDE if left else _ASIDE, dy) for dy in steps for left in sides]
            free = [place for place in tried if _fits(_box(place, x, y, words), avoided, width, height)]
            if free:  # of places alike near their own mark, that farthest from another's
                chosen = max(free, key=lambda place: _apart(_box(place, x, y, words), others))
                break
        taken.append(_box(chosen, x, y, words))
        out.append(chosen)
    return out


def _apart(box: _Box, others: Sequence[_Box]) -> float:
    """How far a box is from the nearest of the others, up or down as much as to the side."""
    left, top, right, bottom = box
    gaps = (max(0.0, x0 - right, left - x1) + max(0.0, y0 - bottom, top - y1) for x0, y0, x1, y1 in others)
    return min(gaps, default=0.0)


def _box(place: Placed, x: float, y: float, words: str) -> _Box:
    long = LETTER * len(words)
    left = x + place.dx - (long if place.is_left else 0)
    middle = y + place.dy
    return left, middle - LINE / 2, left + long, middle + LINE / 2


def _fits(box: _Box, taken: Sequence[_Box], width: float, height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > width or bottom > height:
        return False
    return all(
        right <= from_x or to_x <= left or bottom <= from_y or to_y <= top
        for from_x, from_y, to_x, to_y in taken
    )
