"""The sheet of inputs: every number the model uses, with unit, basis, source, date and path in the case."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from feasibility.engine.calendar import date_of
from feasibility.engine.expr import Input, Table
from feasibility.engine.sheet.cells import Formula, column_letters
from feasibility.language import Label
from feasibility.model.base.result import BuiltCase
from feasibility.workbook import layout, styles, words
from feasibility.workbook.book import CHANGED, Book, Cover, InputNote
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW, InputSection, used_inputs
from feasibility.workbook.limits import LAW, METHOD, NO_NOTE, STRUCTURE, Limits, accepted, is_open, limits_of
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import INPUT_INK

_LAST = {LAW: words.SECTION_LAW, METHOD: words.SECTION_METHOD, STRUCTURE: words.SECTION_STRUCTURE}
_HEADINGS = (
    words.ASSUMPTION, words.KEY, words.VALUE, words.ORIGINAL, words.IS_CHANGED, words.UNIT, words.BASIS,
    words.SOURCE, words.DATE, words.PATH, words.LEAST, words.MOST, words.OUTSIDE, words.RANK,
)  # fmt: skip
_WIDTHS = (50, 11, 15, 15, 8, 26, 16, 52, 11, 44, 15, 15, 12, 8)
_TO_THE_RIGHT = (
    layout.INPUT_KEY,
    layout.INPUT_VALUE,
    layout.INPUT_ORIGINAL,
    layout.INPUT_CHANGED,
    layout.INPUT_RANK,
    layout.INPUT_LOW,
    layout.INPUT_HIGH,
    layout.INPUT_FAULT,
)
_SOURCE_CHARACTERS, _LINE_HEIGHT = 52, 13.5  # a long source is wrapped, and its row made higher
TITLE_LIMIT = 32  # characters of an input message's title that Excel accepts
_SMALLEST = 0.0001  # the least a cell takes where the limit itself is left out
_ANY = 1e12  # beyond any number, where the case sets no limit: text is refused all the same


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
        style = "header" if column in _TO_THE_RIGHT else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 1)
    rows = book.layout.inputs.rows
    _put_changes(book, sheet)
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
            _input(book, sheet, row, item)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    last = max(rows, default=HEADER_ROW)
    sheet.conditional_format(
        FIRST_ROW,
        layout.INPUT_VALUE,
        max(last, FIRST_ROW),
        layout.INPUT_VALUE,
        {
            "type": "formula",
            "criteria": f"=${column_letters(layout.INPUT_FAULT)}{FIRST_ROW + 1}=1",
            "format": book.style("failed"),
        },
    )
    sheet.conditional_format(
        FIRST_ROW,
        layout.INPUT_ORIGINAL,
        max(last, FIRST_ROW),
        layout.INPUT_CHANGED,
        {
            "type": "formula",
            "criteria": f"=${column_letters(layout.INPUT_CHANGED)}{FIRST_ROW + 1}=1",
            "format": book.style("advice", font_size=10),
        },
    )
    sheet.print_area(0, 0, last, layout.INPUT_PATH)


def _input(book: Book, sheet: LiveSheet, row: int, item: Input) -> None:
    note = book.cover.notes.get(item.id, NO_NOTE)
    keyed = book.layout.key_of(item)
    book.user_text(sheet, row, 0, input_label(book, item, keyed is not None), "text")
    if keyed is not None:
        style = book.style("locked", key_format(book, keyed.table, keyed.key))
        sheet.put_number(row, layout.INPUT_KEY, keyed.key, style)
    number = styles.exact_format(item.unit, item.value, book.language)
    value = book.numbers.values.inputs[item.id]
    sheet.put_number(
        row, layout.INPUT_VALUE, value, book.style("input" if is_open(item) else "locked", number)
    )
    sheet.put_number(row, layout.INPUT_ORIGINAL, value, book.style("locked", number))
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
    if is_open(item):
        limits = limits_of(book.cover, item)
        cell = (row, layout.INPUT_VALUE)
        sheet.data_validation(*cell, *cell, _validation(book, item, limits, row))
        _fault(book, sheet, row, item, limits)


def _put_changes(book: Book, sheet: LiveSheet) -> None:
    """1 beside each input that is not as exported, how many so far, and how many in all.

    What is no number is not as exported either, an error included. The running count lets the sheet of
    contents find the first change, the second and so on.
    """
    rows = [row for row, item in book.layout.inputs.rows.items() if isinstance(item, Input)]
    if not rows:
        return
    now, before, changed, rank = map(
        column_letters,
        (layout.INPUT_VALUE, layout.INPUT_ORIGINAL, layout.INPUT_CHANGED, layout.INPUT_RANK),
    )
    style = book.style("muted", "0;-0;–", align="right")
    above = ""
    for row in rows:
        differs = f"IFERROR(IF({now}{row + 1}={before}{row + 1},0,1),1)"
        book.put(sheet, row, Formula(differs, (), layout.INPUT_CHANGED), [0.0], style, CHANGED)
        so_far = f"{above}{changed}{row + 1}"
        book.put(sheet, row, Formula(so_far, (), layout.INPUT_RANK), [0.0], style, CHANGED)
        above = f"{rank}{row + 1}+"
    total = Formula(f"SUM({changed}{rows[0] + 1}:{changed}{rows[-1] + 1})", (), layout.INPUT_VALUE)
    place = book.changed_count
    book.put(sheet, place.row, total, [0.0], book.style("muted", "0"), CHANGED)


def _fault(book: Book, sheet: LiveSheet, row: int, item: Input, limits: Limits) -> None:
    """The limits in cells of their own, and 1 beside them where the input is no number within them."""
    number = styles.exact_format(item.unit, 1.5, book.language)
    for column, limit in ((layout.INPUT_LOW, limits.low), (layout.INPUT_HIGH, limits.high)):
        if limit is None:
            sheet.write_blank(row, column, None, book.style("locked"))
        else:
            sheet.put_number(row, column, limit, book.style("locked", number))
    columns = (layout.INPUT_VALUE, layout.INPUT_LOW, layout.INPUT_HIGH)
    formula = limits.fault(*(f"{column_letters(column)}{row + 1}" for column in columns))
    style = book.style("muted", "0;-0;–", align="right")
    book.put(
        sheet, row, Formula(formula, (), layout.INPUT_FAULT), [0.0], style, f"{item.id} (outside its limits)"
    )


def input_label(book: Book, item: Input, in_table: bool) -> str:
    """The input's label, with the item it belongs to where the label does not say so itself."""
    label = book.say(input_name(book.cover, item))
    return f"   {label}" if in_table else label


