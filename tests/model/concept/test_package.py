"""Place and services sold at one price (docs/model.md §3, §6). Five desks at 1,000 a month unless stated."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import by_month, money, near, ran, shares, tiny


def package(share: float = 0.4, **fields: Any) -> dict[str, Any]:
    return {"products.desk.package": {"services_share": share, **fields}}


def test_the_price_is_parted_in_rent_and_services() -> None:
    # 40 % of 5,000 is services: 2,000 of 5,000, beside the 30 % of the mix.
    result = ran(package())
    assert by_month(result, "income.rent", 1, 1) == money(3000)
    assert by_month(result, "income.services", 1, 1) == money(2000)
    assert by_month(result, "operator.income.income_services", 1, 1) == money(2000)
    assert float(result.values["income.services_share"][0]) == near(0.4)
    assert by_month(result, "operator.ebitda", 1, 1) == by_month(ran(), "operator.ebitda", 1, 1)


@pytest.mark.parametrize(
    ("regime", "vat", "place", "services"),
    [
        ("registered_letting", "standard", 750, 500),
        ("registered_letting", "exempt", 750, 0),
        ("exempt_right", "standard", 0, 500),
        ("exempt_right", "exempt", 0, 0),
    ],
)
def test_each_part_carries_its_own_vat(regime: str, vat: str, place: float, services: float) -> None:
    # 25 % of 3,000 and of 2,000. A tenth is never paid, and so much of the VAT is corrected.
    result = ran(
        {**package(vat=vat), "products.desk.vat_regime": regime, "products.desk.bad_debt_share": 0.1}
    )
    lines = result.built.model.lines
    for part, expected in (("place", place), ("services", services)):
        line = f"products.desk.income.{part}.vat"
        assert (by_month(result, line, 1, 1) if line in lines else [0]) == money(expected)
    if "products.desk.bad_debt.vat" in lines:
        assert by_month(result, "products.desk.bad_debt.vat", 1, 1) == money(0.1 * (place + services))
    else:
        assert place + services == 0


def test_who_cannot_deduct_pays_vat_of_the_services_alone() -> None:
    # Kept apart, 40 % of the members carry no VAT on the place: 3,000 × 0.6 × 25 %; 2,000 × 25 % for all.
    result = ran({**package(), "vat": {"policy": "separate"}, "products.desk.not_eligible_share": 0.4})
    assert by_month(result, "products.desk.income.place.vat", 1, 1) == money(450)
    assert by_month(result, "products.desk.income.services.vat", 1, 1) == money(500)
    # of the turnover 3,000 × 0.6 + 2,000 of 5,000 is registered
    assert by_month(result, "operator.vat.registered_turnover", 1, 1) == money(3800)


def test_signed_contracts_and_places_bought_are_packages_too() -> None:
    # One signed at 900 and two rented at 1,000 (the product's): 40 % of each is services.
    rented = {"kind": "desks_bought", "payer": "municipality", "product": "desk", "desks": 2,
              "from_month": 1, "to_month": 24}  # fmt: skip
    signed = {"units": 1, "price_nok_per_month": 900, "from_month": 1}
    result = ran({**package(), "support": {"rented": rented}, "products.desk.contracts": [signed]})
    # members 4 beyond the signed one
    assert by_month(result, "income.services", 1, 1) == money(0.4 * (4000 + 900 + 2000))
    assert by_month(result, "income.rent", 1, 1) == money(0.6 * (4000 + 900 + 2000))
    assert by_month(result, "party.municipality.cash", 1, 1) == money(-2500)


def test_support_that_is_part_of_a_package_price_carries_its_vat() -> None:
    # 60 % of 5 × 200 is for a place without VAT, 40 % for services with: 25 % of 400.
    item = {
        "kind": "per_place_sold", "payer": "municipality", "products": ["desk"], "nok_per_place_month": 200,
        "from_month": 1, "to_month": 24, "vat_treatment": "part_of_price",
    }  # fmt: skip
    result = ran({**package(), "products.desk.vat_regime": "exempt_right", "support": {"item": item}})
    assert by_month(result, "support.item.vat", 1, 1) == money(100)


def test_break_even_and_the_price_are_of_the_whole_package() -> None:
    # 60,000 λ = 36,000, as without the package.
    result = ran({**package(), "costs": {"all": {"nok_per_month": 3000}}})
    assert [float(result.values[id]) for id in ("break_even.factor", "break_even.price")] == shares(0.6, 0.6)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"products.desk.price_includes_vat": True}, "prisen er oppgitt med mva."),
        ({"products.desk.vat_regime": "lodging"}, "lodging"),
        ({"services": {"mix": {"services_share": 0.3, "gross_margin_share": 0.5}}}, "services.mix"),
        ({"products.desk.kind": "ordinary_tenancy", "products.desk.package": {"services_share": 0}}, "0"),
        ({"products.desk.package": {"services_share": 1}}, "1"),
    ],
)
def test_what_is_no_package_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(tiny({**package(), **changes}))
    (problem,) = raised.value.problems
    assert problem.path.startswith("products.desk.package")
    assert said in problem.nb
