"""Which run of the case the command line asks for: a scenario, changed fields, without support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from feasibility.case import Case, case_text, load_case, parse_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.changes import changed
from feasibility.cli.kept_run import NOT_KEPT, KeptRun, kept_run
from feasibility.evaluate import evaluated, run, unsupported
from feasibility.language import Language
from feasibility.model import Result
from feasibility.record import record
from feasibility.report.summary import Applied

SCENARIO, SET, WITHOUT_SUPPORT = "--scenario", "--set", "--without-support"


@record
class Chosen:
    """A run of a case.

    base: the case as it stands in the file. case: with the scenario and the changes, support still in it.
    kept: what another process has kept of the same run.
    """

    base: Case
    case: Case
    applied: Applied
    kept: KeptRun = field(default=NOT_KEPT, compare=False, repr=False)

    @property
    def stated(self) -> Case:
        """The case to be analysed by many runs: what the run is without is taken out of it."""
        return self.case if self.applied.with_support else unsupported(self.case)

    def result(self) -> Result:
        """The run evaluated."""
        built = self.kept.built()
        if built is not None:
            return evaluated(self.case, built, None if self.applied.with_support else {"with_support": 0.0})
        result = run(self.case, with_support=self.applied.with_support)
        self.kept.keep((self.base, self.case, dict(self.applied.changes)), result.built)
        return result

    def stated_result(self) -> Result:
        """The run evaluated, as what many runs are to start from: its case is all there is to it."""
        return self.result() if self.applied.with_support else run(self.stated)


def chosen(arguments: Arguments, language: Language) -> Chosen:
    """The run that is asked for. Raises CaseError for a mistake in the file, the scenario or a change."""
    file = arguments.names["case"]
    scenario, given = arguments.value(SCENARIO), tuple(arguments.values.get(SET, ()))
    with_support = WITHOUT_SUPPORT not in arguments.switches
    text = case_text(file)
    kept = kept_run((text, file.lower().endswith(".json"), scenario, given, language))
    read = kept.read()
    if read is None:
        return _of(parse_case(text, file), scenario, given, with_support, language, kept)
    base, case, changes = read
    return Chosen(base, case, _applied(base, scenario, changes, with_support), kept)


def every_run(arguments: Arguments, language: Language) -> list[Chosen]:
    """What is to be checked: the run asked for; where no scenario is, each of the case's own after it.

    Unless asked to be without, the first is also run without its support. Changes are made in all of them.
    """
    base = load_case(arguments.names["case"])
    scenario, changes = arguments.value(SCENARIO), arguments.values.get(SET, ())
    supported = (True, False) if WITHOUT_SUPPORT not in arguments.switches else (False,)
    runs = [_of(base, scenario, changes, is_supported, language) for is_supported in supported]
    if scenario is None:
        runs += [_of(base, id, changes, supported[0], language) for id in base.scenarios]
    return runs


def _of(
    base: Case,
    scenario: str | None,
    given: Sequence[str],
    with_support: bool,
    language: Language,
    kept: KeptRun = NOT_KEPT,
) -> Chosen:
    case, changes = changed(base if scenario is None else base.scenario(scenario), given, language)
    return Chosen(base, case, _applied(base, scenario, changes, with_support), kept)


def _applied(base: Case, scenario: str | None, changes: Mapping[str, object], with_support: bool) -> Applied:
    label = "" if scenario is None else base.scenarios[scenario].label
    return Applied(scenario, label, changes, with_support)
