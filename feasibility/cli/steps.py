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


def after_import(book: str, original: str | None, made: str | None, language: Language) -> tuple[Entry, ...]:
    """After a workbook's changes: write them to a case file, or what they mean for the one that was written.

    Args:
        original: the user's own file, where it was given.
        made: the case file that was written, where one was.
    """
    more = "" if language == "nb" else f" --language {language}"
    quoted = [shlex.quote(name) for name in (book, original or "", made or "")]
    if made is None:
        own = "" if original is None else f" --case {quoted[1]}"
        name = shlex.quote(f"{PurePath(book).stem}.yaml")
        return (Entry(f"feasibility import {quoted[0]}{own} -o {name} --all{more}", _TAKE.text(language)),)
    steps = [Entry(f"feasibility run {quoted[2]}{more}", _RUN.text(language))]
    if original is not None:
        compared = f"feasibility compare {quoted[1]} --with {quoted[2]}{more}"
        steps.append(Entry(compared, _BEFORE_AFTER.text(language)))
    return tuple(steps)


_DISCOUNT = Label("Hvor mye kan leien settes ned?", "How far can the rent come down?")
_WORKBOOK = Label("Arbeidsbok til banken", "A workbook for the bank")
_EXPLAIN = Label("Hvorfor ble tallet slik?", "Why is the number what it is?")
_CHECK = Label("Finn feil", "Find mistakes")
_RUN = Label("Regn ut", "Calculate")
_TAKE = Label("Hent endringene inn i en saksfil", "Take the changes into a case file")
_BEFORE_AFTER = Label(
    "Saken før og etter endringene, side om side", "The case before and after, side by side"
)
