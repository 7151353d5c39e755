"""No number decides which lines there are: an open cell does what the same number does in a fresh case.

`structure` is all of a model but its numbers. Where it is the same for two cases that differ in a number,
both calculate the same formulas from the same inputs, and so does the workbook, which is written from them.
"""

from __future__ import annotations

import random

import pytest

from feasibility.case import Case, case_from_mapping, load_case
from feasibility.engine.expr import Expr, Line
from feasibility.engine.lines import Shift
from feasibility.engine.nodes import Binary, Negative, Sum
from feasibility.model.build import build
from feasibility.resources import example_names, example_path, template_names, template_path
from tests.model.structure import changed_or_none, open_inputs, structure, together, values_to_try
from tests.model.tiny import tiny
from tests.random_case import random_case_read

AT_ONCE = 40  # changes tried together
PATHS = {
    **{f"examples/{name}": example_path(name) for name in example_names()},
    **{f"templates/{name}": template_path(name) for name in template_names()},
}


def assert_no_number_decides(case: Case, seed: int = 0) -> int:
    """Every open input to 0, to 1.3 times itself and to its limits; gives how many changes were tried."""
    built = build(case)
    before = structure(built.model)
    tries = [(item.id, value) for item in open_inputs(built) for value in values_to_try(case, item)]
    random.Random(seed).shuffle(tries)
    count = 0
    for group in together(case, tries, AT_ONCE):
        after = structure(build(case.changed(group)).model)
        assert after == before, _culprits(case, group, before)
        count += len(group)
    return count


def _culprits(case: Case, group: dict[str, float], before: dict[str, object]) -> str:
    found = []
    for path, value in group.items():
        alone = changed_or_none(case, {path: value})
        if alone is not None and (after := structure(build(alone).model)) != before:
            lines = [id for id in {**after, **before} if after.get(id) != before.get(id)]
            found.append(f"{path} = {value} decides {', '.join(lines[:5])}")
    return "; ".join(found) or f"together: {group}"


def test_no_number_of_a_small_case_decides_which_lines_there_are() -> None:
    tenant = {
        "rent_nok_per_m2_year": 1000, "term_months": 12, "void_months": 3, "fit_out_nok": 0,
    }  # fmt: skip
    case = case_from_mapping(
        tiny(
            {
                "comparison": {"ordinary_tenant": tenant},
                "services": {"itemised": {"coffee": {"price_nok_per_use": 20, "uses_per_month": 100}}},
                "financing": {
                    "operator": {
                        "overdraft": {"limit_nok": 100_000, "rate_share_per_year": 0.08},
                        "loans": {"bank": {"kind": "annuity", "amount_nok": 100_000, "drawdown_month": 1,
                                           "profile_months": 12, "base_rate_share_per_year": 0.05}},
                    }
                },
            }
        )
    )  # fmt: skip
    # bad debt, fees, commission, cost of sales and a tenant's fit-out are 0 here: their flows are there
    assert_no_number_decides(case)


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_no_open_input_of_an_example_or_template_decides(name: str) -> None:
    assert assert_no_number_decides(load_case(PATHS[name])) > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_no_open_input_of_a_random_case_decides(seed: int) -> None:
    assert_no_number_decides(random_case_read(seed), seed)


def assert_no_balance_is_summed(case: Case) -> None:
    """A row that adds a balance to something is a balance, and the sum of balances over months means nothing.

    A balance taken off another, as in what a month adds, is a flow: what is added is set off against what is
    taken away.
    """
    for line in build(case).model.lines.values():
        assert line.total != "sum" or _balances(line.formula) <= 0, line.id


def _balances(part: Expr) -> int:
    """How many balances an expression adds, less those it takes off."""
    match part:
        case Sum():
            return sum(_balances(term) for term in part.terms)
        case Binary(operator="-"):
            return _balances(part.left) - _balances(part.right)
        case Negative():
            return -_balances(part.operand)
        case Shift():
            return int(part.line.total == "end")
        case Line():
            return int(part.total == "end")
        case _:
            return 0


@pytest.mark.parametrize("name", ["templates/sublease", "examples/moss"])
def test_no_balance_of_an_example_is_summed(name: str) -> None:
    assert_no_balance_is_summed(load_case(PATHS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_no_balance_of_a_random_case_is_summed(seed: int) -> None:
    assert_no_balance_is_summed(random_case_read(seed))
