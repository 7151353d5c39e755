"""The verdicts of one run in words: the same in the terminal, the app and the JSON document.

What decides is lines of the model (`model/answers/verdict.py`); here they are read. One thing is no line: a
number or text that still is to be replaced stops the mark "ready for the bank".
"""

from __future__ import annotations

from typing import Final, Literal

from feasibility.evidence.placeholders import placeholders
from feasibility.language import Label, format_measure, format_number
from feasibility.model import Result
from feasibility.model.base.result import Ground, Verdict, VerdictOf
from feasibility.record import record

Colour = Literal["green", "amber", "red"]
COLOURS: Final[tuple[Colour, ...]] = ("green", "amber", "red")
COLOUR_WORDS: Final[dict[Colour, Label]] = {
    "green": Label("grønt", "green"),
    "amber": Label("gult", "amber"),
    "red": Label("rødt", "red"),
}


@record
class Said:
    """A verdict of one run. reasons: a clause for each ground that holds, the gravest first. brief: the same
    in a few words, each said once."""

    of: VerdictOf
    label: Label
    colour: Colour
    reasons: tuple[Label, ...]
    brief: tuple[Label, ...]


def said(result: Result) -> tuple[Said, ...]:
    """Every verdict of a run."""
    return tuple(_said(result, verdict) for verdict in result.built.verdicts)


def _said(result: Result, verdict: Verdict) -> Said:
    level = round(result.number(verdict.level) or 0)
    held = [ground for ground in verdict.grounds if result.number(ground.holds)]
    held.sort(key=lambda ground: ground.level != "red")
    reasons = [_clause(result, ground) for ground in held]
    brief = [ground.brief for ground in held]
    if verdict.of == "bank":
        count = len(placeholders(result.case))
        if count:
            level, reasons, brief = max(level, 1), [*reasons, unfilled(count)], [*brief, unfilled(count)]
        if result.failed_checks:
            level, reasons, brief = 2, [_CHECKS_FAIL, *reasons], [_CHECKS_FAIL, *brief]
    return Said(verdict.of, verdict.label, COLOURS[level], tuple(reasons), tuple(dict.fromkeys(brief)))


def ready_for_the_bank(result: Result) -> bool | None:
    """Whether the bank's verdict is green; None where nobody borrows."""
    found = next((s for s in said(result) if s.of == "bank"), None)
    return None if found is None else found.colour == "green"


def _clause(result: Result, ground: Ground) -> Label:
    number = None if ground.amount is None else result.number(ground.amount)
    if number is None or ground.amount is None:
        return ground.text
    unit, value = ground.amount.unit, number
    if unit == "ratio":
        nb, en = format_number(value, 2, "nb"), format_number(value, 2, "en")
    else:
        nb, en = format_measure(value, unit, "nb"), format_measure(value, unit, "en")
    return Label(f"{ground.text.nb}: {nb}", f"{ground.text.en}: {en}")


def unfilled(count: int) -> Label:
    """That so many numbers and texts are still those a template asks to have replaced."""
    if count == 1:
        return Label(
            "ett tall eller én tekst skal fortsatt byttes ut", "one number or text is still to be replaced"
        )
    return Label(
        f"{count} tall og tekster skal fortsatt byttes ut",
        f"{count} numbers and texts are still to be replaced",
    )


_CHECKS_FAIL: Final = Label("en av modellens kontroller feiler", "a check of the model fails")
