"""The small examples of docs/model.md: done by hand there, and what the model says here."""

import copy
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from feasibility.case import case_from_mapping
from feasibility.engine.explain.explain import reason_for_null
from feasibility.model import Result
from tests.case.cases import changed, landlord_operated_case, management_case, minimal_case
from tests.evaluated import evaluated
from tests.model.accounts.test_sole_proprietor import person
from tests.model.answers.test_measures import operator_with
from tests.model.concept.test_place_support import support as place_support
from tests.model.deal.test_lease_year import by_lease_year
from tests.model.tiny import ran
from tests.model.value.test_flat_sales import SALE, homes

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
EXAMPLES = " ".join(line.lstrip("> ") for line in PAGE.splitlines() if line.startswith(">"))


UNTAXED = {"landlord": {"is_taxed": False}, "operator": {"is_taxed": False}}


def said(*numbers: float, decimals: int = 0) -> None:
    """The page gives these numbers, in bold, in its examples."""
    for number in numbers:
        assert f"**{number:,.{decimals}f}**" in EXAMPLES, number


def quiet(*paths: tuple[str, Any], start: dict[str, Any] | None = None) -> dict[str, Any]:
    """A sublease in which nothing moves but what a test adds: 240 m², no prices, costs, index or tax."""
    case = copy.deepcopy(start) if start else minimal_case()
    silence: list[tuple[str, Any]] = [
        ("building.spaces.floor.exclusive_m2", 240),
        ("building.owner_costs_nok_per_m2_year", 0),
        ("building.common_costs_nok_per_m2_year", 0),
        ("products.flex.price_nok_per_month", 0),
        *((f"index.{name}_share_per_year", 0) for name in ("prices", "costs", "wages", "rent")),
        ("tax", UNTAXED),
    ]
    if start is None:
        silence.append(("deal.lease.rent_nok_per_m2_year", 1000))
    for path, value in [*silence, *paths]:
        case = changed(case, path, value)
    return case


def of(stated: dict[str, Any]) -> Result:
    result = evaluated(case_from_mapping(stated))
    assert result.failed_checks == ()
    return result


def month(result: Result, line: str, number: int) -> float:
    return float(result.values[line][number - 1])


FLAT = {"start_share": 0.75, "stabilised_share": 0.75, "months": 0}


def test_present_value() -> None:
    grant = {"kind": "grant", "payer": "sponsor", "receiver": "landlord", "amount_nok": 100_000, "month": 12}
    result = of(quiet(("support.g", grant), ("deal.lease.rent_nok_per_m2_year", 0)))
    assert result.number("landlord.npv") == pytest.approx(92_592.59, abs=0.005)
    said(92_592.59, decimals=2)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("standard", {8: 20_000, 9: 20_400, 20: 20_400, 21: 21_012}),
        ("after_12_months", {9: 20_000, 20: 20_000, 21: 20_600}),
        ("anniversary", {12: 20_000, 13: 20_600}),
    ],
)
def test_index_of_a_lease(clause: str, expected: dict[int, float]) -> None:
    """From May 2026: month 9 is January 2027, month 13 May 2027, month 21 January 2028."""
    result = of(
        quiet(
            ("start_month", "2026-05"),
            ("deal.lease.index_clause", clause),
            ("index.rent_share_per_year", {2027: 0.03}),
        )
    )
    assert {at: month(result, "lease.rent", at) for at in expected} == pytest.approx(expected)
    said(20_400, 21_012, 20_600)


