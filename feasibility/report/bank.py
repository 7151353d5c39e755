"""What `feasibility bank` tells: what a lender asks of each borrower, and the stress grid."""

from __future__ import annotations

from feasibility.analysis.stress import NOT_PAID, NOT_PAID_MARK, Party, Stressed, StressGrid
from feasibility.engine.expr import Line
from feasibility.language import Label, Language, format_number, format_share
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView
from feasibility.model.base.bank_view import Entry as Figure
from feasibility.names import PARTIES
from feasibility.report.breaches import BROKEN_FROM, BROKEN_NOTE, broken_in_words
from feasibility.report.covenants import (
    HEADS,
    breaks_in_words,
    least_headroom,
    limit_in_words,
    narrow,
    notes_under,
)
from feasibility.report.layout import EMPTY, Column, Entry, Shown, paragraph, side_by_side, table
from feasibility.report.summary import Applied, checks, heading
from feasibility.report.verdicts import ready
from feasibility.report.words import shown_number

_YEARS_ABREAST = 8
_YEAR_WIDTHS = (28, *(9,) * _YEARS_ABREAST)
_COVENANT_WIDTHS = (28, 12, 18, 18, 24)
_STRESS_WIDTHS = (34, 13, 13, 5, 8, 8, 6, 13)
_CALLED_WIDTHS = (25, 12, 12, 5, 8, 8, 6, 12, 12)
"""Of a company whose owners have to put in more in some row, or whose covenants may break."""
_BOTH_WIDTHS = (22, 11, 11, 5, 7, 7, 5, 11, 10, 11)
_SMALLEST = 0.005  # half an øre: amounts below it are nothing


def bank_report(
    result: Result, grid: StressGrid, language: Language, applied: Applied | None = None
) -> list[Shown]:
    """Each borrower, then the stress grid."""
    lines = [
        *heading(result, language, applied or Applied()),
        *(checks(result, language) if result.failed_checks else ()),
    ]
    lines += [EMPTY, *ready(result, language)]
    for view in result.built.bank:
        lines += [EMPTY, *_Company(result, view, language).shown()]
    return [*lines, EMPTY, *_stress(grid, language)]


