"""Words that go over several lines have a row that high: nothing is written over the row below, or cut."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.case import load_case
from feasibility.resources import example_path
from feasibility.workbook import write_workbook
from feasibility.workbook.letters import lines_of
from tests.evaluated import evaluated
from tests.workbook.reading import opened

LINE_POINTS = 1.2  # of the type's size: a row of Arial 10 is 12.75
PADDING = 5 / 7  # of a column's width in characters, what the file adds for the edges of its cells
DEFAULT_POINTS = 12.75


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "en.xlsx"
    return write_workbook(evaluated(load_case(example_path("handover"))), path, language="en")


def wide(sheet: Worksheet, column: int) -> float:
    """Of a column, in characters: columns alike that stand together are one entry in the file."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min <= column <= dimension.max:
            return float(dimension.width)
    raise AssertionError(f"column {column} has no width")


@pytest.mark.parametrize("name", ["Key figures", "Register", "About", "Checks", "Model map", "Certificate"])
def test_no_words_are_cut_by_the_height_of_their_row(book: Path, name: str) -> None:
    sheet = opened(book)[name]
    merged = {cell for area in sheet.merged_cells.ranges for row in area.rows for cell in row}
    cut = []
    for row in sheet.iter_rows():
        points = sheet.row_dimensions[row[0].row].height or DEFAULT_POINTS
        for cell in row:
            is_text = isinstance(cell.value, str) and not cell.value.startswith("=")
            if not is_text or not cell.alignment.wrap_text or (cell.row, cell.column) in merged:
                continue
            size = float(cell.font.size)
            width = wide(sheet, cell.column) - PADDING
            room = math.floor(points / (LINE_POINTS * size) + 0.15)
            if lines_of(cell.value, width * 10 / size, bool(cell.font.b)) > max(1, room):
                cut.append((cell.coordinate, cell.value, points))
    assert cut == []


def test_units_are_never_cut(book: Path) -> None:
    """A unit that is longer than its column is written smaller."""
    for name in ("Calculation", "Inputs"):
        sheet = opened(book)[name]
        units = [cell for row in sheet.iter_rows() for cell in row if cell.value == "NOK per m² and year"]
        assert units
        assert all(cell.alignment.shrink_to_fit for cell in units)
