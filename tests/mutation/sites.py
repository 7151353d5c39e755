"""Every one-token change that can be made to a module, found in its syntax tree.

Left alone are texts and what does not decide an answer: annotations, decorators, assertions, whatever is
raised or logged, labels, `if TYPE_CHECKING`, `zip(strict=)`. A change that could only crash (a list divided)
is not offered either: any test would notice it, and the score would flatter.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
ARITHMETIC = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*")}
# The other of two functions that take the same arguments; the engine's words for them as well.
_PAIRS = (
    ("min", "max"),
    ("minimum", "maximum"),
    ("least", "greatest"),
    ("lowest", "highest"),
    ("both", "either"),
)
OPPOSITES = dict([*_PAIRS, *((second, first) for first, second in _PAIRS)])
# Comparisons whose opposite is their negation: negating the whole condition would be the same change again.
_OWN_NEGATION = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
_WORDING = {"Label", "warn", "TypeVar", "NewType"}
_LOGS = {"log", "logger", "logging", "warnings"}
_NOT_NUMBERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.JoinedStr)
# Below this a number is a tolerance: a tenth more would change nothing.
_TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change. `path` is relative to the project; rows count from 1, columns are characters from 0.

    function: qualified name of where it stands; "" at the top of the module. text: the source line, stripped.
    before, after: what is shown; written: what is put there. first, last: rows of the statement around it.
    body: rows that run when the function is called whose default this is; None where it is no default.
    at_import: it takes effect when the module is loaded, not while a test runs.
    """

    path: str
    row: int
    column: int
    end_row: int
    end_column: int
    kind: str
    before: str
    after: str
    written: str
    function: str
    text: str
    first: int
    last: int
    body: tuple[int, int] | None
    at_import: bool

    @property
    def change(self) -> str:
        """The change as one line."""
        return f"{self.before} → {self.after}"

    def applied(self, source: str) -> str:
        """The module with this change made."""
        lines = source.splitlines(keepends=True)
        head = lines[self.row - 1][: self.column]
        tail = lines[self.end_row - 1][self.end_column :]
        return "".join([*lines[: self.row - 1], head + self.written + tail, *lines[self.end_row :]])


def mutations_of(source: str, path: str) -> list[Mutation]:
    """Every change to the module, in the order of the source."""
    finder = _Finder(source, path)
    finder.visit(ast.parse(source))
    return sorted(finder.found, key=lambda m: (m.row, m.column, m.kind, m.after))


def mutations_under(root: Path, packages: tuple[str, ...]) -> list[Mutation]:
    """Every change to the modules of these packages (or single files), by path and place."""
    found: list[Mutation] = []
    for module in sorted({file for package in packages for file in _modules(root / package)}):
        found += mutations_of(module.read_text("utf-8"), module.relative_to(root).as_posix())
    return found


def _modules(place: Path) -> Iterator[Path]:
    yield from [place] if place.is_file() else place.rglob("*.py")


@dataclass(frozen=True, slots=True)
class _Token:
    start: tuple[int, int]
    end: tuple[int, int]
    text: str


