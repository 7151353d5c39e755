"""The command line. `main` is the program `feasibility`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130
_OBJECTS_BETWEEN_SEARCHES = 200_000
"""A model is some hundred thousand small objects that live as long as the process: to search them for circles
every 700 new ones, as Python does, takes a seventh of a run."""


def main(typed: Sequence[str] | None = None) -> int:
    """Carry out one command line, and give back the exit code: see `feasibility.cli.program.main`.

    An answer that has been told before is told again, without what it takes to work it out.
    """
    words = sys.argv[1:] if typed is None else [*typed]
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    # pydantic looks through every installed package for plugins of its own; the product has none
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from feasibility.cli.kept_answer import told_again

        code = told_again(words)
        if code is not None:
            return code
        from feasibility.cli.program import main as carry_out  # takes long enough to be stopped meanwhile
    except KeyboardInterrupt:
        os.write(2, b"\nAvbrutt.\n")
        return _INTERRUPTED
    return carry_out(words)