def input_name(cover: Cover, item: Input) -> Label:
    """As `input_label`, in both languages."""
    trail = cover.notes.get(item.id, NO_NOTE).trail
    if trail is None:
        return item.label
    return Label(_within(trail.nb, item.label.nb), _within(trail.en, item.label.en))


def _within(around: str, label: str) -> str:
    stands_alone = not around or ":" in label or label.lower().startswith(around.lower())
    return label if stands_alone else f"{around}: {label}"


def key_format(book: Book, table: Table, key: float) -> str:
    """How the key of an entry in a table is shown."""
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


def _validation(book: Book, item: Input, limits: Limits, row: int) -> dict[str, Any]:
    """What the cell accepts, and what is said about it while it is chosen; an empty cell is refused too."""
    message = book.say(accepted(item, limits))
    rule: dict[str, Any] = {
        "ignore_blank": False,
        "input_title": _cut(book.say(item.label), TITLE_LIMIT),
        "input_message": message,
        "error_title": book.say(words.INVALID_TITLE),
        "error_message": message,
        "error_type": "stop",
    }
    if limits.kind == "month":
        cell = f"{column_letters(layout.INPUT_VALUE)}{row + 1}"
        first, last = (date_of(limit or 0).year for limit in (limits.low, limits.high))
        allowed = f"=AND(DAY({cell})=1,YEAR({cell})>={first},YEAR({cell})<={last})"
        return rule | {"validate": "custom", "value": allowed}
    if limits.kind == "flag":
        return rule | {"validate": "list", "source": ["0", "1"]}
    number = "integer" if limits.kind == "whole" else "decimal"
    low, high = limits.low, limits.high
    if low is not None and not limits.low_included:
        # a list of "between" includes its limits, so the least number above is written instead
        low = low + (1 if limits.kind == "whole" else _SMALLEST)
    if high is not None and not limits.high_included:
        high = high - (1 if limits.kind == "whole" else _SMALLEST)
    return rule | {
        "validate": number,
        "criteria": "between",
        "minimum": -_ANY if low is None else low,
        "maximum": _ANY if high is None else high,
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