class _Finder(ast.NodeVisitor):
    """Walks a module and collects its changes."""

    def __init__(self, source: str, path: str) -> None:
        self.found: list[Mutation] = []
        self._path = path
        self._lines = source.splitlines()
        self._tokens = [
            _Token(token.start, token.end, token.string)
            for token in tokenize.generate_tokens(io.StringIO(source).readline)
            if token.type in (tokenize.OP, tokenize.NAME, tokenize.NUMBER)
        ]
        self._names: list[str] = []
        self._functions = 0
        self._statement = (1, 1)
        self._body: tuple[int, int] | None = None
        self._from: dict[str, str] = {}

    # ---- where we are ---------------------------------------------------------------------------------

    def visit(self, node: ast.AST) -> None:
        if not isinstance(node, ast.stmt):
            super().visit(node)
            return
        outside = self._statement
        # Of a compound statement only its head: what its blocks hold are statements of their own.
        inner = [part.lineno for part in ast.walk(node) if isinstance(part, ast.stmt) and part is not node]
        last = node.end_lineno or node.lineno
        self._statement = (node.lineno, max(node.lineno, min(inner) - 1) if inner else last)
        super().visit(node)
        self._statement = outside

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._names.append(node.name)
        self._body = (node.body[0].lineno, node.end_lineno or node.lineno)
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        self._body = None
        self._functions += 1
        for statement in node.body:
            self.visit(statement)
        self._functions -= 1
        self._names.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._functions += 1
        self.generic_visit(node)
        self._functions -= 1

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._names.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self._names.pop()

    # ---- what is left alone ---------------------------------------------------------------------------

    def visit_Raise(self, node: ast.Raise) -> None: ...

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...

    def visit_Assert(self, node: ast.Assert) -> None: ...

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not (isinstance(node.value, ast.Name) and node.value.id in {"Literal", "Annotated"}):
            self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level:
            self._from.update({alias.asname or alias.name: node.module for alias in node.names})

    # ---- the changes ----------------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            self._between(left, right, "comparison", COMPARISONS[type(operator)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        numbers = not any(_no_number(side) for side in (node.left, node.right))
        if numbers and type(node.op) in ARITHMETIC:
            self._between(node.left, node.right, "arithmetic", ARITHMETIC[type(node.op)][1])
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in ARITHMETIC and not _no_number(node.value):
            self._between(node.target, node.value, "arithmetic", ARITHMETIC[type(node.op)][1] + "=")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = "or" if isinstance(node.op, ast.And) else "and"
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, "and/or", other)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        start = self._start(node)
        if isinstance(node.op, ast.Not):
            self._add(start, (start[0], start[1] + len("not ")), "not", "", before="not")
        elif isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
            self._add(start, (start[0], start[1] + 1), "sign", "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, "constant", str(not node.value))
        elif isinstance(node.value, int):
            self._replace(node, "constant", str(node.value + 1))
        elif isinstance(node.value, float):
            self._replace(node, "constant", _other_float(node.value))

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in _WORDING or name.endswith(("Error", "Warning")) or _object(node) in _LOGS:
            return
        if name in OPPOSITES:
            self._opposite(node.func, name)
        self.visit(node.func)
        for place, argument in enumerate(node.args):
            if name == "date" and place and isinstance(argument, ast.Constant):
                self._day_or_month(argument)
            else:
                self.visit(argument)
        for keyword in node.keywords:
            if not (name in {"zip", "batched"} and keyword.arg == "strict"):
                self.visit(keyword.value)

    def visit_If(self, node: ast.If | ast.IfExp | ast.While) -> None:
        if "TYPE_CHECKING" in {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}:
            return
        self._negated(node.test)
        self.generic_visit(node)

    visit_IfExp = visit_If
    visit_While = visit_If

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._negated(condition)
        self.generic_visit(node)

    # ---- how they are made ----------------------------------------------------------------------------

    def _negated(self, test: ast.expr) -> None:
        own = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], _OWN_NEGATION)
        if own or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            return
        start, end = self._start(test), self._end(test)
        shown = self._shown(start, end)
        lines = [self._lines[start[0] - 1][start[1] :], *self._lines[start[0] : end[0]]]
        if start[0] == end[0]:
            source = self._lines[start[0] - 1][start[1] : end[1]]
        else:
            lines[-1] = self._lines[end[0] - 1][: end[1]]
            source = "\n".join(lines)
        # Brackets on both sides: `x for … if a` and `a if b else c` bind differently from a bare `not`.
        self._add(start, end, "condition", f"(not ({source}))", before=shown, after=f"not ({shown})")

    def _opposite(self, function: ast.expr, name: str) -> None:
        end = self._end(function)
        start = (end[0], end[1] - len(name))
        other = OPPOSITES[name]
        written = other
        if isinstance(function, ast.Name) and name in self._from and other not in self._from:
            # The module does not know the other one: fetch it from where it has this one.
            written = f'__import__("{self._from[name]}", fromlist=["{other}"]).{other}'
        self._add(start, end, "min/max", written, after=other)

    def _day_or_month(self, node: ast.Constant) -> None:
        """One less, so that the last day of a month stays a day."""
        if isinstance(node.value, int):
            self._replace(node, "constant", str(node.value - 1 if node.value > 1 else node.value + 1))

    def _replace(self, node: ast.expr, kind: str, written: str) -> None:
        self._add(self._start(node), self._end(node), kind, written)

    def _between(self, left: ast.expr, right: ast.expr, kind: str, written: str) -> None:
        """Replace the operator between two operands."""
        low, high = self._end(left), self._start(right)
        tokens = [t for t in self._tokens if low <= t.start and t.end <= high and t.text not in "()"]
        if tokens:
            self._add(tokens[0].start, tokens[-1].end, kind, written)

    def _add(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        kind: str,
        written: str,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        self.found.append(
            Mutation(
                self._path,
                *start,
                *end,
                kind=kind if self._body is None else "default",
                before=self._shown(start, end) if before is None else before,
                after=(written or "(nothing)") if after is None else after,
                written=written,
                function=".".join(self._names),
                text=self._lines[start[0] - 1].strip(),
                first=self._statement[0],
                last=self._statement[1],
                body=self._body,
                at_import=self._functions == 0,
            )
        )

    def _shown(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        if start[0] == end[0]:
            return self._lines[start[0] - 1][start[1] : end[1]]
        middle = self._lines[start[0] : end[0] - 1]
        parts = [self._lines[start[0] - 1][start[1] :], *middle, self._lines[end[0] - 1][: end[1]]]
        return " ".join(part.strip() for part in parts)

    def _start(self, node: ast.expr) -> tuple[int, int]:
        return node.lineno, self._characters(node.lineno, node.col_offset)

    def _end(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return node.end_lineno, self._characters(node.end_lineno, node.end_col_offset)

    def _characters(self, row: int, offset: int) -> int:
        """The syntax tree counts bytes; a line with æ, ø or å has fewer characters."""
        return len(self._lines[row - 1].encode()[:offset].decode())


def _other_float(value: float) -> str:
    if value == 0.0 or abs(value) < _TOLERANCE:
        return "1.0"
    return repr(float(f"{value * 1.1:.6g}"))


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _object(node: ast.Call) -> str:
    """The name of what the called method belongs to."""
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""


def _no_number(node: ast.expr) -> bool:
    return isinstance(node, _NOT_NUMBERS) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
