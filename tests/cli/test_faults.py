"""Files of others, full disks, closed streams, signals: a plain message, the right code, no half work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from feasibility.case import case_from_mapping
from feasibility.cli import program
from feasibility.workbook import NotReplaced, write_workbook
from tests.case import cases
from tests.cli.conftest import Run, contents, write_case
from tests.evaluated import evaluated

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
_SMALL = case_from_mapping({**cases.minimal_case(), "horizon_months": 12})


@pytest.fixture
def small(folder: Path) -> Path:
    return write_case(folder / "case.yaml", {**cases.minimal_case(), "horizon_months": 12})


def test_only_our_own_unedited_workbook_is_replaced(run: Run, small: Path, folder: Path) -> None:
    assert run("run", small, "--xlsx", "a.xlsx").code == 0
    assert run("run", small, "--xlsx", "a.xlsx").code == 0  # ours, as it was
    book = load_workbook("a.xlsx")
    book["Forutsetninger"]["A1"] = "Banken har vært her"
    book.save("a.xlsx")
    before = contents(folder)
    for language, said in (("nb", "er endret siden"), ("en", "has been edited")):
        ran = run("run", small, "--xlsx", "a.xlsx", "--language", language)
        assert ran.code == 2
        assert said in ran.err
        assert "--force" in ran.err
        assert contents(folder) == before
    assert run("run", small, "--xlsx", "a.xlsx", "--force").code == 0
    assert load_workbook("a.xlsx")["Forutsetninger"]["A1"].value != "Banken har vært her"


def test_a_file_of_somebody_else_is_not_replaced(run: Run, small: Path, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"regnskap")
    ran = run("run", small, "--xlsx", "a.xlsx")
    assert (ran.code, (folder / "a.xlsx").read_bytes()) == (2, b"regnskap")
    assert "ikke en arbeidsbok fra feasibility" in ran.err


def test_one_saved_while_we_calculate_is_not_replaced_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"

    def saved_meanwhile(*_: object) -> int:
        path.write_bytes(b"regnskap")
        return 0

    monkeypatch.setattr("feasibility.workbook.write.verify", saved_meanwhile)
    with pytest.raises(NotReplaced):
        write_workbook(evaluated(_SMALL), path)
    assert contents(tmp_path) == {"a.xlsx": b"regnskap"}


def test_an_old_output_beside_a_new_one_is_told(run: Run, small: Path) -> None:
    both = run("run", small, "--xlsx", "a.xlsx", "--json", "a.json")
    assert "annen kjøring" not in both.out
    assert "annen kjøring" not in run("run", small, "--json", "a.json").out  # the same run once more
    change = ("--set", "deal.lease.rent_nok_per_m2_year=1300")
    assert "a.json ved siden av er fra en annen kjøring" in run("run", small, "--xlsx", "a.xlsx", *change).out
    assert "another run" in run("run", small, "--json", "a.json", "--language", "en").out


@pytest.mark.parametrize("option", ["--xlsx", "--json"])
def test_a_name_that_is_too_long(run: Run, small: Path, option: str) -> None:
    ran = run("run", small, option, f"{'x' * 300}.{option[2:]}")
    assert ran.code == 2
    assert "for langt" in ran.err


def test_a_full_disk_while_the_workbook_is_written(
    run: Run, small: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = contents(folder)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    ran = run("run", small, "--xlsx", "a.xlsx")
    assert ran.code == 2
    assert "disken ikke er full" in ran.err
    assert contents(folder) == before


def test_xlsxwriters_own_errors_are_os_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    def refused(*_: object) -> None:
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr(Workbook, "close", refused)
    with pytest.raises(OSError, match="No space left"):
        write_workbook(evaluated(_SMALL), tmp_path / "a.xlsx")


def test_a_thousand_wrong_changes_are_told_in_part(run: Run, small: Path) -> None:
    words = [word for n in range(1000) for word in ("--set", f"a{n}=1")]
    ran = run("run", small, *words)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 201
    assert "kanskje flere" in ran.err


# ---- as a process ----------------------------------------------------------------------------------------


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "PY": sys.executable,
    }
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ('"$PY" -m feasibility run case.yaml > /dev/full', 2, "Utskriften kan ikke skrives"),
        ('"$PY" -m feasibility --help > /dev/full', 2, "Utskriften kan ikke skrives"),
        ('"$PY" -m feasibility run case.yaml >&-', 0, ""),
        ('"$PY" -m feasibility run case.yaml --json a.json <&- >&- 2>&-', 0, ""),
        ('"$PY" -m feasibility run none.yaml 2>&-', 2, ""),
        ('"$PY" -m feasibility run none.yaml 2>/dev/full', 2, ""),
    ],
)
def test_streams_that_are_full_or_closed(
    small: Path, folder: Path, command: str, code: int, said: str
) -> None:
    ran = shell(command, folder)
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert said in ran.stderr.decode("utf-8")
    if not said:
        assert ran.stderr == b""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_to_stop_leaves_nothing_behind(folder: Path, number: int, code: int) -> None:
    write_case(folder / "case.yaml", cases.sublease_case())
    # what a terminal does, wherever the tests run: work in the background is started with Ctrl-C ignored
    start = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    start += "from feasibility.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", start, "run", "case.yaml", "--xlsx", "a.xlsx"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        while process.poll() is None and len(list(folder.iterdir())) == 1:
            time.sleep(0.01)  # until the temporary folder is there
        process.send_signal(number)
        _, error = process.communicate()
    assert process.returncode == code
    assert b"Traceback" not in error
    assert [found.name for found in folder.iterdir()] == ["case.yaml"]


def test_ctrl_c_while_the_program_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from feasibility import cli

    class Stopping:
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, program.__name__, Stopping())
    assert cli.main(["--version"]) == 130
    assert "Avbrutt" in capfd.readouterr().err
