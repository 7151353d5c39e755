"""Break-even occupancy and price, highest rent, yearly support at break-even, docs/model.md §10.

Every factor is verified by running the case again with it.
"""

from typing import Any

import pytest

from feasibility.model import Result
from tests.model.tiny import by_month, by_year, near, ran

RENT_3000 = {"deal.lease.rent_nok_per_m2_year": 300}
BOUGHT = {
    "kind": "desks_bought",
    "payer": "municipality",
    "product": "desk",
    "desks": 2,
    "from_month": 1,
    "to_month": 24,
}


def ebitda_in_reference_year(result: Result, party: str = "operator") -> float:
    year = result.number("reference.year")
    assert year is not None
    years = by_year(result, "calendar.years")
    return by_year(result, f"{party}.ebitda.year")[years.index(year)]


def test_occupancy_at_which_the_reference_years_ebitda_is_zero() -> None:
    # Income 5,000 at 50 %, costs 3,000: λ = 0.6, 30 % occupancy; the price likewise.
    result = ran(RENT_3000)
    assert result.number("break_even.factor") == near(0.6)
    assert result.number("break_even.occupancy") == near(0.3)
    assert result.number("break_even.desk.occupancy") == near(0.3)
    assert result.number("break_even.price") == near(0.6)
    assert result.number("reference.year") == 2026


def test_costs_that_follow_members_lower_the_margin() -> None:
    # Per member 1,000 − 200 = 800, less 10 % of income: 700 × 5 × λ = 3,000.
    costs = {"software": {"nok_per_member_month": 200}, "system": {"share_of_income": 0.1}}
    result = ran({**RENT_3000, "costs": costs})
    assert result.number("break_even.factor") == near(3000 / 3500)
    # Price: 5 × (1,000·f·0.9 − 200) = 3,000.
    assert result.number("break_even.price") == near(800 / 900)


def test_none_where_capacity_is_not_enough() -> None:
    # Ten desks at 1,000 can bring 10,000; the rent is 12,000.
    result = ran({"deal.lease.rent_nok_per_m2_year": 1200})
    assert result.number("break_even.factor") is None
    assert result.number("break_even.occupancy") is None
    # A price can always be found.
    assert result.number("break_even.price") == near(2.4)


def test_a_product_that_loses_on_every_place_does_not_hide_the_break_even() -> None:
    """Ten desks at 1,000 and ten addresses for nothing, 100 a member: a desk earns 900, an address loses 100.

    Planned 2 desks and 5 addresses, rent 4,000: λ (2 · 900 − 5 · 100) − 4,000 up to λ = 2, where every
    address is taken: −1,400. From there λ · 1,800 − 1,000 − 4,000, which is 0 at λ = 5,000 / 1,800. A step
    from 0 along 1,300 goes to 3.08, beyond it, and has to be taken back.
    """
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 400,
            "products.desk.ramp": {"start_share": 0.2, "stabilised_share": 0.2, "months": 0},
            "products.address": {
                "kind": "virtual_office",
                "units": 10,
                "price_nok_per_month": 0,
                "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
            },
            "costs": {"software": {"nok_per_member_month": 100}},
        }
    )
    assert result.number("break_even.factor") == near(5000 / 1800)
    assert result.number("break_even.desk.occupancy") == near(0.2 * 5000 / 1800)
    assert result.number("break_even.address.occupancy") == near(1)


def test_products_are_clipped_at_capacity() -> None:
    # Desks 80 % of 10 at 1,000; offices 40 % of 10 at 1,000: 12,000. Rent 16,500: λ = 1.375 would need desks
    # at 110 %: clipped at 100 %, offices 4,000 λ = 6,500: λ = 1.625, 65 %.
    office = {
        "kind": "private_office",
        "space": "floor",
        "units": 10,
        "price_nok_per_month": 1000,
        "ramp": {"start_share": 0.4, "stabilised_share": 0.4, "months": 0},
    }
    result = ran(
        {
            "products.office": office,
            "products.desk.ramp.stabilised_share": 0.8,
            "deal.lease.rent_nok_per_m2_year": 1650,
        }
    )
    assert result.number("break_even.factor") == near(1.625)
    assert result.number("break_even.desk.occupancy") == near(1)
    assert result.number("break_even.office.occupancy") == near(0.65)
    assert result.number("break_even.occupancy") == near(0.825)


