"""Bad files at the command line: exit 2, one message a mistake with path and mend, nothing written."""

import re
from pathlib import Path
from typing import Any

import pytest

from feasibility.cli.commands import COMMANDS
from feasibility.language import LANGUAGES
from tests.case import cases
from tests.cli.conftest import Run, contents, write_case

FLEX = "products.flex"

MISTAKES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("missing field", {f"{FLEX}.price_nok_per_month": ...}, [f"{FLEX}.price_nok_per_month"]),
    ("unknown field", {f"{FLEX}.colour": "red"}, [f"{FLEX}.colour"]),
    (
        "misspelt field",
        {f"{FLEX}.chrun_share_per_month": 0.1},
        ["chrun_share_per_month", "churn_share_per_month"],
    ),
    ("wrong type", {f"{FLEX}.units": "tjue"}, [f"{FLEX}.units", "tjue"]),
    ("wrong unit", {"horizon_months": "120 måneder"}, ["horizon_months", "120"]),
    ("negative area", {"building.spaces.open.exclusive_m2": -5}, ["building.spaces.open.exclusive_m2", "-5"]),
    ("month outside the horizon", {f"{FLEX}.opening_month": 121}, [f"{FLEX}.opening_month", "121", "120"]),
    ("ramp share over 1", {f"{FLEX}.ramp.stabilised_share": 1.2}, [f"{FLEX}.ramp.stabilised_share", "1.2"]),
    (
        "overlapping reductions",
        {"deal.lease.reductions.1.from_month": 6},
        ["deal.lease.reductions.1"],
    ),
    ("percent for a share", {f"{FLEX}.churn_share_per_month": 25}, [f"{FLEX}.churn_share_per_month", "0.25"]),
]


def broken(changes: dict[str, Any]) -> cases.Stated:
    stated = cases.sublease_case()
    for path, value in changes.items():
        stated = cases.without(stated, path) if value is ... else cases.changed(stated, path, value)
    return stated


def bad_run(run: Run, folder: Path, file: str, language: str = "nb") -> list[str]:
    """Run a bad file with every file asked for; give back the messages."""
    before = contents(folder)
    ran = run("run", file, "--json", "out.json", "--xlsx", "out.xlsx", "--language", language)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert contents(folder) == before
    for command in ("check", "discount", "lines"):
        assert run(command, file, "--language", language).code == 2
    assert run("explain", file, "lease.rent", "3").code == 2
    return ran.err.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "changes", "told"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_one_message_with_path_and_mend(
    run: Run, folder: Path, name: str, changes: dict[str, Any], told: list[str], language: str
) -> None:
    write_case(folder / "case.yaml", broken(changes))
    (message,) = bad_run(run, folder, "case.yaml", language)
    for text in told:
        assert text in message
    assert re.match(r"(Linje|Line) \d+: ", message)


def test_all_mistakes_at_once(run: Run, folder: Path) -> None:
    changes = {
        f"{FLEX}.colour": "red",
        f"{FLEX}.units": "tjue",
        "building.spaces.open.exclusive_m2": -5,
        f"{FLEX}.ramp.stabilised_share": 75,
    }
    write_case(folder / "case.yaml", broken(changes))
    messages = bad_run(run, folder, "case.yaml")
    assert len(messages) == len(changes)
    for path in changes:
        assert sum(path in message for message in messages) == 1


FILES: dict[str, bytes] = {
    "empty": b"",
    "only spaces": b"  \n\n",
    "binary": bytes(range(256)) * 40,
    "a spreadsheet": b"PK\x03\x04" + bytes(1000),
    "not a mapping": b"- one\n- two\n",
    "a bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a key twice": b"name: One\nname: Two\n",
    "broken yaml": b"name: [\n",
    "too deep": b"a: " + b"[" * 2000,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_case(run: Run, folder: Path, name: str, language: str) -> None:
    Path("case.yaml").write_bytes(FILES[name])
    messages = bad_run(run, folder, "case.yaml", language)
    assert any("case.yaml" in message or re.match(r"(Linje|Line) \d+", message) for message in messages)


def test_a_file_of_fifty_megabytes_is_refused_unread(run: Run, folder: Path) -> None:
    with Path("case.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    (message,) = run("run", "case.yaml").err.splitlines()
    assert "50000000" in message


def test_a_file_that_is_not_there_and_a_folder(run: Run, folder: Path) -> None:
    Path("folder").mkdir()
    assert "nei.yaml" in bad_run(run, folder, "nei.yaml")[0]
    assert "mappe" in bad_run(run, folder, "folder")[0]
    assert run("run", "").code == 2


def test_a_file_one_may_not_read(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_case(folder / "case.yaml", cases.minimal_case())

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)  # as root, every file may be read
    ran = run("run", "case.yaml")
    assert ran.code == 2
    assert "case.yaml" in ran.err


def test_what_nobody_foresaw_is_told_as_a_bug(
    run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("feasibility.cli.chosen.run", breaks)
    ran = run("run", sublease)
    assert ran.code == 3
    assert "RuntimeError: boom" in ran.err
    assert "Traceback" not in ran.err


def test_stopped_from_the_keyboard(run: Run, sublease: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("feasibility.cli.chosen.run", stops)
    ran = run("run", sublease)
    assert ran.code == 130
    assert "Traceback" not in ran.err


RENT = "deal.lease.rent_nok_per_m2_year"
CHANGEABLE = [id for id, command in COMMANDS.items() if "--set" in command.usage("en")]


def test_every_command_that_calculates_takes_a_change() -> None:
    assert {"run", "bank", "stress", "capacity", "solve", "compare", "simulate", "explain"} <= set(CHANGEABLE)


@pytest.mark.parametrize("command", CHANGEABLE)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", ("(Leie)", "tekst, ikke et tall", "Skriv et tall på minst 0 (kr per m² og år)", "uten enhet")),
        (
            "en",
            ("(Rent)", "text, not a number", "Write a number of at least 0 (NOK per m² and year)", "unit"),
        ),
    ],
)
def test_a_word_where_a_number_is_set_is_told_with_path_value_range_and_mend(
    run: Run, tmp_path: Path, command: str, language: str, told: tuple[str, ...]
) -> None:
    file = write_case(tmp_path / "case.yaml", cases.sublease_case())
    more = {"explain": ("operator.npv",), "solve": ("--number", RENT)}.get(command, ())
    ran = run(command, file, *more, "--set", f"{RENT}=mye", "--language", language)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    for part in (RENT, "mye", *told):
        assert part in ran.err.replace("\xa0", " "), ran.err
