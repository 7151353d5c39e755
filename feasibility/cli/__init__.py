"""The command line. `main` is the program `feasibility`."""

from feasibility.cli.program import main

__all__ = ["main"]
