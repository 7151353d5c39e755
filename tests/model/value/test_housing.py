"""Homes in the building: residents apart, own rent and yield, no depreciation, docs/model.md §3, §10."""

from typing import Any

import pytest

from feasibility.model import Result
from tests.model.tiny import by_month, money, ran, shares

HOMES = {
    "building.spaces.loft": {"kind": "housing", "exclusive_m2": 60},
    "products.home": {
        "kind": "housing", "space": "loft", "units": 3, "price_nok_per_month": 5000,
        "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
    },
}  # fmt: skip
VALUED = {"valuation": {"net_yield_share": 0.08, "housing_net_yield_share": 0.05}}


def own(changes: dict[str, Any]) -> Result:
    """The landlord runs the concept; market rent of 1,200 a year on the floor's 120 m² is 12,000 a month."""
    return ran({**HOMES, **VALUED, "deal.market_rent_nok_per_m2_year": 1200, **changes}, "landlord_operated")


def test_residents_are_no_members_and_have_no_desk() -> None:
    # Five members of ten desks; three residents, who pay rent without VAT.
    result = own({"costs": {"plass": {"nok_per_desk_month": 10}, "medlem": {"nok_per_member_month": 7}}})
    assert by_month(result, "products.home.members", 1, 1) == shares(3)
    assert by_month(result, "members.total", 1, 1) == shares(5)
    assert result.number("members.capacity") == 10
    assert by_month(result, "costs.plass", 1, 1) == money(100)
    assert by_month(result, "costs.medlem", 1, 1) == money(35)
    assert by_month(result, "income.rent", 1, 1) == money(20_000)
    assert "products.home.income.vat" not in result.built.model.lines


def test_homes_are_worth_their_own_rent_at_their_own_yield() -> None:
    # A year: the floor 144,000 at 8 %, the homes 180,000 at 5 %. The homes bear no market rent beside.
    result = own({})
    assert by_month(result, "net_rent", 1, 1) == money(27_000)
    assert by_month(result, "value", 1, 1) == money(144_000 / 0.08 + 180_000 / 0.05)


def test_without_a_yield_of_their_own_they_share_the_building_s() -> None:
    result = own({"valuation": {"net_yield_share": 0.08}})
    assert by_month(result, "value", 1, 1) == money(324_000 / 0.08)


def test_bad_debt_and_their_part_of_owner_costs_are_taken_off() -> None:
    # 10 % of 15,000 is lost. A third of the building's 180 m² bears a third of the costs.
    result = own({"products.home.bad_debt_share": 0.1, "building.owner_costs_nok_per_m2_year": 120})
    costs = by_month(result, "owner_costs_for_value", 1, 1)[0]
    assert costs >= 1800
    assert by_month(result, "housing.net_rent", 1, 1) == money(13_500 - costs / 3)


def test_under_a_lease_they_have_their_part_of_the_rent_by_area() -> None:
    # 180 m² let at 1,000: 180,000 a year, a third of it the homes'.
    result = ran({**HOMES, **VALUED, "deal.lease.rent_nok_per_m2_year": 1000})
    assert by_month(result, "value", 1, 1) == money(120_000 / 0.08 + 60_000 / 0.05)


def test_past_the_horizon_their_last_year_stands_for_the_next() -> None:
    # The last month: nothing is left of the horizon, and the last 12 months are the same as any.
    result = own({})
    assert by_month(result, "value", 24, 24) == money(144_000 / 0.08 + 180_000 / 0.05)


def test_works_in_homes_are_not_depreciated_for_tax() -> None:
    # 100,000 in group i would be written down by 2 % on 31 December.
    works = {"amount_nok": 100_000, "start_month": 1, "months": 1}
    plain = own({"works": {"loft": works}, "tax": {"landlord": {"is_taxed": True}}})
    homes = own({"works": {"loft": {**works, "in_housing": True}}, "tax": {"landlord": {"is_taxed": True}}})
    assert plain.values["landlord.tax_depreciation"][11] > 0
    assert sum(homes.values["landlord.tax_depreciation"]) == pytest.approx(0)
    assert homes.values["landlord.book_value"][23] >= 100_000
