"""The program as a process: from any folder, into a closed pipe, and without loading what is not used."""

import subprocess
import sys
from pathlib import Path

import pytest

from feasibility import resources
from tests.case import cases
from tests.cli.conftest import write_case

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    *("pandas", "openpyxl", "xlsxwriter", "ironcalc", "streamlit", "altair"),
    *("scipy", "SALib", "matplotlib", "vl_convert"),
}


def program(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "feasibility", *words],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "", **environment},
        capture_output=True,
        check=False,
    )


def test_from_any_folder(tmp_path: Path) -> None:
    write_case(tmp_path / "case.yaml", cases.minimal_case())
    (tmp_path / "deep").mkdir()
    ran = program("run", "../case.yaml", "--json", "out.json", cwd=tmp_path / "deep", PYTHONUTF8="1")
    assert ran.returncode == 0, ran.stderr
    assert "Gårdeier" in ran.stdout.decode("utf-8")
    assert (tmp_path / "deep" / "out.json").exists()


def test_a_plain_console_gets_plain_signs(tmp_path: Path) -> None:
    write_case(tmp_path / "case.yaml", cases.minimal_case())
    ran = program("run", "case.yaml", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.isascii()
    assert b"Minste sak" in ran.stdout


def test_a_reader_who_has_read_enough(tmp_path: Path) -> None:
    """As `feasibility lines case.yaml | head -1`: no traceback, and no complaint at exit."""
    write_case(tmp_path / "case.yaml", cases.sublease_case())
    with subprocess.Popen(
        [sys.executable, "-m", "feasibility", "lines", "case.yaml"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("words", [["run", "case.yaml"], ["discount", "case.yaml"], ["check", "case.yaml"]])
def test_nothing_heavy_is_loaded_for_the_summary(tmp_path: Path, words: list[str]) -> None:
    write_case(tmp_path / "case.yaml", cases.sublease_case())
    script = (
        "import sys; from feasibility.cli import main; "
        f"code = main({words!r}); print(*sys.modules, file=sys.stderr); "
        # pydantic makes the validator of a whole case once, as a stated case's, and no second one
        "from feasibility.case import Case; sys.exit(code or (3 if Case.__pydantic_complete__ else 0))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stderr.split())
    assert not HEAVY & loaded
    assert words[0] != "run" or not any(name.startswith("feasibility.answers") for name in loaded)


def test_examples_run_from_another_folder(tmp_path: Path) -> None:
    for name in resources.example_names():
        ran = program("run", str(resources.example_path(name)), cwd=tmp_path, PYTHONUTF8="1")
        assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
        lines = ran.stdout.decode("utf-8").splitlines()
        assert len(lines) <= 72
        # A command to copy names the file where it lies, however far down that is.
        assert max(len(line) for line in lines if str(resources.example_path(name)) not in line) <= 100
