"""Parts of one whole (the owners' shares, a payment plan): when one changes, another takes the rest.

Alone no part can change, since all of them make up the whole. The last of the others takes what is left, so
that whoever sets one after the other gets what was typed; where that one has too little, they all give in
proportion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from feasibility.case import Case, to_mapping
from feasibility.case.form.navigation import at, path_of

SHARED_OUT: Final[Mapping[str, str]] = {"instalments": "share", "holders": "held_share"}
"""Lists whose entries share one whole between them, with the field that holds each one's part."""
DECIMALS: Final = 6


def plain(value: Any) -> float:
    """A number as a case states it, with its note or without."""
    return float(value["value"] if isinstance(value, dict) else value)


def rest_shared(case: Case, path: str, value: object) -> dict[str, object]:
    """What the other parts of a whole become when one is changed, by path; nothing where it is no such part.

    Args:
        path: of the part. value: what it is to be.
    """
    steps = path_of(path)
    if len(steps) < 3 or SHARED_OUT.get(str(steps[-3])) != steps[-1] or not isinstance(value, int | float):
        return {}
    listed, field = path.rsplit(".", 2)[0], str(steps[-1])
    held: Any = at(to_mapping(case), steps[:-2])
    keys = list(held) if isinstance(held, dict) else list(range(len(held)))
    parts = {str(key): plain(held[key][field]) for key in keys if str(key) != str(steps[-2])}
    rest = round(1.0 - float(value), DECIMALS)
    if not parts or rest <= 0:
        return {}
    last, before = list(parts)[-1], sum(list(parts.values())[:-1])
    if rest - before <= 0:
        whole = sum(parts.values())
        parts = {key: round(part / whole * rest, DECIMALS) for key, part in parts.items()}
        before = sum(list(parts.values())[:-1])
    parts[last] = round(rest - before, DECIMALS)
    return {f"{listed}.{key}.{field}": part for key, part in parts.items() if part != _now(held, key, field)}


def _now(held: Any, key: str, field: str) -> float:
    return plain(held[key if isinstance(held, dict) else int(key)][field])
