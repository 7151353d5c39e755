"""Balance sheet (balansebudsjett) of one company, monthly and by year (docs/model.md §9).

Assets and what is owed follow from the flows: what is earned and not paid is owed, what is paid and not
earned is prepaid. Equity follows from the income statement, so that the two sides meet only where every flow
is in both. There is no deferred tax.

A sale of assets takes the fixed assets out of the balance sheet in the horizon's last month, against price
and gain. A sale of shares leaves them there, for the buyer: what the shares bring passes through the company
to the owners and stands in equity as a line of its own, beside what is paid out.
"""

from __future__ import annotations

from feasibility.engine.expr import Axis, Const, Expr, Line, absolute, first_where, flag, greatest, rounded
from feasibility.engine.flows import Flow, Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import FINANCE, CompanyLines, year_of
from feasibility.model.base.context import Context
from feasibility.model.base.opening import opening_equity
from feasibility.model.base.result import Row, Statement
from feasibility.model.loans.financing import outstanding
from feasibility.record import record

_FINANCE_IDS = {id for id, _ in FINANCE}


@record
class BalanceSheet:
    """A company's balance sheet. assets, owed, equity: NOK at month end; assets = owed + equity.

    low_equity: first month in which equity is below the least share of the share capital, null where it never
    is; None where no share capital is stated.
    """

    statement: Statement
    assets: Line
    owed: Line
    equity: Line
    low_equity: Line | None


@record
class _Owing:
    """What a flow has left unpaid at month end: more than 0 is owed to the company, less is owed by it."""

    flow: Flow
    position: Expr


def balance_sheet(c: Context, of: CompanyLines) -> BalanceSheet:
    """The balance sheet of a company, after everything else about it is known."""
    with c.block("balance_sheet", "Balanse", "Balance sheet", "§9"):
        sheet = _Sheet(c, of)
        sheet.heading("Eiendeler", "Assets")
        assets = sheet.side("assets", _assets(c, of, sheet), "Sum eiendeler", "Assets in all")
        sheet.heading("Gjeld", "Debt and other dues")
        owed = sheet.side("owed", _owed(sheet), "Sum gjeld", "Owed in all")
        sheet.heading("Egenkapital", "Equity")
        rows, standing = _equity(c, of, sheet)
        equity = sheet.side("equity", rows, "Sum egenkapital", "Equity in all")
        sheet.side("owed_and_equity", [owed, equity], "Sum gjeld og egenkapital", "Owed and equity in all")
        low = _low_equity(c, of, standing)
    label = sheet.named("Balansebudsjett", "Balance sheet")
    statement = Statement(
        f"{of.party.id}.balance_sheet",
        of.party.id,  # type: ignore[arg-type]
        label,
        tuple(sheet.rows),
    )
    return BalanceSheet(statement, assets, owed, equity, low)


class _Sheet:
    """Rows of a balance sheet as they are written, and what the company's flows have left unpaid."""

    def __init__(self, c: Context, of: CompanyLines) -> None:
        self.c, self.of, self.rows = c, of, list[Row]()
        self.owing = _owing(c, of)

    def named(self, nb: str, en: str) -> Label:
        """A label with the company's name."""
        who = self.of.party.label
        return Label(f"{nb}, {who.nb.lower()}", f"{en}, {who.en.lower()}")

    def stood(self, nb: str, en: str) -> Label:
        """The label of a row's line, which is one of what is shown in the statements beside it."""
        return self.named(f"{nb} i balansen", f"{en} in the balance sheet")

    def heading(self, nb: str, en: str) -> None:
        """A heading over the rows that follow."""
        self.rows.append(Row(Label(nb, en), "heading"))

    def row(self, id: str, value: Expr, nb: str, en: str, note: Label | None = None) -> list[Line]:
        """A row at month end; none where it has nothing to show. A line is shown as it is."""
        if isinstance(value, Const):
            return []
        line = value
        if not isinstance(line, Line):
            line = self.c.m.line(
                f"{self.of.party.id}.balance.{id}", value, "NOK", self.stood(nb, en), note, "end", Axis.MONTH
            )
        self.rows.append(Row(Label(nb, en), "row", line, year_of(self.c, line)))
        return [line]

    def so_far(self, id: str, flow: Expr, nb: str, en: str, opening: Expr | float = 0) -> Expr:
        """The running total of a flow."""
        if isinstance(flow, Const) and isinstance(opening, (int, float)):
            return Const(0.0)
        return self.c.m.recurrence(
            f"{self.of.party.id}.balance.{id}_so_far",
            lambda before: before + flow,
            "NOK",
            self.named(nb, en),
            opening=opening,
        )

    def side(self, id: str, parts: list[Line], nb: str, en: str) -> Line:
        """A total."""
        line = self.c.m.line(
            f"{self.of.party.id}.balance.{id}",
            self.c.sum(list(parts)),
            "NOK",
            self.named(nb, en),
            total="end",
            axis=Axis.MONTH,
        )
        self.rows.append(Row(Label(nb, en), "total", line, year_of(self.c, line)))
        return line

    def due(self, category: str | None, to_company: bool) -> Expr:
        """What flows of a category (None: of those without a row of their own on that side) have left due
        to, or from, the company."""
        named = _ASSETS_NAMED if to_company else _OWED_NAMED
        chosen = [
            o
            for o in self.owing
            if o.flow.category == category or (category is None and o.flow.category not in named)
        ]
        return self.c.sum([greatest(0, o.position if to_company else -o.position) for o in chosen])


