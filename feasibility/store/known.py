"""Cases by the text they are kept as, so that a version just written is not read and checked anew."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Final

from feasibility.case import Case, case_from_mapping

_MOST: Final = 64


class Known:
    """The cases last read or written: a text states the same case, whoever asks. Threads may share it."""

    def __init__(self) -> None:
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, stated: str, case: Case) -> None:
        """Remember which case a text states."""
        with self._lock:
            self._cases[stated] = case
            self._cases.move_to_end(stated)
            if len(self._cases) > _MOST:
                self._cases.popitem(last=False)

    def read(self, stated: str) -> Case:
        """The case a text states. Raises CaseError."""
        with self._lock:
            found = self._cases.get(stated)
        if found is None:
            found = case_from_mapping(json.loads(stated))
            self.keep(stated, found)
        return found
