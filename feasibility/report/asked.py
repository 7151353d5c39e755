"""The line and the period that somebody asks about: found by what they wrote, or told what is like it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from feasibility.engine.explain.explain import UnknownPeriod, period_of
from feasibility.engine.expr import Axis, Line
from feasibility.language import Label
from feasibility.model import Result
from feasibility.report.lines import is_called, lines_with

_NEAR = 5


class NotFound(ValueError):
    """There is no such line, or it has no such period; `label` says so in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.nb)
        self.label = label


def asked_line(result: Result, asked: str) -> Line:
    """The line with this id, or the only one with this label in either language. Raises NotFound."""
    lines = result.built.model.lines
    if asked in lines:
        return lines[asked]
    labelled = [line for line in lines.values() if is_called(line, asked)]
    if len(labelled) == 1:
        return labelled[0]
    if labelled:
        listed = ", ".join(line.id for line in labelled)
        raise NotFound(
            Label(
                f"{len(labelled)} linjer heter «{asked}»: {listed}. Skriv id-en til én av dem.",
                f'{len(labelled)} lines are called "{asked}": {listed}. Write the id of one of them.',
            )
        )
    listed = ", ".join(near(lines, asked))
    nb, en = (f"Linjer som ligner: {listed}. ", f"Lines like it: {listed}. ") if listed else ("", "")
    raise NotFound(
        Label(
            f"Linjen «{asked}» finnes ikke. {nb}«feasibility lines SAK» viser alle.",
            f'There is no line "{asked}". {en}"feasibility lines CASE" shows all.',
        )
    )


def near(lines: Mapping[str, Line], asked: str) -> list[str]:
    """Ids like what was asked for, or with it in the id or the label; at most five."""
    close = difflib.get_close_matches(asked[:200], lines, _NEAR, 0.5)
    return list(dict.fromkeys([*close, *(line.id for line in lines_with(lines.values(), asked))]))[:_NEAR]


def asked_period(result: Result, line: Line, month: str | None) -> int | None:
    """The number of the period, 1 the first; None for a line with one number. Raises NotFound."""
    if line.axis is Axis.SCALAR:
        if month is not None:
            raise NotFound(_ONE_NUMBER)
        return None
    if month is None:
        raise NotFound(_WHICH[line.axis])
    try:
        return period_of(result.values, line, as_written_in_case(month))
    except UnknownPeriod as error:
        raise NotFound(error.text) from None


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
