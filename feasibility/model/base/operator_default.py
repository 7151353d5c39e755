"""The operator's default (mislighold) from a stated month (docs/model.md §4).

Rent and common costs stop, the operator's operation ends, and what it has built is lost to it. The landlord
draws the security, and re-lets as to the ordinary tenant after a void, where one is stated: agent's fee and
fit-out once more. The operator's VAT on capital goods is adjusted in the term its activity ends; the
landlord's share keeps its last use until the space is let again (docs/model.md §6).
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import DEFAULT, LANDLORD, LENDER, OPERATORS
from feasibility.model.base.stages import next_operator_from, part_of_each


def default_month(c: Context) -> Expr | None:
    """The project month the operator defaults in; None where it does not."""
    if c.case.operator_default is None:
        return None
    return c.number("operator_default.month", DEFAULT)


def default_of(c: Context, party: Party) -> Expr | None:
    """The project month a company defaults in; None where it does not.

    A default is that of the operator of its month: of the first one only before the next has taken over, and
    then the next never comes (docs/model.md §13.12).
    """
    month = default_month(c)
    if month is None or party not in OPERATORS:
        return None
    if party == c.last_operator:
        return month
    known = c.m.lines.get(f"{party.id}.default_month")
    if known is not None:
        return known
    nb, en = party.label.nb, party.label.en
    with c.block("deal", "Avtale", "Deal", "§13.12"):
        return c.m.line(
            f"{party.id}.default_month",
            when(month < next_operator_from(c), month, c.calendar.horizon + 1),
            "month",
            Label(f"{nb} misligholder fra måned", f"{en} defaults from month"),
            Label(
                "Etter horisonten når misligholdet er den neste driverens.",
                "After the horizon where the default is the next operator's.",
            ),
            total="none",
        )


def until_default(c: Context, value: Expr, party: Party | None = None) -> Expr:
    """The value while a company is in business, 0 from the month it defaults; while the concept is, where
    none is named."""
    month = default_month(c) if party is None else default_of(c, party)
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
    with c.block("deal", "Avtale", "Deal", "§4"):
        now, label = c.calendar.at(month), Label("Sikkerhet gjort gjeldende", "Security drawn")
        for part in part_of_each(c, "lease.security_drawn", held.previous * now, label):
            whose = "" if part.during is None else f".{part.operator.id}"
            amount = part.amount
            if part.during is not None:  # of who defaults, not of who left
                amount = c.m.lines[f"lease.security{whose}"].previous * now * part.during
            c.ledger.flow(
                part.id,
                part.operator if f"lease.deposit{whose}" in c.m.lines else LENDER,
                LANDLORD,
                amount,
                "security_drawn",
                part.label,
                note=Label(
                    "Hele sikkerheten som står når driveren misligholder.",
                    "All of the security held when the operator defaults.",
                ),
            )
