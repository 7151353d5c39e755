"""What the stress grid says: what each company comes through, where it breaks, and what the rows rest on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.operator_fails import ORE
from feasibility.analysis.other_structure import companies
from feasibility.analysis.stress import NOT_PAID, Break, Stressed, StressGrid, StressRow
from feasibility.analysis.stress.grid import Party
from feasibility.answers.answer import (
    Answer,
    Cell,
    Column,
    Figure,
    Row,
    Sentence,
    Table,
    month,
    placed,
    sentences,
)
from feasibility.answers.stress_breaks import break_data, breaking_table, runs_dry
from feasibility.language import Label, format_amount
from feasibility.model import Result
from feasibility.names import OWNERS, PARTIES
from feasibility.pictures.stress import picture
from feasibility.report.breaches import BROKEN_FROM, BROKEN_NOTE, broken_in_words


def answer(
    grid: StressGrid, breaks: Sequence[Break], result: Result, parties: Sequence[Party] | None = None
) -> Answer:
    """The grid of each company, what breaks it, and what is behind the rows.

    Args:
        parties: those to be shown; all the case has, unless given.
    """
    shown = tuple(grid.parties if parties is None else parties)
    said: list[Sentence] = []
    tables: list[Table] = []
    for party in shown:
        own = [each for each in breaks if each.party == party]
        said += [*_survives(grid, party), *_keeps(grid, party), *runs_dry(own, party)]
        tables.append(_grid(grid, party, result))
        if own:
            tables.append(breaking_table(own, party))
    if grid.landlord_unpaid and "landlord" in shown:
        said.append(Sentence(NOT_PAID, "bad"))
    tables += [table for table in (_rests_on(grid, shown), _left_out(grid, shown)) if table.rows]
    return Answer(
        "stress",
        Label("Stresstest: hva tåler selskapene?", "Stress test: what can the companies take?"),
        result,
        sentences=sentences(*said),
        tables=tuple(tables),
        pictures=tuple(picture(grid, party) for party in shown),
        data={"rows": [_row_data(row) for row in grid.rows], "breaks": [break_data(b) for b in breaks]},
    )


def parties_asked(result: Result, party: str | None) -> tuple[Party, ...] | None:
    """The one company asked for, None for all. Raises NoAnswer where the case has no such company."""
    if party is None:
        return None
    found = tuple(each for each in companies(result) if each == party)
    if not found:
        known = ", ".join(companies(result))
        raise NoAnswer(
            Label(
                f"Saken har ikke noe selskap «{party}». Skriv {known}.",
                f'The case has no company "{party}". Write {known}.',
            )
        )
    return found


# ---- in words --------------------------------------------------------------------------------------------


def _survives(grid: StressGrid, party: Party) -> list[Sentence]:
    """In how many rows the money lasts, and which is the worst."""
    rows = [row for row in grid.of(party) if row.id != "base"]
    if not rows:
        return []
    doubtful = [row for row in rows if party == "landlord" and row.operator_fails]
    lasting = [row for row in rows if row.parties[party].unfunded_nok <= ORE and row not in doubtful]
    worst = max(rows, key=lambda row: row.parties[party].unfunded_nok)
    name = PARTIES[party].short
    only = _owners_pay([row.parties[party].called_nok for row in lasting], party)
    nb = f"{name.nb}: pengene holder ved {len(lasting)} av {len(rows)} hendelser{only.nb if only else ''}."
    en = f"{name.en}: the money lasts in {len(lasting)} of {len(rows)} rows{only.en if only else ''}."
    missing = worst.parties[party].unfunded_nok
    if missing > ORE:
        nb += f" Mest mangler ved «{worst.label.nb}»: {format_amount(missing, 'nb')}."
        en += f' Most is missing at "{worst.label.en}": {format_amount(missing, "en")}.'
    if doubtful:
        nb += f" Ved {len(doubtful)} hendelser mangler driveren penger, og leien kan utebli (*)."
        counted = "1 row" if len(doubtful) == 1 else f"{len(doubtful)} rows"
        en += f" In {counted} the operator lacks money, and the rent may fail (*)."
    if len(lasting) < len(rows):
        return [Sentence(Label(nb, en), "bad")]
    return [Sentence(Label(nb, en), "mixed" if only else "good")]


def _owners_pay(called: Sequence[float], party: Party) -> Label | None:
    """In how many of the rows in which the money lasts it does so by the owners' leave (§13.2)."""
    paid = [amount for amount in called if amount > ORE]
    if not paid:
        return None
    nb, en = f"ved {len(paid)} av dem", f"in {len(paid)} of them"
    if len(paid) == len(called):
        nb, en = ("ved alle", "all") if len(paid) > 1 else ("også da", "that")
        en = f"in {en}"
    most_nb, most_en = format_amount(max(paid), "nb"), format_amount(max(paid), "en")
    owners = OWNERS[party]
    return Label(
        f", {nb} bare fordi {owners.nb} skyter inn mer, slik saken forutsetter (høyst {most_nb})",
        f", {en} only because {owners.en} put in more, as the case assumes (at most {most_en})",
    )


