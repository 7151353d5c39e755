"""Income and cost by name and year: small cases by hand, and every name counted once in every case."""

from __future__ import annotations

import numpy as np
import pytest

from feasibility.case import load_case
from feasibility.model import Result
from feasibility.model.base.result import Row, Statement
from feasibility.model.named import named_result, named_statements
from feasibility.resources import example_path
from tests.evaluated import evaluated
from tests.model.tiny import money, ran

CASE: dict[str, object] = {
    "start_month": "2026-11",
    "costs": {
        "cleaning": {"nok_per_month": 400},
        "phone": {"nok_per_month": 150},
        "insurance": {"nok_per_month": 100},
    },
    "financing.operator": {
        "equity": [{"month": 1, "amount_nok": 30_000}],
        "loans": {
            "bank": {
                "kind": "serial",
                "amount_nok": 12_000,
                "base_rate_share_per_year": 0.06,
                "drawdown_month": 1,
                "profile_months": 12,
                "arrangement_fee_nok": 100,
                "term_fee_nok": 10,
            }
        },
    },
}


def statement_of(result: Result, id: str) -> Statement:
    return next(each for each in result.built.statements if each.id == id)


def shown(result: Result, id: str, room: int | None = None) -> dict[str, list[float]]:
    """What a statement shows: label → the years' amounts."""
    (statement,), values = named_result(result, [statement_of(result, id)], room)
    return {row.label.en: list(values.of(row.year)) for row in statement.rows if row.year is not None}


def test_costs_by_name_as_earned() -> None:
    # November 2026 and 24 months on: 2, 12 and 10 months.
    found = shown(ran(CASE), "operator.income_statement")
    assert found["Operating costs"] == money(-650 * 2, -650 * 12, -650 * 10)
    assert found["cleaning"] == money(-400 * 2, -400 * 12, -400 * 10)
    assert found["phone"] == money(-150 * 2, -150 * 12, -150 * 10)
    assert found["insurance"] == money(-100 * 2, -100 * 12, -100 * 10)


def test_costs_by_name_as_paid() -> None:
    # With VAT at 25 %, in the month itself.
    found = shown(ran(CASE), "operator.cash_flow")
    assert found["cleaning"] == money(-500 * 2, -500 * 12, -500 * 10)
    assert found["phone"] == money(-187.5 * 2, -187.5 * 12, -187.5 * 10)


def test_a_row_of_one_flow_has_its_name_and_its_own_line() -> None:
    result = ran(CASE)
    (statement,), _ = named_result(result, [statement_of(result, "operator.income_statement")])
    names = [row.label.en for row in statement.rows]
    assert "Rent income from users" not in names
    row = statement.rows[names.index("desk: income")]
    assert row.kind == "row"
    assert row.year is result.built.model.lines["operator.income.income_rent.year"]


def test_loan_fees_are_parted_and_settled_interest_is_counted_once() -> None:
    # Twelve instalments of 1,000 from month 2: a fee of 100 when drawn, then 10 with each.
    result = ran(CASE)
    found = shown(result, "operator.cash_flow")
    assert found["bank: arrangement fee"] == money(-100, 0, 0)
    assert found["bank: fee per term"] == money(-10, -110, 0)


def test_the_largest_keep_their_names_and_the_rest_are_one() -> None:
    # The names would take five rows: three costs and two fees (100 and 120 in all). The largest stay.
    result = ran(CASE)
    assert len(shown(result, "operator.income_statement", 5)) == 5 + len(
        shown(result, "operator.income_statement", 0)
    )
    three = shown(result, "operator.income_statement", 3)
    assert {"cleaning", "phone", "insurance"} <= set(three)
    assert "bank: arrangement fee" not in three
    two = shown(result, "operator.income_statement", 2)
    assert two["cleaning"] == money(-800, -4800, -4000)
    assert two["Other (2 items)"] == money(-250 * 2, -250 * 12, -250 * 10)
    assert "phone" not in two


def test_the_first_statement_is_served_first() -> None:
    result = ran(CASE)
    both = [statement_of(result, f"operator.{id}") for id in ("income_statement", "cash_flow")]
    income, cash = named_statements(result.built.model, result.values, both, 10_000, 5).statements
    assert [row.kind for row in income.rows].count("part") == 5
    assert [row.kind for row in cash.rows].count("part") == 0


def test_what_is_nought_gives_way_first() -> None:
    # A cost of nothing and a small one fold before any that has an amount of its own.
    stated = {**CASE, "costs": {**CASE["costs"], "none": {"nok_per_month": 0}}}  # type: ignore[dict-item]
    found = shown(ran(stated), "operator.income_statement", 3)
    assert "none" not in found
    assert "cleaning" in found
    assert found["Other (2 items)"] == money(-100 * 2, -100 * 12, -100 * 10)


def parts_add_up(result: Result) -> None:
    """Every part of a row by month, and of every year, adds up to the row."""
    for room in (None, 6, 0):
        statements, values = named_result(result, result.built.statements, room)
        for statement in statements:
            groups: list[tuple[Row, list[Row]]] = []
            for row in statement.rows:
                if row.kind == "part":
                    groups[-1][1].append(row)
                else:
                    groups.append((row, []))
            for row, parts in groups:
                if parts:
                    assert row.year is not None
                    added = np.sum([values.of(part.year) for part in parts if part.year], axis=0)
                    assert added == pytest.approx(values.of(row.year), abs=0.01), row.label.en
    for statement in result.built.statements:
        for row in statement.rows:
            if row.parts and row.month is not None:
                added = np.zeros(result.case.horizon_months)
                for part in row.parts:
                    own = result.values.of(part.month)
                    added = added - own if part.is_out else added + own
                assert added == pytest.approx(result.values.of(row.month), abs=0.01), row.month.id


@pytest.mark.parametrize("name", ["larvik", "moss", "tonsberg", "vat_turn"])
def test_the_names_of_an_example_add_up(name: str) -> None:
    parts_add_up(evaluated(load_case(example_path(name))))


@pytest.mark.parametrize("structure", ["turnover_rent", "management", "landlord_operated"])
def test_the_names_of_other_deals_add_up(structure: str) -> None:
    stated = {key: value for key, value in CASE.items() if not key.startswith("financing")}
    parts_add_up(ran(stated, structure))
