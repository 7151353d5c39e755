"""Which numbers differ between two cases, where numbers are all that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from feasibility.case.case import Case

_OF_THE_FILE: Final = frozenset({"sources", "uncertainty"})
"""What a number loses when it is changed, and no line of a model is made of."""


class _Other(Exception):
    """Something else than a number differs."""


def number_changes(before: Case, after: Case) -> Mapping[str, float] | None:
    """The numbers of `after` that `before` states otherwise, by path; None where more than that differs.

    Source notes, ranges and distributions are passed over: a number that is changed loses its own. The order
    of named items counts, as lines stand in it.
    """
    found: dict[str, float] = {}
    try:
        for name in type(before).model_fields:
            if name not in _OF_THE_FILE:
                found.update(_between(getattr(before, name), getattr(after, name), name))
    except _Other:
        return None
    return found


def _between(before: object, after: object, path: str) -> Iterator[tuple[str, float]]:
    if before is after:
        return
    if type(before) is not type(after):
        if not (_is_number(before) and _is_number(after)):
            raise _Other
    elif isinstance(before, BaseModel):
        for name, value in before.__dict__.items():
            yield from _between(value, after.__dict__[name], f"{path}.{name}")
        return
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        if [*before] != [*after]:
            raise _Other
        for name, value in before.items():
            yield from _between(value, after[name], f"{path}.{name}")
        return
    elif isinstance(before, tuple) and isinstance(after, tuple):
        if len(before) != len(after):
            raise _Other
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _between(one, other, f"{path}.{place}")
        return
    if before == after:
        return
    if not (_is_number(before) and isinstance(after, int | float)):
        raise _Other
    yield path, float(after)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
