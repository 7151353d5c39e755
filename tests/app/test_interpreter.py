"""How Python is set while it serves the app: what takes longer than an answer is left to be done seldom."""

import gc
import sys
import tomllib
from collections.abc import Iterator

import pytest

from feasibility import resources
from feasibility.screens.hosting import interpreter
from tests.app.pages import open_app


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    threshold, turn = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.set_threshold(*threshold)
    sys.setswitchinterval(turn)
    interpreter.settle.cache_clear()


def test_a_page_that_is_drawn_sets_it_once() -> None:
    interpreter.settle.cache_clear()
    gc.set_threshold(700, 10, 10)
    sys.setswitchinterval(0.005)
    open_app(example="larvik")
    assert gc.get_threshold()[0] >= 10_000
    assert sys.getswitchinterval() < 0.002
    gc.set_threshold(701, 10, 10)
    open_app(example="larvik")
    assert gc.get_threshold()[0] == 701


def test_circles_are_still_found() -> None:
    interpreter.settle.__wrapped__()
    assert gc.isenabled()
    assert min(gc.get_threshold()) > 0


def test_streamlit_does_not_look_through_everything_after_each_interaction() -> None:
    assert tomllib.loads(resources.app_settings_text())["runner"] == {"postScriptGC": False}
