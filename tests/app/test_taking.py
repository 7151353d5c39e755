"""What can be taken along opens, is the same as the commands write, and is made when it is asked for."""

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest

from feasibility.cli import main
from feasibility.resources import example_path
from feasibility.screens import session
from feasibility.screens.chosen import Opened, from_address
from feasibility.screens.downloads import file_name, workbook
from feasibility.screens.taking import made
from feasibility.screens.words import NOT_WRITTEN
from tests.app.pages import all_text, open_app

pytestmark = pytest.mark.slow

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.fixture
def opened() -> Opened:
    return from_address({"example": "vat_turn", RENT: "900"}, "vat_turn", session.case_of("vat_turn"))


def _nothing(_: float) -> None:
    """Nobody watches."""


def test_the_json_is_what_the_command_writes(opened: Opened, tmp_path: Path) -> None:
    day = datetime.date(2027, 1, 31)
    own = json.loads(made.run_json(opened, session.evaluated(opened), day))
    path = tmp_path / "run.json"
    asked = ("run", str(example_path("vat_turn")), "--set", f"{RENT}=900", "--json", str(path))
    assert main([*asked, "--date", day.isoformat()]) == 0
    assert own == json.loads(path.read_text(encoding="utf-8"))
    assert own["run"]["changes"] == {RENT: 900}


def test_answers_and_pictures_in_files_that_open(opened: Opened, tmp_path: Path) -> None:
    result, told = session.evaluated(opened), list[float]()
    found = made.answers(result, told.append)
    assert told == sorted(told)
    assert {"discount", "negotiate", "compare", "sensitivity"} <= {each.id for each in found}
    day = datetime.date(2027, 1, 31)
    packed = zipfile.ZipFile(io.BytesIO(made.tables("sak", opened, found, "nb", day)))
    assert packed.testzip() is None
    names = packed.namelist()
    assert all(name.isascii() and "/" not in name for name in names)
    for each in found:
        for table in each.tables:
            text = packed.read(f"sak-{each.id}-{table.id}.csv").decode("utf-8-sig")
            lines = list(csv.reader(io.StringIO(text), delimiter=";"))
            assert len(lines) == 1 + len(table.rows)
        assert json.loads(packed.read(f"sak-{each.id}.json"))["answer"]["id"] == each.id
    # The same bytes as the command writes beside its answer.
    path, asked = tmp_path / "own.csv", [str(example_path("vat_turn")), "--set", f"{RENT}=900", "--csv"]
    assert main(["sensitivity", *asked, str(path)]) == 0
    first = next(each for each in found if each.id == "sensitivity").tables[0]
    assert packed.read(f"sak-sensitivity-{first.id}.csv") == path.read_bytes()

    told.clear()
    few = [each for each in found if each.id == "compare"]
    drawn = zipfile.ZipFile(io.BytesIO(made.pictures("sak", result, few, "en", told.append)))
    assert told[-1] == 1.0
    assert drawn.testzip() is None
    assert len(drawn.namelist()) == 2 * (len(result.built.charts) + 1)
    for name in drawn.namelist():
        content = drawn.read(name)
        assert content.startswith(b"\x89PNG" if name.endswith(".png") else b"<svg")
    chart = result.built.charts[0]
    assert chart.title.en in drawn.read(f"sak-{chart.id}.svg").decode("utf-8")

    book = workbook(result, opened.chosen, few, _nothing)
    sheets = zipfile.ZipFile(io.BytesIO(book))
    assert sheets.testzip() is None
    assert "xl/workbook.xml" in sheets.namelist()


def test_the_page_makes_a_file_when_asked_and_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []

    def tables(*_: object) -> bytes:
        times.append(1)
        return b"PK"

    monkeypatch.setattr(made, "answers", lambda *_: [])
    monkeypatch.setattr(made, "tables", tables)
    at = open_app(example="vat_turn", view="out", language="en", **{RENT: "911"})
    assert times == []
    at.button(key="make:tables").click().run()
    assert not at.exception
    assert times == [1]
    at = open_app(example="vat_turn", view="out", language="en", **{RENT: "911"})
    assert "make:tables" not in [button.key for button in at.button]
    labels = [each.label for each in at.get("download_button")]
    assert "Download: the answers' tables (CSV and JSON)" in labels
    assert "Download every number (JSON)" in labels
    assert "Download the case (YAML)" in labels
    at = open_app(example="vat_turn", view="out", language="en", **{RENT: "912"})
    assert "make:tables" in [button.key for button in at.button]  # another case, another file


def test_a_file_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr(made, "answers", lambda *_: [])
    monkeypatch.setattr(made, "pictures", fails)
    at = open_app(example="vat_turn", view="out", **{RENT: "913"})
    at.button(key="make:pictures").click().run()
    assert not at.exception
    assert [told.value for told in at.error] == [NOT_WRITTEN.nb.format("no room")]
    assert "fz-sentence" in all_text(at)


def test_the_name_of_a_file_is_in_plain_letters(opened: Opened) -> None:
    assert file_name(opened) == "vat_turn"
