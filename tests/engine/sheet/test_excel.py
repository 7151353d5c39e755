"""Formulas: what each node of an expression becomes, and that spreadsheets read it as Python does."""

from __future__ import annotations

import math

import ironcalc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feasibility.engine.compute.program import Program
from feasibility.engine.explain.interpret import value_of
from feasibility.engine.expr import (
    Axis,
    Const,
    Counter,
    EngineError,
    Expr,
    Input,
    Irr,
    Line,
    Negative,
    Table,
    absolute,
    both,
    count_of,
    divisor,
    either,
    exponential,
    first_where,
    flag,
    greatest,
    highest,
    if_null,
    least,
    lowest,
    modulo,
    month_of,
    months_after,
    npv,
    rounded,
    sum_of,
    total_of,
    value_at,
    when,
    whole,
    window_sum,
    year_of,
)
from feasibility.engine.model import Model, null
from feasibility.engine.sheet.cells import Place, TablePlace, column_letters, sheet_prefix
from feasibility.engine.sheet.excel import Renderer
from feasibility.language import Label

pytestmark = pytest.mark.slow


def label(text: str) -> Label:
    return Label(text, text)


class Sheet:
    """A layout with a line a row: months on M from column E, years on År from C, scalars on S in column B."""

    def __init__(self, m: Model) -> None:
        self.m = m
        self.rows = {line: row for row, line in enumerate(m.lines.values(), start=1)}
        self.inputs = {item: row for row, item in enumerate(m.inputs.values())}

    def line(self, line: Line) -> Place:
        sheet, column = {
            Axis.MONTH: ("M", 4),
            Axis.YEAR: ("År", 2),
            Axis.RATE: ("R", 3),
            Axis.SCALAR: ("S", 1),
        }[line.axis]
        return Place(sheet, self.rows[line], column)

    def length(self, axis: Axis) -> int:
        return self.m.length(axis)

    def input(self, input: Input, sheet: str) -> Place:
        return Place("Inn", self.inputs[input], 2)

    def table(self, table: Table, sheet: str) -> TablePlace:
        return TablePlace("Inn", self.inputs[table.values[0]], 1, 2)


class Bench:
    """Six months, two years and three rates, with a line or input of each sort to write formulas of."""

    def __init__(self) -> None:
        m = self.m = Model(6)
        m.rate_count = 3
        self.x = m.input("x", 3, "NOK", label("x"))  # Inn!$C$1
        self.y = m.input("y", 5, "NOK", label("y"))  # Inn!$C$2
        self.table = m.table("t", {1: 10, 4: 20, 9: 30}, "NOK", label("t"), "count")  # Inn!$C$3:$C$5
        self.a = m.line("a", self.x * 1, "NOK", label("a"), axis=Axis.MONTH)
        self.b = m.line("b", self.a + 1, "NOK", label("b"))
        self.c = m.line("c", self.b + 1, "NOK", label("c"))
        self.year = m.line("year", self.a * 1, "year", label("year"))
        self.years = m.line("years", self.x * 1, "year", label("years"), axis=Axis.YEAR)
        m.set_calendar(self.year, self.years)
        self.s = m.line("s", self.x * 2, "NOK", label("s"))
        self.r = m.line("r", self.x * 2, "share", label("r"), axis=Axis.RATE)
        self.only = m.line("only", flag(self.a > 1), "count", label("only"))
        self.guess = m.line("guess", self.x * 1, "share", label("guess"))
        self.renderer = Renderer(Sheet(m), "nb")

    def month(self, expr: Expr) -> str:
        """The formula of the third month (column G) of a row of months."""
        return self.renderer.formula(expr, Place("M", 20, 4), Axis.MONTH).across(3)[2]

    def scalar(self, expr: Expr) -> str:
        return self.renderer.formula(expr, Place("S", 20, 1)).across(1)[0]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_references_follow_the_column_or_stay(bench: Bench) -> None:
    assert bench.month(bench.a + bench.s + bench.x) == "G2+S!$B$7+Inn!$C$1"
    assert bench.month(bench.a.lag(1)) == "F2"
    assert bench.month(bench.a.lag(-2)) == "I2"
    assert bench.scalar(bench.s * 2) == "$B$7*2"
    assert bench.month(Counter(Axis.MONTH)) == "F21+1"


def test_a_line_of_another_axis_is_refused(bench: Bench) -> None:
    with pytest.raises(EngineError, match="years runs over year, the formula over month"):
        bench.month(bench.years)
    with pytest.raises(EngineError, match="runs over month, the formula over scalar"):
        bench.scalar(bench.a)


