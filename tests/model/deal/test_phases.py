"""Phases: another deal from a month (docs/model.md §13.12), and what goes on across the change."""

from typing import Any

import numpy as np
import pytest

from feasibility.case import CaseError, case_from_mapping
from tests.case.cases import REGISTERED
from tests.evaluated import evaluated
from tests.model.tiny import by_month, money, ran, tiny

RENT = "deal.lease.rent_nok_per_m2_year"


def lease(rent: float, start: int, **more: Any) -> dict[str, Any]:
    """A sublease of the tiny case's 120 m²: a rent of NOK 1 per m² and year is NOK 10 a month."""
    stated = {"term_months": 24, "rent_nok_per_m2_year": rent, "payment": "monthly", "start_month": start}
    return {"structure": "sublease", "lease": {**stated, **more}}


OWN = {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 1000}


def test_the_members_pay_whoever_runs_the_concept() -> None:
    # Members pay 5,000 a month, first to the landlord, from month 4 to the operator, which pays 300 × 10.
    result = ran({"phases": [{"from_month": 4, "deal": lease(300, 4)}]}, "landlord_operated")
    assert by_month(result, "landlord.ebitda", 1, 6) == money(5000, 5000, 5000, 3000, 3000, 3000)
    assert by_month(result, "operator.ebitda", 1, 6) == money(0, 0, 0, 2000, 2000, 2000)
    assert by_month(result, "products.desk.members", 3, 4) == money(5, 5)


def test_the_operators_costs_staff_and_support_follow_who_runs_the_concept() -> None:
    changes = {
        "costs": {"cleaning": {"nok_per_month": 800, "payer": "operator"}},
        "support": {
            "yearly": {
                "kind": "yearly_grant",
                "payer": "municipality",
                "receiver": "operator",
                "nok_per_year": 1200,
                "from_month": 1,
                "to_month": 24,
            }
        },
        "phases": [{"from_month": 4, "deal": lease(0, 4)}],
    }
    result = ran(changes, "landlord_operated")
    # 5,000 − 800 + 100 a month, to the landlord for three months and to the operator from the fourth.
    assert by_month(result, "landlord.ebitda", 1, 5) == money(4300, 4300, 4300, 0, 0)
    assert by_month(result, "operator.ebitda", 1, 5) == money(0, 0, 0, 4300, 4300)


@pytest.mark.parametrize("first", ["management", "landlord_operated"])
def test_what_the_municipality_pays_falls_without_support_to_who_sells_in_each_month(first: str) -> None:
    # A cost of 800, and a post of 2,600 a year: 2,600 / 12 × 235 / 260 = 195.83 a month in wages, and on them
    # 12 % holiday pay, then 2 % pension, then 14.1 % contribution: × 1.12 × 1.02 × 1.141 = 255.26. Under
    # management the landlord sells, though "operator" as the payer would be the operator.
    changes = {
        "costs": {"cleaning": {"nok_per_month": 800, "payer": "municipality"}},
        "staff": {"host": {"fte": 1, "salary_nok_per_year": 2600, "payer": "municipality"}},
        "phases": [{"from_month": 4, "deal": lease(0, 4)}],
    }
    given, none = ran(changes, first), ran(changes, first, with_support=False)
    left = 5000 - 800 - 2600 / 12 * 235 / 260 * 1.12 * 1.02 * 1.141
    assert by_month(given, "landlord.ebitda", 1, 5) == money(5000, 5000, 5000, 0, 0)
    assert by_month(given, "operator.ebitda", 1, 5) == money(0, 0, 0, 5000, 5000)
    assert by_month(none, "landlord.ebitda", 1, 5) == money(left, left, left, 0, 0)
    assert by_month(none, "operator.ebitda", 1, 5) == money(0, 0, 0, left, left)


def test_a_landlord_takes_the_concept_back() -> None:
    changes = {RENT: 300, "phases": [{"from_month": 4, "deal": OWN}]}
    result = ran(changes)
    assert by_month(result, "lease.rent", 1, 5) == money(3000, 3000, 3000, 0, 0)
    assert by_month(result, "landlord.ebitda", 1, 5) == money(3000, 3000, 3000, 5000, 5000)
    assert by_month(result, "operator.ebitda", 1, 5) == money(2000, 2000, 2000, 0, 0)
    # the rent forgone is shown in the landlord's own months alone: 1,000 × 10
    assert by_month(result, "deal.market_rent_foregone", 3, 5) == money(0, 10_000, 10_000)


def test_a_lease_that_goes_on_counts_from_its_own_start() -> None:
    # Rent-free in lease months 5 and 6. Stated from month 1, the second lease's are project months 5 and 6;
    # stated from month 4, they are 8 and 9.
    free = {"reductions": [{"kind": "rent_free", "from_month": 5, "to_month": 6}]}
    goes_on = ran({RENT: 300, "phases": [{"from_month": 4, "deal": lease(400, 1, **free)}]})
    assert by_month(goes_on, "lease.rent", 3, 9) == money(3000, 4000, 0, 0, 4000, 4000, 4000)
    new = ran({RENT: 300, "phases": [{"from_month": 4, "deal": lease(400, 4, **free)}]})
    assert by_month(new, "lease.rent", 3, 9) == money(3000, 4000, 4000, 4000, 4000, 0, 0)


