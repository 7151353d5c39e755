"""Income statement and cash flow of each company, monthly and by calendar year (docs/model.md §9).

The balance sheet is in `balance`.
"""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Axis, Const, Expr, Line, as_expr, window_sum
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.accounts.before_loans import BeforeLoans
from feasibility.model.accounts.fixed_assets import FixedAssets
from feasibility.model.accounts.parts import parts_earned, parts_paid
from feasibility.model.accounts.tax import TaxLines
from feasibility.model.base.context import Context
from feasibility.model.base.result import Part, Row, Statement
from feasibility.model.deal.yearly_share import YearlyShare
from feasibility.model.loans.financing import Debt
from feasibility.model.loans.liquidity import Liquidity
from feasibility.model.value.exit import Sale
from feasibility.model.vat.settlement import VatLines
from feasibility.record import record

# Operating categories in the order of the income statement; all of them are part of EBITDA.
OPERATING: tuple[tuple[str, Label], ...] = (
    ("income_rent", Label("Leieinntekter fra brukere", "Rent income from users")),
    ("income_services", Label("Tjenesteinntekter", "Service income")),
    ("rent", Label("Leie mellom gårdeier og leietaker", "Rent between landlord and tenant")),
    ("common_costs_recovered", Label("Felleskostnader viderefakturert", "Common costs charged on")),
    ("management_fee", Label("Driftshonorar", "Management fee")),
    ("security_drawn", Label("Sikkerhet gjort gjeldende", "Security drawn")),
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
    ("acquisition", Label("Kjøp av bygget", "Acquisition of the building")),
    ("takeover", Label("Overtakelsessum", "Price of the takeover")),
    ("works", Label("Arbeider", "Works")),
    ("works_grant", Label("Tilskudd til arbeider", "Works grants")),
    ("flat_sale", Label("Salg av boliger", "Sale of homes")),
    ("exit", Label("Salg ved horisonten", "Sale at the horizon")),
    ("tax", Label("Skatt", "Tax")),
)
PROJECT_IDS = (*OPERATING_IDS, *(id for id, _ in PROJECT_ONLY))
FINANCE: tuple[tuple[str, Label], ...] = (
    ("deposit", Label("Depositum", "Deposit")),
    ("member_deposit", Label("Depositum fra medlemmer", "Members' deposits")),
    ("opening", Label("Fordringer og gjeld ved start", "Receivables and debts at the start")),
    ("loan_drawn", Label("Lån utbetalt", "Loans drawn")),
    ("loan_repaid", Label("Avdrag og innfrielse", "Loan repayments")),
    ("interest", Label("Renter", "Interest")),
    ("overdraft_interest", Label("Renter på kassekreditt", "Interest on the overdraft")),
    ("loan_fee", Label("Gebyrer på lån", "Loan fees")),
    ("overdraft", Label("Kassekreditt, trukket og nedbetalt", "Overdraft, drawn and repaid")),
    ("equity", Label("Egenkapital", "Equity")),
    ("distribution", Label("Utbetalt til eierne", "Paid to the owners")),
    ("unfunded", Label("Udekket behov", "Unfunded need")),
)

_OF_INCOME: Final = Label("i resultatet", "in the income statement")
_OF_VAT: Final = Label("Justering av inngående mva.", "Adjustment of input VAT")
_ON_HOMES: Final = Label("Gevinst eller tap ved salg av boliger", "Gain or loss on homes sold")
_OF_CASH: Final = Label("i likviditeten", "in the cash flow")

FINANCE_COSTS = ("interest", "overdraft_interest", "loan_fee")


@record
class CompanyLines:
    """Lines of one company that other modules read, NOK by month.

    project: cash incl. VAT before loans, deposits and equity, with the tax that is paid. free: the same with
    tax as if it had no loans. works: ex VAT, what it pays of them; works_vat: VAT deducted on them.
    net_result: after tax. tax: None where it is not taxed. sale: None where nothing is sold at the horizon.
    shared: what is settled by the year between the companies, None without such a deal.
    """

    party: Party
    ebitda: Line
    project: Line
    works: Line
    liquidity: Liquidity
    debt: Debt
    vat: VatLines
    assets: FixedAssets
    tax: TaxLines | None
    sale: Sale | None
    net_result: Line
    free: BeforeLoans
    works_vat: Expr
    shared: YearlyShare | None


