"""Long sums, minima and maxima become lines of their own, and come to the same."""

import pytest

from feasibility.engine.expr import Axis, Const, Expr, Input, Line, greatest, least, total_of, when
from feasibility.engine.folding import MOST_COMPARED, MOST_READ
from feasibility.engine.model import Model
from tests.engine.routes import counter, label, numbers

LIST = 500


def inputs(m: Model, unit: str = "NOK") -> list[Expr]:
    """1, 2 … 500, each an input."""
    return [m.input(f"i{n}", n, unit, label(f"i{n}")) for n in range(1, LIST + 1)]


def most_read(m: Model) -> int:
    return max(len(list(_leaves(line.formula))) for line in m.lines.values())


def _leaves(e: Expr) -> list[Expr]:
    return (
        [e]
        if isinstance(e, Line | Input | Const)
        else [leaf for child in e.children for leaf in _leaves(child)]
    )


def test_a_sum_over_a_list_of_any_length() -> None:
    m = Model(2)
    m.line("total", total_of(inputs(m)), "NOK", label("total"))
    assert numbers(m, "total") == [LIST * (LIST + 1) / 2]  # Gauss
    assert most_read(m) <= MOST_READ
    assert all(line.unit == "NOK" and line.axis is Axis.SCALAR for line in m.lines.values())


def test_the_greatest_and_the_least_of_a_list() -> None:
    m = Model(2)
    given = inputs(m)
    m.line("most", greatest(0, *given), "NOK", label("most"))
    m.line("least", least(*given), "NOK", label("least"))
    assert numbers(m, "most") == [LIST]
    assert numbers(m, "least") == [1.0]
    assert most_read(m) <= MOST_COMPARED


def test_a_product_of_a_list() -> None:
    m = Model(2)
    product: Expr = m.input("first", 3, "ratio", label("first"))
    for n in range(LIST):
        product = product * m.input(f"f{n}", 1 if n else 2, "ratio", label(f"f{n}"))
    m.line("product", product, "ratio", label("product"))
    assert numbers(m, "product") == [6.0]
    assert most_read(m) <= MOST_COMPARED


def test_by_month_and_inside_other_things() -> None:
    m = Model(3)
    month = counter(m)
    long = total_of([month * i for i in inputs(m, "ratio")])
    m.line("inside", when(long > 0, 2 - long / 4, 0), "NOK", label("inside"))
    total = LIST * (LIST + 1) / 2
    assert numbers(m, "inside") == [2 - n * total / 4 for n in (1, 2, 3)]
    assert most_read(m) <= MOST_READ


def test_what_several_lines_share_is_folded_once() -> None:
    m = Model(2)
    long = total_of(inputs(m))
    m.line("a", long * 2, "NOK", label("a"))
    made = len(m.lines)
    m.line("b", long * 3, "NOK", label("b"))
    assert len(m.lines) == made + 1
    assert numbers(m, "b") == [3 * LIST * (LIST + 1) / 2]


def test_a_running_balance_over_a_list() -> None:
    m = Model(3)
    given = inputs(m)
    m.recurrence("balance", lambda before: before + total_of(given), "NOK", label("balance"))
    total = LIST * (LIST + 1) / 2
    assert numbers(m, "balance") == [total, 2 * total, 3 * total]


def test_a_short_formula_is_left_as_it_is() -> None:
    m = Model(2)
    given = inputs(m)[:MOST_COMPARED]
    formula = greatest(*given) + total_of(given)
    line = m.line("short", formula, "NOK", label("short"))
    assert line.formula is formula
    assert list(m.lines) == ["short"]


@pytest.mark.parametrize("count", [MOST_COMPARED, MOST_COMPARED + 1])
def test_at_the_limit_itself(count: int) -> None:
    m = Model(2)
    m.line("most", greatest(*inputs(m)[:count]), "NOK", label("most"))
    assert (len(m.lines) > 1) == (count > MOST_COMPARED)
    assert numbers(m, "most") == [float(count)]
