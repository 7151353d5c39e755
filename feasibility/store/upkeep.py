"""Looking after a database of saved work: is it well, a copy of it, and the copy put back."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from feasibility import files
from feasibility.language import Label
from feasibility.store.database import MIGRATIONS, make_engine, no_database, unreachable
from feasibility.store.problems import CannotOpen
from feasibility.store.tables import SAVED_CASE, VERSION

_ASIDE: Final = ".before-restore"


def check(url: str) -> Label:
    """What there is in a database that answers, has our tables and takes what is written.

    Nothing is made, renewed or left in it. Raises CannotOpen, which says what is wrong.
    """
    file = _sqlite_file(url)
    if file is not None and not file.is_file():
        raise CannotOpen(_missing(file))
    with _connected(url) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        _require_known(revision)
        if revision != _steps()[0]:
            raise CannotOpen(_OLDER)
        cases = connection.execute(select(func.count()).select_from(SAVED_CASE)).scalar_one()
        versions = connection.execute(select(func.count()).select_from(VERSION)).scalar_one()
        _try_to_write(connection)
    return Label(
        f"Databasen er i orden: {cases} saker, {versions} versjoner.",
        f"The database is well: {cases} cases, {versions} versions.",
    )


def backup(url: str, to: Path) -> Label:
    """A copy of a SQLite database as it is at one moment, whoever writes in it meanwhile.

    Raises CannotOpen for another kind, and where it cannot be read or the copy not be written.
    """
    file = _file_of(url)
    if to.exists() and to.samefile(file):
        raise CannotOpen(_same(to))
    try:
        with files.replacing(to) as temporary:
            _copy(file, temporary)
            _require_whole(temporary)
            temporary.chmod(0o600)
    except (OSError, sqlite3.Error) as error:
        raise CannotOpen(_not_copied(file, to, error)) from None
    return Label(f"Kopien ligger i {to}.", f"The copy is in {to}.")


def restore(url: str, source: Path) -> Label:
    """Put a copy in place of a SQLite database that nobody uses now; what was there is kept beside it.

    Raises CannotOpen where the copy is not whole or not ours; the database is untouched then.
    """
    file = _file_of(url, must_exist=False)
    if not source.is_file():
        raise CannotOpen(_missing(source))
    aside = _aside(file)
    try:
        with files.replacing(file) as temporary:
            _copy(source, temporary)
            _require_whole(temporary)
            _require_ours(temporary)
            temporary.chmod(0o600)
            if file.exists():
                with files.replacing(aside) as kept:
                    _put_aside(file, kept)
                    kept.chmod(0o600)
            for leftover in ("-wal", "-shm"):  # belong to what is replaced, and would be read into the copy
                file.with_name(file.name + leftover).unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise CannotOpen(_not_copied(source, file, error)) from None
    return Label(
        f"{source} er hentet tilbake til {file}. Det som lå der før, ligger i {aside}.",
        f"{source} is restored to {file}. What was there before is in {aside}.",
    )


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    try:
        engine = make_engine(url)
    except (ArgumentError, ImportError):
        raise CannotOpen(no_database()) from None
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:
        raise CannotOpen(unreachable(url, error)) from None
    finally:
        engine.dispose()


def _require_known(revision: str | None) -> None:
    """Raises CannotOpen for tables that are not ours, or of a newer version than this."""
    if revision is None:
        raise CannotOpen(_NOT_OURS)
    if revision not in _steps():
        raise CannotOpen(_NEWER)


def _steps() -> list[str]:
    """Every step of the tables, the newest first."""
    return [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def _require_ours(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchall()
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    _require_known(None if found is None else found[0])


def _try_to_write(connection: Connection) -> None:
    connection.rollback()
    with connection.begin() as attempt:
        row = {"id": "check", "owner": "", "owner_email": "", "source": "", "newest": 0}
        connection.execute(insert(SAVED_CASE).values(row | {"created": datetime.datetime(2000, 1, 1)}))
        attempt.rollback()


def _sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for another kind."""
    try:
        asked = make_url(url)
    except ArgumentError:
        raise CannotOpen(no_database()) from None
    return Path(asked.database) if asked.get_backend_name() == "sqlite" and asked.database else None


def _file_of(url: str, must_exist: bool = True) -> Path:
    file = _sqlite_file(url)
    if file is None:
        raise CannotOpen(_OTHER_KIND)
    if must_exist and not file.is_file():
        raise CannotOpen(_missing(file))
    return file


def _copy(source: Path, target: Path) -> None:
    # SQLite's own copying: pages that change meanwhile are copied again.
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _aside(file: Path) -> Path:
    """Where what is replaced is kept: never in place of what an earlier restore has put there."""
    names = (f"{file.name}{_ASIDE}{more}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(place for name in names if not (place := file.with_name(name)).exists())


def _put_aside(file: Path, kept: Path) -> None:
    """A copy of what is to be replaced; byte for byte where it is damaged, as it may well be."""
    try:
        _copy(file, kept)
    except sqlite3.OperationalError:  # in use, or no room: nothing is wrong with it
        raise
    except sqlite3.DatabaseError:
        shutil.copyfile(file, kept)


def _require_whole(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        told = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if told != "ok":
        raise sqlite3.DatabaseError(told)


_OTHER_KIND: Final = Label(
    "Dette er ikke en SQLite-database. Kopier PostgreSQL med pg_dump og hent tilbake med pg_restore "
    "(docs/server.md).",
    "This is not a SQLite database. Copy PostgreSQL with pg_dump and restore it with pg_restore "
    "(docs/server.md).",
)
_NOT_OURS: Final = Label(
    "Databasen har ikke tabellene for lagrede saker. De lages når appen starter første gang; sjekk ellers "
    "FEASIBILITY_DATABASE.",
    "The database does not have the tables of saved cases. They are made when the app first starts; else "
    "check FEASIBILITY_DATABASE.",
)
_OLDER: Final = Label(
    "Databasen er fra en eldre versjon av programmet. Den fornyes når appen starter; ta en kopi først.",
    "The database is of an older version of the program. It is renewed when the app starts; copy it first.",
)
_NEWER: Final = Label(
    "Databasen er fra en nyere versjon av programmet. Bruk den versjonen.",
    "The database is of a newer version of the program. Use that version.",
)


def _missing(file: Path) -> Label:
    return Label(
        f"{file} finnes ikke. Sjekk stien; en ny database lages når appen starter første gang.",
        f"{file} does not exist. Check the path; a new database is made when the app first starts.",
    )


def _same(file: Path) -> Label:
    return Label(
        f"{file} er databasen selv. Skriv stien til en annen fil.",
        f"{file} is the database itself. Write the path of another file.",
    )


def _not_copied(source: Path, target: Path, error: Exception) -> Label:
    return Label(
        f"{source} kunne ikke kopieres til {target}: {error}. Ingenting er endret.",
        f"{source} could not be copied to {target}: {error}. Nothing is changed.",
    )
