"""Running costs of the building and of the concept, and staff (docs/model.md §5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feasibility.engine.expr import Expr, Line, as_expr, walk
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, MUNICIPALITY, SUPPLIERS
from feasibility.model.base.regime import COMMON, OVERHEAD
from feasibility.model.concept.income import Income
from feasibility.model.concept.occupancy import ProductLines, desks
from feasibility.model.concept.works import WorksLines
from feasibility.model.costs.property_tax import property_tax
from feasibility.model.deal.term import Term
from feasibility.model.vat.deduction import Deduction
from feasibility.record import record


def building_costs(
    c: Context, ledger: Ledger, prefix: str, let: Expr, works: tuple[WorksLines, ...] = ()
) -> Line:
    """What the owner pays whoever rents: owner costs, common costs and property tax.

    Args:
        works: works that change the base of the property tax; none in the alternatives.
        let: 1 in months the space is let or operated, 0 when it stands empty; an empty space carries the
            stated share of the common costs.

    Returns:
        Owner costs and property tax by month, NOK: what is deducted from rent for value (docs/model.md §10).
    """
    m, b = c.m, "building"
    area = c.total_area()
    costs = index(c, "costs")
    vat = c.vat("standard")
    owner = ledger.flow(
        f"{prefix}owner_costs",
        LANDLORD,
        SUPPLIERS,
        c.number(f"{b}.owner_costs_nok_per_m2_year") / 12 * area * costs,
        "owner_cost",
        Label("Eierkostnader", "Owner costs"),
        vat,
        use=COMMON,
    )
    vacant = c.number(f"{b}.vacant_common_cost_share")
    ledger.flow(
        f"{prefix}common_costs",
        LANDLORD,
        SUPPLIERS,
        c.number(f"{b}.common_costs_nok_per_m2_year") / 12 * area * costs * (let + (1 - let) * vacant),
        "common_cost",
        Label("Felleskostnader betalt av gårdeier", "Common costs paid by the landlord"),
        vat,
        use=COMMON,
    )
    tax = property_tax(c, ledger, prefix, works)
    return m.line(
        f"{prefix}owner_costs_and_tax",
        owner.earned + tax,
        "NOK",
        Label("Eierkostnader og eiendomsskatt", "Owner costs and property tax"),
    )


@record
class VariableCosts:
    """The parts of the operating company's costs that follow income or members, for break-even.

    share_of_income: scalar by month. per_member: NOK for each member and month. following: each cost that
    reads income or members, as a function of them, NOK by month with the VAT that cannot be deducted.
    in_kind: (cost, what it would take of the company) of costs the municipality pays.
    """

    share_of_income: Expr
    per_member: Expr
    following: tuple[Callable[[Income], Expr], ...] = ()
    in_kind: tuple[tuple[str, Expr], ...] = ()


def concept_costs(
    c: Context,
    terms: Term,
    income: Income,
    products: Sequence[ProductLines],
    leased: Expr | None,
    deductible: Deduction,
) -> VariableCosts:
    """The case's cost lines, each paid by its payer while the concept runs.

    Args:
        leased: m² of the head lease, which the operator's costs by area follow; None without a lease.
        deductible: of the operating company; VAT it cannot deduct is part of what a cost takes.
    """
    share: list[Expr] = []
    per_member: list[Expr] = []
    following: list[Callable[[Income], Expr]] = []
    in_kind: list[tuple[str, Expr]] = []
    places = desks(c, products)
    with c.block("costs", "Kostnader", "Costs", "§5"):
        for id, item in c.case.costs.items():
            path, name = f"costs.{id}", c.name("costs", id)
            first = c.number(f"{path}.from_month", name) + c.delay_of(item.follows_works)
            active = c.m.line(
                f"{path}.active",
                c.calendar.within(first, c.until(f"{path}.to_month", name)) * _not_over(c, terms),
                "count",
                Label(f"{name}: løper", f"{name}: running"),
            )
            level = index(c, "costs", c.number(f"{path}.index_share", name))
            payers = _payers(c, item.payer)
            rate = c.vat(item.vat)
            lost: Expr = (
                as_expr(1) if rate is None else 1 + rate * (1 - deductible.of(item.space or OVERHEAD))
            )
            for payer, part, suffix in payers:
                on = active if part is None else active * part
                amount, variable_share, variable_member = _basis(
                    c, id, name, income, places, on, level, leased
                )
                if payer == c.operating_company:
                    share.append(variable_share * lost)
                    per_member.append(variable_member * lost)
                    if not {income.total, income.all_members}.isdisjoint(walk(amount)):
                        following.append(_as_function(c, id, name, places, on, level, leased, lost))
                label = Label(name, name)
                if payer is MUNICIPALITY:
                    label = Label(f"{name}: betalt av kommunen", f"{name}: paid by the municipality")
                flow = c.ledger.flow(
                    f"{path}{suffix}",
                    payer,
                    SUPPLIERS,
                    amount,
                    "operating_cost" if payer is not MUNICIPALITY else "in_kind",
                    label,
                    rate,
                    use=item.space or OVERHEAD,
                )
                if payer is MUNICIPALITY:
                    in_kind.append((id, flow.earned * lost))
    return VariableCosts(c.sum(share), c.sum(per_member), tuple(following), tuple(in_kind))


def _as_function(
    c: Context, id: str, name: str, places: Expr, on: Expr, level: Line, leased: Expr | None, lost: Expr
) -> Callable[[Income], Expr]:
    """A cost, lost VAT included, as its basis makes it of any income and members."""
    return lambda income: _basis(c, id, name, income, places, on, level, leased)[0] * lost


def _payers(c: Context, payer: str) -> list[tuple[Party, Expr | None, str]]:
    """Who pays, with which part. What the municipality pays is support: without it the concept pays."""
    if payer != "municipality":
        return [(c.company(payer), None, "")]
    return [
        (MUNICIPALITY, c.if_support(as_expr(1)), ".in_kind"),
        (c.operating_company, 1 - c.with_support, ""),
    ]


def _not_over(c: Context, terms: Term) -> Expr:
    return c.calendar.within(as_expr(0), terms.last)


def _basis(
    c: Context, id: str, name: str, income: Income, places: Expr, on: Expr, level: Line, leased: Expr | None
) -> tuple[Expr, Expr, Expr]:
    """(amount by month, share of income, NOK per member) of a cost line."""
    path, item = f"costs.{id}", c.case.costs[id]
    nothing = c.sum([])
    area = leased if leased is not None and item.payer != "landlord" else c.total_area()
    if item.nok_per_month is not None:
        return c.number(f"{path}.nok_per_month", name) * level * on, nothing, nothing
    if item.nok_per_m2_year is not None:
        return c.number(f"{path}.nok_per_m2_year", name) / 12 * area * level * on, nothing, nothing
    if item.nok_per_desk_month is not None:
        return c.number(f"{path}.nok_per_desk_month", name) * places * level * on, nothing, nothing
    if item.nok_per_member_month is not None:
        each = c.number(f"{path}.nok_per_member_month", name) * level * on
        return each * income.all_members, nothing, each
    share = c.number(f"{path}.share_of_income", name) * on
    return share * income.total, share, nothing
