"""Running the command line in this process, on case files in a folder of the test's own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from feasibility.cli import main
from tests.case import cases


@dataclass(frozen=True)
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line: run("check", file) gives its exit code and what it wrote."""

    def carry_out(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return carry_out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the one the command line runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_case(path: Path, stated: cases.Stated) -> Path:
    """Write a stated case as a file."""
    path.write_text(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.fixture
def sublease(folder: Path) -> Path:
    """The file sublease.yaml: a case that states something in every section."""
    return write_case(folder / "sublease.yaml", cases.sublease_case())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder and below, with what is in it."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
