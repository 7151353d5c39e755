"""Changes by dotted path, set into a case as it is stated."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

from feasibility.case.form.navigation import Path, child, child_shape, path_of, section_at
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT
from feasibility.case.messages.problems import Problem, dotted, problem, shown
from feasibility.case.messages.wording import figure, instead
from feasibility.language import Label

MOST_LOST = 200
"""So many paths that lead nowhere are told apart; whoever has more has another case in mind."""
_AND_MORE = Problem("…", None, "… og kanskje flere: rett disse først.", "… and maybe more: mend these first.")


class Unstated(Enum):
    """Stands for leaving a field out, so that its default holds."""

    UNSTATED = "unstated"


UNSTATED: Final = Unstated.UNSTATED


class _UnknownPath(Exception):
    """A path that leads nowhere: how far it led, and what is wrong from there."""

    def __init__(self, wrong: Label, mend: Label) -> None:
        super().__init__(wrong.en)
        self.wrong, self.mend = wrong, mend


def set_changes(plain: dict[str, object], changes: Mapping[str, object]) -> list[Problem]:
    """Set every change into ``plain`` (in place); return a problem for every path that leads nowhere.

    A shorter path is set before a longer one, so that ``deal`` may be replaced and ``deal.lease.area_m2``
    changed in the new one. An item of a named section is added by setting it, and removed by None. An item
    may be named by its label. `UNSTATED` leaves a field out.
    """
    problems: list[Problem] = []
    for name in sorted(changes, key=lambda name: name.count(".")):
        try:
            _set(plain, by_position(plain, name), thawed(changes[name]))
        except _UnknownPath as unknown:
            problems.append(problem(name, changes[name], unknown.wrong, unknown.mend))
            if len(problems) == MOST_LOST:
                problems.append(_AND_MORE)
                break
    return problems


def by_position(plain: Mapping[str, object], name: str) -> Path:
    """The path with ids and positions where it names items by their labels; as it is where nothing fits.

    ``deal.lease.reductions.Innflytting.share`` is ``deal.lease.reductions.1.share`` where the second is
    called that. Two items of one label are told apart by id or position only.
    """
    holder: object = plain
    shape: Shape | None = ROOT
    steps = []
    for written in path_of(name):
        step = _position(shape, holder, written)
        below = None if shape is None else child_shape(shape, holder, step)
        holder, shape = child(holder, step), None if below is None else below[0]
        steps.append(step)
    return tuple(steps)


def _position(shape: Shape | None, holder: object, step: str) -> str:
    if isinstance(shape, Items) and isinstance(holder, Mapping) and step not in holder:
        known: Iterable[tuple[object, object]] = holder.items()
    elif isinstance(shape, Entries) and isinstance(holder, list | tuple) and not step.isdecimal():
        known = enumerate(holder)
    else:
        return step
    wanted = " ".join(step.split()).casefold()
    called = [key for key, item in known if wanted and _label(item) == wanted]
    return str(called[0]) if len(called) == 1 else step


def _label(item: object) -> str:
    label = child(item, "label")
    return " ".join(label.split()).casefold() if isinstance(label, str) else ""


def thawed(value: object) -> object:
    """Return ``value`` with mappings as dicts and tuples as lists, all of them new."""
    if isinstance(value, (str, int, float)):  # most values are, and this is the quickest to tell
        return value
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in value.items()}
    return [thawed(item) for item in value] if isinstance(value, list | tuple) else value


def _set(plain: dict[str, object], path: Path, value: object) -> None:
    holder: object = plain
    shape: Shape = ROOT
    for depth, step in enumerate(path):
        is_last = depth == len(path) - 1
        below, field = _step(shape, holder, path[: depth + 1], adds=is_last and value is not None)
        if is_last:
            _put(holder, shape, step, value)
        else:
            holder, shape = _opened(holder, below, field, step), below


def _step(shape: Shape, holder: object, path: Path, adds: bool) -> tuple[Shape, Field | None]:
    below = child_shape(shape, holder, path[-1])
    known = _known(shape, holder)
    is_new = isinstance(shape, Items | Entries) and path[-1] not in known
    # One past the end of a list, or a new id with all that belongs to it, adds an item.
    is_next = isinstance(holder, list) and path[-1] == str(len(holder))
    may_add = adds and (isinstance(shape, Items) or is_next)
    if below is None or (is_new and not may_add):
        raise _unknown(shape, path, known)
    return below


def _known(shape: Shape, holder: object) -> list[str]:
    if isinstance(shape, Items | Rate | Overrides) and isinstance(holder, dict):
        return [str(key) for key in holder]
    if isinstance(shape, Entries) and isinstance(holder, list):
        labels = [item["label"] for item in holder if isinstance(item, dict) and item.get("label")]
        return [*(str(place) for place in range(len(holder))), *labels]
    section = section_at(shape, holder)
    return list(section.fields) if section else []


def _unknown(shape: Shape, path: Path, known: list[str]) -> _UnknownPath:
    above, step = dotted(path[:-1]), path[-1]
    if isinstance(shape, Leaf):
        return _UnknownPath(
            Label(
                f"{above} er én verdi og har ingen felter under seg.",
                f"{above} is one value with no fields below.",
            ),
            Label(f"Sett {above} selv.", f"Set {above} itself."),
        )
    nb, en = (f" under {above}", f" below {above}") if above else ("", "")
    wrong = Label(f"ukjent sti: «{step}» finnes ikke{nb}.", f'unknown path: "{step}" does not exist{en}.')
    return _UnknownPath(wrong, instead(step, known))


def _opened(holder: Any, below: Shape, field: Field | None, step: str) -> object:
    """Return what is stated at ``step``, made ready to hold something where nothing is stated yet."""
    place: Any = int(step) if isinstance(holder, list) else step
    inside = holder.get(place) if isinstance(holder, dict) else holder[place]
    if isinstance(below, Rate) and not isinstance(inside, dict):
        stated = inside if inside is not None else field.default if field else None
        text = figure(stated) if isinstance(stated, int | float) else shown(stated)
        raise _UnknownPath(
            Label(
                f"satsen er ett tall, {text}, og ikke oppgitt per år.",
                f"the rate is one number, {text}, not by year.",
            ),
            Label(
                f"Sett hele satsen, for eksempel {{2027: {text}, 2028: {text}}}.",
                f"Set the whole rate, for example {{2027: {text}, 2028: {text}}}.",
            ),
        )
    if inside is None and isinstance(below, Section | Variants | Items | Overrides):
        holder[place] = inside = {}
    if inside is None and isinstance(below, Entries) and field is not None:
        holder[place] = inside = thawed(field.default or ())
    return inside


def _put(holder: Any, shape: Shape, step: str, value: object) -> None:
    if isinstance(holder, list):
        place = int(step)
        holder[place : place + 1] = [value]
    elif isinstance(shape, Items) and value is None:
        del holder[step]
    elif value is UNSTATED:
        holder.pop(step, None)
    elif isinstance(shape, Rate):
        holder[int(step)] = value
    else:
        holder[step] = value
