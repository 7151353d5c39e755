"""Cases of every structure offered as examples, whatever the examples of the product are; a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from feasibility import resources
from feasibility.case import Case, case_from_mapping
from tests.app.running import PATIENCE_MS, QUIET, Seen, Server
from tests.case import cases


@pytest.fixture
def sublease() -> Case:
    """A sublease with three reductions, four products, works, loans and support."""
    return case_from_mapping(cases.sublease_case())


@pytest.fixture
def minimal() -> Case:
    """The least there is: a sublease without reductions, works, loans and support."""
    return case_from_mapping(cases.minimal_case())


@pytest.fixture
def structures(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Offers one case of each structure, and the least case; gives their names.

    Results are kept by the text of the case and what is changed in it, as between the app's own sessions.
    """
    # JSON is YAML, so this is a file a user could have.
    texts = {name: json.dumps(make()) for name, make in cases.STRUCTURES.items()}
    texts["minimal"] = json.dumps(cases.minimal_case())
    monkeypatch.setattr(resources, "offered_names", lambda: tuple(texts))
    monkeypatch.setattr(resources, "offered_text", texts.__getitem__)
    return tuple(texts)


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """No result kept from before, and none left behind: for a test that plants one."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def examples() -> tuple[str, ...]:
    """Names of the examples that come with the product."""
    return resources.example_names()


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database for saved work: no test ever sees the tester's own."""
    url = f"sqlite:///{tmp_path}/saved.sqlite"
    monkeypatch.setenv("FEASIBILITY_DATABASE", url)
    return url


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started as `make app` starts it."""
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def server(served: Server) -> str:
    """The app's address."""
    return served.address


@pytest.fixture(scope="module")
def own_browser(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Chromium with a profile of its own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=chromium,
            headless=True,
            accept_downloads=True,
            args=list(QUIET),
        )
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield context
        expect.set_options(timeout=None)
        context.close()


@pytest.fixture
def tab(own_browser: BrowserContext) -> Iterator[Page]:
    """A new page, tall, since the app scrolls inside; no error and no other host is met in any test."""
    own_browser.clear_cookies()  # the language that another test chose is remembered there
    opened = own_browser.new_page()
    opened.set_viewport_size({"width": 1400, "height": 3000})
    seen = Seen()
    opened.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: seen.errors.append(str(error)))
    opened.on("request", lambda request: seen.hosts.add(urlsplit(request.url).hostname or ""))
    yield opened
    opened.close()
    # The page asks again and again for a server that a test has taken away.
    assert [error for error in seen.errors if "ERR_CONNECTION_REFUSED" not in error] == []
    # A picture's own data and a download have no host.
    assert seen.hosts <= {"127.0.0.1", ""}
    assert "127.0.0.1" in seen.hosts
