"""What each item of support is worth to the company that runs the concept, by month (docs/model.md §13.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.engine.expr import Expr, Line, as_expr, over, when
from feasibility.engine.flows import Flow, Party
from feasibility.language import Label
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.ladder_sharing import Shares
from feasibility.model.answers.recomputed import Moved
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, SUPPORTERS
from feasibility.model.base.stages import employers
from feasibility.model.concept.income import Sold
from feasibility.model.concept.occupancy import desks_wanted
from feasibility.record import record

_GRANTS: Final = frozenset({"operating_grant"})


@record
class Step:
    """One item's part of the company's operating result by month, and of what others have a share of.

    last: the last month of an item that ends before the horizon, else 0. income: of the concept, which
    turnover rent follows. surplus, profit: of what a manager, or the landlord, has a share of; None where it
    is no part.
    """

    id: str
    worth: Line
    last: Expr
    income: Line | None = None
    surplus: Line | None = None
    profit: Line | None = None


def _step(c: Context, id: str, name: str, worth: Expr, last: Expr) -> Step:
    line = c.m.line(
        f"ladder.{id}",
        worth,
        "NOK",
        Label(f"{name}: del av EBITDA", f"{name}: part of EBITDA"),
        axis=c.calendar.number.axis,
    )
    return Step(line.id, line, last)


def _in_deal(c: Context, step: Step, whole: Expr, runs: Line) -> Line:
    """What an item brings in the months of the deal in which it is shared."""
    nb, en = f"{step.worth.label.nb} i avtalens måneder", f"{step.worth.label.en} in the deal's months"
    return c.m.line(f"{step.id}.in_deal", whole * runs, "NOK", Label(nb, en), axis=c.calendar.number.axis)


def _in_shares(c: Context, step: Step, shares: Shares, whole: Expr) -> Step:
    """The item as a part of the surplus and of profit too. whole: of the concept, whoever runs it."""
    if shares.managed is not None:
        return replace(step, surplus=_in_deal(c, step, whole, shares.managed.operating))
    if shares.profit is not None:
        return replace(step, profit=_in_deal(c, step, whole, shares.profit))
    return step


def _ends(c: Context, path: str, of: str) -> Expr:
    """The last month of an item that ends before the horizon, else 0."""
    known = c.m.lines.get(f"temporary.{path}")
    if path.startswith("support.") and known is not None:
        return known
    if not c.stated(f"{path}.to_month"):
        return c.sum([])
    to = c.number(f"{path}.to_month", of)
    return when(to < c.calendar.horizon, to, 0)


def cash_steps(c: Context, party: Party, shares: Shares) -> list[Step]:
    """Grants and premises paid for; a grant is no part of a surplus that is shared, but of a profit that is.

    What the company itself gives another (the landlord, to an operator who manages for it) counts against it.
    """

    def of(flow: Flow) -> str:  # what falls to its receiver in some phases only is called after it
        return flow.id.removesuffix(f".{flow.receiver.id}")

    worth: dict[str, Expr] = {}
    for receives in (True, False):
        for flow in c.ledger.chosen(party, receives, _GRANTS):
            amount: Expr = flow.earned if receives else -flow.earned
            worth[of(flow)] = worth[of(flow)] + amount if of(flow) in worth else amount
    for id, item in c.case.support.items():
        if item.kind == "per_place_sold" and f"support.{id}" not in worth:  # a flow for each of its products
            parts = [worth[flow] for flow in list(worth) if flow.startswith(f"support.{id}.")]
            if parts:
                worth[f"support.{id}"] = c.sum(parts)
    steps: list[Step] = []
    for id in c.case.support:
        path, name = f"support.{id}", c.name("support", id)
        if path in worth:
            step = _step(c, path, name, worth[path], _ends(c, path, name))
            if shares.profit is not None:
                step = replace(step, profit=_in_deal(c, step, step.worth, shares.profit))
            steps.append(step)
    return steps


def in_kind_steps(c: Context, party: Party, moved: Moved, runs: Expr | None, shares: Shares) -> list[Step]:
    """Salary and costs others pay: each item by what its payer has promised of it.

    Args:
        runs: 1 in the months the company runs the concept; None where it always does.
    """
    steps: list[Step] = []
    flows = {flow.id: flow for flow in c.ledger.flows if flow.category == "in_kind"}
    for id, item in c.case.staff.items():
        employed = dict(employers(c, item.payer))
        manages = shares.managed is not None and shares.is_phased and LANDLORD in employed
        if party not in employed and not manages:
            continue
        promised: dict[str, list[tuple[str, str, Expr]]] = {}
        if item.payer == "municipality":
            whole = c.if_support(as_expr(1))
            promised["municipality"] = [(f"staff.{id}", c.name("staff", id), whole)]
        for key, support in c.case.support.items():
            if support.kind == "salary_in_kind" and support.staff == id:
                path, name = f"support.{key}", c.name("support", key)
                within = c.calendar.within(
                    c.number(f"{path}.from_month", name), c.until(f"{path}.to_month", name)
                )
                share = c.if_support(c.number(f"{path}.share", name) * within)
                promised.setdefault(SUPPORTERS[support.payer].id, []).append((path, name, share))
        for payer, parts in promised.items():
            paid = flows[f"staff.{id}.in_kind.{payer}"].earned
            in_all = c.sum([share for _, _, share in parts])
            for path, name, share in parts:
                worth: Expr = paid if len(parts) == 1 else paid * over(share, in_all, 0)
                own = _during(worth, employed[party]) if party in employed else c.sum([])
                step = _step(c, path, name, own, _ends(c, path, name))
                if not shares.is_phased:
                    step = _in_shares(c, step, shares, step.worth)
                elif manages:
                    step = _in_shares(c, step, shares, _during(worth, employed[LANDLORD]))
                steps.append(step)
    for id, cost in moved.costs.in_kind:
        path, name = f"costs.{id}", c.name("costs", id)
        step = _step(c, path, name, _during(cost, runs), _ends(c, path, name))
        steps.append(_in_shares(c, step, shares, cost if shares.is_phased else step.worth))
    return steps


def _during(value: Expr, months: Expr | None) -> Expr:
    return value if months is None else value * months


def bought_steps(
    c: Context, party: Party, moved: Moved, margin: Contribution, runs: Expr | None, shares: Shares
) -> list[Step]:
    """Places bought: their income after what follows it, less the members that find no place for them."""
    steps: list[Step] = []
    for n, s in enumerate(moved.income.sold):
        keys = [k for k, item in c.case.support.items()
                if item.kind == "desks_bought" and item.product == s.lines.id]  # fmt: skip
        in_all = c.sum([c.if_support(desks_wanted(c, key)) for key in keys])
        for key in keys:
            share = over(c.if_support(desks_wanted(c, key)), in_all, 0)
            income, whole = _of_places(c, moved, margin, s, n, c.m.lines[f"support.{key}.income"], share)
            path, name = f"support.{key}", c.name("support", key)
            worth = _during(whole, runs)
            if shares.managed is not None and party == shares.managed.operator:
                worth = worth + moved.fee_share * income  # what it is paid of the landlord's income
            step = _step(c, path, name, worth, _ends(c, path, name))
            if shares.rented is not None and shares.is_phased:
                income = income * shares.rented.operating
            earned = c.m.line(
                f"{step.id}.income",
                income,
                "NOK",
                Label(f"{name}: inntekt som følger støtten", f"{name}: income that follows the support"),
                axis=c.calendar.number.axis,
            )
            step = replace(step, income=earned)
            if shares.is_phased or shares.profit is not None:
                step = _in_shares(c, step, shares, whole)
            elif shares.managed is not None:
                step = replace(step, surplus=step.worth)
            steps.append(step)
    return steps


def _of_places(
    c: Context, moved: Moved, margin: Contribution, s: Sold, n: int, paid: Line, share: Expr
) -> tuple[Expr, Expr]:
    """(income, result) that a buyer's places bring, the members kept out taken off."""
    p, income = s.lines, moved.income
    assert p.bought is not None
    kept_out = (p.wanted - p.members) * share
    earned = paid * margin.price_income(s) - kept_out * margin.incomes[n]
    # a supporter is no bad debtor
    left = paid * (margin.price_margin(s) + s.bad_debt_share) - kept_out * margin.margins[n]
    if not p.is_membership:
        return earned, left
    places = p.bought * share
    services = income.service_per_member * (1 - moved.costs.share_of_income - moved.fee_share)
    each = services - income.service_cost_per_member - moved.costs.per_member
    return earned + places * income.service_per_member, left + places * each
