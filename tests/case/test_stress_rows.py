"""Stress rows that a case states itself: what may be written, mistakes, and what goes with a change."""

from typing import Any

import pytest

from feasibility.case import CaseError, case_from_mapping, case_hash, changes_of, parse_case, to_yaml
from tests.case.cases import changed, minimal_case, sublease_case

PRICE = "products.flex.price_nok_per_month"


def stated(changes: dict[str, Any]) -> dict[str, Any]:
    return changed(minimal_case(), "bank", {"stress": {"hard": {"set": changes}}})


def problem_of(changes: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(CaseError) as raised:
        case_from_mapping(stated(changes))
    (found,) = raised.value.problems
    assert found.en != found.nb
    return found.path, found.en


def test_a_change_sets_adds_or_multiplies() -> None:
    case = case_from_mapping(stated({PRICE: {"times": 0.5}}))
    price = case.products["flex"].price_nok_per_month
    assert price is not None
    assert changes_of(case, "hard") == {PRICE: price / 2}
    case = case_from_mapping(stated({PRICE: {"add": -100}, "index.prices_share_per_year": 0.01}))
    assert changes_of(case, "hard") == {PRICE: price - 100, "index.prices_share_per_year": 0.01}


def test_whole_numbers_stay_whole_and_years_move_together() -> None:
    stated_case = sublease_case()
    stated_case["bank"] = {
        "stress": {
            "hard": {
                "set": {
                    "products.flex.ramp.months": {"times": 1.5},
                    "financing.landlord.loans.bank.base_rate_share_per_year": {"add": 0.01},
                }
            }
        }
    }
    case = case_from_mapping(stated_case)
    found = changes_of(case, "hard")
    months = found["products.flex.ramp.months"]
    assert isinstance(months, int)
    assert months == round(1.5 * case.products["flex"].ramp.months)
    # 4 % from 2026 and 3.5 % from 2028, a point more
    assert found["financing.landlord.loans.bank.base_rate_share_per_year"] == {
        2026: pytest.approx(0.05), 2028: pytest.approx(0.045),
    }  # fmt: skip


def test_a_path_that_leads_nowhere_is_told_with_the_nearest_names() -> None:
    path, said = problem_of({"products.flexx.units": 3})
    assert path == "bank.stress.hard.set.products.flexx.units"
    assert "flex" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({PRICE: {"add": "mye"}}, "not a number"),
        ({PRICE: {"add": 1, "times": 2}}, "{times: 0.9}"),
        ({"deal.structure": {"add": 1}}, "not lead to a number"),
        ({"valuation.net_yield_share": {"add": 0.01}}, ""),
        ({"scenarios": {}}, "can't change"),
        ({"bank.stress": {}}, "can't change"),
    ],
)
def test_what_is_no_change_is_told(change: dict[str, Any], words: str) -> None:
    path, said = problem_of(change)
    assert path == f"bank.stress.hard.set.{next(iter(change))}"
    assert words in said


def test_the_line_of_the_mistake_is_told() -> None:
    text = to_yaml(case_from_mapping(stated({PRICE: 5000}))).replace(f"{PRICE}:", "products.flexx.units:")
    with pytest.raises(CaseError) as raised:
        parse_case(text)
    (found,) = raised.value.problems
    assert found.line == 1 + next(n for n, line in enumerate(text.splitlines()) if "flexx" in line)


def test_rows_are_written_back_and_leave_the_fingerprint() -> None:
    case = case_from_mapping(stated({PRICE: {"times": 0.9}}))
    assert parse_case(to_yaml(case)) == case
    assert case_hash(case) == case_hash(case_from_mapping(minimal_case()))


def test_a_row_goes_with_what_it_speaks_of() -> None:
    stated_case = sublease_case()
    del stated_case["scenarios"]
    rows = {"gone": {"set": {"support.anchor.desks": 1}}, "stays": {"set": {PRICE: 900}}}
    stated_case["bank"] = {"stress": rows}
    case = case_from_mapping(stated_case)
    assert list(case.changed({"support": {}}).bank.stress) == ["stays"]
    assert list(case.changed({"support.anchor": None}).bank.stress) == ["stays"]
    assert list(case.changed({PRICE: 800}).bank.stress) == ["gone", "stays"]
