"""Which tests lie nearest to what has changed: what `make check` runs. `make test` runs everything.

Tests are laid out as the product is, so a change in `feasibility/model/vat/` asks for `tests/model/vat/`. To
these come the tests that import a changed module themselves, the worked examples, and the tests of the house
(architecture, citations). Changed is what is not committed, and what is committed here and not upstream;
where there is neither, the last commit. Where a change may touch anything, or there is no git, all tests are
near.

From the top of the repository: `python -m tests.changed` prints the paths for pytest.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING = frozenset({"tests"})
ALWAYS = frozenset({"tests/examples", "tests/test_architecture.py", "tests/test_citations.py"})
# Where the tests of a folder or file are not found by its name; none are asked for beside `ALWAYS` by an
# empty place.
ELSEWHERE = {
    "app.py": "tests/app",
    "benchmarks": "tests/test_project.py",
    "docs": "tests/api/test_documentation.py",
    "examples": "tests/evidence",
    "feasibility/report": "tests/cli",
    "feasibility/screens": "tests/app",
    "templates": "tests/evidence",
    "CHANGELOG.md": "",
    "CONTRIBUTING.md": "tests/test_project.py",
    "LICENSE": "",
    "Makefile": "tests/test_project.py",
    "README.md": "tests/api/test_documentation.py",
}


def main() -> int:
    """Print what to run, one path a line."""
    print("\n".join(sorted(near(changed_files(ROOT), ROOT))))
    return 0


def changed_files(root: Path) -> list[str] | None:
    """The changed files of the repository, or None where that cannot be known."""
    here = _git(root, "diff", "--name-only", "HEAD")
    if here is None:
        return None
    new = _git(root, "ls-files", "--others", "--exclude-standard") or []
    ahead = _git(root, "diff", "--name-only", "@{upstream}...HEAD") or []
    return sorted({*here, *new, *ahead}) or _git(root, "diff", "--name-only", "HEAD~1", "HEAD")


def near(changed: Iterable[str] | None, root: Path) -> frozenset[str]:
    """Test files and folders nearest to the changed files, none of them inside another."""
    if changed is None:
        return EVERYTHING
    wanted = set(ALWAYS)
    for file in changed:
        places = _places(file, root)
        if places is None:
            return EVERYTHING
        wanted |= places
    return frozenset(p for p in wanted if not any(p != q and p.startswith(f"{q}/") for q in wanted))


def _places(file: str, root: Path) -> set[str] | None:
    """Where the tests of one file are; None where they may be anywhere."""
    parts = Path(file).parts
    for end in range(len(parts), 0, -1):
        place = ELSEWHERE.get("/".join(parts[:end]))
        if place is not None:
            return {place} if place else set()
    if parts[0] == "tests" and len(parts) > 2:
        path = root / file
        own = path.exists() and re.fullmatch(r"test_\w+\.py", path.name)
        return {file} if own else {_existing(path.parent, root)}
    if parts[0] == "tests":
        return {file} if parts[-1].startswith("test_") and (root / file).exists() else None
    if parts[0] != "feasibility":
        return None
    folder = root.joinpath("tests", *parts[1:-1])
    if len(parts) == 2:
        named = [root / "tests" / f"test_{parts[1]}", root / "tests" / parts[1].removesuffix(".py")]
        places = {str(p.relative_to(root)) for p in named if p.exists()}
        return places | _importers(file, root) if places else None
    return {_existing(folder, root)} | _importers(file, root)


def _existing(folder: Path, root: Path) -> str:
    """The nearest folder that is there."""
    while not folder.is_dir():
        folder = folder.parent
    return folder.relative_to(root).as_posix()


def _importers(file: str, root: Path) -> set[str]:
    """Tests that import the module by its full name."""
    name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    asks = re.compile(rf"^\s*(from {re.escape(name)} import|import {re.escape(name)}\b)", re.MULTILINE)
    return {
        path.relative_to(root).as_posix()
        for path in root.glob("tests/**/test_*.py")
        if asks.search(path.read_text("utf-8"))
    }


def _git(root: Path, *words: str) -> list[str] | None:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
