"""VAT an owner cannot deduct on what is taken off the rent for value: an owner cost (docs/model.md §10)."""

from __future__ import annotations

from collections.abc import Collection

from feasibility.engine.expr import Const, Expr, Line
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD
from feasibility.model.vat.deduction import Deduction

# What a landlord that has the space managed pays of its running: its result is what is capitalised.
OF_OPERATION = frozenset({"management_fee", "cost_services", "operating_cost", "common_cost"})


def lost_vat(
    c: Context,
    ledger: Ledger,
    party: Party,
    deduction: Deduction,
    categories: Collection[str],
    but_to: Party | None = None,
) -> Expr:
    """VAT a party cannot deduct on what it pays of some categories, NOK by month; but what it pays one."""
    lost: list[Expr] = []
    for flow in ledger.chosen(party, False, categories):
        share = deduction.of(flow.use)
        if flow.receiver == but_to:
            continue
        if flow.vat is not None and not (isinstance(share, Const) and share.value == 1):
            lost.append(flow.vat * (1 - share))
    return c.sum(lost)


def costs_in_value(
    c: Context,
    ledger: Ledger,
    deduction: Deduction,
    owner_costs: Line,
    prefix: str = "",
    more: Collection[str] = (),
    made_good: Expr | None = None,
) -> Line:
    """Owner costs and property tax with the VAT the owner cannot deduct, NOK by month.

    Args:
        more: categories that are taken off beside owner costs.
        made_good: 1 in months the tenant makes the running VAT good, None where it does not.
    """
    borne = lost_vat(c, ledger, LANDLORD, deduction, {"owner_cost", *more})
    if made_good is not None:
        borne = borne * (1 - made_good)
    with c.m.block(f"{prefix}vat", Label("Merverdiavgift", "VAT"), "mval § 8-1", "§10"):
        return c.m.line(
            f"{prefix}owner_costs_for_value",
            owner_costs + borne,
            "NOK",
            Label(
                "Eierkostnader for verdi, med mva. uten fradrag",
                "Owner costs for value, with VAT not deductible",
            ),
            Label(
                "Mva. eieren ikke får fradrag for, er en eierkostnad.",
                "VAT the owner cannot deduct is an owner cost.",
            ),
        )
