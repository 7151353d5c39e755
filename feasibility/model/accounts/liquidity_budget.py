"""A company's liquidity budget (likviditetsbudsjett) as a bank reads it: in and out by name, then cash.

The cash flow of the statements has one row for each category. Here each product, cost and loan has its own,
as the flows of the deal have them, so that a line of the bank's own form can be found and followed. Money in
and money out are both positive; nothing is worked out that the flows do not say (docs/model.md §9).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from feasibility.engine.expr import Const, Expr, Line, greatest
from feasibility.engine.flows import Flow, Ledger, Party
from feasibility.language import Label
from feasibility.model.accounts.statements import FINANCE, PROJECT_IDS, CompanyLines
from feasibility.model.base.context import Context
from feasibility.model.base.result import Row, Statement

_COVER: Final = ("overdraft", "equity", "unfunded", "distribution")
"""How a lack is covered, and what is paid to the owners: after the net, in an order of their own."""
_OWN_ROWS: Final = ("vat_settlement", "bad_debt")
"""Neither only in nor only out: VAT is paid or refunded, and bad debt is a deduction from what comes in."""
_MOVED: Final = (*PROJECT_IDS, *(id for id, _ in FINANCE if id not in _COVER))


def liquidity_budget(c: Context, company: CompanyLines) -> Statement:
    """The rows of a company's liquidity budget by month: opening cash, in, out, net, cover, closing cash."""
    party, money, ledger = company.party, company.liquidity, c.ledger
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def line(id: str, value: Expr, nb_of: str, en_of: str, note: Label | None = None) -> Line:
        return c.m.line(
            f"{party.id}.budget.{id}", value, "NOK", Label(f"{nb_of}, {nb}", f"{en_of}, {en}"), note,
            axis=c.calendar.number.axis,
        )  # fmt: skip

    with c.block("liquidity_budget", "Likviditetsbudsjett", "Liquidity budget", "§9"):
        opening = c.m.line(
            f"{party.id}.budget.opening",
            money.cash.previous,
            "NOK",
            Label(f"Bankinnskudd ved månedens start, {nb}", f"Cash at month start, {en}"),
            total="none",
        )
        paid_in = _flows(ledger, party, receives=True)
        paid_out = _flows(ledger, party, receives=False)
        lost = c.m.lines.get(f"{party.id}.cash.bad_debt")
        if lost is not None:
            paid_in.append(Row(Label("Tap på krav, til fradrag", "Bad debt, deducted"), "row", lost))
        settled = [f.paid for f in ledger.chosen(party, False, {"vat_settlement"})]
        if settled:
            vat = c.sum(settled)
            refunded = line("vat_refunded", greatest(0, -vat), "Mva. tilbakebetalt", "VAT refunded")
            remitted = line("vat_paid", greatest(0, vat), "Mva. betalt", "VAT paid")
            paid_in.append(Row(Label("Mva. til gode, utbetalt", "VAT refunded"), "row", refunded))
            paid_out.append(Row(Label("Mva. betalt", "VAT paid"), "row", remitted))
        all_in = line("in", _sum(c, paid_in), "Sum innbetalinger", "Total paid in")
        all_out = line("out", _sum(c, paid_out), "Sum utbetalinger", "Total paid out")
        at_end = _settlement(c, party)
        net = line(
            "net",
            all_in - all_out + at_end,
            "Netto før dekning",
            "Net before cover",
            Label(
                "Før kassekreditt, egenkapital og det som er udekket.",
                "Before overdraft, equity and what is unfunded.",
            ),
        )
    return Statement(
        f"{party.id}.liquidity_budget",
        party.id,  # type: ignore[arg-type]
        Label(f"Likviditetsbudsjett per måned, {nb}", f"Liquidity budget by month, {en}"),
        (
            Row(Label("Bankinnskudd ved månedens start", "Cash at month start"), "total", opening),
            Row(Label("Innbetalinger", "Paid in"), "heading"),
            *paid_in,
            Row(Label("Sum innbetalinger", "Total paid in"), "total", all_in),
            Row(Label("Utbetalinger", "Paid out"), "heading"),
            *paid_out,
            Row(Label("Sum utbetalinger", "Total paid out"), "total", all_out),
            Row(Label("Sluttoppgjør i siste måned", "Final settlement in the last month"), "row", at_end),
            Row(Label("Netto før dekning", "Net before cover"), "total", net),
            Row(Label("Dekning", "Cover"), "heading"),
            *_cover(c, party),
            Row(Label("Bankinnskudd ved månedens slutt", "Cash at month end"), "total", money.cash),
            *_owed(money.overdraft, money.unfunded),
        ),
    )


def _flows(ledger: Ledger, party: Party, receives: bool) -> list[Row]:
    """A row for each flow to the company (or from it), by category in the order of the cash flow."""
    found: dict[str, list[Flow]] = {}
    for flow in ledger.chosen(party, receives, _MOVED):
        found.setdefault(flow.category, []).append(flow)
    return [
        Row(flow.label, "row", flow.paid)
        for category in _MOVED
        if category not in _OWN_ROWS
        for flow in found.get(category, ())
    ]


def _sum(c: Context, rows: Iterable[Row]) -> Expr:
    return c.sum([row.month for row in rows if row.month is not None])


def _settlement(c: Context, party: Party) -> Line:
    """All that is settled in the horizon's last month, interest owed then included."""
    known = c.m.lines[f"{party.id}.final_settlement"]
    owed = c.ledger.final_settlement(party, [id for id in _MOVED if id not in PROJECT_IDS])
    if isinstance(owed, Const):
        return known
    whole = Label(f"{known.label.nb}, også renter", f"{known.label.en}, interest included")
    return c.m.line(f"{party.id}.budget.settlement", known + owed, "NOK", whole)


def _cover(c: Context, party: Party) -> list[Row]:
    """Overdraft, equity, what is unfunded and what the owners get: to the company, less from it."""
    labels = dict(FINANCE)
    return [
        Row(labels[category], "row", line)
        for category in _COVER
        if (line := c.m.lines.get(f"{party.id}.cash.{category}")) is not None
    ]


def _owed(overdraft: Line | None, unfunded: Line) -> list[Row]:
    rows = [Row(Label("Udekket behov ved månedens slutt", "Unfunded need at month end"), "row", unfunded)]
    if overdraft is not None:
        of_credit = Label("Trukket på kassekreditt ved månedens slutt", "Overdraft drawn at month end")
        rows.insert(0, Row(of_credit, "row", overdraft))
    return rows
