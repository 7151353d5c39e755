"""Where everything stands in the workbook: decided from the structure alone, before anything is written.

Lines over periods have columns for label, unit, total, law and id, then the cells before the first period,
then one column a period, then nothing: formulas that look ahead read the empty cells after the last period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from feasibility.engine.expr import Axis, EngineError, Expr, Input, Line, Lookup, Table, walk
from feasibility.engine.model import Block, Model, lines_on
from feasibility.engine.sheet.cells import Place, TablePlace
from feasibility.engine.sheet.parting import Parted
from feasibility.language import Label, Language
from feasibility.model.base.result import BuiltCase
from feasibility.names import COMPANY_IDS, PARTIES, PartyId
from feasibility.workbook import words
from feasibility.workbook.homes import AXIS_SHEETS, Home, homes_of, parted_lines
from feasibility.workbook.known import Formulas, formulas_where, read_by

# Columns of sheets whose lines run over periods.
LABEL, UNIT, TOTAL, LAW, ID, OPENING = range(6)
LINK_KEY = ID  # where a link to an entry of a table has the key
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1

# Columns of the sheets of inputs, measures and checks.
INPUT_KEY, INPUT_VALUE, INPUT_ORIGINAL, INPUT_CHANGED, INPUT_UNIT, INPUT_BASIS = range(1, 7)
INPUT_SOURCE, INPUT_DATE, INPUT_PATH, INPUT_LOW, INPUT_HIGH, INPUT_FAULT, INPUT_RANK = range(7, 14)
FLAG_ROW = 2
MEASURE_VALUE, MEASURE_UNIT, MEASURE_LAW, MEASURE_ID = range(1, 5)
CHECK_DIFFERENCE, CHECK_UNIT, CHECK_STATUS, CHECK_LAW, CHECK_ID, CHECK_FAULT = range(1, 7)

PARTY_ORDER: tuple[PartyId, ...] = (*COMPANY_IDS, "municipality", "project")


@dataclass(frozen=True)
class AxisSheet:
    """A sheet of lines over one axis. `rows` are the rows taken, by number: blocks, lines, links to inputs.

    An input is read once, into a row of the block that reads it first: formulas then stay on one sheet,
    where a reader can follow them and the file can share them.
    """

    name: str
    axis: Axis
    opening_columns: int
    rows: Mapping[int, Block | Line | Input]

    @property
    def first_column(self) -> int:
        """Column of the first period."""
        return OPENING + self.opening_columns


@dataclass(frozen=True)
class ListSheet:
    """A sheet with one line, input or check a row; headings stand as labels."""

    name: str
    rows: Mapping[int, Label | Line | Input | Table]


class Key(NamedTuple):
    """The key of an entry in a table, and its cell on the sheet of inputs."""

    table: Table
    key: float
    place: Place


@dataclass(frozen=True)
class InputSection:
    """Inputs and tables that stand under one heading of the inputs sheet, in order."""

    label: Label
    entries: Sequence[Input | Table]


@dataclass
class BookLayout:
    """The layout formulas are written for (`engine.excel.Layout`), and the rows of each sheet."""

    model: Model
    language: Language
    axes: list[AxisSheet] = field(default_factory=list)
    inputs: ListSheet = field(default_factory=lambda: ListSheet("", {}))
    measures: ListSheet = field(default_factory=lambda: ListSheet("", {}))
    checks: ListSheet = field(default_factory=lambda: ListSheet("", {}))
    parted: Mapping[Line, Parted] = field(default_factory=dict)
    _lines: dict[Line, Place] = field(default_factory=dict)
    _inputs: dict[Input, Place] = field(default_factory=dict)
    _tables: dict[Table, TablePlace] = field(default_factory=dict)
    _keys: dict[Input, Key] = field(default_factory=dict)
    _input_links: dict[tuple[Input, str], Place] = field(default_factory=dict)
    _table_links: dict[tuple[Table, str], TablePlace] = field(default_factory=dict)

    def line(self, line: Line) -> Place:
        """The cell of the line's first period, or its only cell."""
        return self._lines[line]

    def formula(self, line: Line) -> Expr:
        """What the line's own cells are written with: its formula, or what its parts leave of it."""
        parted = self.parted.get(line)
        return line.formula if parted is None else parted.formula

    def with_parts(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, each below the parts of its formula."""
        parts = {line: self.parted[line].parts for line in lines if line in self.parted}
        return [row for line in lines for row in (*parts.get(line, ()), line)]

    @property
    def parts(self) -> list[Line]:
        """Lines that only the workbook has: the parts of formulas."""
        return [part for parted in self.parted.values() for part in parted.parts]

    def is_part(self, line: Line) -> bool:
        """True for a line that only the workbook has."""
        return line.number >= len(self.model.lines)

    def stand(self, line: Line, place: Place) -> None:
        """Give a line that only the workbook has the cells from `place` on."""
        self._lines[line] = place

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas of lines, as a book before has them where all stands in the same cells."""
        placed = (self._lines, self._inputs, self._tables, self._input_links, self._table_links)
        places = tuple(tuple(each.items()) for each in placed)
        lengths = tuple(map(self.length, Axis))
        return formulas_where((self.language, lengths, *places), self._lines)

    def length(self, axis: Axis) -> int:
        """Number of periods on an axis."""
        return self.model.length(axis)

    def input(self, input: Input, sheet: str = "") -> Place:
        """The cell of an input, or the link to it on this sheet."""
        return self._input_links.get((input, sheet)) or self._inputs[input]

    def table(self, table: Table, sheet: str = "") -> TablePlace:
        """The cells of a table, or the links to them on this sheet."""
        return self._table_links.get((table, sheet)) or self._tables[table]

    def key_of(self, entry: Input) -> Key | None:
        """The key an input has in a table; None where it is in none."""
        return self._keys.get(entry)


def lay_out(built: BuiltCase, sections: Sequence[InputSection], language: Language) -> BookLayout:
    """Give every line, input and table its cell."""
    model = built.model
    layout = BookLayout(model, language)
    _place_inputs(layout, sections)
    homes = homes_of(built)
    layout.parted = parted_lines(built, homes, language)
    openings = read_by(model.lines.values()).deepest
    for axis, name in AXIS_SHEETS.items():
        among = [line for line in model.lines.values() if line.axis is axis or homes.get(line) is axis]
        if lines_on(model, axis):
            _place_axis(layout, axis, name.text(language), openings[axis], among)
    _place_measures(layout, built, homes)
    _place_checks(layout, built, homes)
    return layout


def calendar_of(model: Model) -> tuple[Line, Line] | None:
    """(calendar year of each month, the years), or None for a model without a calendar."""
    try:
        return model.calendar_lines
    except EngineError:
        return None


def used_inputs(model: Model) -> tuple[list[Input], list[Table]]:
    """Inputs and tables that some line reads, in the order the model states them.

    An input that none reads is no number of this model: it only decided which lines there are.
    """
    read = read_by(model.lines.values())
    return (
        [i for i in model.inputs.values() if i in read.inputs],
        [t for t in model.tables.values() if t in read.tables],
    )


def _place_axis(layout: BookLayout, axis: Axis, name: str, opening: int, among: Sequence[Line]) -> None:
    """Lines by block, blocks in the order of the model; scalars and links stand in the total's column."""
    rows: dict[int, Block | Line | Input] = {}
    sheet = AxisSheet(name, axis, opening, rows)
    row = FIRST_ROW
    for block, members in _by_block(layout.model, among):
        rows[row] = block
        written = layout.with_parts(members)
        row = _place_links(layout, name, rows, row + 1, written)
        for line in written:
            rows[row] = line
            column = TOTAL if line.axis is Axis.SCALAR else sheet.first_column
            layout._lines[line] = Place(name, row, column)
            row += 1
    layout.axes.append(sheet)


def _place_links(
    layout: BookLayout,
    name: str,
    rows: dict[int, Block | Line | Input],
    row: int,
    members: Sequence[Line],
) -> int:
    """A row for each input the lines read that has none on this sheet yet; gives back the row after them."""
    for line in members:
        roots = (layout.formula(line), *([] if line.opening is None else [line.opening]))
        for node in (node for root in roots for node in walk(root)):
            match node:
                case Lookup(table=table) if (table, name) not in layout._table_links:
                    layout._table_links[table, name] = TablePlace(name, row, LINK_KEY, TOTAL)
                    entries = table.values
                case Input() if (node, name) not in layout._input_links:
                    entries = (node,)
                case _:
                    continue
            for entry in entries:
                rows[row] = entry
                layout._input_links[entry, name] = Place(name, row, TOTAL)
                row += 1
    return row


def _by_block(model: Model, lines: Sequence[Line]) -> Iterator[tuple[Block, list[Line]]]:
    members: dict[str, list[Line]] = {}
    for line in lines:
        members.setdefault(line.block, []).append(line)
    for id, block in model.blocks.items():
        if id in members:
            yield block, members.pop(id)
    for rest in members.values():
        yield Block("", words.OTHER_LINES), rest


def _place_inputs(layout: BookLayout, sections: Sequence[InputSection]) -> None:
    name = words.INPUTS.text(layout.language)
    rows: dict[int, Label | Line | Input | Table] = {}
    row = FIRST_ROW
    for section in sections:
        rows[row] = section.label
        row += 1
        for entry in section.entries:
            rows[row] = entry
            row += 1
            if isinstance(entry, Input):
                layout._inputs[entry] = Place(name, row - 1, INPUT_VALUE)
                continue
            layout._tables[entry] = TablePlace(name, row, INPUT_KEY, INPUT_VALUE)
            for value, key in zip(entry.values, entry.keys, strict=True):
                rows[row] = value
                layout._inputs[value] = Place(name, row, INPUT_VALUE)
                layout._keys[value] = Key(entry, key, Place(name, row, INPUT_KEY))
                row += 1
        row += 1
    layout.inputs = ListSheet(name, rows)


def _place_measures(layout: BookLayout, built: BuiltCase, homes: Mapping[Line, Home]) -> None:
    name = words.MEASURES.text(layout.language)
    rows: dict[int, Label | Line | Input | Table] = {}
    row = FIRST_ROW
    for party in PARTY_ORDER:
        members = list(dict.fromkeys(m.line for m in built.measures if m.party == party))
        if not members:
            continue
        rows[row] = PARTIES[party].short
        for line in members:
            row += 1
            rows[row] = line
            layout._lines.setdefault(line, Place(name, row, MEASURE_VALUE))
        row += 2
    rest = [line for line, home in homes.items() if home == "intermediate"]
    for block, lines in _by_block(layout.model, rest):
        title = Label(
            f"{words.INTERMEDIATE.nb}: {block.label.nb}", f"{words.INTERMEDIATE.en}: {block.label.en}"
        )
        rows[row] = title
        for line in layout.with_parts(lines):
            row += 1
            rows[row] = line
            layout._lines[line] = Place(name, row, MEASURE_VALUE)
        row += 2
    layout.measures = ListSheet(name, rows)


def _place_checks(layout: BookLayout, built: BuiltCase, homes: Mapping[Line, Home]) -> None:
    name = words.CHECKS.text(layout.language)
    rows: dict[int, Label | Line | Input | Table] = {}
    first = FIRST_ROW + 3  # below the overall status and the count
    for row, check in enumerate(built.checks, first):
        rows[row] = check.difference
        layout._lines.setdefault(check.difference, Place(name, row, CHECK_DIFFERENCE))
    layout.checks = ListSheet(name, rows)
