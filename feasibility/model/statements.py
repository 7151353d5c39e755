"""Income statement and cash flow of each company, monthly and by calendar year (model rules §9)."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import Const, Expr, Line
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.context import Context
from feasibility.model.financing import Liquidity, LoanLines
from feasibility.model.result import Row, Statement
from feasibility.model.subjects import lower_first

# Operating categories in the order of the income statement; all of them are part of EBITDA.
OPERATING: tuple[tuple[str, Label], ...] = (
    ("income_rent", Label("Leieinntekter fra brukere", "Rent income from users")),
    ("income_services", Label("Tjenesteinntekter", "Service income")),
    ("rent", Label("Leie mellom gårdeier og leietaker", "Rent between landlord and tenant")),
    ("common_costs_recovered", Label("Felleskostnader viderefakturert", "Common costs charged on")),
    ("management_fee", Label("Driftshonorar", "Management fee")),
    ("operating_grant", Label("Driftstilskudd", "Operating grants")),
    ("cost_services", Label("Varekostnad og lønn, tjenester", "Cost of services")),
    ("bad_debt", Label("Tap på krav", "Bad debt")),
    ("staff_cost", Label("Lønnskostnader", "Staff costs")),
    ("operating_cost", Label("Driftskostnader", "Operating costs")),
    ("letting_cost", Label("Utleiekostnader", "Letting costs")),
    ("owner_cost", Label("Eierkostnader", "Owner costs")),
    ("common_cost", Label("Felleskostnader betalt", "Common costs paid")),
    ("property_tax", Label("Eiendomsskatt", "Property tax")),
)
OPERATING_IDS = tuple(id for id, _ in OPERATING)
PROJECT_ONLY: tuple[tuple[str, Label], ...] = (
    ("vat_settlement", Label("Mva.-oppgjør", "VAT settlement")),
    ("works", Label("Arbeider", "Works")),
    ("works_grant", Label("Tilskudd til arbeider", "Works grants")),
    ("exit", Label("Salg ved horisonten", "Sale at the horizon")),
)
PROJECT_IDS = (*OPERATING_IDS, *(id for id, _ in PROJECT_ONLY))
FINANCE: tuple[tuple[str, Label], ...] = (
    ("deposit", Label("Depositum", "Deposit")),
    ("loan_drawn", Label("Lån utbetalt", "Loans drawn")),
    ("loan_repaid", Label("Avdrag og innfrielse", "Loan repayments")),
    ("interest", Label("Renter", "Interest")),
    ("loan_fee", Label("Gebyrer på lån", "Loan fees")),
    ("equity", Label("Egenkapital", "Equity")),
    ("distribution", Label("Utbetalt til eierne", "Paid to the owners")),
    ("unfunded", Label("Udekket behov", "Unfunded need")),
)


@dataclass(frozen=True)
class CompanyLines:
    """Lines of one company that other modules read, NOK by month.

    project: cash incl. VAT before loans, deposits and equity. works: ex VAT, what it pays of them.
    """

    party: Party
    ebitda: Line
    project: Line
    works: Line
    liquidity: Liquidity
    loans: tuple[LoanLines, ...]


def operating_result(c: Context, party: Party) -> tuple[Line, list[Row]]:
    """EBITDA of a company by month, with the rows that lead to it."""
    rows: list[Row] = []
    lines: list[Line] = []
    with c.block("income_statement", "Resultat", "Income statement"):
        for category, label in OPERATING:
            row = _row(c, f"{party.id}.income.{category}", c.ledger.earned(party, {category}), label, party)
            if row is not None and row.month is not None:
                rows.append(row)
                lines.append(row.month)
        ebitda = c.m.line(
            f"{party.id}.ebitda",
            c.sum(lines),
            "NOK",
            Label(
                f"Driftsresultat før avskrivninger, {party.label.nb.lower()}",
                f"EBITDA, {party.label.en.lower()}",
            ),
            "After property tax, bad debt and operating grants; before depreciation, interest and loan fees "
            "(model rules §7).",
            axis=c.calendar.number.axis,
        )
    return ebitda, rows


def project_cash(c: Context, ledger: Ledger, party: Party, prefix: str = "", of: Label | None = None) -> Line:
    """Cash incl. VAT before loans, deposits and equity, the final settlement included (model rules §1).

    Args:
        of: the course of events, where it is not the deal itself; begins the labels.
    """
    whose = party.label if of is None else Label(f"{party.label.nb}, {of.nb}", f"{party.label.en}, {of.en}")
    nb, en = lower_first(whose.nb), lower_first(whose.en)
    with c.block("cash_flow", "Kontantstrøm", "Cash flow"):
        final = ledger.final_settlement(party)
        settled = c.m.line(
            f"{prefix}{party.id}.final_settlement",
            final,
            "NOK",
            Label(f"Sluttoppgjør, {nb}", f"Final settlement, {en}"),
            "VAT, holiday pay and contributions owed or due, settled in the horizon's last month.",
            axis=c.calendar.number.axis,
        )
        return c.m.line(
            f"{prefix}{party.id}.project_cash",
            ledger.cash(party, PROJECT_IDS) + settled,
            "NOK",
            Label(f"Kontantstrøm før finansiering, {nb}", f"Cash flow before financing, {en}"),
            "Incl. VAT, when paid; before loans, deposits and equity.",
            axis=c.calendar.number.axis,
        )


def year_of(c: Context, line: Line) -> Line:
    """The line by calendar year: summed, or the last month's value for balances."""
    id = f"{line.id}.year"
    known = c.m.lines.get(id)
    if known is not None:
        return known
    only = c.calendar.is_year_end if line.total == "end" else None
    return c.m.line(id, c.m.year_sum(line, only), line.unit, line.label, line.doc, total=line.total)


