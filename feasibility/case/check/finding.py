"""What a rule across fields finds wrong, and which fields it looked at."""

from collections.abc import Callable, Iterator

from feasibility.case.form.navigation import Path, field_at, path_of
from feasibility.case.form.shape import Section, Variants
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.case.messages.problems import Problem, problem
from feasibility.language import Label
from feasibility.record import record


@record
class Finding:
    """A problem, and the paths of every field that it depends on (its own included)."""

    problem: Problem
    reads: tuple[Path, ...]


Rule = Callable[[StatedCase], Iterator[Finding]]
"""A rule across fields: yields a finding for every breach, none where all is well."""


def found(case: StatedCase, path: str, value: object, wrong: Label, mend: Label, *reads: str) -> Finding:
    """Return a finding at the dotted ``path``; ``reads`` are the other fields that it depends on."""
    steps = path_of(path)
    place = field_at(ROOT, case, steps)
    shape, field = place if place else (ROOT, None)
    label = Label(field.nb, field.en) if field else None
    # A finding at a section depends on the fields it names, not on all that the section holds.
    own = () if isinstance(shape, Section | Variants) else (steps,)
    return Finding(problem(path, value, wrong, mend, label), (*own, *map(path_of, reads)))
