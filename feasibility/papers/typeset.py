"""A paper as a PDF: set by Typst from `paper.typ`, offline, with its own fonts, tagged and kept as PDF/A.

Words and numbers are handed over as data, ready written in the reader's language, so nothing a user wrote can
be read as markup, and no number is rounded in two places.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from feasibility.answers.answer import Cell, Column, Figure, Table
from feasibility.case import case_hash
from feasibility.language import Label, Language
from feasibility.language.numbers import NO_BREAK_SPACE
from feasibility.papers.paper import Fact, Paper, Part
from feasibility.papers.written import THOUSANDS, cell_text, is_money_alone
from feasibility.pictures.look import Picture
from feasibility.pictures.render import MARK, svg

STANDARDS: Final = ("a-2a",)
"""PDF/A-2a (ISO 19005-2): fonts within, tagged, to be read for as long as the bank keeps it."""
FONT: Final = "Liberation Sans"
_HERE: Final = Path(__file__).parent
_TEXT_POINTS: Final = 8.5
_REGIONS: Final[dict[Language, str]] = {"nb": "NO", "en": "GB"}
_EPOCH: Final = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def pdf(paper: Paper, language: Language) -> bytes:
    """The paper as a PDF. The same paper gives the same bytes: no clock is read.

    Its date is that of the case's `papers.date`, where it states one.
    """
    import typst  # a quarter of a second that only a paper needs

    made = _compiler().compile(
        format="pdf",
        sys_inputs={"data": json.dumps(_data(paper, language), ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=_timestamp(paper),
    )
    assert isinstance(made, bytes), typst
    return made


def pages(paper: Paper, language: Language) -> list[bytes]:
    """The paper's pages as PNG, for a screen."""
    made = _compiler().compile(
        format="png", ppi=110, sys_inputs={"data": json.dumps(_data(paper, language), ensure_ascii=False)}
    )
    return made if isinstance(made, list) else [made]


def is_ours(content: bytes) -> bool:
    """Whether a file's content is a paper that this module set."""
    return content.startswith(b"%PDF-") and f"<pdf:Keywords>{MARK} ".encode() in content


@cache
def _compiler() -> Any:
    import typst

    return typst.Compiler(
        input=str(_HERE / "paper.typ"),
        root=str(_HERE),
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
    )


def _timestamp(paper: Paper) -> datetime.datetime:
    date = paper.result.case.papers.date
    if date is None:
        return _EPOCH
    return datetime.datetime.combine(datetime.date.fromisoformat(date), datetime.time(), datetime.UTC)


# ---- the paper as data -----------------------------------------------------------------------------------


def _data(paper: Paper, language: Language) -> dict[str, Any]:
    case, day = paper.result.case, _timestamp(paper)
    return {
        "title": paper.title.text(language),
        "author": case.papers.prepared_by or "",
        "mark": f"{MARK} {paper.result.mark}",
        "day": [day.year, day.month, day.day],
        "about_it": case.name,
        "language": language,
        "region": _REGIONS[language],
        "font": FONT,
        "size": _TEXT_POINTS,
        "most_pages": paper.most_pages,
        "footer": _FOOTER.text(language).format(case_hash(case)),
        "about": _facts(paper.about, language),
        "parts": [
            _part(part, place, language) for place, part in enumerate(paper.parts) if _has_content(part)
        ],
        "words": {"missing": MISSING.text(language)},
    }


def _has_content(part: Part) -> bool:
    return bool(part.sentences or part.facts or part.tables or part.pictures or part.missing)


def _part(part: Part, place: int, language: Language) -> dict[str, Any]:
    return {
        "id": part.id,
        "title": part.title.text(language),
        "lead": place == 0,
        "wide": part.is_wide,
        "abreast": part.is_abreast,
        "sentences": [{"text": each.text.text(language), "tone": each.tone} for each in part.sentences],
        "facts": _facts(part.facts, language),
        "tables": [_table(table, part, language) for table in part.tables],
        "pictures": [_picture(picture, language) for picture in part.pictures],
        "missing": [label.text(language) for label in part.missing],
    }


def _facts(facts: Sequence[Fact], language: Language) -> list[dict[str, Any]]:
    """Facts side by side: figures keep to a line, unless something beside them is told at length."""
    values = [cell_text(fact.value, Column("value", fact.label), language) for fact in facts]
    are_short = all(len(value) <= _SHORT for value in values)
    return [
        {
            "label": fact.label.text(language),
            "value": value.replace(" ", NO_BREAK_SPACE) if are_short else value,
            "short": are_short,
        }
        for fact, value in zip(facts, values, strict=True)
    ]


def _table(table: Table, part: Part, language: Language) -> dict[str, Any]:
    bare = is_money_alone(table)
    title = table.title.text(language)
    if title == part.title.text(language):
        title = ""
    if table.in_thousands:
        title = f"{title} ({THOUSANDS.text(language)})" if title else f"({THOUSANDS.text(language)})"
    elif bare:
        title = f"{title} ({_KRONER.text(language)})" if title else _KRONER.text(language)
    return {
        "title": title,
        "columns": [
            {
                "label": column.label.text(language),
                "number": _is_number(table, place),
                "grows": (place == 0 and len(table.columns) > 1) or _is_text(table, place),
            }
            for place, column in enumerate(table.columns)
        ],
        "rows": [
            {
                "cells": [
                    cell_text(cell, column, language, table.in_thousands, bare)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                ],
                "tone": row.tone,
            }
            for row in table.rows
        ],
        "note": "" if table.note is None else table.note.text(language),
    }


def _is_number(table: Table, place: int) -> bool:
    return any(isinstance(row.cells[place], Figure) for row in table.rows)


def _is_text(table: Table, place: int) -> bool:
    """Whether a column has whole sentences, and so needs the room that is left."""
    words = (row.cells[place] for row in table.rows)
    return not _is_number(table, place) and any(_length(cell) > _SENTENCE for cell in words)


def _length(cell: Cell) -> int:
    return len(cell.nb if isinstance(cell, Label) else cell) if isinstance(cell, Label | str) else 0


def _picture(picture: Picture, language: Language) -> dict[str, str]:
    return {"svg": svg(picture, language).replace("DejaVu Sans", FONT), "alt": picture.about.text(language)}


def fonts() -> Sequence[Path]:
    """The fonts that go into every paper."""
    return sorted((_HERE / "fonts").glob("*.ttf"))


_SENTENCE: Final = 40
_SHORT: Final = 26
_KRONER: Final = Label("beløp i kr", "amounts in NOK")
_FOOTER: Final = Label("Saken: {}", "The case: {}")
MISSING: Final = Label("Mangler i saken", "Missing in the case")