def test_ramp() -> None:
    ramp = {"start_share": 0.3, "stabilised_share": 0.75, "months": 24}

    def after_a_year(**fields: Any) -> float:
        flex = {"products.flex.ramp": {**ramp, "shape": fields.pop("shape", "linear")}}
        flex |= {f"products.flex.{name}": value for name, value in fields.items()}
        return month(of(quiet(*flex.items())), "products.flex.occupancy", 13)

    assert after_a_year() == pytest.approx(0.525)
    assert after_a_year(shape="s_curve") == pytest.approx(0.525)
    assert after_a_year(shape="exponential") == pytest.approx(0.6496, abs=5e-5)
    gaps = {"season_factors": [0.9] * 12, "churn_share_per_month": 0.03, "months_to_relet": 1.5}
    assert after_a_year(**gaps) == pytest.approx(0.4512, abs=5e-5)
    assert 20 * after_a_year(**gaps) == pytest.approx(9.02, abs=0.005)
    stated = {"shape": "stated", "stabilised_share": 0.75, "months": 24, "shares": [0.4, 0.6, 0.8, 0.9]}
    filled = of(quiet(("products.flex.ramp", stated)))
    assert month(filled, "products.flex.occupancy", 12) == pytest.approx(0.45)
    assert month(filled, "products.flex.occupancy", 13) == pytest.approx(0.60)
    said(0.60, decimals=2)
    said(0.525, decimals=3)
    said(0.6496, 0.4512, decimals=4)
    said(9.02, decimals=2)


def test_services_as_a_share() -> None:
    """15 members × 46,666.67 is 700,000 a month."""
    mix = {"mix": {"services_share": 0.3, "gross_margin_share": 0.5}}
    flat = (("products.flex.ramp", FLAT), ("products.flex.price_nok_per_month", 700_000 / 15))
    result = of(quiet(*flat, ("services", mix)))
    assert month(result, "income.rent", 1) == pytest.approx(700_000)
    assert month(result, "income.services", 1) == pytest.approx(300_000)
    said(300_000)


REDUCED = [
    {"kind": "rent_free", "from_month": 1, "to_month": 3},
    {"kind": "percentage", "from_month": 4, "to_month": 6, "share": 0.5},
    {"kind": "stated_rent", "from_month": 7, "to_month": 12, "rent_nok_per_m2_year": 900},
]


def test_rent_reductions() -> None:
    result = of(quiet(("deal.lease.reductions", REDUCED)))
    assert result.values["lease.rent"][:12].sum() == pytest.approx(138_000)
    assert result.number("landlord.reduction_nominal") == pytest.approx(102_000)
    said(138_000, 102_000)


def test_a_broken_quarter() -> None:
    result = of(quiet(("deal.lease.start_month", 2)))
    paid = [month(result, "lease.rent.paid", at) for at in (1, 2, 3, 4, 5)]
    assert paid == pytest.approx([0, 50_000, 0, 75_000, 0])
    said(50_000, 75_000)


def turnover_case(
    rent: float, income: float, turnover: dict[str, Any], start: str = "2027-01", **more: Any
) -> Result:
    lease = {"term_months": 60, "rent_nok_per_m2_year": rent, "payment": "monthly", **more}
    deal = {"structure": "turnover_rent", "lease": lease, "turnover": turnover}
    flat = (("products.flex.ramp", FLAT), ("products.flex.price_nok_per_month", income / 12 / 15))
    valued = {"net_yield_share": 0.08}
    return of(quiet(*flat, ("deal", deal), ("start_month", start), ("valuation", valued)))


def test_turnover_rent() -> None:
    result = turnover_case(1000, 1_200_000, {"mode": "greater_of", "share_of_income": 0.25})
    assert result.values["income.total.year"][0] == pytest.approx(1_200_000)
    assert month(result, "turnover.rent", 12) == pytest.approx(60_000)
    assert month(result, "turnover.rent.paid", 13) == pytest.approx(75_000)
    above = {"mode": "above_threshold", "share_of_income": 0.04, "threshold_nok_per_year": 1_000_000}
    result = turnover_case(50_000 / 240, 1_100_000, above)
    whole = result.values["lease.rent"][:12].sum() + month(result, "turnover.rent", 12)
    assert whole == pytest.approx(54_000)
    said(60_000, 75_000, 54_000)


