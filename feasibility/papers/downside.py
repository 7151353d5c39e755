"""What can go wrong, for a board: a few courses of events with the operator's default, what harms most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.stress import NOT_PAID, NOT_PAID_MARK, StressGrid, StressRow
from feasibility.analysis.stress.grid import Party
from feasibility.answers.answer import Cell, Column, Figure, Row, Sentence, Table
from feasibility.language import Label, format_amount
from feasibility.model import Result
from feasibility.names import PARTIES
from feasibility.papers.paper import Part

DEFAULT: Final = "operator_default"
_SCENARIOS = 3
_RISKS = 3


def downside(result: Result, grid: StressGrid) -> Part:
    """The three rows that harm most, one of each kind, and the operator's default."""
    chosen = list(_worst(grid, _SCENARIOS, without=(DEFAULT,)))
    chosen += [row for row in grid.rows if row.id == DEFAULT and row.parties]
    columns = [Column("row", Label("Hendelse", "Event"))]
    for party in grid.parties:
        name = PARTIES[party].short
        columns += [
            Column(f"{party}.npv", _of(name, _NPV), "NOK"),
            Column(f"{party}.unfunded", _of(name, _LACKS), "NOK"),
        ]
    rows = [_row(grid, row, Label("Slik saken står", "As the case stands")) for row in grid.rows[:1]]
    rows += [_row(grid, row) for row in chosen]
    marked = any(row.operator_fails for row in chosen)
    table = Table(
        "downside",
        Label("Hvis det går dårligere", "If it goes worse"),
        tuple(columns),
        tuple(rows),
        NOT_PAID if marked else None,
        in_thousands=False,
    )
    return Part("downside", Label("Nedsiden", "The downside"), tables=(table,))


def risks(grid: StressGrid, result: Result) -> tuple[Sentence, ...]:
    """The three courses of events that harm most, each with what it does, the gravest first.

    Gravest is what leaves most money missing that nobody has agreed to; among equals, what takes most from
    the present value of the company it hits hardest.
    """
    said = []
    for number, row in enumerate(_worst(grid, _RISKS), 1):
        effects = _effects(grid, row)
        nb, en = "; ".join(e.nb for e in effects), "; ".join(e.en for e in effects)
        said.append(
            Sentence(
                Label(f"{number}. {row.label.nb}: {nb}.", f"{number}. {row.label.en}: {en}."),
                "bad" if _lacks(row) > ORE else "plain",
            )
        )
    return tuple(said)


def _effects(grid: StressGrid, row: StressRow) -> list[Label]:
    base = grid.rows[0]
    found = []
    for party, stressed in row.parties.items():
        name = PARTIES[party].short
        before = base.parties[party]
        if stressed.npv_nok is not None and before.npv_nok is not None:
            change = stressed.npv_nok - before.npv_nok
            if round(change) != 0:
                nb, en = format_amount(abs(change), "nb"), format_amount(abs(change), "en")
                fall = Label("faller", "falls") if change < 0 else Label("øker", "rises")
                found.append(
                    Label(
                        f"{name.nb.lower()}s nåverdi {fall.nb} {nb}",
                        f"the {name.en.lower()}'s present value {fall.en} by {en}",
                    )
                )
        if stressed.unfunded_nok > ORE:
            nb, en = format_amount(stressed.unfunded_nok, "nb"), format_amount(stressed.unfunded_nok, "en")
            found.append(
                Label(
                    f"{name.nb.lower()} mangler {nb} ingen har sagt ja til",
                    f"the {name.en.lower()} lacks {en} nobody has agreed to",
                )
            )
    return found or [Label("endrer verken nåverdi eller likviditet", "moves neither value nor liquidity")]


def _worst(grid: StressGrid, count: int, without: Sequence[str] = ()) -> list[StressRow]:
    """The rows that harm most, at most one of each kind: two falls of occupancy are one risk."""
    found: list[StressRow] = []
    kinds: set[str] = set()
    candidates = [row for row in grid.rows[1:] if row.parties and row.id not in without]
    for row in sorted(candidates, key=lambda row: (-_lacks(row), _lost(grid, row))):
        kind = _kind(row)
        if kind not in kinds:
            kinds.add(kind)
            found.append(row)
    return found[:count]


def _kind(row: StressRow) -> str:
    """What a row worsens: its id to the first step that says by how much."""
    return row.id if row.is_own else row.id.rstrip("0123456789_")


def _lacks(row: StressRow) -> float:
    return max((stressed.unfunded_nok for stressed in row.parties.values()), default=0.0)


def _lost(grid: StressGrid, row: StressRow) -> float:
    """The largest fall of a company's present value; below zero."""
    base = grid.rows[0].parties
    return min(
        (
            stressed.npv_nok - (base[party].npv_nok or 0.0)
            for party, stressed in row.parties.items()
            if stressed.npv_nok is not None
        ),
        default=0.0,
    )


def _row(grid: StressGrid, row: StressRow, called: Label | None = None) -> Row:
    label = called or row.label
    if row.operator_fails:
        label = Label(f"{label.nb}{NOT_PAID_MARK}", f"{label.en}{NOT_PAID_MARK}")
    cells: list[Cell] = [label]
    for party in grid.parties:
        cells += _cells(row, party)
    return Row(tuple(cells), "bad" if _lacks(row) > ORE else "plain")


def _cells(row: StressRow, party: Party) -> list[Cell]:
    found = row.parties.get(party)
    if found is None:
        return [Label("som før", "as before"), None]
    return [Figure(found.npv_nok, "NOK"), Figure(found.unfunded_nok, "NOK")]


def _of(party: Label, of: Label) -> Label:
    return Label(f"{party.nb}: {of.nb}", f"{party.en}: {of.en}")


_NPV = Label("nåverdi", "present value")
_LACKS = Label("mangler på det meste", "lacks at most")
