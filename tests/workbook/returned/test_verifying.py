"""`verify_workbook`: each fault planted in a delivered book is told at its cell; changed inputs are none."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from feasibility.analysis.compare.compare import compare
from feasibility.answers.compare import answer
from feasibility.case import case_from_mapping, case_hash
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.papers.choose import paper
from feasibility.papers.written import paper_answer
from feasibility.workbook import input_cells, layout, write_workbook
from feasibility.workbook.returned import telling_words, verifying
from feasibility.workbook.returned.difference import InputChange
from feasibility.workbook.returned.opening import OpenedFile, opened
from feasibility.workbook.returned.reading import FileSheet
from feasibility.workbook.returned.telling import change_text, verdict
from feasibility.workbook.returned.verifying import tried, verify_workbook
from tests.model.tiny import tiny
from tests.workbook.edited import edited
from tests.workbook.planted import PLANTED, planted
from tests.workbook.returned.parts import with_parts

pytestmark = pytest.mark.slow

INCOME, PRICE = "products.desk.income", "products.desk.price_nok_per_month"


def row_of(sheet: Worksheet, id: str, column: int) -> int:
    """The row in which an id stands, counted from 1."""
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, column + 1).value == id)


def test_a_book_as_delivered_is_sound(delivered: Path) -> None:
    found = verify_workbook(delivered)
    assert found.is_sound
    assert found.is_untouched
    assert (found.changed, found.differences, found.not_stored) == ((), (), 0)
    # every formula of the file, counted by openpyxl
    book = openpyxl.load_workbook(delivered)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert found.formulas == found.values == sum(cell.data_type == "f" for cell in cells)
    assert found.case_hash == case_hash(case_from_mapping(tiny()))


def test_a_book_with_computed_answers_is_sound_and_names_them(tmp_path: Path) -> None:
    """The flag on such a sheet is a formula, and is in the book that is made anew too, as is the paper."""
    result = run(case_from_mapping(tiny()))
    answers = (answer(compare(result), result), paper_answer(paper(result)))
    path = write_workbook(result, tmp_path / "answered.xlsx", answers=answers)
    found = verify_workbook(path)
    assert found.is_sound
    assert found.differences == ()
    assert found.not_checked == ("Sammenligning",)


def test_every_planted_fault_is_told_at_its_cell(delivered: Path, tmp_path: Path) -> None:
    """Saved by openpyxl, which keeps formulas and drops every value."""
    book = openpyxl.load_workbook(delivered)
    months, inputs, summary = book["Beregning"], book["Forutsetninger"], book["Sammendrag"]
    income = row_of(months, INCOME, layout.ID)
    changed, constant = months.cell(income, 20), months.cell(income, 21)
    changed.value = f"{changed.value}*1.01"
    constant.value = 5000
    label = months.cell(income, 1)
    label.value = "Andre inntekter"
    last = months.max_row + 1
    months.cell(last, 1).value = "=1+1"
    months.cell(last, 9).value = 12_000
    months.row_dimensions[last].hidden = True
    emptied = summary["A1"]
    emptied.value = None
    book.create_sheet("Notater")["A1"] = "Fra banken"
    price = inputs[input_cells(delivered)[PRICE].partition("!")[2]]
    price.value = 1100
    book.save(tmp_path / "edited.xlsx")

    found = verify_workbook(tmp_path / "edited.xlsx")
    assert not found.is_sound
    told = {(d.kind, d.sheet, d.cell, d.is_hidden) for d in found.differences}
    assert told == {
        ("formula", "Beregning", changed.coordinate, False),
        ("overwritten", "Beregning", constant.coordinate, False),
        ("text", "Beregning", label.coordinate, False),
        ("added", "Beregning", f"A{last}", True),
        ("added", "Beregning", f"I{last}", True),
        ("removed", "Sammendrag", "A1", False),
    }
    by_kind = {d.kind: d for d in found.differences}
    assert str(by_kind["formula"].now) == f"{by_kind['formula'].was}*1.01"
    assert by_kind["overwritten"].now == 5000
    assert by_kind["text"].now == "Andre inntekter"
    assert found.sheets_added == ("Notater",)
    assert [(c.path, c.was, c.now, c.of) for c in found.changed] == [(PRICE, 1000, 1100, "case")]
    # all formulas but the two that were tampered with have lost their value
    assert found.not_stored == found.formulas - 2


def test_a_wrong_value_is_told_and_a_stale_book_as_such(delivered: Path, tmp_path: Path) -> None:
    found = verify_workbook(planted(delivered, tmp_path / "planted.xlsx", months=24, line=INCOME))
    assert found.counts == {"value": 1}
    [wrong] = found.differences
    assert (wrong.sheet, wrong.now) == ("Beregning", float(PLANTED))
    assert wrong.was == pytest.approx(5000)  # ten desks, half of them let, 1,000 each
    assert not found.is_stale

    # an input typed in and nothing recalculated: every value that is wrong is the old one
    found = verify_workbook(edited(delivered, tmp_path / "stale.xlsx", {PRICE: 1100.0}))
    assert found.is_stale
    assert set(found.counts) == {"value"}


def test_what_is_told_is_the_same_whether_sheets_alike_are_read_or_not(
    delivered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets that are byte for byte as delivered are not read; to read every one is the other way."""
    files = [
        delivered,
        planted(delivered, tmp_path / "planted.xlsx", months=24, line=INCOME),
        edited(delivered, tmp_path / "stale.xlsx", {PRICE: 1100.0}),
    ]
    parts: list[str] = []
    read = verifying.read_sheet

    def counted(file: OpenedFile, part: str, *of: Any) -> FileSheet:
        parts.append(part)
        return read(file, part, *of)

    monkeypatch.setattr(verifying, "read_sheet", counted)
    sooner = [tried(file) for file in files]
    few = len(parts)
    monkeypatch.setattr(OpenedFile, "is_same", lambda *_: False)
    assert [(t.verification, t.shown) for t in map(tried, files)] == [
        (t.verification, t.shown) for t in sooner
    ]
    assert few < (len(parts) - few) / 2
    assert sooner[0].shown


