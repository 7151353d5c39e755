"""`feasibility lines`: every line of the model."""

from __future__ import annotations

from feasibility.case import load_case
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import OK
from feasibility.cli.screen import Screen
from feasibility.model import build
from feasibility.report.lines import line_list


def lines(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command. Nothing is calculated."""
    screen.show(line_list(build(load_case(arguments.names["case"])).model, screen.language))
    return OK
