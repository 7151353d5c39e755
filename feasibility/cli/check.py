"""`feasibility check`: every mistake in a case, every check of the model, in every scenario."""

from __future__ import annotations

from feasibility.case import load_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import CHECK_FAILED, OK
from feasibility.cli.screen import Screen
from feasibility.evaluate import run
from feasibility.report.check import Checked, check_report


def check(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command; the case is run as it stands, without support, and in each of its scenarios."""
    case = load_case(arguments.names["case"])
    runs = [Checked(None, True, run(case)), Checked(None, False, run(case, with_support=False))]
    runs += [
        Checked(scenario.label or id, True, run(case.scenario(id))) for id, scenario in case.scenarios.items()
    ]
    screen.show(check_report(runs, screen.language))
    return CHECK_FAILED if any(one.result.failed_checks for one in runs) else OK
