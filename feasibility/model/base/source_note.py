"""Where a number of the case comes from, as an input of the model tells it."""

from __future__ import annotations

from feasibility.case import Case
from feasibility.language import Label


def source_note(case: Case, path: str) -> Label | None:
    """The user's note on where the number at a path comes from."""
    note = case.sources.get(path)
    if note is None:
        return None
    ending = f" ({note.date})" if note.date else ""
    if note.is_assumption:
        return Label(f"Antakelse: {note.text}{ending}", f"Assumption: {note.text}{ending}")
    return Label(f"{note.text}{ending}", f"{note.text}{ending}")