def test_reductions_under_a_turnover_rent() -> None:
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 3}]
    for share, cost in ((0.25, 0), (0.175, 30_000)):
        turnover = {"mode": "greater_of", "share_of_income": share}
        result = turnover_case(1000, 1_200_000, turnover, reductions=free)
        assert result.number("landlord.reduction_nominal") == pytest.approx(cost, abs=1e-6)
        said(cost)


def test_the_fit_out_of_a_space_that_has_been_in_use() -> None:
    tenant = {
        "rent_nok_per_m2_year": 1000,
        "void_months": 3,
        "term_months": 60,
        "fit_out_nok": 40_000,
        "relet_fit_out_nok": 5_000,
    }
    result = of(quiet(("comparison.ordinary_tenant", tenant), ("operator_default", {"month": 7})))
    assert month(result, "after_lease.fit_out", 10) == pytest.approx(5_000)
    assert month(result, "ordinary.fit_out", 4) == pytest.approx(40_000)
    said(5_000, 40_000)


def test_what_a_reduction_costs_at_present() -> None:
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 1}]
    result = of(quiet(("deal.lease.reductions", free), ("deal.lease.payment", "monthly")))
    assert result.number("landlord.reduction_present") == pytest.approx(19_966.81, abs=0.005)
    said(19_966.81, decimals=2)


def test_what_is_settled_by_the_year() -> None:
    turnover = {"mode": "greater_of", "share_of_income": 0.3}
    for start in ("2027-01", "2027-08"):
        result = turnover_case(50, 60_000, turnover, start, term_months=120)
        assert np.asarray(result.values["net_rent_next_12"]) == pytest.approx(18_000)
        assert result.number("exit_value") == pytest.approx(225_000)
    said(225_000)


def test_internal_rates_outside_the_grid_and_several() -> None:
    result = operator_with({1: -5000, **dict.fromkeys(range(2, 26), 20_000)}, 25)
    reason = reason_for_null(result.values, result.built.model.lines["operator.irr.annual"])
    assert reason is not None
    assert reason.en == "above 100% a month"
    result = operator_with({1: -1000, **dict.fromkeys(range(2, 32), 50), 32: -300}, 32)
    assert result.number("operator.irr.annual") == pytest.approx(0.2105, abs=5e-5)
    assert result.number("operator.irr.other") == pytest.approx(-0.8302, abs=5e-5)
    said(21.05, decimals=2)


def test_management_fee() -> None:
    """15 members at 100,000 a year each; costs of 1,100,000, base fee of 10,000 a month."""
    fee = {"base_nok_per_month": 10_000, "surplus_share": 0.3, "landlord_preferred_nok_per_year": 100_000}
    result = of(
        quiet(
            ("products.flex.ramp", FLAT),
            ("products.flex.price_nok_per_month", 100_000 / 12),
            ("costs", {"all": {"nok_per_month": 1_100_000 / 12, "payer": "landlord"}}),
            ("deal.fee", fee),
            start=management_case(),
        )
    )
    assert month(result, "management.surplus_fee", 12) == pytest.approx(54_000)


def test_staff() -> None:
    host = {"fte": 1, "salary_nok_per_year": 600_000}
    result = of(quiet(("staff", {"host": host})))
    assert -result.values["operator.income.staff_cost.year"][0] == pytest.approx(706_886.36, abs=0.005)
    said(706_886.36, decimals=2)
    half_a_year = of(quiet(("staff", {"host": {**host, "to_month": 6}})))
    paid = [month(half_a_year, "staff.operator.holiday_pay.paid", at) for at in (5, 6, 18)]
    assert paid == pytest.approx([0, 32_538.46, 0], abs=0.005)
    said(32_538.46, decimals=2)


