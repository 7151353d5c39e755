"""Pytest plugin for the one run that learns which tests reach which line, and how long each takes.

A line counts as reached by a test if the test runs it, or if a shared piece of work does that the test uses:
a fixture of wider scope, or a function that remembers its answers. Such work is done once, for whoever asks
first, and is therefore recorded under a name of its own. Times are the processor's, so that other work on the
machine does not show in them.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import coverage
import pytest

FOLDER = "MUTATION_RECORD_FOLDER"
PACKAGE = "feasibility"
_ROOT = Path(__file__).resolve().parents[2]
_lru_cache = functools.lru_cache


class Contexts:
    """What is running, innermost last, and what each has used of shared work."""

    def __init__(self) -> None:
        self.switch: Callable[[str], object] = lambda _: None
        self.uses: dict[str, set[str]] = {}
        self._running = [""]

    @contextmanager
    def inside(self, name: str) -> Generator[None]:
        """Record what runs meanwhile under this name."""
        self._running.append(name)
        self.switch(name)
        try:
            yield
        finally:
            self._running.pop()
            self.switch(self._running[-1])

    def used(self, name: str) -> None:
        """Note that what is running has asked for this piece of work, done now or before."""
        if self._running[-1] not in ("", name):
            self.uses.setdefault(self._running[-1], set()).add(name)


CONTEXTS = Contexts()


def _remembering(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """In the place of `lru_cache`: the same, and says who asks and what is run for it."""
    code = getattr(function, "__code__", None)
    if code is None or not Path(code.co_filename).is_relative_to(_ROOT):
        plain: Callable[..., Any] = _lru_cache(**options)(function)
        return plain
    name = f"function {function.__module__}.{function.__qualname__}"

    def work_out(*arguments: Any, **named: Any) -> Any:
        with CONTEXTS.inside(name):
            return function(*arguments, **named)

    remembered = _lru_cache(**options)(work_out)

    @functools.wraps(function)
    def ask(*arguments: Any, **named: Any) -> Any:
        CONTEXTS.used(name)
        return remembered(*arguments, **named)

    ask.__dict__.update(cache_clear=remembered.cache_clear, cache_info=remembered.cache_info)
    return ask


def _watched_lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    if callable(maxsize):
        return _remembering(maxsize, maxsize=128, typed=typed)
    return lambda function: _remembering(function, maxsize=maxsize, typed=typed)


def _watched_cache(function: Callable[..., Any]) -> Callable[..., Any]:
    return _remembering(function, maxsize=None)


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", {"workerid": "main"})["workerid"]
    if worker == "main" and getattr(config.option, "numprocesses", 0):
        return
    # Before the package and the tests are imported, so that theirs are the watched ones.
    vars(functools).update(lru_cache=_watched_lru_cache, cache=_watched_cache)
    config.pluginmanager.register(Recorder(Path(os.environ[FOLDER]), worker))


class Recorder:
    """Records while the tests of one process run."""

    def __init__(self, folder: Path, worker: str) -> None:
        lines = str(folder / f"lines.{worker}")
        self._coverage = coverage.Coverage(data_file=lines, source=[str(_ROOT / PACKAGE)], config_file=False)
        self._notes = folder / f"tests.{worker}.json"
        self._seconds: dict[str, float] = {}
        self._unfit: set[str] = set()

    def pytest_sessionstart(self) -> None:
        self._coverage.start()
        CONTEXTS.switch = self._coverage.switch_context

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        began = _processor_seconds()
        with CONTEXTS.inside(item.nodeid):
            for fixture in _wide_fixtures(item):
                CONTEXTS.used(fixture)
            done = yield
        self._seconds[item.nodeid] = round(_processor_seconds() - began, 4)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        with CONTEXTS.inside(_fixture(fixturedef)):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._unfit.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        CONTEXTS.switch = lambda _: None
        self._coverage.stop()
        self._coverage.save()
        notes = {
            "seconds": {test: taken for test, taken in self._seconds.items() if test not in self._unfit},
            "uses": {name: sorted(used) for name, used in CONTEXTS.uses.items()},
            "left out": sorted(self._unfit),
        }
        self._notes.write_text(json.dumps(notes), "utf-8")


def _processor_seconds() -> float:
    """What this process and those it has started and waited for have used."""
    return sum(os.times()[:4])


def _fixture(definition: pytest.FixtureDef[Any]) -> str:
    return f"fixture {definition.baseid} {definition.argname}"


def _wide_fixtures(item: pytest.Item) -> set[str]:
    information = getattr(item, "_fixtureinfo", None)
    if information is None:
        return set()
    return {
        _fixture(definition)
        for definitions in information.name2fixturedefs.values()
        for definition in definitions
        if definition.scope != "function"
    }
