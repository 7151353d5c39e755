"""The operator's operating result before what follows it is shared (docs/model.md §4)."""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Expr, as_expr
from feasibility.model.accounts.statements import OPERATING_IDS
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, LENDER, OPERATOR
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.profit_share import profit_share_of
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.lost import lost_vat

_CATEGORIES: Final = tuple(id for id in OPERATING_IDS if id != "security_drawn")


def before_sharing(c: Context, lines: LeaseLines | None, deduction: Deduction | None) -> Expr:
    """Operating result of all flows so far, VAT that cannot be deducted taken off; 0 where not asked for."""
    if lines is None or deduction is None:
        return as_expr(0)
    deferral = lines.agreed.stated.deferral
    by_result = deferral is not None and deferral.repaid_share_of_result is not None
    if not by_result and profit_share_of(c) is None:
        return as_expr(0)
    # Rent carries VAT only where the operator deducts all of it. Whether the landlord is registered follows
    # from its rent, a share of profit included, and the security from that: it is no part of the result.
    lost = lost_vat(c, c.ledger, OPERATOR, deduction, _CATEGORIES, but_to=LANDLORD)
    got = c.sum([flow.earned for flow in c.ledger.chosen(OPERATOR, True, _CATEGORIES)])
    paid = c.ledger.chosen(OPERATOR, False, _CATEGORIES)
    return got - c.sum([flow.earned for flow in paid if flow.receiver != LENDER]) - lost
