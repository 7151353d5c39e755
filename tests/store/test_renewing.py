"""The tables are renewed where they are not the newest, and left alone where they are."""

import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from feasibility.store import Store
from feasibility.store import renewing as module
from feasibility.store.database import MIGRATIONS, NEWEST


def test_the_newest_tables_are_those_of_the_last_step() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_present_tables_ask_for_no_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/saved.sqlite"
    taken = []
    renew = module.renew
    monkeypatch.setattr(module, "renew", lambda *of: (taken.append(1), renew(*of)))
    Store.open(url).close()
    assert taken == [1]
    Store.open(url).close()
    assert taken == [1]
    with sqlite3.connect(tmp_path / "saved.sqlite") as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("DROP TABLE version")
        connection.execute("DROP TABLE shared")
        connection.execute("DROP TABLE saved_case")
    Store.open(url).close()
    assert taken == [1, 1]
