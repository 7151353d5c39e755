"""The checks every run makes, docs/model.md §11: each holds, and each fails when an error is planted."""

from dataclasses import replace
from typing import Any

import pytest

from feasibility.case import case_from_mapping, load_case
from feasibility.engine.expr import Axis, Expr, Line, if_null
from feasibility.engine.model import Model
from feasibility.evaluate import run
from feasibility.language import Label
from feasibility.model import Result
from feasibility.resources import example_path
from feasibility.witness import witnessed
from tests.evaluated import evaluated
from tests.model.answers.test_measures import operator_with
from tests.model.tiny import ran, tiny

CASE: dict[str, Any] = {
    "deal.lease.rent_nok_per_m2_year": 600,
    "costs": {"cleaning": {"nok_per_month": 2000}},
    "financing.operator": {
        "equity": [{"month": 1, "amount_nok": 20_000}],
        "capital_call_limit_nok": 10_000,
        "loans": {
            "bank": {
                "kind": "serial",
                "amount_nok": 12_000,
                "base_rate_share_per_year": 0.06,
                "drawdown_month": 2,
                "profile_months": 12,
            }
        },
    },
    "financing.landlord.equity": [{"month": 1, "amount_nok": 5000}],
    "works": {"rehab": {"amount_nok": 60_000, "start_month": 1, "months": 2}},
}


def run_with(planted: pytest.MonkeyPatch, line: str, error: float, times: float = 1) -> Result:
    """The case run with an error added to one line, in the line's unit and in every period.

    times: what every amount of the case, but not the error, is multiplied by.
    """
    plant(planted, line, error)
    result = run(case_from_mapping(tiny(CASE)))
    assert "planted" in result.built.model.inputs
    return result if times == 1 else larger(result, times)


def plant(planted: pytest.MonkeyPatch, line: str, error: float) -> None:
    """Add an error to one line of every model built from now on."""
    define = Model.define

    def define_wrongly(model: Model, defined: Line, formula: Expr) -> None:
        if defined.id == line:
            formula = if_null(formula, 0) + model.input(
                "planted", error, defined.unit, Label("Feil", "Error")
            )
        define(model, defined, formula)

    planted.setattr(Model, "define", define_wrongly)


def larger(result: Result, times: float) -> Result:
    """The result with every amount multiplied, but a planted error and the checks' own limit."""
    values = result.built.program.run(amounts(result, times))
    return replace(result, values=values, witnessed=witnessed(result.case, values))


def amounts(result: Result, times: float) -> dict[str, float]:
    """Every amount of the case, multiplied."""
    return {
        id: times * item.value
        for id, item in result.built.model.inputs.items()
        if item.unit.startswith("NOK") and id not in ("planted", "checks_in_ore_up_to_nok")
    }


def failed(result: Result) -> set[str]:
    return {check.id for check in result.failed_checks}


def test_nothing_fails_where_nothing_is_planted() -> None:
    result = ran(CASE)
    assert failed(result) == set()
    assert {check.difference.id for check in result.built.checks} >= {
        "check.conservation",
        "check.members",
        "check.landlord.sources",
        "check.operator.sources",
        "check.landlord.cash",
        "check.operator.cash",
        "check.landlord.vat",
        "check.operator.vat",
        "check.operator.loan.bank",
        "check.break_even",
        "check.landlord.irr.root",
        "check.operator.equity_irr.root",
    }


@pytest.mark.parametrize(
    ("check", "line", "error"),
    [
        ("check.conservation", "party.lender.cash", 0.01),
        ("check.conservation", "party.operator_owners.cash", -0.01),
        ("check.members", "products.desk.members", 5.01),
        ("check.landlord.sources", "landlord.cash", 1.0),
        ("check.operator.sources", "operator.cash", 1.0),
        ("check.operator.cash", "operator.unfunded_drawn", -1.0),
        ("check.landlord.vat", "landlord.vat.net.settled", 1.0),
        ("check.operator.vat", "operator.vat.net.settled", 1.0),
        ("check.operator.loan.bank", "operator.loan.bank.balance", 1.0),
        # rent 6,000 and costs 2,000 a month against 5,000: λ = 1.6; a thousandth of λ is 60 a year
        ("check.break_even", "break_even.factor", 0.001),
        ("check.break_even", "break_even.factor.8", 0.001),
        ("check.break_even", "break_even.as_stated.contribution", 1.0),
        ("check.break_even", "break_even.desk.margin_per_place", 1.0),
        ("check.break_even_with_help", "break_even_with_help.factor", 0.001),
        ("check.landlord.irr.root", "landlord.irr.monthly", 1e-6),
        ("check.landlord.equity_irr.root", "landlord.equity_irr.monthly", 1e-6),
        ("check.landlord.irr.root", "landlord.irr.monthly", 0.01),
    ],
)
def test_a_planted_error_fails_its_check(
    monkeypatch: pytest.MonkeyPatch, check: str, line: str, error: float
) -> None:
    assert check in failed(run_with(monkeypatch, line, error))


