"""Deals both want: limits worked out by hand, and every solved value put back in a single run of its case."""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from feasibility.analysis.negotiate.forms import forms_of_help
from feasibility.analysis.negotiate.grid import NegotiationMap, negotiate_map
from feasibility.analysis.negotiate.negotiation import Negotiation, negotiate
from feasibility.analysis.negotiate.prepared import CONDITIONS, Prepared, prepared
from feasibility.analysis.negotiate.subsidy import CLOSE_NOK, smallest_subsidies
from feasibility.analysis.negotiate.terms import PAIRS, stated_reductions
from feasibility.analysis.negotiate.zone import spans
from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.negotiate import answer
from feasibility.answers.page import page
from feasibility.case import Case, case_from_mapping, load_case
from feasibility.language import LANGUAGES
from feasibility.model import Result
from feasibility.model.build import build
from feasibility.resources import example_path
from tests.analysis.test_discount import OPERATOR_PAID_IN, closed_case, ordinary_tenant
from tests.case import cases
from tests.evaluated import evaluated
from tests.random_case import random_case_read

pytestmark = pytest.mark.slow

REDUCTIONS = "deal.lease.reductions"


@lru_cache(maxsize=1)
def larvik() -> Result:
    return evaluated(load_case(example_path("larvik")))


@lru_cache(maxsize=1)
def closed() -> Negotiation:
    """Rent 10,000 a month for 60 months; the landlord has 100,000 to give, the operator needs 60,000."""
    return negotiate(evaluated(closed_case(**OPERATOR_PAID_IN)))


def failing(case: Case, *against: str) -> set[str]:
    """The conditions that do not hold in a single run of a case, read from its own lines."""
    result = evaluated(case)

    def number(id: str) -> float:
        return round(result.number(id) or 0.0, 2)

    names = against or ("vacant", "ordinary")
    gains = [f"landlord.npv_against_{name}" for name in names]
    gain = min(number(line) for line in gains if line in result.built.model.lines)
    found = set()
    for party, value in (("landlord", gain), ("operator", number("operator.npv"))):
        if value < 0:
            found.add(f"{party}_value")
        if number(f"{party}.lowest_cash") < 0:
            found.add(f"{party}_liquidity")
        for view in result.built.bank:
            broken = [m.breached for m in view.measures if m.breached is not None]
            if view.party == party and any((result.number(line) or 0) > 0 for line in broken):
                found.add(f"{party}_covenants")
    return found