def test_a_declining_grant() -> None:
    grant = {
        "kind": "yearly_grant", "payer": "municipality", "receiver": "operator", "nok_per_year": 300_000,
        "from_month": 1, "to_month": 60, "decline_share_per_year": 0.4,
    }  # fmt: skip
    result = of(quiet(("support.g", grant)))
    by_year = result.values["operator.income.operating_grant.year"][:4]
    assert by_year == pytest.approx([300_000, 180_000, 60_000, 0])
    said(300_000)


def test_vat_by_term() -> None:
    """15 members at 6,666.67 are 100,000 a month; a quarter's rent is 60,000."""
    flat = (("products.flex.ramp", FLAT), ("products.flex.price_nok_per_month", 100_000 / 15))
    result = of(quiet(*flat))
    settled = [month(result, "operator.vat.settled_in_term", at) for at in (1, 2, 3, 4)]
    assert settled == pytest.approx([0, 0, 0, 35_000])
    said(35_000)
    works = {"rehab": {"amount_nok": 400_000, "start_month": 1, "months": 1}}
    start = quiet(start=landlord_operated_case())
    result = of(changed(start, "works", works))
    assert month(result, "landlord.vat.settled_in_term", 4) == pytest.approx(-100_000)


def test_loan() -> None:
    loan = {
        "kind": "annuity", "amount_nok": 2500, "base_rate_share_per_year": 0.0824, "drawdown_month": 1,
        "profile_months": 12,
    }  # fmt: skip
    result = of(quiet(("financing.landlord.loans", {"bank": loan})))
    found = [month(result, f"landlord.loan.bank.{line}", 2) for line in ("interest", "principal", "balance")]
    assert found == pytest.approx([17.17, 200.58, 2299.42], abs=0.006)
    said(17.17, 200.58, 2299.42, decimals=2)
    below = {
        **loan, "amount_nok": 100_000, "base_rate_share_per_year": -0.01, "profile_months": 60,
    }  # fmt: skip
    result = of(quiet(("financing.landlord.loans", {"bank": below})))
    paid = [
        sum(month(result, f"landlord.loan.bank.{line}", at) for line in ("interest", "principal"))
        for at in (2, 12)
    ]
    assert paid == pytest.approx([1_624.65] * 2, abs=0.005)
    said(1_624.65, decimals=2)


def test_interest_by_days() -> None:
    loan = {
        "kind": "bullet", "amount_nok": 12_000, "base_rate_share_per_year": 0.12, "drawdown_month": 1,
        "tenor_months": 24,
    }  # fmt: skip
    found = []
    for count in ("30/360", "actual/360"):
        result = of(quiet(("financing.landlord.loans", {"bank": {**loan, "day_count": count}})))
        march = (3 - int(str(result.case.start_month)[5:7])) % 12 + 1
        found.append(month(result, "landlord.loan.bank.interest", march))
    assert found == pytest.approx([120, 124])
    said(124)


def test_a_delay_and_a_loan_that_pays_for_works() -> None:
    works = {"amount_nok": 12_000, "start_month": 2, "months": 3, "delay_months": 5}
    result = of(quiet(("works", {"rehab": works})))
    assert [month(result, "landlord.works", at) for at in (1, 2, 9, 10)] == pytest.approx([0, 1500, 1500, 0])
    said(1_500)
    works = {"amount_nok": 120_000, "start_month": 2, "months": 4}
    loan = {
        "kind": "serial", "share_of_works": 0.6, "base_rate_share_per_year": 0.05, "drawdown_month": 2,
        "profile_months": 60,
    }  # fmt: skip
    result = of(quiet(("works", {"rehab": works}), ("financing.landlord.loans", {"bank": loan})))
    drawn = [month(result, "landlord.loan.bank.drawn", at) for at in (1, 2, 5, 6)]
    assert drawn == pytest.approx([0, 18_000, 18_000, 0])
    said(18_000)


