"""Each company's liquidity budget (likviditetsbudsjett): 24 months in named lines, twelve a page.

Every number refers to the sheet of months. Which lines there are, in which order, and which month is the
first, is decided in `answers.liquidity`, which the papers share. The month in which cash is lowest, from the
first payment on, is marked, live.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from feasibility.answers.liquidity import MONTHS, budget_rows, cash_line, first_month, first_payment
from feasibility.engine.expr import Axis, IfNull, Line, Null, ValueAt
from feasibility.engine.sheet.cells import Formula, absolute_range, column_letters
from feasibility.language import Label
from feasibility.model.base.result import Row
from feasibility.names import PARTIES, PartyId
from feasibility.workbook import words
from feasibility.workbook.axes import period_header
from feasibility.workbook.book import Book, cell_range
from feasibility.workbook.layout import HEADER_ROW
from feasibility.workbook.printing import fit_blocks, label_width
from feasibility.workbook.sheet import Cell, LiveSheet
from feasibility.workbook.styles import NAVY, number_format

NAME: Final = Label("Likviditet", "Liquidity")
GUIDE: Final = Label(
    "Likviditetsbudsjett for 24 måneder, post for post", "Liquidity budget for 24 months, line by line"
)
_TITLE: Final = Label("Likviditetsbudsjett", "Liquidity budget")
_LEAD: Final = Label(
    "NOK inkl. mva., i måneden det betales. Inn og ut er begge positive. Måneden med lavest kasse fra "
    "første betaling er rød.",
    "NOK incl. VAT, in the month it is paid. In and out are both positive. The month of lowest cash, counted "
    "from the first payment, is red.",
)
_DECIMALS: Final = 6
_LOWEST: Final = Label("Lavest bankinnskudd i disse månedene", "Lowest cash of these months")
_LOWEST_OF_ALL: Final = Label("Laveste reserve fra første betaling", "Lowest reserve from the first payment")
_SINCE: Final = Label("Første betaling", "First payment")
_COUNTED: Final = Label("Bankinnskudd fra første betaling", "Cash from the first payment on")
_LOWEST_ROWS: Final = 2
_LABEL, _FIRST = 0, 1
_LABEL_WIDTH, _ID_WIDTH, _ROW_POINTS, _MONTHS_A_PAGE = 42, 38, 12, 12


def sheet_name(party: PartyId) -> Label:
    """The sheet of a company's liquidity budget."""
    short = PARTIES[party].short
    return Label(f"{NAME.nb} {short.nb.lower()}", f"{NAME.en} {short.en.lower()}")


def write_liquidity(book: Book) -> None:
    """Write a sheet for each company that has a budget."""
    header = period_header(book, Axis.MONTH)
    if header is None:
        return
    for budget in book.built.budgets:
        _Company(book, budget.party, header).write()


