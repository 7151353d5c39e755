"""What an answer consists of, whoever shows it: sentences, tables, texts and pictures.

An analysis gives numbers; its module here says in words what they are. The terminal page, the JSON document,
the CSV files and the sheets of the workbook are all made from this one value, so none of them can tell
another story.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feasibility.engine.expr import Axis, Line
from feasibility.language import Label, Language, format_measure
from feasibility.model import Result
from feasibility.pictures.look import Picture
from feasibility.report.layout import Tone
from feasibility.report.words import month_name


@dataclass(frozen=True)
class Place:
    """Where a number stands in the model: a line, and which of its periods, from 1.

    period: None for a line of one number. is_total: the line's periods added up.
    """

    line: str
    period: int | None = None
    is_total: bool = False


@dataclass(frozen=True)
class Figure:
    """A number in a table.

    unit: where it differs from the column's. reason: why there is none, where `value` is None. shown: what
    stands instead of the number written out (a month's name). mark: a word beside it ("best", "brytes").
    place: where the model has it, for a workbook to refer to; None where no line is this number.
    """

    value: float | None
    unit: str = ""
    reason: Label | None = None
    shown: Label | None = None
    mark: Label | None = None
    decimals: int | None = None
    place: Place | None = field(default=None, compare=False)


Cell = Figure | Label | str | None
"""A number, words of ours, words of the user's, or nothing."""


@dataclass(frozen=True)
class Column:
    """A column of a table. unit: of its numbers; empty where they are words or each has its own. is_brief: on
    paper they are told without what they are per, which another column of the row has said."""

    id: str
    label: Label
    unit: str = ""
    decimals: int | None = None
    is_brief: bool = False


@dataclass(frozen=True)
class Row:
    """A row: one cell for each column. tone: how it is said, where there are colours."""

    cells: tuple[Cell, ...]
    tone: Tone = "plain"


@dataclass(frozen=True)
class Table:
    """A table. note: what is to be said under it. in_thousands: amounts are shown in thousands where there is
    little room, on the terminal; files have every digit. Raises ValueError where a row has another width.
    """

    id: str
    title: Label
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Label | None = None
    in_thousands: bool = False

    def __post_init__(self) -> None:
        """Refuse a ragged table."""
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.id}: a row has another number of cells than there are columns")


@dataclass(frozen=True)
class Sentence:
    """One thing the answer says."""

    text: Label
    tone: Tone = "plain"


@dataclass(frozen=True)
class Text:
    """A longer text with a heading: a term sheet, a reservation."""

    id: str
    title: Label
    paragraphs: tuple[Label, ...]


@dataclass(frozen=True)
class Answer:
    """The answer to one question about one run of a case.

    id: the command's ("solve"). result: the run asked about. sentences: the answer in words, the most
    important first. data: what other programs may want beside the tables, as JSON has it.
    checks_failed: a check of the model failed in some of the runs behind it.
    """

    id: str
    title: Label
    result: Result
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Text, ...] = ()
    pictures: tuple[Picture, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    checks_failed: bool = False


def shown(cell: Cell, column: Column, language: Language) -> str:
    """A cell as people read it; a number that does not exist by its reason."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Label():
            return cell.text(language)
        case Figure():
            text = _number(cell, column, language)
            return text if cell.mark is None else f"{text} {cell.mark.text(language)}"


def _number(cell: Figure, column: Column, language: Language) -> str:
    if cell.shown is not None:
        return cell.shown.text(language)
    if cell.value is None:
        return _NONE if cell.reason is None else cell.reason.text(language)
    decimals = column.decimals if cell.decimals is None else cell.decimals
    return format_measure(cell.value, cell.unit or column.unit or "count", language, decimals)


def month(result: Result, number: float | None, reason: Label | None = None) -> Figure:
    """A project month (1 = the case's first) as a figure that shows its calendar month."""
    if number is None:
        return Figure(None, "month", reason)
    return Figure(
        number, "month", shown=Label(month_name(result, number, "nb"), month_name(result, number, "en"))
    )


def measured(result: Result, line_id: str) -> Figure:
    """A line of one number as a figure, with its reason where it has none."""
    line = result.built.model.find(line_id)
    number, unit = result.number(line), line.unit
    place = Place(line.id)
    if unit == "month":
        return replace(month(result, number, result.reason(line)), place=place)
    return Figure(number, unit, None if number is not None else result.reason(line), place=place)


def placed(result: Result, cell: Cell, line_id: str) -> Cell:
    """The cell with its place, where it is a figure and the line has exactly this number in the run."""
    line = result.built.model.lines.get(line_id)
    if not isinstance(cell, Figure) or line is None or line.axis is not Axis.SCALAR:
        return cell
    return replace(cell, place=Place(line_id)) if cell.value == result.number(line_id) else cell


def of_periods(result: Result, line: Line, count: int, decimals: int | None = None) -> list[Cell]:
    """The first periods of a line as figures, each with its place."""
    values = result.values.of(line)[:count].tolist()
    return [
        Figure(None if math.isnan(v) else v, line.unit, decimals=decimals, place=Place(line.id, period))
        for period, v in enumerate(values, start=1)
    ]


def sentences(*texts: Label | Sentence | None) -> tuple[Sentence, ...]:
    """The texts as sentences, those that are None left out."""
    return tuple(t if isinstance(t, Sentence) else Sentence(t) for t in texts if t is not None)


def rows(found: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """Plain rows."""
    return tuple(Row(tuple(cells)) for cells in found)


_NONE = "–"
