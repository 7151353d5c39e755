"""A part of the house the owner uses privately (privat del av huset), docs/model.md §8.

What is stated for the whole house is divided by area. The business has its part; the private part is the
owner's own expense: no cost of the business, and no VAT of it is deducted.
"""

from __future__ import annotations

from feasibility.engine.expr import Expr, Line, sum_of
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, company_id
from feasibility.model.base.result import Measure

_LAW = ("sktl § 6-1", "mval § 8-2")


def business_part(c: Context) -> Line | None:
    """The business's part of the house by area, a share; None where none of it is private."""
    if not c.stated("building.private_m2"):
        return None
    known = c.m.lines.get("building.business_part")
    if known is not None:
        return known
    area = c.total_area()
    return c.m.line(
        "building.business_part",
        area / (area + c.number("building.private_m2")),
        "share",
        Label("Virksomhetens del av huset", "The business's part of the house"),
        Label(
            "Arealene i saken av dem og det eieren bruker privat.",
            "The spaces of the case, of them and what the owner uses privately.",
        ),
        basis=_LAW,
    )


def of_business(c: Context, whole: Expr, is_of_whole_house: bool = True) -> Expr:
    """The business's part of what is for the whole house; all of it where none is private."""
    part = business_part(c) if is_of_whole_house else None
    return whole if part is None else whole * part


def private_part(c: Context) -> list[Measure]:
    """What the house costs the owner privately, incl. VAT: beside the business, by month and in all."""
    part = business_part(c)
    if part is None:
        return []
    lines, vat = c.m.lines, c.vat("standard")
    assert vat is not None
    private = c.number("building.private_m2")
    rates = c.number("building.owner_costs_nok_per_m2_year") + c.number(
        "building.common_costs_nok_per_m2_year"
    )
    of_shared: list[Expr] = [lines["property_tax"]]
    for id, works in c.case.works.items():
        if works.for_whole_house:
            of_shared.append(lines[f"works.{id}.cost"] * (1 + vat))
    for id, cost in c.case.costs.items():
        if cost.for_whole_house:
            rate = c.vat(cost.vat)
            earned = lines[f"costs.{id}"]
            of_shared.append(earned if rate is None else earned * (1 + rate))
    with c.block("private", "Privat del av huset", "Private part of the house", "§8"):
        ratio = c.m.line(
            "private.per_business",
            private / c.total_area(),
            "ratio",
            Label("Privat areal per m² i virksomheten", "Private area for each m² of the business"),
            basis=_LAW,
        )
        running = c.m.line(
            "private.running",
            rates / 12 * private * index(c, "costs") * (1 + vat),
            "NOK",
            Label("Eier- og felleskostnader på privat areal", "Owner and common costs of the private area"),
            axis=c.calendar.number.axis,
            basis=_LAW,
        )
        by_month = c.m.line(
            "private.cost",
            running + ratio * c.sum(of_shared),
            "NOK",
            Label("Privat del av huset, betalt av eieren", "Private part of the house, paid by the owner"),
            Label(
                "Inkl. mva., som ikke trekkes fra. Utenfor virksomheten, og ikke med i dens tall.",
                "Incl. VAT, which is not deducted. Outside the business, and no part of its figures.",
            ),
            axis=c.calendar.number.axis,
            basis=_LAW,
        )
        whole = c.m.line(
            "private.total",
            sum_of(by_month),
            "NOK",
            Label(
                "Privat del av huset i alt, betalt av eieren utenom virksomheten",
                "Private part of the house in all, paid by the owner beside the business",
            ),
            basis=_LAW,
        )
    return [Measure(whole, company_id(LANDLORD))]
