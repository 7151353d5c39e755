"""The liquidity budget: its names and amounts by hand, and that it ends at the cash the model says."""

import pytest

from feasibility.answers.answer import Figure, Table
from feasibility.answers.liquidity import LOWEST, budget_of, budget_rows, liquidity
from tests.evaluated import evaluated
from tests.model.tiny import ran
from tests.random_case import STRUCTURES, random_case_read

COVER = ("overdraft", "equity", "unfunded", "distribution")


def _by_name(table: Table) -> dict[str, list[float | None]]:
    return {
        str(row.cells[0].nb): [cell.value for cell in row.cells[1:] if isinstance(cell, Figure)]  # type: ignore[union-attr]
        for row in table.rows
    }


def test_in_out_and_cash_by_hand() -> None:
    # 120 m² at 600 a year is 6,000 a month and 7,500 with VAT; five desks bring 5,000, 6,250 with VAT. In
    # April the term January–February is settled: 2 × (1,250 − 1,500) = −500 for the operator, refunded.
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 600,
            "financing.operator.equity": [{"month": 1, "amount_nok": 10_000}],
        }
    )
    operator = _by_name(liquidity(result, "operator", 4))
    assert operator == {
        "Bankinnskudd ved månedens start": [0, 8_750, 7_500, 6_250],
        "Innbetalinger": [],
        "desk: inntekt": [6_250] * 4,
        "Mva. til gode, utbetalt": [0, 0, 0, 500],
        "Sum innbetalinger": [6_250, 6_250, 6_250, 6_750],
        "Utbetalinger": [],
        "Leie": [7_500] * 4,
        "Sum utbetalinger": [7_500] * 4,
        "Netto før dekning": [-1_250, -1_250, -1_250, -750],
        "Dekning": [],
        "Egenkapital": [10_000, 0, 0, 0],
        "Bankinnskudd ved månedens slutt": [8_750, 7_500, 6_250, 5_500],
    }
    landlord = _by_name(liquidity(result, "landlord", 4))
    assert landlord["Leie"] == [7_500] * 4
    assert landlord["Mva. betalt"] == [0, 0, 0, 3_000]  # 2 × 1,500, to the state
    assert "Dekning" not in landlord, "nothing was lacking"


def test_the_lowest_month_is_marked_once() -> None:
    result = ran(
        {
            "deal.lease.rent_nok_per_m2_year": 600,
            "financing.operator.equity": [{"month": 1, "amount_nok": 10_000}],
        }
    )
    table = liquidity(result, "operator", 4)
    marks = [
        (row.cells[0].nb, place)  # type: ignore[union-attr]
        for row in table.rows
        for place, cell in enumerate(row.cells[1:])
        if isinstance(cell, Figure) and cell.mark is LOWEST
    ]
    assert marks == [("Bankinnskudd ved månedens slutt", 3)]


def test_the_final_settlement_is_shown_only_where_the_horizon_is() -> None:
    built = ran({"horizon_months": 24}).built
    settled = "landlord.final_settlement"
    assert settled in [row.month.id for row in budget_rows(built, "landlord", 24) if row.month is not None]
    assert settled not in [
        row.month.id for row in budget_rows(built, "landlord", 12) if row.month is not None
    ]


def test_a_company_without_accounts_has_none() -> None:
    with pytest.raises(KeyError):
        budget_of(ran(structure="management").built, "municipality")


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("seed", range(4))
def test_the_named_lines_add_up_to_the_cash_of_the_model(structure: str, seed: int) -> None:
    # the cash of the liquidity block is worked out from sums by category: another way than the named flows
    result = evaluated(random_case_read(seed, structure))
    for budget in result.built.budgets:
        party, values = budget.party, result.values
        covered = [id for id in COVER if f"{party}.cash.{id}" in result.built.model.lines]
        moved = values[f"{party}.budget.net"] + sum(values[f"{party}.cash.{id}"] for id in covered)
        cash, opening = values[f"{party}.cash"], values[f"{party}.budget.opening"]
        assert opening + moved == pytest.approx(cash, rel=1e-9, abs=0.005)
        assert opening[1:] == pytest.approx(cash[:-1], abs=0)
        groups: dict[str, float] = {}
        heading = ""
        for row in budget.rows:
            if row.kind == "heading":
                heading = row.label.en
            elif row.kind == "row" and row.month is not None:
                groups[heading] = groups.get(heading, 0.0) + values.of(row.month).sum()
        assert groups["Paid in"] == pytest.approx(values[f"{party}.budget.in"].sum(), rel=1e-9, abs=0.005)
