"""A place and services sold at one price (pakkepris): which part of it is what (docs/model.md §3, §6)."""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Const, Expr, Line, as_expr
from feasibility.engine.flows import Party
from feasibility.engine.timing import Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.regime import registered_share
from feasibility.model.base.registration import charged
from feasibility.model.base.stages import seller_flow, seller_registered
from feasibility.rules.classification import RATE_OF_REGIME


def services_share(c: Context, id: str) -> Expr | None:
    """The share of a product's price that is services; None where the price is the place's alone."""
    if c.case.products[id].package is None:
        return None
    return c.number(f"products.{id}.package.services_share", c.name("products", id))


def vat_of_price(c: Context, id: str) -> tuple[Expr | None, Expr]:
    """The VAT rate of a product's price, and the share of the income that carries it.

    Both parts of a package are at the standard rate or exempt, so one rate holds for what carries VAT.
    """
    product = c.case.products[id]
    rate = charged(c, RATE_OF_REGIME[product.vat_regime], seller_registered(c))
    taxed = registered_share(c, id)
    if isinstance(taxed, Const):
        rate = rate if taxed.value else None
    services = services_share(c, id)
    if services is None:
        return rate, taxed
    assert product.package is not None
    of_services = charged(c, product.package.vat, seller_registered(c))
    of_place: Expr = as_expr(0) if rate is None else (1 - services) * taxed
    if of_services is None:
        return rate, of_place
    return of_services, services if rate is None else of_place + services


def sold_flow(
    c: Context,
    product: str,
    id: str,
    payer: Party,
    earned: Line,
    category: str,
    label: Label,
    rate: Expr | None,
    taxed: Expr,
    timing_of: Callable[[Party, Expr | None], Timing] | None = None,
) -> None:
    """What a product brings as one flow; of a package as two, the place's and the services'.

    Args:
        rate, taxed: the VAT of the place.
    """
    services = services_share(c, product)
    if services is None:
        seller_flow(c, id, payer, earned, category, label, rate, taxed=taxed, timing_of=timing_of)
        return
    package = c.case.products[product].package
    assert package is not None
    for part, what, share, how, of_it, carries in (
        ("place", Label("plassen", "the place"), 1 - services, category, rate, taxed),
        ("services", Label("tjenestene", "the services"), services, "income_services",
         charged(c, package.vat, seller_registered(c)), as_expr(1)),
    ):  # fmt: skip
        named = Label(f"{label.nb}, {what.nb}", f"{label.en}, {what.en}")
        own = earned * share
        seller_flow(c, f"{id}.{part}", payer, own, how, named, of_it, taxed=carries, timing_of=timing_of)
