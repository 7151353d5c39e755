"""What is kept of a book's structure is taken only by a book that has it."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Line
from feasibility.engine.sheet.cells import Formula, Place
from feasibility.language import Label
from feasibility.workbook.known import formulas_where

CELL = Place("Months", 4, 6)


def line(number: int) -> Line:
    return Line(f"line_{number}", Axis.MONTH, "NOK", Label("n", "n"), None, (), "", "sum", number)


def write(text: str) -> Formula:
    return Formula(text, (), CELL.column)


def test_a_formula_is_taken_where_every_line_stands_in_the_same_cell() -> None:
    one, other = line(0), line(1)
    stands = ("nb", ((one, CELL), (other, Place("Months", 5, 6))))
    moved = ("nb", ((one, CELL), (other, Place("Months", 9, 6))))
    first = formulas_where(stands, [one, other])
    assert first.written(one, CELL, lambda: write("G6")).pattern == "G6"
    assert formulas_where(stands, [one, other]).written(one, CELL, lambda: write("?")).pattern == "G6"
    assert formulas_where(moved, [one, other]).written(one, CELL, lambda: write("G10")).pattern == "G10"
    assert (
        formulas_where(("en", *stands[1:]), [one, other]).written(one, CELL, lambda: write("en")).pattern
        == "en"
    )


def test_each_cell_of_a_line_has_its_own_and_a_line_come_since_is_written_each_time() -> None:
    one, late = line(0), line(1)
    known = formulas_where(("own cells", ((one, CELL),)), [one])
    assert known.written(one, CELL, lambda: write("own")).pattern == "own"
    assert known.written(one, CELL._replace(column=2), lambda: write("total")).pattern == "total"
    for text in ("before", "after"):
        assert known.written(late, CELL, lambda text=text: write(text)).pattern == text  # type: ignore[misc]
