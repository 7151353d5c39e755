"""What a JSON document of a result is known by."""

from typing import Final

FORMAT: Final = "feasibility result"

SCHEMA_VERSION: Final = 1
"""Raised when a field changes its meaning or goes away; new fields may come without it."""
