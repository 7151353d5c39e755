"""A run asked for again is told the same: its case is not read once more, nor its model built."""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from feasibility.cli import chosen, kept_answer, program_files
from feasibility.cli.kept_code import OFF, KeptFiles
from feasibility.cli.kept_run import KeptRun
from feasibility.model import build as building
from tests.cli.conftest import Run, write_case
from tests.model.tiny import tiny

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.fixture
def case(folder: Path) -> Path:
    """A case whose operator has money enough, so that one model tells all."""
    low = {"label": "Lav leie", "set": {RENT: 50}}
    return write_case(folder / "case.yaml", tiny({RENT: 100, "scenarios": {"low": low}}))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv(OFF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_answer, "_files", lambda: None)  # the answer itself is not kept here
    program_files.program_files.cache_clear()
    yield tmp_path / "cache" / "feasibility"
    program_files.program_files.cache_clear()


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done since the test began: "read" for each case that was, "built" for each model."""
    done: list[str] = []
    read, built = chosen.parse_case, building.build

    def reading(*given: str) -> object:
        done.append("read")
        return read(*given)

    def builds(case: object) -> object:
        done.append("built")
        return built(case)  # type: ignore[arg-type]

    monkeypatch.setattr(chosen, "parse_case", reading)
    monkeypatch.setattr(building, "build", builds)
    return done


def test_the_third_run_reads_and_builds_nothing_and_says_the_same(
    run: Run, case: Path, times: list[str]
) -> None:
    first, second = run("run", case), run("run", case)
    assert times == ["read", "built"] * 2
    third = run("run", case)
    assert times == ["read", "built"] * 2
    assert first == second == third
    assert first.out


def test_a_document_is_the_same_byte_for_byte(run: Run, case: Path, folder: Path) -> None:
    for name in ("1.json", "2.json", "3.json"):
        run("run", case, "--json", name, "--date", "2026-01-31")
    written = [(folder / name).read_bytes() for name in ("1.json", "2.json", "3.json")]
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize(
    "other",
    [
        ("--set", f"{RENT}=101"),
        ("--scenario", "low"),
        ("--language", "en"),
    ],
)
def test_another_run_of_the_case_is_not_the_one_kept(
    run: Run, case: Path, times: list[str], other: tuple[str, ...]
) -> None:
    before = run("run", case, *other)
    for _ in range(2):
        run("run", case)
    times.clear()
    assert run("run", case, *other) == before
    assert times == ["read", "built"]


def test_without_support_is_the_same_model_with_another_input(run: Run, case: Path, times: list[str]) -> None:
    before = run("run", case, "--without-support")
    for _ in range(2):
        run("run", case)
    times.clear()
    assert run("run", case, "--without-support") == before
    assert run("run", case) != before
    assert times == []


def test_a_number_changed_in_the_file_is_read(run: Run, case: Path, times: list[str]) -> None:
    for _ in range(3):
        before = run("run", case)
    times.clear()
    write_case(case, tiny({RENT: 101}))
    assert run("run", case) != before
    assert times == ["read", "built"]


def test_a_mistake_is_told_every_time(run: Run, case: Path, cache: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8") + "colour: blue\n", encoding="utf-8")
    told = [run("run", case) for _ in range(3)]
    assert told[0].code == 2
    assert told[0] == told[1] == told[2]
    assert all(file.stat().st_size == 32 for file in cache.iterdir())  # a checksum of nothing


def test_a_program_that_has_changed_finds_nothing(
    run: Run, case: Path, times: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    (program / "inner").mkdir(parents=True)
    (program / "inner" / "rule.py").write_text("RATE = 1")
    monkeypatch.setattr(program_files, "_PROGRAM", program)
    program_files.program_files.cache_clear()
    for _ in range(3):
        run("run", case)
    assert times == ["read", "built"] * 2
    (program / "inner" / "rule.py").write_text("RATE = 2")
    program_files.program_files.cache_clear()
    run("run", case)
    assert times == ["read", "built"] * 3


def test_a_library_that_has_changed_finds_nothing(
    run: Run, case: Path, times: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        run("run", case)
    monkeypatch.setattr(program_files, "_LIBRARIES", ("pydantic", "yaml"))
    program_files.program_files.cache_clear()
    times.clear()
    run("run", case)
    assert times == ["read", "built"]


@pytest.mark.parametrize("change", [b"", b"x"])
def test_what_was_kept_and_is_no_longer_whole_is_made_anew(
    run: Run, case: Path, times: list[str], cache: Path, change: bytes
) -> None:
    for _ in range(2):
        before = run("run", case)
    for file in cache.iterdir():
        file.write_bytes(file.read_bytes()[:-1] + change)
    times.clear()
    assert run("run", case) == before
    assert times == ["read", "built"]


def test_where_nothing_is_to_be_kept_nothing_is(
    run: Run, case: Path, times: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OFF, "1")
    for _ in range(3):
        run("run", case)
    assert times == ["read", "built"] * 3
    assert not cache.exists()
    assert os.environ[OFF]


def test_what_cannot_be_read_is_not_used(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "cache")
    files.write("a", b"no pickle")
    assert KeptRun(files, "a").read() is None
    files.write("b", pickle.dumps((b"no pickle", b"")))
    assert KeptRun(files, "b").read() is None
