"""How a case states what is uncertain: distributions of its numbers, and which of them move together."""

import math
from typing import Any

import pytest

from feasibility.case import Case, CaseError, case_from_mapping, case_hash, numbers, parse_case, to_yaml
from feasibility.case.check.across_uncertainty import normal_correlation
from tests.case.cases import changed, minimal_case

PRICE = "products.flex.price_nok_per_month"
SHARE = "products.flex.ramp.stabilised_share"
RATE = "party_rates.operator_share_per_year"


def triangular(path: str, low: float, mode: float, high: float) -> dict[str, Any]:
    return {"kind": "triangular", "path": path, "low": low, "mode": mode, "high": high}


THREE = {
    "a": triangular(PRICE, 900, 1000, 1200),
    "b": triangular(SHARE, 0.5, 0.6, 0.9),
    "c": triangular(RATE, 0.05, 0.1, 0.2),
}


def case_of(inputs: dict[str, Any], *correlations: tuple[str, str, float]) -> Case:
    pairs = [{"between": [one, other], "rank": rank} for one, other, rank in correlations]
    return case_from_mapping(
        changed(minimal_case(), "uncertainty", {"inputs": inputs, "correlations": pairs})
    )


def problem_of(inputs: dict[str, Any], *correlations: tuple[str, str, float]) -> tuple[str, str]:
    with pytest.raises(CaseError) as raised:
        case_of(inputs, *correlations)
    (found,) = raised.value.problems
    assert found.en != found.nb
    return found.path.removeprefix("uncertainty."), found.nb


def test_uncertainty_is_read_written_and_changes_neither_the_hash_nor_the_numbers() -> None:
    case = case_of(THREE, ("a", "b", -0.5))
    plain = case_from_mapping(minimal_case())
    assert case.uncertainty is not None
    assert case.uncertainty.inputs["b"].path == SHARE
    assert parse_case(to_yaml(case)) == case
    assert case_hash(case) == case_hash(plain)
    assert list(numbers(case)) == list(numbers(plain))


@pytest.mark.parametrize(
    ("inputs", "path", "nb"),
    [
        (
            {"a": triangular("products.flex.prise", 1, 2, 3)},
            "inputs.a.path",
            "«prise» finnes ikke. Gyldige her: kind, ",
        ),
        ({"a": triangular("products.fleks.units", 1, 2, 3)}, "inputs.a.path", "Mente du «flex»?"),
        ({"a": triangular("products.flex", 1, 2, 3)}, "inputs.a.path", "fører ikke til et tall"),
        ({"a": triangular("name", 1, 2, 3)}, "inputs.a.path", "fører ikke til et tall"),
        ({"a": triangular("deal.lease.area_m2", 1, 2, 3)}, "inputs.a.path", "tallet er ikke oppgitt i saken"),
        ({"a": triangular("uncertainty.inputs.a.low", 1, 2, 3)}, "inputs.a.path", "fører ikke til et tall"),
        ({"a": triangular(PRICE, 3, 2, 1)}, "inputs.a.low", "low er ikke under high (low 3, high 1)"),
        ({"a": triangular(PRICE, 2, 2, 2)}, "inputs.a.low", "fjern fordelingen hvis tallet er sikkert"),
        ({"a": triangular(PRICE, 2, 5, 3)}, "inputs.a.mode", "mode 5 ligger utenfor"),
        ({"a": triangular(SHARE, 2, 3, 4)}, "inputs.a.kind", "hele fordelingen ligger utenfor"),
        ({"a": {"kind": "normal", "path": SHARE, "mean": 3, "sd": 0.5}}, "inputs.a.kind", "hele fordelingen"),
        ({"a": {"kind": "normal", "path": SHARE, "mean": 3, "sd": 0}}, "inputs.a.sd", "0 er for lite"),
        (
            {"a": {"kind": "lognormal", "path": SHARE, "mean": 9, "sd": 0.5}},
            "inputs.a.kind",
            "hele fordelingen",
        ),
        ({"a": {"kind": "bootstrap", "path": SHARE, "values": []}}, "inputs.a.values", "listen har 0 poster"),
        (
            {"a": {"kind": "bootstrap", "path": SHARE, "values": [0.1, 2]}},
            "inputs.a.values.1",
            "2 er utenfor",
        ),
        (
            {"a": {"kind": "discrete", "path": SHARE, "values": [0, 1], "probabilities": [0.5, 0.6]}},
            "inputs.a.probabilities",
            "sannsynlighetene blir 1.1 i sum",
        ),
        (
            {"a": {"kind": "discrete", "path": SHARE, "values": [0, 1], "probabilities": [1]}},
            "inputs.a.probabilities",
            "det er 2 i values, men 1 i probabilities",
        ),
        ({"a": THREE["a"], "x": THREE["a"]}, "inputs.x.path", "er også fordelt i a"),
        ({"a": {"kind": "gauss", "path": SHARE}}, "inputs.a.kind", "én av triangular, pert, uniform, normal"),
    ],
)
def test_a_distribution_that_is_wrong(inputs: dict[str, Any], path: str, nb: str) -> None:
    found = problem_of(inputs)
    assert found[0] == path
    assert nb in found[1]


