"""A number that is changed loses its distribution, as it loses its source note."""

from collections.abc import Iterable
from typing import Any

from feasibility.case.messages.problems import dotted

SECTION = "uncertainty"


def forget(plain: dict[str, object], places: Iterable[str]) -> list[str]:
    """Take out of ``plain`` (in place) the distributions of the numbers at or below the changed ``places``.

    What is set is set, and is no longer drawn; what is removed cannot be. Correlations with it go too. Where
    the changes speak of uncertainty themselves, nothing is forgotten. Returns the paths taken out.
    """
    changed = list(places)
    stated: Any = plain.get(SECTION)
    if any(place.split(".")[0] == SECTION for place in changed) or not isinstance(stated, dict):
        return []
    inputs = stated.get("inputs")
    if not isinstance(inputs, dict):
        return []
    gone = [
        id
        for id, each in inputs.items()
        if isinstance(each, dict) and any(f"{each.get('path')}.".startswith(f"{place}.") for place in changed)
    ]
    for id in gone:
        del inputs[id]
    pairs = stated.get("correlations")
    if gone and isinstance(pairs, list | tuple):
        stated["correlations"] = [pair for pair in pairs if not _names(pair, gone)]
    return [dotted((SECTION, "inputs", id)) for id in gone]


def _names(pair: object, ids: list[Any]) -> bool:
    between = pair.get("between") if isinstance(pair, dict) else None
    return isinstance(between, list | tuple) and any(id in between for id in ids)
