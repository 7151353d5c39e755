"""The app in a real browser: a number is changed, the result changes, the workbook is taken along."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from feasibility import resources
from feasibility.case import Case, parse_case
from feasibility.evaluate import run
from feasibility.language import Language
from feasibility.screens.figures import shown
from feasibility.workbook import input_cells

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
EXAMPLE = "larvik"
RENT = "deal.lease.rent_nok_per_m2_year"
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STARTUP_SECONDS = 60
PICTURES = 6
# A loaded machine is slow, not wrong.
PATIENCE_MS = 60_000
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Seen:
    """What the browser met: errors in its console, and the hosts it asked."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, started as `make app` starts it, on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def own_browser(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Chromium with a profile of its own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=chromium,
            headless=True,
            accept_downloads=True,
            args=list(QUIET),
        )
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield context
        expect.set_options(timeout=None)
        context.close()


@pytest.fixture
def tab(own_browser: BrowserContext) -> Iterator[Page]:
    """A new page, tall, since the app scrolls inside; no error and no other host is met in any test."""
    opened = own_browser.new_page()
    opened.set_viewport_size({"width": 1400, "height": 3000})
    seen = Seen()
    opened.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: seen.errors.append(str(error)))
    opened.on("request", lambda request: seen.hosts.add(urlsplit(request.url).hostname or ""))
    yield opened
    opened.close()
    assert seen.errors == []
    # A picture's own data and a download have no host.
    assert seen.hosts <= {"127.0.0.1", ""}
    assert "127.0.0.1" in seen.hosts


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the app did not start:\n{log.read_text()}")


def _example(name: str) -> Case:
    return parse_case(resources.offered_text(name))


def _shown(case: Case, way: Way) -> str:
    """What the model says of the way's measure, as the page writes it."""
    result = run(case)
    line = next(m.line for m in result.built.measures if m.line.label.text(way.language) == way.measure)
    return shown(result, line, way.language)


def _open(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.wait_for_selector(READY)
    expect(tab.locator(".fz-sentence")).to_be_visible()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.language)
def test_a_number_is_changed_and_the_workbook_taken_along(
    server: str, tab: Page, tmp_path: Path, way: Way
) -> None:
    example = _example(way.example)
    changed = example.changed({way.path: 1000.5})
    _open(tab, f"{server}?example={way.example}&language={way.language}")
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
    _open(tab, f"{server}?example={EXAMPLE}")
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
    _open(tab, f"{server}?example={EXAMPLE}&{RENT}=1000")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Last ned saken (YAML)").click()
    file = tmp_path / "case.yaml"
    waiting.value.save_as(file)
    assert parse_case(file.read_text(encoding="utf-8")) == _example(EXAMPLE).changed({RENT: 1000})


def test_the_pictures_are_drawn(server: str, tab: Page) -> None:
    _open(tab, f"{server}?example={EXAMPLE}&{RENT}=1000")
    drawn = tab.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg.marks')
    expect(drawn).to_have_count(PICTURES)
    for place in range(PICTURES):
        box = drawn.nth(place).bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 200


def test_nothing_reaches_beyond_the_screen(server: str, tab: Page) -> None:
    _open(tab, f"{server}?example={EXAMPLE}&{RENT}=1000&support=0")
    fits = """() => [...document.querySelectorAll('.stMain, .stMainBlockContainer')]
        .every(element => element.scrollWidth <= element.clientWidth)"""
    for width in (1400, 800, 400, 360):
        tab.set_viewport_size({"width": width, "height": 1000})
        tab.wait_for_function(fits)  # pictures take a moment to follow