def test_a_part_is_the_same_to_its_last_byte(delivered: Path, tmp_path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(delivered) as archive:
        whole = archive.read(sheet)
    for name, data in (
        ("same", whole),
        ("longer", whole + b" "),
        ("other", whole[:-1] + b" "),
        ("none", b""),
    ):
        path = with_parts(
            delivered, tmp_path / f"{name}.xlsx", change=lambda n, was, new=data: new if n == sheet else was
        )
        with opened(path) as one, opened(delivered) as other:
            assert one.is_same(sheet, other, sheet) is (name == "same")
            assert not one.is_same("xl/none.xml", other, "xl/none.xml")


def test_a_book_merely_saved_is_as_delivered_but_for_values_nobody_calculated(
    delivered: Path, tmp_path: Path
) -> None:
    """openpyxl drops every stored value. A formula changed as well, or a value that is wrong, is more."""
    book = openpyxl.load_workbook(delivered)
    book.save(tmp_path / "saved.xlsx")
    found = verify_workbook(tmp_path / "saved.xlsx")
    assert (found.is_merely_saved, found.is_sound) == (True, False)
    assert (found.not_stored, found.differences) == (found.formulas, ())
    label, tone = verdict(found)[0]
    assert label == telling_words.MERELY_SAVED
    assert tone == "mixed"

    book["Sammendrag"]["A1"] = "En annen sak"
    book.save(tmp_path / "changed.xlsx")
    found = verify_workbook(tmp_path / "changed.xlsx")
    assert not found.is_merely_saved
    assert verdict(found)[0] == (telling_words.NOT_SOUND, "bad")
    wrong = verify_workbook(planted(delivered, tmp_path / "wrong.xlsx", months=24, line=INCOME))
    assert not wrong.is_merely_saved


@pytest.mark.parametrize(("unit", "shown"), [("share", "5 % → 7,5 %"), ("m2", "0,05 → 0,075 m²")])
def test_a_change_is_told_in_one_space(unit: str, shown: str) -> None:
    change = InputChange("a.b", Label("Tall", "Number"), unit, "Ark", "C5", 0.05, 0.075, "case")
    told = change_text(change, "nb").replace("\u00a0", " ")
    assert told == f"Tall: {shown}"


def test_rows_put_in_or_taken_out_are_told_as_such(delivered: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(delivered)
    months = book["Beregning"]
    row = row_of(months, INCOME, layout.ID)
    months.insert_rows(row)
    months.cell(row, 1).value = "Ny rad"
    months.row_dimensions[row].hidden = True
    years = book["Årsberegning"]
    gone = 10
    years.delete_rows(gone)
    book.save(tmp_path / "moved.xlsx")
    found = verify_workbook(tmp_path / "moved.xlsx")
    moved = {d.sheet: d for d in found.differences if d.kind == "shifted"}
    assert (moved["Beregning"].cell, moved["Beregning"].now, moved["Beregning"].is_hidden) == (
        f"A{row}",
        1,
        True,
    )
    assert (moved["Årsberegning"].cell, moved["Årsberegning"].now) == (f"A{gone}", -1)
    assert found.values == 0  # nothing can be said of them
