"""What a company has and owes when the case begins (docs/model.md §13.11): its inputs, asked for by name."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Input
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import CUSTOMERS, SUPPLIERS
from feasibility.record import record


@record
class OpeningItems:
    """One company's opening balance, NOK, loans and fixed assets apart (they stand with their own lines)."""

    cash: Input
    receivables: Input
    payables: Input
    tax_loss: Input


def opening_of(c: Context, party: Party) -> OpeningItems | None:
    """A company's opening balance; None where the case states none."""
    if getattr(c.case.opening, party.id) is None:
        return None
    path = f"opening.{party.id}"
    names = ("cash_nok", "receivables_nok", "payables_nok", "tax_loss_nok")
    return OpeningItems(*(c.number(f"{path}.{name}", party.label) for name in names))


def settle_opening(c: Context, party: Party) -> None:
    """Receivables come in and debts are paid in the first month; no part of the result, nor of its VAT."""
    had = opening_of(c, party)
    if had is None:
        return
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§13.11"):
        c.ledger.flow(
            f"{party.id}.opening.receivables",
            CUSTOMERS,
            party,
            had.receivables * c.calendar.at(c.sum([]) + 1),
            "opening",
            Label(f"Fordringer ved start, {nb}", f"Receivables at the start, {en}"),
        )
        c.ledger.flow(
            f"{party.id}.opening.payables",
            party,
            SUPPLIERS,
            had.payables * c.calendar.at(c.sum([]) + 1),
            "opening",
            Label(f"Gjeld ved start, {nb}", f"Debts at the start, {en}"),
        )


def opening_equity(c: Context, party: Party, assets: Expr, loans: Expr) -> Expr:
    """What is left for the owners when the case begins: assets less what is owed, NOK."""
    had = opening_of(c, party)
    if had is None:
        return assets - loans
    return assets + had.cash + had.receivables - had.payables - loans
