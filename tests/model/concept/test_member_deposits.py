"""Members' deposits: held while they are members, owed by the company, docs/model.md §3."""

from tests.model.tiny import by_month, money, ran


def test_deposits_come_and_go_with_the_members() -> None:
    # Opening at 2 of 10, 6 from month 3 (k = 2: 0.2, 0.4, 0.6), two months of 1,000: 4,000, 8,000, 12,000.
    ramp = {"start_share": 0.2, "stabilised_share": 0.6, "months": 2}
    result = ran({"products.desk.deposit_months": 2, "products.desk.ramp": ramp})
    assert by_month(result, "products.desk.deposits", 1, 4) == money(4000, 8000, 12_000, 12_000)
    assert by_month(result, "operator.balance.member_deposits_so_far", 1, 3) == money(4000, 8000, 12_000)
    assert by_month(result, "products.desk.deposits_paid", 1, 4) == money(4000, 4000, 4000, 0)
    # all of it is paid back in the last month, and it is neither income nor project cash
    assert by_month(result, "products.desk.deposits_paid", 24, 24) == money(-12_000)
    assert by_month(result, "income.rent", 1, 1) == money(2000)
    assert by_month(result, "operator.balance.member_deposits_so_far", 24, 24) == money(0)


def test_what_is_held_of_who_leaves_is_paid_back() -> None:
    # Closed after month 5: all five leave in month 6.
    result = ran({"products.desk.deposit_months": 1, "products.desk.closing_month": 5})
    assert by_month(result, "products.desk.deposits_paid", 1, 7) == money(5000, 0, 0, 0, 0, -5000, 0)


def test_a_signed_customer_has_a_deposit_of_its_own_price() -> None:
    # 2 × 800 and 3 × 1,000.
    signed = [{"units": 2, "price_nok_per_month": 800, "from_month": 1}]
    result = ran({"products.desk.deposit_months": 1, "products.desk.contracts": signed})
    assert by_month(result, "products.desk.deposits", 1, 1) == money(4600)


def test_deposits_are_cash_until_they_are_paid_back() -> None:
    # Nothing else differs: cash is higher by what is held, in every month.
    plain, held = ran(), ran({"products.desk.deposit_months": 3})
    more = [
        b - a for a, b in zip(by_month(plain, "operator.cash"), by_month(held, "operator.cash"), strict=True)
    ]
    assert more == money(*[15_000] * 23, 0)
