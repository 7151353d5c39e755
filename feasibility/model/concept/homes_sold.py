"""Homes sold on the way (salg av leiligheter): how many are gone, and what of the building is left (§3, §10).

They leave rent, running costs and value with the month they are sold in. Without sales nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from feasibility.engine.expr import Axis, Expr, Line, flag, greatest, least, over
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.record import record


@record
class HomeSale:
    """One sale. month: project month it falls in, delays included. units: homes sold."""

    product: str
    place: int
    path: str
    name: Label
    month: Expr
    units: Expr


def home_sales(c: Context, only: str | None = None) -> Iterator[HomeSale]:
    """Every sale of homes, of one product where it is named."""
    for id, product in c.case.products.items():
        if only not in (None, id):
            continue
        of = c.name("products", id)
        for i in range(len(product.unit_sales)):
            path, name = f"products.{id}.unit_sales.{i}", Label(f"{of}, salg {i + 1}", f"{of}, sale {i + 1}")
            month = c.number(f"{path}.month", name) + c.delay_of(product.follows_works)
            yield HomeSale(id, i, path, name, month, c.number(f"{path}.units", name))


def units_sold(c: Context, id: str) -> Line | None:
    """Homes of a product that are sold by the end of each month; None where none ever is."""
    if not c.case.products[id].unit_sales:
        return None
    known = c.m.lines.get(f"products.{id}.units_sold")
    if known is not None:
        return known
    of, units = c.name("products", id), c.number(f"products.{id}.units", c.name("products", id))
    gone = [each.units * flag(c.calendar.number >= each.month) for each in home_sales(c, id)]
    return c.m.line(
        f"products.{id}.units_sold",
        least(units, c.sum(gone)),
        "count",
        Label(f"{of}: solgte boliger i alt", f"{of}: homes sold in all"),
        Label("Fra og med måneden de selges i.", "From the month they are sold in."),
        total="end",
    )


def never_sold(c: Context, id: str) -> Expr:
    """Homes of a product that are kept to the horizon."""
    units = c.number(f"products.{id}.units", c.name("products", id))
    if not c.case.products[id].unit_sales:
        return units
    known = c.m.lines.get(f"products.{id}.units_kept")
    if known is not None:
        return known
    of = c.name("products", id)
    gone = [each.units * flag(each.month <= c.calendar.horizon) for each in home_sales(c, id)]
    return c.m.line(
        f"products.{id}.units_kept",
        greatest(0, units - c.sum(gone)),
        "count",
        Label(f"{of}: boliger som beholdes", f"{of}: homes kept"),
        total="none",
        basis=("§3",),
    )


def area_of_unit(c: Context, id: str) -> Expr:
    """m² of each home of a product: its space's area by the homes in it."""
    space = c.case.products[id].space
    assert space is not None
    homes = [other for other, product in c.case.products.items() if product.space == space]
    return c.area_of(space) / c.sum(
        [c.number(f"products.{other}.units", c.name("products", other)) for other in homes]
    )


def _selling(c: Context) -> list[str]:
    return [id for id, product in c.case.products.items() if product.unit_sales]


def space_left(c: Context, space: str) -> Expr:
    """m² of a space that is not sold, by month; all of it, as one number, where nothing of it ever is."""
    gone: list[Expr] = []
    for id in _selling(c):
        sold = units_sold(c, id)
        if c.case.products[id].space == space and sold is not None:
            gone.append(sold * area_of_unit(c, id))
    area = c.area_of(space)
    return greatest(0, area - c.sum(gone)) if gone else area


def area_left(c: Context) -> Expr:
    """m² of the building that is not sold, by month; all of it, as one number, where none ever is."""
    if not _selling(c):
        return c.total_area()
    known = c.m.lines.get("building.area_left")
    if known is not None:
        return known
    gone: list[Expr] = []
    for id in _selling(c):
        sold = units_sold(c, id)
        assert sold is not None
        gone.append(sold * area_of_unit(c, id))
    return c.m.line(
        "building.area_left",
        greatest(0, c.total_area() - c.sum(gone)),
        "m2",
        Label("Areal som ikke er solgt", "Area not sold"),
        total="none",
        axis=Axis.MONTH,
        basis=("§10",),
    )


def area_kept(c: Context, area: Expr) -> Expr:
    """What is left of an area with homes in it when all that is to be sold is gone, m²."""
    gone = [
        (c.number(f"products.{id}.units", c.name("products", id)) - never_sold(c, id)) * area_of_unit(c, id)
        for id in _selling(c)
    ]
    return greatest(0, area - c.sum(gone)) if gone else area


def of_kept_area(c: Context, costs: Line) -> Line:
    """Owner costs of the area that is kept, by month; all of them where nothing is sold."""
    if not _selling(c):
        return costs
    return c.m.line(
        f"{costs.id}.kept",
        costs * over(area_kept(c, c.total_area()), area_left(c), 0),
        "NOK",
        Label(f"{costs.label.nb}, av det som beholdes", f"{costs.label.en}, of what is kept"),
        axis=Axis.MONTH,
        basis=("§3", "§10"),
    )


def of_kept_homes(c: Context, id: str, rent: Expr) -> Expr:
    """What a product's homes that are kept bring of what all of them bring."""
    sold = units_sold(c, id)
    if sold is None:
        return rent
    units = c.number(f"products.{id}.units", c.name("products", id))
    return rent * over(never_sold(c, id), units - sold, 0)
