"""The quick start in a real browser: from nothing to a result, through a refresh, and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from feasibility.evaluate import run
from feasibility.screens.figures import shown
from feasibility.starting import QuickStart, quick_start
from tests.app.running import READY, Server

pytestmark = pytest.mark.system


def typed(tab: Page, label: str, text: str) -> None:
    box = tab.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")
    tab.wait_for_selector(READY)


def test_600_m2_empty_in_kongsvinger(served: Server, tab: Page) -> None:
    tab.goto(served.address)
    typed(tab, "By eller tettsted", "Kongsvinger")
    typed(tab, "Areal (m²)", "600 kvm")
    expect(tab.get_by_text("600 m² blir 13 kontor og 20 plasser")).to_be_visible()
    typed(tab, "Leiefritt i (måneder)", "12 mnd")
    tab.reload()
    expect(tab.get_by_label("Leiefritt i (måneder)", exact=True)).to_have_value("12 mnd")
    tab.set_viewport_size({"width": 390, "height": 900})
    typed(tab, "Deretter avslag i leien (prosent)", "50 %")
    typed(tab, "Avslaget varer i (måneder)", "12")
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
