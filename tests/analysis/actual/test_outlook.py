"""Budget against actual: deviation, level, liquidity, covenants and the board's duty, worked out by hand."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from feasibility.analysis.actual.booked import Booked, Figure, booked_of_case, gathered
from feasibility.analysis.actual.forecast import LineFound, Outlook, outlook
from feasibility.case import CaseError, case_from_mapping, case_hash
from feasibility.evaluate import run
from feasibility.model import Result
from tests.case import cases

OPERATOR = "operator"
LOAN = {"kind": "serial", "amount_nok": 240_000, "base_rate_share_per_year": 0.05, "drawdown_month": 1,
        "profile_months": 120}  # fmt: skip


def stated(**more: object) -> Any:
    case: Any = cases.minimal_case()
    case["financing"] = {
        "operator": {
            "share_capital_nok": 100_000,
            "equity": [{"month": 1, "amount_nok": 100_000}],
            "loans": {"bank": LOAN},
        }
    }
    case["costs"] = {"vask": {"payer": "operator", "nok_per_month": 10_000}}
    case["bank"] = {"covenants": {"minimum_dscr": 1.2}}
    return {**case, **more}


@pytest.fixture(scope="module")
def result() -> Result:
    return run(case_from_mapping(stated()))


def plan(result: Result, id: str, month: int) -> float:
    return float(result.values[id][month - 1])


def booked(result: Result, amounts: Mapping[str, Mapping[int, float]]) -> Booked:
    figures = [
        Figure(f"2026-{month:02d}", line, nok, "test")
        for line, by_month in amounts.items()
        for month, nok in by_month.items()
    ]
    return gathered(result, OPERATOR, figures)


def followed(result: Result, share: float, months: range = range(1, 7)) -> Outlook:
    """Income booked at a share of the plan, costs as planned, in the first months."""
    income = {m: share * plan(result, "operator.income.income_rent", m) for m in months}
    cost = {m: plan(result, "operator.income.operating_cost", m) for m in months}
    return outlook(result, booked(result, {"income_rent": income, "operating_cost": cost}))


def line(found: Outlook, id: str) -> LineFound:
    return next(each for each in found.lines if each.id == id)


def test_what_is_booked_as_planned_leaves_the_plan_as_it_is(result: Result) -> None:
    found = followed(result, 1.0)
    for total in found.totals:
        assert total.followed == pytest.approx(total.planned)
    for month in found.months:
        assert month.equity == pytest.approx(month.equity_plan)
        if month.is_booked:
            assert month.cash == pytest.approx(month.cash_plan)
    for each in found.covenants:
        assert each.outlook == (None if each.plan is None else pytest.approx(each.plan))


def test_the_deviation_is_booked_less_planned(result: Result) -> None:
    """Nine tenths of the income booked: a tenth of the plan's income is missing, in EBITDA too."""
    found = followed(result, 0.9)
    income = sum(plan(result, "operator.income.income_rent", m) for m in range(1, 7))
    rent = line(found, "income_rent")
    assert rent.actual - rent.plan == pytest.approx(-0.1 * income)
    span, ebitda = found.booked_places, found.total("ebitda")
    assert (ebitda.followed - ebitda.planned)[span].sum() == pytest.approx(-0.1 * income)


def test_the_rest_of_a_line_keeps_the_level_of_its_last_three_months(result: Result) -> None:
    """Booked 100, 100, 100, 50, 60, 70 % of the plan; planned p4, p5, p6 in the last three."""
    shares = {1: 1.0, 2: 1.0, 3: 1.0, 4: 0.5, 5: 0.6, 6: 0.7}
    planned = {m: plan(result, "operator.income.income_rent", m) for m in range(1, 121)}
    found = outlook(result, booked(result, {"income_rent": {m: s * planned[m] for m, s in shares.items()}}))
    level = sum(shares[m] * planned[m] for m in (4, 5, 6)) / sum(planned[m] for m in (4, 5, 6))
    rent = line(found, "income_rent")
    assert rent.factor == pytest.approx(level)
    assert rent.why == "level"
    assert rent.followed[6:] == pytest.approx(level * np.array([planned[m] for m in range(7, 121)]))


