"""Works: rehabilitation, fit-out and refits, when they are paid and by whom (docs/model.md §5)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, as_expr, divisor, greatest, least, when, whole
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import until_default
from feasibility.model.base.parties import LANDLORD, SUPPLIERS
from feasibility.model.base.private_use import of_business
from feasibility.model.base.stages import bearers
from feasibility.record import record


@record
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

    amount, delay = number("amount_nok") * (1 + number("overrun_share")), number("delay_months")
    stretched: Expr = delay if item.payments_when_delayed == "stretched" else as_expr(0)
    if item.instalments is None:
        first, months = number("start_month"), number("months")
        last: Expr = first + months - 1
        by_month = amount / (months + stretched) * c.calendar.within(first, last + stretched)
    else:
        planned = [number(f"instalments.{i}.month") for i in range(len(item.instalments))]
        last = _latest(planned)
        paid_in = planned
        if item.payments_when_delayed == "stretched":
            paid_in = _stretched(c, id, planned, last, delay)
        shares = [number(f"instalments.{i}.share") for i in range(len(planned))]
        by_month = amount * c.sum(
            [share * c.calendar.at(month) for share, month in zip(shares, paid_in, strict=True)]
        )
    cost = m.line(
        f"{path}.cost",
        of_business(c, by_month, item.for_whole_house),
        "NOK",
        Label(f"{name}: kostnad", f"{name}: cost"),
        Label(
            "Uten mva.; en overskridelse øker hver delbetaling.",
            "Ex VAT; an overrun raises every instalment.",
        ),
    )
    completion = m.line(
        f"{path}.completion",
        last + delay,
        "month",
        Label(f"{name}: ferdig i måned", f"{name}: completed in month"),
        Label("Siste delbetaling pluss forsinkelse.", "Last instalment plus delay."),
        total="none",
    )
    own = number("landlord_share")
    paid_by = _paid_by(c, own)
    vat = c.vat("standard")
    for party, share in paid_by:
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
    return WorksLines(id, cost, completion, paid_by)


def _paid_by(c: Context, own: Expr) -> tuple[tuple[Party, Expr], ...]:
    """The share of works each company pays: what is not the landlord's own falls to whoever runs the concept
    in the month. own: the landlord's stated share."""
    landlord, rest = own, 1 - own
    operators: list[tuple[Party, Expr]] = []
    for party, during in bearers(c, "operator"):
        its = rest if during is None else rest * during
        if party == LANDLORD:
            landlord = own + its
        else:
            operators.append((party, until_default(c, its, party)))
    return ((LANDLORD, landlord), *operators)


def _stretched(c: Context, id: str, planned: list[Expr], last: Expr, delay: Expr) -> list[Expr]:
    """The months in which the instalments of delayed works are paid: spread over the longer time.

    The first stays and the last moves to completion; each between keeps its place in the time from first to
    last, at the start of its month. One instalment alone is paid at completion.
    """
    name, first = c.name("works", id), least(*planned) if len(planned) > 1 else planned[0]
    span = c.m.line(
        f"works.{id}.planned_span",
        last - first,
        "months",
        Label(f"{name}: fra første til siste delbetaling", f"{name}: from first to last instalment"),
        Label("Før forsinkelse.", "Before delay."),
        total="none",
    )
    return [
        c.m.line(
            f"works.{id}.instalments.{i}.paid_month",
            when(
                month.equals(last),
                last + delay,
                first + whole((month - first) * (span + delay) / divisor(span)),
            ),
            "month",
            Label(
                f"{name}: delbetaling {i + 1} betales i måned", f"{name}: instalment {i + 1} is paid in month"
            ),
            total="none",
        )
        for i, month in enumerate(planned)
    ]


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
