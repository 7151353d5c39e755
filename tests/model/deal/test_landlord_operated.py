"""The landlord runs the space (gårdeier driver selv): one company, docs/model.md §4."""

import pytest

from tests.model.tiny import by_month, money, ran


def test_one_company_has_all_income_and_cost() -> None:
    # 5,000 − 800 (stated as the operator's) − 200.
    result = ran(
        {
            "costs": {
                "cleaning": {"nok_per_month": 800, "payer": "operator"},
                "insurance": {"nok_per_month": 200, "payer": "landlord"},
            }
        },
        "landlord_operated",
    )
    assert by_month(result, "landlord.ebitda", 1, 2) == money(4000, 4000)
    with pytest.raises(KeyError):
        result.number("operator.npv")


def test_the_market_rent_foregone_is_shown_and_not_paid() -> None:
    # 1,000 × 120 / 12 = 10,000 shown; cash is the members' 6,250.
    result = ran({"deal.market_rent_nok_per_m2_year": 1000}, "landlord_operated")
    assert by_month(result, "deal.market_rent_foregone") == money(*[10_000] * 24)
    assert by_month(result, "landlord.project_cash", 1, 1) == money(6250)
    assert by_month(result, "landlord.ebitda", 1, 1) == money(5000)


def test_the_market_rent_foregone_of_part_of_the_building() -> None:
    changes = {"deal.market_rent_nok_per_m2_year": 1000, "deal.area_m2": 60}
    result = ran(changes, "landlord_operated")
    assert by_month(result, "deal.market_rent_foregone", 1, 1) == money(5000)


def test_staff_works_and_support_meant_for_the_operator_are_the_landlords() -> None:
    result = ran(
        {
            "works": {"fit_out": {"amount_nok": 10_000, "start_month": 2, "months": 1, "landlord_share": 0}},
            "support": {
                "grant": {
                    "kind": "grant",
                    "payer": "municipality",
                    "receiver": "operator",
                    "amount_nok": 3000,
                    "month": 3,
                }
            },
        },
        "landlord_operated",
    )
    # 6,250 in; works 12,500 with VAT in month 2; grant 3,000 in month 3.
    assert by_month(result, "landlord.project_cash", 1, 3) == money(6250, 6250 - 12_500, 6250 + 3000)
