"""The whole case edited in a real browser, wide and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from feasibility.case import parse_case
from feasibility.resources import template_text
from feasibility.store import LOCAL, Store
from tests.app.running import READY, Server, opened

pytestmark = pytest.mark.system


def type_in(tab: Page, label: str, text: str) -> None:
    box = tab.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.press("Enter")


def test_a_case_is_edited_step_by_step_and_nothing_is_wider_than_a_telephone(
    served: Server, tab: Page
) -> None:
    case = parse_case(template_text("sublease"))
    store = Store.open(served.database)
    id = store.create(LOCAL, case, template_text("sublease")).id
    opened(tab, f"{served.address}?case={id}&view=edit")
    tab.get_by_role("radio", name=re.compile("Avtalen")).click()
    tab.get_by_role("radio", name=re.compile("Leiefri periode 1–6")).click()
    type_in(tab, "Til og med leiemåned", "8")
    expect(tab.get_by_text("Ikke lagret ennå")).to_be_visible()
    expect(tab.get_by_role("textbox", name="Til og med leiemåned", exact=True)).to_have_value("8")
    tab.get_by_role("radio", name=re.compile("Avslag i prosent 7–18")).click()
    # Both items have the field: until the other one is drawn it is the first one's.
    expect(tab.get_by_role("textbox", name="Fra leiemåned", exact=True)).to_have_value("7")
    type_in(tab, "Fra leiemåned", "9")
    expect(tab.get_by_text("Ikke lagret ennå")).not_to_be_visible()
    expect(tab.get_by_role("radio", name=re.compile("Avslag i prosent 9–18"))).to_be_visible()
    found = store.read(LOCAL, id)
    assert found.version.number == 2
    changes = {"deal.lease.reductions.0.to_month": 8, "deal.lease.reductions.1.from_month": 9}
    assert found.case == case.changed(changes)

    tab.set_viewport_size({"width": 390, "height": 2000})
    tab.get_by_role("button", name=re.compile("Kostnader og folk →")).click()
    tab.get_by_role("radio", name="Renhold", exact=True).click()
    type_in(tab, "Beløp per m² og år (kr per m² og år)", "1 250,50 kr")
    expect(tab.get_by_text("Ingen kilde oppgitt").first).to_be_visible()
    tab.wait_for_selector(READY)
    assert store.read(LOCAL, id).case.costs["renhold"].nok_per_m2_year == 1250.5
    assert tab.evaluate(
        """() => [...document.querySelectorAll('.stMain, .stMainBlockContainer, [class*="st-key-edit"]')]
        .every(element => element.scrollWidth <= element.clientWidth + 1)"""
    )
