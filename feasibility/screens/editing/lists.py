"""Changes of what a case consists of: items added, copied, moved and removed, sections switched on and off.

Each gives the whole changed case, or raises CaseError with what stands in its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from feasibility.case import UNSTATED, Case, CaseError, case_from_mapping, shown_label, to_mapping
from feasibility.case.form.bank import StressRow
from feasibility.case.form.costs import Instalment
from feasibility.case.form.navigation import at, path_of
from feasibility.case.form.shape import Entries, Items, Section, Variants
from feasibility.case.form.stated import Scenario
from feasibility.screens.editing import starters
from feasibility.screens.editing.outline import Place
from feasibility.screens.editing.positions import moved_entries
from feasibility.screens.editing.shares import DECIMALS, SHARED_OUT, plain

Values = Mapping[str, object]
NONE: Final[Values] = {}
"""What else is to be changed at the same time: what waits, by path."""

_LONGEST_ID: Final = 40
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})


_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "instalments": ("start_month", "months"),
    "property_tax": ("property_tax_nok_per_year",),
}
"""Fields that a section or a list takes the place of, by its name: they are left out when it comes."""


class NothingToAdd(ValueError):
    """A new item would have to name something the case has none of."""


def add(case: Case, place: Place, kind: str, called: str, also: Values = NONE) -> tuple[Case, str]:
    """The case with a new item at the end of a list, and the item's path.

    Args:
        kind: one of `starters.kinds`, "" where there are none. called: what the user calls it; may be "".
    """
    shape = place.shape
    assert isinstance(shape, Items | Entries)
    if isinstance(shape, Items):
        step = new_id(called or kind or place.path[-1], place.value)
        path, label = f"{place.name}.{step}", called
    else:
        count = len(place.value) if isinstance(place.value, tuple) else 0
        path, label = f"{place.name}.{count}", called
    share = SHARED_OUT.get(place.path[-1])
    if share and place.value and isinstance(shape, Items):
        return _shared(case, place, path, share, label, also), path
    if share and place.value:
        return _split(case, place, share, also), path
    return _first_that_fits(
        case,
        place,
        path,
        (
            _from_the_start(case, place, _after_last(case, place, each))
            for each in starters.items(case, place.name, shape.item, kind, label)
        ),
        also,
    )


def copy(case: Case, place: Place, item: str, suffix: str) -> tuple[Case, str]:
    """The case with a copy of an item, and the copy's path; suffix: what is added to its name."""
    found = at(to_mapping(case), path_of(f"{place.name}.{item}"))
    assert isinstance(found, dict)
    made: dict[str, object] = dict(found)
    own = made.get("label")
    if isinstance(own, str) and own:
        made["label"] = f"{own} {suffix}"[:120]
    elif isinstance(place.shape, Items) and _has_label(place):
        made["label"] = f"{item.replace('_', ' ').capitalize()} {suffix}"[:120]
    if isinstance(place.shape, Items):
        path = f"{place.name}.{new_id(f'{item} {suffix}', place.value)}"
    else:
        path = f"{place.name}.{len(place.value) if isinstance(place.value, tuple) else 0}"
    return _first_that_fits(case, place, path, (made, _after_last(case, place, made)))


def remove(case: Case, place: Place, item: str, also: Values = NONE) -> Case:
    """The case without an item of a list. Raises InUse where a scenario changes something in an entry."""
    if isinstance(place.shape, Items):
        return case.changed({**also, **_left_to_another(case, place, item), f"{place.name}.{item}": None})
    stated = to_mapping(case)
    entries: list[Any] = at(stated, place.path)  # type: ignore[assignment]
    count, here = len(entries), int(item)
    gone = entries.pop(here)
    if not entries:
        return _emptied(case, place, also)
    share = SHARED_OUT.get(place.path[-1])
    if share:
        heir = entries[max(0, here - 1)]
        heir[share] = round(plain(heir[share]) + plain(gone[share]), DECIMALS)
    moved_entries(stated, place.name, {n: (None if n == here else n - (n > here)) for n in range(count)})
    return case_from_mapping(stated)


