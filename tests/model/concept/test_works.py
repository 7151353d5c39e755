"""Works (arbeider): instalments, overrun, split, delay, depreciation, docs/model.md §5 and §9."""

from tests.model.tiny import at, by_month, money, near, ran

NO_INCOME = {"products.desk.price_nok_per_month": 0}


def works(**fields: object) -> dict[str, object]:
    item = {"amount_nok": 12_000, "start_month": 2, "months": 3, **fields}
    return {"works": {"rehab": {k: v for k, v in item.items() if v is not None}}, **NO_INCOME}


def test_spread_evenly_and_paid_with_vat_by_the_landlord() -> None:
    # 4,000 a month in 2–4, with VAT 5,000. Refund: February's 1,000 in April, March–April's 2,000 in June.
    result = ran(works())
    assert by_month(result, "landlord.works") == at({2: 4000, 3: 4000, 4: 4000})
    assert by_month(result, "landlord.project_cash") == at({2: -5000, 3: -5000, 4: -4000, 6: 2000})


def test_listed_instalments() -> None:
    instalments = [{"month": 1, "share": 0.25}, {"month": 6, "share": 0.75}]
    result = ran(works(start_month=None, months=None, instalments=instalments))
    assert by_month(result, "landlord.works") == at({1: 3000, 6: 9000})


def test_overrun_multiplies_every_instalment() -> None:
    result = ran(works(overrun_share=0.2))
    assert by_month(result, "landlord.works") == at({2: 4800, 3: 4800, 4: 4800})


def test_landlord_and_operator_split_the_works() -> None:
    result = ran(works(landlord_share=0.75))
    assert by_month(result, "landlord.works", 2, 2) == money(3000)
    assert by_month(result, "operator.works", 2, 2) == money(1000)


def test_delay_does_not_move_payments() -> None:
    result = ran(works(delay_months=5))
    assert by_month(result, "landlord.works") == at({2: 4000, 3: 4000, 4: 4000})


def test_book_depreciation_is_straight_from_the_month_after_completion() -> None:
    # Completed in month 4 + 1 = 5: 12,000 over one year from month 6, 1,000 a month.
    result = ran(works(book_life_years=1, delay_months=1))
    assert by_month(result, "landlord.depreciation") == at(dict.fromkeys(range(6, 18), 1000))
    assert by_month(result, "landlord.ebit", 6, 6) == money(-1000)
    # Works are no operating cost.
    assert by_month(result, "landlord.ebitda") == money(*[0] * 24)


def test_depreciation_of_each_party_after_its_grants() -> None:
    # Landlord: 9,000 less a grant of 20 % of 12,000 = 6,600. Operator: 3,000. Over two years.
    support = {
        "grant": {
            "kind": "works_grant",
            "payer": "municipality",
            "receiver": "landlord",
            "works": "rehab",
            "share": 0.2,
        }
    }
    changes = {**works(landlord_share=0.75, book_life_years=2), "support": support}
    result = ran(changes)
    assert by_month(result, "landlord.depreciation", 4, 5) == money(0, 6600 / 24)
    assert by_month(result, "operator.depreciation", 4, 5) == money(0, 3000 / 24)
    without = ran(changes, with_support=False)
    assert by_month(without, "landlord.depreciation", 5, 5) == money(9000 / 24)


def test_works_in_the_last_month() -> None:
    # VAT is refunded in the final settlement: what is left is the works ex VAT.
    result = ran(works(start_month=24, months=1))
    assert by_month(result, "landlord.project_cash") == at({24: -12_000})


def test_two_works_add_up() -> None:
    changes = works()
    later = {"amount_nok": 6000, "start_month": 4, "months": 2, "landlord_share": 0.5}
    changes["works"]["refit"] = later  # type: ignore[index]
    result = ran(changes)
    assert by_month(result, "landlord.works") == at({2: 4000, 3: 4000, 4: 5500, 5: 1500})
    assert sum(by_month(result, "operator.works")) == near(3000)
