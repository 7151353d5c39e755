"""When members pay: in the month, months after, a quarter ahead, docs/model.md §3."""

import pytest

from tests.model.tiny import by_month, money, ran

EVEN = {"payment": "quarterly_in_advance"}


def paid(changes: dict[str, object], first: int, last: int, **fields: object) -> list[float]:
    """What the five members of the base case pay with VAT; fields are the product's."""
    result = ran({**changes, **{f"products.desk.{name}": value for name, value in fields.items()}})
    return by_month(result, "products.desk.income.paid", first, last)


def test_members_pay_months_after_and_vat_is_of_the_invoice() -> None:
    # 5,000 and 25 % VAT a month, paid two months after. January's VAT is output in January.
    result = ran({"products.desk.paid_months_after": 2})
    assert by_month(result, "products.desk.income.paid", 1, 4) == money(0, 0, 6250, 6250)
    assert by_month(result, "products.desk.income.vat", 1, 2) == money(1250, 1250)
    # two months' invoices are outstanding, and settled in the last month
    assert by_month(result, "products.desk.income.owed", 1, 3) == money(6250, 12_500, 12_500)
    assert by_month(result, "products.desk.income.settled", 23, 24) == money(0, 12_500)
    assert by_month(result, "operator.balance.receivables", 2, 2) == money(12_500)


@pytest.mark.parametrize(("months", "first"), [(0, 1), (1, 2), (3, 4)])
def test_the_months_may_be_changed_as_a_number(months: int, first: int) -> None:
    values = ran({"products.desk.paid_months_after": 2}).built.program.run(
        {"products.desk.paid_months_after": months}
    )
    line = list(values["products.desk.income.paid"])
    assert line[: first - 1] == [0] * (first - 1)
    assert line[first - 1] == pytest.approx(6250)


def test_a_quarter_ahead_from_the_first_month_of_the_calendar_quarter() -> None:
    # From January: 3 × 6,250 in January, April ...
    assert paid({}, 1, 4, **EVEN) == money(18_750, 0, 0, 18_750)


def test_a_broken_first_quarter_is_paid_where_the_product_opens() -> None:
    # Opens in February: two months then, three in April.
    assert paid({}, 1, 4, opening_month=2, **EVEN) == money(0, 12_500, 0, 18_750)
    assert paid({}, 1, 4, opening_month=3, **EVEN) == money(0, 0, 6250, 18_750)


def test_nothing_is_paid_for_months_after_closing() -> None:
    # Closes after May: April and May are paid in April.
    assert paid({}, 4, 8, closing_month=5, **EVEN) == money(12_500, 0, 0, 0, 0)


def test_what_is_paid_for_months_past_the_horizon_is_given_back() -> None:
    # 23 months end in November 2027: the lease goes on, October bills three months, and December is returned.
    result = ran({"horizon_months": 23, **{f"products.desk.{k}": v for k, v in EVEN.items()}})
    assert by_month(result, "products.desk.income.paid", 22, 23) == money(18_750, 0)
    assert by_month(result, "products.desk.income.settled", 23, 23) == money(-6250)


def test_contracts_and_bad_debt_follow_the_products_terms() -> None:
    contract = {"units": 2, "price_nok_per_month": 1000, "from_month": 1}
    result = ran(
        {
            "products.desk.contracts": [contract],
            "products.desk.bad_debt_share": 0.1,
            "products.desk.paid_months_after": 1,
        }
    )
    assert by_month(result, "products.desk.contracts.0.income.paid", 1, 2) == money(0, 2500)
    # 10 % of 3,000 and 2,000, with VAT
    assert by_month(result, "products.desk.bad_debt.paid", 1, 2) == money(0, 625)