def test_loan_by_quarter() -> None:
    loan = {
        "kind": "serial", "terms": "quarterly", "amount_nok": 12_000, "base_rate_share_per_year": 0.12,
        "drawdown_month": 1, "profile_months": 12,
    }  # fmt: skip
    result = of(quiet(("financing.landlord.loans", {"bank": loan})))
    assert month(result, "landlord.loan.bank.interest.paid", 3) == pytest.approx(240)
    assert month(result, "landlord.loan.bank.principal", 3) == pytest.approx(3000)
    assert month(result, "landlord.debt", 11) == pytest.approx(3000)
    assert month(result, "landlord.debt", 12) == 0
    said(3000)


def test_construction_loan() -> None:
    loan = {
        "kind": "construction", "amount_nok": 100_000, "base_rate_share_per_year": 0.12,
        "commission_share_per_year": 0.02,
    }  # fmt: skip
    works = {"rehab": {"amount_nok": 100_000, "start_month": 2, "months": 4}}
    result = of(quiet(("works", works), ("financing.landlord.loans", {"build": loan})))
    drawn = [month(result, "landlord.loan.build.drawn", number) for number in range(2, 6)]
    assert drawn == pytest.approx([31_250, 31_250, 31_250, 6250])
    assert month(result, "landlord.interest_cost", 3) == pytest.approx(312.5)
    assert month(result, "landlord.loan_fees", 3) == pytest.approx(500)
    said(6250, 500)


def test_loan_sized_by_cover() -> None:
    loan = {
        "kind": "annuity", "sizing": {"minimum_cover": 1.5}, "base_rate_share_per_year": 0.06,
        "drawdown_month": 1, "profile_months": 120,
    }  # fmt: skip
    result = of(quiet(("deal.lease.rent_nok_per_m2_year", 600), ("financing.landlord.loans", {"bank": loan})))
    assert month(result, "landlord.ebitda.year", 2) == pytest.approx(144_000)
    assert month(result, "landlord.loan.bank.drawn", 1) == pytest.approx(720_588, abs=0.5)
    said(720_588)


def test_overdraft() -> None:
    """Nothing is sold, and 5,000 is paid out in each of the first two months."""
    result = of(
        quiet(
            ("deal.lease.rent_nok_per_m2_year", 0),
            ("costs", {"start": {"nok_per_month": 5000, "vat": "exempt", "to_month": 2}}),
            ("financing.operator.overdraft", {"limit_nok": 8000, "rate_share_per_year": 0.12}),
            ("financing.operator.capital_call_limit_nok", 3000),
        )
    )
    found = [
        month(result, f"operator.{line}", n) for n in (1, 2) for line in ("overdraft_drawn", "capital_call")
    ]
    assert found == pytest.approx([5000, 0, 3000, 2050])
    said(5000, 3000, 2050)


def test_net_effective_rent() -> None:
    """Per m² as in the reference: rent 50, three months free, the landlord's fit-out 10 on each of 240 m²."""
    result = of(
        quiet(
            ("deal.lease.rent_nok_per_m2_year", 50),
            ("deal.lease.reductions", REDUCED[:1]),
            ("works", {"fit_out": {"amount_nok": 2400, "start_month": 1, "months": 1}}),
        )
    )
    assert result.number("landlord.net_effective_rent") == pytest.approx(45.5)
    said(45.50, decimals=2)


def test_break_even_occupancy() -> None:
    result = of(
        quiet(
            ("products.flex.ramp", FLAT),
            ("products.flex.price_nok_per_month", 2000),
            ("costs", {"each": {"nok_per_member_month": 100}, "fixed": {"nok_per_month": 22_800}}),
            ("deal.lease.rent_nok_per_m2_year", 0),
        )
    )
    assert result.number("break_even.factor") == pytest.approx(0.8)
    assert result.number("break_even.occupancy") == pytest.approx(0.6)
    said(0.80, 0.60, decimals=2)


