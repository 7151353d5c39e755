"""The sheet of contents, and what every sheet says when an input is no longer as it was exported."""

from __future__ import annotations

import re
from pathlib import Path

import ironcalc
import pytest
from openpyxl.workbook import Workbook

from feasibility.language import LANGUAGES, Language
from feasibility.workbook import layout, words
from feasibility.workbook.contents_words import LISTED
from feasibility.workbook.recalculate import OpenBook
from feasibility.workbook.stored import open_stored
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

FLAG_ROWS = {"Sammendrag": 5, "Om": 2}  # elsewhere below title and lead


@pytest.fixture(scope="module")
def values(folder: Path) -> Workbook:
    return opened(folder / "nb.xlsx", values=True)


def _sheets(book: ironcalc.Model) -> dict[str, int]:
    return {str(each["name"]): place for place, each in enumerate(book.get_worksheets_properties())}


def _flags(path: Path, changes: dict[str, float]) -> dict[str, object]:
    book = OpenBook(path)
    book.change(changes)
    names = opened(path).sheetnames
    return {name: book.at(name, FLAG_ROWS.get(name, layout.FLAG_ROW + 1) - 1, 0) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_listed_with_a_link_and_a_purpose(folder: Path, language: Language) -> None:
    book = opened(folder / f"{language}.xlsx")
    contents = book.worksheets[0]
    first = layout.FIRST_ROW + 2
    for row, name in enumerate(book.sheetnames, first):
        assert contents.cell(row, 1).value == name
        assert contents.cell(row, 1).hyperlink.location == f"'{name}'!A1"
        assert contents.cell(row, 2).value, name
        assert contents.cell(row, 3).value in ("ja", "full utskrift", "yes", "full print")
    for sheet in book.worksheets:  # and every sheet leads back
        assert sheet["A1"].hyperlink.location == f"'{words.CONTENTS.text(language)}'!A1", sheet.title


def test_the_print_set_stands_together_and_says_so_at_the_foot_of_each_page(folder: Path) -> None:
    book = opened(folder / "nb.xlsx")
    contents = book.worksheets[0]
    first = layout.FIRST_ROW + 2
    printed = [contents.cell(first + n, 3).value == "ja" for n in range(len(book.sheetnames))]
    assert printed == sorted(printed, reverse=True), "so that they are the first pages"
    for sheet, is_printed in zip(book.worksheets, printed, strict=True):
        foot = str(sheet.oddFooter.left.text)
        assert ("utskriftssett" in foot) is is_printed
        assert ("full utskrift" in foot) is not is_printed


def test_as_exported_no_sheet_is_flagged(folder: Path) -> None:
    flags = _flags(folder / "nb.xlsx", {})
    assert set(flags.values()) == {0.0}, flags


def test_two_inputs_changed_are_counted_on_every_sheet(folder: Path) -> None:
    flags = _flags(folder / "nb.xlsx", {"products.flex.price": 900, "deal.off": 3})
    assert set(flags.values()) == {2.0}, flags
    # and one that is put back is not
    assert set(_flags(folder / "nb.xlsx", {"products.flex.price": 799.5, "deal.off": 3}).values()) == {1.0}


def test_changed_inputs_are_listed_with_what_they_were(folder: Path, values: Workbook) -> None:
    book = OpenBook(folder / "nb.xlsx")
    book.change({"products.flex.price": 900, "deal.off": 3})
    sheet = values["Innhold"]
    first = next(
        r for r in range(1, 100) if sheet.cell(r, 1).value == "Forutsetning"
    )  # rows from 0: below it
    rows = [[book.at("Innhold", first + n, column) for column in range(4)] for n in range(LISTED)]
    was = OpenBook(folder / "nb.xlsx")
    before = {
        name: was.at("Forutsetninger", int(re.sub(r"\D", "", cell)) - 1, layout.INPUT_VALUE)
        for name, cell in was.input_cells.items()
    }
    found = {row[1]: row[2:] for row in rows if row[0] != "–"}
    assert found == {
        "products.flex.price": [before["products.flex.price"], 900.0],
        "deal.off": [before["deal.off"], 3.0],
    }
    assert all(row == ["–"] * 4 for row in rows[2:])


def test_what_is_no_number_is_changed_too(folder: Path) -> None:
    book = open_stored(folder / "nb.xlsx")
    sheets = _sheets(book)
    cells = OpenBook(folder / "nb.xlsx").input_cells
    for path, entry in (("products.flex.price", "=1/0"), ("deal.off", "tre")):
        row = int(re.sub(r"\D", "", cells[path]))
        book.set_user_input(sheets["Forutsetninger"], row, layout.INPUT_VALUE + 1, entry)
    book.evaluate()
    assert book.get_cell_value(sheets["Kontroll"], layout.FLAG_ROW + 1, 1) == 2


def test_what_the_run_told_says_when_it_no_longer_holds(folder: Path, values: Workbook) -> None:
    still, stale = words.STILL_HOLDS.nb, words.STALE.nb
    page = values["Sammendrag"]
    rows = [r for r in range(1, page.max_row + 1) if page.cell(r, 1).value == still]
    assert rows, "warnings were given for the case as it was"
    book = OpenBook(folder / "nb.xlsx")
    book.change({"products.flex.price": 900})
    assert {book.at("Sammendrag", row - 1, 0) for row in rows} == {stale}
