"""What can go wrong: the courses of events that harm most, in a table and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from feasibility.analysis.once import once
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.stress import NOT_PAID, NOT_PAID_MARK, StressGrid, StressRow, stress
from feasibility.analysis.stress.grid import Party, lacks_money, of_run
from feasibility.answers.answer import Cell, Column, Figure, Place, Row, Sentence, Table
from feasibility.language import Label, format_amount
from feasibility.model import Result
from feasibility.names import PARTIES
from feasibility.papers.paper import Part

DEFAULT: Final = "operator_default"
WITHOUT_SUPPORT: Final = "without_support"
_SHOWN = 3


@dataclass(frozen=True)
class Downside:
    """The stress test of a run, and what it is without any support, where it has some.

    rows: the stress test's, then the loss of support.
    """

    grid: StressGrid
    rows: tuple[StressRow, ...]

    @property
    def base(self) -> StressRow:
        """The case as it stands."""
        return self.grid.rows[0]


@once
def downside(result: Result) -> Downside:
    """Every course of events that is tried."""
    grid = stress(result)
    rows = [row for row in grid.rows[1:] if row.parties]
    if result.case.support and result.changed_inputs.get("with_support", 1.0):
        rows.append(_without_support(result, grid))
    return Downside(grid, tuple(rows))


def _without_support(result: Result, grid: StressGrid) -> StressRow:
    """The same case with all its support taken away: no row of the stress test reaches so far."""
    program = result.built.program
    found = replace(result, values=program.run({**result.changed_inputs, "with_support": 0.0}))
    parties = {party: of_run(found, party) for party in grid.parties}
    fails = lacks_money(parties)
    label = Label("All støtte faller bort", "All support is lost")
    return StressRow(WITHOUT_SUPPORT, label, parties, operator_fails=fails)


def table_part(found: Downside) -> Part:
    """The rows that harm most, one of each kind, and the operator's default, in figures."""
    chosen = list(worst(found))
    chosen += [row for row in found.rows if row.id == DEFAULT and row not in chosen]
    columns = [Column("row", Label("Hendelse", "Event"))]
    for party in found.grid.parties:
        name = PARTIES[party].short
        columns += [
            Column(f"{party}.npv", _of(name, _NPV), "NOK"),
            Column(f"{party}.unfunded", _of(name, _UNFUNDED), "NOK"),
        ]
    rows = [_row(found, found.base, Label("Slik saken står", "As the case stands"))]
    rows += [_row(found, row) for row in chosen]
    notes = [row.about for row in chosen if row.id == DEFAULT and row.about is not None]
    notes += [NOT_PAID] if any(row.operator_fails for row in chosen) else []
    note = Label(" ".join(n.nb for n in notes), " ".join(n.en for n in notes)) if notes else None
    title = Label("Hvis det går dårligere", "If it goes worse")
    table = Table("downside", title, tuple(columns), tuple(rows), note)
    return Part("downside", Label("Nedsiden", "The downside"), tables=(table,))


def risks(found: Downside) -> tuple[Sentence, ...]:
    """The three courses of events that harm most, each with what it does, the gravest first.

    Gravest is what costs one company most: what falls off its present value, and what it lacks that nobody
    has agreed to put in.
    """
    said = []
    for number, row in enumerate(worst(found), 1):
        effects = _effects(found, row)
        nb, en = "; ".join(e.nb for e in effects), "; ".join(e.en for e in effects)
        said.append(
            Sentence(
                Label(f"{number}. {row.label.nb}: {nb}.", f"{number}. {row.label.en}: {en}."),
                "bad" if _lacks(row) > ORE else "plain",
            )
        )
    return tuple(said)


def risks_part(found: Downside) -> Part:
    """The three largest risks in words."""
    return Part("risks", Label("De tre største risikoene", "The three largest risks"), risks(found))


def worst(found: Downside) -> list[StressRow]:
    """The rows that harm most, the gravest first, none that worsens what one before it does already."""
    chosen: list[StressRow] = []
    for row in sorted(found.rows, key=lambda row: -_cost(found, row)):
        if _cost(found, row) > ORE and not any(_is_same_risk(row, other) for other in chosen):
            chosen.append(row)
    return chosen[:_SHOWN]


