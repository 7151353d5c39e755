"""Two versions of one case: which fields differ, and what it did to each party's figures."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.compare.columns import STATED, Candidate, stated
from feasibility.analysis.compare.compare import Comparison, compare_columns
from feasibility.case import Case
from feasibility.evaluate import run, unsupported
from feasibility.language import Label

LATER: Final = "later"
"""The name of the column of the later version; the earlier one is the case asked about."""

_ABOUT: Final = {
    "name": Label("navnet", "the name"),
    "description": Label("beskrivelsen", "the description"),
    "scenarios": Label("scenarioene", "the scenarios"),
    "sources": Label("kildenotene", "the notes on sources"),
    "uncertainty": Label("hvor usikre tallene er", "how uncertain the numbers are"),
}


def versions(
    earlier: Case, later: Case, names: tuple[Label, Label], *, with_support: bool = True
) -> Comparison:
    """The later version beside the earlier one.

    names: what the two are called, the earlier first. with_support: as both are run.
    """
    before, after = (each if with_support else unsupported(each) for each in (earlier, later))
    other = Candidate(LATER, names[1], "other", lambda: after.changed({"scenarios": {}}))
    return compare_columns(run(before), (stated(names[0]), other), (), STATED)


def beside_the_numbers(earlier: Case, later: Case) -> tuple[Label, ...]:
    """What differs of what no number rests on, in words."""
    return tuple(label for field, label in _ABOUT.items() if getattr(earlier, field) != getattr(later, field))
