"""Finding fields of a case by what they are called, where they stand, or where their number comes from."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from feasibility.case import Case
from feasibility.language import LANGUAGES
from feasibility.screens.editing.forms import choice_shown
from feasibility.screens.editing.outline import Place, places
from feasibility.screens.editing.steps import STEPS, step_of

SHOWN: Final = 10
"""So many hits are shown at once: more would be slow to draw, and nobody reads them."""


class Hits(NamedTuple):
    """The first places that match, and how many there are."""

    first: tuple[Place, ...]
    total: int


def search(case: Case, query: str) -> Hits:
    """Places that have every word of the query in their labels, path, source or choice, the nearest first.

    What is a field's own label or path comes before what only stands around it.
    """
    wanted = query.casefold().split()
    if not wanted:
        return Hits((), 0)
    found = []
    for position, (place, own, around) in enumerate(_texts(case)):
        if all(word in own or word in around for word in wanted):
            near = sum(word not in own for word in wanted)
            starts = not any(own.startswith(word) for word in wanted)
            found.append((near, starts, position, place))
    found.sort(key=lambda hit: hit[:3])
    return Hits(tuple(hit[3] for hit in found[:SHOWN]), len(found))


def field_count(case: Case) -> int:
    """How many fields the case has."""
    return sum(place.is_single for place, _, _ in _texts(case))


@lru_cache(maxsize=4)
def _texts(case: Case) -> tuple[tuple[Place, str, str], ...]:
    """Every place that is shown by itself, with its own words and those around it."""
    notes: dict[str, str] = {}
    for path, note in case.sources.items():
        notes[path] = note.text
        above = path.rpartition(".")[0]
        notes[above] = f"{notes.get(above, '')} {note.text}"
    made = []
    for place in places(case):
        if place.kind in ("section", "variants") or place.field is None:
            continue
        step = STEPS[step_of(place.name)].label
        labels = [place.label, *reversed(place.trail), step]
        own = " ".join(each.text(language) for language in LANGUAGES for each in labels[:1])
        around = [each.text(language) for language in LANGUAGES for each in labels[1:]]
        if place.kind == "choice" and isinstance(place.value, str):
            around += [choice_shown(place, place.value, language) for language in LANGUAGES]
        if place.kind == "text" and isinstance(place.value, str):
            around.append(place.value)
        around += [
            place.name,
            place.name.replace("_", " "),
            notes.get(place.name, "") if place.is_single else "",
        ]
        made.append((place, own.casefold(), " ".join(around).casefold()))
    return tuple(made)
