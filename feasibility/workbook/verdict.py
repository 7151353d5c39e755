"""On page one: the verdicts with their grounds, and what every present value is made of. All of it is live.

What can be told only by a run of the program stands last and says so: the landlord's result with the
operator's default, and what is still to be replaced.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Null, when
from feasibility.engine.sheet.cells import column_letters
from feasibility.language import Label
from feasibility.model.base.result import PARTS, Ground, Split, Verdict
from feasibility.workbook import check_words, words
from feasibility.workbook.book import Book
from feasibility.workbook.letters import lines_of
from feasibility.workbook.sheet import LiveSheet

LEFT, RIGHT = 0, 4
_VALUE, _STATUS = 1, 2  # columns right of the label
_LINE_HEIGHT, _ROW_HEIGHT = 12, 13.5
_LABEL_WIDTHS = {LEFT: 37, RIGHT: 36}
_COLUMNS_OF_PARTS = (1, 2, 5, 6)
_PART_WIDTHS, _TITLE_POINTS = (14, 15, 14, 15), 18
_WHOLE_WIDTH = 132  # of the summary's columns together


def write_verdicts(book: Book, sheet: LiveSheet, row: int) -> int:
    """The companies side by side, the bank below the shorter of them; gives back the row after them."""
    free = {LEFT: row, RIGHT: row}
    lines: dict[int, int] = {}
    for verdict in book.built.verdicts:
        column = min(free, key=lambda side: (free[side], side))
        _verdict(book, sheet, verdict, free[column], column)
        for at, ground in enumerate(verdict.grounds, start=free[column] + 1):
            needed = lines_of(book.say(ground.text), _LABEL_WIDTHS[column])
            lines[at] = max(lines.get(at, 1), needed)
        free[column] += len(verdict.grounds) + 2
    for at, needed in lines.items():
        sheet.set_row(at, _ROW_HEIGHT + _LINE_HEIGHT * (needed - 1))
    return _as_written(book, sheet, max(free.values()) - 1, RIGHT + 2)


def _verdict(book: Book, sheet: LiveSheet, verdict: Verdict, row: int, column: int) -> None:
    """The party with its colour in words, and a row for each ground."""
    sheet.write_blank(row, column + _VALUE, None, book.style("section"))
    title = f"{book.say(words.VERDICT)}: {book.say(verdict.label)}"
    sheet.write_string(row, column, title, book.style("section"))
    level = verdict.level
    colour = when(level > 1, Null(words.RED), when(level > 0, Null(words.AMBER), Null(words.GREEN)))
    book.put_expr(sheet, colour, row, column + _STATUS, book.style("status"), f"{level.id} (words)")
    _colour(book, sheet, row, column + _STATUS, (words.RED, "failed"), (words.AMBER, "advice"))
    for number, ground in enumerate(verdict.grounds, start=1):
        _ground(book, sheet, ground, row + number, column)


def _ground(book: Book, sheet: LiveSheet, ground: Ground, row: int, column: int) -> None:
    text = book.say(ground.text)
    book.user_text(sheet, row, column, text[:1].upper() + text[1:], "row_label")
    if ground.amount is None:
        sheet.write_blank(row, column + _VALUE, None, book.style("row"))
    else:
        style = book.number_style("row", ground.amount, align="right", text_wrap=True)
        book.put_reference(sheet, ground.amount, row, column + _VALUE, style)
    yes: Expr = Null(words.HOLDS)
    if ground.after_deal is not None:  # which year it is stands on the bank's sheet
        yes = when(ground.after_deal > 0, Null(words.HOLDS_AFTER_DEAL), yes)
    holds = when(ground.holds > 0, yes, Null(words.HOLDS_NOT))
    book.put_expr(
        sheet,
        holds,
        row,
        column + _STATUS,
        book.style("row_unit", text_wrap=True),
        f"{ground.holds.id} (words)",
    )
    style_of = "failed" if ground.level == "red" else "advice"
    held = (words.HOLDS, words.HOLDS_AFTER_DEAL)
    _colour(book, sheet, row, column + _STATUS, *((word, style_of) for word in held))


def _colour(book: Book, sheet: LiveSheet, row: int, column: int, *cases: tuple[Label, str]) -> None:
    """Colours the cell by the word that stands in it."""
    cell = f"${column_letters(column)}${row + 1}"
    for word, style in cases:
        rule = {"type": "formula", "criteria": f'={cell}="{book.say(word)}"', "format": book.style(style)}
        sheet.conditional_format(row, column, row, column, rule)


def write_parts(book: Book, sheet: LiveSheet, row: int) -> int:
    """What each present value is made of, two to the left and two to the right; gives back the row after."""
    splits = book.built.splits
    for first in range(0, len(splits), len(_COLUMNS_OF_PARTS)):
        row = _parts(book, sheet, splits[first : first + len(_COLUMNS_OF_PARTS)], row)
    return row


def _parts(book: Book, sheet: LiveSheet, splits: tuple[Split, ...], row: int) -> int:
    columns = _COLUMNS_OF_PARTS[: len(splits)]
    starts = (LEFT, RIGHT) if len(splits) > 2 else (LEFT,)
    for start in starts:
        for offset in range(3):
            sheet.write_blank(row, start + offset, None, book.style("section", text_wrap=True))
        sheet.write_string(row, start, book.say(words.PARTS_TITLE), book.style("section"))
    for split, column in zip(splits, columns, strict=True):
        name = book.say(split.whole.label)
        book.user_text(sheet, row, column, name, "section", text_wrap=True, align="right", font_size=10)
    names = (book.say(split.whole.label) for split in splits)
    lines = max(lines_of(name, width, True) for name, width in zip(names, _PART_WIDTHS, strict=False))
    sheet.set_row(row, max(_LINE_HEIGHT * lines + 2, _TITLE_POINTS))
    labels = (*PARTS.values(), words.PARTS_SUM, words.WITHOUT_SALE)
    for number, label in enumerate(labels, start=1):
        kind = "total" if label is words.PARTS_SUM else "row"
        for start in starts:
            sheet.write_string(row + number, start, book.say(label), book.style(f"{kind}_label"))
        for split, column in zip(splits, columns, strict=True):
            line = (*split.parts, split.whole, split.without_sale)[number - 1]
            style = book.number_style(kind, line, align="right")
            book.put_reference(sheet, line, row + number, column, style)
    return row + len(labels) + 2


def _as_written(book: Book, sheet: LiveSheet, row: int, last: int) -> int:
    """What was told by the run that wrote the book."""
    said = []
    if book.cover.result_failed:
        said.append(check_words.result_failed(book.cover.result_failed))
    if book.cover.operator_fails is not None:
        said.append(book.cover.operator_fails)
    if book.cover.placeholders:
        said.append(words.placeholders_left(book.cover.placeholders))
    if said:
        book.put_staleness(sheet, row, LEFT)
        row += 1
    for label in said:
        text = f"{book.say(words.AS_WRITTEN)} {book.say(label)}"
        sheet.merge_range(row, LEFT, row, last, "", book.style("warning"))
        book.user_text(sheet, row, LEFT, text, "warning")
        sheet.set_row(row, _LINE_HEIGHT * lines_of(text, _WHOLE_WIDTH, columns=RIGHT + 3) + 2)
        row += 1
    return row + 1 if said else row
