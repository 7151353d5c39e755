"""What running the place takes: people, costs by the month and events, by the area.

The template's host and contracts are for its area. A larger place takes more of them in proportion;
a smaller one still needs somebody there, a line and an insurance, so it takes no less. Events are sold by the
area both ways: they are income, and a small place has room for fewer.
"""

from __future__ import annotations

from typing import Final

from feasibility.case import Case
from feasibility.language import format_number
from feasibility.starting.notes import Changes, worked_out

_POST_STEP: Final = 10
"""Posts are counted in tenths."""
_HUNDRED: Final = 100
"""Kroner a month: worked out, they are no more exact."""


def changes(template: Case, area_m2: float) -> Changes:
    """Posts, costs by the month and events."""
    total = template.building.total_m2
    times = area_m2 / total
    changed: Changes = {}
    for id, person in template.staff.items():
        posts = max(person.fte, round(person.fte * times * _POST_STEP) / _POST_STEP)
        how = f"malens {_n(person.fte)} årsverk for {_n(total)} m², etter arealet, minst malens; bytt ut"
        changed[f"staff.{id}.fte"] = worked_out(posts, how)
    for id, cost in template.costs.items():
        if cost.nok_per_month is not None:
            was = cost.nok_per_month
            amount = max(was, round(was * times / _HUNDRED) * _HUNDRED)
            how = f"malens {_n(was)} kr for {_n(total)} m², etter arealet, minst malens; bytt ut"
            changed[f"costs.{id}.nok_per_month"] = worked_out(amount, how)
    return changed | _events(template, area_m2)


def _events(template: Case, area_m2: float) -> Changes:
    total = template.building.total_m2
    changed: Changes = {}
    for id, service in template.services.itemised.items():
        was = service.uses_per_month
        if was:
            uses = max(1, round(was * area_m2 / total))
            how = f"malens {_n(was)} for {_n(total)} m², etter arealet; bytt ut"
            changed[f"services.itemised.{id}.uses_per_month"] = worked_out(uses, how)
    return changed


def _n(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 1, "nb")
