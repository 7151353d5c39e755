"""How much the store keeps, so that nobody fills the disk of all."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.language import Label
from feasibility.store.problems import TooMuch


@dataclass(frozen=True)
class Limits:
    """The most there may be. A large case takes some 60,000 bytes.

    Attributes:
        cases: of one owner, deleted ones apart.
        case_bytes: of what a case states.
        source_bytes: of the text a case was first read from.
        shares: people one case is shared with.
    """

    cases: int = 1_000
    case_bytes: int = 1_000_000
    source_bytes: int = 2 * 1024 * 1024  # what the app takes as a file
    shares: int = 100


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
