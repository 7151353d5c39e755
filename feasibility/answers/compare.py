"""What a comparison says: for whom each column is best, what can't be carried out, and the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from feasibility.analysis.compare.compare import Column as Compared
from feasibility.analysis.compare.compare import Comparison
from feasibility.analysis.compare.fields import Differing
from feasibility.analysis.compare.rows import Decider, Row
from feasibility.answers.answer import Answer, Cell, Column, Figure, Table, month, rows
from feasibility.answers.answer import Row as TableRow
from feasibility.answers.compare_words import said
from feasibility.language import Label
from feasibility.model import Result
from feasibility.pictures.compare import picture

MOST_HEADED: Final = 6
"""With more columns than this their heads are numbers, which a key explains."""
SHORT: Final = 26
"""Characters of a column's label in its head."""
MOST_FIELDS: Final = 60
"""Fields that differ are listed up to so many; JSON has all."""


def answer(found: Comparison, result: Result) -> Answer:
    """The answer in words, the columns with their figures, the differences, and which fields differ."""
    heads = headings(found)
    return Answer(
        "compare",
        Label("Hvilket alternativ?", "Which alternative?"),
        result,
        sentences=said(found),
        tables=(
            _figures(found, heads),
            _key(found, heads),
            _differences(found, heads),
            _fields(found, heads),
        ),
        pictures=(picture(found, heads),),
        data=_data(found),
        checks_failed=found.failed_checks,
    )


def headings(found: Comparison) -> dict[str, Label]:
    """The head of each column: its number and its label, shortened; the number alone where there are many."""
    found_heads = {}
    for number, each in enumerate(found.columns, 1):
        nb, en = (f" {shortened(text)}" for text in (each.label.nb, each.label.en))
        many = len(found.columns) > MOST_HEADED
        found_heads[each.name] = Label(f"{number}{'' if many else nb}", f"{number}{'' if many else en}")
    return found_heads


def shortened(text: str, most: int = SHORT) -> str:
    """The text, cut at a word with an ellipsis where it is longer than there is room for."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    cut = len(head) if text[most - 1] == " " else head.rfind(" ")
    return f"{(head[:cut] if cut > most // 2 else head).rstrip(' ,.:;–-')}…"


def _columns(found: Comparison, heads: Mapping[str, Label], first: Label) -> tuple[Column, ...]:
    return (Column("what", first), *(Column(each.name, heads[each.name]) for each in found.columns))


def _figures(found: Comparison, heads: Mapping[str, Label]) -> Table:
    columns = (*_columns(found, heads, _WHAT), Column("best", Label("Best", "Best")))
    listed: list[TableRow] = []
    of: Decider | None = None
    for row in found.rows:
        if row.of != of and row.of != "run":
            listed.append(_heading(PARTIES[row.of], len(columns)))
        of = row.of
        cells = [figure_cell(each, row) for each in found.columns]
        listed.append(TableRow((row.label, *cells, _best(found, row, heads))))
    obstacles: list[Cell] = [obstacles_cell(each) for each in found.columns]
    listed.append(TableRow((_CARRIED_OUT, *obstacles, None)))
    if any(each.left is not None for each in found.columns):
        left: list[Cell] = [_left(each) for each in found.columns]
        listed.append(TableRow((_LEFT, *left, None)))
    note = _BEST_NOTE
    if any(not winner.is_possible for winner in found.best.values()):
        note = Label(f"{note.nb} {_PAPER_NOTE.nb}", f"{note.en} {_PAPER_NOTE.en}")
    return Table("compared", Label("Side om side", "Side by side"), columns, tuple(listed), note, True)


def _heading(party: Label, width: int) -> TableRow:
    return TableRow((Label(party.nb.upper(), party.en.upper()), *([None] * (width - 1))), "title")


def figure_cell(column: Compared, row: Row) -> Cell:
    """A column's figure of a row, with its warning, or why there is none."""
    figure = column.figures[row.id]
    if figure.word is not None:
        return figure.word
    if row.unit == "month" and column.result is not None:
        return month(column.result, figure.value, _NEVER)
    unit, decimals = SHORTLY.get(row.unit, (row.unit, None))
    return Figure(figure.value, unit, figure.reason, mark=figure.warning, decimals=decimals)


def _best(found: Comparison, row: Row, heads: Mapping[str, Label]) -> Cell:
    """The numbers of the best columns, in parentheses where they are best on paper only."""
    winner = found.best.get(row.id)
    if winner is None:
        return None
    numbers = ", ".join(heads[name].nb.partition(" ")[0] for name in winner.names)
    said = Label(numbers, numbers) if len(winner.names) <= _MOST_NAMED else _SEVERAL
    return said if winner.is_possible else Label(f"({said.nb})", f"({said.en})")


def obstacles_cell(column: Compared) -> Label:
    """Whether a column can be carried out as it stands, and what stops it."""
    if column.result is None:
        return Label("ikke prøvd", "not tried")
    if not column.obstacles:
        return Label("ja", "yes")
    nb = ", ".join(each.label.nb for each in column.obstacles)
    en = ", ".join(each.label.en for each in column.obstacles)
    return Label(f"nei: {nb}", f"no: {en}")


def _left(column: Compared) -> Cell:
    if column.left is None:
        return None
    names = [i.nb for i in column.left.items], [i.en for i in column.left.items]
    if len(column.left.items) > _MOST_NAMED:
        count = len(column.left.items)
        return Label(f"{count} poster", f"{count} items")
    return Label(", ".join(names[0]), ", ".join(names[1]))


