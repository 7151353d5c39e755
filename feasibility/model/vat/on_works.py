"""VAT deducted on works by month, so that works can be told apart without it (docs/model.md §13.3)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Expr
from feasibility.engine.flows import Ledger, Party
from feasibility.model.base.context import Context
from feasibility.model.vat.capital_goods import WorksVat
from feasibility.model.vat.deduction import Deduction


def deducted_on_works(
    c: Context, ledger: Ledger, party: Party, deduction: Deduction, works: Sequence[WorksVat] = ()
) -> Expr:
    """What `settle_vat` deducts of the VAT on works a company pays; arguments as there."""
    parts: list[Expr] = [w.deducted for w in works]
    for flow in ledger.chosen(party, False, {"works"}):
        if flow.vat is not None and not (works and flow.use == ""):
            parts.append(flow.vat * deduction.of(flow.use))
    return c.sum(parts)
