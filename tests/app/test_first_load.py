"""What a first visit waits for: what is imported before the first page can be drawn."""

import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest

from feasibility.screens import views
from feasibility.screens.hosting import ahead
from feasibility.screens.questions import ASKED

_ROOT = Path(__file__).parents[2]
# None of them is needed for a result, and some take as long to import as all of the product.
_LATER = (
    "scipy.stats",
    "scipy.optimize",
    "SALib",
    "pandas",
    "altair",
    "xlsxwriter",
    "ironcalc",
    "vl_convert",
    # of saved work
    "sqlalchemy",
    "alembic",
    # of other views
    "feasibility.workbook",
    "feasibility.analysis.negotiate",
    "feasibility.analysis.stress",
    "feasibility.screens.editing.view",
    "feasibility.screens.pages.bank",
    "feasibility.screens.simulation.view",
)


def test_what_only_some_views_need_is_imported_when_they_are_asked_for() -> None:
    code = f"import sys, feasibility.screens.page; print([m for m in {_LATER} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, check=True, text=True, timeout=300
    )
    assert done.stdout.strip() == "[]"


def test_every_view_is_drawn_by_the_module_it_names() -> None:
    for module in views.MODULES:
        assert callable(import_module(module).draw)
    for module in views.ANSWERING:  # else a name that is wrong would never be told
        assert import_module(module)
    assert views.VIEWS.keys() >= ASKED.keys()
    assert {views.VIEWS[name].module for name in ASKED} == {"feasibility.screens.questions"}


def test_what_was_left_is_imported_once_behind_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def imported(module: str) -> None:
        seen.append(module)
        if module == "b":
            raise ImportError(module)

    monkeypatch.setattr(ahead, "import_module", imported)
    ahead.import_ahead.cache_clear()
    for _ in range(2):
        ahead.import_ahead(("a", "b", "c"))
    for thread in threading.enumerate():
        if thread.name == "imports":
            thread.join()
    assert seen == ["a", "b", "c"]
