"""The database: made and renewed by itself, refused where it is not ours, whole whatever happens."""

import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from feasibility.store import LOCAL, CannotOpen, Store, Unavailable, database, database_url
from feasibility.store.tables import METADATA
from tests.store.clock import kept_case
from tests.store.postgres import new_database

KILLS = 100


def test_the_steps_lead_to_the_tables(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == "001"
    engine.dispose()


def test_opened_again_it_has_what_was_saved(url: str) -> None:
    first = Store.open(url)
    id = first.create(LOCAL, kept_case()).id
    first.close()
    second = Store.open(url)
    assert second.read(LOCAL, id).case == kept_case()
    second.close()


def test_a_newer_database_is_left_alone(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '999'"))
    with pytest.raises(CannotOpen) as error:
        Store.open(url)
    assert "newer version" in error.value.label.en
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "999"
    engine.dispose()


@pytest.mark.parametrize(
    "url", ["", "saker.sqlite", "fil:///x", "finnes-ikke://x/y", "sqlite:////proc/x/y.sqlite"]
)
def test_what_is_no_database_is_told(url: str) -> None:
    with pytest.raises(CannotOpen) as error:
        Store.open(url)
    assert error.value.label.nb
    assert "Traceback" not in error.value.label.en


def test_a_file_that_is_something_else_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notat.txt"
    file.write_text("Dette er et notat, ikke en database. " * 50)
    before = file.read_bytes()
    with pytest.raises(CannotOpen) as error:
        Store.open(f"sqlite:///{file}")
    assert "notat.txt" in error.value.label.nb
    assert file.read_bytes() == before


def test_a_password_is_not_told() -> None:
    with pytest.raises(CannotOpen) as error:
        Store.open("postgresql+psycopg://u:hemmelig@127.0.0.1:1/x?connect_timeout=2")
    assert "hemmelig" not in error.value.label.nb + error.value.label.en


@pytest.mark.skipif(os.name == "nt", reason="folders there have no such rights")
def test_the_folder_is_the_owners_alone(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/ny/saved.sqlite").close()
    assert stat.S_IMODE((tmp_path / "ny").stat().st_mode) == 0o700


def test_where_saved_work_lies() -> None:
    assert (
        database_url({"FEASIBILITY_DATABASE": " postgresql+psycopg://a@b/c "}) == "postgresql+psycopg://a@b/c"
    )
    assert (
        database_url({"XDG_DATA_HOME": "/data", "HOME": "/home/x"})
        == "sqlite:////data/feasibility/saved.sqlite"
    )
    if sys.platform.startswith("linux"):
        found = database_url({"HOME": "/home/x", "XDG_DATA_HOME": "ikke/hel"})
        assert found == "sqlite:////home/x/.local/share/feasibility/saved.sqlite"


@pytest.mark.slow
@pytest.mark.parametrize("given", ["", "?connect_timeout=2"])
def test_a_server_that_does_not_answer_is_told_within_seconds(given: str) -> None:
    """One that takes the connection and says nothing, as behind a firewall or when it hangs."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://meg:hemmelig@127.0.0.1:{silent.getsockname()[1]}/saker{given}"
        began = time.monotonic()
        with pytest.raises(CannotOpen) as error:
            Store.open(url)
    assert time.monotonic() - began < (4 if given else 8)
    assert "kan ikke åpnes" in error.value.label.nb
    assert "hemmelig" not in error.value.label.nb


@pytest.mark.system
def test_a_transaction_left_open_stops_nobody_for_long(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_SECONDS", 1)
    url = new_database(postgres, "left_open")
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    with create_engine(url).connect() as other:
        other.execute(text("UPDATE saved_case SET owner_email = 'x'"))  # and never commits
        began = time.monotonic()
        with pytest.raises(Unavailable):
            store.save(LOCAL, id, kept_case(2), 1)
        assert time.monotonic() - began < 5
        assert store.read(LOCAL, id).version.number == 1  # whoever reads waits for nobody
    assert store.save(LOCAL, id, kept_case(2), 1).number == 2
    store.close()


@pytest.mark.slow
def test_two_that_begin_at_once_make_the_tables_once(url: str) -> None:
    words = [sys.executable, "-c", f"from feasibility.store import Store; Store.open({url!r})"]
    started = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(p.wait(120), p.stderr and p.stderr.read()) for p in started] == [(0, b"")] * 4


# Everything is imported once; each writer is a process of its own, with a connection of its own.
_NURSERY = """
import os, sys
from feasibility.store import LOCAL, Store
from feasibility.store.limits import Limits
from tests.store.clock import kept_case

def tell(what):
    sys.stdout.write(f"{what}\\n")
    sys.stdout.flush()

kept_case()  # the first takes long
for _ in sys.stdin:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        tell("dead")
        continue
    tell(os.getpid())
    store = Store.open(sys.argv[1], limits=Limits(versions_a_day=1_000_000))
    tell("open")
    version = store.read(LOCAL, sys.argv[2]).version.number
    while True:
        version = store.save(LOCAL, sys.argv[2], kept_case(version + 1), version).number
        tell(version)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes there are not forked")
def test_a_killed_server_loses_no_confirmed_edit(tmp_path: Path) -> None:
    """Killed at a random moment of its start or its writing, a hundred times, the same database each time.

    Version n has n units, so each version can be told from its number; what a writer has confirmed it has
    written to its output.
    """
    file = tmp_path / "saved.sqlite"
    url = f"sqlite:///{file}"
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    random, newest, confirmed = Random(7), 1, 0
    root = Path(__file__).resolve().parents[2]
    nursery = subprocess.Popen(
        [sys.executable, "-c", _NURSERY, url, id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
        cwd=root,
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    output = nursery.stdout
    for kill in range(KILLS):
        nursery.stdin.write("next\n")
        nursery.stdin.flush()
        writer = int(output.readline())
        if kill % 4:  # every fourth is killed while it opens the database, or at its first write
            assert output.readline() == "open\n"
        time.sleep(random.uniform(0, 0.2))
        os.kill(writer, signal.SIGKILL)
        lines = list(iter(output.readline, "dead\n"))
        told = [int(line) for line in lines if line != "open\n"]
        assert told == list(range(newest + 1, newest + 1 + len(told)))
        confirmed += len(told)
        least = told[-1] if told else newest
        newest = store.read(LOCAL, id).version.number
        assert newest in (least, least + 1)  # the last may have been written and not yet told
        assert store.read(LOCAL, id).case == kept_case(newest)
    nursery.stdin.close()
    nursery.wait(30)
    assert confirmed > KILLS
    assert [version.number for version in store.versions(LOCAL, id)] == list(range(newest, 0, -1))
    store.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
