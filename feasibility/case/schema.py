"""The JSON Schema of a case file, so that editors complete and check while the user types."""

import copy
import json

from feasibility.case.form.fields import ID_PATTERN
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT
from feasibility.case.messages.wording import allowed
from feasibility.language import format_unit
from feasibility.names import CONFIDENCES

Schema = dict[str, object]


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a case file, as a new dict.

    Titles are Norwegian, descriptions Norwegian and English. A number may also be written with its source,
    as ``{value, source, date}`` or ``{value, assumption}``, and then with its range, ``low`` and ``high``.
    What must hold between fields is left to :func:`feasibility.case.load_case`.
    """
    definitions: dict[str, Schema] = {
        "source_text": _TEXT,
        "source_date": _DATE,
        "sourced": _SOURCED,
    }
    case = _section(ROOT, definitions)
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sak",
        "description": "En sak for gårdeier og driver. / A case for landlord and operator.",
        **case,
        "$defs": dict(sorted(definitions.items())),
    }
    # A copy, so that no caller can change the parts that every call shares.
    return copy.deepcopy(schema)


def schema_text() -> str:
    """The JSON Schema as the file that comes with the product holds it."""
    return f"{json.dumps(json_schema(), ensure_ascii=False, indent=2)}\n"


_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 1000}
_DATE: Schema = {
    "title": "Kildens dato",
    "description": "2021, 2021-05 eller 2021-05-31. / 2021, 2021-05 or 2021-05-31.",
    "anyOf": [
        {"type": "string", "pattern": r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
        {"type": "integer", "minimum": 1900, "maximum": 2199},
    ],
}


def _section(section: Section, definitions: dict[str, Schema], tag: tuple[str, str] | None = None) -> Schema:
    fields = section.fields.values()
    properties = {field.name: _field(field, definitions) for field in fields}
    if tag is not None:
        properties[tag[0]] = {**properties[tag[0]], "const": tag[1]}
    return {
        "type": "object",
        "properties": properties,
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _field(field: Field, definitions: dict[str, Schema]) -> Schema:
    schema = _shape(field.shape, definitions)
    if field.nullable:
        schema = {"anyOf": [schema, {"type": "null"}]}
    about: Schema = {"title": field.nb, "description": _description(field)}
    # An empty section as default says nothing to the user; a number or a choice does.
    if not field.required and field.default not in (None, "", (), {}):
        about["default"] = list(field.default) if isinstance(field.default, tuple) else field.default
    return {**about, **schema}


def _description(field: Field) -> str:
    if not isinstance(field.shape, Leaf | Rate | Entries):
        return f"{field.nb}. / {field.en}."
    what = allowed(field.shape, field.unit)
    unit = field.unit
    if isinstance(field.shape, Entries) and unit:
        return f"{field.nb} ({format_unit(unit, 'nb')}): {what.nb}. / {field.en}: {what.en}."
    return f"{field.nb}: {what.nb}. / {field.en}: {what.en}."


def _shape(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Leaf():
            return _leaf(shape, definitions)
        case Rate(each=each):
            number = _sourced_or_plain(each, definitions)
            years: Schema = {
                "type": "object",
                "patternProperties": {r"^2(0|1)[0-9]{2}$|^2200$": number},
                "additionalProperties": False,
                "minProperties": 1,
            }
            return {"anyOf": [number, years]}
        case Items(item=item, at_least_one=at_least_one):
            named: Schema = {
                "type": "object",
                "patternProperties": {ID_PATTERN: _shape(item, definitions)},
                "additionalProperties": False,
            }
            return {**named, "minProperties": 1} if at_least_one else named
        case Entries(item=item, shortest=shortest, longest=longest):
            listed: Schema = {"type": "array", "items": _shape(item, definitions)}
            limits = {"minItems": shortest, "maxItems": longest}
            return {**listed, **{name: limit for name, limit in limits.items() if limit is not None}}
        case Variants(key=key, sections=sections):
            chosen = []
            for tag, section in sections.items():
                chosen.append(_reference(section, definitions, (key, tag)))
            return {"oneOf": chosen}
        case Section():
            return _reference(shape, definitions)
        case Overrides():
            return {"type": "object"}


def _reference(
    section: Section, definitions: dict[str, Schema], tag: tuple[str, str] | None = None
) -> Schema:
    name = section.model.__name__
    if name not in definitions:
        # Reserved before it is filled in, though no section holds itself today.
        definitions[name] = {}
        definitions[name] = _section(section, definitions, tag)
    return {"$ref": f"#/$defs/{name}"}


def _leaf(leaf: Leaf, definitions: dict[str, Schema]) -> Schema:
    if leaf.choices:
        return {"enum": list(leaf.choices)}
    if leaf.kind == "flag":
        return {"type": "boolean"}
    if leaf.kind == "text":
        limits = {"pattern": leaf.pattern, "minLength": leaf.shortest, "maxLength": leaf.longest}
        return {"type": "string", **{name: limit for name, limit in limits.items() if limit is not None}}
    return _sourced_or_plain(leaf, definitions)


def _sourced_or_plain(leaf: Leaf, definitions: dict[str, Schema]) -> Schema:
    """Return a reference to the number with these limits, plain or with its source."""
    name = _limits_name(leaf)
    if name not in definitions:
        number: Schema = {"type": "integer" if leaf.kind == "whole" else "number"}
        if leaf.minimum is not None:
            number["minimum" if leaf.minimum_included else "exclusiveMinimum"] = leaf.minimum
        if leaf.maximum is not None:
            number["maximum" if leaf.maximum_included else "exclusiveMaximum"] = leaf.maximum
        limits = dict.fromkeys(("value", "low", "high"), number)
        definitions[name] = {"anyOf": [number, {"$ref": "#/$defs/sourced", "properties": limits}]}
    return {"$ref": f"#/$defs/{name}"}


def _limits_name(leaf: Leaf) -> str:
    low = "" if leaf.minimum is None else f"_{'from' if leaf.minimum_included else 'above'}_{leaf.minimum:g}"
    high = "" if leaf.maximum is None else f"_{'to' if leaf.maximum_included else 'below'}_{leaf.maximum:g}"
    return f"{leaf.kind}{low}{high}"


_SOURCED: Schema = {
    "title": "Tall med kilde",
    "description": "Tall med kilde eller antakelse. / A number with its source or as an assumption.",
    "type": "object",
    "properties": {
        "value": {"title": "Tallet", "description": "Tallet. / The number."},
        "low": {
            "title": "Lavest",
            "description": "Det laveste tallet kan være. / The lowest the number may be.",
        },
        "high": {
            "title": "Høyest",
            "description": "Det høyeste tallet kan være. / The highest the number may be.",
        },
        "source": {"title": "Kilde", "description": "Kilde. / Source.", "$ref": "#/$defs/source_text"},
        "assumption": {
            "title": "Antakelse",
            "description": "Antakelse. / Assumption.",
            "$ref": "#/$defs/source_text",
        },
        "date": {"$ref": "#/$defs/source_date"},
        "confidence": {
            "title": "Sikkerhet",
            "description": "Dokumentert, anslag eller gjetning. / Documented, estimate or guess.",
            "enum": list(CONFIDENCES),
        },
    },
    "required": ["value"],
    "dependentRequired": {"low": ["high"], "high": ["low"]},
    "oneOf": [{"required": ["source"]}, {"required": ["assumption"]}],
    "additionalProperties": False,
}