def test_tax_of_a_year_is_paid_in_two_halves_of_the_next() -> None:
    result = of(quiet(("tax", {})))
    assert month(result, "landlord.tax", 12) == pytest.approx(0.22 * 240_000)
    assert {at: month(result, "landlord.tax.paid", at) for at in range(12, 24)} == pytest.approx(
        {at: 26_400 if at in (14, 16) else 0 for at in range(12, 24)}
    )
    said(26_400)


def test_declining_balance() -> None:
    works = {"amount_nok": 1_000_000, "start_month": 1, "months": 1, "depreciation_group": "i"}
    result = of(quiet(("tax", {}), ("works.rehab", works)))
    written = [month(result, "works.rehab.landlord.tax_written_down", at) for at in (12, 24)]
    assert written == pytest.approx([20_000, 19_600])
    said(20_000, 19_600)


def test_highest_rent_is_where_present_value_is_zero() -> None:
    start = changed(minimal_case(), "tax", UNTAXED)
    result = of(start)
    rent, npv = 1200, result.number("operator.npv")
    slope, highest = result.number("operator.rent_slope"), result.number("operator.highest_rent")
    assert npv is not None and slope is not None and highest is not None  # noqa: PT018
    assert highest == pytest.approx(rent + npv / -slope)
    there = of(changed(start, "deal.lease.rent_nok_per_m2_year", highest))
    assert there.number("operator.npv") == pytest.approx(0, abs=0.01)
    assert 1000 - 50_000 / 500 == 900
    said(900)


def test_tax_before_loans() -> None:
    # 60,000 of income a year, and 1,000 of interest a month from the second month.
    loan = {
        "kind": "bullet",
        "amount_nok": 100_000,
        "drawdown_month": 1,
        "tenor_months": 23,
        "base_rate_share_per_year": 0.12,
    }
    changes = {"tax.operator": {"is_taxed": True}, "vat.policy": "unregistered"}
    result = ran({**changes, "financing.operator.loans": {"bank": loan}})
    assert result.values["operator.tax"][11] == pytest.approx(0.22 * (60_000 - 11_000))
    assert result.values["operator.tax_before_loans"][11] == pytest.approx(0.22 * 60_000)
    said(13_200)


def test_the_year_that_lasts() -> None:
    # Income 10 × 5,000 × 12 × occupancy; 15,000 a month of costs; 120 m² at 1,500 from the third year on.
    flat = dict.fromkeys(("prices", "costs", "wages", "rent"), 0)
    office = {"kind": "private_office", "space": "office", "units": 10, "price_nok_per_month": 5000}
    ramp = {"start_share": 0.6, "stabilised_share": 0.6, "months": 0}
    free = {"kind": "rent_free", "from_month": 1, "to_month": 24}
    lease = {"term_months": 60, "rent_nok_per_m2_year": 1500, "payment": "monthly", "reductions": [free]}
    result = of(
        {
            "name": "Help in the first years",
            "start_month": "2027-01",
            "horizon_months": 60,
            "index": {f"{name}_share_per_year": rate for name, rate in flat.items()},
            "building": {
                "owner_costs_nok_per_m2_year": 0,
                "common_costs_nok_per_m2_year": 0,
                "spaces": {"office": {"kind": "private_office", "exclusive_m2": 120}},
            },
            "products": {"office": {**office, "ramp": ramp}},
            "deal": {"structure": "sublease", "lease": lease},
            "tax": {"operator": {"is_taxed": False}, "landlord": {"is_taxed": False}},
            "costs": {"running": {"nok_per_month": 15000}},
            "vat": {"landlord_registration": "registered", "operator_registration": "registered"},
        }
    )
    assert result.number("reference.year") == 2029
    assert result.number("break_even.occupancy") == pytest.approx(360_000 / 600_000)
    assert result.number("reference_with_help.year") == 2027
    assert result.number("break_even_with_help.occupancy") == pytest.approx(180_000 / 600_000)
    said(0.60, decimals=2)


