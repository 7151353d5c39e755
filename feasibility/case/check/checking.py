"""Checking a case as stated: every field, then every rule across fields, then every scenario."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from feasibility.case.check import (
    across_actual,
    across_answers,
    across_building,
    across_costs,
    across_deal,
    across_equity,
    across_financing,
    across_owner,
    across_papers,
    across_phases,
    across_products,
    across_sole,
    across_stress,
    across_uncertainty,
    across_works,
)
from feasibility.case.check.field_errors import MOST_REPORTED, field_errors
from feasibility.case.check.finding import Finding, Rule
from feasibility.case.check.mended import mended, touches
from feasibility.case.file.distributions import forget
from feasibility.case.file.lost_rows import forget_rows
from feasibility.case.file.overrides import by_position, set_changes, thawed
from feasibility.case.file.sourced import Extracted, extract, lacks_number
from feasibility.case.file.writing import plain_mapping
from feasibility.case.form.navigation import path_of
from feasibility.case.form.stated import ROOT, Scenario, StatedCase
from feasibility.case.messages.problems import CaseError, Problem, dotted, problem
from feasibility.language import Label

RULES: tuple[Rule, ...] = (
    *across_products.RULES,
    *across_building.RULES,
    *across_deal.RULES,
    *across_phases.RULES,
    *across_costs.RULES,
    *across_works.RULES,
    *across_financing.RULES,
    *across_equity.RULES,
    *across_owner.RULES,
    *across_sole.RULES,
    *across_uncertainty.RULES,
    *across_stress.RULES,
    *across_answers.RULES,
    *across_papers.RULES,
    *across_actual.RULES,
)
"""Every rule, in the order of the file's sections."""


def all_findings(case: StatedCase) -> Iterator[Finding]:
    """Yield every breach of the rules across fields, those that only arise in a scenario included."""
    base = list(findings(case))
    yield from base
    if case.scenarios:
        known = {finding.problem.nb for finding in base}
        plain = plain_mapping(case)
        del plain["scenarios"]
        for scenario_id, scenario in case.scenarios.items():
            yield from _scenario_findings(plain, scenario_id, scenario, known)


def _scenario_findings(
    plain: Mapping[str, object], scenario_id: str, scenario: Scenario, known: set[str]
) -> Iterator[Finding]:
    path = f"scenarios.{scenario_id}"
    changed = thawed(plain)
    assert isinstance(changed, dict)
    changes = dict(scenario.set)
    for name in [name for name in changes if name.split(".")[0] == "scenarios"]:
        wrong = Label("et scenario kan ikke endre scenarioer.", "a scenario cannot change scenarios.")
        circular = problem(
            f"{path}.set.{name}", changes.pop(name), wrong, Label("Fjern linjen.", "Remove the line.")
        )
        yield Finding(circular, (path_of(path),))
    places = {name: dotted(by_position(plain, name)) for name in changes}
    lost = [Finding(each, (path_of(each.path),)) for each in set_changes(changed, changes)]
    forget(changed, places.values())
    forget_rows(changed, places.values())
    for each in [*lost, *_findings_of(extract(ROOT, changed))]:
        if each.problem.nb not in known:
            yield Finding(_in_scenario(path, places, each.problem), (path_of(path), *each.reads))


def _in_scenario(path: str, places: Mapping[str, str], found: Problem) -> Problem:
    """Return the problem at the scenario's own line where that changed the field or what holds it, else at
    the scenario. places: each change as the scenario writes it, and the path it leads to."""
    names = [name for name, place in places.items() if f"{found.path}.".startswith(f"{place}.")] or [
        name for name, place in places.items() if place.startswith(f"{found.path}.") or name == found.path
    ]
    where = f"{path}.set.{max(names, key=len)}" if names else path
    return Problem(
        where,
        found.value,
        f"{where}: med scenarioets endringer blir saken feil. {found.nb}",
        f"{where}: the scenario's changes make the case wrong. {found.en}",
    )


def problems_of(stated: Extracted) -> list[Problem]:
    """Return every mistake in a case as stated; empty where it is right.

    The rules across fields are tried even where single fields are wrong, on what is right.
    """
    return [finding.problem for finding in _findings_of(stated)]


def _findings_of(stated: Extracted) -> list[Finding]:
    noted = [Finding(each, (path_of(each.path),)) for each in stated.problems]
    try:
        case = StatedCase.model_validate(stated.plain)
    except ValidationError as error:
        errors = field_errors(ROOT, stated.plain, error)
        wrong = [
            Finding(each.problem, (each.path,)) for each in errors if not lacks_number(each.problem.value)
        ]
        if error.error_count() > MOST_REPORTED:
            return [*noted, *wrong, _and_more(error.error_count() - MOST_REPORTED)]
        stand_in = mended(ROOT, stated.plain, errors)
        if stand_in is None:
            return [*noted, *wrong]
        sound, guessed = stand_in
        across = [finding for finding in all_findings(sound) if not touches(finding.reads, guessed)]
        return [*noted, *wrong, *across]
    return [*noted, *all_findings(case)]


def _and_more(number: int) -> Finding:
    wrong = Label(f"og {number} feil til.", f"and {number} more mistakes.")
    mend = Label("Rett disse først. Er dette riktig fil?", "Mend these first. Is this the right file?")
    return Finding(problem("…", None, wrong, mend), ())


def require_sound(case: StatedCase) -> None:
    """Raise :class:`CaseError` where a rule across fields is broken, in the case or a scenario."""
    found = [finding.problem for finding in all_findings(case)]
    if found:
        raise CaseError(found)


def findings(case: StatedCase) -> Iterator[Finding]:
    """Yield every breach of every rule, scenarios apart."""
    for rule in RULES:
        yield from rule(case)
