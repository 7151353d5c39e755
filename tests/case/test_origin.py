"""Whose a case's numbers are: the template's until value or words change, or the user says them anew."""

import pytest

from feasibility.case import DERIVED, Case, numbers, origins, parse_case
from feasibility.resources import example_names, example_text, template_names, template_text

RENT = "deal.lease.rent_nok_per_m2_year"
PRICE = "products.kontor.price_nok_per_month"


def template(name: str = "sublease") -> Case:
    return parse_case(template_text(name))


@pytest.mark.parametrize("name", template_names())
def test_every_number_of_a_template_is_its_own(name: str) -> None:
    case = template(name)
    found = origins(case, case)
    assert set(found.values()) == {"template"}
    # What the file does not say is nobody's: security has a default, the rent does not.
    assert set(found) < {number.path for number in numbers(case)}


def test_a_number_stated_is_the_users_even_where_it_is_the_templates_value() -> None:
    was = template()
    case = was.changed({RENT: 1000, PRICE: 4100})  # the template's rent is 1000
    changed = {path for path, origin in origins(case, was).items() if origin != "template"}
    assert changed == {RENT, PRICE}
    assert origins(case, was)[RENT] == "stated"


def test_a_value_kept_with_another_source_is_the_users() -> None:
    was = template()
    case = was.changed({RENT: {"value": 1000, "source": "Leieavtalen"}})
    assert origins(case, was)[RENT] == "stated"


def test_a_number_worked_out_says_so() -> None:
    was = template()
    case = was.changed({RENT: {"value": 1010, "assumption": f"{DERIVED}: halvveis"}})
    assert origins(case, was)[RENT] == "derived"


def test_a_default_that_is_stated_counts_and_one_left_out_does_not() -> None:
    was = template()
    path = "deal.lease.security.months_of_rent"
    assert path in origins(was, was)
    unstated = "products.kontor.not_eligible_share"
    assert unstated not in origins(was, was)
    assert origins(was.changed({unstated: 0.2}), was)[unstated] == "stated"


@pytest.mark.parametrize("name", example_names())
def test_a_case_that_did_not_begin_in_a_template_has_few_numbers_of_it(name: str) -> None:
    case = parse_case(example_text(name))
    found = origins(case, template(case.deal.structure))
    share = sum(origin == "template" for origin in found.values()) / len(found)
    assert share < 0.25  # growth rates and the like, with the very words of the templates
