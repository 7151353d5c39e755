"""Whose a case's numbers are: still its template's, worked out from what was said, or stated by the user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from feasibility.case.case import Case
from feasibility.case.file.writing import plain_mapping
from feasibility.case.form.stated import SourceNote
from feasibility.case.number_fields import numbers

Origin = Literal["template", "derived", "stated"]

DERIVED: Final = "Regnet ut i hurtigstarten"
"""How the note begins of a number that the quick start (hurtigstart) worked out from what it was told."""


def origins(case: Case, template: Case) -> dict[str, Origin]:
    """Whose each number is that the case states, by path, in the file's order; defaults are left out.

    A number is the template's ("template") while its value and the words of its source note both are: typing
    a number in takes its note away, so the same value typed is the user's. It is worked out ("derived") where
    its note says so, and else the user's own ("stated"). Changes that scenarios make and distributions are
    no numbers of their own (:func:`feasibility.case.numbers`).

    Args:
        template: the template of the case's deal structure, whether or not the case began there. Of a case
            that did not, no number has the value and the words of the template's.
    """
    stated = set(_leaves(plain_mapping(case), ""))
    was = {number.path: (number.value, _words(number.source)) for number in numbers(template)}
    found: dict[str, Origin] = {}
    for number in numbers(case):
        if number.path not in stated:
            continue
        note = number.source
        if was.get(number.path) == (number.value, _words(note)):
            found[number.path] = "template"
        elif note is not None and note.text.startswith(DERIVED):
            found[number.path] = "derived"
        else:
            found[number.path] = "stated"
    return found


def _words(note: SourceNote | None) -> tuple[str, str | None, bool] | None:
    return None if note is None else (note.text, note.date, note.is_assumption)


def _leaves(value: object, path: str) -> Iterator[str]:
    """Paths of all that a mapping holds, lists by position."""
    if isinstance(value, Mapping):
        steps = [(str(key), item) for key, item in value.items()]
    elif isinstance(value, list):
        steps = [(str(place), item) for place, item in enumerate(value)]
    else:
        yield path
        return
    for step, item in steps:
        yield from _leaves(item, f"{path}.{step}" if path else step)
