"""A sheet of years for each party: income statement, cash flow and balance sheet, from the yearly lines.

Below each row stand the flows it is the sum of, by the names the user gave, as far as they fit on the pages
there are for it; what does not fit is added up as one. A row at the end of each statement checks, live, that
the names add up to what the model says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from feasibility.engine.compute.program import Values
from feasibility.engine.expr import Axis, Line
from feasibility.engine.sheet.cells import Formula, Place
from feasibility.language import Label
from feasibility.model.base.result import BuiltCase, Row, Statement
from feasibility.model.named import Named, named_statements
from feasibility.names import PARTIES, PartyId
from feasibility.workbook import layout, words
from feasibility.workbook.axes import period_header, put_total
from feasibility.workbook.book import Book, cell_range
from feasibility.workbook.layout import HEADER_ROW, PARTY_ORDER
from feasibility.workbook.printing import fit_blocks, label_width, rows_a_page
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.styles import NAVY, unit_words

_FIRST = layout.TOTAL + 1  # the first year; no line looks ahead here, so ids may stand after the last
_LABEL_WIDTH, _UNIT_WIDTH, _ID_WIDTH = 37, 7, 34
_ROW_POINTS, _TITLE_POINTS = 12, 15
_HEADING_ROWS, _TOP_ROWS = 2, 7
"""Repeated on every page: the years and their months; and what the first page has above them, with room."""
_PAGES = {1: 3}
_PAGES_OF_MANY = 2
"""How many pages a company's sheet may take: with two companies there are as many of each sheet."""
_MONTHS_IN_YEAR = "calendar.months_in_year"
_CHECKED = 4
"""How many sums a row checks: a longer formula nobody follows."""
_LEAD = Label(
    "Summene hentes fra Årsberegning, postene under dem fra Beregning. Et år med færre enn 12 måneder er "
    "et stubbår.",
    "Sums are read from Yearly lines, the items below them from Calculation. A year of fewer than 12 months "
    "is a stub year.",
)
_CHECK = Label("Kontroll: poster mot sum", "Check: items against sums")


def sheet_name(party: PartyId) -> Label:
    """The sheet of a party's statements."""
    name = PARTIES[party].short
    return Label(f"{words.STATEMENTS.nb} {name.nb.lower()}", f"{words.STATEMENTS.en} {name.en.lower()}")


def named_by_party(built: BuiltCase, values: Values, first: int) -> Named:
    """Every party's statements with as many names as its sheet has room for.

    Args:
        first: the number of the first line that is made.
    """
    by_party = [[s for s in built.statements if s.party == party] for party in PARTY_ORDER]
    found = Named((), ())
    for statements in filter(None, by_party):
        pages = _PAGES.get(len(built.budgets), _PAGES_OF_MANY)
        room = pages * (rows_a_page(_ROW_POINTS) - _HEADING_ROWS) - _TOP_ROWS
        for statement in statements:
            # its name, its rows, the checks and a row between
            groups = sum(len(row.parts) > 1 for row in statement.rows)
            room -= len(statement.rows) + 2 + math.ceil(groups / _CHECKED)
        of = named_statements(built.model, values, statements, first + len(found.lines), max(0, room))
        found = Named((*found.statements, *of.statements), (*found.lines, *of.lines))
    return found


def write_statements(book: Book) -> None:
    """Write a sheet for each party that has statements, where the model has years."""
    header = period_header(book, Axis.YEAR)
    if header is None:
        return
    for party in PARTY_ORDER:
        statements = [s for s in book.named if s.party == party]
        if statements:
            _Party(book, party, statements, header).write()


