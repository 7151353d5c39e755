"""Signed contracts: who has the places, what they pay, what is let before opening, docs/model.md §3."""

import pytest

from tests.model.tiny import at, by_month, money, ran, shares

CONTRACTS = "products.desk.contracts"


def contract(units: float, price: float = 900, first: int = 1, **fields: object) -> dict[str, object]:
    return {"units": units, "price_nok_per_month": price, "from_month": first, **fields}


def demand(share: float) -> dict[str, object]:
    """A ramp that gives the same share from the first month."""
    return {"start_share": share, "stabilised_share": share, "months": 0}


def test_contracts_have_their_places_first_and_are_among_those_the_ramp_counts_on() -> None:
    # The ramp gives 5 of 10. Signed: 3 in months 1–6, 4 more from month 3: 3, 3, 7, 7, 7, 7, 4 ...
    # Members beyond them: 5 − 3 = 2, then none (7 > 5), then 5 − 4 = 1. Occupancy: the greater of the two.
    result = ran({CONTRACTS: [contract(3, to_month=6), contract(4, first=3)]})
    assert by_month(result, "products.desk.signed", 1, 8) == shares(3, 3, 7, 7, 7, 7, 4, 4)
    assert by_month(result, "products.desk.members", 1, 8) == shares(2, 2, 0, 0, 0, 0, 1, 1)
    assert by_month(result, "products.desk.occupancy", 1, 8) == shares(0.5, 0.5, *[0.7] * 4, 0.5, 0.5)
    assert by_month(result, "members.total", 1, 8) == shares(5, 5, 7, 7, 7, 7, 5, 5)


def test_each_pays_its_own_price_and_the_rest_the_products() -> None:
    # 3 × 800 + 4 × 1,100 from month 3; beyond them 2, then 0, at 1,000.
    result = ran({CONTRACTS: [contract(3, 800), contract(4, 1100, 3)]})
    assert by_month(result, f"{CONTRACTS}.0.income", 1, 3) == money(2400, 2400, 2400)
    assert by_month(result, f"{CONTRACTS}.1.income", 1, 3) == money(0, 0, 4400)
    assert by_month(result, "products.desk.income", 1, 3) == money(2000, 2000, 0)
    assert by_month(result, "income.rent", 1, 3) == money(4400, 4400, 6800)


def test_an_expired_contract_leaves_the_place_to_the_ramp_alone() -> None:
    # 8 signed to month 2, the ramp gives 5: 8, 8, then 5 at the product's price.
    result = ran({CONTRACTS: [contract(8, to_month=2)]})
    assert by_month(result, "members.total", 1, 4) == shares(8, 8, 5, 5)
    assert by_month(result, "income.rent", 1, 4) == money(7200, 7200, 5000, 5000)


def test_the_price_is_in_the_money_of_the_contracts_own_first_month() -> None:
    # 10 % each January. Signed from July 2026 at 1,000: 1,100 in 2027. From January
    # 2027 at 1,000: 1,000 in 2027.
    result = ran(
        {
            "index.prices_share_per_year": 0.1,
            CONTRACTS: [contract(1, 1000, 7), contract(1, 1000, 13)],
        }
    )
    assert by_month(result, f"{CONTRACTS}.0.price", 7, 13) == money(*[1000] * 6, 1100)
    assert by_month(result, f"{CONTRACTS}.1.price", 13, 24) == money(*[1000] * 12)


def test_nothing_is_paid_while_the_product_is_not_open() -> None:
    # Opens in month 3, a month late; closes after month 6.
    result = ran(
        {
            "products.desk.opening_month": 3,
            "products.desk.opening_delay_months": 1,
            "products.desk.closing_month": 6,
            CONTRACTS: [contract(2)],
        }
    )
    assert by_month(result, f"{CONTRACTS}.0.income") == at({4: 1800, 5: 1800, 6: 1800})


def test_bad_debt_is_a_share_of_what_they_pay_too() -> None:
    # 10 % of 3 × 900 and of 2 × 1,000.
    result = ran({CONTRACTS: [contract(3)], "products.desk.bad_debt_share": 0.1})
    assert by_month(result, "products.desk.bad_debt", 1, 1) == money(470)


def test_supporters_have_what_is_left_and_members_what_is_left_then() -> None:
    # 10 places: 4 signed, 8 wanted by the municipality: 6. The ramp's 9 find nothing.
    help = {
        "kind": "desks_bought", "payer": "municipality", "product": "desk", "desks": 8,
        "from_month": 1, "to_month": 24,
    }  # fmt: skip
    result = ran({CONTRACTS: [contract(4)], "support.kommune": help, "products.desk.ramp": demand(0.9)})
    assert by_month(result, "products.desk.bought", 1, 1) == shares(6)
    assert by_month(result, "products.desk.members", 1, 1) == shares(0)
    assert by_month(result, "members.total", 1, 1) == shares(10)


