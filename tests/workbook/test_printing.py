"""What a bank prints: no type under seven points, nothing beyond the edge of a page, at most fifteen pages.

Worked out here from the file alone: widths and heights of rows and columns, breaks and scale, on A4. A column
is seven pixels a character and five; LibreOffice makes it up to six per cent wider: that is the rule here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.case import case_from_mapping, load_case
from feasibility.resources import example_path
from feasibility.workbook import write_workbook
from tests.case.cases import sublease_case
from tests.evaluated import evaluated
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

LEAST_POINTS, MOST_PAGES, WIDER = 7.0, 15, 1.06
LONG, SHORT = 11.69, 8.27  # A4, inches
EXCEL_ROW = 12.75  # of Arial 10, where a sheet does not say


@dataclass
class Page:
    """What a sheet prints. across: inches of each page, at 1:1."""

    sheet: Worksheet
    columns: list[list[int]]
    rows: tuple[int, int]

    @property
    def room(self) -> tuple[float, float]:
        width, height = (LONG, SHORT) if self.sheet.page_setup.orientation == "landscape" else (SHORT, LONG)
        margins = self.sheet.page_margins
        return width - margins.left - margins.right, height - margins.top - margins.bottom

    def inches(self, columns: list[int]) -> float:
        return WIDER * sum(round(_width(self.sheet, c) * 7) for c in columns) / 96

    @property
    def scale(self) -> float:
        fit = self.sheet.sheet_properties.pageSetUpPr
        if fit is not None and fit.fitToPage:
            assert self.sheet.page_setup.fitToHeight == 0, "as tall as it takes"
            return min(1.0, self.room[0] / max(map(self.inches, self.columns)))
        return float(self.sheet.page_setup.scale or 100) / 100

    @property
    def pages(self) -> int:
        room, used, count = self.room[1] * 72 / self.scale, 0.0, 1
        breaks = {each.id for each in self.sheet.row_breaks.brk}
        for row in range(self.rows[0], self.rows[1] + 1):
            default = self.sheet.sheet_format.defaultRowHeight or EXCEL_ROW
            height = self.sheet.row_dimensions[row].height or default
            if used + height > room or row - 1 in breaks:
                count, used = count + 1, 0.0
            used += height
        return count * len(self.columns)


def _width(sheet: Worksheet, column: int) -> float:
    for dimension in sheet.column_dimensions.values():
        if dimension.min <= column <= dimension.max:
            return float(dimension.width)
    return float(sheet.sheet_format.defaultColWidth or 9.14)


def page_of(sheet: Worksheet) -> Page:
    area = str(sheet.print_area).rpartition("!")[2].replace("$", "")
    first, top, last, bottom = range_boundaries(area)
    titles = re.findall(r"[A-Z]+", sheet.print_title_cols or "")
    repeated = range(first, first) if not titles else range(first, _column(titles[-1]) + 1)
    ends = [each.id for each in sheet.col_breaks.brk if each.id < last] + [last]
    columns, start = [], first
    for end in ends:
        columns.append([*(c for c in repeated if c < start), *range(start, end + 1)])
        start = end + 1
    return Page(sheet, columns, (top, bottom))


def _column(letters: str) -> int:
    return next(c for c in range(1, 200) if get_column_letter(c) == letters)


def print_set(path: Path) -> list[Page]:
    book = opened(path)
    return [page_of(sheet) for sheet in book.worksheets if "utskriftssett" in str(sheet.oddFooter.left.text)]


@pytest.fixture(scope="module", params=["larvik", "moss", "tonsberg"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    return write_workbook(evaluated(load_case(example_path(request.param))), path)


def smallest(page: Page) -> float:
    """The smallest type of what is printed, in points."""
    shown = {c for columns in page.columns for c in columns}
    sizes = [
        float(cell.font.size)
        for row in page.sheet.iter_rows(min_row=page.rows[0], max_row=page.rows[1])
        for cell in row
        if cell.value not in (None, "") and cell.column in shown
    ]
    return min(sizes) * page.scale


def test_no_type_of_the_print_set_is_under_seven_points(written: Path) -> None:
    sizes = {page.sheet.title: round(smallest(page), 2) for page in print_set(written)}
    assert {"Innhold", "Sammendrag", "Bank", "År gårdeier"} <= set(sizes)
    assert min(sizes.values()) >= LEAST_POINTS - 0.05, sizes
    for page in print_set(written):
        assert not page.sheet.oddHeader.left.text or page.sheet.HeaderFooter.scaleWithDoc is False


def test_nothing_goes_beyond_the_edge_of_its_page(written: Path) -> None:
    for page in print_set(written):
        for columns in page.columns:
            width = page.inches(columns) * page.scale
            assert width <= page.room[0] + 0.01, f"{page.sheet.title}: {width:.2f} inches"


def test_the_print_set_is_at_most_fifteen_pages(written: Path) -> None:
    pages = {page.sheet.title: page.pages for page in print_set(written)}
    assert sum(pages.values()) <= MOST_PAGES, pages


def test_many_years_go_on_over_pages_with_their_labels(tmp_path: Path) -> None:
    stated = sublease_case() | {"start_month": "2027-01", "horizon_months": 20 * 12}
    path = write_workbook(evaluated(case_from_mapping(stated)), tmp_path / "many.xlsx")
    pages = {page.sheet.title: page for page in print_set(path)}
    for name, labels in (("Bank", 5), ("År driver", 3)):
        page = pages[name]
        assert len(page.columns) == 2, name
        assert page.columns[1][:labels] == list(range(1, labels + 1)), "labels are repeated"
        printed = [c for columns in page.columns for c in columns if c > labels]
        assert printed == list(range(labels + 1, labels + 21)), "each year once"
        assert smallest(page) >= LEAST_POINTS
        assert page.sheet.page_setup.pageOrder == "overThenDown"


def test_a_wide_column_would_be_found(written: Path) -> None:
    """The measure itself: a column four times as wide makes the type too small, or goes beyond the edge."""
    fitted, scaled = (
        next(page for page in print_set(written) if page.sheet.title == name)
        for name in ("Innhold", "Sammendrag")
    )
    for page in (fitted, scaled):
        page.sheet.column_dimensions["A"].width *= 4
    assert smallest(fitted) < LEAST_POINTS
    assert scaled.inches(scaled.columns[0]) * scaled.scale > scaled.room[0]
