"""The version of the program, and what the JSON document of a result is known by."""

from typing import Final

__version__ = "0.1.0"

FORMAT: Final = "feasibility result"

SCHEMA_VERSION: Final = 1
"""Raised when a field changes its meaning or goes away; new fields may come without it."""
