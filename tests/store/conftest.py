"""Databases to keep saved work in: SQLite in a file, and a PostgreSQL server started for the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from feasibility.store import Store
from tests.store.clock import Clock


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of PostgreSQL's, reached by a socket in a folder of its own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed")
    programs = found[-1].parent if found else Path(str(on_path)).parent
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        # The server refuses to run as root.
        as_other = (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        )
        if as_other:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"

        def run(*words: str) -> None:
            subprocess.run([*as_other, *words], check=True, capture_output=True, cwd=folder)

        run(
            str(programs / "initdb"), "-D", str(data), "-U", "store", "-A", "trust", "--no-sync", "-E", "UTF8"
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = (str(programs / "pg_ctl"), "-D", str(data), "-w")
        run(*control, "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql+psycopg://store@/postgres?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/saved.sqlite"
    server: str = request.getfixturevalue("postgres")
    name = f"t{abs(hash(tmp_path.as_posix())):x}"
    from sqlalchemy import create_engine, make_url, text

    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def clock() -> Clock:
    """A clock that is moved by hand."""
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(url, clock)
    yield opened
    opened.close()
