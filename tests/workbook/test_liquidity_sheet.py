"""The liquidity budget in the workbook: the lines of the answer, as formulas, and the lowest month live."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.answers.answer import Figure, shown
from feasibility.answers.liquidity import LOWEST, budget_rows, liquidity
from feasibility.case import case_from_mapping
from feasibility.model import Result
from feasibility.workbook import layout, words, write_workbook
from feasibility.workbook.liquidity import sheet_name
from feasibility.workbook.recalculate import OpenBook
from tests.case.cases import minimal_case, sublease_case
from tests.evaluated import evaluated
from tests.model.tiny import ran
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


def _late(month: int) -> Result:
    """The owners pay in 10,000 in a month, and two months later the concept opens, rent-free."""
    return ran(
        {
            "horizon_months": 60,
            "deal.lease.start_month": month,
            "products.desk.opening_month": month + 2,
            "financing.operator.equity": [{"month": month, "amount_nok": 10_000}],
        }
    )


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
        # the words are repeated on the second page, from the thirteenth month on: so are the numbers
        for row in (lowest - 1, lowest):
            assert [book.at(name, row, at) for at in (13, 14)] == [book.at(name, row, at) for at in (1, 2)]


def test_the_lowest_month_is_marked_by_a_rule_and_twelve_months_stand_on_a_page(path: Path) -> None:
    sheet = opened(path)["Likviditet driver"]
    closing = _labels(sheet)["Bankinnskudd ved månedens slutt"]
    rules = {str(area.sqref): rule.formula for area in sheet.conditional_formatting for rule in area.rules}
    counted = _labels(sheet)["Bankinnskudd fra første betaling"]
    test = f"B${counted}=MIN($B${counted}:$Y${counted})"
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


def test_months_before_the_first_payment_are_not_the_lowest(tmp_path: Path) -> None:
    # the owners pay 10,000 in in month 3, and from month 5 five desks bring 6,250 a month: the lowest cash is
    # the 10,000, not the nothing of the two months before
    path = write_workbook(_late(3), tmp_path / "late.xlsx")
    book, name = OpenBook(path), "Likviditet driver"
    rows = _labels(opened(path, values=True)[name])
    closing, lowest = rows["Bankinnskudd ved månedens slutt"], rows["Lavest bankinnskudd i disse månedene"]
    cash = [float(book.at(name, closing - 1, column)) for column in range(1, 25)]  # type: ignore[arg-type]
    assert cash[:5] == [0, 0, 10_000, 10_000, 16_250]
    shown = [book.at(name, lowest - 1, column) for column in (1, 2)]
    assert shown == [10_000, book.at(name, layout.HEADER_ROW, 3)]
    # without the owners' money the first payment is the first rent of month 5
    book.change({"financing.operator.equity.0.amount_nok": 0})
    shown = [book.at(name, lowest - 1, column) for column in (1, 2)]
    assert shown == [6_250, book.at(name, layout.HEADER_ROW, 5)]


def test_whole_years_before_the_first_payment_are_left_out(tmp_path: Path) -> None:
    # the first payment is in month 15: the budget begins with month 13, and both months before are empty
    result = _late(15)
    path = write_workbook(result, tmp_path / "later.xlsx")
    book, name = OpenBook(path), "Likviditet driver"
    header = [book.at(name, layout.HEADER_ROW, column) for column in (1, 24)]
    assert header == [result.values["calendar.date"][month - 1] for month in (13, 36)]
    closing = _labels(opened(path, values=True)[name])["Bankinnskudd ved månedens slutt"]
    assert [book.at(name, closing - 1, column) for column in (1, 2, 3, 5)] == [0, 0, 10_000, 16_250]
    table = liquidity(result, "operator")
    assert table.columns[1].label.nb == "jan. 2027"
    cash = table.rows[-1].cells[1:]
    assert [cell.value for cell in cash[:5]] == [0, 0, 10_000, 10_000, 16_250]  # type: ignore[union-attr]
    marked = [n for n, cell in enumerate(cash) if cell.mark is LOWEST]  # type: ignore[union-attr]
    assert marked == [2]
