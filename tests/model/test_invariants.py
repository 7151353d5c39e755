"""What must hold in every case: random cases of every structure, docs/model.md §1, §3, §4, §9–§11."""

import copy
import math
import re
from typing import Any

import numpy as np
import pytest
import pyxirr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feasibility.case import case_from_mapping
from feasibility.engine.internal_rate import ABOVE_GRID
from feasibility.evaluate import run
from feasibility.model import Result
from tests.model.tiny import discounted
from tests.random_case import LEASED, STRUCTURES, Stated, cases, random_case

pytestmark = pytest.mark.slow

# A run takes a tenth of a second, so shrinking a failure takes minutes: add Phase.shrink when there is one.
steady = settings(phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
few = settings(steady, max_examples=7)
many = settings(steady, max_examples=15)
structures = pytest.mark.parametrize("structure", STRUCTURES)

STAMP_DUTY = 0.025
"""Of the price of real property: Stortingets vedtak om dokumentavgift § 2."""


def evaluated(stated: Stated, with_support: bool = True) -> Result:
    return run(case_from_mapping(stated), with_support)


def months(result: Result, line: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(result.values[line])


def companies(result: Result) -> list[str]:
    return list(result.case.companies)


def scale(result: Result) -> float:
    """The largest amount in the case: what rounding is measured against."""
    return max(
        1.0,
        *(float(np.max(np.abs(months(result, f"{party}.project_cash")))) for party in companies(result)),
    )


def same(left: Result, right: Result) -> None:
    """Every line that both have is equal to the last digit, but for steps on the way to the latest of many:
    those are of the items that happen to stand together."""
    for line in left.built.model.lines:
        if line in right.built.model.lines and not re.fullmatch(r"temporary\.[a-z]+\.\d+\.\d+", line):
            np.testing.assert_array_equal(left.values[line], right.values[line], err_msg=line)


# ---- every run -------------------------------------------------------------------------------------------


@structures
def test_what_holds_in_every_case(structure: str) -> None:
    @many
    @given(stated=cases(structure), with_support=st.booleans())
    def holds(stated: Stated, with_support: bool) -> None:
        result = evaluated(stated, with_support)
        assert [check.id for check in result.failed_checks] == []
        money_is_conserved(result)
        members_within_capacity(result)
        nothing_is_left_out(result)
        years_are_sums_of_months(result)
        present_values_are_right(result)
        internal_rates_are_roots(result)
        money_in_and_out_is_the_parties(result)

    holds()


@structures
def test_where_money_goes_out_first_and_comes_in_later_there_are_internal_rates(structure: str) -> None:
    @many
    @given(stated=cases(structure, pays_back=True, horizon=(48, 72)))
    def holds(stated: Stated) -> None:
        result = evaluated(stated)
        found = internal_rates_are_roots(result)
        if result.number("landlord.irr.annual") is None:
            # what is earned back at once has a rate no year's rate says anything of: told in words (§13.5)
            assert result.reason("landlord.irr.annual") == ABOVE_GRID
        else:
            assert found >= 1

    holds()


def test_a_missing_internal_rate_can_be_told_from_one_there_is() -> None:
    # −1,000, then 1,100 a month later: 10 %; and twice out, of which no rate makes nothing.
    assert present_value_changes_sign(np.array([-1000.0, 1100.0]))
    assert not present_value_changes_sign(np.array([-1000.0, -1100.0]))
    # 5,000 out and 20,000 a month: 400 % a month, beyond what is looked for
    assert not present_value_changes_sign(np.array([-5000.0, *[20_000.0] * 24]))


@pytest.mark.parametrize("start", range(1, 13))
def test_cases_from_every_calendar_month(start: int) -> None:
    # By seed as well, as the workbook's tests use them.
    for structure in STRUCTURES:
        result = evaluated(random_case(1000 + start, structure, start=start, horizon=(12, 48)))
        assert [check.id for check in result.failed_checks] == []
        nothing_is_left_out(result)


def money_is_conserved(result: Result) -> None:
    cash = [months(result, line) for line in result.built.model.lines if line.startswith("party.")]
    assert len(cash) >= 3
    np.testing.assert_allclose(sum(cash), 0, atol=1e-9 * scale(result) + 1e-6)


def members_within_capacity(result: Result) -> None:
    for name, product in result.case.products.items():
        members = months(result, f"products.{name}.members")
        for also in ("bought", "signed"):
            if f"products.{name}.{also}" in result.built.model.lines:
                members = members + months(result, f"products.{name}.{also}")
        assert np.all(members >= 0)
        units = np.full(result.case.horizon_months, product.units)
        for step in product.steps:
            if step.units is not None:
                units[step.from_month - 1 :] = step.units
        assert np.all(members <= units * product.members_per_unit * (1 + 1e-12))
        if product.closing_month is not None:
            assert not np.any(members[product.closing_month :])
        occupancy = months(result, f"products.{name}.occupancy")
        assert np.all((occupancy >= 0) & (occupancy <= 1))


def nothing_is_left_out(result: Result) -> None:
    """Cash before financing is EBITDA − the building bought − works and fit-out, with the VAT lost and
    adjusted on them, + works grants + sale + homes sold ± the price of a takeover − tax: all the rest is
    settled."""
    for party in companies(result):
        expected = math.fsum(months(result, f"{party}.ebitda")) - math.fsum(months(result, f"{party}.works"))
        for line in ("works_grant", "exit", "flat_sale"):
            if f"{party}.cash.{line}" in result.built.model.lines:
                expected += math.fsum(months(result, f"{party}.cash.{line}"))
        bought = result.case.acquisition
        if party == "landlord" and bought is not None:
            duty = STAMP_DUTY * bought.price_nok if bought.kind == "property" else 0.0
            expected -= bought.price_nok + duty + bought.other_cost_nok
        expected += paid_for_takeover(result, party)
        if party == "landlord" and "after_lease.fit_out" in result.built.model.lines:
            expected -= math.fsum(months(result, "after_lease.fit_out"))
        lines = result.built.model.lines
        lost = [line for line in lines if line.endswith(f".{party}.deduction.lost")]
        expected -= math.fsum(result.number(line) or 0.0 for line in lost)
        expected += math.fsum(months(result, f"{party}.vat.adjustment"))
        if f"{party}.tax" in lines:  # one that pays no tax has none
            expected -= math.fsum(months(result, f"{party}.tax"))
        found = math.fsum(months(result, f"{party}.project_cash"))
        assert found == pytest.approx(expected, abs=1e-8 * scale(result) + 1e-5)


def paid_for_takeover(result: Result, party: str) -> float:
    """What a company gets for the concept it hands over, less than 0 where it pays, NOK."""
    case, default = result.case, result.case.operator_default
    for before, after, phase in zip(case.stages, case.stages[1:], case.phases, strict=False):
        if phase.takeover is not None and (default is None or default.month > phase.from_month):
            leaves, takes = (stage.operating_company == party for stage in (before, after))
            return phase.takeover.price_nok * (leaves - takes)
    return 0.0


def years_are_sums_of_months(result: Result) -> None:
    years = result.values["calendar.year"]
    for statement in result.built.statements:
        for row in statement.rows:
            if row.month is None or row.year is None:
                continue
            by_month = months(result, row.month.id)
            for position, year in enumerate(result.values["calendar.years"]):
                of_year = by_month[years == year]
                if len(of_year) == 0:
                    continue
                expected = math.fsum(of_year) if row.month.total == "sum" else of_year[-1]
                found = float(result.values[row.year.id][position])
                assert found == pytest.approx(expected, rel=1e-9, abs=1e-9 * scale(result) + 1e-6), (
                    row.year.id
                )


def before_loans(result: Result, party: str) -> str:
    """What a value before loans is of: cash with tax as without loans, where both are (§13.3)."""
    own = f"{party}.cash_before_loans"
    return own if own in result.built.model.lines else f"{party}.project_cash"


def present_values_are_right(result: Result) -> None:
    rates = result.case.party_rates
    for party in companies(result):
        rate = getattr(rates, f"{party}_share_per_year")
        for measure, flows in (("npv", before_loans(result, party)), ("equity_npv", f"{party}.owners_cash")):
            found = result.number(f"{party}.{measure}")
            expected = discounted(list(months(result, flows)), rate)
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-9 * scale(result) + 1e-6)


def internal_rates_are_roots(result: Result) -> int:
    """Every rate is a root, and the one other programs find where the flows change sign once; where there is
    none, no rate between the lowest and the highest that is looked for is one. Gives back how many there are.
    """
    found = 0
    for party in companies(result):
        for measure, line in (("irr", before_loans(result, party)), ("equity_irr", f"{party}.owners_cash")):
            # a residue of 1e-12 six years on is a million at a rate of −45 % a month: no money, so none here
            flows = np.round(months(result, line), 6)
            annual = result.number(f"{party}.{measure}.annual")
            if annual is None:
                assert not present_value_changes_sign(flows), f"{party}.{measure}"
                continue
            found += 1
            monthly = result.number(f"{party}.{measure}.monthly")
            assert monthly is not None
            assert annual == pytest.approx((1 + monthly) ** 12 - 1, rel=1e-9)
            assert np.any(flows < 0)
            assert np.any(flows > 0)
            powers = (1 + monthly) ** -np.arange(1.0, len(flows) + 1)
            terms = flows * powers
            assert abs(math.fsum(terms)) <= 1e-7 * math.fsum(np.abs(terms))
            signs = np.sign(flows[np.abs(flows) > 1e-6])
            if np.count_nonzero(np.diff(signs)) == 1 and abs(monthly) < 0.1:
                assert monthly == pytest.approx(pyxirr.irr(list(flows), guess=0.01), abs=1e-7)
    return found


def present_value_changes_sign(flows: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    """Whether the present value passes zero between −30 % and +100 % a month, by steps of half a per cent.

    A value is taken for what it is only where rounding cannot have made it: it is no more than a billionth of
    the amounts it is the difference of, or of the largest flow.
    """
    powers = np.geomspace(0.7, 2.0, 211)[:, np.newaxis] ** -np.arange(1.0, len(flows) + 1)
    terms = flows * powers
    values, size = terms.sum(axis=1), np.abs(terms).sum(axis=1)
    told = values[np.abs(values) > 1e-9 * np.maximum(size, np.abs(flows).max(initial=0.0))]
    return bool(np.any(told > 0) and np.any(told < 0))


def money_in_and_out_is_the_parties(result: Result) -> None:
    """Cash of a company is what it had before plus what came; nothing appears from nowhere."""
    for party in companies(result):
        lines = result.built.model.lines
        moved = [
            months(result, row.month.id)
            for statement in result.built.statements
            if statement.id == f"{party}.cash_flow"
            for row in statement.rows
            if row.kind == "row" and row.month is not None and row.month.total == "sum"
        ]
        assert f"{party}.cash" in lines
        cash = months(result, f"{party}.cash")
        opening = result.case.opening
        stated = getattr(opening, party) if opening is not None else None
        before = stated.cash_nok if stated is not None else 0.0
        np.testing.assert_allclose(before + np.cumsum(sum(moved)), cash, atol=1e-8 * scale(result) + 1e-5)
        assert np.all(cash >= -1e-6)


# ---- with and without ------------------------------------------------------------------------------------


@few
@given(stated=st.sampled_from(LEASED).flatmap(cases), month=st.integers(1, 100), length=st.integers(0, 20))
def test_a_reduction_of_nothing_is_the_base_case_to_the_last_digit(
    stated: Stated, month: int, length: int
) -> None:
    lease = stated["deal"]["lease"]
    lease.pop("reductions", None)
    base = evaluated(stated)
    first = min(month, lease["term_months"])
    last = min(first + length, lease["term_months"])
    nothing = {"kind": "percentage", "from_month": first, "to_month": last, "share": 0}
    reduced = copy.deepcopy(stated)
    reduced["deal"]["lease"]["reductions"] = [nothing]
    same(base, evaluated(reduced))


@few
@given(stated=cases(), data=st.data())
def test_a_higher_price_never_lowers_income(stated: Stated, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(stated["products"])))
    field = "price_nok_per_use" if "price_nok_per_use" in stated["products"][name] else "price_nok_per_month"
    higher = copy.deepcopy(stated)
    higher["products"][name][field] += data.draw(st.integers(1, 3000))
    before, after = evaluated(stated), evaluated(higher)
    slack = 1e-9 * scale(after)
    assert np.all(months(after, "income.total") >= months(before, "income.total") - slack)
    if stated["deal"]["structure"] == "management":
        return
    # Shares of income, bad debt and turnover rent stay below all of it: the company that sells keeps a part.
    seller = "landlord" if stated["deal"]["structure"] == "landlord_operated" else "operator"
    gained = math.fsum(months(after, f"{seller}.ebitda")) - math.fsum(months(before, f"{seller}.ebitda"))
    assert gained >= -1e-8 * scale(after)


@structures
def test_without_support_is_the_case_with_all_support_removed(structure: str) -> None:
    @few
    @given(stated=cases(structure))
    def holds(stated: Stated) -> None:
        payer = payer_who_sells(stated)
        if payer is None:
            # Stated by hand instead: tests/model/deal/test_phases.py.
            give_to("operator", stated)
        bare = copy.deepcopy(stated)
        bare.pop("support", None)
        give_to(payer or "operator", bare)
        off, none = evaluated(stated, with_support=False), evaluated(bare)
        for party in companies(off):
            for line in ("project_cash", "ebitda", "owners_cash"):
                np.testing.assert_allclose(
                    months(off, f"{party}.{line}"),
                    months(none, f"{party}.{line}"),
                    atol=1e-9 * scale(off) + 1e-6,
                    err_msg=f"{party}.{line}",
                )

    holds()


def payer_who_sells(stated: Stated) -> str | None:
    """The payer that stands for whoever sells to the members, in every month: who pays what the municipality
    does not (§13.12). None where no payer does: a lease before or after management, where the landlord sells
    but the operator bears the operator's items."""
    structures = {stated["deal"]["structure"], *(p["deal"]["structure"] for p in stated.get("phases", ()))}
    if structures.isdisjoint(LEASED):
        return "landlord"
    return None if "management" in structures else "operator"


def give_to(payer: str, stated: Stated) -> None:
    """Let a payer pay the costs and posts that the municipality pays."""
    for section in ("costs", "staff"):
        for item in stated.get(section, {}).values():
            if item.get("payer") == "municipality":
                item["payer"] = payer


# ---- one and many ----------------------------------------------------------------------------------------


@structures
def test_many_scenarios_are_each_their_own_run(structure: str) -> None:
    @settings(steady, max_examples=3)
    @given(stated=cases(structure), factors=st.lists(st.integers(50, 150), min_size=3, max_size=3))
    def holds(stated: Stated, factors: list[int]) -> None:
        structure_ = evaluated(stated).built
        program, model = structure_.program, structure_.model
        varied_ids = [
            id
            for id in model.inputs
            if id.endswith(("price_nok_per_month", "price_nok_per_use", "ramp.stabilised_share"))
            or id == "deal.lease.rent_nok_per_m2_year"
        ][:3]
        varied = {
            id: np.array([min(1.0, 0.5 * f / 100) if "share" in id else 10.0 * f for f in factors])
            for id in varied_ids
        }
        wanted = [m.line.id for m in structure_.measures] + ["landlord.project_cash", "income.total"]
        together = program.run_many(varied, wanted)
        for position in range(3):
            alone = program.run({id: float(values[position]) for id, values in varied.items()})
            for line in wanted:
                np.testing.assert_allclose(
                    together[line][..., position], alone[line], rtol=1e-9, atol=1e-5, err_msg=line
                )

    holds()


def test_the_same_case_gives_the_same_numbers() -> None:
    stated = random_case(11, "sublease")
    same(evaluated(stated), evaluated(copy.deepcopy(stated)))


def test_every_line_is_named_in_both_languages() -> None:
    for structure in STRUCTURES:
        for line in evaluated(random_case(3, structure)).built.model.lines.values():
            assert line.label.nb
            assert line.label.en
