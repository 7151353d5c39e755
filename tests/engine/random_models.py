"""Random models for property tests: a calendar, inputs, a table, and lines of random formulas on every axis.

The formulas mean nothing; they exist to meet every node in every position, so that what the generated code
says can be compared with what another reading of the same tree says.
"""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import (
    Aggregate,
    Axis,
    Condition,
    Const,
    Expr,
    Input,
    Line,
    Table,
    absolute,
    both,
    clip,
    either,
    exponential,
    first_where,
    flag,
    greatest,
    if_null,
    least,
    modulo,
    month_of,
    months_after,
    npv,
    rounded,
    total_of,
    value_at,
    when,
    whole,
    window_sum,
    year_of,
)
from feasibility.engine.model import Model, null
from feasibility.language import Label

Draw = st.DrawFn


def label(text: str) -> Label:
    return Label(text, text)


class RandomModel:
    """A model under random construction; `plain` are lines that always have a number, by axis."""

    def __init__(self, m: Model, time: Calendar, inputs: list[Input], table: Table) -> None:
        self.m = m
        self.time = time
        self.inputs = inputs
        self.table = table
        self.plain: dict[Axis, list[Line]] = {
            Axis.SCALAR: [],
            Axis.MONTH: [time.number, time.month],
            Axis.YEAR: [time.months_in_year],
        }
        self.nullable: list[Line] = []

    def __repr__(self) -> str:
        rows = [f"{self.m.horizon_months} months", *(f"{i.id} = {i.value}" for i in self.m.inputs.values())]
        for line in self.m.lines.values():
            opening = "" if line.opening is None else f", opening {in_words(line.opening, 'en')}"
            rows.append(f"{line.id} ({line.axis.value}{opening}) = {in_words(line.formula, 'en')}")
        return "\n".join(rows)

    @property
    def varied_ids(self) -> list[str]:
        return [i.id for i in self.inputs] + [v.id for v in self.table.values]


numbers = st.one_of(
    st.integers(-4, 4).map(float),
    st.floats(-5, 5, allow_nan=False, allow_infinity=False).map(lambda x: round(x, 3)),
)


@st.composite
def models(draw: Draw, max_months: int = 30, max_lines: int = 14) -> RandomModel:
    """A random model of at least one line on each axis but rates."""
    m = Model(draw(st.integers(1, max_months)))
    month = draw(st.integers(1, 12))
    start = m.input("start", serial(datetime.date(2026, month, 1)), "date", label("start"))
    time = Calendar(m, start)
    inputs = [m.input(f"x{i}", draw(numbers), "ratio", label(f"x{i}")) for i in range(4)]
    entries = {float(k): draw(numbers) for k in draw(st.sets(st.integers(-3, 8), min_size=1, max_size=4))}
    table = m.table("steps", entries, "ratio", label("steps"), "count")
    r = RandomModel(m, time, inputs, table)
    for i in range(draw(st.integers(3, max_lines))):
        add_line(draw, r, f"line{i}")
    return r


def add_line(draw: Draw, r: RandomModel, id: str) -> None:
    """One more line: plain, with a memory, with a companion it goes round with, or sometimes null."""
    kind = draw(st.sampled_from(["plain", "plain", "plain", "recurrence", "pair", "nullable"]))
    axis = draw(st.sampled_from([Axis.SCALAR, Axis.MONTH, Axis.MONTH, Axis.YEAR]))
    if kind == "plain":
        opening = (
            expression(draw, r, Axis.SCALAR, 1) if axis is not Axis.SCALAR and draw(st.booleans()) else None
        )
        r.plain[axis].append(
            r.m.line(id, expression(draw, r, axis, 3), "ratio", label(id), axis=axis, opening=opening)
        )
    elif kind == "nullable":
        formula = when(condition(draw, r, axis, 2), null("mangler", "missing"), expression(draw, r, axis, 2))
        r.nullable.append(r.m.line(id, formula, "ratio", label(id), axis=axis))
    else:
        axis = Axis.YEAR if draw(st.integers(0, 4)) == 0 else Axis.MONTH
        opening = expression(draw, r, Axis.SCALAR, 1)
        line = r.m.declare(id, "ratio", label(id), axis=axis, opening=opening)
        damped = clip(expression(draw, r, axis, 1), -1, 1)
        if kind == "recurrence":
            r.m.define(line, total_of([line.previous * damped, expression(draw, r, axis, 2)]))
            r.plain[axis].append(line)
            return
        other = r.m.declare(f"{id}b", "ratio", label(f"{id}b"), axis=axis)
        earlier = window_sum(other, -3, -1) / 4 if draw(st.booleans()) else other.lag(draw(st.integers(1, 3)))
        r.m.define(line, clip(line.previous, -4, 4) * damped + clip(earlier, -1, 1))
        r.m.define(other, total_of([line, expression(draw, r, axis, 2)]))
        r.plain[axis] += [line, other]


