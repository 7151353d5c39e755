"""Which tests reach a change: learnt from one run of the suite, kept until a source changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import coverage

from tests.imported import imported
from tests.mutation import recorder
from tests.mutation.sites import Mutation

# What the tests run by, apart from the machine. Other files do not decide which lines a test reaches.
_SOURCES = ("feasibility/**/*.py", "tests/**/*.py", "templates/*.yaml", "examples/*.yaml", "pyproject.toml")
_OWN = "tests/mutation/"
# Too slow to be run for each change; what they show of the model, faster tests check too.
# Patterns count from the top of the project, and a star goes past a slash.
LEFT_OUT = ("*/test_random_cases.py", "*/test_random_workbooks*", "tests/app/*", "tests/mutation/*")
MARKERS = "not system"


@dataclass(frozen=True, slots=True)
class Timed:
    """A test and how many seconds of the processor it took."""

    id: str
    seconds: float

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.id.partition("::")[0]


@dataclass
class Reach:
    """What one run of the suite showed."""

    folder: Path
    root: Path
    tests: dict[str, Timed] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    _askers: dict[str, set[str]] = field(default_factory=dict)
    _lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what was recorded."""
        notes = json.loads((self.folder / "tests.json").read_text("utf-8"))
        self.left_out = tuple(notes["left out"])
        for test, seconds in notes["seconds"].items():
            self.tests[test] = Timed(test, seconds)
            for context in _all_used(test, notes["uses"]):
                self._askers.setdefault(context, set()).add(test)
        self._data = coverage.CoverageData(str(self.folder / "lines"))
        self._data.read()

    def of(self, mutation: Mutation) -> list[Timed]:
        """The tests that reach it, the fastest first."""
        lines = self._of_file(mutation.path)
        rows = {*range(mutation.first, mutation.last + 1), *range(mutation.row, mutation.end_row + 1)}
        if mutation.body is not None:
            rows |= set(range(mutation.body[0], mutation.body[1] + 1))
        found: set[str] = set().union(*(lines.get(row, set()) for row in rows))
        if mutation.at_import and mutation.body is None:
            # No test runs the line itself; whatever runs something of the module, or of one that imports
            # it, may read what the line made.
            for path in (mutation.path, *sorted(self._importers.get(mutation.path, ()))):
                found |= set().union(*self._of_file(path).values())
        return sorted((self.tests[test] for test in found), key=lambda test: (test.seconds, test.id))

    def _of_file(self, path: str) -> dict[int, set[str]]:
        if path not in self._lines:
            contexts = self._data.contexts_by_lineno(path)
            self._lines[path] = {row: self._tests_of(named) for row, named in contexts.items()}
        return self._lines[path]

    def _tests_of(self, contexts: Iterable[str]) -> set[str]:
        return set().union(*(self._askers.get(context, set()) for context in contexts))

    @cached_property
    def _importers(self) -> dict[str, set[str]]:
        """For each module of the package, the modules that import it."""
        paths = {file.relative_to(self.root).as_posix() for file in (self.root / "feasibility").rglob("*.py")}
        found: dict[str, set[str]] = {}
        for path in paths:
            for name in imported((self.root / path).read_text("utf-8")):
                stem = name.replace(".", "/")
                for target in (f"{stem}.py", f"{stem}/__init__.py"):
                    if target in paths - {path}:
                        found.setdefault(target, set()).add(path)
        return found


def _all_used(test: str, uses: dict[str, list[str]]) -> set[str]:
    """The test itself, the shared work it asks for, and what that in turn asks for."""
    found: set[str] = set()
    waiting = [test]
    while waiting:
        context = waiting.pop()
        if context not in found:
            found.add(context)
            waiting += uses.get(context, [])
    return found


def learn(
    root: Path, copy: Path, cache: Path, say: Callable[[str], None], places: Sequence[str] = ()
) -> Reach:
    """What is known about the sources under `root`; runs the suite in `copy` where nothing is.

    places: files and folders of tests; none for all of them.
    """
    sources = _hash(root)
    asked = hashlib.sha256("\0".join(sorted(places)).encode()).hexdigest()[:8]
    folder = cache / f"reach-{sources}-{asked}"
    if not (folder / "tests.json").exists():
        say("Learning which tests reach which line: one run of the suite, some minutes ...")
        made = cache / "learning"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        _record(copy, made, places)
        for old in set(cache.glob("reach-*")) - set(cache.glob(f"reach-{sources}-*")):
            shutil.rmtree(old)
        made.rename(folder)
    return Reach(folder, root)


def _record(copy: Path, folder: Path, places: Sequence[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        recorder.__name__,
        "-q",
        "-m",
        MARKERS,
        "-p",
        "no:cacheprovider",
    ]
    left_out = [f"--ignore-glob={pattern}" for pattern in LEFT_OUT]
    with (folder / "pytest.log").open("w", encoding="utf-8") as log:
        subprocess.run(
            [*command, *left_out, *places],
            cwd=copy,
            env=environment(copy) | {recorder.FOLDER: str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    seconds: dict[str, float] = {}
    uses: dict[str, set[str]] = {}
    left: set[str] = set()
    for file in sorted(folder.glob("tests.*.json")):
        note = json.loads(file.read_text("utf-8"))
        seconds |= note["seconds"]
        left |= set(note["left out"])
        for context, used in note["uses"].items():
            uses.setdefault(context, set()).update(used)
    if not seconds:
        raise RuntimeError(f"the tests did not run; see {folder / 'pytest.log'}")
    joined = coverage.CoverageData(str(folder / "lines"))
    for file in sorted(folder.glob("lines.*")):
        part = coverage.CoverageData(str(file))
        part.read()
        joined.update(part, map_path=lambda path: Path(path).relative_to(copy).as_posix())
        file.unlink()
    joined.write()
    used = {context: sorted(names) for context, names in uses.items()}
    learnt = {"seconds": seconds, "uses": used, "left out": sorted(left)}
    (folder / "tests.json").write_text(json.dumps(learnt), "utf-8")


def environment(copy: Path) -> dict[str, str]:
    """What a run in a copy is given: the copy's own modules, and the same order of sets in every run."""
    return os.environ | {"PYTHONPATH": str(copy), "PYTHONHASHSEED": "0", "PYTEST_ADDOPTS": ""}


def _hash(root: Path) -> str:
    total = hashlib.sha256()
    for pattern in _SOURCES:
        for file in sorted(root.glob(pattern)):
            path = file.relative_to(root).as_posix()
            if not path.startswith(_OWN):
                total.update(path.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]
