"""A group: landlord and operator as one (docs/model.md §13.13), by hand and in random cases."""

from typing import Any

import numpy as np
import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.model import Result
from tests.model.tiny import by_month, by_year, money, near, ran
from tests.random_case import STRUCTURES, random_case
from tests.random_case.owning import disown, incorporate
from tests.random_case.succeeding import let_one_go_on

LOAN = {
    "kind": "serial",
    "amount_nok": 120_000,
    "base_rate_share_per_year": 0.06,
    "drawdown_month": 1,
    "profile_months": 120,
}


def grouped(**changes: Any) -> dict[str, Any]:
    """Rent of 300 per m² on 120 m², 3,000 a month, and a loan on the landlord."""
    return {
        "group": {"label": "Torget"},
        "deal.lease.rent_nok_per_m2_year": 300,
        "financing": {"landlord": {"loans": {"bank": LOAN}}},
        **changes,
    }


def test_rent_between_the_companies_is_gone() -> None:
    # Of 5,000 from members 3,000 goes on as rent, 2,000 stays; together it is 5,000, less interest. Interest
    # from the second month: 0.5 % of 120,000 = 600.
    result = ran(grouped())
    assert by_month(result, "operator.ebitda", 1, 1) == money(2000)
    assert by_month(result, "landlord.ebitda", 1, 1) == money(3000)
    assert by_month(result, "group.ebitda", 1, 1) == money(5000)
    assert by_year(result, "group.income_statement.income.rent.year") == money(0, 0)
    assert by_year(result, "group.cash_flow.cash.rent.year") == money(0, 0)
    assert by_month(result, "group.net_result", 1, 2) == money(5000, 4400)


def test_what_one_owes_the_other_is_on_neither_side() -> None:
    # Rent of 9,000 a quarter in advance: at the end of January the operator has prepaid 6,000, which the
    # landlord owes.
    result = ran(grouped(**{"deal.lease.payment": "quarterly_in_advance"}))
    assert by_month(result, "group.inner_dues", 1, 3) == money(6000, 3000, 0)
    sides = [by_month(result, f"{party}.balance.assets", 1, 1)[0] for party in ("landlord", "operator")]
    assert by_month(result, "group.balance.assets", 1, 1) == money(sum(sides) - 6000)
    equities = [by_month(result, f"{party}.balance.equity", 1, 1)[0] for party in ("landlord", "operator")]
    assert by_month(result, "group.balance.equity", 1, 1) == money(sum(equities))


def test_the_group_serves_its_debt_from_what_both_earn() -> None:
    # 60,000 a year. Paid back 1,000 a month from the second; interest falls by 5 a month from 600. The first
    # year: 11 × 600 − 5 × (0 + … + 10) = 6,325 and 11,000; the second: 12 × 545 − 5 × 66 = 6,210 and 12,000.
    result = ran(grouped())
    assert by_year(result, "group.dscr") == pytest.approx([60_000 / 17_325, 60_000 / 18_210])
    assert result.number("group.dscr.worst") == pytest.approx(60_000 / 18_210)


def test_the_inner_rent_serves_the_bank_and_leaves_the_operator_whole() -> None:
    # The reference year is the first: the landlord has 36,000 and owes 17,325; one NOK per m² is 120 a year.
    result = ran(grouped())
    assert result.number("group.rent_needed") == near(300 - (36_000 - 17_325) / 120)
    assert result.number("group.rent_borne") == near(300 + 24_000 / 120)
    needed = float(result.number("group.rent_serves_both") or 0)
    # and with that rent the landlord's EBITDA is its debt service to the øre
    tried = ran(grouped(**{"deal.lease.rent_nok_per_m2_year": needed}))
    assert by_year(tried, "landlord.ebitda.year")[0] == pytest.approx(17_325, abs=0.01)


@pytest.mark.parametrize("policy", ["pooled", "separate", "liable_only"])
def test_at_the_rent_the_operator_bears_it_is_left_with_nothing(policy: str) -> None:
    # Where half of the members cannot deduct VAT, which decides what is sold and what rent carries VAT.
    changes = grouped(**{"products.desk.not_eligible_share": 0.5, "vat": {"policy": policy}})
    borne = float(ran(changes).number("group.rent_borne") or 0)
    tried = ran({**changes, "deal.lease.rent_nok_per_m2_year": borne})
    assert by_year(tried, "operator.ebitda.year")[0] == pytest.approx(0, abs=0.01)


def test_where_no_rent_serves_both_it_says_so() -> None:
    # 60,000 a year cannot serve 700,000 over ten years, whatever the companies pay each other.
    loans = {"landlord": {"loans": {"bank": {**LOAN, "amount_nok": 700_000}}}}
    result = ran(grouped(financing=loans))
    assert result.number("group.rent_serves_both") is None
    needed, borne = (result.number(f"group.rent_{id}") for id in ("needed", "borne"))
    assert needed is not None
    assert borne is not None
    assert needed > borne


def test_the_groups_liquidity_is_that_of_both() -> None:
    result = ran(grouped())
    both = [np.asarray(result.values[f"{party}.liquidity"]) for party in ("landlord", "operator")]
    assert result.number("group.lowest_cash") == near(float((both[0] + both[1]).min()))


def test_one_company_is_no_group_and_no_group_has_no_lines() -> None:
    alone = ran({"group": {}}, "landlord_operated").built
    assert not [id for id in alone.model.lines if id.startswith(("group.", "check.group"))]
    assert not [id for id in ran().built.model.lines if id.startswith("group.")]


@pytest.mark.slow
@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_group_is_conserved_in_every_case(structure: str) -> None:
    for seed in range(200, 212):
        stated = random_case(seed, structure=structure)
        stated["group"] = {}
        disown(stated)
        incorporate(stated)  # one person has the allowance once
        let_one_go_on(stated)
        result = run(case_from_mapping(stated))
        assert [check.id for check in result.failed_checks] == [], seed
        if "group.ebitda" in result.built.model.lines:
            _is_the_sum(result)


def _is_the_sum(result: Result) -> None:
    parties = ("landlord", "operator")
    scale = max(1.0, float(np.abs(np.asarray(result.values["group.balance.assets"])).max()))
    lines, goodwill = result.built.model.lines, np.zeros(result.case.horizon_months)
    for party in parties:  # none of the group's own
        if f"{party}.goodwill" in lines:
            goodwill = np.asarray(result.values[f"{party}.goodwill"])
    inner = {"net_result": np.diff(goodwill, prepend=0.0), "balance.equity": goodwill}
    for id in ("ebitda", "net_result", "cash", "balance.equity"):
        both = sum(np.asarray(result.values[f"{party}.{id}"]) for party in parties)
        both = both - inner.get(id, 0.0)
        assert np.asarray(result.values[f"group.{id}"]) == pytest.approx(both, abs=1e-9 * scale)
    assert (np.asarray(result.values["group.inner_dues"]) >= 0).all()
