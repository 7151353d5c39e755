"""The bank's sheet: live, equal to Python before and after changes, fit for paper, and values where said."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.analysis.stress import stress
from feasibility.case import case_from_mapping
from feasibility.model import Result
from feasibility.report.breaches import broken_in_words
from feasibility.workbook import write_workbook
from tests.case.cases import minimal_case, sublease_case
from tests.evaluated import evaluated
from tests.workbook.compare import assert_changes_agree, assert_workbook_equals_python
from tests.workbook.reading import opened_names, opened_sheet

pytestmark = pytest.mark.slow

NOTE = "=1+1 pendlere"  # words from outside stay words


@pytest.fixture(scope="module")
def result() -> Result:
    stated = sublease_case()
    loans = stated["financing"]["landlord"]["loans"]
    loans["bank"]["refinanced_by"] = "new"
    loans["new"] = {
        "kind": "serial",
        "base_rate_share_per_year": 0.05,
        "profile_months": 180,
        "tenor_months": 60,
    }
    stated["bank"] = {
        "covenants": {
            "minimum_icr": 1.5,
            "minimum_dscr": 1.2,
            "maximum_ltv": 0.6,
            "minimum_equity_share": 0.25,
        },
        "catchment": {
            "commuters": 3000,
            "firms": 800,
            "freelancers": 200,
            "competitor_desks": 40,
            "source": NOTE,
        },
    }
    return evaluated(case_from_mapping(stated))


@pytest.fixture(scope="module")
def path(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assert_workbook_equals_python(result, tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def sheet(path: Path) -> Worksheet:
    return opened_sheet(path, "Bank")


@pytest.fixture(scope="module")
def values(path: Path) -> Worksheet:
    return opened_sheet(path, "Bank", values=True)


def rows(sheet: Worksheet, text: str, column: int = 1) -> list[int]:
    found = [r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, column).value or "").strip() == text]
    assert found, text
    return found


@pytest.mark.parametrize(
    "changes",
    [
        {"bank.covenants.minimum_dscr": 2.0, "bank.covenants.maximum_ltv": 0.1},
        {"financing.landlord.loans.bank.margin_share_per_year": 0.06, "valuation.net_yield_share": 0.12},
        {"products.flex.opening_month": 110.0, "works.rehab.delay_months": 9.0},
        {"financing.operator.loans.start.base_rate_share_per_year": 0.0, "bank.catchment.firms": 0.0},
        {"bank.refinancing.rate_shift_share_per_year": 0.05, "bank.refinancing.ltv_shift_share": 0.3},
    ],
)
def test_the_sheet_follows_changed_inputs(result: Result, path: Path, changes: dict[str, float]) -> None:
    assert_changes_agree(path, result.built.program, changes)


def test_both_borrowers_have_sources_that_equal_uses(values: Worksheet, result: Result) -> None:
    found = rows(values, "Sum finansiering")
    assert len(found) == 2
    for row, view in zip(found, result.built.bank, strict=True):
        total = result.number(view.sources_uses.total_sources.line)
        assert values.cell(row, 3).value == pytest.approx(total)
        assert values.cell(row, 10).value == pytest.approx(total)
        assert values.cell(row, 4).value == pytest.approx(1)


def test_measures_stand_with_covenant_worst_and_years(
    values: Worksheet, sheet: Worksheet, result: Result
) -> None:
    row = rows(values, "Gjeldsbetjeningsgrad (DSCR)")[0]
    view = result.built.bank[0]
    dscr = next(m for m in view.measures if m.id == "dscr")
    assert values.cell(row, 3).value == 1.2
    assert values.cell(row, 4).value == pytest.approx(result.number(dscr.worst))
    assert values.cell(row, 5).value == result.number(dscr.worst_year)
    assert values.cell(row, 7).value == pytest.approx(float(result.values.of(dscr.by_year)[1]))
    assert all(sheet.cell(row, column).data_type == "f" for column in (3, 4, 5, 6, 7))


def test_an_operator_without_property_is_told_why_it_has_no_ltv(values: Worksheet) -> None:
    row = rows(values, "Belåningsgrad (LTV)")[1]
    assert values.cell(row, 3).value == "eier ikke eiendommen"


def test_the_stress_grid_is_values_and_says_so(values: Worksheet, sheet: Worksheet, result: Result) -> None:
    grid = stress(result)
    head = rows(values, "Stresstest")[0]
    said = str(values.cell(head + 2, 1).value)
    assert "Verdier" in said
    assert grid.hash[:12] in said
    for party in grid.parties:
        for row in grid.of(party):
            # the landlord's row bears a mark where the operator lacks money, its own does not (§13.2)
            marked = party == "landlord" and row.operator_fails
            found = rows(values, f"{row.label.nb} *" if marked else row.label.nb)
            at = found[0] if party == "landlord" else found[-1]
            stressed = row.parties[party]
            assert sheet.cell(at, 3).data_type == "n"
            assert values.cell(at, 3).value == pytest.approx(stressed.npv_nok)
            assert values.cell(at, 4).value == pytest.approx(stressed.lowest_cash_nok, abs=1e-6)
            assert values.cell(at, 9).value == pytest.approx(stressed.unfunded_nok, abs=1e-6)
            assert values.cell(at, 10).value == pytest.approx(stressed.called_nok, abs=1e-6)
            assert values.cell(at, 11).value == broken_in_words(stressed).nb


def test_words_from_outside_stay_words(sheet: Worksheet) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if NOTE in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


def test_inputs_without_a_source_are_listed_and_sourced_ones_are_not(sheet: Worksheet) -> None:
    first = rows(sheet, "Forutsetninger uten kilde")[0]
    listed = {str(sheet.cell(row, 3).value) for row in range(first + 2, sheet.max_row + 1)}
    assert "bank.covenants.minimum_icr" in listed
    assert "products.flex.price_nok_per_month" not in listed  # has a source
    assert "products.office.ramp.start_share" not in listed  # is an assumption
    assert "products.office.bad_debt_share" not in listed  # stands at its default


def test_it_prints_on_a4_landscape_one_page_wide(sheet: Worksheet) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert 70 <= sheet.page_setup.scale <= 100  # per cent of ten points
    assert not sheet.col_breaks.brk
    assert len(sheet.row_breaks.brk) >= 2


def test_many_years_are_printed_two_pages_wide_with_their_titles(tmp_path: Path) -> None:
    """Fifteen years from January are one more than a page has room for; fourteen fit.

    Of the full print; what the print set does is tried in `test_printing`.
    """
    for months, pages in ((14 * 12, 1), (15 * 12, 2)):
        stated = sublease_case() | {"start_month": "2027-01", "horizon_months": months}
        path = write_workbook(evaluated(case_from_mapping(stated)), tmp_path / "many.xlsx", force=True)
        names = opened_names(path)
        book = opened_sheet(path, names[-1]).parent
        sheet = book["Årsberegning"]
        assert (sheet.page_setup.fitToWidth or 1) == pages
        assert sheet.print_title_cols == ("$A:$C" if pages > 1 else None)


def test_a_case_without_loans_has_no_such_sheet(tmp_path: Path) -> None:
    path = write_workbook(evaluated(case_from_mapping(minimal_case())), tmp_path / "case.xlsx")
    assert "Bank" not in opened_names(path)


def test_english(result: Result, tmp_path: Path) -> None:
    sheet = opened_sheet(write_workbook(result, tmp_path / "en.xlsx", language="en"), "Bank")
    for text in ("Sources in all", "Debt service cover (DSCR)", "Stress test", "Inputs without a source"):
        assert rows(sheet, text)
    assert rows(sheet, "EBITDA can fall")


def test_headroom_in_percentage_points_has_room_in_a_column_of_years(sheet: Worksheet) -> None:
    """The unit stands beside it; written behind each number it was ####."""
    headroom = [
        row
        for row in rows(sheet, "Margin til lånevilkåret")
        if "prosentpoeng" in str(sheet.cell(row, 2).value)
    ]
    assert len(headroom) > 1  # LTV and equity share
    for row in headroom:
        assert "poeng" not in sheet.cell(row, 6).number_format
        assert "%" in sheet.cell(row, 6).number_format


def test_a_year_that_no_month_lies_in_is_not_seen(tmp_path: Path) -> None:
    """The columns have room for one more, should the start move; what hides it reads the months in it."""
    stated = {**sublease_case(), "start_month": "2027-01", "horizon_months": 120}
    path = write_workbook(evaluated(case_from_mapping(stated)), tmp_path / "case.xlsx")
    sheet, values = opened_sheet(path, "Bank"), opened_sheet(path, "Bank", values=True)
    [head, *_] = rows(values, "Linje")
    years = {values.cell(head, column).value: column for column in range(6, values.max_column + 1)}
    assert {2036, 2037} <= set(years)  # 2027 to 2036 are ten years
    hidden = {
        area
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if rule.formula and str(rule.formula[0]).startswith("INDIRECT(")
        for area in ranges.sqref.ranges
    }
    assert {(area.min_col, area.max_col) for area in hidden} == {(years[2037], years[2037])}
    assert any(area.min_row <= head <= area.max_row for area in hidden)
