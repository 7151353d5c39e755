"""The bank's figures of one borrower as parts of a paper: the same lines as `feasibility bank` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from feasibility.analysis.operator_fails import ORE
from feasibility.answers.answer import Cell, Column, Figure, Row, Sentence, Table, measured, of_periods
from feasibility.answers.liquidity import liquidity
from feasibility.answers.statements import periods, statement_table
from feasibility.engine.expr import Line
from feasibility.language import LANGUAGES, Label
from feasibility.model import Result
from feasibility.model.base.bank_view import Applicant, BankView, Entry, Measured
from feasibility.model.named import PART, named_result
from feasibility.names import PARTIES, CompanyId
from feasibility.papers.paper import Fact, Part
from feasibility.report.bank import SHORT, UNTIL
from feasibility.report.covenants import HEADS, breaks_in_words, least_headroom, limit_in_words, notes_under
from feasibility.report.layout import Tone

_NAMES: Final = 44
"""How many rows of names the statements have room for on the pages the paper has for them."""
_WITHIN: Final = "\u00a0" * 4  # a name below its sum
_IN_BRIEF: Final = ("income_statement", "cash_flow", "balance_sheet")


def sources_uses(result: Result, view: BankView | Applicant) -> Part:
    """Sources and uses of one company until the concept is in place, item by item; nothing is left out but
    what is nought."""
    of = view.sources_uses
    columns = (Column("what", Label("Post", "Item")), Column("amount", Label("Beløp", "Amount"), "NOK"))
    tables = tuple(
        Table(f"{view.party}.{id}", title, columns, _entry_rows(result, entries, total), note)
        for id, title, entries, total, note in (
            ("sources", _SOURCES, of.sources, of.total_sources, None),
            ("uses", _USES, of.uses, of.total_uses, UNTIL),
        )
    )
    return Part(f"{view.party}.sources_uses", _whose(view, _NEED), tables=tables, is_abreast=True)


def covenants(result: Result, view: BankView) -> Part:
    """The measures against what is asked, with headroom and break values; then by year; then capacity."""
    columns = tuple(Column(str(n), head) for n, head in enumerate(HEADS))
    listed = []
    for each in view.measures:
        year = result.number(each.worst_year)
        worst = measured(result, each.worst.id)
        mark = None if year is None else Label(f"({year:.0f})", f"({year:.0f})")
        least = least_headroom(each)
        listed.append(
            Row(
                (
                    each.label,
                    _both(lambda language, each=each: limit_in_words(result, each, language)),
                    replace(worst, mark=mark, decimals=_DECIMALS.get(worst.unit)),
                    None if least is None else measured(result, least.id),
                    _both(lambda language, each=each: breaks_in_words(result, each, language)),
                ),
                _tone(result, each),
            )
        )
    by_year = _years(result, view)
    capacity = next((group for group in view.groups if group.id == "capacity"), None)
    known = () if capacity is None else tuple(_fact(result, entry) for entry in capacity.entries)
    notes = notes_under(view)
    note = Label(" ".join(each.nb for each in notes), " ".join(each.en for each in notes))
    return Part(
        f"{view.party}.covenants",
        _whose(view, _COVENANTS),
        facts=known,
        tables=(Table(f"{view.party}.covenants", _AGAINST, columns, tuple(listed), note), by_year),
    )


def nothing_measured(of: Applicant) -> Part:
    """In place of the covenants of a company that borrows nothing: why none applies to it."""
    name = PARTIES[of.party].full
    why = Label(
        f"{name.nb} har ingen lån i saken, og dermed ingen gjeld å måle: nøkkeltall, lånevilkår og margin er "
        "ikke aktuelle. De vises når lånet det søkes om, er lagt inn i saken.",
        f"{name.en} has no loans in the case, and so no debt to measure: measures, covenants and headroom "
        "are not applicable. They are shown once the loan sought is stated in the case.",
    )
    return Part(f"{of.party}.covenants", _whose(of, _COVENANTS), (Sentence(why, "muted"),))


def _tone(result: Result, each: Measured) -> Tone:
    """Bad where a covenant is broken; mixed where the debt is not served and no covenant is stated."""
    if each.breached is not None:
        return "bad" if (result.number(each.breached) or 0) > 0 else "plain"
    least = None if each.served is None else result.number(each.served.least)
    return "mixed" if least is not None and least < 0 else "plain"


def _years(result: Result, view: BankView) -> Table:
    years = periods(result, "year")
    columns = (
        Column("what", Label("Per kalenderår", "By calendar year")),
        *(Column(n, lb) for n, lb in years),
    )
    rows = [Row((SHORT[each.id], *_of_years(result, each.by_year, len(years)))) for each in view.measures]
    rows += [Row((entry.label, *_of_years(result, entry.line, len(years)))) for entry in view.years]
    return Table(
        f"{view.party}.by_year", Label("År for år", "Year by year"), columns, tuple(rows), None, True
    )


def _of_years(result: Result, line: Line, count: int) -> list[Cell]:
    return of_periods(result, line, count, _DECIMALS.get(line.unit))


def groups(id: str, title: Label, result: Result, views: Sequence[BankView], wanted: Sequence[str]) -> Part:
    """The figures of some of the bank's groups as facts, each line once, with the user's notes under them."""
    found: dict[str, Fact] = {}
    notes: dict[str, Sentence] = {}
    for view in views:
        for group in view.groups:
            if group.id not in wanted:
                continue
            for entry in group.entries:
                found.setdefault(entry.line.id, _fact(result, entry))
            if group.note:
                said = Label(f"Kilde: {group.note}.", f"Source: {group.note}.")
                notes[group.note] = Sentence(said, "muted")
    unstated = "demand" in wanted and result.case.bank.catchment is None
    missing = (Label("Kundegrunnlaget", "The catchment"),) if unstated else ()
    return Part(id, title, tuple(notes.values()), tuple(found.values()), missing=missing)


def loans(result: Result, view: BankView) -> list[Table]:
    """Each loan of one borrower: its terms as figures."""
    columns = (Column("what", Label("Lån", "Loan")), Column("value", Label("Verdi", "Value")))
    return [
        Table(
            f"{view.party}.loan.{loan.id}",
            Label(f"{view.label.nb}: {loan.name}", f"{view.label.en}: {loan.name}"),
            columns,
            tuple(Row((entry.label, measured(result, entry.line.id))) for entry in loan.entries),
        )
        for loan in view.loans
    ]


def liquidity_budget(result: Result, company: CompanyId) -> Part:
    """The company's liquidity by month for two years."""
    title = Label("Likviditetsbudsjett, 24 måneder", "Liquidity budget, 24 months")
    return Part(
        "liquidity", title, tables=(replace(liquidity(result, company), in_thousands=True),), is_wide=True
    )


