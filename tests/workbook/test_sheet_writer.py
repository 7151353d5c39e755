"""The fast writer against XlsxWriter's own: the same cells, formulas and values.

It uses names of XlsxWriter that are not part of its promise; these tests fail where they change meaning.
"""

from __future__ import annotations

import hashlib
import math
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from feasibility.engine.sheet.cells import Formula
from feasibility.workbook.certificate import formula_hashes
from feasibility.workbook.decimals import written
from feasibility.workbook.sheet import LiveSheet, Run

# a formula on its own sheet is shared along the row; one that names another sheet is not
ON_SHEET = Formula('IF(%s2>1,%s3&"<%%&",$A$1)', (0, -1), 3)
ACROSS = Formula("%s2*Other!$B$1", (-1,), 3)
VALUES = [1.5, -2.25, 'tekst <&> "sitat"', 0.1 + 0.2, 1e-17, 123456789.123456789]


def both_ways(tmp_path: Path, formula: Formula) -> tuple[Path, Path]:
    """A workbook with one run, written as a run and cell by cell."""
    paths = (tmp_path / "run.xlsx", tmp_path / "cells.xlsx")
    for path in paths:
        book = Workbook(str(path))
        style = book.add_format({"num_format": "0.00", "bold": True})
        sheet = book.add_worksheet("Sheet", worksheet_class=LiveSheet)
        book.add_worksheet("Other")
        sheet.write_string(4, 0, "label")
        if path == paths[0]:
            sheet.put_run(Run("Sheet", 4, 3, VALUES, "id", formula), style)
        else:
            for column, (text, value) in enumerate(zip(formula.across(len(VALUES)), VALUES, strict=True), 3):
                sheet.write_formula(4, column, "=" + text, style, value)
        book.close()
    return paths


@pytest.mark.parametrize("formula", [ON_SHEET, ACROSS])
def test_a_run_is_read_as_the_cells_xlsxwriter_writes(tmp_path: Path, formula: Formula) -> None:
    run, cells = both_ways(tmp_path, formula)
    for data_only in (False, True):
        one, other = (openpyxl.load_workbook(p, data_only=data_only)["Sheet"] for p in (run, cells))
        assert [[c.value for c in row] for row in one] == [[c.value for c in row] for row in other]
        assert [c.number_format for c in one[5]] == [c.number_format for c in other[5]]
        assert one.dimensions == other.dimensions
    stored = [c.value for c in openpyxl.load_workbook(run, data_only=True)["Sheet"][5]][3:]
    assert stored == VALUES


def test_the_row_says_how_wide_it_is(tmp_path: Path) -> None:
    run, cells = both_ways(tmp_path, ACROSS)
    spans = []
    for path in (run, cells):
        with zipfile.ZipFile(path) as archive:
            text = archive.read("xl/worksheets/sheet1.xml").decode()
        spans.append(
            (re.search(r'<row r="5" spans="([^"]*)"', text), re.search('<dimension ref="([^"]*)"', text))
        )
    assert [m and m[1] for m in spans[0]] == [m and m[1] for m in spans[1]] == ["1:9", "A5:I5"]


def test_rows_are_written_as_xlsxwriter_writes_them(tmp_path: Path) -> None:
    """Rows out of order, with comments alone, with a height alone, and none, over more than sixteen."""
    found = []
    for kind in (LiveSheet, Worksheet):
        path = tmp_path / f"{kind.__name__}.xlsx"
        book = Workbook(str(path))
        sheet = book.add_worksheet("Sheet", worksheet_class=kind)
        for row, column in ((40, 7), (2, 9), (2, 3), (17, 0), (40, 1)):
            sheet.write_string(row, column, f"{row} {column}")
        sheet.set_row(5, 30)
        sheet.set_row(17, None, None, {"level": 1})
        sheet.write_comment(9, 12, "alone")
        sheet.write_comment(2, 1, "beside others")
        book.close()
        with zipfile.ZipFile(path) as archive:
            found.append(archive.read("xl/worksheets/sheet1.xml").decode())
    assert found[0] == found[1]
    assert re.findall(r'<row r="(\d+)" spans="([^"]*)"', found[0]) == [
        ("3", "2:13"), ("6", "2:13"), ("10", "2:13"), ("18", "1:1"), ("41", "2:8"),
    ]  # fmt: skip


