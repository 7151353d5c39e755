"""The sheet of checks (docs/model.md §11): each difference, whether it is zero, and one verdict over all."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Null, flag, total_of, when
from feasibility.engine.sheet.cells import Place, column_letters
from feasibility.workbook import layout, words
from feasibility.workbook.axes import put_law
from feasibility.workbook.book import Book
from feasibility.workbook.layout import FIRST_ROW, HEADER_ROW
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import GREEN, ore_format, unit_words

_HEADINGS = (words.CHECK, words.DIFFERENCE, words.UNIT, words.STATUS, words.LAW, words.LINE_ID)
_WIDTHS = (70, 18, 16, 14, 16, 44)
_VERDICT = layout.CHECK_DIFFERENCE


def verdict_place(book: Book) -> Place:
    """The cell that says in words whether every check passes."""
    return Place(book.say(words.CHECKS), FIRST_ROW, 0)


def verdict(book: Book) -> Expr:
    """All is well, or not, in words."""
    checks = book.built.checks
    if not checks:
        return Null(words.NO_CHECKS)
    return when(_failures(book).equals(0), Null(words.all_passed(len(checks))), Null(words.SOME_FAILED))


def _failures(book: Book) -> Expr:
    return total_of([flag(check.difference.differs(0)) for check in book.built.checks])


def write_checks(book: Book) -> None:
    """Write the sheet: the verdict, the number of failed checks, then each check."""
    sheet = book.add_sheet(words.CHECKS, book.say(words.CHECKS), words.CHECKS_LEAD, GREEN)
    for column, (word, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        style = "header" if column == layout.CHECK_DIFFERENCE else "header_left"
        sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_row(FIRST_ROW, 20)
    book.put_expr(sheet, verdict(book), FIRST_ROW, 0, book.style("status"), "verdict")
    sheet.write_string(FIRST_ROW + 1, 0, book.say(words.FAILED_COUNT), book.style("row_label"))
    count = book.style("row", "0")
    book.put_expr(sheet, _failures(book), FIRST_ROW + 1, layout.CHECK_DIFFERENCE, count, "failed checks")
    first = FIRST_ROW + 3
    for row, check in enumerate(book.built.checks, first):
        line = check.difference
        book.user_text(sheet, row, 0, book.say(check.label), "row_label")
        sheet.write_string(
            row, layout.CHECK_UNIT, unit_words(line.unit, book.language), book.style("row_unit")
        )
        put_law(book, sheet, line, row, layout.CHECK_LAW)
        sheet.write_string(row, layout.CHECK_ID, line.id, book.style("id"))
        number = ore_format(book.language) if line.unit == "NOK" else book.number_format(line)
        style = book.style("row", number)
        home = book.layout.line(line)
        if (home.sheet, home.row) == (sheet.name, row):
            book.put_line(sheet, line, style)
        else:
            book.put_reference(sheet, line, row, layout.CHECK_DIFFERENCE, style)
        status = when(line.equals(0), Null(words.PASSED), Null(words.FAILED))
        book.put_expr(
            sheet, status, row, layout.CHECK_STATUS, book.style("row", bold=True), f"{line.id} (status)"
        )
    last = max(first, first + len(book.built.checks) - 1)
    mark_failures(book, sheet, first, last, layout.CHECK_STATUS, layout.CHECK_STATUS)
    mark_failures(book, sheet, FIRST_ROW, FIRST_ROW, 0, 0)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, len(_HEADINGS) - 1)


def mark_failures(
    book: Book, sheet: LiveSheet, first_row: int, last_row: int, column: int, last: int
) -> None:
    """Red from `column` to `last` where the text in `column` begins with the word for a failed check."""
    word = book.say(words.FAILED)
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
