"""The quick start in a real browser: from nothing to a result, through a refresh, and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from feasibility.evaluate import run
from feasibility.screens.figures import shown
from feasibility.starting import QuickStart, quick_start
from tests.app.running import READY, Server

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
