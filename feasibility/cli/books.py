"""The commands about a workbook that has been out of the house: verify and import."""

from __future__ import annotations

from typing import Final

from feasibility.cli.arguments import Command, Name, Option
from feasibility.cli.parts import FILE, OVERWRITE, describe
from feasibility.language import Label

OUT: Final = "-o"
ALL: Final = "--all"
ACCEPT: Final = "--accept"
ORIGINAL: Final = "--case"
JSON: Final = "--json"

_BOOK = Name(
    "book",
    Label("BOK", "BOOK"),
    Label("Arbeidsboken, for eksempel min-sak.xlsx", "The workbook, for example my-case.xlsx"),
)

BOOKS: Final[tuple[Command, ...]] = (
    describe(
        "verify",
        Label(
            "Er arbeidsboken som levert? Formler, verdier, og hvilke forutsetninger som er endret",
            "Is the workbook as delivered? Formulas, values, and which inputs have been changed",
        ),
        (_BOOK,),
        Option(JSON, Label("skriv svaret til en JSON-fil", "write the answer to a JSON file"), FILE),
        OVERWRITE,
    ),
    describe(
        "import",
        Label(
            "Hent endrede forutsetninger fra arbeidsboken hjem til saken",
            "Take changed inputs from the workbook home to the case",
        ),
        (_BOOK,),
        Option(
            OUT,
            Label(
                "skriv saken hit; uten denne vises bare endringene", "write the case here; only shown without"
            ),
            FILE,
        ),
        Option(ALL, Label("godta alle endringene", "accept every change")),
        Option(
            ACCEPT,
            Label("godta endringen av dette tallet", "accept the change of this number"),
            Label("STI", "PATH"),
            repeats=True,
        ),
        Option(
            ORIGINAL,
            Label(
                "saksfilen boken er laget av: kommentarer og scenarioer beholdes",
                "the case file the book was made of: comments and scenarios stay",
            ),
            Label("SAK", "CASE"),
        ),
        OVERWRITE,
    ),
)
"""Anyone may run them: they need the workbook, and no case."""
