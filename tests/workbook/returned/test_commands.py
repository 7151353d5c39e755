"""`feasibility verify` and `feasibility import`: what is shown, written and refused, with which exit code."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from feasibility.case import load_case
from feasibility.cli import main
from feasibility.version import __version__
from feasibility.workbook.returned.changes import BookChanges, workbook_changes
from feasibility.workbook.returned.opening import MOST_UNPACKED_BYTES
from tests.workbook.edited import edited
from tests.workbook.reading import opened_names
from tests.workbook.returned.parts import with_parts

pytestmark = pytest.mark.slow

PRICE, UNITS = "products.desk.price_nok_per_month", "products.desk.units"


@pytest.fixture(scope="module")
def typed(delivered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two numbers typed in, and nothing recalculated."""
    return edited(delivered, tmp_path_factory.mktemp("typed") / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0})


@pytest.fixture(scope="module")
def changes(typed: Path) -> BookChanges:
    """Its changes, read once: it takes seconds."""
    return workbook_changes(typed)


@pytest.fixture
def read_once(changes: BookChanges, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("feasibility.cli.returned.workbook_changes", lambda name: changes)
    monkeypatch.setattr("feasibility.cli.returned.verify_workbook", lambda name: changes.verification)
    monkeypatch.chdir(tmp_path)


class Typing(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


def test_verify_tells_in_words_and_as_data(read_once: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "a.xlsx", "--json", "a.json"]) == 1  # values are old
    told = capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Formlene er som levert, men boken er lagret uten at verdiene er regnet på nytt." in told
    assert "ikke som levert" not in told
    assert "Verdier som ikke stemmer" not in told  # every one of them is the old one
    assert "desk: pris per medlem og måned: 1 000 → 1 100 kr per medlem og måned" in told
    assert main(["verify", "a.xlsx", "--language", "en"]) == 1
    assert "The formulas are as delivered, but the book was saved without" in capsys.readouterr().out
    data = json.loads(Path("a.json").read_text("utf-8"))
    assert [(each["path"], each["was"], each["now"]) for each in data["changed"]] == [
        (UNITS, 10, 12),
        (PRICE, 1000, 1100),
    ]
    assert (data["sound"], data["stale"], data["counts"].keys()) == (False, True, {"value"})
    assert data["merely_saved"]


def test_import_writes_what_is_accepted_and_nothing_else(
    read_once: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "a.xlsx"]) == 1  # told, nothing written
    assert list(Path().iterdir()) == []
    assert "feasibility import a.xlsx -o a.yaml --all" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", Typing("n\nj\n"))
    assert main(["import", "a.xlsx", "-o", "one.yaml"]) == 1
    products = load_case("one.yaml").products["desk"]
    assert (products.price_nok_per_month, products.units) == (1100, 10)
    monkeypatch.setattr("sys.stdin", Typing(""))  # nobody answers: nothing is taken
    assert main(["import", "a.xlsx", "-o", "none.yaml"]) == 1
    assert load_case("none.yaml").products["desk"].price_nok_per_month == 1000
    capsys.readouterr()
    assert main(["import", "a.xlsx", "-o", "all.yaml", "--all", "--case", "none.yaml"]) == 1
    told = capsys.readouterr().out
    for step in ("feasibility run all.yaml", "feasibility compare none.yaml --with all.yaml"):
        assert step in told
    assert load_case("all.yaml").products["desk"].units == 12
    assert main(["import", "a.xlsx", "-o", "named.yaml", "--accept", UNITS]) == 1
    assert load_case("named.yaml").products["desk"].price_nok_per_month == 1000

    written = {path.name: path.read_bytes() for path in Path().iterdir()}
    refused = (
        ["-o", "all.yaml", "--all"],  # it exists
        ["-o", "b.yaml", "--accept", "products.desk.label"],
        ["-o", "b.yaml", "--all", "--accept", UNITS],
        ["--all"],
        ["-o", "b.txt", "--all"],
        ["-o", "b.yaml", "--all", "--case", "all.yaml"],  # another case
    )
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for words in (*refused, ["-o", "b.yaml"]):  # nobody to ask
        assert main(["import", "a.xlsx", *words]) == 2, words
        assert capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == written


def bad_books(delivered: Path, folder: Path) -> dict[str, str]:
    """Files that are refused whole, each with what is said of it."""
    data = delivered.read_bytes()
    (folder / "csv.xlsx").write_text("navn;sak\n")
    (folder / "cut.xlsx").write_bytes(data[: len(data) // 2])
    (folder / "password.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    shutil.copy(folder / "password.xlsx", folder / "old.xls")
    with zipfile.ZipFile(folder / "open.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with_parts(delivered, folder / "bomb.xlsx", {"xl/media/a.bin": bytes(MOST_UNPACKED_BYTES)})
    million = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(10_000, 1_010_000)
    )

    def longer(name: str, part: bytes) -> bytes:
        is_inputs = name == f"xl/worksheets/sheet{opened_names(delivered).index('Forutsetninger') + 1}.xml"
        return part.replace(b"</sheetData>", million + b"</sheetData>") if is_inputs else part

    with_parts(delivered, folder / "rows.xlsx", change=longer)
    older = f"feasibility {__version__}".encode()
    with_parts(
        delivered, folder / "older.xlsx", change=lambda _, part: part.replace(older, b"feasibility 0.0.1")
    )
    return {
        "absent.xlsx": "filen finnes ikke",
        "csv.xlsx": "dette er ikke en arbeidsbok",
        "cut.xlsx": "dette er ikke en arbeidsbok",
        "password.xlsx": "filen er kryptert",
        "old.xls": "filen er kryptert, eller i det gamle formatet .xls",
        "open.ods": "et annet format (.ods eller .xlsb)",
        "bomb.xlsx": "pakker ut til mer",
        "rows.xlsx": "langt flere celler",
        "older.xlsx": "laget av feasibility 0.0.1",
    }


def test_a_bad_book_is_refused_in_words_and_nothing_is_written(
    delivered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = bad_books(delivered, tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    for name, said in books.items():
        for words in (["verify"], ["import", "-o", str(tmp_path / "a.yaml"), "--all"]):
            assert main([words[0], str(tmp_path / name), *words[1:]]) == 2, (name, words)
            shown = capsys.readouterr()
            told = " ".join((shown.out + shown.err).split())
            assert said in told, (name, words)
            assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == before
