"""In a real browser: every view without eyes, without a mouse, without colours, and on a small screen."""

import pytest
from playwright.sync_api import Page, expect

from feasibility.screens.links import WHY
from feasibility.screens.pages.page_words import FULL_STATEMENTS
from feasibility.screens.views import VIEWS
from feasibility.starting import QuickStart, quick_start
from feasibility.store import LOCAL, Store
from tests.app.accessible import axe_core, faults, not_reached, stops, tab_to
from tests.app.pages import untold
from tests.app.running import READY, Server, opened

pytestmark = pytest.mark.system

WIDE, SMALL = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
BEGUN = "?new.place=Kongsvinger&new.area_m2=600&new.free_months=12&new.reduced_share=halve"
"""The quick start with three answers and a mistake."""
DRAWN = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .every(chart => chart.querySelector('canvas, svg.marks'))"""
FITS = """() => [document.documentElement, ...document.querySelectorAll('.stMain, .stMainBlockContainer')]
    .every(element => element.scrollWidth <= element.clientWidth)"""
NAMELESS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .map(chart => chart.getAttribute('aria-label')).filter(name => !name || name === 'Vega visualization')"""
PAGES = {
    "start": "",
    "quick start": BEGUN,
    "example": "?example=moss",
    "nothing there": "?case=0",
    **{view: f"?case={{case}}&view={view}" for view in VIEWS},
    WHY: f"?case={{case}}&view={WHY}&line=landlord.npv_against_vacant",
}


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_core()


@pytest.fixture(scope="module")
def case(served: Server) -> str:
    """The id of a case of one's own, with a loan, a rent reduction and figures of the template."""
    begun = quick_start(
        QuickStart("sublease", 600, "Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12)
    )
    return Store.open(served.database).create(LOCAL, begun).id


def shown(tab: Page, address: str) -> None:
    """The page at an address when all of it is drawn, with everything in it unfolded."""
    tab.goto(address)
    expect(tab.locator(".fz-h1")).to_be_visible()
    tab.wait_for_selector(READY)
    tab.wait_for_function(DRAWN)
    tab.wait_for_selector(READY)
    tab.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())")
    tab.wait_for_function("!document.querySelector('details:not([open])')")
    tab.wait_for_function(DRAWN)
    tab.wait_for_timeout(500)  # what is unfolded has come to rest, and what is wider than the screen is found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_serious_fault_tells_its_colours_and_fits_a_small_screen(
    served: Server, tab: Page, axe: str, case: str, page: str
) -> None:
    """The `tab` itself holds that the console has no error."""
    tab.set_viewport_size(WIDE)
    shown(tab, served.address + PAGES[page].format(case=case))
    assert faults(tab, axe) == []
    assert tab.evaluate(NAMELESS) == []
    assert untold(tab.locator(".stMain").inner_html()) == []
    tab.set_viewport_size(SMALL)
    tab.wait_for_function(FITS)
    tab.wait_for_timeout(500)
    assert faults(tab, axe, colours=False) == []
    assert tab.evaluate(FITS)


def test_a_fault_that_is_planted_is_found(served: Server, tab: Page, axe: str) -> None:
    """Else the pages might have no fault because nothing is looked at."""
    shown(tab, served.address)
    tab.evaluate(
        """document.querySelector('.stMainBlockContainer').insertAdjacentHTML('beforeend',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">' +
        '<p style="color:#bbb;background:#fff">Svakt</p>' +
        '<div style="width:9000px">Bred</div>')"""
    )
    assert {fault.partition(" ")[0] for fault in faults(tab, axe)} == {"image-alt", "color-contrast"}
    assert not tab.evaluate(FITS)


@pytest.mark.parametrize("address", ["", "?example=moss"], ids=["start", "result"])
def test_the_tab_key_reaches_all_in_the_order_it_is_read(served: Server, tab: Page, address: str) -> None:
    shown(tab, served.address + address)
    found = stops(tab)
    assert not_reached(tab, found) == []
    places = [stop["place"] for stop in found]
    assert places == sorted(set(places))
    assert [stop["name"] for stop in found if stop["is_link"] and not stop["shows"]] == []
    assert found[0]["name"] == "Gå til innholdet"


def test_a_case_is_begun_by_keyboard_alone(served: Server, tab: Page) -> None:
    tab.goto(served.address)
    tab_to(tab, tab.get_by_role("radio", name="Driveren leier lokalet"))
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("radio", name="Driveren betaler en andel av omsetningen")).to_be_checked()
    expect(tab.get_by_label("Andel av omsetningen i leie (prosent)", exact=True)).to_be_visible()
    tab.wait_for_selector(READY)
    tab_to(tab, tab.get_by_label("Areal (m²)", exact=True))
    tab.keyboard.type("600")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**new.area_m2=600**")
    tab.wait_for_selector(READY)
    tab_to(tab, tab.get_by_role("button", name="Begynn", exact=True))
    tab.keyboard.press("Space")
    tab.wait_for_url("**case=**")
    expect(tab.locator(".fz-sentence")).to_be_visible()


def test_views_are_chosen_and_numbers_followed_by_keyboard_alone(served: Server, tab: Page) -> None:
    opened(tab, f"{served.address}?example=larvik")
    tab_to(tab, tab.get_by_role("radio", name="Oversikt", exact=True))
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Space")
    tab.wait_for_url("**view=landlord**")
    tab.wait_for_selector(READY)
    tab_to(tab, tab.locator(".fz-table a.fz-why").first)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**view=why**")
    expect(tab.locator(".fz-number")).to_be_visible()
    tab.wait_for_selector(READY)
    tab_to(tab, tab.get_by_role("link", name="Driver:"))
    tab.keyboard.press("Enter")
    tab.wait_for_url("**view=operator**")
    expect(tab.get_by_role("link", name=FULL_STATEMENTS.nb)).to_be_visible()  # the last thing on the page
    tab.wait_for_selector(READY)
    folded = tab.locator("details:not([open]) > summary").first
    title = folded.inner_text()
    tab_to(tab, folded)
    tab.keyboard.press("Enter")
    expect(tab.locator("details[open] > summary", has_text=title.split("\n")[-1]).first).to_be_visible()
