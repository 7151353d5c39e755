"""Of every default it is said where it comes from."""

from collections.abc import Iterator

import pytest

from feasibility.case.form.default_origin import default_origin
from feasibility.case.form.shape import Entries, Field, Items, Section, Shape, Variants
from feasibility.case.form.stated import ROOT

SIMPLE = (bool, int, float, str, tuple)
"""What is one field on the screen; sections and lists hold others."""


def fields(shape: Shape, path: str = "", seen: frozenset[str] = frozenset()) -> Iterator[tuple[str, Field]]:
    """Every field of the form, sections within themselves once."""
    if isinstance(shape, Section):
        if shape.model.__name__ in seen:
            return
        for name, field in shape.fields.items():
            yield f"{path}.{name}".lstrip("."), field
            yield from fields(field.shape, f"{path}.{name}", seen | {shape.model.__name__})
    elif isinstance(shape, Variants):
        for section in shape.sections.values():
            yield from fields(section, path, seen)
    elif isinstance(shape, Items | Entries):
        yield from fields(shape.item, f"{path}.*", seen)


WITH_DEFAULT = {
    path: field
    for path, field in fields(ROOT)
    if not field.required and field.default not in (None, "", ()) and isinstance(field.default, SIMPLE)
}


def test_there_are_as_many_as_there_should_be() -> None:
    assert len(WITH_DEFAULT) > 100
    assert WITH_DEFAULT["index.prices_share_per_year"].default == 0.02


@pytest.mark.parametrize("path", WITH_DEFAULT)
def test_the_origin_of_a_default_is_said(path: str) -> None:
    origin = default_origin(WITH_DEFAULT[path])
    assert origin is not None
    assert origin.nb
    assert origin.en


def test_what_is_sourced_keeps_its_source_and_what_is_required_has_no_default() -> None:
    prices = WITH_DEFAULT["index.prices_share_per_year"]
    assert default_origin(prices) == prices.default_basis
    known = dict(fields(ROOT))
    assert default_origin(known["name"]) is None
    assert default_origin(known["building.name"]) is None
