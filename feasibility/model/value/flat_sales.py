"""What homes sold on the way bring, and what they are worth until then (docs/model.md §8, §10).

The price less selling cost, from the buyer to the landlord in the month of the sale, without VAT (mval § 3-11
first paragraph). Until it is sold a home that is open counts at that price in the value of the property, and
its rent does not.
"""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, flag
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import BUYER, LANDLORD
from feasibility.model.concept.homes_sold import HomeSale, area_of_unit, home_sales
from feasibility.record import record


@record
class HomesSold:
    """received: less selling cost, NOK by month. cost: what the homes sold have cost, as stated, NOK by
    month. for_sale: what those not sold yet are worth, NOK at month end."""

    received: Line
    cost: Line
    for_sale: Line


def flat_sales(c: Context, ledger: Ledger) -> HomesSold | None:
    """The flows of the sales; None where the case sells no homes."""
    sales = list(home_sales(c))
    if not sales:
        return None
    received: list[Expr] = []
    cost: list[Expr] = []
    left: list[Expr] = []
    with c.block("value", "Verdi", "Value", "§10"):
        for each in sales:
            net = _net_price(c, each)
            flow = ledger.flow(
                each.path,
                BUYER,
                LANDLORD,
                net * c.calendar.at(each.month),
                "flat_sale",
                each.name,
                note=Label("Pris × boliger, fratrukket salgskostnader.", "Price × homes, less selling cost."),
                basis=("mval § 3-11",),
            )
            received.append(flow.earned)
            each_cost = c.number(f"{each.path}.cost_nok_per_unit", each.name)
            cost.append(each_cost * each.units * c.calendar.at(each.month))
            opened = c.m.lines[f"products.{each.product}.open"]
            left.append(net * flag(c.calendar.number < each.month) * opened)
        return HomesSold(
            _line(c, "received", received, "Salg av boliger", "Sale of homes"),
            _line(c, "cost_stated", cost, "Oppgitt kostpris for solgte boliger", "Stated cost of homes sold"),
            c.m.line(
                "flat_sales.for_sale",
                c.sum(left),
                "NOK",
                Label("Boliger som skal selges, til salgspris", "Homes to be sold, at their price"),
                Label("Fra de er åpnet til de er solgt.", "From when they open until they are sold."),
                total="end",
                axis=Axis.MONTH,
            ),
        )


def _net_price(c: Context, each: HomeSale) -> Expr:
    """Of all the homes of a sale, less selling cost."""
    stated = c.case.products[each.product].unit_sales[each.place]
    if stated.price_nok_per_unit is not None:
        price: Expr = c.number(f"{each.path}.price_nok_per_unit", each.name)
    else:
        price = c.number(f"{each.path}.price_nok_per_m2", each.name) * area_of_unit(c, each.product)
    return each.units * price * (1 - c.number(f"{each.path}.selling_cost_share", each.name))


def _line(c: Context, id: str, parts: list[Expr], nb: str, en: str) -> Line:
    return c.m.line(f"flat_sales.{id}", c.sum(parts), "NOK", Label(nb, en), axis=Axis.MONTH)
