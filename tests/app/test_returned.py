"""A workbook that comes back, without a browser: what has been changed in it, and what the case takes."""

from __future__ import annotations

import datetime
import struct
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from feasibility.case import Case, case_from_mapping, case_hash
from feasibility.evaluate import run
from feasibility.language import Language
from feasibility.screens.returned import words
from feasibility.screens.returned.given import Given
from feasibility.store import LOCAL, Store, User
from feasibility.version import __version__
from feasibility.workbook import input_cells, write_workbook
from feasibility.workbook.returned import telling_words as told
from feasibility.workbook.returned import words as refused
from feasibility.workbook.returned.opening import MOST_UNPACKED_BYTES
from tests.app.pages import APP, address_of, all_text
from tests.model.tiny import tiny
from tests.workbook.edited import edited
from tests.workbook.returned.parts import with_parts
from tests.workbook.returned.test_hostile import MANY, book_of

pytestmark = pytest.mark.slow

PRICE, UNITS = "products.desk.price_nok_per_month", "products.desk.units"


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("delivered") / "tiny.xlsx"
    return write_workbook(run(case_from_mapping(tiny())), path, date=datetime.date(2027, 1, 31))


@pytest.fixture
def store(own_database: str) -> Store:
    return Store.open(own_database)


def given(path: Path, language: Language = "nb", name: str = "fra banken.xlsx") -> AppTest:
    """The start page once a file has been given there."""
    at = AppTest.from_file(str(APP), default_timeout=120)
    at.session_state["book:given"] = Given(name, path.read_bytes())
    at.query_params["language"] = language
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    return all_text(at).replace("\u00a0", " ").replace("\u202f", " ")


def click(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    return at


def ticks(at: AppTest) -> dict[str, str]:
    """What each tick says, by its path in the case."""
    found = {str(box.key).removeprefix("book:take:"): box.label for box in at.checkbox}
    return {path: text.replace("\u00a0", " ") for path, text in found.items()}


def test_changes_are_shown_and_those_chosen_make_a_case(
    store: Store, delivered: Path, tmp_path: Path
) -> None:
    at = given(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0}))
    shown = ticks(at)
    assert shown.keys() == {PRICE, UNITS}
    assert ": 1 000 → 1 100 kr" in shown[PRICE]
    assert ": 10 → 12" in shown[UNITS]
    page = said(at)
    assert f"feasibility {__version__}, 31.01.2027" in page
    assert case_hash(case_from_mapping(tiny())) in page
    assert words.TRY_LEAD.nb in page
    assert store.cases(LOCAL) == []  # nothing is kept yet
    at.checkbox(key=f"book:take:{UNITS}").uncheck().run()
    click(at, "book_take")
    (kept,) = store.cases(LOCAL)
    assert address_of(at)["case"] == kept.id
    assert store.read(LOCAL, kept.id).case == case_from_mapping(tiny({PRICE: 1100}))
    assert "book:given" not in at.session_state


def test_all_none_and_put_away(store: Store, delivered: Path, tmp_path: Path) -> None:
    at = given(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0}), "en")
    click(at, "book_none")
    assert [box.value for box in at.checkbox] == [False, False]
    assert at.button(key="book_take").disabled
    click(at, "book_all")
    assert [box.value for box in at.checkbox] == [True, True]
    assert words.TITLE.en in said(at)
    click(at, "book_away")
    assert words.TITLE.en not in said(at)
    assert store.cases(LOCAL) == []


def own(store: Store, user: User = LOCAL) -> tuple[str, Case]:
    """The case the book was made of, with a scenario; changed since in the number of desks."""
    case = case_from_mapping(tiny({"scenarios": {"low": {"set": {PRICE: 900}}}}))
    id = store.create(user, case, "# min\n").id
    changed = case.changed({UNITS: 11})
    store.save(user, id, changed, 1)
    return id, changed


def test_a_case_of_ones_own_gets_a_new_version(store: Store, delivered: Path, tmp_path: Path) -> None:
    id, case = own(store)
    store.create(LOCAL, case_from_mapping(tiny({PRICE: 1})))  # the book is of none like that
    at = given(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0, UNITS: 12.0}))
    assert at.radio(key="book:where").options == [
        words.IN_CASE.nb.format(case.name, 3),
        words.NEW_CASE.nb,
    ]
    (warning,) = at.warning
    assert "siden endret i saken" in warning.value
    assert "antall enheter" in warning.value  # the number of desks, and not the price
    assert "pris" not in warning.value.lower()
    click(at, "book_take")
    assert address_of(at)["case"] == id
    kept = store.read(LOCAL, id)
    assert kept.case == case.changed({PRICE: 1100, UNITS: 12})
    assert kept.case.scenarios
    assert (kept.version.number, kept.version.name) == (3, "Fra arbeidsboken fra banken.xlsx")
    assert len(store.cases(LOCAL)) == 2


def test_a_case_changed_meanwhile_is_not_overwritten(store: Store, delivered: Path, tmp_path: Path) -> None:
    id, case = own(store)
    at = given(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0}))
    store.save(LOCAL, id, case.changed({PRICE: 1200}), 2)  # in another tab
    click(at, "book_take")
    assert "endret et annet sted" in said(at)
    assert store.read(LOCAL, id).case == case.changed({PRICE: 1200})
    assert "siden endret i saken" in "".join(each.value for each in at.warning)
    click(at, "book_take")
    assert store.read(LOCAL, id).case == case.changed({PRICE: 1100})