def income_statement(
    c: Context, party: Party, rows: list[Row], ebitda: Line, depreciation: Line
) -> Statement:
    """Resultatbudsjett: ex VAT, as earned, before tax."""
    m, nb, en = c.m, party.label.nb.lower(), party.label.en.lower()
    with c.block("income_statement", "Resultat", "Income statement"):
        operating = m.line(
            f"{party.id}.ebit",
            ebitda - depreciation,
            "NOK",
            Label(f"Driftsresultat, {nb}", f"Operating result, {en}"),
        )
        shown = [*rows, _total(c, ebitda)]
        down = _row(
            c, f"{party.id}.depreciation_cost", -depreciation, Label("Avskrivninger", "Depreciation"), party
        )
        assert down is not None
        shown += [down, _total(c, operating)]
        costs: list[Line] = []
        for category, label in FINANCE:
            if category in ("interest", "loan_fee"):
                row = _row(
                    c, f"{party.id}.income.{category}", c.ledger.earned(party, {category}), label, party
                )
                if row is not None and row.month is not None:
                    shown.append(row)
                    costs.append(row.month)
        result = m.line(
            f"{party.id}.result_before_tax",
            c.sum([operating, *costs]),
            "NOK",
            Label(f"Resultat før skatt, {nb}", f"Result before tax, {en}"),
        )
        shown.append(_total(c, result))
    return Statement(
        f"{party.id}.income_statement",
        party.id,  # type: ignore[arg-type]
        Label(f"Resultatbudsjett, {nb}", f"Income statement, {en}"),
        tuple(shown),
    )


def cash_statement(c: Context, party: Party, project: Line, cash: Line, unfunded: Line) -> Statement:
    """Likviditetsbudsjett: incl. VAT, when paid."""
    nb, en = party.label.nb.lower(), party.label.en.lower()
    shown: list[Row] = []
    with c.block("cash_flow", "Kontantstrøm", "Cash flow"):
        for category, label in (*OPERATING, *PROJECT_ONLY):
            row = _row(c, f"{party.id}.cash.{category}", c.ledger.cash(party, {category}), label, party)
            if row is not None:
                shown.append(row)
        final = c.m.lines[f"{party.id}.final_settlement"]
        shown.append(Row(Label("Sluttoppgjør", "Final settlement"), "row", final, year_of(c, final)))
        shown.append(_total(c, project))
        for category, label in FINANCE:
            row = _row(c, f"{party.id}.cash.{category}", c.ledger.cash(party, {category}), label, party)
            if row is not None:
                shown.append(row)
        shown.append(
            Row(Label("Bankinnskudd ved periodens slutt", "Cash at the end"), "total", cash, year_of(c, cash))
        )
        shown.append(
            Row(
                Label("Udekket behov ved periodens slutt", "Unfunded need at the end"),
                "row",
                unfunded,
                year_of(c, unfunded),
            )
        )
    return Statement(
        f"{party.id}.cash_flow",
        party.id,  # type: ignore[arg-type]
        Label(f"Likviditetsbudsjett, {nb}", f"Cash flow, {en}"),
        tuple(shown),
    )


def _row(c: Context, id: str, value: Expr, label: Label, party: Party) -> Row | None:
    if isinstance(value, Const):
        return None
    whole = Label(f"{label.nb}, {party.label.nb.lower()}", f"{label.en}, {party.label.en.lower()}")
    month = c.m.line(id, value, "NOK", whole)
    return Row(label, "row", month, year_of(c, month))


def _total(c: Context, line: Line) -> Row:
    return Row(line.label, "total", line, year_of(c, line))
