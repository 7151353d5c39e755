"""The database: opened, brought to the present tables, read and written in whole transactions."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from feasibility.language import Label
from feasibility.store.problems import CannotOpen, Unavailable

MIGRATIONS: Final = Path(__file__).with_name("migrations")
"""The steps from the first tables to the present ones."""

NEWEST: Final = "001"
"""The last of them."""

_WAIT_SECONDS: Final = 10  # for another writer to be done
# A server that does not answer is told within seconds, also where it was there a moment ago: by itself the
# network would let the page wait for a quarter of an hour. An address may say otherwise.
_PATIENCE: Final[Mapping[str, int]] = {
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 10_000,  # milliseconds that what is sent may go unheard
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
_WRITES: Final = "feasibility_writes"
_LOCK: Final = 7_164_230_114  # any number of our own: one process at a time changes the tables


class Database:
    """A database of ours, with the present tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Database:
        """Connect, and make or renew the tables. Raises CannotOpen, which says what to mend."""
        try:
            engine = make_engine(url)
            found = cls(engine)
            with found._writing() as connection:
                _renew(connection)
        except (ArgumentError, NoSuchModuleError, ImportError):
            raise CannotOpen(no_database()) from None
        except (SQLAlchemyError, OSError) as error:
            raise CannotOpen(unreachable(url, error)) from error
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the database as it is at one moment. Raises Unavailable."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except (DBAPIError, NoConnectionLeft) as error:
            _note(error)
            raise Unavailable from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are all on disk when the block is left, or none of them.

        Raises Unavailable.
        """
        try:
            with self._writing() as connection:
                yield connection
        except (DBAPIError, NoConnectionLeft) as error:
            _note(error)
            raise Unavailable from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            connection = connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _note(error: Exception) -> None:
    # The server's own words may hold what was to be written; its code never does.
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
    logging.getLogger(__name__).error("the database failed: %s %s", type(cause).__name__, code)


def make_engine(url: str) -> Engine:
    """A way to connect; nothing is connected yet, and what is written never gets into a message or the log.

    Raises ArgumentError, NoSuchModuleError, ImportError.
    """
    asked = make_url(url)
    if asked.get_backend_name() != "sqlite":
        usual = _PATIENCE if asked.get_backend_name() == "postgresql" else {}
        patience = {name: value for name, value in usual.items() if name not in asked.query}
        engine = create_engine(
            asked,
            connect_args=patience,
            pool_pre_ping=True,
            pool_timeout=_WAIT_SECONDS,
            hide_parameters=True,
        )
        if usual:
            event.listen(engine, "connect", _wait_no_longer)
        return engine
    if asked.database:
        _own_folder(Path(asked.database).parent)
    engine = create_engine(asked, connect_args={"timeout": _WAIT_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _own_folder(folder: Path) -> None:
    """Make the folder where it is missing, for its owner alone."""
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=0o700)
        if hasattr(os, "chmod"):
            folder.chmod(0o700)


def _set_up(connection: Any, _: object) -> None:
    # Python's own driver would begin transactions when it sees fit; here they begin when we say so.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # what is confirmed outlives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _wait_no_longer(connection: Any, _: object) -> None:
    # Whoever has left a transaction open must not stop everybody: as with SQLite, a writer waits so long.
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
    connection.commit()


def _begin(connection: Connection) -> None:
    # A writer asks for the lock at once: one that has read before it writes could not wait for it.
    is_writer = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _renew(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if _is_newest(connection):
        return
    from feasibility.store.renewing import renew  # Alembic takes as long to import as all of the database

    renew(connection, MIGRATIONS)


def _is_newest(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [NEWEST]


_NO_URL = Label(
    "FEASIBILITY_DATABASE er ikke adressen til en database. Skriv for eksempel "
    "sqlite:////home/meg/saker.sqlite eller postgresql+psycopg://bruker@vert/navn.",
    "FEASIBILITY_DATABASE is not a database's address. Write for example sqlite:////home/me/cases.sqlite or "
    "postgresql+psycopg://user@host/name.",
)


def no_database() -> Label:
    """What is said of an address that is no database's."""
    return _NO_URL


def unreachable(url: str, error: Exception) -> Label:
    """What is said of a database that does not answer, without its password."""
    shown = make_url(url).render_as_string(hide_password=True)
    why = str(error.orig) if isinstance(error, DBAPIError) and error.orig is not None else str(error)
    why = why.strip().splitlines()[0] if why.strip() else type(error).__name__
    return Label(
        f"Databasen {shown} kan ikke åpnes: {why}. Sjekk at den finnes og tar imot, og at du har tilgang.",
        f"The database {shown} cannot be opened: {why}. Check that it is there, answers, and lets you in.",
    )
