"""What a new item or section begins as: a template's of the same kind, else the least its fields ask for.

A suggestion carries its source note: the template's, or one that says it is to be replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from feasibility.case import Case, Lease, numbers, to_mapping
from feasibility.case.form.answered import WARNINGS
from feasibility.case.form.navigation import at, path_of
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.names import DEAL_STRUCTURES
from feasibility.starting import template_of

SUGGESTED: Final = "Forslag fra programmet; bytt det ut"
"""The note of a number that only stands there so that there is one."""

_END_FIELDS: Final = ("to_month",)
_ONE_OF: Final[Mapping[str, tuple[Mapping[str, object], ...]]] = {
    "Product": (
        {"price_nok_per_month": 1500.0},
        {"price_nok_per_month": 1500.0, "space": "*"},
        {"price_nok_per_use": 200.0, "uses_per_month": 20.0},
        {"price_nok_per_use": 200.0, "uses_per_month": 20.0, "space": "*"},
    ),
    "Cost": ({"nok_per_month": 1000.0},),
    "Service": ({"uses_per_month": 10.0},),
    "Ramp": ({"start_share": 0.5},),
    "Loan": (
        {"amount_nok": 1_000_000.0, "profile_months": 120, "drawdown_month": 1},
        {"amount_nok": 1_000_000.0, "tenor_months": 60, "drawdown_month": 1},
        {"amount_nok": 1_000_000.0, "works": "*"},
    ),
    "Instalment": ({"share": 1.0},),
    "OperatorDefault": tuple({"month": month} for month in (13, 37, 61, 73, 97)),
    "Phase": tuple({"from_month": month} for month in (13, 49, 85)),
    "UnitSale": ({"price_nok_per_unit": 2_000_000.0},),
    "Works": ({"start_month": 1, "months": 6},),
    "Turnover": ({}, {"threshold_nok_per_year": 1_000_000.0}),
    "RentDeferral": ({"from_month": 1, "to_month": 6, "repaid_from_month": 13},),
    "ProductStep": tuple(
        {"from_month": month, **change}
        for change in ({"units": 5.0}, {"price_nok_per_month": 1500.0})
        for month in (13, 49, 85)
    ),
    "CostStep": (
        {"from_month": 13, "nok_per_month": 1000.0},
        {"from_month": 13, "nok_per_m2_year": 100.0},
        {"from_month": 13, "nok_per_desk_month": 100.0},
        {"from_month": 13, "nok_per_member_month": 100.0},
        {"from_month": 13, "share_of_income": 0.1},
    ),
    "Owners": ({"holders": {"eier": {"held_share": 1.0}}},),
    "Sizing": ({"share_of_works": 0.6},),
    "WarningAnswer": tuple({"warning": id} for id in WARNINGS),
}
"""What the rules between the fields ask for beside what each field asks: the first that fits is taken."""
_LIKELY: Final[Mapping[str, float]] = {
    "NOK": 100_000.0,
    "NOK/year": 10_000.0,
    "NOK/month": 1_000.0,
    "NOK/m2/year": 1_000.0,
    "NOK/use": 100.0,
    "NOK/hour": 400.0,
    "m2": 50.0,
    "share": 0.5,
    "share/year": 0.05,
    "months": 12.0,
    "hours/month": 10.0,
    "promille": 3.0,
}


def items(case: Case, list_path: str, shape: Shape, kind: str, label: str) -> Iterator[dict[str, object]]:
    """What a new item of a list may begin as, the best first.

    Args:
        shape: of an item. kind: which of its kinds, "" where it has none. label: what it is to be called.
    """
    section = _section_of(shape, kind)
    if section is None:
        return
    for found in _in_templates(case, list_path, kind, kind_field(shape)):
        yield _labelled(section, _with_references(case, section, list_path, found), label)
    for found in least(case, section, list_path, kind_field(shape), kind):
        yield _labelled(section, found, label)


def sections(case: Case, path: str, section: Section) -> Iterator[dict[str, object]]:
    """What a section that is switched on may begin as, the best first."""
    for structure in _structures(case):
        found = at(_template(structure), path_of(path))
        if isinstance(found, dict):
            yield _with_references(case, section, path, found)
    yield from least(case, section, path, "", "")


def least(case: Case, section: Section, path: str, tag: str, kind: str) -> Iterator[dict[str, object]]:
    """The least that a section's fields and the rules between them ask for."""
    made: dict[str, object] = {tag: kind} if tag else {}
    for name, field in section.fields.items():
        if field.required and name not in made:
            value = _least_value(case, field.shape, field, path)
            if value is None:
                return
            made[name] = value
    extras = _ONE_OF.get(section.model.__name__, ({},))
    for extra in extras:
        added = {
            name: _named(case, section.fields[name], path) if value == "*" else _suggested(value)
            for name, value in extra.items()
        }
        if None not in added.values():
            yield {**made, **added}


def kind_field(shape: Shape) -> str:
    """The field that says which kind an item is: the key of its variants or a required choice; else ""."""
    if isinstance(shape, Variants):
        return shape.key
    if isinstance(shape, Section):
        first = next(iter(shape.fields.values()), None)
        if first and first.required and isinstance(first.shape, Leaf) and first.shape.choices:
            return first.name
    return ""


def kinds(shape: Shape) -> tuple[str, ...]:
    """The kinds that a new item may be of; none where there is but one."""
    if isinstance(shape, Variants):
        return tuple(shape.sections)
    name = kind_field(shape)
    if not name or not isinstance(shape, Section):
        return ()
    leaf = shape.fields[name].shape
    return leaf.choices if isinstance(leaf, Leaf) else ()


