"""The editor reaches every field of the form, whatever the form holds, and each belongs to one step."""

from collections.abc import Iterator, Mapping

import pytest

from feasibility.case import Case, case_from_mapping, numbers, parse_case, to_mapping
from feasibility.case.form.building import Building
from feasibility.case.form.fields import ID_PATTERN, Number, Text, quantity, said
from feasibility.case.form.shape import Entries, Items, Leaf, Section, Shape, Variants
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.resources import template_names, template_text
from feasibility.screens.editing.outline import find, places, top
from feasibility.screens.editing.search import field_count, search
from feasibility.screens.editing.steps import OTHER, STEPS, in_step, step_of, steps_with_something
from tests.random_case import random_case


def template(name: str) -> Case:
    return parse_case(template_text(name))


def leaves(stated: object, path: str = "") -> Iterator[str]:
    """Paths of all single values of a case as a file states it; a sourced number is one."""
    if isinstance(stated, Mapping) and "value" not in stated:
        for name, each in stated.items():
            yield from leaves(each, f"{path}.{name}" if path else str(name))
    elif isinstance(stated, list) and stated and isinstance(stated[0], dict):
        for place, each in enumerate(stated):
            yield from leaves(each, f"{path}.{place}")
    else:
        yield path


@pytest.mark.parametrize("name", template_names())
def test_every_number_and_every_stated_value_of_a_template_is_a_field(name: str) -> None:
    case = template(name)
    fields = {place.name for place in places(case) if place.is_single}
    wanted = {number.path for number in numbers(case)} | set(leaves(to_mapping(case)))
    # Of a rate by year and a list of numbers the whole is one field.
    lost = {path for path in wanted if path not in fields and path.rpartition(".")[0] not in fields}
    assert lost == set()


def test_every_stated_value_of_random_cases_is_a_field() -> None:
    for seed in range(12):
        stated = random_case(seed)
        case = case_from_mapping(stated)
        # a section that is stated to be none is a switch
        none = {place.name for place in places(case) if place.kind == "optional" and place.value is None}
        fields = {place.name for place in places(case) if place.is_single} | none
        for path in leaves(to_mapping(case)):
            # A whole section may be what a scenario changes; its parts are then one field.
            assert any(f"{path}.".startswith(f"{field}.") for field in fields), path


@pytest.mark.parametrize("name", template_names())
def test_a_place_is_found_by_its_path(name: str) -> None:
    case = template(name)
    every = list(places(case))
    assert len({place.name for place in every}) == len(every)
    for place in every[::7]:
        assert find(case, place.name) == place
    assert find(case, "deal.nothing") is None


class _Roofed(Building):
    roof_m2: Number = quantity("m2", "Takflate", "Roof area", 100.0, at_least=0)


class _Wider(StatedCase):
    building: _Roofed = said("Bygget", "The building")
    garden: Text = said("Hagen", "The garden", "")


def test_a_field_added_to_the_form_is_a_field_without_more() -> None:
    case = template("sublease")
    stated = {name: getattr(case, name) for name in StatedCase.model_fields}
    roofed = _Roofed.model_validate(case.building.model_dump(exclude_unset=True))
    wider = _Wider.model_construct(**{**stated, "building": roofed, "garden": "Epletrær"})
    root = Section(_Wider)
    found = {place.name: place for place in places(wider, root)}
    roof = found["building.roof_m2"]
    assert (roof.label.nb, roof.unit, roof.value, roof.is_single) == ("Takflate", "m2", 100.0, True)
    # A section that no step knows stands in the last one.
    assert step_of("building.roof_m2") == "building"
    assert [place.name for place in in_step(wider, OTHER, root)] == ["garden"]
    assert steps_with_something(wider, root)[-1] == OTHER


def test_every_section_of_the_case_belongs_to_one_step_and_none_is_left_over() -> None:
    named = [section for step in STEPS.values() for section in step.sections]
    assert len(named) == len(set(named))
    assert set(named) == set(ROOT.fields)
    case = template("sublease")
    assert OTHER not in steps_with_something(case)
    assert sorted(p.name for step in STEPS for p in in_step(case, step)) == sorted(p.name for p in top(case))


def _names_of_ids(shape: Shape, path: str = "") -> Iterator[tuple[str, bool]]:
    """Every field that holds the user's own id, and whether the form says of what."""
    if isinstance(shape, Items | Entries):
        yield from _names_of_ids(shape.item, path)
    sections = shape.sections.values() if isinstance(shape, Variants) else [shape]
    for section in sections:
        if not isinstance(section, Section):
            continue
        for name, field in section.fields.items():
            leaf = field.shape.item if isinstance(field.shape, Entries) else field.shape
            if isinstance(leaf, Leaf) and leaf.pattern == ID_PATTERN:
                yield f"{path}.{name}", bool(field.refers)
            yield from _names_of_ids(field.shape, f"{path}.{name}")


def test_the_form_says_what_each_id_names() -> None:
    found = dict(_names_of_ids(ROOT))
    assert len(found) > 10
    assert [path for path, refers in found.items() if not refers] == []


def test_search_finds_by_label_path_and_source_in_both_languages_few_at_once() -> None:
    case = template("sublease")
    assert search(case, "leietid").first[0].name == "deal.lease.term_months"
    assert search(case, "lease term").first[0].name == "deal.lease.term_months"
    assert "deal.lease.term_months" in {p.name for p in search(case, "lease.term_months").first}
    by_source = search(case, "masteroppgave 17902")
    assert [place.name for place in by_source.first] == ["horizon_months"]
    many = search(case, "måned")
    assert many.total > len(many.first) == 10
    assert search(case, "kampanje fleksplass").first[0].name == "products.fleksplass.campaign"
    assert search(case, "  ") == ((), 0)
    assert search(case, "finnesikke").total == 0
    assert field_count(case) > 300
