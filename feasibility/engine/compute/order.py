"""The order lines are calculated in, found once for each model.

Dependencies come in three kinds: the same period, an earlier period, and anything else (a later period,
a window, a whole line). Lines that depend on each other form a component; inside one only the same and
earlier periods are allowed, since anything else is what a spreadsheet calls a circular reference (and
what two of the engines that read our workbooks would calculate silently).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from feasibility.engine.expr import (
    Aggregate,
    AtYear,
    Axis,
    Binary,
    Call,
    EngineError,
    Expr,
    FirstWhere,
    Input,
    Irr,
    Line,
    Node,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    Window,
    YearTotal,
    as_expr,
    walk,
)
from feasibility.record import record

SAME, EARLIER, WHOLE = 1, 2, 4
_READS_WHOLE_LINES = (Aggregate, AtYear, FirstWhere, Irr, Npv, ValueAt, YearTotal)


@record
class Component:
    """Lines calculated together. `loops` is true where they depend on their own earlier periods."""

    lines: tuple[Line, ...]
    loops: bool


class Reads:
    """What a line reads, its opening value's included.

    lines: every line, with how: a sum of SAME, EARLIER and WHOLE; scalars count as SAME.
    inputs: ids. shifted: lines read in other periods, `before` periods back and `after` ahead at most.
    has_null: whether the formula itself says that there is no number.
    """

    __slots__ = ("after", "before", "has_null", "inputs", "lines", "shifted")

    def __init__(self, line: Line) -> None:
        self.lines: dict[Line, int] = {}
        self.inputs: set[str] = set()
        self.shifted: set[Line] = set()
        self.before = self.after = 0
        self.has_null = False
        self._read(line.formula)
        if line.opening is not None:
            self._read(line.opening)

    def _read(self, root: Expr) -> None:
        stack = [root]
        while stack:
            e = stack.pop()
            match e:
                case Line():
                    self.lines[e] = self.lines.get(e, 0) | SAME
                case Input():
                    self.inputs.add(e.id)
                case Node():
                    stack.extend(reversed(e.children))
                case Shift():
                    self._read_elsewhere(e.line, -e.periods, -e.periods)
                case Window():
                    self._read_elsewhere(e.line, e.first, e.last)
                case _ if isinstance(e, _READS_WHOLE_LINES):
                    for child in reversed(e.children):
                        if isinstance(child, Line) and child.axis is not Axis.SCALAR:
                            self.lines[child] = self.lines.get(child, 0) | WHOLE
                        else:
                            stack.append(child)
                case Null():
                    self.has_null = True
                    stack.extend(e.children)
                case _:
                    stack.extend(reversed(e.children))

    def _read_elsewhere(self, line: Line, first: int, last: int) -> None:
        self.lines[line] = self.lines.get(line, 0) | (EARLIER if last < 0 else WHOLE)
        self.shifted.add(line)
        self.before, self.after = max(self.before, -first), max(self.after, last)


@record
class Pads:
    """Rows of zeros kept before and after each line that is read in other periods."""

    before: int
    after: int
    lines: frozenset[Line]


def pads(reads: Mapping[Line, Reads]) -> Pads:
    """The pads that every reading of another period fits within."""
    shifted = frozenset(line for found in reads.values() for line in found.shifted)
    before = max((found.before for found in reads.values()), default=0)
    after = max((found.after for found in reads.values()), default=0)
    return Pads(max(before, 1), after, shifted)


def arrange(reads: Mapping[Line, Reads]) -> tuple[Component, ...]:
    """Components of the lines in an order in which each reads only those before it.

    Raises:
        EngineError: a line is undefined, or lines depend on each other in the same period or through a
            total, year, window or later period. The message names the lines in the circle.
    """
    lines = {line: found.lines for line, found in reads.items()}
    for line, others in lines.items():
        for other in others:
            if other not in lines:
                raise EngineError(f"{line.id} reads {other.id}, which belongs to another model")
    return tuple(_component(group, lines) for group in _strongly_connected(lines))


def _component(group: Sequence[Line], reads: Mapping[Line, Mapping[Line, int]]) -> Component:
    members = set(group)
    inner = {line: {o: k for o, k in reads[line].items() if o in members} for line in group}
    if len(group) == 1 and not inner[group[0]]:
        return Component((group[0],), loops=False)
    for line, others in inner.items():
        for other, kind in others.items():
            if kind & WHOLE or other.axis is Axis.SCALAR or line.axis is not other.axis:
                raise EngineError(f"circular: {line.id} reads all of {other.id}, which depends on {line.id}")
    return Component(tuple(_within_period(group, inner)), loops=True)


def _within_period(group: Sequence[Line], inner: Mapping[Line, Mapping[Line, int]]) -> list[Line]:
    """The lines of a component so that each reads, in its own period, only those before it.

    Without recursion, as below.
    """
    done: dict[Line, None] = {}
    for root in sorted(group, key=lambda item: item.number):
        path = {root: _read_now(inner[root])} if root not in done else {}
        while path:
            line, others = next(reversed(path.items()))
            other = next((o for o in others if o not in done), None)
            if other is None:
                done[line] = None
                del path[line]
            elif other in path:
                ids = [placed.id for placed in path]
                circle = [*ids[ids.index(other.id) :], other.id]
                raise EngineError("circular in one period: " + " → ".join(circle))
            else:
                path[other] = _read_now(inner[other])
    return list(done)


def _read_now(others: Mapping[Line, int]) -> Iterator[Line]:
    return (other for other, kind in others.items() if kind & SAME)


def _strongly_connected(reads: Mapping[Line, Mapping[Line, int]]) -> list[list[Line]]:
    """Tarjan's algorithm, without recursion: a long chain of lines must not meet Python's stack limit."""
    index: dict[Line, int] = {}
    low: dict[Line, int] = {}
    on_stack: set[Line] = set()
    stack: list[Line] = []
    groups: list[list[Line]] = []
    for root in reads:
        if root in index:
            continue
        work = [(root, iter(reads[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            line, others = work[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(reads[other])))
                    break
                if other in on_stack:
                    low[line] = min(low[line], index[other])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[line])
                if low[line] == index[line]:
                    group: list[Line] = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member is line:
                            break
                    groups.append(group)
    return groups


def running(line: Line) -> tuple[Literal["sum", "product", "maximum"], Expr] | None:
    """What a line adds to, multiplies by or compares with its own value one period before.

    Returns:
        The kind and the step; None where the line is another kind of recurrence.
    """
    formula = line.formula
    match formula:
        case Binary(operator="*", left=left, right=right) if _is_before(left, line) and _free(right, line):
            return "product", right
        case Call(function="MAX", arguments=(first, second)) if _is_before(first, line) and _free(
            second, line
        ):
            return "maximum", second
    step = _added(formula, line)
    return None if step is None else ("sum", step)


def _added(e: Expr, line: Line) -> Expr | None:
    """What is added to the line's own value before; None where it is not a plain sum."""
    match e:
        case Shift() if _is_before(e, line):
            return as_expr(0)
        case Sum(terms=terms):
            own = [t for t in terms if not _free(t, line)]
            if len(own) != 1:
                return None
            inner = _added(own[0], line)
            return None if inner is None else Sum.of(inner, *(t for t in terms if t is not own[0]))
        case Binary(operator="-", left=left, right=right) if _free(right, line):
            inner = _added(left, line)
            return None if inner is None else inner - right
    return None


def _is_before(e: Expr, line: Line) -> bool:
    return isinstance(e, Shift) and e.line is line and e.periods == 1


def _free(e: Expr, line: Line) -> bool:
    return not any(node is line or (isinstance(node, Shift) and node.line is line) for node in walk(e))
