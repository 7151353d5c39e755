"""What is kept, as values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.case import Case

Role = Literal["viewer", "editor"]
"""What somebody may do with a case that another has shared: see it (leser), or change it (redaktør)."""

Access = Literal["owner", "editor", "viewer"]
"""What a user may do with a case."""


@dataclass(frozen=True)
class User:
    """Who asks (bruker).

    Attributes:
        id: told by whoever signs users in, never by the user: OIDC's issuer and subject.
        email: proved by the same; what cases are shared with, in small letters. "" where there is none.
    """

    id: str
    email: str = ""


LOCAL: Final = User("local")
"""The one user of a machine's own app, where nobody signs in."""


@dataclass(frozen=True)
class SavedCase:
    """A saved case (lagret sak), without its contents.

    Attributes:
        id: unguessable; the case's part of the address.
        name: the case's own name, as of its newest version.
        owner_email: who saved it first; "" on a machine of one's own.
        access: what the one who asks may do.
        created, changed: the times of the first and the newest version, in UTC.
        deleted: when it was deleted; None where it is not. A deleted case can be had back.
        newest: the number of its newest version.
    """

    id: str
    name: str
    owner_email: str
    access: Access
    created: datetime.datetime
    changed: datetime.datetime
    deleted: datetime.datetime | None
    newest: int


@dataclass(frozen=True)
class Version:
    """One version of a case (versjon), without its contents. Numbered from 1; only its name ever changes.

    Attributes:
        saved: when, in UTC. author_email: by whom; "" on a machine of one's own.
        name: what somebody has called it, "" where nobody has.
        restored_from: the version it brought back, None where it was an edit.
    """

    number: int
    saved: datetime.datetime
    author_email: str
    case_hash: str
    name: str
    restored_from: int | None


@dataclass(frozen=True)
class Opened:
    """A saved case with the contents of one of its versions.

    Attributes:
        source: the text the case was first read from, with its comments; "" where it had none.
    """

    saved: SavedCase
    version: Version
    case: Case
    source: str


@dataclass(frozen=True)
class Shared:
    """One whom a case is shared with, by e-mail address."""

    email: str
    role: Role
