"""The last result of each case, for the next of it to begin from: an edit is seldom more than a number."""

from __future__ import annotations

import threading
from typing import Final

from feasibility.case import Case
from feasibility.evaluate import run_near
from feasibility.model import Result

_MOST: Final = 24
"""Cases; a model is some ten megabytes, and those that differ in numbers alone share one."""


class Latest:
    """Results by what they are of, the latest of each; shared by every visitor, as results never change."""

    def __init__(self) -> None:
        self._found: dict[str, Result] = {}
        self._lock = threading.Lock()

    def run(self, of: str, case: Case, with_support: bool) -> Result:
        """Evaluate a case. of: what tells it from other cases; not from itself as it was before."""
        with self._lock:
            near = self._found.pop(of, None)
            if near is not None:
                self._found[of] = near  # the last asked for stands last
        result = run_near(near, case, with_support)
        with self._lock:
            self._found.pop(of, None)
            self._found[of] = result
            while len(self._found) > _MOST:
                del self._found[next(iter(self._found))]
        return result
