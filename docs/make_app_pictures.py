"""Makes the pictures of the app in docs/pictures: the start page and every view, as a browser shows them.

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

from PIL import Image  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

from feasibility.screens.view_words import GROUPS  # noqa: E402
from feasibility.starting import QuickStart, quick_start  # noqa: E402
from feasibility.store import LOCAL, Store  # noqa: E402
from tests.app.running import PATIENCE_MS, QUIET, READY, Server  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
WIDE = {"width": 1280, "height": 1000}
NARROW = {"width": 390, "height": 844}
COLOURS = 128
"""In each picture: the app has few, and a tenth of the bytes is enough."""
START, PHONE = "start", "phone"
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
TYPED = "?new.place=Kongsvinger&new.area_m2=600%20kvm&new.free_months=12%20mnd&new.reduced_share=50%20%25"
TYPED += "&new.reduced_months=12%20mnd"
"""The same answers as the address of the start page holds them while they are typed."""


def names() -> Iterator[str]:
    """What there is a picture of."""
    yield START
    yield PHONE
    for group in GROUPS.values():
        yield from group.views


def main(asked: list[str]) -> None:
    """Make the pictures asked for, or all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        id = Store.open(server.database).create(LOCAL, quick_start(ANSWERS), "").id
        server.start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        try:
            for name in asked or names():
                tab = browser.new_page(
                    viewport=NARROW if name == PHONE else WIDE, locale="nb-NO", timezone_id="Europe/Oslo"
                )
                tab.set_default_timeout(PATIENCE_MS)
                expect.set_options(timeout=PATIENCE_MS)
                query = TYPED if name == START else f"?case={id}&view={VIEWS.get(name, name)}"
                tab.goto(server.address + query)
                keep(tab, name)
                tab.close()
        finally:
            browser.close()
            server.stop()


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
