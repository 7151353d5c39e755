"""Texts of the templates that must be replaced are counted; those of a case that is filled in are none."""

import pytest

from feasibility import resources
from feasibility.case import load_case
from feasibility.evidence.placeholders import TEMPLATE_NAMES, placeholders


def test_the_names_are_those_of_the_templates() -> None:
    names = {load_case(resources.template_path(name)).name for name in resources.template_names()}
    assert names == set(TEMPLATE_NAMES)


@pytest.mark.parametrize("name", resources.template_names())
def test_a_template_as_it_comes_is_full_of_them(name: str) -> None:
    found = placeholders(load_case(resources.template_path(name)))
    assert {"name", "description", "building.owner_costs_nok_per_m2_year"} <= set(found)


@pytest.mark.parametrize("name", resources.example_names())
def test_an_example_has_none(name: str) -> None:
    assert placeholders(load_case(resources.example_path(name))) == ()
