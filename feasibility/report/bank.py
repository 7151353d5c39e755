"""What `feasibility bank` tells: what a lender asks of each borrower, and the stress grid."""

from __future__ import annotations

from feasibility.analysis.stress import NOT_PAID, NOT_PAID_MARK, Stressed, StressGrid
from feasibility.engine.expr import Input, Line
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView, Measured
from feasibility.model.base.bank_view import Entry as Figure
from feasibility.names import PARTIES
from feasibility.report.layout import EMPTY, Column, Entry, Shown, paragraph, side_by_side, table
from feasibility.report.summary import Applied, checks, heading
from feasibility.report.verdicts import ready
from feasibility.report.words import shown_number

_YEARS_ABREAST = 8
_YEAR_WIDTHS = (28, *(9,) * _YEARS_ABREAST)
_COVENANT_WIDTHS = (28, 12, 18, 18, 24)
_STRESS_WIDTHS = (34, 13, 13, 5, 8, 8, 6, 13)
_CALLED_WIDTHS = (25, 12, 12, 5, 8, 8, 6, 12, 12)
"""Of a company whose owners have to put in more in some row."""
_TELLING = 100  # a cover of 100 times, a share of 1,000 %: no decimal of it matters
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
            lines += [EMPTY, *paragraph(f"{self.say(_CATCHMENT_SOURCE)}: {note}", "muted")]
        return lines

    def _sources_uses(self) -> list[Shown]:
        table = self.view.sources_uses
        sides = ((_SOURCES, table.sources, table.total_sources), (_USES, table.uses, table.total_uses))
        columns = []
        for title, entries, total in sides:
            used = [e for e in entries if abs(self.result.number(e.line) or 0) > _SMALLEST]
            columns.append(Column(self.say(title), self._entries((*used, total))))
        return [*side_by_side(columns), *paragraph(self.say(_UNTIL), "muted")]

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
            limit, left, breaks = self.say(_NONE), "", ""
            if isinstance(m.limit, Input) and m.least is not None:
                limit = _measure(self.result.values.inputs[m.limit.id], m.by_year.unit, self.language)
                left = self._figure(m.least)
                breaks = self._breaks(m)
            shown_year = "" if year is None else f" ({year:.0f})"
            rows.append([self.say(m.label), limit, worst + shown_year, left, breaks])
        heads = [self.say(x) for x in (_MEASURE, _COVENANT, _WORST, _HEADROOM, _BREAKS)]
        return [*table(heads, rows, _COVENANT_WIDTHS), *paragraph(self.say(_WORST_IS), "muted")]

    def _breaks(self, m: Measured) -> str:
        broken = 0 if m.breached is None else round(self.result.number(m.breached) or 0)
        if broken:
            return self.say(_broken(broken))
        parts = []
        for line, worst in m.breaks:
            number = self.result.number(worst)
            if number is None:
                continue
            words = next((w for ending, w in _BREAK_WORDS.items() if line.id.endswith(ending)), _EBITDA_FALL)
            parts.append(f"{self.say(words)} {_measure(number, line.unit, self.language)}")
        return "; ".join(parts)

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
                    self.say(_SHORT[m.id]),
                    *(
                        "–" if value != value else _narrow(value, m.by_year.unit, self.language)
                        for value in values.of(m.by_year)[first:last].tolist()
                    ),
                ]
                for m in self.view.measures
            ]
            widths = _YEAR_WIDTHS[: last - first + 1]
            parts.append(table([self.say(_BY_YEAR), *years[first:last]], rows, widths))
        return parts


