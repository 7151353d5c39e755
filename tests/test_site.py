"""The documentation as a site: it is made, every page stands in it, a link that leads nowhere stops it."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TAKEN = ("docs", "examples", "templates", "deploy", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")
pytestmark = pytest.mark.slow
_NORWEGIAN = re.compile(r"\b(?:og|ikke|som)\b")


def made(folder: Path, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    script = root / "docs" / "make_site.py"
    return subprocess.run([sys.executable, script, folder], capture_output=True, text=True, check=False)


def test_every_page_is_there_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    ran = made(tmp_path)
    assert ran.returncode == 0, ran.stderr
    for page in ROOT.glob("docs/*.md"):
        assert (tmp_path / "docs" / f"{page.stem}.html").is_file(), page
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "feasibility" in text
    assert "http" not in "".join(
        line for line in text.splitlines() if "<script" in line or "stylesheet" in line
    )


@pytest.mark.parametrize(
    "line", ["[gone](nowhere.md)", "[gone](model.md#no-such-heading)", "[gone](../examples/none.yaml)"]
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, line: str) -> None:
    copy = tmp_path / "copy"
    for name in TAKEN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name)
        else:
            shutil.copy(source, copy / name)
    page = copy / "docs" / "papers.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    ran = made(tmp_path / "site", copy)
    assert ran.returncode == 1
    assert "papers.md" in ran.stderr


def test_titles_and_pages_are_of_one_language() -> None:
    nav = runpy.run_path(str(ROOT / "docs" / "make_site.py"))["NAV"]
    pages = {
        page: group
        for entry in nav
        for group, held in entry.items()
        for page in ([held] if isinstance(held, str) else [path for each in held for path in each.values()])
    }
    norwegian = {page for page in pages if _NORWEGIAN.search((ROOT / page).read_text(encoding="utf-8")[:600])}
    assert norwegian == {page for page, group in pages.items() if group == "På norsk"}
    assert len(norwegian) == 2
