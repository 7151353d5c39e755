"""What a first visit waits for: what is imported before the first page can be drawn."""

import subprocess
import sys
from pathlib import Path

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
)


def test_what_only_some_views_need_is_imported_when_they_are_asked_for() -> None:
    code = f"import sys, feasibility.screens.page; print([m for m in {_LATER} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, check=True, text=True, timeout=300
    )
    assert done.stdout.strip() == "[]"
