"""How far the rent can come down: answers worked out by hand, and every answer tried with a real run."""

import math
from typing import Any

import numpy as np
import pytest

from feasibility.analysis.discount import (
    Limit,
    NoAnswer,
    _from_here,
    _least,
    _most,
    _so_far,
    discount,
)
from feasibility.case import Case, case_from_mapping
from feasibility.evaluate import run
from tests.case import cases

pytestmark = pytest.mark.slow

RENT = 10_000  # a month: 1,000 NOK per m² and year × 120 m² / 12
MEMBERS_PAY = 9_000  # a month: 10 members × 900
TERM = 60


def closed_case(**changes: Any) -> Case:
    """A lease of 60 months over the whole horizon, and works of 500,000 in month 1. Nothing is indexed,
    discounted or taxed.

    Without discounting VAT has no effect on present values: what is collected is paid on, what is paid is
    refunded. So the landlord's gain over vacant is the rent kept less the works: 600,000 − 500,000 with no
    reduction. The operator keeps 9,000 − 10,000 a month: −60,000 over the lease. The landlord's owners pay in
    enough for the works, since nothing can be given by a landlord that lacks money itself (§13.2).
    """
    case: dict[str, Any] = {
        "name": "For hand",
        "start_month": "2026-01",
        "horizon_months": 60,
        "party_rates": {"landlord_share_per_year": 0, "operator_share_per_year": 0},
        "index": {
            "prices_share_per_year": 0,
            "costs_share_per_year": 0,
            "wages_share_per_year": 0,
            "rent_share_per_year": 0,
        },
        "building": {
            "spaces": {"floor": {"kind": "flex_desk", "exclusive_m2": 120}},
            "owner_costs_nok_per_m2_year": 0,
            "common_costs_nok_per_m2_year": 0,
        },
        "products": {
            "flex": {
                "kind": "flex_membership",
                "space": "floor",
                "units": 10,
                "price_nok_per_month": 900,
                "ramp": {"start_share": 1, "stabilised_share": 1, "months": 0},
            }
        },
        "deal": {
            "structure": "sublease",
            "lease": {"term_months": TERM, "rent_nok_per_m2_year": 1000, "payment": "monthly"},
        },
        "works": {"rehab": {"amount_nok": 500_000, "start_month": 1, "months": 1, "landlord_share": 1}},
        "tax": {"landlord": {"is_taxed": False}, "operator": {"is_taxed": False}},
        "vat": {"landlord_registration": "advance", "operator_registration": "advance"},
        "financing": {"landlord": {"equity": [{"month": 1, "amount_nok": 1_000_000}]}},
    }
    return case_from_mapping(case).changed(changes) if changes else case_from_mapping(case)


def paid_in(amount_nok: float) -> list[dict[str, Any]]:
    """What a company's owners pay in, in month 1."""
    return [{"month": 1, "amount_nok": amount_nok}]


OPERATOR_PAID_IN = {"financing.operator.equity": paid_in(200_000)}


def ordinary_tenant(rent_nok_per_m2_year: float) -> dict[str, Any]:
    """Void for a year, then 48 months: 48 × rent × 120 / 12 in all."""
    return {
        "rent_nok_per_m2_year": rent_nok_per_m2_year,
        "void_months": 12,
        "term_months": 48,
        "payment": "monthly",
    }