def ebitda_last_12(c: Context, lines: CompanyLines) -> Line:
    """EBITDA of twelve months by their last, what is settled by the year in the months it is for."""
    m, id, ebitda = c.m, f"{lines.party.id}.ebitda_last_12", lines.ebitda
    known = m.lines.get(id)
    if known is not None:
        return known
    with c.block("measures", "Nøkkeltall", "Measures", "§10"):
        if lines.shared is not None:
            moved = lines.shared.by_month(c) - lines.shared.earned
            ebitda = m.line(
                f"{lines.party.id}.ebitda_in_its_months",
                ebitda + (moved if lines.party == lines.shared.receiver else -moved),
                "NOK",
                Label(
                    f"{ebitda.label.nb}, i månedene det gjelder",
                    f"{ebitda.label.en}, in the months it is for",
                ),
            )
        return m.line(
            id,
            window_sum(ebitda, -11, 0),
            "NOK",
            Label(f"{lines.ebitda.label.nb}, siste 12 måneder", f"{lines.ebitda.label.en}, last 12 months"),
            axis=Axis.MONTH,
            total="end",
        )


def operating_result(c: Context, party: Party, lost_vat: Line) -> tuple[Line, list[Row]]:
    """EBITDA of a company by month, with the rows that lead to it."""
    rows: list[Row] = []
    lines: list[Line] = []
    parts = parts_earned(c.ledger, party)
    with c.block("income_statement", "Resultat", "Income statement", "§9"):
        for category, label in OPERATING:
            row = _row(
                c,
                f"{party.id}.income.{category}",
                c.ledger.earned(party, {category}),
                label,
                party,
                parts=parts.get(category, ()),
            )
            if row is not None and row.month is not None:
                rows.append(row)
                lines.append(row.month)
        lost = _row(
            c,
            f"{party.id}.income.lost_vat",
            -lost_vat,
            Label("Mva. uten fradrag", "VAT not deductible"),
            party,
        )
        assert lost is not None
        assert lost.month is not None
        rows.append(lost)
        lines.append(lost.month)
        ebitda = c.m.line(
            f"{party.id}.ebitda",
            c.sum(lines),
            "NOK",
            Label(
                f"Driftsresultat før avskrivninger (EBITDA), {party.label.nb.lower()}",
                f"EBITDA, {party.label.en.lower()}",
            ),
            Label(
                "Etter eiendomsskatt, tap på krav og driftstilskudd; før avskrivninger, renter og "
                "lånegebyrer.",
                "After property tax, bad debt and operating grants; before depreciation, interest and loan "
                "fees.",
            ),
            axis=c.calendar.number.axis,
            basis=("§7", "§9"),
        )
    return ebitda, rows


def project_cash(c: Context, ledger: Ledger, party: Party, prefix: str = "", of: Label | None = None) -> Line:
    """Cash incl. VAT before loans, deposits and equity, the final settlement included (docs/model.md §1).

    Args:
        of: the course of events, where it is not the deal itself; begins the labels.
    """
    whose = party.label if of is None else Label(f"{party.label.nb}, {of.nb}", f"{party.label.en}, {of.en}")
    nb, en = lower_first(whose.nb), lower_first(whose.en)
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§9"):
        # tax may depend on cash: what comes before it is worked out once, not month by month
        untaxed = [id for id in PROJECT_IDS if id != "tax"]
        before = c.m.line(
            f"{prefix}{party.id}.project_cash_before_tax",
            ledger.cash(party, untaxed) + ledger.final_settlement(party, untaxed),
            "NOK",
            Label(f"Kontantstrøm før skatt og finansiering, {nb}", f"Cash before tax and financing, {en}"),
            Label("Inkl. mva., når det betales.", "Incl. VAT, when paid."),
            axis=c.calendar.number.axis,
        )
        c.m.line(
            f"{prefix}{party.id}.final_settlement",
            ledger.final_settlement(party, PROJECT_IDS),
            "NOK",
            Label(f"Sluttoppgjør, {nb}", f"Final settlement, {en}"),
            Label(
                "Mva., skatt, feriepenger og arbeidsgiveravgift som skyldes eller er til gode, gjort opp i "
                "horisontens siste måned.",
                "VAT, tax, holiday pay and contributions owed or due, settled in the horizon's last month.",
            ),
            axis=c.calendar.number.axis,
            basis=("§1",),
        )
        return c.m.line(
            f"{prefix}{party.id}.project_cash",
            c.sum([before, ledger.cash(party, {"tax"}), ledger.final_settlement(party, {"tax"})]),
            "NOK",
            Label(f"Kontantstrøm før finansiering, {nb}", f"Cash flow before financing, {en}"),
            Label(
                "Inkl. mva., når det betales, også skatten som betales; før lån, depositum og egenkapital.",
                "Incl. VAT, when paid, the tax that is paid included; before loans, deposits and equity.",
            ),
            axis=c.calendar.number.axis,
            basis=("§1", "§9"),
        )


