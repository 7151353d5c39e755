"""Where everything stands in the workbook: decided from the structure alone, before anything is written.

Lines over periods have columns for label, unit, total, law and id, then the cells before the first period,
then one column a period, then nothing: formulas that look ahead read the empty cells after the last period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from feasibility.engine.expr import (
    Axis,
    Counter,
    EngineError,
    Expr,
    Input,
    Line,
    Lookup,
    Shift,
    Table,
    Window,
    walk,
)
from feasibility.engine.model import Block, Model, lines_on
from feasibility.engine.sheet.cells import Place, TablePlace
from feasibility.language import Label, Language
from feasibility.model.base.result import BuiltCase
from feasibility.names import PARTIES, PartyId
from feasibility.workbook import words

# Columns of sheets whose lines run over periods.
LABEL, UNIT, TOTAL, LAW, ID, OPENING = range(6)
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1

# Columns of the sheets of inputs, measures and checks.
INPUT_KEY, INPUT_VALUE, INPUT_UNIT, INPUT_BASIS, INPUT_SOURCE, INPUT_DATE, INPUT_PATH = range(1, 8)
INPUT_LOW, INPUT_HIGH, INPUT_FAULT = range(8, 11)
MEASURE_VALUE, MEASURE_UNIT, MEASURE_LAW, MEASURE_ID = range(1, 5)
CHECK_DIFFERENCE, CHECK_UNIT, CHECK_STATUS, CHECK_LAW, CHECK_ID, CHECK_FAULT = range(1, 7)

PARTY_ORDER: tuple[PartyId, ...] = ("landlord", "operator", "municipality", "project")


@dataclass(frozen=True)
class AxisSheet:
    """A sheet of lines over one axis. `rows` are the rows taken, by number: blocks and lines."""

    name: str
    axis: Axis
    opening_columns: int
    rows: Mapping[int, Block | Line]

    @property
    def first_column(self) -> int:
        """Column of the first period."""
        return OPENING + self.opening_columns


@dataclass(frozen=True)
class ListSheet:
    """A sheet with one line, input or check a row; headings stand as labels."""

    name: str
    rows: Mapping[int, Label | Line | Input | Table]


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
    _lines: dict[Line, Place] = field(default_factory=dict)
    _inputs: dict[Input, Place] = field(default_factory=dict)
    _tables: dict[Table, TablePlace] = field(default_factory=dict)

    def line(self, line: Line) -> Place:
        """The cell of the line's first period, or its only cell."""
        return self._lines[line]

    def length(self, axis: Axis) -> int:
        """Number of periods on an axis."""
        return self.model.length(axis)

    def input(self, input: Input) -> Place:
        """The cell of an input."""
        return self._inputs[input]

    def table(self, table: Table) -> TablePlace:
        """The cells of a table."""
        return self._tables[table]


def lay_out(built: BuiltCase, sections: Sequence[InputSection], language: Language) -> BookLayout:
    """Give every line, input and table its cell."""
    model = built.model
    layout = BookLayout(model, language)
    _place_inputs(layout, sections)
    homes = _scalar_homes(built)
    openings = _opening_columns(model)
    for axis, name in ((Axis.MONTH, words.MONTHS), (Axis.YEAR, words.YEARS), (Axis.RATE, words.RATES)):
        lines = lines_on(model, axis)
        if axis is Axis.RATE:
            among = [line for line in model.lines.values() if line.axis is axis or homes.get(line) == "rates"]
        else:
            among = list(lines)
        if lines:
            _place_axis(layout, axis, name.text(language), openings[axis], among)
    _place_measures(layout, built, homes)
    _place_checks(layout, built, homes)
    return layout


def formulas_of(line: Line) -> Iterator[Expr]:
    """The expressions a line's cells are written with."""
    yield line.formula
    if line.opening is not None:
        yield line.opening


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
    inputs: set[Input] = set()
    tables: set[Table] = set()
    for line in model.lines.values():
        for root in formulas_of(line):
            for node in walk(root):
                if isinstance(node, Input):
                    inputs.add(node)
                elif isinstance(node, Lookup):
                    tables.add(node.table)
    return (
        [i for i in model.inputs.values() if i in inputs],
        [t for t in model.tables.values() if t in tables],
    )


def _opening_columns(model: Model) -> dict[Axis, int]:
    """For each axis, how many cells before the first period some formula reads."""
    deepest = dict.fromkeys(Axis, 0)
    for line in model.lines.values():
        for node in walk(line.formula):
            if isinstance(node, Counter):
                deepest[node.axis] = max(deepest[node.axis], 1)
            elif isinstance(node, Shift):
                deepest[node.axis] = max(deepest[node.axis], node.periods)
            elif isinstance(node, Window):
                deepest[node.axis] = max(deepest[node.axis], -node.first)
    return deepest


def _scalar_homes(built: BuiltCase) -> dict[Line, str]:
    """Which sheet each scalar line has its cell on; the others only refer to it."""
    model = built.model
    grid_blocks = {line.block for line in lines_on(model, Axis.RATE)}
    homes: dict[Line, str] = {}
    for line in lines_on(model, Axis.SCALAR):
        homes[line] = "rates" if line.block in grid_blocks else "intermediate"
    for check in built.checks:
        homes[check.difference] = "checks"
    for measure in built.measures:
        homes[measure.line] = "measures"
    return homes


def _place_axis(layout: BookLayout, axis: Axis, name: str, opening: int, among: Sequence[Line]) -> None:
    """Lines by block, blocks in the order of the model; scalars among them stand in the total's column."""
    rows: dict[int, Block | Line] = {}
    sheet = AxisSheet(name, axis, opening, rows)
    row = FIRST_ROW
    for block, members in _by_block(layout.model, among):
        rows[row] = block
        row += 1
        for line in members:
            rows[row] = line
            column = TOTAL if line.axis is Axis.SCALAR else sheet.first_column
            layout._lines[line] = Place(name, row, column)
            row += 1
    layout.axes.append(sheet)


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
            for value in entry.values:
                rows[row] = value
                layout._inputs[value] = Place(name, row, INPUT_VALUE)
                row += 1
        row += 1
    layout.inputs = ListSheet(name, rows)


def _place_measures(layout: BookLayout, built: BuiltCase, homes: Mapping[Line, str]) -> None:
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
        for line in lines:
            row += 1
            rows[row] = line
            layout._lines[line] = Place(name, row, MEASURE_VALUE)
        row += 2
    layout.measures = ListSheet(name, rows)


def _place_checks(layout: BookLayout, built: BuiltCase, homes: Mapping[Line, str]) -> None:
    name = words.CHECKS.text(layout.language)
    rows: dict[int, Label | Line | Input | Table] = {}
    first = FIRST_ROW + 3  # below the overall status and the count
    for row, check in enumerate(built.checks, first):
        rows[row] = check.difference
        layout._lines.setdefault(check.difference, Place(name, row, CHECK_DIFFERENCE))
    layout.checks = ListSheet(name, rows)
