"""Management agreement (driftsavtale), docs/model.md §4. Income is 5,000 a month."""

from tests.model.tiny import at, by_month, money, near, ran

FEE = {"base_nok_per_month": 1000, "surplus_share": 0.25, "landlord_preferred_nok_per_year": 12_000}


def cleaning(from_month: int = 1) -> dict[str, object]:
    return {"cleaning": {"nok_per_month": 500, "payer": "landlord", "from_month": from_month}}


def managed(**changes: object):  # type: ignore[no-untyped-def]
    return ran({"deal.fee": FEE, "costs": cleaning(), **changes}, "management")


def test_the_landlord_owns_income_and_cost() -> None:
    result = managed()
    # 5,000 − 500 − 1,000.
    assert by_month(result, "landlord.ebitda", 1, 2) == money(3500, 3500)
    assert by_month(result, "operator.ebitda", 1, 2) == money(1000, 1000)
    # Members pay the landlord: 6,250 with VAT; it pays 625 and 1,250.
    assert by_month(result, "landlord.project_cash", 1, 1) == money(6250 - 625 - 1250)


def test_base_fee_as_a_share_of_income_ex_vat() -> None:
    # 10 % of 5,000, with 25 % VAT: 500 + 125.
    result = managed(**{"deal.fee": {"base_share_of_income": 0.1}})
    assert by_month(result, "management.base_fee", 1, 2) == money(500, 500)
    assert by_month(result, "operator.project_cash", 1, 1) == money(625)


def test_the_surplus_share_is_of_the_year_after_fee_and_preferred_amount() -> None:
    # Year: 60,000 − 6,000 − 12,000 − 12,000 = 30,000; 25 % = 7,500, earned in December.
    result = managed()
    assert by_month(result, "management.surplus_fee") == at({12: 7500, 24: 7500})


def test_the_surplus_share_is_settled_in_january_with_vat() -> None:
    cash = by_month(managed(), "operator.project_cash")
    # January 2027 (13): 1,250 + 7,500 × 1.25. April (16): VAT of January–February 250 + 250 + 1,875.
    assert cash[11:16] == money(1250 - 500, 1250 + 9375, 1250 - 500, 1250, 1250 - 2375)
    # All settled by month 24: 24 × 1,000 + 2 × 7,500.
    assert sum(cash) == near(39_000)


def test_no_share_of_a_loss_and_no_carry_forward() -> None:
    # 2026: 80 % campaign discount: 12,000 − 6,000 − 12,000 − 12,000 = −18,000: nothing. 2027: 30,000,
    # untouched by the loss: 7,500.
    campaign = {"discount_share": 0.8, "from_month": 1, "to_month": 12}
    result = managed(**{"products.desk.campaign": campaign})
    assert by_month(result, "management.surplus_fee") == at({24: 7500})


def test_the_surplus_is_the_years_not_the_months() -> None:
    # Two free months in summer lower the year: 50,000 − 6,000 − 12,000 − 12,000 = 20,000; 25 % = 5,000. By
    # month it would be 25 % of ten good months.
    campaign = {"discount_share": 1, "from_month": 6, "to_month": 7}
    result = managed(**{"products.desk.campaign": campaign})
    assert by_month(result, "management.surplus_fee") == at({12: 5000, 24: 7500})


def test_the_preferred_amount_goes_by_months() -> None:
    # From April: nine months: 45,000 − 4,500 − 9,000 − 9,000 = 22,500; 25 % = 5,625.
    result = managed(**{"deal.from_month": 4, "costs": cleaning(4)})
    assert by_month(result, "management.surplus_fee", 1, 12) == at({12: 5625}, 12)


def test_the_agreement_ends_with_its_term() -> None:
    # Months 3–12: 10 × (5,000 − 500 − 1,000 − 1,000) = 25,000; 25 % = 6,250. Nothing goes on after it.
    result = managed(**{"deal.from_month": 3, "deal.term_months": 10, "costs": cleaning(3)})
    assert by_month(result, "income.total", 3) == money(*[5000] * 10, *[0] * 12)
    assert by_month(result, "management.base_fee") == at(dict.fromkeys(range(3, 13), 1000))
    assert by_month(result, "management.surplus_fee") == at({12: 6250})


def test_a_horizon_within_a_year_settles_the_last_share() -> None:
    # 18 months: January–June 2027: 6 × 2,500 = 15,000; 25 % = 3,750 in month 18.
    result = managed(horizon_months=18)
    assert by_month(result, "management.surplus_fee") == at({12: 7500, 18: 3750}, 18)
    assert sum(by_month(result, "operator.project_cash")) == near(18_000 + 11_250)


def test_grants_are_no_income_of_the_agreement() -> None:
    # The base fee is a share of income ex VAT; a grant to the landlord gives no fee.
    support = {
        "grant": {
            "kind": "grant",
            "payer": "municipality",
            "receiver": "landlord",
            "amount_nok": 50_000,
            "month": 3,
        }
    }
    result = managed(support=support, **{"deal.fee": {"base_share_of_income": 0.1}})
    assert by_month(result, "management.base_fee", 3, 3) == money(500)
