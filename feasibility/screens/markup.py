"""Small pieces of HTML, every text in them escaped, and text that Streamlit's markdown must show as it is."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, NamedTuple

from feasibility.screens.figures import Figure

# Only what changes the text or makes a link: a field's label is read aloud as it is given, strokes included.
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]~$<>])")
_WORDS: Final = ' class="fz-words"'
_COLOURED: Final = ("good", "bad")
"""Tones in which a sentence of an answer has a colour of its own (style.css)."""
MARKS: Final = {"good": "✓", "mixed": "!", "bad": "✗"}
"""What a colour says, for whoever does not see it: the sign that stands before what is told in it."""


class Cell(NamedTuple):
    """A cell of a table. href: the address it leads to. is_number: it stands to the right."""

    text: str
    href: str = ""
    is_number: bool = True


class Chip(NamedTuple):
    """A short word that leads somewhere. brief: more of it, where there is room."""

    text: str
    href: str
    tone: str = ""
    brief: str = ""


def plain(text: str) -> str:
    """`text` for a place that reads markdown: signs with a meaning there stand for themselves."""
    return _MARKDOWN.sub(r"\\\1", text)


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph; `kind` is a class of the style sheet. One that tells of a mistake is read out at once."""
    role = ' role="alert"' if kind == "mistake" else ""
    return f'<p class="fz-{kind or "text"}"{role}>{escape(text)}</p>'


def sentence(text: str, tone: str) -> str:
    """A sentence of an answer; one told in a colour has its sign before it."""
    mark = f'<span class="fz-mark">{MARKS[tone]}</span> ' if tone in _COLOURED else ""
    return f'<p class="fz-said {escape(tone)}">{mark}<span>{escape(text)}</span></p>'


def told(sentences: Iterable[tuple[str, str]]) -> str:
    """Sentences that change while one looks, each with its tone; read out as they do."""
    shown = "".join(sentence(text, tone) for text, tone in sentences)
    return f'<div aria-live="polite">{shown}</div>'


def heading(text: str, level: int) -> str:
    """A heading; level 2 for the parts of the page, 3 below."""
    return f'<h{level} class="fz-h{level}">{escape(text)}</h{level}>'


def link(text: str, href: str) -> str:
    """A text that leads to an address of the app; the bare text where it leads nowhere."""
    return (
        f'<a class="fz-why" href="{escape(href)}" target="_self">{escape(text)}</a>' if href else escape(text)
    )


def chips(found: Iterable[Chip], name: str) -> str:
    """Chips on a line; name: what they are, read aloud."""
    shown = "".join(
        f'<a class="fz-chip fz-{chip.tone or "plain"}" href="{escape(chip.href)}" target="_self">'
        f'{escape(chip.text)}<span class="fz-brief">{escape(chip.brief)}</span></a>'
        for chip in found
    )
    return f'<nav class="fz-chips" aria-label="{escape(name)}">{shown}</nav>'


def way(text: str, href: str) -> str:
    """A way on, on a line of its own."""
    return f'<p class="fz-way">{link(text, href)}</p>'


def answer(sentence: str, basis: Sequence[str], tone: str, more: tuple[str, str] = ("", "")) -> str:
    """The answer on top of the page, in the colour of its tone and with its sign.

    more: a last text, and where it leads.
    """
    notes = "".join(f"<p>{escape(text)}</p>" for text in basis)
    if more[0]:
        notes += f"<p>{link(*more)}</p>"
    mark = f'<span class="fz-mark">{MARKS[tone]}</span>'
    first = f'<p class="fz-sentence">{escape(sentence)}</p>'
    return f'<section class="fz-answer fz-{tone}" aria-live="polite">{mark}{first}{notes}</section>'


def party(name: str, tone: str, tone_words: str, clause: str) -> str:
    """The head of a party's card: who, how it goes, and in what way."""
    return (
        f'<div class="fz-party"><h2 class="fz-h2">{escape(name)}</h2>'
        f'<span class="fz-tone fz-{tone}">{escape(tone_words)}</span></div>'
        f'<p class="fz-clause">{escape(clause)}</p>'
    )


def figure_table(rows: Iterable[Figure], headings: tuple[str, str], caption: str) -> str:
    """A table of measures, each with what changed below its value."""
    shown = []
    for row in rows:
        kind = "" if row.is_number else ' class="fz-reason"'
        change = f"<small>{escape(row.change)}</small>" if row.change else ""
        value = f"<td{kind}>{link(row.value, row.why)}{change}</td>"
        shown.append(f'<tr><th scope="row">{escape(row.label)}</th>{value}</tr>')
    return _table(headings, shown, caption)


def number_table(rows: Iterable[tuple[str, Sequence[str]]], headings: Sequence[str], caption: str) -> str:
    """A table of several numbers a row."""
    return cell_table(([Cell(label), *map(Cell, numbers)] for label, numbers in rows), headings, caption)


def answer_table(rows: Iterable[Sequence[tuple[str, bool]]], headings: Sequence[str], caption: str) -> str:
    """A table of an answer's cells, each a text and whether it is a number; a wide one scrolls by itself."""
    cells = ([Cell(text, "", is_number) for text, is_number in row] for row in rows)
    return cell_table(cells, headings, caption)


def cell_table(
    rows: Iterable[Sequence[Cell]], headings: Sequence[str], caption: str, kinds: Sequence[str] = ()
) -> str:
    """A table of cells, the first of each row its head; a wide one scrolls by itself.

    Args:
        kinds: a class of the style sheet for each row ("total"), where rows differ.
    """
    shown, found = [], [list(row) for row in rows]
    for place, (first, *others) in enumerate(found):
        cells = "".join(
            f"<td{'' if cell.is_number else _WORDS}>{link(cell.text, cell.href)}</td>" for cell in others
        )
        kind = f' class="fz-{kinds[place]}"' if kinds and kinds[place] else ""
        shown.append(f'<tr{kind}><th scope="row">{link(first.text, first.href)}</th>{cells}</tr>')
    # A head stands as what is under it: to the left over words, to the right over numbers.
    of_words = [
        place == 0
        or not any(cell.is_number and cell.text for row in found for cell in row[place : place + 1])
        for place in range(len(headings))
    ]
    table = _table(headings, shown, caption, of_words)
    return f'<div class="fz-wide" tabindex="0" role="region" aria-label="{escape(caption)}">{table}</div>'


def who_pays(steps: Sequence[str], pays: str) -> str:
    """A small picture of who pays whom: parties in boxes, what is paid above the arrow between them."""
    shown = []
    for place, text in enumerate(steps):
        if place % 2 == 0:
            shown.append(f'<span class="fz-box">{escape(text)}</span>')
        else:
            aloud = f'<span class="fz-aloud">{escape(pays)} </span>'
            shown.append(f'<span class="fz-arrow">{aloud}{escape(text)}</span>')
    return f'<p class="fz-pays">{"".join(shown)}</p>'


def listing(items: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A list of texts, each with smaller ones below."""
    shown = (
        f"<li>{escape(text)}{''.join(f'<small>{escape(each)}</small>' for each in below)}</li>"
        for text, below in items
    )
    return f'<ul class="fz-list">{"".join(shown)}</ul>'


def _table(headings: Sequence[str], rows: Sequence[str], caption: str, of_words: Sequence[bool] = ()) -> str:
    head = "".join(
        f'<th scope="col"{_WORDS if place < len(of_words) and of_words[place] else ""}>{escape(text)}</th>'
        for place, text in enumerate(headings)
    )
    return (
        f'<table class="fz-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
