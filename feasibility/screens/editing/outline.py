"""What may be edited in a case: every field and list of its form, with what the case has there.

Nothing here knows a field by name: a field that is added to the form is a place from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, get_args

from feasibility.case import Case, choice_label, shown_label
from feasibility.case.form.navigation import Path, at, field_at, path_of, section_at
from feasibility.case.form.shape import (
    Entries,
    Field,
    Items,
    Leaf,
    Overrides,
    Rate,
    Section,
    Shape,
    Variants,
)
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.case.number_fields import own_label
from feasibility.language import Label

Single = Literal[
    "number",
    "month",
    "date",
    "text",
    "flag",
    "choice",
    "reference",
    "references",
    "path",
    "rate",
    "numbers",
    "change",
]
Kind = Single | Literal["section", "optional", "variants", "items", "entries", "changes"]
SINGLE: Final[frozenset[Kind]] = frozenset(get_args(Single))
"""What is one field on the screen; all else holds others."""
LISTS: Final[frozenset[Kind]] = frozenset({"items", "entries"})


@dataclass(frozen=True)
class Place:
    """A place in a case that can be edited.

    Attributes:
        path: the steps to it. field: what people call it; None of an item of a list.
        value: what the case has there, a default included. is_stated: whether the case states it itself.
        label: what it is called here. trail: the labels of what it stands in, from the outermost.
        is_tag: it chooses which fields stand beside it (a kind of support), so they change with it.
    """

    path: Path
    shape: Shape
    field: Field | None
    value: object
    label: Label
    trail: tuple[Label, ...]
    is_stated: bool
    is_tag: bool = False

    @cached_property
    def name(self) -> str:
        """The path as people write it."""
        return ".".join(self.path)

    @property
    def unit(self) -> str:
        """The unit of the number, or of the numbers; "" where there is none."""
        return self.field.unit if self.field else ""

    @property
    def leaf(self) -> Leaf | None:
        """The single value it is, or that each of its values is; None where it holds others."""
        shape = self.shape
        if isinstance(shape, Rate):
            return shape.each
        if isinstance(shape, Entries):
            shape = shape.item
        return shape if isinstance(shape, Leaf) else None

    @property
    def is_optional(self) -> bool:
        """Whether there may be nothing here."""
        return self.field is not None and self.field.nullable

    @property
    def is_required(self) -> bool:
        """Whether something must be stated here."""
        return self.field is not None and self.field.required

    @cached_property
    def kind(self) -> Kind:
        """How it is edited."""
        if self.is_change:
            return "change"
        match self.shape:
            case Leaf() as leaf:
                return _kind_of_leaf(leaf, self.field)
            case Rate():
                return "rate"
            case Overrides():
                return "changes"
            case Items():
                return "items"
            case Entries(item=Leaf() as item):
                return "numbers" if item.is_number else "references"
            case Entries():
                return "entries"
            case Variants():
                return "variants"
            case Section():
                return "optional" if self.is_optional else "section"

    @property
    def is_single(self) -> bool:
        """Whether it is one field on the screen."""
        return self.kind in SINGLE

    @property
    def is_change(self) -> bool:
        """Whether it is a change that a scenario or a stress row makes, and not a value of the case."""
        return change_of(self.path) is not None


def change_of(path: Path) -> str | None:
    """The path that a change of a scenario or a stress row is of; None where the path is none of them."""
    if len(path) == 4 and path[0] == "scenarios" and path[2] == "set":
        return path[3]
    if len(path) == 5 and path[:2] == ("bank", "stress") and path[3] == "set":
        return path[4]
    return None


def places(case: StatedCase, root: Section = ROOT) -> Iterator[Place]:
    """Every place in the case, each before what it holds, in the order of the form."""
    for place in top(case, root):
        yield from within(case, place)


def top(case: StatedCase, root: Section = ROOT) -> tuple[Place, ...]:
    """The fields and sections of the case itself."""
    return tuple(_fields(root, case, (), ()))


def within(case: StatedCase, place: Place) -> Iterator[Place]:
    """A place, and every place in it."""
    yield place
    for inner in below(case, place):
        yield from within(case, inner)


def below(case: StatedCase, place: Place) -> tuple[Place, ...]:
    """The places one step down; of a single field and of what is switched off, none."""
    if place.is_single or place.value is None:
        return ()
    shape, value = place.shape, place.value
    trail = (*place.trail, place.label)
    match shape:
        case Section() | Variants():
            section = section_at(shape, value)
            made = _fields(section, value, place.path, trail) if section else ()
            if isinstance(shape, Variants):
                return tuple(_as_tag(each, shape) for each in made)
            return tuple(made)
        case Items(item=item) if isinstance(value, Mapping):
            return tuple(
                Place((*place.path, id), item, None, each, _called(id, each), trail, True)
                for id, each in value.items()
            )
        case Entries(item=item) if isinstance(value, tuple):
            return tuple(
                Place((*place.path, str(n)), item, None, each, _numbered(place, n, each), trail, True)
                for n, each in enumerate(value)
            )
        case Overrides() if isinstance(value, Mapping):
            return tuple(_change(case, place, path, changed, trail) for path, changed in value.items())
        case _:
            return ()


def find(case: Case, name: str, root: Section = ROOT) -> Place | None:
    """The place at a dotted path; None where the case has none."""
    path = path_of(name)
    around = top(case, root)
    for depth in range(1, len(path) + 1):
        place = next((each for each in around if each.path == path[:depth]), None)
        if place is None or depth == len(path):
            return place
        around = below(case, place)
    return None


def _fields(section: Section, value: object, path: Path, trail: tuple[Label, ...]) -> Iterator[Place]:
    stated: set[str] = getattr(value, "model_fields_set", set())
    for name, field in section.fields.items():
        yield Place(
            (*path, name),
            field.shape,
            field,
            getattr(value, name),
            Label(field.nb, field.en),
            trail,
            name in stated,
        )


def _as_tag(place: Place, shape: Variants) -> Place:
    """The field that chooses between sections may choose any of them, whichever is there now."""
    if place.path[-1] != shape.key:
        return place
    return replace(place, shape=Leaf("text", choices=tuple(shape.sections)), is_tag=True)


def _called(id: str, item: object) -> Label:
    name = shown_label(id, item)
    name = name[:1].upper() + name[1:]
    return Label(name, name)


def _numbered(place: Place, position: int, item: object) -> Label:
    """What an entry of a list is called: its own name, or its kind and its months."""
    if getattr(item, "label", ""):
        return _called("", item)
    number, called = position + 1, place.label
    kind, start, end = (getattr(item, name, None) for name in ("kind", "from_month", "to_month"))
    if isinstance(kind, str):
        with suppress(KeyError):
            called = choice_label("kind", kind)
    months = f" {start}–{end}" if start is not None and end is not None else ""
    return Label(*(f"{number}. {text[:1].upper()}{text[1:]}{months}" for text in (called.nb, called.en)))


def _change(case: StatedCase, place: Place, path: str, value: object, trail: tuple[Label, ...]) -> Place:
    steps = path_of(path)
    found = field_at(ROOT, case, steps)
    shape, field = found if found else (Overrides(), None)
    label = Label(path, path)
    if field is not None:
        own = own_label(field, steps)
        around = [each for each in _around(case, steps) if each]
        label = Label(": ".join([*around[-1:], own.nb]), ": ".join([*around[-1:], own.en]))
    return Place((*place.path, path), shape, field, value, label, trail, True)


def _around(case: StatedCase, path: Path) -> Iterator[str]:
    """What the items on the way to a path are called."""
    for depth in range(1, len(path)):
        above = field_at(ROOT, case, path[: depth - 1]) if depth > 1 else None
        if above is not None and isinstance(above[0], Items):
            yield shown_label(path[depth - 1], at(case, path[:depth]))


def _kind_of_leaf(leaf: Leaf, field: Field | None) -> Kind:
    if leaf.choices:
        return "choice"
    if leaf.kind == "flag":
        return "flag"
    if leaf.is_number:
        return "month" if field is not None and field.unit in ("month", "lease_month") else "number"
    if field is not None and field.refers:
        return "path" if field.refers == "*" else "reference"
    return "date" if field is not None and field.unit == "date" else "text"


__all__ = ["LISTS", "SINGLE", "Kind", "Place", "below", "change_of", "find", "places", "top", "within"]