def test_the_mean_is_weighted_by_capacity() -> None:
    # Desks 10 at 50 %, offices 30 at 20 %: income 5,000 + 6,000; rent 5,500: λ = 0.5: 25 % and 10 %; (2.5 +
    # 3)/40.
    office = {
        "kind": "private_office",
        "space": "floor",
        "units": 30,
        "price_nok_per_month": 1000,
        "ramp": {"start_share": 0.2, "stabilised_share": 0.2, "months": 0},
    }
    result = ran({"products.office": office, "deal.lease.rent_nok_per_m2_year": 550})
    assert result.number("break_even.factor") == near(0.5)
    assert result.number("break_even.occupancy") == near(5.5 / 40)


def test_the_reference_year_is_the_first_with_the_whole_ramp_behind_it() -> None:
    # Opens in March 2026 with 10 months of ramp: k ≥ 10 from January 2027: 2027. With 11 it is February:
    # 2028.
    ramp = {"start_share": 0.1, "stabilised_share": 0.5, "months": 10}
    changes: dict[str, Any] = {
        **RENT_3000,
        "horizon_months": 36,
        "deal.lease.term_months": 36,
        "products.desk.ramp": ramp,
        "products.desk.opening_month": 3,
    }
    assert ran(changes).number("reference.year") == 2027
    changes["products.desk.ramp"] = {**ramp, "months": 11}
    assert ran(changes).number("reference.year") == 2028


def test_a_stub_year_is_no_reference_year() -> None:
    # From June 2026: 2026 has seven months; 2027 is the first whole one.
    changes = {**RENT_3000, "start_month": "2026-06", "horizon_months": 24}
    assert ran(changes).number("reference.year") == 2027


def test_no_break_even_without_a_stabilised_year() -> None:
    ramp = {"start_share": 0.1, "stabilised_share": 0.5, "months": 30}
    result = ran({**RENT_3000, "products.desk.ramp": ramp})
    for line in ("reference.year", "break_even.factor", "break_even.price", "concept.stable_result"):
        assert result.number(line) is None


# ---- services as a share of income, the 70/30 mix --------------------------------------------------------

# Services are 3/7 of rent, and 40 % of them is left: a krone of rent brings 1 + 3/7 × 0.4 = 8.2/7.
MIX = {"services.mix": {"services_share": 0.3, "gross_margin_share": 0.4}}


def test_services_that_follow_rent_add_their_gross_margin() -> None:
    # 5,000 × 8.2/7 × λ = 3,000, and the price likewise.
    result = ran({**RENT_3000, **MIX})
    assert result.number("break_even.factor") == near(0.6 * 7 / 8.2)
    assert result.number("break_even.price") == near(0.6 * 7 / 8.2)


def test_what_follows_income_follows_services_too() -> None:
    # 10 % of income is 0.1 × 10/7 a krone of rent: 7.2/7 is left. Of the desks' own income 2 % is never paid:
    # 7.06/7. Supporters who rent at the product's price pay what they owe.
    costs = {"system": {"share_of_income": 0.1}}
    assert ran({**RENT_3000, **MIX, "costs": costs}).number("break_even.factor") == near(0.6 * 7 / 7.2)
    debts = {**RENT_3000, **MIX, "costs": costs, "products.desk.bad_debt_share": 0.02}
    assert ran(debts).number("break_even.factor") == near(0.6 * 7 / 7.06)
    # 2,000 of places bought: 5,000 × 7.06/7 × λ = 3,000 − 2,000 × 7.2/7, and of the price
    # (5,000 × 7.06/7 + 2,000 × 7.2/7) × f = 3,000.
    bought = ran({**debts, "support": {"anchor": BOUGHT}})
    assert bought.number("break_even.factor") == near((3_000 - 14_400 / 7) * 7 / (5_000 * 7.06))
    assert bought.number("break_even.price") == near(3_000 * 7 / (5_000 * 7.06 + 14_400))


def test_services_do_not_follow_what_is_no_rent() -> None:
    # Events bring 5,000 at half their capacity, and no services beside: (5,000 × 8.2/7 + 5,000) × λ = 3,000.
    event = {
        "kind": "event",
        "space": "floor",
        "units": 10,
        "price_nok_per_use": 1000,
        "uses_per_month": 10,
        "ramp": {"start_share": 0.5, "stabilised_share": 0.5, "months": 0},
    }
    result = ran({**RENT_3000, **MIX, "products.event": event})
    assert result.number("break_even.factor") == near(3_000 / (5_000 * 8.2 / 7 + 5_000))


