"""What homes sold on the way have cost, for tax and in the books (docs/model.md §8, §9).

It is taken of what the landlord does not write down for tax: works in homes, land, and what it had of such
when the case began. No more is taken than there is.
"""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, greatest, least
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.value.flat_sales import HomesSold
from feasibility.record import record


@record
class HomesCost:
    """NOK by month. for_tax: off the tax value; in_books: off the book value."""

    for_tax: Line
    in_books: Line


@record
class HomesGone:
    """for_tax: cost of homes sold by month, so_far: the sum of it."""

    for_tax: Line
    so_far: Line

    def in_books(self, c: Context, book: Expr) -> Line:
        """The same in the books, at most what is there."""
        return c.m.line(
            "flat_sales.cost_in_books",
            least(self.for_tax, greatest(0, book)),
            "NOK",
            Label("Bokført kostpris for solgte boliger", "Book cost of homes sold"),
            axis=Axis.MONTH,
            basis=("§9",),
        )


def homes_gone(c: Context, homes: HomesSold, kept: Expr) -> HomesGone:
    """The cost of homes sold for tax.

    Args:
        kept: tax value of what is not written down, before any home is sold, NOK at month end.
    """
    m = c.m
    so_far = m.declare(
        "flat_sales.cost_so_far",
        "NOK",
        Label("Kostpris for solgte boliger hittil", "Cost of homes sold so far"),
        total="end",
    )
    cost = m.line(
        "flat_sales.cost",
        least(homes.cost, greatest(0, kept - so_far.previous)),
        "NOK",
        Label("Kostpris for solgte boliger", "Cost of homes sold"),
        Label(
            "Som oppgitt, men ikke mer enn det som ikke avskrives og ikke er solgt.",
            "As stated, but no more than what is not written down and not sold.",
        ),
        axis=Axis.MONTH,
        basis=("§8",),
    )
    m.define(so_far, so_far.previous + cost)
    return HomesGone(cost, so_far)