def as_kind(
    shape: Variants, now: Mapping[str, object], kind: str, case: Case, path: str
) -> Iterator[dict[str, object]]:
    """An item as another kind: what both kinds have stays, what only the new one asks for is suggested."""
    section = shape.sections[kind]
    kept = {name: value for name, value in now.items() if name in section.fields and name != shape.key}
    candidates = list(sections(case, path, section)) if path == "deal" else []
    for found in [*candidates, *least(case, section, path, shape.key, kind)]:
        if found.get(shape.key) == kind:
            yield {**found, **kept, shape.key: kind}


def referred(case: Case, field: Field, path: str) -> str:
    """Where the items lie that a field at the path names."""
    steps = path_of(path)
    return ".".join(steps[n] if step == "*" else step for n, step in enumerate(field.refers.split(".")))


def ids(case: Case, field: Field, path: str) -> tuple[str, ...]:
    """The ids that a field may name."""
    holder = at(case, path_of(referred(case, field, path)))
    return tuple(holder) if isinstance(holder, Mapping) else ()


def _section_of(shape: Shape, kind: str) -> Section | None:
    if isinstance(shape, Variants):
        return shape.sections.get(kind)
    return shape if isinstance(shape, Section) else None


def _structures(case: Case) -> list[Any]:
    own = case.deal.structure
    return [own, *(each for each in DEAL_STRUCTURES if each != own)]


_MAPPED: dict[str, dict[str, object]] = {}


def _template(structure: Any) -> dict[str, object]:
    if structure not in _MAPPED:
        _MAPPED[structure] = to_mapping(template_of(structure))
    return _MAPPED[structure]


def _in_templates(case: Case, list_path: str, kind: str, tag: str) -> Iterator[dict[str, object]]:
    for structure in _structures(case):
        held = at(_template(structure), path_of(list_path))
        entries = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
        for entry in entries:
            if isinstance(entry, dict) and (not tag or entry.get(tag) == kind):
                yield entry
                break


def _labelled(section: Section, item: Mapping[str, object], label: str) -> dict[str, object]:
    made = {name: value for name, value in item.items() if name != "label"}
    return {**made, "label": label} if label and "label" in section.fields else made


def _with_references(
    case: Case, section: Section, path: str, item: Mapping[str, object]
) -> dict[str, object]:
    """An item of another case: what it names there is named here where it exists, else left out."""
    made: dict[str, object] = {}
    for name, value in item.items():
        field = section.fields.get(name)
        if field is None or not field.refers:
            made[name] = value
            continue
        known = ids(case, field, path)
        if isinstance(value, str) and value in known:
            made[name] = value
        elif field.required and known:
            made[name] = known[0]
    return made


def _least_value(case: Case, shape: Shape, field: Field, path: str) -> object:
    match shape:
        case Leaf(choices=choices) if choices:
            return choices[0]
        case Leaf(kind="flag"):
            return False
        case Leaf(kind="text"):
            if field.refers == "*":
                return next((each.path for each in numbers(case)), None)
            if field.refers:
                return next(iter(ids(case, field, path)), None)
            return case.start_month if field.name == "month" else "…"
        case Leaf():
            return _suggested(_likely(case, shape, field, path))
        case Rate(each=each):
            return _suggested(_likely(case, each, field, path))
        case Entries(item=item, shortest=shortest):
            if field.refers:
                return _first_ids(case, field, path, shortest or 1)
            if isinstance(item, Leaf):
                return [1.0] * (shortest or 0)
            return [_least_value(case, item, field, path)] * (shortest or 0)
        case Overrides():
            rent = next((each for each in numbers(case) if each.unit.startswith("NOK")), None)
            return {} if rent is None else {rent.path: rent.value}
        case Items():
            return {}
        case Variants():  # the last kind is the one that asks for least
            kind, section = list(shape.sections.items())[-1]
            return next(least(case, section, path, shape.key, kind), None)
        case Section():
            return next(least(case, shape, path, "", ""), None)


def _named(case: Case, field: Field, path: str) -> object:
    """The first that a field may name, in a list where it names several; None where there is none."""
    first = _first_ids(case, field, path)
    return first if first is None or isinstance(field.shape, Entries) else first[0]


def _first_ids(case: Case, field: Field, path: str, number: int = 1) -> list[str] | None:
    known = list(ids(case, field, path))
    if field.refers == "products":  # what is asked of products is mostly asked of places to work at
        known.sort(key=lambda id: case.products[id].kind == "housing")
    return known[:number] if len(known) >= number else None


def _likely(case: Case, leaf: Leaf, field: Field, path: str) -> float:
    if field.name in _END_FIELDS:
        lease = _lease_around(case, path)
        value = float(lease.term_months if field.of_lease and lease else case.horizon_months)
    else:
        value = _LIKELY.get(field.unit, 1.0)
    if leaf.too_small(value):
        value = leaf.minimum or 0.0
    if leaf.too_large(value):
        value = leaf.maximum or 0.0
    return int(value) if leaf.kind == "whole" else value


def _lease_around(case: Case, path: str) -> Lease | None:
    """The lease that a path lies within: of the deal, or of a phase."""
    steps = path_of(path)
    if "lease" in steps:
        found = at(case, steps[: steps.index("lease") + 1])
        return found if isinstance(found, Lease) else None
    return case.lease


def _suggested(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return {"value": value, "assumption": SUGGESTED}
