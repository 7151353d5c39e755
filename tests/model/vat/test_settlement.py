"""When value added tax (mva.) is paid and refunded, both parties registered, docs/model.md §6."""

import pytest

from tests.model.tiny import at, by_month, money, near, ran

NO_INCOME = {"products.desk.price_nok_per_month": 0}

DUE_MONTH = {1: 4, 2: 4, 3: 6, 4: 6, 5: 8, 6: 8, 7: 10, 8: 10, 9: 12, 10: 12, 11: 2, 12: 2}
"""Calendar month of payment by calendar month of invoice: 10 Apr, 10 Jun, 31 Aug, 10 Oct, 10 Dec, 10 Feb."""


@pytest.mark.parametrize("start", range(1, 13))
def test_vat_of_each_month_is_paid_in_its_terms_month(start: int) -> None:
    # Sales 5,000 + 1,250 a month. What is not due within the 24 months is settled in the last.
    result = ran({"start_month": f"2026-{start:02d}"})
    expected = [6250.0] * 24
    for month in range(1, 25):
        calendar_month = (start + month - 2) % 12 + 1
        due = month + (DUE_MONTH[calendar_month] - calendar_month) % 12
        expected[min(due, 24) - 1] -= 1250
    assert by_month(result, "operator.project_cash") == money(*expected)
    assert sum(expected) == near(24 * 5000)


def test_a_year_from_january_in_figures() -> None:
    # 2,500 in April, June, August, October, December and February (14).
    result = ran()
    expected = [6250] * 14
    for month in (4, 6, 8, 10, 12, 14):
        expected[month - 1] -= 2500
    assert by_month(result, "operator.project_cash", 1, 14) == money(*expected)


def test_the_official_example_of_a_term() -> None:
    # Sale 1,000 + 250 in January, purchase 300 + 75 in February: 175 to pay in April.
    result = ran(
        {
            "products.desk.price_nok_per_month": 200,
            "products.desk.campaign": {"discount_share": 1, "from_month": 2, "to_month": 24},
            "costs": {"line": {"nok_per_month": 300, "from_month": 2, "to_month": 2}},
        }
    )
    assert by_month(result, "operator.project_cash") == at({1: 1250, 2: -375, 4: -175})


def works(month: int, **changes: object):  # type: ignore[no-untyped-def]
    item = {"amount_nok": 100_000, "start_month": month, "months": 1}
    return ran({"works": {"rehab": item}, **NO_INCOME, **changes})


def test_a_refund_comes_in_the_terms_month() -> None:
    # VAT of January, 25,000, back in April; of June in August; of November in February (14).
    for month, back in ((1, 4), (6, 8), (11, 14)):
        assert by_month(works(month), "landlord.project_cash") == at({month: -125_000, back: 25_000})


def test_a_refund_may_come_a_month_later() -> None:
    for month, back in ((1, 5), (6, 9), (11, 15)):
        result = works(month, **{"vat.refund_delay_months": 1})
        assert by_month(result, "landlord.project_cash") == at({month: -125_000, back: 25_000})


def test_the_delay_is_for_refunds_only() -> None:
    plain, late = ran(), ran({"vat.refund_delay_months": 1})
    assert by_month(late, "operator.project_cash") == money(*by_month(plain, "operator.project_cash"))


def test_a_term_is_refunded_net_of_what_is_owed_in_it() -> None:
    # January–February: input 25,000, output 2 × 1,250: 22,500 back in May. March–April: 2,500 paid in June.
    result = ran(
        {
            "works": {"rehab": {"amount_nok": 100_000, "start_month": 1, "months": 1, "landlord_share": 0}},
            "vat.refund_delay_months": 1,
        }
    )
    cash = by_month(result, "operator.project_cash", 1, 6)
    assert cash == money(6250 - 125_000, 6250, 6250, 6250, 6250 + 22_500, 6250 - 2500)


@pytest.mark.parametrize("delay", [0, 1])
@pytest.mark.parametrize("month", [21, 22, 23, 24])
def test_what_is_left_is_settled_in_the_last_month(month: int, delay: int) -> None:
    result = works(month, **{"vat.refund_delay_months": delay})
    months = {month: -125_000.0}
    # Months 21–22 (September–October 2027) are due in December, month 24: paid or settled there either way.
    months[24] = months.get(24, 0.0) + 25_000
    assert by_month(result, "landlord.project_cash") == at(months)


def test_rent_in_advance_belongs_to_the_invoices_term() -> None:
    # Quarter of 36,000 + 9,000 invoiced in April: VAT for March–April, paid in June; nothing for May and
    # June.
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 1200,
            "deal.lease.payment": "quarterly_in_advance",
            **NO_INCOME,
        }
    )
    months = {
        **dict.fromkeys([1, 4, 7, 10, 13, 16, 19, 22], 45_000),
        # January's in April, April's in June, July's in October, October's in December.
        6: -9000,
        12: -9000,
        18: -9000,
        24: -9000,
    }
    for month in (4, 10, 16, 22):
        months[month] -= 9000
    assert by_month(result, "landlord.project_cash") == at(months)
    assert by_month(result, "operator.project_cash") == money(
        *(-amount for amount in by_month(result, "landlord.project_cash"))
    )


def test_salaries_grants_and_property_tax_carry_no_vat() -> None:
    result = ran(
        {
            "staff": {"host": {"fte": 1, "salary_nok_per_year": 260_000}},
            "building.property_tax_nok_per_year": 1200,
            "support": {
                "grant": {
                    "kind": "grant",
                    "payer": "municipality",
                    "receiver": "operator",
                    "amount_nok": 1000,
                    "month": 1,
                }
            },
            **NO_INCOME,
        }
    )
    # Property tax paid by the landlord: 1,200 a year in all, and nothing to the VAT account.
    assert sum(by_month(result, "landlord.project_cash")) == near(-2400)
    assert by_month(result, "operator.vat.net") == money(*[0] * 24)
    assert by_month(result, "landlord.vat.net") == money(*[0] * 24)


def test_the_state_gets_the_vat_of_those_who_cannot_deduct() -> None:
    # Members pay 24 × 1,250 in all; both companies pass on what they get.
    result = ran({"deal.lease.rent_nok_per_m2_year": 300, "costs": {"line": {"nok_per_month": 700}}})
    # Output of the desks 30,000; the suppliers' 24 × 175 is paid to them and refunded: a loss to the state of
    # 4,200 unless suppliers pay it in; the model lets the supplier keep the gross price.
    assert sum(by_month(result, "party.members.cash")) == near(-150_000)
    assert sum(by_month(result, "party.state.cash")) == near(30_000 - 4200)
