"""What a workbook that came back would change in its case, for the user to accept or not."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from feasibility.case import Case, CaseError, case_hash, parse_case, to_yaml
from feasibility.case.edited import edited
from feasibility.engine.calendar import date_of
from feasibility.evaluate import evaluated
from feasibility.language import LANGUAGES, Label
from feasibility.model.base.result import Result
from feasibility.model.build import build
from feasibility.workbook.returned import words
from feasibility.workbook.returned.difference import InputChange, Verification
from feasibility.workbook.returned.verifying import Tried, inputs_tried, tried
from feasibility.workbook.returned.words import NotReadable
from feasibility.workbook.sheet import Cell
from feasibility.workbook.verify import RELATIVE_TOLERANCE, SMALLEST_DIFFERENCE


@dataclass(frozen=True)
class KeyFigure:
    """A key figure: as delivered, as the book shows it, and as Python has it with every change of the book.

    None where it has no number, or the book none; `agrees`: the book shows what Python says.
    """

    line: str
    label: Label
    unit: str
    was: float | None
    shown: Cell | None
    recomputed: float | None
    agrees: bool


@dataclass(frozen=True)
class BookChanges:
    """A workbook's changes, read and tried; nothing is taken before somebody says so.

    Attributes:
        verification: of the book.
        case: as the book was made of it, without the scenarios and ranges of the user's own file.
        taken: inputs that are numbers of the case, which may be accepted.
        left: inputs that are none (rates of law, the switch for support, locked ones): told, never taken.
        problems: what the case would have wrong with every change taken; empty where it may have them all.
        figures: every key figure, where the case may have them all.
    """

    verification: Verification
    case: Case
    taken: tuple[InputChange, ...]
    left: tuple[InputChange, ...]
    problems: tuple[Label, ...] = ()
    figures: tuple[KeyFigure, ...] = ()

    @property
    def may_be_taken(self) -> bool:
        """False where an input's cell holds no number, or rows or sheets have moved: then nothing is read."""
        gone = self.verification.sheets_removed or self.verification.counts.get("shifted")
        return not (self.verification.broken or gone)

    def changed_case(self, accepted: Collection[str] | None = None) -> Case:
        """The case with the changes at the paths that are accepted; with all of them where none are given.

        Raises:
            KeyError: a path that is not among `taken`.
            CaseError: the case may not have these changes.
            NotReadable: nothing may be taken from this book.
        """
        return self.case.changed(self.values(accepted))

    def changed_text(self, text: str, accepted: Collection[str] | None = None) -> str:
        """The user's own case file with the accepted changes; its comments, scenarios and ranges stay.

        Raises as `changed_case`, and NotReadable where `text` is not the case the book was made of.
        """
        own = parse_case(text)
        if case_hash(own) != self.verification.case_hash:
            raise NotReadable(words.OTHER_CASE)
        values = self.values(accepted)
        return edited(text, own.changed(values)) if values else text

    def new_text(self, accepted: Collection[str] | None = None) -> str:
        """The case file that the book carries, with the accepted changes. Raises as `changed_case`."""
        return to_yaml(self.changed_case(accepted))

    def values(self, accepted: Collection[str] | None = None) -> dict[str, object]:
        """The accepted numbers as a case states them, by path. Raises KeyError, NotReadable."""
        if not self.may_be_taken:
            raise NotReadable(words.NOTHING_TAKEN)
        known = {change.path: change for change in self.taken}
        wanted = known if accepted is None else {path: known[path] for path in accepted}
        return {path: _value(change) for path, change in wanted.items()}


def workbook_changes(path: str | os.PathLike[str]) -> BookChanges:
    """Read what has been changed in a workbook since it was delivered. The file is only read.

    Raises:
        NotReadable: it is no workbook of ours, of another version, damaged, encrypted, or too large.
    """
    found = tried(path)
    changes = _changes(found)
    if not changes.may_be_taken or changes.problems:
        return changes
    assert found.result is not None
    result = _with_all(changes, found.result)
    return dataclasses.replace(changes, figures=tuple(_figures(found, result)))


def read_changes(path: str | os.PathLike[str]) -> BookChanges:
    """As `workbook_changes`, without trying formulas and values or working anything out: soon done.

    `verification.is_tried` is False: what else differs in the book is not known yet. Raises the same.
    """
    return _changes(inputs_tried(path))


def _changes(found: Tried) -> BookChanges:
    if found.case is None:
        raise NotReadable(words.other_version(found.verification.version))
    changed = found.verification.changed
    taken = tuple(change for change in changed if change.of == "case")
    left = tuple(change for change in changed if change.of != "case")
    changes = BookChanges(found.verification, found.case, taken, left)
    if not changes.may_be_taken:
        return changes
    try:
        changes.changed_case()
    except CaseError as error:
        messages = zip(*(error.messages(language) for language in LANGUAGES), strict=True)
        return dataclasses.replace(changes, problems=tuple(Label(nb, en) for nb, en in messages))
    return changes


def _with_all(changes: BookChanges, delivered: Result) -> Result:
    """The case as the book now has it, rates of law and the switch included, calculated by Python."""
    case = changes.changed_case()
    numbers = {**delivered.changed_inputs, **{change.path: change.now for change in changes.left}}
    return evaluated(case, build(case), numbers)


def _figures(found: Tried, result: Result) -> Sequence[KeyFigure]:
    assert found.result is not None
    told: dict[str, KeyFigure] = {}
    for measure in found.result.built.measures:
        line = measure.line
        shown = (found.shown or {}).get(line.id)
        recomputed = result.number(line.id)
        agrees = _agrees(recomputed, shown)
        told[line.id] = KeyFigure(
            line.id, line.label, line.unit, found.result.number(line), shown, recomputed, agrees
        )
    return tuple(told.values())


def _agrees(recomputed: float | None, shown: Cell | None) -> bool:
    if recomputed is None or not isinstance(shown, float):
        return recomputed is None and isinstance(shown, str) and not shown.startswith("#")
    return abs(recomputed - shown) <= max(RELATIVE_TOLERANCE * abs(recomputed), SMALLEST_DIFFERENCE)


def _value(change: InputChange) -> object:
    """A number of a cell as the case states it: a month by its name, whole where it is whole."""
    if change.unit.partition("/")[0] == "date":
        return f"{date_of(change.now):%Y-%m}"
    return int(change.now) if change.now.is_integer() else change.now
