"""Months as people type them: "apr. 2028", "april 2028", "04.2028"."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august",), ("september",), ("oktober", "october"),
    ("november",), ("desember", "december"),
)  # fmt: skip
_IN_WORDS = re.compile(r"([a-zæøå]{3,9})\.?\s*([0-9]{4})")
_IN_FIGURES = re.compile(r"(0?[1-9]|1[0-2])[./]([0-9]{4})")


def as_written_in_case(text: str) -> str:
    """A month typed with its name or as 04.2028, as 2028-04; anything else as it is."""
    plain = " ".join(text.split()).lower()
    if found := _IN_FIGURES.fullmatch(plain):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _IN_WORDS.fullmatch(plain):
        for number, names in enumerate(_NAMES, start=1):
            if any(name.startswith(found[1]) for name in names):
                return f"{found[2]}-{number:02}"
    return text.strip()
