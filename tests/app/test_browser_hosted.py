"""A server for several people, in a real browser: PostgreSQL, one who signs people in, and sharing."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from feasibility.screens.hosting import hosting_words as words
from feasibility.store import Store, User
from tests.app.provider import Provider
from tests.app.running import PATIENCE_MS, QUIET, READY, Seen, Server
from tests.store.postgres import new_database, running

pytestmark = pytest.mark.system

RENT = "Leie (kr per m² og år)"
NOT_FOUND = "Saken finnes ikke, eller er ikke delt med deg"
PEOPLE = {
    "kari": {"sub": "1", "name": "Kari", "email": "Kari@example.no", "email_verified": True},
    "ola": {"sub": "2", "name": "Ola", "email": "ola@example.no", "email_verified": True},
    # Says to have Ola's address, and nobody has seen that it is so.
    "per": {"sub": "3", "name": "Ola", "email": "ola@example.no", "email_verified": False},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    started = Provider(PEOPLE)
    yield started
    started.close()


@pytest.fixture(scope="module")
def hosted(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on PostgreSQL, with signing in set up as docs/server.md has it."""
    folder = tmp_path_factory.mktemp("hosted")
    with running() as postgres:
        server = Server(folder)
        server.database = new_database(postgres, "hosted")
        secrets = folder / "secrets.toml"
        secrets.write_text(provider.secrets(server.address, "a secret of the tests, long enough"))
        server.options = ("--secrets.files", str(secrets))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, headless=True, args=list(QUIET))
        expect.set_options(timeout=PATIENCE_MS)
        yield started
        expect.set_options(timeout=None)
        started.close()


@pytest.fixture
def seen() -> Iterator[Seen]:
    found = Seen()
    yield found
    assert found.errors == []
    assert found.hosts <= {"127.0.0.1", ""}


def person(browser: Browser, seen: Seen) -> Page:
    """A browser of somebody's own."""
    page = browser.new_context(viewport={"width": 1400, "height": 2600}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).hostname or ""))
    return page


def only_the_door(page: Page) -> None:
    """The sign-in page, and nothing of the app beside it."""
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
    page.wait_for_selector(READY)
    assert page.get_by_role("button").all_inner_texts() == ["Logg inn"]
    for shown in (".fz-sentence", "input[type=text]", "input[type=file]", ".fz-h2", ".fz-table"):
        expect(page.locator(shown)).to_have_count(0)


def nothing_there(page: Page) -> str:
    """All that the page says of a case that is not found, when it has come to its last button."""
    expect(page.get_by_text(NOT_FOUND)).to_be_visible()
    expect(page.get_by_role("button", name="Til forsiden")).to_be_visible()
    page.wait_for_selector(READY)
    return page.locator(".stMain").inner_text()


def sign_in(page: Page, who: str) -> None:
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("link", name=who).click()


def test_from_the_door_to_a_shared_case_and_out_again(
    hosted: Server, provider: Provider, browser: Browser, seen: Seen
) -> None:
    kari, ola, per = (person(browser, seen) for _ in range(3))
    for place in ("?example=larvik", "?case=finnes-ikke"):
        kari.goto(hosted.address + place)
        only_the_door(kari)

    # Kari signs in (not with a token that another has signed), begins a case and shares it with Ola.
    provider.fault = "signature"
    sign_in(kari, "kari")
    only_the_door(kari)
    provider.fault = ""
    sign_in(kari, "kari")
    # The address she asked for last is opened again: no case, said plainly.
    expect(kari.get_by_text(NOT_FOUND)).to_be_visible()
    expect(kari.get_by_text("Logget inn: Kari")).to_be_visible()
    kari.goto(hosted.address)
    kari.get_by_label("Hva skal saken hete?").fill("Storgata 1, Kongsvinger")
    kari.get_by_role("button", name="Begynn").click()
    expect(kari.locator(".fz-sentence")).to_be_visible()
    kari.wait_for_selector(READY)
    id = parse_qs(urlsplit(kari.url).query)["case"][0]
    kari.get_by_role("button", name="Del saken").click()
    address = kari.get_by_label("E-postadressen de logger inn med")
    address.fill("ola")
    kari.get_by_role("button", name="Del", exact=True).click()
    expect(kari.get_by_text("Dette er ikke en e-postadresse")).to_be_visible()
    address.fill("Ola@Example.no")
    kari.get_by_role("button", name="Del", exact=True).click()
    expect(kari.get_by_text("ola@example.no · kan lese")).to_be_visible()
    expect(kari.get_by_text(f"{hosted.address}?case={id}")).to_be_visible()

    # Ola opens the address he was sent, signs in and is there; he sees all, and changes nothing.
    ola.goto(f"{hosted.address}?case={id}")
    only_the_door(ola)
    sign_in(ola, "ola")
    expect(ola.get_by_role("heading", name="Storgata 1, Kongsvinger", level=1)).to_be_visible()
    expect(ola.locator(".fz-sentence")).to_be_visible()
    expect(ola.get_by_text("Eier: kari@example.no. Du kan lese.")).to_be_visible()
    expect(ola.get_by_role("button", name="Del saken")).to_have_count(0)
    expect(ola.get_by_role("button", name="Hent tilbake")).to_have_count(0)
    expect(ola.get_by_label(RENT, exact=True)).to_be_disabled()
    ola.get_by_role("button", name="Til forsiden").click()
    expect(ola.get_by_text("Eier: kari@example.no. Du kan lese.")).to_be_visible()
    expect(ola.get_by_role("button", name="Slett")).to_have_count(0)

    # Per, who only says that Ola's address is his, is told the same of this case as of none.
    per.goto(f"{hosted.address}?case={id}")
    sign_in(per, "per")
    told = nothing_there(per)
    assert "Storgata" not in told
    per.goto(f"{hosted.address}?case=finnes-ikke")
    assert nothing_there(per) == told

    # Kari takes it back: Ola's next look finds nothing. She signs out, and her address opens the door alone.
    kari.get_by_role("button", name="Ta tilbake").click()
    expect(kari.get_by_text("Ingen andre ser den.")).to_be_visible()
    ola.goto(f"{hosted.address}?case={id}")
    expect(ola.get_by_text(NOT_FOUND)).to_be_visible()
    kari.keyboard.press("Escape")
    kari.get_by_role("button", name="Logg ut").click()
    only_the_door(kari)
    kari.goto(f"{hosted.address}?case={id}")
    only_the_door(kari)

    # One who signed in yesterday is asked anew.
    provider.issued_ago = 13 * 3600
    sign_in(kari, "kari")
    expect(kari.get_by_text(words.EXPIRED.nb)).to_be_visible()
    only_the_door(kari)
    provider.issued_ago = 0
    sign_in(kari, "kari")
    expect(kari.get_by_role("heading", name="Storgata 1, Kongsvinger", level=1)).to_be_visible()

    assert provider.complaints == []
    store = Store.open(hosted.database)
    owner = User(f"{provider.issuer} 1")
    assert [(saved.id, saved.owner_email, saved.newest) for saved in store.cases(owner)] == [
        (id, "kari@example.no", 1)
    ]
    assert store.shared(owner, id) == []
    store.close()
