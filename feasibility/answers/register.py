"""The register of assumptions as an answer: every number with its source and how sure it is; the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from feasibility.analysis.register import STANDINGS, Counts, Kind, Registered, Standing, counted, registered
from feasibility.answers.answer import Answer, Cell, Column, Figure, Row, Sentence, Table, rows, sentences
from feasibility.case import Case, Origin
from feasibility.evidence.placeholders import placeholders
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import CONFIDENCES

STANDING_WORDS: Final[dict[Standing, Label]] = {
    "documented": CONFIDENCES["documented"],
    "estimate": CONFIDENCES["estimate"],
    "guess": CONFIDENCES["guess"],
    "unsourced": Label("Uten kilde", "Without a source"),
    "default": Label("Programmets standard", "The program's default"),
}
"""What each standing is called."""
ORIGIN_WORDS: Final[dict[Origin, Label]] = {
    "stated": Label("Eget", "Own"),
    "derived": Label("Regnet ut i hurtigstarten", "Worked out in the quick start"),
    "template": Label("Malens", "The template's"),
}
"""What is said of whose a number is."""


def register(result: Result, only: Kind | None = None) -> Answer:
    """The register of assumptions (forutsetningsregister) of the case that was run.

    Its table "register" has a row for each number: what it is called, its value, how it stands, its date,
    source and range, whose it is, and its path; "counts" has how many there are of each; "replace", where
    there are some, the numbers and texts that are still to be replaced. only: list those numbers alone; all
    are counted.
    """
    entries = registered(result.case)
    counts = counted(entries)
    return Answer(
        "register",
        TITLE,
        result,
        sentences=sentences(*said(counts)),
        tables=(
            _listed([entry for entry in entries if only is None or entry.is_of(only)]),
            counts_table(entries),
            *_to_replace(result.case, entries),
        ),
        data={
            **{standing: counts.of(standing) for standing in STANDINGS},
            "template": counts.template,
            "derived": counts.derived,
            "ranged": counts.ranged,
            "stated": counts.stated,
            "total": counts.total,
            "numbers": [
                {"path": entry.number.path, "standing": entry.standing, "origin": entry.origin}
                for entry in entries
            ],
        },
    )


def in_brief(found: Answer) -> Answer:
    """The register without its longest table: the counts, and what is still to be replaced."""
    return replace(found, tables=tuple(table for table in found.tables if table.id != "register"))


# ---- in words --------------------------------------------------------------------------------------------


def said(counts: Counts) -> tuple[Sentence | Label | None, ...]:
    """The counts in words, what a reader should ask about in a sentence of its own."""
    return (
        Label(
            f"Saken oppgir {counts.stated} tall: {counts.documented} er dokumentert, {counts.estimate} er "
            f"anslag, {counts.guess} er gjetning og {counts.unsourced} er uten kilde. "
            f"{counts.default} til har programmets standard.",
            f"The case states {counts.stated} numbers: {counts.documented} are documented, {counts.estimate} "
            f"are estimates, {counts.guess} are guesses and {counts.unsourced} are without a source. "
            f"{counts.default} more have the program's default.",
        ),
        _unsourced(counts.unsourced),
        _template(counts.template),
        Label(
            f"For {counts.ranged} av tallene er det oppgitt hvor lavt og høyt de kan ligge.",
            f"How low and how high it may be is stated for {counts.ranged} of the numbers.",
        )
        if counts.ranged
        else _NO_RANGES,
    )


def _unsourced(count: int) -> Sentence | None:
    if not count:
        return None
    label = Label(
        f"{count} tall mangler kilde: skriv hvor de kommer fra, eller at de er antatt.",
        f"{count} numbers lack a source: write where they come from, or that they are assumed.",
    )
    return Sentence(_ONE_UNSOURCED if count == 1 else label, "bad")


def _template(count: int) -> Sentence | None:
    if not count:
        return None
    label = Label(
        f"{count} tall er fortsatt malens, og sier ikke noe om akkurat denne saken.",
        f"{count} numbers are still the template's, and say nothing of this very case.",
    )
    return Sentence(_ONE_TEMPLATE if count == 1 else label, "mixed")


# ---- tables ----------------------------------------------------------------------------------------------


def counts_table(entries: Sequence[Registered]) -> Table:
    """How many numbers there are of each standing, by whose they are."""
    whose: tuple[Origin, ...] = ("stated", "derived", "template")
    columns = (
        Column("standing", _STANDING),
        Column("count", Label("Antall", "Count"), "count", 0),
        *(Column(origin, _OF_WHOM[origin], "count", 0) for origin in whose),
        Column("ranged", Label("Med spenn", "With a range"), "count", 0),
    )

    def row(label: Label, found: Sequence[Registered]) -> list[Cell]:
        of = [Figure(sum(entry.origin == origin for entry in found)) for origin in whose]
        ranged = Figure(sum(entry.low is not None for entry in found))
        return [label, Figure(len(found)), *of, ranged]

    listed = [
        row(STANDING_WORDS[standing], [entry for entry in entries if entry.standing == standing])
        for standing in STANDINGS
    ]
    return Table(
        "counts", _COUNTS, columns, rows([*listed, row(Label("I alt", "In all"), entries)]), note=_RULE
    )


def _listed(entries: Sequence[Registered]) -> Table:
    columns = (
        Column("number", Label("Forutsetning", "Assumption")),
        Column("value", Label("Verdi", "Value")),
        Column("standing", _STANDING),
        Column("date", Label("Dato", "Date")),
        Column("source", Label("Kilde eller grunn", "Source or reason")),
        Column("low", Label("Lavest", "Lowest")),
        Column("high", Label("Høyest", "Highest")),
        Column("origin", Label("Hvems", "Whose")),
        Column("path", Label("Sti", "Path")),
    )
    return Table("register", _LISTED, columns, tuple(map(_row, entries)))


def _to_replace(case: Case, entries: Sequence[Registered]) -> tuple[Table, ...]:
    """The numbers and texts that a template asks to have replaced, by path; none where there are none."""
    known = {entry.number.path: entry for entry in entries}
    listed: list[list[Cell]] = []
    for path in placeholders(case):
        entry = known.get(path)
        if entry is None:
            note = case.sources.get(path)
            text = str(getattr(case, path, "")) if note is None else note.text
            listed.append([_TEXTS.get(path, path), "", text, path])
        else:
            number = entry.number
            value = Figure(number.value, number.unit, decimals=_decimals(number.value, number.unit))
            listed.append([entry.label, value, "" if number.source is None else number.source.text, path])
    columns = (
        Column("what", Label("Tall eller tekst", "Number or text")),
        Column("value", Label("Verdi", "Value")),
        Column("says", Label("Det som står der", "What stands there")),
        Column("path", Label("Sti", "Path")),
    )
    return (Table("replace", _REPLACE, columns, rows(listed)),) if listed else ()


def _row(entry: Registered) -> Row:
    number, note = entry.number, entry.number.source
    end = [None if end is None else Figure(end, number.unit) for end in (entry.low, entry.high)]
    return Row(
        (
            entry.label,
            Figure(number.value, number.unit, decimals=_decimals(number.value, number.unit)),
            STANDING_WORDS[entry.standing],
            "" if note is None or note.date is None else note.date,
            "" if note is None else note.text,
            *end,
            None if entry.origin is None else ORIGIN_WORDS[entry.origin],
            number.path,
        ),
        "bad" if entry.standing == "unsourced" else "plain",
    )


def _decimals(value: float, unit: str) -> int | None:
    """As many as the number was stated with, of shares: 2.25% is not to be shown as 2.3%."""
    return None if not unit.startswith("share") or float(value * 1000).is_integer() else 2


TITLE: Final = Label(
    "Forutsetningene: hva hviler tallene på?", "The assumptions: what do the numbers rest on?"
)
_LISTED: Final = Label("Forutsetningsregister", "Register of assumptions")
_TEXTS: Final = {
    "name": Label("Sakens navn", "Name of the case"),
    "description": Label("Beskrivelse", "Description"),
}
_REPLACE: Final = Label("Skal fortsatt byttes ut", "Still to be replaced")
_COUNTS: Final = Label("Hvor sikre tallene er", "How sure the numbers are")
_STANDING: Final = Label("Sikkerhet", "Confidence")
_OF_WHOM: Final[dict[Origin, Label]] = {
    "stated": Label("Herav egne", "Of them own"),
    "derived": Label("Herav regnet ut i hurtigstarten", "Of them worked out in the quick start"),
    "template": Label("Herav malens", "Of them the template's"),
}
_RULE: Final = Label(
    "Dokumentert: en kilde med dato. Anslag: en antakelse, eller en kilde uten dato. Saken kan selv si noe "
    "annet om et tall, og bare den kan kalle et tall en gjetning.",
    "Documented: a source with a date. Estimate: an assumption, or a source without a date. The case may say "
    "otherwise of a number, and it alone calls a number a guess.",
)
_NO_RANGES: Final = Label(
    "Ingen av tallene har et spenn: hvor lavt og høyt de kan ligge, er ikke oppgitt.",
    "None of the numbers has a range: how low and how high they may be is not stated.",
)
_ONE_UNSOURCED: Final = Label(
    "Ett tall mangler kilde: skriv hvor det kommer fra, eller at det er antatt.",
    "One number lacks a source: write where it comes from, or that it is assumed.",
)
_ONE_TEMPLATE: Final = Label(
    "Ett tall er fortsatt malens, og sier ikke noe om akkurat denne saken.",
    "One number is still the template's, and says nothing of this very case.",
)
