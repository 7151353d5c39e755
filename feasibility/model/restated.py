"""A case's model from that of a case like it: where only numbers differ, the lines are the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace

from feasibility.case import Case
from feasibility.case.number_changes import number_changes
from feasibility.language import Label
from feasibility.model.base.result import BuiltCase
from feasibility.model.base.source_note import source_note

_STRUCTURE = "structure"  # the section of inputs that only say how many periods and rates there are


def restated(built: BuiltCase, before: Case, after: Case) -> BuiltCase | None:
    """What `build(after)` gives, made of what it gave of `before`; None where a model must be built.

    To write some thousand lines anew takes ten times as long as to calculate them.
    """
    numbers = number_changes(before, after)
    notes = None if numbers is None else _notes(built, before, after)
    if numbers is None or notes is None:
        return None
    inputs = built.model.inputs
    for path in numbers:
        if path not in inputs or inputs[path].section == _STRUCTURE:
            return None  # it decides which lines there are
    stated = {
        path: (
            numbers.get(path, inputs[path].value),
            notes[path] if path in notes else inputs[path].source,
        )
        for path in {**numbers, **notes}
    }
    if not stated:
        return built
    model = built.model.restated(stated)
    return replace(built, model=model, program=built.program.restated(model))


class Recent:
    """Models built lately for one purpose, so that a case like one of them needs none of its own."""

    def __init__(self, most: int) -> None:
        self._kept: deque[tuple[Case, BuiltCase]] = deque(maxlen=most)

    def built(self, case: Case) -> BuiltCase:
        """What `build(case)` gives. Raises BeforeKnownRange."""
        from feasibility.model.build import build  # half of the program

        known = (restated(built, before, case) for before, built in reversed([*self._kept]))
        found = next((made for made in known if made is not None), None) or build(case)
        self._kept.append((case, found))
        return found

    def forget(self) -> None:
        """Begin anew: for whoever counts what is built."""
        self._kept.clear()


def _notes(built: BuiltCase, before: Case, after: Case) -> Mapping[str, Label | None] | None:
    """The inputs whose note on where they are from is another; None where a note serves several."""
    inputs = built.model.inputs
    found: dict[str, Label | None] = {}
    for path in before.sources.keys() | after.sources.keys():
        if before.sources.get(path) == after.sources.get(path):
            continue
        if path in inputs:
            section = path.rpartition(".")[0]
            if section in before.sources or section in after.sources:
                return None  # twelve months may have one note
            found[path] = source_note(after, path)
        elif any(id.startswith(f"{path}.") for id in inputs):
            return None
    return found