def move(case: Case, place: Place, item: str, by: int) -> Case:
    """The case with an item of a list so many places later; where it would leave the list, as it is."""
    stated = to_mapping(case)
    held: Any = at(stated, place.path)
    keys = list(held) if isinstance(held, dict) else list(range(len(held)))
    here = keys.index(item if isinstance(held, dict) else int(item))
    there = here + by
    if not 0 <= there < len(keys):
        return case
    keys[here], keys[there] = keys[there], keys[here]
    # In the mapping of the whole case, so that nothing is forgotten that does not change.
    if isinstance(held, list):
        held[:] = [held[key] for key in keys]
        moved_entries(stated, place.name, {here: there, there: here})
    else:
        items = [(key, held[key]) for key in keys]
        held.clear()
        held.update(items)
    return case_from_mapping(stated)


def _emptied(case: Case, place: Place, also: Values) -> Case:
    """The case with a list empty; what the list took the place of comes back where it must."""
    change: dict[str, object] = {**also, place.name: None if place.is_optional else []}
    try:
        return case.changed(change)
    except CaseError:
        months = [each.month for each in _values(place) if isinstance(each, Instalment)]
        if not months:
            raise
    above = place.name.rpartition(".")[0]
    back = {f"{above}.start_month": min(months), f"{above}.months": max(months) - min(months) + 1}
    return case.changed({**change, **back})


def switch_on(case: Case, place: Place, also: Values = NONE) -> Case:
    """The case with a section that it had not."""
    assert isinstance(place.shape, Section)
    candidates = starters.sections(case, place.name, place.shape)
    found, _ = _first_that_fits(case, place, place.name, candidates, also)
    return found


def switch_off(case: Case, place: Place, also: Values = NONE) -> Case:
    """The case without an optional section."""
    return case.changed(
        {**also, place.name: UNSTATED if place.field and place.field.default is None else None}
    )


def choose_kind(case: Case, place: Place, kind: str, also: Values = NONE) -> tuple[Case, tuple[str, ...]]:
    """The case with a thing of several kinds made one of another, and the scenarios that went with it.

    place: of the thing itself. A scenario that changes what the new kind has not goes with the old one.
    """
    assert isinstance(place.shape, Variants)
    now = at(to_mapping(case), place.path)
    assert isinstance(now, dict)
    candidates = list(starters.as_kind(place.shape, now, kind, case, place.name))
    try:
        return _first_that_fits(case, place, place.name, candidates, also)[0], ()
    except CaseError:
        gone = _speaking_of(case, place.name)
        if not gone:
            raise
    without: dict[str, object] = {**also, **dict.fromkeys(gone)}
    return _first_that_fits(case, place, place.name, candidates, without)[0], tuple(gone.values())


def add_change(case: Case, place: Place, path: str) -> Case:
    """The case with one change more in a scenario or a stress row: the number as the case has it."""
    held = at(to_mapping(case), place.path)
    value = at(case, path_of(path))
    return case.changed({place.name: {**(held if isinstance(held, dict) else {}), path: value}})


def remove_change(case: Case, place: Place, path: str) -> Case:
    """The case with one change less in a scenario or a stress row."""
    held = at(to_mapping(case), place.path)
    assert isinstance(held, dict)
    return case.changed({place.name: {name: value for name, value in held.items() if name != path}})


def set_note(case: Case, path: str, note: Mapping[str, object] | None) -> Case:
    """The case with another source note at a number, or none; the number stays, and so does all else."""
    stated = to_mapping(case)
    *above, last = path_of(path)
    holder: Any = at(stated, above)
    key: Any = int(last) if isinstance(holder, list) or (last not in holder and last.isdecimal()) else last
    known = isinstance(holder, list) or key in holder
    now = holder[key] if known else at(case, path_of(path))
    value = now["value"] if isinstance(now, dict) and "value" in now else now
    holder[key] = value if note is None else {"value": value, **note}
    return case_from_mapping(stated)


def new_id(called: str, taken: object) -> str:
    """An id made of what something is called, that nothing else has."""
    plain = re.sub(r"[^a-z0-9]+", "_", called.lower().translate(_LETTERS)).strip("_")
    plain = re.sub(r"^[^a-z]+", "", plain)[: _LONGEST_ID - 4].strip("_") or "ny"
    known = set(taken) if isinstance(taken, Mapping) else set()
    if plain not in known:
        return plain
    return next(made for n in range(2, 1000) if (made := f"{plain}_{n}") not in known)


def _has_label(place: Place) -> bool:
    shape = place.shape
    if not isinstance(shape, Items):
        return False
    if isinstance(shape.item, Variants):
        return any("label" in each.fields for each in shape.item.sections.values())
    return isinstance(shape.item, Section) and "label" in shape.item.fields


def _entries(case: Case, place: Place) -> list[Any]:
    held = at(to_mapping(case), place.path)
    return list(held) if isinstance(held, list) else []


