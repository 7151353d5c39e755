"""Places that supporters rent of a product (docs/model.md §5), and how VAT stands within its price (§6)."""

from __future__ import annotations

from feasibility.engine.expr import Const, Expr, Line, as_expr, over
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import SUPPORTERS
from feasibility.model.base.registration import BeforeVat
from feasibility.model.base.stages import seller_registered
from feasibility.model.concept.occupancy import ProductLines, desk_buyers, desks_wanted
from feasibility.model.concept.package import sold_flow
from feasibility.record import record


def charged_of_income(c: Context, p: ProductLines, members: Expr, rate: Expr) -> Line:
    """Share of a product's income that carries VAT, where all pay the same price and some of them VAT in it:
    the nets decide (price / (1 + rate) from who is charged, the price from who is not)."""
    net = members / (1 + rate)
    with c.block("deduction", "Fradragsrett", "Deduction", "mval § 8-1", "§6"):
        return c.m.line(
            f"products.{p.id}.charged_share",
            net / (net + 1 - members),
            "share",
            Label(f"{p.name}: andel av inntekten med mva.", f"{p.name}: share of income with VAT"),
            Label(
                "Alle betaler prisen; av den som belastes mva. er nettoen pris / (1 + sats).",
                "All pay the price; of who is charged VAT the net is price / (1 + rate).",
            ),
            axis=c.calendar.number.axis,
            total="none",
        )


@record
class Price:
    """What a place costs. net: the mean of all members, NOK ex VAT by month. gross: where VAT is within it.
    members, income: share of the members, and of what they bring, that carries VAT."""

    net: Line
    gross: Expr | None
    rate: Expr | None
    members: Expr
    income: Expr


def bought_income(
    c: Context, p: ProductLines, price: Price, before: list[BeforeVat]
) -> list[tuple[Line, bool]]:
    """Income from places supporters rent, and whether at a price of their own or the product's.

    Who rents for its own use is charged VAT (mval § 2-3 first paragraph b); places passed on to others count
    as the members' do, which is open. What is taxable before the company is registered is added to `before`.
    """
    if p.bought is None:
        return []
    parts: list[tuple[Line, bool]] = []
    keys = desk_buyers(c, p.id)
    total = c.sum([c.if_support(desks_wanted(c, key)) for key in keys])
    for key in keys:
        name, path, item = c.name("support", key), f"support.{key}", c.case.support[key]
        assert item.kind == "desks_bought"
        wanted = c.if_support(desks_wanted(c, key))
        # its share of the places granted, where capacity binds
        share = over(wanted, total, 0)
        unit: Expr = price.net
        own_use = not item.passed_on and price.rate is not None
        taxed: Expr = as_expr(1) if own_use else price.members
        if item.price_nok_per_month is None and price.gross is not None:
            assert price.rate is not None
            if not isinstance(seller_registered(c), Const):
                whole = p.bought * share * price.gross
                before.append(BeforeVat(f"{path}.income", whole, whole * taxed))
            unit = price.gross / (1 + price.rate) if own_use else price.net
            taxed = taxed if own_use else price.income
        if item.price_nok_per_month is not None:
            unit = c.number(f"{path}.price_nok_per_month", name) * index(
                c, "prices", c.number(f"products.{p.id}.index_share", p.name)
            )
        earned = c.m.line(
            f"{path}.income",
            p.bought * share * unit,
            "NOK",
            Label(f"{name}: kjøpte plasser", f"{name}: places bought"),
        )
        sold_flow(
            c,
            p.id,
            f"{path}.income",
            SUPPORTERS[item.payer],
            earned,
            "income_rent",
            Label(f"{name}: kjøpte plasser", f"{name}: places bought"),
            price.rate,
            taxed,
        )
        parts.append((earned, item.price_nok_per_month is not None))
    return parts
