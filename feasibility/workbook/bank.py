"""The sheet a bank reads: each borrower's sources and uses, measures against covenants, loans and the rest.

Every number is a reference to the model's lines, so it is recalculated with them; the stress grid alone is
values (see `stress`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feasibility.case import choice_label
from feasibility.engine.expr import Axis, IfNull, Input, Line, Null, ValueAt, over
from feasibility.language import Label
from feasibility.model.base.bank_view import BankView, Entry, Measured
from feasibility.workbook import words
from feasibility.workbook.axes import period_header
from feasibility.workbook.book import Book
from feasibility.workbook.layout import used_inputs
from feasibility.workbook.letters import lines_of
from feasibility.workbook.printing import fit_blocks
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.stress import LEAST_COLUMNS, write_stress
from feasibility.workbook.styles import NAVY, number_format, unit_words
from feasibility.workbook.words import (
    AMOUNT,
    BALANCES,
    BANK_BY_YEAR,
    BANK_LEAD,
    COMMON,
    COUNTED,
    HEADROOM,
    IN_YEAR,
    LIMIT,
    MADE_OF,
    MISSING,
    NONE_MISSING,
    SHARE,
    SOURCES_USES,
    SOURCES_USES_LEAD,
    WORST,
    counted,
)

LABEL, UNIT, LIMIT_AT, WORST_AT, WORST_YEAR, FIRST = range(6)
_WIDTHS = (36, 8, 11, 11, 8)
_RIGHT = FIRST  # the right half of a pair of columns: its label over four, then value and unit
_RIGHT_VALUE, _RIGHT_UNIT = _RIGHT + 4, _RIGHT + 5
_START, _LINE_HEIGHT, _ROW_POINTS, _LEAST_AMOUNT = 3, 12, 12, 10
_SECTION_POINTS = 16
_SPARE_ROWS = 1  # of those between two companies, where the stress test follows the last


def write_bank(book: Book) -> None:
    """Write the sheet, where some company borrows."""
    views, header = book.built.bank, period_header(book, Axis.YEAR)
    if not views or header is None:
        return
    title = f"{book.say(words.BANK)}: {book.cover.name}"[:200]
    sheet = book.add_sheet(words.BANK, title, BANK_LEAD, NAVY, printed=True)
    book.user_text(sheet, 0, 0, f"{book.say(words.BANK)}: {book.cover.name}", "title")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    years = book.layout.length(Axis.YEAR)
    last = max(FIRST + years - 1, _RIGHT_UNIT, LEAST_COLUMNS - 1)
    amount = max(book.printed_width(_by_year(views)), _LEAST_AMOUNT)
    sheet.set_column(FIRST, last, amount)
    sheet.set_default_row(_ROW_POINTS)
    writer = _Bank(book, sheet, header, last)
    row = _START
    for view in views:
        row = writer.company(view, row)
    row -= _SPARE_ROWS
    writer.starts.append(row)
    row = write_stress(book, sheet, row, last, writer.starts, amount)
    printed = max(FIRST + book.years_in_use - 1, _RIGHT_UNIT, LEAST_COLUMNS - 1)
    widths = [*_WIDTHS, *[amount] * (printed + 1 - FIRST)]
    fit_blocks(sheet, widths, WORST_YEAR, writer.starts, row, _ROW_POINTS)
    # which inputs have no source is for the screen: in print the register has them, with all others
    sheet.print_area(0, 0, row - 1, printed)
    write_missing(book, sheet, row + 1, last)


def _by_year(views: Sequence[BankView]) -> Iterator[Line]:
    """Every line that stands in the columns of years."""
    for view in views:
        for measure in view.measures:
            yield measure.by_year
            yield from (by_year for by_year, _ in measure.breaks)
            yield from () if measure.served is None else (by_year for by_year, _ in measure.served.breaks)
        yield from (entry.line for entry in (*view.years, *view.common_costs))
        yield from (loan.balance for loan in view.loans)


class _Bank:
    """Writes one borrower after another."""

    def __init__(self, book: Book, sheet: LiveSheet, header: Line, last: int) -> None:
        self.book, self.sheet, self.header, self.last = book, sheet, header, last
        self.starts: list[int] = []

    def company(self, view: BankView, row: int) -> int:
        """Everything about one borrower from `row` on; gives back the row after it."""
        row = self.sources_uses(view, row)
        row = self.by_year(view, row + 1)
        row = self.loans(view, row + 1)
        return self.groups(view, row + 1) + 1

    # ---- parts -------------------------------------------------------------------------------------------

    def section(self, row: int, label: Label, view: BankView, lead: Label | None = None) -> int:
        """A heading over the whole width; gives back the row after it."""
        self.starts.append(row)
        text = f"{self.book.say(view.label)}: {self.book.say(label)}"
        for column in range(self.last + 1):
            self.sheet.write_blank(row, column, None, self.book.style("section"))
        self.sheet.write_string(row, 0, text, self.book.style("section"))
        self.sheet.set_row(row, _SECTION_POINTS)
        if lead is not None:
            self.sheet.write_string(row + 1, 0, self.book.say(lead), self.book.style("lead"))
            row += 1
        return row + 1

    def sources_uses(self, view: BankView, row: int) -> int:
        """Sources to the left, uses to the right, each with its share of the total."""
        book, sheet, table = self.book, self.sheet, view.sources_uses
        row = self.section(row, SOURCES_USES, view, SOURCES_USES_LEAD)
        for column in range(_RIGHT_UNIT + 1):
            sheet.write_blank(row, column, None, book.style("header"))
        for column, word in ((LABEL, words.SOURCES), (_RIGHT, words.USES)):
            sheet.write_string(row, column, book.say(word), book.style("header_left"))
        for column, word in (
            (LIMIT_AT, AMOUNT), (WORST_AT, SHARE), (_RIGHT_VALUE, AMOUNT), (_RIGHT_UNIT, SHARE),
        ):  # fmt: skip
            sheet.write_string(row, column, book.say(word), book.style("header"))
        sides = (
            ((*table.sources, table.total_sources), LABEL, LIMIT_AT, WORST_AT),
            ((*table.uses, table.total_uses), _RIGHT, _RIGHT_VALUE, _RIGHT_UNIT),
        )
        height = max(len(entries) for entries, *_ in sides)
        for entries, label, value, share in sides:
            whole = entries[-1].line
            for place, entry in enumerate(entries, start=1):
                is_total = place == len(entries)
                # both totals stand on the same row, below the longer of the two
                at = row + (height if is_total else place)
                kind = "total" if is_total else "row"
                self.words(at, label, value - 1, book.say(entry.label), kind)
                book.put_reference(
                    sheet, entry.line, at, value, book.style(kind, number_format("NOK", book.language))
                )
                part = over(entry.line, whole, 0)
                style = book.style(kind, number_format("share", book.language))
                book.put_expr(sheet, part, at, share, style, f"{entry.line.id} (share)", "share")
        return row + height + 1

    def by_year(self, view: BankView, row: int) -> int:
        """Each measure by year with covenant, headroom and what breaks it; then what they are made of."""
        book, sheet = self.book, self.sheet
        row = first = self.section(row, BANK_BY_YEAR, view)
        row = self.year_header(row)
        sheet.write_string(row, LABEL, book.say(COUNTED), book.style("muted"))
        book.put_reference(sheet, view.counted, row, FIRST, book.style("muted", '0;-0;"–";@'))
        row += 1
        for measure in view.measures:
            row = self.measure(measure, row)
        row = self.block(row, MADE_OF)
        for entry in view.years:
            row = self.year_row(entry, row)
        if view.common_costs:
            row = self.block(row, COMMON)
            for entry in view.common_costs:
                row = self.year_row(entry, row)
        book.blank_unused_years(sheet, (first, row - 1), FIRST)
        return row

    def year_header(self, row: int) -> int:
        """The headings over columns of years."""
        book, sheet = self.book, self.sheet
        for column, word in enumerate((words.LINE, words.UNIT, LIMIT, WORST, IN_YEAR)):
            style = "header" if column > UNIT else "header_left"
            sheet.write_string(row, column, book.say(word), book.style(style))
        book.put_reference(sheet, self.header, row, FIRST, book.style("header", "0"))
        return row + 1

    def block(self, row: int, label: Label) -> int:
        """A lesser heading."""
        for column in range(self.last + 1):
            self.sheet.write_blank(row, column, None, self.book.style("block"))
        self.sheet.write_string(row, LABEL, self.book.say(label), self.book.style("block"))
        return row + 1

    def measure(self, of: Measured, row: int) -> int:
        """A measure, and what its covenant leaves."""
        book, sheet = self.book, self.sheet
        self.start(row, book.say(of.label), of.by_year.unit, "total")
        if isinstance(of.by_year.formula, Null):  # nothing to measure in any year: the reason is said once
            style = book.style("total", align="left", italic=True)
            book.put_reference(sheet, of.worst, row, LIMIT_AT, style)
            return row + 1
        style = book.style("total", self.format(of.by_year), align="right")
        if of.limit is not None:
            id = f"{of.by_year.id} (covenant)"
            book.put_expr(sheet, of.limit, row, LIMIT_AT, style, id, of.by_year.unit)
        else:
            sheet.write_blank(row, LIMIT_AT, None, style)
        book.put_reference(
            sheet, of.worst, row, WORST_AT, book.style("total", self.format(of.worst), align="right")
        )
        year = book.style("total", '0;-0;0;"–"', align="right")
        book.put_reference(sheet, of.worst_year, row, WORST_YEAR, year)
        style = book.style("total", self.format(of.by_year), align="right")
        book.put_reference(sheet, of.by_year, row, FIRST, style)
        row += 1
        pairs: list[tuple[str, Line, Line]] = []
        if of.headroom is not None and of.least is not None:
            pairs.append((book.say(HEADROOM), of.headroom, of.least))
        served = () if of.served is None else ((of.served.headroom, of.served.least), *of.served.breaks)
        pairs += [
            (_after_colon(book.say(by_year.label)), by_year, worst)
            for by_year, worst in (*of.breaks, *served)
        ]
        for text, by_year, worst in pairs:
            self.start(row, f"   {text}", by_year.unit, "row")
            for column in (LIMIT_AT, WORST_YEAR):
                sheet.write_blank(row, column, None, book.style("row"))
            style = book.style("row", self.format(by_year), align="right")
            book.put_reference(sheet, worst, row, WORST_AT, style)
            book.put_reference(sheet, by_year, row, FIRST, style)
            if by_year is of.headroom or (of.served is not None and by_year is of.served.headroom):
                self.mark_below(row, 0)
            row += 1
        return row

    def mark_below(self, row: int, limit: float) -> None:
        """Red where a covenant does not hold."""
        rule = {"type": "cell", "criteria": "<", "value": limit, "format": self.book.style("failed")}
        for first, last in ((WORST_AT, WORST_AT), (FIRST, FIRST + self.book.layout.length(Axis.YEAR) - 1)):
            self.sheet.conditional_format(row, first, row, last, rule)

    def year_row(self, entry: Entry, row: int) -> int:
        """A row by calendar year."""
        self.start(row, f"   {self.book.say(entry.label)}", entry.line.unit, "row")
        for column in (LIMIT_AT, WORST_AT, WORST_YEAR):
            self.sheet.write_blank(row, column, None, self.book.style("row"))
        style = self.book.style("row", self.format(entry.line))
        self.book.put_reference(self.sheet, entry.line, row, FIRST, style)
        return row + 1

    def loans(self, view: BankView, row: int) -> int:
        """Balances by year, then each loan's figures side by side."""
        if not view.loans:
            return row
        row = first = self.section(row, BALANCES, view)
        row = self.year_header(row)
        for loan in view.loans:
            kind = self.book.say(choice_label("kind", loan.kind))
            row = self.year_row(Entry(Label(*[f"{loan.name} ({kind})"] * 2), loan.balance), row)
        self.book.blank_unused_years(self.sheet, (first, row - 1), FIRST)
        self.starts.append(row + 1)
        return self.pairs([(Label(loan.name, loan.name), loan.entries, "") for loan in view.loans], row + 1)

    def groups(self, view: BankView, row: int) -> int:
        """Liquidity, pre-let, lease, customers, security, value and demand, two abreast."""
        row = self.section(row, words.BANK_OTHER, view)
        return self.pairs([(group.label, group.entries, group.note) for group in view.groups], row)

    def pairs(self, groups: list[tuple[Label, tuple[Entry, ...], str]], row: int) -> int:
        """Groups of figures two abreast; gives back the row after them."""
        for first in range(0, len(groups), 2):
            if first:
                self.starts.append(row)
            ends = []
            for side, (label, entries, note) in enumerate(groups[first : first + 2]):
                ends.append(self.figures(label, entries, note, row, side))
            row = max(ends) + 1
        return row

    def figures(self, label: Label, entries: tuple[Entry, ...], note: str, row: int, side: int) -> int:
        """One group in the left (0) or the right half; gives back the row after it."""
        book, sheet = self.book, self.sheet
        start, value, unit = (LABEL, LIMIT_AT, WORST_AT) if side == 0 else (_RIGHT, _RIGHT_VALUE, _RIGHT_UNIT)
        for column in range(start, unit + (2 if side == 0 else 1)):
            sheet.write_blank(row, column, None, book.style("block"))
        book.user_text(sheet, row, start, book.say(label), "block")
        for entry in entries:
            row += 1
            self.words(row, start, value - 1, book.say(entry.label), "row")
            self.figure(entry.line, row, value, unit)
        if note:
            row += 1
            book.user_text(sheet, row, start, f"{book.say(words.SOURCE)}: {note}", "muted")
        return row + 1

    def figure(self, line: Line, row: int, value: int, unit: int) -> None:
        """A number with its unit; a month also as a date."""
        book, sheet = self.book, self.sheet
        shown = book.numbers.cells(line)[0]
        dates = book.built.model.lines.get("calendar.date")
        wraps = True
        if line.unit == "month" and dates is not None:
            style = book.style("row", f'"{book.say(words.MONTH)} "0;-0;0;@', align="right", text_wrap=True)
            date = number_format("date", book.language) + ';;;""'
            at = IfNull(ValueAt(dates, line), Null(words.NO_DATE))
            book.put_expr(
                sheet, at, row, unit, book.style("row_unit", date, align="left"), f"{line.id} (date)"
            )
        elif (text := book.unit_beside(line)) == "%":  # a reason for no number has the room of the unit too
            style = book.number_style("row", line)
            sheet.write_blank(row, unit, None, book.style("row_unit"))
            wraps = False
        else:
            style = book.number_style("row", line, align="right", text_wrap=True)
            sheet.write_string(row, unit, text, book.style("row_unit"))
        book.put_reference(sheet, line, row, value, style)
        if isinstance(shown, str) and wraps:
            sheet.set_row(row, _LINE_HEIGHT * lines_of(shown, _WIDTHS[LIMIT_AT]))

    # ---- cells -------------------------------------------------------------------------------------------

    def start(self, row: int, text: str, unit: str, kind: str) -> None:
        """Label and unit of a row by year."""
        self.book.user_text(self.sheet, row, LABEL, text, f"{kind}_label")
        self.sheet.write_string(
            row, UNIT, unit_words(unit, self.book.language), self.book.style(f"{kind}_unit")
        )

    def words(self, row: int, first: int, last: int, text: str, kind: str) -> None:
        """A label over several columns."""
        style = f"{kind}_label"
        for column in range(first + 1, last + 1):
            self.sheet.write_blank(row, column, None, self.book.style(style))
        self.book.user_text(self.sheet, row, first, text, style, text_wrap=False)

    def format(self, line: Line) -> str:
        """The number format of a narrow column: a missing number is a short sign."""
        if line.unit == "NOK":
            return self.book.number_format(line)
        # percentage points are named beside, and take more room than a column of years has
        unit = "share" if line.unit == "points" else line.unit
        return number_format(unit, self.book.language, zero="", null=self.book.say(words.NO_NUMBER))