def year_of(c: Context, line: Line) -> Line:
    """The line by calendar year: summed, or the last month's value for balances."""
    id = f"{line.id}.year"
    known = c.m.lines.get(id)
    if known is not None:
        return known
    only = c.calendar.is_year_end if line.total == "end" else None
    summed = c.m.year_sum(line, only)
    return c.m.line(id, summed, line.unit, line.label, line.note, line.total, basis=line.basis)


def income_statement(
    c: Context,
    party: Party,
    rows: list[Row],
    ebitda: Line,
    depreciation: Line,
    adjustment: Line,
    sale: Sale | None,
    book_value: Line,
    on_takeover: Expr | None = None,
    on_homes: Expr | None = None,
) -> tuple[Line, list[Row]]:
    """Resultatbudsjett down to the result before tax: ex VAT, as earned. Gives that line and all rows.

    A sale of shares is the owners' and no part of it; assets sold bring price − book value, homes sold on the
    way too (`on_homes`).
    """
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("income_statement", "Resultat", "Income statement", "§9"):
        added: list[Line] = []
        shown = [*rows, _total(c, ebitda)]
        parts = parts_earned(c.ledger, party)

        def add(id: str, value: Expr, label: Label, of: tuple[Part, ...] = ()) -> None:
            row = _row(c, f"{party.id}.{id}", value, label, party, parts=of)
            if row is not None and row.month is not None:
                shown.append(row)
                added.append(row.month)

        add("depreciation_cost", -depreciation, Label("Avskrivninger", "Depreciation"))
        add("income.vat_adjustment", as_expr(1) * adjustment, _OF_VAT)
        if on_homes is not None:
            add("income.gain_on_homes", on_homes, _ON_HOMES)
        if sale is not None and sale.taxed is not None:
            gain = sale.received - c.calendar.is_last * book_value
            add("income.gain_on_sale", gain, Label("Gevinst eller tap ved salg", "Gain or loss on the sale"))
        if on_takeover is not None:
            of = Label("Gevinst eller tap ved overtakelsen", "Gain or loss on the takeover")
            add("income.gain_on_takeover", as_expr(1) * on_takeover, of)
        operating = c.m.line(
            f"{party.id}.ebit",
            c.sum([ebitda, *added]),
            "NOK",
            Label(f"Driftsresultat, {nb}", f"Operating result, {en}"),
        )
        shown.append(_total(c, operating))
        added.clear()
        for category, label in FINANCE:
            if category in FINANCE_COSTS:
                add(f"income.{category}", c.ledger.earned(party, {category}), label, parts.get(category, ()))
        result = c.m.line(
            f"{party.id}.result_before_tax",
            c.sum([operating, *added]),
            "NOK",
            Label(f"Resultat før skatt, {nb}", f"Result before tax, {en}"),
        )
        shown.append(_total(c, result))
    return result, shown


