"""The verdicts of one run in words: the same in the terminal, the app and the JSON document.

What decides is lines of the model (`model/answers/verdict.py`); here they are read. One thing is no line: a
number or text that still is to be replaced stops the mark "ready for the bank".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from feasibility.evidence.placeholders import placeholders
from feasibility.language import Label, format_measure, format_number
from feasibility.language.label import listed
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
    brief = _briefs(result, held)
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
    when = _when(result, [ground])
    if unit == "ratio":
        nb, en = format_number(value, 2, "nb"), format_number(value, 2, "en")
    else:
        nb, en = format_measure(value, unit, "nb"), format_measure(value, unit, "en")
    return Label(f"{ground.text.nb}: {nb}{when[0]}", f"{ground.text.en}: {en}{when[1]}")


def _briefs(result: Result, held: Sequence[Ground]) -> list[Label]:
    """The grounds in a few words, each said once with the years it is true of."""
    alike: dict[Label, list[Ground]] = {}
    for ground in held:
        alike.setdefault(ground.brief, []).append(ground)
    return [
        Label(f"{brief.nb}{when[0]}", f"{brief.en}{when[1]}")
        for brief, grounds in alike.items()
        for when in (_when(result, grounds),)
    ]


def _when(result: Result, grounds: Sequence[Ground]) -> tuple[str, str]:
    """ " i 2033, etter at leieavtalen er ute": the years of what is judged by its worst, in both languages.

    Nothing where it is not so judged. That the deal is over is said where it is so of every year named.
    """
    years: dict[int, bool] = {}
    for ground in grounds:
        year = None if ground.year is None else result.number(ground.year)
        if year is not None and ground.after_deal is not None:
            years[round(year)] = bool(result.number(ground.after_deal))
    if not years:
        return "", ""
    named = [str(year) for year in sorted(years)]
    nb, en = f" i {listed(named, 'nb')}", f" in {listed(named, 'en')}"
    if all(years.values()):
        over = _LEASE_OVER if result.case.lease is not None else _AGREEMENT_OVER
        nb, en = f"{nb}, {over.nb}", f"{en}, {over.en}"
    return nb, en


def unfilled(count: int) -> Label:
    """That so many numbers and texts are still those a template asks to have replaced."""
    if count == 1:
        return Label(
            "ett tall eller én tekst skal fortsatt byttes ut (se forutsetningsregisteret)",
            "one number or text is still to be replaced (see the register of assumptions)",
        )
    return Label(
        f"{count} tall og tekster skal fortsatt byttes ut (se forutsetningsregisteret)",
        f"{count} numbers and texts are still to be replaced (see the register of assumptions)",
    )


_LEASE_OVER: Final = Label("etter at leieavtalen er ute", "after the lease has ended")
_AGREEMENT_OVER: Final = Label("etter at driftsavtalen er ute", "after the agreement has ended")
_CHECKS_FAIL: Final = Label("en av modellens kontroller feiler", "a check of the model fails")
