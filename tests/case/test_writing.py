"""Writing a case: the round trip, and the fingerprint."""

import re
from typing import Any

import pytest

from feasibility.case import case_from_mapping, case_hash, parse_case, to_mapping, to_yaml
from feasibility.case.file import writing
from tests.case.cases import STRUCTURES, changed, minimal_case, sublease_case, without


@pytest.mark.parametrize("structure", STRUCTURES)
def test_round_trip_keeps_everything(structure: str) -> None:
    case = case_from_mapping(STRUCTURES[structure]())
    assert case_from_mapping(to_mapping(case)) == case
    assert parse_case(to_yaml(case)) == case
    assert case_hash(parse_case(to_yaml(case))) == case_hash(case)


def test_the_mapping_is_what_the_user_wrote() -> None:
    # Sources at their numbers, no default that was left out, whole amounts as whole numbers.
    assert to_mapping(case_from_mapping(sublease_case())) == sublease_case()
    assert to_mapping(case_from_mapping(minimal_case())) == minimal_case()
    assert "1500.0" not in to_yaml(case_from_mapping(minimal_case()))


def test_the_mapping_is_the_callers_own() -> None:
    case = case_from_mapping(sublease_case())
    mapping: Any = to_mapping(case)
    mapping["products"]["flex"]["units"] = 1
    mapping["scenarios"].clear()
    assert to_mapping(case) == sublease_case()


@pytest.mark.parametrize("number", [1.125, 37.125, 999.999, 1e-5, 1.25])
def test_what_is_written_can_be_read_in_one_way_only(number: float) -> None:
    case = case_from_mapping(changed(minimal_case(), "jobs_per_member", number))
    assert parse_case(to_yaml(case)) == case


def test_sourced_numbers_are_written_on_one_line() -> None:
    text = to_yaml(case_from_mapping(sublease_case()))
    assert "name: Fremleie i småby" in text
    assert "price_nok_per_month: {value: 799, source: 'Masteroppgave 2021, l. 9705', date: 2021-05}" in text
    assert "products.flex.ramp.stabilised_share: {value: 0.55, assumption: Pessimistisk}" in text


@pytest.mark.parametrize(
    "text",
    [
        "1e6",
        "5",
        "0.08",
        "true",
        "null",
        "~",
        "yes",
        "no",
        "2021-05-01",
        "2026-01",
        "1:30",
        ".nan",
        "- a",
        "a: b",
        "# a",
        "'a'",
        '"a"',
        "&a",
        "*a",
        "!a",
        "{a}",
        "[a]",
        "=1+1",
        "  a  ",
        "a\nb",
        "a\n\n  b\n",
        "Ærlig – «pris» … 100 %",
        "\U0001f600",
        "x" * 120,
    ],
)
def test_any_text_survives_the_file(text: str) -> None:
    case = case_from_mapping(changed(minimal_case(), "description", text))
    assert case.description == text
    assert parse_case(to_yaml(case)) == case


def test_no_anchor_is_written_for_values_that_are_alike() -> None:
    stated = minimal_case()
    factors = [0.9] * 12
    stated["season_factors"] = factors
    stated["products"]["flex"]["season_factors"] = factors
    case = case_from_mapping(stated)
    assert "&" not in to_yaml(case)
    assert parse_case(to_yaml(case)) == case


BASE = case_hash(case_from_mapping(sublease_case()))


def shuffled(value: Any) -> Any:
    """The same with every mapping's keys the other way around."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(list(value))}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


def test_the_fingerprint_is_a_sha256_in_hex() -> None:
    assert re.fullmatch("[0-9a-f]{64}", BASE)


@pytest.mark.parametrize(
    "same",
    [
        sublease_case(),
        shuffled(sublease_case()),
        changed(sublease_case(), "products.flex.units", 20.0),
        changed(sublease_case(), "works.furniture.landlord_share", -0.0),
        # A default written out.
        changed(sublease_case(), "products.flex.price_includes_vat", False),
        changed(sublease_case(), "products.flex.vat_regime", "registered_letting"),
        changed(sublease_case(), "costs.cleaning.to_month", None),
        changed(sublease_case(), "index.rent_share_per_year", {"2029": 0.02, "2027": 0.025}),
        # Sources and scenarios.
        changed(sublease_case(), "products.flex.price_nok_per_month", 799),
        changed(sublease_case(), "products.flex.units", {"value": 20, "source": "x"}),
        without(sublease_case(), "scenarios"),
    ],
)
def test_the_fingerprint_stays(same: dict[str, Any]) -> None:
    assert case_hash(case_from_mapping(same)) == BASE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "Annen sak"),
        ("products.flex.label", "Flex"),
        ("products.flex.units", 21),
        ("products.flex.units", 20.000000001),
        ("index.rent_share_per_year", {2027: 0.025}),
        ("deal.lease.break_option.exercised", True),
        ("season_factors", [1] * 12),
        ("vat.refund_delay_months", 0),
    ],
)
def test_the_fingerprint_changes_with_any_value(path: str, value: Any) -> None:
    assert case_hash(case_from_mapping(changed(sublease_case(), path, value))) != BASE


@pytest.mark.parametrize(
    "text", ["kort", "å, «x» – 50 % " * 20, "1e6", "to\nlinjer " * 20, "a\\b " * 40, "\U0001f600 x"]
)
def test_the_quick_writer_writes_as_the_other_does(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = {"name": text, "price": {"value": 1.125, "source": text}, "list": [1, 2.5, 1e22, True, None, {}]}
    quick = writing.mapping_to_yaml(stated)
    monkeypatch.setattr(writing, "_QuickDumper", None)
    assert quick == writing.mapping_to_yaml(stated)