def test_nodes_that_read_other_periods_and_axes(bench: Bench) -> None:
    assert bench.month(window_sum(bench.a, -2, 0)) == "SUM(E2:G2)"
    assert bench.month(bench.m.at_year(bench.years)) == "INDEX('År'!$C$6:$D$6,1,MATCH(G5,'År'!$C$6:$D$6,0))"
    year = bench.renderer.formula(bench.m.year_sum(bench.a, bench.only), Place("År", 30, 2), Axis.YEAR)
    assert year.across(2)[1] == "SUMIFS(M!$E$2:$J$2,M!$E$5:$J$5,D6,M!$E$9:$J$9,1)"
    plain = bench.renderer.formula(bench.m.year_sum(bench.a), Place("År", 30, 2), Axis.YEAR)
    assert plain.across(1)[0] == "SUMIFS(M!$E$2:$J$2,M!$E$5:$J$5,C6)"


def test_nodes_that_read_whole_lines(bench: Bench) -> None:
    assert bench.scalar(sum_of(bench.a)) == "SUM(M!$E$2:$J$2)"
    assert bench.scalar(lowest(bench.a)) == "MIN(M!$E$2:$J$2)"
    assert bench.scalar(highest(bench.a)) == "MAX(M!$E$2:$J$2)"
    assert bench.scalar(count_of(bench.a)) == "COUNT(M!$E$2:$J$2)"
    assert bench.scalar(npv(bench.s, bench.a)) == "NPV($B$7,M!$E$2:$J$2)"
    assert bench.scalar(Irr(bench.a, bench.guess, bench.guess, bench.s)) == "IRR(M!$E$2:$J$2,$B$10)"
    assert bench.scalar(first_where(bench.only, Const(0.0))) == "IFERROR(MATCH(1,M!$E$9:$J$9,0),0)"
    assert bench.scalar(value_at(bench.a, bench.s + 1)) == "INDEX(M!$E$2:$J$2,1,$B$7+1)"
    over_rates = bench.renderer.formula(npv(bench.r, bench.a), Place("R", 20, 3), Axis.RATE)
    assert over_rates.across(2)[1] == "NPV(E8,M!$E$2:$J$2)"


def test_tables(bench: Bench) -> None:
    assert (
        bench.month(bench.m.lookup(bench.table, bench.a))
        == "INDEX(Inn!$C$3:$C$5,MATCH(G2,Inn!$B$3:$B$5,1),1)"
    )


def test_ranges_have_more_than_one_cell() -> None:
    """HyperFormula and others take a range of one cell for a number, and INDEX of it for a mistake."""
    m = Model(1)
    only = m.line("only", m.input("x", 3, "NOK", label("x")) * 1, "NOK", label("only"), axis=Axis.MONTH)
    table = m.table("t", {1: 10}, "NOK", label("t"), "count")
    renderer = Renderer(Sheet(m), "nb")
    at = renderer.formula(value_at(only, Const(1.0)), Place("S", 20, 1))
    assert at.across(1)[0] == "INDEX(M!$E$2:$F$2,1,1)"
    looked_up = renderer.formula(m.lookup(table, only), Place("M", 20, 4), Axis.MONTH)
    assert looked_up.across(1)[0] == "IF(E2<Inn!$B$2,NA(),Inn!$C$2)"


def test_what_may_fail_stands_behind_an_if(bench: Bench) -> None:
    """AND and OR calculate every argument in Excel, LibreOffice and HyperFormula."""
    a, b = bench.a, bench.b
    share = b / a > 1
    assert bench.month(flag(both(a > 0, share))) == "IF(G2>0,IF(G3/G2>1,1,0),0)"
    assert bench.month(flag(either(a <= 0, share))) == "IF(G2<=0,1,IF(G3/G2>1,1,0))"
    assert bench.month(when(both(a > 0, share), b)) == "IF(IF(G2>0,IF(G3/G2>1,1,0),0)=1,G3,0)"
    # what may not fail comes first, wherever it was written
    assert bench.month(flag(both(share, a > 0, b > 0))) == "IF(AND(G2>0,G3>0),IF(G3/G2>1,1,0),0)"
    inner = either(b > 2, both(a > 0, share))
    assert bench.month(flag(inner)) == "IF(G3>2,1,IF(IF(G2>0,IF(G3/G2>1,1,0),0)=1,1,0))"
    place = value_at(bench.a, bench.s) > 1
    assert bench.scalar(flag(both(bench.s > 0, place))) == (
        "IF($B$7>0,IF(INDEX(M!$E$2:$J$2,1,$B$7)>1,1,0),0)"
    )


