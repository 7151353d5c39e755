"""A workbook is ours, and unedited, or it is not: told from the file alone."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from feasibility import seal


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A small workbook with the seal."""
    path = tmp_path / "book.xlsx"
    book = Workbook(str(path), {"in_memory": True})
    book.set_custom_property(seal.RUN, "abc", "text")
    book.set_custom_property(seal.CONTENTS, seal.UNSEALED, "text")
    book.add_worksheet("Ark").write_number(0, 0, 5)
    book.close()
    seal.seal(path)
    return path


def test_a_sealed_workbook_is_ours_and_whole(sealed: Path) -> None:
    assert seal.state(sealed) == "ours"
    assert seal.run_of(sealed) == "abc"
    with zipfile.ZipFile(sealed) as book:
        assert book.testzip() is None
        assert len({part.filename for part in book.infolist()}) == len(book.infolist())
    assert load_workbook(sealed)["Ark"]["A1"].value == 5


def test_one_that_another_program_has_saved_is_edited(sealed: Path) -> None:
    book = load_workbook(sealed)
    book["Ark"]["A1"] = 6
    book.save(sealed)
    assert seal.state(sealed) == "edited"


def test_a_change_of_one_cell_alone_is_seen(sealed: Path, tmp_path: Path) -> None:
    # every other part, and the properties with the seal in them, are copied as they are
    changed = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(sealed) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part, content.replace(b"<v>5</v>", b"<v>6</v>") if is_sheet else content)
    assert seal.state(changed) == "edited"


@pytest.mark.parametrize(
    ("content", "state"), [(None, "absent"), (b"", "absent"), (b"hei", "foreign"), (b"PK\x03\x04", "foreign")]
)
def test_other_files(tmp_path: Path, content: bytes | None, state: str) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert seal.state(path) == state
    assert seal.run_of(path) is None


def test_a_workbook_without_a_seal_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = Workbook(str(path))
    book.add_worksheet()
    book.close()
    assert seal.state(path) == "foreign"
    with pytest.raises(ValueError, match="no place for a seal"):
        seal.seal(path)
