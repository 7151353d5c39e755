"""The sheet of the register: what the bank reads of each number, live where the model reads it."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

import feasibility as fe
from tests.analysis.test_register import AREA, OWNER, PRICE, noted, paths_of_noted
from tests.workbook.reading import opened

pytestmark = pytest.mark.slow

PATH = 10


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = fe.run(noted())
    # the answer has a sheet in every book already: asked for, it is not there twice
    path = tmp_path_factory.mktemp("register") / "a.xlsx"
    return fe.write_workbook(result, path, answers=[fe.register(result)])


def row_of(sheet: Worksheet, path: str) -> list[object]:
    (found,) = ([c.value for c in row] for row in sheet.iter_rows() if row[PATH - 1].value == path)
    return found


def test_it_stands_after_the_inputs_once(book: Path) -> None:
    names = opened(book).sheetnames
    assert names[names.index("Forutsetninger") + 1] == "Forutsetningsregister"
    assert names.count("Forutsetningsregister") == 1


def test_every_number_stands_there_with_what_is_said_of_it(book: Path) -> None:
    sheet = opened(book, values=True)["Forutsetningsregister"]
    paths = [row[PATH - 1].value for row in sheet.iter_rows() if row[PATH - 1].value]
    assert paths == ["Sti i saksfilen", *paths_of_noted()]
    price = row_of(sheet, PRICE)
    assert price[1] == 1500
    assert price[3:6] == ["Dokumentert", "2026", "Tilbud"]
    low, high = (str(end).replace("\xa0", " ") for end in price[6:8])
    assert low == "1 200 kr"
    assert high.startswith("1 700 kr")
    assert row_of(sheet, OWNER)[3] == "Gjetning"
    assert row_of(sheet, "deal.lease.term_months")[3] == "Uten kilde"


def test_a_value_the_model_reads_follows_the_sheet_of_inputs(book: Path) -> None:
    formulas = opened(book)["Forutsetningsregister"]
    inputs = opened(book, values=True)["Forutsetninger"]
    for path in (PRICE, AREA, OWNER):
        formula = str(row_of(formulas, path)[1])
        assert formula.startswith("=Forutsetninger!")
        row = int(formula.rpartition("$")[2])
        assert path in [cell.value for cell in inputs[row]]


def test_the_counts_stand_above(book: Path) -> None:
    sheet = opened(book, values=True)["Forutsetningsregister"]
    counts = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5, max_row=16)}
    assert counts["Dokumentert"] == 1
    assert counts["Anslag"] == 2
    assert counts["Gjetning"] == 1
    assert counts["Uten kilde"] == 7
    assert counts["I alt"] == len(paths_of_noted())


def test_the_book_is_as_delivered(book: Path) -> None:
    assert fe.verify_workbook(book).is_sound
