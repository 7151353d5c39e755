"""The liquidity budget in the workbook: the lines of the answer, as formulas, and the lowest month live."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.answers.answer import Figure, shown
from feasibility.answers.liquidity import budget_rows, liquidity
from feasibility.case import case_from_mapping
from feasibility.model import Result
from feasibility.workbook import layout, words, write_workbook
from feasibility.workbook.liquidity import sheet_name
from feasibility.workbook.recalculate import OpenBook
from tests.case.cases import minimal_case, sublease_case
from tests.evaluated import evaluated
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

FIRST_ROW = layout.HEADER_ROW + 2  # of the lines, counted from 1
COMPANIES = ("landlord", "operator")


@pytest.fixture(scope="module")
def result() -> Result:
    return evaluated(case_from_mapping(sublease_case()))


@pytest.fixture(scope="module")
def path(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(result, tmp_path_factory.mktemp("book") / "a.xlsx")


def _labels(sheet: Worksheet) -> dict[str, int]:
    return {str(sheet.cell(r, 1).value).strip(): r for r in range(FIRST_ROW, sheet.max_row + 1)}


@pytest.mark.parametrize("company", COMPANIES)
def test_every_number_is_the_answers_and_a_formula(result: Result, path: Path, company: str) -> None:
    name = sheet_name(company).nb  # type: ignore[arg-type]
    values, formulas = opened(path, values=True)[name], opened(path)[name]
    rows = _labels(values)
    table = liquidity(result, company)  # type: ignore[arg-type]
    found = 0
    for row in table.rows:
        at = rows[shown(row.cells[0], table.columns[0], "nb")]
        for column, cell in enumerate(row.cells[1:], start=2):
            if isinstance(cell, Figure):
                assert values.cell(at, column).value == pytest.approx(cell.value, abs=1e-6)
                assert str(formulas.cell(at, column).value).startswith(("=Beregning!", "=ROUND(Beregning!"))
                found += 1
    assert found > 24 * 10
    # the sheet has the lines that are nothing now as well: an input may bring them to life
    assert len(budget_rows(result.built, company)) >= len(table.rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("company", COMPANIES)
def test_the_lowest_month_moves_with_an_input(path: Path, company: str) -> None:
    name = sheet_name(company).nb  # type: ignore[arg-type]
    sheet = opened(path, values=True)[name]
    rows = _labels(sheet)
    closing, lowest = rows["Bankinnskudd ved månedens slutt"], rows["Lavest bankinnskudd i disse månedene"]
    book = OpenBook(path)
    for change in ({}, {"products.flex.price_nok_per_month": 3.0}):
        if change:
            book.change(change)
        cash = [book.at(name, closing - 1, column) for column in range(1, 25)]
        dates = [book.at(name, layout.HEADER_ROW, column) for column in range(1, 25)]
        least = min(float(amount) for amount in cash)  # type: ignore[arg-type]
        assert book.at(name, lowest - 1, 1) == pytest.approx(least, abs=1e-6)
        first = next(n for n, amount in enumerate(cash) if amount == book.at(name, lowest - 1, 1))
        assert book.at(name, lowest - 1, 2) == dates[first]


def test_the_lowest_month_is_marked_by_a_rule_and_twelve_months_stand_on_a_page(path: Path) -> None:
    sheet = opened(path)["Likviditet driver"]
    closing = _labels(sheet)["Bankinnskudd ved månedens slutt"]
    rules = {str(area.sqref): rule.formula for area in sheet.conditional_formatting for rule in area.rules}
    test = f"B${closing}=MIN($B${closing}:$Y${closing})"
    assert rules[f"B{closing}:Y{closing}"] == [test]
    assert rules["B4:Y4"] == [test]
    assert [each.id for each in sheet.col_breaks.brk] == [13]
    assert sheet.print_title_cols == "$A:$A"


def test_a_short_horizon_is_shown_whole_with_its_settlement(tmp_path: Path) -> None:
    stated = minimal_case() | {"horizon_months": 18}
    path = write_workbook(evaluated(case_from_mapping(stated)), tmp_path / "short.xlsx", language="en")
    sheet = opened(path, values=True)["Liquidity landlord"]
    assert "Final settlement in the last month" in _labels(sheet)
    header = [cell.value for cell in sheet[layout.HEADER_ROW + 1]]
    assert header[19] == words.LINE_ID.en
