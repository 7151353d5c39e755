"""The VAT regime of each product, and what a purchase may be used for (docs/model.md §6)."""

from __future__ import annotations

from feasibility.engine.expr import Expr, as_expr
from feasibility.model.base.context import Context
from feasibility.rules.classification import OWN_USE

# What a purchase is used for; otherwise a space's id.
CHARGED = "charged"  # for taxed supplies alone, or correcting output VAT: all deducted
EXEMPT = "exempt"  # for exempt supplies alone: nothing deducted
OVERHEAD = "overhead"
# What a grant is for, where it is part of the price of what its receiver sells: its turnover too.
PRICE = "price"
COMMON = "common"


def registered_share(c: Context, product_id: str) -> Expr:
    """Share of a product's use and income that carries VAT, by regime and policy (docs/model.md §6)."""
    product = c.case.products[product_id]
    if product.vat_regime in OWN_USE:
        return as_expr(1)
    if product.vat_regime != "registered_letting":
        return as_expr(0)
    policy = c.case.vat.policy
    if policy == "separate":
        name = c.name("products", product_id)
        return 1 - c.number(f"products.{product_id}.not_eligible_share", name)
    return as_expr(0 if policy == "unregistered" else 1)
