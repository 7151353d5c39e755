"""Works: rehabilitation, fit-out and refits, and who pays them (docs/model.md §5)."""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import Expr, Line, greatest
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import LANDLORD, OPERATOR, SUPPLIERS


@dataclass(frozen=True)
class WorksLines:
    """One item of works. cost: NOK ex VAT by month, overrun included; completion: project month."""

    id: str
    cost: Line
    completion: Line
    shares: tuple[tuple[Party, Expr], ...]


def works(c: Context) -> tuple[WorksLines, ...]:
    """Flows to suppliers for every item of works, split between landlord and operator."""
    with c.block("works", "Arbeider", "Works", "§5"):
        return tuple(_item(c, id) for id in c.case.works)


def _item(c: Context, id: str) -> WorksLines:
    m, item, path, name = c.m, c.case.works[id], f"works.{id}", c.name("works", id)

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    amount = number("amount_nok") * (1 + number("overrun_share"))
    if item.instalments is None:
        first, months = number("start_month"), number("months")
        by_month = amount / months * c.calendar.within(first, first + months - 1)
        last: Expr = first + months - 1
    else:
        parts = [
            number(f"instalments.{i}.share") * c.calendar.at(number(f"instalments.{i}.month"))
            for i in range(len(item.instalments))
        ]
        by_month = amount * c.sum(parts)
        last = _latest([number(f"instalments.{i}.month") for i in range(len(item.instalments))])
    cost = m.line(
        f"{path}.cost",
        by_month,
        "NOK",
        Label(f"{name}: kostnad", f"{name}: cost"),
        Label(
            "Uten mva.; en overskridelse øker hver delbetaling.",
            "Ex VAT; an overrun raises every instalment.",
        ),
    )
    completion = m.line(
        f"{path}.completion",
        last + number("delay_months"),
        "month",
        Label(f"{name}: ferdig i måned", f"{name}: completed in month"),
        Label("Siste delbetaling pluss forsinkelse.", "Last instalment plus delay."),
        total="none",
    )
    own = number("landlord_share")
    shares: tuple[tuple[Party, Expr], ...] = ((LANDLORD, own), (OPERATOR, until_default(c, 1 - own)))
    if "operator" not in c.case.companies:
        shares = ((LANDLORD, own + (1 - own)),)
    vat = c.vat("standard")
    for party, share in shares:
        who = party.label
        c.ledger.flow(
            f"{path}.{party.id}",
            party,
            SUPPLIERS,
            cost * share,
            "works",
            Label(f"{name}: {who.nb.lower()}s del", f"{name}: {who.en.lower()}'s part"),
            vat,
        )
    return WorksLines(id, cost, completion, shares)


def _latest(months: list[Expr]) -> Expr:
    return months[0] if len(months) == 1 else greatest(*months)


def works_paid_by(c: Context, items: tuple[WorksLines, ...], party: Party) -> Line:
    """Works a party pays, NOK ex VAT by month."""
    return c.m.line(
        f"{party.id}.works",
        c.sum([w.cost * share for w in items for p, share in w.shares if p == party]),
        "NOK",
        Label(f"Arbeider betalt av {party.label.nb.lower()}", f"Works paid by the {party.label.en.lower()}"),
        axis=c.calendar.number.axis,
        basis=("§5",),
    )
