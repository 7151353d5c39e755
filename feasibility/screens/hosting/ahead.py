"""What a first page does not need, imported once it stands, so that the next view need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module


@cache
def import_ahead(modules: Iterable[str]) -> None:
    """Begin, once in a process. A module that cannot be imported is told of where it is needed."""

    def all_of_them() -> None:
        for module in modules:
            with suppress(Exception):
                import_module(module)

    threading.Thread(target=all_of_them, name="imports", daemon=True).start()
