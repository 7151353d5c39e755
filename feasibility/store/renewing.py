"""The tables made, or brought to the present ones, step by step."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from feasibility.language import Label
from feasibility.store.problems import CannotOpen


def renew(connection: Connection, steps: Path) -> None:
    """Take the steps of a folder that are left. Raises CannotOpen for a database of a newer version."""
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise CannotOpen(_NEWER) from None


_NEWER = Label(
    "Databasen er laget av en nyere versjon av programmet. Bruk den versjonen, eller en annen database.",
    "The database was made by a newer version of the program. Use that version, or another database.",
)
