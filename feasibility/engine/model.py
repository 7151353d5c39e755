"""A model under construction: its calendar, inputs and lines.

m = Model(horizon_months=120)
price = m.input("price", 5900, "NOK/month", Label("Pris", "Price"))
income = m.line("income", price * members, "NOK", Label("Inntekt", "Income"))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace

from feasibility.engine.expr import (
    AtYear,
    Axis,
    EngineError,
    Expr,
    Input,
    Line,
    Lookup,
    Null,
    Table,
    Total,
    YearTotal,
    as_expr,
    joint_axis,
)
from feasibility.engine.folding import Folding
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.record import record


@record
class Block:
    """A group of lines that stand together on a sheet: one for each module of the model."""

    id: str
    label: Label


@record
class OnlyRate:
    """An internal rate that may be found a shorter way, where it is surely the only one.

    monthly, annual: its lines. flows: what it is of, rounded. search: a line of the search over the grid that
    all after it rest on. low, high: the ends of the grid. near: where to begin.
    """

    monthly: Line
    annual: Line
    flows: Line
    search: Line
    low: Input
    high: Input
    near: Input


class Model:
    """Inputs, tables and lines in the order they are written, on three axes.

    Args:
        horizon_months: number of months, 1 or more. The year axis has room for one calendar year more than
            the months need at first, so that the start month can change without changing the structure.
    """

    def __init__(self, horizon_months: int) -> None:
        if horizon_months < 1:
            raise EngineError("a model has at least one month")
        self.horizon_months = horizon_months
        self.year_count = (horizon_months + 10) // 12 + 1
        self.rate_count = 0
        self.lines: dict[str, Line] = {}
        self.inputs: dict[str, Input] = {}
        self.tables: dict[str, Table] = {}
        self.blocks: dict[str, Block] = {}
        self.rates: list[OnlyRate] = []
        self._block = ""
        self._basis: tuple[str, ...] = ()
        self._course: tuple[str, Label] | None = None
        self._calendar: tuple[Line, Line] | None = None
        self._folding = Folding()
        self._parts: dict[str, int] = {}

    # ---- inputs -------------------------------------------------------------------------------------------

    def input(
        self, id: str, value: float, unit: str, label: Label, section: str = "", source: Label | None = None
    ) -> Input:
        """A named number. The same id twice gives the same input; with another value it is an error."""
        known = self.inputs.get(id)
        if known is not None:
            if known.value != float(value):
                raise EngineError(f"input {id} stated twice with different values")
            return known
        made = Input(id, float(value), unit, label, section, source)
        self.inputs[id] = made
        return made

    def table(
        self,
        id: str,
        entries: Mapping[float, float],
        unit: str,
        label: Label,
        key_unit: str,
        section: str = "",
        sources: Mapping[float, Label] | None = None,
    ) -> Table:
        """A table of inputs by ascending key; each value is the input `id.key` and can be changed alone."""
        if id in self.tables:
            return self.tables[id]
        keys = tuple(sorted(float(k) for k in entries))
        notes = sources or {}
        values = tuple(
            self.input(f"{id}.{k:g}", entries[k], unit, label, section, notes.get(k)) for k in keys
        )
        made = Table(id, keys, values, key_unit, label)
        self.tables[id] = made
        return made

    def restated(self, stated: Mapping[str, tuple[float, Label | None]]) -> Model:
        """The same lines with another number, and another note on where it is from, in some of the inputs.

        Lines are shared with this model, so that neither may be added to afterwards.
        """
        made = copy(self)
        made.inputs = dict(self.inputs)
        for id, (value, source) in stated.items():
            made.inputs[id] = replace(self.inputs[id], value=float(value), source=source)
        made.tables = {
            id: replace(table, values=tuple(made.inputs[entry.id] for entry in table.values))
            if any(entry.id in stated for entry in table.values)
            else table
            for id, table in self.tables.items()
        }
        return made

    def numbers(self, changes: Mapping[str, float] | None) -> dict[str, float]:
        """What every input is worth, some of them changed. Raises KeyError where there is no such input."""
        found = {id: input.value for id, input in self.inputs.items()}
        for id, value in (changes or {}).items():
            if id not in found:
                raise KeyError(f"no such input: {id}")
            found[id] = float(value)
        return found

    def lookup(self, table: Table, key: Expr) -> Expr:
        """The table's value at the last key not above `key`."""
        return Lookup(table, key)

    # ---- lines --------------------------------------------------------------------------------------------

    @contextmanager
    def block(self, id: str, label: Label, *basis: str) -> Iterator[None]:
        """Lines written inside belong to this block. A block may be entered again.

        Args:
            basis: the law or rule the lines follow; that of the block around where it is left out.
        """
        outer = self._block
        self.blocks.setdefault(id, Block(id, self._told_apart(id, label)))
        self._block = id
        try:
            with self.based_on(*(basis or self._basis)):
                yield
        finally:
            self._block = outer

    @contextmanager
    def course(self, prefix: str, label: Label) -> Iterator[None]:
        """A course of events of its own: lines and blocks written inside whose id begins with `prefix`.

        Their labels begin with its name where they do not hold it already.
        """
        outer = self._course
        self._course = prefix, label
        try:
            yield
        finally:
            self._course = outer

    def _told_apart(self, id: str, label: Label) -> Label:
        if self._course is None or not id.startswith(self._course[0]):
            return label
        name = self._course[1]
        if _says(label.nb, name.nb):
            return label
        return Label(f"{name.nb}: {lower_first(label.nb)}", f"{name.en}: {lower_first(label.en)}")

    @contextmanager
    def based_on(self, *basis: str) -> Iterator[None]:
        """Lines written inside follow this law or rule, unless they name their own."""
        outer = self._basis
        self._basis = basis
        try:
            yield
        finally:
            self._basis = outer

    def line(
        self,
        id: str,
        formula: Expr,
        unit: str,
        label: Label,
        note: Label | None = None,
        total: Total | None = None,
        axis: Axis | None = None,
        opening: Expr | None = None,
        basis: tuple[str, ...] = (),
    ) -> Line:
        """A line with its formula. Its axis is the formula's unless a wider one is asked for.

        `total` is how a row is summed up: "sum" (the default for NOK), "end" or "none". `basis` is the law or
        rule it follows: a statute replaces the block's statutes, a section ("§6") the block's sections.
        """
        made = self.declare(id, unit, label, note, total, axis or formula.axis, opening, basis)
        self.define(made, formula)
        return made

    def declare(
        self,
        id: str,
        unit: str,
        label: Label,
        note: Label | None = None,
        total: Total | None = None,
        axis: Axis = Axis.MONTH,
        opening: Expr | None = None,
        basis: tuple[str, ...] = (),
    ) -> Line:
        """A line that other lines may read before it gets its formula with `define`."""
        if id in self.lines:
            raise EngineError(f"line {id} stands twice")
        how: Total = total or ("sum" if unit == "NOK" else "none")
        follows = _inherited(basis, self._basis)
        made = Line(
            id,
            axis,
            unit,
            self._told_apart(id, label),
            note,
            follows,
            self._block,
            how,
            len(self.lines),
            opening,
        )
        self.lines[id] = made
        return made

    def define(self, line: Line, formula: Expr) -> None:
        """Give a declared line its formula, once. What is too long in it becomes lines of its own."""
        if line._formula is not None:
            raise EngineError(f"line {line.id} is defined twice")
        if joint_axis(line if line.axis is not Axis.SCALAR else formula, formula) is not line.axis:
            raise EngineError(
                f"line {line.id} runs over {line.axis.value}, its formula over {formula.axis.value}"
            )
        line._formula = self._folding.fold(formula, lambda part, unit: self._part(line, part, unit))

    def _part(self, of: Line, formula: Expr, unit: str | None) -> Line:
        """A line that is a part of another one's formula."""
        number = self._parts[of.id] = self._parts.get(of.id, 0) + 1
        label = Label(f"{of.label.nb} (del {number})", f"{of.label.en} (part {number})")
        made = Line(
            f"{of.id}.part_{number}", formula.axis, unit or of.unit, label, None, of.basis, of.block, "none",
            len(self.lines), None,
        )  # fmt: skip
        if made.id in self.lines:
            raise EngineError(f"line {made.id} stands twice")
        self.lines[made.id] = made
        made._formula = formula
        return made

    def recurrence(
        self,
        id: str,
        formula: Callable[[Expr], Expr],
        unit: str,
        label: Label,
        note: Label | None = None,
        total: Total = "end",
        opening: Expr | float = 0,
        basis: tuple[str, ...] = (),
    ) -> Line:
        """A line made from its own value the month before: `formula` is given that value."""
        made = self.declare(id, unit, label, note, total, Axis.MONTH, as_expr(opening), basis)
        self.define(made, formula(made.previous))
        return made

    # ---- calendar -----------------------------------------------------------------------------------------

    def set_calendar(self, month_year: Line, year_number: Line) -> None:
        """Say which lines hold each month's calendar year and the list of years."""
        self._calendar = (month_year, year_number)

    @property
    def calendar_lines(self) -> tuple[Line, Line]:
        """(calendar year of each month, the years).

        Raises:
            EngineError: the model has no calendar.
        """
        if self._calendar is None:
            raise EngineError("the model has no calendar: see engine.calendar.Calendar")
        return self._calendar

    def year_sum(self, line: Line, only: Line | None = None) -> Expr:
        """Sum of a month line by calendar year; `only` (0/1) narrows it to some months."""
        return YearTotal(line, *self.calendar_lines, only)

    def at_year(self, line: Line) -> Expr:
        """A year line, read month by month."""
        return AtYear(line, *self.calendar_lines)

    def length(self, axis: Axis) -> int:
        """Number of periods on an axis; 1 for scalars."""
        match axis:
            case Axis.SCALAR:
                return 1
            case Axis.MONTH:
                return self.horizon_months
            case Axis.YEAR:
                return self.year_count
            case Axis.RATE:
                return self.rate_count

    def find(self, id: str) -> Line:
        """The line with this id.

        Raises:
            KeyError: with the nearest ids, where there is none.
        """
        try:
            return self.lines[id]
        except KeyError:
            import difflib  # only for the message

            near = ", ".join(difflib.get_close_matches(id, self.lines, 5, 0.4))
            raise KeyError(f"no line {id!r}; near: {near}") from None


def _says(label: str, name: str) -> bool:
    """Whether a label holds a name as words of its own: "tomten" (the plot) does not say "Tomt" (vacant)."""
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", label.lower()) is not None


def _inherited(own: tuple[str, ...], around: tuple[str, ...]) -> tuple[str, ...]:
    """A line's basis: its own statutes, or those around it, then its own sections, or those around it."""
    statutes, sections = _parted(own)
    outer_statutes, outer_sections = _parted(around)
    return (*(statutes or outer_statutes), *(sections or outer_sections))


def _parted(basis: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """(statutes, sections of docs/model.md)."""
    sections = [item for item in basis if item.startswith("§")]
    return [item for item in basis if item not in sections], sections


def null(nb: str, en: str, until: Expr | None = None) -> Null:
    """No number, with the reason in both languages, and the date it ends with."""
    return Null(Label(nb, en), until)


def lines_on(model: Model, axis: Axis) -> Sequence[Line]:
    """The model's lines on one axis, in the order they were written."""
    return [line for line in model.lines.values() if line.axis is axis]
