"""Which tests lie nearest to what has changed: what `make check` runs. `make test` runs everything.

Tests are laid out as the product is, so a change in `feasibility/model/vat/` asks for `tests/model/vat/`. To
these come the tests that import a changed module themselves, the worked examples, and the tests of the house
(architecture, citations). Changed is what is not committed, and what is committed here and not upstream;
where there is neither, the last commit. Where a change may touch anything, or there is no git, all tests are
near.

From the top of the repository: `python -m tests.changed` prints the paths for pytest.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from tests.imported import imported

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING = frozenset({"tests"})
ALWAYS = frozenset({"tests/examples", "tests/test_architecture.py", "tests/test_citations.py"})
# Where the tests of a folder or file are not found by its name; none are asked for beside `ALWAYS` by an
# empty place.
ELSEWHERE = {
    "app.py": "tests/app",
    "benchmarks": "tests/test_project.py",
    "deploy": "tests/test_deploy.py",
    "docs": "tests/api/test_documentation.py",
    "examples": "tests/evidence",
    "feasibility/pictures": "tests/answers",
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
    for part in (file, *map(Path.as_posix, Path(file).parents)):
        if part in ELSEWHERE:
            return {ELSEWHERE[part]} - {""}
    top, *below = Path(file).parts
    if top == "tests":
        return _of_test(file, root)
    if top != "feasibility":
        return None
    own = _own_tests(below, root)
    return own and own | _importers(root).get(file, set())


def _of_test(file: str, root: Path) -> set[str] | None:
    """A test file itself; of what its neighbours share, the folder."""
    path = root / file
    if path.name.startswith("test_") and path.exists():
        return {file}
    return _folder(path.parent, root)


def _own_tests(below: Sequence[str], root: Path) -> set[str] | None:
    """The tests that lie where a module of the product, named from its top, does."""
    if len(below) > 1:
        return _folder(root.joinpath("tests", *below[:-1]), root)
    name = below[0].removesuffix(".py")
    return {place for place in (f"tests/test_{name}.py", f"tests/{name}") if (root / place).exists()} or None


def _folder(folder: Path, root: Path) -> set[str] | None:
    """The nearest folder of tests that is there; None where that is the top, which is everything."""
    while not folder.is_dir():
        folder = folder.parent
    place = folder.relative_to(root).as_posix()
    return None if place in EVERYTHING else {place}


@cache
def _importers(root: Path) -> dict[str, set[str]]:
    """For each module of the product by its file, the test files that import it themselves."""
    found: dict[str, set[str]] = {}
    for path in root.glob("tests/**/test_*.py"):
        for name in imported(path.read_text("utf-8")):
            stem = name.replace(".", "/")
            for file in (f"{stem}.py", f"{stem}/__init__.py"):
                found.setdefault(file, set()).add(path.relative_to(root).as_posix())
    return found


def _git(root: Path, *words: str) -> list[str] | None:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