class _Company:
    """Writes one company's sheet."""

    def __init__(self, book: Book, party: PartyId, header: Line) -> None:
        self.book, self.party, self.header = book, party, header
        self.first = first_month(book.numbers.values, party)
        self.count = min(MONTHS, book.layout.length(Axis.MONTH) - (self.first - 1))
        self.rows = budget_rows(book.built, party, self.first - 1 + MONTHS)
        # the column of labels is repeated on each page, and whatever is wider than it would be cut there
        title = f"{book.say(_TITLE)}: {book.say(PARTIES[party].short).lower()}"
        name, printed = sheet_name(party), book.is_printed(party)
        self.sheet: LiveSheet = book.add_sheet(name, title, None, NAVY, printed=printed)
        self.sheet.write_string(1, 1, book.say(_LEAD), book.style("lead"))

    def write(self) -> None:
        book, sheet = self.book, self.sheet
        amount = book.printed_width(row.month for row in self.rows if row.month is not None)
        labels = (_shown(book, row) for row in self.rows if row.month is not None)
        label = label_width(labels, [amount] * min(self.count, _MONTHS_A_PAGE), _LABEL_WIDTH)
        widths = [label, *[amount] * self.count]
        for column, width in enumerate([*widths, _ID_WIDTH]):
            sheet.set_column(column, column, width)
        sheet.set_default_row(_ROW_POINTS)
        sheet.write_string(HEADER_ROW, _LABEL, book.say(words.LINE), book.style("header_left"))
        dates = number_format("date", book.language)
        self.months(self.header, HEADER_ROW, book.style("header", dates.split(";")[0]))
        self.word(HEADER_ROW, words.LINE_ID, "header_left")
        cash, starts, at = cash_line(book.built, self.party), [HEADER_ROW], HEADER_ROW
        for at, row in enumerate(self.rows, HEADER_ROW + 1):
            if row.month is None and starts[-1] < at - 1:
                starts.append(at)
            self.line(row, at)
            if row.month is cash:
                closing = at
        counted = self.counted(closing, at + _LOWEST_ROWS + 3)
        self.mark(closing, counted)
        end = self.lowest(counted, at + 2)
        fit_blocks(sheet, widths, _LABEL, starts, end, _ROW_POINTS, (), _ROW_POINTS)
        sheet.repeat_rows(HEADER_ROW)
        sheet.freeze_panes(HEADER_ROW + 1, _FIRST)
        sheet.print_area(0, 0, end - 1, self.count)
        # a budget of 24 months leaves the later ones out on purpose
        sheet.ignore_errors({"formula_range": cell_range(HEADER_ROW, 0, end, self.count)})

    def line(self, row: Row, at: int) -> None:
        """A heading over the whole width, or a line by month."""
        book, sheet = self.book, self.sheet
        if row.month is None:
            for column in range(self.count + 1):
                sheet.write_blank(at, column, None, book.style("block"))
            book.user_text(sheet, at, _LABEL, book.say(row.label), "block")
            return
        kind = "total" if row.kind == "total" else "row"
        book.user_text(sheet, at, _LABEL, _shown(book, row), f"{kind}_label", text_wrap=False)
        style = book.number_style(kind, row.month)
        if row.month is cash_line(book.built, self.party):
            self.cash(row.month, at, style)
        else:
            self.months(row.month, at, style)
        sheet.write_string(at, self.count + 1, row.month.id, book.style("id"))

    def months(self, line: Line, at: int, style: object) -> None:
        """The months shown of a line."""
        self.book.put_months(self.sheet, line, self.count, at, _FIRST, style, self.first)

    def cash(self, line: Line, at: int, style: object) -> None:
        """The months of cash to a millionth of a krone, as are the flows it sums.

        So the lowest month is the first of equals, and not the one whose last bit is lowest.
        """
        book = self.book
        repeated = book.repeated(self.sheet, line, at, _FIRST, self.first)
        formula = replace(repeated, pattern=f"ROUND({repeated.pattern},{_DECIMALS})")
        values = [float(np.round(cash, _DECIMALS)) for cash in self.shown(line)]
        book.put(self.sheet, at, formula, values, style, line.id, line.unit)

    def shown(self, line: Line) -> npt.NDArray[np.float64]:
        """The numbers of the months shown."""
        return np.asarray(self.book.numbers.values.of(line), dtype=float)[self.first - 1 :][: self.count]

    def word(self, at: int, label: Label, style: str) -> None:
        """A word over the column of ids."""
        self.sheet.write_string(at, self.count + 1, self.book.say(label), self.book.style(style))

    def area(self, at: int) -> str:
        """The months of a row."""
        return absolute_range(at, _FIRST, at, self.count)

    def counted(self, closing: int, at: int) -> int:
        """The cash of the months from the first payment on, beneath what is printed; gives back its row.

        Before that there is no money to be low, and the row is empty.
        """
        book, sheet, cash = self.book, self.sheet, cash_line(self.book.built, self.party)
        since = book.built.model.lines[f"{self.party}.lowest_cash.since"]
        sheet.write_string(at, _LABEL, book.say(_SINCE), book.style("muted"))
        date = book.style("muted", number_format("date", book.language), align="right")
        book.put_expr(sheet, ValueAt(self.header, since), at, _FIRST, date, f"{since.id} (date)")
        sheet.write_string(at + 1, _LABEL, book.say(_COUNTED), book.style("muted"))
        start = f"${column_letters(_FIRST)}${at + 1}"
        pattern = f'IF(%s${HEADER_ROW + 1}<{start},"",%s{closing + 1})'
        before = first_payment(book.numbers.values, self.party) - self.first
        amounts = np.round(self.shown(cash), _DECIMALS).tolist()
        values: list[Cell] = [*[""] * min(before, self.count), *amounts[before:]]
        style = book.style("muted", number_format("NOK", book.language))
        formula = Formula(pattern, (0, 0), _FIRST)
        book.put(sheet, at + 1, formula, values, style, f"{cash.id} (counted)", "NOK")
        return at + 1

    def mark(self, closing: int, counted: int) -> None:
        """Red where cash is the lowest of the months that count: the amount, and its month at the top."""
        test = f"={column_letters(_FIRST)}${counted + 1}=MIN({self.area(counted)})"
        rule = {"type": "formula", "criteria": test, "format": self.book.style("failed")}
        for row in (HEADER_ROW, closing):
            self.sheet.conditional_format(row, _FIRST, row, self.count, rule)

    def lowest(self, counted: int, at: int) -> int:
        """The lowest cash of these months, and the lowest reserve of all, both from the first payment on.

        Gives back the row after them.
        """
        book, sheet, cash = self.book, self.sheet, cash_line(self.book.built, self.party)
        before = first_payment(book.numbers.values, self.party) - self.first
        shown = np.round(self.shown(cash), _DECIMALS)[before:]
        dates = self.shown(self.header)[before:]
        amount = book.style("total", number_format("NOK", book.language, zero=""))
        date = book.style("total", number_format("date", book.language), align="right")
        self.label(at, _LOWEST)
        row, none = self.area(counted), f'"{book.say(words.NO_NUMBER)}"'
        least = Formula(f"IF(COUNT({row})=0,{none},MIN({row}))", (), _FIRST)
        book.put(sheet, at, least, [float(shown.min())], amount, f"{cash.id} (lowest)", "NOK")
        place = f"INDEX({self.area(HEADER_ROW)},1,MATCH({column_letters(_FIRST)}{at + 1},{row},0))"
        found = Formula(f"IF(COUNT({row})=0,{none},{place})", (), _FIRST + 1)
        if self.count > 1:
            book.put(sheet, at, found, [float(dates[shown.argmin()])], date, f"{cash.id} (lowest, month)")
        lines = book.built.model.lines
        of_all, month = lines[f"{self.party}.lowest_cash"], lines[f"{self.party}.lowest_cash.month"]
        self.label(at + 1, _LOWEST_OF_ALL)
        book.put_reference(sheet, of_all, at + 1, _FIRST, amount)
        when = IfNull(ValueAt(self.header, month), Null(words.NO_DATE))
        book.put_expr(sheet, when, at + 1, _FIRST + 1, date, f"{month.id} (date)")
        if self.count > _MONTHS_A_PAGE + 1:
            here: list[Cell] = [float(shown.min()), float(dates[shown.argmin()])]
            for row_at, values in (
                (at, here),
                (at + 1, [book.numbers.cell(of_all), book.numbers.cell(when)]),
            ):
                self.again(row_at, _FIRST, values[0], amount, f"{cash.id} (lowest, again)", "NOK")
                self.again(row_at, _FIRST + 1, values[1], date, f"{cash.id} (lowest, month, again)")
        return at + 2

    def again(self, at: int, column: int, value: Cell, style: object, id: str, unit: str = "") -> None:
        """A cell once more on the second page, where the words beside it are repeated."""
        formula = Formula(f"{column_letters(column)}{at + 1}", (), column + _MONTHS_A_PAGE)
        self.book.put(self.sheet, at, formula, [value], style, id, unit)

    def label(self, at: int, label: Label) -> None:
        """A label in the style of a total."""
        self.sheet.write_string(at, _LABEL, self.book.say(label), self.book.style("total_label"))


def _shown(book: Book, row: Row) -> str:
    """A row's label; what is no total stands in."""
    return book.say(row.label) if row.kind == "total" else f"   {book.say(row.label)}"
