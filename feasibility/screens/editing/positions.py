"""Entries of a list are named by their position: when they move, what names them must follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class InUse(ValueError):
    """An entry that is to go is changed by scenarios, or is uncertain; `users`: what those are called."""

    def __init__(self, users: tuple[str, ...]) -> None:
        super().__init__(", ".join(users))
        self.users = users


def moved_entries(stated: dict[str, object], list_path: str, new_place: Mapping[int, int | None]) -> None:
    """Let what names the entries of a list by position name them where they are now, in a case as stated.

    Scenarios, stress rows, uncertain numbers. Raises InUse where one names an entry that is gone (None).
    """
    users = []
    for called, changes in _changes(stated):
        kept = list(changes.items())
        changes.clear()
        for path, value in kept:
            now = _moved(path, list_path, new_place)
            if now is None:
                users.append(called)
            else:
                changes[now] = value
    for called, each in _uncertain(stated):
        now = _moved(str(each.get("path")), list_path, new_place)
        if now is None:
            users.append(called)
        else:
            each["path"] = now
    if users:
        raise InUse(tuple(dict.fromkeys(users)))


def _moved(path: str, list_path: str, new_place: Mapping[int, int | None]) -> str | None:
    """The path where its entry is now; None where that is gone."""
    if not path.startswith(f"{list_path}."):
        return path
    step, dot, rest = path.removeprefix(f"{list_path}.").partition(".")
    if not step.isdecimal():  # named by its label, which does not move
        return path
    to = new_place.get(int(step), int(step))
    return None if to is None else f"{list_path}.{to}{dot}{rest}"


def _changes(stated: Mapping[str, Any]) -> list[tuple[str, dict[str, object]]]:
    rows = [stated.get("scenarios"), (stated.get("bank") or {}).get("stress")]
    return [
        (str(each.get("label") or id.replace("_", " ")), each["set"])
        for held in rows
        for id, each in (held or {}).items()
    ]


def _uncertain(stated: Mapping[str, Any]) -> list[tuple[str, dict[str, object]]]:
    inputs = (stated.get("uncertainty") or {}).get("inputs") or {}
    return [(id.replace("_", " "), each) for id, each in inputs.items()]
