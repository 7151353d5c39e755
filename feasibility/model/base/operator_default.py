"""The operator's default (mislighold) from a stated month (docs/model.md §4).

Rent and common costs stop, the operator's operation ends, and what it has built is lost to it. The landlord
draws the security, and re-lets as to the ordinary tenant after a void, where one is stated: agent's fee and
fit-out once more. The operator's VAT on capital goods is adjusted in the term its activity ends; the
landlord's share keeps its last use until the space is let again (docs/model.md §6).
"""

from __future__ import annotations

from feasibility.engine.expr import Expr
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import DEFAULT, LANDLORD, LENDER, OPERATOR


def default_month(c: Context) -> Expr | None:
    """The project month the operator defaults in; None where it does not."""
    if c.case.operator_default is None:
        return None
    return c.number("operator_default.month", DEFAULT)


def until_default(c: Context, value: Expr) -> Expr:
    """The value while the operator is in business, 0 from the month it defaults."""
    month = default_month(c)
    return value if month is None else value * c.calendar.within(c.sum([]), month - 1)


def void_after_default(c: Context) -> Expr | None:
    """Months of void before the space is let again; None where the ordinary tenant's hold."""
    if c.case.operator_default is None or c.case.operator_default.void_months is None:
        return None
    return c.number("operator_default.void_months", DEFAULT)


def draw_security(c: Context) -> None:
    """The security is paid to the landlord in the month of default: damages, outside the scope of VAT.

    A deposit is released to the operator and paid on; a guarantee is paid by the bank.
    """
    month, held = default_month(c), c.m.lines.get("lease.security")
    if month is None or held is None:
        return
    deposit = c.m.lines.get("lease.deposit") is not None
    with c.block("deal", "Avtale", "Deal", "§4"):
        c.ledger.flow(
            "lease.security_drawn",
            OPERATOR if deposit else LENDER,
            LANDLORD,
            held.previous * c.calendar.at(month),
            "security_drawn",
            Label("Sikkerhet gjort gjeldende", "Security drawn"),
            note=Label(
                "Hele sikkerheten som står når driveren misligholder.",
                "All of the security held when the operator defaults.",
            ),
        )
