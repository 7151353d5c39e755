"""Small pieces of HTML, every text in them escaped, and text that Streamlit's markdown must show as it is."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from feasibility.screens.figures import Figure

# Only what changes the text or makes a link: a field's label is read aloud as it is given, strokes included.
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]~$<>])")
_WORDS: Final = ' class="fz-words"'


def plain(text: str) -> str:
    """`text` for a place that reads markdown: signs with a meaning there stand for themselves."""
    return _MARKDOWN.sub(r"\\\1", text)


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph; `kind` is a class of the style sheet. One that tells of a mistake is read out at once."""
    role = ' role="alert"' if kind == "mistake" else ""
    return f'<p class="fz-{kind or "text"}"{role}>{escape(text)}</p>'


def told(sentences: Iterable[tuple[str, str]]) -> str:
    """Sentences that change while one looks, each with its tone; read out as they do."""
    shown = "".join(paragraph(text, f"said {tone}") for text, tone in sentences)
    return f'<div aria-live="polite">{shown}</div>'


def heading(text: str, level: int) -> str:
    """A heading; level 2 for the parts of the page, 3 below."""
    return f'<h{level} class="fz-h{level}">{escape(text)}</h{level}>'


def answer(sentence: str, basis: Sequence[str], tone: str) -> str:
    """The answer on top of the page, in the colour of its tone."""
    notes = "".join(f"<p>{escape(text)}</p>" for text in basis)
    first = f'<p class="fz-sentence">{escape(sentence)}</p>'
    return f'<section class="fz-answer fz-{tone}" aria-live="polite">{first}{notes}</section>'


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
        value = f"<td{kind}>{escape(row.value)}{change}</td>"
        shown.append(f'<tr><th scope="row">{escape(row.label)}</th>{value}</tr>')
    return _table(headings, shown, caption)


def check_table(
    rows: Iterable[tuple[str, str, str, bool]], headings: tuple[str, str, str], caption: str
) -> str:
    """A table of checks: label, difference, verdict in words, and whether it failed."""
    shown = []
    for label, difference, verdict, failed in rows:
        kind = ' class="fz-failed"' if failed else ""
        cells = f"<td>{escape(difference)}</td><td>{escape(verdict)}</td>"
        shown.append(f'<tr{kind}><th scope="row">{escape(label)}</th>{cells}</tr>')
    return _table(headings, shown, caption)


def number_table(rows: Iterable[tuple[str, Sequence[str]]], headings: Sequence[str], caption: str) -> str:
    """A table of several numbers a row."""
    shown = (
        f'<tr><th scope="row">{escape(label)}</th>{"".join(f"<td>{escape(n)}</td>" for n in numbers)}</tr>'
        for label, numbers in rows
    )
    return _table(headings, list(shown), caption)


def answer_table(rows: Iterable[Sequence[tuple[str, bool]]], headings: Sequence[str], caption: str) -> str:
    """A table of an answer's cells, each a text and whether it is a number; a wide one scrolls by itself."""
    shown = []
    for first, *others in rows:
        cells = "".join(f"<td{'' if is_number else _WORDS}>{escape(text)}</td>" for text, is_number in others)
        shown.append(f'<tr><th scope="row">{escape(first[0])}</th>{cells}</tr>')
    return f'<div class="fz-wide" tabindex="0">{_table(headings, shown, caption)}</div>'


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


def listing(items: Iterable[tuple[str, str]]) -> str:
    """A list of texts, each with a smaller one below."""
    shown = (f"<li>{escape(text)}<small>{escape(below)}</small></li>" for text, below in items)
    return f'<ul class="fz-list">{"".join(shown)}</ul>'


def _table(headings: Sequence[str], rows: Sequence[str], caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in headings)
    return (
        f'<table class="fz-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
