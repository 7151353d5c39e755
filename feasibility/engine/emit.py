"""Python source for a set of lines, in two dialects from one emitter.

`floats`: a single case; scalars and components that loop over months are plain Python floats, other lines
are one-dimensional arrays. `rows`: many scenarios at once; every value has a scenario axis.
Walking the expression tree at each evaluation would cost more than ten times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from feasibility.engine.book import Model
from feasibility.engine.expr import (
    Aggregate,
    AllOf,
    AnyOf,
    AtYear,
    Axis,
    Binary,
    Call,
    Compare,
    Const,
    Counter,
    EngineError,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Irr,
    Line,
    Lookup,
    Matching,
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    When,
    Window,
    YearTotal,
)
from feasibility.engine.order import Component

_NUMPY_CALL = {
    "ABS": "np.abs", "EXP": "np.exp", "INT": "rt.whole", "MOD": "np.mod", "ROUND": "rt.round_half_away",
    "YEAR": "rt.year_of", "MONTH": "rt.month_of", "EDATE": "rt.months_after",
}  # fmt: skip
_FLOAT_CALL = {
    "ABS": "abs", "EXP": "exp", "INT": "floor", "ROUND": "rt.round_half_away", "MIN": "min", "MAX": "max",
    "YEAR": "rt.year_of", "MONTH": "rt.month_of", "EDATE": "rt.months_after",
}  # fmt: skip
_COMPARE = {"=": "==", "<>": "!=", ">=": ">=", "<=": "<=", ">": ">", "<": "<"}
_AGGREGATE = {"SUM": "rt.total", "MIN": "rt.lowest", "MAX": "rt.highest", "COUNT": "rt.count"}


@dataclass(frozen=True)
class Pads:
    """Rows of zeros kept before and after each line that is read in other periods."""

    before: int
    after: int
    lines: frozenset[Line]


@dataclass
class Emitter:
    """Writes the source of one function `run(inputs, base, width)`; see `evaluate`."""

    model: Model
    pads: Pads
    nullable: frozenset[Line]
    batch: bool
    varied: frozenset[Line] = frozenset()
    looping: Axis | None = None
    loop_lines: dict[Line, str] = field(default_factory=dict)
    input_numbers: dict[str, int] = field(default_factory=dict)

    # ---- whole lines ------------------------------------------------------------------------------------

    def component(self, component: Component, kept: frozenset[Line] | None) -> list[str]:
        """Statements that calculate a component; `kept` names lines whose pads must be made anyway."""
        if component.loops:
            return self._loop(component.lines)
        return self._plain(component.lines[0])

    def _plain(self, line: Line) -> list[str]:
        name, length = f"L{line.number}", self.model.length(line.axis)
        if isinstance(line.formula, Counter):
            shape = "[:, None]" if self.batch else ""
            source = [f"{name} = np.arange(1.0, {length + 1}.0){shape}"]
        elif line.axis is Axis.SCALAR:
            code = self.code(line.formula, floats=not self.batch)
            source = [f"{name} = {code}" if self.batch else f"{name} = float({code})"]
        else:
            code = self.code(line.formula, floats=False)
            if line.formula.axis is Axis.SCALAR:
                code = f"rt.spread({code}, {length}, {self.batch})"
            source = [f"{name} = {code}"]
        return source + self.padding(line)

    def padding(self, line: Line) -> list[str]:
        """Statements that pad a line which other lines read in other periods."""
        if line not in self.pads.lines:
            return []
        padded, before = f"P{line.number}", self.pads.before
        source = [f"{padded} = rt.pad(L{line.number}, {before}, {self.pads.after})"]
        if line.opening is not None and not (isinstance(line.opening, Const) and line.opening.value == 0):
            source.append(f"{padded}[{before - 1}] = {self.code(line.opening, floats=not self.batch)}")
        return source

    def _loop(self, lines: Sequence[Line]) -> list[str]:
        before, after = self.pads.before, self.pads.after
        length = self.model.length(lines[0].axis)
        self.looping = lines[0].axis
        self.loop_lines = {line: f"r{line.number}" for line in lines}
        outside: dict[str, str] = {}
        body: list[str] = []
        for line in lines:
            body.append(f"    r{line.number} = {self._row(line.formula, outside)}")
            if line in self.pads.lines and not self.batch:
                body.append(f"    q{line.number}.append(r{line.number})")
            elif self.batch:
                body.append(f"    P{line.number}[t + {before}] = r{line.number}")
            else:
                body.append(f"    q{line.number}.append(r{line.number})")
        self.looping = None
        head: list[str] = []
        tail: list[str] = []
        for line in lines:
            number, opening = line.number, line.opening
            start = "0.0" if opening is None else self.code(opening, floats=not self.batch)
            if self.batch:
                width = "width" if line in self.varied else "1"
                head.append(f"P{number} = np.zeros(({before + length + after}, {width}))")
                if start not in ("0.0", "-0.0"):
                    head.append(f"P{number}[{before - 1}] = {start}")
                tail.append(f"L{number} = P{number}[{before}:{before + length}]")
            else:
                zeros = ", ".join(["0.0"] * (before - 1) + [f"float({start})"])
                head.append(f"q{number} = [{zeros}]")
                tail.append(f"P{number} = np.array(q{number} + [0.0] * {after})")
                tail.append(f"L{number} = P{number}[{before}:{before + length}]")
        self.loop_lines = {}
        return [*outside.values(), *head, f"for t in range({length}):", *body, *tail]

    def _row(self, formula: Expr, outside: dict[str, str]) -> str:
        self._outside = outside
        return self.code(formula, floats=not self.batch)

    # ---- expressions ------------------------------------------------------------------------------------

    def code(self, e: Expr, floats: bool) -> str:
        """Python source of an expression; `floats` where every value in it is a plain float."""
        match e:
            case Const():
                return repr(e.value)
            case Null():
                return "NAN"
            case Input():
                return f"I{self.input_numbers.setdefault(e.id, len(self.input_numbers))}"
            case Line():
                return self._line(e)
            case Shift():
                return self._shift(e)
            case Sum():
                return "(" + " + ".join(self.code(t, floats) for t in e.terms) + ")"
            case Negative():
                return f"(-{self.code(e.operand, floats)})"
            case Binary():
                left, right = self.code(e.left, floats), self.code(e.right, floats)
                if e.operator == "^":
                    return f"rt.power({left}, {right})" if floats else f"({left} ** {right})"
                return f"({left} {e.operator} {right})"
            case Compare():
                left, right = self.code(e.left, floats), self.code(e.right, floats)
                return f"({left} {_COMPARE[e.operator]} {right})"
            case AllOf() | AnyOf():
                word = ("and" if floats else "&") if isinstance(e, AllOf) else ("or" if floats else "|")
                return "(" + f" {word} ".join(self.code(c, floats) for c in e.conditions) + ")"
            case When():
                test, then, other = (self.code(c, floats) for c in e.children)
                if floats:
                    return f"({then} if {test} else {other})"
                if (then, other) == ("1.0", "0.0"):
                    return f"({test} * 1.0)"
                return f"np.where({test}, {then}, {other})"
            case IfNull():
                value, other = self.code(e.operand, floats), self.code(e.otherwise, floats)
                return f"np.where(np.isnan({value}), {other}, {value})"
            case Call():
                return self._call(e, floats)
            case Lookup() | Matching():
                word = "lookup" if isinstance(e, Lookup) else "matching"
                values = ", ".join(self.code(v, floats) for v in e.table.values)
                return f"rt.{word}({e.table.keys!r}, ({values},), {self.code(e.key, floats)})"
            case _:
                return self._whole(e)

    def _call(self, e: Call, floats: bool) -> str:
        parts = [self.code(a, floats) for a in e.arguments]
        if e.function in ("MIN", "MAX") and not floats:
            word = "np.minimum" if e.function == "MIN" else "np.maximum"
            code = parts[0]
            for part in parts[1:]:
                code = f"{word}({code}, {part})"
            return code
        if e.function == "MOD" and floats:
            return f"({parts[0]} % {parts[1]})"
        return f"{(_FLOAT_CALL if floats else _NUMPY_CALL)[e.function]}({', '.join(parts)})"

    def _line(self, line: Line) -> str:
        if self.looping is None or line.axis is Axis.SCALAR:
            return f"L{line.number}"
        if line in self.loop_lines:
            return self.loop_lines[line]
        return self._outside_row(f"L{line.number}", 0)

    def _shift(self, e: Shift) -> str:
        before, n = self.pads.before, e.line.number
        if self.looping is None:
            start, length = before - e.periods, self.model.length(e.line.axis)
            return f"P{n}[{start}:{start + length}]"
        if e.line in self.loop_lines:
            return f"q{n}[t + {before - e.periods}]" if not self.batch else f"P{n}[t + {before - e.periods}]"
        return self._outside_row(f"P{n}", before - e.periods)

    def _outside_row(self, array: str, offset: int) -> str:
        """A line calculated before the loop: a list in the float dialect, rows of the array otherwise."""
        at = f"t + {offset}" if offset else "t"
        if self.batch:
            return f"{array}[{at}]"
        self._outside.setdefault(array, f"l{array} = {array}.tolist()")
        return f"l{array}[{at}]"

    def _whole(self, e: Expr) -> str:
        if self.looping is not None:
            # a window, yearly value or aggregate of earlier lines: worked out once, outside the loop
            name = f"W{len(self._outside)}"
            looping, self.looping = self.looping, None
            code = self._whole(e)
            self.looping = looping
            scalar = e.axis is Axis.SCALAR
            ending = "" if self.batch or scalar else ".tolist()"
            self._outside[name] = f"{name} = ({code}){ending}"
            return name if scalar else f"{name}[t]"
        match e:
            case Window():
                length = self.model.length(e.line.axis)
                return f"rt.window(P{e.line.number}, {self.pads.before}, {length}, {e.first}, {e.last})"
            case Aggregate():
                word = _AGGREGATE[e.function]
                if e.function == "SUM" and e.line in self.nullable:
                    word = "rt.total_of_numbers"
                return f"{word}(L{e.line.number})"
            case Npv():
                word = "npv" if e.axis is Axis.SCALAR else "npv_grid"
                return f"rt.{word}({self.code(e.rate, False)}, L{e.line.number})"
            case Irr():
                return f"rt.irr(L{e.line.number}, L{e.low.number}, L{e.high.number})"
            case FirstWhere():
                return f"rt.first_where(L{e.line.number}, {self.code(e.otherwise, False)})"
            case ValueAt():
                return f"rt.value_at(L{e.line.number}, {self.code(e.position, False)})"
            case YearTotal():
                only = "None" if e.only is None else f"L{e.only.number}"
                years = f"L{e.month_year.number}, L{e.year_number.number}"
                return f"rt.year_total(L{e.line.number}, {years}, {only})"
            case AtYear():
                return f"rt.at_year(L{e.line.number}, L{e.month_year.number}, L{e.year_number.number})"
            case _:
                raise EngineError(f"no code for {type(e).__name__}")

    _outside: dict[str, str] = field(default_factory=dict)
