"""Following a path through the structure of a case and through what is stated, side by side."""

from collections.abc import Iterable, Mapping

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
    variant,
)

Path = tuple[str, ...]
"""Steps from the case's root: field names, the user's ids, positions in lists, calendar years."""


def path_of(dotted: str) -> Path:
    """Return the steps of a dotted path; a change of a scenario or stress row keeps its own dots together."""
    steps = tuple(dotted.split("."))
    if len(steps) > 4 and steps[0] == "scenarios" and steps[2] == "set":
        return (*steps[:3], ".".join(steps[3:]))
    if len(steps) > 5 and steps[:2] == ("bank", "stress") and steps[3] == "set":
        return (*steps[:4], ".".join(steps[4:]))
    return steps


def section_at(shape: Shape, stated: object) -> Section | None:
    """Return the section that ``stated`` is to be read by, or None where the shape has no fields."""
    if isinstance(shape, Section):
        return shape
    return variant(shape, stated) if isinstance(shape, Variants) else None


def child_shape(shape: Shape, stated: object, step: str) -> tuple[Shape, Field | None] | None:
    """Return the shape one step down and, where the step is a field's name, the field; None if unknown."""
    match shape:
        case Items(item=item):
            return item, None
        case Entries(item=item):
            return (item, None) if step.isdecimal() else None
        case Rate(each=each):
            return (each, None) if step.isdecimal() else None
        case Section() | Variants():
            section = section_at(shape, stated)
            field = section.fields.get(step) if section else None
            return (field.shape, field) if field else None
        case Overrides():
            return shape, None
        case Leaf():
            return None


def child(stated: object, step: str) -> object:
    """Return what is stated one step down (mapping, list or model); None where nothing is."""
    if isinstance(stated, Mapping):
        found = stated.get(step)
        return stated.get(int(step)) if found is None and step.isdecimal() else found
    if isinstance(stated, list | tuple):
        return stated[int(step)] if step.isdecimal() and int(step) < len(stated) else None
    return getattr(stated, step, None) if stated is not None and not isinstance(stated, str) else None


def at(stated: object, path: Iterable[str]) -> object:
    """Return what is stated at the end of ``path``; None where nothing is."""
    for step in path:
        stated = child(stated, step)
    return stated


def field_at(root: Shape, stated: object, path: Iterable[str]) -> tuple[Shape, Field | None] | None:
    """Return the shape at ``path`` and the last field on the way; None where the path is unknown."""
    shape, field = root, None
    for step in path:
        below = child_shape(shape, stated, step)
        if below is None:
            return None
        shape, field = below[0], below[1] or field
        stated = child(stated, step)
    return shape, field