def test_another_s_case_is_not_offered(store: Store, delivered: Path, tmp_path: Path) -> None:
    own(store, User("https://login.example|2", "annen@example.no"))
    at = given(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0}))
    assert not at.radio
    click(at, "book_take")
    assert [case.access for case in store.cases(LOCAL)] == ["owner"]


def test_what_the_case_may_not_have_is_told_and_nothing_kept(
    store: Store, delivered: Path, tmp_path: Path
) -> None:
    share = "products.desk.ramp.stabilised_share"
    at = given(edited(delivered, tmp_path / "a.xlsx", {share: 75.0, PRICE: 1100.0}))
    click(at, "book_take")
    (error,) = at.error
    assert share in error.value.replace("\\", "")
    assert store.cases(LOCAL) == []
    at.checkbox(key=f"book:take:{share}").uncheck().run()
    click(at, "book_take")
    (kept,) = store.cases(LOCAL)
    assert store.read(LOCAL, kept.id).case == case_from_mapping(tiny({PRICE: 1100}))


def test_every_formula_is_tried_when_it_is_asked_for(store: Store, delivered: Path, tmp_path: Path) -> None:
    at = click(given(delivered), "book_try")
    page = said(at)
    assert told.SOUND.nb in page
    assert "alle som levert" in page
    assert "alle stemmer" in page

    book = openpyxl.load_workbook(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0}))
    sheet = book["Forutsetninger"]
    place = next(c for row in book["Beregning"].iter_rows() for c in row if c.data_type == "f")
    was, place.value = place.value, "=1+1"
    sheet["Z99"] = "hei <b>"
    book.save(tmp_path / "b.xlsx")
    at = given(tmp_path / "b.xlsx")
    assert ticks(at).keys() == {PRICE}
    page = said(click(at, "book_try"))
    assert told.NOT_SOUND.nb in page
    assert f"Beregning!{place.coordinate}" in page
    assert "=1+1" in page
    assert was
    assert "Forutsetninger!Z99" in page
    assert "«hei &lt;b&gt;»" in page
    assert words.NOT_TAKEN.nb in page
    # openpyxl keeps no values: that is said, what moves is told, and nothing is called right or wrong.
    assert told.STALE.nb in page
    assert told.FIGURES_ALONE.nb in page
    assert "regnet på nytt, alle stemmer" not in page
    assert "boken viser tom" not in page
    click(at, "book_take")  # the input is taken all the same, and nothing else
    (kept,) = store.cases(LOCAL)
    assert store.read(LOCAL, kept.id).case == case_from_mapping(tiny({PRICE: 1100}))


def test_a_formula_over_an_input_or_a_sheet_taken_out_hinders_everything(
    store: Store, delivered: Path, tmp_path: Path
) -> None:
    cell = input_cells(delivered)[UNITS].partition("!")[2]
    book = openpyxl.load_workbook(edited(delivered, tmp_path / "a.xlsx", {PRICE: 1100.0}))
    book["Forutsetninger"][cell].value = "=5*2"
    del book["Kontroll"]
    book.save(tmp_path / "b.xlsx")
    at = given(tmp_path / "b.xlsx")
    (error,) = at.error
    assert words.NOTHING_TAKEN.nb in error.value
    assert f"Forutsetninger!{cell}" in error.value
    assert told.BROKEN_KINDS["formula"].nb.format(told.A_NUMBER.nb) in error.value
    assert "Kontroll" in error.value
    assert not at.checkbox
    assert not [button for button in at.button if button.key == "book_take"]
    assert store.cases(LOCAL) == []


def test_what_may_act_is_told_and_not_taken(store: Store, delivered: Path, tmp_path: Path) -> None:
    parts = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    at = given(with_parts(delivered, tmp_path / "a.xlsx", parts))
    (warning,) = at.warning
    assert refused.MACROS.nb in warning.value
    assert refused.EXTERNAL_LINKS.nb in warning.value
    assert store.cases(LOCAL) == []


def other_version(name: str, data: bytes) -> bytes:
    return data.replace(f"feasibility {__version__}".encode(), b"feasibility 0.0.1")


def bomb(path: Path) -> Path:
    """A small file whose directory says that it unpacks to more than any book of ours."""
    content = bytearray(book_of(path, b"<w/>").read_bytes())
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", MOST_UNPACKED_BYTES + 1)
    path.write_bytes(bytes(content))
    return path


def test_a_book_that_cannot_be_used_is_told_and_nothing_is_kept(
    store: Store, delivered: Path, tmp_path: Path
) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 no book")
    openpyxl.Workbook().save(tmp_path / "foreign.xlsx")
    books = {
        with_parts(delivered, tmp_path / "older.xlsx", change=other_version): "laget av feasibility 0.0.1",
        tmp_path / "no.xlsx": refused.NO_WORKBOOK.nb,
        tmp_path / "foreign.xlsx": refused.NO_CERTIFICATE.nb,
        book_of(tmp_path / "rows.xlsx", MANY): refused.TOO_MANY_CELLS.nb,
        bomb(tmp_path / "bomb.xlsx"): refused.TOO_LARGE.nb,
        book_of(tmp_path / "grows.xlsx", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w/>"): refused.DOCUMENT_TYPE.nb,
    }
    for path, why in books.items():
        at = given(path, name="<script>.xlsx")
        (error,) = at.error
        assert words.REFUSED.nb in error.value
        assert why in error.value, path
        assert "<script>.xlsx" not in said(at)
        assert not at.checkbox
    assert store.cases(LOCAL) == []
