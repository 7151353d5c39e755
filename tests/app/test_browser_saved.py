"""Saved work in a real browser: begun, changed, and still there after whatever happens."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feasibility.case import parse_case
from feasibility.evaluate import run
from feasibility.resources import template_text
from feasibility.screens.figures import shown
from feasibility.store import LOCAL, Store
from feasibility.workbook import input_cells, write_workbook
from tests.app.running import READY, Server, opened

pytestmark = pytest.mark.system

RENT = "deal.lease.rent_nok_per_m2_year"
FIELD = "Leie (kr per m² og år)"


def begin(tab: Page, server: Server, name: str) -> str:
    """A new case by the start page; its id."""
    tab.goto(server.address)
    tab.get_by_label("Hva skal saken hete?").fill(name)
    tab.get_by_role("button", name="Begynn").click()
    expect(tab.get_by_role("heading", name=name, level=1)).to_be_visible()
    tab.wait_for_selector(READY)
    return parse_qs(urlsplit(tab.url).query)["case"][0]


def type_rent(tab: Page, value: str, shown_value: str) -> None:
    box = tab.get_by_label(FIELD, exact=True)
    box.fill(value)
    box.press("Enter")
    expect(tab.get_by_label(FIELD, exact=True)).to_have_value(re.compile(shown_value))
    tab.wait_for_selector(READY)


def gain(rent: float, name: str) -> str:
    case = parse_case(template_text("sublease")).changed({"name": name, RENT: rent})
    result = run(case)
    return shown(result, result.built.model.lines["landlord.npv_against_vacant"], "nb")


def told_gain(tab: Page, value: str) -> None:
    row = tab.locator('.fz-table tr:has(th:text-is("Gevinst mot tomt (nåverdi)")) td').first
    expect(row).to_contain_text(value)


def test_what_is_typed_outlives_refresh_and_server(served: Server, tab: Page, tmp_path: Path) -> None:
    name = "Storgata 1, Kongsvinger"
    id = begin(tab, served, name)
    type_rent(tab, "900", "^900$")
    told_gain(tab, gain(900, name))
    tab.reload()
    told_gain(tab, gain(900, name))

    served.kill()
    served.start()
    opened(tab, f"{served.address}?case={id}")
    told_gain(tab, gain(900, name))
    store = Store.open(served.database)
    assert [v.number for v in store.versions(LOCAL, id)] == [2, 1]

    tab.get_by_role("button", name="Lag arbeidsbok (Excel)").click()
    button = tab.get_by_role("button", name="Last ned arbeidsboken")
    expect(button).to_be_visible()
    with tab.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "storgata-1-kongsvinger.xlsx"
    file = tmp_path / "book.xlsx"
    waiting.value.save_as(file)
    sheet, _, cell = input_cells(file)[RENT].partition("!")
    assert openpyxl.load_workbook(file, read_only=True)[sheet][cell].value == 900

    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Last ned saken (YAML)").click()
    case_file = tmp_path / "sak.yaml"
    waiting.value.save_as(case_file)
    text = case_file.read_text(encoding="utf-8")
    assert parse_case(text) == store.read(LOCAL, id).case
    # Each comment of the template has come along.
    comments = [
        line.strip() for line in template_text("sublease").splitlines() if line.lstrip().startswith("#")
    ]
    assert len(comments) > 100
    assert [line for line in comments if line not in text] == []


def test_two_tabs_on_one_case_and_nothing_is_overwritten(
    served: Server, tab: Page, own_browser: BrowserContext
) -> None:
    id = begin(tab, served, "To faner")
    other = own_browser.new_page()
    opened(other, f"{served.address}?case={id}")
    type_rent(tab, "900", "^900$")
    type_rent(other, "1100", "^1100$")  # told, shown what there is, and what was typed stays
    expect(other.get_by_text("ble endret et annet sted mens du skrev")).to_be_visible()
    expect(other.get_by_text("Det regnes videre med 900")).to_be_visible()
    store = Store.open(served.database)
    assert store.read(LOCAL, id).version.number == 2
    other.get_by_role("button", name="Prøv igjen").click()
    expect(other.get_by_text("ble endret et annet sted mens du skrev")).not_to_be_visible()
    told_gain(other, gain(1100, "To faner"))
    assert store.read(LOCAL, id).version.number == 3
    other.close()


def test_two_at_once_on_cases_of_their_own(served: Server, tab: Page, own_browser: BrowserContext) -> None:
    first = begin(tab, served, "Sak en")
    other = own_browser.new_page()
    second = begin(other, served, "Sak to")
    type_rent(tab, "900", "^900$")
    type_rent(other, "1100", r"^1\s100$")
    told_gain(tab, gain(900, "Sak en"))
    told_gain(other, gain(1100, "Sak to"))
    other.close()
    store = Store.open(served.database)
    assert [store.read(LOCAL, id).version.number for id in (first, second)] == [2, 2]


def test_a_file_is_given_and_a_wrong_one_told(served: Server, tab: Page) -> None:
    tab.goto(served.address)
    chooser = tab.locator('input[type="file"]')
    chooser.set_input_files(files=[{"name": "bok.pdf", "mimeType": "x/y", "buffer": b"PK\x03\x04"}])
    expect(tab.get_by_text("dette er ikke en sak")).to_be_visible()
    text = template_text("landlord_operated").encode()
    tab.goto(served.address)
    chooser.set_input_files(files=[{"name": "min.yaml", "mimeType": "text/yaml", "buffer": text}])
    expect(tab.locator(".fz-sentence")).to_be_visible()
    assert "case" in parse_qs(urlsplit(tab.url).query)


def test_a_workbook_comes_back_from_the_bank(served: Server, tab: Page, tmp_path: Path) -> None:
    """Two numbers typed into it and saved by another program: the case has them, as a new version."""
    id = begin(tab, served, "Kommer tilbake")
    store = Store.open(served.database)
    case = store.read(LOCAL, id).case
    file = write_workbook(run(case), tmp_path / "bok.xlsx")
    cells = input_cells(file)
    book = openpyxl.load_workbook(file)
    for path, value in ((RENT, 1111), ("deal.lease.area_m2", 333)):
        sheet, _, cell = cells[path].partition("!")
        book[sheet][cell].value = value
    book.save(file)
    tab.goto(served.address)
    tab.locator('input[type="file"]').set_input_files(file)
    expect(tab.get_by_role("heading", name="Arbeidsboken som kom tilbake")).to_be_visible()
    expect(tab.get_by_role("checkbox")).to_have_count(2)
    expect(tab.get_by_text(re.compile(r"leie: 1\s000 → 1\s111 kr per m² og år"))).to_be_visible()
    assert store.read(LOCAL, id).version.number == 1
    tab.get_by_role("button", name="Prøv alle formlene").click()
    # Another program has not calculated it: that is said, and hinders nothing.
    expect(tab.get_by_text("alle som levert")).to_be_visible()
    tab.get_by_role("button", name="Ta inn det som er valgt").click()
    expect(tab.get_by_role("heading", name="Kommer tilbake", level=1)).to_be_visible()
    expect(tab.get_by_label(FIELD, exact=True)).to_have_value(re.compile(r"^1\s111$"))
    kept = store.read(LOCAL, id)
    assert kept.case == case.changed({RENT: 1111, "deal.lease.area_m2": 333})
    assert kept.version.number == 2
    tab.get_by_role("button", name="Til forsiden").click()
    expect(tab.locator('input[type="file"]')).to_be_attached()  # the book is put away


def test_the_start_page_fits_a_telephone(served: Server, tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 900})
    tab.goto(served.address)
    expect(tab.locator(".fz-pays")).to_be_visible()
    tab.wait_for_selector(READY)
    assert tab.evaluate(
        """() => [...document.querySelectorAll('.stMain, .stMainBlockContainer')]
        .every(element => element.scrollWidth <= element.clientWidth)"""
    )