def test_a_listed_value_of_a_whole_number_is_whole() -> None:
    found = problem_of(
        {"a": {"kind": "bootstrap", "path": "products.flex.ramp.months", "values": [12, 12.5]}}
    )
    assert found[0] == "inputs.a.values.1"


def test_a_rate_by_year_is_distributed_year_by_year() -> None:
    base = changed(minimal_case(), "index", {"rent_share_per_year": {2026: 0.02, 2028: 0.03}})
    for path, is_right in (("index.rent_share_per_year.2028", True), ("index.rent_share_per_year", False)):
        stated = changed(base, "uncertainty", {"inputs": {"a": triangular(path, 0, 0.02, 0.05)}})
        if is_right:
            case_from_mapping(stated)
        else:
            with pytest.raises(CaseError, match="oppgitt per år"):
                case_from_mapping(stated)


@pytest.mark.parametrize(
    ("pairs", "path", "nb"),
    [
        ([("a", "x", 0.5)], "correlations.0.between", "«x» er ikke blant inputs"),
        ([("a", "a", 0.5)], "correlations.0.between", "følger alltid seg selv"),
        ([("a", "b", 0.5), ("b", "a", 0.4)], "correlations.1.between", "oppgitt to ganger"),
        ([("a", "b", 1.2)], "correlations.0.rank", "1.2 er for stort"),
        ([("a", "b", 1)], "correlations.0.rank", "a–b kan ikke gjelde"),
        (
            [("a", "b", 0.9), ("b", "c", 0.9)],
            "correlations.1.rank",
            "b–c kan ikke gjelde sammen med de andre",
        ),
        ([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)], "correlations", "kan ikke gjelde sammen"),
    ],
)
def test_correlations_that_are_wrong(pairs: list[tuple[str, str, float]], path: str, nb: str) -> None:
    """0.9 and 0.9 with 0 between the ends: 1 − 0.9² − 0.9² < 0, so no three numbers move like that."""
    found = problem_of(THREE, *pairs)
    assert found[0].startswith(path)
    assert nb in found[1]


def test_correlations_that_can_hold_are_taken() -> None:
    """The determinant of (0.9, 0.9, 0.8) is 1 + 2·0.648 − 0.81 − 0.81 − 0.64 = 0.036 > 0."""
    case_of(THREE, ("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", 0.8))


def test_the_normal_correlation_of_a_rank_correlation() -> None:
    """Pearson's 2·sin(π·ρ/6): ½ at a rank correlation of 6/π·asin(¼) = 0.4826, and the ends stay."""
    assert normal_correlation(6 / math.pi * math.asin(0.25)) == pytest.approx(0.5)
    assert [normal_correlation(rank) for rank in (-1, 0, 1)] == pytest.approx([-1, 0, 1])


def test_what_is_set_is_no_longer_drawn() -> None:
    """As a source note: the distribution was of the number that was there; its correlations go too."""
    case = case_of(THREE, ("a", "b", 0.5), ("b", "c", 0.4))
    for changes in (
        {PRICE: 1100},
        {"products": {**minimal_case()["products"], "flex": minimal_case()["products"]["flex"]}},
    ):
        left = case.changed(changes).uncertainty
        assert left is not None
        gone = {"a"} if PRICE in changes else {"a", "b"}
        assert set(left.inputs) == set(THREE) - gone
        assert [set(pair.between) for pair in left.correlations] == ([{"b", "c"}] if PRICE in changes else [])


def test_a_scenario_sets_a_distributed_number() -> None:
    stated = changed(minimal_case(), "uncertainty", {"inputs": THREE})
    case = case_from_mapping({**stated, "scenarios": {"s": {"set": {SHARE: 0.4}}}})
    found = case.scenario("s").uncertainty
    assert found is not None
    assert set(found.inputs) == {"a", "c"}


def test_a_change_may_state_the_uncertainty_itself() -> None:
    case = case_of(THREE).changed({PRICE: 1100, "uncertainty.inputs.a.low": 950})
    assert case.uncertainty is not None
    assert set(case.uncertainty.inputs) == set(THREE)
