"""VAT settlement (mva.-oppgjør) of one company by two-month term (model rules §6).

VAT belongs to the term in which the invoice is issued; terms are due two months after their last month
(10 April, 10 June, 31 August, 10 October, 10 December, 10 February). Both parties are registered and deduct
in full here; who may deduct, and for what, is for the full VAT model.
"""

from __future__ import annotations

from feasibility.engine.expr import Line, greatest, least, modulo, when
from feasibility.engine.flows import Flow, Ledger, PaidLater, Party
from feasibility.language import Label
from feasibility.model.context import Context
from feasibility.model.parties import STATE
from feasibility.model.subjects import VAT


def settle_vat(c: Context, ledger: Ledger, party: Party, prefix: str = "") -> Flow:
    """The flow between a company and the state: positive is paid, negative refunded."""
    m, cal = c.m, c.calendar
    id, nb, en = f"{prefix}{party.id}.vat", party.label.nb.lower(), party.label.en.lower()
    with m.block(f"{prefix}vat", Label("Merverdiavgift", "VAT")):
        output = m.line(
            f"{id}.output",
            ledger.vat_received(party),
            "NOK",
            Label(f"Utgående mva., {nb}", f"Output VAT, {en}"),
            axis=cal.number.axis,
        )
        input_ = m.line(
            f"{id}.input",
            ledger.vat_paid(party),
            "NOK",
            Label(f"Inngående mva., {nb}", f"Input VAT, {en}"),
            axis=cal.number.axis,
        )

        def settled(net: Line) -> Line:
            due = m.line(
                f"{id}.due",
                when(modulo(cal.month, 2).equals(0), net.lag(2) + net.lag(3), 0),
                "NOK",
                Label(f"Mva. til oppgjør, {nb}", f"VAT due, {en}"),
                "The term that ended two months ago (model rules §6).",
            )
            delay = c.number("vat.refund_delay_months", VAT)
            refund = when(delay.equals(1), least(0, due.previous), least(0, due))
            return m.line(
                f"{id}.settled_in_term",
                greatest(0, due) + refund,
                "NOK",
                Label(f"Mva. betalt eller tilbakebetalt, {nb}", f"VAT paid or refunded, {en}"),
            )

        return ledger.flow(
            f"{id}.net",
            party,
            STATE,
            output - input_,
            "vat_settlement",
            Label(f"Mva. å betale, {nb}", f"VAT payable, {en}"),
            timing=PaidLater(settled),
            doc="Output VAT less deductible input VAT.",
        )
