"""What the difference of two versions is said to be: the fields, and the figures of each party."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.compare.compare import Comparison
from feasibility.analysis.compare.rows import DECISIVE, Decider, Row
from feasibility.analysis.compare.versions import LATER
from feasibility.answers.answer import Answer, Cell, Column, Figure, Sentence, Table
from feasibility.answers.answer import Row as TableRow
from feasibility.answers.compare import PARTIES, SHORTLY, field_cell, figure_cell
from feasibility.language import LANGUAGES, Label, Language, format_any
from feasibility.language.label import listed


def answer(found: Comparison, beside: tuple[Label, ...]) -> Answer:
    """How many fields differ, what it did to each party, and both in tables.

    beside: what else differs, that no number rests on.
    """
    earlier = found.columns[0].result
    assert earlier is not None
    return Answer(
        "versions",
        Label("Hva er endret, og hva ble det av det?", "What changed, and what came of it?"),
        earlier,
        sentences=(_counted(found, beside), *_effects(found)),
        tables=(_fields(found), _figures(found)),
        data={"differing": [{"path": each.path, "values": dict(each.values)} for each in found.differing]},
        checks_failed=found.failed_checks,
    )


def _counted(found: Comparison, beside: tuple[Label, ...]) -> Sentence:
    count = len(found.differing)
    if count:
        fields = Label(
            "Ett felt er forskjellig" if count == 1 else f"{count} felter er forskjellige",
            "One field differs" if count == 1 else f"{count} fields differ",
        )
    else:
        fields = Label(
            "Ingen felter som tallene hviler på, er endret", "No field that numbers rest on differs"
        )
    if not beside:
        return Sentence(Label(f"{fields.nb}.", f"{fields.en}."))
    nb, en = (listed([each.text(language) for each in beside], language) for language in LANGUAGES)
    return Sentence(Label(f"{fields.nb}. Endret er også {nb}.", f"{fields.en}. Changed as well: {en}."))


def _effects(found: Comparison) -> list[Sentence]:
    """What the change did to the figure each party decides by; a party it does not touch is left out."""
    said = []
    for row in found.rows:
        change = found.difference(row.id, LATER)
        if row.id not in DECISIVE.values() or change is None or not _is_seen(row, change):
            continue
        better = (change > 0) == (row.better == "high")
        word = Label("bedre", "better") if better else Label("dårligere", "worse")
        before, after = (found.column(each.name).number(row.id) for each in found.columns)
        text = Label(*(f"{_moved(row, before, after, of)} ({word.text(of)})." for of in LANGUAGES))
        said.append(Sentence(text, "good" if better else "bad"))
    return said


def _moved(row: Row, before: float | None, after: float | None, language: Language) -> str:
    assert before is not None
    assert after is not None
    ends = (format_any(value, row.unit, language) for value in (before, after))
    return _FROM_TO.text(language).format(row.label.text(language), *ends)


def _is_seen(row: Row, change: float) -> bool:
    """Whether a change shows in the number as it is written."""
    return abs(change) >= (0.5 if row.unit.startswith("NOK") else 0.0005)


def _fields(found: Comparison) -> Table:
    columns = (
        Column("field", Label("Felt", "Field")),
        *(Column(each.name, each.label) for each in found.columns),
        Column("path", Label("Sti", "Path")),
    )
    listed_rows = tuple(
        TableRow((field.label, *(field_cell(field, each.name) for each in found.columns), field.path))
        for field in found.differing
    )
    note = None if listed_rows else Label("Ingen felter er forskjellige.", "No fields differ.")
    return Table("fields", Label("Det som er endret", "What changed"), columns, listed_rows, note)


def _figures(found: Comparison) -> Table:
    """Every figure that moved, under the party it is of."""
    columns = (
        Column("what", Label("Nøkkeltall", "Figure")),
        *(Column(each.name, each.label) for each in found.columns),
        Column("change", Label("Endring", "Change")),
    )
    listed_rows: list[TableRow] = []
    of: Decider | None = None
    for row in found.rows:
        cells: list[Cell] = [figure_cell(each, row) for each in found.columns]
        change = found.difference(row.id, LATER)
        if cells[0] == cells[1] or (change is not None and not _is_seen(row, change)):
            continue
        if row.of != of and row.of in PARTIES:
            listed_rows.append(TableRow((PARTIES[row.of], None, None, None), "title"))
        of = row.of
        listed_rows.append(TableRow((row.label, *cells, _change(row, change))))
    note = None if listed_rows else Label("Ingen nøkkeltall er endret.", "No figures moved.")
    return Table("figures", Label("Hva det ble av det", "What came of it"), columns, tuple(listed_rows), note)


def _change(row: Row, change: float | None) -> Cell:
    if change is None or not row.unit:
        return None
    unit, decimals = SHORTLY.get(row.unit, (row.unit, None))
    return Figure(change, "months" if unit in ("month", "lease_month") else unit, decimals=decimals)


_FROM_TO: Final = Label("{}: fra {} til {}", "{}: from {} to {}")
