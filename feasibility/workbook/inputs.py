"""The sheet of inputs: every number the model uses, with unit, basis, source, date and path in the case."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from feasibility.engine.expr import Input, Table
from feasibility.engine.sheet.cells import column_letters
from feasibility.language import Label
from feasibility.model.base.result import BuiltCase
from feasibility.workbook import layout, styles, words
from feasibility.workbook.book import Book, Cover, InputNote
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW, InputSection, used_inputs
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import INPUT_INK

LAW, METHOD, STRUCTURE = "rules", "method", "structure"
_LAST = {LAW: words.SECTION_LAW, METHOD: words.SECTION_METHOD, STRUCTURE: words.SECTION_STRUCTURE}
_HEADINGS = (
    words.ASSUMPTION, words.KEY, words.VALUE, words.UNIT, words.BASIS, words.SOURCE, words.DATE, words.PATH,
)  # fmt: skip
_WIDTHS = (50, 11, 15, 22, 16, 52, 11, 44)
_FIRST_YEAR, _LAST_YEAR = 2023, 2060  # the years a case may start in
_SOURCE_CHARACTERS, _LINE_HEIGHT = 52, 13.5  # a long source is wrapped, and its row made higher
TITLE_LIMIT = 32  # characters of an input message's title that Excel accepts
_NO_NOTE = InputNote()


def sections_of(built: BuiltCase, cover: Cover) -> list[InputSection]:
    """Used inputs by section of the case, in the case file's order; law, method and structure come last.

    A table is listed whole if any of it is read. Numbers that stand in no section of the case come first.
    """
    inputs, tables = used_inputs(built.model)
    table_of = {value: table for table in tables for value in table.values}
    rank = {path: place for place, path in enumerate(cover.notes)}
    inputs.sort(key=lambda item: rank.get(item.id, -1))
    entries: dict[str, dict[Input | Table, None]] = {}
    for item in inputs:
        entries.setdefault(_section(item), {})[table_of.get(item, item)] = None
    order = ["", *(s for s in cover.sections if s in entries)]
    order += [s for s in entries if s not in order and s not in _LAST]
    order += [s for s in _LAST if s in entries]
    return [InputSection(_heading(s, cover.sections), tuple(entries[s])) for s in order if s in entries]


def _section(item: Input) -> str:
    """The section an input stands in; empty where it is a number of its own, not one of several."""
    alone = item.section not in _LAST and "." not in item.id
    return "" if alone else item.section


def _heading(section: str, names: Mapping[str, Label]) -> Label:
    if section in _LAST:
        return _LAST[section]
    if not section:
        return words.SECTION_GENERAL
    return names.get(section) or Label(section, section)


def write_inputs(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(words.INPUTS, book.say(words.INPUTS), words.INPUTS_LEAD, INPUT_INK)
    for column, (word, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        style = "header" if column in (layout.INPUT_KEY, layout.INPUT_VALUE) else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 1)
    rows = book.layout.inputs.rows
    keys = {
        value: (t, k)
        for t in rows.values()
        if isinstance(t, Table)
        for value, k in zip(t.values, t.keys, strict=True)
    }
    for row, item in rows.items():
        if isinstance(item, Label):
            for column in range(len(_HEADINGS)):
                sheet.write_blank(row, column, None, book.style("section"))
            book.user_text(sheet, row, 0, book.say(item), "section")
        elif isinstance(item, Table):
            book.user_text(sheet, row, 0, book.say(item.label), "table")
            if item.key_unit != "count":
                key = styles.unit_words(item.key_unit, book.language)
                sheet.write_string(row, layout.INPUT_KEY, key, book.style("muted", align="right"))
        elif isinstance(item, Input):
            _input(book, sheet, row, item, keys.get(item))
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, max(rows, default=HEADER_ROW), len(_HEADINGS) - 1)


def _input(book: Book, sheet: LiveSheet, row: int, item: Input, keyed: tuple[Table, float] | None) -> None:
    note = book.cover.notes.get(item.id, _NO_NOTE)
    book.user_text(sheet, row, 0, _label(book, item, note, keyed is not None), "text")
    if keyed is not None:
        style = book.style("locked", _key_format(book, *keyed))
        sheet.put_number(row, layout.INPUT_KEY, keyed[1], style)
    locked = item.section in (METHOD, STRUCTURE)
    number = styles.exact_format(item.unit, item.value, book.language)
    value = book.numbers.values.inputs[item.id]
    sheet.put_number(row, layout.INPUT_VALUE, value, book.style("locked" if locked else "input", number))
    sheet.write_string(
        row, layout.INPUT_UNIT, styles.unit_words(item.unit, book.language), book.style("unit")
    )
    basis, source = _basis(book, item, note)
    sheet.write_string(row, layout.INPUT_BASIS, book.say(basis), book.style("cell"))
    book.user_text(sheet, row, layout.INPUT_SOURCE, source, "text")
    lines = max(math.ceil(len(source) / _SOURCE_CHARACTERS), 1)
    if lines > 1:
        sheet.set_row(row, _LINE_HEIGHT * lines)
    sheet.write_string(row, layout.INPUT_DATE, note.date, book.style("cell"))
    sheet.write_string(row, layout.INPUT_PATH, item.id, book.style("id"))
    if not locked:
        rule = _validation(book, item, note, row)
        if rule:
            sheet.data_validation(row, layout.INPUT_VALUE, row, layout.INPUT_VALUE, rule)


def _label(book: Book, item: Input, note: InputNote, in_table: bool) -> str:
    """The input's label, with the item it belongs to where the label does not say so itself."""
    label = book.say(item.label)
    around = "" if note.trail is None else book.say(note.trail)
    if around and ":" not in label and not label.lower().startswith(around.lower()):
        label = f"{around}: {label}"
    return f"   {label}" if in_table else label


