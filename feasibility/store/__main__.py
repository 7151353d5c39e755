"""For whoever runs a server: `python -m feasibility.store check`, `backup FILE`, `restore FILE`.

The database is the one that `FEASIBILITY_DATABASE` names, as for the app. Exit codes: 0 all is well, 2 it is
not.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from feasibility.language import DEFAULT_LANGUAGE, LANGUAGES
from feasibility.store.place import database_url
from feasibility.store.problems import StoreError
from feasibility.store.upkeep import backup, check, restore


def main(words: Sequence[str] | None = None) -> int:
    """Carry out a command; its exit code."""
    parser = argparse.ArgumentParser("python -m feasibility.store", description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="does the database answer, and take what is written?")
    commands.add_parser("backup", help="copy a SQLite database, in use or not").add_argument(
        "file", type=Path
    )
    commands.add_parser("restore", help="put a copy back, the app stopped").add_argument("file", type=Path)
    asked = parser.parse_args(words)
    url = database_url(os.environ)
    try:
        if asked.command == "check":
            told = check(url)
        else:
            told = (backup if asked.command == "backup" else restore)(url, asked.file)
    except StoreError as error:
        print(error.label.text(asked.language), file=sys.stderr)
        return 2
    print(told.text(asked.language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
