"""The start page in a real browser: the quick start, the language, and what is no case or holds a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from feasibility.case import parse_case
from feasibility.evaluate import run
from feasibility.resources import template_text
from feasibility.screens.figures import shown
from feasibility.starting import QuickStart, quick_start
from feasibility.store import LOCAL, Store
from tests.app.running import READY, Server, opened

pytestmark = pytest.mark.system


def typed(tab: Page, label: str, id: str, text: str) -> None:
    """Type an answer, and wait until it stands in the address."""
    box = tab.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")
    expect(tab).to_have_url(re.compile(f"new[.]{id}="))
    tab.wait_for_selector(READY)


def test_600_m2_empty_in_kongsvinger(served: Server, tab: Page) -> None:
    tab.goto(served.address)
    typed(tab, "By eller tettsted", "place", "Kongsvinger")
    typed(tab, "Areal (m²)", "area_m2", "600 kvm")
    expect(tab.get_by_text("600 m² blir 13 kontor og 20 plasser")).to_be_visible()
    typed(tab, "Leiefritt i (måneder)", "free_months", "12 mnd")
    tab.reload()
    expect(tab.get_by_label("Leiefritt i (måneder)", exact=True)).to_have_value("12 mnd")
    tab.set_viewport_size({"width": 390, "height": 900})
    typed(tab, "Deretter avslag i leien (prosent)", "reduced_share", "50 %")
    typed(tab, "Avslaget varer i (måneder)", "reduced_months", "12")
    assert tab.evaluate(
        """() => [...document.querySelectorAll('.stMain, .stMainBlockContainer')]
        .every(element => element.scrollWidth <= element.clientWidth)"""
    )
    tab.get_by_role("button", name="Begynn").click()
    expect(tab.get_by_role("heading", name="600 m² i Kongsvinger", level=1)).to_be_visible()
    tab.wait_for_selector(READY)
    result = run(
        quick_start(
            QuickStart("sublease", 600, "Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12)
        )
    )
    gain = shown(result, result.built.model.lines["landlord.npv_against_vacant"], "nb")
    row = tab.locator('.fz-table tr:has(th:text-is("Gevinst mot tomt (nåverdi)")) td').first
    expect(row).to_contain_text(gain)


def test_the_language_is_that_of_the_last_visit(served: Server, tab: Page) -> None:
    tab.goto(served.address)
    tab.get_by_role("radio", name="English").click()
    expect(tab.get_by_role("heading", name="Can the building live again?", level=1)).to_be_visible()
    tab.wait_for_selector(READY)
    tab.goto(served.address)
    expect(tab.get_by_role("heading", name="Can the building live again?", level=1)).to_be_visible()
    tab.goto(f"{served.address}?language=nb")  # an address that says one has it its way, for this visit
    expect(tab.get_by_role("heading", name="Kan bygget leve igjen?", level=1)).to_be_visible()
    tab.goto(f"{served.address}?example=larvik")
    expect(tab.get_by_role("button", name="To the start page")).to_be_visible()
    tab.get_by_role("radio", name="Norsk").click()
    expect(tab.get_by_role("button", name="Til forsiden")).to_be_visible()
    tab.wait_for_selector(READY)
    tab.goto(served.address)
    expect(tab.get_by_role("heading", name="Kan bygget leve igjen?", level=1)).to_be_visible()


def test_a_file_too_large_is_told_in_both_languages_and_nothing_is_kept(served: Server, tab: Page) -> None:
    store = Store.open(served.database)
    before = store.cases(LOCAL)
    file = {"name": "stor.yaml", "mimeType": "text/yaml", "buffer": b" " * 5_300_000}
    said = "getComputedStyle(document.querySelector('[data-testid=stFileUploader]'), '::after').content"
    for language, words in (("nb", "større enn 5 MB"), ("en", "larger than 5 MB")):
        tab.goto(f"{served.address}?language={language}")
        expect(tab.locator("[data-testid=stFileUploader]")).to_be_visible()
        tab.wait_for_selector(READY)
        assert tab.evaluate(said) == "none"
        tab.locator('input[type="file"]').set_input_files(files=[file])
        tab.wait_for_function(f'{said}.includes("{words}")')
    assert store.cases(LOCAL) == before


def test_a_script_in_a_name_is_text_everywhere(served: Server, tab: Page) -> None:
    evil = "<img src=x onerror=window.pwned=1><script>window.pwned=2</script>[a](javascript:pwned=3)"
    case = parse_case(template_text("sublease")).changed(
        {
            "name": evil,
            "description": evil,
            "products.kontor.label": evil,
            "works.ombygging.label": evil,
            "deal.lease.area_m2": {"value": 520, "source": evil},
        }
    )
    id = Store.open(served.database).create(LOCAL, case).id
    for view in ("result", "sensitivity", "statements", "edit"):
        opened(tab, f"{served.address}?case={id}&view={view}")
        expect(tab.get_by_role("heading", level=1)).to_have_text(evil)
        tab.wait_for_selector(READY)
        found = "[window.pwned, document.querySelectorAll('img[src=x], a[href^=javascript]').length]"
        assert tab.evaluate(found) == [None, 0]
    tab.goto(served.address)
    expect(tab.get_by_role("heading", name=evil, level=3)).to_be_visible()
    assert tab.evaluate("window.pwned") is None
