"""Pytest plugin for one trial: of what is collected, keep the chosen tests, in the order they are given.

It also sets how much of the processor the run may use: a change that makes a loop endless is ended by the
system, whatever else the machine is doing.
"""

from __future__ import annotations

import json
import os
import resource
from pathlib import Path

import pytest

CHOSEN = "MUTATION_CHOSEN_TESTS"
LIMIT = "MUTATION_PROCESSOR_SECONDS"


def pytest_configure() -> None:
    seconds = int(os.environ[LIMIT])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    chosen = json.loads(Path(os.environ[CHOSEN]).read_text("utf-8"))
    place = {test: number for number, test in enumerate(chosen)}
    items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])
