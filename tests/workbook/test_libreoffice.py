"""LibreOffice, which shares nothing with NumPy, XlsxWriter or IronCalc, calculates what Python does.

Every book is written first and all are recalculated in one start of the program. Random cases stand in
`test_other_engines`.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from feasibility.engine.calendar import serial
from feasibility.engine.compute.program import Values
from feasibility.workbook import input_cells
from feasibility.workbook.write import write_book
from tests.workbook.compare import assert_stored_lines_equal
from tests.workbook.libreoffice import recalculated_by_libreoffice
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
