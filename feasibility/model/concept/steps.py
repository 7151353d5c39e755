"""A product's price and capacity that step on dates, and its campaigns (docs/model.md §3)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, when
from feasibility.language import Label
from feasibility.model.base.context import Context


def stepped(c: Context, id: str, field: str, first: Expr, unit: str) -> Expr:
    """A product's number that steps on dates: the first one until the first step that states another."""
    value = first
    name = c.name("products", id)
    for i, step in enumerate(c.case.products[id].steps):
        if getattr(step, field) is None:
            continue
        path = f"products.{id}.steps.{i}"
        of = step_name(name, i)
        info = c.number(f"{path}.{field}", of)
        value = c.m.line(
            f"{path}.{field}_from",
            when(c.calendar.number >= c.number(f"{path}.from_month", of), info, value),
            unit,
            Label(f"{info.label.nb}, fra måneden", f"{info.label.en}, from the month"),
        )
    return value


def step_name(name: str, place: int) -> Label:
    """What a step of a product is called."""
    return Label(f"{name}, trinn {place + 1}", f"{name}, step {place + 1}")


def first_capacity(c: Context, id: str) -> Expr:
    """Members at full occupancy before any step: what uses at full occupancy are stated for."""
    path, name, product = f"products.{id}", c.name("products", id), c.case.products[id]
    if not product.unit_sales and not any(step.units is not None for step in product.steps):
        return c.m.lines[f"{path}.capacity"]
    return c.number(f"{path}.units", name) * c.number(f"{path}.members_per_unit", name)


def campaigns_of(c: Context, id: str) -> list[tuple[str, Label]]:
    """(path, name) of each campaign of a product."""
    product, name = c.case.products[id], c.name("products", id)
    found = []
    if product.campaign is not None:
        found.append((f"products.{id}.campaign", Label(name, name)))
    for i in range(len(product.campaigns)):
        own = Label(f"{name}, kampanje {i + 1}", f"{name}, campaign {i + 1}")
        found.append((f"products.{id}.campaigns.{i}", own))
    return found
