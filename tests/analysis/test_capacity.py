"""What a company can borrow: measured, put in as a loan, and what would make it enough (docs/model.md §7).

The tiny landlord of tests/model/bank/test_capacity.py: NOK 144,000 a year, all net, worth 1,440,000 at a
net yield of 10 %; works of 500,000 in the first two months.
"""

from typing import Any

import numpy_financial as npf
import pytest

from feasibility.analysis.capacity import Capacity, PartyCapacity, capacity, put_in
from feasibility.analysis.capacity_lifts import Lift
from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.capacity import answer
from feasibility.case import case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.model import Result
from feasibility.resources import example_path, template_path
from tests.case.cases import Stated
from tests.model.tiny import near, ran, tiny

TERMS: Stated = {"rate_share_per_year": 0.06, "profile_months": 120, "drawdown_month": 1, "maximum_ltv": 1.0}
TAXED: Stated = {"tax.landlord": {"is_taxed": True}}


def asked(terms: Stated, covenants: dict[str, float], **changes: Any) -> Result:
    base: Stated = {
        "horizon_months": 60,
        "deal.lease.rent_nok_per_m2_year": 1200,
        "deal.lease.term_months": 84,
        "valuation": {"net_yield_share": 0.1},
        "bank": {"capacity": terms, "covenants": covenants},
    }
    return ran({**base, **changes})


def landlord(found: Capacity) -> PartyCapacity:
    return next(each for each in found.parties if each.party == "landlord")


def lift(found: PartyCapacity, path: str) -> Lift:
    return next(each for each in found.lifts if each.numbers[0].path == path)


def test_without_tax_the_loan_put_in_is_the_loan_measured() -> None:
    # 144,000 / 1.5 / 12 = 8,000 a month; its present value over 120 months at 0.5 % is 720,587.63
    found = landlord(capacity(asked(TERMS, {"minimum_dscr": 1.5}), need_nok=900_000))
    assert found.largest_nok == near(float(npf.pv(0.005, 120, -8000)))
    assert found.put_in_nok == near(found.largest_nok)
    assert (found.binds, found.put_in_binds) == ("by_dscr", "by_dscr")
    assert found.is_enough is False


def test_what_lifts_it_is_what_the_rules_say() -> None:
    """The loan is EBITDA / DSCR / 12 × the present value of an annuity, so the rent scales it straight."""
    most = float(npf.pv(0.005, 120, -8000))
    found = landlord(capacity(asked(TERMS, {"minimum_dscr": 1.5}), need_nok=900_000))
    rent = lift(found, "deal.lease.rent_nok_per_m2_year")
    assert rent.needed == near(1200 * 900_000 / most)
    assert rent.capacity_nok == near(900_000)
    assert rent.binds == "by_dscr"
    # the fewest whole months with which 8,000 a month pays for 900,000 at 0.5 %
    months = float(npf.nper(0.005, -8000, 900_000))
    assert lift(found, "bank.capacity.profile_months").needed == int(months) + 1
    # the rate at which 8,000 a month for ten years is worth 900,000
    assert lift(found, "bank.capacity.rate_share_per_year").needed == pytest.approx(
        12 * float(npf.rate(120, -8000, 900_000, 0)), abs=1e-7
    )


def test_where_it_is_more_than_enough_the_lift_says_how_far_it_may_fall() -> None:
    most = float(npf.pv(0.005, 120, -8000))
    found = landlord(capacity(asked(TERMS, {"minimum_dscr": 1.5}), need_nok=600_000))
    assert found.is_enough
    assert lift(found, "deal.lease.rent_nok_per_m2_year").needed == near(1200 * 600_000 / most)


@pytest.mark.parametrize(
    ("terms", "covenants", "changes", "test"),
    [
        (TERMS, {"minimum_dscr": 1.2}, TAXED, "dscr"),
        ({**TERMS, "kind": "serial"}, {"minimum_dscr": 1.3}, TAXED, "dscr"),
        (TERMS, {"minimum_icr": 3.0}, TAXED, "icr"),
        ({**TERMS, "kind": "bullet", "maximum_ltv": 0.4}, {"maximum_ltv": 0.4}, TAXED, "ltv"),
    ],
)
def test_put_in_it_meets_its_test_exactly_and_fails_one_krone_above(
    terms: Stated, covenants: dict[str, float], changes: Stated, test: str
) -> None:
    """Tax and all that follows from the loan included: the limit is met to 1e-6."""
    result = asked(terms, covenants, **changes)
    found = landlord(capacity(result))
    assert found.put_in_nok is not None
    assert found.put_in_binds == {"ltv": "by_value"}.get(test, f"by_{test}")
    by_field = {term.field: term.value for term in found.terms}
    there, above = (
        run(put_in(result.case, "landlord", by_field, found.kind, found.put_in_nok + more)) for more in (0, 1)
    )
    limit = next(iter(covenants.values()))
    assert there.number(f"landlord.bank.{test}.worst") == pytest.approx(limit, abs=1e-6)
    assert there.number(f"landlord.bank.{test}.breached") == 0
    assert (above.number(f"landlord.bank.{test}.breached") or 0) >= 1


