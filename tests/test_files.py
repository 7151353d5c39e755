"""Files are whole or not there at all, on disk before they get their name, and what was killed is cleared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from feasibility import files


def test_what_a_killed_program_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from feasibility.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).resolve().parents[1]
    target = tmp_path / "a.json"
    subprocess.run([sys.executable, "-c", script, str(target)], cwd=root, check=False)
    assert [found.name[:13] for found in tmp_path.iterdir()] == [".feasibility-"]
    files.replace_text(target, "whole")
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_the_folder_of_a_program_that_runs_is_left_alone(tmp_path: Path) -> None:
    with files.replacing(tmp_path / "a") as one:
        one.write_text("1")
        files.replace_text(tmp_path / "b", "2")
        assert one.read_text() == "1"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a", "b"]


def test_folders_that_only_look_alike_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".feasibility-notes").mkdir()
    (tmp_path / ".feasibility-00000000-1-x").mkdir()  # another machine's, on a shared disk
    files.replace_text(tmp_path / "a", "1")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_is_flushed_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda number: done.append("flushed"))
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append("named"), replace(a, b)))
    files.replace_text(tmp_path / "a", "1")
    assert done[:2] == ["flushed", "named"]