def _key_format(book: Book, table: Table, key: float) -> str:
    if table.key_unit == "date":
        return styles.date_format(book.language)
    if table.key_unit in ("year", "calendar_year"):
        return f'0;-0;"{book.say(words.ALL_YEARS)}"'
    return "0" if key.is_integer() else "0.0###"


def _basis(book: Book, item: Input, note: InputNote) -> tuple[Label, str]:
    if item.section == LAW:
        return words.BASIS_LAW, "" if item.source is None else book.say(item.source)
    if item.section == METHOD:
        return words.BASIS_METHOD, "" if item.source is None else book.say(item.source)
    if item.section == STRUCTURE:
        return words.BASIS_STRUCTURE, ""
    if note.source:
        return (words.BASIS_ASSUMPTION if note.is_assumption else words.BASIS_SOURCE), note.source
    if item.source is not None:
        return words.BASIS_SOURCE, book.say(item.source)
    return words.BASIS_STATED, ""


def _validation(book: Book, item: Input, note: InputNote, row: int) -> dict[str, Any] | None:
    """What the cell accepts: a warning where the value is odd, a refusal where it means nothing."""
    rule: dict[str, Any] = {"error_title": book.say(words.INVALID_TITLE), "error_type": "stop"}
    head = item.unit.partition("/")[0]
    if head == "date":
        cell = f"{column_letters(layout.INPUT_VALUE)}{row + 1}"
        return rule | {
            "validate": "custom",
            "value": f"=AND(DAY({cell})=1,YEAR({cell})>={_FIRST_YEAR},YEAR({cell})<={_LAST_YEAR})",
            "error_message": book.say(words.INVALID_DATE),
            "input_title": book.say(item.label)[:TITLE_LIMIT],
            "input_message": book.say(words.INVALID_DATE),
        }
    if head == "flag":
        return rule | {
            "validate": "list",
            "source": ["0", "1"],
            "error_message": book.say(words.INVALID_FLAG),
        }
    if note.minimum is None and note.maximum is None:
        return None
    number = "integer" if note.is_whole else "decimal"
    message = book.say(words.limits(note.minimum, note.maximum, head == "share"))
    if note.minimum is None or note.maximum is None:
        low = note.maximum is None
        return rule | {
            "validate": number, "criteria": ">=" if low else "<=",
            "value": note.minimum if low else note.maximum, "error_message": message,
        }  # fmt: skip
    return rule | {
        "validate": number, "criteria": "between", "minimum": note.minimum, "maximum": note.maximum,
        "error_message": message,
    }  # fmt: skip
