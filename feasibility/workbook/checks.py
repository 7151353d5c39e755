"""The sheet of checks (docs/model.md §11): each difference, whether it is zero, and one verdict over all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feasibility.engine.expr import Input
from feasibility.engine.sheet.cells import Formula, Place, absolute_range, column_letters, sheet_prefix
from feasibility.language import Label
from feasibility.workbook import check_words, layout, words
from feasibility.workbook.axes import put_law
from feasibility.workbook.book import Book
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW
from feasibility.workbook.letters import lines_of
from feasibility.workbook.sheet import Cell, LiveSheet
from feasibility.workbook.styles import GREEN, ore_format, unit_words

_HEADINGS = (
    check_words.CHECK,
    check_words.DIFFERENCE,
    words.UNIT,
    check_words.STATUS,
    words.LAW,
    words.LINE_ID,
    check_words.FAULT,
)
_LINE_HEIGHT = 13.5
_WIDTHS = (70, 18, 16, 14, 16, 44, 10)


@dataclass(frozen=True)
class BookCheck:
    """A check of the workbook itself, which Python has no need of. formula: 0 where all is well."""

    label: Label
    formula: str
    unit: str


def verdict_place(book: Book) -> Place:
    """The cell that says in words whether every check passes."""
    return Place(book.say(words.CHECKS), FIRST_ROW, 0)


def verdict(book: Book) -> str:
    """All is well, or not, in words, as Python knows it."""
    if not book.built.checks:
        return book.say(check_words.NO_CHECKS)
    failed = any(book.numbers.cell(check.difference) != 0 for check in book.built.checks)
    return book.say(check_words.SOME_FAILED if failed else _all_passed(book))


def _all_passed(book: Book) -> Label:
    return check_words.all_passed(len(book.built.checks), len(_own(book)))


def _count(book: Book) -> int:
    return len(book.built.checks) + len(_own(book))


def _own(book: Book) -> list[BookCheck]:
    """Inputs that are numbers within their limits, and no error on a sheet that is calculated.

    The sum of a sheet is an error where one of its cells is: a figure that no check of the model reads may
    fail alone.
    """
    found = []
    inputs = [row for row, item in book.layout.inputs.rows.items() if isinstance(item, Input)]
    if inputs:
        area = _area(book.layout.inputs.name, layout.INPUT_FAULT, max(inputs), layout.INPUT_FAULT)
        found.append(BookCheck(check_words.INPUTS_WITHIN, f"SUM({area})", "count"))
    for plan in book.layout.axes:
        row, last = max(plan.rows, default=FIRST_ROW), plan.first_column + book.layout.length(plan.axis) - 1
        # in two areas: the engine that verifies takes twice as long over one that begins with the totals
        periods = _area(plan.name, layout.OPENING, row, last)
        found.append(_no_errors(plan.name, periods, _area(plan.name, layout.TOTAL, row, layout.TOTAL)))
    measures = book.layout.measures
    if measures.rows:
        area = _area(measures.name, layout.MEASURE_VALUE, max(measures.rows), layout.MEASURE_VALUE)
        found.append(_no_errors(measures.name, area))
    return found


def _no_errors(sheet: str, *areas: str) -> BookCheck:
    label = Label(f"Ingen feilverdier i arket {sheet}", f"No error on the sheet {sheet}")
    return BookCheck(label, f"IFERROR(IF(SUM({','.join(areas)})=0,0,0),1)", "count")


def _area(sheet: str, first_column: int, last_row: int, last_column: int) -> str:
    return sheet_prefix(sheet) + absolute_range(FIRST_ROW, first_column, last_row, last_column)


def write_checks(book: Book) -> None:
    """Write the sheet: the verdict, the number of failed checks, then each check."""
    sheet = book.add_sheet(words.CHECKS, book.say(words.CHECKS), check_words.CHECKS_LEAD, GREEN)
    for column, (word, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        style = "header" if column in (layout.CHECK_DIFFERENCE, layout.CHECK_FAULT) else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_row(FIRST_ROW, 20)
    first = FIRST_ROW + 3
    last = max(first, first + _count(book) - 1)
    own_first = first + len(book.built.checks)
    _verdict(book, sheet, first, last, own_first)
    for row, check in enumerate(book.built.checks, first):
        line = check.difference
        label = book.say(check.label)
        book.user_text(sheet, row, 0, label, "row_label")
        if (needed := lines_of(label, _WIDTHS[0])) > 1:
            sheet.set_row(row, _LINE_HEIGHT * needed)
        put_law(book, sheet, line, row, layout.CHECK_LAW)
        sheet.write_string(row, layout.CHECK_ID, line.id, book.style("id"))
        number = ore_format(book.language) if line.unit == "NOK" else book.number_format(line)
        style = book.style("row", number)
        home = book.layout.line(line)
        if (home.sheet, home.row) == (sheet.name, row):
            book.put_line(sheet, line, style)
        else:
            book.put_reference(sheet, line, row, layout.CHECK_DIFFERENCE, style)
        _status(book, sheet, row, line.unit, book.numbers.cell(line), line.id)
    for row, own in enumerate(_own(book), own_first):
        book.user_text(sheet, row, 0, book.say(own.label), "row_label")
        _put(book, sheet, row, layout.CHECK_DIFFERENCE, own.formula, 0.0, book.style("row", "0"))
        _status(book, sheet, row, own.unit, 0.0, book.say(own.label))
    mark_failures(book, sheet, first, last, layout.CHECK_STATUS, layout.CHECK_STATUS)
    mark_failures(book, sheet, FIRST_ROW, FIRST_ROW, 0, 0)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, layout.CHECK_ID)


def _verdict(book: Book, sheet: LiveSheet, first: int, last: int, own_first: int) -> None:
    """The verdict and the number of failed checks. Neither reads a difference, which may be an error."""
    passed, failed = _quoted(book, _all_passed(book)), _quoted(book, check_words.SOME_FAILED)
    count = f"B{FIRST_ROW + 2}"
    shown = f"IF({count}=0,{passed},{failed})"
    if own_first <= last and book.layout.inputs.rows:
        invalid = _quoted(book, check_words.INVALID_INPUT)
        shown = f"IF({count}=0,{passed},IF(B{own_first + 1}>0,{invalid},{failed}))"
    if not book.built.checks:
        shown = _quoted(book, check_words.NO_CHECKS)
    _put(book, sheet, FIRST_ROW, 0, shown, verdict(book), book.style("status"))
    sheet.write_string(FIRST_ROW + 1, 0, book.say(check_words.FAILED_COUNT), book.style("row_label"))
    faults = [book.numbers.cell(check.difference) != 0 for check in book.built.checks]
    letters = column_letters(layout.CHECK_FAULT)
    total = f"SUM({letters}{first + 1}:{letters}{last + 1})"
    _put(
        book, sheet, FIRST_ROW + 1, layout.CHECK_DIFFERENCE, total, float(sum(faults)), book.style("row", "0")
    )


def _status(book: Book, sheet: LiveSheet, row: int, unit: str, difference: Cell, name: str) -> None:
    """The unit, 1 where the check fails, an error included, and the same in words."""
    sheet.write_string(row, layout.CHECK_UNIT, unit_words(unit, book.language), book.style("row_unit"))
    fault = float(difference != 0)
    cell = f"{column_letters(layout.CHECK_DIFFERENCE)}{row + 1}"
    style = book.style("muted", "0;-0;–", align="right")
    _put(book, sheet, row, layout.CHECK_FAULT, f"IFERROR(IF({cell}=0,0,1),1)", fault, style, name)
    passed, failed = _quoted(book, check_words.PASSED), _quoted(book, check_words.FAILED)
    said = book.say(check_words.FAILED if fault else check_words.PASSED)
    formula = f"IF({column_letters(layout.CHECK_FAULT)}{row + 1}=0,{passed},{failed})"
    _put(book, sheet, row, layout.CHECK_STATUS, formula, said, book.style("row", bold=True), name)


def _put(
    book: Book,
    sheet: LiveSheet,
    row: int,
    column: int,
    formula: str,
    shown: Cell,
    style: Any,
    name: str = "verdict",
) -> None:
    book.put(sheet, row, Formula(formula.replace("%", "%%"), (), column), [shown], style, name)


def _quoted(book: Book, label: Label) -> str:
    return '"' + book.say(label).replace('"', '""') + '"'


def mark_failures(
    book: Book, sheet: LiveSheet, first_row: int, last_row: int, column: int, last: int
) -> None:
    """Red from `column` to `last` where the text in `column` begins with the word for a failed check."""
    word = book.say(check_words.FAILED)
    cell = f"${column_letters(column)}{first_row + 1}"
    sheet.conditional_format(
        first_row,
        column,
        last_row,
        last,
        {
            "type": "formula",
            "criteria": f'=LEFT({cell},{len(word)})="{word}"',
            "format": book.style("failed"),
        },
    )
