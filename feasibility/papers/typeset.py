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
from feasibility.papers.one_line import one_line_rows
from feasibility.papers.paper import Fact, Paper, Part
from feasibility.papers.written import THOUSANDS, cell_text, is_money_alone
from feasibility.pictures.look import Picture
from feasibility.pictures.render import MARK, svg

STANDARDS: Final = ("a-2a",)
"""PDF/A-2a (ISO 19005-2): fonts within, tagged, to be read for as long as the bank keeps it."""
FONT: Final = "Liberation Sans"
_HERE: Final = Path(__file__).parent
_TEXT_POINTS: Final = 8.5
_WIDE_POINTS: Final = 7.0
_FITTING_POINTS: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Of a paper of one page: the largest that lets it stand there."""
_SIDE_MM: Final = 17.0
_TOP_MM: Final = 15.0
_WIDE_SIDE_MM: Final = 14.0
_TEXT_MM: Final = 210 - 2 * _SIDE_MM
_WIDE_MM: Final = 297 - 2 * _WIDE_SIDE_MM
_POINTS_PER_MM: Final = 72 / 25.4
_CAPITAL_EM: Final = 1409 / 2048
"""How tall a line is in a table: from the foot of a capital to its head, as the font says."""
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
        "wide_size": _WIDE_POINTS,
        "fitting": _FITTING_POINTS,
        "side": _SIDE_MM,
        "top": _TOP_MM,
        "wide_side": _WIDE_SIDE_MM,
        "line": _CAPITAL_EM,
        "most_pages": paper.most_pages,
        "footer": _FOOTER.text(language).format(case_hash(case)),
        "about": _facts(paper.about, language),
        "parts": [
            _part(part, place, language, paper.most_pages == 1)
            for place, part in enumerate(paper.parts)
            if _has_content(part)
        ],
        "words": {"missing": MISSING.text(language)},
    }


def _has_content(part: Part) -> bool:
    return bool(part.sentences or part.facts or part.tables or part.pictures or part.missing)


def _part(part: Part, place: int, language: Language, is_fitted: bool) -> dict[str, Any]:
    room = _room(part, is_fitted)
    return {
        "id": part.id,
        "title": part.title.text(language),
        "lead": place == 0,
        "wide": part.is_wide,
        "abreast": part.is_abreast,
        "sentences": [{"text": each.text.text(language), "tone": each.tone} for each in part.sentences],
        "facts": _facts(part.facts, language),
        "tables": [_table(table, part, language, room) for table in part.tables],
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


def _room(part: Part, is_fitted: bool) -> float:
    """How wide a part's tables are at least, in ems of what they are set in; 0 where that is not told."""
    if part.is_wide:
        return _WIDE_MM * _POINTS_PER_MM / _WIDE_POINTS
    if part.is_abreast:
        return 0
    return _TEXT_MM * _POINTS_PER_MM / (max(_FITTING_POINTS) if is_fitted else _TEXT_POINTS)


def _table(table: Table, part: Part, language: Language, room: float) -> dict[str, Any]:
    bare = is_money_alone(table)
    title = table.title.text(language)
    if title == part.title.text(language):
        title = ""
    if table.in_thousands:
        title = f"{title} ({THOUSANDS.text(language)})" if title else f"({THOUSANDS.text(language)})"
    elif bare:
        title = f"{title} ({_KRONER.text(language)})" if title else _KRONER.text(language)
    labels = [column.label.text(language) for column in table.columns]
    cells = [
        [
            cell_text(cell, column, language, table.in_thousands, bare)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    count = len(labels)
    is_number = [_is_number(table, place) for place in range(count)]
    # with a column a month the names keep their width and the months share what is left
    if count > _MANY and all(is_number[1:]):
        grows = [place > 0 for place in range(count)]
    else:
        grows = [(place == 0 and count > 1) or _is_text(table, place) for place in range(count)]
    across, down = _TIGHT_EM if count > _TIGHT else _INSET_EM
    is_bold = [row.tone == "title" for row in table.rows]
    one_line = one_line_rows(labels, list(zip(cells, is_bold, strict=True)), grows, room, across)
    return {
        "title": title,
        "columns": [
            {"label": label, "number": number, "grows": growing}
            for label, number, growing in zip(labels, is_number, grows, strict=True)
        ],
        "inset": [across, down],
        "rows": [
            {"cells": texts, "tone": row.tone, "one_line": is_one_line}
            for row, texts, is_one_line in zip(table.rows, cells, one_line, strict=True)
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


_MANY: Final = 6
_TIGHT: Final = 14
_INSET_EM: Final = (0.35, 0.26)
_TIGHT_EM: Final = (0.12, 0.2)
"""What is kept free at a cell's sides and over and under it; the latter with many columns."""
_SENTENCE: Final = 40
_SHORT: Final = 26
_KRONER: Final = Label("beløp i kr", "amounts in NOK")
_FOOTER: Final = Label("Saken: {}", "The case: {}")
MISSING: Final = Label("Mangler i saken", "Missing in the case")
