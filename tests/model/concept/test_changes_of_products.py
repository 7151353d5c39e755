"""Closing, prices and capacity that step, and several campaigns, docs/model.md §3."""

import pytest

from tests.model.tiny import at, by_month, money, ran, shares

FULL = {"start_share": 1, "stabilised_share": 1, "months": 0}


def test_a_product_is_sold_to_its_closing_month_and_not_after() -> None:
    result = ran({"products.desk.opening_month": 2, "products.desk.closing_month": 4})
    assert by_month(result, "products.desk.income") == at({2: 5000, 3: 5000, 4: 5000})


def test_a_rebuilt_product_takes_over_where_the_old_one_closes() -> None:
    # Ten desks at 1,000 half let to month 6; four offices at 3,000 from month 9, all let.
    office = {
        "kind": "private_office", "space": "floor", "units": 4, "price_nok_per_month": 3000,
        "opening_month": 9, "ramp": FULL,
    }  # fmt: skip
    result = ran({"products.desk.closing_month": 6, "products.office": office})
    assert by_month(result, "income.rent", 5, 10) == money(5000, 5000, 0, 0, 12_000, 12_000)
    # 2026 has the desks, 2027 is whole with the offices alone: 2027 is the year both are settled in.
    assert result.number("reference.year") == 2027
    assert result.number("break_even.office.occupancy") == 0
    assert result.number("break_even.desk.occupancy") is None


def test_the_mean_at_break_even_leaves_out_what_is_closed() -> None:
    # 2027: 10 places at 1,000 all let, costs of 4,000 a month: 0.4; the closed one has no part.
    later = {
        "kind": "fixed_desk", "space": "floor", "units": 10, "price_nok_per_month": 1000,
        "opening_month": 13, "ramp": FULL,
    }  # fmt: skip
    result = ran(
        {
            "products.desk.closing_month": 12,
            "products.later": later,
            "costs": {"drift": {"nok_per_month": 4000}},
        }
    )
    assert result.number("break_even.occupancy") == pytest.approx(0.4)


def test_a_price_steps_in_the_money_of_the_cases_first_month() -> None:
    # 1,000, and 1,200 from month 5; 10 % in January 2027: 1,320. Half of ten.
    result = ran(
        {
            "index.prices_share_per_year": 0.1,
            "products.desk.steps": [{"from_month": 5, "price_nok_per_month": 1200}],
        }
    )
    assert by_month(result, "products.desk.income", 4, 5) == money(5000, 6000)
    assert by_month(result, "products.desk.income", 12, 13) == money(6000, 6600)


def test_capacity_steps_and_occupancy_is_a_share_of_what_there_is() -> None:
    # Half of 10, of 16 from month 3, of 4 from month 6.
    result = ran({"products.desk.steps": [{"from_month": 3, "units": 16}, {"from_month": 6, "units": 4}]})
    assert by_month(result, "products.desk.capacity", 2, 6) == shares(10, 16, 16, 16, 4)
    assert by_month(result, "products.desk.members", 2, 6) == shares(5, 8, 8, 8, 2)
    assert by_month(result, "members.capacity", 2, 3) == shares(10, 16)


def test_uses_at_full_occupancy_are_those_of_the_first_capacity() -> None:
    # 60 uses a month with 4 rooms, half let: 30 × 100. With 6 rooms from month 2: 45 × 100; at 200: 9,000.
    room = {
        "kind": "hourly_room", "space": "floor", "units": 4, "price_nok_per_use": 100, "uses_per_month": 60,
        "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
        "steps": [{"from_month": 2, "units": 6}, {"from_month": 3, "price_nok_per_use": 200}],
    }  # fmt: skip
    result = ran({"products.room": room})
    assert by_month(result, "products.room.income", 1, 3) == money(3000, 4500, 9000)


def test_a_year_before_a_step_is_not_a_lasting_one() -> None:
    # The price steps in month 15 (March 2027): 2028 is the first whole year at the last price.
    steps = [{"from_month": 15, "price_nok_per_month": 1200}]
    result = ran({"horizon_months": 36, "deal.lease.term_months": 36, "products.desk.steps": steps})
    assert result.number("reference.year") == 2028


def test_several_campaigns_each_in_its_months() -> None:
    # 5 × 1,000: half off in month 1, a quarter off in months 3–4.
    campaigns = [
        {"discount_share": 0.5, "from_month": 1, "to_month": 1},
        {"discount_share": 0.25, "from_month": 3, "to_month": 4},
    ]
    result = ran({"products.desk.campaigns": campaigns})
    assert by_month(result, "products.desk.income", 1, 5) == money(2500, 5000, 3750, 3750, 5000)


def test_a_campaign_alone_is_the_list_of_one() -> None:
    one = {"discount_share": 0.3, "from_month": 2, "to_month": 5}
    old, new = ran({"products.desk.campaign": one}), ran({"products.desk.campaigns": [one]})
    assert by_month(old, "operator.cash") == by_month(new, "operator.cash")
    assert old.number("reference.year") == new.number("reference.year")