def statements(result: Result, company: CompanyId) -> list[Part]:
    """Income statement, cash flow and balance sheet of the company by year, with names as far as they fit."""
    wanted = {f"{company}.{id}" for id in _IN_BRIEF}
    chosen = [statement for statement in result.built.statements if statement.id in wanted]
    named, values = named_result(result, chosen, _NAMES)
    known = replace(result, values=values)
    found = []
    for statement in named:
        shown = [row for row in statement.rows if row.year is not None or row.kind == "heading"]
        table = statement_table(known, statement, "year")
        kept = tuple(
            _of_kind(row, of.kind) for row, of in zip(table.rows, shown, strict=True) if _says_something(row)
        )
        kind = Table(table.id, table.title, table.columns, kept, _SETTLED, True)
        found.append(Part(statement.id, statement.label, tables=(kind,), is_wide=True))
    return found


def _of_kind(row: Row, kind: str) -> Row:
    """A row of a statement as it is shown: sums stand out, names stand in and have no line by year."""
    if kind == "row":
        return row
    if kind != PART:
        return Row(row.cells, "title")
    name, *figures = row.cells
    assert isinstance(name, Label)
    within = Label(f"{_WITHIN}{name.nb}", f"{_WITHIN}{name.en}")
    return Row(
        (within, *(replace(cell, place=None) for cell in figures if isinstance(cell, Figure))), row.tone
    )


def _says_something(row: Row) -> bool:
    """A heading, or a line that is anything but nought in some year."""
    numbers = [cell.value for cell in row.cells if isinstance(cell, Figure)]
    return not numbers or any(value is not None and abs(value) > ORE for value in numbers)


def _entry_rows(result: Result, entries: Sequence[Entry], total: Entry) -> tuple[Row, ...]:
    used = [entry for entry in entries if abs(result.number(entry.line) or 0.0) > ORE]
    rows = [Row((entry.label, measured(result, entry.line.id))) for entry in used]
    return (*rows, Row((total.label, measured(result, total.line.id)), "title"))


def _fact(result: Result, entry: Entry) -> Fact:
    return Fact(entry.label, measured(result, entry.line.id))


def _both(said: object) -> Label | None:
    """Words in both languages; None where there is nothing to say."""
    assert callable(said)
    words = [said(language) for language in LANGUAGES]
    return Label(*words) if all(words) else None


def _whose(view: BankView | Applicant, title: Label) -> Label:
    return Label(f"{view.label.nb}: {title.nb}", f"{view.label.en}: {title.en}")


_DECIMALS: Final = {"ratio": 2}
_SETTLED = Label(
    "Saken gjøres opp ved horisonten: i det siste året er gjelden innfridd og eierne betalt ut.",
    "The case is settled at the horizon: in its last year debts are repaid and the owners paid out.",
)
_SOURCES = Label("Finansiering", "Sources")
_USES = Label("Kapitalbehov", "Uses")
_NEED = Label("kapitalbehov og finansiering", "sources and uses")
_AGAINST = Label("Mot lånevilkårene", "Against the covenants")
_COVENANTS = Label("nøkkeltall og lånevilkår", "measures and covenants")
