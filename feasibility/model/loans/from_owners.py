"""Loans from owners (ansvarlig lån, aksjonærlån), apart from what lenders are owed (docs/model.md §13.13).

An owner's loan stands behind the bank's: a bank asks for that before it lends, and measures only what is lent
by lenders.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line
from feasibility.engine.flows import Flow, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import OWNERS
from feasibility.model.loans.financing import Debt
from feasibility.record import record

LOAN_CATEGORIES = ("loan_drawn", "loan_repaid", "interest", "loan_fee")
"""The categories of the flows of a loan."""


@record
class Lent:
    """What lenders are owed and paid by a company, NOK by month, loans from its owners apart.

    interest: accrued, on the overdraft too. principal: scheduled instalments. balance: at month end, the
    overdraft too.
    """

    interest: Line
    principal: Line
    balance: Expr


def lent(c: Context, party: Party, owed: Debt) -> Lent:
    """What lenders are owed and paid: the company's own lines where no owner lends to it."""
    credit = [] if owed.overdraft is None else [owed.overdraft]
    if all(loan.owner is None for loan in owed.loans):
        balance = c.sum([owed.balance, *(each.balance for each in credit)])
        return Lent(owed.interest_cost, owed.principal, balance)
    loans = [loan for loan in owed.loans if loan.owner is None]
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def line(id: str, value: Expr, nb_of: str, en_of: str) -> Line:
        known = c.m.lines.get(f"{party.id}.lent.{id}")
        label = Label(f"{nb_of}, {nb}", f"{en_of}, {en}")
        return known or c.m.line(
            f"{party.id}.lent.{id}", value, "NOK", label, _APART, axis=c.calendar.number.axis
        )

    with c.block("financing", "Finansiering", "Financing", "§7"):
        return Lent(
            line(
                "interest",
                c.sum([*(loan.interest for loan in loans), *(each.interest for each in credit)]),
                "Renter til långivere",
                "Interest to lenders",
            ),
            line(
                "principal",
                c.sum([loan.principal for loan in loans]),
                "Avdrag til långivere",
                "Instalments to lenders",
            ),
            c.sum([*(loan.balance for loan in loans), *(each.balance for each in credit)]),
        )


def flows_of(c: Context, party: Party, loan_ids: list[str]) -> list[Flow]:
    """All flows of some of the loans a company's owners have given it."""
    begins = tuple(f"{party.id}.loan.{id}." for id in loan_ids)
    owners = OWNERS[party.id]
    both = [
        *c.ledger.chosen(owners, True, LOAN_CATEGORIES),
        *c.ledger.chosen(owners, False, LOAN_CATEGORIES),
    ]
    return [flow for flow in both if flow.id.startswith(begins)]


_APART = Label(
    "Lån fra eierne er ikke med: de står bak bankens.",
    "Loans from the owners are left out: they stand behind the bank's.",
)
