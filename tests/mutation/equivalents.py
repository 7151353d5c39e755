"""Changes known to change no answer, each with the reason why; they are left out of the score.

An entry is found by its function, the text of its line and the change, so it outlives moved lines; where its
file is gone, in whatever file now has that function and line.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.sites import Mutation

FILE = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One entry. occurrence: which one, where the same change can be made more than once in such a line."""

    file: str
    function: str
    line: str
    change: str
    why: str
    occurrence: int = 1


def read(file: Path = FILE) -> list[Equivalent]:
    """The entries of the file. Raises ValueError where one gives no reason."""
    entries = [Equivalent(**entry) for entry in tomllib.loads(file.read_text("utf-8")).get("equivalent", [])]
    for entry in entries:
        if not entry.why.strip():
            raise ValueError(f"{entry.file}: {entry.change}: no reason given")
    return entries


def match(
    mutations: Iterable[Mutation], entries: Sequence[Equivalent]
) -> tuple[dict[Mutation, Equivalent], list[Equivalent]]:
    """Which of all the changes are known, and the entries that fit no change any more."""
    known: dict[Mutation, Equivalent] = {}
    by_place = {(e.file, e.function, e.line, e.change, e.occurrence): e for e in entries}
    every = list(mutations)
    files = {mutation.path for mutation in every}
    anywhere = {key[1:]: entry for key, entry in by_place.items() if entry.file not in files}
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for mutation in every:
        place = (mutation.path, mutation.function, mutation.text, mutation.change)
        seen[place] += 1
        entry = by_place.get((*place, seen[place])) or anywhere.get((*place[1:], seen[place]))
        if entry is not None:
            known[mutation] = entry
    stale = [entry for entry in entries if entry not in known.values()]
    return known, stale