def test_turnover_rent_and_the_mix_meet_at_the_root() -> None:
    # Minimum rent 3,000 a month or 60 % of income. At λ income is 5,000 × 10/7 × λ and what is left before
    # rent 5,000 × 8.2/7 × λ: less than 60 % of it is 5,000 × 2.2/7 × λ, never below zero, so the minimum
    # decides: the same 0.6 × 7 / 8.2.
    turnover = {"deal.turnover": {"mode": "greater_of", "share_of_income": 0.6}}
    result = ran({**RENT_3000, **MIX, **turnover}, "turnover_rent")
    assert result.number("break_even.factor") == near(0.6 * 7 / 8.2)
    # A fixed cost of 1,000 beside: by the minimum λ = 0.8 × 7 / 8.2 = 0.683, where 60 % of income is 2,927,
    # still under 3,000. Of 2,000: the share decides, 5,000 × 2.2/7 × λ = 2,000, λ = 1.2727.
    one = ran({**RENT_3000, **MIX, **turnover, "costs": {"fixed": {"nok_per_month": 1000}}}, "turnover_rent")
    assert one.number("break_even.factor") == near(0.8 * 7 / 8.2)
    two = ran({**RENT_3000, **MIX, **turnover, "costs": {"fixed": {"nok_per_month": 2000}}}, "turnover_rent")
    assert two.number("break_even.factor") == near(2_000 * 7 / (5_000 * 2.2))


# ---- a case with everything that bends the line ----------------------------------------------------------

FULL: dict[str, Any] = {
    "start_month": "2026-03",
    "horizon_months": 60,
    "index.prices_share_per_year": 0.03,
    "index.costs_share_per_year": 0.02,
    "products.desk.ramp": {"start_share": 0.2, "stabilised_share": 0.7, "months": 9, "shape": "s_curve"},
    "products.desk.season_factors": [1, 1, 1, 1, 1, 0.9, 0.5, 0.8, 1.1, 1.3, 1.2, 1],
    "products.desk.churn_share_per_month": 0.02,
    "products.desk.months_to_relet": 1,
    "products.desk.bad_debt_share": 0.01,
    "products.desk.membership_fee_nok_per_year": 600,
    "products.office": {
        "kind": "private_office",
        "space": "floor",
        "units": 3,
        "members_per_unit": 2,
        "price_nok_per_month": 2500,
        "ramp": {"start_share": 0.5, "stabilised_share": 0.9, "months": 12, "shape": "exponential"},
        "opening_month": 4,
    },
    "products.day": {
        "kind": "day_pass",
        "space": "floor",
        "units": 4,
        "price_nok_per_use": 150,
        "uses_per_month": 60,
        "ramp": {"start_share": 0.1, "stabilised_share": 0.4, "months": 6},
    },
    "services.itemised": {
        "coffee": {
            "price_nok_per_use": 30,
            "uses_per_member_month": 8,
            "cost_nok_per_use": 20,
            "vat": "food",
        },
        "courses": {"price_nok_per_use": 700, "uses_per_month": 2, "cost_nok_per_use": 500},
    },
    # what was used with VAT before keeps that use, so that no deductible share moves with occupancy
    "vat": {"previous_use_share": 1},
    "costs": {
        "software": {"nok_per_member_month": 90},
        "system": {"share_of_income": 0.04},
        "cleaning": {"nok_per_m2_year": 200},
    },
    "support": {
        "anchor": {
            "kind": "desks_bought",
            "payer": "municipality",
            "product": "desk",
            "desks": 2,
            "from_month": 20,
            "to_month": 40,
            "price_nok_per_month": 900,
        }
    },
}

DEALS: dict[str, dict[str, Any]] = {
    "sublease": {
        "deal.lease": {
            "term_months": 60,
            "rent_nok_per_m2_year": 1000,
            "common_costs_nok_per_m2_year": 100,
            "start_month": 2,
        }
    },
    "turnover_rent": {
        "deal.lease": {"term_months": 60, "rent_nok_per_m2_year": 600, "payment": "monthly"},
        "deal.turnover": {
            "mode": "above_threshold",
            "share_of_income": 0.2,
            "threshold_nok_per_year": 150_000,
        },
    },
    "greater_of": {
        "deal.lease": {"term_months": 60, "rent_nok_per_m2_year": 500, "payment": "monthly"},
        "deal.turnover": {"mode": "greater_of", "share_of_income": 0.35},
        "staff": {"host": {"fte": 0.1, "salary_nok_per_year": 500_000}},
    },
    "landlord_operated": {"building.owner_costs_nok_per_m2_year": 700},
    "management": {
        "deal.fee": {
            "base_share_of_income": 0.1,
            "surplus_share": 0.3,
            "landlord_preferred_nok_per_year": 20_000,
        },
        "deal.term_months": 60,
        "building.owner_costs_nok_per_m2_year": 600,
    },
}


