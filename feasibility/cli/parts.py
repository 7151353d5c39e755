"""What several commands take: the case, the run asked for, the files to write."""

from __future__ import annotations

from typing import Final

from feasibility.cli.arguments import LANGUAGE_OPTION, Command, Name, Option
from feasibility.language import Label

HELP_OPTION: Final = "--help"
FORCE: Final = "--force"
FULL: Final = "--full"

LANGUAGE = Option(
    LANGUAGE_OPTION,
    Label("språk: nb (norsk) eller en (engelsk)", "language: nb (Norwegian) or en (English)"),
    Label("nb|en", "nb|en"),
)
HELP = Option(HELP_OPTION, Label("vis denne hjelpen", "show this help"))
CASE = Name(
    "case",
    Label("SAK", "CASE"),
    Label("Saksfilen, for eksempel min-sak.yaml", "The case file, for example my-case.yaml"),
)
FILE = Label("FIL", "FILE")
RUN = (
    Option(
        "--set",
        Label("endre et felt i saken for denne kjøringen", "change a field of the case for this run"),
        Label("sti=verdi", "path=value"),
        repeats=True,
    ),
    Option(
        "--scenario",
        Label("kjør et av sakens scenarier", "run one of the case's scenarios"),
        Label("NAVN", "NAME"),
    ),
    Option("--without-support", Label("kjør uten all støtte", "run without any support")),
)
"""Which run of the case: taken by every command that takes a case."""


DATE = Option(
    "--date",
    Label("datoen som skal stå i filene", "the date to show in the files"),
    Label("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
)
OVERWRITE = Option(
    FORCE,
    Label(
        "skriv over filer som er endret eller ikke er våre",
        "overwrite files that have been edited or are not ours",
    ),
)
WHOLE = Option(FULL, Label("vis alt på skjermen, ikke bare det korte", "show all of it, not the brief alone"))
FILES = (
    Option("--json", Label("skriv svaret til en JSON-fil", "write the answer to a JSON file"), FILE),
    Option("--csv", Label("skriv tabellene til CSV-filer", "write the tables to CSV files"), FILE),
    Option(
        "--xlsx",
        Label(
            "skriv arbeidsboken, med svaret på et eget ark",
            "write the workbook, the answer on a sheet of its own",
        ),
        FILE,
    ),
    Option("--png", Label("tegn svaret som PNG", "draw the answer as PNG"), FILE),
    Option("--svg", Label("tegn svaret som SVG", "draw the answer as SVG"), FILE),
    DATE,
    OVERWRITE,
)
"""What an answer can be written to: taken by every command that answers one question by many runs."""


def describe(id: str, about: Label, names: tuple[Name, ...] = (), *options: Option) -> Command:
    """A command, with the options that all have."""
    return Command(id, about, names, (*options, LANGUAGE, HELP))
