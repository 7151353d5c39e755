"""`feasibility bank`: what a lender asks of each borrower, and the stress grid."""

from __future__ import annotations

from feasibility.analysis.stress import stress
from feasibility.case import load_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import CHECK_FAILED, OK, Refusal
from feasibility.cli.screen import Screen
from feasibility.evaluate import run
from feasibility.report.bank import bank_report, no_borrower


def bank(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command; 1 where a check failed."""
    result = run(load_case(arguments.names["case"]))
    if not result.structure.bank:
        raise Refusal(no_borrower())
    screen.show(bank_report(result, stress(result), screen.language))
    return CHECK_FAILED if result.failed_checks else OK
