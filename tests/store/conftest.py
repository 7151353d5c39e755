"""Databases to keep saved work in: SQLite in a file, and a PostgreSQL server started for the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from feasibility.store import Store
from tests.store.clock import Clock
from tests.store.postgres import new_database, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of PostgreSQL's."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/saved.sqlite"
    server: str = request.getfixturevalue("postgres")
    return new_database(server, f"t{abs(hash(tmp_path.as_posix())):x}")


@pytest.fixture
def clock() -> Clock:
    """A clock that is moved by hand."""
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(url, clock)
    clock.asked = 0
    yield opened
    opened.close()
