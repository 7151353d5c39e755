"""Staff cost and when it is paid, docs/model.md §5.

S = 600,000, h = 12 %, p = 2 %, a = 14.1 %:
    wages without the holiday   600,000 × (1 − 25/260)              = 542,307.69 a year
    holiday pay                 542,307.69 × 0.12                   =  65,076.92
    pension                     (542,307.69 + 65,076.92) × 0.02     =  12,147.69
    contribution                619,532.31 × 0.141                  =  87,354.06
                                                                      706,886.36
"""

import pytest

from tests.model.tiny import at, by_month, money, near, ran

WAGES = 600_000 * 235 / 260
HOLIDAY = WAGES * 0.12
PENSION = (WAGES + HOLIDAY) * 0.02
CONTRIBUTION = (WAGES + HOLIDAY + PENSION) * 0.141
# the part of it that follows what is paid each month, and the part that follows holiday pay
ON_WAGES = (WAGES + PENSION) * 0.141
ON_HOLIDAY = HOLIDAY * 0.141
YEAR = WAGES + HOLIDAY + PENSION + CONTRIBUTION

NO_INCOME = {"products.desk.price_nok_per_month": 0}


def host(**fields: object) -> dict[str, object]:
    return {"staff": {"host": {"fte": 1, "salary_nok_per_year": 600_000, **fields}}, **NO_INCOME}


def test_the_reference_value() -> None:
    assert pytest.approx(706_886, abs=0.5) == YEAR
    result = ran(host())
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-YEAR)
    assert by_month(result, "operator.ebitda") == money(*[-YEAR / 12] * 24)


def test_full_time_equivalents_multiply() -> None:
    assert by_month(ran(host(fte=0.4)), "operator.ebitda", 1, 1) == money(-0.4 * YEAR / 12)


def test_statutory_holiday_pay_and_higher_pension() -> None:
    # 600,000 × 235/260 × 1.102 × 1.05 × 1.141.
    result = ran(host(holiday_pay_share=0.102, pension_share=0.05))
    year = WAGES * 1.102 * 1.05 * 1.141
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-year)


@pytest.mark.parametrize(
    ("zone", "rate"),
    [("I", 0.141), ("Ia", 0.106), ("II", 0.106), ("III", 0.064), ("IV", 0.051), ("IVa", 0.079), ("V", 0.0)],
)
def test_contribution_by_zone_2026(zone: str, rate: float) -> None:
    result = ran(host(employer_zone=zone))
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-WAGES * 1.12 * 1.02 * (1 + rate))


def test_holiday_pay_is_paid_in_june_of_the_next_year_and_the_contribution_every_second_month() -> None:
    # January 2026, 24 months, the job as long as the deal. Wages and pension each month; the contribution on
    # two months of them in March, May, July, September, November and January; holiday pay of 2026 in June
    # 2027 (month 18), and the contribution on it the month after the term May–June, with that of the wages
    # (folketrygdloven § 23-2: of what is paid).
    monthly = (WAGES + PENSION) / 12
    expected = [-monthly] * 24
    for month in range(3, 24, 2):
        expected[month - 1] -= ON_WAGES / 6
    expected[18 - 1] -= HOLIDAY
    expected[19 - 1] -= ON_HOLIDAY
    # Month 24: the last wage and 2027's holiday pay with it; the contribution on November and December, the
    # holiday pay included, is settled since the horizon ends.
    expected[24 - 1] -= HOLIDAY + ON_WAGES / 6 + ON_HOLIDAY
    result = ran(host())
    assert by_month(result, "operator.project_cash") == money(*expected)
    assert sum(expected) == near(-2 * YEAR)


def test_a_start_in_an_even_month_pays_the_first_contribution_the_month_after() -> None:
    # From June 2026: June ends the term May–June: one month's contribution in July (month 2), two in
    # September.
    cash = by_month(ran({**host(), "start_month": "2026-06"}), "operator.project_cash", 1, 4)
    monthly = (WAGES + PENSION) / 12
    assert cash == money(-monthly, -monthly - ON_WAGES / 12, -monthly, -monthly - ON_WAGES / 6)


