"""The case (saken): what the user states, checked, and how to get a changed copy of it."""

from collections.abc import Mapping
from typing import Self

from pydantic import ValidationError, model_validator

from feasibility.case.check.checking import problems_of, require_sound
from feasibility.case.file.distributions import forget
from feasibility.case.file.lost_rows import forget_rows
from feasibility.case.file.overrides import by_position, set_changes
from feasibility.case.file.sourced import extract
from feasibility.case.file.text import require_shallow
from feasibility.case.file.writing import plain_mapping
from feasibility.case.form.fields import FrozenDict
from feasibility.case.form.stated import ROOT, SourceNote, StatedCase
from feasibility.case.messages.problems import CaseError, dotted, problem
from feasibility.case.messages.wording import instead
from feasibility.language import Label


class Case(StatedCase):
    """A case that keeps every rule, within its fields and across them. Frozen; equal by content.

    Made by :func:`load_case`, :func:`parse_case` or :func:`case_from_mapping`, which report mistakes in
    the user's words. ``Case.model_validate`` takes plain numbers only and raises pydantic's own error for
    a wrong field, :class:`CaseError` for a broken rule.
    """

    @model_validator(mode="after")
    def _keeps_the_rules(self) -> Self:
        require_sound(self)
        return self

    def changed(self, changes: Mapping[str, object]) -> "Case":
        """Return a copy with each dotted path set to its value, checked in full.

        ``case.changed({"deal.lease.rent_nok_per_m2_year": 1500, "products.flex.units": 40})``. A value may be
        a sourced number, a whole section or a list. None empties an optional field and removes a named item
        (``support.grant``). A changed number loses the source note, the range and the distribution of the old
        one. Raises :class:`CaseError` for a path that leads nowhere, with the nearest valid names, and for
        whatever the changes make wrong. `UNSTATED` leaves a field out, so that its default holds.
        An item may be named by its label: ``products.Fleksplass.units``.
        """
        require_shallow(changes)
        return _changed(plain_mapping(self), changes, self.sources)

    def scenario(self, name: str) -> "Case":
        """Return the case with the changes of the scenario ``name``; its source notes come along.

        The result has no scenarios of its own: they are stated against the case they stand in. Raises
        :class:`CaseError` where there is no such scenario.
        """
        if name not in self.scenarios:
            wrong = Label(f"scenarioet «{name}» finnes ikke.", f'the scenario "{name}" does not exist.')
            raise CaseError([problem("scenarios", name, wrong, instead(name, self.scenarios))])
        plain = plain_mapping(self)
        del plain["scenarios"]
        start = f"scenarios.{name}.set."
        notes = {
            dotted(by_position(plain, path.removeprefix(start))): note
            for path, note in self.sources.items()
            if path.startswith(start)
        }
        base = {path: note for path, note in self.sources.items() if not path.startswith("scenarios.")}
        return _changed(plain, self.scenarios[name].set, base, notes)


def _changed(
    plain: dict[str, object],
    changes: Mapping[str, object],
    sources: Mapping[str, SourceNote],
    new_sources: Mapping[str, SourceNote] = FrozenDict({}),
) -> Case:
    places = [dotted(by_position(plain, name)) for name in changes]
    problems = set_changes(plain, changes)
    if problems:
        raise CaseError(problems)
    forget_rows(plain, places)
    places += forget(plain, places)
    gone, below = frozenset(places), tuple(f"{place}." for place in places)
    kept = {path: note for path, note in sources.items() if path not in gone and not path.startswith(below)}
    return checked(plain, {**kept, **new_sources})


def _sound(stated: StatedCase) -> Case:
    """A stated case that keeps the rules, as a case.

    Its fields are valid already. To validate them again as a case's would take the time it takes to make
    pydantic's validator of the whole case a second time.
    """
    require_sound(stated)
    fields = {name: getattr(stated, name) for name in StatedCase.model_fields}
    return Case.model_construct(stated.model_fields_set, **fields)


def checked(stated: Mapping[str, object], sources: Mapping[str, SourceNote] | None = None) -> Case:
    """Return the case stated by a mapping as the file would give it, sourced numbers included.

    ``sources`` are notes on its plain numbers, by path. Raises :class:`CaseError` with every mistake.
    """
    require_shallow(stated)
    extracted = extract(ROOT, stated)
    notes = {**(sources or {}), **extracted.sources}
    try:
        if not extracted.problems:
            plain = {**extracted.plain, "sources": notes} if notes else extracted.plain
            return _sound(StatedCase.model_validate(plain))
    except (ValidationError, CaseError):
        pass  # problems_of() says it in full, in the user's words
    raise CaseError(problems_of(extracted))