def _after_colon(label: str) -> str:
    """ "ICR: EBITDA can fall, landlord" is "EBITDA can fall" under ICR's own row."""
    if ": " not in label:
        return label
    after = label.rpartition(",")[0].partition(": ")[2]
    return after[:1].upper() + after[1:]


_PATH = 2


def write_missing(book: Book, sheet: LiveSheet, row: int, last: int) -> int:
    """Write the list from `row` on; gives back its last row."""
    inputs, tables = used_inputs(book.built.model)
    among: dict[str, Input] = {i.id: i for i in inputs}
    among |= {value.id: value for table in tables for value in table.values}
    notes = {id: note for id, note in book.cover.notes.items() if id in among}
    missing = [id for id, note in notes.items() if not note.source and not note.is_default]
    assumed = sum(note.is_assumption for note in notes.values())
    for column in range(last + 1):
        sheet.write_blank(row, column, None, book.style("section"))
    sheet.write_string(row, 0, book.say(MISSING), book.style("section"))
    row += 1
    sourced = sum(bool(note.source) and not note.is_assumption for note in notes.values())
    said = counted(sourced, assumed, len(missing)) if missing else NONE_MISSING
    sheet.write_string(row, 0, book.say(said), book.style("lead"))
    for id in missing:
        row += 1
        book.user_text(sheet, row, 0, book.say(among[id].label), "row_label", text_wrap=False)
        sheet.write_blank(row, 1, None, book.style("row"))
        sheet.write_string(row, _PATH, id, book.style("id"))
    return row
