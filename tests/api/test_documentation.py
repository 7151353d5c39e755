"""What docs/python.md and docs/commands.md show is what the product does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import feasibility as fe
from feasibility import resources
from feasibility.cli import main
from feasibility.cli.commands import COMMANDS
from feasibility.report.document import document

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PYTHON = (ROOT / "docs" / "python.md").read_text("utf-8")
COMMAND_PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.fixture(scope="module")
def larvik() -> fe.Result:
    return fe.run(fe.load(resources.example_path("larvik")))


def code_blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PYTHON, re.DOTALL)


def test_the_code_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All blocks one after the other, in a folder of its own; only the picture is left out."""
    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in code_blocks():
        exec(block, names)
    npv = names["npv"]
    assert npv[0] > npv[-1]  # type: ignore[index]
    assert (tmp_path / "larvik-bank.pdf").is_file()


def test_every_public_name_is_described() -> None:
    classes = {"Break", "Case", "Discount", "Result", "StressGrid", "Trace", "__version__"}
    for name in set(fe.__all__) - classes:
        assert f"fe.{name}" in PYTHON, name


def test_the_document_is_described_key_by_key(larvik: fe.Result) -> None:
    table = COMMAND_PAGE.partition("## The JSON document")[2]

    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
        elif isinstance(value, list) and value:
            yield from keys(value[0])

    found = document(larvik)
    for key, value in found.items():
        assert f"`{key}`" in table
        if key in ("case", "run", "loans", "checks", "lines"):
            for inner in keys(value):
                assert f"`{inner}`" in table, f"{key}.{inner}"


def test_every_command_and_option_is_described() -> None:
    for command in COMMANDS.values():
        assert f"`feasibility {command.id}" in COMMAND_PAGE
        for option in command.options:
            assert option.flag in COMMAND_PAGE


def test_the_commands_shown_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each command line of the page on a new case: none is refused."""
    import shlex

    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^feasibility (.+)$", COMMAND_PAGE, re.MULTILINE)
    assert lines[0].startswith("new")
    for line in lines:
        words = shlex.split(line)
        if "low" in words:
            continue  # a scenario of the reader's own
        if words[0] == "app":
            continue  # runs until it is stopped: tests/cli/test_app.py
        assert main(words) == 0, line