def net_result(
    c: Context, party: Party, before: Line, tax: TaxLines | None, shown: list[Row]
) -> tuple[Line, Statement]:
    """Result after tax, and the whole income statement (resultatbudsjett)."""
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("income_statement", "Resultat", "Income statement", "§9"):
        cost: list[Line] = []
        rows = list(shown)
        if tax is not None:
            row = _row(
                c, f"{party.id}.income.tax", -tax.flow.earned, Label("Skattekostnad", "Tax cost"), party
            )
            assert row is not None
            assert row.month is not None
            rows.append(row)
            cost.append(row.month)
        result = c.m.line(
            f"{party.id}.net_result",
            c.sum([before, *cost]),
            "NOK",
            Label(f"Resultat etter skatt, {nb}", f"Result after tax, {en}"),
            Label(
                "Skatten påløper i årets siste måned; ingen utsatt skatt.",
                "Tax is accrued in the year's last month; no deferred tax.",
            ),
        )
        rows.append(_total(c, result))
    statement = Statement(
        f"{party.id}.income_statement",
        party.id,  # type: ignore[arg-type]
        Label(f"Resultatbudsjett, {nb}", f"Income statement, {en}"),
        tuple(rows),
    )
    return result, statement


def finance_cash(c: Context, party: Party, category: str | None = None) -> Expr:
    """Cash from financing, interest owed at the horizon included; of one category, or of all but interest on
    the overdraft, which the liquidity works out itself."""
    chosen = [id for id, _ in FINANCE if id != "overdraft_interest"] if category is None else [category]
    return c.ledger.cash(party, chosen) + c.ledger.final_settlement(party, chosen)


def cash_statement(c: Context, party: Party, project: Line, money: Liquidity) -> Statement:
    """Likviditetsbudsjett: incl. VAT, when paid."""
    nb, en = party.label.nb.lower(), party.label.en.lower()
    shown: list[Row] = []
    parts, financed = parts_paid(c.ledger, party), parts_paid(c.ledger, party, settled=True)
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§9"):
        for category, label in (*OPERATING, *PROJECT_ONLY):
            cash_of = c.ledger.cash(party, {category})
            of = parts.get(category, ())
            row = _row(c, f"{party.id}.cash.{category}", cash_of, label, party, _OF_CASH, of)
            if row is not None:
                shown.append(row)
        final = c.m.lines[f"{party.id}.final_settlement"]
        shown.append(Row(Label("Sluttoppgjør", "Final settlement"), "row", final, year_of(c, final)))
        shown.append(_total(c, project))
        for category, label in FINANCE:
            cash_of = finance_cash(c, party, category)
            of = financed.get(category, ())
            row = _row(c, f"{party.id}.cash.{category}", cash_of, label, party, _OF_CASH, of)
            if row is not None:
                shown.append(row)
        cash, unfunded = money.cash, money.unfunded
        at_end = Label("Bankinnskudd ved periodens slutt", "Cash at the end")
        shown.append(Row(at_end, "total", cash, year_of(c, cash)))
        if money.overdraft is not None:
            of_credit = Label("Trukket på kassekreditt ved periodens slutt", "Overdraft at the end")
            shown.append(Row(of_credit, "row", money.overdraft, year_of(c, money.overdraft)))
        of_need = Label("Udekket behov ved periodens slutt", "Unfunded need at the end")
        shown.append(Row(of_need, "row", unfunded, year_of(c, unfunded)))
    return Statement(
        f"{party.id}.cash_flow",
        party.id,  # type: ignore[arg-type]
        Label(f"Likviditetsbudsjett, {nb}", f"Cash flow, {en}"),
        tuple(shown),
    )


def _row(
    c: Context,
    id: str,
    value: Expr,
    label: Label,
    party: Party,
    of: Label = _OF_INCOME,
    parts: tuple[Part, ...] = (),
) -> Row | None:
    """A row of a statement; its lines are called after the statement too, beside what they are made of."""
    if isinstance(value, Const):
        return None
    whole = Label(
        f"{label.nb}, {party.label.nb.lower()}, {of.nb}", f"{label.en}, {party.label.en.lower()}, {of.en}"
    )
    month = c.m.line(id, value, "NOK", whole)
    return Row(label, "row", month, year_of(c, month), parts)


def _total(c: Context, line: Line) -> Row:
    return Row(line.label, "total", line, year_of(c, line))
