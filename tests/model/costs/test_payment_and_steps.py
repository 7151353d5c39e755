"""Costs paid by the quarter or the year, stepped on dates, or a share of one income, docs/model.md §5."""

import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.model.tiny import at, by_month, money, ran, tiny

FREE = {"products.desk.price_nok_per_month": 0}


def cost(**fields: object) -> dict[str, object]:
    return {"costs": {"line": fields}}


# ---- when it is paid -------------------------------------------------------------------------------------
# 1,000 a month in months 2–11 of 2026 (January 2026 is month 1), 24 months, VAT 25 %.


@pytest.mark.parametrize(
    ("payment", "invoices"),
    [
        # February and March; then whole quarters; the last is October and November
        ("quarterly_in_advance", {2: 2000, 4: 3000, 7: 3000, 10: 2000}),
        ("quarterly_in_arrears", {3: 2000, 6: 3000, 9: 3000, 11: 2000}),
        ("yearly_in_advance", {2: 10_000}),
        ("yearly_in_arrears", {11: 10_000}),
    ],
)
def test_a_broken_first_period_and_a_broken_last_one(payment: str, invoices: dict[int, float]) -> None:
    result = ran({**cost(nok_per_month=1000, from_month=2, to_month=11, payment=payment), **FREE})
    assert by_month(result, "costs.line") == at(dict.fromkeys(range(2, 12), 1000))  # earned by the month
    assert by_month(result, "costs.line.invoiced") == at(invoices)
    assert by_month(result, "costs.line.vat") == at({month: 0.25 * sum_ for month, sum_ in invoices.items()})
    assert by_month(result, "costs.line.paid") == at({month: 1.25 * sum_ for month, sum_ in invoices.items()})


def test_the_balance_sheet_holds_what_is_prepaid_and_what_is_accrued() -> None:
    # Insurance of 12,000 in January: 11,000 prepaid at the end of it, 1,000 a month less, 0 in December.
    prepaid = ran({**cost(nok_per_month=1000, vat="exempt", payment="yearly_in_advance"), **FREE})
    assert by_month(prepaid, "operator.balance.receivables", 1, 13) == money(
        *range(11_000, -1, -1000), 11_000
    )
    # In arrears the same is owed, and paid in December.
    accrued = ran({**cost(nok_per_month=1000, vat="exempt", payment="yearly_in_arrears"), **FREE})
    assert by_month(accrued, "operator.balance.prepaid", 1, 13) == money(*range(1000, 12_000, 1000), 0, 1000)


def test_the_vat_belongs_to_the_term_of_the_invoice() -> None:
    # Nothing else with VAT: January's invoice of 12,000 brings 3,000 back with the first term, in April.
    result = ran({**cost(nok_per_month=1000, payment="yearly_in_advance"), **FREE})
    assert by_month(result, "operator.project_cash", 1, 12) == money(-15_000, 0, 0, 3000, *[0] * 8)


def test_what_is_paid_past_the_horizon_comes_back_in_its_last_month() -> None:
    # 14 months from January 2026: the year 2027 is paid in January, month 13, for 12 months, at 1,000; two
    # of them lie within the horizon, and 10,000 comes back in month 14 with its VAT.
    stated = {
        **cost(nok_per_month=1000, payment="yearly_in_advance"), **FREE,
        "horizon_months": 14, "deal.lease.term_months": 60,
    }  # fmt: skip
    result = ran(stated)
    assert by_month(result, "costs.line.paid") == at({1: 15_000, 13: 15_000}, 14)
    assert by_month(result, "costs.line.settled") == at({14: -12_500}, 14)
    # The lease ends in month 15: only three months of that year are paid, one of them past the horizon.
    ends = ran({**stated, "deal.lease.term_months": 15})
    assert by_month(ends, "costs.line.paid") == at({1: 15_000, 13: 3750}, 14)
    assert by_month(ends, "costs.line.settled") == at({14: -1250}, 14)


def test_what_is_owed_at_the_horizon_is_invoiced_there() -> None:
    stated = {"horizon_months": 14, "deal.lease.term_months": 60}
    result = ran({**cost(nok_per_month=1000, payment="quarterly_in_arrears"), **FREE, **stated})
    assert by_month(result, "costs.line.invoiced", 12) == money(3000, 0, 2000)


def test_what_the_municipality_pays_is_paid_at_the_same_times() -> None:
    stated = cost(nok_per_month=1000, payer="municipality", payment="yearly_in_arrears")
    assert by_month(ran(stated), "costs.line.in_kind.invoiced") == at({12: 12_000, 24: 12_000})
    assert by_month(ran(stated, with_support=False), "costs.line.invoiced") == at({12: 12_000, 24: 12_000})


# ---- a share of one income -------------------------------------------------------------------------------


def test_a_share_of_one_products_income() -> None:
    # Desks bring 5,000 a month, offices 3 × 2,000 = 6,000: a tenth of the desks' alone.
    office = {
        "kind": "private_office", "space": "floor", "units": 3, "price_nok_per_month": 2000,
        "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
    }  # fmt: skip
    result = ran({**cost(share_of_income=0.1, share_of_income_of_product="desk"), "products.office": office})
    assert by_month(result, "costs.line", 1, 2) == money(500, 500)
    # Break-even occupancy is worked out anew item by item among the checks, which `ran` holds to.
    assert result.values["break_even.factor"] == pytest.approx(0)


