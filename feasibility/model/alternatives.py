"""What the landlord could do instead: leave it vacant, or let to an ordinary tenant (model rules §4).

Each alternative is a ledger of its own, with the same owner costs, VAT settlement and exit rule as the deal.
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import Axis, Expr, Line, as_expr
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.context import Context
from feasibility.model.costs import building_costs
from feasibility.model.parties import LANDLORD
from feasibility.model.statements import project_cash
from feasibility.model.tenancy import tenancy
from feasibility.model.value import ValueLines, value
from feasibility.model.vat import settle_vat

VACANT = Label("Tomt", "Vacant")
ORDINARY = Label("Ordinær leietaker", "Ordinary tenant")


@dataclass(frozen=True)
class Alternative:
    """cash: the landlord's cash before financing, NOK by month; value: of the property, where valued."""

    id: str
    label: Label
    ledger: Ledger
    cash: Line
    value: ValueLines | None


def vacant(c: Context) -> Alternative:
    """The space stands empty: owner costs, common costs and property tax go on."""
    return _alternative(c, "vacant", VACANT)


def ordinary(c: Context) -> Alternative | None:
    """One ordinary tenant after another; None where the case states none."""
    if c.case.comparison.ordinary_tenant is None:
        return None
    return _alternative(c, "ordinary", ORDINARY)


def _alternative(c: Context, id: str, label: Label) -> Alternative:
    prefix = f"{id}."
    ledger = Ledger(c.m, c.calendar)
    with c.m.block(id, Label(f"Alternativ: {label.nb.lower()}", f"Alternative: {label.en.lower()}")):
        let: Expr = as_expr(0)
        rent: Expr = as_expr(0)
        if id == "ordinary":
            lines = tenancy(c, ledger, "ordinary", as_expr(1), label)
            let, rent = lines.let, lines.contract_rent
        owner = building_costs(c, ledger, prefix, let)
        net_rent = c.m.line(
            f"{prefix}net_rent",
            rent - owner,
            "NOK",
            Label(f"{label.nb}: netto leie for verdi", f"{label.en}: net rent for value"),
            axis=Axis.MONTH,
        )
    worth = value(c, ledger, prefix, net_rent, None, label)
    settle_vat(c, ledger, LANDLORD, prefix)
    cash = project_cash(c, ledger, LANDLORD, prefix, Label(label.nb.lower(), label.en.lower()))
    return Alternative(id, label, ledger, cash, worth)
