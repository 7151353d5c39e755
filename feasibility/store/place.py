"""Where saved work lies."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

DATABASE = "FEASIBILITY_DATABASE"
"""The variable of the environment that holds a database's URL."""

_FILE = "saved.sqlite"


def database_url(environment: Mapping[str, str]) -> str:
    """The database's URL: what `FEASIBILITY_DATABASE` says, else a file in the user's own data folder.

    The folder is the system's: `XDG_DATA_HOME` or `~/.local/share`, `~/Library/Application Support` on a Mac,
    `%LOCALAPPDATA%` on Windows; `saved/` in the present folder where there is no home.
    """
    stated = environment.get(DATABASE, "").strip()
    if stated:
        return stated
    from sqlalchemy import URL  # a page without saved work needs nothing of it

    return URL.create("sqlite", database=str(_folder(environment) / _FILE)).render_as_string()


def _folder(environment: Mapping[str, str]) -> Path:
    data, home = environment.get("XDG_DATA_HOME", ""), environment.get("HOME", "")
    local = environment.get("LOCALAPPDATA", "")
    if os.path.isabs(data):
        return Path(data) / "feasibility"
    if sys.platform == "win32" and os.path.isabs(local):
        return Path(local) / "feasibility"
    if os.path.isabs(home):
        return (
            Path(home)
            / ("Library/Application Support" if sys.platform == "darwin" else ".local/share")
            / "feasibility"
        )
    return Path("saved").resolve()
