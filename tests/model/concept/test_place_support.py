"""Support for each place sold (docs/model.md §5). Five of ten desks are sold at 1,000 a month."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, money, near, ran, tiny

ITEM = {
    "kind": "per_place_sold", "payer": "municipality", "products": ["desk"], "nok_per_place_month": 200,
    "from_month": 3, "to_month": 20, "vat_treatment": "grant",
}  # fmt: skip


def support(**fields: Any) -> dict[str, Any]:
    return {"support": {"item": {**ITEM, **fields}}}


def test_it_follows_the_places_sold_in_its_months() -> None:
    result = ran(support())
    assert by_month(result, "municipality.support") == at(dict.fromkeys(range(3, 21), 1000))
    assert by_month(result, "operator.cash.operating_grant") == at(dict.fromkeys(range(3, 21), 1000))
    assert "support.item.vat" not in result.built.model.lines


def test_signed_contracts_are_sold_and_places_supporters_rent_are_not() -> None:
    # Two of the five the ramp gives are signed; three of the ten are rented by a sponsor: 5 × 200.
    signed = {"units": 2, "price_nok_per_month": 900, "from_month": 1}
    rented = {"kind": "desks_bought", "payer": "sponsor", "product": "desk", "desks": 3,
              "from_month": 1, "to_month": 24}  # fmt: skip
    result = ran({"support": {"item": ITEM, "rented": rented}, "products.desk.contracts": [signed]})
    assert by_month(result, "support.item", 3, 4) == money(1000, 1000)


def test_the_cap_is_of_a_calendar_year() -> None:
    # 1,000 a month from March: 2,500 is used up in May, and anew from January of the next year.
    result = ran(support(cap_nok_per_year=2500))
    assert by_month(result, "support.item") == at({3: 1000, 4: 1000, 5: 500, 13: 1000, 14: 1000, 15: 500})


def test_as_part_of_the_price_it_carries_vat_and_is_turnover() -> None:
    # 25 % of 1,000, invoiced to the payer; 5,000 of rent and 1,000 of support are taxable turnover.
    result = ran(support(vat_treatment="part_of_price"))
    assert by_month(result, "support.item.vat", 3, 4) == money(250, 250)
    assert by_month(result, "party.municipality.cash", 3, 3) == money(-1250)
    assert by_month(result, "operator.vat.taxable_turnover", 2, 3) == money(5000, 6000)
    assert by_month(result, "operator.ebitda", 3, 3) == money(6000)


def test_as_part_of_an_exempt_price_it_carries_none_but_is_turnover() -> None:
    exempt = {"products.desk.vat_regime": "exempt_right"}
    result = ran({**support(vat_treatment="part_of_price"), **exempt})
    assert "support.item.vat" not in result.built.model.lines
    assert by_month(result, "operator.vat.turnover", 3, 3) == money(6000)
    assert by_month(ran({**support(), **exempt}), "operator.vat.turnover", 3, 3) == money(5000)


def test_several_products_share_it_by_their_places() -> None:
    # Five desks and two offices: 1,000 and 400. Kept apart, 30 % of the offices' members carry no VAT.
    office = {**tiny()["products"]["desk"], "units": 4, "not_eligible_share": 0.3}
    found = support(products=["desk", "office"], vat_treatment="part_of_price")
    result = ran({**found, "products.office": office, "vat": {"policy": "separate"}})
    assert by_month(result, "support.item", 3, 3) == money(1400)
    assert by_month(result, "support.item.desk.vat", 3, 3) == money(250)
    assert by_month(result, "support.item.office.vat", 3, 3) == money(0.7 * 100)


def test_it_goes_with_the_rest_of_the_support() -> None:
    assert by_month(ran(support(), with_support=False), "support.item") == at({})


@pytest.mark.parametrize(
    ("fields", "costs", "factor"),
    [
        # 5 × (1,000 + 200) × 12 × λ = 4,200 × 12
        ({"from_month": 1, "to_month": 24}, 4200, 0.7),
        # the year's 6,000 is used at half of the places: 60,000 λ + 6,000 = 50,400
        ({"from_month": 1, "to_month": 24, "cap_nok_per_year": 6000}, 4200, 0.74),
        # beyond the places: at 0.4 of them only 4,800 is asked for, 72,000 λ = 28,800
        ({"from_month": 1, "to_month": 24, "cap_nok_per_year": 6000}, 2400, 0.4),
        # over after the first year: 60,000 λ = 50,400
        ({"from_month": 1, "to_month": 12}, 4200, 0.84),
    ],
)
def test_break_even_moves_what_follows_the_places(fields: Any, costs: float, factor: float) -> None:
    result = ran({**support(**fields), "costs": {"all": {"nok_per_month": costs}}})
    assert float(result.values["break_even.factor"]) == near(factor)


def test_without_support_the_year_is_less_by_all_of_it() -> None:
    # 12 × 1,000 of 12 × 6,000; it is over after month 20, and gone from the ladder's second year.
    result = ran(support(from_month=1, vat_treatment="part_of_price"))
    assert list(result.values["ladder.without_any"][:2]) == money(60_000, 60_000)


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"products": ["desk", "desk"]}, "support.item.products.1", "står to ganger"),
        ({"products": ["desks"]}, "support.item.products.0", "finnes ikke i products"),
        ({"products": []}, "support.item.products", "minst én post"),
        ({"to_month": 25}, "support.item.to_month", "etter sakens siste måned"),
        ({"to_month": 2}, "support.item.to_month", "før den begynner"),
        ({"vat_treatment": "mva"}, "support.item.vat_treatment", "grant, part_of_price"),
    ],
)
def test_what_cannot_be_supported_is_refused(fields: Any, path: str, said: str) -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny(support(**fields)))
    (problem,) = raised.value.problems
    assert problem.path == path
    assert said in problem.nb


@pytest.mark.parametrize("kind", ["day_pass", "housing"])
def test_places_are_sold_by_the_month_to_members(kind: str) -> None:
    other: dict[str, Any] = {**tiny()["products"]["desk"], "kind": kind}
    if kind == "day_pass":
        del other["price_nok_per_month"]
        other |= {"price_nok_per_use": 200, "uses_per_month": 10}
    changes = {"products.other": {**other, "space": "home" if kind == "housing" else "floor"},
               "building.spaces.home": {"kind": "housing", "exclusive_m2": 50}}  # fmt: skip
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny({**changes, **support(products=["other"])}))
    (problem,) = raised.value.problems
    assert problem.path == "support.item.products.0"
