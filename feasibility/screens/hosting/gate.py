"""The gate: nobody sees anything of the app before it is known who asks.

Three ways to run it. On one's own machine nobody signs in. Where Streamlit's secrets have a part `[auth]`,
everybody does. A server that others can reach without it shows nothing, unless whoever runs it has said that
it may be so.
"""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from feasibility.screens.hosting import hosting_words as words
from feasibility.screens.hosting.identity import Person, person
from feasibility.store import LOCAL, StoreError, User

OPEN: Final = "FEASIBILITY_WITHOUT_SIGN_IN"
"""The variable of the environment that lets a server be open to whoever reaches it, when it is "1"."""

HOURS: Final = "FEASIBILITY_SIGN_IN_HOURS"
"""The variable that says how long one stays signed in."""

_USUAL_HOURS: Final = 12.0
# What somebody at work types as the time runs out is kept; the page then asks who it is.
_GRACE_SECONDS: Final = 3600

Standing = Literal["own_machine", "open", "exposed", "misconfigured", "signed_out", "signed_in"]


class NotSignedIn(StoreError):
    """Nobody is signed in, or no longer; nothing is read or kept."""

    def __init__(self) -> None:
        super().__init__(words.NOT_SIGNED_IN)


def user() -> User:
    """Who asks. Raises NotSignedIn."""
    now = standing(_GRACE_SECONDS)
    if now in ("own_machine", "open"):
        return LOCAL
    found = who()
    if now != "signed_in" or found is None:
        raise NotSignedIn
    return found.user


def standing(grace_seconds: float = 0) -> Standing:
    """How it stands with whoever asks."""
    secrets = _secrets()
    if secrets is None:
        return "misconfigured"
    if "auth" not in secrets:
        if is_own_machine(_bound_to(), dict(st.context.headers)):
            return "own_machine"
        return "open" if os.environ.get(OPEN) == "1" else "exposed"
    if not _providers_in(secrets["auth"]):
        return "misconfigured"
    found = who()
    if found is None or time.time() > found.signed_in + sign_in_seconds(os.environ) + grace_seconds:
        return "signed_out"
    return "signed_in"


def sign_in_seconds(environment: Mapping[str, str]) -> float:
    """How long one stays signed in. What is no number of hours above 0 is the usual twelve."""
    try:
        hours = float(environment.get(HOURS, ""))
    except ValueError:
        hours = _USUAL_HOURS
    return 3600 * (hours if 0 < hours < float("inf") else _USUAL_HOURS)


def is_own_machine(bound_to: str, headers: Mapping[str, str]) -> bool:
    """Whether only this machine can ask: by where the server listens, and by what it was called.

    A browser that came through a proxy, or by a name that was led here, asks for another host than this.
    """
    lower = {name.lower(): text for name, text in headers.items()}
    if lower.keys() & {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}:
        return False
    host = urlsplit(f"//{lower['host']}").hostname if "host" in lower else "localhost"
    return _is_loopback(bound_to) and _is_loopback(host or "")


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bound_to() -> str:
    return str(st.get_option("server.address") or "0.0.0.0")


def _secrets() -> Mapping[str, Any] | None:
    """Streamlit's secrets; None where there are some that cannot be read, which must not open the door."""
    if st.secrets.load_if_toml_exists():
        return st.secrets
    files: list[str] = st.get_option("secrets.files")
    return None if any(Path(file).exists() for file in files) else {}


def providers() -> list[str | None]:
    """Whoever can sign people in, by their names in the secrets; None for the one without a name."""
    return _providers_in(st.secrets["auth"])


def _providers_in(auth: Any) -> list[str | None]:
    if not isinstance(auth, Mapping):
        return []
    named = [name for name, part in auth.items() if isinstance(part, Mapping) and "client_id" in part]
    return ([None] if "client_id" in auth else []) + sorted(named)


def who() -> Person | None:
    """Who is signed in, as far as that can be told, be it long ago."""
    return person(st.user.to_dict())
