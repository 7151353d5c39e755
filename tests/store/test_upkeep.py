"""Looking after the database: the commands of docs/server.md, run as they stand there, on real databases."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from feasibility.store import LOCAL, CannotOpen, Store, Unavailable, User
from feasibility.store.__main__ import main
from feasibility.store.upkeep import backup, check, restore
from tests.store.clock import kept_case
from tests.store.postgres import new_database, programs

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")


def commands(heading: str) -> list[str]:
    """The commands under a heading of the page, in their order."""
    part = PAGE.split(f"\n### {heading}\n")[1]
    return re.findall(r"```sh\n(.*?)```", re.split(r"\n##+ ", part)[0], re.DOTALL)


def carry_out(command: str, folder: Path, **variables: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        env={"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Writing:
    """Edits that go on while something else is done; each version n of the case has n units."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.id = store.create(LOCAL, kept_case(1)).id
        self.confirmed = 1
        self._cases = [kept_case(units) for units in range(1, 12)]
        self._is_over = threading.Event()
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        while not self._is_over.is_set():
            case = self._cases[self.confirmed % len(self._cases)]
            self.confirmed = self.store.save(LOCAL, self.id, case, self.confirmed).number
            if self.confirmed > 5:
                self._enough.set()

    def __enter__(self) -> "Writing":
        self._thread.start()
        assert self._enough.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()


@pytest.mark.slow
def test_sqlite_is_copied_in_use_and_restored_by_the_commands_of_the_page(tmp_path: Path) -> None:
    url, backups = f"sqlite:///{tmp_path}/data/saved.sqlite", tmp_path / "backups"
    backups.mkdir()
    copy, *put_back = commands("SQLite")
    assert len(put_back) == 1
    store = Store.open(url)
    variables = {"FEASIBILITY_DATABASE": url, "BACKUPS": str(backups)}
    with Writing(store) as writing:
        before = writing.confirmed
        carry_out(copy, tmp_path, **variables)
        after = writing.confirmed
    assert after > before  # it was in use
    assert [path.name for path in backups.iterdir()] == ["saved.sqlite"]
    assert stat.S_IMODE((backups / "saved.sqlite").stat().st_mode) == 0o600
    newest = store.find(LOCAL, writing.id).newest
    other = store.create(User("en annen"), kept_case(2)).id
    store.close()

    told = carry_out(put_back[0], tmp_path, **variables)
    restored = Store.open(url)
    numbers = [version.number for version in restored.versions(LOCAL, writing.id)]
    assert numbers == list(range(len(numbers), 0, -1))  # every version up to one moment, whole
    assert before <= len(numbers) <= newest
    assert f"1 saker, {len(numbers)} versjoner" in told
    assert restored.read(LOCAL, writing.id).case == kept_case((len(numbers) - 1) % 11 + 1)
    assert restored.cases(User("en annen")) == []
    restored.close()
    # What the copy replaced is there too.
    kept = Store.open(f"{url}.before-restore")
    assert kept.find(User("en annen"), other).newest == 1
    kept.close()


