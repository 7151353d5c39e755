"""Pytest plugin for the one run that learns which tests reach which line, and how long each takes.

A line counts as reached by a test if the test runs it, or if a fixture of wider scope that it uses does.
Functions that remember their answers forget them before each test; else only the first test to ask would be
seen to reach what computes the answer. Times are the processor's, so that other work on the machine does not
show in them.
"""

from __future__ import annotations

import functools
import gc
import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

FOLDER = "MUTATION_RECORD_FOLDER"
PACKAGE = "feasibility"


def fixture_context(base: str, name: str) -> str:
    """What lines run by a fixture of wider scope than one test are recorded under."""
    return f"fixture {base} {name}"


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", {"workerid": "main"})["workerid"]
    if worker != "main" or not getattr(config.option, "numprocesses", 0):
        config.pluginmanager.register(Recorder(Path(os.environ[FOLDER]), worker, config.rootpath))


class Recorder:
    """Records while the tests of one process run."""

    def __init__(self, folder: Path, worker: str, root: Path) -> None:
        self._coverage = coverage.Coverage(
            data_file=str(folder / f"lines.{worker}"), source=[str(root / PACKAGE)], config_file=False
        )
        self._notes = folder / f"tests.{worker}.json"
        self._root = str(root)
        self._contexts = [""]
        self._tests: dict[str, dict[str, Any]] = {}
        self._unfit: set[str] = set()
        self._remembering: list[Any] = []

    def pytest_sessionstart(self) -> None:
        self._coverage.start()

    def pytest_collection_finish(self) -> None:
        self._remembering = [thing for thing in gc.get_objects() if self._remembers(thing)]

    def _remembers(self, thing: object) -> bool:
        if not isinstance(thing, functools._lru_cache_wrapper):
            return False
        code = getattr(thing.__wrapped__, "__code__", None)
        return code is not None and code.co_filename.startswith(self._root)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        for function in self._remembering:
            function.cache_clear()
        began = _processor_seconds()
        self._enter(item.nodeid)
        try:
            return (yield)
        finally:
            self._leave()
            self._tests[item.nodeid] = {
                "seconds": round(_processor_seconds() - began, 4),
                "fixtures": sorted(_wide_fixtures(item)),
            }

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        wide = fixturedef.scope != "function"
        if wide:
            self._enter(fixture_context(fixturedef.baseid, fixturedef.argname))
        try:
            return (yield)
        finally:
            if wide:
                self._leave()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._unfit.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()
        fit = {test: note for test, note in self._tests.items() if test not in self._unfit}
        self._notes.write_text(json.dumps({"tests": fit, "left out": sorted(self._unfit)}), "utf-8")

    def _enter(self, context: str) -> None:
        self._contexts.append(context)
        self._coverage.switch_context(context)

    def _leave(self) -> None:
        self._contexts.pop()
        self._coverage.switch_context(self._contexts[-1])


def _processor_seconds() -> float:
    """What this process and those it has started and waited for have used."""
    return sum(os.times()[:4])


def _wide_fixtures(item: pytest.Item) -> set[str]:
    information = getattr(item, "_fixtureinfo", None)
    if information is None:
        return set()
    return {
        fixture_context(definition.baseid, definition.argname)
        for definitions in information.name2fixturedefs.values()
        for definition in definitions
        if definition.scope != "function"
    }
