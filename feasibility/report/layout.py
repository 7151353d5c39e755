"""Lines of text for a terminal of 100 columns: wrapping, and labels with their numbers in columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import zip_longest
from typing import Literal

from feasibility.record import record

Tone = Literal["plain", "title", "bad", "mixed", "good", "muted"]
WIDTH = 100
"""Columns of the screen."""
_GAP = 2
_NARROWEST_LABEL = 24


@record
class Shown:
    """A line of text, and the tone it is said in (a colour, where there are colours)."""

    text: str
    tone: Tone = "plain"


EMPTY = Shown("")


def paragraph(text: str, tone: Tone = "plain", indent: str = "", hanging: str | None = None) -> list[Shown]:
    """Text broken over lines; those after the first begin with `hanging` (as `indent` unless given)."""
    rest = indent if hanging is None else hanging
    return [
        Shown(f"{indent if i == 0 else rest}{line}".rstrip(" "), tone)
        for i, line in enumerate(broken(text, WIDTH - max(len(indent), len(rest))))
    ]


def broken(text: str, width: int) -> list[str]:
    """`text` over lines of at most `width` characters, broken at spaces; a longer word is left whole.

    No-break spaces hold: an amount never breaks over two lines.
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        elif word or not lines:
            lines.append(word)
    return lines


@record
class Entry:
    """A label with what is said of it: an amount, a month, or why there is none."""

    label: str
    value: str


@record
class Column:
    """A heading with entries below it."""

    heading: str
    entries: tuple[Entry, ...]


def side_by_side(columns: Sequence[Column]) -> list[Shown]:
    """One or two columns over the width of the screen, each with its heading underlined."""
    width = (WIDTH - _GAP * (len(columns) - 1)) // len(columns)
    width = min(width, 76)
    filled = [_column(column, width) for column in columns]
    rows = zip_longest(*filled, fillvalue="")
    return [
        Shown((" " * _GAP).join(cell.ljust(width) for cell in row).rstrip(), "title" if i == 0 else "plain")
        for i, row in enumerate(rows)
    ]


def _column(column: Column, width: int) -> list[str]:
    lines = [column.heading, "─" * width]
    for entry in column.entries:
        lines.extend(entry_lines(entry, width))
    return lines


def entry_lines(entry: Entry, width: int) -> list[str]:
    """A label to the left and its value to the right, over as few lines as it takes."""
    room = width - len(entry.value) - 2
    if len(entry.label) <= room:
        return [entry.label + entry.value.rjust(width - len(entry.label))]
    if room >= _NARROWEST_LABEL:
        label = broken(entry.label, room)
        # the value stands with the last words of the label, where the eye arrives
        last = label[-1] if len(label) == 1 else f"  {label[-1]}"
        if len(last) <= room:
            above = [label[0], *(f"  {words}" for words in label[1:-1])] if len(label) > 1 else []
            return [*above, last + entry.value.rjust(width - len(last))]
    label = broken(entry.label, width)
    return [*label, *(words.rjust(width) for words in broken(entry.value, width - 2))]


def next_lines(steps: tuple[Entry, ...]) -> list[Shown]:
    """Commands with what they do, in two columns, or below each other where they are long."""
    longest = max(len(step.label) for step in steps)
    if longest + max(len(step.value) for step in steps) + 4 <= WIDTH:
        return [Shown(f"  {step.label.ljust(longest)}  {step.value}") for step in steps]
    return [
        line for step in steps for line in (*paragraph(step.value, indent="  "), Shown(f"    {step.label}"))
    ]


def table(
    heading: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    sentences: Container[int] = (),
) -> list[Shown]:
    """A table: the first column to the left, the others to the right; the heading is underlined.

    Args:
        sentences: the places of columns of whole sentences, which are read from the left too.
    """

    def set_in(place: int, cell: str) -> str:
        width = widths[place]
        if place in sentences:
            return f"{' ' * _GAP}{cell}".ljust(width)
        return cell.rjust(width) if len(cell) < width else f" {cell}"  # two numbers never run together

    def line(cells: Sequence[str]) -> str:
        first, *rest = cells
        return (
            first.ljust(widths[0]) + "".join(set_in(place, cell) for place, cell in enumerate(rest, 1))
        ).rstrip()

    shown: list[Shown] = []
    for cells, tone in [(heading, "title"), *((row, "plain") for row in rows)]:
        parts = [
            broken(cell, width - (2 if i else 1))
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        for part in zip_longest(*parts, fillvalue=""):
            shown.append(Shown(line(part), tone))  # type: ignore[arg-type]
        if tone == "title":
            shown.append(Shown("─" * sum(widths)))
    return shown
