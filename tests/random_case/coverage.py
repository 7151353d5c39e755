"""What random cases state of all that a case may state: read from the case's JSON Schema, part by part.

A place is a dotted path with `*` for the user's own names and a variant in brackets:
`deal[sublease].lease.reductions.*[percentage].share`. At each place stands what was met there: a choice, yes
or no, a number, one of the two forms of a rate, or that nothing was stated.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from feasibility.case import json_schema

Part = dict[str, Any]
Met = dict[str, set[object]]

SCHEMA: Part = json_schema()
LEFT_OUT, NOTHING = "left out", "nothing"
STATED, NUMBER, BY_YEAR, SOURCED = "stated", "one number", "by year", "with its source"
TWO_NUMBERS = "two different numbers"


PHASE = "phases.*.deal"
"""A phase's deal has the fields of the case's own: what is met of those is met once, at `deal`."""
TWINS = tuple(f"{section}.next_operator" for section in ("financing", "opening", "owners", "tax", "actual"))
"""A next operator's sections have the fields of the operator's: what is met of those is met once, there."""
REFUSED = {
    "financing.operator.loans.*.sizing.share_of_value": "the operator does not own the building",
}
"""Places in the schema at which no case may state anything, with the reason."""


def met(cases: Iterable[Part]) -> Met:
    """What the cases state, by place."""
    found: Met = {}
    for stated in cases:
        for place, what in _stated(SCHEMA, stated, ""):
            found.setdefault(place, set()).add(what)
    return found


def missing(found: Met) -> list[str]:
    """What a case may state and none of those in `found` did, each named by its place."""
    return [
        f"{place}: {what}"
        for place, what in _wanted(SCHEMA, "")
        if place not in REFUSED and not _is_met(found, place, what)
    ]


def _is_met(found: Met, place: str, what: str) -> bool:
    here = found.get(place, set())
    if what == TWO_NUMBERS:
        return len({number for number in here if not isinstance(number, str)}) > 1
    return what in here


def covering(count: int, cases: Mapping[int, Part]) -> tuple[int, ...]:
    """The keys of so many of the cases, each the one that adds most that those before it did not state."""
    of = {key: set(_stated(SCHEMA, stated, "")) for key, stated in cases.items()}
    left = {met for here in of.values() for met in here if not isinstance(met[1], float | int)}
    chosen: list[int] = []
    for _ in range(count):
        best = max((key for key in of if key not in chosen), key=lambda key: len(of[key] & left))
        left -= of[best]
        chosen.append(best)
    return tuple(chosen)


def _wanted(schema: Part, place: str) -> Iterator[tuple[str, str]]:
    """Every place under a part of the schema with what is to be met there, once each."""
    schema = _resolved(schema)
    if place in TWINS:
        yield place, STATED
    elif place == PHASE:
        yield from ((place, tag) for tag in _variants(schema))
    elif "oneOf" in schema:
        for tag, variant in _variants(schema).items():
            yield from _wanted(variant, f"{place}[{tag}]")
    elif "properties" in schema:
        for name, field in schema["properties"].items():
            here = f"{place}.{name}" if place else name
            if name not in schema["required"]:
                yield here, LEFT_OUT
            if "anyOf" in field and {"type": "null"} in field["anyOf"] and "default" in field:
                yield here, NOTHING
            yield from _wanted(_without_null(field), here)
    elif "patternProperties" in schema:
        yield from _wanted(*_each(schema, place))
    elif schema.get("type") == "array":
        yield from _wanted(schema["items"], f"{place}.*")
    elif _is_rate(schema):
        yield place, NUMBER
        yield place, BY_YEAR
        yield place, TWO_NUMBERS
    else:
        yield from ((place, what) for what in _of_leaf(schema))


def _of_leaf(schema: Part) -> list[str]:
    if "enum" in schema:
        return [str(choice) for choice in schema["enum"]]
    if "const" in schema:
        return [str(schema["const"])]
    if schema.get("type") == "boolean":
        return [str(True), str(False)]
    return [TWO_NUMBERS] if _is_number(schema) else [STATED]


def _stated(schema: Part, stated: Any, place: str) -> Iterator[tuple[str, object]]:
    """Every place at which something is stated, or left out, with what it is."""
    schema = _resolved(schema)
    if place in TWINS:
        yield place, STATED
    elif place == PHASE:
        yield place, next(tag for tag, each in _variants(schema).items() if _is_variant(each, stated, tag))
    elif "oneOf" in schema:
        tag = next(tag for tag, variant in _variants(schema).items() if _is_variant(variant, stated, tag))
        yield from _stated(_variants(schema)[tag], stated, f"{place}[{tag}]")
    elif "properties" in schema:
        for name, field in schema["properties"].items():
            here = f"{place}.{name}" if place else name
            if name not in stated:
                yield here, LEFT_OUT
            elif stated[name] is None:
                yield here, NOTHING
            else:
                yield from _stated(_without_null(field), stated[name], here)
    elif "patternProperties" in schema:
        for item in stated.values():
            each, here = _each(schema, place)
            yield from _stated(each, item, here)
    elif schema.get("type") == "array":
        for item in stated:
            yield from _stated(schema["items"], item, f"{place}.*")
    elif _is_rate(schema) and isinstance(stated, dict) and "value" not in stated:
        yield place, BY_YEAR
        yield from ((place, number) for number in stated.values())
    elif _is_number(schema) or _is_rate(schema):
        yield place, NUMBER
        if isinstance(stated, dict):
            yield SOURCED, " ".join(sorted(stated))
        yield place, stated["value"] if isinstance(stated, dict) else stated
    else:
        yield place, str(stated) if {"enum", "const"} & set(schema) or isinstance(stated, bool) else STATED


# ---- the parts of a schema -------------------------------------------------------------------------------


def _resolved(schema: Part) -> Part:
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def _variants(schema: Part) -> dict[str, Part]:
    """The variants of a union by the choice that names them."""
    variants = [_resolved(variant) for variant in schema["oneOf"]]
    return {
        next(field["const"] for field in variant["properties"].values() if "const" in field): variant
        for variant in variants
    }


def _is_variant(variant: Part, stated: Part, tag: str) -> bool:
    key = next(name for name, field in variant["properties"].items() if "const" in field)
    return stated[key] == tag


def _each(schema: Part, place: str) -> tuple[Part, str]:
    ((_, each),) = schema["patternProperties"].items()
    return each, f"{place}.*"


def _without_null(field: Part) -> Part:
    forms = [form for form in field.get("anyOf", ()) if form != {"type": "null"}]
    return forms[0] if len(forms) == 1 else field


def _is_number(schema: Part) -> bool:
    forms = [schema, *schema.get("anyOf", ())]
    return any(form.get("type") in ("number", "integer") for form in forms)


def _is_rate(schema: Part) -> bool:
    return any("patternProperties" in form for form in schema.get("anyOf", ()))
