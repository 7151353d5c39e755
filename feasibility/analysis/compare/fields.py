"""Which fields differ between cases, by path and by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from feasibility.analysis.numbers import in_context
from feasibility.case import Case, choice_label, shown_label
from feasibility.case.form.navigation import Path, section_at
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT
from feasibility.case.number_fields import own_label
from feasibility.language import Label, format_month
from feasibility.names import COMPANY_IDS

PRESENT: Final = True
"""What stands for a named item as such."""

_ABOUT_THE_FILE: Final = frozenset({"name", "description", "scenarios", "sources", "uncertainty"})
"""Fields that no number of a run rests on."""


@dataclass(frozen=True)
class Stated:
    """One field of a case, or a named item as such. value: a number, text or yes/no; PRESENT for an item.
    word: what a text is called, where it is a choice, a calendar month or the id of a named item.
    is_default: it is what holds where nothing is stated."""

    path: str
    label: Label
    unit: str
    value: float | str | bool
    is_item: bool = False
    is_default: bool = False
    word: Label | None = None


@dataclass(frozen=True)
class Differing:
    """A field that is not the same in all columns. values: by column; None where it is not stated there.
    words: what a text is called in the columns where it is called something else than it is written."""

    path: str
    label: Label
    unit: str
    values: Mapping[str, float | str | bool | None]
    is_item: bool = False
    words: Mapping[str, Label] = field(default_factory=dict)


def stated(case: Case) -> dict[str, Stated]:
    """Every field of a case that has a value, and every named item, by path, in the file's order."""
    return {found.path: found for found in _walked(case, ROOT, None, case, (), ())}


def differing(cases: Mapping[str, Case]) -> tuple[Differing, ...]:
    """Every field in which the cases differ.

    Of a named item that only some of them have, what stands is that they have it: its fields are listed only
    where those that have it differ. The deal is always told field by field: it is what is chosen between; but
    what is as it always is, unless somebody says otherwise, is not told of it.
    """
    by_column = {name: stated(case) for name, case in cases.items()}
    first: dict[str, Stated] = {}
    for fields in by_column.values():
        for path, here in fields.items():
            first.setdefault(path, here)
    part_of: set[str] = set()
    found = []
    for path, known in _in_order(first):
        values = {name: _value(fields.get(path)) for name, fields in by_column.items()}
        has = [value for value in values.values() if value is not None]
        usual = all(
            each.is_default for fields in by_column.values() if (each := fields.get(path)) is not None
        )
        inside = any(path.startswith(f"{item}.") for item in part_of)
        if all(value == has[0] for value in has) and (usual or inside or len(has) == len(values)):
            continue
        if known.is_item:
            part_of.add(path)
        words = {
            name: word for name, fields in by_column.items() if (word := _word(fields.get(path))) is not None
        }
        found.append(Differing(path, known.label, known.unit, values, known.is_item, words))
    return tuple(found)


def _in_order(first: Mapping[str, Stated]) -> list[tuple[str, Stated]]:
    """Fields of one section together, sections in the order they were first met."""
    place: dict[str, int] = {}
    for path in first:
        place.setdefault(path.partition(".")[0], len(place))
    return sorted(first.items(), key=lambda item: place[item[0].partition(".")[0]])


def _value(field: Stated | None) -> float | str | bool | None:
    return None if field is None else field.value


def _word(found: Stated | None) -> Label | None:
    return None if found is None else found.word


def _walked(
    case: Case, shape: Shape, field: Field | None, value: object, path: Path, trail: tuple[Label, ...]
) -> Iterator[Stated]:
    match shape:
        case Section() | Variants():
            section = section_at(shape, value)
            below = trail if field is None else (*trail, Label(field.nb, field.en))
            for inner in section.fields.values() if section and value is not None else ():
                if path or inner.name not in _ABOUT_THE_FILE:
                    item = getattr(value, inner.name)
                    yield from _walked(case, inner.shape, inner, item, (*path, inner.name), below)
        case Items(item=item_shape) if isinstance(value, Mapping) and field is not None:
            of = Label(field.nb, field.en)
            for id, item in value.items():
                called = Label(shown_label(id, item), shown_label(id, item))
                here = (*path, id)
                yield Stated(".".join(here), in_context((*trail[1:], of), called), "", PRESENT, True)
                yield from _walked(case, item_shape, None, item, here, (*trail, of, called))
        case Rate(each=each) if isinstance(value, Mapping):
            for year, rate in sorted(value.items()):
                yield from _walked(case, each, field, rate, (*path, str(year)), trail)
        case Entries(item=item_shape) if isinstance(value, tuple) and field is not None:
            for place, item in enumerate(value):
                is_leaf = isinstance(item_shape, Leaf)
                numbered = Label(f"{field.nb} {place + 1}", f"{field.en} {place + 1}")
                below = trail if is_leaf else (*trail, numbered)
                inner_field = field if is_leaf else None
                yield from _walked(case, item_shape, inner_field, item, (*path, str(place)), below)
        case _:
            if field is not None and isinstance(value, bool | int | float | str) and value != "":
                unit = field.unit if not isinstance(value, bool | str) else ""
                label = in_context(trail, own_label(field, path))
                word = _called(case, shape, field, value, path) if isinstance(value, str) else None
                is_default = value == field.default
                yield Stated(".".join(path), label, unit, value, is_default=is_default, word=word)


def _called(case: Case, shape: Shape, field: Field, value: str, path: Path) -> Label | None:
    """What a text stands for; None where it is the user's own words."""
    if isinstance(shape, Leaf) and shape.choices:
        return choice_label(field.name, value, path[-2] if len(path) > 1 else "")
    if path == ("start_month",):
        return Label(format_month(value, "nb"), format_month(value, "en"))
    company = next((each for each in COMPANY_IDS if each in path), "operator")
    loans: Mapping[str, object] = getattr(case.financing, company).loans
    owners = getattr(case.owners, company)
    known: Mapping[str, Mapping[str, object]] = {
        "space": case.building.spaces,
        "spaces": case.building.spaces,
        "product": case.products,
        "staff": case.staff,
        "works": case.works,
        "follows_works": case.works,
        "refinanced_by": loans,
        "from_owner": {} if owners is None else owners.holders,
        "converts_to": loans,
    }
    named = known.get(field.name, {})
    return Label(*[shown_label(value, named[value])] * 2) if value in named else None
