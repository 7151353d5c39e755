"""Areas that do not agree: what is leased, managed or let to an ordinary tenant, against the building."""

from __future__ import annotations

from typing import Final

from feasibility.case import Case
from feasibility.language import Label, Language, format_measure
from feasibility.screens import words

_AREAS: Final[tuple[tuple[str, Label], ...]] = (
    ("deal.lease.area_m2", words.AREA_LEASED),
    ("deal.area_m2", words.AREA_DEAL),
    ("comparison.ordinary_tenant.area_m2", words.AREA_ORDINARY),
)
"""Areas that are counted for themselves, by path; left out of a case, each is all of the building."""

_ALIKE_M2: Final = 0.5


def disagreement(case: Case, language: Language) -> str:
    """Which areas differ from the sum of the spaces, and what follows each; empty where none does."""
    total = case.building.total_m2
    stated = [(name.text(language), _at(case, path)) for path, name in _AREAS]
    apart = [(name, area) for name, area in stated if area is not None and abs(area - total) > _ALIKE_M2]
    if not apart:
        return ""
    listed = words.AND.text(language).join(
        f"{name} {format_measure(area, 'm2', language)}" for name, area in apart
    )
    return words.AREAS_DIFFER.text(language).format(format_measure(total, "m2", language), listed)


def _at(case: Case, path: str) -> float | None:
    found: object = case
    for step in path.split("."):
        found = getattr(found, step, None)
    return found if isinstance(found, float | int) else None