@pytest.mark.parametrize(("share", "factor"), [(0.2, 0.5), (1.9, 1.5), (-1.0, 0.5)])
def test_the_level_is_bounded_and_told(result: Result, share: float, factor: float) -> None:
    rent = line(followed(result, share), "income_rent")
    assert (rent.factor, rent.why) == (factor, "bounded")
    assert rent.level == pytest.approx(share)


def test_fewer_months_than_three_give_the_level_of_those(result: Result) -> None:
    assert line(followed(result, 0.8, range(1, 2)), "income_rent").factor == pytest.approx(0.8)


def test_a_line_not_booked_is_as_planned_and_one_left_out_of_a_month_is_nothing(result: Result) -> None:
    income = plan(result, "operator.income.income_rent", 1)
    found = outlook(result, booked(result, {"income_rent": {1: income, 2: income}, "other": {1: -10.0}}))
    cost = line(found, "operating_cost")
    assert (cost.is_booked, cost.why, cost.actual) == (False, "not_booked", cost.plan)
    assert list(line(found, "other").followed[:2]) == [-10.0, 0.0]


def test_interest_and_the_agreed_rent_follow_the_plan(result: Result) -> None:
    months = range(1, 4)
    amounts = {
        id: {m: 2 * plan(result, f"operator.income.{id}", m) for m in months} for id in ("interest", "rent")
    }
    found = outlook(result, booked(result, amounts))
    for id in ("interest", "rent"):
        assert (line(found, id).factor, line(found, id).why) == (1.0, "as_planned")
        assert line(found, id).followed[3:] == pytest.approx(line(found, id).planned[3:])


def test_what_the_plan_has_no_line_for_is_in_the_result(result: Result) -> None:
    found = outlook(result, booked(result, {"other": {1: -500.0}, "other_finance": {1: -70.0}}))
    ebitda, before = found.total("ebitda"), found.total("result_before_tax")
    assert (ebitda.followed - ebitda.planned)[0] == pytest.approx(-500)
    assert (before.followed - before.planned)[0] == pytest.approx(-570)
    assert line(found, "other").why == "no_plan"
    assert line(found, "other").followed[1:].sum() == 0  # nothing planned, nothing expected


def test_liquidity_goes_on_from_the_balance_at_the_bank(result: Result) -> None:
    """12,345 in the bank after the third month; then what the plan moves, and the EBITDA that is missing."""
    months = range(1, 4)
    income = {m: 0.8 * plan(result, "operator.income.income_rent", m) for m in months}
    found = outlook(result, booked(result, {"income_rent": income, "cash": {3: 12_345.0}}))
    third, fourth = found.months[2], found.months[3]
    assert (third.cash, third.cash_stated) == (12_345.0, True)
    missing = 0.2 * plan(result, "operator.income.income_rent", 4)
    assert fourth.cash == pytest.approx(12_345 + plan(result, "operator.budget.net", 4) - missing)


def test_the_boards_duty_by_month(result: Result) -> None:
    """Share capital 100,000: equity of 49,999.99 is below half of it, 50,000 is not."""
    half, lost = {1: 50_000.0, 2: 49_999.99}, {3: -0.01}
    amounts = {
        "income_rent": {1: 1.0, 2: 1.0, 3: 1.0},
        "equity": half | lost,
        "cash": {1: 0.0, 2: 5.0, 3: -1.0},
    }
    found = outlook(result, booked(result, amounts))
    assert found.half_capital == 50_000
    assert [month.duties for month in found.months[:3]] == [
        (),
        ("half_capital",),
        ("equity_lost", "no_money"),
    ]


def test_an_estimated_balance_of_a_month_that_is_over_is_no_lack_of_money(result: Result) -> None:
    """Nobody booked what was in the bank: the owners may have paid in. What is to come is told."""
    found = outlook(result, booked(result, {"operating_cost": {1: -900_000.0, 2: -900_000.0}}))
    assert found.months[1].cash < 0
    assert ["no_money" in month.duties for month in found.months[:3]] == [False, False, True]