class TestByHand:
    def test_the_landlords_most_against_vacant(self) -> None:
        (answer,) = discount(closed_case()).landlord

        assert answer.against == "vacant"
        assert answer.without_nok == pytest.approx(100_000)
        # 100,000 to give: 10 months of 10,000, and then nothing is left
        assert answer.rent_free.value == 10
        assert not answer.rent_free.is_end
        assert answer.rent_free.nok == pytest.approx(0, abs=0.005)
        # 100,000 / (10,000 × months): 83.33 %, 41.67 %, 27.78 %, 16.67 %, each rounded down
        assert {p.months: p.limit.value for p in answer.percentages} == {
            12: 0.833,
            24: 0.416,
            36: 0.277,
            60: 0.166,
        }
        assert answer.whole_lease.nok == pytest.approx(100_000 - 0.166 * 600_000)

    def test_the_landlords_most_against_an_ordinary_tenant(self) -> None:
        # 48 × 1,000 = 48,000 from the ordinary tenant leaves 52,000 to give
        case = closed_case(**{"comparison.ordinary_tenant": ordinary_tenant(100), **OPERATOR_PAID_IN})
        answers = discount(case).landlord

        assert [a.against for a in answers] == ["vacant", "ordinary"]
        assert answers[1].without_nok == pytest.approx(52_000)
        assert answers[1].rent_free.value == 5
        assert answers[1].whole_lease.value == 0.086  # 52,000 / 600,000 = 8.67 %

    def test_nothing_to_give(self) -> None:
        # 48 × 5,000 = 240,000 from the ordinary tenant: 140,000 worse off with no reduction at all
        answer = discount(closed_case(**{"comparison.ordinary_tenant": ordinary_tenant(500)})).landlord[1]

        assert answer.rent_free == Limit(None, False, -140_000, "landlord_value")
        assert answer.whole_lease == Limit(None, False, -140_000, "landlord_value")

    def test_the_whole_lease_may_be_free(self) -> None:
        answer = discount(closed_case(**{"works.rehab": None})).landlord[0]

        # with no works, no rent at all is as good as vacant, to the øre
        assert answer.rent_free == Limit(60, True, 0, None, 60)
        assert answer.whole_lease == Limit(1, True, 0, None, 1)

    def test_the_operators_least(self) -> None:
        npv, cash = discount(closed_case()).operator

        assert npv.wish == "npv"
        assert npv.without_nok == pytest.approx(-60_000)
        # 60,000 short: six months free, or a tenth off the 600,000
        assert npv.rent_free.value == 6
        assert npv.whole_lease.value == 0.1
        # With a tenth off, what comes in and goes out is the same every month, VAT included. With six months
        # free the last krone is used in the last month: 59 × 9,000 − 53 × 10,000 = 1,000 the month before,
        # less a VAT refund of 250 a month for three months still to come.
        assert cash.wish == "cash"
        assert cash.rent_free.value == 6
        assert cash.whole_lease.value == 0.1

    def test_no_rent_is_not_enough_where_money_is_missing_before_it(self) -> None:
        works = {"amount_nok": 50_000, "start_month": 1, "months": 1, "landlord_share": 0}
        cash = discount(closed_case(**{"works.furniture": works})).operator[1]

        # month 1: 9,000 × 1.25 from members, 50,000 × 1.25 for furniture
        assert cash.rent_free == Limit(None, False, -51_250, "operator_liquidity")
        assert cash.whole_lease == Limit(None, False, -51_250, "operator_liquidity")

    def test_an_operator_that_needs_nothing(self) -> None:
        npv, cash = discount(closed_case(**{"products.flex.price_nok_per_month": 1500})).operator

        assert npv.rent_free.value == 0
        assert npv.whole_lease.value == 0
        # 15,000 in, 10,000 out, both with VAT
        assert cash.rent_free.value == 0

    def test_the_overlap(self) -> None:
        found = discount(closed_case())

        both = found.overlap("vacant", True)
        assert both.rent_free == (6, 10)
        assert both.whole_lease == (0.1, 0.166)
        assert both.exists

    def test_no_overlap(self) -> None:
        # the ordinary tenant leaves 52,000 to give, the operator needs 60,000
        found = discount(closed_case(**{"comparison.ordinary_tenant": ordinary_tenant(100)}))

        assert not found.overlap("ordinary", False).exists
        assert found.overlap("vacant", False).rent_free == (6, 10)

    def test_discounted_at_twelve_per_cent(self) -> None:
        """Present values with every payment in its month, VAT included, worked out from the rules alone."""
        changes = {"party_rates.landlord_share_per_year": 0.12, "works.rehab.amount_nok": 350_000}
        case = closed_case(**changes, **OPERATOR_PAID_IN)
        (answer,) = discount(case).landlord

        factor = 1.12 ** (-1 / 12)

        def worth(amount: float, month: int) -> float:
            """An invoice of `amount` + 25 % VAT in a month; the VAT is settled two to three months later."""
            term_end = month + month % 2  # the case starts in January
            settled = min(term_end + 2, 60)
            return 1.25 * amount * factor**month - 0.25 * amount * factor**settled

        rents = [worth(RENT, month) for month in range(1, 61)]
        to_give = sum(rents) - worth(350_000, 1)
        assert answer.without_nok == pytest.approx(to_give, rel=1e-12)
        free = next(n for n in range(61) if sum(rents[: n + 1]) > to_give)
        assert 0 < free < 60
        assert answer.rent_free.value == free
        for months, limit in ((p.months, p.limit) for p in answer.percentages):
            most = min(1.0, to_give / sum(rents[:months]))
            assert limit.value == math.floor(most * 1000) / 1000


