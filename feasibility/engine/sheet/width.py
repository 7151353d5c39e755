"""How long an expression is as a formula, before it is known in which rows things stand.

The words of a reason are not counted: they read themselves. Otherwise never too short: rows are taken to have
four digits and columns of periods two letters. A formula may come out some characters shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
)
from feasibility.engine.sheet.cells import sheet_prefix
from feasibility.engine.sheet.excel import LONGEST_CHAIN, SHORTEST_RANGE
from feasibility.engine.sheet.failing import may_fail

_FIXED = len("$C$1234")
_MOVING = len("AB1234")
_RANGE = len("$Q$1234:$EF$1234")
_COLUMN = len("$C$1234:$C$1234")
_ONE_BY_ONE = len("IF(,1,0)")


class Widths:
    """Widths of expressions on the sheet `home`.

    Args:
        sheet_of: the sheet a line or an input is read from by formulas on a sheet.
        adjacent: whether one line stands in the row below another.
    """

    def __init__(
        self,
        sheet_of: Callable[[Line | Input, str], str],
        adjacent: Callable[[Line, Line], bool],
    ) -> None:
        self.home = ""
        self._sheet_of = sheet_of
        self._adjacent = adjacent
        self._prefixes: dict[str, int] = {}
        self._known: dict[tuple[int, str], tuple[Expr, int]] = {}  # kept, so that no id is used again

    def of(self, e: Expr) -> int:
        """Characters of the expression as a formula."""
        key = (id(e), self.home)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (e, self._of(e))
        return known[1]

    def _of(self, e: Expr) -> int:
        match e:
            case Const():
                return len(f"{e.value:g}")
            case Line() | Input():
                fixed = isinstance(e, Input) or e.axis is Axis.SCALAR
                return self._prefix(e) + (_FIXED if fixed else _MOVING)
            case Sum():
                return self._sum(e.terms)
            case Binary():
                return 1 + self._beside(e.left, e.operator, True) + self._beside(e.right, e.operator, False)
            case Negative():
                return 3 + self.of(e.operand)
            case Compare():
                return len(e.operator) + self.of(e.left) + self.of(e.right)
            case When():
                return len("IF(,,)") + self.of(e.condition) + self.of(e.then) + self.of(e.otherwise)
            case AllOf() | AnyOf():
                failing = sum(map(may_fail, e.conditions))
                nested = (failing + 1) * _ONE_BY_ONE + 2 if failing else 0
                return len("AND()") + len(e.conditions) - 1 + sum(map(self.of, e.conditions)) + nested
            case Call():
                arguments = sum(map(self._argument, e.arguments)) + len(e.arguments) - 1
                return len(e.function) + 2 + arguments
            case _:
                return self._other(e)

    def _argument(self, e: Expr) -> int:
        return self.of(e) + (2 if isinstance(e, Shift) and e.periods < 0 else 0)

    def _beside(self, e: Expr, operator: str, is_left: bool) -> int:
        """With the parentheses it may need beside an operator."""
        match e:
            case Sum() | Negative() | Binary(operator="-"):
                bare = is_left and operator in "+-"
            case Binary():
                bare = operator in "+-" or (is_left and operator in "*/")
            case _:
                bare = True
        return self.of(e) + (0 if bare else 2)

    def _sum(self, terms: Sequence[Expr]) -> int:
        if len(terms) <= LONGEST_CHAIN:
            return sum(self._beside(t, "+", t is terms[0]) for t in terms) + len(terms) - 1
        total, run = len("SUM()"), 0
        for i, term in enumerate(terms):
            own = self.of(term) + 1
            before = terms[i - 1] if i else None
            if isinstance(term, Line) and isinstance(before, Line) and self._adjacent(before, term):
                run += 1
                total += own if run < SHORTEST_RANGE else own - self.of(before) - 1
            else:
                run = 1
                total += own
        return total

    def _other(self, e: Expr) -> int:
        match e:
            case Null(until=None):
                return len('""')
            case Null(until=Expr() as until):
                return len('""&YEAR()&"-"&RIGHT("0"&MONTH(),2)') + 2 * self.of(until)
            case Shift() | Counter():
                return _MOVING
            case Window():
                return len("SUM(:)") + 2 * _MOVING
            case IfNull():
                return len("IF(COUNT()=1,,)") + 2 * self._argument(e.operand) + self.of(e.otherwise)
            case Lookup():
                prefix = self._prefix(e.table.values[0])
                return len("INDEX(,MATCH(,,1),1)") + 2 * (_COLUMN + prefix) + self.of(e.key)
            case Aggregate():
                return len(e.function) + 2 + self._range(e.line)
            case Npv():
                return len("NPV(,)") + self.of(e.rate) + self._range(e.line)
            case Irr():
                return len("IRR(,)") + self._range(e.line) + self.of(e.guess)
            case FirstWhere():
                return len("IFERROR(MATCH(1,,0),)") + self._range(e.line) + self.of(e.otherwise)
            case ValueAt():
                return len("INDEX(,1,)") + self._range(e.line) + self.of(e.position)
            case AtYear():
                years = self._range(e.line) + self._range(e.year_number)
                return len("INDEX(,1,MATCH(,,0))") + years + self.of(e.month_year)
            case YearTotal():
                only = 0 if e.only is None else self._range(e.only) + 3
                ranges = self._range(e.line) + self._range(e.month_year)
                return len("SUMIFS(,,)") + ranges + self.of(e.year_number) + only
            case _:
                raise TypeError(type(e).__name__)

    def _range(self, line: Line) -> int:
        return self._prefix(line) + _RANGE

    def _prefix(self, item: Line | Input) -> int:
        sheet = self._sheet_of(item, self.home)
        if sheet == self.home:
            return 0
        if sheet not in self._prefixes:
            self._prefixes[sheet] = len(sheet_prefix(sheet))
        return self._prefixes[sheet]
