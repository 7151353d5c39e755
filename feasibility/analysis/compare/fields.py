"""Which fields differ between cases, by path and by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from feasibility.case import Case, shown_label
from feasibility.case.form.navigation import section_at
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT
from feasibility.language import Label
from feasibility.language.label import lower_first

PRESENT: Final = True
"""What stands for a named item as such."""

_ABOUT_THE_FILE: Final = frozenset({"name", "description", "scenarios", "sources", "uncertainty"})
"""Fields that no number of a run rests on."""


@dataclass(frozen=True)
class Stated:
    """One field of a case, or a named item as such. value: a number, text or yes/no; PRESENT for an item.
    is_default: it is what holds where nothing is stated."""

    path: str
    label: Label
    unit: str
    value: float | str | bool
    is_item: bool = False
    is_default: bool = False


@dataclass(frozen=True)
class Differing:
    """A field that is not the same in all columns. values: by column; None where it is not stated there."""

    path: str
    label: Label
    unit: str
    values: Mapping[str, float | str | bool | None]
    is_item: bool = False


def stated(case: Case) -> dict[str, Stated]:
    """Every field of a case that has a value, and every named item, by path, in the file's order."""
    return {found.path: found for found in _walked(ROOT, None, case, (), None)}


def differing(cases: Mapping[str, Case]) -> tuple[Differing, ...]:
    """Every field in which the cases differ.

    Of a named item that only some of them have, what stands is that they have it: its fields are listed only
    where those that have it differ. The deal is always told field by field: it is what is chosen between; but
    what is as it always is, unless somebody says otherwise, is not told of it.
    """
    by_column = {name: stated(case) for name, case in cases.items()}
    first: dict[str, Stated] = {}
    for fields in by_column.values():
        for path, field in fields.items():
            first.setdefault(path, field)
    part_of: set[str] = set()
    found = []
    for path, field in _in_order(first):
        values = {name: _value(fields.get(path)) for name, fields in by_column.items()}
        has = [value for value in values.values() if value is not None]
        usual = all(
            each.is_default for fields in by_column.values() if (each := fields.get(path)) is not None
        )
        inside = any(path.startswith(f"{item}.") for item in part_of)
        if all(value == has[0] for value in has) and (usual or inside or len(has) == len(values)):
            continue
        if field.is_item:
            part_of.add(path)
        found.append(Differing(path, field.label, field.unit, values, field.is_item))
    return tuple(found)


def _in_order(first: Mapping[str, Stated]) -> list[tuple[str, Stated]]:
    """Fields of one section together, sections in the order they were first met."""
    place: dict[str, int] = {}
    for path in first:
        place.setdefault(path.partition(".")[0], len(place))
    return sorted(first.items(), key=lambda item: place[item[0].partition(".")[0]])


def _value(field: Stated | None) -> float | str | bool | None:
    return None if field is None else field.value


def _walked(
    shape: Shape, field: Field | None, value: object, path: tuple[str, ...], around: Label | None
) -> Iterator[Stated]:
    match shape:
        case Section() | Variants():
            section = section_at(shape, value)
            for inner in section.fields.values() if section and value is not None else ():
                if path or inner.name not in _ABOUT_THE_FILE:
                    item = getattr(value, inner.name)
                    called = around if field is None else Label(field.nb, field.en)
                    yield from _walked(inner.shape, inner, item, (*path, inner.name), called)
        case Items(item=item_shape) if isinstance(value, Mapping) and field is not None:
            for id, item in value.items():
                called = Label(shown_label(id, item), shown_label(id, item))
                here = (*path, id)
                yield Stated(".".join(here), _of(Label(field.nb, field.en), called), "", PRESENT, True)
                yield from _walked(item_shape, None, item, here, called)
        case Rate(each=each) if isinstance(value, Mapping):
            for year, rate in sorted(value.items()):
                yield from _walked(each, field, rate, (*path, str(year)), around)
        case Entries(item=item_shape) if isinstance(value, tuple) and field is not None:
            for place, item in enumerate(value):
                called = Label(f"{field.nb} {place + 1}", f"{field.en} {place + 1}")
                is_leaf = isinstance(item_shape, Leaf)
                inner_field = field if is_leaf else None
                yield from _walked(item_shape, inner_field, item, (*path, str(place)), called)
        case _:
            if field is not None and isinstance(value, bool | int | float | str) and value != "":
                unit = field.unit if not isinstance(value, bool | str) else ""
                own = _numbered(Label(field.nb, field.en), path[-1])
                label = own if around is None else _of(around, own)
                yield Stated(".".join(path), label, unit, value, is_default=value == field.default)


def _numbered(label: Label, last: str) -> Label:
    """With the year of a rate by year."""
    return Label(f"{label.nb} {last}", f"{label.en} {last}") if last.isdecimal() and len(last) == 4 else label


def _of(around: Label, inner: Label) -> Label:
    return Label(f"{around.nb}: {lower_first(inner.nb)}", f"{around.en}: {lower_first(inner.en)}")
