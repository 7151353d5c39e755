"""Who somebody is, from the claims (OpenID Connect) that whoever signs people in has signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from feasibility.store import User

_LONGEST: Final = 512
"""Of a user's id in the store."""

_ENTRA: Final = "https://login.microsoftonline.com/"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in.

    Attributes:
        user: as the store knows them.
        name: what they are called on their own page, never on another's: anybody may call himself anything.
        signed_in: when, in seconds since 1970.
    """

    user: User
    name: str
    signed_in: float


def person(claims: Mapping[str, object]) -> Person | None:
    """Who the claims say it is; None where they do not say it.

    Issuer and subject together are the identity: a subject is unique with its issuer alone, and an e-mail
    address changes hands.
    """
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    if claims.get("is_logged_in") is not True:
        return None
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return None
    # An issuer is a web address, which has no space: two pairs never make the same id.
    id = f"{issuer} {subject}"
    if any(sign.isspace() or sign == "\0" for sign in issuer) or "\0" in subject or len(id) > _LONGEST:
        return None
    email = _proved_email(claims, issuer)
    return Person(User(id, email), _text(claims, "name") or email or _text(claims, "email"), float(issued))


def _proved_email(claims: Mapping[str, object], issuer: str) -> str:
    """The address that cases may be shared with, "" where nobody vouches that it is theirs."""
    proved = claims.get("email_verified") is True or (
        # Microsoft has a claim of its own: the address's domain belongs to the organisation (edov).
        issuer.startswith(_ENTRA) and claims.get("xms_edov") in (True, "1", "true")
    )
    return _text(claims, "email") if proved else ""


def _text(claims: Mapping[str, object], name: str) -> str:
    found = claims.get(name)
    return found.strip() if isinstance(found, str) else ""