def test_december_earns_its_holiday_pay_for_the_june_after() -> None:
    # From December 2026: one month of holiday pay in June 2027 (month 7); 2027's twelve in June 2028 (month
    # 19).
    result = ran({**host(employer_zone="V"), "start_month": "2026-12"})
    monthly = (WAGES + PENSION) / 12
    cash = by_month(result, "operator.project_cash")
    assert cash[6] == near(-monthly - HOLIDAY / 12)
    assert cash[18] == near(-monthly - HOLIDAY)
    assert cash[23] == near(-monthly - HOLIDAY * 11 / 12)


def test_all_holiday_pay_is_paid_with_the_last_wage_ferieloven_11_3() -> None:
    # Employed February–April 2026 in zone V: holiday pay of three months in April, none in June 2027.
    result = ran(host(from_month=2, to_month=4, employer_zone="V"))
    monthly = (WAGES + PENSION) / 12
    expected = {2: -monthly, 3: -monthly, 4: -monthly - HOLIDAY / 4}
    assert by_month(result, "operator.project_cash") == at(expected)


def test_the_holiday_pay_of_half_a_year() -> None:
    # 600,000 × 235/260 / 12 × 6 × 12 % = 32,538.46, with the wage of June and not the June after.
    assert pytest.approx(32_538.46, abs=0.005) == HOLIDAY / 2
    result = ran(host(to_month=6))
    paid = by_month(result, "staff.operator.holiday_pay.paid")
    assert paid == at({6: HOLIDAY / 2})
    # the contribution on it is due with that of May and June, in July; nothing is left to settle
    contribution = by_month(result, "staff.operator.contribution.paid")
    assert contribution == at({3: ON_WAGES / 6, 5: ON_WAGES / 6, 7: ON_WAGES / 6 + ON_HOLIDAY / 2})
    assert sum(contribution) == near(sum(by_month(result, "staff.operator.contribution")))
    assert by_month(result, "staff.operator.contribution.settled") == at({})


@pytest.mark.parametrize(
    ("last", "paid"),
    [
        # before June the year before is due as well; after June only what is earned since January
        (13, {13: 13 / 12}),
        (17, {17: 17 / 12}),
        (18, {18: 18 / 12}),
        (19, {18: 1, 19: 7 / 12}),
        (23, {18: 1, 23: 11 / 12}),
    ],
)
def test_what_is_due_with_the_last_wage_by_the_month_it_comes_in(last: int, paid: dict[int, float]) -> None:
    expected = {month: years * HOLIDAY for month, years in paid.items()}
    assert by_month(ran(host(to_month=last)), "staff.operator.holiday_pay.paid") == at(expected)
    # a deal that ends inside the horizon ends the job with it
    deal = ran(host() | {"deal.lease.term_months": last})
    assert by_month(deal, "staff.operator.holiday_pay.paid") == at(expected)


def test_a_default_ends_the_jobs() -> None:
    result = ran(host() | {"operator_default": {"month": 8}})
    assert by_month(result, "staff.operator.holiday_pay.paid") == at({7: 7 / 12 * HOLIDAY})


def test_jobs_that_end_apart_are_paid_apart() -> None:
    # Three in one zone: one to June, one to September, one with the deal.
    one = {"fte": 1, "salary_nok_per_year": 600_000}
    staff = {"a": {**one, "to_month": 6}, "b": {**one, "to_month": 9}, "c": one}
    result = ran({"staff": staff, **NO_INCOME})
    expected = {6: HOLIDAY / 2, 9: HOLIDAY * 9 / 12, 18: HOLIDAY, 24: HOLIDAY}
    assert by_month(result, "staff.operator.holiday_pay.paid") == at(expected)
    contribution = by_month(result, "staff.operator.contribution.paid")
    # September's is due in November: wages of b and c in September and of c in October, and b's holiday pay
    assert contribution[11 - 1] == near(3 * ON_WAGES / 12 + ON_HOLIDAY * 9 / 12)


def test_the_relief_of_zone_ia_is_not_lost_on_the_way_to_being_paid() -> None:
    # 100 FTE to October 2026, past the allowance: 14.1 % of ten months' basis less 850,000, all of it paid by
    # November
    result = ran(host(fte=100, employer_zone="Ia", to_month=10))
    cost = 100 * (WAGES + HOLIDAY + PENSION) * 10 / 12 * 0.141 - 850_000
    paid = by_month(result, "staff.operator.contribution.paid")
    assert sum(paid[:11]) == near(cost)
    assert paid[11:] == money(*[0] * 13)


