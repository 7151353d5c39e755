"""What a model's program follows from: every line's formula, opening value and axis, and no number.

Models alike in this have the same program, so that one ordered and written before serves them all. Every
field of every expression counts, whatever its kind, save the words of a reason; a kind of expression that
is added later counts in the same way.
"""

from __future__ import annotations

import hashlib
import marshal
from typing import Any

from feasibility.engine.expr import Axis, Binary, Call, Compare, Const, Expr, Input, Line, Sum, Table, When
from feasibility.engine.model import Model
from feasibility.language import Label

_WITHOUT_REFERENCES = 2  # marshal's later versions tell whether two equal texts are one object


def likeness(model: Model) -> str | None:
    """A checksum that models have in common which have the same program.

    None where a formula reads a line that the model does not have: no program has been written for that.
    """
    told = _Told(tuple(model.lines.values()))
    axes = [(axis.value, model.length(axis)) for axis in Axis]
    try:
        lines = [
            (line.axis.value, None if line.opening is None else told(line.opening), told(line.formula))
            for line in model.lines.values()
        ]
    except _ReadsAnother:
        return None
    return hashlib.sha256(marshal.dumps((axes, lines, list(told.numbers)), _WITHOUT_REFERENCES)).hexdigest()


class _ReadsAnother(Exception):
    """A line of another model is read."""


class _Told:
    """Gives what stands for an expression: a number, the same for those alike; an input's id; of a line its
    place, counted down from −1."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.numbers: dict[object, int] = {}
        """By what an expression is made of, in the order they are met: each holds numbers before its own."""
        self._lines = lines
        self._known: dict[int, int] = {}  # by id: the model keeps its expressions alive meanwhile

    def __call__(self, e: Any) -> Any:
        # Every expression of a model goes through here, so what there is most of is asked for first.
        kind = type(e)
        if kind is Line:
            place = e.number
            if place >= len(self._lines) or self._lines[place] is not e:
                raise _ReadsAnother
            return -1 - place
        if kind is Input:
            return e.id
        known = self._known.get(id(e))
        if known is not None:
            return known
        made_of: object
        if kind is Binary or kind is Compare:
            made_of = (e.operator, self(e.left), self(e.right))
        elif kind is Const:
            made_of = repr(e.value)  # 0.0 and −0.0 are two
        elif kind is Sum:
            made_of = ("+", *map(self, e.terms))
        elif kind is When:
            made_of = ("IF", self(e.condition), self(e.then), self(e.otherwise))
        elif kind is Call:
            made_of = (e.function, *map(self, e.arguments))
        else:
            made_of = (kind.__name__, *[self._field(getattr(e, name)) for name in kind.__match_args__])
        number = self.numbers.setdefault(made_of, len(self.numbers))
        self._known[id(e)] = number
        return number

    def _field(self, value: Any) -> Any:
        match value:
            case Expr():
                return self(value)
            case tuple():
                return tuple([self._field(each) for each in value])
            case Table():
                return (repr(value.keys), tuple([entry.id for entry in value.values]))
            case Axis():
                return value.value
            case Label():
                return None
            case float():
                return repr(value)
            case None | str() | int():
                return value
        raise TypeError(f"no telling {type(value).__name__} apart")