class TestWhatBinds:
    """Both parties stay solvent, and the condition that stops the answer is named (§13.2)."""

    def test_the_landlords_value_and_the_operators(self) -> None:
        found = discount(closed_case())

        assert found.landlord[0].rent_free.binds == "landlord_value"
        assert [a.rent_free.binds for a in found.operator] == ["operator_value", "operator_liquidity"]

    def test_the_landlords_liquidity(self) -> None:
        # The works move to month 13. Paid by then: rent of 13 − n months at 12,500, less the 2,500 of VAT of
        # the months n + 1 to 10, and 625,000 for the works: 530,000 + 162,500 − 25,000 − 625,000 − 10,000 n
        # = 42,500 − 10,000 n. So four months free, where his value would bear ten.
        later = {"works.rehab.start_month": 13, "financing.landlord.equity": paid_in(530_000)}
        answer = discount(closed_case(**later, **OPERATOR_PAID_IN)).landlord[0]

        assert answer.rent_free.value == 4
        assert answer.rent_free.binds == "landlord_liquidity"

    def test_an_agreed_capital_call_is_money(self) -> None:
        # 17,500 short of a fifth and sixth month: 42,500 + 17,500 = 60,000
        later = {"works.rehab.start_month": 13, "financing.landlord.equity": paid_in(530_000)}
        called = {"financing.landlord.capital_call_limit_nok": 17_500}
        answer = discount(closed_case(**later, **called, **OPERATOR_PAID_IN)).landlord[0]

        assert answer.rent_free.value == 6

    def test_the_landlords_covenants(self) -> None:
        # Interest of 12 % on 100,000 is 12,000 a year; cover of 2 asks 24,000 of the year's rent of
        # 120,000 − 10,000 n: nine months free leave 30,000, ten leave 20,000.
        loan = {
            "kind": "bullet",
            "amount_nok": 100_000,
            "drawdown_month": 1,
            "profile_months": 120,
            "base_rate_share_per_year": 0.12,
            "margin_share_per_year": 0,
        }
        bank = {"financing.landlord.loans": {"bank": loan}, "bank.covenants.minimum_icr": 2}
        answer = discount(closed_case(**bank)).landlord[0]

        assert answer.rent_free.value == 9
        assert answer.rent_free.binds == "landlord_covenants"

    def test_what_the_landlord_can_give_is_no_answer_where_the_operator_still_fails(self) -> None:
        # 52,000 to give is five months, and the operator needs six: it lacks money with five
        case = closed_case(**{"comparison.ordinary_tenant": ordinary_tenant(100)})
        answer = discount(case).landlord[1]

        assert answer.rent_free.value is None
        assert answer.rent_free.binds == "operator_liquidity"
        assert answer.rent_free.alone == 5

    def test_what_the_operator_needs_is_no_answer_where_the_landlord_lacks_money(self) -> None:
        # as above, with two months' less paid in: 22,500 − 10,000 n bears two months, the operator needs six
        later = {"works.rehab.start_month": 13, "financing.landlord.equity": paid_in(510_000)}
        npv, _ = discount(closed_case(**later)).operator

        assert npv.rent_free.value is None
        assert npv.rent_free.binds == "landlord_liquidity"
        assert npv.rent_free.alone == 6

    def test_an_overdraft_within_its_limit_is_money(self) -> None:
        # free of charge, and larger than the 60,000 and the VAT it is short of
        credit = {"limit_nok": 100_000, "rate_share_per_year": 0}
        cash = discount(closed_case(**{"financing.operator.overdraft": credit})).operator[1]

        assert cash.rent_free.value == 0


