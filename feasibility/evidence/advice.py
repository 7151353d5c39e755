"""One piece of advice before it becomes a warning of the result: id, text in both languages, source."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.language import Label, Language


@dataclass(frozen=True, slots=True)
class Advice:
    """Something doubtful, with the case's own numbers in the text, and where the doubt comes from."""

    id: str
    text: Label
    source: Label


def listed(names: list[str], language: Language) -> str:
    """ "a, b og c" / "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    joint = " og " if language == "nb" else " and "
    return ", ".join(names[:-1]) + joint + names[-1]
