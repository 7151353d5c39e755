"""The quick start (hurtigstart): a whole, checked case of a few answers.

What was said stands in the case with the note that it was; what follows from it, with how; and all else is
the template's, with the template's own source. One area drives spaces, lease and alternatives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.case import Case, CaseError, to_mapping
from feasibility.language import Label, format_number
from feasibility.starting import money, places, rent, running
from feasibility.starting.answers import Mistake, QuickStart, QuickStartError, require_possible
from feasibility.starting.areas import Divided, divided, norms_of
from feasibility.starting.notes import Changes
from feasibility.starting.template import template_of


def quick_start(answers: QuickStart) -> Case:
    """Return the case of the answers, with the source of every number.

    Support that nobody has granted is left out, and with it the template's scenario without support.

    Raises:
        QuickStartError: every answer that cannot be, or that does not go with the others.
    """
    require_possible(answers)
    template = template_of(answers.structure)
    called = replace(answers, name=name_of(answers))
    found = divided_area(answers)
    changes: Changes = {
        "name": called.name,
        "description": _description(called),
        "building.name": called.name,
        "building.municipality": called.place.strip(),
        "building.town_population": None,
        "support": {},
    }
    changes |= places.changes(template, called, found)
    changes |= rent.changes(template, called)
    changes |= running.changes(template, called.area_m2)
    changes |= money.changes(template, called)
    changes["scenarios"] = _scenarios(template, changes)
    changes = {path: value for path, value in changes.items() if not _is_templates(template, path, value)}
    try:
        return template.changed(changes)
    except CaseError as error:
        raise QuickStartError(
            [_mistake(problem.path, problem.nb, problem.en) for problem in error.problems]
        ) from error


def divided_area(answers: QuickStart) -> Divided:
    """How the area of the answers is divided. Raises QuickStartError where what is asked for does not fit."""
    norms = norms_of(template_of(answers.structure))
    return divided(answers.area_m2, answers.offices, answers.desks, norms)


def name_of(answers: QuickStart) -> str:
    """What the case is called: its name, or "600 m² i Kongsvinger"."""
    if answers.name.strip():
        return answers.name.strip()
    area = f"{format_number(answers.area_m2, 0, 'nb')} m²"
    return f"{area} i {answers.place.strip()}" if answers.place.strip() else area


def _description(answers: QuickStart) -> str:
    parts = [f"Laget med hurtigstarten: {name_of(replace(answers, name=''))}."]
    if answers.free_months is not None:
        parts.append(f"Driveren ber om {answers.free_months} leiefrie måneder.")
    if answers.reduced_share and answers.reduced_months:
        share = format_number(100 * answers.reduced_share, 0, "nb")
        parts.append(f"Deretter {share} % avslag i {answers.reduced_months} måneder.")
    parts.append("Støtte er ikke regnet med. Det som ikke er oppgitt, er malens tall til det byttes ut.")
    return " ".join(parts)


def _scenarios(template: Case, changes: Changes) -> dict[str, object]:
    """The template's scenarios, without what they change that is no longer there, or is agreed otherwise."""
    stated = to_mapping(template).get("scenarios")
    gone = [path for path, value in changes.items() if value is None]
    kept: dict[str, object] = {}
    for name, scenario in stated.items() if isinstance(stated, dict) else ():
        if "deal.lease.reductions" in changes and any(
            p.startswith("deal.lease.reductions") for p in scenario["set"]
        ):
            continue
        if "support" in scenario["set"]:
            continue
        what = {
            path: value
            for path, value in scenario["set"].items()
            if not any(path.startswith(f"{lost}.") for lost in gone)
        }
        if what:
            kept[name] = scenario | {"set": what}
    return kept


def _is_templates(template: Case, path: str, value: object) -> bool:
    """Whether a number was worked out to be just what the template has: then the template's note stands."""
    if not (isinstance(value, dict) and "assumption" in value):
        return False
    here: object = template
    for step in path.split("."):
        here = here[step] if isinstance(here, dict) else getattr(here, step, None)
    return bool(here == value["value"])


_PATHS: Final = {
    "building.municipality": "place",
    "building.name": "name",
    "name": "name",
    "deal.lease.area_m2": "area_m2",
    "deal.lease.reductions": "reduced_months",
    "deal.lease.renewal": "renewal_months",
    "valuation.vacant_value_nok": "value_nok",
    "financing": "loan_nok",
    "works": "works_nok",
}
"""Which answer a mistake in the case is told at, by the beginning of the path."""


def _mistake(path: str, nb: str, en: str) -> Mistake:
    field = next((name for start, name in _PATHS.items() if path.startswith(start)), "area_m2")
    return Mistake(field, Label(nb, en))
