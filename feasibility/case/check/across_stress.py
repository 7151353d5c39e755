"""Rules for the stress rows of the user's own: every change leads to a field, and is one that can be made."""

from collections.abc import Iterator, Mapping

from feasibility.case.check.finding import Finding, Rule
from feasibility.case.file.overrides import by_position, set_changes, thawed
from feasibility.case.file.writing import plain_mapping
from feasibility.case.form.bank import CHANGES
from feasibility.case.form.navigation import at, field_at, path_of
from feasibility.case.form.shape import Leaf, Rate
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.case.messages.problems import Problem, dotted, problem
from feasibility.case.messages.wording import instead
from feasibility.language import Label

_FORBIDDEN = ("scenarios", "uncertainty", "bank")
"""Sections that hold no course of events: a row of them would speak of itself."""


def changes_of(case: StatedCase, id: str) -> dict[str, object]:
    """The changes of a row of the user's own, as `Case.changed` takes them: each path with its new value.

    `add` and `times` are worked out from what the case states now, or its default; of a rate by year, in each
    of its years. What is counted in whole numbers is rounded.
    """
    plain = plain_mapping(case)
    return {
        dotted(by_position(plain, name)): _changed(case, dotted(by_position(plain, name)), change)
        for name, change in case.bank.stress[id].set.items()
    }


def _changed(case: StatedCase, path: str, change: object) -> object:
    kind = _kind(change)
    if kind is None or not isinstance(change, Mapping):
        return thawed(change)
    by = float(change[kind])
    place = field_at(ROOT, case, path_of(path))
    is_whole = place is not None and isinstance(place[0], Leaf) and place[0].kind == "whole"

    def moved(value: float) -> float:
        new = value + by if kind == "add" else value * by
        return round(new) if is_whole else new

    stated = at(case, path_of(path))
    if isinstance(stated, Mapping):
        return {year: moved(rate) for year, rate in stated.items()}
    assert isinstance(stated, int | float), "the rule says that it is a number"
    return moved(stated)


def _kind(change: object) -> str | None:
    """ "add" or "times"; None for a value that is set."""
    if isinstance(change, Mapping) and len(change) == 1:
        only = next(iter(change))
        return only if only in CHANGES else None
    return None


def own_rows(case: StatedCase) -> Iterator[Finding]:
    """Each path leads to a field of the case, and only numbers there are can be added to or multiplied."""
    if not case.bank.stress:
        return
    plain = plain_mapping(case)
    for id, row in case.bank.stress.items():
        for name, change in row.set.items():
            wrong = _wrong(case, plain, name, change)
            if wrong is not None:
                where = f"bank.stress.{id}.set.{name}"
                told = Problem(where, change, f"{where}: {wrong.nb}", f"{where}: {wrong.en}")
                yield Finding(told, (path_of(where), path_of(name)))


def _wrong(case: StatedCase, plain: dict[str, object], name: str, change: object) -> Problem | None:
    """What is wrong with one change, told at its own path."""
    if name.split(".")[0] in _FORBIDDEN and not name.startswith("bank.covenants."):
        return problem(name, change, _ITSELF, Label("Fjern linjen.", "Remove the line."))
    kind = _kind(change)
    copy = thawed(plain)
    assert isinstance(copy, dict)
    path = dotted(by_position(plain, name))
    lost = set_changes(copy, {name: None if kind else change})
    if lost:
        return lost[0]
    if isinstance(change, Mapping) and kind is None and any(key in CHANGES for key in change):
        return problem(name, change, _ONE_CHANGE, _HOW)
    if kind is None or not isinstance(change, Mapping):
        return None
    by = change[kind]
    if not isinstance(by, int | float) or isinstance(by, bool):
        return problem(name, by, Label(f"{kind} er ikke et tall.", f"{kind} is not a number."), _HOW)
    place = field_at(ROOT, case, path_of(path))
    stated = at(case, path_of(path))
    is_number = place is not None and (
        isinstance(place[0], Rate) or (isinstance(place[0], Leaf) and place[0].is_number)
    )
    if not is_number:
        wrong = Label("stien fører ikke til et tall.", "the path does not lead to a number.")
        return problem(name, change, wrong, instead(None, ()))
    if stated is None:
        wrong = Label("tallet er ikke oppgitt i saken.", "the number is not stated in the case.")
        return problem(name, change, wrong, Label("Oppgi tallet selv.", "State the number itself."))
    return None


_HOW = Label(
    "Skriv verdien selv, {add: 0.02} for å legge til, eller {times: 0.9} for å gange.",
    "Write the value itself, {add: 0.02} to add, or {times: 0.9} to multiply.",
)
_ONE_CHANGE = Label("flere endringer av samme tall.", "several changes of the same number.")
_ITSELF = Label(
    "en stresshendelse kan ikke endre banken, scenarioer eller usikkerheten.",
    "a stress row can't change the bank's part, scenarios or what is uncertain.",
)

RULES: tuple[Rule, ...] = (own_rows,)
