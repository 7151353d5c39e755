"""The structure of a case, read once from the models: what may stand where, with limits and labels.

Error messages, overrides by path, source notes, the list of numbers and the JSON Schema all walk this
structure, so that none of them knows any field by name.
"""

import types
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Discriminator
from pydantic.fields import FieldInfo as PydanticField

from feasibility.case.form.fields import FrozenDict
from feasibility.language import Label
from feasibility.record import record


@record
class Leaf:
    """A single value: number, whole number, text or yes/no, with its limits or choices."""

    kind: Literal["number", "whole", "text", "flag"]
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    minimum_included: bool = True
    maximum: float | None = None
    maximum_included: bool = True
    pattern: str | None = None
    shortest: int | None = None
    longest: int | None = None

    @property
    def is_number(self) -> bool:
        """True for a number, whole or not."""
        return self.kind in ("number", "whole")

    def too_small(self, value: float) -> bool:
        """True where ``value`` lies below the limit."""
        low = self.minimum
        return low is not None and (value < low or (value == low and not self.minimum_included))

    def too_large(self, value: float) -> bool:
        """True where ``value`` lies above the limit."""
        high = self.maximum
        return high is not None and (value > high or (value == high and not self.maximum_included))

    def fits(self, value: float) -> bool:
        """True where ``value`` lies within the limits."""
        return not self.too_small(value) and not self.too_large(value)


@record
class Rate:
    """A number, or a mapping from calendar year to number."""

    each: Leaf


@record
class Items:
    """A mapping from the user's ids to items of one shape."""

    item: "Shape"
    at_least_one: bool
    longest: int | None


@record
class Entries:
    """A list of items of one shape."""

    item: "Shape"
    shortest: int | None
    longest: int | None


@record
class Section:
    """A mapping with the fields of one model."""

    model: type[BaseModel]

    @property
    def fields(self) -> Mapping[str, "Field"]:
        """The section's fields by name, in the model's order."""
        return fields_of(self.model)


@record
class Variants:
    """A mapping whose fields depend on one of them, the key."""

    key: str
    sections: Mapping[str, Section]


@record
class Overrides:
    """A mapping from dotted path to any value (a scenario's changes)."""


Shape = Leaf | Rate | Items | Entries | Section | Variants | Overrides


@record
class Field:
    """A named field of a section: its shape, and what people call it."""

    name: str
    shape: Shape
    required: bool
    nullable: bool
    default: object
    unit: str
    nb: str
    en: str
    is_counted: bool = False  # things that come in whole ones, though a fraction is taken
    of_lease: bool = False  # a month that is counted from the lease's first, not the case's
    refers: str = ""  # where the items lie that it names, see `said`
    default_basis: Label | None = None  # where the default comes from; None where it is only usual


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, Field]:
    """Return the fields that the user may state in ``model``, in order (``sources`` is the loader's)."""
    return FrozenDict(
        {name: _field(name, info) for name, info in model.model_fields.items() if name != "sources"}
    )


def _field(name: str, info: PydanticField) -> Field:
    about = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    nullable = type(None) in get_args(info.annotation)
    return Field(
        name=name,
        shape=_shape(info.annotation, info.metadata),
        required=info.is_required(),
        nullable=nullable,
        default=None if info.is_required() or info.default_factory else info.default,
        unit=str(about.get("unit", "")),
        nb=str(about.get("nb", name)),
        en=str(about.get("en", name)),
        is_counted=bool(about.get("counted")),
        of_lease=bool(about.get("of_lease")),
        refers=str(about.get("refers", "")),
        default_basis=Label(str(about["basis_nb"]), str(about["basis_en"]))
        if about.get("basis_nb")
        else None,
    )


def _shape(annotation: Any, metadata: Iterable[Any]) -> Shape:
    notes = list(_flat(metadata))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], [*arguments[1:], *notes])
    if origin is Union or origin is types.UnionType:
        members = [member for member in arguments if member is not type(None)]
        return _shape(members[0], notes) if len(members) == 1 else _union(members, notes)
    if origin is Literal:
        return Leaf("text", choices=arguments)
    if origin is tuple:
        return Entries(_shape(arguments[0], ()), _found(notes, "min_length"), _found(notes, "max_length"))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Section(annotation)
    if annotation in _LEAF_KINDS:
        return _leaf(_LEAF_KINDS[annotation], notes)
    if arguments and arguments[1] is Any:
        return Overrides()
    return Items(
        _shape(arguments[1], ()),
        at_least_one=bool(_found(notes, "min_length")),
        longest=_found(notes, "max_length"),
    )


_LEAF_KINDS: Mapping[Any, Literal["number", "whole", "text", "flag"]] = {
    float: "number",
    int: "whole",
    str: "text",
    bool: "flag",
}


def _union(members: list[Any], notes: list[Any]) -> Shape:
    key = next((note.discriminator for note in notes if isinstance(note, Discriminator)), None)
    if not isinstance(key, str):
        number = _shape(members[0], ())
        assert isinstance(number, Leaf), "the only union without a key is a rate by year"
        return Rate(number)
    tags = ((get_args(member.model_fields[key].annotation)[0], Section(member)) for member in members)
    return Variants(key, FrozenDict(tags))


def _leaf(kind: Literal["number", "whole", "text", "flag"], notes: list[Any]) -> Leaf:
    at_least, above = _found(notes, "ge"), _found(notes, "gt")
    at_most, below = _found(notes, "le"), _found(notes, "lt")
    return Leaf(
        kind=kind,
        minimum=at_least if above is None else above,
        minimum_included=above is None,
        maximum=at_most if below is None else below,
        maximum_included=below is None,
        pattern=_found(notes, "pattern"),
        shortest=_found(notes, "min_length"),
        longest=_found(notes, "max_length"),
    )


def _flat(metadata: Iterable[Any]) -> Iterable[Any]:
    for note in metadata:
        if isinstance(note, PydanticField):
            yield from note.metadata
        else:
            yield note


def _found(notes: list[Any], attribute: str) -> Any:
    return next((value for note in notes if (value := getattr(note, attribute, None)) is not None), None)


def variant(shape: Variants, stated: object) -> Section | None:
    """Return the section that ``stated`` (a mapping or a model) chooses, or None where it chooses none."""
    key = stated.get(shape.key) if isinstance(stated, Mapping) else getattr(stated, shape.key, None)
    return shape.sections.get(key) if isinstance(key, str) else None
