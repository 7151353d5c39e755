"""LibreOffice, which shares nothing with NumPy, XlsxWriter or IronCalc, calculates what Python does.

Every book is written first and all are recalculated in one start of the program. Random cases stand in
`test_other_engines`.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from feasibility.engine.calendar import serial
from feasibility.engine.compute.program import Values
from feasibility.language import format_amount
from feasibility.workbook import input_cells
from feasibility.workbook.sheet import LiveSheet
from feasibility.workbook.write import write_book
from tests.workbook.compare import assert_stored_lines_equal
from tests.workbook.libreoffice import printed_by_libreoffice, recalculated_by_libreoffice
from tests.workbook.models import CHANGES, every_node
from tests.workbook.planted import planted

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Values]]:
    """The books by name, each with what Python says its lines are."""
    folder = tmp_path_factory.mktemp("written")
    built = every_node()
    path = folder / "every_node.xlsx"
    write_book(built.built, built.values(), built.warnings, built.cover, path, "nb")

    # openpyxl stores no values: LibreOffice calculates all of them
    changes = {**CHANGES, "start_month": float(serial(datetime.date(2029, 6, 1)))}
    book = openpyxl.load_workbook(path)
    for id, cell in input_cells(path).items():
        if id in changes:
            book["Forutsetninger"][cell.partition("!")[2]].value = changes[id]
    book.save(folder / "changed.xlsx")

    return {
        "every node": (path, built.values()),
        "inputs changed": (folder / "changed.xlsx", built.values(changes)),
        "a wrong value stored": (planted(path, folder / "planted.xlsx"), built.values()),
    }


@pytest.fixture(scope="module")
def recalculated(
    libreoffice: Path, written: dict[str, tuple[Path, Values]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The books by name as LibreOffice writes them."""
    paths = [path for path, _ in written.values()]
    made = recalculated_by_libreoffice(paths, libreoffice, tmp_path_factory.mktemp("libreoffice"))
    return dict(zip(written, made, strict=True))


@pytest.mark.parametrize("name", ["every node", "inputs changed", "a wrong value stored"])
def test_libreoffice_agrees_on_every_line(
    recalculated: dict[str, Path], written: dict[str, tuple[Path, Values]], name: str
) -> None:
    assert_stored_lines_equal(recalculated[name], written[name][1])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_no_amount_goes_over_two_lines(libreoffice: Path, tmp_path: Path) -> None:
    """A debt in English and in Norwegian in columns of 18 to 41 characters: each stands whole on a line."""
    widths = range(18, 42)
    texts = [
        f"A loss of {format_amount(-4_682_134, 'en')} in all",
        f"Taper {format_amount(-4_682_134, 'nb')} i alt",
    ]
    book = Workbook(str(tmp_path / "debts.xlsx"))
    wrapped = book.add_format({"text_wrap": True})
    for width in widths:
        sheet = book.add_worksheet(str(width), worksheet_class=LiveSheet)
        sheet.set_column(0, 0, width)
        for row, text in enumerate(texts):
            sheet.set_row(row, 50)
            sheet.write_string(row, 0, text, wrapped)
    book.close()
    made = printed_by_libreoffice(tmp_path / "debts.xlsx", libreoffice, tmp_path)
    ran = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, check=True)
    lines = ran.stdout.decode("utf-8").replace("\u00a0", " ").splitlines()
    for debt in ("NOK \u22124,682,134", "\u22124 682 134 kr"):
        assert sum(debt in line for line in lines) == len(widths)