def test_without_a_share_capital_only_lost_equity_is_told() -> None:
    case = stated()
    del case["financing"]["operator"]["share_capital_nok"]
    other = run(case_from_mapping(case))
    amounts = {"income_rent": {1: 1.0, 2: 1.0}, "equity": {1: 10.0, 2: -10.0}, "cash": {1: 1.0, 2: 1.0}}
    found = outlook(other, booked(other, amounts))
    assert found.half_capital is None
    assert [month.duties for month in found.months[:2]] == [(), ("equity_lost",)]


def test_dscr_of_each_year_with_the_booked_months_put_in() -> None:
    """(EBITDA booked and expected − tax paid) / (interest + instalments): a tenth of income is missing."""
    case = stated()
    case["products"]["flex"]["price_nok_per_month"] = 4_000  # it earns enough to pay tax in the second year
    dear = run(case_from_mapping(case))
    found = [each for each in followed(dear, 0.9).covenants if each.id == "dscr"]
    assert [(each.year, each.booked, each.limit) for each in found] == [
        (2026, 6, 1.2),
        (2027, 0, 1.2),
        (2028, 0, 1.2),
    ]
    taxes = []
    for place, each in enumerate(found):
        year = range(12 * place + 1, 12 * place + 13)

        def of(id: str, months: range = year) -> float:
            return sum(plan(dear, f"operator.{id}", month) for month in months)

        taxes.append(of("tax.paid"))
        earned = of("ebitda") - 0.1 * of("income.income_rent") - taxes[-1]
        assert each.outlook == pytest.approx(earned / (of("interest_cost") + of("principal")))
    assert max(taxes) > 0


def test_a_covenant_is_broken_only_where_it_is_measured(result: Result) -> None:
    found = followed(result, 0.5)
    dscr = [each for each in found.covenants if each.id == "dscr"]
    for each in dscr:
        assert each.outlook is not None
        assert each.is_broken == (each.is_counted and each.outlook < 1.2)
    assert any(each.is_broken for each in dscr)


def test_the_cases_own_booked_figures_move_nothing_of_the_plan(result: Result) -> None:
    entries = [{"month": "2026-01", "line": "income_rent", "amount_nok": 9_000}]
    case = case_from_mapping(stated(actual={"operator": {"booked": entries}}))
    assert case_hash(case) == case_hash(result.case)
    other = run(case)
    assert other.values["operator.cash"] == pytest.approx(result.values["operator.cash"])
    found = booked_of_case(other, OPERATOR)
    assert found is not None
    assert found.amounts == {"income_rent": {1: 9_000.0}}
    assert booked_of_case(other, "landlord") is None


@pytest.mark.parametrize(
    ("entry", "path", "says"),
    [
        (
            {"month": "2026-13", "line": "income_rent", "amount_nok": 1},
            "actual.operator.booked.0.month",
            "ÅÅÅÅ-MM",
        ),
        (
            {"month": "2026-01", "line": "income_rent", "amount_nok": "mye"},
            "actual.operator.booked.0.amount_nok",
            "",
        ),
    ],
)
def test_a_mistake_in_the_case_is_told_by_its_path(entry: dict[str, object], path: str, says: str) -> None:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated(actual={"operator": {"booked": [entry]}}))
    (problem,) = raised.value.problems
    assert problem.path == path
    assert says in problem.nb


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"month": "2025-12", "line": "income_rent", "amount_nok": 1}, "utenfor sakens horisont"),
        ({"month": "2026-01", "line": "inntekt", "amount_nok": 1}, "linjen «inntekt» finnes ikke i planen"),
    ],
)
def test_what_only_the_plan_can_tell_is_told_by_its_path_too(entry: dict[str, object], says: str) -> None:
    found = run(case_from_mapping(stated(actual={"operator": {"booked": [entry]}})))
    with pytest.raises(CaseError) as raised:
        booked_of_case(found, OPERATOR)
    (problem,) = raised.value.problems
    assert problem.path == "actual.operator.booked.0"
    assert says in problem.nb


def test_account_ranges_are_the_right_way_round() -> None:
    ranges = [{"first": 3600, "last": 3000, "line": "income_rent"}]
    with pytest.raises(CaseError, match=r"actual\.operator\.accounts\.0\.last .*3000 er før 3600"):
        case_from_mapping(stated(actual={"operator": {"accounts": ranges}}))
