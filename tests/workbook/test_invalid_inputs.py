"""An input that is empty, text, an error or outside its limits makes the workbook red."""

from __future__ import annotations

from pathlib import Path

import ironcalc
import pytest
from openpyxl.workbook import Workbook

from feasibility.workbook import layout
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

GREEN = "Alle 8 kontroller er bestått: 3 av modellen, 5 av arbeidsboken"
RED = "AVVIK: ugyldig tall i Forutsetninger"
# 3 of the model, 1 of the inputs, 4 sheets that are calculated
VALUE = layout.INPUT_VALUE + 1


class Open:
    """The book in IronCalc, with its inputs by path."""

    def __init__(self, path: Path) -> None:
        self.book = ironcalc.load_from_xlsx(str(path))
        self.sheets = [str(s["name"]) for s in self.book.get_worksheets_properties()]
        self.inputs = self.sheets.index("Forutsetninger")
        last = self.book.get_sheet_dimensions(self.inputs)[1]
        ids = {self.book.get_cell_value(self.inputs, r, layout.INPUT_PATH + 1): r for r in range(5, last + 1)}
        self.rows = {str(id): row for id, row in ids.items() if id}

    def verdict(self) -> tuple[str, str]:
        """What the checks say, and what page one says."""
        self.book.evaluate()
        said = [self.book.get_cell_value(self.sheets.index("Kontroll"), layout.FIRST_ROW + 1, 1)]
        said.append(self.book.get_cell_value(self.sheets.index("Sammendrag"), 4, 1))
        return str(said[0]), str(said[1])

    def with_entry(self, path: str, entry: str) -> tuple[str, str]:
        """The verdict while something is typed in an input's cell; the number is put back."""
        row = self.rows[path]
        before = self.book.get_cell_value(self.inputs, row, VALUE)
        self.book.set_user_input(self.inputs, row, VALUE, entry)
        found = self.verdict()
        self.book.update_cell_with_number(self.inputs, row, VALUE, before)
        return found


@pytest.fixture(scope="module")
def book(folder: Path) -> Open:
    return Open(folder / "nb.xlsx")


@pytest.fixture(scope="module")
def read(folder: Path) -> Workbook:
    return opened(folder / "nb.xlsx")


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("products.flex.price", "abc"),  # a text where a price is wanted
        ("products.flex.price", ""),  # an empty cell counts as 0 in every formula, so no error tells of it
        ("products.flex.price", "=1/0"),
        ("products.flex.price", "-1"),  # below the least
        ("products.flex.capacity", "2.5"),  # half a desk
        ("deal.off", "1.01"),  # above the most
        ("deal.off", "25"),  # 25 for 25 %
        ("deal.rent", ""),  # no limits, but a number it must be
        ("start_month", ""),
        ("start_month", "46144"),  # 2 May 2026: 2026-05-01 − 1899-12-30 is 46,143 days
        ("start_month", "40000"),  # 2009
        ("rules.limit", ""),  # law
        ("rules.limit", "-1"),
        ("season.3", "x"),  # a number of a table
    ],
)
def test_what_is_no_number_within_its_limits_is_red(book: Open, path: str, entry: str) -> None:
    assert book.verdict() == (GREEN, GREEN)
    assert book.with_entry(path, entry) == (RED, RED)
    assert book.verdict() == (GREEN, GREEN)


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("products.flex.price", "0"),  # the limit itself
        ("deal.off", "1"),
        ("start_month", "46143"),  # 1 May 2026
        ("season.3", "2"),
    ],
)
def test_a_number_within_its_limits_stays_green(book: Open, path: str, entry: str) -> None:
    assert book.with_entry(path, entry) == (GREEN, GREEN)


def test_an_error_that_no_check_of_the_model_reads_is_red(book: Open, folder: Path) -> None:
    """A formula is broken on the sheet of measures; the inputs and the model's own checks are sound."""
    other = Open(folder / "nb.xlsx")
    sheet = other.sheets.index("Nøkkeltall")
    last = other.book.get_sheet_dimensions(sheet)[1]
    ids = {other.book.get_cell_value(sheet, row, layout.MEASURE_ID + 1): row for row in range(5, last + 1)}
    other.book.set_user_input(sheet, ids["landlord.total"], layout.MEASURE_VALUE + 1, "=1/0")
    assert other.verdict() == ("AVVIK: se arket Kontroll",) * 2


def test_every_open_cell_has_a_rule_without_blanks_and_a_prompt(folder: Path, read: Workbook) -> None:
    for language, name in (("nb", "Forutsetninger"), ("en", "Inputs")):
        sheet = (read if language == "nb" else opened(folder / "en.xlsx"))[name]
        rules = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
        unlocked = [c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked]
        assert set(rules) == set(unlocked)
        for rule in rules.values():
            assert not rule.allowBlank
            assert rule.showInputMessage
            assert rule.prompt
            assert rule.promptTitle
            assert len(rule.promptTitle) <= 32
    assert rules[unlocked[0]].prompt == "Write the first day of a month, for example 2027-04-01."