def test_area_given_back_lowers_the_rent_and_the_operators_costs_by_area() -> None:
    # 120 m² at 300 is 3,000; 60 m² from month 4 is 1,500. Cleaning at 120 per m² and year: 1,200, then 600.
    changes = {
        RENT: 300,
        "costs": {"cleaning": {"nok_per_m2_year": 120, "payer": "operator"}},
        "phases": [{"from_month": 4, "deal": lease(300, 1, area_m2=60)}],
    }
    result = ran(changes)
    assert by_month(result, "lease.rent", 3, 4) == money(3000, 1500)
    assert by_month(result, "costs.cleaning", 3, 4) == money(1200, 600)


def test_rent_in_advance_runs_through_a_change() -> None:
    # January to March at 3,000, from February at 4,000: in January 3,000 + 4,000 + 4,000, in April 12,000.
    changes = {
        RENT: 300,
        "deal.lease.payment": "quarterly_in_advance",
        "phases": [{"from_month": 2, "deal": lease(400, 1, payment="quarterly_in_advance")}],
    }
    result = ran(changes)
    assert by_month(result, "lease.rent.invoiced", 1, 4) == money(11_000, 0, 0, 12_000)


def test_the_landlord_deducts_for_its_own_sales_and_then_for_what_it_lets() -> None:
    # Own sales with VAT in an area let in full; then half the area to the operator, the rest never let with
    # VAT before: 1, then 0.5.
    changes = {"phases": [{"from_month": 4, "deal": lease(300, 4, area_m2=60)}]}
    result = ran(changes, "landlord_operated")
    assert by_month(result, "landlord.vat.leased", 3, 4) == money(1, 0.5)


def test_what_the_landlord_never_let_counts_nothing_in_its_own_months_alone() -> None:
    # 120 of 160 m² are sold from, with VAT; 40 m² of offices never. In its own months the landlord deducts by
    # area in use, 0.75. It lets the whole to the operator, whose empty offices follow the rest: 1.
    changes = {
        "building.spaces.offices": {"kind": "private_office", "exclusive_m2": 40},
        "phases": [{"from_month": 4, "deal": lease(300, 4)}],
    }
    result = ran(changes, "landlord_operated")
    assert by_month(result, "landlord.vat.leased", 3, 4) == money(0.75, 1)


@pytest.mark.parametrize("from_month", [2, 5, 13, 24])
def test_a_phase_that_agrees_the_same_changes_nothing(from_month: int) -> None:
    changes = {
        RENT: 300,
        "deal.lease.payment": "quarterly_in_advance",
        "deal.lease.security": {"kind": "deposit", "months_of_rent": 3},
        "deal.lease.reductions": [{"kind": "percentage", "from_month": 3, "to_month": 8, "share": 0.5}],
        "index.rent_share_per_year": 0.03,
        "works": {"rehab": {"amount_nok": 600_000, "start_month": 1, "months": 2}},
    }
    stated = tiny(changes)
    before = evaluated(case_from_mapping(stated))
    phase = {"from_month": from_month, "deal": stated["deal"]}
    after = evaluated(case_from_mapping({**stated, "phases": [phase]}))
    assert not after.failed_checks
    for party in ("landlord", "operator"):
        for line in ("ebitda", "project_cash", "owners_cash", "balance.assets", "balance.equity", "tax"):
            id = f"{party}.{line}"
            if id in before.built.model.lines:
                assert np.asarray(after.values[id]) == pytest.approx(np.asarray(before.values[id]), abs=0.005)
    for measure in ("landlord.npv", "operator.npv", "concept.stable_result", "break_even.factor"):
        assert after.number(measure) == pytest.approx(before.number(measure))


def test_the_reference_year_comes_after_the_change() -> None:
    # 2026 is a full year of the first deal; the second begins in February 2027, so no calendar year of the
    # two that the case has is one of it.
    result = ran({"phases": [{"from_month": 14, "deal": lease(300, 14)}]}, "landlord_operated")
    assert result.number("reference.year") is None
    assert result.number("reference_with_help.year") is None


def refused(**stated: Any) -> str:
    """What is said of a tiny case with these sections."""
    with pytest.raises(CaseError) as caught:
        case_from_mapping({**tiny(), **stated})
    return str(caught.value)


def test_phases_come_in_order_within_the_horizon() -> None:
    late = refused(phases=[{"from_month": 25, "deal": OWN}])
    assert "phases.0.from_month" in late
    assert "24" in late
    back = refused(phases=[{"from_month": 6, "deal": OWN}, {"from_month": 6, "deal": lease(1, 6)}])
    assert "phases.1.from_month" in back
    first = refused(phases=[{"from_month": 1, "deal": OWN}])
    assert "phases.0.from_month" in first


def test_leases_of_one_case_are_alike_in_what_runs_through_a_change() -> None:
    said = refused(phases=[{"from_month": 6, "deal": lease(1, 6, payment="quarterly_in_advance")}])
    assert "phases.0.deal.lease.payment" in said


def test_each_shared_result_stands_in_one_phase() -> None:
    managed = {"structure": "management", "fee": {}, "term_months": 24}
    said = refused(phases=[{"from_month": 6, "deal": managed}, {"from_month": 9, "deal": managed}])
    assert "phases.1.deal.structure" in said


def test_registration_is_stated_where_a_year_is_shared_and_the_seller_changes() -> None:
    turnover = {**lease(1, 6), "structure": "turnover_rent"}
    turnover["turnover"] = {"mode": "greater_of", "share_of_income": 0.1}
    phases = [{"from_month": 6, "deal": turnover}]
    said = refused(deal=OWN, phases=phases, vat={})
    assert "vat.landlord_registration" in said
    case_from_mapping({**tiny(), "deal": OWN, "phases": phases, "vat": dict(REGISTERED)})