def test_an_address_that_loses_does_not_hide_the_break_even() -> None:
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
    assert result.number("break_even.factor") == pytest.approx(2.7778, abs=5e-5)
    said(2.7778, decimals=4)


def test_break_even_with_signed_contracts() -> None:
    desk = {
        "ramp": {"start_share": 0.8, "stabilised_share": 0.8, "months": 0},
        "contracts": [{"units": 4, "price_nok_per_month": 900, "from_month": 1, "to_month": 60}],
    }
    result = ran(
        {
            "products.desk.ramp": desk["ramp"],
            "products.desk.contracts": desk["contracts"],
            "costs": {"all": {"nok_per_month": 5000}},
        }
    )
    assert result.number("break_even.factor") == pytest.approx(0.35)
    assert result.number("break_even.occupancy") == pytest.approx(0.54)
    assert "**0.35**" in EXAMPLES


def test_turnover_rent_by_the_lease_year() -> None:
    said(6_000)
    assert month(ran(by_lease_year(), "turnover_rent"), "turnover.rent", 15) == pytest.approx(6_000)
    said(6_030)
    rising = {f"index.{name}_share_per_year": {2027: 0, 2028: 0.02} for name in ("prices", "rent")}
    result = ran({**by_lease_year(), **rising, "horizon_months": 36}, "turnover_rent")
    assert month(result, "turnover.rent", 27) == pytest.approx(6_030)


def test_support_for_each_place_sold() -> None:
    said(500)
    capped = ran(place_support(cap_nok_per_year=2500))
    assert [month(capped, "support.item", number) for number in (3, 4, 5, 6)] == [1000, 1000, 500, 0]
    said(0.70, 0.74, decimals=2)
    all_year, costs = {"from_month": 1, "to_month": 24}, {"costs": {"all": {"nok_per_month": 4200}}}
    for cap, factor in ((None, 0.70), (6000, 0.74)):
        result = ran({**place_support(**all_year, cap_nok_per_year=cap), **costs})
        assert float(result.values["break_even.factor"]) == pytest.approx(factor)


def test_a_sole_proprietors_tax() -> None:
    said(74_457.50, 18_614.38, decimals=2)
    alone = ran({**person(), "horizon_months": 36}, "landlord_operated")
    assert month(alone, "landlord.tax", 12) == pytest.approx(74_457.50)
    # of 2027, in March, June, September and December; the rest of 2026 in May
    for number, paid in ((3, 0), (15, 18_614.38), (17, 74_457.50), (18, 18_614.38), (21, 18_614.38)):
        assert month(alone, "landlord.tax.paid", number) == pytest.approx(paid, abs=0.01)
    said(127_370.15, decimals=2)
    beside = ran(person(other_personal_income_nok_per_year=600_000), "landlord_operated")
    assert month(beside, "landlord.tax", 12) == pytest.approx(127_370.15)


def test_homes_sold_on_the_way() -> None:
    said(263_560)
    taxed = ran(homes(SALE, **{"tax.landlord.is_taxed": True}), "landlord_operated")
    assert month(taxed, "landlord.tax", 12) == pytest.approx(263_560)
    said(5_070_000, 3_600_000)
    valuation = {"net_yield_share": 0.08, "housing_net_yield_share": 0.06, "exit_kind": "asset_sale"}
    worth = homes(SALE, **{"valuation": valuation, "deal.market_rent_nok_per_m2_year": 800})
    result = ran(worth, "landlord_operated")
    assert [month(result, "value", number) for number in (6, 7)] == pytest.approx([5_070_000, 3_600_000])


def test_every_number_in_bold_is_looked_at() -> None:
    """A figure added to the page's examples needs its test here."""
    source = Path(__file__).read_text(encoding="utf-8").replace("_", "")
    for number in re.findall(r"\*\*([\d,.]+)\*\*", EXAMPLES):
        plain = number.replace(",", "").rstrip(".")
        assert re.search(rf"(?<![\d.]){re.escape(plain)}(?![\d])", source), number
