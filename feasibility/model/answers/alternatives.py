"""What the landlord could do instead: leave it vacant, or let to an ordinary tenant (docs/model.md §4).

Each alternative is a ledger of its own, with the same owner costs, VAT settlement, tax and exit rule as the
deal.
"""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, as_expr, least
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.accounts.before_loans import paid
from feasibility.model.accounts.fixed_assets import fixed_assets
from feasibility.model.accounts.statements import (
    OPERATING_IDS,
    CompanyLines,
    project_cash,
)
from feasibility.model.accounts.tax import TaxLines, company_tax
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD
from feasibility.model.base.registration import close_registration
from feasibility.model.costs.running import building_costs
from feasibility.model.deal.other_tenants import other_tenants
from feasibility.model.deal.tenancy import Tenancy, tenancy
from feasibility.model.value.acquisition import acquire
from feasibility.model.value.exit import adjusts_vat, sale
from feasibility.model.value.property_value import (
    ValueLines,
    value,
)
from feasibility.model.vat.deduction import (
    tenant_deduction,
)
from feasibility.model.vat.lost import costs_in_value
from feasibility.model.vat.on_works import deducted_on_works
from feasibility.model.vat.settlement import settle_vat
from feasibility.model.vat.under_adjustment import under_adjustment
from feasibility.record import record

VACANT = Label("Tomt", "Vacant")
ORDINARY = Label("Ordinær leietaker", "Ordinary tenant")


@record
class Alternative:
    """cash: the landlord's cash before financing, NOK by month; value: of the property, where valued; tax:
    None where the landlord is not taxed. tax_paid: cash from it by month. works_vat: VAT deducted on works.
    given: rent-free months, as rent not asked for, NOK by month."""

    id: str
    label: Label
    ledger: Ledger
    cash: Line
    value: ValueLines | None
    tax: TaxLines | None
    tax_paid: Expr | None
    works_vat: Expr
    given: Expr


def vacant(c: Context) -> Alternative:
    """The space stands empty: owner costs, common costs and property tax go on."""
    return _alternative(c, "vacant", VACANT)


def ordinary(c: Context) -> Alternative | None:
    """One ordinary tenant after another; None where the case states none."""
    if c.case.comparison.ordinary_tenant is None:
        return None
    return _alternative(c, "ordinary", ORDINARY)


def _alternative(c: Context, id: str, label: Label) -> Alternative:
    with c.m.course(f"{id}.", label):
        return _written(c, id, label)


def _written(c: Context, id: str, label: Label) -> Alternative:
    prefix = f"{id}."
    ledger = Ledger(c.m, c.calendar)
    name = Label(f"Alternativ: {label.nb.lower()}", f"Alternative: {label.en.lower()}")
    with c.m.block(id, name, "§4"):
        let: Expr = as_expr(0)
        rent: Expr = as_expr(0)
        tenants: Tenancy | None = None
        if id == "ordinary":
            tenants = tenancy(c, ledger, "ordinary", as_expr(1), label, None, prefix)
            let, rent = tenants.let * tenants.covered, tenants.contract_rent
        others = other_tenants(c, ledger, prefix)
        acquire(c, ledger, prefix)
        if others is not None:
            let, rent = least(1, let + others.let), rent + others.rent
        with c.m.based_on("§5"):
            owner = building_costs(c, ledger, prefix, let)
        deduction = tenant_deduction(c, ledger, tenants, prefix)
        if tenants is not None or others is not None:
            close_registration(c, ledger, LANDLORD, (), prefix)
        owner = costs_in_value(c, ledger, deduction, owner, prefix)
        net_rent = c.m.line(
            f"{prefix}net_rent",
            rent - owner,
            "NOK",
            Label(f"{label.nb}: netto leie for verdi", f"{label.en}: net rent for value"),
            axis=Axis.MONTH,
            basis=("§10",),
        )
    worth = value(c, prefix, net_rent, None, label)
    brought = under_adjustment(c, LANDLORD, deduction, adjusts_vat(c), prefix)
    vat = settle_vat(c, ledger, LANDLORD, deduction, (), prefix, brought=brought)
    assets = fixed_assets(c, ledger, LANDLORD, prefix)
    sold = sale(c, ledger, prefix, worth, assets.tax_value, label)
    taxed = sold.taxed if sold is not None else None
    result = ledger.earned(LANDLORD, OPERATING_IDS) - vat.lost + vat.adjustment
    tax = company_tax(c, ledger, LANDLORD, prefix, result, assets.tax_depreciation, taxed)
    cash = project_cash(c, ledger, LANDLORD, prefix, Label(label.nb.lower(), label.en.lower()))
    given: Expr = as_expr(0)
    if tenants is not None:
        given = tenants.contract_rent - ledger.earned(LANDLORD, {"rent"})
        if others is not None:
            given = given + others.rent
    on_works = deducted_on_works(c, ledger, LANDLORD, deduction)
    tax_paid = None if tax is None else paid(ledger, LANDLORD)
    return Alternative(id, label, ledger, cash, worth, tax, tax_paid, on_works, given)


def before_exit(c: Context, landlord: CompanyLines) -> Line:
    """The landlord's cash without the sale and what comes of it: tax on it, VAT adjusted at it."""
    if landlord.sale is None:
        return landlord.free.cash
    with c.block("comparison", "Sammenligning", "Comparison", "§10"):
        cash = landlord.free.cash - landlord.sale.received
        if landlord.free.tax is not None and landlord.free.tax.on_sale is not None:
            cash = cash + landlord.free.tax.on_sale
        if landlord.vat.at_end is not None:
            cash = cash - landlord.vat.at_end
        return c.m.line(
            "landlord.project_cash_before_exit",
            cash,
            "NOK",
            Label("Kontantstrøm før salg, gårdeier", "Cash flow before sale, landlord"),
            Label(
                "Uten salget, skatten på det og mva. justert ved det.",
                "Without the sale, tax on it and VAT adjusted at it.",
            ),
        )
