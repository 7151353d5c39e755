"""Expressions as spreadsheet formulas, from the same tree that NumPy evaluates.

A line becomes one formula for all its periods: a text in which only the column letters of relative
references change. The text is made once for each line and filled in for each column.

Parentheses are those that keep the order of calculation of the tree, rounding included, so that a number
on a threshold falls on the same side in every engine. A unary minus is never left of `^`: spreadsheets
read -2^2 as (-2)^2.

Cells after the last period are empty. A spreadsheet reads them as 0, except in MIN, MAX and COUNT, where a
reference to a later period is written `+0`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from feasibility.engine.expr import (
    Aggregate,
    AllOf,
    AnyOf,
    AtYear,
    Axis,
    Binary,
    Call,
    Compare,
    Condition,
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
from feasibility.engine.sheet.cells import (
    Formula,
    Layout,
    Place,
    absolute_range,
    column_letters,
    sheet_prefix,
)
from feasibility.engine.sheet.failing import may_fail
from feasibility.engine.sheet.written import (
    DEEPEST_NESTING,
    LONGEST_FORMULA,
    call,
    call_in_parts,
    depth_of,
    quoted,
)
from feasibility.language import Language

LONGEST_CHAIN = 6  # terms joined by +; more stand in SUM( ), which no parser nests
SHORTEST_RANGE = 3  # adjacent rows added together are written as one range

_COMPARISON, _ADDITION, _PRODUCT, _POWER, _ATOM = range(5)
_RELATIVE = re.compile("\x00(-?[0-9]+)\x01")


class _Piece(NamedTuple):
    """Part of a formula, how tightly it binds, and whether a power stands first in it."""

    text: str
    level: int
    power_first: bool = False


class Renderer:
    """Writes expressions as formulas, for one layout and language (reasons for null are texts)."""

    def __init__(self, layout: Layout, language: Language) -> None:
        self.layout = layout
        self.language: Language = language
        self._home = Place("", 0, 0)
        self._axis = Axis.SCALAR

    def formula(self, expr: Expr, home: Place, axis: Axis = Axis.SCALAR) -> Formula:
        """The formula of the cell `home`, and of the cells to its right where `axis` has periods.

        Raises:
            EngineError: what no spreadsheet takes: a text of more than 255 characters, more than 64 levels
                of nesting, more than 8,192 characters; or an expression over another axis.
        """
        self._home, self._axis = home, axis
        text = self._relative(home, -1) + "+1" if isinstance(expr, Counter) else self._bare(expr)
        return self._finished(text, home)

    def reference(self, line: Line, home: Place, axis: Axis = Axis.SCALAR) -> Formula:
        """A formula that only repeats a line's cell."""
        self._home, self._axis = home, axis
        return self._finished(self._line(line), home)

    def link(self, place: Place, home: Place) -> Formula:
        """A formula that only repeats a cell."""
        self._home, self._axis = home, Axis.SCALAR
        return self._finished(self._absolute(place), home)

    def period(self, line: Line, number: int, home: Place) -> Formula:
        """A formula that repeats one numbered period of a line, 1 the first."""
        place = self.layout.line(line)
        return self.link(place._replace(column=place.column + number - 1), home)

    def whole(self, line: Line) -> str:
        """All periods of a line as an absolute range with its sheet, as a chart names it."""
        place = self.layout.line(line)
        last = place.column + self.layout.length(line.axis) - 1
        return sheet_prefix(place.sheet) + absolute_range(place.row, place.column, place.row, last)

    def _finished(self, text: str, home: Place) -> Formula:
        offsets: list[int] = []

        def collect(match: re.Match[str]) -> str:
            offsets.append(int(match[1]))
            return "%s"

        pattern = _RELATIVE.sub(collect, text.replace("%", "%%"))
        if len(pattern) + 3 * len(offsets) > LONGEST_FORMULA:
            raise EngineError(f"a formula of {len(pattern)} characters at {home}: split the line")
        if depth_of(text) > DEEPEST_NESTING:
            raise EngineError(
                f"a formula nested more than {DEEPEST_NESTING} levels at {home}: split the line"
            )
        return Formula(pattern, tuple(offsets), home.column)

    # ---- references ---------------------------------------------------------------------------------------

    def _sheet(self, sheet: str) -> str:
        return "" if sheet == self._home.sheet else sheet_prefix(sheet)

    def _relative(self, place: Place, periods: int) -> str:
        offset = place.column - self._home.column + periods
        return f"{self._sheet(place.sheet)}\x00{offset}\x01{place.row + 1}"

    def _absolute(self, place: Place) -> str:
        return f"{self._sheet(place.sheet)}${column_letters(place.column)}${place.row + 1}"

    def _range(self, line: Line) -> str:
        """All periods of a line; the empty cell behind too where there is one period.

        Some engines take a range of one cell for a number.
        """
        place = self.layout.line(line)
        last = place.column + max(self.layout.length(line.axis) - 1, 1)
        return self._sheet(place.sheet) + absolute_range(place.row, place.column, place.row, last)

    def _line(self, line: Line, periods: int = 0) -> str:
        place = self.layout.line(line)
        if line.axis is Axis.SCALAR:
            return self._absolute(place)
        if line.axis is not self._axis:
            raise EngineError(f"{line.id} runs over {line.axis.value}, the formula over {self._axis.value}")
        return self._relative(place, periods)

    # ---- expressions --------------------------------------------------------------------------------------

    def _bare(self, expr: Expr) -> str:
        """Where nothing stands beside it: a whole cell, an argument, a side of a comparison."""
        return self._piece(expr).text

    def _tight(self, expr: Expr, level: int) -> _Piece:
        """In parentheses where it binds less tightly than `level`."""
        piece = self._piece(expr)
        return piece if piece.level >= level else _Piece(f"({piece.text})", _ATOM)

    def _piece(self, e: Expr) -> _Piece:
        match e:
            case Const():
                return _number(e.value)
            case Null():
                return self._reason(e)
            case Input():
                return _Piece(self._absolute(self.layout.input(e, self._home.sheet)), _ATOM)
            case Line():
                return _Piece(self._line(e), _ATOM)
            case Shift():
                return _Piece(self._line(e.line, -e.periods), _ATOM)
            case Sum():
                return self._sum(e.terms)
            case Negative():
                return self._negative(e.operand)
            case Binary():
                return self._binary(e)
            case Compare():
                return _Piece(f"{self._bare(e.left)}{e.operator}{self._bare(e.right)}", _COMPARISON)
            case AllOf() | AnyOf() if any(map(may_fail, e.conditions)):
                return _Piece(f"{self._one_by_one(e)}=1", _COMPARISON)
            case When(condition=AllOf() | AnyOf() as all_or_any) if _is_flag(e) and may_fail(all_or_any):
                return _Piece(self._one_by_one(all_or_any), _ATOM)
            case _:
                return _Piece(self._function(e), _ATOM)

    def _reason(self, e: Null) -> _Piece:
        """A reason as text; its date without a format, which would follow the language of the machine."""
        words = e.reason.text(self.language)
        if e.until is None:
            return _Piece(quoted(words), _ATOM)
        date = self._bare(e.until)
        month = f'RIGHT("0"&MONTH({date}),2)'
        return _Piece(f'{quoted(words + " ")}&YEAR({date})&"-"&{month}', _COMPARISON)

    def _negative(self, operand: Expr) -> _Piece:
        inner = self._piece(operand)
        if inner.level == _ATOM or (inner.level == _PRODUCT and not inner.power_first):
            return _Piece(f"-{inner.text}", _ADDITION)
        return _Piece(f"-({inner.text})", _ADDITION)

    def _binary(self, e: Binary) -> _Piece:
        match e.operator:
            case "-":
                left, right = self._tight(e.left, _ADDITION), self._tight(e.right, _PRODUCT)
                return _Piece(f"{left.text}-{right.text}", _ADDITION)
            case "^":
                left, right = self._tight(e.left, _ATOM), self._tight(e.right, _ATOM)
                return _Piece(f"{left.text}^{right.text}", _POWER, True)
            case _:
                left, right = self._tight(e.left, _PRODUCT), self._tight(e.right, _POWER)
                first = left.power_first
                return _Piece(f"{left.text}{e.operator}{right.text}", _PRODUCT, first)

    def _sum(self, terms: Sequence[Expr]) -> _Piece:
        if len(terms) > LONGEST_CHAIN:
            return _Piece(call_in_parts("SUM", self._summands(terms)), _ATOM)
        text = ""
        for term in terms:
            if text and isinstance(term, Negative):
                text += f"-{self._tight(term.operand, _PRODUCT).text}"
            elif text:
                text += f"+{self._tight(term, _PRODUCT).text}"
            else:
                text = self._tight(term, _ADDITION).text
        return _Piece(text, _ADDITION)

    def _summands(self, terms: Sequence[Expr]) -> list[str]:
        """Arguments of SUM, lines in adjacent rows as ranges."""
        parts: list[str] = []
        run: list[Line] = []

        def close() -> None:
            if len(run) >= SHORTEST_RANGE:
                parts.append(f"{self._line(run[0])}:{_without_sheet(self._line(run[-1]))}")
            else:
                parts.extend(self._line(line) for line in run)
            run.clear()

        for term in terms:
            if isinstance(term, Line):
                if run and not self._adjacent(run[-1], term):
                    close()
                run.append(term)
            else:
                close()
                parts.append(self._bare(term))
        close()
        return parts

    def _adjacent(self, upper: Line, lower: Line) -> bool:
        a, b = self.layout.line(upper), self.layout.line(lower)
        return upper.axis is lower.axis and b == a._replace(row=a.row + 1)

    def _function(self, e: Expr) -> str:
        match e:
            case When():
                return f"IF({self._bare(e.condition)},{self._bare(e.then)},{self._bare(e.otherwise)})"
            case AllOf() | AnyOf():
                return call("AND" if isinstance(e, AllOf) else "OR", map(self._bare, e.conditions))
            case Call():
                if e.function in ("MIN", "MAX"):
                    return call(e.function, map(self._counted, e.arguments))
                return call(e.function, map(self._bare, e.arguments))
            case IfNull(operand=ValueAt()):  # the place has no number, or lies outside the line
                return f"IFERROR({self._bare(e.operand)},{self._bare(e.otherwise)})"
            case IfNull():
                counted = self._counted(e.operand)
                return f"IF(COUNT({counted})=1,{self._bare(e.operand)},{self._bare(e.otherwise)})"
            case Lookup():
                return self._lookup(e)
            case _:
                return self._whole_line(e)

    def _one_by_one(self, e: AllOf | AnyOf) -> str:
        """1 where the conditions hold, else 0, each asked only where those before leave it open.

        AND and OR calculate all their arguments in most engines. What may fail comes after what may not, so
        that this is the one order in which every engine can answer.
        """
        joined = type(e)
        safe = tuple(c for c in e.conditions if not may_fail(c))
        asked: list[Condition] = [joined(safe)] if len(safe) > 1 else [*safe]
        asked += [c for c in e.conditions if may_fail(c)]
        text = "0" if joined is AllOf else "1"
        last = "1" if joined is AllOf else "0"
        for condition in reversed(asked):
            branches = (last, text) if joined is AllOf else (text, last)
            last = call("IF", (self._bare(condition), *branches))
        return last

    def _counted(self, e: Expr) -> str:
        """An argument of MIN, MAX or COUNT, which pass over empty cells: later periods end in such cells."""
        ahead = isinstance(e, Shift) and e.periods < 0
        return self._bare(e) + "+0" if ahead else self._bare(e)

    def _whole_line(self, e: Expr) -> str:
        match e:
            case Window():
                first, last = self._line(e.line, e.first), self._line(e.line, e.last)
                return f"SUM({first}:{_without_sheet(last)})"
            case Aggregate():
                return f"{e.function}({self._range(e.line)})"
            case Npv():
                return f"NPV({self._bare(e.rate)},{self._range(e.line)})"
            case Irr():
                return f"IRR({self._range(e.line)},{self._line(e.guess)})"
            case FirstWhere():
                return f"IFERROR(MATCH(1,{self._range(e.line)},0),{self._bare(e.otherwise)})"
            case ValueAt():
                return f"INDEX({self._range(e.line)},1,{self._bare(e.position)})"
            case YearTotal():
                parts = [self._range(e.line), self._range(e.month_year), self._line(e.year_number)]
                if e.only is not None:
                    parts += [self._range(e.only), "1"]
                return call("SUMIFS", parts)
            case AtYear():
                spot = f"MATCH({self._line(e.month_year)},{self._range(e.year_number)},0)"
                return f"INDEX({self._range(e.line)},1,{spot})"
            case Counter():
                raise EngineError("a counter is the whole formula of a line")
            case _:
                raise EngineError(f"no formula for {type(e).__name__}")

    def _lookup(self, e: Lookup) -> str:
        place, count = self.layout.table(e.table, self._home.sheet), len(e.table.keys)
        sheet, key = self._sheet(place.sheet), self._bare(e.key)
        first, last = place.first_row, place.first_row + count - 1
        if count == 1:  # some engines take a range of one cell for a number, and find nothing in it
            keys, value = (
                self._absolute(Place(place.sheet, first, column))
                for column in (place.key_column, place.value_column)
            )
            return f"IF({key}<{keys},NA(),{value})"
        keys, values = (
            sheet + absolute_range(first, column, last, column)
            for column in (place.key_column, place.value_column)
        )
        return f"INDEX({values},MATCH({key},{keys},1),1)"


def _is_flag(e: When) -> bool:
    """1 or 0, as the condition holds or not."""
    match e.then, e.otherwise:
        case Const(value=1), Const(value=0):
            return True
    return False


def _without_sheet(reference: str) -> str:
    return reference.rpartition("!")[2]


def _number(value: float) -> _Piece:
    digits = repr(int(value)) if float(value).is_integer() else repr(value)
    return _Piece(digits, _ADDITION if value < 0 else _ATOM)
