"""A stress row of the user's own that speaks of something a change takes away goes with it."""

from collections.abc import Iterable
from typing import Any

from feasibility.case.file.overrides import by_position
from feasibility.case.form.navigation import at
from feasibility.case.messages.problems import dotted


def forget_rows(plain: dict[str, object], places: Iterable[str]) -> None:
    """Take out of ``plain`` (in place) the stress rows with a path below a changed place that is no more.

    A row below a change that is still there stays: it is worked out from what the case states then.
    """
    bank: Any = plain.get("bank")
    rows: Any = bank.get("stress") if isinstance(bank, dict) else None
    if not isinstance(rows, dict):
        return
    changed = list(places)
    gone = [id for id, row in rows.items() if any(_is_lost(plain, path, changed) for path in _paths(row))]
    for id in gone:
        del rows[id]


def _paths(row: Any) -> list[str]:
    changes = row.get("set") if isinstance(row, dict) else None
    return [str(path) for path in changes] if isinstance(changes, dict) else []


def _is_lost(plain: dict[str, object], path: str, changed: list[str]) -> bool:
    steps = by_position(plain, path)
    above = [place for place in changed if f"{dotted(steps)}.".startswith(f"{place}.") and place != path]
    return any(at(plain, dotted(steps[:-1]).split(".")) is None for _ in above)