class TestByHand:
    """A reduction of R in all leaves the landlord 100,000 − R over vacant, and the operator R − 60,000."""

    def test_the_limits_at_no_free_months(self) -> None:
        at = {whose: next(s for s in found if s.x == 0) for whose, found in closed().spans.items()}
        # R = 600,000 × share: at most 1/6, at least 1/10; judged in whole øre, 0.005 / 600,000 either way
        assert at["landlord"].high == pytest.approx(1 / 6, abs=2e-8)
        assert at["operator"].low == pytest.approx(1 / 10, abs=2e-8)
        assert (at["zone"].low, at["zone"].high) == (at["operator"].low, at["landlord"].high)
        assert at["landlord"].low_is_end
        assert at["operator"].high_is_end
        assert not at["zone"].low_is_end

    def test_the_limits_after_some_free_months(self) -> None:
        # three months are 30,000, and what is left of 100,000 and of 60,000 falls on 57 months of 10,000
        at = {whose: next(s for s in found if s.x == 3) for whose, found in closed().spans.items()}
        assert at["landlord"].high == pytest.approx(70_000 / 570_000, abs=2e-8)
        assert at["operator"].low == pytest.approx(30_000 / 570_000, abs=2e-8)

    def test_the_zone_ends_with_the_tenth_month(self) -> None:
        # ten free months are all the landlord has; with six the operator has what it needs
        assert {span.x for span in closed().spans["zone"]} == set(map(float, range(11)))
        assert next(s for s in closed().spans["zone"] if s.x == 6).low == 0

    def test_the_equal_gain_is_half_of_what_is_between_them(self) -> None:
        # 100,000 − R = R − 60,000 at R = 80,000
        equal = closed().equal
        assert equal is not None
        assert equal.is_exact
        assert equal.landlord_gain == pytest.approx(20_000, abs=1e-6)
        assert equal.operator_gain == pytest.approx(20_000, abs=1e-6)
        given = 10_000 * (equal.x + equal.y * (60 - equal.x))
        assert given == pytest.approx(80_000, abs=1e-6)

    def test_the_smallest_subsidy_is_what_is_missing(self) -> None:
        # works of 600,000 leave the landlord nothing to give: 60,000 are missing, to either party, or 12,000
        # a year for the five years of the lease
        poor = closed_case(**OPERATOR_PAID_IN, **{"works.rehab.amount_nok": 600_000})
        found = {(s.kind, s.receiver): s.nok for s in negotiate(evaluated(poor)).subsidies}
        assert found["lump", "operator"] == pytest.approx(60_000, abs=1e-5)
        assert found["yearly", "operator"] == pytest.approx(12_000, abs=1e-5)
        assert found["lump", "landlord"] == pytest.approx(60_000, abs=1e-5)
        assert found["yearly", "landlord"] == pytest.approx(12_000, abs=1e-5)

    def test_a_help_costs_the_landlord_what_it_gives_where_nothing_is_taxed_or_discounted(self) -> None:
        forms = closed().forms
        assert forms is not None
        assert forms.without_nok == pytest.approx(-60_000)
        found = {form.id: form for form in forms.found}
        # 80,000: eight months, 13.33 % of 600,000, a cheque; what is paid is 520,000 of an income of 540,000
        assert found["rent_free"].size == pytest.approx(8)
        assert found["reduced_rent"].size == pytest.approx(80_000 / 600_000)
        assert found["cash"].size == pytest.approx(80_000)
        assert found["turnover"].size == pytest.approx(520_000 / 540_000)
        for id in ("rent_free", "reduced_rent", "cash", "turnover"):
            assert found[id].cost_nok == pytest.approx(80_000, abs=1e-6)
        # rent deferred is paid all the same, and the operator bears no works
        assert found["deferral"].size is None
        assert found["works"].size is None

    def test_against_the_best_alternative_the_landlord_gives_less(self) -> None:
        # 48 months of 1,200 from an ordinary tenant, 57,600: of the 100,000, 42,400 are left to give
        case = closed_case(
            **OPERATOR_PAID_IN,
            **{"comparison.ordinary_tenant": ordinary_tenant(120), "products.flex.price_nok_per_month": 1000},
        )
        result = evaluated(case)
        against = {a: spans(negotiate_map(result, against=a)) for a in ("best", "vacant", "ordinary")}  # type: ignore[arg-type]
        at = {a: next(s for s in found["landlord"] if s.x == 0).high for a, found in against.items()}
        assert at["best"] == at["ordinary"] == pytest.approx(42_400 / 600_000, abs=2e-8)
        assert at["vacant"] == pytest.approx(100_000 / 600_000, abs=2e-8)


