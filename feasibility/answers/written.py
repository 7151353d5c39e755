"""An answer in files: the JSON document, and a CSV file for each table."""

from __future__ import annotations

import csv
import datetime
import io
import math
from collections.abc import Sequence
from typing import Any

from feasibility.answers.answer import Answer, Cell, Column, Figure, Table, shown
from feasibility.case import Case
from feasibility.language import Label, Language, format_unit
from feasibility.language.numbers import STYLES
from feasibility.report.document import Document, head, to_json
from feasibility.report.summary import Applied


def answer_json(
    found: Answer,
    base: Case | None = None,
    applied: Applied | None = None,
    date: datetime.date | None = None,
) -> str:
    """The answer as a JSON document; arguments as of `feasibility.report.document.document`."""
    return to_json(answer_document(found, base, applied, date))


def answer_document(
    found: Answer,
    base: Case | None = None,
    applied: Applied | None = None,
    date: datetime.date | None = None,
) -> Document:
    """The answer as dicts, lists, numbers and text."""
    return {
        **head(found.result, base, applied, date),
        "answer": {
            "id": found.id,
            "title": found.title.by_language(),
            "sentences": [sentence.text.by_language() for sentence in found.sentences],
            "tables": [_table(table) for table in found.tables],
            "texts": [
                {
                    "id": t.id,
                    "title": t.title.by_language(),
                    "paragraphs": [p.by_language() for p in t.paragraphs],
                }
                for t in found.texts
            ],
            "pictures": [
                {"id": p.id, "title": p.title.by_language(), "about": p.about.by_language()}
                for p in found.pictures
            ],
            "data": dict(found.data),
            "checks_failed": found.checks_failed,
        },
    }


def csv_files(found: Answer, language: Language) -> dict[str, str]:
    """Each table as CSV, by the table's id, the main one first.

    Norwegian: semicolons and decimal commas; English: commas and points: so a spreadsheet in the language
    opens them as they are. Numbers have all their digits; one that does not exist is empty. A column that
    says the unit stands second where the rows have units of their own.
    """
    return {table.id: csv_of(table, language) for table in found.tables}


def csv_of(table: Table, language: Language) -> str:
    """One table as CSV, as `csv_files` writes them."""
    own_units = any(isinstance(c, Figure) and c.unit for row in table.rows for c in row.cells)
    out = io.StringIO()
    write = csv.writer(out, delimiter=";" if language == "nb" else ",", lineterminator="\r\n").writerow
    heads = [_headed(column, language) for column in table.columns]
    write([heads[0], _UNIT.text(language), *heads[1:]] if own_units else heads)
    for row in table.rows:
        cells = [_plain(c, column, language) for c, column in zip(row.cells, table.columns, strict=True)]
        if own_units:
            unit = next((c.unit for c in row.cells if isinstance(c, Figure) and c.unit), "")
            cells.insert(1, format_unit(unit, language) if unit and unit != "date" else "")
        write(cells)
    return out.getvalue()


def _headed(column: Column, language: Language) -> str:
    if not column.unit or column.unit in ("count", "flag"):
        return column.label.text(language)
    return f"{column.label.text(language)} ({format_unit(column.unit, language)})"


def _plain(cell: Cell, column: Column, language: Language) -> str:
    if not isinstance(cell, Figure):
        return _harmless(shown(cell, column, language))
    if cell.value is None or not math.isfinite(cell.value):
        return ""
    if cell.shown is not None and (cell.unit or column.unit) == "month":
        return cell.shown.text(language)
    number = repr(int(cell.value)) if float(cell.value).is_integer() else repr(float(cell.value))
    return number.replace(".", STYLES[language].decimal)


def _harmless(text: str) -> str:
    """Words that a spreadsheet would take for a formula, as words."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title.by_language(),
        "columns": [{"id": c.id, "label": c.label.by_language(), "unit": c.unit} for c in table.columns],
        "rows": [
            {column.id: _cell(c) for c, column in zip(row.cells, table.columns, strict=True)}
            for row in table.rows
        ],
        "note": None if table.note is None else table.note.by_language(),
    }


def _cell(cell: Cell) -> Any:
    match cell:
        case Label():
            return cell.by_language()
        case Figure():
            more: dict[str, Any] = {}
            if cell.unit:
                more["unit"] = cell.unit
            if cell.reason is not None and cell.value is None:
                more["reason"] = cell.reason.by_language()
            if cell.mark is not None:
                more["mark"] = cell.mark.by_language()
            value = None if cell.value is None or not math.isfinite(cell.value) else cell.value
            return {"value": value, **more} if more else value
        case _:
            return cell


def table_of(found: Answer, id: str) -> Table:
    """One of an answer's tables. Raises KeyError, with their names, where there is none of that id."""
    known: Sequence[str] = [table.id for table in found.tables]
    if id not in known:
        raise KeyError(f"no table {id!r}: {', '.join(known)}")
    return found.tables[known.index(id)]


_UNIT = Label("Enhet", "Unit")