class _Company:
    """One borrower as lines of text."""

    def __init__(self, result: Result, view: BankView, language: Language) -> None:
        self.result, self.view, self.language = result, view, language

    def say(self, label: Label) -> str:
        return label.text(self.language)

    def shown(self) -> list[Shown]:
        """Sources and uses, measures, covenants, loans and the rest."""
        who = self.say(self.view.label)
        lines = [Shown(who, "title"), EMPTY, *self._sources_uses(), EMPTY, *self._covenants()]
        for part in self._by_year():
            lines += [EMPTY, *part]
        columns = [
            Column(f"{self.say(_LOAN)}: {loan.name}", self._entries(loan.entries)) for loan in self.view.loans
        ]
        columns += [Column(self.say(group.label), self._entries(group.entries)) for group in self.view.groups]
        for first in range(0, len(columns), 2):
            lines += [EMPTY, *side_by_side(columns[first : first + 2])]
        notes = [group.note for group in self.view.groups if group.note]
        for note in notes:
            lines += [EMPTY, *paragraph(f"{self.say(CATCHMENT_SOURCE)}: {note}", "muted")]
        return lines

    def _sources_uses(self) -> list[Shown]:
        table = self.view.sources_uses
        sides = ((_SOURCES, table.sources, table.total_sources), (_USES, table.uses, table.total_uses))
        columns = []
        for title, entries, total in sides:
            used = [e for e in entries if abs(self.result.number(e.line) or 0) > _SMALLEST]
            columns.append(Column(self.say(title), self._entries((*used, total))))
        return [*side_by_side(columns), *paragraph(self.say(UNTIL), "muted")]

    def _entries(self, figures: tuple[Figure, ...]) -> tuple[Entry, ...]:
        return tuple(Entry(self.say(f.label), self._figure(f.line)) for f in figures)

    def _figure(self, line: Line) -> str:
        number = self.result.number(line)
        if number is None:
            reason = self.result.reason(line)
            return "–" if reason is None else self.say(reason)
        return shown_number(self.result, number, line.unit, self.language)

    def _covenants(self) -> list[Shown]:
        rows = []
        for m in self.view.measures:
            worst = self._figure(m.worst)
            year = self.result.number(m.worst_year)
            limit, left, breaks = limit_in_words(self.result, m, self.language), "", ""
            least = least_headroom(m)
            if least is not None:
                left = self._figure(least)
                breaks = breaks_in_words(self.result, m, self.language)
            shown_year = "" if year is None else f" ({year:.0f})"
            rows.append([self.say(m.label), limit, worst + shown_year, left, breaks])
        heads = [self.say(head) for head in HEADS]
        notes = [note for said in notes_under(self.view) for note in paragraph(self.say(said), "muted")]
        return [*table(heads, rows, _COVENANT_WIDTHS), *notes]

    def _by_year(self) -> list[list[Shown]]:
        """The measures by calendar year, a few years abreast."""
        values = self.result.values
        count = int((values["calendar.months_in_year"] > 0).sum())
        years = [f"{year:.0f}" for year in values["calendar.years"][:count]]
        parts = []
        for first in range(0, count, _YEARS_ABREAST):
            last = min(first + _YEARS_ABREAST, count)
            rows = [
                [
                    self.say(SHORT[m.id]),
                    *(
                        "–" if value != value else narrow(value, m.by_year.unit, self.language)
                        for value in values.of(m.by_year)[first:last].tolist()
                    ),
                ]
                for m in self.view.measures
            ]
            widths = _YEAR_WIDTHS[: last - first + 1]
            parts.append(table([self.say(_BY_YEAR), *years[first:last]], rows, widths))
        return parts


def stress_table(grid: StressGrid, party: Party, language: Language) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of one company's stress test, the first column words."""
    heads = [PARTIES[party].short.text(language), *(head.text(language) for head in _STRESS_HEADS)]
    is_called = grid.calls(party)
    if is_called:
        heads.append(_OWNERS.text(language))
    is_bound = grid.is_bound(party)
    if is_bound:
        heads.append(BROKEN_FROM.text(language))
    rows = []
    for row in grid.of(party):
        mark = NOT_PAID_MARK if party == "landlord" and row.operator_fails else ""
        found = row.parties[party]
        cells = [row.label.text(language) + mark, *_stressed(found, language, is_called)]
        rows.append([*cells, broken_in_words(found).text(language)] if is_bound else cells)
    return heads, rows


def stress_notes(grid: StressGrid) -> list[Label]:
    """What is to be said under the stress test, other than that an operator that lacks money pays rent."""
    return [
        STRESS_NOTE,
        *([_OWNERS_NOTE] if any(grid.calls(party) for party in grid.parties) else []),
        *([BROKEN_NOTE] if any(grid.is_bound(party) for party in grid.parties) else []),
    ]


def left_out(grid: StressGrid) -> list[Label]:
    """The rows that change nothing in the case, and why."""
    found = []
    for row in grid.rows:
        if (why := row.not_applicable) is not None:
            nb = f"{row.label.nb}: {_NOT_APPLICABLE.nb}, {why.nb}."
            found.append(Label(nb, f"{row.label.en}: {_NOT_APPLICABLE.en}, {why.en}."))
    return found


def _stress(grid: StressGrid, language: Language) -> list[Shown]:
    lines = [Shown(_STRESS.text(language), "title")]
    for party in grid.parties:
        heads, rows = stress_table(grid, party, language)
        more = grid.calls(party) + grid.is_bound(party)
        lines += [EMPTY, *table(heads, rows, (_STRESS_WIDTHS, _CALLED_WIDTHS, _BOTH_WIDTHS)[more])]
    lines.append(EMPTY)
    for note in stress_notes(grid):
        lines += paragraph(note.text(language), "muted")
    if grid.landlord_unpaid:
        lines += paragraph(NOT_PAID.text(language), "bad")
    for why in left_out(grid):
        lines += paragraph(why.text(language), "muted")
    return lines


