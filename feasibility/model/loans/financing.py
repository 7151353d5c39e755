"""Equity, loans and overdraft of one company, and what they come to together (docs/model.md §7)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.financing import EquityPayment, Financing
from feasibility.engine.expr import Expr, Line, Total
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import EQUITY, OWNERS
from feasibility.model.loans.construction import construction_loan
from feasibility.model.loans.liquidity import Overdraft, overdraft
from feasibility.model.loans.sizing import Means
from feasibility.model.loans.stated_loan import LoanLines, StatedLoan
from feasibility.model.loans.term_loan import term_loan
from feasibility.record import record


@record
class Debt:
    """What a company owes lenders, NOK by month.

    balance: loans at month end, the overdraft apart. interest_cost: accrued in the month, overdraft included.
    interest_owed: accrued and not yet paid, at month end. fees: arrangement and term fees, and commission.
    principal: scheduled instalments. balloon: what is left of loans and settled at maturity, construction
    loans at completion. refinanced: how much of that other loans take over.
    """

    loans: tuple[LoanLines, ...]
    overdraft: Overdraft | None
    balance: Line
    interest_cost: Line
    interest_owed: Line
    fees: Line
    principal: Line
    balloon: Line
    refinanced: Line


def outstanding(owed: Debt) -> list[Expr]:
    """What is owed when the case begins, loan by loan, of those that run already."""
    return [loan.outstanding for loan in owed.loans if loan.outstanding is not None]


def debt(c: Context, party: Party, means: Means) -> Debt:
    """Flows to and from lenders, and equity paid in by the owners, as the case states them."""
    stated: Financing = getattr(c.case.financing, party.id)
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def line(
        id: str, value: Expr, nb_of: str, en_of: str, note: Label | None = None, total: Total = "sum"
    ) -> Line:
        label = Label(f"{nb_of}, {nb}", f"{en_of}, {en}")
        return c.m.line(f"{party.id}.{id}", value, "NOK", label, note, total, axis=c.calendar.number.axis)

    with c.block("financing", "Finansiering", "Financing", "§7"):
        if stated.equity:
            _equity(c, party, stated.equity)
        loans = _loans(c, party, stated, means)
        credit = overdraft(c, party)
        interest = [x.interest for x in loans] + ([credit.interest] if credit is not None else [])
        return Debt(
            loans,
            credit,
            line(
                "debt",
                c.sum([x.balance for x in loans]),
                "Lån",
                "Loans",
                Label("Ved månedens slutt.", "At month end."),
                "end",
            ),
            line(
                "interest_cost",
                c.sum(interest),
                "Rentekostnad",
                "Interest cost",
                Label("Påløpt, på lån og kassekreditt.", "Accrued, on loans and overdraft."),
            ),
            line(
                "interest_owed",
                c.sum([x.interest_owed for x in loans if x.interest_owed is not None]),
                "Påløpte renter",
                "Interest owed",
                Label("Påløpt og ikke betalt ved månedens slutt.", "Accrued and not yet paid, at month end."),
                "end",
            ),
            line(
                "loan_fees",
                -c.ledger.earned(party, {"loan_fee"}),
                "Gebyrer og provisjon på lån",
                "Loan fees and commission",
            ),
            line(
                "principal",
                c.sum([x.principal for x in loans]),
                "Avdrag",
                "Instalments",
                Label("Avtalte avdrag; restlån holdt utenfor.", "Scheduled instalments; balloons apart."),
            ),
            line(
                "balloon",
                c.sum([x.balloon for x in loans]),
                "Restlån ved forfall",
                "Balloon at maturity",
                Label("Også byggelån ved ferdigstillelse.", "Construction loans at completion included."),
            ),
            line(
                "refinanced",
                c.sum([x.drawn for x in loans if x.refinances]),
                "Refinansiert",
                "Refinanced",
                Label(
                    "Det andre lån overtar av restlån og byggelån.",
                    "What other loans take over of balloons and construction loans.",
                ),
            ),
        )


def _equity(c: Context, party: Party, payments: Sequence[EquityPayment]) -> None:
    path = f"financing.{party.id}.equity"
    paid = [
        c.number(f"{path}.{i}.amount_nok", item.label or EQUITY)
        * c.calendar.at(c.number(f"{path}.{i}.month", item.label or EQUITY))
        for i, item in enumerate(payments)
    ]
    label = Label(
        f"Innbetalt egenkapital, {party.label.nb.lower()}", f"Equity paid in, {party.label.en.lower()}"
    )
    amount = until_default(c, c.sum(paid), party)
    c.ledger.flow(f"{party.id}.equity", OWNERS[party.id], party, amount, "equity", label)


def _loans(c: Context, party: Party, stated: Financing, means: Means) -> tuple[LoanLines, ...]:
    """The loans in the case's order; one that takes over another is written after it."""
    made: dict[str, LoanLines] = {}

    def make(id: str) -> LoanLines:
        if id not in made:
            loan, before = StatedLoan(c, party, id, stated.loans[id]), stated.taken_over(id)
            if loan.loan.kind == "construction":
                made[id] = construction_loan(loan, means)
            else:
                made[id] = term_loan(loan, means, None if before is None else make(before))
        return made[id]

    return tuple(make(id) for id in stated.loans)