def test_zone_ia_pays_the_low_rate_until_the_relief_is_used_up_each_year() -> None:
    # 100 FTE: basis 61,953,230.77 a year. Relief 3.5 % until 850,000 is saved (basis 24,285,714.29, in May):
    # 14.1 % of the whole less 850,000, in both years.
    basis = 100 * WAGES * 1.12 * 1.02
    result = ran(host(fte=100, employer_zone="Ia"))
    year = basis + basis * 0.141 - 850_000
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-year)
    assert sum(by_month(result, "operator.ebitda", 13, 24)) == near(-year)
    # January at 10.6 %, December at 14.1 %; May has what is left: 850,000 − 4 × basis/12 × 3.5 %.
    month = basis / 12
    left = 850_000 - 4 * month * 0.035
    assert 0 < left < month * 0.035
    assert by_month(result, "operator.ebitda", 1, 1) == money(-month * 1.106)
    assert by_month(result, "operator.ebitda", 5, 6) == money(-month * 1.141 + left, -month * 1.141)
    # The allowance is the calendar year's: January 2027 is at 10.6 % again.
    assert by_month(result, "operator.ebitda", 12, 13) == money(-month * 1.141, -month * 1.106)


def test_zone_ia_has_the_allowance_voted_for_each_year() -> None:
    # 500,000 in 2023 and 850,000 in 2024 (Stortinget's yearly votes).
    basis = 100 * WAGES * 1.12 * 1.02
    result = ran({**host(fte=100, employer_zone="Ia"), "start_month": "2023-01"})
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-(basis * 1.141 - 500_000))
    assert sum(by_month(result, "operator.ebitda", 13, 24)) == near(-(basis * 1.141 - 850_000))


def test_two_positions_in_zone_ia_share_one_allowance() -> None:
    one = {"fte": 50, "salary_nok_per_year": 600_000, "employer_zone": "Ia"}
    result = ran({"staff": {"a": one, "b": one}, **NO_INCOME})
    basis = 100 * WAGES * 1.12 * 1.02
    assert sum(by_month(result, "operator.ebitda", 1, 12)) == near(-(basis * 1.141 - 850_000))


def test_salary_in_kind_is_shown_and_not_paid() -> None:
    # Half of the cost in months 1–6, all parts of it; the operator's holiday pay in June next year is its
    # own.
    support = {
        "manager": {
            "kind": "salary_in_kind",
            "payer": "municipality",
            "staff": "host",
            "share": 0.5,
            "from_month": 1,
            "to_month": 6,
        }
    }
    result = ran({**host(), "support": support})
    assert by_month(result, "operator.ebitda", 6, 7) == money(-YEAR / 24, -YEAR / 12)
    assert by_month(result, "municipality.support", 6, 7) == money(YEAR / 24, 0)
    june = by_month(result, "operator.project_cash", 18, 18)
    assert june == money(-(WAGES + PENSION) / 12 - HOLIDAY * 0.75)
    without = ran({**host(), "support": support}, with_support=False)
    assert by_month(without, "operator.ebitda", 6, 6) == money(-YEAR / 12)


def test_a_supporter_pays_on_the_days_an_employer_does() -> None:
    # The municipality bears a quarter of a job that ends in September 2026: of wages and pension each month,
    # of the contribution every second, of the holiday pay in September.
    support = {
        "manager": {
            "kind": "salary_in_kind",
            "payer": "municipality",
            "staff": "host",
            "share": 0.25,
            "from_month": 1,
        }
    }
    result = ran({**host(to_month=9), "support": support})
    expected = dict.fromkeys(range(1, 10), -(WAGES + PENSION) / 12)
    for month in (3, 5, 7, 9):
        expected[month] -= ON_WAGES / 6
    expected[9] -= HOLIDAY * 9 / 12
    expected[11] = -ON_WAGES / 12 - ON_HOLIDAY * 9 / 12
    assert sum(expected.values()) == near(-YEAR * 9 / 12)
    quarter = {month: amount / 4 for month, amount in expected.items()}
    own = {month: amount * 3 / 4 for month, amount in expected.items()}
    assert by_month(result, "party.municipality.cash") == at(quarter)
    assert by_month(result, "operator.project_cash") == at(own)


