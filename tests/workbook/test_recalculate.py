"""Changing inputs in the workbook gives what Python gives with the same inputs, in two engines."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from feasibility.engine.calendar import serial
from feasibility.workbook import input_cells, recalculate
from feasibility.workbook.write import write_book
from tests.workbook.compare import assert_changes_agree
from tests.workbook.models import CHANGES, Built, every_node

pytestmark = pytest.mark.slow


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "nb.xlsx"


def test_six_inputs_changed_in_the_workbook(built: Built, path: Path) -> None:
    assert_changes_agree(path, built.program, CHANGES)
    assert recalculate(path, CHANGES)["operator.npv"] != recalculate(path)["operator.npv"]


def test_a_change_that_gives_a_reason_instead_of_a_number(built: Built, path: Path) -> None:
    found = recalculate(path, {"deal.rent": 0.0})
    assert found["operator.cover"] == "ingen år med leie"
    assert set(found["year.cover"]) == {"ingen leie"}  # type: ignore[arg-type]
    assert_changes_agree(path, built.program, {"deal.rent": 0.0})


@pytest.mark.parametrize("month", range(1, 13))
def test_the_start_month_moved_to_each_month_of_the_year(built: Built, path: Path, month: int) -> None:
    """From November 2026 to any month of 2028: other years, other season, another number of years in use."""
    assert_changes_agree(path, built.program, {"start_month": serial(datetime.date(2028, month, 1))})


@pytest.mark.parametrize("start", [datetime.date(2026, 1, 1), datetime.date(2026, 12, 1)])
@pytest.mark.parametrize("months", [1, 12, 13, 24])
def test_short_horizons_and_both_ends_of_a_year(tmp_path: Path, months: int, start: datetime.date) -> None:
    built = every_node(months, start)
    path = tmp_path / "book.xlsx"
    write_book(built.built, built.values(), (), built.cover, path, "nb")
    assert_changes_agree(path, built.program, {"start_month": serial(datetime.date(2027, 12, 1))})


def test_an_unknown_input_is_refused(path: Path) -> None:
    with pytest.raises(KeyError, match=r"products\.flex\.prize"):
        recalculate(path, {"products.flex.prize": 1.0})


def test_every_input_has_a_cell(built: Built, path: Path) -> None:
    cells = input_cells(path)
    sheet = openpyxl.load_workbook(path, data_only=True)["Forutsetninger"]
    assert {"start_month", "deal.off", "index.prices.2029", "return_grid.38", "horizon_months"} <= set(cells)
    name, _, cell = cells["deal.off"].partition("!")
    assert name == "Forutsetninger"
    assert sheet[cell].value == 0.35
