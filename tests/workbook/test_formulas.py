"""What every formula of a workbook must be, read back from the file: live, uniform, plain, and without
numbers typed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from feasibility.engine.expr import Axis, Expr, walk
from feasibility.language import LANGUAGES
from feasibility.workbook import layout
from tests.workbook.models import Built
from tests.workbook.reading import formula_cells, functions_in, opened, r1c1, typed_numbers

pytestmark = pytest.mark.slow

ALLOWED_FUNCTIONS = {
    "IF", "AND", "OR", "MIN", "MAX", "ABS", "INT", "MOD", "ROUND", "EXP", "SUM", "COUNT", "SUMIFS", "INDEX",
    "MATCH", "YEAR", "MONTH", "EDATE", "NPV", "IRR", "IFERROR", "NA",
}  # fmt: skip
ALLOWED_NUMBERS = {0, 1, 2, 3, 4, 12}


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request: pytest.FixtureRequest, folder: Path) -> Workbook:
    return opened(folder / f"{request.param}.xlsx")


def test_the_model_of_these_tests_uses_every_node(built: Built) -> None:
    # by name: a class with slots leaves its first version behind
    used = {type(n).__name__ for line in built.built.model.lines.values() for n in walk(line.formula)}
    nodes = {c.__name__ for c in _subclasses(Expr)} - {"Node", "Condition"}
    assert nodes - used == set()
    assert {line.axis for line in built.built.model.lines.values()} == set(Axis)


def _subclasses(base: type) -> set[type]:
    return {c for direct in base.__subclasses__() for c in {direct, *_subclasses(direct)}}


def test_each_row_is_one_formula(book: Workbook, built: Built) -> None:
    """In R1C1 terms a row's formulas are the same from the first period to the last, on every sheet."""
    model = built.built.model
    sheets = {"År gårdeier": Axis.YEAR, "Years landlord": Axis.YEAR, "År driver": Axis.YEAR,
              "Years operator": Axis.YEAR, "Beregning": Axis.MONTH, "Calculation": Axis.MONTH,
              "Årsberegning": Axis.YEAR, "Yearly lines": Axis.YEAR, "Internrente": Axis.RATE,
              "Internal rates": Axis.RATE}  # fmt: skip
    axes = [sheets.get(sheet.title) for sheet in book.worksheets]
    assert len([axis for axis in axes if axis is not None]) == 5
    rows = 0
    for sheet, axis in zip(book.worksheets, axes, strict=True):
        if axis is None:
            continue
        by_row: dict[int, dict[int, str]] = {}
        for cell in formula_cells(sheet):
            by_row.setdefault(cell.row, {})[cell.column] = r1c1(cell.value, cell.row, cell.column)
        last = max(max(cells) for cells in by_row.values())
        periods = range(last - model.length(axis) + 1, last + 1)
        for row, cells in by_row.items():
            run = [cells[column] for column in periods if column in cells]
            if run:
                assert len(run) == len(periods), f"{sheet.title} row {row} has {len(run)} formulas"
                assert len(set(run)) == 1, f"{sheet.title} row {row}: {sorted(set(run))[:3]}"
                rows += 1
    over_periods = [line for line in model.lines.values() if line.axis is not Axis.SCALAR]
    assert rows >= len(over_periods)


def test_only_functions_every_program_knows(book: Workbook) -> None:
    used = {name for sheet in book.worksheets for c in formula_cells(sheet) for name in functions_in(c.value)}
    assert used <= ALLOWED_FUNCTIONS
    assert used >= {"SUMIFS", "IRR", "NPV", "INDEX", "MATCH", "IFERROR", "EDATE"}


def test_no_number_is_typed_inside_a_formula(book: Workbook) -> None:
    for sheet in book.worksheets:
        for cell in formula_cells(sheet):
            odd = [n for n in typed_numbers(cell.value) if n not in ALLOWED_NUMBERS]
            assert not odd, f"{sheet.title}!{cell.coordinate}: {odd} in {cell.value}"


def test_no_array_formula_no_name_no_link_to_another_file(book: Workbook) -> None:
    assert not [name for name in book.defined_names if not name.startswith("_xlnm")]
    for sheet in book.worksheets:
        for cell in formula_cells(sheet):
            assert isinstance(cell.value, str), f"{cell.coordinate} is an array formula"
            assert "[" not in cell.value
            assert "{" not in cell.value


def test_cells_after_the_last_period_are_empty(book: Workbook, built: Built) -> None:
    months = book.worksheets[[s.title for s in book.worksheets].index(_months(book))]
    last = max(c.column for c in formula_cells(months))
    assert months.max_column == last
    first = last - built.built.model.horizon_months + 1
    header = months.cell(layout.HEADER_ROW + 1, first)
    assert header.data_type == "f"


def _months(book: Workbook) -> str:
    return next(s.title for s in book.worksheets if s.title in ("Beregning", "Calculation"))


def test_opening_cells_hold_zero_or_the_opening_never_nothing(book: Workbook, built: Built) -> None:
    """MIN and MAX pass over empty cells, so a cell that a formula looks back to is never empty."""
    sheet = book[_months(book)]
    first = max(c.column for c in formula_cells(sheet)) - built.built.model.horizon_months + 1
    rows = {str(sheet.cell(r, layout.ID + 1).value): r for r in range(1, sheet.max_row + 1)}
    for id in ("rent", "balance", "index", "calendar.number"):
        cells = [sheet.cell(rows[id], column).value for column in range(layout.OPENING + 1, first)]
        assert len(cells) == 11  # the deepest look back: a sum of twelve months
        assert cells[:-1] == [0] * 10
        assert cells[-1] is not None
    assert str(sheet.cell(rows["balance"], first - 1).value).startswith("=")