def run_deal(deal: str, changes: dict[str, Any] | None = None) -> Result:
    structure = "turnover_rent" if deal == "greater_of" else deal
    return ran({**FULL, **DEALS[deal], **(changes or {})}, structure)


def company(deal: str) -> str:
    """Whose EBITDA breaks even: the company that runs the concept."""
    return "landlord" if deal in ("landlord_operated", "management") else "operator"


@pytest.mark.parametrize("deal", DEALS)
def test_running_again_with_the_factor_on_stabilised_occupancy_gives_ebitda_zero(deal: str) -> None:
    result = run_deal(deal)
    factor = result.number("break_even.factor")
    assert factor is not None
    assert ebitda_in_reference_year(result, company(deal)) != near(0)
    stabilised = {name: FULL[f"products.{name}"]["ramp"]["stabilised_share"] for name in ("office", "day")}
    stabilised["desk"] = 0.7
    # The case's own limit is 100 %; the model clips in the month, so b itself stays within it here.
    assert all(share * factor <= 1 for share in stabilised.values())
    again = run_deal(
        deal,
        {f"products.{name}.ramp.stabilised_share": share * factor for name, share in stabilised.items()},
    )
    assert ebitda_in_reference_year(again, company(deal)) == pytest.approx(0, abs=1e-5)
    for name, share in stabilised.items():
        assert result.number(f"break_even.{name}.occupancy") == near(share * factor)


@pytest.mark.parametrize("deal", ["greater_of", "management"])
def test_running_again_with_services_as_a_share_gives_ebitda_zero_too(deal: str) -> None:
    mix = {"services": {"mix": {"services_share": 0.25, "gross_margin_share": 0.3}}}
    result = run_deal(deal, mix)
    factor = result.number("break_even.factor")
    assert factor is not None
    ramps = {
        f"products.{name}.ramp.stabilised_share": share * factor
        for name, share in {"desk": 0.7, "office": 0.9, "day": 0.4}.items()
    }
    assert all(share <= 1 for share in ramps.values())
    assert ebitda_in_reference_year(run_deal(deal, {**mix, **ramps}), company(deal)) == pytest.approx(
        0, abs=1e-5
    )


@pytest.mark.parametrize("deal", DEALS)
def test_running_again_with_the_factor_on_prices_gives_ebitda_zero(deal: str) -> None:
    result = run_deal(deal)
    factor = result.number("break_even.price")
    assert factor is not None
    again = run_deal(
        deal,
        {
            "products.desk.price_nok_per_month": 1000 * factor,
            "products.desk.membership_fee_nok_per_year": 600 * factor,
            "products.office.price_nok_per_month": 2500 * factor,
            "products.day.price_nok_per_use": 150 * factor,
        },
    )
    assert ebitda_in_reference_year(again, company(deal)) == pytest.approx(0, abs=1e-5)


def test_break_even_is_nothing_where_other_income_carries_the_year() -> None:
    # A grant of 3,500 a month pays the rent of 3,000: with no members, or at a price of nothing, 500 is left.
    # Neither is less than nothing, and capacity is enough, so both are 0 and none is missing.
    grant = {
        "kind": "yearly_grant",
        "payer": "sponsor",
        "receiver": "operator",
        "nok_per_year": 42_000,
        "from_month": 1,
        "to_month": 24,
    }
    result = ran({**RENT_3000, "support": {"grant": grant}})
    for measure in ("factor", "occupancy", "desk.occupancy", "price"):
        assert result.number(f"break_even.{measure}") == 0


def test_break_even_price_where_desks_are_bought_at_the_products_price() -> None:
    # 5 members and 2 bought desks at 1,000, rent 3,000: 7,000·f = 3,000.
    result = ran({**RENT_3000, "support": {"anchor": BOUGHT}})
    assert result.number("break_even.price") == near(3 / 7)
    # 5,000·λ = 3,000 − 2,000: places bought are sold whatever λ is.
    assert result.number("break_even.factor") == near(0.2)


# ---- highest rent ----------------------------------------------------------------------------------------


def test_highest_rent_by_hand() -> None:
    # Monthly rent, no VAT to speak of between the two: the operator's present value is zero when rent equals
    # the income it is paid from, 5,000 a month: 500 per m² and year.
    result = ran(RENT_3000)
    assert result.number("operator.highest_rent") == near(500)