class TestPutBack:
    @pytest.mark.parametrize("against", ["best", "vacant"])
    def test_just_inside_the_zone_all_holds_and_just_outside_it_does_not(self, against: str) -> None:
        found = negotiate_map(larvik(), against=against, x_range=(7, 11), y_range=(0.0, 0.5))  # type: ignore[arg-type]
        zone = spans(found)["zone"]
        assert zone
        span = zone[-1]
        near = 1e-4  # of the rent; the zone is a hundred times as wide

        def at(y: float) -> set[str]:
            case = found.ready.case_at({found.x.id: span.x, found.y.id: y})
            return failing(case, *([] if against == "best" else [against]))

        assert span.high - span.low > 10 * near
        assert at(span.low + near) == set()
        assert at(span.high - near) == set()
        assert any(f.startswith("operator") for f in at(span.low - near))
        assert any(f.startswith("landlord") for f in at(span.high + near))

    def test_the_point_of_equal_gain_is_a_case_in_which_both_gain_that(self) -> None:
        found = negotiate(larvik())
        assert found.equal is not None
        result = found.point.result
        gain = min(result.number(f"landlord.npv_against_{a}") or 0.0 for a in ("vacant", "ordinary"))
        assert gain == pytest.approx(found.equal.landlord_gain, abs=1e-6)
        assert result.number("operator.npv") == pytest.approx(gain, abs=1e-6)
        assert found.point.fails == ()
        assert failing(result.case) == set()

    @pytest.mark.parametrize("pair", PAIRS)
    def test_points_of_every_map_are_single_runs(self, pair: str) -> None:
        found = negotiate_map(larvik(), *PAIRS[pair], steps=4)
        across, up = found.xs[1], found.ys[-2]
        result = evaluated(found.ready.case_at({found.x.id: float(across), found.y.id: float(up)}))
        there = found.at(np.array([across]), np.array([up]))
        assert result.number("operator.npv") == pytest.approx(there.operator_value[0], abs=1e-6)
        assert result.number("landlord.npv") == pytest.approx(there.landlord_value[0], abs=1e-6)
        for name, gain in there.gains.items():
            assert result.number(f"landlord.npv_against_{name}") == pytest.approx(gain[0], abs=1e-6)
        for party, low in (("landlord", there.landlord_cash), ("operator", there.operator_cash)):
            assert result.number(f"{party}.lowest_cash") == pytest.approx(low[0], abs=1e-6)
        for covenant, years in there.breaches.items():
            assert result.number(covenant.line) == years[0]

    def test_every_form_gives_the_operator_the_same_and_costs_what_it_says(self) -> None:
        ready = prepared(larvik(), ("rent_free_months",))
        none = evaluated(ready.case_at({}))
        target = -400_000.0  # some 190,000 of help: every form can give it but a deferral
        forms = forms_of_help(larvik(), target)
        assert forms.without_nok == pytest.approx(none.number("operator.npv"), abs=1e-6)
        terms: dict[str, str] = {
            "rent_free": "rent_free_months",
            "reduced_rent": "percentage_off",
            "works": "works_share",
            "cash": "cash_contribution",
        }
        found = {form.id: form for form in forms.found}
        for id, term in terms.items():
            form = found[id]  # type: ignore[index]
            assert form.size is not None
            result = evaluated(ready.case_at({term: form.size}))
            assert result.number("operator.npv") == pytest.approx(target, abs=1e-6)
            cost = (none.number("landlord.npv") or 0.0) - (result.number("landlord.npv") or 0.0)
            assert cost == pytest.approx(form.cost_nok, abs=1e-6)
        share = found["turnover"].size
        turned = prepared(larvik(), ("rent_free_months", "turnover_share"))
        result = evaluated(turned.case_at({"turnover_share": share or 0.0, "rent": 0.0}))
        assert result.number("operator.npv") == pytest.approx(target, abs=1e-6)
        costs = [form.cost_nok for form in forms.found if form.cost_nok is not None]
        assert costs == sorted(costs)

    def test_deferred_rent_is_a_case_with_a_higher_rent_later(self) -> None:
        ready = prepared(larvik(), ("rent_free_months",))
        there = ready.evaluate({"deferred_months": np.array([7.5])})
        case = ready.case_at({"deferred_months": 7.5})
        # 7.5 months' rent on the 52 that are left
        lease = case.lease
        assert lease is not None
        last = lease.reductions[-1]
        assert last.kind == "stated_rent"
        assert last.rent_nok_per_m2_year == pytest.approx(1200 * (1 + 7.5 / 52))
        result = evaluated(case)
        assert result.number("operator.npv") == pytest.approx(there.operator_value[0], abs=1e-6)
        assert result.number("landlord.npv") == pytest.approx(there.landlord_value[0], abs=1e-6)

    def test_deferred_rent_is_all_paid_back_within_the_horizon(self) -> None:
        # 60 months of 10,000, the last 12 of them after the case ends: nothing is discounted or taxed, so a
        # deferral of 8 months gives the operator nothing and costs the landlord nothing
        ready = prepared(evaluated(closed_case(horizon_months=48, **OPERATOR_PAID_IN)), ("rent_free_months",))
        assert ready.months == 48
        there = ready.evaluate({"deferred_months": np.array([0.0, 8.0, 7.5])})
        assert there.operator_value == pytest.approx([-48_000] * 3, abs=1e-6)
        assert there.landlord_value == pytest.approx([-20_000] * 3, abs=1e-6)

    def test_a_subsidy_opens_and_a_krone_less_does_not(self) -> None:
        found = negotiate_map(larvik(), *PAIRS["months_works"], steps=10)
        subsidies = [s for s in smallest_subsidies(found) if s.nok is not None]
        assert subsidies
        for subsidy in subsidies:
            assert subsidy.x is not None
            assert subsidy.y is not None
            at = {found.x.id: subsidy.x, found.y.id: subsidy.y}
            name = f"{subsidy.kind}_{subsidy.receiver}"
            assert failing(found.ready.case_at({**at, name: subsidy.nok})) == set()
            assert failing(found.ready.case_at({**at, name: subsidy.nok - CLOSE_NOK})) != set()