@pytest.mark.parametrize("first", [1, 60, 119])
def test_a_wrong_rate_far_below_zero_is_seen_whenever_the_flows_are(
    monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    # −1,000, then 750: −25 % a month. Seen from the 750 they are worth −1,000 × (1 + r) + 750: an error of a
    # hundred-thousandth is 0.01 kr, in month 2 of 120 as in the last
    right = operator_with({first: -1000, first + 1: 750}, 120)
    assert right.number("check.operator.irr.root") == 0
    plant(monkeypatch, "operator.irr.monthly", -1e-5)
    wrong = run(right.case)
    assert wrong.number("check.operator.irr.root") == 0.01
    assert failed(wrong) == {"check.operator.irr.root"}


@pytest.mark.parametrize(("error", "fails"), [(0.0049, False), (0.0051, True), (-0.0051, True)])
def test_half_an_oere_is_the_limit(monkeypatch: pytest.MonkeyPatch, error: float, fails: bool) -> None:
    assert ("check.conservation" in failed(run_with(monkeypatch, "party.lender.cash", error))) is fails


# ---- large amounts ----------------------------------------------------------------------------------------


def test_rounding_in_a_large_case_is_no_fault() -> None:
    # 10,000,000 times the example: hundreds of billions a month, of which a double holds no øre
    result = larger(evaluated(load_case(example_path("larvik"))), 1e7)
    assert failed(result) == set()
    values, case = result.values, result.case
    apart = [values.number(f"{p}.sources") - values.number(f"{p}.uses")
             - values[f"{p}.cash"][-1] for p in case.companies]  # type: ignore[operator]  # fmt: skip
    assert any(abs(difference) >= 0.005 for difference in apart)  # judged in øre it would have failed


def test_the_grain_is_an_oere_up_to_five_milliards() -> None:
    # the largest amounts of the case are those that came in to or went out of one of the companies
    small, large = ran(CASE), larger(ran(CASE), 1e6)
    ends = [f"{party}.{side}" for party in ("landlord", "operator") for side in ("sources", "uses")]
    largest = max(small.number(id) or 0.0 for id in ends)
    assert 60_000 < largest < 1e6
    assert small.number("check.grain") == 1
    # half an øre of the grain is 1e-12 of the largest amount: grain = 2e-10 of it
    assert large.number("check.grain") == pytest.approx(2e-10 * 1e6 * largest, rel=1e-9)


@pytest.mark.parametrize(
    ("check", "line", "error"),
    [
        ("check.conservation", "party.lender.cash", 1.0),
        ("check.landlord.sources", "landlord.cash", 1.0),
        ("check.operator.cash", "operator.unfunded_drawn", -1.0),
        ("check.operator.vat", "operator.vat.net.settled", 1.0),
        ("check.operator.loan.bank", "operator.loan.bank.balance", 1.0),
        ("check.operator.balance", "operator.balance.assets", 1.0),
        ("check.break_even", "break_even.as_stated.contribution", 1.0),
        ("check.gain_parts", "landlord.npv_against_vacant.running", 1.0),
        ("witness.operator.npv", "operator.npv", 1.0),
    ],
)
def test_a_fault_of_one_krone_fails_in_a_large_case(
    monkeypatch: pytest.MonkeyPatch, check: str, line: str, error: float
) -> None:
    # 200,000 million in all: half a grain is NOK 0.2
    assert check in failed(run_with(monkeypatch, line, error, times=1e6))


@pytest.mark.parametrize("planted", [float("nan"), float("inf")])
@pytest.mark.parametrize(
    ("check", "line"),
    [
        ("check.conservation", "party.lender.cash"),
        ("check.operator.vat", "operator.vat.net.settled"),
        ("check.operator.balance", "operator.balance.assets"),
        ("check.gain_parts", "landlord.npv_against_vacant.running"),
        ("check.numbers", "check.largest_amount"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_infinity_and_no_number_are_never_green(
    monkeypatch: pytest.MonkeyPatch, check: str, line: str, planted: float
) -> None:
    found = failed(run_with(monkeypatch, line, planted))
    assert check in found
    assert "check.numbers" in found


def test_a_grain_of_infinity_passes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # whatever a check is judged in, an infinite largest amount makes none of them green
    result = run_with(monkeypatch, "check.largest_amount", float("inf"))
    assert {check.difference.id for check in result.built.checks if check.difference.unit == "NOK"} <= failed(
        result
    )


def test_every_check_says_what_it_checks_in_both_languages() -> None:
    for check in ran(CASE).built.checks:
        assert check.label.nb
        assert check.label.en


@pytest.mark.parametrize("planted", [float("nan"), float("inf")])
def test_a_line_without_the_number_it_promises_is_red_and_named(
    monkeypatch: pytest.MonkeyPatch, planted: float
) -> None:
    # no other line reads this one, and no other check sees it
    result = run_with(monkeypatch, "landlord.cash.rent.year", planted)
    (check,) = [check for check in result.failed_checks if check.id == "check.numbers"]
    assert check.difference is None
    assert "landlord.cash.rent.year" in check.label.nb
    assert not check.passed


def test_a_line_that_says_why_it_has_no_number_is_not_wrong() -> None:
    result = ran(CASE)
    (check,) = [check for check in result.checks if check.id == "check.numbers"]
    assert any(result.values.number(line.id) is None for line in result.built.program.nullable
               if line.axis is Axis.SCALAR)  # fmt: skip
    assert check.passed
