"""The commands that answer one question by many runs: what each takes beside the case and the files."""

from __future__ import annotations

from feasibility.cli.arguments import Option
from feasibility.cli.parts import CASE, FILES, RUN, describe
from feasibility.language import Label

_NUMBER = Label("TALL", "NUMBER")

DECISIONS = (
    describe(
        "solve",
        Label(
            "Hva må et tall være for at et nøkkeltall skal nå et mål?",
            "What must a number be for a measure to reach a target?",
        ),
        (CASE,),
        Option(
            "--number",
            Label(
                "tallet som søkes, ved sti eller navn; flere ganges med én faktor",
                "the number sought, by path or name; several share one factor",
            ),
            Label("STI", "PATH"),
            repeats=True,
        ),
        Option(
            "--measure",
            Label(
                "nøkkeltallet, ved id eller navn (operator.npv hvis ikke oppgitt)",
                "the measure, by id or name (operator.npv unless given)",
            ),
            Label("LINJE", "LINE"),
        ),
        Option(
            "--target",
            Label(
                "målet, i nøkkeltallets enhet (0 hvis ikke oppgitt)",
                "the target, in the measure's unit (0 unless given)",
            ),
            _NUMBER,
        ),
        Option(
            "--from",
            Label("let fra denne verdien", "look from this value"),
            _NUMBER,
        ),
        Option("--to", Label("let til denne verdien", "look up to this value"), _NUMBER),
        *RUN,
        *FILES,
    ),
    describe(
        "audit",
        Label(
            "Rystetest: holder alle kontroller, hva tallene enn er?",
            "Do all checks hold, whatever the numbers are?",
        ),
        (CASE,),
        *RUN,
        *FILES,
    ),
)
"""In the order they are listed."""