def _is_same_risk(row: StressRow, other: StressRow) -> bool:
    """Whether two rows worsen the same: two falls of occupancy, or a delay and a row that combines it."""
    return bool(set(row.changes) & set(other.changes)) or _kind(row) == _kind(other)


def _kind(row: StressRow) -> str:
    return row.id if row.is_own else row.id.rstrip("0123456789_")


def _cost(found: Downside, row: StressRow) -> float:
    """What the row costs the company it hits hardest, NOK."""
    return max(
        (
            stressed.unfunded_nok + max(0.0, -_change(found, row, party))
            for party, stressed in row.parties.items()
        ),
        default=0.0,
    )


def _change(found: Downside, row: StressRow, party: Party) -> float:
    """How far the row moves a company's present value; nothing for the one that itself defaults."""
    before, after = found.base.parties[party].npv_nok, row.parties[party].npv_nok
    if before is None or after is None or _is_gone(row, party):
        return 0.0
    return after - before


def _is_gone(row: StressRow, party: Party) -> bool:
    """Whether the row is the end of the company itself."""
    return row.id == DEFAULT and party != "landlord"


def _effects(found: Downside, row: StressRow) -> list[Label]:
    said = []
    for party, stressed in row.parties.items():
        name = PARTIES[party].short
        change = _change(found, row, party)
        if round(change) != 0:
            nb, en = format_amount(abs(change), "nb"), format_amount(abs(change), "en")
            fall = Label("faller", "falls") if change < 0 else Label("øker", "rises")
            said.append(
                Label(
                    f"{_whose(party).nb} nåverdi {fall.nb} {nb}",
                    f"the {name.en.lower()}'s present value {fall.en} by {en}",
                )
            )
        if stressed.unfunded_nok > ORE and not _is_gone(row, party):
            nb, en = format_amount(stressed.unfunded_nok, "nb"), format_amount(stressed.unfunded_nok, "en")
            said.append(
                Label(
                    f"{_whose(party).nb} udekkede likviditetsbehov blir {nb}",
                    f"the {name.en.lower()}'s unfunded shortfall comes to {en}",
                )
            )
    return said or [Label("endrer verken nåverdi eller likviditet", "moves neither value nor liquidity")]


def _lacks(row: StressRow) -> float:
    return max((stressed.unfunded_nok for stressed in row.parties.values()), default=0.0)


def _row(found: Downside, row: StressRow, called: Label | None = None) -> Row:
    label = called or row.label
    if row.operator_fails:
        label = Label(f"{label.nb}{NOT_PAID_MARK}", f"{label.en}{NOT_PAID_MARK}")
    cells: list[Cell] = [label]
    for party in found.grid.parties:
        cells += _cells(found, row, party)
    return Row(tuple(cells), "bad" if _lacks(row) > ORE else "plain")


def _cells(found: Downside, row: StressRow, party: Party) -> Sequence[Cell]:
    """The company's figures; as they were where the row does not reach it, none where it is gone."""
    if _is_gone(row, party) or (row.id == DEFAULT and party not in row.parties):
        return [Label("–", "–"), Label("–", "–")]
    stressed = row.parties.get(party, found.base.parties[party])
    place = Place(f"{party}.npv") if row is found.base else None
    return [Figure(stressed.npv_nok, "NOK", place=place), Figure(stressed.unfunded_nok, "NOK")]


def _whose(party: Party) -> Label:
    return _WHOSE[party]


def _of(party: Label, of: Label) -> Label:
    return Label(f"{party.nb}: {of.nb}", f"{party.en}: {of.en}")


_WHOSE: Final[Mapping[Party, Label]] = {
    "landlord": Label("gårdeiers", "the landlord's"),
    "operator": Label("driverens", "the operator's"),
    "next_operator": Label("neste drivers", "the next operator's"),
}
_NPV = Label("nåverdi", "present value")
_UNFUNDED = Label("udekket behov", "unfunded")
