"""Cash before loans of one company, with tax as if it had none (docs/model.md §1, §13.3).

Present value and internal rate "before loans" may not move with the loans. The tax a company pays does:
interest and fees are deducted. So where it borrows, tax is worked out once more without them, losses carried
forward on their own, and only what is shown before loans reads it. What is paid, and all statements, keep the
real tax.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.accounts.tax import TaxLines, company_tax
from feasibility.model.base.context import Context
from feasibility.record import record


@record
class BeforeLoans:
    """cash: NOK by month, incl. VAT, tax as without loans. tax: that tax, None where it is not taxed.
    tax_paid: cash from it, NOK by month, the final settlement included; None where it is not taxed."""

    cash: Line
    tax: TaxLines | None
    tax_paid: Expr | None


def before_loans(
    c: Context,
    party: Party,
    project: Line,
    real: TaxLines | None,
    result: Expr,
    written_down: Line,
    sale: Line | None,
    borrows: bool,
) -> BeforeLoans:
    """The cash of a company as if it had borrowed nothing.

    Args:
        project: its cash before financing with the tax that is paid; real: that tax.
        result, written_down, sale: as of `company_tax`, the result before interest and fees.
    """
    if real is None:
        return BeforeLoans(project, None, None)
    if not borrows:
        return BeforeLoans(project, real, paid(c.ledger, party))
    own = Ledger(c.m, c.calendar)
    tax = company_tax(c, own, party, "", result, written_down, sale, without_loans=True)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    with c.block("cash_flow", "Kontantstrøm", "Cash flow", "§1", "§13.3"):
        cash = c.m.line(
            f"{party.id}.cash_before_loans",
            c.sum([c.m.lines[f"{party.id}.project_cash_before_tax"], paid(own, party)]),
            "NOK",
            Label(f"Kontantstrøm før lån, {nb}", f"Cash before loans, {en}"),
            Label(
                "Inkl. mva., når det betales, med skatten slik den hadde vært uten lån: renter og gebyrer er "
                "ikke trukket fra. Nåverdi og internrente regnes av denne.",
                "Incl. VAT, when paid, with tax as it had been without loans: interest and fees are not "
                "deducted. Present value and internal rate are of this.",
            ),
            axis=c.calendar.number.axis,
        )
    return BeforeLoans(cash, tax, paid(own, party))


def paid(ledger: Ledger, party: Party) -> Expr:
    """Cash from the tax, below zero where it is paid, NOK by month, with what is settled at the end."""
    return ledger.cash(party, {"tax"}) + ledger.final_settlement(party, {"tax"})
