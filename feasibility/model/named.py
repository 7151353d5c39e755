"""The statements by year with income and cost by the name the user gave: each product, service and cost.

The model keeps a line by year for each row of a statement, not for each flow in it: who does not ask for the
names does not wait for them. Here they are worked out by the engine beside the model, from the same lines by
month, for sheets and papers alike. Where there are more names than there is room for, those of
nothing and the smallest of each row are shown as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from feasibility.engine.compute.program import Values
from feasibility.engine.expr import Axis, Line, Negative, YearTotal, total_of
from feasibility.engine.model import Model
from feasibility.language import Label
from feasibility.model.base.result import Part, Result, Row, Statement

PART: Final = "part"
_NOUGHT: Final = 0.005  # NOK, of the whole horizon


class Named(NamedTuple):
    """Statements whose rows have their names below them, and the lines by year that are beside the model."""

    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]


def named_statements(
    model: Model, values: Values, statements: Sequence[Statement], first: int, room: int | None = None
) -> Named:
    """The statements with a row of kind "part" for each flow by its name, below the row it is part of.

    A row of the rest of them has several parts itself.
    A row of one flow takes the flow's name instead.

    Args:
        values: of a run; they tell which names are the largest.
        first: the number of the first line that is made.
        room: how many rows more there is room for, the first statement served first; all where left out.
    """
    made: list[Line] = []
    found = []
    is_short = room is not None and room < sum(_needed(_groups(each), _all(each)) for each in statements)
    for statement in statements:
        kept = _kept(statement, values, room) if is_short else _all(statement)
        rows = [row for each in statement.rows for row in _rows(model, each, kept, first, made)]
        if room is not None:
            room -= len(rows) - len(statement.rows)
        found.append(Statement(statement.id, statement.party, statement.label, tuple(rows)))
    return Named(tuple(found), tuple(made))


def named_result(
    result: Result, statements: Sequence[Statement], room: int | None = None
) -> tuple[tuple[Statement, ...], Values]:
    """As `named_statements` of a run, with the numbers of its own lines and of those made."""
    model = result.built.model
    found = named_statements(model, result.values, statements, len(model.lines), room)
    return found.statements, result.built.program.with_parts(result.values, found.lines)


def _rows(model: Model, row: Row, kept: set[int], first: int, made: list[Line]) -> list[Row]:
    """A row and those of its parts below it; the year lines they need are added to `made`."""
    if len(row.parts) < 2:
        name = row.parts[0].label if row.parts else row.label
        return [Row(name, row.kind, row.month, row.year)]
    shown = [part for part in row.parts if id(part) in kept]
    if not shown:
        return [Row(row.label, row.kind, row.month, row.year)]
    rest = [part for part in row.parts if id(part) not in kept]
    named = [(part.label, [part], part.month.id) for part in shown]
    if rest:
        assert row.month is not None
        other = Label(f"Øvrige ({len(rest)} poster)", f"Other ({len(rest)} items)")
        named.append((other, rest, f"{row.month.id} (other)"))
    rows = [Row(row.label, row.kind, row.month, row.year)]
    for label, parts, of in named:
        line = _by_year(f"{of} (year)", label, first + len(made), tuple(parts), model.calendar_lines)
        made.append(line)
        rows.append(Row(label, PART, None, line, tuple(parts)))
    return rows


@lru_cache(maxsize=512)
def _by_year(
    id: str, label: Label, number: int, parts: tuple[Part, ...], calendar: tuple[Line, Line]
) -> Line:
    """What parts come to by calendar year: one line for models that differ in numbers alone, as after an
    edit, so that what the engine has written of it serves them all."""
    line = Line(id, Axis.YEAR, "NOK", label, None, ("§9",), "", "sum", number, None)
    sums = [YearTotal(part.month, *calendar, None) for part in parts]
    line._formula = total_of(
        [Negative(one) if part.is_out else one for one, part in zip(sums, parts, strict=True)]
    )
    return line


def _groups(statement: Statement) -> list[tuple[Part, ...]]:
    return [row.parts for row in statement.rows if len(row.parts) > 1]


def _all(statement: Statement) -> set[int]:
    return {id(part) for parts in _groups(statement) for part in parts}


def _kept(statement: Statement, values: Values, room: int | None) -> set[int]:
    """The parts shown by name, by identity: the largest there is room for, of those that are not nought.

    One part alone is never shown as "other": its name takes no more room.
    """
    groups = _groups(statement)
    sized = [(_size(part, values), part) for parts in groups for part in parts]
    largest = [part for size, part in sorted(sized, key=lambda each: -each[0]) if size > _NOUGHT]
    for count in range(len(largest), -1, -1):
        kept = {id(part) for part in largest[:count]}
        for parts in groups:
            left = [part for part in parts if id(part) not in kept]
            if len(left) == 1:
                kept.add(id(left[0]))
        if room is None or _needed(groups, kept) <= room:
            return kept
    return set()


def _needed(groups: Iterable[tuple[Part, ...]], kept: set[int]) -> int:
    """How many rows more the names take: one each, and one for the rest of a row that has any named."""
    rows = 0
    for parts in groups:
        own = sum(id(part) in kept for part in parts)
        rows += own + (0 < own < len(parts))
    return rows


def _size(part: Part, values: Values) -> float:
    return abs(float(values.of(part.month).sum()))
