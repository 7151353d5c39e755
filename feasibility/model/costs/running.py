"""Running costs of the building and of the concept, and staff (docs/model.md §5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from feasibility.case.form.costs import Cost
from feasibility.engine.expr import Expr, Line, as_expr, when
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, MUNICIPALITY, SUPPLIERS
from feasibility.model.base.private_use import of_business
from feasibility.model.base.regime import COMMON, OVERHEAD
from feasibility.model.base.stages import bearers, sellers
from feasibility.model.concept.homes_sold import area_left, space_left
from feasibility.model.concept.income import Income
from feasibility.model.concept.occupancy import ProductLines, desks
from feasibility.model.concept.works import WorksLines
from feasibility.model.costs.payment import payment_of
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
    area = c.total_area() if prefix else area_left(c)
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
    in_kind: (cost, what it would take of the company) of costs the municipality pays. of_product: (product,
    share of its income) of costs that are a share of one product's.
    """

    share_of_income: Expr
    per_member: Expr
    following: tuple[Callable[[Income], Expr], ...] = ()
    in_kind: tuple[tuple[str, Expr], ...] = ()
    of_product: tuple[tuple[str, Expr], ...] = ()


@record
class _Basis:
    """A cost line by month, and what of it follows.

    amount: NOK. share: of all income. per_member: NOK. of_product: share of one product's income. follows:
    whether it reads income or members at all.
    """

    amount: Expr
    share: Expr | None = None
    per_member: Expr | None = None
    of_product: tuple[str, Expr] | None = None

    @property
    def follows(self) -> bool:
        """Whether it moves with income or members."""
        return not (self.share is None and self.per_member is None and self.of_product is None)


def concept_costs(
    c: Context,
    terms: Term,
    income: Income,
    products: Sequence[ProductLines],
    leased: Expr | None,
    deductible: Mapping[str, Deduction],
) -> VariableCosts:
    """The case's cost lines, each paid by its payer while the concept runs.

    Args:
        leased: m² of the head lease, which the operator's costs by area follow; None without a lease.
        deductible: of each company by its id; VAT it cannot deduct is part of what a cost takes.
    """
    share: list[Expr] = []
    per_member: list[Expr] = []
    of_product: list[tuple[str, Expr]] = []
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
            runs = {party.id for party, _ in sellers(c)}

            def lost_of(payer: Party, rate: Expr | None = rate, item: Cost = item) -> Expr:
                return (
                    as_expr(1)
                    if rate is None
                    else 1 + rate * (1 - deductible[payer.id].of(item.space or OVERHEAD))
                )

            for payer, part, suffix in payers:
                on = active if part is None else active * part
                basis = _basis(c, id, name, income, places, on, level, leased)
                if payer.id in runs:
                    lost = lost_of(payer)
                    share += [] if basis.share is None else [basis.share * lost]
                    per_member += [] if basis.per_member is None else [basis.per_member * lost]
                    if basis.of_product is not None:
                        product, part_of_it = basis.of_product
                        of_product.append((product, part_of_it * lost))
                    if basis.follows:
                        following.append(_as_function(c, id, name, places, on, level, leased, lost))
                label = Label(name, name)
                if suffix and payer is not MUNICIPALITY:
                    label = Label(f"{name}, {payer.label.nb.lower()}", f"{name}, {payer.label.en.lower()}")
                if payer is MUNICIPALITY:
                    label = Label(f"{name}: betalt av kommunen", f"{name}: paid by the municipality")
                flow = c.ledger.flow(
                    f"{path}{suffix}",
                    payer,
                    SUPPLIERS,
                    basis.amount,
                    "operating_cost" if payer is not MUNICIPALITY else "in_kind",
                    label,
                    rate,
                    payment_of(c, id, name, active, terms),
                    use=item.space or OVERHEAD,
                )
                if payer is MUNICIPALITY:
                    in_kind.append((id, flow.earned * lost_of(c.operating_company)))
    return VariableCosts(c.sum(share), c.sum(per_member), tuple(following), tuple(in_kind), tuple(of_product))


def _as_function(
    c: Context, id: str, name: str, places: Expr, on: Expr, level: Line, leased: Expr | None, lost: Expr
) -> Callable[[Income], Expr]:
    """A cost, lost VAT included, as its basis makes it of any income and members."""
    return lambda income: _basis(c, id, name, income, places, on, level, leased).amount * lost


def _payers(c: Context, payer: str) -> list[tuple[Party, Expr | None, str]]:
    """Who pays, with which part. What the municipality pays is support: without it the concept pays."""
    if payer != "municipality":
        return _each(bearers(c, payer), None)
    own = _each(sellers(c), 1 - c.with_support)
    return [(MUNICIPALITY, c.if_support(as_expr(1)), ".in_kind"), *own]


def _each(
    found: tuple[tuple[Party, Expr | None], ...], part: Expr | None
) -> list[tuple[Party, Expr | None, str]]:
    """The parts of those who pay one after another; one alone pays without a suffix to its flow's id."""
    if len(found) == 1:
        return [(found[0][0], part, "")]
    parts = [(party, during if part is None else part * during, f".{party.id}")
             for party, during in found if during is not None]  # fmt: skip
    return list(parts)


def _not_over(c: Context, terms: Term) -> Expr:
    return c.calendar.within(as_expr(0), terms.last)


def _basis(
    c: Context, id: str, name: str, income: Income, places: Expr, on: Expr, level: Line, leased: Expr | None
) -> _Basis:
    """A cost line's amount by month, by its basis, and what of it follows income or members."""
    item = c.case.costs[id]
    area = leased if leased is not None and item.payer != "landlord" else area_left(c)
    if item.nok_per_month is not None:
        whole = _stepped(c, id, name, "nok_per_month") * level * on
        return _Basis(of_business(c, whole, item.for_whole_house))
    if item.nok_per_m2_year is not None:
        area = area if item.space is None else space_left(c, item.space)
        return _Basis(_stepped(c, id, name, "nok_per_m2_year") / 12 * area * level * on)
    if item.nok_per_desk_month is not None:
        return _Basis(_stepped(c, id, name, "nok_per_desk_month") * places * level * on)
    if item.nok_per_member_month is not None:
        each = _stepped(c, id, name, "nok_per_member_month") * level * on
        return _Basis(each * income.all_members, per_member=each)
    share = _stepped(c, id, name, "share_of_income") * on
    product, service = item.share_of_income_of_product, item.share_of_income_of_service
    if product is not None:
        return _Basis(share * income.of_product(product), of_product=(product, share))
    if service is not None:
        sold = income.by_service[service]
        return _Basis(share * sold.earned, per_member=share * sold.per_member)
    return _Basis(share * income.total, share=share)


def _stepped(c: Context, id: str, name: str, field: str) -> Expr:
    """The amount of a cost by its basis, from each step's month that of the step."""
    path = f"costs.{id}"
    amount: Expr = c.number(f"{path}.{field}", name)
    for i, _ in enumerate(c.case.costs[id].steps):
        step, of = f"{path}.steps.{i}", Label(f"{name}, trinn {i + 1}", f"{name}, step {i + 1}")
        known = c.m.lines.get(f"{path}.step.{i + 1}")
        begun = c.calendar.number >= c.number(f"{step}.from_month", of)
        new = c.number(f"{step}.{field}", of)
        amount = known or c.m.line(
            f"{path}.step.{i + 1}",
            when(begun, new, amount),
            new.unit,
            Label(f"{of.nb}: beløp som gjelder", f"{of.en}: amount in force"),
            total="none",
        )
    return amount
