"""`feasibility explain`: why a number is what it is."""

from __future__ import annotations

from feasibility.cli.arguments import OK, Arguments, Refusal
from feasibility.cli.chosen import chosen
from feasibility.cli.screen import Screen
from feasibility.engine.explain.explain import DEEPEST
from feasibility.engine.explain.explain import explain as explained
from feasibility.engine.explain.trace import render
from feasibility.language import Label
from feasibility.report.asked import NotFound, asked_line, asked_period
from feasibility.report.layout import Shown, paragraph

_DEPTH = 2


def explain(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command."""
    depth = _depth(arguments.value("--depth"))
    result = chosen(arguments, screen.language).result()
    try:
        line = asked_line(result, arguments.names["line"])
        period = asked_period(result, line, arguments.names.get("month"))
    except NotFound as error:
        raise Refusal(error.label) from None
    trace = explained(result.values, line.id, period, depth)
    shown: list[Shown] = []
    for text in render(trace, screen.language).split("\n"):
        indent = " " * (len(text) - len(text.lstrip(" ")))
        shown += paragraph(text.lstrip(" "), "plain", indent, f"{indent}    ")
    screen.show(shown)
    return OK


def _depth(text: str | None) -> int:
    if text is None:
        return _DEPTH
    if text.isdecimal() and text.isascii() and len(text) <= len(str(DEEPEST)) and int(text) <= DEEPEST:
        return int(text)
    raise Refusal(
        Label(
            f"--depth {text}: skriv et helt tall fra 0 til {DEEPEST}.",
            f"--depth {text}: write a whole number from 0 to {DEEPEST}.",
        )
    )
