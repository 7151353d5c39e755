"""Each ground by itself turns the verdict, and without any it is green (docs/model.md §10)."""

from typing import Any

import pytest

from feasibility.analysis.verdicts import ready_for_the_bank, said
from feasibility.evaluate import run
from feasibility.model import Result
from tests.model.tiny import ran
from tests.random_case import random_case_read

# Rent of 100 per m² and year is 1,000 a month, members pay 5,000: both do well without a loan.
WELL: dict[str, Any] = {"deal.lease.rent_nok_per_m2_year": 100, "vat.policy": "unregistered"}
# Interest of 12 % on 100,000 is 12,000 a year: the landlord earns 12,000 a year in rent, the operator 48,000.
LOAN: dict[str, Any] = {
    "kind": "bullet",
    "amount_nok": 100_000,
    "drawdown_month": 1,
    "profile_months": 120,
    "tenor_months": 36,
    "base_rate_share_per_year": 0.12,
    "margin_share_per_year": 0,
}
OPERATOR_LOAN = {**WELL, "financing.operator.loans": {"bank": LOAN}}


def verdict(result: Result, of: str) -> tuple[str, list[str]]:
    """Colour, and the ids of the grounds that hold."""
    shown = next(v for v in said(result) if v.of == of)
    made = next(v for v in result.built.verdicts if v.of == of)
    return shown.colour, [g.id for g in made.grounds if result.number(g.holds)]


def test_all_well_is_green() -> None:
    result = ran(WELL)
    assert verdict(result, "landlord") == ("green", [])
    assert verdict(result, "operator") == ("green", [])
    assert ready_for_the_bank(result) is None


def test_an_operator_that_lacks_money_is_red_and_colours_the_landlord() -> None:
    # rent of 7,200 against 5,000 from members
    result = ran({**WELL, "deal.lease.rent_nok_per_m2_year": 720})
    assert verdict(result, "operator") == ("red", ["operator.short", "earns_too_little"])
    assert verdict(result, "landlord") == ("amber", ["operator_fails"])


def test_owners_who_are_called_on_are_amber() -> None:
    # 2,200 a month for 24 months is 52,800, all of it agreed to
    called = {"deal.lease.rent_nok_per_m2_year": 720, "financing.operator.capital_call_limit_nok": 52_800}
    result = ran({**WELL, **called})
    assert verdict(result, "operator") == ("amber", ["operator.called", "earns_too_little"])
    assert verdict(result, "landlord") == ("green", [])


def test_the_landlords_bank_is_told_of_an_operator_that_lacks_money() -> None:
    # rent of 7,200 a month carries the landlord's loan with ease, and the operator has 5,000 to pay it with
    short = {**WELL, "deal.lease.rent_nok_per_m2_year": 720, "financing.landlord.loans": {"bank": LOAN}}
    result = ran(short)
    assert verdict(result, "bank") == ("red", ["operator_fails"])
    assert ready_for_the_bank(result) is False
    paid = ran({**short, "financing.operator.equity": [{"month": 1, "amount_nok": 52_800}]})
    assert verdict(paid, "bank") == ("green", [])
    # an operator that borrows has its own lack of money told, once
    both = ran({**short, "financing.operator.loans": {"bank": {**LOAN, "amount_nok": 1_000}}})
    assert "operator.short" in verdict(both, "bank")[1]
    assert "operator_fails" not in verdict(both, "bank")[1]


def test_worse_than_vacant_is_red() -> None:
    # works of 50,000 + VAT against 24,000 of rent; the owners pay for them
    works = {
        "works": {"rehab": {"amount_nok": 50_000, "start_month": 1, "months": 1, "landlord_share": 1}},
        "financing.landlord.equity": [{"month": 1, "amount_nok": 100_000}],
    }
    assert verdict(ran({**WELL, **works}), "landlord") == ("red", ["worse_than_vacant"])


@pytest.mark.parametrize(
    ("void", "expected"),
    [(0, ("red", ["worse_than_tenant_there"])), (1, ("amber", ["worse_than_ordinary"]))],
)
def test_worse_than_the_tenant_who_is_there_is_red_and_than_one_to_be_found_amber(
    void: int, expected: tuple[str, list[str]]
) -> None:
    """The rent is 1,000 a month; the tenant pays 1,200 × 120 / 12 = 12,000 in the months it is let."""
    tenant = {"rent_nok_per_m2_year": 1_200, "void_months": void, "term_months": 24, "payment": "monthly"}
    assert verdict(ran({**WELL, "comparison.ordinary_tenant": tenant}), "landlord") == expected


def test_the_owners_are_named_by_company() -> None:
    called = {"deal.lease.rent_nok_per_m2_year": 720, "financing.operator.capital_call_limit_nok": 52_800}
    (said_of,) = [v for v in said(ran({**WELL, **called})) if v.of == "operator"]
    assert said_of.brief[0].nb == "driverens eiere må skyte inn mer"
    assert said_of.reasons[0].nb.startswith(
        "pengene rekker bare fordi driverens eiere skyter inn mer, slik saken forutsetter: 52"
    )


