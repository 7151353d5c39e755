"""Homes in the building (boliger): what they bring, and the part of the net rent that is theirs (§13.8).

Whoever lives in them is no member and has no desk. Where the landlord runs the concept itself, they are let
at their own rent and not at the market rent it forgoes on the rest. Their part of the net rent may be
capitalised at a yield of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.case.form.deal import LandlordOperated, Management
from feasibility.engine.expr import Axis, Expr, Line, least, over
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.homes_sold import area_kept, of_kept_homes
from feasibility.model.concept.income import Income, Sold
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.term import Term


def _homes(income: Income) -> Sequence[Sold]:
    return [s for s in income.sold if s.lines.product.is_housing]


def housing_area(c: Context) -> Expr | None:
    """Area of the spaces homes are let in, m² with common share; None where none is."""
    spaces = dict.fromkeys(p.space for p in c.case.products.values() if p.is_housing and p.space is not None)
    if not spaces:
        return None
    parts: list[Expr] = []
    for id in spaces:
        stated = c.case.building.spaces[id].with_common_m2
        field = "exclusive_m2" if stated is None else "with_common_m2"
        parts.append(c.number(f"building.spaces.{id}.{field}", c.name("building.spaces", id)))
    return c.sum(parts)


def _let_by(c: Context, income: Income, terms: Term, *kinds: type) -> Expr | None:
    """What residents pay less bad debt, in the stages whose deal is of a kind; None where there are none."""
    homes = _homes(income)
    stages = [stage for stage in terms.stages if isinstance(stage.deal, kinds)]
    if not homes or not stages:
        return None
    rent = c.sum([of_kept_homes(c, s.lines.id, line) for s in homes for line in (s.income, *s.signed)])
    rent = rent - c.sum(
        [of_kept_homes(c, s.lines.id, c.sum([s.income, *s.signed]) * s.bad_debt_share) for s in homes]
    )
    if len(stages) == len(terms.stages):
        return rent
    return rent * c.sum([stage.operating for stage in stages])


def residents_rent(c: Context, income: Income, terms: Term) -> Expr | None:
    """What residents pay a landlord that runs the concept itself: part of its net rent for value."""
    return _let_by(c, income, terms, LandlordOperated)


def _part_of_area(c: Context, homes: Expr) -> Expr:
    """The homes' part of the building, of what is kept of both."""
    kept = area_kept(c, homes)
    if kept is homes:
        return homes / c.total_area()
    return over(kept, area_kept(c, c.total_area()), 0)


def housing_net_rent(
    c: Context, income: Income, terms: Term, head_lease: LeaseLines | None, owner_costs: Line
) -> Line | None:
    """The homes' part of the net rent for value: residents' rent where the landlord has it, under a lease the
    area's part of the contract rent, less the area's part of owner costs; None without homes or valuation."""
    area = housing_area(c)
    if area is None or c.case.valuation is None or c.case.valuation.housing_net_yield_share is None:
        return None
    parts: list[Expr] = []
    own = _let_by(c, income, terms, LandlordOperated, Management)
    if own is not None:
        parts.append(own)
    if head_lease is not None:
        parts.append(head_lease.market * least(1, area / head_lease.area))
    with c.block("value", "Verdi", "Value", "§10"):
        return c.m.line(
            "housing.net_rent",
            c.sum(parts) - owner_costs * _part_of_area(c, area),
            "NOK",
            Label("Netto leie av boligene, for verdi", "Net rent of the homes, for value"),
            Label(
                "Beboernes leie, eller boligenes del av leieavtalen etter areal, fratrukket deres del av "
                "eierkostnadene.",
                "The residents' rent, or the homes' part of the lease by area, less their part of owner "
                "costs.",
            ),
            axis=Axis.MONTH,
        )
