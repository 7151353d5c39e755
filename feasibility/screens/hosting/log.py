"""What the server's log says of a mistake in the program: where it is, and nothing of anybody's case."""

from __future__ import annotations

import logging
import traceback

from feasibility.screens.hosting import gate


def note(what: str, error: Exception) -> None:
    """Log a mistake. Its own words, which may quote a case, are left out where several use the app."""
    logger = logging.getLogger("feasibility.screens")
    if _is_own_machine():
        logger.error(what, exc_info=error)
    else:
        logger.error("%s: %s", what, without_words(error))


def without_words(error: BaseException) -> str:
    """The kind of a mistake and the way to it through the code, with those it came from."""
    parts: list[str] = []
    found: BaseException | None = error
    while found is not None and len(parts) < 8:
        way = "".join(traceback.format_tb(found.__traceback__))
        parts.append(f"{type(found).__name__}\n{way}")
        found = found.__cause__ or found.__context__
    return "from ".join(parts)


def _is_own_machine() -> bool:
    try:
        return gate.standing() == "own_machine"
    except Exception:  # the mistake may be in that very place; then the careful way
        return False
