"""Support items that compose freely, each with a payer, a receiver, a start and an end (docs/model.md §5).

Places bought and salary in kind belong to the modules of products and staff; the rest is here.
"""

from __future__ import annotations

from feasibility.case import Support
from feasibility.engine.expr import Expr, Line, flag, greatest, least, modulo, sum_of, when, whole
from feasibility.engine.flows import Party
from feasibility.engine.timing import InAdvance
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_of, until_default
from feasibility.model.base.parties import SUPPORTERS
from feasibility.model.base.stages import supported
from feasibility.model.concept.works import WorksLines
from feasibility.model.deal.lease import LeaseLines


def support(
    c: Context, lease: LeaseLines | None, works: tuple[WorksLines, ...]
) -> dict[tuple[str, str], Line]:
    """Flows of grants, sponsorship and premises paid for.

    Returns:
        Works grants by month, by (works id, receiver id): they reduce the cost of the works.
    """
    grants: dict[tuple[str, str], Line] = {}
    with c.block("support", "Støtte", "Support", "§5"):
        for id, item in c.case.support.items():
            for receiver, during in supported(c, _names_landlord(item)):
                if receiver != SUPPORTERS[item.payer]:
                    _given(c, id, receiver, during, lease, works, grants)
    return grants


def _given(
    c: Context,
    id: str,
    receiver: Party,
    during: Expr | None,
    lease: LeaseLines | None,
    works: tuple[WorksLines, ...],
    grants: dict[tuple[str, str], Line],
) -> None:
    """The flow of one item to one receiver; during: 1 in the months it is the receiver, None throughout.

    What is given by the year is given by the month where the receiver changes with a phase.
    """
    path, name, item = f"support.{id}", c.name("support", id), c.case.support[id]
    timing: InAdvance | None = None

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    match item.kind:
        case "grant":
            amount = number("amount_nok") * c.calendar.at(number("month"))
            category = "operating_grant"
        case "yearly_grant":
            amount, timing = _yearly(c, id, name, receiver)
            category = "operating_grant"
        case "works_grant":
            amount = _works_grant(c, id, name, works)
            category = "works_grant"
        case "free_premises":
            if lease is None:
                return
            within = c.calendar.within(number("from_month"), number("to_month"))
            amount = number("share") * lease.rent * within
            category = "operating_grant"
        case _:
            return
    amount = until_default(c, amount, receiver)
    label = Label(name, name)
    if during is not None:
        path, amount, timing = f"{path}.{receiver.id}", amount * during, None
        label = Label(f"{name}, til {receiver.label.nb.lower()}", f"{name}, to {receiver.label.en.lower()}")
    flow = c.ledger.flow(
        path, SUPPORTERS[item.payer], receiver, c.if_support(amount), category, label, timing=timing
    )
    if item.kind == "works_grant":
        key = (item.works, receiver.id)
        if key in grants:
            grants[key] = c.m.line(
                f"{path}.with_earlier",
                grants[key] + flow.earned,
                "NOK",
                Label(f"{label.nb}, med tidligere tilskudd", f"{label.en}, with earlier grants"),
            )
        else:
            grants[key] = flow.earned


def _names_landlord(item: Support) -> bool:
    """Whether the landlord is named as the receiver."""
    return item.kind in ("grant", "yearly_grant", "works_grant") and item.receiver == "landlord"


def _yearly(c: Context, id: str, name: str, receiver: Party) -> tuple[Expr, InAdvance | None]:
    """Year k of the grant, k from 0: amount × max(0, 1 − k × decline); years count from its first month.

    Earned month by month. Paid in advance, a year is paid in its first month, a broken last year for its
    months only: also the year in which an operator that receives it defaults.
    """
    path, item = f"support.{id}", c.case.support[id]
    assert item.kind == "yearly_grant"
    number, horizon = c.calendar.number, c.calendar.horizon
    first: Expr = c.number(f"{path}.from_month", name)
    last: Expr = c.number(f"{path}.to_month", name)
    default = default_of(c, receiver)
    if default is not None:
        last = least(last, default - 1)
    within = c.calendar.within(first, last)
    elapsed = number - first
    monthly = (
        c.number(f"{path}.nok_per_year", name)
        / 12
        * greatest(0, 1 - whole(elapsed / 12) * c.number(f"{path}.decline_share_per_year", name))
    )
    if item.payment == "monthly":
        return monthly * within, None
    starts = within * flag(modulo(elapsed, 12).equals(0))
    months = least(12, last - number + 1)
    beyond = greatest(0, number + months - 1 - horizon)
    in_year = c.if_support(monthly * starts)
    return monthly * within, InAdvance(in_year * months, in_year * beyond)


def _works_grant(c: Context, id: str, name: str, works: tuple[WorksLines, ...]) -> Expr:
    """A share of what the works cost, up to a cap, the stated months after completion.

    Where that falls after the horizon, it is paid in the last month, so that nothing earned is left out.
    """
    path, item = f"support.{id}", c.case.support[id]
    assert item.kind == "works_grant"
    lines = next(w for w in works if w.id == item.works)
    amount: Expr = c.number(f"{path}.share", name) * sum_of(lines.cost)
    if item.cap_nok is not None:
        amount = least(amount, c.number(f"{path}.cap_nok", name))
    month = least(
        lines.completion + c.number(f"{path}.paid_months_after_completion", name), c.calendar.horizon
    )
    return when(c.calendar.number.equals(month), amount, 0)
