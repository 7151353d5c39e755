"""How much the store keeps, so that nobody fills the disk of all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from feasibility.language import Label
from feasibility.store.problems import TooMuch

DELETED_DAYS: Final = 30
"""How long a deleted case may be had back, in days, where nothing else is said."""


@dataclass(frozen=True)
class Limits:
    """The most there may be. A large case takes some 60,000 bytes.

    Attributes:
        cases: of one owner, deleted ones apart.
        case_bytes: of what a case states.
        source_bytes: of the text a case was first read from.
        shares: people one case is shared with.
        versions_a_day: of one case, within 24 hours; none that is kept is ever thrown away. As many as when a
            number is typed every quarter of a minute of a working day.
        deleted: cases an owner has deleted and may have back; of more, those deleted first are gone.
        deleted_days: how long a deleted case may be had back.
    """

    cases: int = 1_000
    case_bytes: int = 1_000_000
    source_bytes: int = 2 * 1024 * 1024  # what the app takes as a file
    shares: int = 100
    versions_a_day: int = 2_000
    deleted: int = 1_000
    deleted_days: int = DELETED_DAYS


def require_size(stated: str, source: str, limits: Limits) -> None:
    """Raises TooMuch for a case larger than is kept."""
    if len(stated.encode()) > limits.case_bytes or len(source.encode()) > limits.source_bytes:
        raise TooMuch(
            Label(
                "Saken er for stor til å lagres. Ta bort lange notater eller lister du ikke trenger.",
                "The case is too large to be saved. Take out long notes, or lists you do not need.",
            )
        )


def require_room_for_case(found: int, limits: Limits) -> None:
    """Raises TooMuch where the owner has as many cases as there may be."""
    if found >= limits.cases:
        raise TooMuch(
            Label(
                f"Du har {found} saker, og flere lagres ikke. Slett noen du ikke trenger, og prøv igjen.",
                f"You have {found} cases, and no more are kept. Delete some you do not need, and try again.",
            )
        )


def require_room_for_share(found: int, limits: Limits) -> None:
    """Raises TooMuch where the case is shared with as many as it may be."""
    if found >= limits.shares:
        raise TooMuch(
            Label(
                f"Saken er delt med {found}, og kan ikke deles med flere. Ta den tilbake fra noen først.",
                f"The case is shared with {found}, and cannot be shared with more. Take it back from some.",
            )
        )


def require_pause(saved: datetime.datetime, now: datetime.datetime, limits: Limits) -> None:
    """Raises TooMuch where a case has as many versions within 24 hours as there may be.

    saved: when the version was, that is so many before the one to be saved.
    """
    if now - saved < datetime.timedelta(days=1):
        most = limits.versions_a_day
        raise TooMuch(
            Label(
                f"Saken er lagret {most} ganger det siste døgnet, og flere versjoner lagres ikke ennå. Vent "
                "til de første av dem er et døgn gamle, eller lag en kopi og fortsett i den.",
                f"The case has been saved {most} times in the last 24 hours, and no more versions are kept "
                "yet. Wait until the first of them are a day old, or make a copy and go on in that.",
            )
        )
