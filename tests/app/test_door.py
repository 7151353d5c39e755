"""The door without a browser: what is shown before it is known who asks, and what to whom after."""

import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from feasibility.screens.hosting import gate, log
from feasibility.screens.hosting import hosting_words as words
from feasibility.store import LOCAL, Store, User
from tests.app.pages import APP, all_text, open_app
from tests.store.clock import kept_case

AUTH = {"auth": {"client_id": "x", "client_secret": "y", "server_metadata_url": "http://127.0.0.1:1/"}}
KARI = {
    "is_logged_in": True,
    "iss": "https://id.example.no",
    "sub": "1",
    "name": "Kari <b>",
    "email": "k@x.no",
}


def with_secrets(monkeypatch: pytest.MonkeyPatch, secrets: dict[str, object] | None) -> None:
    monkeypatch.setattr(gate, "_secrets", lambda: secrets)


def nothing_but(at: AppTest, told: str) -> None:
    said = all_text(at)
    assert told in said
    assert not at.text_input
    assert not at.selectbox
    assert "Begynn" not in said
    assert "Hemmelig sak" not in said


@pytest.fixture
def secret_case(own_database: str) -> str:
    """A case of the user of a machine's own."""
    store = Store.open(own_database)
    id = store.create(LOCAL, kept_case(name="Hemmelig sak")).id
    store.close()
    return id


def test_what_others_can_reach_shows_nothing_unless_it_is_said_to(
    monkeypatch: pytest.MonkeyPatch, secret_case: str
) -> None:
    monkeypatch.setattr(gate, "_bound_to", lambda: "0.0.0.0")
    nothing_but(open_app(), words.EXPOSED.nb)
    nothing_but(open_app(case=secret_case, language="en"), words.EXPOSED.en)
    monkeypatch.setenv("FEASIBILITY_WITHOUT_SIGN_IN", "1")
    said = all_text(open_app())
    assert words.IS_OPEN.nb in said
    assert "Hemmelig sak" in said


@pytest.mark.parametrize("secrets", [None, {"auth": {}}, {"auth": "x"}, {"auth": {"cookie_secret": "x"}}])
def test_signing_in_set_up_wrongly_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, secret_case: str, secrets: dict[str, object] | None
) -> None:
    with_secrets(monkeypatch, secrets)
    nothing_but(open_app(case=secret_case), words.MISCONFIGURED.nb)


def test_secrets_that_cannot_be_read_are_not_the_same_as_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(st, "get_option", lambda name: [str(file)] if name == "secrets.files" else None)
    monkeypatch.setattr("streamlit.config.get_option", lambda name: [str(file)])
    for text, found in ((None, {}), ("[auth\nclient_id = 1", None)):
        if text is not None:
            file.write_text(text)
        monkeypatch.setattr(st, "secrets", Secrets())
        assert gate._secrets() == found


def test_who_is_signed_in_sees_own_cases_and_who_is_not_sees_the_door(
    monkeypatch: pytest.MonkeyPatch, own_database: str, secret_case: str
) -> None:
    with_secrets(monkeypatch, AUTH)
    monkeypatch.setattr(gate, "providers", lambda: [None, "entra"])
    nothing_but(open_app(case=secret_case), words.LEAD.nb)
    store = Store.open(own_database)
    store.create(User("https://id.example.no 1"), kept_case(name="Karis sak"))
    store.close()

    def as_user(**claims: object) -> AppTest:
        at = AppTest.from_file(str(APP), default_timeout=60)
        at.user = {**KARI, "iat": int(time.time()), **claims}
        at.run()
        assert not at.exception
        return at

    said = all_text(as_user())
    assert "Karis sak" in said
    assert "Hemmelig sak" not in said
    assert "Kari &lt;b&gt;" in said  # a name is text, whatever it holds
    assert "Karis sak" not in all_text(as_user(sub="2"))
    # Twelve hours and a minute later, and where the claims do not say who it is.
    late = as_user(iat=int(time.time()) - 12 * 3600 - 60)
    nothing_but(late, words.EXPIRED.nb)
    assert [button.label for button in late.button] == ["Logg inn med OpenID Connect", "Logg inn med entra"]
    nothing_but(as_user(sub=""), words.MISCONFIGURED.nb)


def test_a_mistake_is_logged_by_its_place_alone_where_several_use_the_app(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name, address = "leie hos Hemmelig AS", "kari@example.no"

    def broken() -> None:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise ValueError(address) from error

    for standing, is_told in (("signed_in", False), ("own_machine", True)):
        caplog.clear()
        monkeypatch.setattr(gate, "standing", lambda standing=standing: standing)
        try:
            broken()
        except ValueError as error:
            log.note("the page could not be drawn", error)
        assert "ValueError" in caplog.text
        assert "in broken" in caplog.text
        assert ("Hemmelig" in caplog.text) is is_told
        assert ("kari@" in caplog.text) is is_told
