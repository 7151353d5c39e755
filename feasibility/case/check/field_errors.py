"""Mistakes in single fields: pydantic's findings as :class:`Problem` in the user's own words."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from feasibility.case.form.fields import MOST_ITEMS
from feasibility.case.form.navigation import Path, child, child_shape, section_at
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Rate, Section, Shape, Variants
from feasibility.case.messages.dates import month_mend
from feasibility.case.messages.problems import Problem, dotted, problem, shown
from feasibility.case.messages.wording import (
    ALLOWED_ID,
    allowed,
    example,
    figure,
    has_only_the_largest,
    instead,
    nearest,
    number_mend,
)
from feasibility.language import Label
from feasibility.record import record


@record
class FieldError:
    """A mistake in one field, with its path as steps and whether the field itself is unknown there."""

    path: Path
    problem: Problem
    unknown: bool = False


@record
class _Place:
    """Where an error points: the path without pydantic's own steps, and what may stand there."""

    path: Path
    shape: Shape
    field: Field | None
    parent: Shape
    parent_stated: object
    is_key: bool


MOST_REPORTED = 200
"""So many wrong fields are told apart; a file with more is hardly a case."""


def field_errors(root: Section, stated: Mapping[str, object], error: ValidationError) -> list[FieldError]:
    """Return one :class:`FieldError` for each of the first mistakes that pydantic found in ``stated``."""
    found = error.errors(include_url=False, include_context=False)[:MOST_REPORTED]
    return [
        translated
        for details in found
        # The default that depends on another field cannot be made when that one is wrong: said there.
        if details["type"] != "default_factory_not_called"
        for translated in _translated(
            _place(root, stated, details["loc"]), details["type"], details["input"], stated
        )
    ]


def _place(root: Section, stated: object, location: tuple[Any, ...]) -> _Place:
    path: list[str] = []
    shape: Shape = root
    parent: Shape = root
    parent_stated = stated
    field: Field | None = None
    for step in map(str, location):
        if step == "[key]":
            return _Place(tuple(path), shape, field, parent, parent_stated, True)
        # Pydantic names the chosen variant in its path; the user's file has no such step.
        if isinstance(shape, Variants) and step in shape.sections:
            shape = shape.sections[step]
            continue
        if isinstance(shape, Rate) and step in ("number", "years"):
            continue
        below = child_shape(shape, stated, step)
        parent, parent_stated = shape, stated
        path.append(step)
        stated = child(stated, step)
        if below is None:
            return _Place(tuple(path), shape, None, parent, parent_stated, "[key]" in location)
        shape, field = below[0], below[1] or field
    return _Place(tuple(path), shape, field, parent, parent_stated, False)


def _translated(
    place: _Place, kind: str, value: object, case_stated: Mapping[str, object]
) -> Iterator[FieldError]:
    name = dotted(place.path)
    label = Label(place.field.nb, place.field.en) if place.field else None
    if place.is_key:
        yield FieldError(place.path, _bad_key(name, place, label), unknown=True)
    elif kind in ("extra_forbidden", "invalid_key"):
        yield FieldError(place.path, _unknown_field(name, place, value), unknown=True)
    elif kind == "missing":
        yield FieldError(place.path, _missing(name, place, label))
    elif kind in ("union_tag_not_found", "union_tag_invalid") and isinstance(place.shape, Variants):
        yield _bad_variant(place, place.shape, value)
    else:
        yield FieldError(place.path, _bad_value(name, place, label, value, case_stated))


def _bad_key(name: str, place: _Place, label: Label | None) -> Problem:
    key = place.path[-1]
    if isinstance(place.parent, Rate):
        wrong = Label(f"«{key}» er ikke et årstall.", f'"{key}" is not a calendar year.')
        mend = Label(
            "Skriv et årstall fra 2000 til 2200 foran kolon, for eksempel 2027: 0.02.",
            "Write a year from 2000 to 2200 before the colon, for example 2027: 0.02.",
        )
        return problem(name, key, wrong, mend, label)
    wrong = Label(f"navnet «{key}» kan ikke brukes.", f'the name "{key}" cannot be used.')
    mend = Label(f"Skriv {ALLOWED_ID.nb}.", f"Write {ALLOWED_ID.en}.")
    return problem(name, key, wrong, mend)


def _unknown_field(name: str, place: _Place, value: object) -> Problem:
    section = section_at(place.parent, place.parent_stated)
    valid = list(section.fields) if section else []
    return problem(name, value, Label("ukjent felt.", "unknown field."), instead(place.path[-1], valid))


def _missing(name: str, place: _Place, label: Label | None) -> Problem:
    what = allowed(place.shape, place.field.unit if place.field else "")
    wrong = Label(f"mangler. Her skal det stå {what.nb}.", f"is missing. It takes {what.en}.")
    line = f"{place.path[-1]}: {example(place.field) if place.field else '…'}"
    return problem(name, None, wrong, Label(f"Legg til linjen «{line}».", f'Add the line "{line}".'), label)


