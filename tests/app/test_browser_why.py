"""In a real browser: a number is pressed and followed to an input, and the verdict stays in view."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.running import READY, opened

pytestmark = pytest.mark.system


def _followed(tab: Page, view: str) -> None:
    tab.wait_for_url(f"**view={view}**")
    tab.wait_for_selector(READY)


def test_a_number_is_followed_to_an_input_and_back_by_keyboard_and_the_verdict_stays(
    server: str, tab: Page
) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    opened(tab, f"{server}?example=moss&view=landlord")
    tab.evaluate("window.stayed = true")  # a page loaded anew has forgotten it
    number = tab.locator(
        'a.fz-why[href*="line=landlord.npv_against_vacant&"], '
        'a.fz-why[href$="line=landlord.npv_against_vacant"]'
    ).first
    number.scroll_into_view_if_needed()
    told = number.inner_text()
    verdict = tab.locator(".fz-chips")
    box = verdict.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 20  # on top of the screen, though the page is scrolled
    assert box["height"] < 70  # two lines at most
    expect(verdict).to_contain_text("Gårdeier:")

    number.focus()
    tab.keyboard.press("Enter")
    _followed(tab, "why")
    expect(tab.locator(".fz-number")).to_contain_text(told.replace("\u00a0kr", ""))
    rate = tab.get_by_role("link", name="Gårdeier: avkastningskrav per måned")
    rate.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**line=landlord.month_rate**")
    place = tab.get_by_text("party_rates.landlord_share_per_year", exact=True)
    expect(place).to_be_visible()
    assert tab.evaluate("window.stayed")

    tab.go_back()
    tab.wait_for_url("**line=landlord.npv_against_vacant**")
    expect(tab.locator(".fz-number")).to_contain_text(told.replace("\u00a0kr", ""))
    tab.go_back()
    _followed(tab, "landlord")
    expect(number).to_be_visible()