def _keeps(grid: StressGrid, party: Party) -> list[Sentence]:
    """In how many rows the covenants hold, and which breaks first; nothing where the case states none."""
    if not grid.is_bound(party):
        return []
    base, *rows = grid.of(party)
    name, as_stated = PARTIES[party].short, base.parties[party].broken
    if as_stated:
        since = broken_in_words(base.parties[party])
        return [
            Sentence(
                Label(
                    f"{name.nb}: lånevilkår brytes alt slik saken står ({since.nb}).",
                    f"{name.en}: covenants are broken as the case stands already ({since.en}).",
                ),
                "bad",
            )
        ]
    broken = [row for row in rows if row.parties[party].broken]
    if not broken:
        held = Label(f"{name.nb}: lånevilkårene holder ved alle.", f"{name.en}: the covenants hold in all.")
        return [Sentence(held, "good")] if rows else []
    first = min(broken, key=lambda row: [each.first_year for each in row.parties[party].broken or ()])
    since = broken_in_words(first.parties[party])
    held_in = len(rows) - len(broken)
    return [
        Sentence(
            Label(
                f"{name.nb}: lånevilkårene holder ved {held_in} av {len(rows)} hendelser. Tidligst brytes de "
                f"ved «{first.label.nb}» ({since.nb}).",
                f"{name.en}: the covenants hold in {held_in} of {len(rows)} rows. They break soonest at "
                f'"{first.label.en}" ({since.en}).',
            ),
            "mixed",
        )
    ]


# ---- tables ----------------------------------------------------------------------------------------------


def _grid(grid: StressGrid, party: Party, result: Result) -> Table:
    rows = grid.of(party)
    base, is_called, is_bound = rows[0].parties[party], grid.calls(party), grid.is_bound(party)
    ratios = [
        (id, label, unit)
        for id, label, unit in _RATIOS
        if any(getattr(row.parties[party], id) is not None for row in rows)
    ]
    name = PARTIES[party].short
    return Table(
        party,
        Label(f"{name.nb}: hendelsene", f"{name.en}: the rows"),
        (
            Column("row", Label("Hendelse", "Row")),
            Column("npv", Label("nåverdi", "present value"), "NOK"),
            Column("change", Label("endring", "change"), "NOK"),
            Column("lowest", Label("minste likviditet", "least liquidity"), "NOK"),
            Column("month", Label("i måned", "in month"), "month"),
            Column("unfunded", Label("mangler på det meste", "missing at most"), "NOK"),
            *([Column("called", Label("eierne skyter inn", "owners put in"), "NOK")] if is_called else []),
            *(Column(id, label, unit, 2 if unit == "ratio" else 0) for id, label, unit in ratios),
            *([Column("broken", BROKEN_FROM)] if is_bound else []),
        ),
        tuple(
            _grid_row(row, party, base, [id for id, _, _ in ratios], result, is_called, is_bound)
            for row in rows
        ),
        _note(is_called, is_bound),
    )


def _note(is_called: bool, is_bound: bool) -> Label:
    note = _CALLED_NOTE if is_called else _GRID_NOTE
    return Label(f"{note.nb} {BROKEN_NOTE.nb}", f"{note.en} {BROKEN_NOTE.en}") if is_bound else note


