"""The municipality's account: what it gives by item, what it gets back, and what is left (§13.14)."""

from __future__ import annotations

import pytest

from feasibility.analysis.municipality_account import municipality_account
from feasibility.case import case_from_mapping
from tests.case.cases import sublease_case
from tests.evaluated import evaluated


def stated(**more: object) -> dict[str, object]:
    return sublease_case() | {"scenarios": {}} | more


def test_a_case_without_municipal_support_has_no_such_lines() -> None:
    result = evaluated(case_from_mapping(stated(support={})))
    assert municipality_account(result) is None
    assert not [id for id in result.built.model.lines if id.startswith("municipality.gives")]


def test_each_item_stands_by_its_amount_and_the_rest_is_what_it_bears() -> None:
    """100,000 once and 60,000 a year in months 7 to 30: 24 × 5,000 = 120,000; 220,000 in all."""
    support = {
        "start": {
            "kind": "grant", "payer": "municipality", "receiver": "operator",
            "amount_nok": 100_000, "month": 3,
        },
        "yearly": {
            "kind": "yearly_grant", "payer": "municipality", "receiver": "operator", "nok_per_year": 60_000,
            "from_month": 7, "to_month": 30,
        },
        "sponsor": {
            "kind": "grant", "payer": "sponsor", "receiver": "operator", "amount_nok": 50_000, "month": 3,
        },
    }  # fmt: skip
    result = evaluated(case_from_mapping(stated(support=support)))
    account = municipality_account(result)
    assert account is not None
    given = [result.number(each.total) for each in account.given]
    assert given == [pytest.approx(100_000), pytest.approx(120_000)]
    assert [each.kind for each in account.given] == ["cash", "cash"]
    assert result.number(account.total_given) == pytest.approx(220_000)
    back = result.number(account.total_back)
    assert back == pytest.approx(0)  # the tax is the stated amount, whatever is done with the space
    assert result.number(account.net) == pytest.approx(220_000)
    by_year = result.values["municipality.support.year"]
    assert float(by_year.sum()) == pytest.approx(220_000)
    for each in (*account.given, *account.back):
        assert float(result.values.of(each.year).sum()) == pytest.approx(result.number(each.total) or 0.0)


def test_a_run_without_support_has_no_account() -> None:
    support = {"start": {"kind": "grant", "payer": "municipality", "receiver": "operator",
                         "amount_nok": 100_000, "month": 3}}  # fmt: skip
    case = case_from_mapping(stated(support=support))
    assert municipality_account(evaluated(case)) is not None
    assert municipality_account(evaluated(case, with_support=False)) is None