def expression(draw: Draw, r: RandomModel, axis: Axis, depth: int) -> Expr:
    """A random expression on an axis, or a scalar where an axis is not needed."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return atom(draw, r, axis)

    def part() -> Expr:
        return expression(draw, r, axis, depth - 1)

    match draw(st.integers(0, 15)):
        case 0 | 1:
            return total_of([part() for _ in range(draw(st.integers(2, 4)))])
        case 2:
            return part() - part()
        case 3:
            return part() * part()
        case 4:
            # division by zero is an error in a sheet and is tested by itself
            divisor = part()
            return part() / when(divisor.differs(0), divisor, 1)
        case 5:
            base = clip(part(), -4, 4)
            whole_power = draw(st.sampled_from([2, 3, 4]))
            return draw(st.sampled_from([base**whole_power, (absolute(base) + 1) ** clip(part(), -4, 4)]))
        case 6:
            return -part()
        case 7:
            return when(condition(draw, r, axis, depth - 1), part(), part())
        case 8:
            return flag(condition(draw, r, axis, depth - 1))
        case 9:
            return draw(st.sampled_from([least, greatest]))(part(), part(), draw(st.integers(0, 4)))
        case 10:
            return absolute(part())
        case 11:
            return rounded(part(), draw(st.integers(-1, 3)))
        case 12:
            return modulo(part(), 3) if draw(st.booleans()) else whole(clip(part(), -4, 4))
        case 13:
            return exponential(clip(part(), -4, 4))
        case 14:
            key = draw(st.sampled_from([part(), whole(clip(part(), -3, 12))]))
            return r.m.lookup(r.table, key)
        case _:
            return crossing(draw, r, axis, depth)


def crossing(draw: Draw, r: RandomModel, axis: Axis, depth: int) -> Expr:
    """Something that reads other periods, another axis, or a line that may be null."""
    maybe = [line for line in r.nullable if line.axis in (axis, Axis.SCALAR)]
    if maybe and draw(st.integers(0, 1)) == 1:
        return if_null(draw(st.sampled_from(maybe)), expression(draw, r, axis, depth - 1))
    if axis is Axis.SCALAR:
        return aggregate(draw, r, depth)
    line = draw(st.sampled_from(r.plain[axis]))
    choice = draw(st.integers(0, 3))
    if choice == 0 and line.opening is None:
        first = draw(st.integers(-4, 3))
        return window_sum(line, first, first + draw(st.integers(0, 4)))
    if choice == 1 and axis is Axis.MONTH:
        return r.m.at_year(draw(st.sampled_from(r.plain[Axis.YEAR])))
    if choice == 1 and axis is Axis.YEAR:
        only = draw(st.sampled_from([None, r.time.is_year_end]))
        return r.m.year_sum(draw(st.sampled_from(r.plain[Axis.MONTH])), only)
    if choice == 2 and axis is Axis.MONTH:
        later = months_after(r.time.date, draw(st.sampled_from([-4, -1, 2])) * modulo(r.time.number, 4))
        return draw(st.sampled_from([year_of, month_of]))(later)
    return line.lag(1 if line.opening is not None else draw(st.integers(-3, 3)))


def aggregate(draw: Draw, r: RandomModel, depth: int) -> Expr:
    """One number from a whole line."""
    axis = draw(st.sampled_from([Axis.MONTH, Axis.YEAR]))
    line = draw(st.sampled_from(r.plain[axis]))
    inner = expression(draw, r, Axis.SCALAR, depth - 1)
    match draw(st.integers(0, 4)):
        case 0:
            return Aggregate(draw(st.sampled_from(["SUM", "MIN", "MAX", "COUNT"])), line)
        case 1:
            return npv(clip(inner, 0, 1) / 12, line)
        case 2:
            return first_where(line, inner)
        case 3:
            return value_at(line, clip(whole(clip(inner, -4, 4)), 1, 1))
        case _:
            lines = [x for x in r.nullable if x.axis is not Axis.SCALAR]
            if not lines:
                return Aggregate("SUM", line)
            return Aggregate(draw(st.sampled_from(["SUM", "COUNT"])), draw(st.sampled_from(lines)))


def condition(draw: Draw, r: RandomModel, axis: Axis, depth: int) -> Condition:
    """A random condition."""
    if depth > 0 and draw(st.integers(0, 2)) == 0:
        parts = [condition(draw, r, axis, depth - 1) for _ in range(draw(st.integers(2, 3)))]
        return draw(st.sampled_from([both, either]))(*parts)
    left, right = (expression(draw, r, axis, max(depth - 1, 0)) for _ in range(2))
    ways = [left >= right, left <= right, left > right, left < right, left.equals(right), left.differs(right)]
    return draw(st.sampled_from(ways))


def atom(draw: Draw, r: RandomModel, axis: Axis) -> Expr:
    """A line, an input or a structural number."""
    lines = [*r.plain[axis], *r.plain[Axis.SCALAR]]
    choices: list[Expr] = [*lines, *lines, *r.inputs, Const(0.0), Const(1.0), Const(2.0)]
    return draw(st.sampled_from(choices))
