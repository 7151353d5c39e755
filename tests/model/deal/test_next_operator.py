"""Another operator after the first (docs/model.md §13.12), by hand: each company has what is its own.

Members pay 5,000 a month. The first operator rents at 3,000 until the next takes over in month 5 (May 2026)
and rents at 4,000, unless a test says otherwise.
"""

from typing import Any

import numpy as np
import pytest

from feasibility.analysis.operator_fails import operator_fails
from feasibility.case import CaseError, case_from_mapping
from feasibility.model import Result
from tests.model.deal.test_phases import OWN, RENT, lease
from tests.model.tiny import by_month, money, ran, tiny

NEXT = "next_operator"
ALL_REGISTERED = {f"{who}_registration": "registered" for who in ("landlord", "operator", NEXT)}
UNTAXED = {who: {"is_taxed": False} for who in ("landlord", "operator", NEXT)}


def over(
    rent: float = 400, month: int = 5, takeover: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A phase from which another operator rents."""
    phase: dict[str, Any] = {"from_month": month, "operator": "next", "deal": lease(rent, month, **more)}
    return phase if takeover is None else {**phase, "takeover": takeover}


def handed(changes: dict[str, Any] | None = None, phase: dict[str, Any] | None = None) -> Result:
    """The first operator, then the next."""
    stated = {RENT: 300, "vat": ALL_REGISTERED, "tax": UNTAXED, "phases": [phase or over()]}
    return ran({**stated, **(changes or {})})


# ---- what each has -------------------------------------------------------------------------------------


def test_each_operator_sells_and_rents_in_its_own_months() -> None:
    result = handed()
    assert result.case.companies == ("landlord", "operator", NEXT)
    assert by_month(result, "operator.ebitda", 3, 6) == money(2000, 2000, 0, 0)
    assert by_month(result, f"{NEXT}.ebitda", 3, 6) == money(0, 0, 1000, 1000)
    assert by_month(result, "landlord.ebitda", 3, 6) == money(3000, 3000, 4000, 4000)
    assert by_month(result, "products.desk.members", 4, 5) == money(5, 5)


def test_rent_in_advance_stops_with_the_one_and_begins_with_the_other() -> None:
    # The first pays January to March at once, and in April for April alone. The next pays May and June in
    # May, and a quarter in July.
    paid = "quarterly_in_advance"
    result = handed({"deal.lease.payment": paid}, over(payment=paid))
    assert by_month(result, "lease.rent.operator.invoiced", 1, 7) == money(9000, 0, 0, 3000, 0, 0, 0)
    assert by_month(result, f"lease.rent.{NEXT}.invoiced", 1, 7) == money(0, 0, 0, 0, 8000, 0, 12_000)


def test_a_deposit_goes_back_to_the_one_and_comes_from_the_other() -> None:
    # Three months of rent incl. VAT: 3 × 3,000 × 1.25 = 11,250, then 3 × 4,000 × 1.25 = 15,000.
    security = {"kind": "deposit", "months_of_rent": 3}
    result = handed({"deal.lease.security": security}, over(security=security))
    assert by_month(result, "operator.cash.deposit", 1, 5) == money(-11_250, 0, 0, 0, 11_250)
    assert by_month(result, f"{NEXT}.cash.deposit", 4, 6) == money(0, -15_000, 0)
    assert by_month(result, f"{NEXT}.cash.deposit", 24, 24) == money(15_000)


def test_a_guarantees_fee_is_each_ones_own() -> None:
    # 11,250 at 2.4 % a year is 22.50 a month; 15,000 is 30.
    security = {"kind": "guarantee", "months_of_rent": 3, "guarantee_fee_share_per_year": 0.024}
    result = handed({"deal.lease.security": security}, over(security=security))
    assert by_month(result, "lease.guarantee_fee.operator", 4, 5) == money(22.5, 0)
    assert by_month(result, f"lease.guarantee_fee.{NEXT}", 4, 5) == money(0, 30)


def test_costs_staff_and_support_of_the_operator_follow_who_it_is() -> None:
    yearly = {"kind": "yearly_grant", "payer": "municipality", "nok_per_year": 1200}
    result = handed(
        {
            "costs": {"cleaning": {"nok_per_month": 800, "payer": "operator"}},
            "support": {"help": {**yearly, "receiver": "operator", "from_month": 1, "to_month": 24}},
        }
    )
    assert by_month(result, "operator.ebitda", 4, 5) == money(2000 - 800 + 100, 0)
    assert by_month(result, f"{NEXT}.ebitda", 4, 5) == money(0, 1000 - 800 + 100)


def test_what_members_have_deposited_goes_from_the_one_to_the_other() -> None:
    # A month's price of five members, 5,000, is paid in to the first in January, and changes hands in May.
    result = handed({"products.desk.deposit_months": 1})
    assert by_month(result, "operator.cash.member_deposit", 1, 5) == money(5000, 0, 0, 0, -5000)
    assert by_month(result, f"{NEXT}.cash.member_deposit", 4, 5) == money(0, 5000)


def test_works_are_paid_and_kept_by_the_operator_of_the_month() -> None:
    # Works of 60,000 over six months from month 3, none of it the landlord's: 10,000 a month.
    works = {
        "amount_nok": 60_000,
        "start_month": 3,
        "months": 6,
        "landlord_share": 0,
        "depreciation_group": "d",
    }
    result = handed({"works": {"desks": works}})
    assert by_month(result, "works.desks.operator", 3, 6) == money(10_000, 10_000, 0, 0)
    assert by_month(result, f"works.desks.{NEXT}", 3, 6) == money(0, 0, 10_000, 10_000)
    assert by_month(result, f"{NEXT}.book_value", 8, 8) == money(40_000)
    assert by_month(result, "operator.book_value", 8, 8) == money(20_000)


def test_a_management_fee_goes_to_the_operator_of_the_phase() -> None:
    fee = {"structure": "management", "fee": {"base_nok_per_month": 700}, "from_month": 5, "term_months": 20}
    result = handed(phase={"from_month": 5, "operator": "next", "deal": fee})
    assert by_month(result, f"{NEXT}.ebitda", 4, 6) == money(0, 700, 700)
    assert by_month(result, "landlord.ebitda", 4, 6) == money(3000, 4300, 4300)
    assert by_month(result, "operator.ebitda", 4, 6) == money(2000, 0, 0)


def test_turnover_rent_is_owed_by_the_operator_of_the_phase() -> None:
    # Half of the income from May: 8 × 5,000 × 0.5 = 20,000 against a minimum of 8 × 1,000.
    deal = {**lease(100, 5), "structure": "turnover_rent"}
    deal["turnover"] = {"mode": "greater_of", "share_of_income": 0.5}
    result = handed(phase={"from_month": 5, "operator": "next", "deal": deal})
    assert by_month(result, "turnover.rent", 12, 12) == money(12_000)
    assert by_month(result, f"{NEXT}.ebitda", 11, 12) == money(4000, 4000 - 12_000)
    assert by_month(result, "operator.ebitda", 12, 12) == money(0)


def test_a_next_operator_comes_after_the_landlord_has_run_the_place_itself() -> None:
    result = handed({"phases": [{"from_month": 3, "deal": OWN}, over(month=5)]})
    assert by_month(result, "operator.ebitda", 2, 5) == money(2000, 0, 0, 0)
    assert by_month(result, "landlord.ebitda", 2, 5) == money(3000, 5000, 5000, 4000)
    assert by_month(result, f"{NEXT}.ebitda", 4, 5) == money(0, 1000)


def test_the_same_terms_with_another_operator_move_no_money_but_between_the_two() -> None:
    # What the two have together is what one has; landlord, members and state have the same to the øre.
    changes = {
        "costs": {"cleaning": {"nok_per_month": 800, "payer": "operator"}},
        "financing": {"operator": {"equity": [{"month": 1, "amount_nok": 90_000}]}},
    }
    one = ran({RENT: 300, "vat": ALL_REGISTERED, "tax": UNTAXED, **changes})
    two = handed(changes, over(300))
    for line in ("ebitda", "project_cash"):
        both = np.asarray(two.values[f"operator.{line}"]) + np.asarray(two.values[f"{NEXT}.{line}"])
        assert both == pytest.approx(np.asarray(one.values[f"operator.{line}"]), abs=0.005), line
    for line in ("landlord.ebitda", "landlord.project_cash", "project.cash"):
        assert two.values[line] == pytest.approx(one.values[line], abs=0.005), line


# ---- tax, VAT and value --------------------------------------------------------------------------------


def test_neither_has_the_others_loss_nor_its_discount_rate() -> None:
    # The first loses 1,000 a month for four months (rent 6,000); the next earns 1,000 for eight in 2026 and
    # is taxed at 22 % of 8,000, though the first's loss of 4,000 is never used.
    changes = {
        RENT: 600,
        "tax": {**UNTAXED, "operator": {"is_taxed": True}, NEXT: {"is_taxed": True}},
        "party_rates": {"operator_share_per_year": 0.5, f"{NEXT}_share_per_year": 0.0},
    }
    result = handed(changes)
    assert by_month(result, f"{NEXT}.tax", 11, 12) == money(0, 8000 * 0.22)
    assert by_month(result, "operator.tax", 12, 12) == money(0)
    # Undiscounted: 20 months of 1,000 less 22 %; a year's tax is paid after it, and the last at the horizon.
    assert result.number(f"{NEXT}.npv") == pytest.approx(20_000 * 0.78, abs=0.01)


def test_a_next_operator_that_is_not_registered_pays_rent_without_vat_until_it_is() -> None:
    # 5,000 a month passes 50,000 in its eleventh month, March 2027, and it is registered from then.
    result = handed({"vat": {**ALL_REGISTERED, f"{NEXT}_registration": "from_threshold"}})
    assert by_month(result, "lease.rent.operator.vat", 4, 4) == money(750)
    assert by_month(result, f"lease.rent.{NEXT}.vat", 5, 5) == money(0)
    registered = by_month(result, f"{NEXT}.vat.registered", 5, 16)
    assert registered == money(*[0] * 10, 1, 1)
    assert by_month(result, f"lease.rent.{NEXT}.vat", 15, 16) == money(1000, 1000)


FIT_OUT = {
    "amount_nok": 400_000,
    "start_month": 1,
    "months": 1,
    "landlord_share": 0,
    "depreciation_group": "i",
}


def test_the_firsts_fit_out_is_deducted_over_its_own_lease() -> None:
    # For tax spread over what was its lease, to month 4 though five years were agreed: nothing in the month
    # of completion, then a third in each of three months.
    works = {**FIT_OUT, "amount_nok": 120_000}
    changes = {"works": {"desks": works}, "tax": {**UNTAXED, "operator": {"is_taxed": True}}}
    result = handed({**changes, "deal.lease.term_months": 60})
    assert by_month(result, "operator.tax_depreciation", 1, 5) == money(0, 40_000, 40_000, 40_000, 0)


@pytest.mark.parametrize("more", [{}, {"operator_default": {"month": 9}}])
def test_the_firsts_vat_on_its_fit_out_is_adjusted_as_where_its_lease_ends(more: dict[str, Any]) -> None:
    # As of one operator whose lease of four months nobody follows; also where the next defaults later. The
    # 100,000 of VAT on the works is deducted in a term of its own, and adjusted when the use of them ends.
    alone = {RENT: 300, "deal.lease.term_months": 4, "works": {"desks": FIT_OUT}, "vat": ALL_REGISTERED}
    one = ran({**alone, "tax": UNTAXED})
    two = handed({"works": {"desks": FIT_OUT}, **more})
    adjusted = by_month(one, "operator.vat.adjustment", 1, 12)
    assert min(adjusted) < -50_000
    assert by_month(two, "operator.vat.adjustment", 1, 12) == pytest.approx(adjusted)


def test_what_the_next_buys_before_it_is_registered_is_not_deducted() -> None:
    # Cleaning at 800 with VAT of 200: a cost to the next one until March 2027, when it is registered.
    result = handed(
        {
            "costs": {"cleaning": {"nok_per_month": 800, "payer": "operator"}},
            "vat": {**ALL_REGISTERED, f"{NEXT}_registration": "from_threshold"},
        }
    )
    assert by_month(result, "operator.ebitda", 4, 4) == money(2000 - 800)
    assert by_month(result, f"{NEXT}.ebitda", 5, 5) == money(1000 - 800 - 200)
    assert by_month(result, f"{NEXT}.ebitda", 15, 15) == money(1000 - 800)
    # The landlord lets with VAT to the first, without to the next, and with again from its registration.
    assert by_month(result, "landlord.vat.leased", 4, 5) == money(1, 0)
    assert by_month(result, "landlord.vat.leased", 14, 15) == money(0, 1)


def test_each_value_is_made_of_its_own_reductions() -> None:
    # Two months of 3,000 free: given to the first, nothing to the next; undiscounted.
    free = [{"kind": "rent_free", "from_month": 1, "to_month": 2}]
    rates = {f"{who}_share_per_year": 0 for who in ("landlord", "operator", NEXT)}
    result = handed({"deal.lease.reductions": free, "party_rates": rates})
    assert result.number("landlord.npv.works") == pytest.approx(-6000)
    assert result.number("operator.npv.works") == pytest.approx(6000)
    assert result.number(f"{NEXT}.npv.works") == pytest.approx(0)


def test_what_a_lease_settles_is_settled_with_who_rented_by_it() -> None:
    # The building's common costs are 1,500 a month, 1,200 on account: of four months 1,200 is settled with
    # the first in April 2027, of eight months 2,400 with the next. Reinstating costs each 500 and 700.
    on_account = {"common_costs_nok_per_m2_year": 120, "common_costs_settled_in_month": 4}
    first = {f"deal.lease.{name}": value for name, value in on_account.items()}
    changes = {**first, "deal.lease.reinstatement_nok": 500, "deal.lease.term_months": 4}
    next_one = over(reinstatement_nok=700, **{**on_account, "term_months": 20})
    result = handed({**changes, "building.common_costs_nok_per_m2_year": 150}, next_one)
    assert by_month(result, "operator.ebitda", 3, 5) == money(2000 - 1500, 2000 - 1500 - 500, 0)
    assert by_month(result, f"{NEXT}.ebitda", 23, 24) == money(1000 - 1500, 1000 - 1500 - 700)
    settled = [result.values[f"stage{stage}.lease.common_costs_settled.invoiced"] for stage in (1, 2)]
    assert [float(one[15]) for one in settled] == money(1200, 2400)


# ---- a price for what is handed over ---------------------------------------------------------------------


def test_the_next_operator_pays_the_first_for_its_works_and_its_members() -> None:
    # Works of 120,000 in month 1, ten years in the books: 1,000 a month from month 2, three by month 4, so
    # 117,000 goes over in month 5. Of 150,000 the rest, 33,000, is goodwill, and a gain to the first.
    works = {"amount_nok": 120_000, "start_month": 1, "months": 1, "book_life_years": 10, "landlord_share": 0}
    price = {"price_nok": 150_000, "works": ["desks"]}
    result = handed({"works": {"desks": {**works, "depreciation_group": "d"}}}, over(takeover=price))
    assert by_month(result, "operator.cash.takeover", 4, 6) == money(0, 150_000, 0)
    assert by_month(result, f"{NEXT}.cash.takeover", 4, 6) == money(0, -150_000, 0)
    assert by_month(result, "operator.income.gain_on_takeover", 5, 5) == money(33_000)
    assert by_month(result, "operator.book_value", 4, 5) == money(117_000, 0)
    # 9 years and 9 months are left: 117 months of 1,000; of the goodwill 20 % in December.
    assert by_month(result, f"{NEXT}.depreciation", 11, 13) == money(1000, 1000 + 6600, 1000)
    assert by_month(result, "landlord.depreciation", 5, 5) == money(0)


# ---- default -------------------------------------------------------------------------------------------


def test_a_default_of_the_first_ends_the_concept_before_the_next_comes() -> None:
    result = handed({"operator_default": {"month": 3}})
    assert by_month(result, "operator.ebitda", 2, 4) == money(2000, 0, 0)
    assert by_month(result, f"{NEXT}.ebitda", 1, 24) == money(*[0] * 24)


def test_a_default_of_the_next_leaves_the_first_as_it_is() -> None:
    # Each has 50,000 paid in, and works of 24,000 written down over two years, 1,000 a month. In month 9 the
    # next loses what it has built and pays no more; what the first has left stands in its books as before.
    works = {
        "amount_nok": 24_000,
        "months": 1,
        "book_life_years": 2,
        "landlord_share": 0,
        "depreciation_group": "d",
    }
    equity = {"equity": [{"month": 12, "amount_nok": 7000}]}
    result = handed(
        {
            "works": {"first": {**works, "start_month": 1}, "second": {**works, "start_month": 6}},
            "financing": {"operator": equity, NEXT: equity},
            "operator_default": {"month": 9},
        }
    )
    assert by_month(result, f"{NEXT}.ebitda", 8, 10) == money(1000, 0, 0)
    assert by_month(result, f"{NEXT}.book_value", 8, 9) == money(22_000, 0)
    assert by_month(result, "operator.book_value", 8, 9) == money(17_000, 16_000)
    assert by_month(result, f"{NEXT}.cash.equity", 12, 12) == money(0)
    assert by_month(result, "operator.cash.equity", 12, 12) == money(7000)


def test_works_of_the_next_stop_with_its_default() -> None:
    # 60,000 over six months from month 6; in month 8 the next defaults, and two have been paid.
    works = {**FIT_OUT, "amount_nok": 60_000, "start_month": 6, "months": 6}
    result = handed({"works": {"desks": works}, "operator_default": {"month": 8}})
    assert by_month(result, f"works.desks.{NEXT}", 5, 9) == money(0, 10_000, 10_000, 0, 0)
    assert by_month(result, "works.desks.operator", 5, 9) == money(*[0] * 5)


@pytest.mark.parametrize("kind", ["deposit", "guarantee"])
def test_the_security_drawn_is_that_of_who_defaults(kind: str) -> None:
    # In month 9 the next one's 15,000; in its first month, 5, nothing of its own is held yet, and the first
    # has its own back.
    security = {"kind": kind, "months_of_rent": 3}
    changes = {"deal.lease.security": security, "operator_default": {"month": 9}}
    drawn = [f"lease.security_drawn.{who}" for who in ("operator", NEXT)]
    late = handed(changes, over(security=security))
    assert [float(np.sum(late.values[line])) for line in drawn] == money(0, 15_000)
    # A deposit goes out of the account, to the one that defaults and on; a guarantee is the bank's to pay.
    paid = f"{NEXT}.cash.security_drawn"
    assert (paid in late.built.model.lines) is (kind == "deposit")
    if kind == "deposit":
        assert by_month(late, paid, 8, 10) == money(0, -15_000, 0)
    early = handed({**changes, "operator_default": {"month": 5}}, over(security=security))
    assert [float(np.sum(early.values[line])) for line in drawn] == money(0, 0)


def test_the_operator_that_lacks_money_is_the_one_of_the_month() -> None:
    # Without equity the next lacks money from its first month, for its rent with VAT is before its income.
    result = handed({}, over(900))
    found = operator_fails(result)
    assert found is not None
    assert found.month == 5


def test_what_the_first_lacks_after_it_has_left_fails_no_rent() -> None:
    # The first borrows 60,000 and repays it after it has left, of money it does not have; the next has money.
    loan = {
        "kind": "bullet",
        "amount_nok": 60_000,
        "base_rate_share_per_year": 0.0,
        "margin_share_per_year": 0.0,
    }
    works = {
        "amount_nok": 68_000,
        "start_month": 1,
        "months": 1,
        "landlord_share": 0,
        "depreciation_group": "d",
    }
    result = handed(
        {
            "works": {"desks": works},
            "financing": {
                "operator": {
                    "equity": [{"month": 1, "amount_nok": 50_000}],
                    "loans": {"bank": {**loan, "drawdown_month": 1, "tenor_months": 9}},
                },
                NEXT: {"equity": [{"month": 4, "amount_nok": 90_000}]},
            },
        }
    )
    assert float(np.max(result.values["operator.unfunded"])) > 0
    assert operator_fails(result) is None
    assert result.values["verdict.landlord.operator_fails"] == 0
    assert result.values["verdict.bank.next_operator_fails"] == 0


# ---- the bank ------------------------------------------------------------------------------------------


def test_a_bank_sees_the_next_operators_money_from_when_it_takes_over() -> None:
    # 50,000 of its own and a loan of 100,000 pay for a takeover of 120,000 in month 5; that month 6,250 comes
    # from members and 5,000 goes in rent, with VAT: 31,250 is left.
    loan = {
        "kind": "serial",
        "amount_nok": 100_000,
        "base_rate_share_per_year": 0.0,
        "margin_share_per_year": 0.0,
    }
    money_of = {
        "equity": [{"month": 4, "amount_nok": 50_000}],
        "loans": {"bank": {**loan, "drawdown_month": 5, "profile_months": 20}},
    }
    result = handed({"financing": {NEXT: money_of}}, over(takeover={"price_nok": 120_000}))
    (view,) = result.built.bank
    assert view.party == NEXT
    uses = {entry.label.en: result.number(entry.line) for entry in view.sources_uses.uses}
    assert uses["Price of the takeover"] == pytest.approx(120_000)
    assert uses["Working capital (cash)"] == pytest.approx(31_250)
    assert result.number(view.sources_uses.total_uses.line) == pytest.approx(151_250)


def test_a_bank_counts_the_firsts_lease_to_the_change_and_the_nexts_price_as_an_investment() -> None:
    # Five years agreed, but the next takes over after four months. 75 % of a price of 120,000 is 90,000.
    loan = {
        "kind": "serial",
        "amount_nok": 9000,
        "base_rate_share_per_year": 0.0,
        "margin_share_per_year": 0.0,
    }
    loans = {"loans": {"bank": {**loan, "drawdown_month": 1, "profile_months": 20}}}
    own = {
        "equity": [{"month": 4, "amount_nok": 120_000}],
        "loans": {"bank": {**loans["loans"]["bank"], "drawdown_month": 5}},
    }
    changes = {"financing": {"operator": loans, NEXT: own}, "deal.lease.term_months": 60}
    result = handed(changes, over(takeover={"price_nok": 120_000}))
    assert result.number("bank.operator.lease_end") == 4
    assert result.number("bank.next_operator.lease_end") == 28
    assert result.number(f"{NEXT}.capacity.by_works") == pytest.approx(90_000)


# ---- refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phases", "structure", "path", "said"),
    [
        ([over(), over(month=9)], "sublease", "phases.1.operator", "denne ville være den tredje"),
        ([over()], "landlord_operated", "phases.0.operator", "ingen driver kommer før den"),
        (
            [{"from_month": 5, "operator": "next", "deal": OWN}],
            "sublease",
            "phases.0.operator",
            "gårdeieren driver selv i fasen",
        ),
    ],
)
def test_a_next_operator_that_cannot_come_is_refused(
    phases: list[Any], structure: str, path: str, said: str
) -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny({}, structure), "phases": phases})
    assert [problem.path for problem in caught.value.problems] == [path]
    assert said in caught.value.problems[0].nb


def test_a_group_has_one_operator() -> None:
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny({}), "phases": [over()], "group": {}})
    assert [problem.path for problem in caught.value.problems] == ["group"]
