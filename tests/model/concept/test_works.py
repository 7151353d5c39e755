"""Works (arbeider): instalments, overrun, split, delay, depreciation, docs/model.md §5 and §9."""

import pytest

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


def test_a_delay_stretches_payments_over_the_longer_time() -> None:
    # 12,000 over three months and five more: 1,500 from month 2 to 9 (docs/model.md §5)
    result = ran(works(delay_months=5))
    assert by_month(result, "landlord.works") == at(dict.fromkeys(range(2, 10), 1500))
    assert result.number("works.rehab.completion") == 9


def test_a_delay_may_leave_payments_as_planned() -> None:
    result = ran(works(delay_months=5, payments_when_delayed="as_planned"))
    assert by_month(result, "landlord.works") == at({2: 4000, 3: 4000, 4: 4000})
    assert result.number("works.rehab.completion") == 9


@pytest.mark.parametrize(
    ("planned", "delay", "paid"),
    [
        # from first to last: three months become six, the one between doubles its distance
        ((2, 3, 5), 3, (2, 4, 8)),
        # 4 · 7/5 = 5.6: in the month that has begun by then
        ((1, 5, 6), 2, (1, 6, 8)),
        # one third of six and of nine
        ((3, 5, 9), 3, (3, 6, 12)),
        # one instalment alone follows completion
        ((4,), 3, (7,)),
        ((2, 3, 5), 0, (2, 3, 5)),
    ],
)
def test_delayed_instalments_keep_their_place_in_the_longer_time(
    planned: tuple[int, ...], delay: int, paid: tuple[int, ...]
) -> None:
    shares = {1: (1.0,), 3: (0.5, 0.3, 0.2)}[len(planned)]
    stated = {
        "amount_nok": 12_000,
        "instalments": [{"month": m, "share": s} for m, s in zip(planned, shares, strict=True)],
        "delay_months": delay,
    }
    result = ran({"works": {"rehab": stated}})
    expected = {month: 12_000 * share for month, share in zip(paid, shares, strict=True)}
    assert by_month(result, "landlord.works") == at(expected)
    assert result.number("works.rehab.completion") == max(paid)
    unmoved = ran({"works": {"rehab": {**stated, "payments_when_delayed": "as_planned"}}})
    expected = {month: 12_000 * share for month, share in zip(planned, shares, strict=True)}
    assert by_month(unmoved, "landlord.works") == at(expected)


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
