"""One change, tried in a copy of the project: do the tests that reach it fail?"""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.mutation import chosen
from tests.mutation.reach import Timed, environment
from tests.mutation.sites import Mutation

Verdict = Literal["killed", "survived", "unreached", "broken"]

# The first wave: few files, so that little is collected, and the tests most likely to notice.
FIRST_FILES, FIRST_SECONDS = 4, 15.0
# How much of the processor, and of the clock, is far too much: so much to start, and so many times what the
# tests took unchanged.
PROCESSOR, PROCESSOR_START = 3, 30
CLOCK, CLOCK_START = 20, 600
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv*", "*_cache", ".hypothesis", ".mutation", "__pycache__", "demo", "saved", "build", "dist"
)
_PASSED, _FAILED, _INTERRUPTED, _INTERNAL, _USAGE, _NO_TESTS = range(6)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one change. reached_by: tests that reach it, of which `run` at most were run.
    how: the first failing test, or why there is none."""

    mutation: Mutation
    verdict: Verdict
    reached_by: int
    run: int
    seconds: float
    how: str = ""


def copy_project(root: Path, to: Path) -> Path:
    """A copy to make changes in, compiled so that no compiled module outlives its source."""
    shutil.copytree(root, to, ignore=_NOT_COPIED)
    compiled = ["-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "feasibility"]
    subprocess.run([sys.executable, *compiled], cwd=to, check=True)
    return to


def try_change(mutation: Mutation, tests: Sequence[Timed], copy: Path, budget: float = math.inf) -> Trial:
    """Make the change in the copy, run the tests that reach it until one fails, and undo it.

    budget: seconds of tests at most, so that a line nearly every test reaches does not take the whole suite.
    """
    began = time.perf_counter()
    run = within(waves(mutation, tests), budget)
    number = sum(map(len, run))

    def result(verdict: Verdict, how: str = "") -> Trial:
        return Trial(mutation, verdict, len(tests), number, time.perf_counter() - began, how)

    if not tests:
        return result("unreached")
    module = copy / mutation.path
    source = module.read_text("utf-8")
    module.write_text(mutation.applied(source), "utf-8")
    try:
        for wave in run:
            code, how = run_tests(wave, copy)
            if code in (_INTERNAL, _NO_TESTS):
                return result("broken", how)
            if code != _PASSED:
                return result("killed", how)
    finally:
        module.write_text(source, "utf-8")
    return result("survived")


def waves(mutation: Mutation, tests: Sequence[Timed]) -> list[list[Timed]]:
    """The tests in two lots: a few seconds of those nearest to the module by name, then all the others."""
    words = _words(mutation.path)
    files: dict[str, list[Timed]] = {}
    for test in tests:
        files.setdefault(test.file, []).append(test)

    def nearness(file: str) -> tuple[int, float]:
        mean = sum(test.seconds for test in files[file]) / len(files[file])
        return -len(words & _words(file)), mean

    first: list[Timed] = []
    for file in sorted(files, key=nearness)[:FIRST_FILES]:
        left = FIRST_SECONDS - sum(test.seconds for test in first)
        for test in sorted(files[file], key=lambda test: test.seconds):
            if test.seconds <= left:
                first.append(test)
                left -= test.seconds
    rest = sorted(set(tests) - set(first), key=_slowness)
    return [wave for wave in (first, rest) if wave]


def within(lots: Sequence[Sequence[Timed]], budget: float) -> list[list[Timed]]:
    """As many of the tests, in their order, as the budget allows; always the first one."""
    taken: list[list[Timed]] = []
    left = budget
    for lot in lots:
        kept: list[Timed] = []
        for test in lot:
            if test.seconds <= left or not (taken or kept):
                kept.append(test)
                left -= test.seconds
        if kept:
            taken.append(kept)
    return taken


def _words(path: str) -> set[str]:
    return set(path.removesuffix(".py").replace("/", "_").split("_")) - {"feasibility", "tests", "test"}


def _slowness(test: Timed) -> tuple[int, str, float]:
    """Fastest first, but file by file within each speed: a module's fixtures are made anew on each return."""
    speed = next((n for n, limit in enumerate((0.03, 0.3, 1.0, 3.0)) if test.seconds <= limit), 4)
    return speed, test.file, test.seconds


def run_tests(tests: Sequence[Timed], copy: Path) -> tuple[int, str]:
    """Pytest's exit code for these tests, stopped at the first failure, and which one that was."""
    listed = copy.parent / f"{copy.name}-chosen.json"
    listed.write_text(json.dumps([test.id for test in tests]), "utf-8")
    files = list(dict.fromkeys(test.file for test in tests))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        chosen.__name__,
        "-n",
        "0",
        "-x",
        "-q",
        "--tb=no",
        "-rfE",
    ]
    took = sum(test.seconds for test in tests)
    limit = int(PROCESSOR_START + PROCESSOR * took)
    # A group of its own: a test may have started processes that must end with it.
    process = subprocess.Popen(
        [*command, "-p", "no:cacheprovider", *files],
        cwd=copy,
        env=environment(copy) | {chosen.CHOSEN: str(listed), chosen.LIMIT: str(limit)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=CLOCK_START + CLOCK * took)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return _FAILED, "no end in sight"
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _FAILED, f"no end within {limit} s of the processor"
    failed = [line for line in output.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    last = output.strip().splitlines()[-1:] or [""]
    return process.returncode, (failed[0].partition(" - ")[0] if failed else last[0])
