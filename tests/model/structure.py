"""What a model is apart from its numbers: every line with its formula, inputs by name only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from feasibility.case import Case, CaseError, field_info
from feasibility.engine.expr import Expr, Input, Line, Table
from feasibility.engine.model import Model
from feasibility.model.base.result import BuiltCase
from feasibility.workbook.layout import used_inputs
from feasibility.workbook.limits import is_open

MORE = 1.3
_DROWNING = 1e7


def structure(model: Model) -> dict[str, Any]:
    """Line id → unit, axis, total, opening and formula; the same for two models of one structure."""
    known: dict[int, Any] = {}

    def shape(part: object) -> Any:
        match part:
            case Line() | Input():
                return (type(part).__name__, part.id)
            case Table():
                return ("Table", part.id, part.keys, tuple(value.id for value in part.values))
            case Expr():
                if id(part) not in known:
                    told = (getattr(part, f.name) for f in fields(part))  # type: ignore[arg-type]
                    known[id(part)] = (type(part).__name__, *(shape(p) for p in told))
                return known[id(part)]
            case tuple():
                return tuple(shape(each) for each in part)
            case _:
                return part

    return {
        line.id: (line.unit, line.axis, line.total, shape(line.opening), shape(line.formula))
        for line in model.lines.values()
    }


def open_inputs(built: BuiltCase) -> list[Input]:
    """The inputs whose cells are open in the case's workbook."""
    return [item for item in used_inputs(built.model)[0] if is_open(item)]


def values_to_try(case: Case, item: Input) -> Iterator[float]:
    """Nothing, 1.3 times itself, and both limits of a number the case states.

    An amount's upper limit is a milliard, in which the øre of all else drown: ten times itself is tried.
    """
    try:
        info = field_info(case, item.id)
    except CaseError:
        return
    more = round(item.value * MORE) if info.is_whole else item.value * MORE
    most = info.maximum
    if most is not None and most >= _DROWNING:
        most = min(most, max(10 * abs(item.value), 1000.0))
    for value in dict.fromkeys((0.0, float(more), info.minimum, most)):
        if value is not None and value != item.value:
            yield value


def together(case: Case, changes: Iterable[tuple[str, float]], most: int) -> Iterator[dict[str, float]]:
    """The changes in groups that a case may state together; what it may not state at all is left out."""
    waiting = list(changes)
    while waiting:
        group: dict[str, float] = {}
        left = []
        for path, value in waiting:
            if len(group) == most or path in group:
                left.append((path, value))
            elif changed_or_none(case, {**group, path: value}) is not None:
                group[path] = value
            elif group and changed_or_none(case, {path: value}) is not None:
                left.append((path, value))
        waiting = left
        if group:
            yield group


def changed_or_none(case: Case, changes: dict[str, float]) -> Case | None:
    """The case with numbers changed, None where it would break a rule."""
    try:
        return case.changed(changes)
    except CaseError:
        return None