def test_interest_is_deducted_so_a_taxed_landlord_can_borrow_more_than_is_measured() -> None:
    found = landlord(capacity(asked(TERMS, {"minimum_dscr": 1.2}, **TAXED)))
    assert found.largest_nok is not None
    assert found.put_in_nok is not None
    assert found.put_in_nok > found.largest_nok + 10_000


@pytest.mark.parametrize("name", ["larvik", "moss", "tonsberg"])
def test_an_examples_loan_holds_every_covenant_and_its_binding_test_breaks_above(name: str) -> None:
    result = run(load_case(example_path(name)))
    for found in capacity(result).parties:
        assert found.put_in_nok is not None
        by_field = {term.field: term.value for term in found.terms}
        there = run(put_in(result.case, found.party, by_field, found.kind, found.put_in_nok))
        for test in ("icr", "dscr", "ltv"):
            line = f"{found.party}.bank.{test}.breached"
            if line in there.built.model.lines:
                assert there.number(line) == 0, (found.party, test)
        measured = {"by_icr": "icr", "by_dscr": "dscr"}.get(found.put_in_binds or "")
        if measured:
            above = run(put_in(result.case, found.party, by_field, found.kind, found.put_in_nok + 1))
            assert (above.number(f"{found.party}.bank.{measured}.breached") or 0) >= 1
        for each in found.lifts:
            if each.needed is not None and not each.numbers[0].is_whole:
                assert each.capacity_nok == pytest.approx(found.need_nok, abs=1e-2)


def test_the_defaults_are_said_with_their_source_and_move_nothing() -> None:
    result = run(load_case(example_path("larvik")))
    found = landlord(capacity(result))
    rate = next(term for term in found.terms if term.field == "rate_share_per_year")
    assert (rate.value, rate.is_default) == (0.06, True)
    assert rate.source is not None
    assert "UNION" in rate.source.en
    stated = run(result.case.changed({"bank.capacity": {}, "scenarios": {}}))
    assert found.largest_nok == stated.number("landlord.capacity.largest")
    # the case itself borrows 4,000,000, refinanced by a loan that is not counted once more
    assert found.need_nok == near(4_000_000)


def test_what_cannot_be_asked_is_refused_with_the_mend() -> None:
    result = asked(TERMS, {})
    with pytest.raises(NoAnswer, match="Choose among landlord, operator"):
        capacity(result, "owner")
    with pytest.raises(NoAnswer, match="above NOK 0"):
        capacity(result, need_nok=0.0)


def test_nothing_to_measure_by_is_said() -> None:
    result = run(case_from_mapping(tiny({"horizon_months": 12})))
    found = landlord(capacity(result))
    assert found.largest_nok is None
    assert found.reason is not None
    assert found.lifts == ()


def test_a_company_without_loan_or_works_is_told_of_without_a_need() -> None:
    """Works of nothing allow a loan of nothing, and that is why; of cover for no loan nothing is said."""
    result = run(load_case(template_path("management")))
    found = capacity(result, "operator")
    only = found.parties[0]
    assert (only.largest_nok, only.need_nok, only.is_enough, only.lifts) == (0, None, None, ())
    said = [sentence.text.en for sentence in answer(found, result).sentences]
    assert said[0] == "The operator can borrow nothing; share of works binds."
    assert said[1] == "The share is of the works that the operator pays itself, and there are none."
    assert not any("No cover is required" in each for each in said)


def test_where_no_cover_is_asked_for_it_is_said_what_it_would_be() -> None:
    """Half of 1,440,000 by value, 720,000 over ten years at 6 %: 7,993.48 a month of NOK 12,000."""
    found = landlord(capacity(asked({**TERMS, "maximum_ltv": 0.5}, {})))
    assert found.put_in_nok == near(720_000)
    assert found.put_in_dscr == near(12_000 / -float(npf.pmt(0.005, 120, 720_000)))
    assert landlord(capacity(asked(TERMS, {"minimum_icr": 3.0}))).put_in_dscr is None


def test_a_run_without_support_is_asked_about_without_support() -> None:
    """The operator of larvik lives of its support: without it no year earns interest and nothing is lent."""
    case = load_case(example_path("larvik"))
    found = capacity(run(case, with_support=False), "operator").parties[0]
    alone = run(case.changed({"bank.capacity": {}, "scenarios": {}}), with_support=False)
    assert found.largest_nok == alone.number("operator.capacity.largest") == 0
    assert capacity(run(case), "operator").parties[0].largest_nok == near(0.75 * 350_000)