def _key(found: Comparison, heads: Mapping[str, Label]) -> Table:
    columns = (
        Column("head", Label("Kolonne", "Column")),
        Column("label", Label("Hva", "What")),
        Column("deal", Label("Avtale", "Deal")),
        Column("name", Label("Navn i --only", "Name for --only")),
    )
    listed: list[list[Cell]] = [
        [
            heads[each.name],
            _marked(each.label) if each.name == found.against else each.label,
            each.figures["deal"].word,
            each.name,
        ]
        for each in found.columns
    ]
    return Table("columns", Label("Kolonnene", "The columns"), columns, rows(listed))


def _marked(label: Label) -> Label:
    return Label(f"{label.nb} (sammenlignes mot)", f"{label.en} (compared with)")


def _differences(found: Comparison, heads: Mapping[str, Label]) -> Table:
    to = found.column(found.against)
    shown = [each for each in found.columns if each.name != found.against]
    columns = (Column("what", _WHAT), *(Column(each.name, heads[each.name]) for each in shown))
    listed: list[list[Cell]] = []
    for row in found.rows:
        if not row.unit or (row.unit == "count" and row.id == "checks"):
            continue
        unit, decimals = SHORTLY.get(row.unit, (row.unit, None))
        unit = {"month": "months", "lease_month": "months", "share": "points"}.get(unit, unit)
        decimals = 1 if unit == "points" else decimals
        differences = [found.difference(row.id, each.name) for each in shown]
        if any(differences):
            listed.append([row.label, *(Figure(value, unit, decimals=decimals) for value in differences)])
    title = Label(f"Forskjell fra «{to.label.nb}»", f'Difference from "{to.label.en}"')
    return Table("differences", title, columns, rows(listed), None, True)


def _fields(found: Comparison, heads: Mapping[str, Label]) -> Table:
    runs = [each for each in found.columns if each.result is not None]
    columns = (
        Column("field", Label("Felt", "Field")),
        *(Column(each.name, heads[each.name]) for each in runs),
        Column("path", Label("Sti", "Path")),
    )
    listed: list[list[Cell]] = [
        [field.label, *(field_cell(field, each.name) for each in runs), field.path]
        for field in found.differing[:MOST_FIELDS]
    ]
    left = len(found.differing) - MOST_FIELDS
    note = None
    if left > 0:
        note = Label(f"… og {left} felter til; JSON har alle.", f"… and {left} more fields; JSON has all.")
    elif not listed:
        note = Label("Ingen felter er forskjellige.", "No fields differ.")
    return Table(
        "fields",
        Label("Det som er forskjellig i sakene", "What differs between the cases"),
        columns,
        rows(listed),
        note,
    )


def field_cell(field: Differing, name: str) -> Cell:
    """What a field that differs is in one column."""
    value = field.values.get(name)
    if value is None:
        return None if not field.is_item else Label("uten", "without")
    if field.is_item:
        return Label("med", "with")
    if isinstance(value, bool):
        return Label("ja", "yes") if value else Label("nei", "no")
    if isinstance(value, str):
        return field.words.get(name, value)
    return Figure(float(value), field.unit)


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "against": found.against,
        "columns": [
            {
                "name": each.name,
                "label": each.label.nb,
                "kind": each.kind,
                "obstacles": [obstacle.id for obstacle in each.obstacles],
                "left_behind": None
                if each.left is None
                else {
                    "company": each.left.company,
                    "is_gone": each.left.is_gone,
                    "items": [item.nb for item in each.left.items],
                },
                "numbers": {row.id: each.number(row.id) for row in found.rows if row.unit},
                "differences": {
                    row.id: found.difference(row.id, each.name) for row in found.rows if row.unit
                },
            }
            for each in found.columns
        ],
        "best": {id: list(winner.names) for id, winner in found.best.items()},
        "winners": [
            {
                "party": each.of,
                "line": each.row.id,
                "columns": list(each.names),
                "value": each.value,
                "standing": each.standing,
                "is_possible": each.is_possible,
                "better_but_impossible": list(each.tempting),
            }
            for each in found.winners
        ],
        "best_for_all": list(found.best_for_all),
        "differing": [{"path": each.path, "values": dict(each.values)} for each in found.differing],
    }


PARTIES: Final[Mapping[Decider, Label]] = {
    "landlord": Label("Gårdeier", "Landlord"),
    "operator": Label("Driver", "Operator"),
    "bank": Label("Banken", "The bank"),
    "municipality": Label("Kommunen", "The municipality"),
}
_MOST_NAMED = 3
SHORTLY: Final = {"ratio": ("count", 2), "share/year": ("share", 1), "NOK/year": ("count", 0)}
"""Units that the row's label says, and the column has no room for; with their decimals."""
_SEVERAL = Label("flere like", "several alike")
_BEST_NOTE = Label(
    "Best: nummeret på kolonnen som er best av dem som lar seg gjøre; flere der de er like.",
    "Best: the number of the column that is best of those that can be done; several where they are alike.",
)
_PAPER_NOTE = Label(
    "I parentes: best på papiret, fordi ingen kolonne med et slikt tall lar seg gjøre som den står.",
    "In parentheses: best on paper, as no column with such a number can be done as it stands.",
)
_WHAT = Label("Nøkkeltall", "Figure")
_NEVER = Label("aldri", "never")
_LEFT = Label("Blir igjen hos den som ikke driver", "Left with whom no longer operates")
_CARRIED_OUT = Label("Lar det seg gjøre?", "Can it be done?")
