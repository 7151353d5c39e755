"""An answer as text on a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feasibility.answers.answer import Answer, Cell, Column, Figure, Table, shown
from feasibility.language import Label, Language, format_number
from feasibility.report.layout import EMPTY, WIDTH, Shown, paragraph, table
from feasibility.report.summary import Applied, checks, heading

_GAP = 2
_NARROWEST, _NARROWEST_FIRST, _WIDEST_FIRST = 6, 16, 46
_SENTENCE = 45
"""Characters that take a column of words for sentences."""
_LONGEST_WORD = 46
"""A longer one is broken: two columns of such still stand side by side."""


def page(found: Answer, language: Language, applied: Applied | None = None) -> list[Shown]:
    """What was asked of which run, the answer in words, then its tables and texts."""
    result = found.result
    lines = [
        *heading(result, language, applied or Applied()),
        *(checks(result, language) if result.failed_checks else ()),
        *(paragraph(_OTHER_RUNS.text(language), "bad") if _only_others_failed(found) else ()),
        EMPTY,
        Shown(found.title.text(language), "title"),
    ]
    for sentence in found.sentences:
        lines += paragraph(sentence.text.text(language), sentence.tone)
    for each in found.tables:
        lines += [EMPTY, *table_lines(each, language)]
    for text in found.texts:
        lines += [EMPTY, Shown(text.title.text(language), "title")]
        for part in text.paragraphs:
            lines += paragraph(part.text(language))
    return lines


def table_lines(found: Table, language: Language) -> list[Shown]:
    """A table with its title and note; one wider than the screen is broken into several, with the first
    column in each."""
    title = found.title.text(language)
    lines = [Shown(f"{title} ({_THOUSANDS.text(language)})" if found.in_thousands else title, "title")]
    cells = [
        [
            _breakable(_cell(c, column, language, found.in_thousands))
            for c, column in zip(row.cells, found.columns, strict=True)
        ]
        for row in found.rows
    ]
    heads = [column.label.text(language) for column in found.columns]
    told = {n for n in range(1, len(heads)) if _is_told(found, cells, n)}
    for place, chosen in enumerate(_blocks(heads, cells)):
        part = [[row[n] for n in chosen] for row in cells]
        head = [heads[n] for n in chosen]
        drawn = table(head, part, _widths(head, part), {at for at, n in enumerate(chosen) if n in told})
        lines += [EMPTY, *drawn] if place else drawn
    return [*lines, *(paragraph(found.note.text(language), "muted") if found.note else ())]


def _breakable(text: str) -> str:
    """The text with its longest words, which are paths, parted after a point or an underscore."""
    return " ".join(part for word in text.split(" ") for part in _parts(word))


def _parts(word: str) -> Iterator[str]:
    while len(word) > _LONGEST_WORD:
        cut = 1 + max(word.rfind(mark, 0, _LONGEST_WORD) for mark in "._") or _LONGEST_WORD
        yield word[:cut]
        word = word[cut:]
    yield word


def _is_told(found: Table, cells: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column has whole sentences: words alone, of which some take more than a line."""
    if any(isinstance(row.cells[place], Figure) for row in found.rows):
        return False
    return any(len(row[place]) > _SENTENCE for row in cells)


def _cell(cell: Cell, column: Column, language: Language, in_thousands: bool) -> str:
    if not in_thousands or not isinstance(cell, Figure) or cell.value is None or cell.shown is not None:
        return shown(cell, column, language)
    if (cell.unit or column.unit) != "NOK":
        return shown(cell, column, language)
    number = format_number(cell.value / 1000, 0, language)
    return number if cell.mark is None else f"{number} {cell.mark.text(language)}"


def _blocks(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Which columns stand together: the first, and as many of the others as there is room for."""
    first = max(_NARROWEST_FIRST, _needed(0, heads, cells))
    first = min(first, _WIDEST_FIRST) + _GAP
    chosen, used = [0], first
    for place in range(1, len(heads)):
        width = _needed(place, heads, cells) + _GAP
        if len(chosen) > 1 and used + width > WIDTH:
            yield chosen
            chosen, used = [0], first
        chosen.append(place)
        used += width
    yield chosen


def _needed(place: int, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """The narrowest a column may be: no word of it broken, no number."""
    words = [word for text in (heads[place], *(row[place] for row in cells)) for word in text.split(" ")]
    return max(_NARROWEST, max(map(len, words), default=0))


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The room of each column: what its text takes, the widest giving way first where there is too little."""
    count = len(heads)
    natural = [max(len(heads[n]), *(len(row[n]) for row in cells), 1) + _GAP for n in range(count)]
    least = [_needed(n, heads, cells) + _GAP for n in range(count)]
    widths = [max(a, b) for a, b in zip(natural, least, strict=True)]
    while sum(widths) > WIDTH:
        room = [width - low for width, low in zip(widths, least, strict=True)]
        widest = max(range(count), key=lambda n: (room[n] > 0, widths[n]))
        if room[widest] <= 0:
            break
        widths[widest] -= 1
    return widths


def _only_others_failed(found: Answer) -> bool:
    return found.checks_failed and not found.result.failed_checks


_OTHER_RUNS = Label(
    "En av modellens kontroller feilet i en av kjøringene bak svaret.",
    "A check of the model failed in one of the runs behind the answer.",
)
_THOUSANDS = Label("beløp i 1 000 kr", "amounts in NOK 1,000")
