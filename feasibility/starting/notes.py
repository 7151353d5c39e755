"""Numbers as the quick start puts them into a case: each with where it comes from."""

from __future__ import annotations

from typing import Final

from feasibility.case import DERIVED

Changes = dict[str, object]
"""What the quick start changes of the template, by path."""

SAID: Final = "Oppgitt i hurtigstarten"
"""The source note of a number that the user stated."""


def said(value: float, how: str = "") -> dict[str, object]:
    """A number that was stated; `how`, where it was not stated as it stands."""
    return {"value": value, "source": f"{SAID}: {how}" if how else SAID}


def worked_out(value: float, how: str) -> dict[str, object]:
    """A number that follows from what was stated, and how."""
    return {"value": value, "assumption": f"{DERIVED}: {how}"}


def in_thousands(amount: float) -> float:
    """An amount to the nearest thousand kroner: worked out, it is no more exact than that."""
    return round(amount / 1000) * 1000.0
