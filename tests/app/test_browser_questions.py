"""In a real browser: the point is moved by its sliders, a simulation is cancelled, versions are compared."""

import re

import pytest
from playwright.sync_api import Page, expect

from feasibility.case import load_case
from feasibility.resources import example_path
from feasibility.store import LOCAL, Store
from tests.app.running import Server, opened

pytestmark = pytest.mark.system

RENT = "deal.lease.rent_nok_per_m2_year"


def test_point_simulation_and_versions(served: Server, tab: Page) -> None:
    opened(tab, f"{served.address}?example=vat_turn&view=negotiate")
    told = tab.locator('.st-key-point [aria-live="polite"]')
    expect(told).to_contain_text("med 0 leiefrie måneder")  # the case as it stands has none
    slider = tab.get_by_role("slider").first
    slider.focus()
    tab.keyboard.press("ArrowRight")
    expect(told).to_contain_text("med 1 leiefri måned")
    share = tab.get_by_label("Avslag i leien (skriv prosent)")
    share.fill("25")
    share.press("Enter")
    expect(told).to_contain_text(re.compile(r"med 1 leiefri måned og 25,0\s% avslag"))
    opened(tab, f"{served.address}?example=vat_turn&view=simulate")
    tab.get_by_role("button", name="Kjør", exact=True).click()
    cancel = tab.get_by_role("button", name="Avbryt")
    expect(cancel).to_be_visible()
    expect(tab.locator('[role="progressbar"]')).to_be_visible()
    cancel.click()
    expect(tab.get_by_text("Avbrutt. Ingenting er regnet ferdig.")).to_be_visible()
    expect(cancel).to_have_count(0)

    store, case = Store.open(served.database), load_case(example_path("vat_turn"))
    id = store.create(LOCAL, case).id
    store.save(LOCAL, id, case.changed({RENT: 900}), 1)
    opened(tab, f"{served.address}?case={id}&view=versions&language=en")
    expect(tab.get_by_text("One field differs.")).to_be_visible()
    row = tab.locator("tr", has_text=RENT)
    expect(row).to_contain_text("1,300")
    expect(row).to_contain_text("900")
