"""The JSON Schema, with the jsonschema package as an independent witness of what it accepts."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from feasibility.case import CaseError, case_from_mapping, json_schema
from feasibility.case.form.shape import Section
from feasibility.case.form.stated import StatedCase
from tests.case.cases import STRUCTURES, changed, minimal_case, sublease_case, without
from tests.case.test_field_mistakes import WRONG_VALUES
from tests.case.test_number_fields import EVERY_FIELD

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def accepts(stated: dict[str, Any]) -> bool:
    return VALIDATOR.is_valid(json.loads(json.dumps(stated)))


def test_it_is_a_schema_of_the_2020_12_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA, allow_nan=False)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_it_accepts_what_the_loader_accepts(structure: str) -> None:
    assert list(VALIDATOR.iter_errors(json.loads(json.dumps(STRUCTURES[structure]())))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("horizon_months", {"value": 120, "source": "x", "date": "2021-05"}),
        ("products.flex.price_nok_per_month", {"value": 5, "assumption": "x"}),
        ("products.flex.price_nok_per_month", {"value": 5.5, "source": "x", "date": 2021}),
        ("index.prices_share_per_year", {"value": 0.02, "source": "x"}),
        ("index.prices_share_per_year", {"2027": 0.02, "2028": {"value": 0.03, "assumption": "x"}}),
        ("products.flex.season_factors", [1] * 11 + [{"value": 2, "source": "x"}]),
        ("deal.lease.area_m2", None),
        ("deal.lease.area_m2", {"value": 180, "source": "x"}),
        ("scenarios", {"s": {"set": {"products.flex.units": 5, "deal.lease.reductions": []}}}),
    ],
)
def test_it_accepts_each_form_of_a_number(path: str, value: Any) -> None:
    stated = changed(minimal_case(), path, value)
    assert accepts(stated)
    case_from_mapping(stated)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("horizon_months", {"value": 5, "source": "x"}),
        ("products.flex.units", {"value": 5}),
        ("products.flex.units", {"value": 5, "source": "x", "assumption": "y"}),
        ("products.flex.units", {"value": 5, "source": ""}),
        ("products.flex.units", {"value": 5, "source": "x", "date": "mai"}),
        ("products.flex.units", {"value": 5, "source": "x", "url": "y"}),
        ("products.flex.units", {"value": 0, "source": "x"}),
        ("index.prices_share_per_year", {"neste": 0.02}),
        ("deal.structure", "leie"),
        ("deal.turnover", {"mode": "greater_of", "share_of_income": 0.1}),
        ("products.flex.unitz", 1),
        ("building.spaces.Stor", {"kind": "common", "exclusive_m2": 1}),
        ("sources", {}),
    ],
)
def test_it_refuses_what_the_loader_refuses(path: str, value: Any) -> None:
    stated = changed(minimal_case(), path, value)
    assert not accepts(stated)
    with pytest.raises(CaseError):
        case_from_mapping(stated)


def test_it_refuses_every_wrong_value_of_a_single_field() -> None:
    refused = 0
    for path, value, _, _ in WRONG_VALUES:
        base = minimal_case() if path.startswith("building.spaces.floor") else sublease_case()
        # JSON Schema holds 120.0 to be a whole number, and knows no number too large to calculate with.
        if value in (120.0, 10**400):
            continue
        try:
            text = json.dumps(changed(base, path, value), allow_nan=False)
        except ValueError:
            continue  # JSON has no such number
        assert not VALIDATOR.is_valid(json.loads(text)), (path, value)
        refused += 1
    assert refused > 50


@pytest.mark.parametrize("path", ["name", "building.spaces", "products.flex.ramp.months", "deal.structure"])
def test_it_asks_for_what_is_required(path: str) -> None:
    assert not accepts(without(minimal_case(), path))


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for key, part in schema.items():
            if key != "default":
                yield from properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part)


def test_every_field_is_titled_in_norwegian_and_described_in_both_languages() -> None:
    found = list(properties(SCHEMA))
    titles = {(name, field.get("title")) for name, field in found}
    for field in EVERY_FIELD:
        assert (field.name, field.nb) in titles, field.name
    for name, about in found:
        if "title" in about and name not in ("value", "low", "high", "source", "date", "assumption"):
            assert " / " in about["description"], name
    parts: Any = SCHEMA["$defs"]
    nb, en = parts["Ramp"]["properties"]["start_share"]["description"].split(" / ")
    assert nb == "Belegg ved åpning: et tall fra 0 til 1 (andel)."
    assert en == "Occupancy at opening: a number from 0 to 1 (share)."


def test_defaults_and_choices_are_there_for_the_editor() -> None:
    found: Any = SCHEMA
    assert found["properties"]["after_lease"]["enum"] == ["vacant", "relet"]
    assert found["properties"]["after_lease"]["default"] == "vacant"
    assert found["$defs"]["Product"]["properties"]["members_per_unit"]["default"] == 1
    assert found["required"] == [name for name, field in Section(StatedCase).fields.items() if field.required]


def test_each_call_gives_a_schema_of_its_own() -> None:
    first: Any = json_schema()
    first["$defs"].clear()
    first["properties"].clear()
    assert json_schema() == SCHEMA
