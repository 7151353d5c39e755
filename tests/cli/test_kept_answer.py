"""An answer asked for again is told again, and is never told where anything it follows from is another."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feasibility.case import case_text
from feasibility.cli import kept_answer, kept_code, program, program_files
from feasibility.cli.arguments import Arguments, Command
from feasibility.cli.kept_code import OFF, KeptCode, KeptFiles
from feasibility.cli.screen import Screen
from feasibility.report.layout import Shown
from tests.case import cases
from tests.cli.conftest import Ran, Run, write_case
from tests.model.tiny import tiny

RENT = "deal.lease.rent_nok_per_m2_year"


@pytest.fixture
def case(folder: Path) -> Path:
    low = {"label": "Lav leie", "set": {RENT: 50}}
    return write_case(folder / "case.yaml", tiny({RENT: 100, "scenarios": {"low": low}}))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv(OFF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    program_files.program_files.cache_clear()
    yield tmp_path / "cache" / "feasibility"
    program_files.program_files.cache_clear()


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were carried out since the test began; what they tell follows from what they are of,
    as any answer does, and takes no time."""
    done: list[str] = []

    def handler(command: Command, arguments: Arguments, screen: Screen) -> int:
        done.append(command.id)
        asked = case_text(arguments.names["case"]), arguments
        screen.show([Shown("Liten sak", "title"), Shown(repr(asked))])
        return 0

    monkeypatch.setattr(program, "_handler", handler)
    return done


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same, really carried out."""
    done: list[str] = []
    really = program._handler

    def handler(command: Command, arguments: Arguments, screen: Screen) -> int:
        done.append(command.id)
        return really(command, arguments, screen)

    monkeypatch.setattr(program, "_handler", handler)
    return done


def answers(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.told"))


@pytest.mark.parametrize("command", kept_answer.COMMANDS)
def test_the_same_question_has_the_same_answer_without_working_it_out(
    run: Run, case: Path, carried_out: list[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    if command == "bank":  # asks for a borrower
        write_case(case, cases.sublease_case())
    asked = (command, case, "--set", f"{RENT}=90")
    monkeypatch.setenv(OFF, "1")
    anew = run(*asked)
    monkeypatch.delenv(OFF)
    assert [run(*asked) for _ in range(3)] == [anew] * 3
    assert carried_out == [command] * 2
    assert len(anew.out.splitlines()) > 10


def test_nothing_that_calculates_is_imported(run: Run, case: Path) -> None:
    run("run", case)
    asked = (
        "import sys; from feasibility.cli import main\n"
        f"main(['run', {os.fspath(case)!r}])\n"
        "print([name for name in ('numpy', 'pydantic', 'yaml') if name in sys.modules], file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stderr == "[]\n"
    assert told.stdout.startswith("Liten sak\n")


@pytest.mark.parametrize(("code", "is_kept"), [(0, True), (1, True), (2, False), (3, False)])
def test_the_exit_code_is_told_too(
    run: Run, case: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_kept: bool
) -> None:
    def handler(command: Command, arguments: Arguments, screen: Screen) -> int:
        screen.show([Shown("feil", "bad")])
        return code

    monkeypatch.setattr(program, "_handler", handler)
    first = run("run", case)
    assert len(answers(cache)) == is_kept
    assert run("run", case) == first == Ran(code, "feil\n", "")


@pytest.mark.parametrize(
    "other",
    [("--set", f"{RENT}=101"), ("--scenario", "low"), ("--language", "en"), ("--without-support",)],
)
def test_other_words_are_another_question(
    run: Run, case: Path, worked_out: list[str], other: tuple[str, ...]
) -> None:
    run("run", case)
    run("run", case, *other)
    assert worked_out == ["run", "run"]


def test_a_case_of_other_bytes_is_another_case(run: Run, case: Path, worked_out: list[str]) -> None:
    before, text = run("run", case), case.read_bytes()
    found = case.stat()
    case.write_bytes(text.replace(b"rent_nok_per_m2_year: 100", b"rent_nok_per_m2_year: 101"))
    os.utime(case, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert case.stat().st_size == found.st_size
    assert run("run", case) != before
    assert worked_out == ["run", "run"]
    case.write_bytes(text + b"\n# said\n")
    run("run", case)
    assert worked_out == ["run"] * 3


def test_a_case_of_the_same_name_elsewhere_is_another_case(
    run: Run, case: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("run", "case.yaml")
    (folder / "there").mkdir()
    write_case(folder / "there" / "case.yaml", tiny({RENT: 101}))
    monkeypatch.chdir(folder / "there")
    assert run("run", "case.yaml") != before


def test_a_case_that_is_gone_has_no_answer(run: Run, case: Path) -> None:
    run("run", case)
    case.unlink()
    assert run("run", case).code == 2


def test_a_mistake_is_never_kept(run: Run, case: Path, cache: Path) -> None:
    case.write_text("colour: blue\n", encoding="utf-8")
    assert run("run", case).code == 2
    assert run("run", case, "--date", "never").code == 2
    assert answers(cache) == []


def test_what_is_written_is_written_every_time(run: Run, case: Path, folder: Path, cache: Path) -> None:
    for _ in range(2):
        run("run", case, "--json", "out.json")
        (folder / "out.json").unlink()
    assert answers(cache) == []


def test_checks_are_made_whenever_they_are_asked_for(run: Run, case: Path, worked_out: list[str]) -> None:
    assert run("check", case) == run("check", case)
    assert worked_out == ["check", "check"]


def test_another_program_tells_nothing(
    run: Run, case: Path, worked_out: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = tmp_path / "program" / "rule.py"
    rule.parent.mkdir()
    monkeypatch.setattr(program_files, "_PROGRAM", rule.parent)
    for content in ("RATE = 1", "RATE = 2"):
        rule.write_text(content)
        program_files.program_files.cache_clear()
        run("run", case)
    assert worked_out == ["run", "run"]


@pytest.mark.parametrize("library", ["numpy", "numpy_financial", "pydantic", "pydantic_core", "yaml"])
def test_another_library_tells_nothing(
    run: Run, case: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    run("run", case)
    as_it_is = program_files._as_it_is
    changed = Path(sys.modules[library].__file__ or "")

    def newer(path: str, found: os.stat_result) -> tuple[str, int, int, int]:
        name, size, modified, made = as_it_is(path, found)
        return name, size, modified, made + (Path(path) == changed)

    monkeypatch.setattr(program_files, "_as_it_is", newer)
    program_files.program_files.cache_clear()
    run("run", case)
    assert worked_out == ["run", "run"]


@pytest.mark.parametrize("of", ["version", "python"])
def test_another_version_tells_nothing(
    run: Run, case: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    run("run", case)
    if of == "python":
        monkeypatch.setattr(sys, "version", "3.99")
    else:
        monkeypatch.setattr(kept_code, "__version__", "9.9.9")
    run("run", case)
    assert worked_out == ["run", "run"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b'["case.yaml", [1], 0, []]', b'["case.yaml", [1, "a"], 0, [["b"]]]', b"\xff"],
)
def test_what_is_not_whole_is_not_told(
    run: Run, case: Path, worked_out: list[str], cache: Path, content: bytes
) -> None:
    before = run("run", case)
    (kept,) = answers(cache)
    kept.write_bytes(kept.read_bytes()[:-1])
    assert run("run", case) == before
    # with a checksum that holds, as nothing but a mistake of our own would write it
    KeptFiles(cache, "told").write(kept_answer._asked(["run", os.fspath(case)]), content)
    assert run("run", case) == before
    assert worked_out == ["run"] * 3


def test_a_file_that_others_may_write_is_not_told(
    run: Run, case: Path, worked_out: list[str], cache: Path
) -> None:
    run("run", case)
    (kept,) = answers(cache)
    kept.chmod(0o662)
    run("run", case)
    assert worked_out == ["run", "run"]


def test_a_case_that_changes_while_it_is_read_is_not_kept(
    run: Run, case: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(command: Command, arguments: Arguments, screen: Screen) -> int:
        write_case(case, tiny({RENT: 101}))
        return 0

    monkeypatch.setattr(program, "_handler", saved_meanwhile)
    run("run", case)
    assert answers(cache) == []


def test_a_pipe_is_left_to_the_run(case: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert kept_answer._whole(os.fspath(folder / "pipe")) is None
    assert kept_answer._whole("/dev/stdin") is None
    assert kept_answer._whole(os.fspath(folder)) is None
    assert kept_answer._whole("a\0b") is None
    content = case.read_bytes()
    assert kept_answer._whole(os.fspath(case)) == (len(content), hashlib.sha256(content).hexdigest())


def test_it_has_its_colours_where_there_are_colours(
    run: Run, case: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("run", case)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda self: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = run("run", case)
    assert worked_out == ["run"]
    assert coloured.out.startswith("\x1b[1mLiten sak")
    assert plain.out.startswith("Liten sak")


def test_where_nothing_is_to_be_kept_nothing_is_told(
    run: Run, case: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("run", case)
    monkeypatch.setenv(OFF, "1")
    run("run", case)
    assert worked_out == ["run", "run"]


def test_answers_push_out_no_code_and_code_no_answers(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_code, "_MOST_FILES", 2)
    for number in range(4):
        KeptFiles(cache, "told").write(f"{number}", b"answer")
        KeptCode(cache).keep(f"{number}", "name", compile(f"{number}", "name", "exec"))
    assert len(answers(cache)) == 2
    assert len(list(cache.glob("*.kept"))) == 2
    assert KeptFiles(cache, "told").read("3") == b"answer"


def test_what_is_kept_is_what_was_told(run: Run, case: Path, cache: Path) -> None:
    told = run("run", case)
    (kept,) = answers(cache)
    name, whole, code, lines = json.loads(kept.read_bytes()[32:])
    assert (name, whole[0], code) == (os.fspath(case), case.stat().st_size, 0)
    assert [text for text, _ in lines] == told.out.split("\n")[:-1]