# What has a row of its own on each side. Whatever is due the other way than usual, such as interest accrued
# at a rate below zero, stands among the other receivables or dues, so that nothing due is left out.
_ASSETS_NAMED = {"vat_settlement", "tax"}
_OWED_NAMED = {*_ASSETS_NAMED, "staff_cost", "property_tax", "interest"}


def _assets(c: Context, of: CompanyLines, sheet: _Sheet) -> list[Line]:
    goodwill = of.assets.goodwill
    book: Expr = of.assets.book_value if goodwill is None else of.assets.book_value - goodwill
    bought: Expr = Const(0.0) if goodwill is None else goodwill
    if of.sale is not None and of.sale.taxed is not None:
        book = book * (1 - c.calendar.is_last)
        bought = bought if goodwill is None else goodwill * (1 - c.calendar.is_last)
    deposit = -c.ledger.cash(of.party, {"deposit"}) - c.ledger.final_settlement(of.party, {"deposit"})
    has_deposit = bool(c.ledger.chosen(of.party, False, {"deposit"}))
    return [
        *sheet.row(
            "fixed_assets",
            book,
            "Varige driftsmidler",
            "Fixed assets",
            Label(
                "Kostnad med mva. som hittil ikke er fradragsført, fratrukket tilskudd og avskrivninger; "
                "ingen etter salg av eiendommen.",
                "Cost with VAT not deducted so far, less grants and depreciation; none after a sale of "
                "assets.",
            ),
        ),
        *sheet.row("goodwill", bought, "Goodwill", "Goodwill"),
        *sheet.row(
            "receivables",
            sheet.due(None, True),
            "Fordringer og forskuddsbetalt leie",
            "Receivables and prepaid rent",
        ),
        *sheet.row("vat_receivable", sheet.due("vat_settlement", True), "Mva. til gode", "VAT receivable"),
        *sheet.row("tax_receivable", sheet.due("tax", True), "Skatt til gode", "Tax receivable"),
        *sheet.row(
            "deposit",
            sheet.so_far("deposit", deposit, "Depositum", "Deposit") if has_deposit else Const(0.0),
            "Innestående depositum",
            "Deposit held",
        ),
        *sheet.row("cash", of.liquidity.cash, "Bankinnskudd", "Cash"),
    ]


def _owed(sheet: _Sheet) -> list[Line]:
    c, of, debt = sheet.c, sheet.of, sheet.of.debt
    overdraft = of.liquidity.overdraft
    return [
        *sheet.row("loans", debt.balance, "Lån", "Loans"),
        *sheet.row("overdraft", Const(0.0) if overdraft is None else overdraft, "Kassekreditt", "Overdraft"),
        *sheet.row("unfunded", of.liquidity.unfunded, "Udekket behov", "Unfunded need"),
        *sheet.row("interest", sheet.due("interest", False), "Påløpte renter", "Interest owed"),
        *sheet.row("vat", sheet.due("vat_settlement", False), "Skyldig mva.", "VAT payable"),
        *sheet.row("tax", sheet.due("tax", False), "Betalbar skatt", "Tax payable"),
        *sheet.row(
            "staff",
            sheet.due("staff_cost", False),
            "Skyldige feriepenger og arbeidsgiveravgift",
            "Holiday pay and contributions owed",
        ),
        *sheet.row(
            "property_tax", sheet.due("property_tax", False), "Skyldig eiendomsskatt", "Property tax owed"
        ),
        *sheet.row(
            "member_deposits",
            sheet.so_far(
                "member_deposits",
                c.ledger.cash(of.party, {"member_deposit"})
                + c.ledger.final_settlement(of.party, {"member_deposit"}),
                "Depositum fra medlemmer",
                "Members' deposits",
            )
            if c.ledger.chosen(of.party, True, {"member_deposit"})
            else Const(0.0),
            "Depositum medlemmene har betalt",
            "Deposits paid by members",
        ),
        *sheet.row(
            "prepaid",
            sheet.due(None, False),
            "Forskuddsbetalt leie og annen gjeld",
            "Prepaid rent and other dues",
        ),
    ]