def test_those_turned_away_are_turned_away_of_the_demand_not_of_the_contracts() -> None:
    # The ramp gives 8, half of whom cannot deduct: 4, of whom 3 have signed.
    result = ran(
        {
            CONTRACTS: [contract(3)],
            "products.desk.ramp": demand(0.8),
            "products.desk.not_eligible_share": 0.5,
            "vat": {"policy": "liable_only"},
        }
    )
    assert by_month(result, "products.desk.members", 1, 1) == shares(1)


def test_where_capacity_steps_down_each_contract_keeps_its_part() -> None:
    # 3 and 6 places signed, and 3 in all as of month 2 by an input changed: 1 and 2.
    result = ran({CONTRACTS: [contract(3), contract(6)]})
    values = result.built.program.run({"products.desk.units": 3})
    assert values[f"{CONTRACTS}.0.income"][0] == pytest.approx(900)
    assert values[f"{CONTRACTS}.1.income"][0] == pytest.approx(1800)


def test_break_even_keeps_what_is_signed_and_moves_the_rest() -> None:
    # 4 signed pay 3,600; 4 more pay 4,000. Costs of 5,000: 3,600 + λ × 4,000 = 5,000 gives λ = 0.35, and
    # (4 + 0.35 × 4) / 10 = 0.54 of the places.
    result = ran(
        {
            CONTRACTS: [contract(4)],
            "products.desk.ramp": demand(0.8),
            "costs": {"drift": {"nok_per_month": 5000}},
        }
    )
    assert result.number("break_even.factor") == pytest.approx(0.35)
    assert result.number("break_even.desk.occupancy") == pytest.approx(0.54)
    assert result.number("break_even.occupancy") == pytest.approx(0.54)


def test_break_even_fills_the_product_and_no_more() -> None:
    # 4 signed pay 3,600, at most 6 more pay 6,000: 9,600 of costs need all of them, λ = 6 / 4.
    changes = {CONTRACTS: [contract(4)], "products.desk.ramp": demand(0.8)}
    full = ran({**changes, "costs": {"drift": {"nok_per_month": 9600}}})
    assert full.number("break_even.factor") == pytest.approx(1.5)
    assert full.number("break_even.desk.occupancy") == pytest.approx(1)
    assert ran({**changes, "costs": {"drift": {"nok_per_month": 9700}}}).number("break_even.factor") is None


def test_a_year_with_a_contract_that_ends_is_not_a_lasting_one() -> None:
    # It ends in month 8 of 36 (August 2026): 2027 is the first year without it; by ramp, 2026.
    changes = {"horizon_months": 36, "deal.lease.term_months": 36}
    ends = ran({**changes, CONTRACTS: [contract(3, to_month=8)]})
    assert ends.number("reference.year") == 2027
    assert ends.number("reference_with_help.year") == 2026
    assert ran({**changes, CONTRACTS: [contract(3)]}).number("reference.year") == 2026


ASKED = {"bank.capacity": {}}  # what a bank is shown


def test_what_is_let_before_opening_is_what_is_signed_at_opening() -> None:
    # Opening in month 3: 3 of 10 places signed then, 2 more from month 5. By income: 3 × 800, of that
    # and of 5 − 3 = 2 more at 1,000: 2,400 / 4,400.
    result = ran(
        {
            **ASKED,
            "products.desk.kind": "private_office",
            "products.desk.opening_month": 3,
            CONTRACTS: [contract(3, 800, 2), contract(2, 800, 5)],
        }
    )
    assert result.number("bank.prelet_capacity") == pytest.approx(0.3)
    assert result.number("bank.prelet_income") == pytest.approx(2400 / 4400)
    assert by_month(result, "vat.space.floor.contracted", 1, 1) == shares(0.3)


def test_without_contracts_what_is_let_is_not_stated() -> None:
    assert ran(ASKED).number("bank.prelet_capacity") is None
    assert ran({**ASKED, "products.desk.prelet_share": 0.4}).number("bank.prelet_capacity") == pytest.approx(
        0.4
    )


def test_each_contract_is_a_customer_known_by_name() -> None:
    # 3 × 900 = 2,700 of 2,700 + 2 × 1,000.
    result = ran({**ASKED, CONTRACTS: [contract(3, label="Regnskap AS")]})
    assert result.number(f"bank.customer.{CONTRACTS}.0") == pytest.approx(2700 / 4700)


def test_what_the_bank_sees_of_them_with_the_concept_in_place() -> None:
    # In place in month 1. 3 places at 900 to month 25 (24 months left), notice 6; 2 at 1,150, notice 3.
    # Income 2,700 + 2,300 = 5,000. To expiry: (2,700 × 24 + 2,300 × 3) / 5,000 / 12; to notice with 6 for 24.
    signed = [contract(3, to_month=25, notice_months=6), contract(2, 1150, notice_months=3)]
    result = ran({**ASKED, CONTRACTS: signed})
    assert result.number("bank.contracts.places") == pytest.approx(5)
    assert result.number("bank.contracts.month_income") == pytest.approx(5000)
    assert result.number("bank.contracts.to_expiry") == pytest.approx(71_700 / 5000 / 12)
    assert result.number("bank.contracts.to_notice") == pytest.approx(23_100 / 5000 / 12)
