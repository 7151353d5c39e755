"""Makes the pictures of the app in docs/pictures, as a browser shows them.

The start page, every view, and a workbook that came back.

Run it after a change of what the app looks like: python docs/make_app_pictures.py [view ...]
It needs Chromium, as the tests of the app do. The case is the one the guide tells of: 600 m² in Kongsvinger.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

from feasibility.analysis.actual.booked import month_text  # noqa: E402
from feasibility.case import Case  # noqa: E402
from feasibility.evaluate import run  # noqa: E402
from feasibility.screens.view_words import GROUPS  # noqa: E402
from feasibility.starting import QuickStart, quick_start  # noqa: E402
from feasibility.store import LOCAL, Store  # noqa: E402
from feasibility.workbook import input_cells, write_workbook  # noqa: E402
from tests.app.running import PATIENCE_MS, QUIET, READY, Server  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
WIDE = {"width": 1280, "height": 1000}
NARROW = {"width": 390, "height": 844}
TALL = {"width": 1280, "height": 1900}
COLOURS = 128
"""In each picture: the app has few, and a tenth of the bytes is enough."""
ACTUAL = "actual"
START, PHONE, BOOK = "start", "phone", "book"
VIEWS = {PHONE: "result", "why": "why&line=landlord.npv_against_vacant"}
"""The view of a picture that is not called as its view alone."""
ANSWERS = QuickStart(
    "sublease",
    600,
    place="Kongsvinger",
    free_months=12,
    reduced_share=0.5,
    reduced_months=12,
)
CHANGED = {"deal.lease.rent_nok_per_m2_year": 950, "products.fast_plass.ramp.stabilised_share": 0.7}
"""What the bank has typed into the workbook that comes back."""
TYPED = "?new.place=Kongsvinger&new.area_m2=600%20kvm&new.free_months=12%20mnd&new.reduced_share=50%20%25"
TYPED += "&new.reduced_months=12%20mnd"
"""The same answers as the address of the start page holds them while they are typed."""


def names() -> Iterator[str]:
    """What there is a picture of."""
    yield START
    yield PHONE
    yield BOOK
    for group in GROUPS.values():
        yield from group.views


def main(asked: list[str]) -> None:
    """Make the pictures asked for, or all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        case = quick_start(ANSWERS)
        id = Store.open(server.database).create(LOCAL, case, "").id
        with_books = Store.open(server.database).create(LOCAL, booked(case), "").id
        book = Path(folder) / "fra-banken.xlsx"
        server.start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        try:
            for name in asked or names():
                tab = browser.new_page(
                    viewport={PHONE: NARROW, ACTUAL: TALL}.get(name, WIDE),
                    locale="nb-NO",
                    timezone_id="Europe/Oslo",
                )
                tab.set_default_timeout(PATIENCE_MS)
                expect.set_options(timeout=PATIENCE_MS)
                if name == BOOK:
                    tab.goto(server.address)
                    tab.locator('input[type="file"]').set_input_files(returned(case, book))
                    expect(tab.get_by_role("checkbox").first).to_be_visible()
                else:
                    shown = with_books if name == ACTUAL else id
                    query = TYPED if name == START else f"?case={shown}&view={VIEWS.get(name, name)}"
                    tab.goto(server.address + query)
                keep(tab, name)
                tab.close()
        finally:
            browser.close()
            server.stop()


def booked(case: Case) -> Case:
    """The case with half a year booked after opening: nine tenths of the income, the costs as planned."""
    result = run(case)
    values, known = result.values, result.built.model.lines
    first = next(m for m, nok in enumerate(values["operator.income.income_rent"], start=1) if nok > 0)
    shares = {"income_rent": 0.9, "income_services": 0.9, "staff_cost": 1.0, "operating_cost": 1.0}
    figures = [
        {
            "month": month_text(case, month),
            "line": line,
            "amount_nok": round(share * float(values[f"operator.income.{line}"][month - 1])),
        }
        for month in range(first, first + 6)
        for line, share in shares.items()
        if f"operator.income.{line}" in known
    ]
    return case.changed({"actual.operator.booked": figures})


def returned(case: Case, path: Path) -> Path:
    """The case's workbook with two numbers a bank has changed in it."""
    write_workbook(run(case), path)
    cells, book = input_cells(path), openpyxl.load_workbook(path)
    for name, value in CHANGED.items():
        sheet, _, cell = cells[name].partition("!")
        book[sheet][cell].value = value
    book.save(path)
    return path


def keep(tab: Page, name: str) -> None:
    """The picture, when all of the page is there."""
    expect(tab.locator(".fz-h1")).to_be_visible()
    tab.wait_for_selector(READY)
    tab.wait_for_timeout(2_500)  # pictures are drawn after the page has said that it is ready
    tab.wait_for_selector(READY)
    shot = Image.open(io.BytesIO(tab.screenshot()))
    place = FOLDER / f"{name}.png"
    shot.convert("RGB").quantize(COLOURS).save(place, optimize=True)
    print(f"{place.relative_to(ROOT)}: {place.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