LEASES: dict[str, dict[str, Any]] = {
    "quarterly from the start": {"payment": "quarterly_in_advance"},
    "monthly from month 5": {"payment": "monthly", "start_month": 5},
    "with reductions": {
        "payment": "monthly",
        "reductions": [
            {"kind": "rent_free", "from_month": 1, "to_month": 3},
            {"kind": "percentage", "from_month": 4, "to_month": 9, "share": 0.4},
            {"kind": "stated_rent", "from_month": 10, "to_month": 12, "rent_nok_per_m2_year": 200},
        ],
    },
    "with a guarantee": {
        "payment": "monthly",
        "common_costs_nok_per_m2_year": 50,
        "security": {"kind": "guarantee", "months_of_rent": 6, "guarantee_fee_share_per_year": 0.03},
    },
    "with renewal at the same rent": {
        "payment": "monthly",
        "term_months": 30,
        "renewal": {"term_months": 20},
    },
    "with renewal at a stated rent": {
        "payment": "monthly",
        "term_months": 30,
        "renewal": {"term_months": 20, "rent_nok_per_m2_year": 800},
    },
}


@pytest.mark.parametrize("name", LEASES)
def test_running_again_with_the_highest_rent_gives_the_operator_nothing(name: str) -> None:
    lease = {"term_months": 57, "rent_nok_per_m2_year": 900, **LEASES[name]}
    changes = {"index.rent_share_per_year": 0.02}
    result = run_deal("sublease", {**changes, "deal.lease": lease})
    highest = result.number("operator.highest_rent")
    assert highest is not None
    again = run_deal("sublease", {**changes, "deal.lease": {**lease, "rent_nok_per_m2_year": highest}})
    assert again.number("operator.npv") == pytest.approx(0, abs=1e-4)


def test_no_rent_can_be_borne_where_the_operator_loses_without_rent() -> None:
    # 5,000 in, 6,000 out a month: not even a rent of nothing gives a present value of zero.
    result = ran({**RENT_3000, "costs": {"line": {"nok_per_month": 6000}}})
    assert result.number("operator.highest_rent") is None


def test_highest_rent_where_refunds_come_late() -> None:
    # Output VAT of the year is far above the rent's input VAT: nothing is ever refunded, so a delay of
    # refunds changes nothing, and the highest rent is the same as without it, 500.
    result = ran({**RENT_3000, "vat.refund_delay_months": 1})
    assert result.number("operator.highest_rent") == near(500)


def test_highest_rent_with_free_premises() -> None:
    premises = {
        "kind": "free_premises",
        "payer": "municipality",
        "share": 0.5,
        "from_month": 3,
        "to_month": 20,
    }
    changes = {
        "support": {"premises": premises},
        "deal.lease": {"term_months": 60, "rent_nok_per_m2_year": 900, "payment": "monthly"},
    }
    highest = run_deal("sublease", changes).number("operator.highest_rent")
    assert highest is not None
    changes["deal.lease"] = {**changes["deal.lease"], "rent_nok_per_m2_year": highest}
    assert run_deal("sublease", changes).number("operator.npv") == pytest.approx(0, abs=1e-4)


def test_there_is_no_highest_rent_where_a_stated_one_takes_its_place_throughout() -> None:
    stated = {"kind": "stated_rent", "from_month": 1, "to_month": 24, "rent_nok_per_m2_year": 200}
    result = ran({**RENT_3000, "deal.lease.reductions": [stated]})
    assert result.number("operator.rent_slope") == 0
    reason = result.reason("operator.highest_rent")
    assert reason is not None
    assert reason.en == "the rent does not touch the operator"


# ---- support ---------------------------------------------------------------------------------------------


def test_yearly_support_at_which_the_operator_breaks_even() -> None:
    # Income 60,000, rent 144,000: 84,000 a year. Given as a grant it gives EBITDA zero.
    changes: dict[str, Any] = {"deal.lease.rent_nok_per_m2_year": 1200}
    found = ran(changes).number("municipality.break_even_support")
    assert found == near(84_000)
    changes["support"] = {
        "grant": {
            "kind": "yearly_grant",
            "payer": "municipality",
            "receiver": "operator",
            "nok_per_year": found,
            "from_month": 1,
            "to_month": 24,
        }
    }
    again = ran(changes)
    assert ebitda_in_reference_year(again) == near(0)
    # The grant it now gets is the one it needs.
    assert again.number("municipality.break_even_support") == near(84_000)


def test_no_support_is_needed_where_the_operator_earns() -> None:
    assert ran(RENT_3000).number("municipality.break_even_support") == 0


def test_stable_result_is_the_reference_years_ebitda() -> None:
    result = ran({**RENT_3000, "start_month": "2026-06", "horizon_months": 24})
    assert result.number("concept.stable_result") == near(24_000)
    assert sum(by_month(result, "operator.ebitda", 8, 19)) == near(24_000)
