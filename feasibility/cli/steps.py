"""What to do next: commands the reader may want, ready to be copied."""

from __future__ import annotations

import shlex
from pathlib import PurePath

from feasibility.case import Case
from feasibility.cli.arguments import Arguments
from feasibility.cli.chosen import SCENARIO, SET, WITHOUT_SUPPORT
from feasibility.language import Label, Language
from feasibility.report.layout import Entry


def after_run(case: Case, arguments: Arguments, language: Language) -> tuple[Entry, ...]:
    """After a summary: the landlord's first question, the workbook, and where a number comes from.

    Each of the run that was asked for: an answer for another run would stand against what is shown here.
    """
    file = arguments.names["case"]
    quoted = shlex.quote(file)
    workbook = shlex.quote(f"{PurePath(file).stem}.xlsx")
    more = _asked(arguments) + ("" if language == "nb" else f" --language {language}")
    steps = []
    if case.lease is not None:
        steps.append((f"discount {quoted}{more}", _DISCOUNT))
    steps.append((f"run {quoted} --xlsx {workbook}{more}", _WORKBOOK))
    steps.append((f"explain {quoted} landlord.npv_against_vacant{more}", _EXPLAIN))
    return tuple(Entry(f"feasibility {command}", about.text(language)) for command, about in steps)


def _asked(arguments: Arguments) -> str:
    """The scenario, the changes and the lack of support, as they were typed."""
    scenario = arguments.value(SCENARIO)
    typed = [] if scenario is None else [SCENARIO, scenario]
    for change in arguments.values.get(SET, ()):
        typed += [SET, change]
    if WITHOUT_SUPPORT in arguments.switches:
        typed.append(WITHOUT_SUPPORT)
    return "".join(f" {shlex.quote(word)}" for word in typed)


def after_new(file: str, language: Language) -> tuple[Entry, ...]:
    """After a new case: check it, run it."""
    quoted = shlex.quote(file)
    more = "" if language == "nb" else f" --language {language}"
    return (
        Entry(f"feasibility check {quoted}{more}", _CHECK.text(language)),
        Entry(f"feasibility run {quoted}{more}", _RUN.text(language)),
    )


_DISCOUNT = Label("Hvor mye kan leien settes ned?", "How far can the rent come down?")
_WORKBOOK = Label("Arbeidsbok til banken", "A workbook for the bank")
_EXPLAIN = Label("Hvorfor ble tallet slik?", "Why is the number what it is?")
_CHECK = Label("Finn feil", "Find mistakes")
_RUN = Label("Regn ut", "Calculate")