def same_numbers(ready: Prepared, base: Case) -> None:
    """The prepared model at nothing is the base case to the last digit, evaluated in the same mode."""
    own, other = ready.built.program.run(ready.changes), build(base).program.run()
    wanted = ["operator.npv", "landlord.npv", "landlord.lowest_cash", "operator.lowest_cash"]
    wanted += [f"landlord.npv_against_{name}" for name in ready.alternatives]
    wanted += [covenant.line for covenant in ready.covenants]
    for line in wanted:
        assert own.number(line) == other.number(line), line


class TestNothing:
    @pytest.mark.parametrize("pair", PAIRS)
    def test_no_reduction_is_the_case_without_its_own(self, pair: str) -> None:
        ready = prepared(larvik(), PAIRS[pair])
        case = larvik().case.changed({"scenarios": {}})
        same_numbers(ready, case.changed({REDUCTIONS: []}) if ready.sets_aside else case)

    @pytest.mark.parametrize("seed", range(12))
    def test_so_it_is_in_random_cases(self, seed: int) -> None:
        case = random_case_read(seed, structure="sublease" if seed % 2 else "turnover_rent")
        result = evaluated(case)
        try:
            ready = prepared(result, PAIRS["months_percentage"])
        except NoAnswer:
            return
        base = case.changed({REDUCTIONS: [], "scenarios": {}})
        same_numbers(ready, base)

    def test_without_support_the_contribution_still_counts(self) -> None:
        without = evaluated(larvik().case, with_support=False)
        ready = prepared(without, PAIRS["cash_term"])
        at_nothing = ready.evaluate({"cash_contribution": np.zeros(1)})
        given = ready.evaluate({"cash_contribution": np.full(1, 100_000.0)})
        assert at_nothing.operator_value[0] == pytest.approx(without.number("operator.npv"))
        assert given.operator_value[0] > at_nothing.operator_value[0]


def first_negotiated(seed: int, pair: str) -> Negotiation:
    """The first random case from `seed` on, of its structure, whose lease can be negotiated."""
    for other in range(seed, seed + 20, 2):
        case = random_case_read(other, structure="sublease" if seed % 2 else "turnover_rent")
        with contextlib.suppress(NoAnswer):
            return negotiate(evaluated(case), *PAIRS[pair])
    raise AssertionError("no random case can be negotiated")