def _stressed(found: Stressed, language: Language, is_called: bool) -> list[str]:
    def amount(value: float | None) -> str:
        return "–" if value is None else format_number(value, 0, language)

    def ratio(value: float | None) -> str:
        return "–" if value is None else narrow(value, "ratio", language)

    return [
        amount(found.npv_nok),
        amount(found.lowest_cash_nok),
        "–" if found.lowest_cash_month is None else str(found.lowest_cash_month),
        ratio(found.worst_icr),
        ratio(found.worst_dscr),
        "–" if found.worst_ltv is None else format_share(found.worst_ltv, language, 0),
        amount(found.unfunded_nok),
        *([amount(found.called_nok)] if is_called else []),
    ]


_SOURCES = Label("Finansiering", "Sources")
_USES = Label("Kapitalbehov", "Uses")
UNTIL = Label(
    "Til konseptet er åpent og på plass, inkl. mva., når det betales.",
    "Until the concept is open and in place, incl. VAT, as paid.",
)
_LOAN = Label("Lån", "Loan")
CATCHMENT_SOURCE = Label("Kilde for kundegrunnlaget", "Source of the catchment")
SHORT = {
    "icr": Label("Rentedekning (ICR)", "Interest cover (ICR)"),
    "dscr": Label("Gjeldsbetjening (DSCR)", "Debt service (DSCR)"),
    "ltv": Label("Belåningsgrad (LTV)", "Loan to value (LTV)"),
    "equity_share": Label("Egenkapitalandel", "Equity share"),
}
_BY_YEAR = Label("Per kalenderår", "By calendar year")
_STRESS = Label("Stresstest", "Stress test")
STRESS_NOTE = Label(
    "ICR og DSCR i ganger, LTV i prosent; det verste hele kalenderåret etter åpning. Nåverdien er før lån, "
    "med skatt som uten lån, så renten virker ikke på den. Minste likviditet er kasse og ubrukt kreditt, "
    "mindre det som er udekket: det ingen har sagt ja til å dekke.",
    "ICR and DSCR in times, LTV in per cent; the worst full calendar year after opening. Present value is "
    "before loans, with tax as without loans, so the rate does not move it. Least liquidity is cash and "
    "unused credit, less what is unfunded: what nobody has agreed to cover.",
)
_STRESS_HEADS = (
    Label("nåverdi, kr", "NPV, NOK"),
    Label("minste likv., kr", "least cash, NOK"),
    Label("md.", "mon."),
    Label("ICR", "ICR"),
    Label("DSCR", "DSCR"),
    Label("LTV", "LTV"),
    Label("udekket, kr", "unfunded, NOK"),
)
_OWNERS = Label("eierne inn, kr", "owners in, NOK")
_OWNERS_NOTE = Label(
    "Eierne inn: det eierne må skyte inn i alt utover planen, innenfor det de har sagt ja til. Uten det "
    "ville pengene ikke holdt.",
    "Owners in: what the owners have to put in, in all, beyond the plan, within what they have agreed to. "
    "Without it the money would not last.",
)
_NOT_APPLICABLE = Label("ikke aktuelt", "not applicable")


def no_borrower() -> Label:
    """What is said of a case in which nobody borrows."""
    return Label(
        "Saken har verken lån eller kassekreditt, så en bank har ingenting å vurdere. Legg til "
        "financing.landlord.loans eller financing.operator.loans, eller spør hva partene kunne låne med "
        "bank.capacity.",
        "The case has neither loans nor an overdraft, so there is nothing for a bank to judge. Add "
        "financing.landlord.loans or financing.operator.loans, or ask what the parties could borrow with "
        "bank.capacity.",
    )
