"""Expressions as Python source, in two dialects.

`single`: one case; scalars and what stands in a loop over periods are plain Python floats, other lines are
one-dimensional arrays. `rows`: many scenarios at once; lines are arrays (periods, scenarios).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from feasibility.engine.compute.masked import Masked
from feasibility.engine.compute.order import Pads
from feasibility.engine.compute.sharing import Sharing
from feasibility.engine.compute.source import added, is_constant, is_value
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
    EngineError,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Irr,
    Line,
    Lookup,
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    When,
    Window,
    YearTotal,
    walk,
)
from feasibility.engine.model import Model

_ARRAY_CALL = {
    "ABS": "np.abs", "EXP": "np.exp", "INT": "np.floor", "MOD": "np.mod", "ROUND": "rt.round_half_away",
    "YEAR": "rt.year_of", "MONTH": "rt.month_of", "EDATE": "rt.months_after",
}  # fmt: skip
_FLOAT_CALL = {
    "ABS": "abs", "EXP": "exp", "INT": "floor", "ROUND": "rt.round_one", "YEAR": "rt.year_of_one",
    "MONTH": "rt.month_of_one", "EDATE": "rt.months_after_one",
}  # fmt: skip
_COMPARE = {"=": "==", "<>": "!=", ">=": ">=", "<=": "<=", ">": ">", "<": "<"}
_AGGREGATE = {"SUM": "rt.total", "MIN": "rt.lowest", "MAX": "rt.highest", "COUNT": "rt.count"}
_READS_WHOLE_LINES = (Aggregate, AtYear, FirstWhere, Irr, Npv, ValueAt, YearTotal)


@dataclass
class Spelling:
    """Writes expressions; `emit` makes statements of them.

    Names in the source: I an input, L a line, P a line with its pads, K the keys of a table, S where a line
    lies among them, Y where each calendar year lies, C the rows in which a line is not 0, T a part that
    several formulas have, W what a loop reads ready-made; inside loops r and q are a line's newest number and
    all so far, or r, p and W_t their rows.
    """

    model: Model
    pads: Pads
    nullable: frozenset[Line]
    batch: bool
    varied: frozenset[Line] = frozenset()
    sharing: Sharing | None = None
    masked: Masked = field(default_factory=Masked)
    named: set[str] = field(default_factory=set)  # parts with a name that the present component reads
    input_numbers: dict[str, int] = field(default_factory=dict)
    tables: dict[tuple[float, ...], str] = field(default_factory=dict)  # keys → name of their array
    _looping: Axis | None = None
    _loop_lines: frozenset[Line] = frozenset()
    _ahead: list[str] = field(default_factory=list)  # statements the present component needs first
    _ready: dict[str, str] = field(default_factory=dict)  # source → name of what a loop reads ready-made
    _rows: dict[str, str] = field(default_factory=dict)  # name → what a loop over scenarios goes through
    _found_once: set[str] = field(default_factory=set)
    _names: int = 0
    _cut: str = ""  # the rows that what is being written is worked out in; all where empty
    _guards: list[str] = field(default_factory=list)  # names of the conditions an expression stands behind

    def code(self, e: Expr, eager: bool = False) -> str:
        """Python source of an expression.

        `eager`: it is worked out even where its value is thrown away, so it must not raise.
        """
        if self._looping is not None:
            return self._made_ready(e) if self._stands_outside(e) else self._spelled(e, eager)
        name = None if self.sharing is None else self.sharing.name(e)
        if name is None:
            return self._spelled(e, eager)
        if name not in self._found_once:
            guards, self._guards = self._guards, []  # others read it too, and not behind these conditions
            code = self._spelled(e, eager)
            self._guards = guards
            self._found_once.add(name)
            self._ahead.append(f"{name} = {code}")
        self.named.add(name)
        return name

    def _spelled(self, e: Expr, eager: bool) -> str:
        """`code` written out, whether or not it has a name."""
        floats = not self.batch and (self._looping is not None or e.axis is Axis.SCALAR)
        match e:
            case Const():
                return repr(e.value)
            case Null():
                return "NAN"
            case Input():
                return f"I{self.input_numbers.setdefault(e.id, len(self.input_numbers))}"
            case Line():
                return f"r{e.number}" if e in self._loop_lines else f"L{e.number}{self._cut_of(e)}"
            case Shift():
                return f"{self._shift(e)}{self._cut_of(e)}"
            case Window():
                return self._window(e)
            case _ if isinstance(e, _READS_WHOLE_LINES):
                return self._whole(e)
            case _ if floats:
                return self._floats(e, eager)
            case _:
                return self._arrays(e)

    def _cut_of(self, e: Expr) -> str:
        return f"[{self._cut}]" if self._cut and e.axis is not Axis.SCALAR else ""

    def _floats(self, e: Expr, eager: bool) -> str:
        def part(child: Expr) -> str:
            return self.code(child, eager)

        match e:
            case Sum():
                return added([part(t) for t in e.terms])
            case Negative():
                return f"(-{part(e.operand)})"
            case Binary(operator="^"):
                return f"rt.power({part(e.left)}, {part(e.right)})"
            case Binary(operator="/") if eager:
                return f"rt.divided({part(e.left)}, {part(e.right)})"
            case Binary():
                return f"({part(e.left)} {e.operator} {part(e.right)})"
            case Compare():
                return f"({part(e.left)} {_COMPARE[e.operator]} {part(e.right)})"
            case AllOf() | AnyOf():
                word = " and " if isinstance(e, AllOf) else " or "
                return "(" + word.join(map(part, e.conditions)) + ")"
            case When():
                return f"({part(e.then)} if {part(e.condition)} else {part(e.otherwise)})"
            case IfNull():
                name = self._name()
                return f"({part(e.otherwise)} if ({name} := {part(e.operand)}) != {name} else {name})"
            case Call(function="MIN" | "MAX"):
                return self._extreme(e.function, [part(a) for a in e.arguments])
            case Call(function="MOD"):
                return f"({part(e.arguments[0])} % {part(e.arguments[1])})"
            case Call():
                return f"{_FLOAT_CALL[e.function]}({', '.join(map(part, e.arguments))})"
            case Lookup():
                return self._entries_one(e, part)
            case _:
                raise EngineError(f"no code for {type(e).__name__}")

    def _extreme(self, function: str, parts: Sequence[str]) -> str:
        """MIN or MAX of floats. Not Python's own, whose answer depends on the order where a part is NaN."""
        sign, code = ("<" if function == "MIN" else ">"), parts[0]
        for part in parts[1:]:
            a, b = self._name(), self._name()
            code = f"({a} if ({a} := {code}) {sign} ({b} := {part}) else {b} if {b} {sign}= {a} else NAN)"
        return code

    def _arrays(self, e: Expr) -> str:
        def part(child: Expr) -> str:
            return self.code(child, eager=True)

        match e:
            case Sum():
                return added([part(t) for t in e.terms])
            case Negative():
                return f"(-{part(e.operand)})"
            case Binary(operator="^", right=Const(value=3.0 | 4.0)):
                return f"rt.{'cubed' if is_value(e.right, 3.0) else 'fourth'}({part(e.left)})"
            case Binary():
                sign, left = "**" if e.operator == "^" else e.operator, part(e.left)
                left = f"np.float64({left})" if e.axis is Axis.SCALAR and is_constant(e) else left
                return f"({left} {sign} {part(e.right)})"
            case Compare():
                return f"({part(e.left)} {_COMPARE[e.operator]} {part(e.right)})"
            case AllOf() | AnyOf():
                word = " & " if isinstance(e, AllOf) else " | "
                return "(" + word.join(map(part, e.conditions)) + ")"
            case When():
                test, then, other = self._branches(e, part)
                if (then, other) == ("1.0", "0.0"):
                    return f"({test} * 1.0)" if is_constant(e.condition) else f"{test}.astype(float)"
                return f"np.where({test}, {then}, {other})"
            case IfNull():
                return f"rt.if_null({part(e.operand)}, {part(e.otherwise)})"
            case Call(function="MIN" | "MAX"):
                word, code = ("np.minimum" if e.function == "MIN" else "np.maximum"), part(e.arguments[0])
                for argument in e.arguments[1:]:
                    code = f"{word}({code}, {part(argument)})"
                return code
            case Call():
                return f"{_ARRAY_CALL[e.function]}({', '.join(map(part, e.arguments))})"
            case Lookup():
                return self._entries(e, part)
            case _:
                raise EngineError(f"no code for {type(e).__name__}")

    def _branches(self, e: When, part: Callable[[Expr], str]) -> tuple[str, str, str]:
        """Condition and both values; what is dear in them is found only for scenarios that will take it."""
        test = part(e.condition)
        dear = self.batch and self._looping is None and e.axis is Axis.SCALAR and not is_constant(e.condition)
        if not dear or not any(isinstance(node, (Irr, Npv)) for node in walk(e)):
            return test, part(e.then), part(e.otherwise)
        name = self._name()
        codes = []
        for guard, branch in ((name, e.then), (f"~{name}", e.otherwise)):
            self._guards.append(guard)
            codes.append(part(branch))
            self._guards.pop()
        return f"({name} := {test})", codes[0], codes[1]

    def _behind(self) -> str:
        """The argument that says which scenarios want a number; nothing where all do."""
        return f", {' & '.join(self._guards)}" if self._guards and self.batch else ""

    def _entries_one(self, e: Lookup, part: Callable[[Expr], str]) -> str:
        """The entry for one key, a float."""
        values = ", ".join(map(part, e.table.values))
        return f"rt.lookup_one({e.table.keys!r}, ({values},), {part(e.key)})"

    def _entries(self, e: Lookup, part: Callable[[Expr], str]) -> str:
        """The entries for an array of keys: one more value stands last, for keys the table does not have."""
        keys = self.tables.setdefault(e.table.keys, f"K{len(self.tables)}")
        positions = f"rt.last_not_above({keys}, {part(e.key)})"
        if isinstance(e.key, Line) and self._looping is None:
            # many tables are read by the same key (calendar months, years): where it lies is found once
            name = f"S{e.key.number}{keys}"
            if name not in self._found_once:
                self._found_once.add(name)
                self._ahead.append(f"{name} = {positions}")
            positions = name
        values = ", ".join(map(part, e.table.values))
        return f"rt.pick(({values}, NAN), {positions})"

    # ---- other periods and whole lines --------------------------------------------------------------------

    def _shift(self, e: Shift) -> str:
        start = self.pads.before - e.periods
        if e.line in self._loop_lines:
            return self._so_far(e.line, start)
        return f"P{e.line.number}[{start}:{start + self.model.length(e.line.axis)}]"

    def _window(self, e: Window) -> str:
        before = self.pads.before
        if e.line in self._loop_lines:
            rows = range(before + e.first, before + e.last + 1)
            return added([self._so_far(e.line, i) for i in rows])
        return f"rt.window(P{e.line.number}, {before}, {self.model.length(e.line.axis)}, {e.first}, {e.last})"

    def _so_far(self, line: Line, start: int) -> str:
        """What a loop has found of one of its lines, `start` rows into the line with its pads."""
        if not self.batch:
            return f"q{line.number}[t + {start}]"
        name = f"p{line.number}_{start}"
        self._rows[name] = f"P{line.number}[{start}:{start + self.model.length(line.axis)}]"
        return name

    def _stands_outside(self, e: Expr) -> bool:
        """Whether a loop can read this expression ready-made: nothing in it depends on the loop."""
        if isinstance(e, (Const, Null, Input)) or (isinstance(e, Line) and e.axis is Axis.SCALAR):
            return False
        return not any(isinstance(node, Line) and node in self._loop_lines for node in walk(e))

    def _made_ready(self, e: Expr) -> str:
        outer, self._looping = self._looping, None
        lines, self._loop_lines = self._loop_lines, frozenset()
        code = self.code(e, eager=True)
        self._looping, self._loop_lines = outer, lines
        scalar = e.axis is Axis.SCALAR
        if not self.batch and not scalar:
            code = f"({code}).tolist()"
        name = self._ready.get(code)
        if name is None:
            name = self._ready[code] = f"W{self._name()}"
        if scalar:
            return name
        if self.batch:
            self._rows[f"{name}_t"] = name
            return f"{name}_t"
        return f"{name}[t]"

    def _whole(self, e: Expr) -> str:
        match e:
            case Aggregate():
                word = _AGGREGATE[e.function]
                if e.function == "SUM" and e.line in self.nullable:
                    word = "rt.total_of_numbers"
                return f"{word}(L{e.line.number})"
            case Npv():
                if e.axis is not Axis.SCALAR:
                    return f"rt.npv_grid({self.code(e.rate, eager=True)}, L{e.line.number})"
                return f"rt.npv({self.code(e.rate, eager=True)}, L{e.line.number}{self._behind()})"
            case Irr():
                bracket = f"L{e.guess.number}, L{e.low.number}, L{e.high.number}"
                return f"rt.irr(L{e.line.number}, {bracket}{self._behind()})"
            case FirstWhere():
                return f"rt.first_where(L{e.line.number}, {self.code(e.otherwise, eager=True)})"
            case ValueAt():
                return f"rt.value_at(L{e.line.number}, {self.code(e.position, eager=True)})"
            case YearTotal():
                only = "None" if e.only is None else f"L{e.only.number}"
                return f"rt.year_total(L{e.line.number}, {self._year_map(e)}, {only})"
            case AtYear():
                return f"rt.at_year(L{e.line.number}, {self._year_map(e)})"
            case _:
                raise EngineError(f"no code for {type(e).__name__}")

    def _year_map(self, e: YearTotal | AtYear) -> str:
        """Where each calendar year lies among the months: the same for all lines, so found once in a run."""
        months, years = e.month_year.number, e.year_number.number
        name = f"Y{months}_{years}"
        if name not in self._found_once:
            self._found_once.add(name)
            self._ahead.append(f"{name} = rt.YearMap(L{months}, L{years})")
        return name

    @property
    def _number(self) -> str:
        return "np.float64" if self.batch else "float"

    def _name(self) -> str:
        self._names += 1
        return f"v{self._names}"