def _equity(c: Context, of: CompanyLines, sheet: _Sheet) -> tuple[list[Line], Expr]:
    """Rows of equity, and equity before the sale of shares and what is paid out at the horizon; dividends
    paid on the way are gone."""
    ledger, party = c.ledger, of.party
    sold: Expr = Const(0.0)
    if of.sale is not None and of.sale.taxed is None:
        sold = sheet.so_far("shares_sold", of.sale.received, "Salgssum for aksjene", "Price of the shares")
    opening = opening_equity(c, party, of.assets.opening, c.sum(outstanding(of.debt)))
    paid_in = sheet.so_far(
        "paid_in",
        ledger.cash(party, {"equity"}),
        "Innbetalt egenkapital hittil",
        "Equity paid in so far",
        0 if isinstance(opening, Const) else opening,
    )
    retained = sheet.so_far("result", of.net_result, "Opptjent resultat", "Result so far")
    dividend = of.liquidity.dividend
    dividends: Expr = Const(0.0)
    if dividend is not None:
        dividends = sheet.so_far("dividends", dividend, "Utbytte hittil", "Dividends so far")
    rows = [
        *sheet.row(
            "paid_in",
            paid_in,
            "Innskutt egenkapital",
            "Equity paid in",
            Label(
                "Med egenkapitalen ved start: byggets skattemessige verdi og åpningsbalansen, der de er "
                "oppgitt.",
                "With equity at the start: the building's tax value and the opening balance, where stated.",
            ),
        ),
        *sheet.row("retained", retained, "Opptjent egenkapital", "Retained earnings"),
        *sheet.row(
            "shares_sold",
            sold,
            "Salgssum for aksjene, til eierne",
            "Price of the shares, to the owners",
            Label(
                "Går gjennom selskapet; ikke en del av resultatet.",
                "Passes through the company; no part of its result.",
            ),
        ),
        *sheet.row(
            "distributed",
            sheet.so_far("distributed", ledger.cash(party, {"distribution"}), "Utbetalt", "Paid out"),
            "Utbetalt til eierne",
            "Paid to the owners",
        ),
    ]
    return rows, paid_in + retained - dividends


def _owing(c: Context, of: CompanyLines) -> list[_Owing]:
    """Flows that are earned and paid in different months, with what they have left unpaid."""
    found: list[_Owing] = []
    for flow in c.ledger.flows:
        if of.party not in (flow.payer, flow.receiver) or flow.category in _FINANCE_IDS - {"interest"}:
            continue
        position: Expr
        owed = c.m.lines.get(f"{flow.id}.owed")
        if owed is not None:
            position = owed if flow.settled is None else owed - flow.settled
        elif flow.invoiced is not flow.earned:
            id, difference = f"{flow.id}.outstanding", flow.earned - flow.invoiced
            returned = c.m.lines.get(f"{flow.id}.credited")
            if returned is not None:
                difference = difference - returned
            position = c.m.lines.get(id) or c.m.recurrence(
                id,
                lambda before, difference=difference: before + difference,  # type: ignore[misc]
                "NOK",
                Label(f"{flow.label.nb}, utestående", f"{flow.label.en}, outstanding"),
                Label(
                    "Opptjent og ikke fakturert; negativ når det er fakturert på forskudd.",
                    "Earned and not yet invoiced; negative where invoiced in advance.",
                ),
            )
        else:
            continue
        found.append(_Owing(flow, position if flow.receiver == of.party else -position))
    return found


def due_between(c: Context, of: CompanyLines, other: Party) -> Expr:
    """What a company and another owe each other at month end, whoever owes whom, NOK."""
    return c.sum([absolute(o.position) for o in _owing(c, of) if other in (o.flow.payer, o.flow.receiver)])


def _low_equity(c: Context, of: CompanyLines, equity: Expr) -> Line | None:
    """The first month in which the board must act (aksjeloven § 3-5)."""
    path = f"financing.{of.party.id}.share_capital_nok"
    if not c.stated(path):
        return None
    nb, en = of.party.label.nb.lower(), of.party.label.en.lower()
    least = c.number(path, of.party.label) * c.fixed_rule("least_equity_share")
    low = c.m.line(
        f"{of.party.id}.equity_is_low",
        flag(rounded(equity - least, 2) < 0),
        "flag",
        Label(f"Egenkapitalen er under halve aksjekapitalen, {nb}", f"Equity below half the capital, {en}"),
        Label(
            "Før salg av aksjene og utbetaling til eierne ved horisonten.",
            "Before the sale of shares and what is paid to the owners at the horizon.",
        ),
        basis=("aksjeloven § 3-5",),
    )
    return c.m.line(
        f"{of.party.id}.low_equity_month",
        first_where(low, null("aldri", "never")),
        "month",
        Label(
            f"Egenkapital under halve aksjekapitalen fra måned, {nb}",
            f"Equity below half the share capital from month, {en}",
        ),
        total="none",
        basis=("aksjeloven § 3-5",),
    )