def test_municipal_staff_cost_the_operator_only_without_support() -> None:
    result = ran(host(payer="municipality"))
    assert by_month(result, "operator.ebitda", 1, 1) == money(0)
    assert by_month(result, "municipality.support", 1, 1) == money(YEAR / 12)
    without = ran(host(payer="municipality"), with_support=False)
    assert by_month(without, "operator.ebitda", 1, 1) == money(-YEAR / 12)


def test_the_landlord_may_employ() -> None:
    result = ran(host(payer="landlord"))
    assert by_month(result, "landlord.ebitda", 1, 1) == money(-YEAR / 12)
    assert by_month(result, "operator.ebitda", 1, 1) == money(0)


def test_salary_in_kind_for_a_position_the_municipality_pays_already_adds_nothing() -> None:
    support = {
        "manager": {
            "kind": "salary_in_kind",
            "payer": "municipality",
            "staff": "host",
            "share": 0.5,
            "from_month": 1,
        }
    }
    result = ran({**host(payer="municipality"), "support": support})
    assert by_month(result, "operator.ebitda", 1, 1) == money(0)
    assert by_month(result, "municipality.support", 1, 1) == money(YEAR / 12)


def test_supporters_together_bear_no_more_than_the_cost() -> None:
    # 80 % and 60 %: the operator pays nothing, and the two pay the whole cost between them, not 140 % of it.
    item = {"kind": "salary_in_kind", "staff": "host", "from_month": 1}
    support = {
        "kommune": {**item, "payer": "municipality", "share": 0.8},
        "fylke": {**item, "payer": "grant_giver", "share": 0.6},
    }
    result = ran({**host(), "support": support})
    assert by_month(result, "operator.ebitda", 1, 1) == money(0)
    payers = ("municipality", "grant_giver")
    paid = [by_month(result, f"party.{payer}.cash") for payer in payers]
    assert -(paid[0][0] + paid[1][0]) == near((WAGES + PENSION) / 12)  # the rest of it falls due later
    assert [-sum(of_one) for of_one in paid] == money(2 * YEAR * 0.8 / 1.4, 2 * YEAR * 0.6 / 1.4)


def test_wages_follow_the_index_of_wages_alone() -> None:
    # Wages 10 % in January 2027, costs and prices 50 %: all parts of the cost follow the wage.
    index = {
        "index.wages_share_per_year": 0.1,
        "index.costs_share_per_year": 0.5,
        "index.prices_share_per_year": 0.5,
    }
    assert by_month(ran({**host(), **index}), "operator.ebitda", 12, 13) == money(
        -YEAR / 12, -YEAR / 12 * 1.1
    )


def test_staff_end_with_the_deal() -> None:
    result = ran(host() | {"deal.lease.term_months": 7})
    assert by_month(result, "operator.ebitda", 7, 8) == money(-YEAR / 12, 0)


def test_salary_in_kind_is_for_the_position_it_names() -> None:
    support = {
        "manager": {
            "kind": "salary_in_kind",
            "payer": "municipality",
            "staff": "host",
            "share": 0.5,
            "from_month": 1,
        }
    }
    staff = {"host": {"fte": 1, "salary_nok_per_year": 600_000}}
    staff["cook"] = staff["host"]
    result = ran({"staff": staff, **NO_INCOME, "support": support})
    # half of one of two
    assert by_month(result, "operator.ebitda", 1, 1) == money(-1.5 * YEAR / 12)
    assert by_month(result, "municipality.support", 1, 1) == money(0.5 * YEAR / 12)


def test_each_position_pays_the_rate_of_its_own_zone() -> None:
    basis = WAGES + HOLIDAY + PENSION
    one = {"fte": 1, "salary_nok_per_year": 600_000}
    staff = {"host": {**one, "employer_zone": "I"}, "cook": {**one, "employer_zone": "V"}}
    result = ran({"staff": staff, **NO_INCOME})
    assert by_month(result, "operator.ebitda", 1, 1) == money(-(2 * basis + CONTRIBUTION) / 12)
    # zone I's is paid in March for two months, zone V's never
    cash = by_month(result, "operator.project_cash", 1, 3)
    monthly = 2 * (WAGES + PENSION) / 12
    assert cash == money(-monthly, -monthly, -monthly - ON_WAGES / 6)