def _grid_row(
    row: StressRow,
    party: Party,
    base: Stressed,
    ratios: Sequence[str],
    result: Result,
    is_called: bool,
    is_bound: bool,
) -> Row:
    found = row.parties[party]
    change = None if None in (found.npv_nok, base.npv_nok) else (found.npv_nok or 0) - (base.npv_nok or 0)
    marked = party == "landlord" and row.operator_fails
    label = Label(f"{row.label.nb} *", f"{row.label.en} *") if marked else row.label

    def own(cell: Figure, id: str) -> Cell:
        """The run's own row is made of its lines; the others are runs of their own."""
        return placed(result, cell, f"{party}.{id}") if row.id == "base" else cell

    cells: list[Cell] = [
        label,
        own(Figure(found.npv_nok), "npv"),
        Figure(0.0 if row.id == "base" else change),
        own(Figure(found.lowest_cash_nok), "lowest_cash"),
        own(month(result, found.lowest_cash_month), "lowest_cash.month"),
        Figure(found.unfunded_nok),
        *([Figure(found.called_nok)] if is_called else []),
        *(own(Figure(getattr(found, id)), f"bank.{id.removeprefix('worst_')}.worst") for id in ratios),
        *([broken_in_words(found)] if is_bound else []),
    ]
    return Row(tuple(cells), "bad" if found.unfunded_nok > ORE else "mixed" if found.broken else "plain")


def _rests_on(grid: StressGrid, shown: Sequence[Party]) -> Table:
    """What is behind the rows that stand in some of the tables shown."""
    return Table(
        "rests_on",
        Label("Hva hendelsene bygger på", "What the rows rest on"),
        (Column("row", Label("Hendelse", "Row")), Column("about", Label("Forutsetning", "Assumption"))),
        tuple(
            Row((row.label, row.about))
            for row in grid.rows
            if row.about and any(p in row.parties for p in shown)
        ),
    )


def _left_out(grid: StressGrid, shown: Sequence[Party]) -> Table:
    """Rows that mean nothing in the case, and rows that cannot reach a company that is shown."""
    found: list[Row] = []
    for row in grid.rows:
        if row.not_applicable is not None:
            found.append(Row((row.label, row.not_applicable)))
            continue
        for party in shown:
            if party not in row.parties and row.id != "operator_default":
                who = PARTIES[party].full
                cannot = Label(f"berører ikke {who.nb.lower()}", f"does not affect {who.en.lower()}")
                found.append(Row((row.label, cannot)))
    return Table(
        "left_out",
        Label("Utelatt", "Left out"),
        (Column("row", Label("Hendelse", "Row")), Column("reason", Label("Hvorfor", "Why"))),
        tuple(found),
    )


# ---- data ------------------------------------------------------------------------------------------------


def _row_data(row: StressRow) -> Mapping[str, object]:
    return {
        "id": row.id,
        "label": row.label.by_language(),
        "not_applicable": None if row.not_applicable is None else row.not_applicable.by_language(),
        "about": None if row.about is None else row.about.by_language(),
        "changes": dict(row.changes),
        "operator_fails": row.operator_fails,
        "parties": {party: dataclasses.asdict(found) for party, found in row.parties.items()},
    }


_RATIOS = (
    ("worst_icr", Label("verste ICR", "worst ICR"), "ratio"),
    ("worst_dscr", Label("verste DSCR", "worst DSCR"), "ratio"),
    ("worst_ltv", Label("verste LTV", "worst LTV"), "share"),
)
_GRID_NOTE = Label(
    "Nåverdien er før lån, med skatt som uten lån, så renten virker ikke på den. Minste likviditet er det "
    "minste selskapet har av kasse og ubrukt kreditt, mindre det som mangler.",
    "Present value is before loans, with tax as without loans, so the rate does not move it. Least liquidity "
    "is the least the company has of cash and unused credit, less what is missing.",
)
_CALLED_NOTE = Label(
    f"{_GRID_NOTE.nb} Eierne skyter inn: i alt utover planen, innenfor det de har sagt ja til; uten det "
    "ville pengene ikke holdt.",
    f"{_GRID_NOTE.en} Owners put in: in all beyond the plan, within what they have agreed to; without it "
    "the money would not last.",
)