def test_break_even_with_a_share_of_one_products_income() -> None:
    # 10 desks at 1,000, of which a fifth goes with the product: 800 × 10 × x = 3,000 of others, x = 0.375,
    # which is three quarters of the half that is stabilised. Price: 5,000 × 0.8 × f = 3,000 gives the same.
    costs = {
        "agent": {"share_of_income": 0.2, "share_of_income_of_product": "desk"},
        "other": {"nok_per_month": 3000},
    }
    result = ran({"costs": costs})
    assert result.values["break_even.factor"] == pytest.approx(0.75)
    assert result.values["break_even.price"] == pytest.approx(0.75)


def test_a_share_of_one_services_income_follows_its_members() -> None:
    # Coffee: 20 a cup, 10 cups a member, five members: 1,000 a month; a tenth of it is 100, not of the 6,000.
    coffee = {"price_nok_per_use": 20, "uses_per_member_month": 10}
    stated = {
        "services.itemised": {"coffee": coffee},
        "costs": {
            "beans": {"share_of_income": 0.1, "share_of_income_of_service": "coffee"},
            "other": {"nok_per_month": 2950},
        },
    }
    result = ran(stated)
    assert by_month(result, "costs.beans", 1, 2) == money(100, 100)
    # A member brings 1,000 + 200 − 20 = 1,180; 2,950 / 1,180 = 2.5 members of the five there are.
    assert result.values["break_even.factor"] == pytest.approx(0.5)


# ---- steps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "amount", "stepped"),
    [("nok_per_month", 700, 900), ("nok_per_m2_year", 70, 90), ("share_of_income", 0.14, 0.18)],
)
def test_steps_change_the_amount_from_their_month(basis: str, amount: float, stepped: float) -> None:
    steps = [{"from_month": 4, basis: stepped}, {"from_month": 7, basis: 0}]
    result = ran(cost(**{basis: amount}, steps=steps))
    assert by_month(result, "costs.line", 1, 8) == money(700, 700, 700, 900, 900, 900, 0, 0)


def test_a_step_is_in_the_money_of_the_first_month() -> None:
    # Costs 10 % from January 2027, month 13: the step of 900 in month 15 is 990.
    steps = [{"from_month": 15, "nok_per_month": 900}]
    result = ran({**cost(nok_per_month=700, steps=steps), "index.costs_share_per_year": 0.1})
    assert by_month(result, "costs.line", 12, 15) == money(700, 770, 770, 990)


def test_a_year_before_the_last_step_does_not_last() -> None:
    # The step in month 15 is taken in 2027: no whole year of 24 months comes after it.
    stepped = ran(cost(nok_per_month=700, steps=[{"from_month": 15, "nok_per_month": 900}]))
    assert ran(cost(nok_per_month=700)).values["temporary.costs.line"] == 0
    assert stepped.values["temporary.costs.line"] == 14


# ---- mistakes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"nok_per_month": 1, "steps": [{"from_month": 1, "nok_per_month": 2}]},
         "costs.line.steps.0.from_month", "fra måned 2 eller senere"),
        ({"nok_per_month": 1, "steps": [{"from_month": 9, "nok_per_month": 2},
                                        {"from_month": 9, "nok_per_month": 3}]},
         "costs.line.steps.1.from_month", "fra måned 10 eller senere"),
        ({"nok_per_month": 1, "steps": [{"from_month": 25, "nok_per_month": 2}]},
         "costs.line.steps.0.from_month", "etter sakens siste måned, 24"),
        ({"nok_per_month": 1, "steps": [{"from_month": 5, "share_of_income": 0.1}]},
         "costs.line.steps.0.share_of_income", "Skriv trinnet som nok_per_month"),
        ({"nok_per_month": 1, "steps": [{"from_month": 5}]}, "costs.line.steps.0", "ingen av"),
        ({"share_of_income": 0.1, "payment": "yearly_in_advance"},
         "costs.line.payment", "Skriv yearly_in_arrears eller monthly"),
        ({"nok_per_member_month": 1, "payment": "quarterly_in_advance"},
         "costs.line.payment", "Skriv quarterly_in_arrears eller monthly"),
        ({"nok_per_month": 1, "payment": "half_yearly"}, "costs.line.payment", "half_yearly"),
        ({"nok_per_month": 1, "share_of_income_of_product": "desk"},
         "costs.line.share_of_income_of_product", "uten share_of_income"),
        ({"share_of_income": 0.1, "share_of_income_of_product": "desks"},
         "costs.line.share_of_income_of_product", "Mente du"),
        ({"share_of_income": 0.1, "share_of_income_of_service": "coffee"},
         "costs.line.share_of_income_of_service", "services.itemised"),
    ],
)  # fmt: skip
def test_mistakes_are_told(fields: dict[str, object], path: str, said: str) -> None:
    with pytest.raises(CaseError) as error:
        case_from_mapping(tiny(cost(**fields)))
    told = [problem for problem in error.value.problems if problem.path == path]
    assert len(told) == 1
    assert said in told[0].message()
