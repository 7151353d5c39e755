"""Property tax (docs/model.md §8; eigedomsskattelova): base × promille, instalments, the step after works."""

from typing import Any

import pytest

from tests.model.tiny import at, by_month, money, ran

OPERATED = "landlord_operated"


def taxed(**choices: Any) -> dict[str, Any]:
    """4,000,000 × 3 ‰ = 12,000 a year, 1,000 a month."""
    return {"building.property_tax": {"base_nok": 4_000_000, "promille": 3, **choices}}


@pytest.mark.parametrize(
    ("instalments", "paid"),
    [
        (1, {12: 12_000, 24: 12_000}),
        (2, {6: 6_000, 12: 6_000, 18: 6_000, 24: 6_000}),
        (4, dict.fromkeys(range(3, 25, 3), 3000)),
        (12, dict.fromkeys(range(1, 25), 1000)),
    ],
)
def test_earned_monthly_and_paid_at_the_end_of_each_instalment(
    instalments: int, paid: dict[int, float]
) -> None:
    result = ran(taxed(instalments=instalments), OPERATED)
    assert by_month(result, "property_tax") == money(*[1_000] * 24)
    assert by_month(result, "property_tax.paid") == at(paid)
    assert by_month(result, "landlord.cash.property_tax") == at({m: -nok for m, nok in paid.items()})


def test_a_case_that_starts_and_ends_within_an_instalment_pays_what_it_has_had() -> None:
    # August 2026 to July 2027, paid in December and June: five months, six months, and one settled in July.
    months = {"start_month": "2026-08", "horizon_months": 12}
    result = ran({**taxed(instalments=2), **months}, OPERATED)
    assert by_month(result, "property_tax.paid") == at({5: 5_000, 11: 6_000}, 12)
    assert by_month(result, "property_tax.settled") == at({12: 1_000}, 12)


def test_the_base_steps_up_on_1_january_after_the_last_works_are_completed() -> None:
    works = {
        "first": {"amount_nok": 1_000, "start_month": 1, "months": 1},
        "last": {"amount_nok": 1_000, "start_month": 8, "months": 2, "delay_months": 2},
    }
    changes = {**taxed(base_after_works_nok=8_000_000), "works": works, "horizon_months": 36}
    result = ran(changes, OPERATED)
    assert by_month(result, "property_tax") == money(*[1_000] * 12, *[2_000] * 24)
    # delayed into January 2027, the step waits for 2028
    late = ran({**changes, "works.last.delay_months": 4}, OPERATED)
    assert by_month(late, "property_tax") == money(*[1_000] * 24, *[2_000] * 12)
    # an alternative without the works keeps its base
    assert by_month(result, "vacant.property_tax") == money(*[1_000] * 36)


def test_the_base_is_not_indexed_but_a_stated_amount_is() -> None:
    growth = {"index.costs_share_per_year": 0.10}
    assert by_month(ran({**taxed(), **growth}, OPERATED), "property_tax", 13, 13) == money(1_000)
    stated = {"building.property_tax_nok_per_year": 12_000}
    assert by_month(ran({**stated, **growth}, OPERATED), "property_tax", 13, 13) == money(1_100)


def test_it_is_part_of_ebitda_and_owed_until_paid() -> None:
    result = ran(taxed(instalments=2), OPERATED)
    assert by_month(result, "landlord.ebitda", 1, 2) == money(4_000, 4_000)
    assert by_month(result, "landlord.balance.property_tax", 5, 6) == money(5_000, 0)