def test_what_cannot_fail_stays_in_and(bench: Bench) -> None:
    a, b = bench.a, bench.b
    kept = both(b / divisor(a) > 1, b / greatest(1, a) > 1, b / 12 > 1, modulo(a, 3) > 1, a**2 > 1)
    assert bench.month(flag(kept)) == (
        "IF(AND(G3/IF(G2>0,G2,1)>1,G3/MAX(1,G2)>1,G3/12>1,MOD(G2,3)>1,G2^2>1),1,0)"
    )
    bare = both(b / when(a > 0, b, 1) > 1, a > 0)  # looks like a divisor, and is none
    assert bench.month(flag(bare)) == "IF(G2>0,IF(G3/IF(G2>0,G3,1)>1,1,0),0)"


def test_choices_and_nothing(bench: Bench) -> None:
    either_way = when(both(bench.a > 1, either(bench.b <= 2, bench.c.differs(0))), bench.a, null("nei", "no"))
    assert bench.month(either_way) == 'IF(AND(G2>1,OR(G3<=2,G4<>0)),G2,"nei")'
    assert bench.month(flag(bench.a.equals(3))) == "IF(G2=3,1,0)"
    assert bench.month(if_null(bench.a, 0)) == "IF(COUNT(G2)=1,G2,0)"
    assert bench.scalar(null('det er "sant" & <visst>', "x")) == '"det er ""sant"" & <visst>"'


def test_empty_cells_after_the_last_period_count_as_zero(bench: Bench) -> None:
    """MIN, MAX and COUNT pass over empty cells, and the months after the last one are empty."""
    assert bench.month(least(bench.a.lag(-1), 3)) == "MIN(H2+0,3)"
    assert bench.month(greatest(bench.a.lag(1), bench.a)) == "MAX(F2,G2)"
    assert bench.month(if_null(bench.a.lag(-1), 1)) == "IF(COUNT(H2+0)=1,H2,1)"


def test_functions(bench: Bench) -> None:
    assert bench.month(absolute(bench.a)) == "ABS(G2)"
    assert bench.month(whole(bench.a / 2)) == "INT(G2/2)"
    assert bench.month(modulo(bench.a, 3)) == "MOD(G2,3)"
    assert bench.month(rounded(bench.a, 2)) == "ROUND(G2,2)"
    assert bench.month(exponential(-bench.a)) == "EXP(-G2)"
    assert bench.month(year_of(months_after(bench.a, 1))) == "YEAR(EDATE(G2,1))"
    assert bench.month(month_of(bench.a)) == "MONTH(G2)"


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda a, b, c: a + b * c, "G2+G3*G4"),
        (lambda a, b, c: (a + b) * c, "(G2+G3)*G4"),
        (lambda a, b, c: a - (b - c), "G2-(G3-G4)"),
        (lambda a, b, c: a - b - c, "G2-G3-G4"),
        (lambda a, b, c: a / (b * c), "G2/(G3*G4)"),
        (lambda a, b, c: a / b / c, "G2/G3/G4"),
        (lambda a, b, c: a * b / c, "G2*G3/G4"),
        (lambda a, b, c: a + -b, "G2-G3"),
        (lambda a, b, c: -a + b, "-G2+G3"),
        (lambda a, b, c: a - -b, "G2-(-G3)"),
        (lambda a, b, c: a * -b, "G2*(-G3)"),
        (lambda a, b, c: -(a + b), "-(G2+G3)"),
        (lambda a, b, c: -(a * b), "-G2*G3"),
        # a spreadsheet reads -2^2 as (-2)^2
        (lambda a, b, c: -(a**2), "-(G2^2)"),
        (lambda a, b, c: (-a) ** 2, "(-G2)^2"),
        (lambda a, b, c: -(a**2 * b), "-(G2^2*G3)"),
        (lambda a, b, c: c - a**2, "G4-G2^2"),
        (lambda a, b, c: c + -(a**2), "G4-G2^2"),
        (lambda a, b, c: (a**b) ** c, "(G2^G3)^G4"),
        (lambda a, b, c: a ** (b**c), "G2^(G3^G4)"),
        (lambda a, b, c: (1 + a) ** (1 / as_one(b)) - 1, "(1+G2)^(1/G3)-1"),
        (lambda a, b, c: a ** Const(-1.0), "G2^(-1)"),
        (lambda a, b, c: total_of([Const(-1.0), a]), "-1+G2"),
        (lambda a, b, c: Negative(Negative(a)), "-(-G2)"),
    ],
)
def test_parentheses(bench: Bench, write: object, expected: str) -> None:
    assert callable(write)
    assert bench.month(write(bench.a, bench.b, bench.c)) == expected


