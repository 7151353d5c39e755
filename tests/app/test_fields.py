"""Which numbers are offered, with which unit, limits and source."""

from collections.abc import Callable

import pytest

from feasibility.case import Case, case_from_mapping
from feasibility.screens import words
from feasibility.screens.fields import Field, fields_by_key, groups
from tests.case import cases


def _field(case: Case, key: str) -> Field:
    return fields_by_key(case)[key]


def test_a_sublease_offers_area_rent_and_reductions_first(sublease: Case) -> None:
    first = groups(sublease)[0]
    assert first.id == "deal"
    assert [field.key for field in first.fields] == [
        "deal.lease.area_m2",
        "deal.lease.rent_nok_per_m2_year",
        "reductions.rent_free_months",
        "reductions.off_share",
        "reductions.off_months",
    ]


@pytest.mark.parametrize(
    ("make", "keys"),
    [
        (
            cases.turnover_rent_case,
            {"deal.turnover.share_of_income", "deal.turnover.threshold_nok_per_year"},
        ),
        (cases.management_case, {"deal.fee.base_nok_per_month", "deal.fee.surplus_share"}),
        (cases.landlord_operated_case, {"deal.market_rent_nok_per_m2_year"}),
    ],
)
def test_each_structure_offers_its_own_terms(make: Callable[[], cases.Stated], keys: set[str]) -> None:
    assert keys <= set(fields_by_key(case_from_mapping(make())))


def test_each_product_offers_price_occupancy_and_ramp(sublease: Case) -> None:
    products = next(group for group in groups(sublease) if group.id == "products")
    found = {
        part.label.nb: [field.key.split(".", 2)[2] for field in part.fields]
        for part in products.parts
        if part.label
    }
    assert found["Fleksplass"] == ["price_nok_per_month", "ramp.stabilised_share", "ramp.months"]
    assert found["Day"] == ["price_nok_per_use", "ramp.stabilised_share", "ramp.months"]


def test_works_and_loans_of_both_parties(sublease: Case) -> None:
    keys = fields_by_key(sublease)
    assert keys["works.rehab.amount_nok"].original == 2_000_000
    assert keys["financing.landlord.loans.bank.share_of_works"].unit == "share"
    assert keys["financing.operator.loans.start.amount_nok"].original == 250_000
    assert keys["financing.operator.loans.start.base_rate_share_per_year"].unit == "share/year"


def test_a_rate_by_year_is_one_field_for_each_year(sublease: Case) -> None:
    start = "financing.landlord.loans.bank.base_rate_share_per_year"
    keys = [key for key in fields_by_key(sublease) if key.startswith(start)]
    assert keys == [f"{start}.2026", f"{start}.2028"]


def test_an_area_is_the_one_that_rent_and_costs_are_counted_on(sublease: Case) -> None:
    keys = fields_by_key(sublease)
    assert keys["building.spaces.open.with_common_m2"].original == 300
    assert "building.spaces.open.exclusive_m2" not in keys
    assert keys["building.spaces.room.exclusive_m2"].original == 30


def test_a_group_without_fields_is_left_out(minimal: Case) -> None:
    assert [group.id for group in groups(minimal)] == ["deal", "products", "areas"]


def test_a_field_carries_the_source_of_its_number(sublease: Case) -> None:
    source = _field(sublease, "products.flex.price_nok_per_month").source
    assert source is not None
    assert (source.text, source.date, source.is_assumption) == (
        "Masteroppgave 2021, l. 9705",
        "2021-05",
        False,
    )
    assert _field(sublease, "works.rehab.amount_nok").source is None


def test_a_number_outside_the_limits_is_refused_as_the_reader_writes_it(sublease: Case) -> None:
    occupancy = _field(sublease, "products.flex.ramp.stabilised_share")
    refusal = occupancy.refusal(1.5)
    assert refusal is not None
    assert refusal.nb == "Tallet må være minst 0\u00a0% og høyst 100\u00a0%."
    assert refusal.en == "The number must be at least 0% and at most 100%."
    assert occupancy.refusal(1.0) is None


def test_a_limit_that_is_not_allowed_itself(sublease: Case) -> None:
    area = _field(sublease, "building.spaces.room.exclusive_m2")
    refusal = area.refusal(0.0)
    assert refusal is not None
    assert refusal.nb == "Tallet må være over 0 og høyst 1\u00a0000\u00a0000."
    assert area.refusal(0.1) is None


def test_months_are_whole(sublease: Case) -> None:
    assert _field(sublease, "products.flex.ramp.months").refusal(6.5) == words.WHOLE_NUMBER
    assert _field(sublease, "reductions.rent_free_months").refusal(6.5) == words.WHOLE_NUMBER
    assert _field(sublease, "reductions.rent_free_months").refusal(-1.0) is not None


def test_every_field_accepts_the_example_s_own_number(sublease: Case) -> None:
    for field in fields_by_key(sublease).values():
        assert field.refusal(field.original) is None, field.key
