"""The worked questions of the documentation: each command runs, and gives the figures printed in bold."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("audit", "capacity", "compare", "negotiate", "sensitivity", "simulate", "solve", "stress")
"""Pages with a question worked through on an example."""

_COMMAND = re.compile(r"^feasibility (.+)$", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_its_commands_say(run: Run, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    commands = _COMMAND.findall(text)
    assert commands
    said = ""
    for command in commands:
        ran = run(*shlex.split(command))
        assert ran.code == 0, ran.err
        said += _plain(ran.out)
    bold = [figure for figure in _BOLD.findall(text) if any(map(str.isdigit, figure))]
    assert bold
    for figure in bold:
        assert _plain(figure) in said, figure


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
