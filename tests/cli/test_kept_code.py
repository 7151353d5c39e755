"""Compiled code is kept for the next process, and carried out only where it is surely the user's own."""

import builtins
import os
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from feasibility.cli import kept_code
from feasibility.cli.kept_code import OFF, KeptCode, KeptFiles, code_folder
from feasibility.engine.compute import compiled
from feasibility.engine.compute.program import Program
from feasibility.engine.model import Model
from feasibility.language import Label

SOURCE = "def run(inputs, base, width):\n    return {0: 42.0}"
NAME = "<one case>"
NOTHING = Label("tall", "number")


def answer(code: CodeType | None) -> Any:
    assert code is not None
    scope: dict[str, Any] = {}
    exec(code, scope)
    return scope["run"]([], {}, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "feasibility"
    KeptCode(made).keep(SOURCE, NAME, compile(SOURCE, NAME, "exec"))
    return made


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_code_is_kept_for_the_next_process_and_for_its_source_alone(folder: Path) -> None:
    assert answer(KeptCode(folder).kept(SOURCE, NAME)) == {0: 42.0}
    assert KeptCode(folder).kept(SOURCE + " ", NAME) is None
    assert KeptCode(folder).kept(SOURCE, "<scenarios>") is None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert only_file(folder).stat().st_mode & 0o777 == 0o600


def test_what_is_kept_is_not_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_store", KeptCode(folder))
    monkeypatch.setattr(builtins, "compile", lambda *_: pytest.fail("compiled again"))
    assert answer(compiled.compiled.__wrapped__(SOURCE, NAME)) == {0: 42.0}


def test_a_program_is_kept_for_its_likeness_and_the_files_that_wrote_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_code, "program_files", lambda: "these files")
    KeptCode(folder).keep_program("a", b"written")
    assert KeptCode(folder).kept_program("a") == b"written"
    assert KeptCode(folder).kept_program("b") is None
    monkeypatch.setattr(kept_code, "program_files", lambda: "others")
    assert KeptCode(folder).kept_program("a") is None
    monkeypatch.setattr(kept_code, "program_files", lambda: None)
    assert KeptCode(folder).kept_program("a") is None


def test_what_is_kept_is_not_written_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_store", KeptCode(folder))
    monkeypatch.setattr(compiled, "_written", {})
    m = Model(2)
    m.line("line", m.input("a", 2, "ratio", NOTHING) * 3, "NOK", NOTHING)
    assert Program(m).run()["line"] == 6
    compiled._written.clear()
    monkeypatch.setattr(Program, "_generate", lambda *_, **__: pytest.fail("written again"))
    assert Program(m).run({"a": 3})["line"] == 9


@pytest.mark.parametrize("other", ["__version__", "python"])
def test_another_version_finds_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    if other == "python":
        monkeypatch.setattr(kept_code.sys, "version", "3.99")
    else:
        monkeypatch.setattr(kept_code, other, "9.9.9")
    assert KeptCode(folder).kept(SOURCE, NAME) is None


def _longer(folder: Path) -> None:
    only_file(folder).write_bytes(only_file(folder).read_bytes() + b"x")


def _shorter(folder: Path) -> None:
    only_file(folder).write_bytes(only_file(folder).read_bytes()[:40])


def _empty(folder: Path) -> None:
    only_file(folder).write_bytes(b"")


def _changed(folder: Path) -> None:
    kept = bytearray(only_file(folder).read_bytes())
    kept[-5] ^= 1
    only_file(folder).write_bytes(kept)


def _writable_file(folder: Path) -> None:
    only_file(folder).chmod(0o620)


def _writable_folder(folder: Path) -> None:
    folder.chmod(0o702)


def _linked_file(folder: Path) -> None:
    there = folder.parent / "elsewhere"
    only_file(folder).rename(there)
    (folder / f"{there.name}").symlink_to(there)
    (folder / kept_code._file_name(kept_code._source(SOURCE, NAME))).symlink_to(there)


def _linked_folder(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")


def _a_pipe(folder: Path) -> None:
    name = only_file(folder)
    name.unlink()
    os.mkfifo(name, 0o600)


@pytest.mark.parametrize(
    "broken",
    [
        _longer, _shorter, _empty, _changed, _writable_file, _writable_folder, _linked_file, _linked_folder,
        _a_pipe,
    ],
)  # fmt: skip
def test_what_may_not_be_ours_is_passed_over(folder: Path, broken: Callable[[Path], None]) -> None:
    broken(folder)
    assert KeptCode(folder).kept(SOURCE, NAME) is None


def test_what_another_user_owns_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_code.os, "getuid", lambda: os.geteuid() + 1)
    assert KeptCode(folder).kept(SOURCE, NAME) is None


def test_a_folder_others_may_write_to_is_not_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    KeptCode(tmp_path).keep(SOURCE, NAME, compile(SOURCE, NAME, "exec"))
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    KeptCode(file / "feasibility").keep(SOURCE, NAME, compile(SOURCE, NAME, "exec"))
    assert KeptCode(file / "feasibility").kept(SOURCE, NAME) is None


def test_old_files_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_code, "_MOST_FILES", 2)
    first = only_file(folder)
    os.utime(first, (1, 1))
    for number in range(2):
        source = f"{SOURCE} # {number}"
        KeptCode(folder).keep(source, NAME, compile(source, NAME, "exec"))
    assert len(list(folder.iterdir())) == 2
    assert not first.exists()


def test_what_was_only_asked_for_pushes_nothing_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_code, "_MOST_FILES", 2)
    os.utime(only_file(folder), (1, 1))
    for number in range(4):
        KeptFiles(folder).write(f"asked {number}", b"")
    assert answer(KeptCode(folder).kept(SOURCE, NAME)) == {0: 42.0}
    assert len(list(folder.iterdir())) == 3


def test_the_folder_follows_the_environment() -> None:
    assert code_folder({"XDG_CACHE_HOME": "/there", "HOME": "/home/x"}) == Path("/there/feasibility")
    assert code_folder({"XDG_CACHE_HOME": "not/absolute"}) is None
    assert code_folder({}) is None
    assert code_folder({"HOME": "/home/x", OFF: "1"}) is None
    found = code_folder({"HOME": "/home/x"})
    assert found is not None
    assert found.parts[:3] == ("/", "home", "x")
