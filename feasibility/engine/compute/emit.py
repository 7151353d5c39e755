"""Python source for a set of lines, in two dialects from one emitter.

`single`: one case; scalars and components that loop over periods are plain Python floats, other lines are
one-dimensional arrays. `rows`: many scenarios at once; lines are arrays (periods, scenarios).
Walking the expression tree at each evaluation would cost more than ten times as much.

Each dialect has its own meanings for the functions it calls: `runtime_single` and `runtime`.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.compute.masked import leaves
from feasibility.engine.compute.order import Component, running
from feasibility.engine.compute.source import LONGEST_SUM, added, is_constant, is_value
from feasibility.engine.compute.spelling import Spelling
from feasibility.engine.expr import Axis, Binary, Call, Counter, Expr, Line, Sum
from feasibility.engine.model import OnlyRate


class Emitter(Spelling):
    """Writes the statements that calculate a model's lines; `program` makes one function of them."""

    def component(self, component: Component) -> list[str]:
        """Statements that calculate a component."""
        self._ahead = []
        self.named = set()
        if not component.loops:
            source = self._plain(component.lines[0])
        else:
            source = self._running(component.lines[0]) if len(component.lines) == 1 else []
            source = source or self._loop(component.lines)
        return [*self._ahead, *source]

    def shortened(self, line: Line, of: OnlyRate | Line) -> list[str]:
        """The statement that calculates an internal rate the shorter way: the monthly one from its flows, the
        yearly one from the monthly."""
        self._ahead, self.named = [], set()
        if isinstance(of, Line):
            month = f"L{of.number}"
            code = f"(1.0 + {month}) ** 12.0 - 1.0" if self.batch else f"rt.power(1.0 + {month}, 12.0) - 1.0"
        else:
            ends = ", ".join(self.code(each) for each in (of.low, of.high, of.near))
            code = f"rt.only_{'roots' if self.batch else 'root'}(L{of.flows.number}, {ends})"
        return [*self._ahead, f"L{line.number} = {code}", *self._padding(line)]

    def _running(self, line: Line) -> list[str]:
        """A running total, product or maximum of a single case in one NumPy call; nothing for other loops."""
        found = None if self.batch else running(line)
        if found is None:
            return []
        word, step = found
        opening = "0.0" if line.opening is None else self.code(line.opening)
        length = self.model.length(line.axis)
        made = f"L{line.number} = rt.running_{word}({self.code(step)}, {opening}, {length})"
        return [made, *self._padding(line)]

    def taken(self, line: Line) -> list[str]:
        """Statements that take a line from the base run."""
        self._ahead = []
        source = self._padding(line)
        return [f"L{line.number} = base[{line.number}]", *self._ahead, *source]

    def _padding(self, line: Line) -> list[str]:
        """Statements that pad a line which other lines read in other periods."""
        if line not in self.pads.lines:
            return []
        opening = (
            "" if line.opening is None or is_value(line.opening, 0.0) else f", {self.code(line.opening)}"
        )
        pads = f"{self.pads.before}, {self.pads.after}"
        return [f"P{line.number} = rt.pad(L{line.number}, {pads}{opening})"]

    def _plain(self, line: Line) -> list[str]:
        length = self.model.length(line.axis)
        if isinstance(line.formula, Counter):
            code = f"np.arange(1.0, {length + 1}.0)" + ("[:, None]" if self.batch else "")
        elif line in self.masked:
            code = self._cut_out(line)
        else:
            code = self.code(line.formula)
            if line.axis is Axis.SCALAR:
                # a constant alone would be Python's float, which raises where NumPy's do not
                code = code if self.batch and not is_constant(line.formula) else f"{self._number}({code})"
            elif line.formula.axis is Axis.SCALAR:
                code = f"rt.spread({code}, {length})"
        return [f"L{line.number} = {code}", *self._padding(line)]

    def _cut_out(self, line: Line) -> str:
        """A product with a mask, worked out in the mask's rows alone."""
        inner, mask = self.masked.products[line]
        cut = f"C{mask.number}"
        first = [(cut, f"{cut} = rt.rows_of(L{mask.number})")]
        first += [(code, f"rt.require_numbers({code})") for code in map(self.code, leaves(inner))]
        self._ahead += [statement for name, statement in first if name not in self._found_once]
        self._found_once.update(name for name, _ in first)
        sharing, self.sharing, self._cut = self.sharing, self.masked.sharing[mask], cut
        code = self.code(inner, eager=True)
        self.sharing, self._cut = sharing, ""
        return f"rt.in_rows({code}, L{mask.number}, {cut})"

    def _loop(self, lines: Sequence[Line]) -> list[str]:
        length = self.model.length(lines[0].axis)
        head: list[str] = []
        tail: list[str] = []
        for line in lines:
            start = "0.0" if line.opening is None else self.code(line.opening)
            first, last = self._memory(line, start, length)
            head += first
            tail += last
        self._looping, self._loop_lines = lines[0].axis, frozenset(lines)
        self._ready, self._rows = {}, {}
        body: list[str] = []
        for line in lines:
            n, before = line.number, self.pads.before
            if self.batch:
                self._rows[f"r{n}"] = f"P{n}[{before}:{before + length}]"
                body.append(f"    {self._into_row(f'r{n}', line.formula)}")
            else:
                body += [f"    r{n} = {self.code(line.formula)}", f"    q{n}.append(r{n})"]
        self._looping, self._loop_lines = None, frozenset()
        ready = [f"{name} = {code}" for code, name in self._ready.items()]
        each = f"for t in range({length}):"
        if self.batch:
            each = f"for {', '.join(self._rows)}, in zip({', '.join(self._rows.values())}):"
        return [*ready, *head, each, *body, *tail]

    def _into_row(self, row: str, e: Expr) -> str:
        """The statement that writes an expression into a row of a loop; the last step does so itself."""
        match e:
            case Sum(terms=[*_, _, last]) if len(e.terms) <= LONGEST_SUM:
                before = added([self.code(t) for t in e.terms[:-1]])
                return f"np.add({before}, {self.code(last)}, out={row})"
            case Binary(operator="-" | "*" | "/"):
                word = {"-": "subtract", "*": "multiply", "/": "divide"}[e.operator]
                return f"np.{word}({self.code(e.left)}, {self.code(e.right)}, out={row})"
            case Call(function="MIN" | "MAX", arguments=(first, second)):
                word = "minimum" if e.function == "MIN" else "maximum"
                return f"np.{word}({self.code(first)}, {self.code(second)}, out={row})"
            case _:
                return f"{row}[...] = {self.code(e)}"

    def _memory(self, line: Line, start: str, length: int) -> tuple[list[str], list[str]]:
        """Statements before and after a loop: what holds a line's numbers as they come."""
        n, before, after = line.number, self.pads.before, self.pads.after
        if self.batch:
            width = "width" if line in self.varied else "1"
            head = [f"P{n} = np.zeros(({before + length + after}, {width}))", f"P{n}[{before - 1}] = {start}"]
            return head, [f"L{n} = P{n}[{before}:{before + length}]"]
        zeros = ", ".join(["0.0"] * (before - 1) + [f"float({start})"])
        tail = [f"P{n} = np.array(q{n} + [0.0] * {after})", f"L{n} = P{n}[{before}:{before + length}]"]
        return [f"q{n} = [{zeros}]"], tail
