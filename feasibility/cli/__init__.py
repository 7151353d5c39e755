"""The command line. `main` is the program `feasibility`."""

from __future__ import annotations

import os
from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130


def main(typed: Sequence[str] | None = None) -> int:
    """Carry out one command line, and give back the exit code: see `feasibility.cli.program.main`."""
    try:
        from feasibility.cli.program import main as carry_out  # takes long enough to be stopped meanwhile
    except KeyboardInterrupt:
        os.write(2, b"\nAvbrutt.\n")
        return _INTERRUPTED
    return carry_out(typed)
