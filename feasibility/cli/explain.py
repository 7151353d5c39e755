"""`feasibility explain`: why a number is what it is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from feasibility.cli.arguments import OK, Arguments, Refusal
from feasibility.cli.chosen import chosen
from feasibility.cli.screen import Screen
from feasibility.engine.explain.explain import DEEPEST, UnknownPeriod, period_of
from feasibility.engine.explain.explain import explain as explained
from feasibility.engine.explain.trace import render
from feasibility.engine.expr import Axis, Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.report.layout import Shown, paragraph
from feasibility.report.lines import is_called, lines_with

_DEPTH = 2
_NEAR = 5


def explain(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command."""
    depth = _depth(arguments.value("--depth"))
    result = chosen(arguments, screen.language).result()
    line = _line(result, arguments.names["line"])
    period = _period(result, line, arguments.names.get("month"))
    trace = explained(result.values, line.id, period, depth)
    shown: list[Shown] = []
    for text in render(trace, screen.language).split("\n"):
        indent = " " * (len(text) - len(text.lstrip(" ")))
        shown += paragraph(text.lstrip(" "), "plain", indent, f"{indent}    ")
    screen.show(shown)
    return OK


def _line(result: Result, asked: str) -> Line:
    """The line with this id, or the only one with this label in either language."""
    lines = result.built.model.lines
    if asked in lines:
        return lines[asked]
    labelled = [line for line in lines.values() if is_called(line, asked)]
    if len(labelled) == 1:
        return labelled[0]
    if labelled:
        listed = ", ".join(line.id for line in labelled)
        raise Refusal(
            Label(
                f"{len(labelled)} linjer heter «{asked}»: {listed}. Skriv id-en til én av dem.",
                f'{len(labelled)} lines are called "{asked}": {listed}. Write the id of one of them.',
            )
        )
    listed = ", ".join(_near(lines, asked))
    nb, en = (f"Linjer som ligner: {listed}. ", f"Lines like it: {listed}. ") if listed else ("", "")
    raise Refusal(
        Label(
            f"Linjen «{asked}» finnes ikke. {nb}«feasibility lines SAK» viser alle.",
            f'There is no line "{asked}". {en}"feasibility lines CASE" shows all.',
        )
    )


def _near(lines: Mapping[str, Line], asked: str) -> list[str]:
    """Ids like what was asked for, or with it in the id or the label; at most five."""
    close = difflib.get_close_matches(asked[:200], lines, _NEAR, 0.5)
    return list(dict.fromkeys([*close, *(line.id for line in lines_with(lines.values(), asked))]))[:_NEAR]


def _period(result: Result, line: Line, month: str | None) -> int | None:
    if line.axis is Axis.SCALAR:
        if month is not None:
            raise Refusal(_ONE_NUMBER)
        return None
    if month is None:
        raise Refusal(_WHICH[line.axis])
    try:
        return period_of(result.values, line, as_written_in_case(month))
    except UnknownPeriod as error:
        raise Refusal(error.text) from None


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


_ONE_NUMBER = Label(
    "Linjen har ett tall for hele saken, ikke ett for hver måned. Utelat måneden.",
    "The line has one number for the whole case, not one for every month. Leave the month out.",
)
_WHICH = {
    Axis.MONTH: Label(
        "Linjen har ett tall for hver måned. Skriv måneden etter linjen, for eksempel 25, 2028-04 eller "
        "«apr. 2028».",
        "The line has a number for every month. Write the month after it, for example 25, 2028-04 or "
        '"Apr 2028".',
    ),
    Axis.YEAR: Label(
        "Linjen har ett tall for hvert kalenderår. Skriv året etter linjen, for eksempel 2028.",
        "The line has a number for every calendar year. Write the year after it, for example 2028.",
    ),
    Axis.RATE: Label(
        "Linjen har ett tall for hver rente i et gitter. Skriv rentens nummer etter linjen, for eksempel 1.",
        "The line has a number for every rate of a grid. Write the rate's number after it, for example 1.",
    ),
}


_NAMES: Final = (
    ("januar", "january"), ("februar", "february"), ("mars", "march"), ("april",), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august",), ("september",), ("oktober", "october"),
    ("november",), ("desember", "december"),
)  # fmt: skip
_IN_WORDS = re.compile(r"([a-zæøå]{3,9})\.?\s*([0-9]{4})")
_IN_FIGURES = re.compile(r"(0?[1-9]|1[0-2])[./]([0-9]{4})")


def as_written_in_case(text: str) -> str:
    """A month typed with its name or as 04.2028, as 2028-04; anything else as it is."""
    plain = " ".join(text.split()).lower()
    if found := _IN_FIGURES.fullmatch(plain):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _IN_WORDS.fullmatch(plain):
        for number, names in enumerate(_NAMES, start=1):
            if any(name.startswith(found[1]) for name in names):
                return f"{found[2]}-{number:02}"
    return text.strip()