class TestRandomCases:
    @pytest.mark.parametrize(
        ("seed", "pair"), [(3, "cash_term"), (7, "cash_term"), (9, "months_works"), (6, "rent_turnover")]
    )
    def test_every_answer_can_be_said_and_its_point_is_a_single_run(self, seed: int, pair: str) -> None:
        found = first_negotiated(seed, pair)
        told = answer(found)
        for language in LANGUAGES:
            assert page(told, language)
            assert told.pictures[0].spec(language)
        point = found.point
        assert point.result.number("operator.npv") == pytest.approx(point.operator_value, rel=1e-9, abs=1e-6)
        assert set(point.fails) == failing(point.result.case)
        assert found.has_zone or found.equal is None
        assert not (found.has_zone and found.subsidies)


class TestWhatIsAsked:
    @pytest.mark.parametrize("name", ["management", "landlord_operated"])
    def test_no_lease_no_negotiation(self, name: str) -> None:
        with pytest.raises(NoAnswer) as raised:
            negotiate_map(evaluated(case_from_mapping(cases.STRUCTURES[name]())))
        assert "sublease" in raised.value.label.nb
        assert "compare" in raised.value.label.en

    @pytest.mark.parametrize(
        ("asked", "mend"),
        [
            ({"x": "deal.lease.rent_nok_per_m2"}, "rent_nok_per_m2_year"),
            ({"x": "leie"}, "rent_free_months"),
            ({"x": "horizon_months"}, "--set"),
            ({"x": "rent", "y": "deal.lease.rent_nok_per_m2_year"}, "two different numbers"),
            ({"x": "percentage_off"}, "two different numbers"),
            ({"x": f"{REDUCTIONS}.1.share"}, "set aside"),
            ({"x_range": (5.0, 5.0)}, "to a larger one"),
            ({"x_range": (0.0, 61.0)}, "0 to 60"),
            ({"y_range": (0.0, 1.5)}, "0 to 1"),
            ({"x": "works.rehabilitering.delay_months"}, "State a range"),
        ],
    )
    def test_what_is_put_wrongly_is_refused_with_the_mend(self, asked: dict[str, Any], mend: str) -> None:
        with pytest.raises(NoAnswer) as raised:
            negotiate_map(larvik(), **asked)
        assert mend in raised.value.label.en

    def test_a_point_must_be_one_the_terms_may_have(self) -> None:
        for point, mend in (((3.5, 0.1), "whole number"), ((3.0, 1.1), "outside the limits")):
            with pytest.raises(NoAnswer) as raised:
                negotiate(larvik(), point=point)
            assert mend in raised.value.label.en

    def test_any_two_numbers_by_path_or_name(self) -> None:
        found = negotiate_map(
            larvik(), "products.fast.price_nok_per_month", "Drivers avkastningskrav", steps=4
        )
        assert (found.x.low, found.x.stated, found.x.high) == (899.5, 1799, 2698.5)
        assert found.y.id == "party_rates.operator_share_per_year"
        # a higher price is better for the operator, a higher return asked for worse
        values = found.table(found.evaluated.operator_value)
        assert (np.diff(values, axis=0) > 0).all()
        assert not found.ready.sets_aside

    def test_where_the_case_stands_on_the_map(self) -> None:
        free = {"kind": "rent_free", "from_month": 1, "to_month": 3}
        off = {"kind": "percentage", "from_month": 4, "to_month": 60, "share": 0.2}
        part = {**off, "to_month": 24}
        for reductions, stands in (
            ([], (0, 0.0)),
            ([free], (3, 0.0)),
            ([free, off], (3, 0.2)),
            ([free, part], None),
        ):
            lease = closed_case(**{REDUCTIONS: reductions}).lease
            assert lease is not None
            assert stated_reductions(lease) == stands

    def test_what_binds_is_the_first_condition_that_fails(self) -> None:
        found: NegotiationMap = closed().map
        for place, binds in enumerate(found.binds):
            fails = [n for n, c in enumerate(CONDITIONS) if not found.holds[c][place]]
            assert binds == (fails[0] if fails else -1)
