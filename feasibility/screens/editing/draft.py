"""What is typed and not yet saved: tried together until all of it makes sense, then saved in one version.

A change may need another at the same time (a start and an end, a kind and its price). What is refused waits,
as it was typed, and is tried again with whatever is typed next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from feasibility.case import Case, CaseError, Problem
from feasibility.language import Language, NotANumber
from feasibility.screens import typed
from feasibility.screens.chosen import without_path
from feasibility.screens.editing.forms import NotTaken, Typed, read, written
from feasibility.screens.editing.outline import Place, find
from feasibility.screens.editing.shares import rest_shared

Waiting = Mapping[str, Typed]
"""What is typed and not saved, by the path of its place."""

_MOST_TRIED: Final = 6
_PATH: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Entered:
    """The outcome: the case that is to be saved, None where nothing is, and what waits from now on.

    along: paths of the other parts of a whole that changed with the one that was typed.
    """

    case: Case | None
    waiting: Waiting
    along: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mistake:
    """What is wrong, in words, and the path of the place it is told at."""

    path: str
    text: str


def enter(case: Case, waiting: Waiting, place: Place, text: Typed, language: Language) -> Entered:
    """Take what was typed in a place: alone, or together with what waits.

    What was there before, typed again, waits no more.
    """
    others = {path: each for path, each in waiting.items() if path != place.name}
    if text == written(place, case, language):
        return enter_all(case, others, language)
    try:
        value = read(place, case, text, language)
    except NotTaken:
        return Entered(None, {**others, place.name: text})
    if place.is_stated and value == place.value:  # the same, written otherwise: its source note stays
        return enter_all(case, others, language)
    readable = values(case, others, language)
    found = _fits(case, {**readable, place.name: value})
    if found is not None:
        return Entered(found, left(others, readable))
    kept: dict[str, object] = {place.name: value}
    best = _fits(case, kept)
    along: dict[str, object] = {} if best is not None else rest_shared(case, place.name, value)
    if along:
        kept |= along
        best = _fits(case, kept)
    for path, each in islice(readable.items(), _MOST_TRIED):
        with_it = _fits(case, {**kept, path: each}) if len(readable) > 1 else None
        if with_it is not None:
            kept[path], best = each, with_it
    if best is None:
        return Entered(None, {**others, place.name: text})
    return Entered(best, left(others, kept), tuple(along))


def mistakes(case: Case, waiting: Waiting, language: Language) -> tuple[Mistake, ...]:
    """What is wrong with what waits, place by place, and what all of it together makes wrong."""
    found = []
    for path, text in waiting.items():
        place = find(case, path)
        if place is None:
            continue
        try:
            read(place, case, text, language)
        except NotTaken as error:
            found.append(Mistake(path, str(error)))
    try:
        case.changed(values(case, waiting, language))
    except CaseError as error:
        found += [Mistake(each.path, in_words(case, each, language)) for each in error.problems]
    return tuple(found)


def in_words(case: Case, problem: Problem, language: Language) -> str:
    """A problem without its path in front, and with the words of other fields in place of their paths."""

    def called(match: re.Match[str]) -> str:
        place = find(case, match[0])
        if place is None:
            return match[0]
        around = f" ({place.trail[-1].text(language)})" if place.trail else ""
        return f"«{place.label.text(language)}»{around}"

    return _PATH.sub(called, without_path(problem, language))


def with_place(case: Case, path: str, text: str, language: Language) -> str:
    """What is wrong, with what the place is called in front: for where it is not told at the place itself."""
    place = find(case, path)
    if place is None:
        return text
    labels = [each.text(language) for each in (*place.trail, place.label)]
    return f"{' › '.join(labels)}: {text}"


def moved(waiting: Waiting, list_path: str, new_place: Mapping[int, int | None]) -> dict[str, Typed]:
    """What waits once the entries of a list have moved: with its entry, or nowhere where that is gone."""
    found: dict[str, Typed] = {}
    for path, text in waiting.items():
        if not path.startswith(f"{list_path}."):
            found[path] = text
            continue
        step, dot, rest = path.removeprefix(f"{list_path}.").partition(".")
        to = new_place.get(int(step), int(step)) if step.isdecimal() else None
        if to is not None:
            found[f"{list_path}.{to}{dot}{rest}"] = text
    return found


def without(waiting: Waiting, path: str) -> dict[str, Typed]:
    """What waits, apart from what is at or below a path."""
    return {each: text for each, text in waiting.items() if not f"{each}.".startswith(f"{path}.")}


def enter_all(case: Case, waiting: Waiting, language: Language) -> Entered:
    """Try what waits, all of it together."""
    tried = values(case, waiting, language)
    found = _fits(case, tried) if tried else None
    return Entered(found, left(waiting, tried) if found is not None else waiting)


def end_of_range(case: Case, path: str, text: str, language: Language) -> object:
    """An end of a number's range, read as the number is; as it was typed where it cannot be read."""
    place = find(case, path) or find(case, path.rpartition(".")[0])
    if place is None:
        return text
    try:
        return typed.read(text, place.unit, language)
    except NotANumber:
        return text


def values(case: Case, waiting: Waiting, language: Language) -> dict[str, object]:
    """The values of what waits and can be read, by path."""
    found: dict[str, object] = {}
    for path, text in waiting.items():
        place = find(case, path)
        if place is None:
            continue
        try:
            found[path] = read(place, case, text, language)
        except NotTaken:
            continue
    return found


def left(waiting: Waiting, taken: Mapping[str, object]) -> dict[str, Typed]:
    """What still waits when some of it is taken."""
    return {path: text for path, text in waiting.items() if path not in taken}


def _fits(case: Case, values: Mapping[str, object]) -> Case | None:
    try:
        return case.changed(values)
    except CaseError:
        return None
