"""What the area holds: spaces and what is sold from them, and what follows the area."""

from __future__ import annotations

from typing import Final

from feasibility.case import Case
from feasibility.evidence.benchmarks import benchmark
from feasibility.language import format_number
from feasibility.starting.answers import QuickStart
from feasibility.starting.areas import LOUNGE, MEETING, OFFICES, OPEN, Divided, norms_of
from feasibility.starting.notes import Changes, in_thousands, said, worked_out

OFFICE, FIXED, FLEX, ROOM = "kontor", "fast_plass", "fleksplass", "moterom"
"""Ids of the templates' products."""

_BY_AREA: Final = (
    "building.property_tax_nok_per_year",
    "valuation.vacant_value_nok",
    "deal.fee.landlord_preferred_nok_per_year",
)
"""Amounts of the template that are for all of its area."""


def changes(template: Case, answers: QuickStart, found: Divided) -> Changes:
    """The area, divided, with its offices, desks and meeting rooms."""
    changed = _spaces(template, found) | _products(template, answers, found)
    area = answers.area_m2
    if template.lease is not None:
        changed["deal.lease.area_m2"] = said(area)
    if answers.structure == "landlord_operated":
        changed["deal.area_m2"] = said(area)
    for path in _BY_AREA:
        was = number_at(template, path)
        if was is not None:
            changed[path] = scaled(template, was, area)
    if answers.value_nok is not None:
        changed["valuation.vacant_value_nok"] = said(answers.value_nok)
    return changed


def number_at(case: Case, path: str) -> float | None:
    """The number at a path of the case; None where there is none."""
    here: object = case
    for step in path.split("."):
        here = here.get(step) if isinstance(here, dict) else getattr(here, step, None)
    return float(here) if isinstance(here, int | float) else None


def scaled(template: Case, amount: float, area_m2: float) -> dict[str, object]:
    """An amount of the template, by the area."""
    total = template.building.total_m2
    value = in_thousands(amount * area_m2 / total)
    return worked_out(value, f"malens {_n(amount)} kr for {_n(total)} m², etter arealet; bytt ut")


def _spaces(template: Case, found: Divided) -> Changes:
    norms = norms_of(template)
    desk = benchmark("area_per_desk")
    how = {
        OFFICES: f"{found.offices} kontor, minst {_n(norms.office_m2)} m² hver med fellesareal som i malen",
        OPEN: f"{found.desks} plasser, minst {_n(norms.desk_m2)} m² hver med fellesareal "
        f"({desk.source.nb} {desk.date}: {_n(desk.value)}–{_n(desk.to_value or desk.value)} m²)",
        MEETING: f"{found.rooms} møterom, samme del av arealet som i malen",
        LOUNGE: "resten av arealet",
    }
    changed: Changes = {}
    for id, space in template.building.spaces.items():
        path = f"building.spaces.{id}"
        m2 = found.m2.get(id)
        if m2 is None:
            changed[path] = None
        elif space.with_common_m2 is None:
            changed[f"{path}.exclusive_m2"] = worked_out(m2, how[id])
        else:
            inside = round(m2 * space.exclusive_m2 / space.with_common_m2, 1)
            changed[f"{path}.with_common_m2"] = worked_out(m2, how[id])
            changed[f"{path}.exclusive_m2"] = worked_out(inside, "uten fellesareal, som i malen")
    return changed


def _products(template: Case, answers: QuickStart, found: Divided) -> Changes:
    offices, open_desks = answers.offices is not None, answers.desks is not None
    fills = "så mange arealet har plass til"
    split = f"av {found.desks} åpne plasser, delt mellom faste og fleksible som i malen"
    counts = {
        OFFICE: (found.offices, said(found.offices) if offices else worked_out(found.offices, fills)),
        FIXED: (found.fixed_desks, worked_out(found.fixed_desks, split)),
        FLEX: (found.flex_desks, worked_out(found.flex_desks, split)),
        ROOM: (found.rooms, worked_out(found.rooms, "etter arealet, som i malen")),
    }
    if open_desks:  # the number of desks was said, how they are parted was not
        split_said = f"{found.desks} åpne plasser, delt mellom faste og fleksible som i malen"
        counts[FIXED] = (found.fixed_desks, said(found.fixed_desks, split_said))
        counts[FLEX] = (found.flex_desks, said(found.flex_desks, split_said))
    changed: Changes = {}
    for id, (count, noted) in counts.items():
        changed[f"products.{id}" if count == 0 else f"products.{id}.units"] = None if count == 0 else noted
    room = template.products[ROOM]
    if found.rooms and room.uses_per_month is not None:
        per_room = room.uses_per_month / room.units
        changed[f"products.{ROOM}.uses_per_month"] = worked_out(
            per_room * found.rooms, f"{_n(per_room)} timer i måneden per rom, som i malen"
        )
    return changed


def _n(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 1, "nb")