def _bad_variant(place: _Place, shape: Variants, value: object) -> FieldError:
    path = (*place.path, shape.key)
    stated = child(value, shape.key)
    any_section = next(iter(shape.sections.values()))
    field = any_section.fields[shape.key]
    label = Label(field.nb, field.en)
    if stated is None:
        listed = ", ".join(shape.sections)
        wrong = Label(f"mangler. Her skal det stå én av {listed}.", f"is missing. It takes one of {listed}.")
        line = f"{shape.key}: {next(iter(shape.sections))}"
        mend = Label(f"Legg til linjen, for eksempel «{line}».", f'Add the line, for example "{line}".')
        return FieldError(path, problem(dotted(path), None, wrong, mend, label))
    return FieldError(path, _bad_choice(dotted(path), stated, tuple(shape.sections), label))


def _bad_choice(name: str, value: object, choices: tuple[str, ...], label: Label | None) -> Problem:
    text = shown(value)
    wrong = Label(f"{text} er ikke et gyldig valg.", f"{text} is not a valid choice.")
    what = allowed(Leaf("text", choices=choices))
    close = nearest(value, choices)
    nb, en = (f" Mente du «{close}»?", f' Did you mean "{close}"?') if close else ("", "")
    mend = Label(f"Skriv {what.nb}.{nb}", f"Write {what.en}.{en}")
    return problem(name, value, wrong, mend, label)


def _bad_value(
    name: str, place: _Place, label: Label | None, value: object, case_stated: Mapping[str, object]
) -> Problem:
    shape = place.shape
    unit = place.field.unit if place.field else ""
    if value is None:
        return _empty(name, place, label)
    if isinstance(shape, Leaf) and shape.choices:
        return _bad_choice(name, value, shape.choices, label)
    what = allowed(shape, unit)
    leaf = shape.each if isinstance(shape, Rate) else shape
    hint = month_mend(value, place.field, case_stated) if place.field else None
    if hint is None and isinstance(leaf, Leaf) and leaf.is_number:
        hint = number_mend(value, leaf, unit)
    mend = Label(f"Skriv {what.nb}.", f"Write {what.en}.")
    if hint is not None:
        mend = Label(f"{mend.nb} {hint.nb}", f"{mend.en} {hint.en}")
    return problem(name, value, _wrong(value, leaf, unit), mend, label)


def _empty(name: str, place: _Place, label: Label | None) -> Problem:
    what = allowed(place.shape, place.field.unit if place.field else "")
    wrong = Label("feltet er tomt.", "the field is empty.")
    if place.field is not None and place.field.required:
        return problem(name, None, wrong, Label(f"Skriv {what.nb}.", f"Write {what.en}."), label)
    mend = Label(f"Fjern linjen, eller skriv {what.nb}.", f"Remove the line, or write {what.en}.")
    return problem(name, None, wrong, mend, label)


def _wrong(value: object, shape: Shape, unit: str) -> Label:
    text = shown(value)
    if isinstance(value, Mapping) and not value:
        return Label("ingenting er oppgitt.", "nothing is stated.")
    match shape:
        case Leaf() if shape.is_number:
            return _wrong_number(text, value, shape, unit)
        case Leaf(kind="text") if isinstance(value, str):
            if shape.pattern is None and not value:
                return Label("teksten er tom.", "the text is empty.")
            if shape.pattern is None:
                size = len(value)
                return Label(
                    f"teksten er for lang ({size} tegn).", f"the text is too long ({size} characters)."
                )
            return Label(f"{text} er feil skrevet.", f"{text} is not written right.")
        case Leaf(kind="text"):
            return Label(f"{text} er ikke tekst.", f"{text} is not text.")
        case Leaf():
            return Label(f"{text} er verken ja eller nei.", f"{text} is neither yes nor no.")
        case Entries(longest=int(most)) if isinstance(value, list | tuple) and len(value) > MOST_ITEMS:
            number = len(value)
            return Label(
                f"listen har {number} poster, høyst {most} godtas.",
                f"the list has {number} items, {most} at most.",
            )
        case Entries() if isinstance(value, list | tuple):
            number = len(value)
            return Label(f"listen har {number} poster.", f"the list has {number} items.")
        case Entries():
            return Label(f"{text} er ikke en liste.", f"{text} is not a list.")
        case Items(longest=int(most)) if isinstance(value, Mapping) and len(value) > most:
            number = len(value)
            return Label(
                f"{number} poster er oppgitt, høyst {most} godtas.",
                f"{number} items are stated, {most} at most.",
            )
        case _:
            return Label(f"{text} kan ikke stå her.", f"{text} cannot stand here.")


def _wrong_number(text: str, value: object, leaf: Leaf, unit: str) -> Label:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Label(f"{text} er ikke et tall.", f"{text} is not a number.")
    if isinstance(value, str):
        return Label(f"{text} er tekst, ikke et tall.", f"{text} is text, not a number.")
    if isinstance(value, float) and not math.isfinite(value):
        return Label(f"{text} kan det ikke regnes med.", f"{text} cannot be calculated with.")
    if leaf.too_small(value):
        return Label(f"{text} er for lite.", f"{text} is too small.")
    if leaf.too_large(value) and leaf.maximum is not None and has_only_the_largest(leaf, unit):
        most = figure(leaf.maximum)
        return Label(f"{text} er for stort, høyst {most} godtas.", f"{text} is too large, {most} at most.")
    if leaf.too_large(value):
        return Label(f"{text} er for stort.", f"{text} is too large.")
    if leaf.kind == "whole":
        return Label(f"{text} er ikke skrevet som et helt tall.", f"{text} is not written as a whole number.")
    return Label(f"{text} er for stort.", f"{text} is too large.")
