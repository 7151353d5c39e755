"""What each item of support is worth to the company that runs the concept, by month (docs/model.md §13.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.engine.expr import Expr, Line, as_expr, over, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.answers.contribution import Contribution
from feasibility.model.answers.recomputed import Moved
from feasibility.model.base.context import Context
from feasibility.model.base.parties import SUPPORTERS
from feasibility.model.base.stages import employers
from feasibility.model.concept.income import Sold
from feasibility.model.concept.occupancy import desks_wanted
from feasibility.record import record

_GRANTS: Final = frozenset({"operating_grant"})


@record
class Step:
    """One item's part of the operating result by month. income: of the concept, which turnover rent follows.

    last: the last month of an item that ends before the horizon, else 0. in_surplus: the surplus share
    follows it, or `shared`, where it may run in months in which nothing is shared.
    """

    id: str
    worth: Line
    income: Line | None
    last: Expr
    in_surplus: bool
    shared: Line | None = None


def _step(
    c: Context, id: str, name: str, worth: Expr, last: Expr, in_surplus: bool, income: Expr | None = None
) -> Step:
    line = c.m.line(
        f"ladder.{id}",
        worth,
        "NOK",
        Label(f"{name}: del av EBITDA", f"{name}: part of EBITDA"),
        axis=c.calendar.number.axis,
    )
    earned = None
    if income is not None:
        earned = c.m.line(
            f"ladder.{id}.income",
            income,
            "NOK",
            Label(f"{name}: inntekt som følger støtten", f"{name}: income that follows the support"),
            axis=c.calendar.number.axis,
        )
    return Step(line.id, line, earned, last, in_surplus)


def _ends(c: Context, path: str, of: str) -> Expr:
    """The last month of an item that ends before the horizon, else 0."""
    known = c.m.lines.get(f"temporary.{path}")
    if path.startswith("support.") and known is not None:
        return known
    if not c.stated(f"{path}.to_month"):
        return c.sum([])
    to = c.number(f"{path}.to_month", of)
    return when(to < c.calendar.horizon, to, 0)


def cash_steps(c: Context, party: Party) -> list[Step]:
    """Grants and premises paid for; a grant is no part of the surplus that is shared.

    What the company itself gives another (the landlord, to an operator who manages for it) counts against it.
    """
    own = f".{party.id}"  # ends the id of what falls to it in its own phases only
    worth: dict[str, Expr] = {
        flow.id.removesuffix(own): flow.earned for flow in c.ledger.chosen(party, True, _GRANTS)
    }
    worth |= {flow.id.removesuffix(own): -flow.earned for flow in c.ledger.chosen(party, False, _GRANTS)}
    for id, item in c.case.support.items():
        if item.kind == "per_place_sold" and f"support.{id}" not in worth:  # a flow for each of its products
            parts = [worth[flow] for flow in list(worth) if flow.startswith(f"support.{id}.")]
            if parts:
                worth[f"support.{id}"] = c.sum(parts)
    return [
        _step(c, path, name, worth[path], _ends(c, path, name), in_surplus=False)
        for id in c.case.support
        if (path := f"support.{id}") in worth and (name := c.name("support", id))
    ]


def in_kind_steps(c: Context, moved: Moved, runs: Expr | None, managed: Expr | None) -> list[Step]:
    """Salary and costs others pay: each item by what its payer has promised of it.

    Args:
        runs: 1 in the months the company runs the concept; None where it always does.
        managed: 1 in the months of a management agreement, in which alone a surplus is shared; else None.
    """

    def step(path: str, name: str, worth: Expr) -> Step:
        found = _step(c, path, name, then(worth), _ends(c, path, name), in_surplus=True)
        if managed is None:
            return found
        nb, en = f"{found.worth.label.nb} i avtalens måneder", f"{found.worth.label.en} in the deal's months"
        of_deal = c.m.line(f"{found.id}.in_deal", found.worth * managed, "NOK", Label(nb, en))
        return replace(found, shared=of_deal)

    def then(value: Expr) -> Expr:
        return value if runs is None else value * runs

    steps: list[Step] = []
    flows = {flow.id: flow for flow in c.ledger.flows if flow.category == "in_kind"}
    for id, item in c.case.staff.items():
        if c.operating_company not in dict(employers(c, item.payer)):
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
                steps.append(step(path, name, worth))
    for id, cost in moved.costs.in_kind:
        path, name = f"costs.{id}", c.name("costs", id)
        steps.append(step(path, name, cost))
    return steps


def bought_steps(c: Context, moved: Moved, margin: Contribution, runs: Expr | None) -> list[Step]:
    """Places bought: their income after what follows it, less the members that find no place for them."""
    steps: list[Step] = []
    for n, s in enumerate(moved.income.sold):
        keys = [k for k, item in c.case.support.items()
                if item.kind == "desks_bought" and item.product == s.lines.id]  # fmt: skip
        in_all = c.sum([c.if_support(desks_wanted(c, key)) for key in keys])
        for key in keys:
            share = over(c.if_support(desks_wanted(c, key)), in_all, 0)
            income, worth = _of_places(c, moved, margin, s, n, c.m.lines[f"support.{key}.income"], share)
            path, name = f"support.{key}", c.name("support", key)
            if runs is not None:
                income, worth = income * runs, worth * runs
            steps.append(_step(c, path, name, worth, _ends(c, path, name), True, income))
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
