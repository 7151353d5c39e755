"""The whole way in a real browser: from an empty building to what can be given, and the workbook for it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from feasibility.analysis.discount import discount
from feasibility.answers.discount import answer
from feasibility.evaluate import run
from feasibility.language import format_measure
from feasibility.screens.figures import repeated
from feasibility.starting import QuickStart, quick_start
from feasibility.workbook import OpenBook
from tests.app.running import READY, Server
from tests.workbook.libreoffice import recalculated_by_libreoffice

pytestmark = pytest.mark.system

MOST_ACTIONS = 45


@dataclass
class Hand:
    """What somebody does in the page, counted: each click, each field filled, each Enter."""

    tab: Page
    actions: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.actions += 1
        self.tab.wait_for_selector(READY)

    def type(self, label: str, text: str, says: str) -> None:
        """Fill a field and press Enter; `says` is what the address has then."""
        box = self.tab.get_by_label(label, exact=True)
        box.fill(text)
        box.press("Enter")
        self.actions += 2
        self.tab.wait_for_url(f"**{says}**")
        self.tab.wait_for_selector(READY)


def test_from_an_empty_building_to_the_paper_for_the_board(
    served: Server, tab: Page, tmp_path: Path, libreoffice: Path
) -> None:
    hand = Hand(tab)
    tab.goto(served.address)
    hand.type("By eller tettsted", "Kongsvinger", "new.place=Kongsvinger")
    hand.type("Areal (m²)", "600", "new.area_m2=600")
    hand.type("Leiefritt i (måneder)", "12", "new.free_months=12")
    hand.type("Deretter avslag i leien (prosent)", "50", "new.reduced_share=50")
    hand.type("Avslaget varer i (måneder)", "12", "new.reduced_months=12")
    hand.click(tab.get_by_role("button", name="Begynn", exact=True))
    expect(tab.get_by_role("heading", name="600 m² i Kongsvinger", level=1)).to_be_visible()
    tab.wait_for_selector(READY)

    # What can I give?
    case = quick_start(
        QuickStart("sublease", 600, "Kongsvinger", free_months=12, reduced_share=0.5, reduced_months=12)
    )
    hand.click(tab.get_by_role("radio", name="Spørsmål", exact=True))
    for sentence in answer(discount(case)).sentences:
        expect(tab.get_by_text(sentence.text.nb, exact=True)).to_be_visible()

    hand.click(tab.get_by_role("radio", name="Resultatet", exact=True))
    rows = tab.locator(".fz-table tr:has(th[scope=row])")
    expect(rows.filter(has_text="Gevinst mot tomt (nåverdi)").first).to_be_visible()
    tab.wait_for_selector(READY)
    screen: dict[str, str] = {}
    for label, value in rows.evaluate_all(
        "rows => rows.map(row => [row.cells[0].innerText, row.cells[1].innerText])"
    ):
        screen[label] = f"{screen.get(label, '')} {value}"  # each party may have one of the same name
    hand.click(tab.get_by_role("button", name="Lag arbeidsbok (Excel)"))
    button = tab.get_by_role("button", name="Last ned arbeidsboken")
    expect(button).to_be_visible()
    with tab.expect_download() as waiting:
        hand.click(button)
    file = tmp_path / "kongsvinger.xlsx"
    waiting.value.save_as(file)
    assert hand.actions <= MOST_ACTIONS

    # LibreOffice works every formula out anew, and comes to what stood on the screen.
    (again,) = recalculated_by_libreoffice([file], libreoffice, tmp_path / "libreoffice")
    lines = OpenBook(again).lines()
    compared = 0
    result = run(case)
    told_once = repeated(result, "nb")
    for measure in result.built.measures:
        line, cell = measure.line, lines[measure.line.id]
        if line.id in told_once:  # the same as the figure it stands beside
            continue
        if measure.is_headline and line.unit != "month" and isinstance(cell, int | float):
            assert format_measure(float(cell), line.unit, "nb") in screen[line.label.nb], line.id
            compared += 1
    assert compared >= 8