@pytest.mark.slow
@pytest.mark.system
def test_postgres_is_copied_in_use_and_restored_by_the_commands_of_the_page(
    postgres: str, tmp_path: Path
) -> None:
    url = new_database(postgres, "copied")
    restored_url = make_url(url).set(database="feasibility_restored").render_as_string(hide_password=False)
    copy, put_back = commands("PostgreSQL")
    variables = {
        "FEASIBILITY_DATABASE": url,
        "PGURL": url.replace("+psycopg", ""),
        "RESTORED_PGURL": restored_url.replace("+psycopg", ""),
        "RESTORED_DATABASE": restored_url,
        "BACKUPS": str(tmp_path),
        "PATH": os.pathsep.join([str(programs()), str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    store = Store.open(url)
    store.share(LOCAL, store.create(LOCAL, kept_case(3)).id, "ola@example.no", "viewer")
    with Writing(store) as writing:
        before = writing.confirmed
        carry_out(copy, tmp_path, **variables)
    newest = store.find(LOCAL, writing.id).newest
    store.close()
    told = carry_out(put_back, tmp_path, **variables)
    restored = Store.open(restored_url)
    numbers = [version.number for version in restored.versions(LOCAL, writing.id)]
    assert numbers == list(range(len(numbers), 0, -1))
    assert before <= len(numbers) <= newest
    assert f"2 saker, {len(numbers) + 1} versjoner" in told
    assert [saved.access for saved in restored.cases(User("x", "ola@example.no"))] == ["viewer"]
    restored.close()


def test_check_leaves_nothing_and_counts(url: str) -> None:
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    store.save(LOCAL, id, kept_case(2), 1)
    for _ in range(2):
        assert check(url).en == "The database is well: 1 cases, 2 versions."
    assert [saved.id for saved in store.cases(LOCAL)] == [id]
    store.close()


def test_check_tells_of_tables_that_are_not_these(url: str) -> None:
    with pytest.raises(CannotOpen) as error:  # no file, or no tables
        check(url)
    assert "first starts" in error.value.label.en
    Store.open(url).close()
    engine = create_engine(url)
    for found, said in (("999", "newer version"), (None, "does not have the tables")):
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            if found is not None:
                connection.execute(text(f"INSERT INTO alembic_version VALUES ('{found}')"))
        with pytest.raises(CannotOpen) as error:
            check(url)
        assert said in error.value.label.en
    engine.dispose()


@pytest.mark.system
def test_check_fails_where_nothing_can_be_written(postgres: str) -> None:
    url = new_database(postgres, "read_only")
    Store.open(url).close()
    assert "0 cases" in check(url).en
    with pytest.raises(CannotOpen) as error:
        check(f"{url}&options=-c%20default_transaction_read_only%3Don")
    assert "read-only transaction" in error.value.label.en


@pytest.mark.parametrize(
    "url", ["", "saker.sqlite", "postgresql+psycopg://u:hemmelig@127.0.0.1:1/x?connect_timeout=2"]
)
def test_check_tells_what_is_no_database(url: str) -> None:
    with pytest.raises(CannotOpen) as error:
        check(url)
    assert error.value.label.nb
    assert "hemmelig" not in error.value.label.nb + error.value.label.en


def test_a_copy_that_is_none_is_refused_and_the_database_untouched(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/saved.sqlite"
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    store.close()
    good = tmp_path / "god.sqlite"
    backup(url, good)
    content = bytearray(good.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 6000] = b"\xff" * 6000
    half, other = tmp_path / "halv.sqlite", tmp_path / "annet.sqlite"
    half.write_bytes(content)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    note = tmp_path / "notat.txt"
    note.write_text("et notat " * 1000)
    for wrong in (half, other, note, tmp_path / "finnes-ikke"):
        with pytest.raises(CannotOpen):
            restore(url, wrong)
        again = Store.open(url)
        assert again.find(LOCAL, id).newest == 1, wrong
        again.close()
    with pytest.raises(CannotOpen) as error:
        backup(url, tmp_path / "saved.sqlite")
    assert "itself" in error.value.label.en
    for call in (backup, restore):
        with pytest.raises(CannotOpen) as error:
            call("postgresql+psycopg://u@h/x", good)
        assert "pg_dump" in error.value.label.nb


@pytest.mark.parametrize("is_whole_file", [False, True])
def test_a_copy_is_put_back_over_a_damaged_database(is_whole_file: bool, tmp_path: Path) -> None:
    url, copy = f"sqlite:///{tmp_path}/saved.sqlite", tmp_path / "copy.sqlite"
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    store.close()
    backup(url, copy)
    content = (tmp_path / "saved.sqlite").read_bytes()
    damaged = b"x" * 9000 if is_whole_file else content[:4096] + b"\xff" * (len(content) - 4096)
    (tmp_path / "saved.sqlite").write_bytes(damaged)
    restore(url, copy)
    again = Store.open(url)
    assert again.find(LOCAL, id).newest == 1
    again.close()
    assert (tmp_path / "saved.sqlite.before-restore").is_file()


def test_the_command_says_it_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEASIBILITY_DATABASE", f"sqlite:///{tmp_path}/saved.sqlite")
    assert main(["--language", "en", "check"]) == 2
    assert "does not exist" in capsys.readouterr().err
    Store.open(f"sqlite:///{tmp_path}/saved.sqlite").close()
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Databasen er i orden: 0 saker, 0 versjoner.\n"


def test_a_failure_is_logged_without_what_was_to_be_written(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store.open(url)
    id = store.create(LOCAL, kept_case(1)).id
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE shared"))
    engine.dispose()
    with pytest.raises(Unavailable) as error:
        store.find(User("local", "hemmelig@example.no"), id)
    assert "the database failed" in caplog.text
    assert "hemmelig" not in caplog.text + str(error.value.__cause__)
    store.close()