class TestTriedWithARealRun:
    """Each answer is put into the case as the user would, and run."""

    @pytest.mark.parametrize("name", ["sublease", "turnover_rent"])
    def test_answers_hold_and_the_next_step_does_not(self, name: str) -> None:
        paid = {f"financing.{who}.equity": paid_in(20_000_000) for who in ("landlord", "operator")}
        case = case_from_mapping(cases.STRUCTURES[name]()).changed(paid)
        found = discount(case)
        for answer in found.landlord:
            line = f"landlord.npv_against_{answer.against}"
            free = answer.rent_free.value
            assert free is not None
            assert _with_free(case, line, int(free)) == pytest.approx(answer.rent_free.nok, abs=0.006)
            assert _with_free(case, line, int(free)) > -0.005
            if not answer.rent_free.is_end:
                assert _with_free(case, line, int(free) + 1) < 0
            for percentage in answer.percentages:
                share = percentage.limit.value
                assert share is not None
                assert _with_share(case, line, percentage.months, share) > -0.005
                if share < 1:
                    assert _with_share(case, line, percentage.months, share + 0.001) < 0
        need = found.operator[0]
        if need.rent_free.value:
            assert _with_free(case, "operator.npv", int(need.rent_free.value)) > -0.005
            assert _with_free(case, "operator.npv", int(need.rent_free.value) - 1) < 0
        if need.whole_lease.value:
            months, share = found.lease_months, need.whole_lease.value
            assert _with_share(case, "operator.npv", months, share) > -0.005
            assert _with_share(case, "operator.npv", months, share - 0.001) < 0

    def test_as_stated_is_the_case_as_it_stands(self) -> None:
        case = case_from_mapping(cases.sublease_case())
        found = discount(case)

        stated = run(case)
        assert found.landlord[0].as_stated_nok == stated.number("landlord.npv_against_vacant")
        assert found.operator[0].as_stated_nok == stated.number("operator.npv")
        without = run(case.changed({"deal.lease.reductions": []}))
        assert found.landlord[0].without_nok == pytest.approx(
            without.number("landlord.npv_against_vacant"), rel=1e-12
        )


def _with_free(case: Case, line: str, months: int) -> float:
    reductions = [{"kind": "rent_free", "from_month": 1, "to_month": months}] if months else []
    return _number(case, line, reductions)


def _with_share(case: Case, line: str, months: int, share: float) -> float:
    return _number(case, line, [{"kind": "percentage", "from_month": 1, "to_month": months, "share": share}])


def _number(case: Case, line: str, reductions: list[dict[str, Any]]) -> float:
    number = run(case.changed({"deal.lease.reductions": reductions})).number(line)
    assert number is not None
    return number


SOLVENT = np.ones(4, dtype=bool)


class TestMonotonicity:
    """A value counts only with all the smaller ones (landlord) or all the larger ones (operator)."""

    def test_a_later_good_value_does_not_make_up_for_a_bad_one(self) -> None:
        most = np.array([5.0, 3.0, -1.0, 4.0])
        assert _most(most, {"landlord_value": most >= 0}, SOLVENT, 1) == Limit(
            1, False, 3.0, "landlord_value", 1
        )
        least = np.array([1.0, -2.0, 3.0, 4.0])
        assert _least(least, "operator_value", SOLVENT, 1) == Limit(2, False, 3.0, "operator_value", 2)

    def test_none_where_the_first_or_last_is_bad(self) -> None:
        most, least = np.array([-5.0, 3.0]), np.array([3.0, -5.0])
        assert _most(most, {"landlord_value": most >= 0}, SOLVENT, 1) == Limit(
            None, False, -5.0, "landlord_value"
        )
        assert _least(least, "operator_value", SOLVENT, 1) == Limit(None, False, -5.0, "operator_value")

    def test_the_flags(self) -> None:
        holds = np.array([True, False, True])
        assert _so_far(holds).tolist() == [True, False, False]
        assert _from_here(holds).tolist() == [False, False, True]


class TestWhatIsAsked:
    @pytest.mark.parametrize("name", ["management", "landlord_operated"])
    def test_no_lease_no_question(self, name: str) -> None:
        with pytest.raises(NoAnswer) as raised:
            discount(case_from_mapping(cases.STRUCTURES[name]()))
        assert "leieavtale" in raised.value.label.nb
        assert "lease" in raised.value.label.en

    def test_only_months_within_the_horizon_are_tried(self) -> None:
        found = discount(closed_case(horizon_months=24))

        assert found.lease_months == 24
        assert not found.reaches_term
        assert [p.months for p in found.landlord[0].percentages] == [12, 24]

    def test_a_short_lease_has_no_long_windows(self) -> None:
        found = discount(closed_case(**{"deal.lease.term_months": 12}))

        assert found.lease_months == 12
        assert found.reaches_term
        assert [p.months for p in found.landlord[0].percentages] == [12]

    def test_a_lease_of_one_month(self) -> None:
        assert discount(closed_case(**{"deal.lease.term_months": 1})).lease_months == 1

    def test_a_scenario_that_changes_a_reduction_is_no_hindrance(self) -> None:
        stated = cases.sublease_case()
        stated["scenarios"]["longer"] = {"label": "", "set": {"deal.lease.reductions.2.to_month": 36}}

        assert discount(case_from_mapping(stated)).lease_months == 84