class _Party:
    """Writes one party's sheet."""

    def __init__(self, book: Book, party: PartyId, statements: Sequence[Statement], header: Line) -> None:
        self.book, self.statements, self.header = book, statements, header
        self.years = book.layout.length(Axis.YEAR)
        title = f"{book.say(PARTIES[party].short)}: {book.say(words.BY_YEAR)}"
        name, printed = sheet_name(party), book.is_printed(party)
        self.sheet: LiveSheet = book.add_sheet(name, title, _LEAD, NAVY, printed=printed)

    def write(self) -> None:
        book, sheet = self.book, self.sheet
        shown = [row for statement in self.statements for row in statement.rows]
        amount = book.printed_width(row.year for row in shown if row.year is not None)
        others = [_UNIT_WIDTH, amount + 2, *[amount] * book.years_in_use]
        widths = [label_width((_shown(book, row) for row in shown), others, _LABEL_WIDTH), *others]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_column(_FIRST, _FIRST + self.years - 1, amount)
        sheet.set_column(_FIRST + self.years, _FIRST + self.years, _ID_WIDTH)
        sheet.set_default_row(_ROW_POINTS)
        row = self.heading()
        starts: list[int] = []
        within: list[int] = []
        last = row - 1
        for statement in self.statements:
            starts.append(row)
            end = self.statement(statement, row)
            within += range(row + 2, end - 1)  # neither its name nor its last row stands alone
            row = end + 1
        book.blank_unused_years(sheet, (HEADER_ROW, row), _FIRST)
        fit_blocks(
            sheet, widths, layout.TOTAL, starts, row - 1, _ROW_POINTS, within, _HEADING_ROWS * _ROW_POINTS
        )
        sheet.repeat_rows(HEADER_ROW, last)
        sheet.print_area(0, 0, row - 2, _FIRST + book.years_in_use - 1)
        sheet.freeze_panes(last + 1, layout.UNIT)
        sheet.ignore_errors(
            {
                "formula_differs": cell_range(HEADER_ROW, layout.TOTAL, row, layout.TOTAL),
                "formula_range": cell_range(HEADER_ROW, 0, row, _FIRST + self.years - 1),
            }
        )

    def heading(self) -> int:
        """The years, and how many months of each; gives back the row after them."""
        book, sheet = self.book, self.sheet
        for column, word in (
            (0, words.LINE), (1, words.UNIT), (2, words.TOTAL), (_FIRST + self.years, words.LINE_ID),
        ):  # fmt: skip
            style = "header" if column == layout.TOTAL else "header_left"
            sheet.write_string(HEADER_ROW, column, book.say(word), book.style(style))
        book.put_reference(sheet, self.header, HEADER_ROW, _FIRST, book.style("header", "0"))
        months = book.built.model.lines.get(_MONTHS_IN_YEAR)
        if months is None:
            return HEADER_ROW + 1
        sheet.write_string(HEADER_ROW + 1, 0, book.say(words.MONTHS_IN_YEAR), book.style("muted"))
        book.put_reference(sheet, months, HEADER_ROW + 1, _FIRST, book.style("muted", "0"))
        return HEADER_ROW + 2

    def statement(self, statement: Statement, row: int) -> int:
        """Write one statement from `row` on; gives back the row after its last."""
        self.title(row, self.book.say(statement.label), "section")
        self.sheet.set_row(row, _TITLE_POINTS)
        row += 1
        groups: list[tuple[int, int]] = []  # the row of a sum, and that of its last name
        followed = [*pairwise(statement.rows), (statement.rows[-1], None)]
        for item, following in followed:
            if item.kind == "heading":
                self.title(row, self.book.say(item.label), "block")
            elif item.year is None:
                continue
            else:
                has_parts = item.kind != "part" and following is not None and following.kind == "part"
                if has_parts:
                    groups.append((row, row))
                elif item.kind == "part":
                    groups[-1] = (groups[-1][0], row)
                is_rest = item.kind == "part" and len(item.parts) > 1
                self.row(item, item.year, row, has_parts, groups[-1][0] if is_rest else None)
            row += 1
        return self.check(statement, groups, row) if groups else row

    def title(self, row: int, text: str, style: str) -> None:
        """Words over the whole width."""
        for column in range(_FIRST + self.years):
            self.sheet.write_blank(row, column, None, self.book.style(style))
        self.book.user_text(self.sheet, row, 0, text, style)

    def row(self, item: Row, line: Line, row: int, has_parts: bool, rest_of: int | None) -> None:
        """A line by year; the sum of what is named below it stands out.

        rest_of: the row of the sum that this is the rest of.
        """
        book, sheet = self.book, self.sheet
        kind = "total" if item.kind == "total" else "row"
        more = {"bold": True} if has_parts else {}
        book.user_text(sheet, row, layout.LABEL, _shown(book, item), f"{kind}_label", **more, text_wrap=False)
        unit = unit_words(line.unit, book.language)
        sheet.write_string(row, layout.UNIT, unit, book.style(f"{kind}_unit"))
        sheet.write_string(row, _FIRST + self.years, line.id, book.style("id"))
        style = book.number_style(kind, line, **more)
        if item.kind == "part":
            place = Place(sheet.name, row, _FIRST)
            book.layout.stand(line, place)
            put_total(book, sheet, line, row, kind)
            if rest_of is None:
                book.put_line(sheet, line, style)
            else:  # its own formula would be long; that it shows the same is verified with every other cell
                left = f"%s{rest_of + 1}-SUM(%s{rest_of + 2}:%s{row})"
                book.put(
                    sheet,
                    row,
                    Formula(left, (0, 0, 0), _FIRST),
                    book.numbers.cells(line),
                    style,
                    line.id,
                    "NOK",
                )
        else:
            put_total(book, sheet, line, row, kind)
            book.put_reference(sheet, line, row, _FIRST, style)

    def check(self, statement: Statement, groups: Sequence[tuple[int, int]], row: int) -> int:
        """What the names differ from their sums, to the øre; gives back the row after it."""
        book, sheet = self.book, self.sheet
        style = book.style("muted", '0.00;-0.00;"–"', align="right")
        for first in range(0, len(groups), _CHECKED):
            of = groups[first : first + _CHECKED]
            terms = "+".join(f"ABS(%s{at + 1}-SUM(%s{at + 2}:%s{last + 1}))" for at, last in of)
            formula = Formula(f"ROUND({terms},2)", (0,) * (3 * len(of)), layout.TOTAL)
            sheet.write_string(row, layout.LABEL, f"   {book.say(_CHECK)}", book.style("muted"))
            count = self.years + 1
            book.put(sheet, row, formula, [0.0] * count, style, f"{statement.id} (names)", "NOK")
            sheet.conditional_format(
                row, layout.TOTAL, row, layout.TOTAL + self.years,
                {"type": "cell", "criteria": "!=", "value": 0, "format": book.style("failed")},
            )  # fmt: skip
            row += 1
        return row


def _shown(book: Book, item: Row) -> str:
    """A row's label with the space before it that says what it is part of."""
    indent = {"row": "   ", "part": "      "}.get(item.kind, "")
    return indent + book.say(item.label)
