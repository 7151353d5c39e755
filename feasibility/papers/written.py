"""A paper's numbers as text, and the paper as an answer, for terminal, files, workbook and app."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.answers.answer import Answer, Cell, Column, Figure, Row, Table, Text, shown
from feasibility.language import LANGUAGES, Label, Language, format_number, format_share
from feasibility.papers.paper import Fact, Paper, Part

_THOUSAND: Final = 1000
THOUSANDS: Final = Label("beløp i 1 000 kr", "amounts in NOK 1,000")


def is_money_alone(table: Table) -> bool:
    """Whether every number of a table is an amount in NOK, so that the unit may be said once."""
    units = {
        cell.unit or column.unit
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if isinstance(cell, Figure) and cell.shown is None
    }
    return units == {"NOK"} and len(table.columns) > _FEW


def cell_text(
    cell: Cell, column: Column, language: Language, in_thousands: bool = False, is_bare: bool = False
) -> str:
    """A cell as it is printed: amounts in thousands, or without their unit, where the table says so."""
    if not isinstance(cell, Figure) or cell.value is None or cell.shown is not None:
        return shown(cell, column, language)
    unit = cell.unit or column.unit
    if column.is_brief:
        return shown(replace(cell, unit=unit.partition("/")[0]), column, language)
    if unit == "ratio":
        text = format_number(cell.value, 2, language)
    elif unit == "NOK" and in_thousands:
        text = format_number(cell.value / _THOUSAND, 0, language)
    elif unit == "NOK" and is_bare:
        text = format_number(cell.value, 0, language)
    elif unit.startswith("share") and in_thousands:
        text = format_share(cell.value, language, 0)
    else:
        return shown(cell, column, language)
    return text if cell.mark is None else f"{text} {cell.mark.text(language)}"


def paper_answer(paper: Paper) -> Answer:
    """The paper as an answer: facts and tables as tables, what is said and what is missing as texts."""
    tables: list[Table] = [_facts("about", Label("Om papiret", "About the paper"), paper.about)]
    texts = []
    for part in paper.parts:
        if part.facts:
            tables.append(_facts(f"{part.id}.facts", part.title, part.facts))
        tables += part.tables
        said = [sentence.text for sentence in part.sentences]
        if (missing := lacking(part)) is not None:
            said.append(missing)
        if said:
            texts.append(Text(part.id, part.title, tuple(said)))
    return Answer(
        f"paper_{paper.id}",
        paper.title,
        paper.result,
        sentences=paper.parts[0].sentences,
        tables=tuple(tables),
        texts=tuple(texts),
        pictures=tuple(picture for part in paper.parts for picture in part.pictures),
        data={"missing": [label.by_language() for label in paper.missing]},
        checks_failed=bool(paper.result.failed_checks),
    )


def brief_answer(paper: Paper) -> Answer:
    """What the paper says first, its parts by name, and what it lacks: enough to know what to open."""
    nb, en = (", ".join(part.title.text(of) for part in paper.parts) for of in LANGUAGES)
    missing = [said for part in paper.parts if (said := lacking(part)) is not None]
    return Answer(
        f"paper_{paper.id}",
        paper.title,
        paper.result,
        sentences=paper.parts[0].sentences,
        texts=(Text("parts", Label("I papiret", "In the paper"), (Label(f"{nb}.", f"{en}."), *missing)),),
        checks_failed=bool(paper.result.failed_checks),
    )


def lacking(part: Part) -> Label | None:
    """What a part asks for and the case does not state, in a sentence; None where it states all."""
    if not part.missing:
        return None
    nb, en = (", ".join(label.text(of) for label in part.missing) for of in LANGUAGES)
    return Label(f"Mangler i saken: {nb}.", f"Missing in the case: {en}.")


def part_tables(part: Part) -> tuple[Table, ...]:
    """A part's facts and tables, as tables."""
    return (*((_facts(f"{part.id}.facts", part.title, part.facts),) if part.facts else ()), *part.tables)


def _facts(id: str, title: Label, facts: tuple[Fact, ...]) -> Table:
    columns = (Column("what", Label("Hva", "What")), Column("value", Label("Verdi", "Value")))
    return Table(id, title, columns, tuple(Row((fact.label, fact.value)) for fact in facts))


_FEW: Final = 2