def test_a_gain_that_rests_on_the_sale_is_amber() -> None:
    # 24,000 of rent against works of 31,250 is a loss; the sale brings the value of the rent, 12,000 / 8 %
    works = {
        "party_rates.landlord_share_per_year": 0,
        "works": {"rehab": {"amount_nok": 25_000, "start_month": 1, "months": 1, "landlord_share": 1}},
        "financing.landlord.equity": [{"month": 1, "amount_nok": 100_000}],
        "valuation": {"net_yield_share": 0.08, "include_exit": True, "selling_cost_share": 0},
        "deal.lease.term_months": 24,
    }
    result = ran({**WELL, **works})
    assert result.number("landlord.npv_against_vacant") == pytest.approx(24_000 - 31_250 + 150_000)
    assert verdict(result, "landlord") == ("amber", ["rests_on_sale_vacant"])


def test_cover_under_one_is_amber_to_the_company_and_red_to_the_bank() -> None:
    # 36,000 of rent leaves the operator 24,000 a year; interest at 30 % on 100,000 is 30,000
    dear = {
        "deal.lease.rent_nok_per_m2_year": 300,
        "financing.operator.loans.bank.base_rate_share_per_year": 0.3,
    }
    result = ran({**OPERATOR_LOAN, **dear})
    assert verdict(result, "operator")[0] == "amber"
    assert "operator.cover.dscr" in verdict(result, "operator")[1]
    assert verdict(result, "bank")[0] == "red"
    assert ready_for_the_bank(result) is False


@pytest.mark.parametrize(
    ("last", "over"),
    [(36, False), (35, False), (24, True)],  # the lease to the end of 2028, into it, and to the end of 2027
)
def test_the_year_of_the_worst_cover_is_named_and_that_the_lease_is_over_by_then(
    last: int, over: bool
) -> None:
    # opened in January 2026, so 2027 and 2028 are counted; 48,000 a year against interest of 12,000, and in
    # 2028 repairs of 10,000 a month, which leaves less than nothing whether the lease runs or not
    stated = {
        "horizon_months": 36,
        "deal.lease.term_months": last,
        "financing.operator.loans.bank.tenor_months": 36,
        "costs.repairs": {"payer": "operator", "nok_per_month": 10_000, "from_month": 25, "to_month": 36},
    }
    result = ran({**OPERATOR_LOAN, **stated})
    shown = next(v for v in said(result) if v.of == "operator")
    cover = next(reason for reason in shown.reasons if "tjener ikke inn renter i verste år" in reason.nb)
    brief = next(reason for reason in shown.brief if reason.nb.startswith("dekning under 1"))
    nb, en = (", etter at leieavtalen er ute", ", after the lease has ended") if over else ("", "")
    assert cover.nb.endswith(f" i 2028{nb}")
    assert cover.en.endswith(f" in 2028{en}")
    assert (brief.nb, brief.en) == (f"dekning under 1 i 2028{nb}", f"cover below 1 in 2028{en}")


@pytest.mark.parametrize(("least", "broken"), [(3.9, False), (4.1, True)])
def test_a_broken_covenant_is_red_to_the_bank(least: float, broken: bool) -> None:
    # interest of 12,000 in a full year (2027), EBITDA of 48,000: cover 4
    result = ran({**OPERATOR_LOAN, "bank.covenants.minimum_icr": least})
    assert ("operator.covenant.icr" in verdict(result, "bank")[1]) is broken
    assert ready_for_the_bank(result) is not broken


@pytest.mark.parametrize(
    "text",
    [
        {"name": "Mitt kontorfellesskap"},
        {"description": "Bytt ut denne teksten med to–tre setninger om saken."},
        {"description": "FYLL INN"},
        {"description": "Et hus i <by>."},
    ],
)
def test_a_templates_own_text_is_counted_and_stops_ready_for_the_bank(text: dict[str, str]) -> None:
    assert ready_for_the_bank(ran(OPERATOR_LOAN)) is True
    result = ran({**OPERATOR_LOAN, **text})
    assert ready_for_the_bank(result) is False
    bank = next(v for v in said(result) if v.of == "bank")
    assert bank.colour == "amber"
    assert [r.en for r in bank.reasons] == [
        "one number or text is still to be replaced (see the register of assumptions)"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_verdict_is_never_better_than_what_stands_below_it(seed: int) -> None:
    result = run(random_case_read(seed))
    for shown in said(result):
        if shown.of == "bank":
            continue
        short = (result.number(f"{shown.of}.lowest_cash") or 0) < -0.005
        called = float(result.values[f"{shown.of}.called_so_far"][-1]) > 0.005
        broken = [
            id
            for id in ("icr", "dscr", "ltv", "equity_share")
            if f"{shown.of}.bank.{id}.breached" in result.values
            and result.number(f"{shown.of}.bank.{id}.breached")
        ]
        if short:
            assert shown.colour == "red"
        elif called or broken:
            assert shown.colour != "green"
