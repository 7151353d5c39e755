"""Signing in by OpenID Connect: who the claims say it is, and that only a sound token lets anybody in."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from feasibility.screens.hosting.gate import is_own_machine, sign_in_seconds
from feasibility.screens.hosting.identity import person
from feasibility.store import User
from tests.app.provider import Provider
from tests.app.running import Server

COOKIE_SECRET = "a secret of the tests, long enough"
KARI = {"sub": "1", "name": "Kari", "email": "kari@example.no", "email_verified": True}
SIGNED_IN = {"is_logged_in": True, "iss": "https://id.example.no", "iat": 1000, **KARI}


def test_issuer_and_subject_are_who_somebody_is() -> None:
    found = person(SIGNED_IN)
    assert found is not None
    assert found.user == User("https://id.example.no 1", "kari@example.no")
    assert (found.name, found.signed_in) == ("Kari", 1000)
    # Another e-mail and name, and it is the same; another subject or issuer, and it is somebody else.
    renamed = person(SIGNED_IN | {"email": "kari.ny@example.no", "name": "Kari Ny"})
    assert renamed is not None
    assert renamed.user.id == found.user.id
    for other in ({"sub": "2"}, {"iss": "https://id.example.com"}):
        somebody = person(SIGNED_IN | other)
        assert somebody is not None
        assert somebody.user.id != found.user.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_logged_in": False},
        {"is_logged_in": "true"},  # as a proxy's header would say it
        {"iss": None},
        {"iss": "https://id.example.no 1", "sub": "x"},  # would be the user of a subject "1 x"
        {"sub": ""},
        {"sub": 1},
        {"sub": "1\0"},
        {"sub": "1" * 600},
        {"iat": None},
        {"iat": True},
    ],
)
def test_claims_that_do_not_say_who_it_is(wrong: dict[str, object]) -> None:
    assert person(SIGNED_IN | wrong) is None


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({}, "kari@example.no"),
        ({"email_verified": False}, ""),
        ({"email_verified": "true"}, ""),
        ({"email_verified": None}, ""),
        ({"email": None}, ""),
        # Microsoft's own claim counts from Microsoft alone.
        ({"email_verified": None, "xms_edov": True}, ""),
        (
            {"email_verified": None, "xms_edov": True, "iss": "https://login.microsoftonline.com/t/v2.0"},
            "kari@example.no",
        ),
        ({"email_verified": None, "iss": "https://login.microsoftonline.com/t/v2.0"}, ""),
    ],
)
def test_an_address_counts_only_where_it_is_proved(claims: dict[str, object], email: str) -> None:
    found = person(SIGNED_IN | claims)
    assert found is not None
    assert found.user.email == email


@pytest.mark.parametrize(
    ("bound_to", "headers", "is_own"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {"Host": "localhost:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("127.0.0.1", {}, True),
        ("0.0.0.0", {"Host": "localhost:8501"}, False),
        ("192.168.1.2", {"Host": "localhost:8501"}, False),
        ("127.0.0.1", {"Host": "saker.example.no"}, False),  # a proxy, or a name that was led here
        ("127.0.0.1", {"Host": "127.0.0.1.example.no"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.1"}, False),
        ("unix:///run/app.sock", {"Host": "localhost"}, False),
    ],
)
def test_whether_only_this_machine_can_ask(bound_to: str, headers: dict[str, str], is_own: bool) -> None:
    assert is_own_machine(bound_to, headers) is is_own


@pytest.mark.parametrize(
    ("stated", "hours"), [("2", 2), ("0.5", 0.5), ("", 12), ("-1", 12), ("inf", 12), ("x", 12)]
)
def test_how_long_one_stays_signed_in(stated: str, hours: float) -> None:
    assert sign_in_seconds({"FEASIBILITY_SIGN_IN_HOURS": stated}) == hours * 3600


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    running = Provider({"kari": KARI})
    yield running
    running.close()


@pytest.fixture(scope="module")
def app(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("signing_in")
    server = Server(folder)
    secrets = folder / "secrets.toml"
    secrets.write_text(provider.secrets(server.address, COOKIE_SECRET))
    server.options = ("--secrets.files", str(secrets))
    server.start()
    yield server
    server.stop()


def sign_in(app: Server, provider: Provider, fault: str) -> httpx.Client:
    """As a browser does it, from the button on: the app's own short token names the provider."""
    provider.fault = fault
    claims = {"provider": "default", "exp": int(time.time()) + 60}
    asked = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(COOKIE_SECRET))
    browser = httpx.Client(follow_redirects=False, timeout=30)
    there = browser.get(f"{app.address}auth/login", params={"provider": asked})
    code = browser.get(there.headers["location"]).text.partition("code=")[2].partition("&amp;")[0]
    back = browser.get(f"{provider.issuer}/choose", params={"code": code, "who": "kari"})
    assert urlsplit(back.headers["location"]).path == "/oauth2callback"
    assert set(parse_qs(urlsplit(back.headers["location"]).query)) == {"code", "state"}
    done = browser.get(back.headers["location"])
    assert done.headers["location"] == "/"
    return browser


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    ["", "signature", "unsigned", "nonce", "audience", "issuer", "expired", "no_token", "state"],
)
def test_only_a_sound_token_signs_anybody_in(app: Server, provider: Provider, fault: str) -> None:
    browser = sign_in(app, provider, fault)
    assert ("_streamlit_user" in browser.cookies) is (fault == "")
    assert provider.complaints == []  # PKCE, state, nonce and the client's secret were all there, and right
    browser.close()
