"""A server of PostgreSQL's, started for the tests in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text


def programs() -> Path:
    """The folder of its programs; skips the test where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed")
    return found[-1].parent if found else Path(str(on_path)).parent


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server, reached by a socket in a folder of its own."""
    from_here = programs()
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
            str(from_here / "initdb"),
            "-D",
            str(data),
            "-U",
            "store",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = (str(from_here / "pg_ctl"), "-D", str(data), "-w")
        run(*control, "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql+psycopg://store@/postgres?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")


def new_database(server: str, name: str) -> str:
    """The URL of an empty database on it."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
