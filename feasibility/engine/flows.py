"""Movements of money between parties: who pays whom, when it is earned, invoiced and paid, and the VAT.

A ledger collects flows and writes their lines. Because every flow has a payer and a receiver, cash over all
parties sums to zero in every month whatever the model does (docs/model.md §1).
"""

from __future__ import annotations

from collections.abc import Collection

from feasibility.engine.calendar import Calendar
from feasibility.engine.expr import Expr, Line, as_expr, total_of
from feasibility.engine.model import Model
from feasibility.engine.timing import Earned, Monthly, Timing
from feasibility.language import Label
from feasibility.record import record


@record
class Party:
    """Someone money moves to or from."""

    id: str
    label: Label


@record
class Flow:
    """One movement of money and its lines, NOK.

    earned: ex VAT, in the month it belongs to. invoiced: ex VAT, in the month of the invoice.
    vat: on the invoice, or None. paid: cash incl. VAT, the final settlement apart.
    settled: what is left in the last month, or None where nothing can be.
    taxed: the share of the flow that carries VAT, None where there is none. use: what the payer uses the
    purchase for, which decides how much of the VAT it may deduct.
    """

    id: str
    payer: Party
    receiver: Party
    category: str
    label: Label
    earned: Line
    invoiced: Line
    vat: Line | None
    paid: Line
    settled: Line | None
    taxed: Expr | None = None
    use: str = ""


class Ledger:
    """The flows of one course of events (the deal, or an alternative to it)."""

    def __init__(self, m: Model, calendar: Calendar) -> None:
        self.m = m
        self.calendar = calendar
        self.flows: list[Flow] = []

    def flow(
        self,
        id: str,
        payer: Party,
        receiver: Party,
        earned: Expr,
        category: str,
        label: Label,
        vat_rate: Expr | None = None,
        timing: Timing | None = None,
        note: Label | None = None,
        taxed: Expr | None = None,
        use: str = "",
        basis: tuple[str, ...] = (),
    ) -> Flow:
        """Write a flow's lines and keep it.

        Args:
            earned: NOK ex VAT by month, from payer to receiver.
            category: what it is in the statements.
            vat_rate: share on top of the invoice (a scalar or by month); None where there is no VAT.
            timing: monthly unless stated.
            taxed: the share of the flow the VAT is charged on; all of it unless stated.
            note: what a reader needs said about the earned line.
            use: what the payer uses the purchase for.
            basis: the law or rule the flow follows, see `Model.line`. Its invoices and payments follow the
                same, its VAT and what is settled in the last month the rules of those.
        """
        if isinstance(earned, Line) and earned.id == id:
            line = earned
        else:
            line = self.m.line(id, earned, "NOK", label, note, basis=basis)
        rate = vat_rate if vat_rate is None or taxed is None else vat_rate * taxed
        how = timing or Monthly()
        written = how.write(Earned(self.m, self.calendar, line, rate, label))
        part = None if rate is None else as_expr(1) if taxed is None else taxed
        made = Flow(id, payer, receiver, category, label, line, *written, part, use)
        self.flows.append(made)
        return made

    # ---- sums over flows ---------------------------------------------------------------------------------

    def chosen(self, party: Party, receives: bool, categories: Collection[str] | None = None) -> list[Flow]:
        """Flows a party receives (or pays), of some categories or all."""
        return [
            f
            for f in self.flows
            if (f.receiver if receives else f.payer).id == party.id
            and (categories is None or f.category in categories)
        ]

    def earned(self, party: Party, categories: Collection[str] | None = None) -> Expr:
        """Income less cost of a party, ex VAT, as earned."""
        return _net(
            [f.earned for f in self.chosen(party, True, categories)],
            [f.earned for f in self.chosen(party, False, categories)],
        )

    def cash(self, party: Party, categories: Collection[str] | None = None) -> Expr:
        """Cash to less cash from a party, incl. VAT, the final settlement apart."""
        return _net(
            [f.paid for f in self.chosen(party, True, categories)],
            [f.paid for f in self.chosen(party, False, categories)],
        )

    def final_settlement(self, party: Party, categories: Collection[str] | None = None) -> Expr:
        """What is settled in the last month: receivables less payables."""
        return _net(
            [f.settled for f in self.chosen(party, True, categories) if f.settled is not None],
            [f.settled for f in self.chosen(party, False, categories) if f.settled is not None],
        )

    def vat_received(self, party: Party) -> Expr:
        """Output VAT (utgående mva.): on what the party invoices."""
        return total_of([f.vat for f in self.chosen(party, True) if f.vat is not None])

    def vat_paid(self, party: Party) -> Expr:
        """Input VAT (inngående mva.): on what is invoiced to the party."""
        return total_of([f.vat for f in self.chosen(party, False) if f.vat is not None])

    def parties(self) -> list[Party]:
        """Every party with a flow, in the order they first appear."""
        seen: dict[str, Party] = {}
        for f in self.flows:
            seen.setdefault(f.payer.id, f.payer)
            seen.setdefault(f.receiver.id, f.receiver)
        return list(seen.values())


def _net(plus: list[Line], minus: list[Line]) -> Expr:
    if not minus:
        return total_of(tuple(plus))
    gone = total_of(tuple(minus))
    return total_of(tuple(plus)) - gone if plus else -gone
