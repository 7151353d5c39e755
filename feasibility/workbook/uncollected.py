"""Making many objects at once without Python's search for circles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the search for circles of objects that nobody can reach, for as long as a book is made.

    A book and its model are some hundred thousand objects that all live until it is written; looking
    through them every few hundred new ones took a tenth of the time, and found nothing. Where several threads
    write at once, the first one done lets the search go on.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
