"""What a bank prints: no type under seven points, nothing beyond the edge of a page, at most fifteen pages.

Worked out here from the file alone: widths and heights of rows and columns, breaks and scale, on A4. A column
is seven pixels a character and five; LibreOffice makes it up to six per cent wider: that is the rule here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.case import case_from_mapping, load_case, shown_label
from feasibility.language import Language
from feasibility.resources import example_path
from feasibility.workbook import write_workbook
from feasibility.workbook.letters import lines_of
from tests.case.cases import sublease_case
from tests.evaluated import evaluated
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

LEAST_POINTS, MOST_PAGES, WIDER = 7.0, 15, 1.06
LONG, SHORT = 11.69, 8.27  # A4, inches
EXCEL_ROW = 12.75  # of Arial 10, where a sheet does not say
LIBERATION_SANS = 1.3007  # height of a word's box in a PDF, of its type
TWO_COSTS = {
    "cleaning": {"label": "Renhold", "nok_per_month": 400},
    "phone": {"label": "Telefon", "nok_per_month": 150},
}


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
    of_it = ("utskriftssett", "print set")
    return [
        page_of(sheet)
        for sheet in book.worksheets
        if any(word in str(sheet.oddFooter.left.text) for word in of_it)
    ]


def as_printed(path: Path, libreoffice: Path, folder: Path, pages: int) -> Path:
    """The workbook's first pages as LibreOffice prints them, a PDF."""
    chosen = f'{{"PageRange":{{"type":"string","value":"1-{pages}"}}}}'
    subprocess.run(
        [
            str(libreoffice), "--headless", "--norestore",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", f"pdf:calc_pdf_Export:{chosen}", "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{path.stem}.pdf"


def pdf_text(path: Path, how: str) -> str:
    """A PDF's text."""
    ran = subprocess.run(["pdftotext", how, str(path), "-"], capture_output=True, check=True)
    return ran.stdout.decode("utf-8")


@pytest.fixture(scope="module", params=["larvik", "moss", "tonsberg", "new_operator"])
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


def test_the_print_set_is_at_most_fifteen_pages_in_english(tmp_path: Path) -> None:
    result = evaluated(load_case(example_path("larvik")))
    path = write_workbook(result, tmp_path / "en.xlsx", language="en")
    pages = {page.sheet.title: page.pages for page in print_set(path)}
    assert "Summary" in pages
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


def test_headers_and_charts_are_not_under_seven_points_either(written: Path) -> None:
    """LibreOffice makes headers smaller with the sheet, whatever the file says; charts are with everyone."""
    with zipfile.ZipFile(written) as file:
        charts = [
            file.read(name).decode() for name in file.namelist() if re.match(r"xl/charts/chart\d", name)
        ]
    assert len(charts) >= 5
    sizes = {int(size) / 100 for chart in charts for size in re.findall(r'\bsz="(\d+)"', chart)}
    summary = next(page for page in print_set(written) if page.sheet.title == "Sammendrag")
    assert min(sizes) * summary.scale >= LEAST_POINTS
    for page in print_set(written):
        for part in (page.sheet.oddHeader.left, page.sheet.oddHeader.right, page.sheet.oddFooter.left):
            assert float(part.size) * page.scale >= LEAST_POINTS - 0.05, page.sheet.title


def test_names_are_shown_as_far_as_they_fit(written: Path) -> None:
    """Every product is named in the income statement; of larvik's operator the cash flow has the largest."""
    case = load_case(example_path("larvik"))
    book = opened(written)
    if "År driver" not in book.sheetnames or "År neste driver" in book.sheetnames:
        return
    labels = [str(cell.value or "").strip() for cell in book["År driver"]["A"]]
    for product in (shown_label(id, product) for id, product in case.products.items()):
        assert any(label.startswith(f"{product}: ") for label in labels), product
    assert any(re.fullmatch(r"Øvrige \(\d+ poster\)", label) for label in labels)
    assert labels.count("Kontroll: poster mot sum") >= 2


@pytest.mark.system
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("language", ["nb", "en"])
def test_as_libreoffice_prints_it(libreoffice: Path, tmp_path: Path, language: Language) -> None:
    """The print set as pages: no number too wide for its column, and no type under seven points."""
    path = write_workbook(evaluated(load_case(example_path("moss"))), tmp_path / "a.xlsx", language=language)
    printed = as_printed(path, libreoffice, tmp_path, 11)
    text = pdf_text(printed, "-layout")
    assert "###" not in text
    assert text.count({"nb": "utskriftssett", "en": "print set"}[language]) == 11
    boxes = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', pdf_text(printed, "-bbox")
    )
    assert len(boxes) > 3000
    for left, high, right, low, word in boxes:
        tall, wide = float(low) - float(high), float(right) - float(left)
        # a word of a few letters that is turned is as wide as its type is tall
        size = (max(tall, wide) if len(word) <= 4 else tall) / LIBERATION_SANS
        assert size >= LEAST_POINTS - 0.05, word


def test_a_changed_cell_would_be_told_by_the_row_that_checks(tmp_path: Path) -> None:
    """The check compares the names with the model's sums, in every year and in all."""
    result = evaluated(case_from_mapping(sublease_case() | {"costs": TWO_COSTS}))
    sheet = opened(write_workbook(result, tmp_path / "a.xlsx"))["År driver"]
    rows = {str(cell.value).strip(): cell.row for cell in reversed(sheet["A"]) if cell.value}
    own, first, last = rows["Driftskostnader"], rows["Renhold"], rows["Telefon"]
    assert own < first < last
    checks = [cell.row for cell in sheet["A"] if str(cell.value).strip() == "Kontroll: poster mot sum"]
    for column in "CDE":
        formula = " ".join(str(sheet[f"{column}{row}"].value) for row in checks)
        assert f"ABS({column}{own}-SUM({column}{own + 1}:{column}{last}))" in formula
    assert str(sheet[f"D{first}"].value).startswith("=-SUMIFS(Beregning!")
    assert str(sheet[f"D{own}"].value).startswith("='Årsberegning'!")


def test_a_label_takes_the_lines_its_words_need() -> None:
    """A column of 36 has room for 252 pixels, of which a hundredth is for programs' rounding.

    Digits are 0.556 of the type's 13.33 pixels: 33 of them take 244.6, which 36 characters have, 35 not.
    """
    label = "The money lasts only because the operator's owners put in more, as the case assumes"
    # "The money lasts only because the" | "operator's owners put in more, as the case" | "assumes"
    assert lines_of(label, 36) == 3
    assert lines_of("Kort", 36) == lines_of("", 36) == 1
    assert lines_of("1" * 33, 36) == 1
    assert lines_of("1" * 33, 35) == 2
    assert lines_of("1" * 33, 36, bold=True) == 2
    # two columns of 18 have the margins of one in between: 5 pixels more than 36 characters
    assert lines_of("1" * 34, 36) == 2
    assert lines_of("1" * 34, 36, columns=2) == 1