def _speaking_of(case: Case, path: str) -> dict[str, str]:
    """Scenarios and stress rows that change anything below a path: what they are called, by own path."""
    held: dict[str, Scenario | StressRow] = {f"scenarios.{id}": s for id, s in case.scenarios.items()}
    rows: dict[str, Scenario | StressRow] = {f"bank.stress.{id}": r for id, r in case.bank.stress.items()}
    return {
        own: shown_label(own.rpartition(".")[2], each)
        for own, each in {**held, **rows}.items()
        if any(f"{name}.".startswith(f"{path}.") for name in each.set)
    }


def _split(case: Case, place: Place, share: str, also: Values) -> Case:
    """The list with its last entry in two, the second a month later."""
    entries = _entries(case, place)
    last = entries[-1]
    half = round(plain(last[share]) / 2, DECIMALS)
    entries[-1] = {**last, share: round(plain(last[share]) - half, DECIMALS)}
    entries.append({**last, "month": int(plain(last["month"])) + 1, share: half})
    return case.changed({**also, place.name: entries})


def _shared(case: Case, place: Place, path: str, share: str, label: str, also: Values) -> Case:
    """The list with an item more, that gets half of the last one's part."""
    held: Any = at(to_mapping(case), place.path)
    last = list(held)[-1]
    half = round(plain(held[last][share]) / 2, DECIMALS)
    rest = round(plain(held[last][share]) - half, DECIMALS)
    made = {**held[last], share: half, **({"label": label} if label else {})}
    return case.changed({**also, f"{place.name}.{last}.{share}": rest, path: made})


def _left_to_another(case: Case, place: Place, item: str) -> Values:
    """What another item of a list gets when one goes that had a part of the whole."""
    share = SHARED_OUT.get(place.path[-1])
    held: Any = at(to_mapping(case), place.path)
    others = [each for each in held if each != item]
    if not share or not others:
        return NONE
    whole = plain(held[others[-1]][share]) + plain(held[item][share])
    return {f"{place.name}.{others[-1]}.{share}": round(whole, DECIMALS)}


def _from_the_start(case: Case, place: Place, item: Mapping[str, object]) -> Mapping[str, object]:
    """The first payment of works falls where the works began, not in the first month of the case."""
    if place.path[-1] != "instalments" or place.path[0] != "works":
        return item
    return {**item, "month": case.works[place.path[1]].start_month}


def _after_last(case: Case, place: Place, item: Mapping[str, object]) -> dict[str, object]:
    """A period that begins when the last of the list ends, where there is room; else the item as it is."""
    made = dict(item)
    last = max(
        (end for each in _values(place) if isinstance(end := getattr(each, "to_month", None), int)),
        default=None,
    )
    start, end = _number(made.get("from_month")), _number(made.get("to_month"))
    if isinstance(place.shape, Items) or last is None or start is None or end is None:
        return made
    lease = case.lease
    room = lease.term_months if place.path[0] == "deal" and lease else case.horizon_months
    return made | {"from_month": last + 1, "to_month": max(last + 1, min(last + 1 + end - start, room))}


def _values(place: Place) -> Iterable[object]:
    return place.value if isinstance(place.value, tuple) else ()


def _number(value: object) -> int | None:
    plain = value.get("value") if isinstance(value, Mapping) else value
    return plain if isinstance(plain, int) else None


def _first_that_fits(
    case: Case, place: Place, path: str, candidates: Iterable[Mapping[str, object]], also: Values = NONE
) -> tuple[Case, str]:
    """The case with the first of the candidates that keeps every rule. Raises the last one's CaseError."""
    refused: CaseError | None = None
    is_first = isinstance(place.shape, Entries) and place.value is None
    above = place.name.rpartition(".")[0]
    instead = {f"{above}.{name}": UNSTATED for name in _INSTEAD.get(place.path[-1], ())}
    for each in candidates:
        change: dict[str, object] = {place.name: [each]} if is_first else {path: each}
        for with_it in [also, {**also, **instead}] if instead else [also]:
            try:
                return case.changed({**with_it, **change}), path
            except CaseError as error:
                refused = error
    if refused is None:
        raise NothingToAdd
    raise refused


__all__ = [
    "NothingToAdd",
    "add",
    "add_change",
    "choose_kind",
    "copy",
    "move",
    "new_id",
    "remove",
    "remove_change",
    "set_note",
    "switch_off",
    "switch_on",
]