def test_numbers_are_written_as_python_writes_them() -> None:
    """The writer of JSON has other signs for the smallest and largest: drawn from all, and by hand."""
    drawn = np.random.default_rng(1)
    for _ in range(3_000):
        size = 10.0 ** drawn.integers(-9, 19)
        row = (drawn.normal(size=12) * size).round(drawn.integers(0, 9)).tolist()
        assert written(row) == [repr(number) for number in row]
    by_hand = [
        (0.0, "0.0"), (-0.0, "-0.0"), (1e16, "1e+16"), (9007199254740993.0, "9007199254740992.0"),
        (0.0001, "0.0001"), (0.00001, "1e-05"), (5e-324, "5e-324"), (0.1 + 0.2, "0.30000000000000004"),
        (-1.0, "-1.0"), (10.00001, "10.00001"),
    ]  # fmt: skip
    for number, text in by_hand:
        assert written([number] * 5) == [text] * 5
    assert written([number for number, _ in by_hand]) == [text for _, text in by_hand]
    assert written([1.5]) == ["1.5"]


def test_a_number_too_large_to_be_added_up_is_a_number_and_infinity_is_none(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("Sheet", worksheet_class=LiveSheet)
    style = book.add_format()
    sheet.put_run(Run("Sheet", 0, 3, [1.5e308, 1.5e308, math.inf, math.nan], "id", ON_SHEET), style)
    book.close()
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<v>([^<]*)</v>", text) == ["1.5e+308", "1.5e+308", "#NUM!", "#NUM!"]


def test_formulas_are_hashed_from_the_top_as_they_are_written() -> None:
    """By hand: one line a formula, row by row, without spaces and marks around the names of sheets."""
    across = Formula("'År'!%s2 *$B$1&\"a b%%\"", (-1,), 1)
    runs = [
        Run("Sheet", 9, 26, [1.0, 2.0], "below", Formula("%s2+%s3", (0, -1), 26)),
        Run("Sheet", 4, 3, [1.0], "right", Formula("$A$1", (), 3)),
        Run("Sheet", 4, 1, [1.0, 2.0], "left", across),
    ]
    lines = ['B5=År!A2*$B$1&"a b%"', 'C5=År!B2*$B$1&"a b%"', "D5=$A$1", "AA10=AA2+Z3", "AB10=AB2+AA3"]
    by_hand = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert formula_hashes(runs) == {"Sheet": (5, by_hand)}


def test_only_formulas_that_stay_on_their_sheet_are_shared(tmp_path: Path) -> None:
    """Excel refuses a file in which a shared formula names another sheet."""
    for formula, shared in ((ON_SHEET, True), (ACROSS, False)):
        with zipfile.ZipFile(both_ways(tmp_path, formula)[0]) as archive:
            text = archive.read("xl/worksheets/sheet1.xml").decode()
        assert ('t="shared"' in text) is shared
        assert ('ref="D5:I5"' in text) is shared


def test_every_shared_formula_of_a_book_names_no_sheet(tmp_path: Path) -> None:
    from feasibility.workbook.write import write_book
    from tests.workbook.models import every_node

    built = every_node(12)
    path = tmp_path / "book.xlsx"
    write_book(built.built, built.values(), built.warnings, built.cover, path, "nb")
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    shared = [
        f for text in sheets for f in re.findall(r'<f t="shared" ref="[^"]*" si="[0-9]+">([^<]*)</f>', text)
    ]
    assert len(shared) > 20
    assert not [formula for formula in shared if "!" in re.sub('"[^"]*"', "", formula)]
    for text in sheets:
        masters = re.findall(r'<f t="shared" ref="[^"]*" si="([0-9]+)">', text)
        followers = set(re.findall(r'<f t="shared" si="([0-9]+)"/>', text))
        assert len(masters) == len(set(masters))
        assert followers <= set(masters)


def test_cells_are_not_written_twice_nor_outside_the_sheet(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("Sheet", worksheet_class=LiveSheet)
    style = book.add_format()
    sheet.put_run(Run("Sheet", 4, 3, [1.0, 2.0], "id", ACROSS), style)
    with pytest.raises(ValueError, match="written twice"):
        sheet.put_run(Run("Sheet", 4, 4, [1.0], "id", ACROSS), style)
    with pytest.raises(ValueError, match="outside"):
        sheet.put_run(Run("Sheet", 4, 16_383, [1.0, 2.0], "id", ACROSS), style)
    with pytest.raises(ValueError, match="outside"):
        sheet.put_number(-1, 0, 1.0, style)
    book.close()
