"""`feasibility discount`: how far the rent can come down, and how far it must."""

from __future__ import annotations

from feasibility.analysis.discount import NoDiscount
from feasibility.analysis.discount import discount as found
from feasibility.case import load_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import CHECK_FAILED, OK, Refusal
from feasibility.cli.screen import Screen
from feasibility.report.discount import discount_report


def discount(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command; 1 where a check of the case as it stands failed."""
    case = load_case(arguments.names["case"])
    try:
        answers = found(case)
    except NoDiscount as error:
        raise Refusal(error.label) from None
    screen.show(discount_report(answers, screen.language))
    return CHECK_FAILED if answers.as_stated.failed_checks else OK
