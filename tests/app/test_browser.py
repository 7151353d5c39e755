"""The app in a real browser: a number is changed, the result changes, the workbook is taken along."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from feasibility import resources
from feasibility.case import Case, parse_case
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Language
from feasibility.screens.figures import shown
from feasibility.workbook import input_cells
from tests.app.running import READY, opened

pytestmark = pytest.mark.system

EXAMPLE = "larvik"
RENT = "deal.lease.rent_nok_per_m2_year"
PICTURES = 6


@dataclass(frozen=True)
class Way:
    """One way through the page: an example, a field of it, and the words of the language."""

    example: str
    language: Language
    path: str
    field: str
    typed: str
    measure: str
    make: str
    download: str


WAYS = (
    Way(
        "larvik",
        "nb",
        RENT,
        "Leie (kr per m² og år)",
        "1 000,50",
        "Gevinst mot tomt (nåverdi)",
        "Lag arbeidsbok (Excel)",
        "Last ned arbeidsboken",
    ),
    Way(
        "tonsberg",
        "en",
        "deal.market_rent_nok_per_m2_year",
        "Market rent (NOK per m² and year)",
        "1,000.50",
        "Value with the concept in place",
        "Make the workbook (Excel)",
        "Download the workbook",
    ),
)


def _example(name: str) -> Case:
    return parse_case(resources.offered_text(name))


def _shown(case: Case, way: Way) -> str:
    """What the model says of the way's measure, as the page writes it."""
    result = run(case)
    line = next(m.line for m in result.built.measures if m.line.label.text(way.language) == way.measure)
    return shown(result, line, way.language)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.language)
def test_a_number_is_changed_and_the_workbook_taken_along(
    server: str, tab: Page, tmp_path: Path, way: Way
) -> None:
    example = _example(way.example)
    changed = example.changed({way.path: 1000.5})
    opened(tab, f"{server}?example={way.example}&language={way.language}")
    assert tab.evaluate("document.documentElement.lang") == way.language
    value = tab.locator(f'.fz-table tr:has(th:text-is("{way.measure}")) td').first
    expect(value).to_contain_text(_shown(example, way))

    box = tab.get_by_label(way.field, exact=True)
    box.fill(way.typed)
    box.press("Enter")
    expect(value).to_contain_text(_shown(changed, way))
    expect(value.locator("small")).to_have_count(1)
    assert parse_qs(urlsplit(tab.url).query)[way.path] == ["1000.5"]

    tab.reload()
    tab.wait_for_selector(READY)
    expect(value).to_contain_text(_shown(changed, way))

    tab.get_by_role("button", name=way.make).click()
    button = tab.get_by_role("button", name=way.download)
    expect(button).to_be_visible()
    with tab.expect_download() as waiting:
        button.click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == f"{way.example}.xlsx"
    sheet, _, cell = input_cells(file)[way.path].partition("!")
    book = openpyxl.load_workbook(file, read_only=True)
    assert book[sheet][cell].value == 1000.5
    assert any(str(v).startswith("=") for row in book.worksheets[0].values for v in row)


def test_the_language_is_switched_and_a_mistake_is_told(server: str, tab: Page) -> None:
    opened(tab, f"{server}?example={EXAMPLE}")
    expect(tab.get_by_role("heading", name="Lønner det seg for begge?")).to_be_visible()
    sentence = tab.locator(".fz-sentence").inner_text()
    box = tab.get_by_label("Leie (kr per m² og år)", exact=True)
    box.fill("mye")
    box.press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("Kan ikke lese «mye» som et tall.")
    assert tab.locator(".fz-sentence").inner_text() == sentence

    tab.get_by_text("English", exact=True).click()
    expect(tab.get_by_role("heading", name="Does it pay for both?")).to_be_visible()
    expect(tab.get_by_label("Rent (NOK per m² and year)", exact=True)).to_have_value(re.compile(r"^1\s200$"))
    expect(tab.get_by_role("alert")).to_have_count(0)
    tab.wait_for_function("document.documentElement.lang === 'en'")
    assert parse_qs(urlsplit(tab.url).query)["language"] == ["en"]


def test_the_case_is_taken_along(server: str, tab: Page, tmp_path: Path) -> None:
    opened(tab, f"{server}?example={EXAMPLE}&{RENT}=1000")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Last ned saken (YAML)").click()
    file = tmp_path / "case.yaml"
    waiting.value.save_as(file)
    assert parse_case(file.read_text(encoding="utf-8")) == _example(EXAMPLE).changed({RENT: 1000})


def test_the_pictures_are_drawn(server: str, tab: Page) -> None:
    opened(tab, f"{server}?example={EXAMPLE}&{RENT}=1000")
    drawn = tab.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg.marks')
    expect(drawn).to_have_count(PICTURES)
    for place in range(PICTURES):
        box = drawn.nth(place).bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_reaches_beyond_the_screen(server: str, tab: Page, language: str) -> None:
    opened(tab, f"{server}?example={EXAMPLE}&{RENT}=1000&support=0&language={language}")
    fits = """() => [...document.querySelectorAll('.stMain, .stMainBlockContainer')]
        .every(element => element.scrollWidth <= element.clientWidth)"""
    for width in (1400, 800, 400, 360):
        tab.set_viewport_size({"width": width, "height": 1000})
        tab.wait_for_function(fits)  # pictures take a moment to follow
