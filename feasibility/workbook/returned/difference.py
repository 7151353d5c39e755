"""What a workbook that came back has that it was not delivered with, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from feasibility.language import Label

Kind = Literal["formula", "overwritten", "value", "text", "added", "removed", "shifted"]
"""A formula that is another; a value in place of one; what a formula shows but does not recalculate to; a
text or locked number that is another; a cell that was empty; one that is no more; rows put in or taken out,
so that all below stands elsewhere."""

Broken = Literal["cleared", "text", "flag", "error", "formula", "day"]
"""What stands in an input's cell where a number must; `day`: one that is not the first of a month."""

Of = Literal["case", "support", "law", "locked"]
"""Whose an input is: of the case, the switch for support, a rate of law, or locked (method and structure)."""

MOST_TOLD: Final = 500
"""Differences of one kind that are kept one by one; the rest are counted."""
DAYS_THERE_ARE: Final = 2_958_466
"""A spreadsheet's number for the last day it knows is one less: 31 December 9999."""
Shown = float | str | None


@dataclass(frozen=True)
class Difference:
    """A cell that is not as delivered. was, now: formula (with "="), text or number; None where empty.

    about: the text at the head of its row. is_hidden: nobody sees its row or sheet.
    """

    kind: Kind
    sheet: str
    cell: str
    was: Shown
    now: Shown
    about: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class InputChange:
    """An input that has another number than as delivered. path: its place in the case, where it is of it."""

    path: str
    label: Label
    unit: str
    sheet: str
    cell: str
    was: float
    now: float
    of: Of


@dataclass(frozen=True)
class BrokenInput:
    """An input's cell that holds no number any more. now: what stands there."""

    path: str
    label: Label
    unit: str
    sheet: str
    cell: str
    was: float
    now: Shown
    what: Broken


@dataclass
class Differences:
    """All that was found: the first of each kind one by one, and how many there are."""

    told: list[Difference] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)

    def add(self, found: Difference) -> None:
        """Count a difference, and keep it where there is room."""
        self.counts[found.kind] += 1
        if self.counts[found.kind] <= MOST_TOLD:
            self.told.append(found)


@dataclass(frozen=True)
class Verification:
    """What trying a workbook against its certificate came to.

    Attributes:
        version: of the program that made it; `same_version`: this one, without which little can be tried.
        case_hash, formula_hash: as certified.
        is_untouched: the file is byte for byte as it was written.
        is_tried: formulas and values were compared; else only the sheet of inputs and the names of sheets.
        formulas, values: cells compared; no values where an input is broken.
        not_stored: formula cells without a value: whoever saved the book did not calculate.
        is_stale: every value that differs is as delivered: inputs were changed, and nothing recalculated.
        changed, broken: inputs that differ from what was delivered.
        differences: the first of each kind; `counts` of all.
        sheets_added, sheets_removed, sheets_hidden: names. not_checked: sheets with computed answers.
        acting: what the file has that may act or fetch: macros, links to other files.
    """

    version: str
    same_version: bool
    case_hash: str
    formula_hash: str
    engine: str
    run: str
    date: str
    is_untouched: bool
    is_tried: bool = True
    formulas: int = 0
    values: int = 0
    not_stored: int = 0
    is_stale: bool = False
    changed: tuple[InputChange, ...] = ()
    broken: tuple[BrokenInput, ...] = ()
    differences: tuple[Difference, ...] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    sheets_added: tuple[str, ...] = ()
    sheets_removed: tuple[str, ...] = ()
    sheets_hidden: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    acting: tuple[Label, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Nothing differs but inputs: formulas are as delivered, and every value recalculates."""
        return self._is_as_written and not self.differences and not self.not_stored

    @property
    def is_merely_saved(self) -> bool:
        """Formulas and texts are as delivered, and whoever saved the book left its values uncalculated.

        They are missing, or the old ones; no value is wrong in itself.
        """
        others = any(count for kind, count in self.counts.items() if kind != "value")
        left = self.is_stale or (self.not_stored > 0 and not self.counts.get("value"))
        return self._is_as_written and left and not others

    @property
    def _is_as_written(self) -> bool:
        found = (self.broken, self.sheets_added, self.sheets_removed, self.sheets_hidden, self.acting)
        return self.is_tried and self.same_version and not any(found)
