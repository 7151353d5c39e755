"""Movements of money between parties: who pays whom, when it is earned, invoiced and paid, and the VAT.

A ledger collects flows and writes their lines. Because every flow has a payer and a receiver, cash over all
parties sums to zero in every month whatever the model does (docs/model.md §1).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from feasibility.engine.calendar import Calendar
from feasibility.engine.expr import Expr, Line, as_expr, both, flag, modulo, sum_of, total_of, when
from feasibility.engine.model import Model
from feasibility.language import Label


@dataclass(frozen=True)
class Party:
    """Someone money moves to or from."""

    id: str
    label: Label


@dataclass(frozen=True)
class Monthly:
    """Invoiced and paid in the month it is earned."""


@dataclass(frozen=True)
class QuarterlyInAdvance:
    """Invoiced and paid in the first month of the calendar quarter, for the whole quarter.

    `first_month` is 1 in a contract's first month, where a broken quarter is paid (docs/model.md §4).
    `continues` is 1 in months after which the same contract goes on, also past the horizon.
    """

    first_month: Line
    continues: Line


@dataclass(frozen=True)
class InAdvance:
    """Paid before it is earned: `paid` in all, of which `beyond` is for months past the horizon.

    What was paid for months past the horizon is settled in its last month (docs/model.md §1).
    """

    paid: Expr
    beyond: Expr


@dataclass(frozen=True)
class PaidLater:
    """Invoiced when earned; `paid` gives, from the earned line, what falls due each month.

    What is still owed in the last month of the horizon is settled there.
    """

    paid: Callable[[Line], Expr]


@dataclass(frozen=True)
class InvoicedLater:
    """Earned now, invoiced and paid later: `invoiced` gives the invoices from the earned line."""

    invoiced: Callable[[Line], Expr]


Timing = Monthly | QuarterlyInAdvance | InAdvance | PaidLater | InvoicedLater


@dataclass(frozen=True)
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
        doc: str = "",
        taxed: Expr | None = None,
        use: str = "",
    ) -> Flow:
        """Write a flow's lines and keep it.

        Args:
            earned: NOK ex VAT by month, from payer to receiver.
            category: what it is in the statements.
            vat_rate: share on top of the invoice (a scalar or by month); None where there is no VAT.
            timing: monthly unless stated.
            taxed: the share of the flow the VAT is charged on; all of it unless stated.
            use: what the payer uses the purchase for.
        """
        m, nb, en = self.m, label.nb, label.en
        how = timing or Monthly()
        if isinstance(earned, Line) and earned.id == id:
            line = earned
        else:
            line = m.line(id, earned, "NOK", label, doc)
        invoiced = line
        credited: Line | None = None
        if isinstance(how, QuarterlyInAdvance):
            how = self._quarter(line, how)
        if isinstance(how, InAdvance):
            invoiced, credited = self._in_advance(id, how, label)
        if isinstance(how, InvoicedLater):
            invoiced = m.line(
                f"{id}.invoiced", how.invoiced(line), "NOK", Label(f"{nb}, fakturert", f"{en}, invoiced")
            )
        vat, rate = None, vat_rate
        if vat_rate is not None:
            rate = vat_rate if taxed is None else vat_rate * taxed
            charged = invoiced if credited is None else invoiced + credited
            vat = m.line(f"{id}.vat", charged * rate, "NOK", Label(f"{nb}, mva.", f"{en}, VAT"))
        paid, settled = invoiced, None
        if isinstance(how, PaidLater):
            if vat is not None:
                raise NotImplementedError("a flow with VAT that is paid later")
            paid = m.line(f"{id}.paid", how.paid(line), "NOK", Label(f"{nb}, betalt", f"{en}, paid"))
            owed = m.recurrence(
                f"{id}.owed",
                lambda before: before + line - paid,
                "NOK",
                Label(f"{nb}, skyldig", f"{en}, owed"),
                "Earned and not yet paid, at month end; in the last month before it is settled.",
            )
            settled = m.line(
                f"{id}.settled",
                self.calendar.is_last * owed,
                "NOK",
                Label(f"{nb}, sluttoppgjør", f"{en}, final settlement"),
            )
        elif vat is not None and rate is not None:
            gross = invoiced + vat if credited is None else invoiced * (1 + rate)
            paid = m.line(
                f"{id}.paid", gross, "NOK", Label(f"{nb}, betalt inkl. mva.", f"{en}, paid incl. VAT")
            )
        if credited is not None:
            back: Expr = credited if rate is None else credited * (1 + rate)
            settled = m.line(
                f"{id}.settled", back, "NOK", Label(f"{nb}, sluttoppgjør", f"{en}, final settlement")
            )
        part = None if vat is None else as_expr(1) if taxed is None else taxed
        made = Flow(id, payer, receiver, category, label, line, invoiced, vat, paid, settled, part, use)
        self.flows.append(made)
        return made

    def _in_advance(self, id: str, how: InAdvance, label: Label) -> tuple[Line, Line]:
        """(invoices, credit in the last month for what was invoiced of months past the horizon)."""
        m, nb, en = self.m, label.nb, label.en
        beyond = m.line(
            f"{id}.beyond",
            how.beyond,
            "NOK",
            Label(
                f"{nb}, fakturert for måneder etter horisonten", f"{en}, invoiced for months past the horizon"
            ),
        )
        invoiced = m.line(
            f"{id}.invoiced",
            how.paid,
            "NOK",
            Label(f"{nb}, fakturert", f"{en}, invoiced"),
            "In advance; a first broken period in the contract's first month.",
        )
        credited = m.line(
            f"{id}.credited",
            -(self.calendar.is_last * sum_of(beyond)),
            "NOK",
            Label(f"{nb}, forskudd tilbakeført", f"{en}, prepayment returned"),
            "Settled in the horizon's last month.",
        )
        return invoiced, credited

    def _quarter(self, earned: Line, how: QuarterlyInAdvance) -> InAdvance:
        """The quarter's rent in its first month, a contract's broken first quarter in the contract's own.

        Months of a contract that starts later in the quarter wait for that contract's invoice. Months past
        the horizon are invoiced at the last known rent while the contract goes on.
        """
        number, horizon, first, goes_on = (
            self.calendar.number,
            self.calendar.horizon,
            how.first_month,
            how.continues,
        )
        place = modulo(self.calendar.month - 1, 3)  # 0, 1, 2 within the quarter
        invoices = flag(place.equals(0)) + first * flag(place > 0)
        same_next = 1 - first.lag(-1)
        same_after = same_next * (1 - first.lag(-2))
        rest = (
            earned
            + when(place < 2, earned.lag(-1) * same_next, 0)
            + when(place < 1, earned.lag(-2) * same_after, 0)
        )
        here = goes_on * earned
        after = when(number < horizon, goes_on.lag(-1) * earned.lag(-1) * same_next, here)
        past = when(both(place < 2, number >= horizon), here, 0) + when(
            both(place < 1, number + 1 >= horizon), after, 0
        )
        return InAdvance(invoices * (rest + past), invoices * past)

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