def as_one(expr: Expr) -> Expr:
    return expr


def test_long_sums_are_one_function_of_ranges(bench: Bench) -> None:
    a, b, c = bench.a, bench.b, bench.c
    assert bench.month(total_of([a, b, c, a, b, c])) == "G2+G3+G4+G2+G3+G4"
    assert bench.month(total_of([a, b, c, bench.year, -a, b * 2, a, b])) == "SUM(G2:G5,-G2,G3*2,G2,G3)"


def test_a_sum_of_600_terms_nests_only_twice(bench: Bench) -> None:
    formula = bench.scalar(total_of([bench.s * 2] * 600))
    assert formula.count("SUM(") == 4  # three groups of at most 255, and the one around them
    assert formula.startswith("SUM(SUM($B$7*2,")


def test_what_no_spreadsheet_takes_is_refused(bench: Bench) -> None:
    with pytest.raises(EngineError, match="255 characters"):
        bench.scalar(null("x" * 256, "x"))
    deep: Expr = bench.s
    for _ in range(70):
        deep = absolute(deep + 1)
    with pytest.raises(EngineError, match="64 levels"):
        bench.scalar(deep)
    with pytest.raises(EngineError, match="characters"):
        bench.scalar(total_of([bench.s * bench.s * bench.s * bench.s] * 900))


def test_a_per_cent_sign_in_a_reason_is_kept(bench: Bench) -> None:
    assert bench.scalar(null("under 25 %", "x")) == '"under 25 %"'
    assert bench.month(when(bench.a > 1, null("5 %s", "x"), bench.a)) == 'IF(G2>1,"5 %s",G2)'


def test_whether_a_formula_stays_on_its_sheet(bench: Bench) -> None:
    def stays(expr: Expr) -> bool:
        return bench.renderer.formula(expr, Place("M", 20, 4), Axis.MONTH).stays_on_its_sheet

    assert stays(bench.a + bench.b)
    assert not stays(bench.a + bench.x)
    assert stays(when(bench.a > 1, null("nei!", "no!"), bench.b))


def test_names_of_columns_and_sheets() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert sheet_prefix("Kontroll") == "Kontroll!"
    assert sheet_prefix("År 1") == "'År 1'!"
    assert sheet_prefix("Kari's") == "'Kari''s'!"


# ---- the text means what the tree means ------------------------------------------------------------------

_MODEL = Model(1)
_NUMBERS = [
    _MODEL.input(f"n{i}", value, "NOK", label(f"n{i}"))
    for i, value in enumerate([-7.5, -2.0, -1.0, -0.25, 0.5, 1.0, 2.0, 3.0, 11.25])
]
_MODEL.line("any", _NUMBERS[0] * 1, "NOK", label("any"))
_VALUES = Program(_MODEL).run()


def _grown(smaller: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(smaller, smaller)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] / p[1]),
        smaller.map(lambda e: -e),
        st.tuples(smaller, st.sampled_from([2, 3, Const(-1.0)])).map(lambda p: p[0] ** p[1]),
        pairs.map(lambda p: when(p[0] > p[1], p[0], -p[1])),
        pairs.map(lambda p: least(p[0], p[1])),
        st.lists(smaller, min_size=2, max_size=9).map(total_of),
    )


_trees = st.recursive(st.sampled_from([*_NUMBERS, Const(2.0), Const(-1.0)]), _grown, max_leaves=12)


@settings(max_examples=150)
@given(st.lists(_trees, min_size=20, max_size=20))
def test_a_spreadsheet_reads_the_formula_as_python_reads_the_tree(trees: list[Expr]) -> None:
    book = ironcalc.create("formulas")
    layout = Sheet(_MODEL)
    book.rename_sheet(0, "Inn")
    for item in _NUMBERS:
        place = layout.input(item, "Inn")
        book.update_cell_with_number(0, place.row + 1, place.column + 1, item.value)
    renderer = Renderer(layout, "nb")
    for row, tree in enumerate(trees):
        formula = renderer.formula(tree, Place("Inn", row, 10))
        book.set_user_input(0, row + 1, 11, "=" + formula.across(1)[0])
    book.evaluate()
    for row, tree in enumerate(trees):
        wanted, found = value_of(tree, _VALUES), book.get_cell_value(0, row + 1, 11)
        if math.isfinite(wanted) and abs(wanted) < 1e100:
            assert isinstance(found, float), (renderer.formula(tree, Place("Inn", row, 10)).pattern, wanted)
            assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9)