def _stress(grid: StressGrid, language: Language) -> list[Shown]:
    lines = [Shown(_STRESS.text(language), "title")]
    for party in grid.parties:
        heads = [PARTIES[party].short.text(language), *(head.text(language) for head in _STRESS_HEADS)]
        is_called = grid.calls(party)
        if is_called:
            heads.append(_OWNERS.text(language))
        rows = []
        for row in grid.of(party):
            mark = NOT_PAID_MARK if party == "landlord" and row.operator_fails else ""
            label = row.label.text(language) + mark
            rows.append([label, *_stressed(row.parties[party], language, is_called)])
        lines += [EMPTY, *table(heads, rows, _CALLED_WIDTHS if is_called else _STRESS_WIDTHS)]
    lines += [EMPTY, *paragraph(_STRESS_NOTE.text(language), "muted")]
    if any(grid.calls(party) for party in grid.parties):
        lines += paragraph(_OWNERS_NOTE.text(language), "muted")
    if grid.landlord_unpaid:
        lines += paragraph(NOT_PAID.text(language), "bad")
    left_out = [row for row in grid.rows if row.not_applicable is not None]
    for row in left_out:
        assert row.not_applicable is not None
        why = f"{_NOT_APPLICABLE.text(language)}, {row.not_applicable.text(language)}."
        lines += paragraph(f"{row.label.text(language)}: {why}", "muted")
    return lines


def _stressed(found: Stressed, language: Language, is_called: bool) -> list[str]:
    def amount(value: float | None) -> str:
        return "–" if value is None else format_number(value, 0, language)

    def ratio(value: float | None) -> str:
        return "–" if value is None else _narrow(value, "ratio", language)

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


def _broken(years: int) -> Label:
    return Label(f"brutt i {years} år", "broken in 1 year" if years == 1 else f"broken in {years} years")


def _narrow(value: float, unit: str, language: Language) -> str:
    """A ratio or share in a narrow column: without decimals where they would tell nothing."""
    if unit == "ratio":
        return format_number(value, 2 if abs(value) < _TELLING else 0, language)
    if unit == "share" and abs(value) >= _TELLING / 10:
        return format_share(value, language, 0)
    return _measure(value, unit, language)


def _measure(value: float, unit: str, language: Language) -> str:
    if unit == "ratio":
        return format_number(value, 2, language)
    return format_measure(value, unit, language)


_SOURCES = Label("Kilder", "Sources")
_USES = Label("Anvendelser", "Uses")
_UNTIL = Label(
    "Til konseptet er åpent og på plass, inkl. mva., når det betales.",
    "Until the concept is open and in place, incl. VAT, as paid.",
)
_LOAN = Label("Lån", "Loan")
_CATCHMENT_SOURCE = Label("Kilde for kundegrunnlaget", "Source of the catchment")
_MEASURE = Label("Nøkkeltall", "Measure")
_COVENANT = Label("Lånevilkår", "Covenant")
_WORST = Label("Verst (år)", "Worst (year)")
_HEADROOM = Label("Margin", "Headroom")
_BREAKS = Label("Holder til", "Holds until")
_NONE = Label("ikke stilt", "none")
_WORST_IS = Label(
    "Verst av hele kalenderår etter åpning. Bygge- og åpningsår vises, men teller ikke.",
    "The worst of full calendar years after opening. Years of building and opening are shown, not counted.",
)
_EBITDA_FALL = Label("driftsresultat ned", "EBITDA down")
_BREAK_WORDS = {
    ".ebitda_fall": _EBITDA_FALL,
    ".rate_limit": Label("rente opp til", "rate up to"),
    ".value_fall": Label("verdi ned", "value down"),
    ".equity_loss": Label("tap inntil", "loss up to"),
}
_SHORT = {
    "icr": Label("Rentedekning (ICR)", "Interest cover (ICR)"),
    "dscr": Label("Gjeldsbetjening (DSCR)", "Debt service (DSCR)"),
    "ltv": Label("Belåningsgrad (LTV)", "Loan to value (LTV)"),
    "equity_share": Label("Egenkapitalandel", "Equity share"),
}
_BY_YEAR = Label("Per kalenderår", "By calendar year")
_STRESS = Label("Stresstest", "Stress test")
_STRESS_NOTE = Label(
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
