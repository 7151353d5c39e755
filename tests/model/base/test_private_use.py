"""A part of the house the owner uses privately (docs/model.md §8): divided by area, and beside the business.

120 m² of the case and 40 m² used privately: the business has 120 / 160 = three quarters of the house, and for
each krone of it the private part is a third.
"""

from typing import Any

import pytest

from tests.model.tiny import by_month, money, ran

OPERATED = "landlord_operated"
LIVES_THERE = {"tax.landlord": {"sole_proprietor": {}}, "building.private_m2": 40}
OF_THE_HOUSE: dict[str, Any] = {
    "building.property_tax_nok_per_year": 12_000,
    "costs": {"insurance": {"nok_per_month": 1_000, "payer": "landlord", "for_whole_house": True}},
    "works": {"roof": {"amount_nok": 100_000, "start_month": 1, "months": 1, "for_whole_house": True}},
}
ALONE: dict[str, Any] = {
    "building.property_tax_nok_per_year": 9_000,
    "costs": {"insurance": {"nok_per_month": 750, "payer": "landlord"}},
    "works": {"roof": {"amount_nok": 75_000, "start_month": 1, "months": 1}},
}


def test_the_business_has_its_part_of_what_is_for_the_whole_house() -> None:
    result = ran({**LIVES_THERE, **OF_THE_HOUSE}, OPERATED)
    assert by_month(result, "property_tax", 1, 2) == money(750, 750)
    assert by_month(result, "costs.insurance", 1, 2) == money(750, 750)
    assert by_month(result, "works.roof.cost", 1, 2) == money(75_000, 0)
    # VAT of the business's part alone: 25 % of 75,000 and of 750
    assert by_month(result, "works.roof.landlord.vat", 1, 1) == money(18_750)
    assert by_month(result, "costs.insurance.vat", 1, 1) == money(187.50)


def test_the_alternatives_have_the_same_part_of_the_property_tax() -> None:
    result = ran({**LIVES_THERE, **OF_THE_HOUSE}, OPERATED)
    assert by_month(result, "vacant.property_tax", 1, 2) == money(750, 750)


@pytest.mark.parametrize("line", ["landlord.tax", "landlord.project_cash", "landlord.net_result"])
def test_the_business_is_as_one_that_has_only_its_part(line: str) -> None:
    divided = ran({**LIVES_THERE, **OF_THE_HOUSE}, OPERATED)
    alone = ran({"tax.landlord": {"sole_proprietor": {}}, **ALONE}, OPERATED)
    assert by_month(divided, line) == money(*by_month(alone, line))


def test_what_is_not_for_the_whole_house_is_the_businesss() -> None:
    own = {"costs": {"insurance": {"nok_per_month": 1_000, "payer": "landlord"}}}
    assert by_month(ran({**LIVES_THERE, **own}, OPERATED), "costs.insurance", 1, 1) == money(1_000)


def test_the_private_part_stands_by_itself_with_vat() -> None:
    # Owner and common costs of 60 and 40 per m²: 40 × 100 / 12 × 1.25 = 416.67 a month. A third of the
    # business's property tax of 750 (no VAT), of its insurance of 937.50 and of its works of 93,750.
    rates = {"building.owner_costs_nok_per_m2_year": 60, "building.common_costs_nok_per_m2_year": 40}
    result = ran({**LIVES_THERE, **OF_THE_HOUSE, **rates}, OPERATED)
    running = 40 * 100 / 12 * 1.25 + 250 + 312.50
    assert by_month(result, "private.cost", 1, 3) == money(running + 31_250, running, running)
    assert result.values["private.total"] == pytest.approx(24 * running + 31_250)
    # of the spaces all is the business's: 120 × 60 / 12
    assert by_month(result, "owner_costs", 1, 1) == money(600)


def test_a_house_without_a_private_part_has_no_line_of_one() -> None:
    lines = ran({"tax.landlord": {"sole_proprietor": {}}, **ALONE}, OPERATED).built.model.lines
    assert not [id for id in lines if "private" in id or "business_part" in id]
