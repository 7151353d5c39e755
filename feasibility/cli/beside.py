"""What `feasibility compare` puts beside the run asked for: its scenarios, and cases of other files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from feasibility.analysis.compare.columns import Candidate, alternatives, other, own_words, stated
from feasibility.case import Case, load_case
from feasibility.cli.answers import SUFFIXES
from feasibility.cli.arguments import Arguments, Refusal
from feasibility.cli.chosen import Chosen
from feasibility.cli.files import require_different
from feasibility.evaluate import unsupported
from feasibility.language import Label

WITH = "--with"


def other_cases(arguments: Arguments) -> dict[str, Case]:
    """The cases of the files named, by what their columns are called: the file's name without its ending.

    Raises:
        CaseError: a file is no case. Refusal: two files of one name. FileProblem: an output is one of them.
    """
    found: dict[str, Case] = {}
    for file in arguments.values.get(WITH, ()):
        name = Path(file).stem
        if name in found:
            raise Refusal(
                Label(
                    f"To filer gir kolonnen «{name}». Gi en av dem et annet navn.",
                    f'Two files give the column "{name}". Give one of them another name.',
                )
            )
        for flag in SUFFIXES:
            output = arguments.value(flag)
            if output is not None:
                require_different(Path(output), output, file)
        found[name] = load_case(file)
    return found


def candidates(asked: Chosen, others: Mapping[str, Case]) -> tuple[Candidate, ...]:
    """Every column there may be: the run asked for, the case's other scenarios with the same changes, the
    other files as they stand, and the landlord's alternatives; all of them without support if that is."""
    base, applied = asked.base, asked.applied
    own = [
        Candidate(id, own_words(scenario.label or id), "scenario", partial(_scenario, asked, id))
        for id, scenario in base.scenarios.items()
        if id != applied.scenario
    ]
    files = [other(name, case) for name, case in others.items()]
    if not applied.with_support:
        files = [
            Candidate(each.name, each.label, each.kind, partial(unsupported, others[each.name]))
            for each in files
        ]
    return (stated(_label(asked)), *own, *files, *alternatives(asked.case))


def _scenario(asked: Chosen, id: str) -> Case:
    case = asked.base.scenario(id)
    if asked.applied.changes:
        case = case.changed({"scenarios": {}, **asked.applied.changes})
    return case if asked.applied.with_support else unsupported(case)


def _label(asked: Chosen) -> Label | None:
    """What the run asked for is called: a scenario by its name."""
    if asked.applied.scenario is not None:
        return own_words(asked.applied.scenario_label or asked.applied.scenario)
    return Label("Med endringene", "With the changes") if asked.applied.changes else None
