"""`feasibility vat`: the case under each VAT policy and regime, side by side."""

from __future__ import annotations

from feasibility.analysis.vat_compare import compare_vat
from feasibility.case import load_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import CHECK_FAILED, OK
from feasibility.cli.screen import Screen
from feasibility.report.vat import vat_report


def vat(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command; 1 where a check failed in the case as it stands or under any alternative."""
    found = compare_vat(load_case(arguments.names["case"]))
    screen.show(vat_report(found, screen.language))
    return CHECK_FAILED if found.failed_checks else OK
